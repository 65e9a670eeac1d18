"""What the backoffice sees: the besluiten of its gemeente and what each costs, and no answers."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from api.opslag.besluiten import Besluiten, Wijze
from api.opslag.keuze import Fasekeuze, Keuze, Oordeel
from api.opslag.voorstellen import leg_vast
from api.web.besluitkosten import Kostenregel, besluitkosten
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import WIE, Proef
from tests.web.test_formulier import FASEN, kijk

KEUZE = Keuze(
    Oordeel.EENS,
    "Dit past.",
    arrangement=5,
    leveringsvorm="natura",
    ingangsdatum=date(2021, 7, 1),
    einddatum=date(2021, 12, 31),
    resultaten=(2,),
)


@pytest.fixture
def backoffice(browser: Browser, proef: Proef) -> Iterator[Page]:
    """A tab of somebody of the backoffice."""
    context = browser.new_context(base_url=proef.adres, locale="nl-NL")
    proef.meld_aan(context, "ontwikkel-backoffice-beek")
    with contextlib.closing(context):
        pagina = context.new_page()
        pagina.set_default_timeout(5000)
        yield pagina


def neem(proef: Proef, id_: str, keuze: Keuze = KEUZE) -> str:
    """Record the voorstel and decide."""
    voorstel = leg_vast(proef.bank, WIE, id_, proef.app.state.motoren)
    with proef.bank.sessie(WIE) as sessie:
        return Besluiten(sessie, WIE).neem(id_, keuze, voorstel)


def regels(pagina: Page) -> list[list[str]]:
    """Return the lines of the table."""
    return [rij.locator("th, td").all_inner_texts() for rij in pagina.locator("tbody tr").all()]


def test_the_cost_is_there_after_the_decision_and_for_the_backoffice_only(
    backoffice: Page, blad: Page, proef: Proef
) -> None:
    id_ = proef.gesprek(VOORBEELD, "Zaak 70")
    antwoord = backoffice.goto(f"/gesprekken/{id_}/kosten")
    assert antwoord is not None
    assert antwoord.status == 404
    neem(proef, id_)
    for pad in ("weging", "besluit"):
        blad.goto(f"/gesprekken/{id_}/{pad}")
        assert "25,91" not in blad.content()
    antwoord = blad.goto(f"/gesprekken/{id_}/kosten")
    assert antwoord is not None
    assert antwoord.status == 403
    backoffice.goto("/gesprekken")
    expect(backoffice).to_have_url(re.compile("/besluiten$"))
    kijk(backoffice, "besluitenlijst")
    backoffice.get_by_role("link", name="Zaak 70").click()
    assert regels(backoffice) == [
        ["10105", "1 juli 2021 tot en met 31 december 2021", "184", "€ 25,91", "€ 4767,44"]
    ]
    kijk(backoffice, "kosten")
    tekst = backoffice.locator("main").inner_text()
    assert "Dit past." not in tekst
    assert "inloopcafé" not in tekst


def test_a_gesprek_without_a_besluit_is_not_on_the_list(backoffice: Page, proef: Proef) -> None:
    proef.gesprek(VOORBEELD, "Zaak 71")
    backoffice.goto("/besluiten")
    assert "Zaak 71" not in backoffice.content()


def test_what_was_decided_is_computed_and_not_what_was_advised(
    backoffice: Page, proef: Proef
) -> None:
    id_ = proef.gesprek(VOORBEELD, "Zaak 72")
    eerste = neem(proef, id_, replace(KEUZE, oordeel=Oordeel.AFWIJKEN, arrangement=4))
    backoffice.goto(f"/gesprekken/{id_}/kosten")
    assert [r[0] for r in regels(backoffice)] == ["10104"]
    assert "€ 4693,84" in backoffice.locator("tfoot").inner_text()
    assert "€ 4767,44" in backoffice.locator("[aria-labelledby=kop-voorstel]").inner_text()
    kijk(backoffice, "kosten-afwijkend")
    # A correction counts; after a withdrawal nothing does.
    with proef.bank.sessie(WIE) as sessie:
        tweede = Besluiten(sessie, WIE).vervang(
            eerste, Wijze.CORRECTIE, "Toch een pgb.", replace(KEUZE, leveringsvorm="pgb")
        )
    backoffice.reload()
    assert "Voor een pgb staat er geen bedrag in de regels." in backoffice.content()
    kijk(backoffice, "kosten-pgb")
    with proef.bank.sessie(WIE) as sessie:
        Besluiten(sessie, WIE).vervang(tweede, Wijze.INTREKKING, "Verhuisd.")
    backoffice.reload()
    assert "Het besluit is ingetrokken." in backoffice.content()
    kijk(backoffice, "kosten-ingetrokken")
    backoffice.goto("/besluiten")
    assert "ingetrokken" in backoffice.locator("li", has_text="Zaak 72").inner_text()


def test_phases_cost_what_each_is_and_a_surcharge_is_a_line_of_its_own(
    backoffice: Page, proef: Proef
) -> None:
    id_ = proef.gesprek(FASEN, "Zaak 73")
    fasen = (
        Fasekeuze(1, date(2021, 7, 1), 5),
        Fasekeuze(2, date(2021, 10, 1), 5, vervoer="10113"),
    )
    neem(proef, id_, replace(KEUZE, fasen=fasen))
    backoffice.goto(f"/gesprekken/{id_}/kosten")
    assert [(r[0], r[2]) for r in regels(backoffice)] == [
        ("10105", "92"),
        ("10105", "92"),
        ("10113", "92"),
    ]
    kijk(backoffice, "kosten-fasen")


def test_each_phase_costs_what_was_decided_for_it_from_its_own_first_day() -> None:
    fasen = (Fasekeuze(1, date(2021, 7, 1), 4, "10114"), Fasekeuze(2, date(2021, 11, 1), 5))
    keuze = replace(KEUZE, oordeel=Oordeel.AFWIJKEN, arrangement=4, vervoer="10114", fasen=fasen)
    regels_ = besluitkosten(keuze, {}, REGELWERK).regels
    assert [(r.product, r.etmalen) for r in regels_] == [
        ("10104", 123),
        ("10114", 123),
        ("10105", 61),
    ]


def test_an_old_besluit_counts_the_phases_as_they_were_advised() -> None:
    advies = {
        "arrangement": 5,
        "fasen": [
            {"productcode": "10105", "van": "2021-07-01", "tot": "2021-09-30"},
            {"productcode": "10108", "van": "2021-10-01", "tot": "2021-12-31"},
        ],
    }
    regels_ = besluitkosten(replace(KEUZE, vervoer="10113"), advies, REGELWERK).regels
    assert [(r.product, r.etmalen) for r in regels_] == [
        ("10105", 92),
        ("10108", 92),
        ("10113", 184),
    ]


def test_without_a_last_day_or_a_tariff_the_cost_is_not_known() -> None:
    zonder = besluitkosten(replace(KEUZE, einddatum=None), {}, REGELWERK)
    assert zonder.regels == ()
    assert "laatste dag" in zonder.waarom_niet
    later = besluitkosten(replace(KEUZE, einddatum=date(2022, 1, 1)), {}, REGELWERK)
    assert later.samen == "onbekend"
    assert later.regels[-1] == Kostenregel(
        "10105", "1 januari 2022 tot en met 1 januari 2022", 1, "onbekend", "onbekend"
    )
    route = replace(KEUZE, arrangement=None, route="doorzenden")
    assert "geen kosten" in besluitkosten(route, {}, REGELWERK).waarom_niet


def test_the_backoffice_of_another_gemeente_sees_nothing(browser: Browser, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD, "Zaak 74")
    neem(proef, id_)
    context = browser.new_context(base_url=proef.adres)
    proef.meld_aan(context, "ontwikkel-backoffice-stein")
    with contextlib.closing(context):
        pagina = context.new_page()
        pagina.goto("/besluiten")
        assert "Zaak 74" not in pagina.content()
        antwoord = pagina.goto(f"/gesprekken/{id_}/kosten")
        assert antwoord is not None
        assert antwoord.status == 404

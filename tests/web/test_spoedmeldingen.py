"""The work list of spoedmeldingen: what comes first, what is missing, and what was decided."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.opslag.besluiten import Besluiten
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.spoedmeldingen import Spoedmeldingen
from engine.explanation.teksten import dag_in_woorden
from tests.api.hulp import REGELWERK
from tests.web.formulierhulp import CONSULENT, WIE, Proef
from tests.web.spoedhulp import AANBIEDER, BACKOFFICE, GELEDEN, dien_in, meldingen, spoeddienst
from tests.web.test_spoedformulier import druk, koppen
from tests.web.test_toegankelijk import aangemeld, bezwaren

LIJST = "/spoedmeldingen"
NAAM = "Verzonnenachternaam"
VOORAF = [
    "melding-2",  # crisis
    "melding-4",  # the eight weeks have passed
    "melding-3",  # they end within a week
    "melding-5",
    "melding-1",
]
"""The order in which somebody has to act."""


@pytest.fixture(scope="module")
def spoed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proef]:
    with spoeddienst(tmp_path_factory.mktemp("spoed")) as proef:
        for kenmerk, geleden in GELEDEN.items():
            dien_in(proef, kenmerk, geleden)
        yield proef


@pytest.fixture
def zonder(browser: Browser, spoed: Proef) -> Iterator[Page]:
    """A tab of a consulent in which no script runs."""
    context = browser.new_context(
        base_url=spoed.adres, java_script_enabled=False, viewport={"width": 1180, "height": 820}
    )
    spoed.meld_aan(context)
    pagina = context.new_page()
    pagina.set_default_timeout(8000)
    yield pagina
    context.close()


def namen(pagina: Page) -> list[str]:
    """Return the meldingen on the list, in order."""
    return pagina.locator("tbody th a").all_inner_texts()


def rij(pagina: Page, naam: str) -> str:
    """Return what a row says."""
    return pagina.locator("tbody tr").filter(has_text=naam).inner_text()


def test_the_list_begins_with_who_is_in_crisis_and_then_by_the_clock(zonder: Page) -> None:
    zonder.goto(LIJST)
    assert namen(zonder) == VOORAF
    crisis = rij(zonder, "melding-2")
    assert "Eerst de crisisdienst. Er is nog te weinig bekend" in crisis
    assert "Zijn er gedachten aan zelfdoding?" in crisis
    assert "gekozen 9" in crisis
    klaar = rij(zonder, "melding-1")
    assert "De melding voldoet" in klaar
    # Both clocks, the earliest in words as well as in bold.
    assert klaar.index("Eerst: nog") < klaar.index("nog 55 dagen")
    assert "hoger dan voorgesteld" in rij(zonder, "melding-4")


def test_a_row_gives_an_alarm_when_no_besluit_is_there_at_the_end(zonder: Page) -> None:
    zonder.goto(LIJST)
    einde = {n: date.today() + timedelta(days=55 - GELEDEN[n]) for n in VOORAF}
    for naam, dag in einde.items():
        alarm = f"Nog geen besluit: verleng de tijdelijke hulp uiterlijk op {dag_in_woorden(dag)}."
        assert (alarm in rij(zonder, naam)) == (naam in {"melding-3", "melding-4"}), naam
    assert "Die dag is voorbij" in rij(zonder, "melding-4")
    assert "2 meldingen vragen nu een besluit of een verlenging" in koppen(zonder)
    zonder.get_by_role("link", name="Toon alleen deze").click()
    assert namen(zonder) == ["melding-4", "melding-3"]


def test_the_list_is_sorted_and_filtered_without_scripts(zonder: Page) -> None:
    zonder.goto(LIJST)
    zonder.get_by_role("link", name="Melding (sorteer hierop)").click()
    assert namen(zonder) == sorted(VOORAF)
    assert zonder.locator("th[aria-sort=ascending]").inner_text().startswith("Melding")
    zonder.get_by_role("link", name="Melding (sorteer hierop, andersom)").click()
    assert namen(zonder) == sorted(VOORAF, reverse=True)
    assert zonder.locator("th[aria-sort=descending]").count() == 1
    zonder.get_by_label("Uitslag").select_option("voldoet")
    zonder.get_by_label("Sorteer op").select_option("ontvangen")
    druk(zonder, "Toon")
    assert namen(zonder) == ["melding-4", "melding-1"]
    zonder.get_by_label("Uitslag").select_option("crisis")
    druk(zonder, "Toon")
    assert namen(zonder) == ["melding-2"]
    zonder.get_by_label("Meldingen").select_option("gesloten")
    druk(zonder, "Toon")
    assert zonder.get_by_text("Er zijn geen meldingen die hierbij passen.").count() == 1
    # What nobody could have asked counts as not asked.
    zonder.goto(f"{LIJST}?stand=x&oordeel=y&volgorde=z&richting=q&alarm=nee")
    assert namen(zonder) == VOORAF


def test_the_export_is_the_list_without_who_somebody_is(zonder: Page, spoed: Proef) -> None:
    with spoed.bank.sessie(WIE) as sessie:
        opslag = Spoedmeldingen(sessie, WIE)
        id_ = opslag.dien_in(
            REGELWERK,
            {"antwoorden": {"ontvangst_spoed": "2021-05-05"}},
            kenmerk="=1+1",
            persoon=Persoonsgegevens(naam=NAAM, bsn="123456782"),
        )
    try:
        zonder.goto(f"{LIJST}?volgorde=kenmerk")
        op_scherm = namen(zonder)
        adres = zonder.get_by_role("link", name="Download als CSV").get_attribute("href")
        antwoord = zonder.request.get(str(adres))
        assert antwoord.headers["content-type"] == "text/csv; charset=utf-8"
        assert antwoord.headers["cache-control"] == "no-store"
        assert NAAM not in antwoord.text() + zonder.content()
        assert "123456782" not in antwoord.text()
        lezer = csv.DictReader(io.StringIO(antwoord.text().removeprefix("\ufeff")), delimiter=";")
        rijen = list(lezer)
        # No spreadsheet computes what somebody sent.
        assert [r["kenmerk"].removeprefix("'") for r in rijen] == op_scherm
        assert "'=1+1" in [r["kenmerk"] for r in rijen]
        per = {r["kenmerk"]: r for r in rijen}
        assert per["melding-2"]["eerst"] == "Eerst de crisisdienst"
        assert (per["melding-4"]["gekozen"], per["melding-4"]["voorgesteld"]) == ("7", "5")
        assert per["melding-3"]["blokkade_geen_contract"] == "aanwezig"
        assert per["melding-4"]["alarm"].startswith("Nog geen besluit")
        gefilterd = zonder.request.get(f"{LIJST}.csv?alarm=ja").text()
        assert len(gefilterd.splitlines()) == 1 + 2
    finally:
        zonder.goto(f"{LIJST}/{id_}")
        zonder.locator("[name=reden][value=ingetrokken]").check(force=True)
        druk(zonder, "Sluit de melding")


def test_a_gesprek_begins_with_what_is_known_and_ends_with_the_three_side_by_side(
    zonder: Page, spoed: Proef
) -> None:
    # On its page, what is missing leads to where the gesprek asks it.
    id_ = dien_in(spoed, "melding-4", 10, lopend=None, zelfdoding=None)
    zonder.goto(f"{LIJST}/{id_}")
    naast = zonder.locator(".spoed-naast")
    assert [t.split("\n")[-1] for t in naast.locator("> div").all_inner_texts()] == [
        *("arrangement 7", "nog niets", "nog niets")
    ]
    druk(zonder, "Begin het gesprek")
    gesprek = zonder.url.rpartition("/")[2]
    inhoud = spoed.inhoud(gesprek)
    assert inhoud["antwoorden/gebeurtenis"] == "plotseling"
    assert inhoud["antwoorden/aanleiding"] == "na_spoedmelding"
    zonder.goto(f"/gesprekken/{gesprek}/gesprek/spoed")
    assert zonder.locator("[name=gebeurtenis]:checked").get_attribute("value") == "plotseling"
    zonder.goto(f"{LIJST}/{id_}")
    zonder.get_by_role("link", name="Zijn er gedachten aan zelfdoding?").click()
    expect(zonder).to_have_url(re.compile(f"{gesprek}/vier-ogen/spoed#vraag-zelfdoding$"))
    assert zonder.locator("#vraag-zelfdoding").is_visible()
    # What is answered there is asked no more, and the clock of the law runs from the aanvraag.
    spoed.schrijf(gesprek, "antwoorden/zelfdoding", "geen")
    spoed.schrijf(gesprek, "antwoorden/aanvraag", date.today().isoformat())
    zonder.goto(f"{LIJST}/{id_}")
    assert zonder.get_by_role("link", name="Zijn er gedachten aan zelfdoding?").count() == 0
    assert "Het besluit op de aanvraag is genomen" in zonder.locator(".spoed-klokken").inner_text()
    taken = zonder.get_by_role("heading", name="Wat er nog gebeurt").locator("+ dl").inner_text()
    assert "voert het gesprek uiterlijk op" in taken
    zonder.goto(LIJST)
    assert zonder.locator(f'a[href="/gesprekken/{gesprek}"]').count() == 1
    eigen = zonder.locator("tbody tr").filter(has=zonder.locator(f'a[href$="{id_}"]'))
    assert "het besluit op de aanvraag is genomen" in eigen.inner_text()
    with spoed.bank.sessie(WIE) as sessie:
        keuze = Keuze(Oordeel.ZONDER_ADVIES, "Zo past het.", arrangement=5)
        Besluiten(sessie, WIE).neem(gesprek, keuze, None)
    zonder.goto(f"{LIJST}/{id_}")
    assert [t.split("\n")[-1] for t in naast.locator("> div").all_inner_texts()] == [
        *("arrangement 7", "nog niets", "arrangement 5")
    ]
    assert koppen(zonder)[0] == "Deze melding is gesloten: er is een besluit"
    zonder.goto(LIJST)
    assert f"{LIJST}/{id_}" not in zonder.content()
    zonder.goto(f"{LIJST}?stand=gesloten")
    assert f"{LIJST}/{id_}" in zonder.content()


def test_a_melding_is_closed_only_with_a_reason(browser: Browser, spoed: Proef) -> None:
    id_ = dien_in(spoed, "melding-3", 1)
    with aangemeld(browser, spoed, BACKOFFICE) as pagina:
        pagina.goto(f"{LIJST}/{id_}")
        # The gesprek is for a consulent.
        assert pagina.get_by_role("button", name="Begin het gesprek").count() == 0
        assert pagina.request.post(f"{LIJST}/{id_}/gesprek").status == 403
        druk(pagina, "Sluit de melding")
        assert pagina.locator(".melding__lijst a").get_attribute("href") == "#reden"
        assert bezwaren(pagina, "spoed-sluiten-fout") == []
        pagina.locator("[name=reden][value=doorgezonden]").check(force=True)
        druk(pagina, "Sluit de melding")
        gesloten = "Deze melding is gesloten: de melding is doorgegeven aan een andere gemeente"
        assert koppen(pagina)[0] == gesloten
        assert bezwaren(pagina, "spoed-gesloten") == []
    with aangemeld(browser, spoed) as pagina:
        assert pagina.request.post(f"{LIJST}/{id_}/gesprek").status == 409


def test_who_a_melding_is_about_stands_on_its_own_page_alone(
    browser: Browser, spoed: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    persoon = Persoonsgegevens(
        naam=NAAM,
        geboortedatum="1950-02-03",
        melder_naam="Verzonnen melder",
        toelichting="Een regel.\nNog een regel.",
    )
    with spoed.bank.sessie(WIE) as sessie:
        id_ = Spoedmeldingen(sessie, WIE).dien_in(
            REGELWERK, {"antwoorden": {"ontvangst_spoed": "2021-05-05"}}, persoon=persoon
        )
    with aangemeld(browser, spoed) as pagina:
        pagina.goto(f"{LIJST}/{id_}")
        tekst = pagina.locator(".spoed-persoon").all_inner_texts()
        assert [NAAM in tekst[0], "3 februari 1950" in tekst[0]] == [True, True]
        assert "Verzonnen melder" in tekst[1]
        assert "Een regel.\nNog een regel." in pagina.locator(".eigen-tekst").inner_text()
        assert NAAM not in pagina.title() + pagina.url
        assert bezwaren(pagina, "spoed-detail-persoon") == []
        for pad in (LIJST, f"{LIJST}?stand=alle", f"{LIJST}.csv?stand=alle"):
            assert NAAM not in pagina.request.get(pad).text()
        # Without the key the melding is there, and says what is wrong.
        monkeypatch.setattr(spoed.bank, "sleutels", None)
        monkeypatch.delenv("ARRANGEMENT_SLEUTELS", raising=False)
        pagina.goto(f"{LIJST}/{id_}")
        assert "ARRANGEMENT_SLEUTELS" in pagina.locator("main").inner_text()
        assert NAAM not in pagina.content()


def test_only_the_gemeente_itself_sees_its_meldingen(browser: Browser, spoed: Proef) -> None:
    alle = meldingen(spoed)
    with aangemeld(browser, spoed, "ontwikkel-consulent-stein") as pagina:
        pagina.goto(f"{LIJST}?stand=alle")
        assert namen(pagina) == []
        for stand in alle[:3]:
            for pad in ("", "/gesprek", "/sluiten"):
                adres = f"{LIJST}/{stand.id}{pad}"
                antwoord = (
                    pagina.request.post(adres, form={"reden": "ingetrokken"})
                    if pad
                    else pagina.request.get(adres)
                )
                assert antwoord.status == 404, adres
    with aangemeld(browser, spoed, AANBIEDER) as pagina:
        assert pagina.request.get(f"{LIJST}/{alle[0].id}").status == 403
    for sub, menu in {
        CONSULENT: ["Gesprekken", "Spoedmeldingen", "Leeg formulier"],
        BACKOFFICE: ["Besluiten", "Spoedmeldingen", "Leeg formulier"],
    }.items():
        with aangemeld(browser, spoed, sub) as pagina:
            pagina.goto(LIJST)
            assert pagina.locator(".kop__menu a").all_inner_texts() == menu


def test_the_list_has_no_barriers_and_is_cards_on_a_phone(browser: Browser, spoed: Proef) -> None:
    with aangemeld(browser, spoed) as pagina:
        pagina.goto(LIJST)
        assert bezwaren(pagina, "spoed-lijst") == []
        pagina.goto(LIJST)
        pagina.set_viewport_size({"width": 360, "height": 800})
        assert not pagina.locator("thead").is_visible()
        vak = pagina.locator("tbody tr").first.bounding_box()
        assert vak is not None
        assert vak["width"] <= 360
        pagina.goto(f"{LIJST}?stand=gesloten&oordeel=crisis")
        assert bezwaren(pagina, "spoed-lijst-leeg") == []
        [crisis] = [m for m in meldingen(spoed) if m.kenmerk == "melding-2"]
        pagina.goto(f"{LIJST}/{crisis.id}")
        assert koppen(pagina)[0] == "Dit gaat voor alles"
        assert bezwaren(pagina, "spoed-detail-crisis") == []

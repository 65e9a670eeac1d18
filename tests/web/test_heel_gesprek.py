"""Whole gesprekken as a consulent carries them through the pages, from signing in to out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from api.opslag.besluiten import Besluit, Besluiten
from api.opslag.gesprekken import Gesprekken
from api.opslag.voorstellen import Opgenomen, Voorstellen
from tests.api.hulp import WORTEL, als_gegevens, voer_uit
from tests.web.formulierhulp import WIE, Proef, tabblad
from tests.web.gesprekshulp import Consulent
from tests.web.handen import DUUR, Muis, Toetsen, Velden
from tests.web.test_toegankelijk import heeft_focus

EENVOUDIG = WORTEL / "voorbeelden" / "arrangement-1.yaml"
ZORGMIJDER = WORTEL / "api" / "demo" / "zorgmijder.yaml"
AFWIJKING = WORTEL / "voorbeelden" / "arrangement-5.yaml"


@pytest.fixture
def context(browser: Browser, proef: Proef) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=proef.adres, viewport={"width": 820, "height": 1180}, locale="nl-NL"
    )
    with contextlib.closing(context):
        yield context


@pytest.fixture
def pagina(context: BrowserContext) -> Iterator[Page]:
    with tabblad(context, DUUR) as pagina:
        yield pagina


def besluit_op(
    pad: Path, oordeel: str, motivering: str, resultaten: list[str], **anders: str
) -> Velden:
    """Return the fields of a besluit on an intake."""
    intake = als_gegevens(pad)
    velden = {
        "oordeel": oordeel,
        "motivering": motivering,
        "vervoer": "geen",
        "leveringsvorm": "natura",
        "aanbieder": "Zorg Dichtbij",
        "ingangsdatum": intake["ingangsdatum"],
        "einddatum": intake["einddatum"],
        **anders,
    }
    gevuld = {naam: [waarde] for naam, waarde in velden.items() if waarde}
    return {**gevuld, "resultaten": resultaten}


def vastgelegd(proef: Proef, id_: str) -> tuple[Opgenomen, Besluit]:
    """Return the one voorstel and the one besluit of a gesprek."""
    with proef.bank.sessie(WIE) as sessie:
        (voorstel,) = Voorstellen(sessie, WIE).van_gesprek(id_)
        (besluit,) = Besluiten(sessie, WIE).van_gesprek(id_)
    return voorstel, besluit


def volgens_opdracht(pad: Path) -> dict[str, Any]:
    """Return what the command says of an intake."""
    klaar = voer_uit("voorstel", str(pad), "--json")
    assert klaar.returncode == 0
    uitkomst: dict[str, Any] = json.loads(klaar.stdout)["uitkomst"]
    return uitkomst


BESLUITEN = {
    "eenvoudig": (
        EENVOUDIG,
        besluit_op(
            EENVOUDIG, "eens", "Twee vaste momenten geven hem zijn ritme terug.", ["2", "4"]
        ),
    ),
    "zorgmijder": (
        ZORGMIJDER,
        besluit_op(
            ZORGMIJDER,
            "eens",
            "Hij laat iemand binnen als het langzaam gaat; daarom drie stappen.",
            ["1", "6", "9"],
            vervoer="",
            ingangsdatum="",
            **{"fase-1-vervoer": "geen", "fase-2-vervoer": "10113", "fase-3-vervoer": "10114"},
        ),
    ),
    "afwijking": (
        AFWIJKING,
        besluit_op(
            AFWIJKING,
            "afwijken",
            "De partner valt volgende maand weg; dat staat nog niet in het weekrooster.",
            ["2", "12"],
            uitkomst="a-8",
            vervoer="10113",
        ),
    ),
}


def test_a_zorgmijder_with_phases_and_transport_is_recorded_as_the_command_says_it(
    pagina: Page, proef: Proef
) -> None:
    pad, velden = BESLUITEN["zorgmijder"]
    consulent = Consulent(Muis(pagina), als_gegevens(pad))
    consulent.meld_aan()
    consulent.begin("Zaak zorgmijder")
    consulent.aan_tafel()
    rond_af(consulent, velden)
    controleer(consulent, proef, pad, velden)
    assert len(consulent.gelezen) > 15


def test_a_besluit_that_differs_leaves_the_voorstel_as_the_command_says_it(
    pagina: Page, proef: Proef
) -> None:
    pad, velden = BESLUITEN["afwijking"]
    consulent = Consulent(Muis(pagina), als_gegevens(pad))
    consulent.meld_aan()
    consulent.begin("Zaak afwijking")
    consulent.van_papier()
    rond_af(consulent, velden)
    controleer(consulent, proef, pad, velden)


def test_a_whole_gesprek_goes_by_key_alone_and_the_focus_always_shows(
    pagina: Page, proef: Proef
) -> None:
    pad, velden = BESLUITEN["eenvoudig"]
    toetsen = Toetsen(pagina)
    consulent = Consulent(toetsen, als_gegevens(pad))
    consulent.meld_aan()
    consulent.begin("Zaak eenvoudig")
    consulent.aan_tafel()
    rond_af(consulent, velden)
    controleer(consulent, proef, pad, velden)
    assert toetsen.stappen > 500
    assert toetsen.klachten == []


def test_the_focus_goes_round_a_page_and_back_without_being_caught_or_hidden(
    context: BrowserContext, proef: Proef
) -> None:
    proef.meld_aan(context)
    pagina = context.new_page()
    pagina.goto(f"/gesprekken/{proef.gesprek(als_gegevens(ZORGMIJDER))}/weekrooster")
    toetsen = Toetsen(pagina)
    heen = toetsen.ronde()
    assert heen[0] == "Naar de inhoud"
    assert len(heen) > 20
    # From far down the page, the first thing on it shows again.
    assert toetsen.ronde() == heen
    assert toetsen.ronde("Shift+Tab") == heen[::-1]
    assert toetsen.klachten == []


def test_escape_closes_a_list_of_choices_and_leaves_the_answer(
    context: BrowserContext, proef: Proef
) -> None:
    proef.meld_aan(context)
    pagina = context.new_page()
    pagina.goto(f"/gesprekken/{proef.gesprek(als_gegevens(ZORGMIJDER))}/weekrooster")
    wie = pagina.locator("[name=rij-0-wie]")
    wie.focus()
    for toets in ("Alt+ArrowDown", "Escape", "Tab"):
        pagina.keyboard.press(toets)
    assert wie.input_value() == "beroepskracht"
    assert heeft_focus(pagina, "[name=rij-0-vorm]")


def test_two_tabs_on_one_theme_lose_nothing(context: BrowserContext, proef: Proef) -> None:
    id_ = proef.gesprek()
    proef.meld_aan(context)
    een, twee = context.new_page(), context.new_page()
    for tab in (een, twee):
        tab.goto(f"/gesprekken/{id_}/gesprek/de_dag")
    hier, daar = Muis(een), Muis(twee)
    hier.zet({"dagindeling": ["zetje"], "notities-de_dag": ["Hij zei het zelf."]})
    hier.druk("Bewaar")
    daar.zet({"dagindeling": ["ander"], "huishouden": ["zelf"], "notities-de_dag": ["Zijn zus."]})
    daar.druk("Bewaar")
    fouten = twee.locator(".veld__fout").all_inner_texts()
    assert len(fouten) == 2
    for fout, beide in zip(
        fouten, (("met een zetje", "een ander doet het"), ("Hij zei het", "Zijn zus")), strict=True
    ):
        assert all(versie in fout for versie in beide)
    assert heeft_focus(twee, "#foutenoverzicht")
    assert proef.inhoud(id_)["antwoorden/dagindeling"] == {"waarde": "zetje"}
    assert proef.inhoud(id_)["notities/de_dag"] == "Hij zei het zelf."
    assert proef.inhoud(id_)["antwoorden/huishouden"] == {"waarde": "zelf"}
    daar.druk("Bewaar")
    assert twee.locator(".veld__fout").count() == 0
    assert proef.inhoud(id_)["antwoorden/dagindeling"] == {"waarde": "ander"}
    assert proef.inhoud(id_)["notities/de_dag"] == "Zijn zus."
    # What gave way is kept too.
    with proef.bank.sessie(WIE) as sessie:
        geschiedenis = Gesprekken(sessie, WIE).geschiedenis(id_)
    assert {"waarde": "zetje"} in [deel.inhoud for deel in geschiedenis]


def rond_af(consulent: Consulent, velden: Velden) -> None:
    """Carry a gesprek on from the answers to the besluit, and sign out."""
    consulent.onder_vier_ogen()
    consulent.weeg()
    consulent.besluit(velden)
    assert velden["motivering"][0] in consulent.pagina.locator("main").inner_text()
    consulent.meld_af()


def controleer(consulent: Consulent, proef: Proef, pad: Path, velden: Velden) -> None:
    """Compare what was recorded with the command, and look at what the client read."""
    voorstel, besluit = vastgelegd(proef, consulent.id)
    uitkomst, verwacht = voorstel.als_json()["uitkomst"], volgens_opdracht(pad)
    for deel in ("arrangement", "complexiteit", "inzet", "route", "vervoerstoeslag", "fasen"):
        assert uitkomst.get(deel) == verwacht.get(deel), deel
    assert uitkomst == verwacht
    keuze = besluit.keuze.als_json()
    gekozen = velden.get("uitkomst", [f"a-{verwacht['arrangement']}"])[0]
    assert f"a-{keuze['arrangement']}" == gekozen
    for naam in ("oordeel", "motivering", "leveringsvorm", "aanbieder"):
        assert keuze[naam] == velden[naam][0]
    assert [str(r) for r in keuze["resultaten"]] == velden["resultaten"]
    fasen = verwacht.get("fasen", [])
    assert [(f["arrangement"], f["vanaf"]) for f in keuze["fasen"]] == [
        (f["arrangement"], f["van"]) for f in fasen
    ]
    toeslagen = [velden[f"fase-{f['nummer']}-vervoer"][0] for f in fasen] or velden["vervoer"]
    assert [f["vervoer"] or "geen" for f in keuze["fasen"] or [keuze]] == toeslagen
    assert besluit.voorstel == voorstel.id
    assert consulent.verraden == []
    consulent.pagina.goto(f"/gesprekken/{consulent.id}")
    assert "/aanmelden" in consulent.pagina.url

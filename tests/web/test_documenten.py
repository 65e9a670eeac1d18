"""The page with the documents: what can be made, for whom, and that no name stays anywhere."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from api.opslag.besluiten import Besluiten
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.voorstellen import leg_vast
from tests.api.documenten.maken import intake
from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import WIE, Proef
from tests.web.test_toegankelijk import SCHERMEN, schendingen, te_breed

VANGNET = {"weekrooster": [], "weekrooster_compleet": "nee"} | intake("spoed", vangnet="ja")
BRIEF = {
    "Naam van de cliënt": "P. Verzonnen",
    "Straat en huisnummer": "Proefstraat 1",
    "Postcode en plaats": "1234 AB Proefdorp",
    "Aanhef": "Geachte heer Verzonnen,",
}


@pytest.fixture(scope="module")
def zaken(proef: Proef) -> dict[str, str]:
    """A gesprek without a voorstel, with one, with a besluit, and one of the vangnet."""

    def vastgelegd(gegevens: dict[str, Any], naam: str, *, besloten: bool = False) -> str:
        id_ = proef.gesprek(gegevens, naam)
        voorstel = leg_vast(proef.bank, WIE, id_, proef.app.state.motoren)
        if besloten:
            keuze = Keuze(Oordeel.AFWIJKEN, "Mijn afweging.", arrangement=4)
            with proef.bank.sessie(WIE) as sessie:
                Besluiten(sessie, WIE).neem(id_, keuze, voorstel)
        return id_

    return {
        "leeg": proef.gesprek(VOORBEELD, "Zaak 31"),
        "voorstel": vastgelegd(VOORBEELD, "Zaak 32"),
        "besluit": vastgelegd(VOORBEELD, "Zaak 33", besloten=True),
        "vangnet": vastgelegd(VANGNET, "Zaak 34"),
    }


def kijk(pagina: Page, naam: str) -> None:
    """Look at a page as it is now, at every width."""
    for scherm, (breed, hoog) in SCHERMEN.items():
        pagina.set_viewport_size({"width": breed, "height": hoog})
        if map_ := os.environ.get("SCHERMEN"):
            pagina.screenshot(path=Path(map_) / f"documenten-{naam}-{scherm}.png", full_page=True)
        assert te_breed(pagina) == 0, scherm
    assert schendingen(pagina) == []


def haal(pagina: Page, knop: str) -> str:
    """Press a button; return the file that comes of it."""
    with pagina.expect_download() as wacht:
        pagina.get_by_role("button", name=knop, exact=True).click()
    return Path(wacht.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", ["leeg", "voorstel", "besluit", "vangnet"])
def test_the_page_has_no_barriers_and_fits_everywhere(
    blad: Page, zaken: dict[str, str], naam: str
) -> None:
    antwoord = blad.goto(f"/gesprekken/{zaken[naam]}/documenten")
    assert antwoord is not None
    assert antwoord.status == 200
    kijk(blad, naam)


def test_a_document_that_cannot_be_made_yet_says_what_to_do_first(
    blad: Page, zaken: dict[str, str]
) -> None:
    blad.goto(f"/gesprekken/{zaken['leeg']}")
    blad.get_by_role("link", name="Documenten", exact=True).click()
    assert blad.get_by_text("Leg eerst het voorstel vast.").count() == 3
    assert blad.locator("main form button").count() == 0
    blad.goto(f"/gesprekken/{zaken['voorstel']}/documenten")
    assert blad.get_by_text("Er is nog geen besluit. Neem eerst een besluit.").count() == 1
    blad.get_by_role("link", name="Naar het besluit").first.click()
    expect(blad).to_have_url(re.compile("/besluit$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["met scripts", "zonder scripts"])
def test_a_letter_with_name_and_address_is_downloaded_and_the_name_is_kept_nowhere(
    browser: Browser, proef: Proef, zaken: dict[str, str], *, scripts: bool
) -> None:
    context = browser.new_context(base_url=proef.adres, java_script_enabled=scripts)
    with contextlib.closing(context):
        proef.meld_aan(context)
        pagina = context.new_page()
        pagina.goto(f"/gesprekken/{zaken['besluit']}/documenten")
        for label, waarde in BRIEF.items():
            pagina.get_by_label(label).fill(waarde)
        pagina.get_by_label("Dag van verzenden").fill("2021-06-30")
        titel = "Webpagina Besluit over ondersteuning"
        brief = haal(pagina, f"{titel}, voor de cliënt")
        assert "P. Verzonnen<br>Proefstraat 1<br>1234 AB Proefdorp" in brief
        assert "Wij geven u arrangement 4." in brief
        assert "Verzonnen" not in haal(pagina, f"{titel}, voor het dossier van de gemeente")
        assert "Verzonnen" not in pagina.url
        pagina.goto(f"/gesprekken/{zaken['besluit']}/documenten")
        assert pagina.get_by_label("Naam van de cliënt").input_value() == ""
        assert "[naam cliënt]" in haal(pagina, f"{titel}, voor de cliënt")


def test_at_the_vangnet_the_page_asks_for_the_begeleider(blad: Page, zaken: dict[str, str]) -> None:
    blad.goto(f"/gesprekken/{zaken['vangnet']}/documenten")
    assert blad.get_by_label("Naam van de cliënt").count() == 0
    assert blad.get_by_text("Deze cliënt krijgt geen post.").count() == 1
    blad.get_by_label("Naam van de begeleider").fill("B. Geleider")
    brief = haal(blad, "Webpagina Verslag van het gesprek, voor de cliënt")
    assert "B. Geleider, begeleider bij het RIBW" in brief


def test_what_goes_wrong_is_told_and_what_was_filled_in_stays(
    blad: Page, zaken: dict[str, str]
) -> None:
    blad.goto(f"/gesprekken/{zaken['voorstel']}/documenten")
    blad.get_by_label("Naam van de cliënt").fill("P. Verzonnen")
    # As if the page was opened before the client turned out to belong to the vangnet.
    blad.locator("input[name=aan]").evaluate("vak => { vak.value = 'begeleider'; }")
    blad.get_by_role("button", name="PDF Verslag van het gesprek, voor de cliënt").click()
    blad.wait_for_load_state()
    expect(blad).to_have_title(re.compile("^Fout:"))
    assert blad.get_by_text("Deze brief gaat naar de cliënt zelf.").count() > 0
    assert blad.get_by_label("Naam van de cliënt").input_value() == "P. Verzonnen"
    kijk(blad, "fout")
    blad.get_by_label("Wie ondertekent").fill("x" * 101)
    blad.get_by_role("button", name="PDF Verslag van het gesprek, voor de cliënt").click()
    blad.wait_for_load_state()
    assert blad.locator("#ondertekenaar-fout").count() == 1
    kijk(blad, "veldfout")

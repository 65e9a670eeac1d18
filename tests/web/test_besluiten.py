"""A besluit in the pages: kept as a draft, taken, corrected, withdrawn, and followed up."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.opslag.besluiten import Besluit, Besluiten
from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import WIE, Proef
from tests.web.test_formulier import bewaar, kijk
from tests.web.test_toegankelijk import heeft_focus, schendingen, te_breed

CONCEPT = "besluit/concept"


def besluiten(proef: Proef, id_: str) -> list[Besluit]:
    """Return what was decided in a gesprek."""
    with proef.bank.sessie(WIE) as sessie:
        return Besluiten(sessie, WIE).van_gesprek(id_)


def leg_vast(pagina: Page, id_: str) -> None:
    """Record the voorstel."""
    pagina.goto(f"/gesprekken/{id_}/weging")
    bewaar(pagina, "Leg het voorstel vast")


def beslis(pagina: Page, id_: str, waarom: str = "Vier dagdelen past bij deze week.") -> None:
    """Follow the advice."""
    leg_vast(pagina, id_)
    pagina.goto(f"/gesprekken/{id_}/besluit")
    pagina.get_by_label("Ik volg het voorstel").check(force=True)
    pagina.get_by_label("Waarom besluit u dit?").fill(waarom)
    pagina.get_by_label("Vervoerstoeslag").select_option("10113")
    pagina.get_by_label("Zorg in natura").check(force=True)
    pagina.locator("[name=resultaten][value='2']").check(force=True)
    bewaar(pagina, "Neem het besluit")
    assert waarom in pagina.content()


def test_what_was_filled_in_for_a_besluit_stays_until_it_is_taken(
    zonder_script: Page, proef: Proef
) -> None:
    pagina, id_ = zonder_script, proef.gesprek(VOORBEELD)
    leg_vast(pagina, id_)
    pagina.goto(f"/gesprekken/{id_}/besluit")
    pagina.get_by_label("Waarom besluit u dit?").fill("Ik twijfel nog over de dagdelen.")
    pagina.get_by_label("Vervoerstoeslag").select_option("10114")
    bewaar(pagina, "Bewaar voor later")
    pagina.goto(f"/gesprekken/{id_}/weging")
    assert "Ik twijfel nog" not in pagina.content()
    assert pagina.get_by_role("link", name="Naar het besluit").count() == 1  # nothing is outdated
    pagina.goto(f"/gesprekken/{id_}/besluit")
    motivering = pagina.get_by_label("Waarom besluit u dit?")
    assert motivering.input_value() == "Ik twijfel nog over de dagdelen."
    assert pagina.get_by_label("Vervoerstoeslag").input_value() == "10114"
    assert pagina.locator("[name=oordeel]:checked").count() == 0
    assert "Nog geen besluit. Als concept bewaard op" in pagina.locator("#stand").inner_text()
    assert besluiten(proef, id_) == []
    # A mistake loses nothing either.
    motivering.fill("Nu weet ik het.")
    bewaar(pagina, "Neem het besluit")
    expect(pagina).to_have_title(re.compile("^Fout:"))
    pagina.goto(f"/gesprekken/{id_}/besluit")
    assert motivering.input_value() == "Nu weet ik het."
    pagina.get_by_label("Ik volg het voorstel").check(force=True)
    pagina.get_by_label("Zorg in natura").check(force=True)
    pagina.locator("[name=resultaten][value='2']").check(force=True)
    bewaar(pagina, "Neem het besluit")
    assert [b.keuze.vervoer for b in besluiten(proef, id_)] == ["10114"]
    assert CONCEPT not in proef.inhoud(id_)


def test_two_tabs_do_not_overwrite_each_others_draft(zonder_script: Page, proef: Proef) -> None:
    een, id_ = zonder_script, proef.gesprek(VOORBEELD)
    twee = een.context.new_page()
    for pagina in (een, twee):
        pagina.goto(f"/gesprekken/{id_}/besluit")
    een.get_by_label("Waarom besluit u dit?").fill("Uit de eerste tab.")
    bewaar(een, "Bewaar voor later")
    twee.get_by_label("Waarom besluit u dit?").fill("Uit de tweede tab.")
    twee.get_by_label("Ik beslis zonder advies").check(force=True)
    twee.get_by_label("Wat wordt het?").select_option("r-algemene_voorziening")
    bewaar(twee, "Neem het besluit")
    assert heeft_focus(twee, "#foutenoverzicht")
    fout = twee.locator("#besluit-concept").inner_text()
    assert "Uit de eerste tab." in fout
    assert besluiten(proef, id_) == []
    assert proef.inhoud(id_)[CONCEPT]["motivering"] == ["Uit de eerste tab."]
    bewaar(twee, "Neem het besluit")
    assert [b.keuze.motivering for b in besluiten(proef, id_)] == ["Uit de tweede tab."]


def test_a_draft_is_kept_while_one_types(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    blad.goto(f"/gesprekken/{id_}/besluit")
    blad.get_by_label("Waarom besluit u dit?").fill("Al typend.")
    blad.locator("#stand", has_text="Als concept bewaard").wait_for()
    assert proef.inhoud(id_)[CONCEPT]["motivering"] == ["Al typend."]
    blad.get_by_label("Waarom besluit u dit?").fill("Al typend, en toen weg.")
    blad.get_by_role("link", name="Weging", exact=True).click()
    blad.wait_for_url("**/weging")
    blad.goto(f"/gesprekken/{id_}/besluit")
    assert blad.get_by_label("Waarom besluit u dit?").input_value() == "Al typend, en toen weg."
    kijk(blad, "besluit-concept")


def test_a_besluit_is_corrected_by_another_with_a_reason(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    beslis(blad, id_)
    kijk(blad, "besluit-na")
    blad.get_by_role("link", name="Corrigeer het besluit").click()
    assert blad.locator("[name=oordeel][value=zonder_advies]").count() == 0
    assert blad.get_by_label("Vervoerstoeslag").input_value() == "10113"
    bewaar(blad, "Vervang het besluit")
    assert heeft_focus(blad, "#foutenoverzicht")
    blad.get_by_label("Waarom wordt het besluit anders?").fill("Ik koos de verkeerde toeslag.")
    bewaar(blad, "Vervang het besluit")
    assert "Er is niets veranderd." in blad.locator(".melding__lijst").inner_text()
    kijk(blad, "correctie-fout")
    blad.get_by_label("Vervoerstoeslag").select_option("10114")
    bewaar(blad, "Vervang het besluit")
    tekst = blad.locator("[aria-labelledby=kop-besluit]").inner_text()
    assert "Waarom: Ik koos de verkeerde toeslag." in tekst
    paren = blad.locator(".verschil").all_inner_texts()
    assert [p.split("\n") for p in paren] == [
        [
            "Vervoerstoeslag",
            "Toen",
            "toeslag 1, vervoer van lopers (10113)",
            "Nu",
            "toeslag 2, vervoer van lopers (10114)",
        ]
    ]
    # The first one can still be read.
    blad.locator("[aria-labelledby=kop-eerder] summary").click()
    assert "(10113)" in blad.locator("[aria-labelledby=kop-eerder]").inner_text()
    kijk(blad, "besluit-gecorrigeerd")
    eerste, tweede = besluiten(proef, id_)
    assert (tweede.vervangt, tweede.vervangt_soort) == (eerste.id, "correctie")
    assert (eerste.keuze.vervoer, tweede.keuze.vervoer) == ("10113", "10114")


def test_a_besluit_is_withdrawn_with_a_reason_and_stays_to_read(blad: Page, proef: Proef) -> None:
    pagina, id_ = blad, proef.gesprek(VOORBEELD)
    beslis(pagina, id_)
    pagina.get_by_role("link", name="Trek het besluit in").click()
    bewaar(pagina, "Trek het besluit in")
    assert heeft_focus(pagina, "#foutenoverzicht")
    kijk(pagina, "intrekking-fout")
    pagina.get_by_label("Waarom wordt het besluit ingetrokken?").fill("De cliënt is verhuisd.")
    bewaar(pagina, "Trek het besluit in")
    tekst = pagina.locator("[aria-labelledby=kop-besluit]").inner_text()
    assert "Het besluit is ingetrokken" in tekst
    assert "Waarom: De cliënt is verhuisd." in tekst
    assert pagina.get_by_role("link", name="Corrigeer het besluit").count() == 0
    kijk(pagina, "besluit-ingetrokken")
    for pad in ("correctie", "intrekking"):
        antwoord = pagina.goto(f"/gesprekken/{id_}/besluit/{pad}")
        assert antwoord is not None
        assert antwoord.status == 409


def test_a_herindicatie_begins_empty_and_shows_what_changed(blad: Page, proef: Proef) -> None:
    oud = proef.gesprek(VOORBEELD, "Zaak 40")
    beslis(blad, oud)
    voor = proef.inhoud(oud)
    blad.get_by_role("link", name="Begin een vervolg").click()
    bewaar(blad, "Ga verder")
    assert heeft_focus(blad, "#foutenoverzicht")
    kijk(blad, "vervolg-fout")
    blad.get_by_label("Herindicatie: een nieuw gesprek").check(force=True)
    blad.get_by_label("Waarom?").fill("De indicatie loopt af.")
    bewaar(blad, "Ga verder")
    assert "Kies de dag van het nieuwe gesprek." in blad.content()
    blad.get_by_label("Dag van het nieuwe gesprek").fill("2021-11-15")
    bewaar(blad, "Ga verder")
    nieuw = blad.url.rpartition("/")[2]
    assert nieuw != oud
    assert proef.inhoud(nieuw) == {
        "periode": {"peildatum": "2021-11-15"},
        "vorige_indicatie": {"arrangement": 5, "van": "2021-07-01", "tot": "2021-12-31"},
    }
    proef.schrijf(nieuw, "antwoorden/dagindeling", {"waarde": "ander"})
    blad.goto(f"/gesprekken/{nieuw}/vervolg")
    assert "De indicatie loopt af." in blad.content()
    kijk(blad, "vervolg-herindicatie")
    blad.get_by_role("link", name="Bekijk de verschillen").click()
    antwoorden = blad.locator("[aria-labelledby=kop-antwoorden]")
    assert "een ander doet het" in antwoorden.locator(".verschillen").inner_text()
    assert "Toen ingevuld, nu nog niet" in antwoorden.inner_text()
    assert "peildatum 15 november 2021" in antwoorden.inner_text()
    assert "Dit was het besluit van toen" in blad.content()
    kijk(blad, "verschil-herindicatie")
    blad.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    blad.set_viewport_size({"width": 360, "height": 740})
    assert te_breed(blad) == 0
    assert schendingen(blad) == []
    blad.goto(f"/gesprekken/{oud}/vervolg")
    assert blad.get_by_role("link", name="Bekijk de verschillen").count() == 1
    kijk(blad, "vervolg-oud")
    assert proef.inhoud(oud) == voor


def test_answers_are_corrected_in_a_new_gesprek_and_compared_to_the_old(
    blad: Page, proef: Proef
) -> None:
    oud = proef.gesprek(VOORBEELD, "Zaak 41")
    beslis(blad, oud)
    blad.goto(f"/gesprekken/{oud}/vervolg")
    blad.get_by_label("Antwoorden verbeteren").check(force=True)
    blad.get_by_label("Waarom?").fill("Het gesprek ging over een andere week.")
    bewaar(blad, "Ga verder")
    nieuw = blad.url.rpartition("/")[2]
    assert proef.inhoud(nieuw) == proef.inhoud(oud)
    rooster = deepcopy(proef.inhoud(nieuw)["weekrooster"])
    rooster["rijen"][0]["dagen"] = ["di"]
    proef.schrijf(nieuw, "weekrooster", rooster)
    beslis(blad, nieuw, "Twee dagdelen is genoeg.")
    blad.goto(f"/gesprekken/{nieuw}/verschil")
    besluit = blad.locator("[aria-labelledby=kop-besluit]").inner_text()
    assert "Twee dagdelen is genoeg." in besluit
    uitkomst = blad.locator("[aria-labelledby=kop-uitkomst]").inner_text()
    assert "Hulp in tijd" in uitkomst
    antwoorden = blad.locator("[aria-labelledby=kop-antwoorden]").inner_text()
    assert "Weekrooster" in antwoorden
    assert "dagen di, do" in antwoorden
    assert "koken en eten" not in antwoorden  # what is the same is left out
    assert "besluit" not in antwoorden.lower()
    kijk(blad, "verschil-correctie")
    blad.goto(f"/gesprekken/{oud}/besluit")
    assert "Vier dagdelen past bij deze week." in blad.content()


def test_a_running_gesprek_can_be_stopped(blad: Page, proef: Proef) -> None:
    pagina, id_ = blad, proef.gesprek(VOORBEELD, "Zaak 42")
    pagina.goto(f"/gesprekken/{id_}/vervolg")
    pagina.get_by_label("Stoppen met dit gesprek").check(force=True)
    pagina.get_by_label("Waarom?").fill("De cliënt ziet ervan af.")
    bewaar(pagina, "Stop met dit gesprek")
    assert pagina.url.endswith(id_)
    assert "Dit gesprek is ingetrokken" in pagina.content()
    pagina.goto(f"/gesprekken/{id_}/vervolg")
    assert "De cliënt ziet ervan af." in pagina.content()
    kijk(pagina, "vervolg-gestopt")
    pagina.goto("/gesprekken")
    assert pagina.locator(".lijst__punt", has_text="Zaak 42").count() == 2


@pytest.mark.parametrize("pad", ["vervolg", "verschil", "besluit/correctie", "huishouden"])
def test_only_a_consulent_of_the_gemeente_comes_here(
    browser_van: dict[str, BrowserContext], proef: Proef, pad: str
) -> None:
    id_ = proef.gesprek(VOORBEELD)
    for sub, status in (("ontwikkel-consulent-stein", 404), ("ontwikkel-backoffice-beek", 403)):
        antwoord = browser_van[sub].request.get(f"/gesprekken/{id_}/{pad}")
        assert antwoord.status == status

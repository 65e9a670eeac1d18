"""The form as a consulent uses it: at the table, alone, by key, without scripts, with mistakes."""

from __future__ import annotations

import contextlib
import os
import re
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from engine.indicatie.voorstel import BUITEN_HET_GESPREK
from tests.api.hulp import BOEK
from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import Proef
from tests.web.test_toegankelijk import (
    AFGEKNIPT,
    SCHERMEN,
    heeft_focus,
    schendingen,
    te_breed,
)

BLADEN = {
    "gesprekken": "/gesprekken",
    "overzicht": "vol:",
    "kop": "vol:/gesprek/kop",
    "de-dag": "vol:/gesprek/de_dag",
    "richting": "vol:/gesprek/hoe_hulp_werkt",
    "vier-ogen": "vol:/vier-ogen/mensen",
    "rooster": "vol:/weekrooster",
    "rooster-leeg": "leeg:/weekrooster",
    "weging": "vol:/weging",
    "weging-leeg": "leeg:/weging",
    "weging-open": "half:/weging",
    "besluit": "vol:/besluit",
    "formulier": "/formulier",
}
DRAGEND = {v.id for v in BOEK.vragen.values() if v.vorm.gebruik == "regels"} & set(
    VOORBEELD["antwoorden"]
)
PRIVE = {
    v.id: v.vorm.vraag
    for v in BOEK.vragen.values()
    if v.vorm.vertrouwelijk and v.vorm.thema not in BUITEN_HET_GESPREK
}
FASEN = deepcopy(VOORBEELD) | {
    "fasen": [{"nummer": 1, "vanaf": "2021-07-01"}, {"nummer": 2, "vanaf": "2021-10-01"}],
    "vorige_indicatie": {"arrangement": 4, "van": "2020-07-01", "tot": "2021-06-30"},
}
FASEN["antwoorden"] |= {"houding": "wennen", "fasen_besproken": "ja"}


@pytest.fixture(scope="module")
def zaken(proef: Proef) -> dict[str, str]:
    half = {**VOORBEELD, "antwoorden": {"gemeente": "beek", "dagindeling": "zetje"}}
    return {
        "vol": proef.gesprek(FASEN, "Zaak 12"),
        "leeg": proef.gesprek(None, "Zaak 13"),
        "half": proef.gesprek(half, "Zaak 14"),
    }


def adres(zaken: dict[str, str], blad: str) -> str:
    """Return the address of a page of one of the gesprekken."""
    zaak, _, pad = blad.rpartition(":")
    return f"/gesprekken/{zaken[zaak]}{pad}" if zaak else pad


def kijk(pagina: Page, naam: str) -> None:
    """Look at a page as it is now, at every width."""
    for scherm, (breed, hoog) in SCHERMEN.items():
        pagina.set_viewport_size({"width": breed, "height": hoog})
        if map_ := os.environ.get("SCHERMEN"):
            pagina.screenshot(path=Path(map_) / f"formulier-{naam}-{scherm}.png", full_page=True)
        assert te_breed(pagina) == 0, scherm
    assert schendingen(pagina) == []


def bewaar(pagina: Page, knop: str = "Bewaar") -> None:
    """Press a button to keep."""
    with pagina.expect_navigation():
        pagina.get_by_role("button", name=knop, exact=True).click()


def beantwoord(pagina: Page) -> None:
    """Choose the answers of the example that stand on the page, with where they show."""
    op_blad = pagina.locator("input[type=radio], input[type=checkbox]")
    namen = set(op_blad.evaluate_all("vakken => vakken.map(vak => `${vak.name}=${vak.value}`)"))
    for vraag, antwoord in VOORBEELD["antwoorden"].items():
        heel = antwoord if isinstance(antwoord, dict) else {"waarde": antwoord}
        waarden = heel["waarde"] if isinstance(heel["waarde"], list) else [heel["waarde"]]
        gekozen = [f"{vraag}={w}" for w in waarden if f"{vraag}={w}" in namen]
        if gekozen and "blijkt_uit" in heel:
            pagina.locator(f"#vraag-{vraag} summary", has_text="blijkt").click()
            gekozen.append(f"{vraag}--bewijs={heel['blijkt_uit']}")
        for keuze in gekozen:
            naam, _, waarde = keuze.partition("=")
            pagina.locator(f'[name="{naam}"][value="{waarde}"]').check(force=True)


@pytest.mark.parametrize("naam", BLADEN)
def test_a_page_has_no_barriers_and_fits_everywhere(
    blad: Page, zaken: dict[str, str], naam: str
) -> None:
    antwoord = blad.goto(adres(zaken, BLADEN[naam]))
    assert antwoord is not None
    assert antwoord.status == 200
    kijk(blad, naam)
    # With everything that opens, open, and with letters twice as large.
    blad.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    blad.set_viewport_size({"width": 390, "height": 844})
    assert te_breed(blad) == 0
    assert schendingen(blad) == []
    blad.set_viewport_size({"width": 820, "height": 1180})
    blad.evaluate("document.documentElement.style.fontSize = '200%'")
    assert te_breed(blad) == 0
    assert blad.evaluate(AFGEKNIPT) == []


def test_nothing_is_chosen_beforehand(context: BrowserContext, proef: Proef) -> None:
    id_ = proef.gesprek()
    for pad in ("weekrooster", "besluit", "papier"):
        html = context.request.get(f"/gesprekken/{id_}/{pad}").text()
        assert "<input" in html
        assert " checked" not in html, pad
        gekozen = re.findall(r'value="(\w*)" selected', html)
        assert set(gekozen) <= {"week"}, pad


def test_the_table_shows_no_private_question_and_nothing_that_follows_from_one(
    context: BrowserContext, proef: Proef
) -> None:
    open_ = deepcopy(VOORBEELD)
    for naam in PRIVE:
        open_["antwoorden"].pop(naam, None)
    vol = deepcopy(VOORBEELD)
    vol["antwoorden"] |= {"samenleven": "zorgen", "veiligheid": ["geweld"], "gedrag": "letsel"}
    met, zonder = proef.gesprek(vol), proef.gesprek(open_)

    def tekst(id_: str, pad: str) -> str:
        html = context.request.get(f"/gesprekken/{id_}{pad}").text()
        html = re.sub(r"Laatst bewaard op [^<]*", "", html)
        return re.sub(r"[0-9a-f]{32}", "", html)

    paden = ["", "/weekrooster", *(f"/gesprek/{t}" for t in list(BOEK.kop.themas)[:12])]
    for pad in paden:
        gelezen = tekst(met, pad)
        assert gelezen == tekst(zonder, pad), pad
        assert [v for v in PRIVE.values() if v in gelezen] == [], pad
        assert not re.search(r"(?i)arrangement \d|complexiteit|€|10105", gelezen), pad


def test_a_theme_is_filled_in_by_key_alone(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek()
    blad.goto(f"/gesprekken/{id_}/gesprek/aan_tafel")
    for _ in range(30):
        blad.keyboard.press("Tab")
        if heeft_focus(blad, "[name=wie_erbij]"):
            break
    blad.keyboard.press("Space")
    blad.keyboard.press("ArrowDown")
    assert blad.locator("#toestelstand").inner_text() == "Er is nog iets niet bewaard."
    for _ in range(30):
        blad.keyboard.press("Tab")
        if heeft_focus(blad, "button[value=volgende]"):
            break
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/gesprek/de_dag")
    assert proef.inhoud(id_)["antwoorden/wie_erbij"] == {"waarde": "naaste"}


def test_a_whole_gesprek_goes_without_scripts(zonder_script: Page, proef: Proef) -> None:
    pagina = zonder_script
    pagina.goto("/gesprekken")
    pagina.get_by_label("Dag van het gesprek").fill("2021-06-15")
    pagina.get_by_label("Uw zaaknummer").fill("Zaak 99")
    bewaar(pagina, "Begin het gesprek")
    id_ = pagina.url.rpartition("/")[2]
    bladen = {f"gesprek/{v.vorm.thema}" for v in BOEK.vragen.values() if v.id in DRAGEND}
    bladen |= {f"vier-ogen/{v.vorm.thema}" for v in BOEK.vragen.values() if v.id in PRIVE}
    for pad in sorted(bladen):
        pagina.goto(f"/gesprekken/{id_}/{pad}")
        beantwoord(pagina)
        bewaar(pagina)
    pagina.goto(f"/gesprekken/{id_}/weekrooster")
    for nummer, dag in enumerate(("ma", "do")):
        if nummer:
            bewaar(pagina, "Nog een activiteit")
        rij = f"rij-{nummer}-"
        pagina.locator(f"[name={rij}activiteit]").fill("samen de week doornemen")
        pagina.locator(f"[name={rij}dagen][value={dag}]").check()
        pagina.locator(f"[name={rij}wie]").select_option("beroepskracht")
        pagina.locator(f"[name={rij}vorm]").select_option("individueel")
        pagina.locator(f"[name={rij}resultaat]").select_option("2")
        pagina.locator(f"[name={rij}minuten]").fill("60")
    pagina.locator("[name=compleet][value=ja]").check(force=True)
    bewaar(pagina, "Bewaar het weekrooster")
    pagina.goto(f"/gesprekken/{id_}/weging")
    assert pagina.get_by_role("heading", name="Dit ligt vast").count() == 1
    assert "nadat u het voorstel hebt vastgelegd" in pagina.content()
    bewaar(pagina, "Leg het voorstel vast")
    assert "Welke antwoorden een ander arrangement geven" in pagina.content()
    pagina.get_by_role("link", name="Naar het besluit").click()
    voorstel = pagina.locator("[aria-labelledby=kop-advies] dl").inner_text()
    bewaar(pagina, "Neem het besluit")
    expect(pagina).to_have_title(re.compile("^Fout:"))
    assert heeft_focus(pagina, "#foutenoverzicht")
    pagina.get_by_label("Ik volg het voorstel").check(force=True)
    pagina.get_by_label("Waarom besluit u dit?").fill("Twee keer een uur past bij deze week.")
    pagina.get_by_label("Vervoerstoeslag").select_option("geen")
    pagina.get_by_label("Zorg in natura").check(force=True)
    pagina.get_by_label("Eerste dag").fill("2021-07-01")
    pagina.locator("[name=resultaten][value='2']").check(force=True)
    bewaar(pagina, "Neem het besluit")
    assert pagina.locator("[aria-labelledby=kop-advies] dl").inner_text() == voorstel
    assert "Twee keer een uur past bij deze week." in pagina.content()
    assert pagina.get_by_role("button", name="Neem het besluit").count() == 0


def test_what_somebody_else_changed_meanwhile_is_shown_beside_mine(
    blad: Page, proef: Proef
) -> None:
    id_ = proef.gesprek(VOORBEELD)
    blad.goto(f"/gesprekken/{id_}/gesprek/de_dag")
    proef.schrijf(id_, "antwoorden/dagindeling", {"waarde": "zetje"})
    proef.schrijf(id_, "antwoorden/huishouden", {"waarde": "zelf"})
    blad.locator("[name=dagindeling][value=ander]").check(force=True)
    bewaar(blad)
    fout = blad.locator("#dagindeling-fout").inner_text()
    assert "met een zetje" in fout
    assert "een ander doet het" in fout
    assert blad.locator(".veld__fout").count() == 1
    kijk(blad, "botsing")
    # Not touched by me: as the other left it.
    assert proef.inhoud(id_)["antwoorden/huishouden"] == {"waarde": "zelf"}
    assert proef.inhoud(id_)["antwoorden/dagindeling"] == {"waarde": "zetje"}
    assert blad.locator("[name=dagindeling]:checked").input_value() == "ander"
    bewaar(blad)
    assert proef.inhoud(id_)["antwoorden/dagindeling"]["waarde"] == "ander"


def test_a_mistake_keeps_the_rest_and_shows_again_what_was_typed(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    blad.goto(f"/gesprekken/{id_}/gesprek/beroepskracht")
    blad.locator("#ritdagen").fill("elke dag")
    blad.locator("#vervoer_waarom_niet").fill("de bus rijdt niet meer")
    bewaar(blad)
    expect(blad).to_have_title(re.compile("^Fout:"))
    assert heeft_focus(blad, "#foutenoverzicht")
    kijk(blad, "fout")
    blad.locator(".melding__lijst a").click()
    assert heeft_focus(blad, "#ritdagen")
    assert blad.locator("#ritdagen").input_value() == "elke dag"
    reden = {"waarde": "de bus rijdt niet meer"}
    assert proef.inhoud(id_)["antwoorden/vervoer_waarom_niet"] == reden


def test_a_half_row_of_the_weekrooster_is_kept_and_said(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek()
    blad.goto(f"/gesprekken/{id_}/weekrooster")
    blad.locator("[name=rij-0-activiteit]").fill("koken")
    blad.locator(".dag__vak").nth(2).click()
    blad.get_by_role("button", name="Nog een activiteit").click()
    assert heeft_focus(blad, "[name=rij-1-activiteit]")
    bewaar(blad, "Bewaar het weekrooster")
    kijk(blad, "rooster-fout")
    blad.goto(f"/gesprekken/{id_}/weekrooster")
    assert blad.locator("[name=rij-0-activiteit]").input_value() == "koken"
    assert blad.locator("[name=rij-0-dagen]:checked").input_value() == "wo"
    assert blad.locator("[data-rij]").count() == 1


@pytest.mark.parametrize("met_script", [True, False])
def test_a_row_can_be_taken_away(browser: Browser, proef: Proef, met_script: bool) -> None:
    id_ = proef.gesprek(VOORBEELD)
    context = browser.new_context(base_url=proef.adres, java_script_enabled=met_script)
    proef.meld_aan(context)
    with contextlib.closing(context):
        pagina = context.new_page()
        pagina.goto(f"/gesprekken/{id_}/weekrooster")
        pagina.locator("[name=rij-0-activiteit]").fill("schilderen in de groep")
        pagina.locator("button[value=weg-1]").click()
        bewaar(pagina, "Bewaar het weekrooster")
    rijen = proef.inhoud(id_)["weekrooster"]["rijen"]
    assert [r["resultaat"] for r in rijen] == [2, 6, 1]
    assert rijen[0]["activiteit"] == "schilderen in de groep"


def test_the_besluit_asks_for_own_reasons_and_for_what_it_says(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    blad.goto(f"/gesprekken/{id_}/weging")
    bewaar(blad, "Leg het voorstel vast")
    blad.goto(f"/gesprekken/{id_}/besluit")
    blad.get_by_label("Ik volg het voorstel").check(force=True)
    blad.get_by_label("Wat wordt het?").select_option("a-7")
    blad.get_by_label("Aanbieder").fill("De Horizon")
    bewaar(blad, "Neem het besluit")
    kijk(blad, "besluit-fout")
    assert blad.locator(".melding__lijst li").count() == 5
    fouten = blad.locator(".melding__lijst").inner_text()
    assert "Schrijf in eigen woorden waarom u dit besluit." in fouten
    assert "Dit is iets anders dan het voorstel. Kies dan: ik wijk af." in fouten
    assert blad.get_by_label("Aanbieder").input_value() == "De Horizon"


def test_the_weging_shows_phases_hours_domains_and_what_was_before(
    blad: Page, zaken: dict[str, str]
) -> None:
    blad.goto(adres(zaken, "vol:/weging"))
    tekst = blad.locator("main").inner_text()
    eerste = "1 juli 2021 tot en met 30 september 2021: inzet matig, arrangement 5, 1 uur en 4"
    assert eerste in tekst
    assert "1 oktober 2021 tot en met 31 december 2021" in tekst
    assert "Arrangement 4, van 1 juli 2020 tot en met 30 juni 2021." in tekst
    assert "Het arrangement was 4 en wordt 5." in tekst
    profiel = blad.locator("[aria-labelledby=kop-profiel] tbody tr").all_inner_texts()
    assert next(r.split("\t")[:2] for r in profiel) == ["Sociale redzaamheid", "matig"]
    assert blad.locator("[aria-labelledby=kop-profiel] svg[aria-label=matig]").count() == 4


def test_the_weging_leads_to_what_still_matters(blad: Page, zaken: dict[str, str]) -> None:
    blad.goto(adres(zaken, "half:/weging"))
    assert blad.get_by_role("heading", name="Dit is nog open").count() == 1
    assert "Wat als" in blad.content()
    blad.get_by_role("link", name=BOEK.vragen["gedrag"].vorm.vraag).click()
    expect(blad).to_have_url(re.compile("/vier-ogen/gedrag_en_lichaam#vraag-gedrag$"))
    blad.go_back()
    blad.get_by_role("link", name=BOEK.vragen["besluiten"].vorm.vraag).click()
    expect(blad).to_have_url(re.compile("/gesprek/denken_en_praten#vraag-besluiten$"))


def test_one_can_decide_without_advice_when_there_is_none(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    rooster = proef.inhoud(id_)["weekrooster"]
    proef.schrijf(id_, "weekrooster", {**rooster, "rijen": [{**rooster["rijen"][0], "fase": 3}]})
    blad.goto(f"/gesprekken/{id_}/weging")
    kijk(blad, "weging-fout")
    assert "Fase 3 bestaat niet." in blad.content()
    blad.get_by_role("link", name="zonder advies beslissen").click()
    blad.get_by_label("Ik beslis zonder advies").check(force=True)
    blad.get_by_label("Waarom besluit u dit?").fill("Het kan niet wachten.")
    blad.get_by_label("Wat wordt het?").select_option("r-algemene_voorziening")
    bewaar(blad, "Neem het besluit")
    assert "Het kan niet wachten." in blad.locator("[aria-labelledby=kop-besluit]").inner_text()


def test_another_gemeente_and_another_role_see_nothing(browser: Browser, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    for sub, status in (("ontwikkel-consulent-stein", 404), ("ontwikkel-aanbieder-beek", 403)):
        context = browser.new_context(base_url=proef.adres)
        proef.meld_aan(context, sub)
        with contextlib.closing(context):
            pagina = context.new_page()
            for pad in ("", "/gesprek/kop", "/vier-ogen/mensen", "/weging", "/besluit"):
                antwoord = pagina.goto(f"/gesprekken/{id_}{pad}")
                assert antwoord is not None
                assert antwoord.status == status, pad

"""A gesprek at a kitchen table without a connection: nothing is lost, and nobody reads along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import CONSULENT, Proef
from tests.web.test_toegankelijk import SCHERMEN, schendingen, te_breed
from tests.web.toestelhulp import (
    bewaarde_bladen,
    inhoud,
    klaar,
    verhuis,
    verzet_sleutel,
    wacht_op,
)

NOTITIE = "Zij telt haar pillen uit op zondag"
KENMERK = "Zaak Kweepeer"
COLLEGA = "ontwikkel-consulent-stein"
OPEN_VELDEN = {"id", "gesprek", "soort", "gebruiker", "tijd", "regels", "iv", "geheim"}
"""What lies in the store beside the encrypted text, in which nothing of a case may be."""
VERSTUURD = "Alles is bewaard en verstuurd"


@pytest.fixture
def gesprek(proef: Proef) -> str:
    return proef.gesprek(VOORBEELD, KENMERK)


def bewaar(pagina: Page, knop: str = "Bewaar") -> None:
    pagina.get_by_role("button", name=knop, exact=True).click()


def kies(pagina: Page, vraag: str, antwoord: str) -> None:
    pagina.locator(f"[name={vraag}][value={antwoord}]").check(force=True)


def kijk(pagina: Page, naam: str) -> None:
    """Look at a page as it is now, at every width."""
    for scherm, (breed, hoog) in SCHERMEN.items():
        pagina.set_viewport_size({"width": breed, "height": hoog})
        if map_ := os.environ.get("SCHERMEN"):
            pagina.screenshot(path=Path(map_) / f"toestel-{naam}-{scherm}.png", full_page=True)
        assert te_breed(pagina) == 0, scherm
    pagina.set_viewport_size({"width": 820, "height": 1180})
    assert schendingen(pagina) == []


def open_en_verbreek(pagina: Page, id_: str, pad: str = "gesprek/de_dag") -> None:
    """Open a gesprek with a connection, and lose it."""
    pagina.goto(f"/gesprekken/{id_}/{pad}")
    klaar(pagina)
    pagina.context.set_offline(True)


def lees(proef: Proef, id_: str, sleutel: str) -> Any:
    return proef.inhoud(id_).get(sleutel)


def test_a_gesprek_goes_on_without_a_connection_and_arrives_whole(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.reload()
    wacht_op(blad, "Geen verbinding.")
    expect(blad.locator(".tabs__kop")).to_have_text(KENMERK)
    expect(blad.locator("[name=dagindeling]:checked")).to_have_value("erbij")
    kies(blad, "dagindeling", "ander")
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "Bewaard op dit toestel; nog niet verstuurd.", "2 wijzigingen")
    kijk(blad, "onderwerp")
    # On to the next theme, as one does with a connection.
    bewaar(blad, "Bewaar en ga naar: Denken en praten")
    blad.wait_for_url("**/gesprek/denken_en_praten")
    kies(blad, "besluiten", "ander")
    bewaar(blad)
    wacht_op(blad, "3 wijzigingen staan op dit toestel")
    blad.get_by_role("link", name="Weging").click()
    blad.get_by_role("heading", name="Voorlopig, berekend op dit toestel").wait_for()
    blad.get_by_role("heading", name="Vragen die er nog toe doen").wait_for()
    voorlopig = blad.locator(".stand-advies").inner_text()
    kijk(blad, "weging")
    assert lees(proef, gesprek, "notities/de_dag") is None
    blad.context.set_offline(False)
    wacht_op(blad, VERSTUURD)
    assert lees(proef, gesprek, "antwoorden/dagindeling")["waarde"] == "ander"
    assert lees(proef, gesprek, "antwoorden/besluiten")["waarde"] == "ander"
    assert lees(proef, gesprek, "notities/de_dag") == NOTITIE
    blad.get_by_role("link", name="Laad de bladzijde van de server").click()
    blad.get_by_role("heading", name="Weging", exact=True).wait_for()
    for regel in ("Complexiteit", "Inzet", "Arrangement"):
        waarde = blad.locator(f".stand-advies div:has(dt:text-is('{regel}')) dd").inner_text()
        assert f"{regel}\n{waarde}" in voorlopig
    assert [deel for deel in inhoud(blad)["geheimen"] if deel["soort"] != "stand"] == []


def test_the_weekrooster_and_the_private_page_go_on_too(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.goto(f"/gesprekken/{gesprek}/weekrooster")
    rijen = len(lees(proef, gesprek, "weekrooster")["rijen"])
    blad.locator("form[data-toestel]").wait_for()
    assert blad.locator("[data-rij]").count() == rijen
    blad.locator("[name=rij-0-activiteit]").fill("samen de post openen")
    blad.locator("button[value=weg-1]").click()
    bewaar(blad, "Bewaar het weekrooster")
    wacht_op(blad, "1 wijziging staat op dit toestel")
    kijk(blad, "rooster")
    blad.reload()
    blad.locator("form[data-toestel]").wait_for()
    assert blad.locator("[data-rij]").count() == rijen - 1
    blad.goto(f"/gesprekken/{gesprek}/vier-ogen/de_dag")
    blad.locator("form[data-toestel]").wait_for()
    kijk(blad, "vier-ogen")
    blad.locator("#vraag-dagindeling summary").click()
    blad.locator("[name=dagindeling--twijfel]").select_option("ander")
    bewaar(blad)
    wacht_op(blad, "2 wijzigingen")
    blad.goto(f"/gesprekken/{gesprek}")
    blad.get_by_role("link", name="De dag").wait_for()
    kijk(blad, "overzicht")
    blad.context.set_offline(False)
    wacht_op(blad, VERSTUURD)
    rooster = lees(proef, gesprek, "weekrooster")
    assert rooster["rijen"][0]["activiteit"] == "samen de post openen"
    assert len(rooster["rijen"]) == rijen - 1
    assert lees(proef, gesprek, "antwoorden/dagindeling")["twijfel"] == "ander"


def test_an_answer_and_the_doubt_beside_it_arrive_together(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    kies(blad, "dagindeling", "ander")
    bewaar(blad)
    wacht_op(blad, "1 wijziging staat")
    blad.goto(f"/gesprekken/{gesprek}/vier-ogen/de_dag")
    blad.locator("form[data-toestel]").wait_for()
    assert blad.locator("[data-staat=dagindeling]").inner_text() == "een ander doet het"
    blad.locator("#vraag-dagindeling summary").click()
    blad.locator("[name=dagindeling--twijfel]").select_option("zetje")
    bewaar(blad)
    wacht_op(blad, "2 wijzigingen staan")
    blad.context.set_offline(False)
    wacht_op(blad, VERSTUURD)
    antwoord = lees(proef, gesprek, "antwoorden/dagindeling")
    assert (antwoord["waarde"], antwoord["twijfel"]) == ("ander", "zetje")


@pytest.mark.parametrize(
    ("kant", "waarde"), [("Op dit toestel", "ander"), ("Intussen bewaard door een ander", "zetje")]
)
def test_what_another_changed_stands_beside_mine_until_one_chooses(
    blad: Page, proef: Proef, gesprek: str, kant: str, waarde: str
) -> None:
    open_en_verbreek(blad, gesprek)
    kies(blad, "dagindeling", "ander")
    kies(blad, "huishouden", "ander")
    bewaar(blad)
    wacht_op(blad, "2 wijzigingen")
    proef.schrijf(gesprek, "antwoorden/dagindeling", {"waarde": "zetje"})
    blad.context.set_offline(False)
    botsing = blad.get_by_role("region", name="Kies wat klopt")
    botsing.wait_for()
    wacht_op(blad, "1 antwoord is ook door een ander veranderd. Kies hieronder wat klopt.")
    # What did not clash is there already; what did, waits and is nowhere lost.
    assert lees(proef, gesprek, "antwoorden/huishouden")["waarde"] == "ander"
    assert lees(proef, gesprek, "antwoorden/dagindeling") == {"waarde": "zetje"}
    assert "een ander doet het" in botsing.inner_text()
    assert "met een zetje" in botsing.inner_text()
    kijk(blad, "botsing")
    blad.reload()
    botsing.wait_for()
    keuze = botsing.locator(".botsing__kant", has_text=kant).get_by_role("button")
    keuze.focus()
    blad.keyboard.press("Enter")
    botsing.wait_for(state="detached")
    wacht_op(blad, VERSTUURD) if waarde == "ander" else wacht_op(blad, "ewaard")
    assert lees(proef, gesprek, "antwoorden/dagindeling")["waarde"] == waarde
    expect(blad.locator(f"[name=dagindeling][value={waarde}]")).to_be_checked()
    blad.locator("#toestelstand:focus").wait_for()


def test_the_kept_pages_hold_no_case_and_the_store_no_words(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    proef.schrijf(gesprek, "notities/de_dag", NOTITIE)
    open_en_verbreek(blad, gesprek)
    blad.goto(f"/gesprekken/{gesprek}/vier-ogen/mensen")
    blad.locator("[name=notities-mensen_vier_ogen]").fill("Alleen voor mij: Mirabel")
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    bladen = bewaarde_bladen(blad)
    assert len(bladen) > 40
    samen = "\n".join([*bladen, *bladen.values()])
    for geheim in (
        gesprek,
        KENMERK,
        NOTITIE,
        "Mirabel",
        CONSULENT,
        " checked",
        'content="blanco" d',
    ):
        assert geheim not in samen, geheim
    kluis = inhoud(blad)
    assert len(kluis["geheimen"]) >= 2
    for deel in kluis["geheimen"]:
        assert set(deel) <= OPEN_VELDEN
        assert all(
            w not in str(deel) for w in (KENMERK, NOTITIE, "Mirabel", "dagindeling", "mensen")
        )
    assert len({str(deel["iv"]) for deel in kluis["geheimen"]}) == len(kluis["geheimen"])
    (sleutel,) = kluis["sleutels"]
    assert not sleutel["uitleesbaar"]
    assert sleutel["soort"] == {"name": "AES-GCM", "length": 256}


def test_what_is_typed_and_not_kept_is_there_again_after_the_browser_closed(
    blad: Page, context: BrowserContext, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    wacht_op(blad, "Er is nog iets niet bewaard.")
    blad.wait_for_timeout(600)
    blad.close()
    pagina = context.new_page()
    pagina.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    wacht_op(pagina, "Er is nog iets niet bewaard.")
    assert pagina.locator("[name=notities-de_dag]").input_value() == NOTITIE
    context.set_offline(False)
    pagina.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    wacht_op(pagina, "Er is nog iets niet bewaard.")
    assert pagina.locator("[name=notities-de_dag]").input_value() == NOTITIE


def test_a_key_that_is_too_old_shows_nothing_until_the_same_user_signs_in(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    (sleutel,) = inhoud(blad)["sleutels"]
    assert 23.9 < (sleutel["tot"] / 1000 - blad.evaluate("Date.now() / 1000")) / 3600 <= 24
    verzet_sleutel(blad, tot=0)
    blad.reload()
    blad.get_by_text("op dit toestel is nu niemand aangemeld").wait_for()
    assert KENMERK not in blad.content()
    assert blad.locator("form[data-toestel]").count() == 0
    kijk(blad, "verlopen")
    assert len(inhoud(blad)["geheimen"]) == 2
    blad.context.set_offline(False)
    blad.goto("/gesprekken", wait_until="networkidle")
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    expect(blad.locator("[name=notities-de_dag]")).to_have_value(NOTITIE)
    assert lees(proef, gesprek, "notities/de_dag") == NOTITIE


def test_another_user_of_the_device_sees_nothing_and_takes_nothing(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    blad.context.clear_cookies()
    proef.meld_aan(blad.context, COLLEGA)
    blad.context.set_offline(False)
    blad.goto("/gesprekken")
    blad.wait_for_load_state("networkidle")
    assert blad.locator("main [role=status]").count() == 0
    blad.context.set_offline(True)
    for pad in (f"/gesprekken/{gesprek}/gesprek/de_dag", f"/gesprekken/{gesprek}", "/gesprekken"):
        blad.goto(pad)
        blad.get_by_text("op dit toestel").first.wait_for()
        assert NOTITIE not in blad.content()
        assert KENMERK not in blad.content()
    assert len(inhoud(blad)["sleutels"]) == 2
    blad.context.set_offline(False)
    blad.get_by_text("Er is weer verbinding.").wait_for()
    blad.context.clear_cookies()
    proef.meld_aan(blad.context)
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    wacht_op(blad, VERSTUURD)
    assert lees(proef, gesprek, "notities/de_dag") == NOTITIE


def test_signing_out_of_work_that_was_not_sent_asks_first_and_then_wipes_it(
    blad: Page, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    bewaar(blad, "Afmelden")
    vraag = blad.get_by_role("dialog")
    vraag.wait_for()
    kijk(blad, "afmelden")
    vraag.get_by_role("button", name="Ga terug").click()
    vraag.wait_for(state="detached")
    assert len(inhoud(blad)["geheimen"]) == 2
    bewaar(blad, "Afmelden")
    vraag.get_by_role("button", name="Meld af en wis het").click()
    wacht_op(blad, "Afmelden kan pas als er weer verbinding is. Er is niets gewist.")
    assert len(inhoud(blad)["geheimen"]) == 2
    # A connection that the page has not used yet: the work is still only here.
    blad.route("**/toestel", lambda weg: weg.abort())
    blad.context.set_offline(False)
    bewaar(blad, "Afmelden")
    vraag.get_by_role("button", name="Meld af en wis het").click()
    blad.wait_for_url("**/aanmelden")
    assert inhoud(blad) == {"sleutels": [], "geheimen": []}


def test_signing_out_without_open_work_asks_nothing(blad: Page, gesprek: str) -> None:
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    klaar(blad)
    bewaar(blad, "Afmelden")
    blad.wait_for_url("**/aanmelden")
    assert inhoud(blad) == {"sleutels": [], "geheimen": []}


def test_a_session_that_ends_during_the_work_costs_nothing(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    klaar(blad)
    blad.context.clear_cookies()
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "U bent niet meer aangemeld. 1 wijziging staat op dit toestel.")
    kijk(blad, "afgemeld")
    blad.get_by_role("link", name="Meld u opnieuw aan").click()
    blad.get_by_label("Verzonnen consulent, Beek").check(force=True)
    bewaar(blad, "Aanmelden")
    blad.wait_for_url("**/gesprek/de_dag")
    wacht_op(blad, VERSTUURD)
    assert lees(proef, gesprek, "notities/de_dag") == NOTITIE


def test_a_mistake_made_without_a_connection_is_told_and_can_be_mended(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek, "gesprek/beroepskracht")
    blad.locator("#ritdagen").fill("elke dag")
    blad.locator("#vervoer_waarom_niet").fill("de bus rijdt niet meer")
    bewaar(blad)
    wacht_op(blad, "2 wijzigingen")
    blad.context.set_offline(False)
    fout = blad.get_by_role("region", name="Dit klopt nog niet")
    fout.wait_for()
    assert lees(proef, gesprek, "antwoorden/vervoer_waarom_niet")["waarde"].startswith("de bus")
    kijk(blad, "fout")
    fout.get_by_role("link").click()
    blad.locator("#ritdagen").fill("3")
    bewaar(blad)
    fout.wait_for(state="detached")
    wacht_op(blad, "ewaard")
    assert lees(proef, gesprek, "antwoorden/ritdagen")["waarde"] == 3


def test_the_list_without_a_connection_names_what_is_on_the_device(
    blad: Page, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    kies(blad, "dagindeling", "ander")
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    for pad in ("/", "/gesprekken", f"/gesprekken/{gesprek}/besluit"):
        blad.goto(pad)
        blad.get_by_role("link", name=KENMERK).wait_for()
        assert "1 wijziging nog niet verstuurd" in blad.locator("main").inner_text()
    kijk(blad, "lijst")
    blad.get_by_role("link", name=KENMERK).click()
    blad.get_by_role("link", name="De dag").wait_for()


def test_a_page_that_needs_a_connection_does_not_promise_to_do_without(
    blad: Page, gesprek: str
) -> None:
    blad.goto(f"/gesprekken/{gesprek}")
    klaar(blad)
    for pagina in ("documenten", "besluit", "vervolg"):
        blad.goto(f"/gesprekken/{gesprek}/{pagina}", wait_until="networkidle")
        assert blad.get_by_text("Werkt ook zonder verbinding").count() == 0
        blad.context.set_offline(True)
        wacht_op(blad, "Geen verbinding. Deze bladzijde werkt alleen met verbinding.")
        blad.context.set_offline(False)


def test_without_https_the_page_says_so_and_still_works(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    blad.add_init_script("Object.defineProperty(globalThis, 'isSecureContext', {value: false})")
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    wacht_op(blad, "Werken zonder verbinding kan hier niet")
    kies(blad, "dagindeling", "ander")
    wacht_op(blad, "Er is nog iets niet bewaard.")
    with blad.expect_navigation():
        bewaar(blad)
    assert lees(proef, gesprek, "antwoorden/dagindeling")["waarde"] == "ander"


def test_what_is_private_is_not_shown_at_the_table_when_it_clashes(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek)
    blad.goto(f"/gesprekken/{gesprek}/vier-ogen/mensen")
    blad.locator("[name=notities-mensen_vier_ogen]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    proef.schrijf(gesprek, "notities/mensen_vier_ogen", "De zoon belt nooit")
    blad.goto(f"/gesprekken/{gesprek}/gesprek/mensen")
    blad.context.set_offline(False)
    wacht_op(blad, "Ergens anders is nog een keuze nodig.")
    assert NOTITIE not in blad.content()
    assert "De zoon" not in blad.content()
    blad.get_by_role("link", name="Ga naar die keuze").click()
    naast = blad.get_by_role("region", name="Kies wat klopt")
    naast.wait_for()
    assert NOTITIE in naast.inner_text()
    assert "De zoon belt nooit" in naast.inner_text()


def _te_zien(pagina: Page) -> dict[str, Any]:
    """Return what one sees of a theme: the questions that matter, the answers, the progress."""
    gezien: dict[str, Any] = pagina.evaluate(
        """() => ({
          nodig: [...document.querySelectorAll("form > .vraag")].map(({ id }) => id),
          apart: [...document.querySelectorAll(".meer .vraag")].map(({ id }) => id).sort(),
          waarden: [...new FormData(document.querySelector("form[data-toestel]"))].sort(),
          voortgang: [...document.querySelectorAll("nav.kaart li")].map(({ innerText }) =>
            innerText.replace(", mag u overslaan", "")),
        })"""
    )
    return gezien


@pytest.mark.parametrize("thema", ["kop", "hoe_hulp_werkt", "wat_er_al_is"])
def test_a_page_of_the_device_shows_what_the_page_of_the_server_shows(
    blad: Page, gesprek: str, thema: str
) -> None:
    open_en_verbreek(blad, gesprek, f"gesprek/{thema}")
    van_server = _te_zien(blad)
    blad.reload()
    blad.locator("form[data-toestel]").wait_for()
    van_toestel = _te_zien(blad)
    for wat, gezien in van_server.items():
        assert [z for z in van_toestel[wat] if z not in gezien] == [], wat
        assert [z for z in gezien if z not in van_toestel[wat]] == [], wat
    assert van_toestel == van_server


def test_the_enter_key_in_the_weekrooster_keeps_it_and_takes_no_row_away(
    blad: Page, proef: Proef, gesprek: str
) -> None:
    open_en_verbreek(blad, gesprek, "weekrooster")
    rijen = blad.locator("[data-rij]").count()
    blad.locator("[name=rij-0-activiteit]").fill("de was doen")
    blad.keyboard.press("Enter")
    wacht_op(blad, "Bewaard op dit toestel; nog niet verstuurd.")
    assert blad.locator("[data-rij]").count() == rijen


def test_signing_out_on_one_page_closes_the_others(
    blad: Page, context: BrowserContext, gesprek: str
) -> None:
    blad.goto(f"/gesprekken/{gesprek}/gesprek/de_dag")
    klaar(blad)
    ander = context.new_page()
    ander.goto(f"/gesprekken/{gesprek}/gesprek/mensen")
    wacht_op(ander, "bewaard")
    bewaar(blad, "Afmelden")
    ander.wait_for_url("**/aanmelden")
    assert inhoud(ander) == {"sleutels": [], "geheimen": []}


def test_an_encrypted_text_opens_only_in_its_own_place(blad: Page, gesprek: str) -> None:
    open_en_verbreek(blad, gesprek)
    blad.locator("[name=notities-de_dag]").fill(NOTITIE)
    bewaar(blad)
    wacht_op(blad, "1 wijziging")
    verhuis(blad)
    blad.reload()
    blad.get_by_text("Dit gesprek staat niet op dit toestel.").wait_for()
    assert NOTITIE not in blad.content()

"""The spoedmelding as a provider fills it in: crisis first, checked before it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from api.opslag.spoedmeldingen import Spoedmeldingen
from tests.api.test_spoedtoetsen_http import MELDINGEN
from tests.web.formulierhulp import WIE, Proef
from tests.web.handen import Toetsen
from tests.web.spoedhulp import AANBIEDER, BACKOFFICE, meldingen, spoeddienst
from tests.web.test_toegankelijk import aangemeld, bezwaren, heeft_focus

FORMULIER = "/spoedmelding"
NAAM, BSN = "Verzonnenachternaam", "123456782"
VOLGORDE = [
    *("1. Cliëntgegevens", "2. Gegevens van de melder", "3. Reden van de spoedmelding"),
    *("4. Wat er aan de hand is", "5. Het gesprek met de gemeente", "6. Verwachte inzet"),
    *("7. Startdatum", "8. Ondertekening", "9. Legitimatie"),
]


@pytest.fixture(scope="module")
def spoed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proef]:
    with spoeddienst(tmp_path_factory.mktemp("spoed")) as proef:
        yield proef


@pytest.fixture
def zonder(browser: Browser, spoed: Proef) -> Iterator[Page]:
    """A tab of a provider in which no script runs."""
    context = browser.new_context(base_url=spoed.adres, java_script_enabled=False)
    spoed.meld_aan(context, AANBIEDER)
    pagina = context.new_page()
    pagina.set_default_timeout(8000)
    yield pagina
    context.close()


def antwoorden(**anders: Any) -> dict[str, Any]:
    """Return answers with which a melding of today voldoet, and others."""
    vandaag = date.today().isoformat()
    return {**MELDINGEN[0]["antwoorden"], "start_spoed": vandaag, **anders}


def velden(inhoud: dict[str, Any]) -> dict[str, list[str]]:
    """Return what stands in each field."""
    gevuld: dict[str, list[str]] = {}
    for vraag, waarde in inhoud.items():
        if isinstance(waarde, dict):
            gevuld |= {f"{vraag}--{deel}": [w] for deel, w in waarde.items()}
        elif vraag != "ontvangst_spoed":
            gevuld[vraag] = waarde if isinstance(waarde, list) else [waarde]
    return gevuld


def vul(pagina: Page, inhoud: dict[str, Any]) -> None:
    """Fill in the form by hand."""
    for naam, waarden in velden(inhoud).items():
        veld = pagina.locator(f'[name="{naam}"]')
        if veld.first.evaluate("e => e.localName") == "select":
            veld.select_option(waarden[0])
        elif veld.first.get_attribute("type") in {"radio", "checkbox"}:
            for waarde in waarden:
                pagina.locator(f'[name="{naam}"][value="{waarde}"]').check(force=True)
        else:
            veld.fill(waarden[0])


def druk(pagina: Page, knop: str) -> None:
    """Press a button and wait for the page that follows."""
    with pagina.expect_navigation():
        pagina.get_by_role("button", name=knop, exact=True).click()


def koppen(pagina: Page) -> list[str]:
    """Return the headings below the title."""
    return pagina.locator("main h2").all_inner_texts()


def test_the_form_has_the_order_of_the_paper_one_and_nothing_filled_in(zonder: Page) -> None:
    zonder.goto(FORMULIER)
    assert koppen(zonder) == VOLGORDE
    assert zonder.locator("main :checked:not(option)").count() == 0
    assert zonder.get_by_text("Welk arrangement zet u in?").count() > 0
    assert "met 'u' is de cliënt bedoeld" in zonder.locator("main").inner_text()
    assert zonder.locator("[name=ontvangst_spoed], [name=spoed_complexiteit]").count() == 0


def test_a_provider_checks_completes_and_sends_without_scripts(zonder: Page, spoed: Proef) -> None:
    eerder = len(meldingen(spoed))
    zonder.goto(FORMULIER)
    half = antwoorden(gebeurtenis="plotseling")
    half.pop("voorliggend")
    vul(zonder, half | {"kenmerk": "Dossier 7"})
    druk(zonder, "Toets de melding")
    assert koppen(zonder)[0] == "Er is nog te weinig bekend"
    # What to answer leads to its field, in which everything else still stands.
    zonder.get_by_role(
        "link", name="Bij wie is al om hulp gevraagd, en wat was het antwoord?"
    ).click()
    expect(zonder).to_have_url(re.compile("#vraag-voorliggend$"))
    assert zonder.locator("[name=gebeurtenis]:checked").get_attribute("value") == "plotseling"
    vul(zonder, {"voorliggend": MELDINGEN[0]["antwoorden"]["voorliggend"]})
    # What changed after the check is checked first: nobody sends what he did not see.
    druk(zonder, "Verstuur de melding")
    assert "U hebt iets veranderd" in koppen(zonder)
    assert "De melding voldoet" in koppen(zonder)
    assert len(meldingen(spoed)) == eerder
    assert "nog 55 dagen" in zonder.locator("main").inner_text()
    post = zonder.locator("#spoedformulier").evaluate("f => [...new FormData(f)]")
    druk(zonder, "Verstuur de melding")
    expect(zonder).to_have_title(re.compile("^De melding is verstuurd"))
    assert "Dossier 7" in zonder.locator("main").inner_text()
    assert zonder.get_by_text("De aanbieder kan nu helpen").count() == 1
    assert [m.kenmerk for m in meldingen(spoed)[eerder:]] == ["Dossier 7"]
    # The button pressed twice sends one melding.
    nog_eens = zonder.request.post(
        FORMULIER,
        data=urlencode([*map(tuple, post), ("actie", "verstuur")]),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert nog_eens.url == zonder.url
    assert len(meldingen(spoed)) == eerder + 1


def test_a_provider_sends_a_melding_by_key_alone(browser: Browser, spoed: Proef) -> None:
    eerder = len(meldingen(spoed))
    with aangemeld(browser, spoed, AANBIEDER) as pagina:
        pagina.set_viewport_size({"width": 820, "height": 1180})
        hand = Toetsen(pagina)
        pagina.goto(FORMULIER)
        op_blad = pagina.evaluate(
            "[...new Set([...document.querySelectorAll('main form [name]')].map(e => e.name))]"
        )
        gevuld = velden(antwoorden(spoed_aanwezig="ja", spoed_ondertekend="beiden"))
        gevuld["persoon--naam"] = [NAAM]
        hand.zet({naam: gevuld[naam] for naam in op_blad if naam in gevuld})
        hand.druk("Toets de melding")
        assert "De melding voldoet" in koppen(pagina)
        hand.druk("Verstuur de melding")
        expect(pagina).to_have_title(re.compile("^De melding is verstuurd"))
        assert hand.klachten == []
    assert len(meldingen(spoed)) == eerder + 1


@pytest.mark.parametrize("zelfdoding", ["plan", "niet_beoordeeld"])
def test_the_crisis_service_stands_above_everything(zonder: Page, zelfdoding: str) -> None:
    zonder.goto(FORMULIER)
    vul(zonder, antwoorden(zelfdoding=zelfdoding, start_spoed="1801-01-01"))
    druk(zonder, "Toets de melding")
    expect(zonder).to_have_title(re.compile("Eerst de crisisdienst"))
    # Also with a mistake in the form, and above it.
    assert koppen(zonder)[:2] == ["Dit gaat voor alles", "Er is nog iets dat niet klopt"]
    assert zonder.locator(".melding__lijst a").get_attribute("href") == "#start_spoed"
    vul(zonder, {"start_spoed": date.today().isoformat()})
    druk(zonder, "Toets de melding")
    assert koppen(zonder)[0] == "Dit gaat voor alles"
    alarm = zonder.locator("main > h1 + section")
    assert "crisisdienst" in alarm.inner_text()
    assert alarm.get_by_role("link", name="Bel 112").get_attribute("href") == "tel:112"
    druk(zonder, "Verstuur de melding")
    assert koppen(zonder)[0] == "Dit gaat voor alles"


@pytest.mark.parametrize(
    ("anders", "kop"),
    [({"spoed_contract": "nee"}, "De melding voldoet niet"), (None, "Er is nog te weinig bekend")],
)
def test_every_form_stays_a_melding(
    zonder: Page, spoed: Proef, anders: dict[str, Any] | None, kop: str
) -> None:
    eerder = len(meldingen(spoed))
    zonder.goto(FORMULIER)
    if anders:
        vul(zonder, antwoorden(**anders))
    druk(zonder, "Toets de melding")
    assert kop in koppen(zonder)
    assert "elk formulier is een melding" in zonder.locator("main").inner_text()
    druk(zonder, "Verstuur de melding")
    assert len(meldingen(spoed)) == eerder + 1


def test_mistakes_stand_above_the_form_and_nothing_is_lost(browser: Browser, spoed: Proef) -> None:
    eerder = len(meldingen(spoed))
    with aangemeld(browser, spoed, AANBIEDER) as pagina:
        pagina.goto(FORMULIER)
        vul(pagina, {"zonder_hulp": ["letsel", "kan_wachten"], "kenmerk": BSN})
        vul(pagina, {"persoon--bsn": "123456789", "persoon--naam": NAAM})
        druk(pagina, "Toets de melding")
        expect(pagina).to_have_title(re.compile("^Fout:"))
        assert heeft_focus(pagina, "#foutenoverzicht")
        fouten = pagina.locator(".melding__lijst a")
        assert fouten.evaluate_all("a => a.map(e => e.getAttribute('href'))") == [
            *("#kenmerk", "#persoon--bsn", "#zonder_hulp")
        ]
        assert not {NAAM, "123456789"} & set(re.findall(r"\w+", " ".join(fouten.all_inner_texts())))
        for fout in fouten.all():
            doel = str(fout.get_attribute("href"))
            fout.click()
            assert heeft_focus(pagina, doel.replace("--", "\\-\\-"))
        assert pagina.locator("[name=persoon--naam]").input_value() == NAAM
        assert pagina.get_by_role("button", name="Verstuur de melding").count() == 0
        assert bezwaren(pagina, "spoed-fouten") == []
    assert len(meldingen(spoed)) == eerder


def test_who_somebody_is_is_kept_encrypted_and_stands_in_no_address(
    zonder: Page, spoed: Proef
) -> None:
    adressen: list[str] = []
    zonder.on("request", lambda verzoek: adressen.append(verzoek.url))
    zonder.goto(FORMULIER)
    vul(zonder, antwoorden())
    vul(
        zonder,
        {"persoon--naam": NAAM, "persoon--bsn": BSN, "persoon--melder_naam": "Verzonnenmelder"},
    )
    druk(zonder, "Toets de melding")
    ontbreekt = zonder.get_by_role("link", name="Telefoonnummer van de melder")
    assert ontbreekt.get_attribute("href") == "#persoon--melder_telefoon"
    assert zonder.locator("[name=persoon--bsn]").input_value() == BSN
    druk(zonder, "Verstuur de melding")
    assert NAAM not in zonder.content()
    assert [a for a in adressen if NAAM in a or BSN in a] == []
    id_ = meldingen(spoed)[-1].id
    with spoed.bank.sessie(WIE) as sessie:
        persoon = Spoedmeldingen(sessie, WIE).persoon(id_)
    assert persoon is not None
    assert (persoon.naam, persoon.bsn) == (NAAM, BSN)
    bestand = str(spoed.bank.motor.url.database)
    for rest in ("", "-wal"):
        gelezen = Path(f"{bestand}{rest}").read_bytes()
        assert NAAM.encode() not in gelezen
        assert BSN.encode() not in gelezen


def test_an_explanation_is_kept_for_people_and_the_program_only_sees_that_it_is_there(
    zonder: Page, spoed: Proef
) -> None:
    zonder.goto(FORMULIER)
    vul(zonder, {"spoed_vakjes": ["anders"]})
    druk(zonder, "Toets de melding")
    assert zonder.get_by_text("Op het formulier is 'anders' aangekruist").count() == 1
    tekst = "Er is een plan.\nZij belde gisteren zelf."
    vul(zonder, {"persoon--toelichting": tekst})
    druk(zonder, "Toets de melding opnieuw")
    assert zonder.get_by_text("Op het formulier is 'anders' aangekruist").count() == 0
    assert "crisisdienst" not in zonder.title()  # what it says is not read
    druk(zonder, "Verstuur de melding")
    stand = meldingen(spoed)[-1]
    assert stand.intake["antwoorden"]["spoed_toelichting"] == "ja"
    assert "gisteren" not in str(stand.intake)
    with spoed.bank.sessie(WIE) as sessie:
        persoon = Spoedmeldingen(sessie, WIE).persoon(stand.id)
    assert persoon is not None
    assert persoon.toelichting == tekst


def test_without_a_key_only_a_mark_is_asked(
    zonder: Page, spoed: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoed.bank, "sleutels", None)
    monkeypatch.delenv("ARRANGEMENT_SLEUTELS", raising=False)
    zonder.goto(FORMULIER)
    assert zonder.locator("[name^=persoon]").count() == 0
    assert zonder.get_by_text("Naam en adres worden hier niet bewaard").count() == 1
    vul(zonder, antwoorden())
    druk(zonder, "Toets de melding")
    assert zonder.locator(".melding__lijst a").get_attribute("href") == "#kenmerk"
    vul(zonder, {"kenmerk": "Dossier 9"})
    druk(zonder, "Toets de melding")
    assert zonder.get_by_text("Een toelichting geeft u aan de telefoon").count() == 1
    druk(zonder, "Verstuur de melding")
    expect(zonder).to_have_title(re.compile("^De melding is verstuurd"))


def test_the_gemeente_takes_over_a_paper_form_with_its_own_day(
    browser: Browser, spoed: Proef
) -> None:
    with aangemeld(browser, spoed, BACKOFFICE) as pagina:
        pagina.goto(FORMULIER)
        assert pagina.locator("[name=ontvangst_spoed]").input_value() == date.today().isoformat()
        vul(pagina, antwoorden(start_spoed="2021-05-05", kenmerk="Papier 1"))
        vul(pagina, {"spoed_inzet": "matig", "spoed_complexiteit": "matig"})
        pagina.locator("[name=ontvangst_spoed]").fill("2021-05-04")
        druk(pagina, "Toets de melding")
        assert "Het gekozen arrangement: passend" in koppen(pagina)
        druk(pagina, "Verstuur de melding")
    assert meldingen(spoed)[-1].intake["antwoorden"]["ontvangst_spoed"] == "2021-05-04"


def test_who_may_not_send_a_melding_sees_none(browser: Browser, spoed: Proef) -> None:
    with aangemeld(browser, spoed, AANBIEDER) as pagina:
        pagina.goto("/")
        assert pagina.get_by_role("link", name="Meld spoedhulp").count() == 1
        pagina.goto(FORMULIER)
        menu = pagina.locator(".kop__menu a").all_inner_texts()
        assert menu == ["Spoedmelding", "Leeg formulier"]
        for pad in ("/spoedmeldingen", "/spoedmeldingen.csv", "/gesprekken"):
            assert pagina.request.get(pad).status == 403
    with spoed.bank.sessie(WIE) as sessie:
        van_ons = [m for m in Spoedmeldingen(sessie, WIE).lijst() if m.door != AANBIEDER]
    with aangemeld(browser, spoed, "ontwikkel-aanbieder-stein") as pagina:
        for stand in (*van_ons, *meldingen(spoed)):
            assert pagina.request.get(f"{FORMULIER}/verstuurd/{stand.id}").status == 404
    with aangemeld(browser, spoed, "ontwikkel-auditor-beek") as pagina:
        assert pagina.request.get(FORMULIER).status == 403


def test_the_form_and_its_check_have_no_barriers(browser: Browser, spoed: Proef) -> None:
    gevonden = []
    with aangemeld(browser, spoed, AANBIEDER) as pagina:
        pagina.goto(FORMULIER)
        gevonden += bezwaren(pagina, "spoed-leeg")
        pagina.goto(FORMULIER)
        vul(pagina, antwoorden(zelfdoding="niet_beoordeeld", spoed_vakjes=["opname"]))
        druk(pagina, "Toets de melding")
        # What contradicts itself is told once: among what to ask.
        assert "Let op" not in koppen(pagina)
        assert pagina.get_by_text("Vraag of die dreigt.").count() == 1
        gevonden += bezwaren(pagina, "spoed-crisis")
        druk(pagina, "Verstuur de melding")
        gevonden += bezwaren(pagina, "spoed-verstuurd")
    assert gevonden == []

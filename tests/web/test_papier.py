"""The paper form and copying it: few sheets, and every answer by its mark and from key to key."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.datastructures import FormData

from api.web.antwoordveld import Antwoordveld
from api.web.papierveld import Papierveld
from api.web.roosterveld import Roosterveld
from tests.api.hulp import BOEK, VOORBEELDEN, als_gegevens
from tests.api.opslag.hulp import VOORBEELD, delen_van
from tests.web.formulierhulp import Proef
from tests.web.test_formulier import kijk
from tests.web.test_toegankelijk import schendingen, te_breed

MEESTE_VELLEN = 6
KLEINSTE_LETTER = 10 * 96 / 72
"""Pixels of 10pt."""
MEESTE_AANSLAGEN = 1000
"""Ten minutes is 600 seconds; somebody who is not used to typing makes 100 strokes a minute."""
OP_BLAD = {"", "letters", "paren", "nummers", "wie", "dag", "onbekend"}
"""What a field of the page for paper is called after the name of its question."""


def als_post(velden: dict[str, list[str]], veld: Papierveld) -> FormData:
    """Return the fields as the page for paper sends them: marks, and no ticks."""
    return FormData(
        [
            (naam, waarde)
            for naam, waarden in velden.items()
            for waarde in waarden
            if naam.partition("--")[2] in OP_BLAD - {""}
            or (naam == veld.id and veld.soort not in {"meer", "per"})
        ]
    )


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda pad: pad.stem)
def test_marks_that_are_shown_and_typed_again_give_the_same_answer(pad: Path) -> None:
    delen = delen_van({"weekrooster": [], "weekrooster_compleet": "nee", **als_gegevens(pad)})
    for vraag in BOEK.vragen.values():
        veld, gewoon = Papierveld(BOEK, vraag), Antwoordveld(BOEK, vraag)
        inhoud = delen.get(veld.sleutel)
        gelezen, fouten = veld.lees(als_post(veld.toon(inhoud), veld), inhoud)
        assert fouten == {}
        assert gelezen == gewoon.normaal(inhoud) or sorted(gelezen["waarde"]) == sorted(
            gewoon.normaal(inhoud)["waarde"]
        )


def test_marks_may_be_written_as_people_do() -> None:
    per = Papierveld(BOEK, BOEK.vragen["richting"])
    antwoord, fouten = per.lees(FormData({"richting--paren": "2 C, 12e"}), None)
    assert (antwoord["waarde"], fouten) == ({"2": "afremmen", "12": "omgaan_naaste"}, {})
    meer = Papierveld(BOEK, BOEK.vragen["geld_papieren"])
    antwoord, fouten = meer.lees(FormData({"geld_papieren--letters": "D, e"}), None)
    assert (len(antwoord["waarde"]), fouten) == (2, {})


@pytest.mark.parametrize(
    ("vraag", "veld", "tekst", "fout"),
    [
        ("geld_papieren", "letters", "az", "Schrijf alleen letters van a tot en met e."),
        ("geld_papieren", "letters", "ad", "gaan niet samen"),
        ("dagindeling", "nummers", "19", "Schrijf alleen nummers van 1 tot en met 7."),
        ("richting", "paren", "2x", "bijvoorbeeld 2c"),
        ("richting", "paren", "14a", "bijvoorbeeld 2c"),
        ("richting", "paren", "veel", "bijvoorbeeld 2c"),
    ],
)
def test_a_mark_that_does_not_exist_is_told_at_its_field(
    vraag: str, veld: str, tekst: str, fout: str
) -> None:
    naam = f"{vraag}--{veld}"
    fouten = Papierveld(BOEK, BOEK.vragen[vraag]).lees(FormData({naam: tekst}), None)[1]
    assert fout in fouten[naam]


def test_a_reason_that_was_given_before_stays_when_paper_says_nothing() -> None:
    veld = Papierveld(BOEK, BOEK.vragen["dagindeling"])
    oud = {"onbekend": "weigert"}
    assert veld.lees(als_post(veld.toon(oud), veld), oud) == (oud, {})


def test_the_form_is_few_sheets_and_large_enough_to_read(blad: Page, tmp_path: Path) -> None:
    blad.goto("/formulier")
    map_ = Path(os.environ.get("SCHERMEN", tmp_path))
    pdf = blad.pdf(path=map_ / "formulier.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= MEESTE_VELLEN
    blad.emulate_media(media="print")
    klein = blad.evaluate(
        """kleinste => [...document.querySelectorAll('.blanco *')].filter(e =>
            [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
            && !e.closest('.alleen-voorlezen')
            && parseFloat(getComputedStyle(e).fontSize) < kleinste - 0.1
        ).map(e => e.outerHTML.slice(0, 80))""",
        KLEINSTE_LETTER,
    )
    assert klein == []


class Toetsen:
    """A keyboard that counts what is typed on it."""

    def __init__(self, pagina: Page) -> None:
        self.pagina, self.aanslagen, self.velden = pagina, 0, 0

    def druk(self, toets: str) -> None:
        self.pagina.keyboard.press(toets)
        self.aanslagen += 1

    def typ(self, tekst: str) -> None:
        self.pagina.keyboard.type(tekst)
        self.aanslagen += len(tekst)

    def hier(self) -> str:
        """Return the name of the field with the focus, or for a line that opens, what it hides."""
        naam: str = self.pagina.evaluate(
            """() => { const e = document.activeElement;
                return e.name || (e.matches('summary')
                    ? '+' + (e.parentElement.querySelector('[name]')?.name ?? '') : ''); }"""
        )
        return naam

    def zet(self, soort: str, waarde: str) -> None:
        """Fill in the field with the focus."""
        self.velden += 1
        if soort == "datum":
            jaar, maand, dag = waarde.split("-")
            self.typ(dag + maand + jaar)
            if self.pagina.evaluate("document.activeElement.value") != waarde:
                # Which part comes first is up to the language of the browser.
                self.pagina.keyboard.press("ArrowLeft")
                self.pagina.keyboard.press("ArrowLeft")
                self.pagina.keyboard.type(maand + dag + jaar)
        else:
            self.typ(waarde)


def uit_voorbeeld() -> dict[str, tuple[str, str]]:
    """Return per field how it is filled in and with what: what the example has on paper."""
    delen = delen_van(VOORBEELD)
    velden: dict[str, tuple[str, str]] = {
        f"periode--{n}": ("datum", delen["periode"][n]) for n in ("ingangsdatum", "einddatum")
    }
    for vraag in BOEK.vragen.values():
        veld = Papierveld(BOEK, vraag)
        letter = {naam: teken for teken, naam in veld.letters.items()}
        for naam, waarden in veld.toon(delen.get(veld.sleutel)).items():
            wat = naam.partition("--")[2]
            if (
                not waarden
                or not waarden[0]
                or wat not in {"", "letters", "paren", "nummers", "wie", "dag"}
            ):
                continue
            if wat == "dag" or vraag.vorm.soort == "datum":
                velden[naam] = ("datum", waarden[0])
            elif not wat and veld.soort == "keuze":
                velden[naam] = ("letter", letter.get(waarden[0], waarden[0]))
            elif wat or veld.soort not in {"meer", "per"}:
                velden[naam] = ("tekst", waarden[0])
    return velden


def neem_rooster_over(toetsen: Toetsen) -> None:
    """Fill in the weekrooster of the example on its page."""
    blad = toetsen.pagina
    blad.locator("[name='rij-0-activiteit']").focus()
    for nummer, rij in enumerate(Roosterveld().rijen({"rijen": VOORBEELD["weekrooster"]})):
        nog = {f"rij-{nummer}-{n}": w for n, w in rij.items() if w and n not in {"ritme", "bewijs"}}
        for _ in range(60):
            naam = toetsen.hier()
            if naam in nog:
                _zet_in_rij(toetsen, nog, naam)
            if blad.evaluate("document.activeElement.value === 'erbij'"):
                break
            toetsen.druk("Tab")
        assert nog == {}
        if nummer + 1 < len(VOORBEELD["weekrooster"]):
            toetsen.druk("Enter")
            blad.locator(f"[name='rij-{nummer + 1}-activiteit']:focus").wait_for()
    for _ in range(60):
        if blad.evaluate("document.activeElement.name === 'compleet'"):
            toetsen.druk("Space")
        if blad.evaluate("document.activeElement.value === 'bewaar'"):
            break
        toetsen.druk("Tab")
    with blad.expect_navigation():
        toetsen.druk("Enter")


def _zet_in_rij(toetsen: Toetsen, nog: dict[str, Any], naam: str) -> None:
    veld = naam.rpartition("-")[2]
    if veld == "dagen":
        dag = toetsen.pagina.evaluate("document.activeElement.value")
        if dag in nog[naam]:
            toetsen.druk("Space")
            nog[naam] = [d for d in nog[naam] if d != dag]
        if not nog[naam]:
            del nog[naam]
        return
    waarde = nog.pop(naam)
    if veld in {"wie", "vorm", "resultaat"}:
        keuze = toetsen.pagina.evaluate(
            "waarde => [...document.activeElement.options].findIndex(o => o.value === waarde)",
            waarde,
        )
        toetsen.velden += 1
        for _ in range(keuze):
            toetsen.druk("ArrowDown")
    else:
        toetsen.zet("tekst", waarde)


def test_a_whole_form_is_copied_by_key_in_little_time(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(None, "Zaak 90")
    blad.goto(f"/gesprekken/{id_}/papier")
    toetsen, nog = Toetsen(blad), uit_voorbeeld()
    blad.locator("[name='periode--peildatum']").focus()
    for _ in range(600):
        naam = toetsen.hier()
        if naam.removeprefix("+") in nog and naam.startswith("+"):
            toetsen.druk("Enter")
        elif naam in nog:
            toetsen.zet(*nog.pop(naam))
        if blad.evaluate("document.activeElement.matches('main button[type=submit]')"):
            break
        toetsen.druk("Tab")
    assert nog == {}
    with blad.expect_navigation():
        toetsen.druk("Enter")
    expect(blad).to_have_url(re.compile("/weekrooster$"))
    verwacht = delen_van(VOORBEELD)
    kept = proef.inhoud(id_)
    for naam, inhoud in verwacht.items():
        if naam.startswith("antwoorden/"):
            veld = Antwoordveld(BOEK, BOEK.vragen[naam.removeprefix("antwoorden/")])
            heel = veld.normaal(inhoud)
            heel.pop("ook", None)  # what somebody else says is added afterwards, in private
            assert kept[naam] == heel
    assert kept["periode"] == verwacht["periode"]
    zonder_rooster = (toetsen.velden, toetsen.aanslagen)
    neem_rooster_over(toetsen)
    assert [r["activiteit"] for r in proef.inhoud(id_)["weekrooster"]["rijen"]] == [
        r["activiteit"] for r in VOORBEELD["weekrooster"]
    ]
    print("velden en aanslagen:", zonder_rooster, (toetsen.velden, toetsen.aanslagen))
    assert toetsen.aanslagen < MEESTE_AANSLAGEN


def test_the_page_for_paper_has_no_barriers(blad: Page, proef: Proef) -> None:
    id_ = proef.gesprek(VOORBEELD)
    blad.goto(f"/gesprekken/{id_}/papier")
    kijk(blad, "papier")
    blad.locator("[name='geld_papieren--letters']").fill("xyz")
    blad.get_by_role("button", name="Bewaar en ga naar het weekrooster").click()
    blad.locator("#foutenoverzicht").wait_for()
    blad.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    blad.set_viewport_size({"width": 360, "height": 740})
    assert te_breed(blad) == 0
    assert schendingen(blad) == []

"""Every page in every state, as people see and use it: WCAG 2.2 A and AA, narrow, large, by key."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from api.demo.gesprekken import MERK, vul
from api.opslag.gesprekken import Gesprekken
from engine.indicatie.voorstel import BUITEN_HET_GESPREK
from tests.api.hulp import BOEK, REGELWERK, WORTEL
from tests.web.formulierhulp import CONSULENT, WIE, Proef
from tests.web.proef import FOUTEN

AXE = WORTEL / "node_modules" / "axe-core" / "axe.min.js"
NORMEN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGINAS = {
    "begin": "/",
    "aanmelden": "/aanmelden",
    "leeg": "/proef/velden/leeg",
    "ingevuld": "/proef/velden/ingevuld",
    "fouten": "/proef/velden/fouten",
    "lang": "/proef/velden/lang",
    "niet-gevonden": "/proef/status/404",
    "storing": "/proef/status/500",
}
SCHERMEN = {
    "tablet": (820, 1180),
    "tablet-liggend": (1180, 820),
    "telefoon": (390, 844),
    "smal": (320, 640),
}
MET_AXE = {"tablet", "telefoon"}
AFGEKNIPT = """[...document.querySelectorAll('main *')].filter(e => e.offsetParent
    && !e.matches('input, textarea, select, .alleen-voorlezen, [role=region][tabindex="0"]')
    && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
    ).map(e => e.outerHTML.slice(0, 80))"""
"""Text that does not show because its box is too small."""
KLEINSTE = 44
"""Pixels: what a finger hits."""
TABS = ("", "/weekrooster", "/weging", "/besluit", "/documenten")
AF = (*TABS, "/gesprek/de_dag", "/vervolg", "/besluit/correctie", "/besluit/intrekking")
VOL = [
    *(f"/gesprek/{thema}" for thema in BOEK.kop.themas if thema not in BUITEN_HET_GESPREK),
    *(f"/vier-ogen/{thema}" for thema in ("de_dag", "op_het_spel")),
]
ZELFDE = {
    f"/gesprek/{thema}"
    for thema in ("aan_tafel", "denken_en_praten", "gedrag_en_lichaam", "wat_er_al_is")
}
"""Pages with the same kinds of fields as those of other themes: only their size is looked at."""
GESPREKKEN = {
    "net begonnen": ("/gesprek/kop", "/papier", *TABS),
    "halverwege": ("/weging", "/gesprek/hoe_hulp_werkt"),
    "hulp in stappen, met vervoer": ("/weekrooster", "/weging", "/besluit", *VOL),
    "besloten volgens het voorstel": AF,
    "anders besloten dan het voorstel": ("/weging", "/besluit"),
    "spoedmelding": ("/weging", "/besluit", "/gesprek/spoed", "/vier-ogen/spoed"),
    "herindicatie": ("", "/weging", "/verschil", "/vier-ogen/kop"),
    "huisgenoot 1": ("", "/huishouden", "/weekrooster", "/weging"),
}
"""Per invented gesprek the pages that are in a state there that they are in nowhere else."""
BRIEFPAPIER = 700
"""Pixels: what is left of a sheet of A4 between its margins."""
OPEN_ALLES = "document.querySelectorAll('details').forEach(d => d.open = true)"


def schendingen(pagina: Page) -> list[str]:
    """Return what axe finds on a page."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE.read_text(encoding="utf-8"))  # past the rules for scripts of a page
    # From the top: what stays in sight while one scrolls covers nothing there.
    pagina.evaluate("scrollTo(0, 0)")
    uitslag: dict[str, Any] = pagina.evaluate(
        "normen => axe.run({runOnly: {type: 'tag', values: normen}, resultTypes: ['violations']})",
        NORMEN,
    )
    assert len(uitslag["passes"]) > 10
    return [
        f"{s['id']}: {json.dumps(n['target'])}" for s in uitslag["violations"] for n in s["nodes"]
    ]


def te_breed(pagina: Page) -> int:
    """Return how many pixels of a page stick out of the screen."""
    pixels: int = pagina.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(0, pixels)


def heeft_focus(pagina: Page, keuze: str) -> bool:
    """Tell whether the focus comes to what a selector points at, soon after the page is there."""
    with contextlib.suppress(PlaywrightTimeout):
        pagina.locator(f"{keuze}:focus").wait_for(state="attached", timeout=2000)
    return pagina.locator(f"{keuze}:focus").count() == 1


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proef, dict[str, str]]]:
    """A service with the invented gesprekken, and their ids by what they show."""
    with Proef(tmp_path_factory.mktemp("demo")).draait() as proef:
        vul(proef.bank, REGELWERK, proef.app.state.motoren)
        with proef.bank.sessie(WIE) as sessie:
            # The first of two with one kenmerk is the one that runs.
            standen = reversed(Gesprekken(sessie, WIE).lijst())
        yield proef, {str(s.kenmerk).removeprefix(f"{MERK}: "): s.id for s in standen}


@contextlib.contextmanager
def aangemeld(browser: Browser, proef: Proef, sub: str = CONSULENT) -> Iterator[Page]:
    """Give a tab in which an invented person is signed in."""
    context = browser.new_context(base_url=proef.adres, locale="nl-NL")
    proef.meld_aan(context, sub)
    with contextlib.closing(context):
        pagina = context.new_page()
        pagina.set_default_timeout(20_000)
        yield pagina


def bezwaren(pagina: Page, naam: str, *, met_axe: bool = True) -> list[str]:
    """Return what is wrong with a page with all of it open: narrow, twice as large, and for axe."""
    pagina.evaluate(OPEN_ALLES)
    gevonden: list[str] = []
    if map_ := os.environ.get("SCHERMEN"):
        for breed in (768, 360):
            pagina.set_viewport_size({"width": breed, "height": 1024})
            pagina.screenshot(path=Path(map_) / f"{naam}-{breed}.png", full_page=True)
    pagina.set_viewport_size({"width": 320, "height": 640})
    gevonden += [f"te breed: {te_breed(pagina)}"] if te_breed(pagina) else []
    gevonden += schendingen(pagina) if met_axe else []
    pagina.set_viewport_size({"width": 820, "height": 1180})
    pagina.evaluate("document.documentElement.style.fontSize = '200%'")
    gevonden += [f"twee keer zo groot: {te_breed(pagina)}"] if te_breed(pagina) else []
    gevonden += [f"afgeknipt: {wat}" for wat in pagina.evaluate(AFGEKNIPT)]
    return [f"{naam}: {wat}" for wat in gevonden]


@pytest.mark.parametrize("titel", GESPREKKEN)
def test_a_gesprek_has_no_barriers_in_the_state_that_it_is_in(
    browser: Browser, demo: tuple[Proef, dict[str, str]], titel: str
) -> None:
    proef, ids = demo
    with aangemeld(browser, proef) as pagina:
        gevonden = []
        for pad in GESPREKKEN[titel]:
            antwoord = pagina.goto(f"/gesprekken/{ids[titel]}{pad}")
            assert antwoord is not None
            assert antwoord.status == 200, pad
            naam = f"demo-{titel}{pad}".replace("/", "-").replace(" ", "-").replace(",", "")
            gevonden += bezwaren(pagina, naam, met_axe=pad not in ZELFDE)
    assert gevonden == []


def test_lists_mistakes_and_refusals_have_no_barriers(
    browser: Browser, demo: tuple[Proef, dict[str, str]]
) -> None:
    proef, ids = demo
    gevonden = []
    with aangemeld(browser, proef) as pagina:
        pagina.goto("/gesprekken")
        gevonden += bezwaren(pagina, "lijst")
        pagina.locator("[name=peildatum]").fill("")
        pagina.get_by_role("button", name="Begin het gesprek").click()
        expect(pagina).to_have_title(re.compile("^Fout:"))
        gevonden += bezwaren(pagina, "lijst-fout")
        pagina.goto("/aanmelden")
        gevonden += bezwaren(pagina, "aanmelden-aangemeld")
        pagina.get_by_role("button", name="Aanmelden").click()
        expect(pagina).to_have_title(re.compile("^Fout:"))
        gevonden += bezwaren(pagina, "aanmelden-fout")
    with aangemeld(browser, proef, "ontwikkel-consulent-stein") as pagina:
        pagina.goto("/gesprekken")
        gevonden += bezwaren(pagina, "lijst-leeg")
    with aangemeld(browser, proef, "ontwikkel-backoffice-beek") as pagina:
        for pad, status in (
            (f"/gesprekken/{ids['halverwege']}", 403),
            ("/gesprekken", 200),
            ("/besluiten", 200),
            (f"/gesprekken/{ids['anders besloten dan het voorstel']}/kosten", 200),
        ):
            antwoord = pagina.goto(pad)
            assert antwoord is not None
            assert antwoord.status == status, pad
            gevonden += bezwaren(pagina, f"backoffice-{pad.rpartition('/')[2][:9]}")
    assert gevonden == []


def test_what_is_printed_fits_on_paper_and_has_no_barriers(
    browser: Browser, demo: tuple[Proef, dict[str, str]]
) -> None:
    proef, ids = demo
    stappen, anders = ids["hulp in stappen, met vervoer"], ids["anders besloten dan het voorstel"]
    with aangemeld(browser, proef) as pagina:
        pagina.emulate_media(media="print")
        pagina.set_viewport_size({"width": BRIEFPAPIER, "height": 1000})
        gevonden = []
        for naam, pad in {
            "formulier": "/formulier",
            "weging": f"/gesprekken/{stappen}/weging",
            "rooster": f"/gesprekken/{stappen}/weekrooster",
            "thema": f"/gesprekken/{stappen}/gesprek/de_dag",
            "besluit": f"/gesprekken/{anders}/besluit",
        }.items():
            pagina.goto(pad)
            if map_ := os.environ.get("SCHERMEN"):
                pagina.screenshot(path=Path(map_) / f"druk-{naam}.png", full_page=True)
            gevonden += [f"{naam}: {wat}" for wat in schendingen(pagina)]
            gevonden += [f"{naam}: te breed"] if te_breed(pagina) else []
            for keuze in (".banner form", ".knoppen", ".kop__menu"):
                zichtbaar = pagina.locator(keuze).evaluate_all("r => r.some(e => e.offsetParent)")
                gevonden += [f"{naam}: {keuze} staat op papier"] if zichtbaar else []
    assert gevonden == []


@pytest.mark.parametrize("naam", PAGINAS)
def test_a_page_has_no_barriers_and_fits_everywhere(pagina: Page, naam: str) -> None:
    pagina.goto(PAGINAS[naam])
    for scherm, (breed, hoog) in SCHERMEN.items():
        pagina.set_viewport_size({"width": breed, "height": hoog})
        if map_ := os.environ.get("SCHERMEN"):
            pagina.screenshot(path=Path(map_) / f"{naam}-{scherm}.png", full_page=True)
        assert te_breed(pagina) == 0, scherm
        if scherm in MET_AXE:
            assert schendingen(pagina) == [], scherm
    pagina.set_viewport_size({"width": 820, "height": 1180})
    pagina.evaluate("document.documentElement.style.fontSize = '200%'")
    assert te_breed(pagina) == 0
    assert pagina.evaluate(AFGEKNIPT) == []


def test_what_one_taps_is_large_enough(pagina: Page) -> None:
    pagina.goto(PAGINAS["fouten"])
    doelen = pagina.locator(
        ".keuze, .nl-button, summary, .utrecht-textbox, .utrecht-select, .utrecht-textarea, "
        ".kop a, .melding__lijst a"
    )
    maten = [doel.bounding_box() for doel in doelen.all()]
    assert len(maten) > 20
    assert [m for m in maten if m and min(m["width"], m["height"]) < KLEINSTE] == []


def test_a_whole_row_chooses_its_answer(pagina: Page) -> None:
    pagina.goto(PAGINAS["leeg"])
    rij = pagina.locator(".keuze").nth(1)
    maat = rij.bounding_box()
    assert maat is not None
    rij.click(position={"x": maat["width"] - 8, "y": maat["height"] - 8})
    assert pagina.locator("input:checked").input_value() == "zetje"


def test_the_first_key_shows_the_way_past_the_head_of_the_page(pagina: Page) -> None:
    pagina.goto(PAGINAS["leeg"])
    pagina.keyboard.press("Tab")
    assert heeft_focus(pagina, ".nl-skip-link")
    maat = pagina.locator(".nl-skip-link").bounding_box()
    assert maat is not None
    assert maat["y"] >= 0
    pagina.keyboard.press("Enter")
    assert heeft_focus(pagina, "main")


def test_the_focus_shows_wherever_a_key_takes_it(pagina: Page) -> None:
    pagina.goto(PAGINAS["ingevuld"])
    gezien: dict[str, bool] = {}
    for _ in range(40):
        pagina.keyboard.press("Tab")
        wat = pagina.evaluate(
            """() => {
                const e = document.activeElement;
                if (e === document.body) return null;
                const stijl = getComputedStyle(e.closest('.keuze') ?? e);
                const ring = stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2;
                return [e.id || e.textContent.trim().slice(0, 30), ring];
            }"""
        )
        if wat is None:
            break
        gezien.setdefault(*wat)  # within a date the ring is on its parts
    assert len(gezien) > 12
    assert [naam for naam, ring in gezien.items() if not ring] == []


def test_a_form_with_mistakes_starts_at_the_overview_also_without_scripts(
    browser: Browser, adres: str
) -> None:
    pagina = browser.new_page(base_url=adres, java_script_enabled=False)
    pagina.goto(PAGINAS["fouten"])
    expect(pagina).to_have_title(re.compile("^Fout:"))
    assert heeft_focus(pagina, "#foutenoverzicht")
    assert pagina.locator("#foutenoverzicht").inner_text().endswith("7 dingen die niet kloppen")
    for veld, tekst in FOUTEN.items():
        pagina.locator(".melding__lijst").get_by_text(tekst).click()
        assert heeft_focus(pagina, f"#{veld}"), veld
        assert pagina.locator(f"#{veld}-fout").inner_text().endswith(tekst)
        assert pagina.locator(f'[aria-describedby~="{veld}-fout"]').count() == 1
    pagina.close()


def test_a_page_reads_well_in_the_colours_of_the_system(browser: Browser, adres: str) -> None:
    pagina = browser.new_page(base_url=adres, forced_colors="active", reduced_motion="reduce")
    pagina.goto(PAGINAS["ingevuld"])
    gekozen, ander = (pagina.locator(".keuze").nth(nummer) for nummer in (1, 2))
    breedte = "e => getComputedStyle(e).outlineWidth + getComputedStyle(e).outlineStyle"
    assert gekozen.evaluate(breedte) != ander.evaluate(breedte)
    assert gekozen.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    pagina.close()

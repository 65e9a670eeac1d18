"""Every page in every state, as people see and use it: WCAG 2.2 A and AA, narrow, large, by key."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.api.hulp import WORTEL
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
    && !e.matches('input, textarea, select, .alleen-voorlezen')
    && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
    ).map(e => e.outerHTML.slice(0, 80))"""
"""Text that does not show because its box is too small."""
KLEINSTE = 44
"""Pixels: what a finger hits."""


def schendingen(pagina: Page) -> list[str]:
    """Return what axe finds on a page."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE.read_text(encoding="utf-8"))  # past the rules for scripts of a page
    uitslag: dict[str, Any] = pagina.evaluate(
        "normen => axe.run({runOnly: {type: 'tag', values: normen}})", NORMEN
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
    """Tell whether the focus is on what a selector points at."""
    return pagina.locator(f"{keuze}:focus").count() == 1


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
    assert pagina.title().startswith("Fout: ")
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

"""The weekrooster on a tablet and a phone: what a row is about shows without opening anything."""

from __future__ import annotations

from copy import deepcopy

from playwright.sync_api import Page

from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import Proef
from tests.web.test_formulier import bewaar, kijk

LANG = "samen koken en boodschappen doen, met een lijstje en elke week iets minder hulp erbij"


def gesprek(proef: Proef) -> str:
    """Begin a gesprek in which the first row is long, in a phase and twice a day."""
    intake = deepcopy(VOORBEELD)
    extra = {"activiteit": LANG, "fase": 2, "keren_per_dag": 2}
    intake["weekrooster"] = [intake["weekrooster"][1] | extra, *intake["weekrooster"][2:]]
    return proef.gesprek(intake, "Zaak 80")


def test_a_long_activity_is_whole_on_every_screen_and_the_line_says_its_phase(
    blad: Page, proef: Proef
) -> None:
    blad.goto(f"/gesprekken/{gesprek(proef)}/weekrooster")
    kijk(blad, "weekrooster-lang")
    veld, regel = blad.locator("[name=rij-0-activiteit]"), blad.locator("[data-meer]").first
    for breed in (768, 360):
        blad.set_viewport_size({"width": breed, "height": 800})
        assert veld.evaluate("e => e.scrollHeight <= e.clientHeight + 1"), breed
        assert veld.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), breed
        assert regel.is_visible()
    assert regel.inner_text() == "fase 2, 2 keer per dag"
    assert blad.locator("[name=rij-0-fase]").is_visible() is False


def test_the_line_follows_what_is_filled_in_and_goes_without_scripts(
    blad: Page, zonder_script: Page, proef: Proef
) -> None:
    id_ = gesprek(proef)
    blad.goto(f"/gesprekken/{id_}/weekrooster")
    blad.locator("summary", has_text="Meer over deze activiteit").first.click()
    blad.locator("[name=rij-0-fase]").select_option("3")
    blad.locator("[name=rij-0-keren]").fill("")
    regel = blad.locator("[data-meer]").first
    assert regel.inner_text() == "fase 3"
    zonder_script.goto(f"/gesprekken/{id_}/weekrooster")
    zonder_script.locator("[name=rij-0-activiteit]").fill("koken\nen eten")
    bewaar(zonder_script, "Bewaar het weekrooster")
    assert proef.inhoud(id_)["weekrooster"]["rijen"][0]["activiteit"] == "koken en eten"
    assert zonder_script.locator("[data-meer]").first.inner_text() == "fase 2, 2 keer per dag"

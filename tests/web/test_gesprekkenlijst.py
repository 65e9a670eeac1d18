"""The list of gesprekken in a browser, when there are more than fit on one page."""

from __future__ import annotations

from playwright.sync_api import Page

from api.opslag.gesprekken import Gesprekken
from tests.api.hulp import REGELWERK
from tests.web.formulierhulp import WIE, Proef
from tests.web.test_formulier import kijk
from tests.web.test_toegankelijk import heeft_focus

OP_EEN_BLADZIJDE = 50


def test_one_goes_through_the_list_by_key_and_without_scripts(
    blad: Page, zonder_script: Page, proef: Proef
) -> None:
    with proef.bank.sessie(WIE) as sessie:
        gesprekken = Gesprekken(sessie, WIE)
        for nummer in range(2 * OP_EEN_BLADZIJDE + 1):
            gesprekken.begin(REGELWERK, f"Zaak {nummer}")
    blad.goto("/gesprekken")
    assert blad.locator(".lijst .lijst__punt").count() == OP_EEN_BLADZIJDE
    volgende = blad.get_by_role("navigation", name="Bladzijden").get_by_role("link")
    volgende.focus()
    assert heeft_focus(blad, ".bladeren__punt")
    with blad.expect_navigation():
        blad.keyboard.press("Enter")
    assert " ".join(blad.locator(".bladeren").inner_text().split()) == (
        "Bladzijde 2 van 3 Vorige Volgende"
    )
    kijk(blad, "lijst-tweede-bladzijde")
    zonder_script.goto("/gesprekken?pagina=2")
    zonder_script.get_by_role("link", name="Volgende").click()
    assert zonder_script.locator(".lijst .lijst__punt").count() == 1

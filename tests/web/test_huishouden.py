"""Two clients in one household: which help counts where, and nothing of one shown at the other."""

from __future__ import annotations

from copy import deepcopy

import pytest
from playwright.sync_api import Page

from api.opslag.gesprekken import Gesprekken
from api.opslag.huishoudens import Huishoudens
from tests.api.opslag.hulp import VOORBEELD
from tests.web.formulierhulp import WIE, Proef
from tests.web.test_formulier import bewaar, kijk
from tests.web.test_toegankelijk import heeft_focus

WANDELEN = "samen wandelen en het gesprek gaande houden"
PARTNER = "partner leren omgaan met het vergeten"


def uren(proef: Proef, id_: str) -> list[str]:
    """Return the activities that count in a gesprek."""
    with proef.bank.sessie(WIE) as sessie:
        return [rij["activiteit"] for rij in Gesprekken(sessie, WIE).intake(id_)["weekrooster"]]


def telt_in(proef: Proef, id_: str) -> dict[str, str]:
    """Return where each shared row of a household counts."""
    with proef.bank.sessie(WIE) as sessie:
        return Huishoudens(sessie, WIE).telt_in(id_)


def koppel(pagina: Page, id_: str, kenmerk: str) -> None:
    """Put another gesprek in the household."""
    pagina.goto(f"/gesprekken/{id_}/huishouden")
    pagina.get_by_label("Zaaknummer van het gesprek dat erbij hoort").fill(kenmerk)
    bewaar(pagina, "Zet bij dit huishouden")


def deel(pagina: Page, activiteit: str, met: str) -> None:
    """Share an activity with a gesprek, or with one of its activities."""
    lijst = pagina.get_by_label("Welke activiteit uit dit weekrooster?")
    lijst.select_option(label=keuze(lijst.locator("option").all_inner_texts(), activiteit))
    lijst = pagina.get_by_label("Met welk gesprek?")
    lijst.select_option(label=keuze(lijst.locator("option").all_inner_texts(), met))
    bewaar(pagina, "Deel deze activiteit")


def keuze(teksten: list[str], deel_: str) -> str:
    """Return the only choice with a text in it."""
    (gevonden,) = [tekst for tekst in teksten if deel_ in tekst]
    return gevonden


def test_help_for_both_counts_in_one_gesprek_and_can_be_moved(blad: Page, proef: Proef) -> None:
    geheim = {"waarde": "geweld"}
    een = proef.gesprek(VOORBEELD, "Zaak 60")
    twee = proef.gesprek(None, "Zaak 61")
    proef.schrijf(twee, "antwoorden/samenleven", geheim)
    proef.schrijf(twee, "notities/mensen_vier_ogen", "zij durft niets te zeggen")
    blad.goto(f"/gesprekken/{een}/huishouden")
    kijk(blad, "huishouden-alleen")
    koppel(blad, een, "zaak 61")
    assert "Zaak 61" in blad.locator("[aria-labelledby=kop-leden]").inner_text()
    bewaar(blad, "Deel deze activiteit")
    assert heeft_focus(blad, "#foutenoverzicht")
    kijk(blad, "huishouden-fout")
    deel(blad, PARTNER, "zet de regel erbij")
    gedeeld = blad.locator(".gedeeld")
    assert f"{PARTNER} (ma)\nTelt bij dit gesprek." in gedeeld.inner_text().replace("\n\n", "\n")
    assert PARTNER in uren(proef, een)
    assert uren(proef, twee) == []
    kijk(blad, "huishouden-gedeeld")
    bewaar(blad, "Laat tellen bij Zaak 61")
    assert "Telt bij Zaak 61." in gedeeld.inner_text()
    assert PARTNER not in uren(proef, een)
    assert uren(proef, twee) == [PARTNER]
    html = blad.content()
    assert "geweld" not in html
    assert "zij durft niets te zeggen" not in html
    # Out of the household everything counts at home again.
    bewaar(blad, "Haal dit gesprek uit het huishouden")
    assert "Dit gesprek staat op zichzelf." in blad.content()
    assert PARTNER in uren(proef, een)


def test_an_activity_that_both_have_already_is_joined_and_parted_again(
    blad: Page, proef: Proef
) -> None:
    een, twee = proef.gesprek(VOORBEELD, "Zaak 62"), proef.gesprek(VOORBEELD, "Zaak 63")
    koppel(blad, een, "Zaak 63")
    deel(blad, WANDELEN, f"Zaak 63: {WANDELEN}")
    assert telt_in(proef, twee) == {WANDELEN: een}
    for id_ in (een, twee):
        rijen = proef.inhoud(id_)["weekrooster"]["rijen"]
        assert len(rijen) == 4
        assert [r["activiteit"] for r in rijen if r.get("gedeeld")] == [WANDELEN]
    bewaar(blad, "Deel niet meer")
    assert WANDELEN in uren(proef, een)
    assert WANDELEN in uren(proef, twee)
    assert proef.inhoud(een)["weekrooster"]["compleet"] == "ja"


@pytest.mark.parametrize("gezocht", ["", "Zaak 99", "abc"])
def test_what_is_not_there_is_told_at_the_field(
    zonder_script: Page, proef: Proef, gezocht: str
) -> None:
    id_ = proef.gesprek(VOORBEELD, "Zaak 64")
    koppel(zonder_script, id_, gezocht)
    assert heeft_focus(zonder_script, "#foutenoverzicht")
    assert zonder_script.locator("#ander").input_value() == gezocht
    assert zonder_script.locator("#ander-fout").count() == 1


def test_two_gesprekken_with_one_number_are_told_apart_by_their_code(
    zonder_script: Page, proef: Proef
) -> None:
    een = proef.gesprek(None, "Zaak 65")
    andere = [proef.gesprek(None, "Zaak 66") for _ in range(2)]
    koppel(zonder_script, een, "Zaak 66")
    fout = zonder_script.locator("#ander-fout").inner_text()
    assert [id_[:6] in fout for id_ in andere] == [True, True]
    koppel(zonder_script, een, andere[0][:6])
    assert "Zaak 66" in zonder_script.locator("[aria-labelledby=kop-leden]").inner_text()


def test_a_decided_gesprek_keeps_what_it_counted(blad: Page, proef: Proef) -> None:
    vol = deepcopy(VOORBEELD)
    een, twee = proef.gesprek(vol, "Zaak 67"), proef.gesprek(None, "Zaak 68")
    koppel(blad, een, "Zaak 68")
    deel(blad, PARTNER, "zet de regel erbij")
    blad.goto(f"/gesprekken/{een}/besluit")
    blad.get_by_label("Ik beslis zonder advies").check(force=True)
    blad.get_by_label("Waarom besluit u dit?").fill("Het kan niet wachten.")
    blad.get_by_label("Wat wordt het?").select_option("r-algemene_voorziening")
    bewaar(blad, "Neem het besluit")
    blad.goto(f"/gesprekken/{een}/huishouden")
    assert blad.get_by_role("button").filter(has_not_text="Afmelden").count() == 0
    kijk(blad, "huishouden-afgerond")
    blad.goto(f"/gesprekken/{twee}/huishouden")
    assert "Telt bij Zaak 67." in blad.content()
    assert blad.get_by_role("button", name="Laat tellen bij").count() == 0

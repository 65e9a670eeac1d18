"""A besluit on help in phases: each phase is shown, decided, corrected and costed by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from api.opslag.keuze import Fasekeuze
from tests.api.hulp import WORTEL, als_gegevens
from tests.web.formulierhulp import Proef
from tests.web.test_besluiten import CONCEPT, besluiten, leg_vast
from tests.web.test_formulier import bewaar, kijk
from tests.web.test_toegankelijk import heeft_focus

ZORGMIJDER = als_gegevens(WORTEL / "api" / "demo" / "zorgmijder.yaml")
FASEN = {1: ("2", "2021-05-01"), 2: ("5", "2021-07-01"), 3: ("8", "2021-10-01")}
"""What is proposed for each phase: the arrangement and the first day."""


def open_besluit(pagina: Page, proef: Proef) -> str:
    """Record the voorstel of a gesprek with three phases and go to its besluit."""
    id_ = proef.gesprek(ZORGMIJDER)
    leg_vast(pagina, id_)
    pagina.goto(f"/gesprekken/{id_}/besluit")
    return id_


def vul(pagina: Page, oordeel: str) -> None:
    """Fill in all but the phases."""
    pagina.get_by_label(oordeel).check(force=True)
    pagina.get_by_label("Waarom besluit u dit?").fill("Het gaat langzaam, dus in stappen.")
    pagina.get_by_label("Zorg in natura").check(force=True)
    pagina.locator("[name=resultaten][value='9']").check(force=True)


def test_every_phase_of_the_voorstel_stands_beside_the_besluit_and_is_agreed_with(
    blad: Page, proef: Proef
) -> None:
    pagina = blad
    id_ = open_besluit(pagina, proef)
    advies = pagina.locator("[aria-labelledby=kop-advies]").inner_text()
    for nummer, (arrangement, _) in FASEN.items():
        assert f"Fase {nummer}" in advies
        assert f"arrangement {arrangement}, van" in advies
    for nummer in FASEN:
        assert pagina.locator(f"[name=fase-{nummer}-vervoer]").input_value() == ""
        assert pagina.locator(f"[name=fase-{nummer}-arrangement]").input_value() == ""
    vul(pagina, "Ik volg het voorstel")
    for nummer, code in {1: "geen", 2: "10113", 3: "10114"}.items():
        pagina.get_by_label(f"Vervoerstoeslag in fase {nummer}").select_option(code)
    kijk(pagina, "besluit-fasen")
    bewaar(pagina, "Neem het besluit")
    (besluit,) = besluiten(proef, id_)
    assert [(f.arrangement, f.vanaf.isoformat()) for f in besluit.keuze.fasen] == [
        (int(arrangement), dag) for arrangement, dag in FASEN.values()
    ]
    assert [f.vervoer for f in besluit.keuze.fasen] == [None, "10113", "10114"]
    tekst = pagina.locator("[aria-labelledby=kop-besluit]").inner_text()
    assert "arrangement 5, van 1 juli 2021 tot en met 30 september 2021, toeslag 1" in tekst
    assert "arrangement 8, van 1 oktober 2021 tot en met 31 december 2021, toeslag 2" in tekst
    kijk(pagina, "besluit-fasen-na")


def test_one_phase_can_differ_and_the_voorstel_stays_what_it_was(
    zonder_script: Page, proef: Proef
) -> None:
    pagina = zonder_script
    id_ = open_besluit(pagina, proef)
    advies = pagina.locator("[aria-labelledby=kop-advies]").inner_text()
    vul(pagina, "Ik wijk af van het voorstel")
    for nummer, (arrangement, _) in FASEN.items():
        pagina.get_by_label(f"Vervoerstoeslag in fase {nummer}").select_option("geen")
        pagina.get_by_label(f"Arrangement in fase {nummer}").select_option(arrangement)
    pagina.get_by_label("Arrangement in fase 2").select_option("4")
    pagina.get_by_label("Eerste dag van fase 3").fill("2021-11-01")
    bewaar(pagina, "Neem het besluit")
    (besluit,) = besluiten(proef, id_)
    assert [(f.arrangement, f.vanaf.isoformat()) for f in besluit.keuze.fasen] == [
        (2, "2021-05-01"),
        (4, "2021-07-01"),
        (8, "2021-11-01"),
    ]
    assert pagina.locator("[aria-labelledby=kop-advies]").inner_text().startswith(advies[:200])
    # A correction of one phase says which.
    pagina.get_by_role("link", name="Corrigeer het besluit").click()
    assert pagina.get_by_label("Arrangement in fase 2").input_value() == "4"
    pagina.get_by_label("Waarom wordt het besluit anders?").fill("Fase 2 was te licht.")
    pagina.get_by_label("Arrangement in fase 2").select_option("5")
    bewaar(pagina, "Vervang het besluit")
    assert [p.split("\n")[0] for p in pagina.locator(".verschil").all_inner_texts()] == ["Fase 2"]
    assert besluiten(proef, id_)[-1].keuze.fasen[1] == Fasekeuze(2, besluit.keuze.fasen[1].vanaf, 5)


@pytest.mark.parametrize(
    ("oordeel", "fout", "melding"),
    [
        ("Ik volg het voorstel", ("fase-2-arrangement", "4"), "Fase 2: Dit is iets anders"),
        ("Ik volg het voorstel", ("fase-3-vanaf", "2021-11-01"), "Fase 3: Dit is iets anders"),
        ("Ik volg het voorstel", ("fase-1-vervoer", ""), "Kies voor fase 1 een toeslag"),
        ("Ik wijk af", ("fase-2-arrangement", ""), "Kies het arrangement van fase 2."),
        ("Ik wijk af", ("fase-2-vanaf", ""), "Kies de eerste dag van fase 2."),
        ("Ik wijk af", ("fase-2-vanaf", "2021-02-31"), "Fase 2: deze dag bestaat niet."),
        ("Ik wijk af", ("fase-2-vanaf", "2021-05-01"), "Fase 2 begint niet na fase 1."),
        ("Ik wijk af", ("fase-3-vanaf", "2022-02-01"), "Fase 3 begint na de laatste dag."),
    ],
)
def test_what_is_wrong_in_a_phase_is_said_at_its_field(
    zonder_script: Page, proef: Proef, oordeel: str, fout: tuple[str, str], melding: str
) -> None:
    pagina, (veld, waarde) = zonder_script, fout
    id_ = open_besluit(pagina, proef)
    vul(pagina, oordeel)
    for nummer, (arrangement, _) in FASEN.items():
        pagina.get_by_label(f"Vervoerstoeslag in fase {nummer}").select_option("geen")
        pagina.get_by_label(f"Arrangement in fase {nummer}").select_option(arrangement)
    plek = pagina.locator(f"[name={veld}]")
    if plek.evaluate("veld => veld.tagName") == "SELECT":
        plek.select_option(waarde)
    else:
        plek.evaluate("(veld, dag) => { veld.type = 'text'; veld.value = dag; }", waarde)
    bewaar(pagina, "Neem het besluit")
    assert heeft_focus(pagina, "#foutenoverzicht")
    assert melding in pagina.locator(f"#{veld}-fout").inner_text()
    assert melding in pagina.locator(".melding__lijst").inner_text()
    assert besluiten(proef, id_) == []
    # What was filled in stays.
    assert pagina.get_by_label("Arrangement in fase 1").input_value() == "2"


def test_a_draft_keeps_the_phases(zonder_script: Page, proef: Proef) -> None:
    pagina = zonder_script
    id_ = open_besluit(pagina, proef)
    pagina.get_by_label("Arrangement in fase 3").select_option("7")
    pagina.get_by_label("Vervoerstoeslag in fase 2").select_option("10114")
    bewaar(pagina, "Bewaar voor later")
    assert proef.inhoud(id_)[CONCEPT]["fase-3-arrangement"] == ["7"]
    pagina.goto(f"/gesprekken/{id_}/besluit")
    assert pagina.get_by_label("Arrangement in fase 3").input_value() == "7"
    assert pagina.get_by_label("Vervoerstoeslag in fase 2").input_value() == "10114"


def test_without_a_voorstel_the_phases_of_the_gesprek_are_decided(
    zonder_script: Page, proef: Proef
) -> None:
    pagina, id_ = zonder_script, proef.gesprek(ZORGMIJDER)
    pagina.goto(f"/gesprekken/{id_}/besluit")
    vul(pagina, "Ik beslis zonder advies")
    for nummer in FASEN:
        pagina.get_by_label(f"Vervoerstoeslag in fase {nummer}").select_option("geen")
        pagina.get_by_label(f"Arrangement in fase {nummer}").select_option(str(nummer))
    bewaar(pagina, "Neem het besluit")
    (besluit,) = besluiten(proef, id_)
    assert [(f.arrangement, f.vanaf.isoformat()) for f in besluit.keuze.fasen] == [
        (nummer, dag) for nummer, (_, dag) in FASEN.items()
    ]


def test_instead_of_phases_a_route_can_be_chosen(zonder_script: Page, proef: Proef) -> None:
    pagina = zonder_script
    id_ = open_besluit(pagina, proef)
    vul(pagina, "Ik wijk af van het voorstel")
    pagina.get_by_label("Wat wordt het?").select_option("r-doorzenden")
    bewaar(pagina, "Neem het besluit")
    (besluit,) = besluiten(proef, id_)
    assert (besluit.keuze.route, besluit.keuze.fasen) == ("doorzenden", ())


def test_the_form_with_mistakes_in_a_phase_reads_well_at_every_width(
    blad: Page, proef: Proef
) -> None:
    id_ = open_besluit(blad, proef)
    bewaar(blad, "Neem het besluit")
    assert "Kies voor fase 3 een toeslag, of: geen toeslag." in blad.content()
    kijk(blad, "besluit-fasen-fout")
    assert besluiten(proef, id_) == []

"""Waarom niet: the neighbours of an outcome, and what stands in their way."""

from __future__ import annotations

from engine.explanation.waarom import Schakel, op_regels
from engine.explanation.waarom_niet import waarom_niet
from engine.indicatie.voorstel import Voorstel
from tests.indicatie.maken import rij, voorstel

MATIG = {
    "dagindeling": "erbij",
    "besluiten": "erbij",
    "aandacht": "vaak",
    "gevolg": {"waarde": "achteruit", "blijkt_uit": ["inschatting"]},
}


def drie_dagen() -> list[dict[str, object]]:
    return [rij(dagen=["ma", "wo", "vr"], minuten=90)]


def buren(gemaakt: Voorstel, uitkomst: str = "arrangement") -> dict[str, Schakel]:
    return {s.id: s for s in waarom_niet(gemaakt.spoor, uitkomst)}


def zinnen(schakel: Schakel, *, client: bool = False) -> list[str]:
    return [regel.zin for regel in op_regels([schakel], client=client)]


def test_de_buren_van_een_arrangement_liggen_een_stap_verder() -> None:
    """Arrangement 5 lies between 2 and 8 in inzet, and between 4 and 6 in complexiteit."""
    gemaakt = voorstel(MATIG, drie_dagen())
    assert gemaakt.spoor.waarde("arrangement") == "5"
    assert set(buren(gemaakt)) == {f"arrangement={n}" for n in (2, 4, 6, 8)}


def test_arrangement_1_heeft_alleen_zwaardere_buren() -> None:
    """At the corner of the matrix there is nothing lighter."""
    licht = {"huishouden": "zetje", "gevolg": "hapert"}
    gemaakt = voorstel(licht, [rij(dagen=["ma"], minuten=60)])
    assert gemaakt.spoor.waarde("arrangement") == "1"
    assert set(buren(gemaakt)) == {"arrangement=2", "arrangement=4"}


def test_een_zwaardere_inzet_noemt_elke_grens_die_niet_is_gehaald() -> None:
    """Zwaar asks five double days, seven contact days or a weeklast over 8; none is there."""
    tekst = zinnen(buren(voorstel(MATIG, drie_dagen()))["arrangement=8"])
    assert tekst[0] == "Waarom niet arrangement 8? Dat hoort bij inzet zwaar. Hier is die matig."
    assert any("0 dagen per week; nodig is minstens 5" in zin for zin in tekst)
    assert any("Dagen met contact: 3 dagen per week; nodig is minstens 7." in zin for zin in tekst)
    assert any(
        "Weeklast: 4,5 uren en dagdelen per week; nodig is meer dan 8." in zin for zin in tekst
    )


def test_een_lichtere_inzet_noemt_wat_erboven_uitkomt() -> None:
    """Licht stops at two contact days and, over more days, a weeklast of 2."""
    tekst = zinnen(buren(voorstel(MATIG, drie_dagen()))["arrangement=2"])
    assert any("3 dagen per week, dat is meer dan 2." in zin for zin in tekst)
    assert any("4,5 uren en dagdelen per week, dat is meer dan 2." in zin for zin in tekst)


def test_een_lichtere_complexiteit_noemt_precies_de_zwaardere_antwoorden() -> None:
    """What lies above licht stands in the way: day, decisions, attention and what would happen."""
    schakel = buren(voorstel(MATIG, drie_dagen()))["arrangement=4"]
    antwoorden = {s.id for s in schakel.alle() if s.soort == "antwoord"}
    assert antwoorden == {"dagindeling", "besluiten", "aandacht", "gevolg"}


def test_een_zwaardere_complexiteit_telt_wat_er_nog_niet_is() -> None:
    """Two of three must be zwaar; the body would do it alone."""
    schakel = buren(voorstel(MATIG, drie_dagen()))["arrangement=6"]
    tekst = zinnen(schakel)
    assert any(z.startswith("Van de 3 moeten er minstens 2 zwaar zijn; nu is geen") for z in tekst)
    antwoorden = {s.id for s in schakel.alle() if s.soort == "antwoord"}
    assert {"gevolg", "aandacht", "gedrag", "lichaam"} <= antwoorden


def test_de_client_leest_alleen_eigen_antwoorden_en_niets_vertrouwelijks() -> None:
    """In "u", without steps of the counting and without what is confidential."""
    gemaakt = voorstel({**MATIG, "gedrag": "vakkennis"}, drie_dagen())
    for schakel in buren(gemaakt).values():
        tekst = "\n".join(zinnen(schakel, client=True))
        assert "Bij u is die" in tekst
        for woord in ("de cliënt", "Niet aan de orde", "gedrag", "minstens 2 zwaar"):
            assert woord not in tekst


def test_niets_zolang_de_uitkomst_open_is_of_een_route_geldt() -> None:
    """Neighbours of what is not certain say nothing, and a route has no neighbours."""
    assert buren(voorstel(MATIG, drie_dagen(), zonder=["gevolg", "aandacht"])) == {}
    assert buren(voorstel({**MATIG, "gemeente": "andere"}, drie_dagen())) == {}


def test_ook_een_niveau_heeft_buren() -> None:
    """The complexiteit itself can be asked for: a step lighter and a step heavier."""
    assert set(buren(voorstel(MATIG, drie_dagen()), "complexiteit")) == {
        "complexiteit=licht",
        "complexiteit=zwaar",
    }

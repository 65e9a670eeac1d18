"""The order of the open questions: what decides most comes first, so that few are needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import verscherp
from engine.explanation.open_vragen import open_vragen
from engine.indicatie.voorstel import Voorstel
from engine.rulebook.rulebook import WEEKROOSTER, Feiten
from tests.indicatie.maken import PROJECT, boek, feiten_van, voorstel_bij

KERN = ("route", "complexiteit", "inzet", "arrangement")
EENVOUDIG = [f"arrangement-{nummer}" for nummer in range(1, 10)]
VOL = [*EENVOUDIG, "onbekend"]


def gesprek(voorstel: Voorstel, uitkomsten: tuple[str, ...]) -> Iterator[tuple[str, Spoor]]:
    """Ask the first open question, answer it as the intake does, and so on to the end."""
    regels = voorstel.spoor.boek
    per_vraag: dict[str, Feiten] = {}
    for id_, feit in voorstel.spoor.feiten.items():
        eigenaar = regels.grootheden[id_].eigenaar
        naam = WEEKROOSTER if eigenaar in regels.tellingen else eigenaar
        per_vraag[naam] = {**per_vraag.get(naam, {}), id_: feit}
    feiten: Feiten = {}
    gevraagd: set[str] = set()
    while True:
        spoor = verscherp(evalueer(regels, feiten))
        open_ = [v for v in open_vragen(spoor, uitkomsten) if v not in gevraagd]
        if not open_:
            return
        gevraagd.add(open_[0])
        feiten = {**feiten, **per_vraag.get(open_[0], {})}
        yield open_[0], verscherp(evalueer(regels, feiten))


def begin() -> Spoor:
    """Where a conversation without an emergency stands at its first question."""
    return verscherp(evalueer(boek(), feiten_van({"nu_acuut": "nee"})))


def tot_vast(naam: str) -> int:
    """The number of questions after which route, levels and arrangement are certain."""
    voorstel = voorstel_bij(PROJECT / "voorbeelden" / f"{naam}.yaml")
    for aantal, (_, spoor) in enumerate(gesprek(voorstel, KERN), start=1):
        if all(spoor.is_vast(uitkomst) for uitkomst in KERN):
            return aantal
    return 0


@pytest.mark.parametrize("naam", EENVOUDIG)
def test_na_twaalf_vragen_staat_een_gewone_intake_vast(naam: str) -> None:
    """Route, complexiteit, inzet and arrangement are certain after at most twelve questions."""
    assert 0 < tot_vast(naam) <= 12


@pytest.mark.parametrize("naam", VOL)
def test_na_vijfentwintig_vragen_is_alles_wat_het_advies_draagt_gevraagd(naam: str) -> None:
    """After at most 25 questions no answer can change route, levels or arrangement any more."""
    voorstel = voorstel_bij(PROJECT / "voorbeelden" / f"{naam}.yaml")
    assert 0 < len(list(gesprek(voorstel, KERN))) <= 25


def test_wat_meer_beslist_komt_eerst_en_anders_telt_het_gesprek() -> None:
    """The weekrooster decides the inzet alone; equal domains come as the conversation has them."""
    leeg = begin()
    assert open_vragen(leeg, ["inzet"]) == (WEEKROOSTER,)
    volgorde = open_vragen(leeg, ["complexiteit"])
    assert volgorde[0] == "lichaam"
    gelijk = ("aandacht", "weg_weten", "gedrag")
    assert tuple(v for v in volgorde if v in gelijk) == gelijk
    assert volgorde.index("gedrag") < volgorde.index("dagindeling") < volgorde.index("huishouden")


def test_signalen_gaan_niet_voor_uitkomsten() -> None:
    """A question that only settles a signal comes after those that settle a level."""
    volgorde = open_vragen(
        begin(), ["complexiteit"], ["signaal.letsel_dreigt", "signaal.veilig_thuis"]
    )
    assert volgorde.index("zelfzorg") < volgorde.index("samenleven") < len(volgorde)
    assert volgorde.index("zelfzorg") < volgorde.index("veiligheid")

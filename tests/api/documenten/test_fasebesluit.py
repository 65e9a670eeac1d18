"""A beschikking on help in phases says what was decided for each phase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.documenten.gegevens import Gegevens
from api.documenten.inhoud import maak_inhoud
from api.documenten.vorm import Soort
from api.opslag.keuze import Fasekeuze, Keuze, Oordeel
from engine.indicatie.voorstel import stel_voor
from tests.api.documenten.lezen import als_tekst
from tests.api.hulp import WORTEL, als_gegevens
from tests.indicatie.maken import lees, regelwerk

VOLGENS = (
    Fasekeuze(1, date(2021, 5, 1), 2),
    Fasekeuze(2, date(2021, 7, 1), 5, "10113"),
    Fasekeuze(3, date(2021, 10, 1), 8, "10114"),
)
KEUZE = Keuze(
    Oordeel.EENS,
    "In stappen laat hij iemand binnen.",
    arrangement=2,
    leveringsvorm="natura",
    ingangsdatum=date(2021, 5, 1),
    einddatum=date(2021, 12, 31),
    resultaten=(1, 6, 9),
    fasen=VOLGENS,
)
ANDERS = replace(
    KEUZE,
    oordeel=Oordeel.AFWIJKEN,
    fasen=(VOLGENS[0], replace(VOLGENS[1], arrangement=4), VOLGENS[2]),
)


def tekst(keuze: Keuze | None, *, client: bool) -> str:
    voorstel = stel_voor(lees(als_gegevens(WORTEL / "api" / "demo" / "zorgmijder.yaml")))
    gegevens = Gegevens(voorstel, regelwerk(), keuze, gelijk=True, client=client)
    return als_tekst(maak_inhoud(Soort.BESCHIKKING, gegevens))


@pytest.mark.parametrize("client", [True, False], ids=["client", "professional"])
def test_every_decided_phase_is_named_with_its_days_arrangement_and_surcharge(
    *, client: bool
) -> None:
    gelezen = tekst(KEUZE, client=client)
    assert "Fase 1, van 1 mei 2021 tot en met 30 juni 2021: arrangement 2." in gelezen
    assert (
        "Fase 2, van 1 juli 2021 tot en met 30 september 2021: arrangement 5, met toeslag 1, "
        "vervoer van lopers (10113)." in gelezen
    )
    assert (
        "toeslag 1, vervoer van lopers (10113) in fase 2; "
        "toeslag 2, vervoer van lopers (10114) in fase 3." in gelezen
    )
    assert "stelde iets anders voor" not in gelezen


@pytest.mark.parametrize("client", [True, False], ids=["client", "professional"])
def test_a_phase_that_differs_stands_as_decided_everywhere(*, client: bool) -> None:
    gelezen = tekst(ANDERS, client=client)
    assert "vanaf 1 juli 2021: arrangement 4" in gelezen
    assert "2 | 1 juli 2021 | 30 september 2021 | matig | 4 |" in gelezen
    anders = [regel for regel in gelezen.splitlines() if "arrangement 5" in regel]
    assert anders == ["- Fase 2: arrangement 5 vanaf 1 juli 2021."]


def test_a_phase_that_begins_on_another_day_shifts_the_one_before() -> None:
    later = (*VOLGENS[:2], replace(VOLGENS[2], vanaf=date(2021, 11, 1)))
    gelezen = tekst(replace(ANDERS, fasen=later), client=False)
    assert "Fase 2, van 1 juli 2021 tot en met 31 oktober 2021" in gelezen
    assert "2 | 1 juli 2021 | 31 oktober 2021 |" in gelezen


def test_one_surcharge_is_named_with_its_phases() -> None:
    fasen = (VOLGENS[0], *(replace(f, vervoer="10114") for f in VOLGENS[1:]))
    gelezen = tekst(replace(KEUZE, fasen=fasen), client=True)
    assert "toeslag 2, vervoer van lopers (10114) in fase 2 en fase 3." in gelezen

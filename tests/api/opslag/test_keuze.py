"""A besluit on phases: each phase is decided, hangs together, and is kept as it was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten, Wijze
from api.opslag.keuze import (
    Fasekeuze,
    Keuze,
    Oordeel,
    PastNiet,
    controleer,
    lees_keuze,
    past_bij,
)
from api.opslag.weigering import NietToegestaan
from tests.api.opslag.hulp import ANNA, begin

FASEN = (
    Fasekeuze(1, date(2021, 7, 1), 2),
    Fasekeuze(2, date(2021, 9, 1), 5, "10113"),
    Fasekeuze(3, date(2021, 11, 1), 8, "10114"),
)
KEUZE = Keuze(
    Oordeel.AFWIJKEN,
    "In stappen.",
    arrangement=2,
    ingangsdatum=date(2021, 7, 1),
    einddatum=date(2021, 12, 31),
    resultaten=(2,),
    fasen=FASEN,
)
UITKOMST = {
    "route": "geen",
    "arrangement": 2,
    "fasen": [{"arrangement": f.arrangement, "van": f.vanaf.isoformat()} for f in FASEN],
}


def test_the_phases_of_a_besluit_are_kept(bank: Bank) -> None:
    keuze = replace(KEUZE, oordeel=Oordeel.ZONDER_ADVIES)
    gesprek = begin(bank)
    with bank.sessie(ANNA) as sessie:
        besluiten = Besluiten(sessie, ANNA)
        id_ = besluiten.neem(gesprek, keuze)
        assert besluiten.haal(id_).keuze == keuze
        with pytest.raises(NietToegestaan) as fout:
            anders = (FASEN[0], replace(FASEN[1], vanaf=date(2021, 6, 1)), FASEN[2])
            besluiten.vervang(id_, Wijze.CORRECTIE, "Later.", replace(keuze, fasen=anders))
    assert fout.value.veld == "fasen/1/vanaf"


def test_a_besluit_from_before_phases_has_none() -> None:
    inhoud = replace(KEUZE, fasen=()).als_json()
    del inhoud["fasen"]
    assert lees_keuze(inhoud) == replace(KEUZE, fasen=())


def test_what_stands_beside_the_phases_may_be_left_out_as_it_is_that_of_the_first() -> None:
    kaal = replace(KEUZE, arrangement=None, ingangsdatum=None)
    assert kaal.met_eerste_fase() == KEUZE
    assert [tot for _, tot in KEUZE.perioden] == [
        date(2021, 8, 31),
        date(2021, 10, 31),
        date(2021, 12, 31),
    ]


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"fasen": FASEN[1:]}, "fasen/0/nummer"),
        ({"fasen": (FASEN[0], replace(FASEN[1], vanaf=date(2021, 7, 1)))}, "fasen/1/vanaf"),
        ({"fasen": (FASEN[0], replace(FASEN[1], vanaf=date(2022, 1, 1)))}, "fasen/1/vanaf"),
        ({"arrangement": 3}, "fasen/0/arrangement"),
        ({"vervoer": "10113"}, "fasen/0/vervoer"),
        ({"ingangsdatum": date(2021, 6, 1)}, "fasen/0/vanaf"),
        ({"route": "wlz"}, "fasen"),
    ],
)
def test_phases_that_do_not_hang_together_are_refused_at_their_place(
    anders: dict[str, Any], veld: str
) -> None:
    controleer(KEUZE)
    with pytest.raises(PastNiet) as fout:
        controleer(replace(KEUZE, **anders))
    assert fout.value.veld == veld


@pytest.mark.parametrize(
    "fasen",
    [
        (),
        FASEN[:2],
        (*FASEN[:2], replace(FASEN[2], arrangement=9)),
        (*FASEN[:2], replace(FASEN[2], vanaf=date(2021, 12, 1))),
    ],
)
def test_who_agrees_agrees_with_every_phase(fasen: tuple[Fasekeuze, ...]) -> None:
    eens = replace(KEUZE, oordeel=Oordeel.EENS)
    past_bij(eens, UITKOMST)
    past_bij(replace(KEUZE, fasen=fasen), UITKOMST)
    with pytest.raises(PastNiet):
        past_bij(replace(eens, fasen=fasen), UITKOMST)

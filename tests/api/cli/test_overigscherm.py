"""The rest of a voorstel on the screen: one of something is not several."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.overigscherm import overige_lijsten


def tijd(dagdelen: str, minuten: int) -> dict[str, Any]:
    deel = {"activiteit": "samen koken", "frequentie": "op ma", "tijdelijk": False}
    return {
        "uren_per_week": "0.00",
        "dagdelen_per_week": dagdelen,
        "activiteiten": [
            {**deel, "vorm": "groep", "dagdelen_per_keer": dagdelen},
            {**deel, "vorm": "individueel", "minuten_per_keer": minuten},
        ],
    }


@pytest.mark.parametrize(
    ("dagdelen", "minuten", "regels"),
    [
        ("1.00", 1, ("1 dagdeel in een groep per week", "op ma, 1 dagdeel", "op ma, 1 minuut")),
        (
            "2.00",
            90,
            ("2 dagdelen in een groep per week", "op ma, 2 dagdelen", "op ma, 90 minuten"),
        ),
    ],
)
def test_een_dagdeel_staat_in_het_enkelvoud(
    dagdelen: str, minuten: int, regels: tuple[str, str, str]
) -> None:
    lijsten = dict(overige_lijsten({"tijd": tijd(dagdelen, minuten)}, client=True))
    _, per_week, groep, individueel = lijsten["Wat er in tijd nodig is:"]
    assert (per_week, groep, individueel) == (
        regels[0],
        f"samen koken: {regels[1]}",
        f"samen koken: {regels[2]}",
    )


@pytest.mark.parametrize(
    ("codes", "einde"),
    [
        ([], "arrangement 5"),
        (["10113", "10114"], "arrangement 5, vervoerstoeslag 10113 of 10114 kan"),
    ],
)
def test_een_fase_noemt_de_toeslag_die_daar_past(codes: list[str], einde: str) -> None:
    fase = {
        "nummer": 2,
        "van": "2021-07-01",
        "tot": "2021-12-31",
        "arrangement": 5,
        "vervoerstoeslag": [{"productcode": code} for code in codes],
    }
    (regel,) = dict(overige_lijsten({"fasen": [fase]}, client=True))["Fasen:"]
    assert regel.endswith(f": {einde}")

"""The indication in time: how often, how long, and hours per week."""

from __future__ import annotations

from typing import Any

import pytest

from engine.indicatie.intake_vorm import Rij
from engine.indicatie.tijd import frequentie, in_zinnen, tijd_json
from tests.indicatie.maken import WEEK, gegevens, lees, rij


def rijen(*rooster: dict[str, Any]) -> list[Rij]:
    gelezen = lees(gegevens(rooster=rooster)).vorm.weekrooster
    assert gelezen is not None
    return gelezen


def uren(*rooster: dict[str, Any]) -> Any:
    return tijd_json(rijen(*rooster))["uren_per_week"]


@pytest.mark.parametrize(
    ("velden", "woorden"),
    [
        ({"dagen": ["ma"]}, "op ma"),
        ({"dagen": ["vr", "ma"]}, "op ma, vr"),
        ({"dagen": list(WEEK), "keren_per_dag": 2}, f"op {', '.join(WEEK)}, 2 keer per dag"),
        ({"dagen": ["di"], "om_de_week": "ja"}, "op di om de week"),
        ({"om_de_week": "ja"}, "een keer om de week"),
        ({"keren_per_maand": 1}, "1 keer per maand"),
        ({"keren_per_maand": 1.5}, "1,5 keer per maand"),
        ({"dagen": "onbekend"}, "op dagen die nog niet bekend zijn"),
    ],
)
def test_how_often_in_words(velden: dict[str, Any], woorden: str) -> None:
    """Every way of writing down how often has its words, days in the order of the week."""
    assert frequentie(rijen(rij(**velden))[0]) == woorden


@pytest.mark.parametrize(
    ("velden", "per_week"),
    [
        ({"dagen": ["ma"], "minuten": 60}, "1.00"),
        ({"dagen": ["ma", "do"], "minuten": 45}, "1.50"),
        ({"dagen": ["ma"], "keren_per_dag": 3, "minuten": 20}, "1.00"),
        ({"dagen": ["ma"], "om_de_week": "ja"}, "0.50"),
        ({"om_de_week": "ja"}, "0.50"),
        ({"keren_per_maand": 1, "minuten": 130}, "0.50"),
        ({"dagen": ["ma"], "beroepskrachten": 2}, "1.00"),
    ],
)
def test_hours_per_week(velden: dict[str, Any], per_week: str) -> None:
    """Hours are times minutes a week; a month has 52/12 weeks."""
    assert uren(rij(**velden)) == per_week


def test_unknown_days_give_the_least_and_the_most() -> None:
    """On unknown days it is once a week at least and every day at most."""
    assert uren(rij(dagen="onbekend")) == ["1.00", "7.00"]
    assert uren(rij(dagen="onbekend", om_de_week="ja")) == ["0.50", "3.50"]
    assert uren(rij(), rij(dagen="onbekend", minuten=30)) == ["1.50", "4.50"]


def test_temporary_activities_are_not_in_the_sum() -> None:
    """A peak is named with its own hours but is no part of a usual week."""
    data = tijd_json(rijen(rij(), rij(dagen=["di"], minuten=120, tijdelijk="ja")))
    assert data["uren_per_week"] == "1.00"
    assert [a["tijdelijk"] for a in data["activiteiten"]] == [False, True]
    assert [a["uren_per_week"] for a in data["activiteiten"]] == ["1.00", "2.00"]


def test_groups_count_in_dagdelen() -> None:
    """A group has dagdelen and no hours."""
    data = tijd_json(rijen(rij(vorm="groep", dagen=["ma", "wo"], dagdelen=1.5)))
    assert data["uren_per_week"] == "0.00"
    assert data["dagdelen_per_week"] == "3.00"
    (activiteit,) = data["activiteiten"]
    assert activiteit["dagdelen_per_keer"] == "1.5"
    assert activiteit["dagdelen_per_week"] == "3.00"
    assert "minuten_per_keer" not in activiteit


@pytest.mark.parametrize("wie", ["naaste", "huisgenoot", "vrijwilliger", "andere_wet"])
def test_only_professionals_of_this_provision_are_named(wie: str) -> None:
    """What others do is no part of what a client is granted."""
    gelezen = rijen(rij(wie=wie, dagen=["di"]))
    assert tijd_json(gelezen) == {
        "uren_per_week": "0.00",
        "dagdelen_per_week": "0.00",
        "activiteiten": [],
    }
    assert not list(in_zinnen(gelezen))


def test_activities_as_a_person_reads_them() -> None:
    """An activity says what, how often and how long, and whether it is temporary."""
    gelezen = rijen(
        rij(),
        rij(dagen=["di"], minuten=30, tijdelijk="ja"),
        rij(vorm="groep", dagen=["wo"]),
        rij(vorm="groep", dagen=["do"], dagdelen=1.5),
    )
    assert list(in_zinnen(gelezen)) == [
        "samen iets doen: op ma, 60 minuten",
        "samen iets doen: op di, 30 minuten, tijdelijk",
        "samen iets doen: op wo, 1 dagdeel in een groep",
        "samen iets doen: op do, 1,5 dagdelen in een groep",
    ]

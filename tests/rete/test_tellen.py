"""The second engine counts the weekrooster itself, and comes to the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.indicatie.intake_vorm import Rij
from engine.indicatie.motoren import weekrooster_van
from engine.indicatie.roosters import rijen_van
from engine.indicatie.weekrooster import tel as tel_evaluator
from engine.rete.tellen import GEWOON, Activiteit, Weekrooster, tel, tel_alles
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import boek, gegevens, lees, rij
from tests.indicatie.test_weekrooster import ROOSTER


def rijen(*velden: dict[str, Any]) -> tuple[Activiteit, ...]:
    """Return rows as the second engine reads them from an intake."""
    gelezen = weekrooster_van(lees(gegevens(rooster=[rij(**v) for v in velden]))).rijen
    assert gelezen is not None
    return gelezen


def een(naam: str, *velden: dict[str, Any]) -> tuple[object, object]:
    interval = tel(boek(), rijen(*velden))[naam]
    return interval.laag, interval.hoog


@settings(max_examples=150, deadline=None)
@given(ROOSTER)
def test_every_weekrooster_is_counted_the_same(rooster: list[dict[str, Any]]) -> None:
    """Whatever the rows, both counts are equal."""
    gelezen = [Rij.model_validate(r) for r in rooster]
    assert tel(boek(), rijen(*rooster) if rooster else ()) == tel_evaluator(boek(), gelezen)


def test_hours_and_dagdelen_are_added_up() -> None:
    """Three times forty minutes twice a day and two afternoons: four hours and two dagdelen."""
    groep = {"vorm": "groep", "dagen": ["di", "do"], "dagdelen": 1}
    eigen = {"dagen": ["ma", "wo", "vr"], "keren_per_dag": 2, "minuten": 40}
    assert een("uren", eigen, groep) == (4, 4)
    assert een("dagdelen", eigen, groep) == (2, 2)
    assert een("weeklast", eigen, groep) == (6, 6)


def test_days_that_are_not_known_leave_the_count_open() -> None:
    """Two activities on unknown days are on one day at least and on seven at most."""
    open_ = {"dagen": "onbekend"}
    assert een("contactdagen", open_, open_) == (1, 7)
    assert een("contactdagen", {"dagen": ["ma", "di"]}, open_) == (2, 7)


def test_every_other_week_counts_half_a_day() -> None:
    """Half a day beside a whole one, and a whole day where the other is there every week."""
    half = {"dagen": ["ma"], "om_de_week": "ja"}
    assert een("contactdagen", half, {"dagen": ["di"]}) == (Fraction(3, 2), Fraction(3, 2))
    assert een("contactdagen", half, {"dagen": ["ma"]}) == (1, 1)
    assert een("uren", {"keren_per_maand": 13}) == (3, 3)


def test_a_contact_that_is_too_short_counts_nowhere() -> None:
    """Fourteen minutes are no contact."""
    assert een("contactdagen", {"minuten": 14}) == (0, 0)
    assert een("langste_contact", {"minuten": 14}, {"minuten": 20}) == (20, 20)


def test_every_evaluation_has_its_own_rows() -> None:
    """Each phase has its rows, and those of no phase."""
    gewoon = rijen({"minuten": 60})[0]
    eerste, tweede = (
        Activiteit("beroepskracht", "individueel", "2", dagen=("ma",), minuten=m, fase=f)
        for m, f in ((30, 1), (120, 2))
    )
    geteld = tel_alles(boek(), Weekrooster((gewoon, eerste, tweede), 2))
    assert list(geteld)[:3] == [GEWOON, "fase 1", "fase 2"]
    assert geteld[GEWOON] == geteld["fase 1"]
    assert [geteld[f"fase {n}"]["uren"].laag for n in (1, 2)] == [Fraction(3, 2), 3]


def test_good_and_bad_times_are_averaged_over_the_year() -> None:
    """Thirteen weeks of four hours and thirty-nine of none is an hour a week."""
    uur = Activiteit("beroepskracht", "individueel", "2", dagen=("ma",), minuten=60)
    slecht = replace(uur, minuten=240, tijd="slecht")
    geteld = tel_alles(boek(), Weekrooster((slecht,), 0, (39, 13)))
    assert geteld[GEWOON]["uren"] == Interval.precies(1)
    tijden = {r.vorm.tijd: r.id for r in boek().roosters.values() if r.vorm.tijd}
    assert geteld[tijden["goed"]]["uren"] == Interval.precies(0)
    assert geteld[tijden["slecht"]]["uren"] == Interval.precies(4)


def test_without_a_complete_weekrooster_nothing_is_counted() -> None:
    """Every phase is there, without a count."""
    assert tel_alles(boek(), Weekrooster(None, 1)) == {GEWOON: {}, "fase 1": {}}
    onvolledig = lees(gegevens(rooster=None))
    assert weekrooster_van(onvolledig).rijen is None
    assert rijen_van(onvolledig) is None


@settings(max_examples=30, deadline=None)
@given(ROOSTER, st.integers(0, 52), st.integers(1, 52))
def test_an_average_of_the_same_is_the_same(
    rooster: list[dict[str, Any]], goed: int, slecht: int
) -> None:
    """Rows of no time count alike in both."""
    gelezen = rijen(*rooster) if rooster else ()
    gemiddeld = tel_alles(boek(), Weekrooster(gelezen, 0, (goed, slecht)))
    assert gemiddeld[GEWOON] == tel(boek(), gelezen)

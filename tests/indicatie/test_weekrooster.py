"""Counting in the weekrooster: hours, group sessions, contact days and double days."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.indicatie.intake_vorm import DAGEN, Rij
from engine.indicatie.weekrooster import als_beroepskracht, gemiddelde, tel
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import WEEK, boek, rij

TELLINGEN = ("uren", "dagdelen", "weeklast", "contactdagen", "dubbele_dagen", "langste_contact")
SNEL = settings(max_examples=150, deadline=None, derandomize=True)


def geteld(*rijen: dict[str, Any]) -> dict[str, Interval]:
    """Return every count of rows as an intake has them."""
    return tel(boek(), [Rij.model_validate(r) for r in rijen])


def een(naam: str, *rijen: dict[str, Any]) -> Fraction | tuple[Fraction, Fraction]:
    """Return one count: a number, or its lowest and highest."""
    interval = geteld(*rijen)[naam]
    if interval.laag == interval.hoog:
        return interval.laag
    return interval.laag, interval.hoog


# Examples


def test_every_count_of_the_rules_is_there() -> None:
    """The rules count these, and an empty weekrooster has none of any."""
    assert set(TELLINGEN) <= set(geteld())
    assert all(i == Interval.precies(0) for i in geteld().values())


def test_hours_are_minutes_times_days_times_a_day() -> None:
    """Three days, twice a day, forty minutes is four hours."""
    assert een("uren", rij(dagen=["ma", "wo", "vr"], keren_per_dag=2, minuten=40)) == 4


def test_weeklast_is_hours_and_dagdelen_together() -> None:
    """An hour and two group days of two dagdelen weigh five."""
    groep = rij(vorm="groep", dagen=["di", "do"], dagdelen=2)
    assert een("uren", rij(), groep) == 1
    assert een("dagdelen", rij(), groep) == 4
    assert een("weeklast", rij(), groep) == 5


def test_every_other_week_counts_half() -> None:
    """With or without a day: half the hours and half a day."""
    for extra in ({}, {"dagen": ["ma"]}):
        half = rij(om_de_week="ja", minuten=60, **extra)
        assert een("uren", half) == Fraction(1, 2)
        assert een("contactdagen", half) == Fraction(1, 2)


@pytest.mark.parametrize("keren", ["0", "1", "2", "2.5", "13"])
def test_per_month_counts_twelve_fiftyseconds(keren: str) -> None:
    """So many times a month is 12/52 of that a week."""
    per_week = Fraction(keren) * Fraction(12, 52)
    maandelijks = rij(keren_per_maand=keren, minuten=60)
    assert een("uren", maandelijks) == per_week
    assert een("contactdagen", maandelijks) == per_week


def test_contact_days_are_distinct_days() -> None:
    """Group and individual on one day are one day; a day named twice is one day."""
    rijen = [rij(dagen=["ma", "di", "ma"]), rij(vorm="groep", dagen=["di", "do"])]
    assert een("contactdagen", *rijen) == 3


def test_double_days_have_two_individual_contacts() -> None:
    """Two rows on a day, or twice a day; a group on the same day is no second contact."""
    assert een("dubbele_dagen", rij(dagen=["ma", "di"]), rij(dagen=["di", "wo"])) == 1
    assert een("dubbele_dagen", rij(dagen=["ma", "di"], keren_per_dag=2)) == 2
    assert een("dubbele_dagen", rij(), rij(vorm="groep")) == 0


def test_a_second_contact_every_other_week_is_half_a_double_day() -> None:
    """A day is double in the share of the weeks in which both contacts are there."""
    assert een("dubbele_dagen", rij(), rij(dagen=["ma"], om_de_week="ja")) == Fraction(1, 2)
    assert een("contactdagen", rij(), rij(dagen=["ma"], om_de_week="ja")) == 1


@pytest.mark.parametrize("naam", TELLINGEN)
def test_under_a_quarter_counts_nowhere(naam: str) -> None:
    """Fourteen minutes change no count at all; fifteen change every individual one."""
    kort, net = rij(minuten=14, keren_per_dag=3), rij(minuten=15, keren_per_dag=3)
    assert een(naam, kort) == 0
    assert (een(naam, net) == 0) == (naam == "dagdelen")


def test_a_group_has_no_shortest_time() -> None:
    """The quarter is about individual contact; one dagdeel of a group counts."""
    assert een("contactdagen", rij(vorm="groep", dagdelen=1)) == 1


@pytest.mark.parametrize("naam", TELLINGEN)
def test_several_beroepskrachten_at_once_count_once(naam: str) -> None:
    """Two at the same time are the time of one."""
    assert een(naam, rij(beroepskrachten=2)) == een(naam, rij())


@pytest.mark.parametrize("naam", TELLINGEN)
def test_temporary_rows_and_rows_of_others_do_not_count(naam: str) -> None:
    """Only lasting rows by a beroepskracht of this provision."""
    for wie in ("zelf", "huisgenoot", "naaste", "vrijwilliger", "andere_wet"):
        assert een(naam, rij(wie=wie)) == 0
    assert een(naam, rij(tijdelijk="ja")) == 0


def test_unknown_days_lie_between_one_and_seven() -> None:
    """One to seven days, one to seven times the hours."""
    onbekend = rij(dagen="onbekend", minuten=60)
    assert een("contactdagen", onbekend) == (1, 7)
    assert een("uren", onbekend) == (1, 7)
    assert een("dubbele_dagen", onbekend) == 0
    assert een("dubbele_dagen", rij(dagen="onbekend", keren_per_dag=2)) == (1, 7)


def test_unknown_days_may_fall_on_known_days() -> None:
    """Beside four known days, an unknown row leaves four to seven contact days."""
    vier = rij(dagen=list(WEEK[:4]))
    assert een("contactdagen", vier, rij(dagen="onbekend")) == (4, 7)
    assert een("dubbele_dagen", vier, rij(dagen="onbekend")) == (0, 4)


def test_the_longest_contact_is_individual() -> None:
    """Minutes of the longest individual contact; a group has none."""
    assert een("langste_contact", rij(minuten=30), rij(minuten=90), rij(vorm="groep")) == 90


def test_help_of_others_counts_when_the_rules_compare_it() -> None:
    """With another weekrooster, volunteer groups and professionals of other laws count along."""
    filters = boek().roosters["met_anderen"].vorm.telt_ook
    groep = Rij.model_validate(rij(vorm="groep", wie="vrijwilliger"))
    los = Rij.model_validate(rij(wie="vrijwilliger"))
    verpleging = Rij.model_validate(rij(wie="andere_wet"))
    wie = [r.wie for r in als_beroepskracht([groep, los, verpleging], filters)]
    assert wie == ["beroepskracht", "vrijwilliger", "beroepskracht"]


# Laws

DAGENLIJST = st.lists(st.sampled_from(DAGEN), min_size=1, max_size=7, unique=True)
WANNEER = st.one_of(
    st.fixed_dictionaries({"dagen": DAGENLIJST}),
    st.fixed_dictionaries({"dagen": DAGENLIJST, "om_de_week": st.just("ja")}),
    st.just({"om_de_week": "ja"}),
    st.fixed_dictionaries({"keren_per_maand": st.integers(1, 12)}),
)
SOMS = st.fixed_dictionaries(
    {"dagen": st.just("onbekend")}, optional={"om_de_week": st.sampled_from(["ja", "nee"])}
)
WAT = st.one_of(
    st.fixed_dictionaries(
        {
            "vorm": st.just("individueel"),
            "minuten": st.sampled_from([10, 14, 15, 45, 60, 200]),
            "keren_per_dag": st.integers(1, 3),
        }
    ),
    st.fixed_dictionaries({"vorm": st.just("groep"), "dagdelen": st.integers(1, 3)}),
)
WIE = st.fixed_dictionaries(
    {"wie": st.sampled_from(["beroepskracht", "beroepskracht", "beroepskracht", "naaste"])},
    optional={"tijdelijk": st.sampled_from(["ja", "nee"])},
)


def regels(wanneer: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return rows with this kind of days."""
    return st.builds(lambda a, b, c: rij(**{**a, **b, **c}), wanneer, WAT, WIE)


ROOSTER = st.lists(regels(st.one_of(WANNEER, SOMS)), max_size=5)


@SNEL
@given(st.lists(regels(WANNEER), max_size=3), st.lists(regels(SOMS), min_size=1, max_size=2))
def test_the_interval_holds_the_count_of_every_choice_of_the_unknown_days(
    bekend: list[dict[str, Any]], onbekend: list[dict[str, Any]]
) -> None:
    """Whichever days the unknown ones turn out to be, the count lies in the interval."""
    ruim = geteld(*bekend, *onbekend)
    keuzes = [list(c) for n in (1, 2, 4, 7) for c in combinations(DAGEN, n)][::7]
    for nummer, dagen in enumerate(keuzes):
        gekozen = [
            {**r, "dagen": dagen if n == 0 else keuzes[-1 - nummer]} for n, r in enumerate(onbekend)
        ]
        for naam, precies in geteld(*bekend, *gekozen).items():
            assert ruim[naam].laag <= precies.laag == precies.hoog <= ruim[naam].hoog, naam


@SNEL
@given(ROOSTER, regels(st.one_of(WANNEER, SOMS)))
def test_adding_a_row_never_lowers_a_count(
    rijen: list[dict[str, Any]], erbij: dict[str, Any]
) -> None:
    """More activities are never fewer hours or days."""
    voor, na = geteld(*rijen), geteld(*rijen, erbij)
    for naam in TELLINGEN:
        assert na[naam].laag >= voor[naam].laag, naam
        assert na[naam].hoog >= voor[naam].hoog, naam


@SNEL
@given(ROOSTER, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(rijen: list[dict[str, Any]], rng: Any) -> None:
    """Shuffled rows give the same counts."""
    anders = list(rijen)
    rng.shuffle(anders)
    assert geteld(*anders) == geteld(*rijen)


@SNEL
@given(ROOSTER)
def test_every_count_is_within_what_a_week_can_hold(rijen: list[dict[str, Any]]) -> None:
    """Days lie between nought and seven, double days are contact days, and weeklast adds up."""
    alle = geteld(*rijen)
    for naam in ("contactdagen", "dubbele_dagen"):
        assert 0 <= alle[naam].laag <= alle[naam].hoog <= 7
    assert alle["dubbele_dagen"].hoog <= alle["contactdagen"].hoog
    for kant in ("laag", "hoog"):
        delen = getattr(alle["uren"], kant) + getattr(alle["dagdelen"], kant)
        assert getattr(alle["weeklast"], kant) == delen


@SNEL
@given(ROOSTER, ROOSTER, st.integers(0, 52))
def test_the_average_lies_between_good_and_bad(
    goed: list[dict[str, Any]], slecht: list[dict[str, Any]], weken: int
) -> None:
    """Weighted over the year, each count lies between that of good and of bad times."""
    delen = [(weken, geteld(*goed)), (53 - weken, geteld(*slecht))]
    samen = gemiddelde(delen)
    for naam in TELLINGEN:
        a, b = delen[0][1][naam], delen[1][1][naam]
        assert min(a.laag, b.laag) <= samen[naam].laag <= max(a.laag, b.laag)
        assert min(a.hoog, b.hoog) <= samen[naam].hoog <= max(a.hoog, b.hoog)


@SNEL
@given(ROOSTER, st.integers(1, 52))
def test_the_average_of_equal_times_is_that_time(rijen: list[dict[str, Any]], weken: int) -> None:
    """Good and bad with the same weekrooster is simply that weekrooster."""
    zelfde = geteld(*rijen)
    assert gemiddelde([(weken, zelfde), (52, zelfde)]) == zelfde


def test_the_average_weighs_each_time_by_its_weeks() -> None:
    """Forty weeks of one hour and ten of six is two hours a week."""
    samen = gemiddelde([(40, geteld(rij())), (10, geteld(rij(minuten=360)))])
    assert samen["uren"] == Interval.precies(2)

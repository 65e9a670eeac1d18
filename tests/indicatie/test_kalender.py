"""The calendar: the holidays of the Algemene termijnenwet, and counting in werkdagen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.kalender import (
    eerste_werkdag,
    eindigt_termijn,
    feestdagen,
    is_werkdag,
    plus_werkdagen,
)

SNEL = settings(max_examples=200, deadline=None, derandomize=True)
DAGEN = st.dates(date(1995, 1, 1), date(2120, 12, 31))


def op(tekst: str) -> date:
    """Return a day written as in the tables below: day-month-year."""
    dag, maand, jaar = tekst.split("-")
    return date(int(jaar), int(maand), int(dag))


def uit_de_wet(jaar: int) -> set[date]:
    """Return the holidays of article 3, worked out from Easter and fixed days."""
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= timedelta(days=1)
    goede_vrijdag, paasmaandag = pasen - timedelta(days=2), pasen + timedelta(days=1)
    hemelvaart, pinkstermaandag = pasen + timedelta(days=39), pasen + timedelta(days=50)
    beweeglijk = {goede_vrijdag, paasmaandag, koningsdag, hemelvaart, pinkstermaandag}
    return beweeglijk | {
        date(jaar, 1, 1),
        date(jaar, 5, 5),
        date(jaar, 12, 25),
        date(jaar, 12, 26),
    }


# Holidays


@pytest.mark.parametrize(
    "tekst",
    [
        # 2021
        *("1-1-2021", "2-4-2021", "5-4-2021", "27-4-2021", "5-5-2021", "13-5-2021", "24-5-2021"),
        # 2024: Good Friday in March, Koningsdag on Saturday, 5 May on Sunday
        *("1-1-2024", "29-3-2024", "1-4-2024", "9-5-2024", "20-5-2024", "25-12-2024", "26-12-2024"),
        # 2025: Koningsdag a day earlier, because 27 April is a Sunday
        *("18-4-2025", "21-4-2025", "26-4-2025", "5-5-2025", "29-5-2025", "9-6-2025"),
        # 2026
        *("3-4-2026", "6-4-2026", "27-4-2026", "5-5-2026", "14-5-2026", "25-5-2026", "25-12-2026"),
    ],
)
def test_a_holiday_of_the_law_is_no_werkdag(tekst: str) -> None:
    """Every holiday of article 3, Good Friday included, is a free day."""
    assert op(tekst) in feestdagen(op(tekst).year)
    assert not is_werkdag(op(tekst))


@pytest.mark.parametrize(
    "tekst", ["4-5-2021", "24-12-2021", "31-12-2021", "1-5-2024", "5-12-2025", "4-10-2022"]
)
def test_a_day_that_the_law_does_not_name_is_a_werkdag(tekst: str) -> None:
    """Remembrance day, the eves and the first of May are ordinary working days."""
    assert is_werkdag(op(tekst))


@pytest.mark.parametrize("jaar", range(2014, 2101))
def test_the_holidays_are_those_of_the_law_in_every_year(jaar: int) -> None:
    """On Monday to Friday nothing is added to the law and nothing left out."""

    def door_de_week(dagen: set[date] | frozenset[date]) -> set[date]:
        return {d for d in dagen if d.weekday() < 5}

    assert door_de_week(feestdagen(jaar)) == door_de_week(uit_de_wet(jaar))


def test_the_fifth_of_may_is_free_every_year_and_not_once_in_five() -> None:
    """The law names 5 May without the five years of many collective agreements."""
    assert all(date(jaar, 5, 5) in feestdagen(jaar) for jaar in range(2015, 2101))


def test_a_king_s_day_on_sunday_moves_to_saturday() -> None:
    """27 April 2025 is a Sunday, so the day before counts."""
    assert op("26-4-2025") in feestdagen(2025)
    assert op("27-4-2025") not in feestdagen(2025)


# Decrees


@pytest.mark.parametrize(
    ("tekst", "volgende"),
    [
        ("14-5-2021", "17-5-2021"),
        ("27-5-2022", "30-5-2022"),
        ("28-4-2023", "1-5-2023"),
        ("27-12-2024", "30-12-2024"),
        ("30-5-2025", "2-6-2025"),
        ("2-1-2026", "5-1-2026"),
        ("7-5-2027", "10-5-2027"),
        ("26-5-2028", "29-5-2028"),
    ],
)
def test_a_day_of_a_decree_ends_no_legal_term_but_is_a_werkdag(tekst: str, volgende: str) -> None:
    """A decree under article 3, lid 3 moves the end of a legal term and nothing else."""
    assert is_werkdag(op(tekst))
    assert not eindigt_termijn(op(tekst))
    assert eerste_werkdag(op(tekst)) == op(volgende)
    assert plus_werkdagen(op(tekst) - timedelta(days=1), 1) == op(tekst)


# Moving on


@pytest.mark.parametrize(
    ("tekst", "volgende"),
    [
        ("3-5-2021", "3-5-2021"),
        ("1-5-2021", "3-5-2021"),  # Saturday
        ("2-5-2021", "3-5-2021"),  # Sunday
        ("5-5-2021", "6-5-2021"),
        ("2-4-2021", "6-4-2021"),  # Good Friday through Easter Monday
        ("25-12-2021", "27-12-2021"),  # Christmas in a weekend
        ("25-12-2025", "29-12-2025"),  # Christmas before a weekend
        ("26-4-2025", "28-4-2025"),
        ("13-5-2021", "17-5-2021"),  # Ascension Day, a decree, a weekend
        ("1-1-2022", "3-1-2022"),
    ],
)
def test_a_term_moves_on_from_free_days(tekst: str, volgende: str) -> None:
    """A free day gives the first day after it on which a term can end; another stays."""
    assert eerste_werkdag(op(tekst)) == op(volgende)


# Werkdagen


@pytest.mark.parametrize(
    ("van", "aantal", "tot"),
    [
        ("3-5-2021", 0, "3-5-2021"),
        ("1-5-2021", 0, "1-5-2021"),
        ("3-5-2021", 1, "4-5-2021"),
        ("30-4-2021", 1, "3-5-2021"),  # over a weekend and a month end
        ("1-5-2021", 1, "3-5-2021"),
        ("2-5-2021", 1, "3-5-2021"),
        ("4-5-2021", 1, "6-5-2021"),
        ("1-4-2021", 1, "6-4-2021"),
        ("30-4-2021", 5, "10-5-2021"),
        ("24-12-2021", 1, "27-12-2021"),
        ("24-12-2025", 1, "29-12-2025"),
        ("20-12-2021", 10, "3-1-2022"),
        ("28-2-2024", 2, "1-3-2024"),  # 29 February is one of them
        ("28-2-2023", 2, "2-3-2023"),
        ("6-4-2021", -1, "1-4-2021"),
        ("6-5-2021", -1, "4-5-2021"),
        ("17-5-2021", -3, "11-5-2021"),
        ("1-3-2024", -2, "28-2-2024"),
        ("3-1-2022", -1, "31-12-2021"),
        ("2-5-2021", -1, "30-4-2021"),
    ],
)
def test_werkdagen_are_counted_over_free_days(van: str, aantal: int, tot: str) -> None:
    """The day on which counting begins does not count; weekends and holidays never do."""
    assert plus_werkdagen(op(van), aantal) == op(tot)


@SNEL
@given(DAGEN, st.integers(1, 60))
def test_counting_back_returns_to_the_werkdag(dag: date, aantal: int) -> None:
    """From a werkdag, n werkdagen on and n back is the same day."""
    begin = plus_werkdagen(dag, 1)
    assert plus_werkdagen(plus_werkdagen(begin, aantal), -aantal) == begin
    assert plus_werkdagen(plus_werkdagen(begin, -aantal), aantal) == begin


@SNEL
@given(DAGEN, st.integers(1, 60))
def test_between_lie_so_many_werkdagen(dag: date, aantal: int) -> None:
    """The day found is a werkdag, and the werkdagen up to it are as many as asked."""
    einde = plus_werkdagen(dag, aantal)
    dagen = [dag + timedelta(days=n) for n in range(1, (einde - dag).days + 1)]
    assert is_werkdag(einde)
    assert sum(is_werkdag(d) for d in dagen) == aantal


@SNEL
@given(DAGEN, st.integers(0, 40), st.integers(0, 40))
def test_counting_in_two_parts_is_counting_at_once(dag: date, een: int, twee: int) -> None:
    """A number of werkdagen may be counted in parts."""
    assert plus_werkdagen(plus_werkdagen(dag, een), twee) == plus_werkdagen(dag, een + twee)


@SNEL
@given(DAGEN, st.integers(0, 10), st.integers(-30, 30))
def test_werkdagen_keep_the_order_of_days(dag: date, later: int, aantal: int) -> None:
    """Who begins later never ends earlier."""
    assert plus_werkdagen(dag, aantal) <= plus_werkdagen(dag + timedelta(days=later), aantal)


@SNEL
@given(DAGEN)
def test_moving_on_stops_at_the_first_possible_day(dag: date) -> None:
    """Every day that is passed over is free, and the day found moves on no further."""
    einde = eerste_werkdag(dag)
    assert eindigt_termijn(einde)
    assert eerste_werkdag(einde) == einde
    assert not any(eindigt_termijn(dag + timedelta(days=n)) for n in range((einde - dag).days))


def test_a_day_reads_as_in_a_letter() -> None:
    """A day in words has no zero in front and the month written out."""
    assert dag_in_woorden(op("5-5-2021")) == "5 mei 2021"
    assert dag_in_woorden(op("29-2-2024")) == "29 februari 2024"
    assert dag_in_woorden(op("1-3-2021")) == "1 maart 2021"

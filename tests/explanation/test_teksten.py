"""How values read in a sentence: days, numbers with a unit, classes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.explanation.teksten import dag_in_woorden, klasse_in_woorden, met_eenheid
from engine.rulebook.klassen import Grootheid, getal_klassen


@pytest.mark.parametrize(
    ("getal", "eenheid", "zin"),
    [
        ("1", "dagdelen", "1 dagdeel"),
        ("1", "dagdelen in een groep", "1 dagdeel in een groep"),
        ("1", "minuten", "1 minuut"),
        ("1,5", "dagdelen", "1,5 dagdelen"),
        ("0", "dagdelen", "0 dagdelen"),
        ("1", "uren en dagdelen per week", "1 uren en dagdelen per week"),
        ("1 tot 2", "dagdelen per week", "1 tot 2 dagdelen per week"),
    ],
)
def test_bij_een_staat_het_enkelvoud(getal: str, eenheid: str, zin: str) -> None:
    """Only exactly one of a single unit is singular."""
    assert met_eenheid(getal, eenheid) == zin


def test_een_dag_staat_er_als_in_een_brief() -> None:
    """A reader of a Dutch sentence expects no year-month-day."""
    assert dag_in_woorden(date(2021, 3, 1)) == "1 maart 2021"


def test_een_klasse_van_dagen_leest_als_een_zin() -> None:
    """The days of a class are written out; the numbers of a class stay as they are."""
    dag = Fraction(date(2021, 3, 1).toordinal())
    dagen = getal_klassen([(dag, 0)], datum=True)
    begin = Grootheid("begin", "begin", dagen, is_getal=True, is_datum=True)
    assert [klasse_in_woorden(begin, n) for n in (0, 1)] == [
        "voor 1 maart 2021",
        "vanaf 1 maart 2021",
    ]
    getallen = getal_klassen([(Fraction(8), 1)])
    aantal = Grootheid("aantal", "aantal", getallen, is_getal=True)
    assert klasse_in_woorden(aantal, 1) == "meer dan 8"

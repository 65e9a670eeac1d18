"""Every number falls in exactly one class, and a bound accepts exactly what it says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.rulebook.klassen import (
    NVT,
    Grenzen,
    Grootheid,
    Interval,
    Klasse,
    Snede,
    Waarden,
    getal_klassen,
    toon_dag,
    toon_getal,
)

GETALLEN = st.fractions(min_value=-100, max_value=100, max_denominator=1000)
DECIMALEN = st.decimals(min_value=-100, max_value=100, places=3).map(Fraction)
SNEDEN = st.sets(st.tuples(DECIMALEN, st.sampled_from((0, 1))), max_size=6)


def grootheid(sneden: set[Snede], *, nvt: bool = False) -> Grootheid:
    """Return a number with the classes that the cuts make."""
    staart = (Klasse(NVT, 0),) if nvt else ()
    return Grootheid("getal", "getal", getal_klassen(sneden) + staart, is_getal=True)


def ligt_in(klasse: Klasse, waarde: Fraction) -> bool:
    """Tell by the plain meaning of cuts whether a value lies in a class."""
    boven_onder = klasse.onder is None or (waarde, 1) > klasse.onder
    onder_boven = klasse.boven is None or (waarde, 1) <= klasse.boven
    return boven_onder and onder_boven


@given(SNEDEN, GETALLEN, st.booleans())
def test_every_number_lies_in_exactly_one_class(
    sneden: set[Snede], waarde: Fraction, nvt: bool
) -> None:
    """The classes cover all numbers without overlap, and `nummers` finds the one."""
    getal = grootheid(sneden, nvt=nvt)
    klassen = [n for n, k in enumerate(getal.klassen) if k.naam != NVT and ligt_in(k, waarde)]
    assert list(getal.nummers(Interval.precies(waarde))) == klassen
    assert len(klassen) == 1


@given(SNEDEN)
def test_every_cut_itself_lies_on_the_right_side(sneden: set[Snede]) -> None:
    """A value belongs to the class above a cut just below it, and below a cut just above it."""
    getal = grootheid(sneden)
    for waarde, boven in sneden:
        (nummer,) = getal.nummers(Interval.precies(waarde))
        klasse = getal.klassen[nummer]
        assert klasse.boven == (waarde, 1) if boven else klasse.onder == (waarde, 0)


@given(SNEDEN, GETALLEN, GETALLEN)
def test_an_interval_touches_the_classes_between_its_ends(
    sneden: set[Snede], een: Fraction, twee: Fraction
) -> None:
    """A number that is not known exactly can lie in every class between its bounds."""
    getal = grootheid(sneden)
    laag, hoog = min(een, twee), max(een, twee)
    nummers = list(getal.nummers(Interval(laag, hoog)))
    assert nummers[0] == getal.nummers(Interval.precies(laag))[0]
    assert nummers[-1] == getal.nummers(Interval.precies(hoog))[0]
    assert nummers == list(range(nummers[0], nummers[-1] + 1))


@given(SNEDEN, DECIMALEN, GETALLEN, st.sampled_from(("minimaal", "meer", "hoogstens", "minder")))
def test_a_bound_accepts_exactly_the_numbers_that_it_says(
    sneden: set[Snede], grens: Fraction, waarde: Fraction, soort: str
) -> None:
    """Of minimaal and hoogstens the bound itself counts, of meer_dan and minder_dan it does not."""
    eis, geldt = {
        "minimaal": (Grenzen((grens, 0), None), waarde >= grens),
        "meer": (Grenzen((grens, 1), None), waarde > grens),
        "hoogstens": (Grenzen(None, (grens, 1)), waarde <= grens),
        "minder": (Grenzen(None, (grens, 0)), waarde < grens),
    }[soort]
    eigen = {s for s in (eis.onder, eis.boven) if s}
    getal = grootheid(sneden | eigen, nvt=True)
    (nummer,) = getal.nummers(Interval.precies(waarde))
    assert (nummer in getal.aanvaard(eis)) == geldt
    assert getal.nummer(NVT) not in getal.aanvaard(eis)


@given(SNEDEN)
@example({(Fraction(n, 1000), 0) for n in (1001, 1002, 1003)})
def test_no_two_classes_have_the_same_name(sneden: set[Snede]) -> None:
    """A class can be found back by its name, however close two bounds lie."""
    namen = [k.naam for k in getal_klassen(sneden)]
    assert len(set(namen)) == len(namen)
    getal = grootheid(sneden)
    assert [getal.nummer(naam) for naam in namen] == list(range(len(namen)))


def test_the_names_of_classes_are_dutch() -> None:
    """Bounds are read aloud: with a comma, and without the words of a programmer."""
    sneden = {(Fraction(2), 0), (Fraction(2), 1), (Fraction(9, 2), 1), (Fraction(8), 0)}
    assert [k.naam for k in getal_klassen(sneden)] == [
        "minder dan 2",
        "2",
        "meer dan 2 tot en met 4,5",
        "meer dan 4,5 tot 8",
        "minstens 8",
    ]
    dag = Fraction(date(2021, 6, 1).toordinal())
    assert [k.naam for k in getal_klassen({(dag, 0)}, datum=True)] == [
        "voor 2021-06-01",
        "vanaf 2021-06-01",
    ]
    assert [k.naam for k in getal_klassen({(dag, 1)}, datum=True)] == [
        "tot en met 2021-06-01",
        "na 2021-06-01",
    ]
    assert [k.naam for k in getal_klassen(())] == ["alles"]


def test_numbers_and_days_are_shown_as_dutch_text() -> None:
    """A number has a comma and no needless zeros, a day is year-month-day."""
    getoond = [toon_getal(Fraction(t)) for t in ("8", "9.37", "1.50", "-0.5", "1/3")]
    assert getoond == ["8", "9,37", "1,5", "-0,5", "0,33"]
    assert toon_dag(Fraction(date(2021, 1, 31).toordinal())) == "2021-01-31"


def test_a_choice_accepts_the_names_that_are_asked() -> None:
    """Of a choice the demand names classes; not being relevant never meets a demand."""
    keuze = Grootheid("hulp", "hulp", (Klasse("ja"), Klasse("nee"), Klasse(NVT, 0)))
    assert keuze.aanvaard(Waarden(frozenset({"nee"}))) == {1}
    assert keuze.aanvaard(Waarden(frozenset({"ja", "nee", NVT}))) == {0, 1}
    assert keuze.kan_nvt
    with pytest.raises(KeyError):
        keuze.nummer("soms")

"""Classes: the finitely many values that the rules can tell apart.

A choice has its answers as classes; a number or a date has the intervals into which the
rules' bounds cut it. A cut `(waarde, 0)` lies just below a value, `(waarde, 1)` just above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

NVT = "niet_van_toepassing"
"""The class of a question or outcome whose `alleen_als` fails."""

_MEESTE_DECIMALEN = 15
"""As many as a number in the rules can have."""

Snede = tuple[Fraction, int]


@dataclass(frozen=True, slots=True)
class Klasse:
    """One class: an answer, a level, a value, or an interval between two cuts."""

    naam: str
    niveau: int | None = None
    onder: Snede | None = None
    boven: Snede | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A number known to lie from `laag` through `hoog`; equal when it is known exactly."""

    laag: Fraction
    hoog: Fraction

    @classmethod
    def precies(cls, waarde: Fraction | int) -> Interval:
        """Return the interval that holds just this number."""
        return cls(Fraction(waarde), Fraction(waarde))

    @classmethod
    def dag(cls, datum: date) -> Interval:
        """Return the interval that holds just this day, as a day number."""
        return cls.precies(datum.toordinal())


@dataclass(frozen=True, slots=True)
class Waarden:
    """A demand on a choice or an outcome: one of these names."""

    namen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grenzen:
    """A demand on a number or a day number: above one cut and below another."""

    onder: Snede | None
    boven: Snede | None


Eis = Waarden | Grenzen


@dataclass(frozen=True, slots=True)
class Grootheid:
    """Something with a value: a question, one option of it, a count or an outcome.

    `eigenaar` is the question, count or outcome it belongs to. A grootheid that can be
    irrelevant has `NVT` as its last class.
    """

    id: str
    eigenaar: str
    klassen: tuple[Klasse, ...]
    is_getal: bool = False
    is_datum: bool = False

    @property
    def sneden(self) -> tuple[Snede, ...]:
        """The cuts between the intervals of a number, in order."""
        return tuple(k.boven for k in self.klassen if k.boven is not None)

    @property
    def kan_nvt(self) -> bool:
        """Whether the grootheid can be irrelevant."""
        return self.klassen[-1].naam == NVT

    def nummers(self, interval: Interval) -> range:
        """Return the numbers of the classes that an interval touches."""
        sneden = self.sneden
        return range(_klasse(sneden, interval.laag), _klasse(sneden, interval.hoog) + 1)

    def nummer(self, naam: str) -> int:
        """Return the number of the class with this name; KeyError when there is none."""
        for nummer, klasse in enumerate(self.klassen):
            if klasse.naam == naam:
                return nummer
        raise KeyError(naam)

    def aanvaard(self, eis: Eis) -> frozenset[int]:
        """Return the numbers of the classes that meet a demand; NVT never does."""
        if isinstance(eis, Waarden):
            return frozenset(
                n for n, k in enumerate(self.klassen) if k.naam in eis.namen and k.naam != NVT
            )
        return frozenset(
            n
            for n, k in enumerate(self.klassen)
            if k.naam != NVT
            and (eis.onder is None or (k.onder is not None and k.onder >= eis.onder))
            and (eis.boven is None or (k.boven is not None and k.boven <= eis.boven))
        )


def _klasse(sneden: tuple[Snede, ...], waarde: Fraction) -> int:
    # A value lies past the cut just below itself and before the cut just above itself.
    return bisect_left(sneden, (waarde, 1))


def getal_klassen(sneden: Iterable[Snede], *, datum: bool = False) -> tuple[Klasse, ...]:
    """Return the intervals into which the cuts divide all numbers or all days."""
    grenzen = sorted(set(sneden))
    onder: list[Snede | None] = [None, *grenzen]
    boven: list[Snede | None] = [*grenzen, None]
    return tuple(
        Klasse(naam_van_interval(laag, hoog, datum), None, laag, hoog)
        for laag, hoog in zip(onder, boven, strict=True)
    )


def naam_van_interval(laag: Snede | None, hoog: Snede | None, datum: bool = False) -> str:
    """Return an interval in words: 'alles', 'minder dan 2', '2 tot en met 4', 'meer dan 8'."""
    toon = toon_dag if datum else _toon_grens
    if laag is None and hoog is None:
        return "alles"
    if laag is None and hoog is not None:
        voor = ("minder dan", "hoogstens") if not datum else ("voor", "tot en met")
        return f"{voor[hoog[1]]} {toon(hoog[0])}"
    if hoog is None and laag is not None:
        na = ("minstens", "meer dan") if not datum else ("vanaf", "na")
        return f"{na[laag[1]]} {toon(laag[0])}"
    assert laag is not None and hoog is not None
    if laag[0] == hoog[0]:
        return toon(laag[0])
    begin = toon(laag[0]) if laag[1] == 0 else f"na {toon(laag[0])}"
    einde = f"tot en met {toon(hoog[0])}" if hoog[1] == 1 else f"tot {toon(hoog[0])}"
    if not datum and laag[1] == 1:
        begin = f"meer dan {toon(laag[0])}"
    return f"{begin} {einde}"


def _toon_grens(waarde: Fraction) -> str:
    """Return a bound with all its decimals, so that no two classes share a name."""
    heel, rest = divmod(abs(waarde), 1)
    cijfers = f"{int(rest * 10**_MEESTE_DECIMALEN):0{_MEESTE_DECIMALEN}}".rstrip("0")
    return f"{'-' if waarde < 0 else ''}{heel}{',' if cijfers else ''}{cijfers}"


def toon_getal(waarde: Fraction) -> str:
    """Return a number as Dutch text: with a comma and at most two decimals."""
    if waarde.denominator == 1:
        return str(waarde.numerator)
    return f"{float(waarde):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def bereik_in_woorden(laagste: Decimal | None, hoogste: Decimal | None) -> str:
    """Return between what a number lies, as Dutch text; at least one of the two is known."""
    laag = toon_getal(Fraction(laagste)) if laagste is not None else ""
    hoog = toon_getal(Fraction(hoogste)) if hoogste is not None else ""
    if laag and hoog:
        return f"ligt tussen {laag} en {hoog}"
    return f"is minstens {laag}" if laag else f"is hoogstens {hoog}"


def toon_dag(waarde: Fraction) -> str:
    """Return a day number as year-month-day."""
    return date.fromordinal(int(waarde)).isoformat()

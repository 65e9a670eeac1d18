"""Reading facts as sets of classes: per grootheid a table from a fact to its set.

This is most of the work of a case of which only the outcome is asked, so that answers are looked
up, and numbers compared as whole numbers, which is exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from math import lcm
from typing import Protocol

from engine.rulebook.klassen import Grootheid, Interval

Feit = str | Interval | None
"""What is known of a grootheid; None is nothing."""


class Tabel(Protocol):
    """The set of each fact; nothing known leaves every class but NVT.

    It raises a KeyError for a class that the grootheid does not have.
    """

    def __getitem__(self, feit: Feit, /) -> int: ...


def tabel(grootheid: Grootheid) -> Tabel:
    """Return the table of a grootheid."""
    sets: dict[Feit, int] = {k.naam: 1 << n for n, k in enumerate(grootheid.klassen)}
    sets[None] = alle_klassen(grootheid)
    return _Getaltabel(grootheid, sets) if grootheid.is_getal else sets


def alle_klassen(grootheid: Grootheid) -> int:
    """Return the set of every class of a grootheid but NVT."""
    return (1 << (len(grootheid.klassen) - grootheid.kan_nvt)) - 1


class _Getaltabel:
    """The classes that an interval touches.

    Cuts are numbered in halves of their common fraction: those just below and just above value n
    are 2n and 2n + 1. Then n itself comes past every cut under 2n + 1, and what lies between n
    and n + 1 past every cut under 2n + 2.
    """

    __slots__ = ("deel", "namen", "sneden")

    def __init__(self, grootheid: Grootheid, namen: Mapping[Feit, int]) -> None:
        self.namen = namen
        self.deel = lcm(*(waarde.denominator for waarde, _ in grootheid.sneden))
        self.sneden = [int(waarde * self.deel) * 2 + kant for waarde, kant in grootheid.sneden]

    def __getitem__(self, feit: Feit) -> int:
        if not isinstance(feit, Interval):
            return self.namen[feit]
        laag, hoog = feit.laag.as_integer_ratio(), feit.hoog.as_integer_ratio()
        eerste = self.klasse(laag)
        return (2 << (eerste if hoog == laag else self.klasse(hoog))) - (1 << eerste)

    def klasse(self, getal: tuple[int, int]) -> int:
        """Return the number of the class that a number, numerator and denominator, lies in."""
        heel, rest = divmod(getal[0] * self.deel, getal[1])
        return bisect_left(self.sneden, heel + heel + (2 if rest else 1))

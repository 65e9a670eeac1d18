"""Conditions as Python expressions over the sets of a case.

A status is two questions: can the condition hold, and can it fail? When both can be, it is not yet
known. Each is ordinary two-valued logic, the one the mirror of the other, so that Python's own
`and` and `or` do the work and stop as soon as they know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.rulebook.klassen import Grootheid
from engine.rulebook.rulebook import Alle, Atoom, EenVan, IsOnbekend, Voorwaarde


@dataclass(frozen=True, slots=True)
class Toets:
    """A condition as source text: whether it can hold, and whether it can fail."""

    kan: str
    kan_niet: str

    @property
    def status(self) -> str:
        """The status as a number of `STATUS`, as source text."""
        return f"(1 if {self.kan_niet} else 2) if {self.kan} else 0"


ALTIJD = Toets("1", "0")


@dataclass(frozen=True)
class Voorwaardecode:
    """Writes conditions; the set of grootheid n is the variable `s<n>`."""

    grootheden: Mapping[str, Grootheid]
    nummer: Mapping[str, int]

    def toets(self, voorwaarde: Voorwaarde | None) -> Toets:
        """Return a condition as source text; no condition always holds."""
        if voorwaarde is None:
            return ALTIJD
        if isinstance(voorwaarde, Atoom):
            return self._atoom(voorwaarde)
        if isinstance(voorwaarde, IsOnbekend):
            open_ = een_van(meer_dan_een(f"s{self.nummer[g]}") for g in voorwaarde.grootheden)
            return Toets(open_, f"(not {open_})")
        if isinstance(voorwaarde, Alle | EenVan):
            delen = [self.toets(deel) for deel in voorwaarde.delen]
            kan, kan_niet = [d.kan for d in delen], [d.kan_niet for d in delen]
            if isinstance(voorwaarde, Alle):
                return Toets(alle(kan), een_van(kan_niet))
            return Toets(een_van(kan), alle(kan_niet))
        deel = self.toets(voorwaarde.deel)
        return Toets(deel.kan_niet, deel.kan)

    def _atoom(self, atoom: Atoom) -> Toets:
        grootheid = self.grootheden[atoom.grootheid]
        goed = sum(1 << n for n in grootheid.aanvaard(atoom.eis))
        fout = (1 << len(grootheid.klassen)) - 1 & ~goed
        naam = f"s{self.nummer[atoom.grootheid]}"
        return Toets(f"{naam} & {goed}", f"{naam} & {fout}")


def meer_dan_een(naam: str) -> str:
    """Return the expression that a set has more than one class."""
    return f"{naam} & {naam} - 1"


def alle(delen: Iterable[str]) -> str:
    """Return the expression that every part is true."""
    return f"({' and '.join(delen) or 1})"


def een_van(delen: Iterable[str]) -> str:
    """Return the expression that at least one part is true."""
    return f"({' or '.join(delen) or 0})"

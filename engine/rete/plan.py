"""The plan: what the second engine makes of a rulebook, as plain data for a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

NVT = "niet_van_toepassing"
JA, NEE = "ja", "nee"

Grens = tuple[Fraction, int]
"""A place between numbers: `(waarde, 0)` just below a value, `(waarde, 1)` just above it."""

Feit = str | tuple[Fraction, Fraction]
"""The name of a class, or the lowest and highest that a number can be."""

Namen = frozenset[str]


class NietTePlannen(Exception):
    """The rulebook does not fit what durable-rules can carry."""


@dataclass(frozen=True, slots=True)
class Binnen:
    """A sign that the value lies in these classes; the set of possible classes decides.

    The sign is certain when no other class is possible, and possible when one of these is.
    """

    grootheid: str
    klassen: Namen


@dataclass(frozen=True, slots=True)
class Open:
    """A sign that one of these is still unknown or, turned around, that none is."""

    grootheden: tuple[str, ...]
    omgekeerd: bool


Teken = Binnen | Open
Term = frozenset[Teken]
"""Signs that must hold together."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A class of a number in the rulebook's words, and the own class that it lies in."""

    naam: str
    onder: Grens | None
    boven: Grens | None
    eigen: str


@dataclass(frozen=True, slots=True)
class Getal:
    """A number: the bounds that its own classes lie between, and the rulebook's names."""

    grenzen: tuple[Grens, ...]
    delen: tuple[Deel, ...]

    def eigen(self, laag: Fraction, hoog: Fraction) -> Namen:
        """Return the own classes that a number from `laag` through `hoog` can be in."""
        return frozenset(str(n) for n in range(self._plek(laag), self._plek(hoog) + 1))

    def _plek(self, waarde: Fraction) -> int:
        return sum(1 for grens, kant in self.grenzen if (grens, kant) <= (waarde, 0))

    def namen(self, laag: Fraction, hoog: Fraction) -> Namen:
        """Return the rulebook's classes that a number from `laag` through `hoog` can be in."""
        return frozenset(
            deel.naam
            for deel in self.delen
            if (deel.onder is None or deel.onder <= (hoog, 0))
            and (deel.boven is None or deel.boven > (laag, 0))
        )


@dataclass(frozen=True, slots=True)
class Bijdrage:
    """What one rule gives an outcome when its condition holds: a value, or another's level."""

    voorwaarde: str
    waarde: str | None
    niveau_van: str | None


@dataclass(frozen=True, slots=True)
class Relevantie:
    """A question is irrelevant when its condition fails."""

    naam: str
    grootheden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dagen:
    """A number of days is irrelevant when one of its two dates is."""

    naam: str
    van: str
    tot: str


@dataclass(frozen=True, slots=True)
class Hulp:
    """A condition that others take as a sign, because written out it would be too long."""

    naam: str


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """An outcome with what the rules give it; `kies` is hoogste, uniek, verzamel or plaats."""

    naam: str
    kies: str
    waarden: tuple[str, ...]
    bijdragen: tuple[Bijdrage, ...]
    plaats: int
    leden: tuple[str, ...]
    voorwaardelijk: bool


Slot = Relevantie | Dagen | Hulp | Uitkomst


@dataclass(frozen=True, slots=True)
class Net:
    """One ruleset for durable-rules.

    `definitie` is its JSON, `kenmerken` gives each sign its attribute and `van_regel` tells
    which conditions hold when a rule of it fires.
    """

    naam: str
    definitie: str
    kenmerken: tuple[tuple[Teken, str], ...]
    van_regel: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Laag:
    """One stage: conditions to match, and what is settled once they are."""

    voorwaarden: tuple[str, ...]
    netten: tuple[Net, ...]
    sloten: tuple[Slot, ...]


@dataclass(frozen=True)
class Plan:
    """Everything a worker needs.

    `klassen` are all classes of a grootheid but NVT, `niveaus` their places on the scale, and
    `regels` gives the condition of each rule.
    """

    klassen: Mapping[str, Namen]
    getallen: Mapping[str, Getal]
    dagen: tuple[Dagen, ...]
    niveaus: Mapping[str, Mapping[str, int]]
    lagen: tuple[Laag, ...]
    regels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What the second engine found.

    `sets` are the possible classes of every grootheid in the rulebook's names, `statussen` is
    geldt, geldt_niet or onbekend per rule. `niet_uniek` names outcomes to which the rules give
    no value or two; nothing is evaluated further then.
    """

    sets: Mapping[str, Namen] = field(default_factory=dict)
    statussen: Mapping[str, str] = field(default_factory=dict)
    niet_uniek: tuple[str, ...] = ()


def alleen_als(naam: str) -> str:
    """Return the name of the condition under which a question or outcome is relevant."""
    return f"alleen_als {naam}"

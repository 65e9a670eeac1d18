"""Rulesets for durable-rules, each within what it can carry without failing silently.

Its own limits are 64 conditions true at once for one fact, 512 next to each other, 256 rules
behind one condition, 4,096 rules and 255 attributes of a fact; beyond them it stops, hangs or
answers wrongly. The margins here are checked before a worker gets anything to see.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.rete.plan import JA, Binnen, Net, NietTePlannen, Teken, Term

MEESTE_TEGELIJK = 50
MEESTE_NAAST_ELKAAR = 400
MEESTE_ACHTER_VOORWAARDE = 200
MEESTE_REGELS = 3000
MEESTE_KENMERKEN = 200

BEGIN = "begin"
"""The attribute of the first fact; its rule always fires, so that the session can be ended."""
ALTIJD = "altijd"
"""The attribute of every later fact; its rule always fires, so that no fact goes unmatched."""

Stap = Teken | str
Pad = tuple[Stap, ...]
"""The conditions of a rule, in the order in which the network asks them."""

VAST: tuple[Pad, ...] = ((BEGIN,), (ALTIJD,))
"""The rules that every ruleset has."""


@dataclass(slots=True)
class Knoop:
    """A condition in the network, what lies behind it and how many rules that reaches."""

    verder: dict[Stap, Knoop] = field(default_factory=dict)
    regels: int = 0

    def tegelijk(self) -> int:
        """Return the most conditions that wait at once when all of them are true."""
        dieper = max((k.tegelijk() for k in self.verder.values()), default=0)
        return max(len(self.verder), len(self.verder) - 1 + dieper)

    def alle(self) -> Iterator[Knoop]:
        """Yield every condition behind this one."""
        for knoop in self.verder.values():
            yield knoop
            yield from knoop.alle()


def past(paden: Collection[Pad]) -> bool:
    """Tell whether durable-rules can carry these rules together, with margin."""
    wortel = Knoop()
    for pad in paden:
        knoop = wortel
        for stap in pad:
            knoop = knoop.verder.setdefault(stap, Knoop())
            knoop.regels += 1
    knopen = list(wortel.alle())
    return (
        len(paden) <= MEESTE_REGELS
        and len({stap for pad in paden for stap in pad}) <= MEESTE_KENMERKEN
        and wortel.tegelijk() <= MEESTE_TEGELIJK
        and all(len(k.verder) <= MEESTE_NAAST_ELKAAR for k in (wortel, *knopen))
        and all(k.regels <= MEESTE_ACHTER_VOORWAARDE for k in knopen)
    )


def verdeel(paden: Iterable[Pad]) -> Iterator[tuple[Pad, ...]]:
    """Divide rules, in order, over groups that durable-rules can carry.

    Raises:
        NietTePlannen: when one rule alone is more than it can carry.
    """
    groep: list[Pad] = []
    for pad in paden:
        if not past([*VAST, *groep, pad]):
            if not groep or not past([*VAST, pad]):
                raise NietTePlannen(f"een voorwaarde heeft {len(pad)} onderdelen, te veel")
            yield tuple(groep)
            groep = []
        groep.append(pad)
    if groep:
        yield tuple(groep)


def maak_netten(laag: int, termen: Mapping[Term, Collection[str]]) -> tuple[Net, ...]:
    """Return the rulesets for the alternatives of one stage.

    Args:
        laag: the number of the stage, for the names.
        termen: per alternative the conditions that hold when it does.

    Raises:
        NietTePlannen: when one alternative alone is more than a ruleset can carry.
    """
    # What many alternatives share goes first: the network then grows deep, where it costs least.
    vaak = Counter(teken for term in termen for teken in term)
    tekens = sorted(vaak, key=lambda teken: (-vaak[teken], _woorden(teken)))
    plek = {teken: n for n, teken in enumerate(tekens)}
    rijen = sorted(sorted(plek[teken] for teken in term) for term in termen)
    paden = (tuple(tekens[n] for n in rij) or (ALTIJD,) for rij in rijen)
    return tuple(_net(f"laag{laag}_{n}", groep, termen) for n, groep in enumerate(verdeel(paden)))


def _net(naam: str, groep: tuple[Pad, ...], termen: Mapping[Term, Collection[str]]) -> Net:
    kenmerken: dict[Teken, str] = {}
    regels = {pad[0]: _regel([str(pad[0])]) for pad in VAST}
    van_regel: dict[str, tuple[str, ...]] = {}
    for nummer, pad in enumerate(groep):
        tekens = [stap for stap in pad if not isinstance(stap, str)]
        namen = [kenmerken.setdefault(t, f"a{len(kenmerken)}") for t in tekens]
        regels[f"r{nummer}"] = _regel(namen or [ALTIJD])
        van_regel[f"r{nummer}"] = tuple(sorted(termen[frozenset(tekens)]))
    return Net(naam, json.dumps(regels), tuple(kenmerken.items()), van_regel)


def _regel(kenmerken: list[str]) -> dict[str, object]:
    """Return a rule on the attributes of one fact: equality of text and nothing else."""
    return {"all": [{"m": {"$and": [{kenmerk: JA} for kenmerk in kenmerken]}}]}


def _woorden(teken: Teken) -> tuple[str, ...]:
    """Return what puts signs in the same order in every run."""
    if isinstance(teken, Binnen):
        return (teken.grootheid, *sorted(teken.klassen))
    return (*teken.grootheden, str(teken.omgekeerd))

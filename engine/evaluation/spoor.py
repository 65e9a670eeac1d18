"""The trace of one evaluation: what every rule and outcome came to, and what decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from engine.evaluation.compileren import GeenUniekeUitkomst
from engine.evaluation.kleene import GELDT, GELDT_NIET, ONBEKEND, STATUS, Status
from engine.evaluation.nummers import Bijdrage
from engine.evaluation.uitslag import Uitslag
from engine.rulebook.klassen import NVT, Grootheid
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    EenVan,
    IsOnbekend,
    Niet,
    Regel,
    Voorwaarde,
)

__all__ = ["SPOOR_VERSIE", "GeenUniekeUitkomst", "Spoor", "Voorwaardestatus"]

SPOOR_VERSIE = 1


class Voorwaardestatus(NamedTuple):
    """One condition that decided a rule, with its own status."""

    atoom: Atoom | IsOnbekend
    eigenaar: str
    status: Status


@dataclass(frozen=True)
class Spoor(Uitslag):
    """The result of evaluating one case; every sentence and number is a projection of it."""

    statussen: tuple[int, ...]

    def bits(self, id_: str) -> int:
        """Return the classes that a grootheid, of whatever kind, can still have, as a set."""
        return self.sets[self.klaar.nummer[id_]]

    def grootheden(self, naam: str) -> tuple[Grootheid, ...]:
        """Return the grootheden of a question, count or outcome."""
        return self.boek.van_eigenaar.get(naam, ())

    def is_nvt(self, naam: str) -> bool:
        """Tell whether a question or outcome is certainly irrelevant."""
        return all(self.waarde(g.id) == NVT for g in self.grootheden(naam))

    def is_beantwoord(self, vraag: str) -> bool:
        """Tell whether every part of a question has a fact."""
        return all(g.id in self.feiten for g in self.grootheden(vraag))

    def status(self, regel: str) -> Status:
        """Return the status of a rule."""
        return STATUS[self.statussen[self.klaar.regelnummer[regel]]]

    def regels_die_gelden(self, uitkomst: str) -> Iterator[Regel]:
        """Yield the rules that hold and conclude on an outcome, in order."""
        for id_ in self.boek.uitkomsten[uitkomst].regels:
            if self.status(id_) is Status.GELDT:
                yield self.boek.regels[id_]

    def beslissend(self, regel: Regel) -> tuple[Voorwaardestatus, ...]:
        """Return the conditions that decide a rule's status: why it holds, fails or is open."""
        if regel.id not in self._beslist:
            gevonden = tuple(self._beslissend(regel.voorwaarde, self.statussen[self._nr(regel)]))
            # Comparing a few costs less than hashing the borders of their conditions.
            self._beslist[regel.id] = tuple(
                deel for nummer, deel in enumerate(gevonden) if deel not in gevonden[:nummer]
            )
        return self._beslist[regel.id]

    @cached_property
    def _beslist(self) -> dict[str, tuple[Voorwaardestatus, ...]]:
        """What decides each rule that was asked about."""
        return {}

    def open_atomen(self, voorwaarde: Voorwaarde | None) -> tuple[str, ...]:
        """Return the names on which a condition still waits; none when it is decided."""
        if voorwaarde is None or self.toets(voorwaarde) != ONBEKEND:
            return ()
        gevonden = self._beslissend(voorwaarde, ONBEKEND)
        return tuple(dict.fromkeys(v.eigenaar for v in gevonden))

    @cached_property
    def regels(self) -> tuple[Regel, ...]:
        """The rules by number."""
        return tuple(self.boek.regels.values())

    def kan_nog(self, id_: str, bijdrage: Bijdrage) -> bool:
        """Tell whether what a rule gives is among the values an outcome can still have."""
        return bool(bijdrage.set(list(self.sets)) & self.sets[self.klaar.nummer[id_]])

    def draagt(self, id_: str, bijdrage: Bijdrage) -> bool:
        """Tell whether a rule holds and gives an outcome the value that it has."""
        geldt = self.statussen[bijdrage.regel] == GELDT
        waarde = self.sets[self.klaar.nummer[id_]]
        bits = bijdrage.set(list(self.sets))
        return geldt and not waarde & (waarde - 1) and bool(bits & waarde)

    def _nr(self, regel: Regel) -> int:
        return self.klaar.regelnummer[regel.id]

    def toets(self, voorwaarde: Voorwaarde | None) -> int:
        """Return what a condition comes to on the evaluated sets, as a number of `STATUS`."""
        if voorwaarde is None:
            return GELDT
        if isinstance(voorwaarde, Alle | EenVan):
            delen = (self.toets(d) for d in voorwaarde.delen)
            return min(delen) if isinstance(voorwaarde, Alle) else max(delen)
        if isinstance(voorwaarde, Niet):
            return GELDT - self.toets(voorwaarde.deel)
        if isinstance(voorwaarde, IsOnbekend):
            vast = all(self.is_vast(g) for g in voorwaarde.grootheden)
            return GELDT_NIET if vast else GELDT
        mogelijk, binnen = self.bits(voorwaarde.grootheid), self.klaar.binnen(voorwaarde)
        if mogelijk & ~binnen:
            return ONBEKEND if mogelijk & binnen else GELDT_NIET
        return GELDT

    def _beslissend(self, voorwaarde: Voorwaarde | None, status: int) -> Iterator[Voorwaardestatus]:
        if isinstance(voorwaarde, Alle | EenVan):
            # Of a conjunction that holds every part decides; of one that fails, each part
            # that fails. Of one that is open, each part that is open. A disjunction mirrors.
            for deel in voorwaarde.delen:
                eigen = self.toets(deel)
                if eigen == status:
                    yield from self._beslissend(deel, eigen)
        elif isinstance(voorwaarde, Niet):
            yield from self._beslissend(voorwaarde.deel, GELDT - status)
        elif isinstance(voorwaarde, IsOnbekend):
            yield Voorwaardestatus(voorwaarde, voorwaarde.eigenaar, STATUS[status])
        elif voorwaarde is not None:
            eigenaar = self.boek.grootheden[voorwaarde.grootheid].eigenaar
            yield Voorwaardestatus(voorwaarde, eigenaar, STATUS[status])

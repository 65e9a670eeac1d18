"""What grootheden came to, without the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.evaluation.compileren import Gecompileerd
from engine.rulebook.rulebook import Feiten, Rulebook


@dataclass(frozen=True)
class Uitslag:
    """The classes that each outcome of the advice can still have, by its place in `sets`."""

    klaar: Gecompileerd
    feiten: Feiten
    sets: tuple[int, ...]

    @cached_property
    def boek(self) -> Rulebook:
        """The rulebook that was evaluated."""
        return self.klaar.boek

    def bits(self, id_: str) -> int:
        """Return the classes that a grootheid can still have, as a set."""
        return self.sets[self.klaar.uitkomsten[id_]]

    def mogelijk(self, id_: str) -> frozenset[str]:
        """Return the names of the classes that a grootheid can still have."""
        return frozenset(self.namen(id_))

    def namen(self, id_: str) -> tuple[str, ...]:
        """Return the classes that a grootheid can still have, in order."""
        return self.klaar.namen(id_, self.bits(id_))

    def is_vast(self, id_: str) -> bool:
        """Tell whether a grootheid has one possible class, whatever is still unknown."""
        bits = self.bits(id_)
        return not bits & (bits - 1)

    def waarde(self, id_: str) -> str | None:
        """Return the class of a grootheid that is `vast`, else None."""
        bits = self.bits(id_)
        return None if bits & (bits - 1) else self.klaar.namen(id_, bits)[0]

    def leden(self, uitkomst: str) -> tuple[str, ...]:
        """Return what certainly belongs to a collecting outcome, in declared order."""
        return tuple([w for w, id_, ja in self.klaar.leden(uitkomst) if self.bits(id_) == ja])

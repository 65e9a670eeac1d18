"""The normal form: a condition as alternatives of signs that only ever hold positively.

The signs carry both certainty and possibility, so the three-valued meaning survives: not goes
down to the signs by De Morgan, and a negated sign accepts the other classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from math import prod

from engine.rete.plan import Open, Teken, Term
from engine.rulebook.rulebook import Alle, Atoom, EenVan, IsOnbekend, Niet, Voorwaarde

MEESTE_TERMEN = 40
"""With more alternatives, parts of a condition become conditions of their own."""

Termen = frozenset[Term]
ALTIJD: Termen = frozenset({frozenset()})


class Normaalvorm:
    """Turns conditions into alternatives of signs."""

    def __init__(
        self, teken: Callable[[Atoom, bool], Teken], hulp: Callable[[Termen], Teken]
    ) -> None:
        """Keep how an atom, negated or not, becomes a sign, and alternatives one sign."""
        self.teken = teken
        self.hulp = hulp

    def van(self, voorwaarde: Voorwaarde | None, *, niet: bool = False) -> Termen:
        """Return the alternatives of a condition, or of its opposite."""
        if voorwaarde is None:
            return ALTIJD
        if isinstance(voorwaarde, Niet):
            return self.van(voorwaarde.deel, niet=not niet)
        if isinstance(voorwaarde, Atoom):
            return frozenset({frozenset({self.teken(voorwaarde, niet)})})
        if isinstance(voorwaarde, IsOnbekend):
            return frozenset({frozenset({Open(voorwaarde.grootheden, niet)})})
        delen = [self.van(deel, niet=niet) for deel in voorwaarde.delen]
        if isinstance(voorwaarde, EenVan) is niet:
            return self._samen(delen)
        assert isinstance(voorwaarde, Alle if niet else EenVan)
        return _zonder_dubbel(term for deel in delen for term in deel)

    def _samen(self, delen: list[Termen]) -> Termen:
        """Return the alternatives of parts that must all hold."""
        while prod(map(len, delen)) > MEESTE_TERMEN:
            grootste = max(range(len(delen)), key=lambda n: len(delen[n]))
            delen[grootste] = frozenset({frozenset({self.hulp(delen[grootste])})})
        return _zonder_dubbel(frozenset().union(*keuze) for keuze in product(*delen))


def _zonder_dubbel(termen: Iterable[Term]) -> Termen:
    """Leave out an alternative that asks more than another; that changes no status."""
    uniek = set(termen)
    return frozenset(t for t in uniek if not any(ander < t for ander in uniek))

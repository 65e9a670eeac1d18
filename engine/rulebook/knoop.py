"""A document as a tree of nodes that each know their place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.rulebook.diagnose import Positie


@dataclass(slots=True)
class Knoop:
    """A node: a text, nothing (`leeg`), a list or a mapping.

    Every scalar is kept as the text that was written; who reads it decides whether that
    text must be a number, a date or a name.
    """

    soort: str
    positie: Positie | None
    pad: str = ""
    tekst: str = ""
    lijst: list[Knoop] = field(default_factory=list)
    map: dict[str, Knoop] = field(default_factory=dict)
    sleutels: dict[str, Positie | None] = field(default_factory=dict)

    def als_waarde(self) -> object:
        """Return the node as plain dict, list, str or None."""
        if self.soort == "map":
            return {naam: kind.als_waarde() for naam, kind in self.map.items()}
        if self.soort == "lijst":
            return [kind.als_waarde() for kind in self.lijst]
        return self.tekst if self.soort == "tekst" else None

    @property
    def soort_naam(self) -> str:
        """The Dutch word for the kind of node."""
        return {"map": "groep", "leeg": "niets"}.get(self.soort, self.soort)

    def op(self, *stappen: str | int) -> Knoop:
        """Return the node at the end of the steps; the deepest that exists when one is missing."""
        knoop = self
        for stap in stappen:
            if isinstance(stap, int) and knoop.soort == "lijst" and stap < len(knoop.lijst):
                knoop = knoop.lijst[stap]
            elif isinstance(stap, str) and stap in knoop.map:
                knoop = knoop.map[stap]
            else:
                break
        return knoop

    def sleutel(self, naam: str) -> Positie | None:
        """Return the place of a key, or of the node itself when it has no such key."""
        return self.sleutels.get(naam, self.positie)

    def delen(self) -> Iterator[Knoop]:
        """Yield this node when it is a single value, else its list items."""
        if self.soort == "lijst":
            yield from self.lijst
        else:
            yield self


def pad_met(pad: str, stap: str | int) -> str:
    """Return a JSON pointer (RFC 6901) extended with one step."""
    return f"{pad}/{str(stap).replace('~', '~0').replace('/', '~1')}"

"""What a document is made of, as data: parts with a heading, text, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Soort(StrEnum):
    """The documents that can be made."""

    GESPREKSVERSLAG = "gespreksverslag"
    BESCHIKKING = "beschikking"
    SPOEDBESLUIT = "spoedbesluit"


@dataclass(frozen=True, slots=True)
class Alinea:
    """One paragraph."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Invullen:
    """What is missing; the gemeente fills it in, nothing is made up."""

    wat: str

    @property
    def tekst(self) -> str:
        """The paragraph as it stands in the document."""
        return f"Nog in te vullen: {self.wat}"


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of points."""

    punten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table; the first cell of each row names the row."""

    titel: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


Blok = Alinea | Invullen | Lijst | Tabel


@dataclass(frozen=True, slots=True)
class Deel:
    """A part with its heading; `inventaris` names the requirements that it carries."""

    id: str
    kop: str
    blokken: tuple[Blok, ...]
    delen: tuple[Deel, ...] = ()
    inventaris: tuple[str, ...] = ()

    def alle(self) -> Iterator[Deel]:
        """Yield this part and every part within it."""
        yield self
        for deel in self.delen:
            yield from deel.alle()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `begeleidend` goes before it, to who gets it on behalf of the client.
    """

    soort: Soort
    titel: str
    client: bool
    adres: tuple[str, ...]
    kenmerken: tuple[tuple[str, str], ...]
    aanhef: str
    begeleidend: tuple[Blok, ...]
    delen: tuple[Deel, ...]
    slot: tuple[str, ...] = ()

    def alle_delen(self) -> Iterator[Deel]:
        """Yield every part, in reading order."""
        for deel in self.delen:
            yield from deel.alle()

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What the gemeente still has to fill in, each once, in reading order."""
        blokken = [*self.begeleidend, *(b for d in self.alle_delen() for b in d.blokken)]
        return tuple(dict.fromkeys(b.wat for b in blokken if isinstance(b, Invullen)))


def teksten(blokken: Iterable[Blok]) -> Iterator[str]:
    """Yield every text in blocks, as it is read."""
    for blok in blokken:
        if isinstance(blok, Lijst):
            yield from blok.punten
        elif isinstance(blok, Tabel):
            yield blok.titel
            yield from blok.kop
            for rij in blok.rijen:
                yield from rij
        else:
            yield blok.tekst

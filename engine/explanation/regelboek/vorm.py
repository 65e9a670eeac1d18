"""The shape of a regelboek: the rules as a text with chapters, free of any mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """Words that point at another part of the regelboek, by its id."""

    tekst: str
    doel: str


Zin = tuple[str | Verwijzing, ...]
"""A sentence: words and references, to be written one after the other."""


@dataclass(frozen=True, slots=True)
class Alinea:
    """A sentence of its own, with a label before it where one helps."""

    zin: Zin
    label: str = ""


@dataclass(frozen=True, slots=True)
class Punt:
    """One point of a list, with the points below it."""

    zin: Zin
    onder: tuple[Punt, ...] = ()


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """A condition, read aloud: `kop` opens it, the points say it, `slot` is what follows."""

    kop: Zin
    punten: tuple[Punt, ...] = ()
    slot: Zin = ()


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell of a table: a first sentence, and notes below it."""

    zin: Zin
    noten: tuple[Zin, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table; the first cell of each row is the heading of that row."""

    titel: str
    kop: tuple[Zin, ...]
    rijen: tuple[tuple[Cel, ...], ...]


@dataclass(frozen=True, slots=True)
class Teksten:
    """A text of the rules for the professional, with that for the client where there is one."""

    professional: Zin
    client: Zin = ()


@dataclass(frozen=True, slots=True)
class Grondslag:
    """On what a part rests: source and place, and the interpretation when there is one."""

    bron: Zin
    plaats: str
    keuze: str = ""
    waarom: str = ""
    zekerheid: str = ""
    bevestigd: str = ""


Blok = Alinea | Voorwaarden | Tabel | Teksten | Grondslag


@dataclass(frozen=True, slots=True)
class Deel:
    """A chapter, section or single part, with the parts below it.

    `naam` is what it is called in the rule files; empty where it has no name there.
    """

    id: str
    titel: str
    naam: str = ""
    blokken: tuple[Blok, ...] = ()
    delen: tuple[Deel, ...] = field(default=())

    def alle(self) -> Iterator[Deel]:
        """Yield this part and every part below it."""
        yield self
        for deel in self.delen:
            yield from deel.alle()


@dataclass(frozen=True, slots=True)
class Regelboek:
    """The rules of one period as a text; `gegevens` is what the title page says, by label."""

    titel: str
    gegevens: tuple[tuple[str, str], ...]
    hoofdstukken: tuple[Deel, ...]


def met_komma(zinnen: Sequence[Zin], laatste: str = "en") -> Zin:
    """Return sentences joined as a Dutch enumeration, references kept."""
    klaar: list[str | Verwijzing] = []
    for nummer, zin in enumerate(zinnen):
        if nummer:
            klaar.append(f" {laatste} " if nummer == len(zinnen) - 1 else ", ")
        klaar.extend(zin)
    return tuple(klaar)


def tekst(zin: Zin) -> str:
    """Return a sentence as plain text."""
    return "".join(deel if isinstance(deel, str) else deel.tekst for deel in zin)

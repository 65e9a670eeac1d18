"""The one type in which every problem with rules or input is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from engine.rulebook.codes import CODES

LANGSTE_MELDING = 400
"""Characters."""


class Ernst(StrEnum):
    """How serious a diagnosis is: a `fout` blocks, a `waarschuwing` does not."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"


@dataclass(frozen=True, slots=True, order=True)
class Positie:
    """A place in a file: line and column count from 1, `lengte` in characters."""

    bestand: str
    regel: int
    kolom: int
    lengte: int = 1

    def __str__(self) -> str:
        """Return the place as `bestand:regel:kolom`, as editors understand it."""
        return f"{self.bestand}:{self.regel}:{self.kolom}"


@dataclass(frozen=True, slots=True)
class Verwant:
    """A second place that helps to understand a diagnosis."""

    tekst: str
    positie: Positie


@dataclass(frozen=True, slots=True)
class Diagnose:
    """One problem: what is wrong (`melding`), how to mend it (`hulp`) and where.

    `pad` is the JSON pointer of the offending value in its document; `positie` is None
    where the input has no lines, as in the body of an HTTP request.
    """

    code: str
    melding: str
    hulp: str = ""
    positie: Positie | None = None
    pad: str = ""
    verwant: tuple[Verwant, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that the catalogue does not know, and shorten what nobody reads.

        A message may quote a file, where one word can be a megabyte.
        """
        if self.code not in CODES:
            raise KeyError(self.code)
        if len(self.melding) > LANGSTE_MELDING:
            object.__setattr__(self, "melding", f"{self.melding[: LANGSTE_MELDING - 3]}...")

    @property
    def ernst(self) -> Ernst:
        """The severity that the catalogue gives this code."""
        return Ernst(CODES[self.code].ernst)

    def als_json(self) -> dict[str, object]:
        """Return the diagnosis as plain data for JSON output."""
        plaats = self.positie
        return {
            "code": self.code,
            "ernst": self.ernst.value,
            "melding": self.melding,
            "hulp": self.hulp,
            "bestand": plaats.bestand if plaats else None,
            "regel": plaats.regel if plaats else None,
            "kolom": plaats.kolom if plaats else None,
            "pad": self.pad,
            "verwant": [
                {
                    "tekst": v.tekst,
                    "bestand": v.positie.bestand,
                    "regel": v.positie.regel,
                    "kolom": v.positie.kolom,
                }
                for v in self.verwant
            ],
        }


class DiagnoseFout(Exception):
    """Raised when input or rules cannot be used; carries every diagnosis, not the first."""

    def __init__(self, diagnoses: Iterable[Diagnose]) -> None:
        """Keep the diagnoses in the order of their places."""
        self.diagnoses = gesorteerd(diagnoses)
        super().__init__("; ".join(d.melding for d in self.diagnoses))


def gesorteerd(diagnoses: Iterable[Diagnose]) -> tuple[Diagnose, ...]:
    """Return the diagnoses without repeats, by file, line and column, then as reported."""
    uniek = dict.fromkeys(diagnoses)
    return tuple(
        sorted(
            uniek,
            key=lambda d: (
                (d.positie.bestand, d.positie.regel, d.positie.kolom) if d.positie else ("", 0, 0)
            ),
        )
    )


def heeft_fouten(diagnoses: Iterable[Diagnose]) -> bool:
    """Tell whether any of the diagnoses is a `fout`."""
    return any(d.ernst is Ernst.FOUT for d in diagnoses)


def bedoelde_u(woord: str, mogelijk: Iterable[str]) -> str:
    """Return 'Bedoelde u ...?' for the nearest known word, or an empty text when none is near."""
    keuzes = sorted({str(m) for m in mogelijk})
    dichtbij = get_close_matches(woord.lower(), keuzes, n=1, cutoff=0.6)
    return f"Bedoelde u '{dichtbij[0]}'?" if dichtbij else ""


def bedoelde_u_of_lijst(woord: str, mogelijk: Iterable[str]) -> str:
    """Return the nearest word as a question, else the known words as a list (at most twelve)."""
    keuzes = list(dict.fromkeys(str(m) for m in mogelijk))
    vraag = bedoelde_u(woord, keuzes)
    if vraag or not keuzes:
        return vraag
    rest = len(keuzes) - 12
    lijst = ", ".join(keuzes[:12]) + (f" en nog {rest}" if rest > 0 else "")
    return f"Kies uit: {lijst}."

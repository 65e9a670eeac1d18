"""Which sentences are hard to read: a warning that never stops a document.

The score is Flesch-Douma, the Dutch form of Flesch: 100 is very easy, under 30 very hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textstat.textstat import textstatistics  # type: ignore[import-untyped]

from api.documenten.vorm import Document, teksten

MEESTE_WOORDEN = 20
LAAGSTE_SCORE = 40
_KORT = 8
"""In a shorter sentence one long word decides the score; that says little."""
_ZIN = re.compile(r"(?<=[.?!])\s+(?=[A-Z‘“])")


@dataclass(frozen=True, slots=True)
class Moeilijk:
    """A hard sentence, in which part it stands and why it is hard."""

    plaats: str
    zin: str
    woorden: int
    score: int

    def __str__(self) -> str:
        """Return the warning as a person reads it."""
        lang = f"{self.woorden} woorden" if self.woorden > MEESTE_WOORDEN else ""
        laag = f"leesbaarheid {self.score} van 100" if self.score < LAAGSTE_SCORE else ""
        waarom = " en ".join(d for d in (lang, laag) if d)
        return f"Moeilijke zin bij ‘{self.plaats}’ ({waarom}): {self.zin}"


def moeilijke_zinnen(document: Document) -> Iterator[Moeilijk]:
    """Yield the sentences that are long or hard, each once, in reading order."""
    gezien: set[str] = set()
    delen = [(document.titel, document.begeleidend)]
    delen += [(d.kop, d.blokken) for d in document.alle_delen()]
    for plaats, blokken in delen:
        for tekst in teksten(blokken):
            for zin in _ZIN.split(tekst):
                woorden = len(zin.split())
                if zin in gezien or woorden < _KORT:
                    continue
                gezien.add(zin)
                score = round(_meter().flesch_reading_ease(zin))
                if woorden > MEESTE_WOORDEN or score < LAAGSTE_SCORE:
                    yield Moeilijk(plaats, zin, woorden, score)


@cache
def _meter() -> textstatistics:
    """Return a meter for Dutch of our own: that of the package has one language for all."""
    meter = textstatistics()
    meter.set_lang("nl")
    return meter

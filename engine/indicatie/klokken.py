"""The clocks of a spoedmelding: how many days are left, and what must be done before they stop.

Two run side by side: eight weeks of support that the gemeente pays, from the first day of it, and
the terms of the law, from the receipt and from the aanvraag (Werkafsprakenboek, paragraph 20).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.indicatie.overige_json import datums
from engine.indicatie.termijnen import Uiterlijk, begindatum, bereken, moment_json
from engine.indicatie.tussentijds import Taak, tussentijds
from engine.indicatie.voorstel import Voorstel
from engine.rulebook.rulebook import Rulebook, Termijn

START, ONTVANGST, AANVRAAG = "start_spoed", "ontvangst_spoed", "aanvraag"
ZONDER_BESLUIT = "spoed_zonder_besluit"


@dataclass(frozen=True, slots=True)
class Klok:
    """A term that runs, with its day; `dagen_over` is below zero once it has passed."""

    termijn: Termijn
    moment: Uiterlijk
    dagen_over: int

    @property
    def is_grens(self) -> bool:
        """Whether something must be done by this day; else something begins on it."""
        return not self.termijn.is_eerste_dag

    def als_json(self) -> dict[str, Any]:
        """Return the clock as plain data."""
        deel = {"id": self.termijn.id, "titel": self.termijn.titel}
        return deel | moment_json(self.termijn, self.moment) | {"dagen_over": self.dagen_over}


def klokken(voorstel: Voorstel, vandaag: date) -> tuple[Klok, ...]:
    """Return the clocks that run, the earliest first.

    Args:
        voorstel: of the melding, with its dates.
        vandaag: the day from which is counted.
    """
    return tuple(sorted(_klokken(voorstel, vandaag), key=lambda k: k.moment.dag))


def is_klok(boek: Rulebook, termijn: str) -> bool:
    """Whether a term is counted from a day of a spoedmelding."""
    return begindatum(boek, termijn) in {START, ONTVANGST, AANVRAAG}


def _klokken(voorstel: Voorstel, vandaag: date) -> Iterator[Klok]:
    boek, bekend = voorstel.spoor.boek, datums(voorstel)
    for termijn in boek.termijnen.values():
        if is_klok(boek, termijn.id):
            moment = bereken(boek, termijn.id, bekend)
            if moment is not None:
                yield Klok(termijn, moment, (moment.dag - vandaag).days)


def te_doen(voorstel: Voorstel) -> tuple[Taak, ...]:
    """Return what must be done before the eight weeks end; nothing while the start is unknown."""
    boek, bekend = voorstel.spoor.boek, datums(voorstel)
    if START not in bekend or ZONDER_BESLUIT not in boek.gebeurtenissen:
        return ()
    return tussentijds(boek, ZONDER_BESLUIT, bekend[START], voorstel.spoor.feiten)

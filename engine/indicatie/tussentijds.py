"""What must be done when something happens during an indication: who, what and before when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.evaluation.evaluator import evalueer
from engine.evaluation.kleene import STATUS, Status
from engine.evaluation.spoor import Spoor
from engine.explanation.open_vragen import open_vragen
from engine.explanation.waarom import bron_json
from engine.indicatie.termijnen import Uiterlijk, doorloop
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Actie, Feiten, Grond, Rulebook

_DAG = "{dag}"
_NOG_OPEN = "een dag die nog niet bekend is"


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing to do after an event.

    `soort` is doen, bericht or declaratie; without `uiterlijk` it must be done at once, or, with
    `wacht_op`, before a day that is counted from a date that is not known yet. With status
    onbekend it depends on the questions in `openstaand` whether it must be done.
    """

    id: str
    status: Status
    soort: str
    wie: str
    tekst: str
    u: str
    uiterlijk: Uiterlijk | None
    openstaand: tuple[str, ...]
    grond: Grond
    wacht_op: str = ""

    def als_json(self) -> dict[str, Any]:
        """Return the task as plain data; what it does not have is absent."""
        deel: dict[str, Any] = {
            "id": self.id,
            "status": self.status.value,
            "soort": self.soort,
            "wie": self.wie,
            "tekst": self.tekst,
        }
        if self.u:
            deel["u"] = self.u
        if self.uiterlijk is not None:
            deel["uiterlijk"] = str(self.uiterlijk)
            if self.uiterlijk.opmerking:
                deel["opmerking"] = self.uiterlijk.opmerking
        if self.wacht_op:
            deel["wacht_op"] = self.wacht_op
        if self.openstaand:
            deel["openstaand"] = list(self.openstaand)
        deel["bron"] = bron_json(self.grond.bron)
        if self.grond.interpretatie is not None:
            deel["interpretatie"] = self.grond.interpretatie.model_dump(mode="json")
        return deel


def tussentijds(boek: Rulebook, gebeurtenis: str, dag: date, feiten: Feiten) -> tuple[Taak, ...]:
    """Return what must be done, or may have to be done, in the order of the rules.

    Args:
        boek: the rulebook of the day of the event.
        gebeurtenis: the id of the event; KeyError when there is none.
        dag: the day that the event asks for, for instance the day of death.
        feiten: what is known of the questions on which actions depend.

    Raises:
        GeenUniekeUitkomst: when the rules give an outcome no value or two values.
    """
    return tuple(_taken(evalueer(boek, feiten), boek.gebeurtenissen[gebeurtenis].acties, dag))


def _taken(spoor: Spoor, acties: tuple[Actie, ...], dag: date) -> Iterator[Taak]:
    for actie in acties:
        status = STATUS[spoor.toets(actie.voorwaarde)]
        if status is Status.GELDT_NIET:
            continue
        begin = _dag_van(spoor, actie.vanaf) if actie.vanaf else dag
        einde = doorloop(begin, actie.uiterlijk) if actie.uiterlijk and begin else None
        moment = _NOG_OPEN if begin is None else (einde or Uiterlijk(dag)).in_woorden()
        yield Taak(
            actie.id,
            status,
            actie.vorm.soort,
            actie.vorm.wie,
            actie.vorm.doet.replace(_DAG, moment),
            (actie.vorm.u or "").replace(_DAG, moment),
            einde,
            open_vragen(spoor, spoor.open_atomen(actie.voorwaarde)),
            actie.grond,
            actie.vanaf if begin is None else "",
        )


def _dag_van(spoor: Spoor, vraag: str) -> date | None:
    """Return the day that was given for a date question, None while it is not known."""
    feit = spoor.feiten.get(vraag)
    return date.fromordinal(int(feit.laag)) if isinstance(feit, Interval) else None


def als_json(
    boek: Rulebook, gebeurtenis: str, dag: date, taken: tuple[Taak, ...]
) -> dict[str, Any]:
    """Return an event with its tasks as plain data, and the questions that are still open."""
    vorm = boek.gebeurtenissen[gebeurtenis].vorm
    openstaand = {naam for taak in taken for naam in (*taak.openstaand, taak.wacht_op)}
    return {
        "gebeurtenis": gebeurtenis,
        "titel": vorm.titel,
        "datum": {"dag": dag.isoformat(), "is": vorm.datum},
        "openstaand": [v.id for v in boek.gespreksvolgorde if v.id in openstaand],
        "taken": [taak.als_json() for taak in taken],
    }

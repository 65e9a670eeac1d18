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
from engine.indicatie.kalender import dag_in_woorden
from engine.indicatie.termijnen import Uiterlijk, doorloop
from engine.rulebook.rulebook import Actie, Feiten, Grond, Rulebook

_DAG = "{dag}"


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing to do after an event.

    `soort` is doen, bericht or declaratie; without `uiterlijk` it must be done at once. With
    status onbekend it depends on the questions in `openstaand` whether it must be done.
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
        einde = doorloop(dag, actie.uiterlijk) if actie.uiterlijk else None
        yield Taak(
            actie.id,
            status,
            actie.vorm.soort,
            actie.vorm.wie,
            _vul_in(actie.vorm.doet, dag, einde),
            _vul_in(actie.vorm.u or "", dag, einde),
            einde,
            open_vragen(spoor, spoor.open_atomen(actie.voorwaarde)),
            actie.grond,
        )


def _vul_in(tekst: str, dag: date, einde: Uiterlijk | None) -> str:
    """Return a text with the last moment in it; the day itself when it must be done at once."""
    moment = dag_in_woorden(einde.dag if einde else dag)
    if einde is not None and einde.tijd is not None:
        moment += f" om {einde.tijd:%H.%M} uur"
    return tekst.replace(_DAG, moment)


def als_json(
    boek: Rulebook, gebeurtenis: str, dag: date, taken: tuple[Taak, ...]
) -> dict[str, Any]:
    """Return an event with its tasks as plain data, and the questions that are still open."""
    vorm = boek.gebeurtenissen[gebeurtenis].vorm
    openstaand = {naam for taak in taken for naam in taak.openstaand}
    return {
        "gebeurtenis": gebeurtenis,
        "titel": vorm.titel,
        "datum": {"dag": dag.isoformat(), "is": vorm.datum},
        "openstaand": [v.id for v in boek.gespreksvolgorde if v.id in openstaand],
        "taken": [taak.als_json() for taak in taken],
    }

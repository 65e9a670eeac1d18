"""Terms: which day follows from another by the steps that the rules write out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from dateutil.relativedelta import relativedelta

from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.kalender import (
    eerste_werkdag,
    gelijkgesteld_bekend,
    plus_werkdagen,
)
from engine.rulebook.rulebook import Rulebook, Stap, Termijn

_NIET_BEKEND = (
    "Nog niet bekend is welke dagen in {jaar} gelijkstaan met een feestdag. "
    "Kijk na of dit een van die dagen is."
)


@dataclass(frozen=True, slots=True)
class Uiterlijk:
    """The last moment of a term: a day, and a time when the rules name one.

    `opmerking` says in Dutch what the day rests on that is not known yet; mostly empty.
    """

    dag: date
    tijd: time | None = None
    opmerking: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the day as year-month-day, with the time behind it."""
        return self.dag.isoformat() + (f" {self.tijd:%H:%M}" if self.tijd else "")

    def in_woorden(self) -> str:
        """Return the moment as it stands in a letter: 8 maart 2021 om 09.00 uur."""
        tijd = f" om {self.tijd:%H.%M} uur" if self.tijd else ""
        return f"{dag_in_woorden(self.dag)}{tijd}"


def begindatum(boek: Rulebook, naam: str) -> str:
    """Return the date question from which a term is counted in the end."""
    vanaf = boek.termijnen[naam].vanaf
    return begindatum(boek, vanaf) if vanaf in boek.termijnen else vanaf


def bereken(boek: Rulebook, naam: str, datums: Mapping[str, date]) -> Uiterlijk | None:
    """Return when a term ends, or None while the date from which it runs is unknown.

    None too when its day certainly does not lie where `alleen_als` wants it.

    Args:
        boek: the rulebook that has the term.
        naam: the id of the term.
        datums: the known dates by question, for instance melding.
    """
    termijn = boek.termijnen[naam]
    begin = _moment(boek, termijn.vanaf, datums)
    if begin is None:
        return None
    einde = doorloop(begin.dag, termijn.stappen)
    if not einde.opmerking:
        einde = replace(einde, opmerking=begin.opmerking)
    voor = _moment(boek, termijn.alleen_voor, datums)
    hoogstens = _moment(boek, termijn.alleen_hoogstens, datums)
    te_laat = (voor is not None and einde.dag >= voor.dag) or (
        hoogstens is not None and einde.dag > hoogstens.dag
    )
    return None if te_laat else einde


def _moment(boek: Rulebook, naam: str, datums: Mapping[str, date]) -> Uiterlijk | None:
    """Return the day of a term or date question, None while it is not known."""
    if naam in boek.termijnen:
        return bereken(boek, naam, datums)
    return Uiterlijk(datums[naam]) if naam in datums else None


def moment_json(termijn: Termijn, einde: Uiterlijk) -> dict[str, str]:
    """Return the day of a term as plain data: which, of what kind, and what to check about it."""
    soort = "eerste_dag" if termijn.is_eerste_dag else "laatste_dag"
    deel = {"soort": soort, "uiterlijk": str(einde)}
    return deel | ({"opmerking": einde.opmerking} if einde.opmerking else {})


def doorloop(begin: date, stappen: Iterable[Stap]) -> Uiterlijk:
    """Return the moment at which a day arrives when it takes these steps in order."""
    einde = Uiterlijk(begin)
    for stap in stappen:
        einde = _zet(einde, stap)
    return einde


def _zet(moment: Uiterlijk, stap: Stap) -> Uiterlijk:
    dag = moment.dag
    match stap.soort:
        case "tijd":
            return Uiterlijk(dag, time.fromisoformat(stap.tijd), moment.opmerking)
        case "dagen":
            dag += timedelta(days=stap.aantal)
        case "weken":
            dag += timedelta(weeks=stap.aantal)
        case "maanden":
            # On a day that the later month lacks, its last day.
            dag += relativedelta(months=stap.aantal)
        case "werkdagen":
            dag = plus_werkdagen(dag, stap.aantal)
        case "begin_van_de_maand":
            dag = dag.replace(day=1)
        case "einde_van_de_maand":
            dag += relativedelta(day=31)
        case "dag_ervoor":
            dag -= timedelta(days=1)
        case "dag_erna":
            dag += timedelta(days=1)
        case "volgende_werkdag":
            dag = eerste_werkdag(dag)
            if not gelijkgesteld_bekend(dag.year):
                return Uiterlijk(dag, opmerking=_NIET_BEKEND.format(jaar=dag.year))
        case anders:
            raise ValueError(anders)
    return Uiterlijk(dag, opmerking=moment.opmerking)

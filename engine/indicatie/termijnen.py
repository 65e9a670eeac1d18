"""Terms: which day follows from another by the steps that the rules write out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from dateutil.relativedelta import relativedelta

from engine.indicatie.kalender import eerste_werkdag, plus_werkdagen
from engine.rulebook.rulebook import Rulebook, Stap


@dataclass(frozen=True, slots=True)
class Uiterlijk:
    """The last moment of a term: a day, and a time when the rules name one."""

    dag: date
    tijd: time | None = None

    def __str__(self) -> str:
        """Return the day as year-month-day, with the time behind it."""
        return self.dag.isoformat() + (f" {self.tijd:%H:%M}" if self.tijd else "")


def begindatum(boek: Rulebook, naam: str) -> str:
    """Return the date question from which a term is counted in the end."""
    vanaf = boek.termijnen[naam].vanaf
    return begindatum(boek, vanaf) if vanaf in boek.termijnen else vanaf


def bereken(boek: Rulebook, naam: str, datums: Mapping[str, date]) -> Uiterlijk | None:
    """Return when a term ends, or None while the date from which it runs is unknown.

    Args:
        boek: the rulebook that has the term.
        naam: the id of the term.
        datums: the known dates by question, for instance melding.
    """
    termijn = boek.termijnen[naam]
    if termijn.vanaf in boek.termijnen:
        eerder = bereken(boek, termijn.vanaf, datums)
        begin = eerder.dag if eerder else None
    else:
        begin = datums.get(termijn.vanaf)
    return None if begin is None else doorloop(begin, termijn.stappen)


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
            return Uiterlijk(dag, time.fromisoformat(stap.tijd))
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
        case anders:
            raise ValueError(anders)
    return Uiterlijk(dag)

"""Coverage: which rules, cells and answers some traces touched, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor
from engine.rulebook.diagnose import Positie
from engine.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Gat:
    """Something that no trace touched in one direction.

    `soort` is regel, cel or antwoord; `mist` says in Dutch which direction is missing.
    """

    soort: str
    id: str
    mist: str
    positie: Positie


def gaten(boek: Rulebook, sporen: Iterable[Spoor]) -> Iterator[Gat]:
    """Yield what no trace touched, or touched in one direction only.

    A rule or cell must have held and have failed; an answer must have been given, and have
    been left out while its question was answered.
    """
    statussen: dict[str, set[Status]] = {id_: set() for id_ in boek.regels}
    gegeven: dict[tuple[str, str], set[bool]] = {sleutel: set() for sleutel in _antwoorden(boek)}
    for spoor in sporen:
        for id_ in boek.regels:
            statussen[id_].add(spoor.status(id_))
        for (vraag, antwoord), gezien in gegeven.items():
            gekozen = _gekozen(spoor, vraag)
            if gekozen:
                gezien.add(antwoord in gekozen)
    for id_, regel in boek.regels.items():
        soort = "cel" if regel.tabel else "regel"
        if Status.GELDT not in statussen[id_]:
            yield Gat(soort, id_, "geldt in geen enkele toets", regel.grond.positie)
        if regel.voorwaarde is not None and Status.GELDT_NIET not in statussen[id_]:
            yield Gat(soort, id_, "geldt in elke toets", regel.grond.positie)
    for (vraag, antwoord), gezien in gegeven.items():
        plek = boek.vragen[vraag].grond.positie
        if True not in gezien:
            yield Gat("antwoord", f"{vraag}: {antwoord}", "wordt nooit gegeven", plek)
        elif False not in gezien:
            yield Gat("antwoord", f"{vraag}: {antwoord}", "wordt altijd gegeven", plek)


def _antwoorden(boek: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the answers that a rule can tell apart; the verslag needs no test."""
    for vraag in boek.vragen.values():
        if vraag.vorm.gebruik == "regels":
            for antwoord, inhoud in (vraag.vorm.antwoorden or {}).items():
                if inhoud.onbekend is None:
                    yield vraag.id, antwoord


def _gekozen(spoor: Spoor, vraag: str) -> set[str]:
    """Return the answers given to a question, over all its parts."""
    gekozen = set()
    for grootheid in spoor.grootheden(vraag):
        feit = spoor.feiten.get(grootheid.id)
        if spoor.boek.vragen[vraag].vorm.meer_antwoorden:
            if feit == "ja":
                gekozen.add(grootheid.id.partition(".")[2])
        elif isinstance(feit, str):
            gekozen.add(feit)
    return gekozen

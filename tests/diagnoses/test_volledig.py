"""The correct cases together use everything that the language has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from engine.rulebook import vorm
from engine.rulebook.inlezen import lees_map
from tests.diagnoses.gevallen import GOED, gevallen

WOORDEN = (
    *("minimaal", "hoogstens", "meer_dan", "minder_dan", "voor", "na"),
    *("een_van", "alle", "niet", "niveau_van", "route", "signaal"),
    *("dagen", "weken", "maanden", "werkdagen", "tijd"),
)
STAPPEN = (
    "begin_van_de_maand",
    "einde_van_de_maand",
    "dag_ervoor",
    "dag_erna",
    "volgende_werkdag",
)


def _modellen(annotatie: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotatie, type) and issubclass(annotatie, BaseModel):
        yield annotatie
    for deel in get_args(annotatie):
        yield from _modellen(deel)


def _keuzes(annotatie: object) -> Iterator[object]:
    if get_origin(annotatie) is Literal:
        yield from get_args(annotatie)
    else:
        for deel in get_args(annotatie):
            yield from _keuzes(deel)


def _eigenaar(soort: type[BaseModel], naam: str) -> str:
    """Return the shape that declares a key, which may be one that this shape extends."""
    ouders = [o for o in soort.__mro__ if issubclass(o, BaseModel) and naam in o.model_fields]
    return ouders[-1].__name__


def mogelijk(begin: type[BaseModel]) -> set[tuple[str, str]]:
    """Return every key of every shape, and every choice, that can be reached."""
    gezien: set[type[BaseModel]] = set()
    uit: set[tuple[str, str]] = set()
    rest = [begin]
    while rest:
        soort = rest.pop()
        if soort in gezien:
            continue
        gezien.add(soort)
        for naam, veld in soort.model_fields.items():
            eigenaar = _eigenaar(soort, naam)
            uit.add((eigenaar, naam))
            uit |= {(eigenaar, f"{naam}={k}") for k in _keuzes(veld.annotation)}
            rest += _modellen(veld.annotation)
    return uit


def gebruikt(waarde: object) -> Iterator[tuple[str, str]]:
    """Yield every key and choice that a read file uses."""
    if isinstance(waarde, BaseModel):
        for naam in waarde.model_fields_set:
            inhoud = getattr(waarde, naam)
            eigenaar = _eigenaar(type(waarde), naam)
            yield (eigenaar, naam)
            for deel in inhoud if isinstance(inhoud, list) else [inhoud]:
                if isinstance(deel, str):
                    yield (eigenaar, f"{naam}={deel}")
            yield from gebruikt(inhoud)
    elif isinstance(waarde, dict):
        for deel in waarde.values():
            yield from gebruikt(deel)
    elif isinstance(waarde, list):
        for deel in waarde:
            yield from gebruikt(deel)


def test_the_correct_cases_use_every_key_and_every_choice() -> None:
    """Each key and each fixed choice of the language occurs in a file that is accepted."""
    uit: set[tuple[str, str]] = set()
    for geval in gevallen(GOED):
        gelezen = lees_map(geval)
        uit |= set(gebruikt(gelezen.kop))
        for bestand in gelezen.bestanden:
            uit |= set(gebruikt(bestand.kop))
            for sectie, delen in bestand.delen.items():
                uit.add(("Regelset", sectie))
                for deel in delen:
                    uit |= set(gebruikt(deel.vorm))
    standaard = {("Vraag", "soort=keuze"), ("Vraag", "gebruik=regels")}  # said by leaving it out
    alles = mogelijk(vorm.Regelset) | mogelijk(vorm.Regelwerkkop)
    assert alles - standaard - uit == set()


def test_the_correct_cases_use_every_word_of_conditions_and_terms() -> None:
    """Words that stand in no shape, as in conditions and steps, are used as a key or a step."""
    tekst = "\n".join(_teksten())
    for woord in WOORDEN:
        assert re.search(rf"[{{\s]{woord}: ", tekst), woord
    for stap in STAPPEN:
        assert re.search(rf"[\[\s]{stap}\b", tekst), stap
    assert re.search(r"\w: onbekend[,}]", tekst)


def _teksten() -> Iterator[str]:
    for geval in gevallen(GOED):
        for pad in sorted(Path(geval).rglob("*.yaml")):
            yield pad.read_text(encoding="utf-8")

"""Holding the evaluator under test against the reference, with a report of what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.referentie.evaluator import GeenUniekeWaarde, Referentie, toon
from tests.referentie.gevallen import ZAAD


@dataclass(frozen=True)
class Verschil:
    """Where the two differ: a grootheid, a rule or an error."""

    naam: str
    referentie: str
    evaluator: str


def vergelijk(referentie: Referentie, boek: Rulebook, feiten: Feiten) -> list[Verschil]:
    """Evaluate the facts twice and return every difference.

    Args:
        referentie: the reference, with a rulebook of its own.
        boek: the rulebook that the evaluator under test gets.
        feiten: the facts that both get.
    """
    try:
        verwacht = referentie.evalueer(feiten)
    except GeenUniekeWaarde as fout:
        return _vergelijk_fout(referentie, boek, feiten, fout)
    try:
        spoor = evalueer(boek, feiten)
    except GeenUniekeUitkomst as fout:
        return [Verschil(fout.uitkomst, "een waarde", "geen unieke uitkomst")]
    verschillen = []
    for id_, mogelijk in verwacht.mogelijk.items():
        gekregen = spoor.mogelijk(id_)
        if gekregen != mogelijk:
            verschillen.append(Verschil(id_, _namen(mogelijk), _namen(gekregen)))
    for id_, status in verwacht.status.items():
        gevonden = str(spoor.status(id_)) if id_ in boek.regels else "afwezig"
        if gevonden != status:
            verschillen.append(Verschil(f"regel {id_}", status, gevonden))
    return verschillen


def _vergelijk_fout(
    referentie: Referentie, boek: Rulebook, feiten: Feiten, fout: GeenUniekeWaarde
) -> list[Verschil]:
    """Both must stop; which of several faulty outcomes comes first is free."""
    try:
        evalueer(boek, feiten)
    except GeenUniekeUitkomst as gekregen:
        fouten = referentie.fouten(feiten)
        if gekregen.uitkomst in fouten:
            return []
        return [Verschil(gekregen.uitkomst, f"geen waarde voor {_namen(fouten)}", "deze")]
    return [Verschil(fout.uitkomst, "geen unieke waarde", "een waarde")]


def _namen(namen: frozenset[str]) -> str:
    return " | ".join(sorted(namen))


def kleinste(
    referentie: Referentie, boek: Rulebook, feiten: Mapping[str, str | Interval]
) -> dict[str, str | Interval]:
    """Return the facts with each one left out that the difference does not need."""
    over = dict(feiten)
    for id_ in list(over):
        proef = {naam: feit for naam, feit in over.items() if naam != id_}
        if vergelijk(referentie, boek, proef):
            over = proef
    return over


def verslag(
    geval: str,
    referentie: Referentie,
    boek: Rulebook,
    feiten: Mapping[str, str | Interval],
    teksten: Mapping[str, str] | None = None,
) -> str:
    """Return what is needed to see and repeat a difference."""
    klein = kleinste(referentie, boek, feiten)
    regels = [f"ZAAD={ZAAD}, {geval}", f"feiten: {toon(klein)}"]
    regels += [
        f"  {v.naam}: referentie {v.referentie}, evaluator {v.evaluator}"
        for v in vergelijk(referentie, boek, klein)[:12]
    ]
    regels += [f"--- {naam}\n{tekst}" for naam, tekst in (teksten or {}).items()]
    return "\n".join(regels)

"""Holding the second engine against the evaluator, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rete.plan import Uitslag
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.referentie.evaluator import toon


def verschillen(boek: Rulebook, feiten: Feiten, uitslag: Uitslag) -> list[str]:
    """Return the names on which a result differs from what the evaluator finds."""
    try:
        spoor = evalueer(boek, feiten)
    except GeenUniekeUitkomst as fout:
        return [] if uitslag.niet_uniek else [fout.uitkomst]
    if uitslag.niet_uniek:
        return list(uitslag.niet_uniek)
    assert uitslag.sets.keys() == boek.grootheden.keys()
    assert uitslag.statussen.keys() == boek.regels.keys()
    anders = [id_ for id_, namen in uitslag.sets.items() if namen != spoor.mogelijk(id_)]
    anders += [f"regel {id_}" for id_, s in uitslag.statussen.items() if s != spoor.status(id_)]
    return anders


def alle_verschillen(
    boek: Rulebook, gevallen: Sequence[Feiten], uitslagen: Sequence[Uitslag]
) -> Iterator[str]:
    """Yield a line for each case in which the two differ."""
    for feiten, uitslag in zip(gevallen, uitslagen, strict=True):
        anders = verschillen(boek, feiten, uitslag)
        if anders:
            yield f"{anders[:8]} bij {toon(feiten)}"

"""Evaluating one case: from facts to the trace."""

from __future__ import annotations

from engine.evaluation.compileren import compileer
from engine.evaluation.spoor import Spoor
from engine.rulebook.rulebook import Feiten, Rulebook


def evalueer(boek: Rulebook, feiten: Feiten) -> Spoor:
    """Evaluate a rulebook on what is known; what is not known stays open.

    Args:
        boek: the rulebook of the period in which the case is judged.
        feiten: per grootheid its class or interval; leave out what is unknown.

    Raises:
        GeenUniekeUitkomst: when the rules give an outcome no value or two values.
    """
    klaar = compileer(boek)
    sets, statussen = klaar.evalueer(feiten)
    return Spoor(klaar, feiten, tuple(sets), tuple(statussen))

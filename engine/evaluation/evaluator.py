"""Evaluating one case: from facts to the trace, or to the outcome alone."""

from __future__ import annotations

from engine.evaluation.compileren import compileer
from engine.evaluation.spoor import Spoor
from engine.evaluation.uitslag import Uitslag
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


def uitkomst(boek: Rulebook, feiten: Feiten) -> Uitslag:
    """Evaluate only the advice and what goes with it, for many cases or a quick look.

    The values are those that `evalueer` gives.

    Args:
        boek: the rulebook of the period in which the case is judged.
        feiten: checked facts; one that the advice does not need is not looked at.

    Raises:
        GeenUniekeUitkomst: when the rules give an outcome of these no value or two values.
    """
    klaar = compileer(boek)
    return Uitslag(klaar, feiten, klaar.uitkomst(feiten.get))

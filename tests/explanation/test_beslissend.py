"""The trace: what decides a rule, and that nothing else does."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.kleene import Status
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Atoom, Voorwaarde, atomen
from tests.indicatie.maken import boek
from tests.referentie.gevallen import maak_feiten

Feiten = dict[str, str | Interval]


def eigenaren(voorwaarde: Voorwaarde | None) -> set[str]:
    """Return what a condition asks about."""
    return {
        boek().grootheden[a.grootheid].eigenaar if isinstance(a, Atoom) else a.eigenaar
        for a in atomen(voorwaarde)
    }


@cache
def rust_op(naam: str) -> frozenset[str]:
    """Return the questions and counts on which a name rests, its own relevance included."""
    if naam in boek().vragen:
        verder = eigenaren(boek().vragen[naam].alleen_als)
        return frozenset({naam}).union(*map(rust_op, verder))
    if naam in boek().tellingen:
        return frozenset({naam})
    if naam in boek().dagen_tussen:
        dagen = boek().dagen_tussen[naam]
        return rust_op(dagen.van) | rust_op(dagen.tot)
    uitkomst = boek().uitkomsten[naam]
    verder = eigenaren(uitkomst.alleen_als) | set(uitkomst.van)
    for id_ in uitkomst.regels:
        regel = boek().regels[id_]
        verder |= eigenaren(regel.voorwaarde)
        verder |= {c.niveau_van for c in regel.conclusies if c.niveau_van}
    return frozenset().union(*map(rust_op, verder - {naam}))


@pytest.mark.parametrize("nummer", range(40))
def test_answers_that_do_not_decide_a_rule_do_not_change_it(nummer: int) -> None:
    """With every other answer changed or left out, a rule that held or failed still does."""
    rng = Random(f"beslissend {nummer}")
    feiten = maak_feiten(rng, boek(), rng.choice([0.5, 0.8, 1.0]))
    spoor = evalueer(boek(), feiten)
    anders = maak_feiten(rng, boek(), rng.choice([0.5, 1.0]))
    for regel in boek().regels.values():
        if spoor.status(regel.id) is Status.ONBEKEND:
            continue
        blijft: frozenset[str] = frozenset().union(
            *(rust_op(v.eigenaar) for v in spoor.beslissend(regel))
        )
        gewisseld = {n: f for n, f in anders.items() if _eigenaar(n) not in blijft}
        gewisseld |= {n: f for n, f in feiten.items() if _eigenaar(n) in blijft}
        assert evalueer(boek(), gewisseld).status(regel.id) is spoor.status(regel.id), regel.id


def _eigenaar(grootheid: str) -> str:
    return boek().grootheden[grootheid].eigenaar


@pytest.mark.parametrize("nummer", range(60))
def test_every_deciding_condition_has_the_status_that_decides(nummer: int) -> None:
    """A rule that is open waits for what is open; one that is decided rests on what is decided."""
    rng = Random(f"status {nummer}")
    spoor = evalueer(boek(), maak_feiten(rng, boek(), rng.choice([0.3, 0.6, 0.9])))
    for regel in boek().regels.values():
        beslissend = spoor.beslissend(regel)
        assert beslissend or regel.voorwaarde is None, regel.id
        is_open = spoor.status(regel.id) is Status.ONBEKEND
        for deel in beslissend:
            assert (deel.status is Status.ONBEKEND) == is_open, (regel.id, deel)


def test_a_failed_conjunction_names_only_what_fails() -> None:
    """Two days and a low weeklast: the rule that asks both fails on the weeklast alone."""
    feiten: Feiten = {
        "contactdagen": Interval.precies(2),
        "weeklast": Interval.precies(1),
        "dubbele_dagen": Interval.precies(0),
    }
    spoor = evalueer(boek(), feiten)
    regel = boek().regels["I-matig-om-dagen-en-weeklast"]
    assert spoor.status(regel.id) is Status.GELDT_NIET
    assert [v.eigenaar for v in spoor.beslissend(regel)] == ["weeklast"]

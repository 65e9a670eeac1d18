"""The outcome alone is what the whole evaluation gives."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from engine.evaluation.compileren import compileer
from engine.evaluation.evaluator import evalueer, uitkomst
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.rulebook import EenVan, Feiten, Rulebook
from tests.referentie.gevallen import maak_intake, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

DELEN = 10
PER_DEEL = 1_000


def zelfde(boek: Rulebook, feiten: Feiten) -> bool:
    """Hold both against each other; False when the whole evaluation stops on an error."""
    try:
        spoor = evalueer(boek, feiten)
    except GeenUniekeUitkomst:
        return False
    alleen = uitkomst(boek, feiten)
    assert all(alleen.bits(id_) == spoor.bits(id_) for id_ in compileer(boek).uitkomsten)
    return True


@pytest.mark.parametrize("deel", range(DELEN))
def test_onze_regels(deel: int) -> None:
    """On complete and partial intakes of our rules every outcome of the advice is equal."""
    boek = onze_regels()
    for nummer in range(PER_DEEL):
        assert zelfde(boek, maak_intake(toeval("uitkomst", deel, nummer), boek)), nummer


def test_het_advies_en_wat_erbij_hoort() -> None:
    """The outcome has the advice, and what is only relevant under some advice."""
    boek = onze_regels()
    eigenaren = {boek.grootheden[id_].eigenaar for id_ in compileer(boek).uitkomsten}
    advies = {u.id for u in boek.uitkomsten.values() if u.advies}
    assert eigenaren == advies | {"vervoerstoeslag", "productcode"}


@pytest.mark.parametrize("lek", [0.0, 0.6])
def test_willekeurige_regelwerken(lek: float, tmp_path: Path) -> None:
    """On random regelwerken, whichever outcomes are the advice, these are equal."""
    geteld = Counter[bool]()
    for nummer in range(30):
        rng = toeval("uitkomst van een regelwerk", lek, nummer)
        boek = rng.choice(maak_regelwerk(rng, tmp_path / str(nummer), Maat(lek=lek)).boeken)
        uitkomsten = {
            id_: replace(u, advies=rng.random() < 0.4) for id_, u in boek.uitkomsten.items()
        }
        boek = replace(boek, uitkomsten=uitkomsten)
        for _ in range(40):
            gelijk = zelfde(boek, maak_intake(rng, boek))
            geteld[gelijk] += bool(compileer(boek).uitkomsten)
    assert geteld[True] > 500
    assert bool(geteld[False]) == bool(lek)


def test_ook_de_uitkomst_alleen_stopt_bij_een_gat() -> None:
    """An outcome of the advice without a value stops both, with the same message."""
    boek = onze_regels()
    cellen = {id_: r for id_, r in boek.regels.items() if r.tabel == "matrix"}
    leeg = {id_: replace(r, voorwaarde=EenVan(())) for id_, r in cellen.items()}
    boek = replace(boek, regels={**boek.regels, **leeg})
    gestopt = 0
    for nummer in range(50):
        feiten = maak_intake(toeval("gat", nummer), boek)
        try:
            evalueer(boek, feiten)
        except GeenUniekeUitkomst as fout:
            with pytest.raises(GeenUniekeUitkomst, match=re.escape(str(fout))):
                uitkomst(boek, feiten)
            gestopt += 1
    assert gestopt

"""The decision model of the measurements gives the outcomes that our rules give."""

from __future__ import annotations

from engine.evaluation.compileren import compileer
from engine.evaluation.evaluator import uitkomst
from tests.bench_zen import Zen, gegevens, klassenummers
from tests.referentie.gevallen import maak_feiten, onze_regels, toeval


def test_zen_engine_geeft_dezelfde_uitkomsten() -> None:
    """On complete intakes every outcome of the advice is equal, with and without its trace."""
    boek = onze_regels()
    zen, namen = Zen(boek), compileer(boek).uitkomsten
    gezien: dict[str, set[int]] = {id_: set() for id_ in namen}
    for nummer in range(50):
        feiten = maak_feiten(toeval("zen", nummer), boek)
        alleen = uitkomst(boek, feiten)
        verwacht = klassenummers({id_: alleen.bits(id_) for id_ in namen}, boek)
        for spoor in (False, True):
            assert zen.evalueer(gegevens(feiten), spoor=spoor) == verwacht
        for id_, waarde in verwacht.items():
            gezien[id_].add(waarde)
    for id_ in ("route", "complexiteit", "inzet", "arrangement", "spoed"):
        assert len(gezien[id_]) > 1, id_

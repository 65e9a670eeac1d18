"""The second engine finds what the evaluator finds, on our rules and on any others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rete import netten, normaalvorm
from engine.rete.compileren import maak_plan
from engine.rete.motor import Motor
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.referentie.gevallen import maak_intake, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk
from tests.rete.vergelijken import alle_verschillen, verschillen

DELEN = 10
PER_DEEL = 1000
PER_INTAKE = 4
REGELWERKEN = 30
INTAKES = 25


def _met_mengsels(naam: object, boek: Rulebook) -> Iterator[Feiten]:
    """Yield random intakes, and for each some with facts of another in it, or left out."""
    vorige: Feiten = {}
    for nummer in range(PER_DEEL // PER_INTAKE):
        rng = toeval("rete", naam, nummer)
        intake = maak_intake(rng, boek)
        yield intake
        for deel in (0.1, 0.5, 0.9):
            samen = {**vorige, **{id_: f for id_, f in intake.items() if rng.random() < deel}}
            yield {id_: feit for id_, feit in samen.items() if rng.random() < 1 - deel / 4}
        vorige = intake


@pytest.mark.parametrize("deel", range(DELEN))
def test_ten_thousand_random_intakes_come_to_the_same(deel: int) -> None:
    """Of 10,000 intakes, complete and partial, every grootheid and every rule is equal."""
    boek = onze_regels()
    gevallen = list(_met_mengsels(("deel", deel), boek))
    assert len(gevallen) == PER_DEEL
    with Motor(maak_plan(boek)) as motor:
        uitslagen = motor.evalueer_alle(gevallen)
    assert list(alle_verschillen(boek, gevallen, uitslagen))[:3] == []


def _gevallen(boek: Rulebook, naam: object) -> list[Feiten]:
    return [maak_intake(toeval("rete", naam, n), boek) for n in range(INTAKES)]


@pytest.mark.parametrize("lek", [0.0, 0.6], ids=["dicht", "lek"])
def test_random_rulebooks_come_to_the_same(lek: float, tmp_path: Path) -> None:
    """Also rules that nobody would write come to the same; a gap or overlap shows in both."""
    stuk = 0
    for nummer in range(REGELWERKEN):
        rng = toeval("rete regelwerk", lek, nummer)
        werk = maak_regelwerk(rng, tmp_path / str(nummer), Maat(lek=lek))
        for boek in werk.boeken:
            gevallen = _gevallen(boek, (lek, nummer))
            with Motor(maak_plan(boek)) as motor:
                uitslagen = motor.evalueer_alle(gevallen)
            assert list(alle_verschillen(boek, gevallen, uitslagen))[:3] == [], nummer
            stuk += sum(bool(uitslag.niet_uniek) for uitslag in uitslagen)
    assert (stuk > 0) == (lek > 0)


def test_small_rulesets_and_help_conditions_come_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However finely the conditions are divided, the outcome stays the same."""
    boek = onze_regels()
    maak_plan.cache_clear()
    monkeypatch.setattr(netten, "MEESTE_TEGELIJK", 8)
    monkeypatch.setattr(normaalvorm, "MEESTE_TERMEN", 1)
    plan = maak_plan(boek)
    maak_plan.cache_clear()
    assert sum(len(laag.netten) for laag in plan.lagen) > 30
    assert any(naam.startswith("hulp") for laag in plan.lagen for naam in laag.voorwaarden)
    gevallen = [maak_intake(toeval("rete fijn", n), boek) for n in range(200)]
    with Motor(plan) as motor:
        assert list(alle_verschillen(boek, gevallen, motor.evalueer_alle(gevallen))) == []


def test_a_number_given_as_its_class_is_understood() -> None:
    """A fact may name the class of a number instead of the number."""
    boek = onze_regels()
    with Motor(maak_plan(boek)) as motor:
        for grootheid in boek.grootheden.values():
            if grootheid.is_getal and grootheid.eigenaar not in boek.dagen_tussen:
                for klasse in grootheid.klassen:
                    if klasse.onder is not None or klasse.boven is not None:
                        feiten = {grootheid.id: klasse.naam}
                        assert verschillen(boek, feiten, motor.evalueer(feiten)) == []


def test_the_comparison_sees_an_outcome_that_is_not_unique(tmp_path: Path) -> None:
    """An error in one engine alone is a difference."""
    for nummer in range(200):
        werk = maak_regelwerk(toeval("lek", nummer), tmp_path / str(nummer), Maat(lek=1.0))
        boek = werk.boeken[0]
        for feiten in _gevallen(boek, nummer):
            try:
                evalueer(boek, feiten)
            except GeenUniekeUitkomst:
                with Motor(maak_plan(boek)) as motor:
                    uitslag = motor.evalueer(feiten)
                assert uitslag.niet_uniek
                assert uitslag.sets == {}
                return
    raise AssertionError("no rulebook with a gap")

"""Planted faults, in either engine, are caught by comparing the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from engine.rete.compileren import maak_plan
from engine.rete.motor import Motor
from engine.rete.plan import Plan
from engine.rulebook.klassen import Grenzen, Waarden
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    Conclusie,
    EenVan,
    Feiten,
    Niet,
    Rulebook,
    Voorwaarde,
)
from tests.referentie.gevallen import maak_intake, onze_regels, toeval
from tests.rete import fouten
from tests.rete.vergelijken import verschillen

AANTAL = 400
BUNDEL = 25


@cache
def gevallen() -> tuple[Feiten, ...]:
    """Return the random intakes with which every fault must show."""
    return tuple(maak_intake(toeval("fout", n), onze_regels()) for n in range(AANTAL))


def bundels() -> Iterator[tuple[Feiten, ...]]:
    """Yield the intakes a few at a time: most faults show at once."""
    for begin in range(0, AANTAL, BUNDEL):
        yield gevallen()[begin : begin + BUNDEL]


def eerste_verschil(evaluator: Rulebook, plan: Plan) -> list[str]:
    """Return what differs in the first intake in which something does."""
    with Motor(plan) as motor:
        for bundel in bundels():
            for feiten, uitslag in zip(bundel, motor.evalueer_alle(bundel), strict=True):
                anders = verschillen(evaluator, feiten, uitslag)
                if anders:
                    return anders
    return []


def test_without_a_fault_nothing_differs() -> None:
    """The intakes that catch the faults find nothing when there is none."""
    assert eerste_verschil(onze_regels(), maak_plan(onze_regels())) == []


PLANFOUTEN: dict[str, fouten.Planfout] = {
    "een grens": fouten.een_grens,
    "een klasse": fouten.een_klasse,
    "een teken": fouten.een_teken,
    "een regel": fouten.een_regel,
    "een keuze: uniek in plaats van hoogste": fouten.kies_van("complexiteit", "uniek"),
    "een keuze: hoogste in plaats van uniek": fouten.kies_van("arrangement", "hoogste"),
    "een plaats": fouten.plaats_van("twee_dragen_samen", 1),
    "een relevantie": fouten.zonder_relevantie("vervoer_gevraagd"),
    "een niveau van iets anders": fouten.niveau_van("complexiteit", "zwaarste_domein"),
    "een niveau": fouten.een_niveau,
    "dagen tussen": fouten.zonder_dagen,
    "niet van toepassing": fouten.zonder_nvt,
}


@pytest.mark.parametrize("fout", PLANFOUTEN.values(), ids=PLANFOUTEN)
def test_a_fault_in_the_second_engine_is_caught(fout: fouten.Planfout) -> None:
    """Whatever goes wrong in compiling for durable-rules, the evaluator shows it."""
    boek = onze_regels()
    assert eerste_verschil(boek, fout(maak_plan(boek))) != []


# Faults in the evaluator: it gets other rules than the second engine


def _anders(voorwaarde: Voorwaarde | None, atoom: Callable[[Atoom], Atoom]) -> Voorwaarde | None:
    """Return a condition with its atoms changed."""
    if isinstance(voorwaarde, Alle | EenVan):
        delen = tuple(_anders(deel, atoom) for deel in voorwaarde.delen)
        return replace(voorwaarde, delen=delen)  # type: ignore[arg-type]
    if isinstance(voorwaarde, Niet):
        return replace(voorwaarde, deel=_anders(voorwaarde.deel, atoom))  # type: ignore[arg-type]
    return atoom(voorwaarde) if isinstance(voorwaarde, Atoom) else voorwaarde


def _met_atomen(boek: Rulebook, atoom: Callable[[Atoom], Atoom]) -> Rulebook:
    regels = {
        id_: replace(regel, voorwaarde=_anders(regel.voorwaarde, atoom))
        for id_, regel in boek.regels.items()
    }
    assert regels != boek.regels
    return replace(boek, regels=regels)


def _grens(boek: Rulebook) -> Rulebook:
    def anders(atoom: Atoom) -> Atoom:
        if not isinstance(atoom.eis, Grenzen) or atoom.eis.boven is None:
            return atoom
        waarde, kant = atoom.eis.boven
        return replace(atoom, eis=Grenzen(atoom.eis.onder, (waarde - Fraction(1, 2), kant)))

    return _met_atomen(boek, anders)


def _atoom(boek: Rulebook) -> Rulebook:
    return _met_atomen(
        boek,
        lambda a: replace(a, eis=Waarden(frozenset({"nee"}))) if a.grootheid == "nu_acuut" else a,
    )


def _niet(boek: Rulebook) -> Rulebook:
    id_, regel = next((i, r) for i, r in boek.regels.items() if isinstance(r.voorwaarde, Atoom))
    assert regel.voorwaarde is not None
    return replace(
        boek, regels={**boek.regels, id_: replace(regel, voorwaarde=Niet(regel.voorwaarde))}
    )


def _klasse(boek: Rulebook) -> Rulebook:
    grootheid = boek.grootheden["besluiten"]
    eerst, tweede, *rest = grootheid.klassen
    gewisseld = (replace(eerst, naam=tweede.naam), replace(tweede, naam=eerst.naam), *rest)
    return replace(
        boek,
        grootheden={**boek.grootheden, "besluiten": replace(grootheid, klassen=gewisseld)},
    )


def _uitkomst(naam: str, **anders: object) -> Callable[[Rulebook], Rulebook]:
    return lambda boek: replace(
        boek,
        uitkomsten={**boek.uitkomsten, naam: replace(boek.uitkomsten[naam], **anders)},  # type: ignore[arg-type]
    )


def _relevantie(boek: Rulebook) -> Rulebook:
    vraag = replace(boek.vragen["vervoer_gevraagd"], alleen_als=None)
    return replace(boek, vragen={**boek.vragen, vraag.id: vraag})


def _niveau_van(boek: Rulebook) -> Rulebook:
    id_, regel = next(
        (i, r) for i, r in boek.regels.items() if r.conclusies[0].niveau_van is not None
    )
    uitkomst = regel.conclusies[0].uitkomst
    conclusie = Conclusie(uitkomst, None, "zwaarste_domein")
    assert regel.conclusies != (conclusie,)
    return replace(boek, regels={**boek.regels, id_: replace(regel, conclusies=(conclusie,))})


def _volgorde(boek: Rulebook) -> Rulebook:
    namen = [n for n in boek.volgorde if n != "complexiteit"]
    return replace(boek, volgorde=("complexiteit", *namen))


EVALUATORFOUTEN: dict[str, Callable[[Rulebook], Rulebook]] = {
    "een grens": _grens,
    "een voorwaarde": _atoom,
    "een ontkenning": _niet,
    "een klasse": _klasse,
    "een plaats": _uitkomst("twee_dragen_samen", plaats=1),
    "een lid van een plaats": _uitkomst("gewone_dingen", van=("huishouden", "huishouden")),
    "een relevantie": _relevantie,
    "een relevantie van een uitkomst": _uitkomst("vervoerstoeslag", alleen_als=None),
    "een niveau van iets anders": _niveau_van,
    "de volgorde": _volgorde,
}


@pytest.mark.parametrize("fout", EVALUATORFOUTEN.values(), ids=EVALUATORFOUTEN)
def test_a_fault_in_the_evaluator_is_caught(fout: Callable[[Rulebook], Rulebook]) -> None:
    """Whatever goes wrong in compiling for the evaluator, the second engine shows it."""
    boek = onze_regels()
    assert eerste_verschil(fout(boek), maak_plan(boek)) != []

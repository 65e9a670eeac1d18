"""Every entry of the sources has its place in the rules, and no rule can break unnoticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pytest

from engine.evaluation.kleene import Status
from engine.indicatie.toetsen import Geval, beoordeel, lees
from engine.indicatie.voorstel import Voorstel
from engine.proof.inventaris import NUMMERS, Dekking, controleer_dekking, lees_dekking
from engine.rulebook.rulebook import Niet, Regel, Rulebook, Stap, Termijn
from tests.indicatie.maken import boek, regelwerk

RULES = Path(__file__).resolve().parents[2] / "rules"
PAD = RULES / "dekking.yaml"
T = TypeVar("T")

# A mutant that no rule test can notice, with the reason.
STANDAARD = "voldoet is ook zonder regel de waarde van spoed; de regel geeft alleen de uitleg"
ONMERKBAAR = {
    "zonder S-voldoet": STANDAARD,
    "omgekeerd S-voldoet": STANDAARD,
    "zonder S-geen-reden-voor-spoed": "wie geen enkele reden noemt, haalt criterium 4 ook niet",
}


@cache
def dekking() -> Dekking:
    gelezen, diagnoses = lees_dekking(PAD)
    assert gelezen is not None, diagnoses
    return gelezen


# The map


def test_every_entry_has_its_place_and_every_carrier_exists() -> None:
    """The map and the rules agree on all entries, in both directions."""
    assert [f"{d.positie} {d.melding} {d.hulp}" for d in controleer_dekking(PAD, boek())] == []


def test_every_entry_is_carried_or_says_why_not() -> None:
    """All 278 entries are there, each in exactly one state."""
    staten = {nummer: punt.staat for nummer, punt in dekking().punten.items()}
    assert tuple(staten) == NUMMERS
    assert set(staten.values()) == {"drager", "buiten"}


def test_every_check_in_code_exists() -> None:
    """What the program does without a rule is a function that can be found."""
    for controle in dekking().controles.values():
        module, _, functie = controle.code.rpartition(".")
        assert callable(getattr(import_module(module), functie))


@pytest.mark.parametrize(
    ("oud", "nieuw", "code", "melding", "hulp"),
    [
        (
            "tabel matrix",
            "tabel matirx",
            "onbekende-verwijzing",
            "'tabel matirx' bestaat niet in de regels.",
            "Bedoelde u 'tabel matrix'?",
        ),
        (
            "  R037:\n",
            "  R937:\n",
            "sleutel-ontbreekt",
            "Het punt R037 ontbreekt.",
            "Zet het erbij, met wat het draagt of waarom niets het draagt.",
        ),
        (
            "  R037:\n",
            "  R937:\n",
            "onbekende-sleutel",
            "Het punt R937 bestaat niet.",
            "De punten zijn R001 tot en met R278.",
        ),
        (
            "drager: [termijn beschikking]",
            "drager: [termijn beschikking, termijn onderzoek]",
            "sleutels-botsen",
            "'termijn onderzoek' noemt R227 zelf niet.",
            "Zet R227 daar bij inventaris, of haal het hier weg.",
        ),
        (
            "drager: [vraag besluit, termijn bezwaar_client]",
            "drager: [vraag besluit]",
            "sleutels-botsen",
            "Bij R228 ontbreekt de drager 'termijn bezwaar_client'.",
            "Zet het erbij, of haal R228 daar weg bij inventaris.",
        ),
        (
            "drager: [termijn beschikking]",
            "buiten: achtergrond\n    waarom: Zomaar.",
            "sleutels-botsen",
            "Bij R227 ontbreekt de drager 'termijn beschikking'.",
            "Zet het erbij, of haal R227 daar weg bij inventaris.",
        ),
        (
            "drager: [termijn beschikking]",
            "drager: [termijn beschikking]\n    buiten: achtergrond\n    waarom: Zomaar.",
            "sleutels-botsen",
            "Bij R227 gaan drager en buiten niet samen.",
            "Laat een van de twee staan.",
        ),
        (
            "    drager: [termijn beschikking]\n",
            "",
            "sleutel-ontbreekt",
            "Bij R227 staat niet wat het draagt.",
            "Schrijf een van: drager, buiten.",
        ),
        (
            "drager: [termijn beschikking]",
            "buiten: achtergrond",
            "sleutel-ontbreekt",
            "Bij R227 staat niet waarom het erbuiten valt.",
            "Schrijf waarom: en een zin.",
        ),
        (
            "drager: [termijn beschikking]",
            "drager: [termijn beschikking]\n    waarom: Zomaar.",
            "sleutels-botsen",
            "Bij R227 staat 'waarom' zonder 'buiten'.",
            "Haal 'waarom' weg, of zet 'buiten' erbij.",
        ),
    ],
)
def test_a_mistake_in_the_map_is_reported_at_its_place(
    tmp_path: Path, *, oud: str, nieuw: str, code: str, melding: str, hulp: str
) -> None:
    """A wrong number, carrier or state is a diagnosis with file, line and column."""
    kapot = tmp_path / PAD.name
    tekst = PAD.read_text(encoding="utf-8")
    assert oud in tekst
    kapot.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")
    gevonden = {(d.code, d.melding): d for d in controleer_dekking(kapot, boek())}
    diagnose = gevonden[code, melding]
    assert diagnose.hulp == hulp
    assert diagnose.positie is not None
    assert diagnose.positie.bestand == PAD.name


# The rule tests notice every break


@cache
def gevallen() -> tuple[tuple[Geval, Voorstel], ...]:
    """Every rule test that holds, with what the rules propose; each is read and run once."""
    samen = []
    for geval in lees(regelwerk(), RULES / "toetsen").gevallen:
        voorstel, diagnoses = beoordeel(geval)
        if voorstel is not None and not diagnoses:
            samen.append((geval, voorstel))
    return tuple(samen)


@cache
def waar_geldt() -> Mapping[str, set[str]]:
    """Per rule the tests in which it held."""
    gevonden: dict[str, set[str]] = defaultdict(set)
    for geval, voorstel in gevallen():
        sporen = [voorstel.spoor, *(s for _, s in voorstel.anders)]
        for id_ in boek().regels:
            if any(spoor.status(id_) is Status.GELDT for spoor in sporen):
                gevonden[id_].add(geval.naam)
    return gevonden


def eerst(voorop: Iterable[str]) -> Iterator[Geval]:
    """Yield the tests, those with these names first."""
    namen = set(voorop)
    alle = [geval for geval, _ in gevallen()]
    return iter(sorted(alle, key=lambda geval: geval.naam not in namen))


def overleeft(mutant: Rulebook, tests: Iterable[Geval]) -> bool:
    """Tell whether all of these tests hold for a broken rulebook too."""
    return not any(beoordeel(geval, mutant)[1] for geval in tests)


def zonder(deel: Mapping[str, T], naam: str) -> dict[str, T]:
    return {id_: inhoud for id_, inhoud in deel.items() if id_ != naam}


def regel_weg(heel: Rulebook, naam: str) -> Rulebook:
    uitkomsten = {
        id_: replace(uitkomst, regels=tuple(r for r in uitkomst.regels if r != naam))
        for id_, uitkomst in heel.uitkomsten.items()
    }
    return replace(heel, regels=zonder(heel.regels, naam), uitkomsten=uitkomsten)


def regel_omgekeerd(heel: Rulebook, regel: Regel) -> Rulebook:
    assert regel.voorwaarde is not None
    anders = replace(regel, voorwaarde=Niet(regel.voorwaarde))
    return replace(heel, regels={**heel.regels, regel.id: anders})


def termijn_langer(heel: Rulebook, termijn: Termijn) -> Rulebook:
    """Return the rulebook with a term that ends a day later, at the same time."""
    tijd = termijn.stappen[-1:] if termijn.stappen[-1].soort == "tijd" else ()
    stappen = termijn.stappen[: len(termijn.stappen) - len(tijd)]
    langer = replace(termijn, stappen=(*stappen, Stap("dagen", 1), *tijd))
    return replace(heel, termijnen={**heel.termijnen, termijn.id: langer})


def regels_en_cellen() -> Iterator[Regel]:
    """Yield every rule and every cell that carries an entry."""
    regels, tabellen = set(dekking().dragers("regel")), set(dekking().dragers("tabel"))
    for regel in boek().regels.values():
        if regel.tabel in tabellen if regel.tabel else regel.id in regels:
            yield regel


def test_a_rule_cell_or_term_that_is_missing_or_longer_fails_a_rule_test() -> None:
    """Without a rule or cell, or with a day more, some rule test fails."""
    overlevenden = set()
    for regel in regels_en_cellen():
        if overleeft(regel_weg(boek(), regel.id), eerst(waar_geldt().get(regel.id, ()))):
            overlevenden.add(f"zonder {regel.id}")
    met_termijn = [geval for geval, _ in gevallen() if "termijnen" in geval.verwacht.map]
    for naam in dekking().dragers("termijn"):
        if overleeft(termijn_langer(boek(), boek().termijnen[naam]), met_termijn):
            overlevenden.add(f"langer {naam}")
    assert overlevenden == {naam for naam in ONMERKBAAR if naam.startswith("zonder ")}


@pytest.mark.lang
def test_a_rule_or_cell_that_is_turned_round_fails_a_rule_test() -> None:
    """With the opposite of its condition, some rule test fails."""
    overlevenden = set()
    for regel in regels_en_cellen():
        raakt = waar_geldt().get(regel.id, set())
        if regel.voorwaarde and overleeft(regel_omgekeerd(boek(), regel), eerst(raakt)):
            overlevenden.add(f"omgekeerd {regel.id}")
    assert overlevenden == {naam for naam in ONMERKBAAR if naam.startswith("omgekeerd ")}

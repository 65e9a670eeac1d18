"""The JavaScript counting in the weekrooster gives what Python counts."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from engine.explanation.model import maak_model, model_tekst
from engine.indicatie.intake_vorm import DAGEN, Rij
from engine.indicatie.weekrooster import tel
from engine.rulebook.klassen import Interval
from engine.rulebook.regelwerk import laad
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.vorm import Wie
from tests.explanation import lezen
from tests.referentie.gevallen import ZAAD, onze_regels, toeval

ROOSTERS = 2_000
GOED = Path(__file__).parents[1] / "diagnoses" / "goed"
TELLER = lezen.LEZER.with_name("tel_roosters.mjs")


def maak_rij(rng: Random) -> dict[str, Any]:
    """Return a random row, as an intake writes it."""
    rij: dict[str, Any] = {
        "activiteit": "samen iets doen",
        "resultaat": rng.randint(1, 13),
        "wie": rng.choice(["beroepskracht", "beroepskracht", *get_args(Wie)]),
        "vorm": rng.choice(["individueel", "individueel", "groep"]),
        "tijdelijk": rng.choice(["nee", "nee", "nee", False, "ja", True]),
    }
    dagen = rng.sample(DAGEN, rng.randint(1, 7))
    rij |= rng.choice(
        [
            {"dagen": dagen},
            {"dagen": dagen, "om_de_week": True},
            {"dagen": "onbekend"},
            {"dagen": ["onbekend"], "om_de_week": "ja"},
            {"om_de_week": True},
            {"keren_per_maand": rng.choice(["1", "2.5", "13"])},
        ]
    )
    if rij["vorm"] == "groep":
        return rij | {"dagdelen": rng.choice(["1", "2", "0.5"])}
    return rij | {
        "minuten": rng.choice([5, 10, 14, 15, 16, 45, 60, 95]),
        "keren_per_dag": rng.choice([1, 1, 2, 3]),
    }


@pytest.mark.parametrize("regels", ["onze regels", "rooster"])
def test_2_000_weekroosters_are_counted_alike(regels: str, tmp_path: Path) -> None:
    """Hours, sessions, days and the longest contact, exact, also where days are not known."""
    boek = onze_regels() if regels == "onze regels" else laad(GOED / regels).boeken[0]
    assert {t.vorm.tel for t in boek.tellingen.values()} >= {"uren", "dagen"}
    rng = toeval("telling", regels)
    roosters = [[maak_rij(rng) for _ in range(rng.randint(0, 8))] for _ in range(ROOSTERS)]
    model = model_tekst(maak_model(boek, "hash"))
    gelezen = lezen.lees(tmp_path, model, list(map(json.dumps, roosters)), TELLER)
    for rooster, feiten in zip(roosters, gelezen, strict=True):
        assert _exact(feiten) == _geteld(boek, rooster), f"ZAAD={ZAAD}: {rooster}"


def _geteld(boek: Rulebook, rooster: list[dict[str, Any]]) -> dict[str, Interval]:
    return tel(boek, [Rij.model_validate(_als_tekst(rij)) for rij in rooster])


def _als_tekst(rij: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the reading of JSON leaves it: true and false as words."""
    return {n: str(w).lower() if isinstance(w, bool) else w for n, w in rij.items()}


def _exact(feiten: dict[str, dict[str, str]]) -> dict[str, Interval]:
    return {
        naam: Interval(Fraction(feit["laag"]), Fraction(feit["hoog"]))
        for naam, feit in feiten.items()
    }


def test_what_is_counted_is_a_fact_for_the_reader(tmp_path: Path) -> None:
    """The counts of a rooster go into the reader as they are."""
    model, rooster = model_tekst(maak_model(onze_regels(), "hash")), [maak_rij(Random(1))]
    (geteld,) = lezen.lees(tmp_path, model, [json.dumps(rooster)], TELLER)
    (antwoord,) = lezen.lees(tmp_path, model, [json.dumps({"feiten": geteld})])
    assert "fout" not in antwoord
    feiten = _geteld(onze_regels(), rooster)
    assert antwoord["sets"] == list(lezen.scherp(onze_regels(), feiten).sets)

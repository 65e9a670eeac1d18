"""Running the JavaScript reader of the model, and saying the same with the Python engine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import verscherp
from engine.explanation.open_vragen import open_vragen
from engine.explanation.waarom import Schakel, waarom, waarom_signaal
from engine.indicatie.voorstel import Voorstel
from engine.rulebook.klassen import Grootheid, Interval, toon_dag
from engine.rulebook.rulebook import SIGNAAL, Feiten, Rulebook
from tests.indicatie.maken import voorstel as maak_voorstel

LEZER = Path(__file__).with_name("lees_intakes.mjs")
Antwoord = dict[str, Any]


def regel(boek: Rulebook, feiten: Feiten, **meer: object) -> str:
    """Return one line of the file with intakes."""
    geschreven = {id_: _feit(boek.grootheden[id_], feit) for id_, feit in feiten.items()}
    return json.dumps({"feiten": geschreven, **meer})


def _feit(grootheid: Grootheid, feit: str | Interval) -> object:
    """Return a fact as a page would hand it over: names, and numbers and dates as text."""
    if isinstance(feit, str):
        return feit

    def toon(waarde: Fraction) -> str:
        return toon_dag(waarde) if grootheid.is_datum else str(waarde)

    laag, hoog = toon(feit.laag), toon(feit.hoog)
    return laag if laag == hoog else {"laag": laag, "hoog": hoog}


class Lezer:
    """One Node process that reads a model and answers intakes, beside the Python engine."""

    def __init__(self, map_: Path, model: str, regels: Sequence[str], script: Path = LEZER) -> None:
        """Start it; it needs Node, and says so when there is none."""
        (map_ / "model.json").write_text(model, encoding="utf-8")
        (map_ / "intakes.jsonl").write_text("\n".join(regels), encoding="utf-8")
        self.uit = (map_ / "antwoorden.jsonl").open("w+", encoding="utf-8")
        opdracht = ["node", str(script), str(map_ / "model.json"), str(map_ / "intakes.jsonl")]
        self.proces = subprocess.Popen(opdracht, stdout=self.uit)

    def antwoorden(self) -> list[Antwoord]:
        """Wait until it is done and return what it says of each intake."""
        assert self.proces.wait(timeout=300) == 0
        self.uit.seek(0)
        with self.uit:
            return [json.loads(antwoord) for antwoord in self.uit]


def lees(map_: Path, model: str, regels: Sequence[str], script: Path = LEZER) -> list[Antwoord]:
    """Return what the reader, or another script, says of each intake."""
    return Lezer(map_, model, regels, script).antwoorden()


def scherp(boek: Rulebook, feiten: Feiten) -> Spoor:
    """Return the trace of a case with only what some completion gives."""
    return verscherp(evalueer(boek, feiten))


@cache
def _ander_voorstel() -> Voorstel:
    return maak_voorstel()


def verwacht(spoor: Spoor, *, uitleg: bool) -> Antwoord:
    """Return what the reader must say of an intake of our rules."""
    # What is open hangs on the trace alone; the rest of the voorstel is any other.
    voorstel = replace(_ander_voorstel(), spoor=spoor)
    antwoord = _sets(spoor)
    antwoord |= {"advies": list(voorstel.advies), "openstaand": list(voorstel.openstaand)}
    return antwoord | (_uitleg(spoor, voorstel.advies) if uitleg else {})


def verwacht_per_uitkomst(spoor: Spoor) -> Antwoord:
    """Return what the reader must say of an intake of any rules, outcome by outcome."""
    uitkomsten = list(spoor.boek.uitkomsten)
    open_ = [list(open_vragen(spoor, [uitkomst])) for uitkomst in uitkomsten]
    return {**_sets(spoor), "openstaand": open_, **_uitleg(spoor, uitkomsten)}


def _sets(spoor: Spoor) -> Antwoord:
    statussen = [spoor.status(regel).value for regel in spoor.boek.regels]
    return {"sets": list(spoor.sets), "statussen": statussen}


def _uitleg(spoor: Spoor, uitkomsten: Sequence[str]) -> Antwoord:
    enkele = [u for u in uitkomsten if u in spoor.boek.grootheden]
    gegeven = spoor.leden(SIGNAAL) if SIGNAAL in spoor.boek.uitkomsten else ()
    return {
        "waarom": [_keten(waarom(spoor, u)) for u in enkele],
        "signalen": [_keten(waarom_signaal(spoor, s)) for s in gegeven],
    }


def _keten(schakel: Schakel) -> Antwoord:
    keten: Antwoord = schakel.als_json()
    if schakel.stil:
        keten["stil"] = True
    if schakel.onder:
        keten["onder"] = [_keten(deel) for deel in schakel.onder]
    return keten


def verschil(een: object, ander: object, plek: str = "") -> str:
    """Return the first place where two answers differ, with what each says there."""
    if isinstance(een, dict) and isinstance(ander, dict) and een.keys() == ander.keys():
        paren = [(str(n), een[n], ander[n]) for n in een]
    elif isinstance(een, list) and isinstance(ander, list) and len(een) == len(ander):
        paren = [(str(n), *paar) for n, paar in enumerate(zip(een, ander, strict=True))]
    else:
        return f"{plek}: Python {een!r}, lezer {ander!r}"
    eerste = next((p for p in paren if p[1] != p[2]), None)
    return verschil(eerste[1], eerste[2], f"{plek}/{eerste[0]}") if eerste else ""

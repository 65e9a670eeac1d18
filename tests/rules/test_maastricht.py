"""Another regelwerk on the same engine: the pilot of Maastricht in 2018."""

from __future__ import annotations

from functools import cache

import pytest

from engine.indicatie.toetsen import Uitslag, draai
from engine.proof.dekking import gaten
from engine.rulebook.gronden import onderdelen
from engine.rulebook.regelwerk import Regelwerk, laad
from engine.rulebook.weergave import op_een_regel
from tests.indicatie.maken import REGELS
from tests.indicatie.spoedmaken import als_json, toets_tekst
from tests.rules.test_dekking import dekking

MAP = REGELS / "regios" / "maastricht-2018"
MELDING = {
    "levensbedreigend": "ja",
    "oorzaak": ["netwerk"],
    "hulpvorm": ["huishouden"],
    "beroep": "huisarts",
    "pilotwijk": "ja",
    "start_spoed": "2018-09-03",
}


@cache
def maastricht() -> Regelwerk:
    return laad(MAP)


@cache
def uitslag() -> Uitslag:
    return draai(maastricht(), MAP / "toetsen")


def test_every_rule_test_holds_and_nothing_is_untouched() -> None:
    """The tests were written from the announcement of the pilot."""
    assert [op_een_regel(d) for d in uitslag().diagnoses] == []
    boek = maastricht().boeken[-1]
    assert [f"{g.soort} {g.id} {g.mist}" for g in gaten(boek, uitslag().sporen)] == []


def test_every_entry_of_maastricht_is_carried_there() -> None:
    """R258 to R263: our own rules leave them out because these carry them."""
    genoemd = {
        n for deel in onderdelen(maastricht().boeken[-1]) for n in deel.grond.bron.inventaris
    }
    elders = {n for n, punt in dekking().punten.items() if punt.buiten == "ander_regelwerk"}
    assert elders == {f"R{n}" for n in range(258, 264)}
    assert elders <= genoemd


@pytest.mark.parametrize(
    ("anders", "oordeel", "blokkade"),
    [
        ({}, "voldoet", None),
        ({"beroep": "ander"}, "voldoet_niet", "geen_mandaat"),
        ({"pilotwijk": "nee"}, "voldoet_niet", "geen_mandaat"),
        ({"start_spoed": "2019-02-01"}, "voldoet_niet", "buiten_periode"),
        ({"start_spoed": "2018-05-31"}, "voldoet_niet", "buiten_periode"),
    ],
)
def test_outside_the_period_or_without_mandate_the_check_says_so(
    anders: dict[str, str], oordeel: str, blokkade: str | None
) -> None:
    """The same check as ours, with its own criteria and blocks."""
    uit = als_json(toets_tekst({"antwoorden": {**MELDING, **anders}}, maastricht()), maastricht())
    assert uit["oordeel"] == oordeel
    aanwezig = [b["id"] for b in uit["blokkades"] if b["oordeel"] == "aanwezig"]
    assert aanwezig == ([blokkade] if blokkade else [])
    assert "arrangement" not in uit
    assert "loket" not in uit

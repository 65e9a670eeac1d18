"""The rule tests beside the rules all hold, and leave nothing untouched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.indicatie.toetsen import Uitslag, draai
from engine.proof.dekking import gaten
from engine.rulebook.weergave import op_een_regel
from tests.indicatie.maken import boek, regelwerk

TOETSEN = Path(__file__).parents[2] / "rules" / "toetsen"


@cache
def uitslag() -> Uitslag:
    return draai(regelwerk(), TOETSEN)


def test_every_rule_test_holds() -> None:
    """What is written from the sources is what the rules give."""
    assert [op_een_regel(d) for d in uitslag().diagnoses] == []


def test_no_rule_cell_or_answer_is_untouched() -> None:
    """Each rule and cell holds and fails somewhere; each answer is given and left out."""
    assert [f"{g.soort} {g.id} {g.mist}" for g in gaten(boek(), uitslag().sporen)] == []


def test_there_are_many_and_no_two_have_the_same_name() -> None:
    """A name is the sentence that must hold, so each stands once."""
    namen = uitslag().namen
    assert len(namen) >= 150
    assert len(set(namen)) == len(namen)

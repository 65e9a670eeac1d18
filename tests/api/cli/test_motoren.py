"""`arrangement voorstel` evaluates every intake on two engines, and vouches for no other."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from engine.rete.motor import Motoren
from tests.api.cli.conftest import Draai
from tests.api.hulp import ENGELS, VOORBEELDEN, kleine_intake, voer_uit
from tests.rete import fouten


@pytest.fixture
def intake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    pad = tmp_path / "intake.json"
    pad.write_text(json.dumps(kleine_intake()), encoding="utf-8")
    return pad


def stuk(monkeypatch: pytest.MonkeyPatch, fout: fouten.Planfout) -> None:
    """Plant a fault in the second engine."""
    monkeypatch.setattr("api.cli.voorstel.Motoren", lambda: fouten.MotorenMetFout(fout))


def test_equal_outcomes_are_said_to_be_equal(draai: Draai, intake: Path) -> None:
    """The screen and the JSON say that two engines agree."""
    assert "Twee keer berekend, gelijk." in " ".join(draai("voorstel", intake).uit.split())
    voorstel = json.loads(draai("voorstel", intake, "--json").uit)
    assert voorstel["motoren"] == {"gelijk": True, "welke": ["evaluator", "durable-rules"]}


def test_a_difference_gives_no_voorstel(
    draai: Draai, intake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3, one Dutch line with the place of the report, and no outcome."""
    stuk(monkeypatch, fouten.een_klasse)
    uitslag = draai("voorstel", intake)
    (verslag,) = (tmp_path / "staat" / "arrangementwijzer").iterdir()
    assert (uitslag.code, uitslag.uit, len(uitslag.fouten)) == (3, "", 1)
    assert "De twee berekeningen verschillen bij " in uitslag.fout
    assert str(verslag) in uitslag.fout
    assert not ENGELS.search(uitslag.fout.replace(str(tmp_path), ""))
    als_json = draai("voorstel", intake, "--json")
    assert als_json.code == 3
    assert json.loads(als_json.uit)["motoren"]["gelijk"] is False
    assert json.loads(als_json.uit).keys() == {"regelwerk", "motoren"}


def test_a_second_engine_that_fails_gives_no_voorstel(
    draai: Draai, intake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3, also when the evaluator alone knew the outcome."""
    stuk(monkeypatch, fouten.een_kapot_net)
    uitslag = draai("voorstel", intake, "--json")
    assert uitslag.code == 3
    assert "De tweede berekening is niet gelukt" in uitslag.fout
    assert "uitkomst" not in json.loads(uitslag.uit)


def test_every_line_of_a_file_is_evaluated_twice(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker does all lines; a line that cannot be read stops nothing."""
    gebruikt: list[Motoren] = []

    def motoren() -> Motoren:
        gebruikt.append(Motoren())
        return gebruikt[-1]

    monkeypatch.setattr("api.cli.voorstel.Motoren", motoren)
    pad = tmp_path / "intakes.jsonl"
    regel = json.dumps(kleine_intake())
    pad.write_text(f"{regel}\n{{}}\n{regel}\n", encoding="utf-8")
    uitslag = draai("voorstel", pad, "--json")
    assert uitslag.code == 2
    assert [json.loads(r)["motoren"]["gelijk"] for r in uitslag.uit.splitlines()] == [True, True]
    assert len(gebruikt) == 1


def test_the_installed_program_evaluates_twice_and_leaves_nothing_behind() -> None:
    """Started as a user starts it, from another folder, the worker works and ends."""
    gestart = voer_uit("voorstel", str(VOORBEELDEN[1]), "--json", omgeving={"HOME": os.devnull})
    assert (gestart.returncode, gestart.stderr) == (0, b"")
    assert json.loads(gestart.stdout)["motoren"]["gelijk"] is True

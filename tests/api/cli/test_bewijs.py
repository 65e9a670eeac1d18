"""`bewijs`: what is proven, over how much, and an intake for what is not."""

from __future__ import annotations

import json
import re
import shutil
from itertools import takewhile
from pathlib import Path

import pytest
import yaml

from tests.api.cli.conftest import Draai
from tests.api.hulp import REGELS
from tests.rulebook.werk import vervang


@pytest.fixture
def kapot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our own rules below the current folder, with a rule that overlaps the matrix."""
    monkeypatch.chdir(tmp_path)
    map_ = tmp_path / "regels"
    shutil.copytree(REGELS, map_, ignore=shutil.ignore_patterns("toetsen"))
    bestand = map_ / "arrangement.yaml"
    extra = (
        "regels:\n  - id: A-extra\n    als: {inzet: zwaar, complexiteit: licht, gedrag: letsel}\n"
        "    dan: {arrangement: 8}\n    omdat: Extra.\n    u: Extra.\n    bron: {}\ntabellen:\n"
    )
    tekst = bestand.read_text(encoding="utf-8")
    bestand.write_text(vervang(tekst, "tabellen:\n", extra), encoding="utf-8")
    return map_


def test_our_own_rules_are_proven(draai: Draai) -> None:
    """Per property a line with what was proven and over how many combinations."""
    uitslag = draai("bewijs")
    assert (uitslag.code, uitslag.fout) == (0, "")
    tekst = re.sub(r"\s+", " ", uitslag.uit)
    for naam in ("volledig en eenduidig", "bereikbaar", "monotoon"):
        assert re.search(rf"{naam}: bewezen, over (ongeveer )?\d[\d.,]* [\w^ ]*combinaties", tekst)
    assert "ook over elke fase" in tekst


def test_the_json_has_the_exact_numbers(draai: Draai) -> None:
    """Every property with its number of combinations, all digits of it."""
    ((periode,),) = json.loads(draai("bewijs", "--json").uit).values()
    assert periode["vanaf"] == "2021-01-01"
    assert [b["bewezen"] for b in periode["bewijzen"]] == [True] * 3
    assert all(int(b["combinaties"]) > 1_000_000 for b in periode["bewijzen"])


def test_what_is_found_comes_with_an_intake_that_shows_it(draai: Draai, kapot: Path) -> None:
    """The printed intake is read by `voorstel`, which then cannot give one arrangement."""
    uitslag = draai("bewijs", "--regelwerk", kapot)
    assert uitslag.code == 1
    assert "niet bewezen" in uitslag.uit
    assert "regels/arrangement.yaml:" in uitslag.uit
    regels = uitslag.uit.splitlines()
    begin = next(n for n, r in enumerate(regels) if "waarop dit te zien is" in r) + 1
    intake = [r[4:] for r in takewhile(lambda r: r.startswith("    "), regels[begin:])]
    Path("intake.yaml").write_text("\n".join(intake), encoding="utf-8")
    voorstel = draai("voorstel", "intake.yaml", "--regelwerk", kapot)
    assert voorstel.code == 3
    assert "'arrangement' meer dan een waarde" in voorstel.fout + voorstel.uit


def test_the_json_of_what_is_found_has_the_same_intake(draai: Draai, kapot: Path) -> None:
    """Code, place and intake, as data."""
    uitslag = draai("bewijs", "--json", "--regelwerk", kapot)
    assert uitslag.code == 1
    ((periode,),) = json.loads(uitslag.uit).values()
    (bevinding,) = periode["bewijzen"][0]["bevindingen"]
    assert (bevinding["code"], bevinding["bestand"]) == (
        "bewijs-overlap",
        "regels/arrangement.yaml",
    )
    (intake,) = bevinding["intakes"]
    assert intake["antwoorden"]["gedrag"] == "letsel"
    assert yaml.safe_dump(intake)


def test_a_missing_regelwerk_is_input_that_cannot_be_used(draai: Draai, tmp_path: Path) -> None:
    """As in every command."""
    assert draai("bewijs", "--regelwerk", tmp_path / "weg").code == 2

"""Every golden case gives exactly the diagnoses that stand beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.rulebook.codes import CODES
from engine.rulebook.regelwerk import controleer
from tests.diagnoses.gevallen import (
    FOUT,
    GOED,
    KOP,
    MAKEN,
    REGELS,
    SCHRIJF,
    VERWACHT,
    ZONDER_KOP,
    beoordeel,
    code_van,
    gevallen,
    leg_klaar,
    uitvoer,
)


@pytest.mark.parametrize("geval", gevallen(FOUT), ids=lambda pad: pad.name)
def test_a_broken_case_gives_exactly_its_expected_text(
    geval: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken case is reported word for word as beside it, and under its own code alone."""
    leg_klaar(geval, tmp_path / "regelwerk")
    monkeypatch.chdir(tmp_path)  # so that no text depends on where the tests run
    diagnoses, teksten = beoordeel(Path("regelwerk"))
    tekst = uitvoer(diagnoses, teksten)
    if SCHRIJF in os.environ:
        (geval / VERWACHT).write_text(tekst, encoding="utf-8")
    assert {d.code for d in diagnoses} == {code_van(geval.name)}
    assert tekst == (geval / VERWACHT).read_text(encoding="utf-8")


@pytest.mark.parametrize("geval", gevallen(FOUT), ids=lambda pad: pad.name)
def test_a_broken_case_says_where_and_what_to_do(
    geval: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every diagnosis is a Dutch sentence with help, and points inside its file."""
    leg_klaar(geval, tmp_path / "regelwerk")
    monkeypatch.chdir(tmp_path)
    diagnoses, teksten = beoordeel(Path("regelwerk"))
    for diagnose in diagnoses:
        assert diagnose.melding.endswith((".", ".)")), diagnose
        assert diagnose.hulp.endswith((".", "?")), diagnose
        plaats = diagnose.positie
        if plaats is None or plaats.bestand not in teksten:
            continue
        regels = teksten[plaats.bestand].splitlines() or [""]
        assert 1 <= plaats.regel <= len(regels), diagnose
        assert 1 <= plaats.kolom <= len(regels[plaats.regel - 1]) + 1, diagnose


def test_every_code_has_a_case() -> None:
    """A code without a broken example is a message that nobody has seen."""
    assert {code_van(geval.name) for geval in gevallen(FOUT)} == set(CODES)


def test_every_case_that_is_made_has_its_expected_text() -> None:
    """What a test makes itself still stands as a folder with the text to expect."""
    namen = {geval.name for geval in gevallen(FOUT)}
    assert set(MAKEN) | ZONDER_KOP <= namen
    for geval in gevallen(FOUT):
        assert (geval / VERWACHT).exists(), geval


def test_the_rules_beside_the_cases_are_correct(tmp_path: Path) -> None:
    """The default files are right, so that a case shows nothing but its own mistake."""
    for bron in (KOP, REGELS):
        (tmp_path / bron.name).write_bytes(bron.read_bytes())
    assert controleer(tmp_path)[0] == ()


@pytest.mark.parametrize("geval", gevallen(GOED), ids=lambda pad: pad.name)
def test_a_correct_case_gives_no_diagnosis(geval: Path) -> None:
    """What the language allows is accepted in silence: no fout and no waarschuwing."""
    diagnoses, teksten = controleer(geval)
    assert uitvoer(list(diagnoses), dict(teksten)).strip() == ""

"""`exporteer model`: the model on the screen, in a file, of another day, and its schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.api.cli.conftest import Draai
from tests.api.hulp import REGELWERK, WORTEL

TIJD = WORTEL / "tests" / "diagnoses" / "goed" / "tijd"


def test_the_model_fits_the_schema_that_is_exported_with_it(draai: Draai, tmp_path: Path) -> None:
    """On the screen and in a file it is the same, and `--schema` describes it."""
    uitslag = draai("exporteer", "model")
    assert (uitslag.code, uitslag.fout) == (0, "")
    model = json.loads(uitslag.uit)
    assert model["regelwerk"]["hash"] == REGELWERK.hash
    schema = json.loads(draai("exporteer", "model", "--schema").uit)
    Draft202012Validator(schema).validate(model)
    doel = tmp_path / "model.json"
    assert draai("exporteer", "model", "--uit", doel).uit == f"Geschreven: {doel}\n"
    assert doel.read_text(encoding="utf-8") == uitslag.uit


def test_the_model_is_of_the_day_that_is_asked(draai: Draai) -> None:
    """Without a day it holds the last rules, with one the rules of that day."""
    vroeg = json.loads(
        draai("exporteer", "model", "--regelwerk", TIJD, "--peildatum=2021-03-01").uit
    )
    laat = json.loads(draai("exporteer", "model", "--regelwerk", TIJD).uit)
    assert vroeg["regelwerk"]["tot"] < laat["regelwerk"]["vanaf"]


@pytest.mark.parametrize(
    ("optie", "zin"),
    [
        ("--peildatum=1999-01-01", "--peildatum: Op 1999-01-01 gelden er geen regels."),
        ("--uit= ", "--uit: Hier ontbreekt de naam van een bestand."),
        ("--uit=/bestaat/niet/model.json", "--uit: '/bestaat/niet/model.json' is niet te"),
    ],
)
def test_what_cannot_be_written_is_told(draai: Draai, optie: str, zin: str) -> None:
    """One Dutch line, and exit code 2."""
    uitslag = draai("exporteer", "model", optie)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith(zin)

"""The schemas beside the rules: up to date, and true of every rule file and example."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from api.cli.exporteer import maak_schemas, schema_tekst
from tests.indicatie.maken import REGELS, VOORBEELDEN, boek, regelwerk

SCHEMAS = REGELS / "schema"
GEEN_REGELS = {"dekking.yaml"}
REGELBESTANDEN = sorted(p for p in REGELS.glob("*.yaml") if p.name not in GEEN_REGELS)
SOORT = {"regelwerk.yaml": "regelwerk"}


class Lezer(yaml.SafeLoader):
    """Reads YAML as version 1.2 does: ja and nee are texts, and so are dates."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as in the class above


for soort, vorm, begin in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Lezer.add_implicit_resolver(f"tag:yaml.org,2002:{soort}", re.compile(f"^(?:{vorm})$"), begin)


def lees(pad: Path) -> Any:
    """Return a YAML file as JSON data: keys are texts."""
    return json.loads(json.dumps(yaml.load(pad.read_text(encoding="utf-8"), Loader=Lezer)))


@cache
def schema(naam: str) -> Any:
    """Return the schema that stands beside the rules."""
    return json.loads((SCHEMAS / f"{naam}.schema.json").read_text(encoding="utf-8"))


@cache
def toets(naam: str) -> Draft202012Validator:
    """Return what holds data against a schema."""
    Draft202012Validator.check_schema(schema(naam))
    return Draft202012Validator(schema(naam))


def fouten(naam: str, inhoud: Any) -> list[str]:
    """Return what a schema finds wrong."""
    return [f"{f.json_path}: {f.message[:200]}" for f in toets(naam).iter_errors(inhoud)]


@pytest.mark.parametrize("naam", ["regelset", "regelwerk", "intake"])
def test_the_committed_schemas_are_the_generated_ones(naam: str) -> None:
    """The schema beside the rules is what the rules give now (remake them with make schema)."""
    tekst = (SCHEMAS / f"{naam}.schema.json").read_text(encoding="utf-8")
    assert tekst == schema_tekst(maak_schemas(regelwerk())[naam])


@pytest.mark.parametrize("pad", REGELBESTANDEN, ids=lambda p: p.name)
def test_every_rule_file_points_to_its_schema(pad: Path) -> None:
    """The first line makes any editor with a YAML language server complete and check."""
    naam = f"schema/{SOORT.get(pad.name, 'regelset')}.schema.json"
    eerste = pad.read_text(encoding="utf-8").splitlines()[0]
    assert eerste == f"# yaml-language-server: $schema={naam}"
    assert (REGELS / naam).is_file()


@pytest.mark.parametrize("pad", REGELBESTANDEN, ids=lambda p: p.name)
def test_every_rule_file_fits_its_schema(pad: Path) -> None:
    """An editor marks nothing in our own rules."""
    assert fouten(SOORT.get(pad.name, "regelset"), lees(pad)) == []


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.name)
def test_every_example_fits_the_schema_of_an_intake(pad: Path) -> None:
    """An editor marks nothing in the examples."""
    assert fouten("intake", lees(pad)) == []


def test_the_intake_schema_offers_the_real_questions_and_answers() -> None:
    """Every question stands in it with its own wording, and every answer with its text."""
    vragen = schema("intake")["$defs"]["Antwoorden"]["properties"]
    assert set(vragen) == set(boek().vragen)
    for naam, vraag in boek().vragen.items():
        assert vragen[naam]["description"] == vraag.vorm.vraag
        tekst = json.dumps(vragen[naam], ensure_ascii=False)
        for antwoord, inhoud in (vraag.vorm.antwoorden or {}).items():
            aanbod = {"const": antwoord, "description": inhoud.tekst}
            assert json.dumps(aanbod, ensure_ascii=False) in tekst, (naam, antwoord)


def test_the_rule_schema_offers_the_real_names() -> None:
    """Conditions offer every question and outcome; conclusions every outcome but a place."""
    defs = schema("regelset")["$defs"]
    assert set(defs["Voorwaarde"]["properties"]) >= set(boek().vragen) | set(boek().uitkomsten)
    anders = {u.id for u in boek().uitkomsten.values() if u.kies != "plaats"}
    assert set(defs["Conclusie"]["properties"]) == anders


@pytest.mark.parametrize(
    "fout",
    [
        {"antwoorden": {"besluiten": "zelf"}},
        {"peildatum": "2021-06-01", "antwoorden": {}},
        {"peildatum": "2021-06-01", "antwoorden": {"besluiten": "altijd"}},
        {"peildatum": "2021-06-01", "antwoorden": {"beslisen": "zelf"}},
        {"peildatum": "2021-06-01", "antwoorden": {"besluiten": {"waard": "zelf"}}},
        {"peildatum": "2021-06-01", "antwoorden": {"veiligheid": []}},
        {"peildatum": "2021-06-01", "antwoorden": {"voorliggend": {"tandarts": "kan"}}},
        {"peildatum": "2021-06-01", "antwoorden": {"besluiten": "zelf"}, "weekroster": []},
        {"peildatum": 2021, "antwoorden": {"besluiten": "zelf"}},
    ],
    ids=[
        "geen peildatum",
        "geen antwoord",
        "onbekend antwoord",
        "onbekende vraag",
        "onbekende sleutel",
        "lege lijst",
        "onbekend onderdeel",
        "onbekend deel",
        "getal als datum",
    ],
)
def test_an_editor_marks_what_is_wrong(fout: dict[str, Any]) -> None:
    """The schema refuses what the reader refuses too."""
    assert fouten("intake", fout)

"""The description of the service: OpenAPI 3.1, by the Dutch rules for the design of an API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.opbouw import VERSIE, maak_app
from tests.api.hulp import BOEK, ENGELS, REGELWERK, VOORBEELDEN, als_gegevens, kleine_intake

KLANT = TestClient(maak_app(REGELWERK))
ANTWOORD = KLANT.get("/v1/openapi.json")
DOCUMENT: dict[str, Any] = ANTWOORD.json()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def bewerkingen() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every path, method and operation."""
    for pad, methoden in DOCUMENT["paths"].items():
        for methode, bewerking in methoden.items():
            yield pad, methode, bewerking


def verwijzingen(deel: Any) -> Iterator[str]:
    """Yield every reference in a part of the document."""
    if isinstance(deel, list):
        for onderdeel in deel:
            yield from verwijzingen(onderdeel)
    elif isinstance(deel, dict):
        if isinstance(deel.get("$ref"), str):
            yield deel["$ref"]
        for onderdeel in deel.values():
            yield from verwijzingen(onderdeel)


def keurder(naam: str) -> Draft202012Validator:
    """Return a validator for a schema of the document."""
    wortel = {"$ref": f"#/components/schemas/{naam}", "components": DOCUMENT["components"]}
    return Draft202012Validator(wortel)


def test_the_document_is_there_for_everyone() -> None:
    """The document is found below the base, as JSON, and any page may read it."""
    assert ANTWOORD.status_code == 200
    assert ANTWOORD.headers["Content-Type"] == "application/json"
    assert ANTWOORD.headers["Access-Control-Allow-Origin"] == "*"


def test_the_head_of_the_document() -> None:
    """The document is OpenAPI 3.1 with title, version, contact, licence and one server."""
    assert re.fullmatch(r"3\.1\.\d+", DOCUMENT["openapi"])
    info = DOCUMENT["info"]
    assert info["title"] == "Arrangementwijzer"
    assert info["version"] == VERSIE
    assert info["description"]
    assert all(info["contact"][deel] for deel in ("name", "url", "email"))
    assert info["license"]["identifier"] == "EUPL-1.2"
    assert [server["url"] for server in DOCUMENT["servers"]] == ["/v1"]


def test_paths_stand_below_the_server() -> None:
    """Paths do not repeat the base, are in kebab-case and do not end in a slash."""
    assert {pad.split("/")[1] for pad in DOCUMENT["paths"]} == {
        "vragen",
        "voorstellen",
        "spoedtoetsen",
        "gesprekken",
        "regelwerken",
    }
    for pad in DOCUMENT["paths"]:
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-zA-Z]+\}))+(/_[a-z]+)?", pad)


def test_every_operation_has_a_name_and_dutch_words() -> None:
    """Every operation has its own id, a Dutch summary and a tag that is described."""
    namen = [bewerking["operationId"] for _, _, bewerking in bewerkingen()]
    assert len(set(namen)) == len(namen)
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    for _, _, bewerking in bewerkingen():
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", bewerking["operationId"])
        assert bewerking["summary"]
        assert not ENGELS.search(f"{bewerking['summary']} {bewerking.get('description', '')}")
        assert set(bewerking["tags"]) <= tags


def test_every_response_has_the_version_and_problems_are_problem_json() -> None:
    """Every response tells its version, and every failure is described as problem details.

    Input that cannot be used is 400; 422 is only a key that was used for something else.
    """
    for pad, methode, bewerking in bewerkingen():
        beveiligd = "security" in bewerking
        assert ("401" in bewerking["responses"]) == beveiligd
        # A document is made and not written: no key, and nothing of it is kept.
        schrijft = beveiligd and methode in {"post", "patch"} and "documenten" not in pad
        assert ("422" in bewerking["responses"]) == schrijft
        for status, antwoord in bewerking["responses"].items():
            assert antwoord["headers"]["API-Version"]["schema"] == {"type": "string"}
            assert antwoord["description"]
            if status >= "4":
                assert list(antwoord["content"]) == ["application/problem+json"]
    voorstellen = DOCUMENT["paths"]["/voorstellen"]["post"]["responses"]
    assert set(voorstellen) == {"200", "400", "413", "415"}


def test_every_reference_is_there() -> None:
    """Every reference leads to a schema in the document, and every schema is sound."""
    for verwijzing in verwijzingen(DOCUMENT):
        assert verwijzing.removeprefix("#/components/schemas/") in SCHEMAS
    for naam, schema in SCHEMAS.items():
        assert re.fullmatch(r"([A-Z][a-z]+)+", naam)
        Draft202012Validator.check_schema(schema)


def test_dates_are_described_as_dates() -> None:
    """Every field that is named a date has the format of a date."""

    def loop(deel: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(deel, dict):
            yield from deel.get("properties", {}).items()
        for onderdeel in deel.values() if isinstance(deel, dict) else deel:
            if isinstance(onderdeel, dict | list):
                yield from loop(onderdeel)

    datums = [schema for naam, schema in loop(SCHEMAS) if naam.endswith("datum")]
    assert len(datums) > len(BOEK.vragen)
    assert all(schema.get("format") == "date" for schema in datums)


def test_the_request_has_the_real_questions() -> None:
    """The schema of an intake names every question of the rules with its answers, and no other."""
    vragen = SCHEMAS["Antwoorden"]["properties"]
    assert set(vragen) == set(BOEK.vragen)
    for naam, vraag in BOEK.vragen.items():
        assert vragen[naam]["description"] == vraag.vorm.vraag
        for antwoord in vraag.vorm.antwoorden or {}:
            assert f"'{antwoord}'" in str(vragen[naam])
    inhoud = DOCUMENT["paths"]["/voorstellen"]["post"]["requestBody"]
    assert inhoud["required"] is True
    een, lijst = inhoud["content"]["application/json"]["schema"]["anyOf"]
    assert een == lijst["items"] == {"$ref": "#/components/schemas/Intake"}
    assert lijst["maxItems"] == 100


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_is_valid_by_the_document(pad: Any) -> None:
    """What the service takes, the document describes."""
    keurder("Intake").validate(als_gegevens(pad))


def test_what_the_service_refuses_the_document_does_not_describe() -> None:
    """An unknown question, answer or key is invalid by the document as well."""
    for intake in (
        kleine_intake(gemente="beek"),
        kleine_intake(gemeente="bek"),
        kleine_intake() | {"onbekend": 1},
        {"antwoorden": {"gemeente": "beek"}},
        {"peildatum": "2021-06-15", "antwoorden": {}},
    ):
        assert KLANT.post("/v1/voorstellen", json=intake).status_code == 400
        assert not keurder("Intake").is_valid(intake)


def test_problems_are_as_described() -> None:
    """A problem that the service gives is valid by its own description."""
    for antwoord in (
        KLANT.post("/v1/voorstellen", json=kleine_intake(gemeente="bek")),
        KLANT.get("/nergens"),
        KLANT.get("/v1/voorstellen"),
    ):
        keurder("Probleem").validate(antwoord.json())

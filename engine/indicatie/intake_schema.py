"""JSON Schema of an intake, with the real questions and answers of a rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.indicatie.intake_vorm import Antwoordvorm, Intakevorm
from engine.rulebook.rulebook import Rulebook, Vraag
from engine.rulebook.schema import schema_van


def intake_schema(boek: Rulebook) -> dict[str, Any]:
    """Return the schema of an intake for this rulebook, for editors and other programs."""
    schema = schema_van(Intakevorm, "Intake voor de Arrangementwijzer")
    bewijs = _keuze(boek.kop.bewijs)
    antwoord = Antwoordvorm.model_json_schema()
    antwoord["properties"]["onbekend"] |= _keuze(boek.kop.redenen_onbekend)
    for deel in (antwoord, schema["$defs"]["Rij"]):
        deel["properties"]["blijkt_uit"] |= _een_of_meer(bewijs)
    datums = [v for v in boek.vragen.values() if v.vorm.soort == "datum"]
    datum = {"type": "string", "format": "date"}
    schema["$defs"] |= {
        "Data": {
            "type": "object",
            "properties": {v.id: {**datum, "description": v.vorm.vraag} for v in datums},
            "additionalProperties": False,
        },
        "Antwoorden": {
            "type": "object",
            "minProperties": 1,
            "properties": {v.id: _vraag(v, antwoord) for v in boek.vragen.values()},
            "additionalProperties": False,
        },
    }
    return schema


def _keuze(namen: Mapping[str, str]) -> dict[str, Any]:
    """One of these names, each with its text."""
    return {"anyOf": [{"const": naam, "description": tekst} for naam, tekst in namen.items()]}


def _een_of_meer(keuze: dict[str, Any]) -> dict[str, Any]:
    """One choice, or a list of them."""
    return {"anyOf": [keuze, {"type": "array", "items": keuze, "minItems": 1}]}


def _vraag(vraag: Vraag, antwoord: dict[str, Any]) -> dict[str, Any]:
    """An answer is a bare value, or the value with evidence, doubt and who says it."""
    waarde = _waarde(vraag)
    uitgebreid = {
        "type": "object",
        "properties": antwoord["properties"] | {"waarde": waarde, "twijfel": waarde},
        "additionalProperties": False,
    }
    return {"description": vraag.vorm.vraag, "anyOf": [waarde, uitgebreid, {"type": "null"}]}


def _waarde(vraag: Vraag) -> dict[str, Any]:
    vorm = vraag.vorm
    if vorm.soort == "datum":
        return {"type": "string", "format": "date"}
    if vorm.soort == "getal":
        return {"type": "integer" if vorm.geheel else "number"}
    if vorm.soort == "tekst":
        return {"type": "string"}
    keuze = _keuze({naam: inhoud.tekst for naam, inhoud in (vorm.antwoorden or {}).items()})
    if vorm.meer_antwoorden:
        return _een_of_meer(keuze)
    if vorm.per:
        return {
            "type": "object",
            "properties": dict.fromkeys(vorm.per, keuze),
            "additionalProperties": False,
        }
    return keuze

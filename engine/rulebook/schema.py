"""JSON Schema for editors: completion and help with the real names of a regelwerk.

Names that the schema does not know are allowed, so that a new question is not marked wrong
while it is being written; `controleer` is what judges.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from engine.rulebook import vorm
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.vorm_basis import VERWIJZING

DIALECT = GenerateJsonSchema.schema_dialect


def regelset_schema(boek: Rulebook) -> dict[str, Any]:
    """Return the schema of a rule file, with the names of this rulebook."""
    schema = schema_van(vorm.Regelset, "Regelbestand van de Arrangementwijzer")
    defs = schema["$defs"]
    defs["Voorwaarde"] = _voorwaarde(boek)
    defs["Conclusie"] = _conclusie(boek)
    themas, kop = list(boek.kop.themas), boek.kop
    _noem(defs["Vraag"], "thema", themas)
    _noem(defs["Weekrooster"], "thema", themas)
    _noem(defs["Weekrooster"], "kortste_contact", list(boek.parameters))
    _noem(defs["Antwoord"], "niveau", [w for s in boek.schalen.values() for w in s])
    _noem(defs["Antwoord"], "onbekend", list(kop.redenen_onbekend))
    bewijs = een_van(list(kop.bewijs))
    defs["Antwoord"]["properties"]["vraagt_bewijs"] |= {
        "anyOf": [bewijs, {"type": "array", "items": bewijs}]
    }
    _noem(defs["Bron"], "document", list(kop.bronnen))
    _noem(defs["Uitkomst"], "schaal", list(boek.schalen))
    _noem(defs["Tabel"], "uitkomst", list(boek.uitkomsten))
    _noem(defs["Rooster"], "vergelijk", list(boek.uitkomsten))
    _noem(defs["Rooster"], "signaal", list(boek.signalen))
    return schema


def regelwerk_schema() -> dict[str, Any]:
    """Return the schema of `regelwerk.yaml`."""
    return schema_van(vorm.Regelwerkkop, "Kop van een regelwerk van de Arrangementwijzer")


def schema_van(model: type[BaseModel], titel: str) -> dict[str, Any]:
    """Return the schema of a shape, with its dialect and a title."""
    schema: dict[str, Any] = met_verwijzingen(model.model_json_schema())
    return {"$schema": DIALECT, **schema, "title": titel}


def met_verwijzingen(deel: Any) -> Any:
    """Turn every mark of `verwijs_naar` into a reference."""
    if isinstance(deel, list):
        return [met_verwijzingen(d) for d in deel]
    if not isinstance(deel, dict):
        return deel
    if VERWIJZING in deel:
        rest = {s: w for s, w in deel.items() if s not in {VERWIJZING, "default"}}
        return {"$ref": f"#/$defs/{deel[VERWIJZING]}"} | rest
    return {s: met_verwijzingen(w) for s, w in deel.items()}


def een_van(namen: list[str]) -> dict[str, Any]:
    """Return a schema that offers the names but also takes another text."""
    return {"anyOf": [{"enum": namen}, {"type": ["string", "number"]}]}


def _noem(deel: dict[str, Any], sleutel: str, namen: list[str]) -> None:
    uitleg = deel["properties"][sleutel].get("description", "")
    deel["properties"][sleutel] = {**een_van(namen), "description": uitleg}


def _voorwaarde(boek: Rulebook) -> dict[str, Any]:
    zelf = {"$ref": "#/$defs/Voorwaarde"}
    eigenschappen: dict[str, Any] = {
        "een_van": {"type": "array", "items": zelf, "description": "Minstens een hiervan."},
        "alle": {"type": "array", "items": zelf, "description": "Allemaal."},
        "niet": {**zelf, "description": "Dit geldt niet."},
    }
    for naam in boek.van_eigenaar:
        eigenschappen[naam] = {
            "description": _omschrijving(boek, naam),
            "anyOf": [*_mogelijke_eisen(boek, naam), {"const": "onbekend"}],
        }
    return {"type": "object", "minProperties": 1, "properties": eigenschappen}


def _mogelijke_eisen(boek: Rulebook, naam: str) -> list[dict[str, Any]]:
    grootheden = boek.van_eigenaar[naam]
    if grootheden[0].is_getal:
        woorden = ["minimaal", "hoogstens"]
        woorden += ["voor", "na"] if grootheden[0].is_datum else ["meer_dan", "minder_dan"]
        grens = een_van([] if grootheden[0].is_datum else list(boek.parameters))
        return [{"type": "object", "properties": dict.fromkeys(woorden, grens)}, grens]
    waarden = waarden_van(boek, naam)
    keuze = een_van(waarden)
    eisen: list[dict[str, Any]] = [keuze, {"type": "array", "items": keuze}]
    if naam in boek.vragen and boek.vragen[naam].vorm.per:
        onderdelen = list(boek.vragen[naam].vorm.per or {})
        return [*eisen, {"type": "object", "properties": dict.fromkeys(onderdelen, keuze)}]
    schaal = boek.vragen[naam].schaal if naam in boek.vragen else boek.uitkomsten[naam].schaal
    if schaal is not None:
        niveau = een_van(list(boek.schalen[schaal]))
        grenzen = {"minimaal": niveau, "hoogstens": niveau}
        eisen.append({"type": "object", "properties": grenzen})
    return eisen


def waarden_van(boek: Rulebook, naam: str) -> list[str]:
    """Return the answers of a question, or the values of an outcome."""
    if naam in boek.vragen:
        return list(boek.vragen[naam].vorm.antwoorden or {})
    if naam in boek.uitkomsten:
        return list(boek.uitkomsten[naam].waarden)
    return [k.naam for k in boek.grootheden[naam].klassen if k.naam != NVT]


def _omschrijving(boek: Rulebook, naam: str) -> str:
    if naam in boek.vragen:
        return boek.vragen[naam].vorm.vraag
    if naam in boek.uitkomsten:
        return boek.uitkomsten[naam].titel
    if naam in boek.tellingen:
        telling = boek.tellingen[naam].vorm
        return f"{telling.titel} ({telling.eenheid})"
    return boek.dagen_tussen[naam].titel


def _conclusie(boek: Rulebook) -> dict[str, Any]:
    eigenschappen: dict[str, Any] = {}
    for uitkomst in boek.uitkomsten.values():
        if uitkomst.kies == "plaats":
            continue
        keuzes = een_van(list(uitkomst.waarden))
        if uitkomst.schaal is not None:
            gelijk = [n for n in boek.van_eigenaar if _schaal(boek, n) == uitkomst.schaal]
            niveau = {"type": "object", "properties": {"niveau_van": een_van(gelijk)}}
            keuzes = {"anyOf": [*keuzes["anyOf"], niveau]}
        eigenschappen[uitkomst.id] = {"description": uitkomst.titel, **keuzes}
    return {"type": "object", "minProperties": 1, "properties": eigenschappen}


def _schaal(boek: Rulebook, naam: str) -> str | None:
    if naam in boek.vragen:
        return boek.vragen[naam].schaal
    return boek.uitkomsten[naam].schaal if naam in boek.uitkomsten else None

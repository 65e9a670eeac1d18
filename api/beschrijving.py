"""The OpenAPI description of the service, with the real questions of the rules in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problemen import SCHEMA
from engine.indicatie.intake_schema import intake_schema
from engine.rulebook.regelwerk import Regelwerk

CONTACT = {
    "name": "Beheer Arrangementwijzer",
    "url": "https://example.org/arrangementwijzer",
    "email": "beheer@example.org",
}
_VERSIEKOP = {"API-Version": {"description": "De versie van de API.", "schema": {"type": "string"}}}
_SCHEMAS = "#/components/schemas/"


def beschrijf(app: FastAPI, regelwerk: Regelwerk, basis: str) -> dict[str, Any]:
    """Return the OpenAPI document; its paths are below the server `basis`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        license_info=app.license_info,
        routes=app.routes,
        tags=[{"name": "voorstellen", "description": "De vragen en de voorstellen."}],
        servers=[{"url": basis, "description": "Deze dienst"}],
    )
    document["info"]["contact"] = CONTACT
    document["paths"] = {
        pad.removeprefix(basis): inhoud for pad, inhoud in document["paths"].items()
    }
    document["components"] = {"schemas": {**_intake(regelwerk), "Probleem": SCHEMA}}
    return document


def verwijs(naam: str) -> dict[str, str]:
    """Return a reference to a schema of the description."""
    return {"$ref": f"{_SCHEMAS}{naam}"}


def goed(omschrijving: str, sleutels: Sequence[str]) -> dict[str, Any]:
    """Describe a response that holds at least these keys."""
    schema = {"type": "object", "required": list(sleutels)}
    return {
        "description": omschrijving,
        "headers": _VERSIEKOP,
        "content": {"application/json": {"schema": schema}},
    }


def fout(omschrijving: str) -> dict[str, Any]:
    """Describe a response with problem details."""
    return {
        "description": omschrijving,
        "headers": _VERSIEKOP,
        "content": {"application/problem+json": {"schema": verwijs("Probleem")}},
    }


def _intake(regelwerk: Regelwerk) -> dict[str, Any]:
    """Return the schemas of an intake by name, as they stand in an OpenAPI document."""
    schema = intake_schema(regelwerk.boeken[-1])
    delen: dict[str, Any] = schema.pop("$defs")
    del schema["$schema"]
    return {naam: _omgezet(deel) for naam, deel in {"Intake": schema, **delen}.items()}


def _omgezet(deel: Any) -> Any:
    """Point references at the components, and write `or nothing` as one type where that can be."""
    if isinstance(deel, list):
        return [_omgezet(d) for d in deel]
    if not isinstance(deel, dict):
        return deel
    nieuw = {sleutel: _omgezet(waarde) for sleutel, waarde in deel.items()}
    if isinstance(nieuw.get("$ref"), str):
        nieuw["$ref"] = _SCHEMAS + nieuw["$ref"].rpartition("/")[2]
    match nieuw.get("anyOf"):
        case [{"type": str(soort), **rest}, {"type": "null"}]:
            del nieuw["anyOf"]
            if isinstance(keuzes := rest.get("enum"), list):
                rest["enum"] = [*keuzes, None]
            nieuw = {"type": [soort, "null"], **rest, **nieuw}
    return nieuw

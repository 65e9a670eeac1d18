"""The OpenAPI description of the service, with the real questions of the rules in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.aanmelding.ontwikkelaanmelding import KOEKJE
from api.opslag.tabellen import LENGTE_NAAM
from api.problemen import PROBLEEM, SCHEMA
from api.routes import antwoorden, vormen
from engine.indicatie.intake_schema import intake_schema
from engine.rulebook.regelwerk import Regelwerk

CONTACT = {
    "name": "Beheer Arrangementwijzer",
    "url": "https://example.org/arrangementwijzer",
    "email": "beheer@example.org",
}
IDEMPOTENTIEKOP = "Idempotency-Key"
IDEMPOTENTIESLEUTEL = rf"[!-~]{{1,{LENGTE_NAAM}}}"
_TAGS = {
    "voorstellen": "Voorstellen bij een intake, zonder iets te bewaren.",
    "spoedtoetsen": "De toets van spoedmeldingen, zonder iets te bewaren.",
    "gesprekken": "De gesprekken van een gemeente, met hun voorstellen en besluiten.",
    "regelwerken": "De regels en de vragen.",
}
_VERSIEKOP = {"API-Version": {"description": "De versie van de API.", "schema": {"type": "string"}}}
_PLAATSKOP = {"Location": {"description": "Waar het te vinden is.", "schema": {"type": "string"}}}
_SCHEMAS = "#/components/schemas/"
_GEVRAAGD = (
    vormen.NieuwGesprek,
    vormen.Wijzigingen,
    vormen.Vervanging,
    vormen.NieuwVoorstel,
    vormen.NieuwBesluit,
    vormen.Besluitvervanging,
    vormen.Briefgegevens,
)


def beschrijf(app: FastAPI, regelwerk: Regelwerk, basis: str) -> dict[str, Any]:
    """Return the OpenAPI document; its paths are below the server `basis`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        license_info=app.license_info,
        routes=app.routes,
        tags=[{"name": naam, "description": tekst} for naam, tekst in _TAGS.items()],
        servers=[{"url": basis, "description": "Deze dienst"}],
    )
    document["info"]["contact"] = CONTACT
    document["paths"] = {
        pad.removeprefix(basis): inhoud for pad, inhoud in document["paths"].items()
    }
    for methoden in document["paths"].values():
        for bewerking in methoden.values():
            _zonder_eigen_422(bewerking["responses"])
    document["components"] = {
        "schemas": {
            **_intake(regelwerk),
            **_schemas(_GEVRAAGD, "validation"),
            **_schemas(antwoorden.VORMEN, "serialization"),
            **_EIGEN,
            "Probleem": SCHEMA,
        },
        "securitySchemes": {
            "aanmelding": {
                "type": "apiKey",
                "in": "cookie",
                "name": KOEKJE,
                "description": "Het koekje dat de aanmeldpagina geeft.",
            }
        },
    }
    return document


def verwijs(naam: str) -> dict[str, str]:
    """Return a reference to a schema of the description."""
    return {"$ref": f"{_SCHEMAS}{naam}"}


def goed(omschrijving: str, schema: str, *, plaats: bool = False) -> dict[str, Any]:
    """Describe a response by the name of its schema; with `plaats` it tells where it is found."""
    return {
        "description": omschrijving,
        "headers": _VERSIEKOP | (_PLAATSKOP if plaats else {}),
        "content": {"application/json": {"schema": verwijs(schema)}},
    }


def bestanden(omschrijving: str, soorten: Iterable[str]) -> dict[str, Any]:
    """Describe a response that is a file of one of these media types."""
    return {
        "description": omschrijving,
        "headers": _VERSIEKOP,
        "content": {soort: {} for soort in soorten},
    }


def fout(omschrijving: str, schema: str = "Probleem") -> dict[str, Any]:
    """Describe a response with problem details."""
    return {
        "description": omschrijving,
        "headers": _VERSIEKOP,
        "content": {PROBLEEM: {"schema": verwijs(schema)}},
    }


BESCHERMD: dict[int | str, dict[str, Any]] = {
    401: fout("U bent niet aangemeld."),
    403: fout("Uw rol mag dit niet, of het verzoek komt van een andere site."),
    503: fout("Deze dienst bewaart niets, of kan het nu niet."),
}
"""What every route answers that keeps something."""

SCHRIJFT: dict[int | str, dict[str, Any]] = BESCHERMD | {
    400: fout("De invoer is niet bruikbaar; er is niets gedaan."),
    413: fout("Het bericht is te groot."),
    415: fout("Het bericht is geen JSON."),
    422: fout("De Idempotency-Key is al gebruikt voor een ander verzoek."),
}
"""What every route answers that writes."""

BEVEILIGD: dict[str, Any] = {"security": [{"aanmelding": []}]}


def schrijfbericht(schema: str, voorbeeld: dict[str, Any]) -> dict[str, Any]:
    """Describe a write: its body by the name of its schema, and the key that it may have."""
    sleutel = {
        "name": IDEMPOTENTIEKOP,
        "in": "header",
        "required": False,
        "description": "Hetzelfde verzoek nog eens met dezelfde sleutel krijgt hetzelfde antwoord.",
        "schema": {"type": "string", "pattern": f"^{IDEMPOTENTIESLEUTEL}$"},
    }
    return BEVEILIGD | {"parameters": [sleutel]} | bericht(schema, voorbeeld)


def bericht(schema: str, voorbeeld: dict[str, Any]) -> dict[str, Any]:
    """Describe a body by the name of its schema."""
    inhoud = {"application/json": {"schema": verwijs(schema), "example": voorbeeld}}
    return {"requestBody": {"required": True, "content": inhoud}}


def zoekvraag(soort: type[BaseModel]) -> dict[str, Any]:
    """Describe what a query may ask."""
    velden = soort.model_json_schema().get("properties", {})
    return {
        "parameters": [
            {
                "name": naam,
                "in": "query",
                "required": False,
                "description": veld.pop("description"),
                "schema": _omgezet(veld),
            }
            for naam, veld in velden.items()
        ]
    }


def _antwoord_op_reeks(naam: str, schema: str) -> dict[str, Any]:
    """Describe what comes of one, or of each member of a list: that, or a problem."""
    lid = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {naam: verwijs(schema), "probleem": verwijs("Probleem")},
        "additionalProperties": False,
    }
    return {"oneOf": [verwijs(schema), {"type": "array", "items": lid}]}


_LIJST = {"type": "array", "items": {"type": "object"}}

_EIGEN: dict[str, Any] = {
    "Vragen": {
        "type": "object",
        "required": ["regelwerk", "themas"],
        "properties": {
            "regelwerk": {"type": "object", "description": "Naam, versie en hash."},
            "themas": {
                "type": "array",
                "description": "De thema's met hun vragen, in gespreksvolgorde.",
                "items": {"type": "object"},
            },
        },
    },
    "Model": {
        "type": "object",
        "required": ["versie", "regelwerk", "vragen", "regels"],
        "description": "De vragen, de regels en hun beslisdiagrammen als gegevens.",
        "properties": {
            "versie": {"type": "integer", "description": "De versie van de vorm van het model."},
            "regelwerk": {"type": "object"},
            "vragen": {"type": "array", "items": {"type": "object"}},
            "regels": {"type": "array", "items": {"type": "object"}},
        },
    },
    "Voorstel": {
        "type": "object",
        "required": ["regelwerk", "motoren", "vast", "voorlopig", "uitkomst", "uitleg"],
        "properties": {
            "regelwerk": {
                "type": "object",
                "required": ["naam", "versie", "hash"],
                "description": "De regels waarop het voorstel rust.",
            },
            "motoren": {
                "type": "object",
                "required": ["gelijk", "welke"],
                "description": "Of twee berekeningen gelijk zijn; null: er is er een gedaan.",
            },
            "vast": {"type": "boolean", "description": "Of geen antwoord het nog verandert."},
            "voorlopig": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Waarom het voorstel voorlopig is.",
            },
            "openstaand": {
                "type": "array",
                "items": {"type": "string"},
                "description": "De vragen die het advies nog kunnen veranderen.",
            },
            "openstaand_verslag": {
                "type": "array",
                "items": {"type": "string"},
                "description": "De vragen die alleen het verslag nog nodig heeft.",
            },
            "uitkomst": {
                "type": "object",
                "description": (
                    "Wat vaststaat onder zijn naam; anders met _mogelijk erachter. Bij fasen staat "
                    "in elke fase haar eigen vervoerstoeslag, en ernaast wat in een fase past."
                ),
            },
            "interpretaties": {"type": "array", "items": {"type": "object"}},
            "concepten": {"description": "Concepten van stukken."},
            "uitleg": {"type": "object", "description": "Waarom, waarom niet, wat als, twijfel."},
            "spoor": {"description": "Wat elke regel zei."},
        },
    },
    "Voorstelantwoord": _antwoord_op_reeks("voorstel", "Voorstel"),
    "Spoedtoets": {
        "type": "object",
        "required": [
            *("kenmerk", "regelwerk", "motoren", "eerst", "oordeel", "omdat"),
            *("criteria", "blokkades", "te_vragen", "signalen"),
        ],
        "properties": {
            "kenmerk": {"type": "string", "description": "Het kenmerk van de melding."},
            "regelwerk": {"type": "object", "required": ["naam", "versie", "hash"]},
            "motoren": {"type": "object", "required": ["gelijk", "welke"]},
            "eerst": {
                **_LIJST,
                "description": "Wat voor alles gaat, zoals de crisisdienst bellen.",
            },
            "oordeel": {
                "enum": ["voldoet", "onvoldoende_informatie", "voldoet_niet"],
                "description": "Het oordeel dat geen feit meer verandert, of te weinig bekend.",
            },
            "oordeel_mogelijk": {
                "description": "Wat het oordeel nog kan worden; alleen als dat niet vaststaat."
            },
            "omdat": {"type": "array", "items": {"type": "string"}},
            "criteria": {**_LIJST, "description": "Elk criterium met waaruit het blijkt."},
            "blokkades": {**_LIJST, "description": "Elke blokkade met waaruit het blijkt."},
            "te_vragen": {**_LIJST, "description": "Wat u moet vragen, en waarom."},
            "signalen": {**_LIJST, "description": "Waar u op moet letten."},
            "arrangement": {
                "type": "object",
                "description": "Het gekozen arrangement naast wat de regels voorstellen.",
            },
            "klokken": {**_LIJST, "description": "De termijnen met het aantal dagen over."},
            "te_doen": {**_LIJST, "description": "Wat er voor die dagen moet gebeuren."},
        },
    },
    "Spoedtoetsantwoord": _antwoord_op_reeks("spoedtoets", "Spoedtoets"),
    "Botsingsprobleem": {
        **SCHEMA,
        "description": "Een probleem; na een botsing met beide versies.",
        "properties": {
            **SCHEMA["properties"],
            "versies": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "description": "De versie van elk onderdeel dat wel is bewaard.",
            },
            "botsingen": {"type": "array", "items": verwijs("Botsing")},
        },
    },
}


def _schemas(soorten: Iterable[type[BaseModel]], wijze: Any) -> dict[str, Any]:
    """Return the schemas of shapes by name, those of their parts included."""
    alle: dict[str, Any] = {}
    for soort in soorten:
        schema = soort.model_json_schema(mode=wijze, ref_template=f"{_SCHEMAS}{{model}}")
        alle |= schema.pop("$defs", {})
        alle[soort.__name__] = schema
    return {naam: _omgezet(schema) for naam, schema in alle.items()}


def _zonder_eigen_422(antwoorden_: dict[str, Any]) -> None:
    """Take away the response that the framework describes by itself; ours is a 400 or 404."""
    inhoud = antwoorden_.get("422", {}).get("content", {})
    if "application/json" in inhoud:
        del antwoorden_["422"]


def _intake(regelwerk: Regelwerk) -> dict[str, Any]:
    """Return the schemas of an intake by name, as they stand in an OpenAPI document."""
    schema = intake_schema(regelwerk.boeken[-1])
    delen: dict[str, Any] = schema.pop("$defs")
    del schema["$schema"]
    kenmerk = {"description": "Uw eigen kenmerk, dat niets over een persoon zegt."}
    melding = schema | {
        "title": "Spoedmelding",
        "description": "Een intake met een kenmerk; zonder peildatum geldt de dag van ontvangst.",
        "properties": {"kenmerk": {"type": "string", **kenmerk}, **schema["properties"]},
        "required": [naam for naam in schema["required"] if naam != "peildatum"],
    }
    alle = {"Intake": schema, "Spoedmelding": melding, **delen}
    return {naam: _omgezet(deel) for naam, deel in alle.items()}


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

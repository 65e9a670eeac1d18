"""Problems as RFC 9457 problem details, in Dutch, with a pointer to each offending field."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.lezen import MEESTE_DIAGNOSES

_TITELS = {
    HTTPStatus.BAD_REQUEST: "De invoer is niet bruikbaar",
    HTTPStatus.UNAUTHORIZED: "U bent niet aangemeld",
    HTTPStatus.FORBIDDEN: "Dit mag u niet",
    HTTPStatus.NOT_FOUND: "Dit adres bestaat niet",
    HTTPStatus.METHOD_NOT_ALLOWED: "Dit kan niet op dit adres",
    HTTPStatus.CONFLICT: "Dit kan niet zoals het er nu voor staat",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Deze sleutel hoort bij een ander verzoek",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Het bericht is te groot",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Stuur het bericht als JSON",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging iets mis in het programma",
    HTTPStatus.SERVICE_UNAVAILABLE: "De dienst kan dit nu niet",
}

_DETAILS = {
    HTTPStatus.NOT_FOUND: "Controleer het adres; een schuine streep aan het eind telt mee.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Op dit adres kan alleen: {allow}.",
}

PROBLEEM = "application/problem+json"
"""The media type of a problem."""

_IN_FRAGMENT = "/~!$&'()*+,;=:@?"
"""What a JSON Pointer may hold after `#` beside letters and digits (RFC 6901, part 6)."""

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "De soort; nu altijd about:blank."},
        "title": {"type": "string", "description": "Wat er aan de hand is."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "detail": {"type": "string", "description": "Wat eraan te doen is."},
        "errors": {
            "type": "array",
            "description": "Elk probleem met de invoer, of met wat er in het gesprek staat.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail", "code", "help"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "De plaats in de invoer: een JSON Pointer na #.",
                    },
                    "detail": {"type": "string", "description": "Wat er niet klopt."},
                    "code": {"type": "string", "description": "De soort, voor programma's."},
                    "help": {"type": "string", "description": "Hoe het te herstellen is."},
                },
            },
        },
    },
}


class TeGroot(Exception):
    """A body larger than the service takes."""


class GeenJson(Exception):
    """A body that is said to be something other than JSON, or is packed."""


def probleem_json(
    status: HTTPStatus, detail: str, diagnoses: Iterable[Diagnose] = ()
) -> dict[str, Any]:
    """Return a problem as plain data."""
    inhoud: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITELS.get(status, status.phrase),
        "status": int(status),
        "detail": detail,
    }
    fouten = [
        {
            "pointer": f"#{quote(d.pad, safe=_IN_FRAGMENT)}",
            "detail": d.melding,
            "code": d.code,
            "help": d.hulp,
        }
        for d in diagnoses
    ]
    if fouten:
        inhoud["errors"] = fouten
    return inhoud


def probleem(
    status: HTTPStatus,
    detail: str,
    diagnoses: Iterable[Diagnose] = (),
    koppen: dict[str, str] | None = None,
) -> JSONResponse:
    """Return a problem+json response."""
    inhoud = probleem_json(status, detail, diagnoses)
    return JSONResponse(inhoud, status, koppen, media_type=PROBLEEM)


def invoerprobleem(fout: DiagnoseFout) -> JSONResponse:
    """Return the problem of input that cannot be used."""
    aantal = len(fout.diagnoses)
    wat = "een probleem" if aantal == 1 else f"{aantal} problemen"
    if aantal >= MEESTE_DIAGNOSES:
        wat = f"minstens {MEESTE_DIAGNOSES} problemen; dit zijn de eerste {MEESTE_DIAGNOSES}"
    detail = f"De invoer heeft {wat}. Hieronder staat waar, en hoe het te herstellen is."
    return probleem(HTTPStatus.BAD_REQUEST, detail, fout.diagnoses[:MEESTE_DIAGNOSES])


def regelprobleem(fout: GeenUniekeUitkomst) -> JSONResponse:
    """Return the problem of rules that give no single outcome."""
    detail = f"{fout} Het regelwerk moet eerst worden hersteld."
    return probleem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def registreer_problemen(app: FastAPI) -> None:
    """Answer every failure of the app with problem details."""

    @app.exception_handler(DiagnoseFout)
    async def invoer(_: Request, fout: DiagnoseFout) -> JSONResponse:
        return invoerprobleem(fout)

    @app.exception_handler(TeGroot)
    async def te_groot(_: Request, __: TeGroot) -> JSONResponse:
        detail = "Een bericht is hoogstens 1 MB. Stuur minder, of stuur het in delen."
        return probleem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)

    @app.exception_handler(GeenJson)
    async def geen_json(_: Request, __: GeenJson) -> JSONResponse:
        return probleem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Zet de kop Content-Type op application/json en stuur de tekst niet ingepakt.",
            koppen={"Accept": "application/json"},
        )

    @app.exception_handler(GeenUniekeUitkomst)
    async def regels(_: Request, fout: GeenUniekeUitkomst) -> JSONResponse:
        return regelprobleem(fout)

    @app.exception_handler(HTTPException)
    async def http(request: Request, fout: HTTPException) -> JSONResponse:
        status = HTTPStatus(fout.status_code)
        koppen = dict(fout.headers or {})
        if "Allow" in koppen:
            # The framework names the methods of one route only.
            methoden = _methoden(request) or sorted(koppen["Allow"].split(", "))
            if "GET" in methoden or "HEAD" in methoden:
                methoden = sorted({*methoden, "GET", "HEAD"})  # what can be had can be asked about
            koppen["Allow"] = ", ".join(methoden)
        detail = _DETAILS.get(status, "Dit verzoek kan niet worden beantwoord.")
        return probleem(status, detail.format(allow=koppen.get("Allow", "")), koppen=koppen)


def _methoden(request: Request) -> list[str]:
    """Return what the address of a request can do, on all its routes together."""
    pad = request.url.path
    routes: list[tuple[re.Pattern[str], set[str]]] = request.app.state.methoden
    return sorted({m for vorm, methoden in routes if vorm.fullmatch(pad) for m in methoden})


def onverwacht(fout: Exception) -> JSONResponse:
    """Answer a failure of ours.

    The log gets the kind and the place. A message may hold what someone sent, so it is left out.
    """
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    plek = f"{Path(laatste.filename).name}:{laatste.lineno}"
    print(f"Fout in het programma: {type(fout).__name__}, {plek}", file=sys.stderr, flush=True)
    return probleem(HTTPStatus.INTERNAL_SERVER_ERROR, "Het programma kon dit verzoek niet afmaken.")

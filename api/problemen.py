"""Problems as RFC 9457 problem details, in Dutch, with a pointer to each offending field."""

from __future__ import annotations

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
from starlette.requests import ClientDisconnect

from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.lezen import MEESTE_DIAGNOSES

_TITELS = {
    HTTPStatus.BAD_REQUEST: "De invoer is niet bruikbaar",
    HTTPStatus.NOT_FOUND: "Dit adres bestaat niet",
    HTTPStatus.METHOD_NOT_ALLOWED: "Dit kan niet op dit adres",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Het bericht is te groot",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Stuur het bericht als JSON",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging iets mis in het programma",
}

_DETAILS = {
    HTTPStatus.NOT_FOUND: "Controleer het adres; een schuine streep aan het eind telt mee.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Op dit adres kan alleen: {allow}.",
}

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
            "description": "Elk probleem met de invoer; alleen bij status 400.",
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


def probleem(
    status: HTTPStatus,
    detail: str,
    diagnoses: Iterable[Diagnose] = (),
    koppen: dict[str, str] | None = None,
) -> JSONResponse:
    """Return a problem+json response."""
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
    return JSONResponse(inhoud, status, koppen, media_type="application/problem+json")


def registreer_problemen(app: FastAPI) -> None:
    """Answer every failure of the app with problem details."""

    @app.exception_handler(DiagnoseFout)
    async def invoer(_: Request, fout: DiagnoseFout) -> JSONResponse:
        aantal = len(fout.diagnoses)
        wat = "een probleem" if aantal == 1 else f"{aantal} problemen"
        if aantal >= MEESTE_DIAGNOSES:
            wat = f"minstens {MEESTE_DIAGNOSES} problemen; dit zijn de eerste {MEESTE_DIAGNOSES}"
        detail = f"De invoer heeft {wat}. Hieronder staat waar, en hoe het te herstellen is."
        return probleem(HTTPStatus.BAD_REQUEST, detail, fout.diagnoses[:MEESTE_DIAGNOSES])

    @app.exception_handler(TeGroot)
    async def te_groot(_: Request, __: TeGroot) -> JSONResponse:
        return probleem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Een intake is hoogstens 1 MB. Stuur minder."
        )

    @app.exception_handler(GeenJson)
    async def geen_json(_: Request, __: GeenJson) -> JSONResponse:
        return probleem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Zet de kop Content-Type op application/json en stuur de tekst niet ingepakt.",
            koppen={"Accept": "application/json"},
        )

    @app.exception_handler(GeenUniekeUitkomst)
    async def regels(_: Request, fout: GeenUniekeUitkomst) -> JSONResponse:
        return probleem(
            HTTPStatus.INTERNAL_SERVER_ERROR, f"{fout} Het regelwerk moet eerst worden hersteld."
        )

    @app.exception_handler(HTTPException)
    async def http(_: Request, fout: HTTPException) -> JSONResponse:
        status = HTTPStatus(fout.status_code)
        koppen = dict(fout.headers or {})
        if koppen.get("Allow") in {"GET", "HEAD"}:
            koppen["Allow"] = "GET, HEAD"  # what can be had can be asked about
        detail = _DETAILS.get(status, "Dit verzoek kan niet worden beantwoord.")
        return probleem(status, detail.format(allow=koppen.get("Allow", "")), koppen=koppen)


def onverwacht(fout: Exception) -> JSONResponse | None:
    """Answer a failure of ours; None when whoever asked has gone.

    The log gets the kind and the place. A message may hold what someone sent, so it is left out.
    """
    if isinstance(fout, ClientDisconnect):
        return None
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    plek = f"{Path(laatste.filename).name}:{laatste.lineno}"
    print(f"Fout in het programma: {type(fout).__name__}, {plek}", file=sys.stderr, flush=True)
    return probleem(HTTPStatus.INTERNAL_SERVER_ERROR, "Het programma kon dit verzoek niet afmaken.")

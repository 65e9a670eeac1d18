"""The HTTP service: `uvicorn api.app:app` serves our own regelwerk."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.beschrijving import beschrijf
from api.problemen import onverwacht, registreer_problemen
from api.regelwerken import laad_regelwerk
from api.routes import maak_routes
from engine.rulebook.regelwerk import Regelwerk

VERSIE = "0.1.0"
BASIS = "/v1"
OPENAPI = f"{BASIS}/openapi.json"

_KOPPEN = [
    (b"api-version", VERSIE.encode()),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]


def maak_app(regelwerk: Regelwerk) -> FastAPI:
    """Return the service for one regelwerk."""
    app = FastAPI(
        title="Arrangementwijzer",
        version=VERSIE,
        description="Beslishulp voor Wmo-arrangementen: vragen en voorstellen met uitleg.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    registreer_problemen(app)
    app.include_router(maak_routes(regelwerk), prefix=BASIS)
    beschrijving = beschrijf(app, regelwerk, BASIS)

    async def openapi(_: Request) -> JSONResponse:
        return JSONResponse(beschrijving, headers={"Access-Control-Allow-Origin": "*"})

    app.add_route(OPENAPI, openapi, include_in_schema=False)
    app.add_middleware(Koppen)
    return app


class Koppen:
    """Adds our headers to every response, and keeps what went wrong out of the log.

    The server would log a failure with its message, which may hold what someone sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand around the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begonnen = False

        async def stuur(bericht: Message) -> None:
            nonlocal begonnen
            if bericht["type"] == "http.response.start":
                begonnen = True
                bericht = {**bericht, "headers": _aangevuld(bericht["headers"])}
            await send(bericht)

        try:
            await self.app(scope, receive, stuur)
        except Exception as fout:
            antwoord = onverwacht(fout)
            if antwoord is not None and not begonnen:
                await antwoord(scope, receive, stuur)


def _aangevuld(koppen: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    aanwezig = {naam.lower() for naam, _ in koppen}
    return koppen + [(n, w) for n, w in _KOPPEN if n not in aanwezig]


def __getattr__(naam: str) -> FastAPI:
    """Load our own rules only when a server asks for `app`."""
    if naam == "app":
        return maak_app(laad_regelwerk(None))
    raise AttributeError(naam)

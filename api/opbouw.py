"""How the HTTP service is put together: its routes, its pages and its headers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.aanmelding.ontwikkelaanmelding import Ontwikkelaanmelding
from api.aanmelding.paginas import maak_paginas as maak_aanmeldpaginas
from api.aanmelding.toegang import EigenHerkomst, registreer_toegang
from api.beschrijving import beschrijf
from api.foutpaginas import Foutpaginas
from api.opslag.bank import Bank
from api.paginas import voeg_paginas_toe
from api.problemen import onverwacht, registreer_problemen
from api.routes.documenten import registreer_documentfouten
from api.routes.router import maak_routes
from api.routes.weigeringen import registreer_weigeringen
from api.web.paginas import maak_formulierpaginas
from engine.rete.motor import Motoren
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


def maak_app(
    regelwerk: Regelwerk, *, bank: Bank | None = None, aanmelding: Ontwikkelaanmelding | None = None
) -> FastAPI:
    """Return the service for one regelwerk.

    Args:
        regelwerk: the rules in force.
        bank: where gesprekken are kept; None: nothing is.
        aanmelding: the sign-in for developing; None: nobody can sign in.
    """
    app = FastAPI(
        title="Arrangementwijzer",
        version=VERSIE,
        description="Beslishulp voor Wmo-arrangementen: vragen en voorstellen met uitleg.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_sluit,
    )
    app.state.bank, app.state.aanmelding = bank, aanmelding
    app.state.motoren = Motoren()
    registreer_problemen(app)
    registreer_weigeringen(app)
    registreer_documentfouten(app)
    registreer_toegang(app, BASIS)
    routes = maak_routes(regelwerk)
    app.include_router(routes, prefix=BASIS)
    app.state.methoden = _methoden(routes)
    beschrijving = beschrijf(app, regelwerk, BASIS)

    async def openapi(_: Request) -> JSONResponse:
        return JSONResponse(beschrijving, headers={"Access-Control-Allow-Origin": "*"})

    app.add_route(OPENAPI, openapi, include_in_schema=False)
    app.add_middleware(EigenHerkomst)
    app.add_middleware(Koppen)
    voeg_paginas_toe(app, regelwerk)
    app.add_middleware(Foutpaginas, paginas=app.state.paginas)
    if aanmelding is not None:
        app.state.paginas.omgeving.globals["ontwikkelaanmelding"] = True
        app.include_router(maak_aanmeldpaginas(aanmelding))
    if aanmelding is not None and bank is not None:
        app.include_router(maak_formulierpaginas(regelwerk))
    return app


@asynccontextmanager
async def _sluit(app: FastAPI) -> AsyncIterator[None]:
    """End the second engine and the connections together with the service."""
    yield
    app.state.motoren.sluit()
    if app.state.bank is not None:
        app.state.bank.sluit()


def _methoden(routes: APIRouter) -> list[tuple[re.Pattern[str], set[str]]]:
    """Return per route which addresses it has, and which methods."""
    return [
        (compile_path(f"{BASIS}{route.path}")[0], route.methods)
        for route in routes.routes
        if isinstance(route, APIRoute) and route.methods
    ]


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
        except ClientDisconnect:
            return  # whoever asked has gone
        except Exception as fout:
            antwoord = onverwacht(fout)
            if not begonnen:
                await antwoord(scope, receive, stuur)


def _aangevuld(koppen: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    aanwezig = {naam.lower() for naam, _ in koppen}
    return koppen + [(n, w) for n, w in _KOPPEN if n not in aanwezig]

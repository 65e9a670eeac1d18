"""All pages of the form together, as the service takes them in."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.aanmelding.toegang import gebruiker, melding
from api.paginas import Paginas
from api.web.besluitpagina import maak_besluitpaginas
from api.web.blad import papiervragen
from api.web.documentpagina import maak_documentpaginas
from api.web.gesprekspagina import maak_gesprekspaginas
from api.web.huishoudpagina import maak_huishoudpaginas
from api.web.kostenpagina import maak_kostenpaginas
from api.web.menu import menu
from api.web.spoedformulier import maak_spoedformulier
from api.web.spoedpagina import maak_spoedpaginas
from api.web.toestel import maak_toestelroutes
from api.web.vervolgpagina import maak_vervolgpaginas
from api.web.wegingspagina import maak_wegingspaginas
from engine.indicatie.intake_vorm import DAGEN
from engine.indicatie.voorstel import SPOED
from engine.rulebook.regelwerk import Regelwerk


def maak_formulierpaginas(regelwerk: Regelwerk) -> APIRouter:
    """Return every page of the form; they need a database and a sign-in."""
    router = APIRouter(include_in_schema=False)
    router.include_router(maak_gesprekspaginas(regelwerk))
    router.include_router(maak_wegingspaginas())
    router.include_router(maak_documentpaginas())
    router.include_router(maak_besluitpaginas())
    router.include_router(maak_vervolgpaginas(regelwerk))
    router.include_router(maak_huishoudpaginas())
    router.include_router(maak_kostenpaginas())
    if SPOED in regelwerk.boeken[-1].uitkomsten:
        router.include_router(maak_spoedformulier(regelwerk))
        router.include_router(maak_spoedpaginas(regelwerk))
    router.include_router(maak_toestelroutes())

    @router.get("/formulier")
    def leeg_formulier(request: Request) -> Response:
        boek = regelwerk.op(date.today()) or regelwerk.boeken[-1]
        paginas: Paginas = request.app.state.paginas
        return paginas.toon(
            "blanco.html.j2",
            navigatie=menu(request, "/formulier"),
            aangemeld=melding(request),
            gebruiker=gebruiker(request),
            boek=boek,
            bladen=papiervragen(boek),
            dagen=DAGEN,
        )

    return router

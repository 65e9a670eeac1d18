"""All pages of the form together, as the service takes them in."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.aanmelding.toegang import melding
from api.paginas import Paginas
from api.web.gesprekspagina import NAVIGATIE, maak_gesprekspaginas
from api.web.wegingspagina import maak_wegingspaginas
from engine.indicatie.intake_vorm import DAGEN
from engine.indicatie.voorstel import NA_HET_GESPREK
from engine.rulebook.regelwerk import Regelwerk


def maak_formulierpaginas(regelwerk: Regelwerk) -> APIRouter:
    """Return every page of the form; they need a database and a sign-in."""
    router = APIRouter(include_in_schema=False)
    router.include_router(maak_gesprekspaginas(regelwerk))
    router.include_router(maak_wegingspaginas())

    @router.get("/formulier")
    def leeg_formulier(request: Request) -> Response:
        boek = regelwerk.op(date.today()) or regelwerk.boeken[-1]
        paginas: Paginas = request.app.state.paginas
        return paginas.toon(
            "blanco.html.j2",
            navigatie=[{**punt, "hier": punt["adres"] == "/formulier"} for punt in NAVIGATIE],
            aangemeld=melding(request),
            boek=boek,
            themas={n: t for n, t in boek.kop.themas.items() if n not in NA_HET_GESPREK},
            dagen=DAGEN,
        )

    return router

"""The pages of the backoffice: what was decided, and what that costs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.aanmelding.identiteit import Rol
from api.aanmelding.toegang import Aangemeld, eis, melding
from api.opslag.besluiten import Besluiten
from api.opslag.gesprekken import Gesprekken
from api.opslag.voorstellen import Voorstellen
from api.opslag.weigering import NietGevonden
from api.paginas import Paginas
from api.web.besluitkosten import besluitkosten, euro
from api.web.besluitregels import (
    adviesregels,
    besluitregels,
    is_ingetrokken,
)
from api.web.gesprekspagina import toon
from api.web.menu import menu
from api.web.wegingspagina import uitkomst_van
from api.web.zaak import moment, naam_van, open_zaak, sessie_van


def maak_kostenpaginas() -> APIRouter:
    """Return the pages of the backoffice."""
    router = APIRouter(include_in_schema=False)

    @router.get("/besluiten")
    def besluiten(request: Request, wie: Aangemeld) -> Response:
        eis(wie, Rol.BACKOFFICE)
        with sessie_van(request, wie) as sessie:
            genomen = Besluiten(sessie, wie).laatste()
            standen = {stand.id: stand for stand in Gesprekken(sessie, wie).lijst()}
        paginas: Paginas = request.app.state.paginas
        return paginas.toon(
            "besluiten.html.j2",
            aangemeld=melding(request),
            navigatie=menu(request, "/besluiten"),
            genomen=[(besluit, standen[besluit.gesprek]) for besluit in genomen],
            is_ingetrokken=is_ingetrokken,
            naam_van=naam_van,
            moment=moment,
        )

    @router.get("/gesprekken/{id_}/kosten")
    def kosten(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.BACKOFFICE)
        with sessie_van(request, wie) as sessie:
            zaak = open_zaak(sessie, wie, id_)
            genomen = Besluiten(sessie, wie).van_gesprek(id_)
            if not genomen:
                raise NietGevonden("besluit")
            besluit = genomen[-1]
            rust_op = Voorstellen(sessie, wie).haal(besluit.voorstel) if besluit.voorstel else None
        uitkomst = uitkomst_van(rust_op)
        ingetrokken = is_ingetrokken(besluit)
        return toon(
            request,
            "kosten.html.j2",
            zaak,
            besluit=besluit,
            ingetrokken=ingetrokken,
            regels=besluitregels(besluit.keuze, zaak.boek),
            kosten=besluitkosten(
                besluit.keuze, uitkomst, zaak.bewaard.regelwerk, ingetrokken=ingetrokken
            ),
            advies=adviesregels(uitkomst, zaak.boek),
            advieskosten=euro(uitkomst["kosten"]) if uitkomst.get("kosten") else "",
            moment=moment,
        )

    return router

"""Working on a device without a connection: what it may keep, and what it sends afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis, gebruiker
from api.opslag.gesprekken import Gesprekken
from api.opslag.huishoudens import Huishoudens
from api.opslag.regelwerken import BewaardRegelwerk, Regelwerken
from api.opslag.weigering import NietToegestaan
from api.paginas import KOPPEN, Paginas
from api.problemen import probleem
from api.web.antwoordveld import een
from api.web.blad import consulentblad, gespreksblad, papierblad, roosterblad
from api.web.invullen import Deelveld, bewaar, versieveld
from api.web.toestelblad import Toestelbladen
from api.web.toestelstand import stand_json, titel
from api.web.zaak import Post, Zaak, open_zaak, sessie_van
from engine.explanation.model import maak_model, model_tekst
from engine.rulebook.rulebook import Rulebook

_WEB = Path(__file__).parent
_DIENST = (_WEB / "static" / "dienst.mjs").read_bytes()
_SJABLONEN = b"".join(p.read_bytes() for p in sorted((_WEB / "sjablonen").glob("*.j2")))


def maak_toestelroutes() -> APIRouter:
    """Return what the pages ask for to work on without a connection."""
    router = APIRouter(include_in_schema=False)

    @router.get("/toestel-dienst.mjs")
    async def dienst() -> Response:
        # At the root: a service worker only serves what lies below its own address.
        return Response(_DIENST, headers=KOPPEN, media_type="text/javascript")

    @router.get("/gesprekken/{id_}/toestel")
    def stand(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.CONSULENT)
        with sessie_van(request, wie) as sessie:
            zaak = open_zaak(sessie, wie, id_)
            elders = Huishoudens(sessie, wie).telt_elders(id_)
        regels = f"{zaak.bewaard.hash}/{zaak.boek.vanaf}"
        pakket = {"versie": _pakketversie(request), "regels": regels}
        return JSONResponse({**stand_json(zaak, elders), **pakket})

    @router.post("/gesprekken/{id_}/toestel")
    def ontvang(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        eis(wie, Rol.CONSULENT)
        van = gebruiker(request)
        if van is None or een(post, "gebruiker") != van.naam:
            return probleem(HTTPStatus.UNAUTHORIZED, "Dit is het werk van een ander.")
        return _ontvang(request, wie, id_, post)

    @router.get("/toestel/{hash_}/{vanaf}/pakket")
    def pakket(request: Request, wie: Aangemeld, hash_: str, vanaf: str) -> Response:
        bladen = _bladen(request, wie, hash_, vanaf)
        plek = f"/toestel/{hash_}/{vanaf}"
        paginas: Paginas = request.app.state.paginas
        eigen = [f"{plek}/model", *(f"{plek}/bladen{naam}" for naam in bladen.namen)]
        return JSONResponse({"adressen": [*eigen, *paginas.bestanden.adressen]})

    @router.get("/toestel/{hash_}/{vanaf}/model")
    def model(request: Request, wie: Aangemeld, hash_: str, vanaf: str) -> Response:
        bewaard, boek = _regels(request, wie, hash_, vanaf)
        tekst = model_tekst(maak_model(boek, bewaard.hash))
        return Response(tekst, media_type="application/json")

    @router.get("/toestel/{hash_}/{vanaf}/bladen{naam:path}")
    def blad(request: Request, wie: Aangemeld, hash_: str, vanaf: str, naam: str) -> Response:
        try:
            html = _bladen(request, wie, hash_, vanaf).html(naam)
        except KeyError:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        return HTMLResponse(html, headers=KOPPEN)

    return router


def _regels(
    request: Request, wie: Identiteit, hash_: str, vanaf: str
) -> tuple[BewaardRegelwerk, Rulebook]:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        bewaard = Regelwerken(sessie).haal(hash_)
    for boek in bewaard.regelwerk.boeken:
        if boek.vanaf.isoformat() == vanaf:
            return bewaard, boek
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _bladen(request: Request, wie: Identiteit, hash_: str, vanaf: str) -> Toestelbladen:
    bewaard, boek = _regels(request, wie, hash_, vanaf)
    return Toestelbladen(request.app.state.paginas, bewaard, boek)


def _pakketversie(request: Request) -> str:
    """Return a hash over the files and the templates: what a device keeps goes with it."""
    paginas: Paginas = request.app.state.paginas
    som = hashlib.sha256(_SJABLONEN + paginas.bestanden.stempel.encode())
    return som.hexdigest()[:16]


def _ontvang(request: Request, wie: Identiteit, id_: str, post: Post) -> Response:
    """Keep what a device sent for one page; tell per part what became of it."""
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        delen = _delen(zaak, een(post, "pagina"))
        try:
            uitslag = bewaar(Gesprekken(sessie, wie), id_, delen, post)
        except NietToegestaan as fout:
            return probleem(HTTPStatus.CONFLICT, str(fout))
    gepost = [deel for deel in delen if versieveld(deel.sleutel) in post]
    return JSONResponse(
        {
            "versies": {d.sleutel: uitslag.versies.get(d.sleutel, 0) for d in gepost},
            "fouten": uitslag.fouten,
            "titels": {d.sleutel: titel(d) for d in gepost},
            "botsingen": {
                d.sleutel: asdict(uitslag.botsingen[d.sleutel])
                for d in gepost
                if d.sleutel in uitslag.botsingen
            },
        }
    )


def _delen(zaak: Zaak, pagina: str) -> Sequence[Deelveld]:
    """Return the parts that stand on a page, by its path below the gesprek."""
    kant, _, thema = pagina.partition("/")
    if pagina == "weekrooster":
        return roosterblad()
    if pagina == "papier":
        return [deel for _, delen in papierblad(zaak) for deel in delen]
    if kant == "gesprek" and thema in zaak.themas:
        nodig, niet_nodig = gespreksblad(zaak, thema)
        return [*nodig, *niet_nodig]
    if kant == "vier-ogen" and thema in zaak.themas:
        return consulentblad(zaak, thema)
    raise HTTPException(HTTPStatus.NOT_FOUND)

"""The rules that are in force, their texts by hash, and the model for a device without network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response

from api.beschrijving import fout, goed
from api.opslag.bank import Bank, Sessie
from api.opslag.regelwerken import Regelwerken
from api.opslag.weigering import NietGevonden
from api.problemen import probleem
from api.routes import antwoorden, vormen
from api.routes.lezen import gelezen_query, lees
from engine.explanation.model import maak_model, model_tekst
from engine.rulebook.inlezen import KOPBESTAND
from engine.rulebook.lezen import lees_yaml
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook

_BLIJVEND = {"Cache-Control": "public, max-age=31536000, immutable"}
_EEN_UUR = {"Cache-Control": "public, max-age=3600"}
"""The model of the same rules changes when the program does."""
Hash = Annotated[str, Path(alias="hash", pattern=f"^{vormen.HASH}$")]


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the routes of the regelwerk in force."""
    router = APIRouter(tags=["regelwerken"])
    kop = regelwerk.kop
    regel = {
        "naam": kop.regelwerk,
        "titel": kop.titel,
        "versie": kop.versie,
        "hash": regelwerk.hash,
    }

    def eis_bekend(hash_: str) -> None:
        if hash_ != regelwerk.hash:
            raise NietGevonden("regelwerk")

    @lees(
        router,
        "/regelwerken",
        operation_id="regelwerkenOphalen",
        summary="De regels die nu gelden",
        responses={200: goed("De regelwerken.", "Regelwerken")},
    )
    async def lijst() -> JSONResponse:
        return JSONResponse(antwoorden.Regelwerken.json_van({"regelwerken": [regel]}))

    @lees(
        router,
        "/regelwerken/{hash}",
        operation_id="regelwerkOphalen",
        summary="De tekst van de regels, die bij deze hash nooit verandert",
        description="Ook van regels waaronder oudere gesprekken zijn vastgelegd. De hash van een "
        "gesprek telt de vrije dagen van toen mee; die staan er dan bij.",
        responses={
            200: goed("Het regelwerk.", "Regelwerk"),
            404: fout("Dit regelwerk is er niet."),
        },
    )
    def haal(hash_: Hash, request: Request) -> JSONResponse:
        if hash_ == regelwerk.hash:
            inhoud = _inhoud(regel, regelwerk.teksten)
        else:
            inhoud = _ouder(request.app.state.bank, hash_)
        return JSONResponse(inhoud, headers=_BLIJVEND)

    @lees(
        router,
        "/regelwerken/{hash}/model",
        operation_id="modelOphalen",
        summary="De regels als gegevens, om zonder verbinding mee te rekenen",
        responses={
            200: goed("Het model.", "Model"),
            404: fout("Dit regelwerk is er niet, of geldt niet op deze dag."),
        },
        vraag=vormen.Modelvraag,
    )
    def model(hash_: Hash, request: Request) -> Response:
        eis_bekend(hash_)
        dag = gelezen_query(request, vormen.Modelvraag).peildatum
        boek = regelwerk.boeken[-1] if dag is None else regelwerk.op(dag)
        if boek is None:
            detail = (
                f"Op {dag} gelden deze regels niet; ze beginnen op {regelwerk.boeken[0].vanaf}."
            )
            return probleem(HTTPStatus.NOT_FOUND, detail)
        tekst = _model(boek, regelwerk.hash)
        return Response(tekst, headers=_EEN_UUR, media_type="application/json")

    return router


def _inhoud(regel: Mapping[str, str], teksten: Mapping[str, str]) -> dict[str, Any]:
    bestanden = [{"naam": n, "tekst": t} for n, t in sorted(teksten.items())]
    return antwoorden.Regelwerk.json_van({**regel, "bestanden": bestanden})


def _ouder(bank: Bank | None, hash_: str) -> dict[str, Any]:
    """Return the rules that were recorded under a hash; they hold nothing of a case.

    Raises:
        NietGevonden: when nothing was recorded under it.
        Beschadigd: when they are not those that were recorded.
    """
    if bank is None:
        raise NietGevonden("regelwerk")
    with Sessie(bank.motor) as sessie:  # of no gemeente
        teksten = Regelwerken(sessie).bestanden(hash_)
    kop, _ = lees_yaml(teksten[KOPBESTAND], KOPBESTAND)
    assert kop is not None  # it was loaded before it was recorded
    regel = {
        "naam": kop.op("regelwerk").tekst,
        "titel": kop.op("titel").tekst,
        "versie": kop.op("versie").tekst,
        "hash": hash_,
    }
    return _inhoud(regel, teksten)


@lru_cache(maxsize=8)
def _model(boek: Rulebook, hash_: str) -> str:
    return model_tekst(maak_model(boek, hash_))

"""The check of spoedmeldingen without keeping anything: one, or a list of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.beschrijving import fout, goed
from api.routes.lichaam import GelezenLichaam
from api.routes.reeks import antwoord_op, reeksbericht
from engine.indicatie.spoed_json import spoed_json
from engine.indicatie.spoedtoets import lees_melding, toets_melding
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk

_VOORBEELD = {
    "kenmerk": "melding-1",
    "antwoorden": {"ontvangst_spoed": "2021-05-05", "zelfdoding": "geen", "spoed_contract": "ja"},
}


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the route of the spoedtoetsen that nobody keeps."""
    router = APIRouter(tags=["spoedtoetsen"])

    def maak(knoop: Knoop) -> dict[str, Any]:
        return spoed_json(toets_melding(lees_melding(regelwerk, knoop)), regelwerk)

    @router.post(
        "/spoedtoetsen",
        operation_id="spoedtoetsMaken",
        summary="Toets een spoedmelding, of elke spoedmelding van een lijst",
        description="Er wordt niets bewaard; namen, adressen en nummers van mensen zijn niet nodig "
        "en worden geweigerd. Zonder controle door de tweede motor: `motoren.gelijk` is dan null. "
        "Bij een lijst heeft elke melding een eigen toets of probleem, in dezelfde volgorde.",
        responses={
            200: goed("De toets, of een lijst.", "Spoedtoetsantwoord"),
            400: fout("De melding is niet bruikbaar."),
            413: fout("Het bericht is te groot."),
            415: fout("Het bericht is geen JSON."),
        },
        openapi_extra=reeksbericht("Spoedmelding", _VOORBEELD),
    )
    async def spoedtoets(lichaam: GelezenLichaam) -> JSONResponse:
        return await antwoord_op(lichaam.knoop, "spoedtoets", maak, "meldingen")

    return router

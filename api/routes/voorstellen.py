"""Voorstellen without keeping anything: one intake, or a list of which each stands by itself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.beschrijving import fout, goed
from api.routes.lichaam import GelezenLichaam
from api.routes.reeks import antwoord_op, reeksbericht
from engine.indicatie.intake import lees_intake
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk

_VOORBEELD = {"peildatum": "2021-06-15", "antwoorden": {"gemeente": "beek"}}


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the route of the voorstellen that nobody keeps."""
    router = APIRouter(tags=["voorstellen"])

    def maak(knoop: Knoop) -> dict[str, Any]:
        return als_json(stel_voor(lees_intake(regelwerk, knoop)), regelwerk)

    @router.post(
        "/voorstellen",
        operation_id="voorstelMaken",
        summary="Een voorstel bij een intake of bij elke intake van een lijst",
        description="Er wordt niets bewaard. Zonder controle door de tweede motor: "
        "`motoren.gelijk` is dan null. Bij een lijst heeft elke intake een eigen voorstel of "
        "probleem, in dezelfde volgorde.",
        responses={
            200: goed("Het voorstel met uitleg, of een lijst.", "Voorstelantwoord"),
            400: fout("De intake is niet bruikbaar."),
            413: fout("Het bericht is te groot."),
            415: fout("Het bericht is geen JSON."),
        },
        openapi_extra=reeksbericht("Intake", _VOORBEELD),
    )
    async def voorstel(lichaam: GelezenLichaam) -> JSONResponse:
        return await antwoord_op(lichaam.knoop, "voorstel", maak, "intakes")

    return router

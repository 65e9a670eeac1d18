"""The questions of the intake."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.beschrijving import goed
from api.routes.lezen import lees
from engine.indicatie.vragen_json import vragen_json
from engine.rulebook.regelwerk import Regelwerk


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the route of the questions."""
    router = APIRouter(tags=["regelwerken"])

    @lees(
        router,
        "/vragen",
        operation_id="vragenOphalen",
        summary="De vragen van de intake, in gespreksvolgorde",
        responses={200: goed("De vragen, per thema.", "Vragen")},
    )
    async def vragen() -> JSONResponse:
        return JSONResponse(
            vragen_json(regelwerk, date.today()), headers={"Cache-Control": "max-age=300"}
        )

    return router

"""The routes under /v1: the questions, and voorstellen without keeping anything."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.beschrijving import fout, goed, verwijs
from api.problemen import GeenJson, TeGroot
from engine.indicatie.intake import lees_intake
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.indicatie.vragen_json import vragen_json
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import GROOTSTE_BESTAND, lees_json, ontcijfer
from engine.rulebook.regelwerk import Regelwerk


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the routes for one regelwerk."""
    router = APIRouter(tags=["voorstellen"])

    @router.get(
        "/vragen",
        operation_id="vragenOphalen",
        summary="De vragen van de intake, in gespreksvolgorde",
        responses={200: goed("De vragen, per thema.", ["regelwerk", "themas"])},
    )
    @router.head("/vragen", include_in_schema=False)
    async def vragen() -> JSONResponse:
        return JSONResponse(
            vragen_json(regelwerk, date.today()), headers={"Cache-Control": "max-age=300"}
        )

    @router.post(
        "/voorstellen",
        operation_id="voorstelMaken",
        summary="Een voorstel bij een intake; er wordt niets bewaard",
        description="Zonder controle door de tweede motor: `motoren.gelijk` is dan null.",
        responses={
            200: goed("Het voorstel met uitleg.", ["regelwerk", "vast", "uitkomst", "uitleg"]),
            400: fout("De intake is niet bruikbaar."),
            413: fout("De intake is te groot."),
            415: fout("Het bericht is geen JSON."),
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": verwijs("Intake")}},
            }
        },
    )
    async def voorstel(request: Request) -> JSONResponse:
        knoop = await _lees_lichaam(request)
        gemaakt = stel_voor(lees_intake(regelwerk, knoop))
        return JSONResponse(als_json(gemaakt, regelwerk), HTTPStatus.OK)

    return router


async def _lees_lichaam(request: Request) -> Knoop:
    """Read the body as JSON, never more of it than the limit.

    Raises:
        GeenJson: when the content type is not JSON.
        TeGroot: when the body is larger than a rule file may be.
        DiagnoseFout: when the text is not JSON.
    """
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    ingepakt = request.headers.get("content-encoding", "identity").strip().lower()
    if soort != "application/json" or ingepakt != "identity":
        raise GeenJson
    inhoud = bytearray()
    async for stuk in request.stream():
        inhoud += stuk
        if len(inhoud) > GROOTSTE_BESTAND:
            raise TeGroot
    tekst, problemen = ontcijfer(bytes(inhoud), "")
    knoop = None
    if tekst is not None:
        knoop, problemen = lees_json(tekst)
    if knoop is None or problemen:
        raise DiagnoseFout(problemen)
    return knoop

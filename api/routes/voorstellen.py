"""Voorstellen without keeping anything: one intake, or a list of which each stands by itself."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.beschrijving import fout, goed, verwijs
from api.problemen import invoerprobleem, onverwacht, regelprobleem
from api.routes.lichaam import GelezenLichaam
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.intake import lees_intake
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk

MEESTE_INTAKES = 100
_VOORBEELD = {"peildatum": "2021-06-15", "antwoorden": {"gemeente": "beek"}}


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the route of the voorstellen that nobody keeps."""
    router = APIRouter(tags=["voorstellen"])

    def maak(knoop: Knoop) -> dict[str, Any]:
        return als_json(stel_voor(lees_intake(regelwerk, knoop)), regelwerk)

    def maak_of_probleem(knoop: Knoop) -> dict[str, Any]:
        """Return a voorstel, or why there is none; one bad intake does not spoil the rest."""
        try:
            return {"voorstel": maak(knoop)}
        except DiagnoseFout as invoer:
            antwoord = invoerprobleem(invoer)
        except GeenUniekeUitkomst as regels:
            antwoord = regelprobleem(regels)
        except Exception as onvoorzien:  # the others still get their answer
            antwoord = onverwacht(onvoorzien)
        return {"probleem": json.loads(bytes(antwoord.body))}

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
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {
                            "anyOf": [
                                verwijs("Intake"),
                                {
                                    "type": "array",
                                    "items": verwijs("Intake"),
                                    "minItems": 1,
                                    "maxItems": MEESTE_INTAKES,
                                },
                            ]
                        },
                        "example": _VOORBEELD,
                    }
                },
            }
        },
    )
    async def voorstel(lichaam: GelezenLichaam) -> JSONResponse:
        knoop = lichaam.knoop
        if knoop.soort != "lijst":
            return JSONResponse(maak(knoop), HTTPStatus.OK)
        if not 1 <= len(knoop.lijst) <= MEESTE_INTAKES:
            melding = f"Deze lijst heeft {len(knoop.lijst)} intakes."
            hulp = f"Stuur er 1 tot en met {MEESTE_INTAKES}."
            raise DiagnoseFout([Diagnose("getal-buiten-bereik", melding, hulp)])
        alle = await run_in_threadpool(lambda: [maak_of_probleem(deel) for deel in knoop.lijst])
        return JSONResponse(alle, HTTPStatus.OK)

    return router

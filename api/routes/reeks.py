"""One thing to compute, or a list of which each stands by itself; nothing of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.beschrijving import verwijs
from api.problemen import invoerprobleem, onverwacht, regelprobleem
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.knoop import Knoop

MEESTE = 100
Maak = Callable[[Knoop], dict[str, Any]]


async def antwoord_op(knoop: Knoop, naam: str, maak: Maak, wat: str) -> JSONResponse:
    """Return what comes of one, or of each member of a list in the same order.

    Args:
        knoop: what was sent.
        naam: the key of what comes of a member; `probleem` when nothing does.
        maak: computes one.
        wat: what the members are called, in the plural.

    Raises:
        DiagnoseFout: when one cannot be read, or the list is empty or too long.
        GeenUniekeUitkomst: when the rules give an outcome of one no value or two values.
    """
    if knoop.soort != "lijst":
        return JSONResponse(maak(knoop), HTTPStatus.OK)
    if not 1 <= len(knoop.lijst) <= MEESTE:
        melding = f"Deze lijst heeft {len(knoop.lijst)} {wat}."
        raise DiagnoseFout(
            [Diagnose("getal-buiten-bereik", melding, f"Stuur er 1 tot en met {MEESTE}.")]
        )
    alle = await run_in_threadpool(lambda: [_lid(deel, naam, maak) for deel in knoop.lijst])
    return JSONResponse(alle, HTTPStatus.OK)


def _lid(knoop: Knoop, naam: str, maak: Maak) -> dict[str, Any]:
    """Return what comes of a member, or why nothing does; a bad one does not spoil the rest."""
    try:
        return {naam: maak(knoop)}
    except DiagnoseFout as invoer:
        antwoord = invoerprobleem(invoer)
    except GeenUniekeUitkomst as regels:
        antwoord = regelprobleem(regels)
    except Exception as onvoorzien:  # the others still get their answer
        antwoord = onverwacht(onvoorzien)
    return {"probleem": json.loads(bytes(antwoord.body))}


def reeksbericht(schema: str, voorbeeld: dict[str, Any]) -> dict[str, Any]:
    """Describe a body that is one of these, or a list of them, by the name of their schema."""
    lijst = {"type": "array", "items": verwijs(schema), "minItems": 1, "maxItems": MEESTE}
    inhoud = {"schema": {"anyOf": [verwijs(schema), lijst]}, "example": voorbeeld}
    return {"requestBody": {"required": True, "content": {"application/json": inhoud}}}

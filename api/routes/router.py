"""All routes under /v1 together."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import (
    besluiten,
    documenten,
    gesprekken,
    regelwerken,
    spoedtoetsen,
    vastgelegd,
    voorstellen,
    vragen,
)
from engine.indicatie.voorstel import SPOED
from engine.rulebook.regelwerk import Regelwerk


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the routes for one regelwerk."""
    router = APIRouter()
    for deel in (
        vragen.maak_routes(regelwerk),
        voorstellen.maak_routes(regelwerk),
        *(
            [spoedtoetsen.maak_routes(regelwerk)]
            if SPOED in regelwerk.boeken[-1].uitkomsten
            else []
        ),
        gesprekken.maak_routes(regelwerk),
        vastgelegd.maak_routes(),
        besluiten.maak_routes(),
        documenten.maak_routes(),
        regelwerken.maak_routes(regelwerk),
    ):
        router.routes.extend(deel.routes)
    return router

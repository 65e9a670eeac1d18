"""Reading: routes that answer GET and HEAD alike, and what a query may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from api.beschrijving import fout, zoekvraag
from api.routes.lichaam import als_vorm
from api.routes.vormen import GeenVraag
from engine.rulebook.knoop import Knoop

M = TypeVar("M", bound=BaseModel)
F = TypeVar("F", bound=Callable[..., Any])


def lees(
    router: APIRouter,
    pad: str,
    responses: dict[int | str, dict[str, Any]],
    vraag: type[BaseModel] = GeenVraag,
    openapi_extra: dict[str, Any] | None = None,
    **beschrijving: Any,
) -> Callable[[F], F]:
    """Add a route for GET, which is described, and for HEAD, which asks the same.

    `vraag` is the shape of the query; a route that has one reads it with `gelezen_query`.
    """

    async def eis_vraag(request: Request) -> None:
        gelezen_query(request, vraag)

    def voeg_toe(functie: F) -> F:
        eisen = [Depends(eis_vraag)]
        router.head(pad, include_in_schema=False, dependencies=eisen)(functie)
        router.get(
            pad,
            dependencies=eisen,
            responses=responses | {400: fout("De vraag in het adres kan niet.")},
            openapi_extra=(openapi_extra or {}) | zoekvraag(vraag),
            **beschrijving,
        )(functie)
        return functie

    return voeg_toe


def gelezen_query(request: Request, soort: type[M]) -> M:
    """Read what the query asks.

    Raises:
        DiagnoseFout: with a pointer to each key that does not exist or has another kind of value.
    """
    vragen = dict(request.query_params.multi_items())
    knoop = Knoop("map", None)
    knoop.map = {naam: Knoop("tekst", None, f"/{naam}", tekst) for naam, tekst in vragen.items()}
    return als_vorm(vragen, knoop, soort)

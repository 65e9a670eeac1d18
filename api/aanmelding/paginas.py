"""The page on which someone chooses an invented person, and signing out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.ontwikkelaanmelding import KOEKJE, PERSONEN, NietOpenbaar, Ontwikkelaanmelding
from api.aanmelding.toegang import AANMELDEN, gebruiker, melding
from api.paginas import Paginas


def maak_paginas(aanmelding: Ontwikkelaanmelding) -> APIRouter:
    """Return the pages for signing in and out."""

    async def eis_deze_computer(request: Request) -> None:
        if not aanmelding.geldt_voor(request.scope):
            raise NietOpenbaar

    hier = [Depends(eis_deze_computer)]
    router = APIRouter(include_in_schema=False, dependencies=hier)

    @router.get(AANMELDEN)
    async def kies(request: Request, verder: str = "/") -> Response:
        return _toon(request, verder, "")

    @router.post(AANMELDEN)
    async def aanmelden(
        request: Request, sub: Annotated[str, Form()] = "", verder: Annotated[str, Form()] = "/"
    ) -> Response:
        persoon = PERSONEN.get(sub)
        if persoon is None:
            return _toon(request, verder, "Kies een persoon.")
        antwoord = RedirectResponse(eigen_pad(verder), HTTPStatus.SEE_OTHER)
        antwoord.set_cookie(
            KOEKJE, aanmelding.koekje(persoon), httponly=True, samesite="strict", path="/"
        )
        return antwoord

    @router.post("/afmelden")
    async def afmelden() -> Response:
        antwoord = RedirectResponse(AANMELDEN, HTTPStatus.SEE_OTHER)
        antwoord.delete_cookie(KOEKJE, httponly=True, samesite="strict", path="/")
        return antwoord

    return router


def eigen_pad(verder: str) -> str:
    """Return the page to go on to, or the first page when it lies elsewhere."""
    delen = urlsplit(verder)
    is_eigen = not delen.scheme and not delen.netloc and verder.startswith("/")
    # A browser reads a backslash as a slash, so that /\\elsewhere would be another site.
    return verder if is_eigen and "\\" not in verder and verder.isprintable() else "/"


def _toon(request: Request, verder: str, fout: str) -> Response:
    paginas: Paginas = request.app.state.paginas
    return paginas.toon(
        "aanmelden.html.j2",
        HTTPStatus.BAD_REQUEST if fout else HTTPStatus.OK,
        personen=[{"waarde": p.sub, "tekst": p.naam} for p in PERSONEN.values()],
        verder=eigen_pad(verder),
        melding=melding(request),
        gebruiker=gebruiker(request),
        fouten=[{"veld": "sub", "tekst": fout}] if fout else [],
    )

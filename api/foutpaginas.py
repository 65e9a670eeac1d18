"""A failure as a page, for who asked for a page; programs get problem+json."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.paginas import Paginas

_TEKSTEN = {
    HTTPStatus.UNAUTHORIZED: (
        "U bent niet aangemeld",
        "Deze pagina is voor medewerkers die zijn aangemeld. Was u dat wel? Dan bent u te lang "
        "weg geweest. Meld u opnieuw aan.",
    ),
    HTTPStatus.NOT_FOUND: (
        "Deze pagina is er niet",
        "Misschien is het adres niet goed overgenomen, of is de pagina verplaatst.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "Dit kan niet op deze pagina",
        "Er is iets verstuurd naar een pagina die niets aanneemt. Ga terug naar de vorige pagina "
        "en probeer het daar opnieuw.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Er ging iets mis in het programma",
        "Dit ligt niet aan u. Probeer het over een minuut opnieuw. Blijft het misgaan? Meld het "
        "aan uw beheerder en zeg erbij hoe laat het was.",
    ),
}
"""Where a person needs other words than a program; else the problem's own words do."""


class Foutpaginas:
    """Puts a page in the place of problem details outside `/v1`, when HTML was asked for."""

    def __init__(self, app: ASGIApp, paginas: Paginas) -> None:
        """Stand around the app."""
        self.app = app
        self.paginas = paginas

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back, as a page when it is a failure."""
        if not _wil_een_pagina(scope):
            await self.app(scope, receive, send)
            return
        begin: Message | None = None
        inhoud = b""

        async def stuur(bericht: Message) -> None:
            nonlocal begin, inhoud
            if bericht["type"] == "http.response.start" and _is_probleem(bericht):
                begin = bericht
            elif begin is None:
                await send(bericht)
            else:
                inhoud += bericht.get("body", b"")
                if not bericht.get("more_body"):
                    await self._pagina(begin, inhoud)(scope, receive, send)

        await self.app(scope, receive, stuur)

    def _pagina(self, begin: Message, inhoud: bytes) -> Response:
        status = HTTPStatus(begin["status"])
        probleem = json.loads(inhoud)
        titel, uitleg = _TEKSTEN.get(status, (probleem["title"], probleem["detail"]))
        pagina = self.paginas.toon("fout.html.j2", status, titel=titel, uitleg=uitleg)
        for naam, waarde in Headers(raw=begin["headers"]).items():
            if naam not in pagina.headers:
                pagina.headers.append(naam, waarde)
        return pagina


def _wil_een_pagina(scope: Scope) -> bool:
    if scope["type"] != "http" or f"{scope['path']}/".startswith("/v1/"):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _is_probleem(begin: Message) -> bool:
    return Headers(raw=begin["headers"]).get("content-type") == "application/problem+json"

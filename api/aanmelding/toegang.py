"""Who may do what: the identity of a request, and the roles that a route asks for."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.ontwikkelaanmelding import (
    KOEKJE,
    NietOpenbaar,
    Ontwikkelaanmelding,
    Persoon,
)
from api.problemen import probleem

AANMELDEN = "/aanmelden"
_LEZEN = {"GET", "HEAD", "OPTIONS"}


class NietAangemeld(Exception):
    """Somebody asks for something without having signed in."""


class NietBevoegd(Exception):
    """Somebody asks for something that their roles do not allow."""

    def __init__(self, rollen: frozenset[Rol]) -> None:
        """Keep which roles may."""
        self.rollen = rollen
        super().__init__(", ".join(sorted(rollen)))


def persoon(request: Request) -> Persoon | None:
    """Return who signed in for developing, or None."""
    aanmelding: Ontwikkelaanmelding | None = request.app.state.aanmelding
    if aanmelding is None or not aanmelding.geldt_voor(request.scope):
        return None
    return aanmelding.persoon(request.cookies.get(KOEKJE))


def identiteit(request: Request) -> Identiteit:
    """Return the identity behind a request; a dependency of every route that keeps something.

    Raises:
        NietAangemeld: when nobody signed in.
    """
    wie = persoon(request)
    if wie is None:
        raise NietAangemeld
    return wie.identiteit()


Aangemeld = Annotated[Identiteit, Depends(identiteit)]


def eis(wie: Identiteit, *rollen: Rol) -> None:
    """Ask for one of the roles.

    Raises:
        NietBevoegd: when the identity has none of them.
    """
    if not wie.rollen & set(rollen):
        raise NietBevoegd(frozenset(rollen))


def melding(request: Request) -> str:
    """Return what every page says about the sign-in; empty when nobody signed in."""
    wie = persoon(request)
    if wie is None:
        return ""
    return f"Ontwikkelaanmelding: {wie.naam}. Niet voor echte cliënten."


@dataclass(frozen=True, slots=True)
class Gebruiker:
    """Who works on a device, under a name that says nothing, and since when in seconds."""

    naam: str
    sinds: int


def gebruiker(request: Request) -> Gebruiker | None:
    """Return whose work a device keeps; None for who carries no gesprekken."""
    wie = persoon(request)
    if wie is None or wie.rol is not Rol.CONSULENT:
        return None
    naam = sha256(f"{wie.gemeente}\0{wie.sub}".encode()).hexdigest()[:32]
    return Gebruiker(naam, request.app.state.aanmelding.sinds(request.cookies[KOEKJE]))


def registreer_toegang(app: FastAPI, basis: str) -> None:
    """Answer a missing sign-in or role: problem details under `basis`, pages elsewhere."""

    @app.exception_handler(NietAangemeld)
    async def aanmelden(request: Request, _: NietAangemeld) -> Response:
        if request.url.path.startswith(f"{basis}/"):
            return probleem(HTTPStatus.UNAUTHORIZED, "Meld u eerst aan.")
        # Only to a page that can be read: after a write, that page would not exist.
        verder = request.url.path if request.method in _LEZEN else "/"
        doel = f"{AANMELDEN}?verder={quote(verder, safe='/')}"
        return RedirectResponse(doel, HTTPStatus.SEE_OTHER)

    @app.exception_handler(NietOpenbaar)
    async def van_elders(_: Request, __: NietOpenbaar) -> JSONResponse:
        detail = "Aanmelden kan alleen op de computer waarop de dienst draait."
        return probleem(HTTPStatus.FORBIDDEN, detail)

    @app.exception_handler(NietBevoegd)
    async def bevoegd(_: Request, fout: NietBevoegd) -> JSONResponse:
        wie = " of ".join(sorted(fout.rollen))
        return probleem(HTTPStatus.FORBIDDEN, f"Dit kan alleen een {wie}.")


class EigenHerkomst:
    """Refuses a write that another site makes in somebody's browser.

    The cookie is SameSite=Strict already; this also stops pages of the same site on another
    port. A program sends no Origin and no Sec-Fetch-Site, and has no cookie to misuse.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand around the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it is a write from elsewhere."""
        if scope["type"] == "http" and scope["method"] not in _LEZEN:
            koppen = Headers(scope=scope)
            herkomst, site = koppen.get("origin"), koppen.get("sec-fetch-site")
            vreemd = herkomst is not None and urlsplit(herkomst).netloc != koppen.get("host")
            if vreemd or site not in {None, "same-origin", "none"}:
                detail = "Dit verzoek komt van een andere site en is niet uitgevoerd."
                await probleem(HTTPStatus.FORBIDDEN, detail)(scope, receive, send)
                return
        await self.app(scope, receive, send)

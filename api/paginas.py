"""The web pages: Jinja templates with what they share, their files and their headers."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.routing import NoMatchFound

from api.aanmelding.identiteit import Rol
from api.aanmelding.toegang import AANMELDEN, gebruiker, melding, persoon
from api.bestanden import Bestanden
from engine.explanation.teksten import dag_in_woorden as datum
from engine.rulebook.regelwerk import Regelwerk

THEMA = "ARRANGEMENT_THEMA"
"""The environment variable with the path of a style sheet that replaces the neutral theme."""

_WEB = Path(__file__).parent / "web"
KOPPEN = {
    "Cache-Control": "no-store",
    # Nothing inline and nothing from elsewhere; a theme may carry small pictures in its own text.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    # With no-referrer a browser hides where a form came from, also from ourselves.
    "Referrer-Policy": "same-origin",
}
"""The headers of a page."""


class ThemaFout(Exception):
    """A theme that cannot be used; the message is for whoever runs the service."""


class Paginas:
    """Lays out the pages of one service."""

    def __init__(self, regelwerk: Regelwerk, thema: Path | None = None) -> None:
        """Prepare the templates.

        Args:
            regelwerk: the rules that the foot of every page names.
            thema: the style sheet of a gemeente, over the neutral theme.

        Raises:
            ThemaFout: when the theme is not a style sheet with a class `...-theme`.
        """
        mappen = [("", _WEB / "static"), ("", _WEB / "gebouwd")]
        klassen = ["voorbeeld-theme"]
        if thema is not None:
            klassen.append(_themaklasse(thema))
            mappen.append(("thema/", thema.parent))
        self.bestanden = Bestanden(mappen)
        self.omgeving = Environment(
            loader=FileSystemLoader(_WEB / "sjablonen"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.omgeving.filters["datum"] = datum
        self.omgeving.globals.update(
            bestand=self.bestanden.adres,
            thema=thema and self.bestanden.adres(f"thema/{thema.name}"),
            themaklassen=" ".join(klassen),
            regelwerk=regelwerk,
            navigatie=(),
            fouten=(),
            ontwikkelaanmelding=False,
            demo=False,
            aangemeld="",
            gebruiker=None,
        )

    def toon(self, sjabloon: str, status: int = 200, /, **inhoud: Any) -> HTMLResponse:
        """Return a page: a template with what it needs."""
        html = self.omgeving.get_template(sjabloon).render(**inhoud)
        return HTMLResponse(html.lstrip(), status, KOPPEN)


def voeg_paginas_toe(app: FastAPI, regelwerk: Regelwerk) -> None:
    """Add the first page and the files to a service.

    Other pages are laid out by `app.state.paginas`.

    Raises:
        ThemaFout: when the setting for the theme cannot be used.
    """
    paginas = Paginas(regelwerk, _thema_uit_omgeving())

    @app.get("/", include_in_schema=False)
    @app.head("/", include_in_schema=False)
    async def begin(request: Request) -> Response:
        aangemeld = melding(request)
        return paginas.toon(
            "begin.html.j2",
            aangemeld=aangemeld,
            gebruiker=gebruiker(request),
            verder=_verder(app, request),
            aanmelden="" if aangemeld or app.state.aanmelding is None else AANMELDEN,
        )

    @app.get("/web/{stempel}/{naam:path}", include_in_schema=False)
    @app.head("/web/{stempel}/{naam:path}", include_in_schema=False)
    async def bestand(request: Request) -> Response:
        antwoord = paginas.bestanden.antwoord(request)
        if antwoord is None:
            raise HTTPException(404)
        return antwoord

    app.state.paginas = paginas


def _verder(app: FastAPI, request: Request) -> tuple[str, str]:
    """Return where whoever asks begins, and the text of the button to it."""
    wie = persoon(request)
    if wie is not None and wie.rol is Rol.AANBIEDER:
        return _adres(app, "spoedmelding"), "Meld spoedhulp"
    return _adres(app, "gesprekkenpagina"), "Begin een gesprek"


def _adres(app: FastAPI, naam: str) -> str:
    """Return the address of a page by the name of its route; empty when it is not there."""
    try:
        return app.url_path_for(naam)
    except NoMatchFound:
        return ""


def _thema_uit_omgeving() -> Path | None:
    gezet = os.environ.get(THEMA, "").strip()
    return Path(gezet) if gezet else None


def _themaklasse(thema: Path) -> str:
    """Return the class that a theme puts its tokens on."""
    try:
        tekst = thema.read_text(encoding="utf-8")
    except (OSError, ValueError):
        tekst = ""
    gevonden = re.search(r"\.([a-z][\w-]*-theme)\b", tekst)
    if gevonden is None or thema.suffix != ".css":
        raise ThemaFout(
            f"'{thema}' is geen thema. Noem een CSS-bestand met een klasse die op -theme eindigt, "
            "zoals .voorbeeld-theme."
        )
    return gevonden[1]

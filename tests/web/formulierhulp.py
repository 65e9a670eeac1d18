"""A service with a database, and ways through the form that its tests share."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.ontwikkelaanmelding import KOEKJE, PERSONEN, Ontwikkelaanmelding
from api.opbouw import maak_app
from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken
from api.opslag.onderdelen import Wijziging
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import delen_van

CONSULENT = "ontwikkel-consulent-beek"
WIE = Identiteit(CONSULENT, frozenset({Rol.CONSULENT}), "beek")


@contextmanager
def tabblad(context: BrowserContext, wachttijd: int = 5000) -> Iterator[Page]:
    """Give a tab that fails its test when the page reports a mistake of its own.

    Args:
        context: the browser in which it opens.
        wachttijd: milliseconds in which something must be there.
    """
    pagina = context.new_page()
    pagina.set_default_timeout(wachttijd)
    klachten: list[str] = []
    pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
    pagina.on(
        "console",
        lambda regel: klachten.append(regel.text) if "Security Policy" in regel.text else None,
    )
    yield pagina
    assert klachten == []


class Proef:
    """A running service, its database and a way to sign in."""

    def __init__(self, map_: Path) -> None:
        """Make the real service with an empty database in a folder."""
        self.bank = Bank(f"sqlite:///{map_ / 'proef.sqlite'}")
        self.bank.migreer()
        self.aanmelding = Ontwikkelaanmelding("127.0.0.1", map_)
        self.app: FastAPI = maak_app(REGELWERK, bank=self.bank, aanmelding=self.aanmelding)
        self.adres = ""

    @contextmanager
    def draait(self) -> Iterator[Proef]:
        """Run the service in this process, on a port of its own."""
        with socket.socket() as deur, self.bank:
            deur.bind(("127.0.0.1", 0))
            deur.listen(128)
            self.adres = f"http://127.0.0.1:{deur.getsockname()[1]}"
            server = uvicorn.Server(
                uvicorn.Config(self.app, log_level="error", access_log=False, lifespan="off")
            )
            draad = threading.Thread(target=server.run, args=([deur],), daemon=True)
            draad.start()
            yield self
            server.should_exit = True
            draad.join(timeout=10)
            self.app.state.motoren.sluit()

    def meld_aan(self, context: BrowserContext, sub: str = CONSULENT) -> None:
        """Let a browser be somebody."""
        koekje = self.aanmelding.koekje(PERSONEN[sub])
        context.add_cookies([{"name": KOEKJE, "value": koekje, "url": self.adres}])

    def gesprek(self, gegevens: dict[str, Any] | None = None, kenmerk: str = "Zaak 12") -> str:
        """Begin a gesprek with an intake in it; without one only the day is known."""
        delen: dict[str, Any] = {"periode": {"peildatum": "2021-06-15"}}
        delen |= delen_van(gegevens) if gegevens else {}
        with self.bank.sessie(WIE) as sessie:
            gesprekken = Gesprekken(sessie, WIE)
            id_ = gesprekken.begin(REGELWERK, kenmerk)
            gesprekken.schrijf(id_, [Wijziging(n, 0, w) for n, w in delen.items()])
        return id_

    def inhoud(self, id_: str) -> dict[str, Any]:
        """Return what is kept of a gesprek."""
        with self.bank.sessie(WIE) as sessie:
            return Gesprekken(sessie, WIE).haal(id_).inhoud

    def schrijf(self, id_: str, sleutel: str, inhoud: Any) -> None:
        """Write a part, as somebody else would do meanwhile."""
        with self.bank.sessie(WIE) as sessie:
            gesprekken = Gesprekken(sessie, WIE)
            versie = gesprekken.versies(id_).get(sleutel, 0)
            gesprekken.schrijf(id_, [Wijziging(sleutel, versie, inhoud)])

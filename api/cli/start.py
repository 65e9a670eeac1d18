"""`arrangement start`: the service on this computer."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import uvicorn
from fastapi import FastAPI

from api.cli.herhaal import open_bank, optie_bank
from api.cli.nederlands import Opdracht, poortnummer
from api.cli.uitvoer import GOED, optie_regelwerk, regelwerk_of_stop, stop
from api.demo.gesprekken import CONSULENT, vul
from api.dienst import maak_dienst
from api.instellingen import Instelfout, eigen_map
from api.opslag.bank import Bank
from api.opslag.plaats import BESTAND
from api.opslag.weigering import NietToegestaan
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.motoren import NietZeker
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk

ADRES = "127.0.0.1"


@click.command("start", cls=Opdracht, help="Start de dienst op deze computer.")
@click.option(
    "--poort",
    metavar="NUMMER",
    default="8000",
    callback=poortnummer,
    help="De poort waarop de dienst luistert, 8000 zonder opgave.",
)
@click.option(
    "--demo",
    is_flag=True,
    help="Begin met verzonnen gesprekken, in een tijdelijke database. Na het stoppen is die weg.",
)
@optie_bank
@optie_regelwerk
def opdracht(poort: int, bank: str | None, regelwerk: str | None, demo: bool) -> None:
    """Start the service on loopback and print its address; opens nothing by itself."""
    if demo and bank is not None:
        stop("--demo", "De demo heeft een eigen, tijdelijke database. Laat --bank weg.")
    werk = regelwerk_of_stop(regelwerk)
    # Told to stop, the server ends what it is doing and then gets the signal again.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(GOED))
    # Listening before the address is printed: whoever reads it can connect at once.
    with luister(poort) as deur, _plaats(bank, demo=demo) as (opslag, map_):
        app = _dienst(werk, opslag, map_)
        if demo:
            _vul_demo(app, werk, opslag)
        click.echo(f"Regelwerk: {werk.kop.titel}, versie {werk.kop.versie}")
        if demo:
            click.echo("Demo: verzonnen gesprekken in een tijdelijke database, weg na het stoppen")
            click.echo(f"Meld u aan als: {CONSULENT.naam}")
        click.echo(f"De Arrangementwijzer staat klaar op http://{ADRES}:{poort}/")
        click.echo("Stoppen: Ctrl+C")
        instelling = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        try:
            uvicorn.Server(instelling).run(sockets=[deur])
        except KeyboardInterrupt:
            click.echo("Gestopt.")


@contextmanager
def _plaats(bank: str | None, *, demo: bool) -> Iterator[tuple[Bank, Path]]:
    """Give the database and the folder for the key; for a demo both are gone afterwards."""
    if not demo:
        with open_bank(bank) as opslag:
            yield opslag, _map()
        return
    with (
        TemporaryDirectory(prefix="arrangementwijzer-demo-") as map_,
        open_bank(f"sqlite:///{map_}/{BESTAND}") as opslag,
    ):
        yield opslag, Path(map_)


def _vul_demo(app: FastAPI, werk: Regelwerk, opslag: Bank) -> None:
    """Write the invented gesprekken, and let every page say that they are."""
    app.state.paginas.omgeving.globals["demo"] = True
    try:
        vul(opslag, werk, app.state.motoren)
    except (DiagnoseFout, GeenUniekeUitkomst, NietToegestaan, NietZeker):
        stop("--demo", "De verzonnen gesprekken passen niet bij dit regelwerk.")


def _dienst(werk: Regelwerk, opslag: Bank, map_: Path) -> FastAPI:
    try:
        return maak_dienst(werk, opslag, map_, ADRES)
    except Instelfout as fout:
        stop(fout.instelling, str(fout))


def _map() -> Path:
    try:
        return eigen_map()
    except Instelfout as fout:
        stop(fout.instelling, str(fout))


def luister(poort: int) -> socket.socket:
    """Return a socket that listens on the port; leave with 2 when that cannot be."""
    deur = socket.socket()
    deur.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        deur.bind((ADRES, poort))
        deur.listen(128)
    except OSError as fout:
        deur.close()
        ander = poort + 1 if poort < 65535 else poort - 1
        reden = "is al in gebruik" if fout.errno == errno.EADDRINUSE else "is niet te openen"
        hulp = f"Kies een andere, bijvoorbeeld: arrangement start --poort {max(ander, 1025)}"
        stop("--poort", f"Poort {poort} {reden}. {hulp}")
    return deur

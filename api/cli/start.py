"""`arrangement start`: the service on this computer."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from datetime import date

import click
import uvicorn
from fastapi import FastAPI

from api.aanmelding.ontwikkelaanmelding import GeheimTeKort, Ontwikkelaanmelding
from api.app import maak_app
from api.cli.herhaal import open_bank, optie_bank
from api.cli.nederlands import Opdracht, poortnummer
from api.cli.uitvoer import GOED, optie_regelwerk, regelwerk_of_stop, stop
from api.opslag.bank import Bank
from api.opslag.plaats import MAP, gegevensmap
from api.opslag.verhuizing import verhuis_lopende
from api.paginas import THEMA, ThemaFout
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
@optie_bank
@optie_regelwerk
def opdracht(poort: int, bank: str | None, regelwerk: str | None) -> None:
    """Start the service on loopback and print its address; opens nothing by itself."""
    werk = regelwerk_of_stop(regelwerk)
    # Listening before the address is printed: whoever reads it can connect at once.
    with luister(poort) as deur, open_bank(bank) as opslag:
        verhuis_lopende(opslag, werk, date.today())
        # Told to stop, the server ends what it is doing and then gets the signal again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(GOED))
        app = _dienst(werk, opslag)
        click.echo(f"Regelwerk: {werk.kop.titel}, versie {werk.kop.versie}")
        click.echo(f"De Arrangementwijzer staat klaar op http://{ADRES}:{poort}/")
        click.echo("Stoppen: Ctrl+C")
        instelling = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        try:
            uvicorn.Server(instelling).run(sockets=[deur])
        except KeyboardInterrupt:
            click.echo("Gestopt.")


def _dienst(werk: Regelwerk, opslag: Bank) -> FastAPI:
    try:
        return maak_app(werk, bank=opslag, aanmelding=_aanmelding())
    except ThemaFout as fout:
        stop(THEMA, str(fout))


def _aanmelding() -> Ontwikkelaanmelding:
    try:
        return Ontwikkelaanmelding(ADRES, gegevensmap())
    except GeheimTeKort as fout:
        stop(str(fout), "De sleutel van de aanmelding is te kort: neem minstens 32 tekens.")
    except OSError:
        stop(MAP, "De map voor de gegevens is niet te maken of te openen.")


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

"""`arrangement start`: the service on this computer."""

from __future__ import annotations

import errno
import signal
import socket
import sys

import click
import uvicorn

from api.app import maak_app
from api.cli.nederlands import Opdracht, poortnummer
from api.cli.uitvoer import GOED, optie_regelwerk, regelwerk_of_stop, stop

ADRES = "127.0.0.1"


@click.command("start", cls=Opdracht, help="Start de dienst op deze computer.")
@click.option(
    "--poort",
    metavar="NUMMER",
    default="8000",
    callback=poortnummer,
    help="De poort waarop de dienst luistert, 8000 zonder opgave.",
)
@optie_regelwerk
def opdracht(poort: int, regelwerk: str | None) -> None:
    """Start the service on loopback and print its address; opens nothing by itself."""
    werk = regelwerk_of_stop(regelwerk)
    # Listening before the address is printed: whoever reads it can connect at once.
    with luister(poort) as deur:
        # Told to stop, the server ends what it is doing and then gets the signal again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(GOED))
        click.echo(f"Regelwerk: {werk.kop.titel}, versie {werk.kop.versie}")
        click.echo(f"De Arrangementwijzer staat klaar op http://{ADRES}:{poort}/v1/vragen")
        click.echo("Stoppen: Ctrl+C")
        instelling = uvicorn.Config(
            maak_app(werk), log_level="warning", access_log=False, server_header=False
        )
        try:
            uvicorn.Server(instelling).run(sockets=[deur])
        except KeyboardInterrupt:
            click.echo("Gestopt.")


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

"""`arrangement herhaal`: does a recorded voorstel still come out the same?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from api import instellingen
from api.aanmelding.identiteit import Identiteit, Rol
from api.cli.nederlands import Opdracht
from api.cli.uitvoer import GOED, INVOER_FOUT, NIET_ZEKER, meld, stop
from api.opslag.bank import Bank
from api.opslag.canoniek import NietTeBewaren
from api.opslag.plaats import BANK
from api.opslag.regelwerken import Beschadigd
from api.opslag.voorstellen import Herhaling, Opgenomen, Voorstellen
from api.opslag.weigering import NietGevonden
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.diagnose import DiagnoseFout

optie_bank = click.option(
    "--bank", metavar="URL", help=f"De database; zonder opgave de instelling {BANK}."
)


@click.command(
    "herhaal",
    cls=Opdracht,
    help="Bereken het vastgelegde voorstel ID opnieuw, met de regels van toen, en vergelijk.",
)
@click.argument("id_", metavar="ID")
@optie_bank
def opdracht(id_: str, bank: str | None) -> None:
    """Compute a recorded voorstel once more; exit 0 when nothing differs, 3 otherwise."""
    with open_bank(bank) as open_:
        for gemeente in open_.gemeenten():
            wie = Identiteit("opdrachtregel", frozenset({Rol.AUDITOR}), gemeente)
            with open_.sessie(wie) as sessie:
                voorstellen = Voorstellen(sessie, wie)
                try:
                    opgenomen = voorstellen.haal(id_)
                except NietGevonden:
                    continue
                _herhaal(voorstellen, opgenomen)
    meld("ID: Dit voorstel bestaat niet. Controleer het nummer en de database.")
    sys.exit(INVOER_FOUT)


def _herhaal(voorstellen: Voorstellen, opgenomen: Opgenomen) -> None:
    """Say what came of it, and leave."""
    try:
        herhaling = voorstellen.herhaal(opgenomen.id)
    except Beschadigd as fout:
        meld(f"Wat is vastgelegd, is veranderd: {fout}. Meld het aan de beheerder.")
    except (DiagnoseFout, GeenUniekeUitkomst, NietTeBewaren):
        meld("Deze versie van het programma kan het voorstel niet meer berekenen.")
    else:
        moment = f"{opgenomen.op:%d-%m-%Y %H:%M} UTC"
        click.echo(f"Vastgelegd op {moment}, met rekenversie {opgenomen.motorversie}.")
        _toon(herhaling)
        if herhaling.is_gelijk:
            sys.exit(GOED)
        meld("Op dit voorstel kunt u niet bouwen. Meld het aan de beheerder.")
    sys.exit(NIET_ZEKER)


def _toon(herhaling: Herhaling) -> None:
    click.echo(f"De uitkomst is {'gelijk' if herhaling.uitkomst_gelijk else 'anders'}.")
    if herhaling.spoor_gelijk is None:
        click.echo("Het spoor is in een andere vorm bewaard en niet vergeleken.")
    else:
        click.echo(f"Het spoor is {'gelijk' if herhaling.spoor_gelijk else 'anders'}.")


@contextmanager
def open_bank(gegeven: str | None) -> Iterator[Bank]:
    """Give the database with its tables up to date; leave with 2 when it cannot be used."""
    try:
        with instellingen.open_bank(gegeven) as bank:
            yield bank
    except instellingen.Instelfout as fout:
        stop("--bank", str(fout))

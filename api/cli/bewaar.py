"""`arrangement bewaar`: remove what may not be kept any longer, and replace the key."""

from __future__ import annotations

from datetime import date

import click
from sqlalchemy.exc import DBAPIError

from api.cli.herhaal import open_bank, optie_bank
from api.cli.nederlands import Opdracht, Verkeerd
from api.cli.uitvoer import stop
from api.cli.waarden import lees_dag
from api.opslag import sleutels
from api.opslag.bank import Bank
from api.opslag.bewaartermijn import ruim_op, vervang_sleutel
from api.opslag.sleutels import SLEUTELS, SleutelFout

_BEZET = (
    "Het is uitgevoerd, maar de bestanden van de database zijn nu niet op te schonen. "
    "Geef de opdracht nog eens als niemand de database gebruikt."
)


@click.command(
    "bewaar",
    cls=Opdracht,
    help="Verwijder wat niet langer bewaard mag blijven, of vervang de sleutel van de "
    "persoonsgegevens.",
)
@click.option(
    "--tot",
    metavar="DATUM",
    help="Verwijder de persoonsgegevens van spoedmeldingen die tot en met DATUM zijn gesloten, en "
    "de antwoorden op verzoeken tot en met die dag.",
)
@click.option(
    "--sleutel-vervangen",
    is_flag=True,
    help=f"Versleutel alles opnieuw met de eerste sleutel in {SLEUTELS}.",
)
@click.option("--nieuwe-sleutel", is_flag=True, help="Toon een nieuwe sleutel.")
@optie_bank
def opdracht(
    *, tot: str | None, sleutel_vervangen: bool, nieuwe_sleutel: bool, bank: str | None
) -> None:
    """Do one of the three; says how much was removed or replaced, and of whom nothing."""
    if [tot is not None, sleutel_vervangen, nieuwe_sleutel].count(True) != 1:
        keuze = "Kies een van --tot DATUM, --sleutel-vervangen en --nieuwe-sleutel."
        raise Verkeerd(keuze, click.get_current_context())
    if nieuwe_sleutel:
        click.echo(sleutels.nieuwe_sleutel())
        return
    dag = None if tot is None else _dag(tot)
    with open_bank(bank) as open_:
        try:
            _vervang(open_) if dag is None else _verwijder(open_, dag)
        except SleutelFout as fout:
            stop(SLEUTELS, str(fout))
        except DBAPIError:
            stop("--bank", _BEZET)


def _dag(tekst: str) -> date:
    """Return the last day; one that is yet to come would remove what is still needed."""
    dag = lees_dag("--tot", tekst)
    if dag > date.today():
        stop("--tot", "Deze dag moet nog komen. Noem een dag die voorbij is, of vandaag.")
    return dag


def _verwijder(bank: Bank, tot: date) -> None:
    gedaan = ruim_op(bank, tot)
    click.echo(
        f"Verwijderd: de persoonsgegevens van {_meldingen(gedaan.personen)}, en het antwoord op "
        f"{gedaan.verzoeken} {'verzoek' if gedaan.verzoeken == 1 else 'verzoeken'}."
    )
    if gedaan.nog_open:
        click.echo(
            f"Gebleven: de persoonsgegevens van {_meldingen(gedaan.nog_open)} waarop nog niet is "
            "besloten."
        )


def _vervang(bank: Bank) -> None:
    aantal = vervang_sleutel(bank)
    click.echo(f"Opnieuw versleuteld: de persoonsgegevens van {_meldingen(aantal)}.")
    click.echo(f"De andere sleutels in {SLEUTELS} zijn voor deze database niet meer nodig.")


def _meldingen(aantal: int) -> str:
    return f"{aantal} {'spoedmelding' if aantal == 1 else 'spoedmeldingen'}"

"""`arrangement kosten`: what an arrangement costs over a period."""

from __future__ import annotations

from datetime import date

import click

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import Scherm, optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from api.cli.waarden import boek_op, lees_dag
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.kosten import bereken_kosten
from engine.indicatie.kosten_json import ONBEKEND, kosten_json
from engine.indicatie.matrix import productcodes
from engine.rulebook.diagnose import bedoelde_u_of_lijst
from engine.rulebook.rulebook import Rulebook


@click.command(
    "kosten",
    cls=Opdracht,
    help="Bereken wat een arrangement of productcode kost, van VAN tot en met TOT.",
)
@click.argument("arrangement")
@click.argument("van")
@click.argument("tot")
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(arrangement: str, van: str, tot: str, als_json: bool, regelwerk: str | None) -> None:
    """Compute the costs; without a valid tariff the amount is unknown."""
    werk = regelwerk_of_stop(regelwerk)
    begin, einde = lees_dag("VAN", van), lees_dag("TOT", tot)
    if einde < begin:
        stop("TOT", f"{einde} ligt voor {begin}. Verwissel de twee datums.")
    codes = _codes(boek_op(werk, begin, "VAN"))
    if arrangement not in codes:
        hulp = bedoelde_u_of_lijst(arrangement, codes)
        stop("ARRANGEMENT", f"'{arrangement}' is geen arrangement of productcode. {hulp}")
    kosten = kosten_json(bereken_kosten(werk, codes[arrangement], begin, einde))
    if als_json:
        schrijf_json(kosten)
        return
    scherm = Scherm()
    for deel in kosten["delen"]:
        tarief = _euro(deel["tarief"])
        scherm.alinea(
            f"{_dag(deel['van'])} tot en met {_dag(deel['tot'])}: {deel['etmalen']} etmalen x "
            f"{tarief} = {_euro(deel['bedrag'])}"
        )
    scherm.alinea(f"Samen {kosten['etmalen']} etmalen: {_euro(kosten['bedrag'])}.")
    if kosten["bedrag"] == ONBEKEND:
        scherm.alinea("Voor een deel van de periode geldt geen tarief; dat bedrag is onbekend.")


def _codes(boek: Rulebook) -> dict[str, str]:
    """Return the product code of each arrangement, and of each code itself."""
    codes = {p.productcode: p.productcode for p in boek.parameters.values() if p.productcode}
    return productcodes(boek) | codes


def _dag(tekst: str) -> str:
    return dag_in_woorden(date.fromisoformat(tekst))


def _euro(bedrag: str) -> str:
    return bedrag if bedrag == ONBEKEND else f"€ {bedrag.replace('.', ',')}"

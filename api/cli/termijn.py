"""`arrangement termijn`: when a term ends that begins on a day."""

from __future__ import annotations

import click

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import Scherm, optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from api.cli.waarden import boek_op, lees_dag
from engine.indicatie.kalender import dag_in_woorden
from engine.indicatie.termijnen import begindatum, bereken
from engine.rulebook.diagnose import bedoelde_u_of_lijst


@click.command("termijn", cls=Opdracht, help="Bereken wanneer een termijn eindigt.")
@click.argument("naam")
@click.argument("datum")
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(naam: str, datum: str, als_json: bool, regelwerk: str | None) -> None:
    """Compute one term from the day on which it begins to run."""
    werk = regelwerk_of_stop(regelwerk)
    dag = lees_dag("DATUM", datum)
    boek = boek_op(werk, dag)
    if naam not in boek.termijnen:
        stop(
            "NAAM", f"De termijn '{naam}' bestaat niet. {bedoelde_u_of_lijst(naam, boek.termijnen)}"
        )
    begin = begindatum(boek, naam)
    einde = bereken(boek, naam, {begin: dag})
    assert einde is not None
    termijn = boek.termijnen[naam]
    if als_json:
        schrijf_json({"id": naam, "titel": termijn.titel, "vanaf": begin, "uiterlijk": str(einde)})
        return
    scherm = Scherm()
    tijd = f", voor {einde.tijd:%H:%M} uur" if einde.tijd else ""
    scherm.alinea(f"{termijn.titel}: uiterlijk {dag_in_woorden(einde.dag)}{tijd} ({einde.dag}).")
    scherm.alinea(f"Geteld vanaf {begin.replace('_', ' ')} op {dag_in_woorden(dag)}.")
    bron = termijn.grond.bron
    scherm.alinea(f"Bron: {bron.document}, par. {bron.paragraaf}, r. {bron.regels or '-'}.")

"""`arrangement termijn`: when a term ends that begins on a day."""

from __future__ import annotations

import click

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import Scherm, optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from api.cli.waarden import boek_op, lees_dag
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.termijnen import begindatum, bereken, moment_json
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
    if einde is None:
        stop("NAAM", f"De termijn '{naam}' is er niet als zij op {dag_in_woorden(dag)} begint.")
    termijn = boek.termijnen[naam]
    if als_json:
        schrijf_json(
            {"id": naam, "titel": termijn.titel, "vanaf": begin} | moment_json(termijn, einde)
        )
        return
    scherm = Scherm()
    woord = "vanaf" if termijn.is_eerste_dag else "uiterlijk"
    scherm.alinea(f"{termijn.titel}: {woord} {einde.in_woorden()}.")
    if einde.opmerking:
        scherm.alinea(einde.opmerking)
    scherm.alinea(f"Geteld vanaf {begin.replace('_', ' ')} op {dag_in_woorden(dag)}.")
    bron = termijn.grond.bron
    ook = "".join(f"; ook {document}, {paragraaf}" for document, paragraaf in bron.ook)
    scherm.alinea(f"Bron: {bron.document}, par. {bron.paragraaf}, r. {bron.regels or '-'}{ook}.")

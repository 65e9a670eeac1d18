"""`arrangement tussentijds`: what must be done when something happens during an indication."""

from __future__ import annotations

from datetime import date

import click
from rich.text import Text

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import Scherm, optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from api.cli.waarden import boek_op, lees_dag
from engine.evaluation.kleene import Status
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.intake import lees_intake
from engine.indicatie.tussentijds import Taak, als_json, tussentijds
from engine.rulebook.diagnose import DiagnoseFout, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Feiten, Rulebook

WIE = {
    "client": "de cliënt",
    "aanbieder": "de aanbieder",
    "consulent": "de consulent",
    "gemeente": "de gemeente",
    "backoffice": "de backoffice",
    "ggd": "de GGD",
}


@click.command(
    "tussentijds",
    cls=Opdracht,
    help="Toon wat er moet als er tijdens de indicatie iets gebeurt. Zonder GEBEURTENIS: de lijst.",
)
@click.argument("gebeurtenis", required=False)
@click.argument("datum", required=False)
@click.option("--feit", "feiten", multiple=True, metavar="VRAAG=ANTWOORD", help="Wat bekend is.")
@click.option("--json", "json_", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(
    gebeurtenis: str | None,
    datum: str | None,
    feiten: tuple[str, ...],
    json_: bool,
    regelwerk: str | None,
) -> None:
    """Show who must do what before when after an event, or which events there are."""
    werk = regelwerk_of_stop(regelwerk)
    if gebeurtenis is None and feiten:
        stop("--feit", "Een feit hoort bij een gebeurtenis. Noem ook GEBEURTENIS en DATUM.")
    if gebeurtenis is None:
        if json_:
            schrijf_json(lijst_json(werk.boeken[-1]))
        else:
            toon_lijst(werk.boeken[-1])
        return
    if datum is None:
        stop("DATUM", "Noem ook de dag: jaar-maand-dag, bijvoorbeeld 2021-03-31.")
    dag = lees_dag("DATUM", datum)
    boek = boek_op(werk, dag)
    if gebeurtenis not in boek.gebeurtenissen:
        hulp = bedoelde_u_of_lijst(gebeurtenis, boek.gebeurtenissen)
        stop("GEBEURTENIS", f"'{gebeurtenis}' bestaat niet. {hulp}")
    taken = tussentijds(boek, gebeurtenis, dag, lees_feiten(werk, dag, feiten))
    if json_:
        schrijf_json(als_json(boek, gebeurtenis, dag, taken))
        return
    vorm = boek.gebeurtenissen[gebeurtenis].vorm
    scherm = Scherm()
    scherm.alinea(Text(vorm.titel, style="bold"))
    scherm.alinea(f"{vorm.datum.capitalize()}: {dag_in_woorden(dag)}")
    for taak in taken:
        _toon(scherm, boek, taak)


def lees_feiten(werk: Regelwerk, dag: date, feiten: tuple[str, ...]) -> Feiten:
    """Read `vraag=antwoord` pairs as an intake would; leave with 2 when one is wrong."""
    if not feiten:
        return {}
    antwoorden = Knoop("map", None, "/antwoorden")
    for paar in feiten:
        naam, teken, waarde = (deel.strip() for deel in paar.partition("="))
        if not teken:
            stop("--feit", f"'{paar}' is geen feit. Schrijf vraag=antwoord.")
        if naam in antwoorden.map:
            stop("--feit", f"'{naam}' staat er twee keer. Geef elke vraag een keer.")
        antwoorden.map[naam] = Knoop("tekst", None, f"/{naam}", waarde)
        antwoorden.sleutels[naam] = None
    intake = Knoop("map", None)
    intake.map = {"peildatum": Knoop("tekst", None, "/peildatum", str(dag))}
    intake.map["antwoorden"] = antwoorden
    try:
        return lees_intake(werk, intake).feiten()
    except DiagnoseFout as fout:
        stop("--feit", fout.diagnoses)


def lijst_json(boek: Rulebook) -> list[dict[str, str]]:
    """Return the events that the rules know as plain data."""
    return [
        {"gebeurtenis": g.id, "titel": g.vorm.titel, "datum": g.vorm.datum}
        for g in boek.gebeurtenissen.values()
    ]


def toon_lijst(boek: Rulebook) -> None:
    """Show the events that the rules know."""
    scherm = Scherm()
    for gebeurtenis in boek.gebeurtenissen.values():
        scherm.alinea(gebeurtenis.vorm.titel, 0, Text(f"{gebeurtenis.id}: ", style="cyan"))


def _toon(scherm: Scherm, boek: Rulebook, taak: Taak) -> None:
    moment = f"uiterlijk {taak.uiterlijk.in_woorden()}" if taak.uiterlijk else "meteen"
    if taak.wacht_op:
        moment = "uiterste dag nog niet bekend"
    kop = f"{WIE[taak.wie]}, {moment}: "
    scherm.alinea(taak.tekst, 2, Text(f"- {kop}", style="bold"))
    if taak.status is Status.ONBEKEND:
        namen = ", ".join(f"{v} ({boek.vragen[v].vorm.vraag})" for v in taak.openstaand)
        scherm.alinea(f"Alleen als dit zo is; nog niet bekend: {namen}", 4)
    if taak.wacht_op:
        vraag = boek.vragen[taak.wacht_op].vorm.vraag
        scherm.alinea(f"Geef voor de uiterste dag ook: {taak.wacht_op} ({vraag})", 4)
    if taak.uiterlijk and taak.uiterlijk.opmerking:
        scherm.alinea(taak.uiterlijk.opmerking, 4)

"""`arrangement voorstel`: from an intake to a proposal with its reasons."""

from __future__ import annotations

import sys
from datetime import date

import click

from api.cli.invoer import STANDAARDINVOER, Document, documenten, is_regels
from api.cli.nederlands import Opdracht, Verkeerd
from api.cli.uitvoer import (
    GOED,
    INVOER_FOUT,
    NIET_ZEKER,
    meld,
    optie_regelwerk,
    regelwerk_of_stop,
    schrijf_json,
    stop,
)
from api.cli.voorstelscherm import toon_voorstel
from api.cli.waarden import boek_op, lees_dag
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.motoren import NietZeker, controleer
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json as voorstel_json
from engine.indicatie.voorstel_json import niet_zeker_json
from engine.rete.motor import Motoren
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk


@click.command(
    "voorstel",
    cls=Opdracht,
    help="Stel een arrangement voor bij INTAKE: een YAML- of JSON-bestand, een JSON Lines-bestand "
    "(.jsonl, op elke regel een intake), of - voor standaardinvoer.",
)
@click.argument("intake")
@click.option("--json", "als_json", is_flag=True, help="Als JSON; bij meer intakes op een regel.")
@click.option("--regels", is_flag=True, help="INTAKE is JSON Lines, ook als de naam dat niet zegt.")
@click.option("--peildatum", metavar="DATUM", help="Beoordeel op deze dag (jaar-maand-dag).")
@click.option("--client", is_flag=True, help="Voor de cliënt: met u, zonder wat vertrouwelijk is.")
@optie_regelwerk
@click.pass_context
def opdracht(
    ctx: click.Context,
    *,
    intake: str,
    als_json: bool,
    regels: bool,
    peildatum: str | None,
    client: bool,
    regelwerk: str | None,
) -> None:
    """Propose for one intake or for every line of a JSON Lines file."""
    if als_json and client:
        hulp = "De JSON is voor de professional; kies een van de twee."
        raise Verkeerd(f"--json en --client gaan niet samen. {hulp}", ctx)
    werk = regelwerk_of_stop(regelwerk)
    dag = None if peildatum is None else lees_peildatum(peildatum, werk)
    regels = regels or (intake != STANDAARDINVOER and is_regels(intake))
    stand = GOED
    with Motoren() as motoren:
        for document in documenten(intake, regels=regels):
            try:
                voorstel = stel_voor(lees(document, werk, dag))
                controleer(voorstel, werk, motoren)
            except DiagnoseFout as fout:
                for diagnose in fout.diagnoses:
                    meld(document.zin(diagnose))
                stand = max(stand, INVOER_FOUT)
            except GeenUniekeUitkomst as fout:
                meld(f"{document.plek}: {fout} Het regelwerk moet eerst worden hersteld.")
                stand = max(stand, NIET_ZEKER)
            except NietZeker as fout:
                meld(document.zin(fout.diagnose))
                stand = max(stand, NIET_ZEKER)
                if als_json:
                    schrijf_json(niet_zeker_json(werk), compact=regels)
            else:
                if als_json:
                    schrijf_json(voorstel_json(voorstel, werk, gelijk=True), compact=regels)
                else:
                    waar = document.plek if regels else ""
                    toon_voorstel(voorstel, werk, client=client, waar=waar)
    sys.exit(stand)


def lees_peildatum(tekst: str, werk: Regelwerk) -> date:
    """Return the day on the command line; leave with 2 when no rules can hold on it."""
    if not tekst.strip():
        stop("--peildatum", "Hier ontbreekt een dag. Schrijf jaar-maand-dag: 2021-01-31.")
    dag = lees_dag("--peildatum", tekst)
    boek_op(werk, dag, "--peildatum")
    return dag


def lees(document: Document, werk: Regelwerk, dag: date | None) -> Intake:
    """Return the intake in a document, judged on `dag` when that is given.

    Raises:
        DiagnoseFout: with every problem and its place.
    """
    return document.verwerk(lambda knoop: lees_intake(werk, _op_dag(knoop, dag)))


def _op_dag(knoop: Knoop, dag: date | None) -> Knoop:
    if dag is not None and knoop.soort == "map":
        knoop.map["peildatum"] = Knoop("tekst", knoop.positie, "/peildatum", str(dag))
    return knoop

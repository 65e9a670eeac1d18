"""`arrangement document`: the verslag or a draft decision from an intake."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.cli.invoer import documenten
from api.cli.nederlands import Opdracht, keuze_uit
from api.cli.uitvoer import INVOER_FOUT, NIET_ZEKER, meld, optie_regelwerk, regelwerk_of_stop, stop
from api.cli.voorstel import lees
from api.cli.wegschrijven import controleer_uit, schrijf_heel, schrijf_uit
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.motoren import NietZeker, controleer
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.rete.motor import Motoren
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.weergave import op_een_regel

SOORTEN = ["gespreksverslag", "beschikking", "spoedbesluit"]
VORMEN = ["html", "pdf", "docx"]


@click.command(
    "document",
    cls=Opdracht,
    help="Maak een document bij INTAKE, een YAML- of JSON-bestand of - voor standaardinvoer: het "
    "gespreksverslag, of een concept van de beschikking of van het spoedbesluit. Wat nog niet "
    "bekend is, staat erin als 'Nog in te vullen'. Eigen sjablonen horen in de map die "
    "ARRANGEMENT_SJABLONEN noemt.",
)
@click.argument("intake", required=False)
@click.option(
    "--soort",
    callback=keuze_uit(SOORTEN),
    metavar="SOORT",
    help="gespreksverslag (zonder opgave), beschikking of spoedbesluit.",
)
@click.option(
    "--vorm",
    callback=keuze_uit(VORMEN),
    metavar="VORM",
    help="html (zonder opgave), pdf of docx (Word).",
)
@click.option("--uit", metavar="BESTAND", help="Schrijf in BESTAND in plaats van op het scherm.")
@click.option("--client", is_flag=True, help="Voor de cliënt: met u, zonder wat vertrouwelijk is.")
@click.option("--leesbaar", is_flag=True, help="Noem ook de zinnen die moeilijk te lezen zijn.")
@click.option(
    "--sjablonen",
    metavar="MAP",
    help="Schrijf de gewone sjablonen in MAP, om er eigen sjablonen van te maken.",
)
@optie_regelwerk
def opdracht(
    *,
    intake: str | None,
    soort: str | None,
    vorm: str | None,
    uit: str | None,
    client: bool,
    leesbaar: bool,
    sjablonen: str | None,
    regelwerk: str | None,
) -> None:
    """Make one document, or write the templates."""
    if sjablonen is not None:
        schrijf_sjablonen(sjablonen)
        return
    if intake is None:
        stop("INTAKE", "Hier ontbreekt de naam van een bestand.")
    controleer_uit(uit)
    vorm = vorm or VORMEN[0]
    if vorm != VORMEN[0] and uit is None and sys.stdout.isatty():
        stop("--uit", f"Dit past niet op het scherm. Noem een bestand: --uit document.{vorm}")
    werk = regelwerk_of_stop(regelwerk)
    voorstel = beoordeel(intake, werk)
    # Only this command needs the templates; the others must start at once.
    from api.documenten.gegevens import Gegevens  # noqa: PLC0415
    from api.documenten.inhoud import maak_inhoud  # noqa: PLC0415
    from api.documenten.leesbaarheid import moeilijke_zinnen  # noqa: PLC0415
    from api.documenten.opmaak import Vorm, maak_document  # noqa: PLC0415
    from api.documenten.sjabloon import Sjabloonfout  # noqa: PLC0415
    from api.documenten.vorm import Soort  # noqa: PLC0415
    from api.pdf import PAKKETTEN, PdfOntbreekt  # noqa: PLC0415

    gegevens = Gegevens(voorstel, werk, gelijk=True, client=client)
    welk = Soort(soort or SOORTEN[0])
    try:
        inhoud = maak_document(welk, gegevens, Vorm(vorm))
    except Sjabloonfout as fout:
        meld(op_een_regel(fout.diagnose))
        sys.exit(INVOER_FOUT)
    except PdfOntbreekt:
        stop(
            "--vorm",
            "Voor een PDF ontbreken bibliotheken op deze computer. Op Debian of Ubuntu helpt: "
            f"sudo apt-get install {PAKKETTEN}. Of kies --vorm html of docx.",
        )
    if leesbaar:
        for zin in moeilijke_zinnen(maak_inhoud(welk, gegevens)):
            meld(str(zin))
    schrijf_uit(inhoud, uit)


def beoordeel(intake: str, werk: Regelwerk) -> Voorstel:
    """Return the voorstel of the intake in a file, on which two engines agree, or leave."""
    document = next(documenten(intake, regels=False))
    try:
        voorstel = stel_voor(lees(document, werk, None))
        with Motoren() as motoren:
            controleer(voorstel, werk, motoren)
    except DiagnoseFout as fout:
        for diagnose in fout.diagnoses:
            meld(document.zin(diagnose))
        sys.exit(INVOER_FOUT)
    except GeenUniekeUitkomst as fout:
        meld(f"{document.plek}: {fout} Het regelwerk moet eerst worden hersteld.")
        sys.exit(NIET_ZEKER)
    except NietZeker as fout:
        meld(document.zin(fout.diagnose))
        sys.exit(NIET_ZEKER)
    return voorstel


def schrijf_sjablonen(naam: str) -> None:
    """Write our own templates into a folder; what is there already stays."""
    from api.documenten.sjabloon import EIGEN  # noqa: PLC0415
    from api.documenten.word import eigen_sjabloon  # noqa: PLC0415

    if not naam.strip():
        stop("--sjablonen", "Hier ontbreekt de naam van een map.")
    sjablonen = {p.name: p.read_bytes() for p in sorted(EIGEN.iterdir())}
    for bestand, inhoud in {**sjablonen, "document.docx": eigen_sjabloon()}.items():
        pad = Path(naam) / bestand
        if pad.exists():
            click.echo(f"Blijft staan: {pad}")
            continue
        try:
            pad.parent.mkdir(parents=True, exist_ok=True)
            schrijf_heel(pad, inhoud)
        except (OSError, ValueError):
            stop("--sjablonen", f"In '{naam}' is niet te schrijven. Kies een andere map.")
        click.echo(f"Geschreven: {pad}")

"""`arrangement exporteer`: the rules in another form."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from api.cli.nederlands import Opdracht, keuze_uit
from api.cli.uitvoer import optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from api.cli.waarden import boek_op, lees_dag
from api.cli.wegschrijven import controleer_uit, schrijf_uit
from engine.explanation.bevestigingslijst import als_markdown
from engine.explanation.model import maak_model, model_tekst
from engine.explanation.model_schema import model_schema
from engine.indicatie.intake_schema import intake_schema
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.schema import regelset_schema, regelwerk_schema

SOORTEN = ["regelset", "regelwerk", "intake"]
VORMEN = ["html", "pdf"]


@click.command(
    "exporteer",
    cls=Opdracht,
    help="Schrijf iets uit de regels naar een ander formaat. WAT is: schema (JSON Schema, "
    "waarmee een tekstverwerker voor code de regels of een intake helpt invullen), "
    "bevestigingslijst (de keuzes die de gemeente nog moet bevestigen), regelboek (alle regels "
    "in gewone taal, om te lezen of af te drukken) of model (de regels als gegevens, waarmee een "
    "pagina zonder verbinding een intake beoordeelt).",
)
@click.argument(
    "wat",
    callback=keuze_uit(["schema", "bevestigingslijst", "regelboek", "model"]),
    metavar="WAT",
)
@click.option(
    "--soort",
    callback=keuze_uit(SOORTEN),
    metavar="SOORT",
    help="Welk schema: regelset (een regelbestand), regelwerk (regelwerk.yaml) of intake. "
    "Zonder opgave regelset; met --map alle drie.",
)
@click.option("--map", "map_", metavar="MAP", help="Schrijf de schema's als bestanden in MAP.")
@click.option(
    "--vorm",
    callback=keuze_uit(VORMEN),
    metavar="VORM",
    help="Van het regelboek: html (zonder opgave) of pdf.",
)
@click.option(
    "--uit",
    metavar="BESTAND",
    help="Schrijf het regelboek of het model in BESTAND in plaats van op het scherm.",
)
@click.option(
    "--peildatum",
    metavar="DATUM",
    help="Het regelboek of het model van deze dag (jaar-maand-dag); zonder opgave de laatste "
    "regels.",
)
@click.option("--schema", is_flag=True, help="Niet het model zelf, maar het schema ervan.")
@optie_regelwerk
def opdracht(
    wat: str,
    *,
    soort: str | None,
    map_: str | None,
    vorm: str | None,
    uit: str | None,
    peildatum: str | None,
    schema: bool,
    regelwerk: str | None,
) -> None:
    """Export the JSON Schemas, the list to confirm, the regelboek or the model."""
    werk = regelwerk_of_stop(regelwerk)
    if wat == "model":
        schrijf_model(werk, uit, peildatum, schema=schema)
        return
    if wat == "regelboek":
        schrijf_regelboek(werk, vorm or VORMEN[0], uit, peildatum)
        return
    if wat == "bevestigingslijst":
        click.echo("\n".join(als_markdown(werk.boeken[-1])).encode())
        return
    schemas = maak_schemas(werk)
    if map_ is None:
        schrijf_json(schemas[soort or SOORTEN[0]])
        return
    if not map_.strip():
        stop("--map", "Hier ontbreekt de naam van een map.")
    for naam in [soort] if soort else SOORTEN:
        bestand = Path(map_) / f"{naam}.schema.json"
        try:
            bestand.parent.mkdir(parents=True, exist_ok=True)
            bestand.write_text(schema_tekst(schemas[naam]), encoding="utf-8")
        except (OSError, ValueError):
            stop("--map", f"In '{map_}' is niet te schrijven. Kies een map waarin u mag schrijven.")
        click.echo(f"Geschreven: {bestand}")


def schrijf_regelboek(werk: Regelwerk, vorm: str, uit: str | None, peildatum: str | None) -> None:
    """Write the rules as a document, to stdout or whole into a file."""
    boek = boek_van(werk, peildatum)
    controleer_uit(uit)
    if vorm == "pdf" and uit is None and sys.stdout.isatty():
        stop("--uit", "Een PDF past niet op het scherm. Noem een bestand: --uit regelboek.pdf")
    # Only this export needs the templates; the other commands must start at once.
    from api.pdf import PAKKETTEN, PdfOntbreekt  # noqa: PLC0415
    from api.regelboek.opmaak import als_html, als_pdf  # noqa: PLC0415
    from engine.explanation.regelboek.boek import regelboek  # noqa: PLC0415

    document = regelboek(boek, werk.hash)
    try:
        inhoud = als_pdf(document) if vorm == "pdf" else als_html(document).encode()
    except PdfOntbreekt:
        stop(
            "--vorm",
            "Voor een PDF ontbreken bibliotheken op deze computer. Op Debian of Ubuntu helpt: "
            f"sudo apt-get install {PAKKETTEN}. Of kies --vorm html.",
        )
    schrijf_uit(inhoud, uit)


def schrijf_model(werk: Regelwerk, uit: str | None, peildatum: str | None, *, schema: bool) -> None:
    """Write the rules as data for a reader, or the schema of that, to stdout or into a file."""
    boek = boek_van(werk, peildatum)
    controleer_uit(uit)
    try:
        tekst = schema_tekst(model_schema()) if schema else model_tekst(maak_model(boek, werk.hash))
    except DiagnoseFout as fout:
        stop("--regelwerk", fout.diagnoses)
    schrijf_uit(tekst.encode(), uit)


def boek_van(werk: Regelwerk, peildatum: str | None) -> Rulebook:
    """Return the rules of `--peildatum`, or the last ones when it is not given."""
    if peildatum is None:
        return werk.boeken[-1]
    return boek_op(werk, lees_dag("--peildatum", peildatum), "--peildatum")


def maak_schemas(werk: Regelwerk) -> dict[str, dict[str, object]]:
    """Return the three schemas of a regelwerk by name."""
    boek = werk.boeken[-1]
    return {
        "regelset": regelset_schema(boek),
        "regelwerk": regelwerk_schema(),
        "intake": intake_schema(boek),
    }


def schema_tekst(schema: dict[str, object]) -> str:
    """Return a schema as the text that is kept beside the rules."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"

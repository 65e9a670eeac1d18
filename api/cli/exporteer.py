"""`arrangement exporteer`: the rules in another form."""

from __future__ import annotations

import json
from pathlib import Path

import click

from api.cli.nederlands import Opdracht, keuze_uit
from api.cli.uitvoer import optie_regelwerk, regelwerk_of_stop, schrijf_json, stop
from engine.explanation.bevestigingslijst import als_markdown
from engine.indicatie.intake_schema import intake_schema
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.schema import regelset_schema, regelwerk_schema

SOORTEN = ["regelset", "regelwerk", "intake"]


@click.command(
    "exporteer",
    cls=Opdracht,
    help="Schrijf iets uit de regels naar een ander formaat. WAT is: schema (JSON Schema, "
    "waarmee een tekstverwerker voor code de regels of een intake helpt invullen) of "
    "bevestigingslijst (de keuzes die de gemeente nog moet bevestigen).",
)
@click.argument("wat", callback=keuze_uit(["schema", "bevestigingslijst"]), metavar="WAT")
@click.option(
    "--soort",
    callback=keuze_uit(SOORTEN),
    metavar="SOORT",
    help="Welk schema: regelset (een regelbestand), regelwerk (regelwerk.yaml) of intake. "
    "Zonder opgave regelset; met --map alle drie.",
)
@click.option("--map", "map_", metavar="MAP", help="Schrijf de schema's als bestanden in MAP.")
@optie_regelwerk
def opdracht(wat: str, soort: str | None, map_: str | None, regelwerk: str | None) -> None:
    """Export the JSON Schemas, to stdout or into a folder, or the list to confirm."""
    werk = regelwerk_of_stop(regelwerk)
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

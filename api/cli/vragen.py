"""`arrangement vragen`: the questions of the intake, in conversation order."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from rich.text import Text

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import Scherm, optie_regelwerk, regelwerk_of_stop, schrijf_json
from engine.indicatie.vragen_json import vragen_json


@click.command("vragen", cls=Opdracht, help="Toon de vragen van de intake, in gespreksvolgorde.")
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(als_json: bool, regelwerk: str | None) -> None:
    """Show the questions that hold today, or the latest that ever held."""
    werk = regelwerk_of_stop(regelwerk)
    vragen = vragen_json(werk, date.today())
    if als_json:
        schrijf_json(vragen)
        return
    scherm = Scherm()
    scherm.alinea(Text("Tussen haakjes staat de naam van de vraag in een intake.", style="italic"))
    for thema in vragen["themas"]:
        if thema["vragen"]:
            scherm.kop(thema["titel"])
        for vraag in thema["vragen"]:
            _toon(scherm, vraag)


def _toon(scherm: Scherm, vraag: dict[str, Any]) -> None:
    nummer = f"{vraag['nummer']}. " if vraag.get("nummer") else ""
    kop = Text(f"{vraag['vraag']} ").append(f"({vraag['id']})", style="dim")
    scherm.alinea(kop, 2, nummer)
    bijzonder = _bijzonder(vraag)
    if bijzonder:
        scherm.alinea(Text(bijzonder, style="italic"), 6)
    for antwoord in vraag.get("antwoorden", []):
        scherm.alinea(antwoord["tekst"], 6, Text(f"{antwoord['id']}: ", style="cyan"))
    for deel in vraag.get("per", []):
        scherm.alinea(deel["tekst"], 6, Text(f"per {deel['id']}: ", style="cyan"))


def _bijzonder(vraag: dict[str, Any]) -> str:
    """What the answer looks like when it is not one of the words below the question."""
    soorten = {
        "getal": f"een getal: {vraag.get('eenheid')}",
        "datum": "een datum: jaar-maand-dag",
        "tekst": "vrije tekst",
        "weekrooster": "een regel per activiteit",
    }
    delen = [
        soorten.get(vraag["soort"], ""),
        "meer antwoorden mogen" if vraag.get("meer_antwoorden") else "",
        "alleen voor het verslag" if vraag.get("gebruik") == "verslag" else "",
        "onder vier ogen" if vraag.get("vertrouwelijk") else "",
    ]
    return "; ".join(d for d in delen if d)

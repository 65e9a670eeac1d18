"""Wat als in the terminal: per other outcome what would have to change, and per question."""

from __future__ import annotations

from rich.text import Text

from api.cli.uitvoer import Scherm
from engine.explanation.wat_als import AnderAntwoord, WatAls


def wat_als_lijsten(scherm: Scherm, wat_als: WatAls | None) -> None:
    """Print what other answers would give; nothing while the outcome is open."""
    if wat_als is None:
        return
    scherm.kop("Wat als")
    for waarde, stappen in wat_als.per_waarde:
        hoeveel = "1 ander antwoord" if len(stappen) == 1 else f"{len(stappen)} andere antwoorden"
        scherm.alinea(Text(f"{wat_als.titel} {waarde}, met {hoeveel}:"), 2, "- ")
        for stap in stappen:
            scherm.alinea(_ander(stap), 4, "- ")
    if wat_als.per_vraag:
        scherm.alinea(Text("Eén ander antwoord verandert de uitkomst hier:"), 2, "- ")
    for stap, gevolgen in wat_als.per_vraag:
        tekst = _ander(stap).append(f" Dan: {' of '.join(gevolgen)}.", style="bold")
        scherm.alinea(tekst, 4, "- ")


def _ander(stap: AnderAntwoord) -> Text:
    return Text(f"{stap.vraagtekst} ").append(f"{stap.wordt} (nu: {stap.nu}).")

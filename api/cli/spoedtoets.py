"""`arrangement spoedtoets`: check one spoedmelding, or a file with as many as one likes."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from api.cli.invoer import Document
from api.cli.meldingen import lees_meldingen
from api.cli.nederlands import Opdracht
from api.cli.spoedscherm import toon_spoedtoets
from api.cli.uitvoer import (
    GOED,
    INVOER_FOUT,
    NIET_ZEKER,
    Scherm,
    meld,
    optie_regelwerk,
    regelwerk_of_stop,
    schrijf_json,
    stop,
)
from api.cli.wegschrijven import controleer_uit, heel_bestand, niet_te_schrijven
from api.spreadsheet import MERKTEKEN, REGELEINDE, SCHEIDING, cel
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.spoed_json import spoed_json, spoed_rij
from engine.indicatie.spoedtoets import Spoedtoets, lees_melding, toets_melding
from engine.indicatie.voorstel import SPOED
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk

_VORMEN = (".csv", ".jsonl", ".ndjson", ".json")

Schrijf = Callable[[Document, Spoedtoets], None]


@click.command(
    "spoedtoets",
    cls=Opdracht,
    help="Toets de spoedmeldingen in MELDINGEN: een CSV-, JSON Lines- of JSON-bestand met een of "
    "meer meldingen, een YAML-bestand met een melding, of - voor JSON Lines op standaardinvoer.",
)
@click.argument("meldingen")
@click.option(
    "--uit",
    metavar="BESTAND",
    help="Schrijf alles in BESTAND (.csv, .jsonl of .json), in plaats van op het scherm.",
)
@click.option("--json", "als_json", is_flag=True, help="Op het scherm als JSON, op elke regel een.")
@optie_regelwerk
def opdracht(meldingen: str, *, uit: str | None, als_json: bool, regelwerk: str | None) -> None:
    """Check every melding; what cannot be read is reported and the rest goes on."""
    controleer_uit(uit)
    vorm = PurePath(uit).suffix.lower() if uit else ""
    if uit and vorm not in _VORMEN:
        stop("--uit", f"'{uit}' is geen CSV, JSON Lines of JSON. Kies een naam op .csv of .jsonl.")
    werk = regelwerk_of_stop(regelwerk)
    if SPOED not in werk.boeken[-1].uitkomsten:
        stop("--regelwerk", f"Het regelwerk '{werk.kop.regelwerk}' heeft geen regels voor spoed.")
    loop = _Loop(meldingen, werk)
    if uit is None:
        loop.draai(_op_scherm(werk, als_json=als_json))
    else:
        try:
            with heel_bestand(Path(uit)) as bestand, _schrijver(bestand, vorm, werk) as schrijf:
                loop.draai(schrijf)
        except OSError:
            niet_te_schrijven(uit)
        loop.vertel(uit)
    sys.exit(loop.stand)


class _Loop:
    """Goes through the meldingen of a file, and counts what came of them."""

    def __init__(self, pad: str, werk: Regelwerk) -> None:
        self.pad = pad
        self.werk = werk
        self.stand = GOED
        self.oordelen: Counter[str] = Counter()
        self.fout = 0

    def draai(self, schrijf: Schrijf) -> None:
        with _voortgang(self.pad) as verder:
            for document in lees_meldingen(self.pad, self.werk.boeken[-1]):
                self.toets(document, schrijf)
                verder(len(document.inhoud))

    def toets(self, document: Document, schrijf: Schrijf) -> None:
        try:
            gevonden = toets_document(document, self.werk)
        except DiagnoseFout as fout:
            for diagnose in fout.diagnoses:
                meld(document.zin(diagnose))
            self.stand = max(self.stand, INVOER_FOUT)
            self.fout += 1
        except GeenUniekeUitkomst as fout:
            meld(f"{document.plek}: {fout} Het regelwerk moet eerst worden hersteld.")
            self.stand = max(self.stand, NIET_ZEKER)
            self.fout += 1
        else:
            self.oordelen[gevonden.oordeel] += 1
            schrijf(document, gevonden)

    def vertel(self, uit: str) -> None:
        """Tell what was written, in a few words."""
        delen = [
            f"{aantal} keer {o.replace('_', ' ')}" for o, aantal in self.oordelen.most_common()
        ]
        delen += [f"{self.fout} niet te lezen"] if self.fout else []
        click.echo(f"Geschreven: {uit}. {', '.join(delen) or 'Geen meldingen'}.")


def toets_document(document: Document, werk: Regelwerk) -> Spoedtoets:
    """Check the melding in a document.

    Raises:
        DiagnoseFout: with every problem and its place.
    """
    return document.verwerk(lambda knoop: toets_melding(lees_melding(werk, knoop)))


def _op_scherm(werk: Regelwerk, *, als_json: bool) -> Schrijf:
    def schrijf(document: Document, toets: Spoedtoets) -> None:
        if als_json:
            schrijf_json(_met_regel(document, toets, werk), compact=True)
        else:
            toon_spoedtoets(spoed_json(toets, werk), document.plek if document.regel else "")

    return schrijf


@contextmanager
def _schrijver(bestand: BinaryIO, vorm: str, werk: Regelwerk) -> Iterator[Schrijf]:
    """Give what writes a check into the file, in the form that its name asks for."""
    tekst = io.TextIOWrapper(bestand, encoding="utf-8", newline="", write_through=True)
    eerste = True

    def lid(document: Document, toets: Spoedtoets) -> None:
        nonlocal eerste
        regel = json.dumps(_met_regel(document, toets, werk), ensure_ascii=False)
        tekst.write(regel + "\n" if vorm != ".json" else ("" if eerste else ",\n") + regel)
        eerste = False

    def rij(document: Document, toets: Spoedtoets) -> None:
        nonlocal eerste
        inhoud = {"regel": document.regel or 1} | spoed_rij(toets, werk)
        schrijver = csv.DictWriter(
            tekst, list(inhoud), delimiter=SCHEIDING, lineterminator=REGELEINDE
        )
        if eerste:
            schrijver.writeheader()
        eerste = False
        schrijver.writerow({naam: cel(waarde) for naam, waarde in inhoud.items()})

    if vorm == ".csv":
        tekst.write(MERKTEKEN)
    tekst.write("[\n" if vorm == ".json" else "")
    yield rij if vorm == ".csv" else lid
    tekst.write("\n]\n" if vorm == ".json" else "")
    tekst.flush()
    tekst.detach()


def _met_regel(document: Document, toets: Spoedtoets, werk: Regelwerk) -> dict[str, Any]:
    return {"regel": document.regel or 1} | spoed_json(toets, werk)


@contextmanager
def _voortgang(pad: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how far the file is; elsewhere nothing."""
    scherm = Scherm(stderr=True)
    try:
        omvang = Path(pad).stat().st_size
    except (OSError, ValueError):
        omvang = 0
    if not (scherm.is_terminal and omvang):
        yield lambda _: None
        return
    kolommen = (TextColumn("Toetsen"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*kolommen, console=scherm, transient=True) as balk:
        taak = balk.add_task("", total=omvang)
        yield lambda stap: balk.update(taak, advance=stap + 1)

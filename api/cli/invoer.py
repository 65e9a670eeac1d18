"""Reading intakes: one in a file or on standard input, or one on every line of JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, TypeVar

from api.cli.uitvoer import stop
from engine.rulebook.diagnose import Diagnose, DiagnoseFout, Positie
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import GROOTSTE_BESTAND, lees_document, lees_json, ontcijfer
from engine.rulebook.weergave import op_een_regel

T = TypeVar("T")

STANDAARDINVOER = "-"
_REGELS = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Document:
    """One intake as it was written: in a file of its own, or on line `regel` of JSON Lines."""

    naam: str
    inhoud: bytes
    regel: int | None = None

    @property
    def plek(self) -> str:
        """Where the document is, as editors understand it."""
        return f"{self.naam}:{self.regel}:1" if self.regel else self.naam

    def lees(self) -> tuple[Knoop | None, list[Diagnose]]:
        """Return the intake, or None with the reasons why it cannot be read.

        A line of JSON Lines is read without places, which is much faster.
        """
        if self.regel is None:
            knoop, _, problemen = lees_document(self.inhoud, self.naam)
            return knoop, problemen
        return self._lees_regel("")

    def met_plaats(self) -> tuple[Knoop | None, list[Diagnose]]:
        """Return the same intake, now with the place of everything in it."""
        return self.lees() if self.regel is None else self._lees_regel(self.naam)

    def verwerk(self, maak: Callable[[Knoop], T]) -> T:
        """Return what is made of the intake; what is wrong is told with its place.

        Raises:
            DiagnoseFout: with every problem.
        """
        for lees in (self.lees, self.met_plaats):
            knoop, problemen = lees()
            try:
                if knoop is None or problemen:
                    raise DiagnoseFout(problemen)
                return maak(knoop)
            except DiagnoseFout as gevonden:
                fout = gevonden
        raise fout

    def _lees_regel(self, naam: str) -> tuple[Knoop | None, list[Diagnose]]:
        if len(self.inhoud) > GROOTSTE_BESTAND:
            melding = f"Deze regel is groter dan {GROOTSTE_BESTAND // 1_000_000} MB."
            return None, [Diagnose("bestand-te-groot", melding, "Zet op elke regel een intake.")]
        tekst, problemen = ontcijfer(self.inhoud, naam)
        if tekst is None:
            return None, problemen
        # Below empty lines, the reader itself counts to the right line.
        return lees_json("\n" * (self.regel - 1) + tekst if naam and self.regel else tekst, naam)

    def zin(self, diagnose: Diagnose) -> str:
        """Return a problem as one line that begins with its place in the file."""
        if diagnose.positie is None:
            return f"{self.plek}: {op_een_regel(diagnose)}"
        if self.regel is not None and diagnose.positie.regel < self.regel:
            plek = Positie(self.naam, self.regel, diagnose.positie.kolom)
            return op_een_regel(replace(diagnose, positie=plek))
        return op_een_regel(diagnose)


def is_regels(pad: str) -> bool:
    """Tell from its name whether a file is JSON Lines."""
    return pad.lower().endswith(_REGELS)


def documenten(pad: str, *, regels: bool) -> Iterator[Document]:
    """Yield the intakes in a file, one by one; leave with 2 when it cannot be read."""
    naam = "invoer" if pad == STANDAARDINVOER else pad
    with open_invoer(pad) as stroom:
        if not regels:
            inhoud = _lees(stroom, naam)
            # On standard input no name tells JSON from YAML; this begin only JSON has.
            if pad == STANDAARDINVOER and inhoud.lstrip()[:2] in {b'{"', b"{\n", b"{\r"}:
                naam = "invoer.json"
            yield Document(naam, inhoud)
            return
        leeg = True
        nummer = 0
        while regel := stroom.readline(GROOTSTE_BESTAND + 1):
            nummer += 1
            rest = regel
            while len(rest) > GROOTSTE_BESTAND and not rest.endswith(b"\n"):
                rest = stroom.readline(GROOTSTE_BESTAND + 1)
            if regel.strip() or len(regel) > GROOTSTE_BESTAND:
                leeg = False
                yield Document(naam, regel.rstrip(b"\r\n"), nummer)
        if leeg:
            stop(naam, "Het bestand is leeg. Zet op elke regel een intake.")


@contextmanager
def open_invoer(pad: str) -> Iterator[BinaryIO]:
    """Open a file or standard input; leave with 2 when that cannot be."""
    if pad == STANDAARDINVOER:
        if sys.stdin is None:
            stop("invoer", "Er is geen standaardinvoer. Noem een bestand.")
        if sys.stdin.isatty():
            sys.stderr.write("Plak de intake hier en sluit af met Ctrl+D op een lege regel.\n")
        yield sys.stdin.buffer
        return
    if not pad:
        stop("INTAKE", "Hier ontbreekt de naam van een bestand.")
    with _open_bestand(pad) as stroom:
        yield stroom


def _open_bestand(pad: str) -> BinaryIO:
    try:
        return Path(pad).open("rb")
    except FileNotFoundError:
        stop(pad, f"Dit bestand bestaat niet. {_lijkt_op(Path(pad)) or 'Controleer de naam.'}")
    except IsADirectoryError:
        stop(pad, "Dit is een map. Noem een bestand uit deze map.")
    except PermissionError:
        stop(pad, "Dit bestand mag u niet openen. Vraag om toegang.")
    except (OSError, ValueError):
        stop(pad, "Dit bestand is niet te openen. Controleer de naam.")


def _lees(stroom: BinaryIO, naam: str) -> bytes:
    """Read what is there, though never much more than may be used."""
    try:
        return stroom.read(GROOTSTE_BESTAND + 1)
    except OSError:
        stop(naam, "Dit is niet te lezen. Controleer of het een gewoon bestand is.")


def _lijkt_op(pad: Path) -> str:
    """Ask whether a file beside it was meant."""
    try:
        buren = {p.stem: p.as_posix() for p in sorted(pad.parent.iterdir()) if p.is_file()}
    except OSError:
        return ""
    dichtbij = get_close_matches(pad.stem, buren, n=1)
    return f"Bedoelde u '{buren[dichtbij[0]]}'?" if dichtbij else ""

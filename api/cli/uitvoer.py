"""What commands share: loading rules, showing problems and writing data."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.text import Text

from api.regelwerken import laad_regelwerk, vind
from engine.rulebook.diagnose import Diagnose, DiagnoseFout, Ernst, Positie
from engine.rulebook.regelwerk import Regelwerk, controleer
from engine.rulebook.weergave import op_een_regel, samenvatting, toon

F = TypeVar("F", bound=Callable[..., Any])

GOED, REGELS_FOUT, INVOER_FOUT, NIET_ZEKER = 0, 1, 2, 3

_BREEDSTE_REGEL = 100
_STUURTEKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


class Scherm(Console):
    """A terminal, a file or a pipe, of which a reader that stops early is no failure of ours."""

    def __init__(self, *, stderr: bool = False) -> None:
        """Write on stdout, or on stderr."""
        super().__init__(stderr=stderr, highlight=False, markup=False, emoji=False)
        self.breedte = max(40, min(self.width, _BREEDSTE_REGEL))

    def on_broken_pipe(self) -> None:
        """Leave it to the entry point; the base class would leave with 1."""
        raise BrokenPipeError

    def alinea(self, tekst: Text | str, links: int = 0, voor: Text | str = "") -> None:
        """Print a text, wrapped, `links` from the margin; `voor` stands before its first line."""
        marge, begin, rest = Text(" " * links), Text("").append(voor), Text("").append(tekst)
        hang = len(begin)
        if hang > self.breedte // 2 - 4:
            # Too little room beside it: what stands before runs on into the text.
            begin, rest, hang = Text(""), begin.append_text(rest), 2
        for nummer, regel in enumerate(rest.wrap(self, self.breedte - links - hang)):
            regel.rstrip()
            voorop = Text(" " * hang) if nummer else begin
            self.print(marge.copy().append_text(voorop).append_text(regel))

    def kop(self, tekst: str) -> None:
        """Print a heading with an empty line above it."""
        self.print()
        self.alinea(Text(tekst, style="bold"))


def optie_regelwerk(functie: F) -> F:
    """Add `--regelwerk` to a command."""
    return click.option(
        "--regelwerk",
        metavar="PAD|NAAM",
        help="Een ander regelwerk: de map waarin regelwerk.yaml staat, of de naam van die map.",
    )(functie)


def regelwerk_of_stop(naam: str | None) -> Regelwerk:
    """Load the regelwerk; on problems show them and leave: 2 for a missing path, else 1."""
    try:
        return laad_regelwerk(naam)
    except DiagnoseFout as fout:
        if ontbreekt(fout.diagnoses):
            stop("--regelwerk", fout.diagnoses)
        map_ = vind(naam)
        toon_diagnoses(*op_schijf(fout.diagnoses, controleer(map_)[1], map_), stderr=True)
        sys.exit(REGELS_FOUT)


def ontbreekt(diagnoses: Iterable[Diagnose]) -> bool:
    """Tell whether there is no regelwerk at all, as opposed to a broken one."""
    codes = {"bestand-ontbreekt", "map-zonder-regelwerk"}
    return any(d.code in codes and d.positie is None for d in diagnoses)


def op_schijf(
    diagnoses: Iterable[Diagnose], teksten: Mapping[str, str], map_: Path
) -> tuple[list[Diagnose], dict[str, str]]:
    """Name the files of a regelwerk as seen from here, so that an editor can open them."""

    def plek(positie: Positie) -> Positie:
        return replace(positie, bestand=vanaf_hier(map_ / positie.bestand))

    verplaatst = [
        replace(
            d,
            positie=plek(d.positie) if d.positie else None,
            verwant=tuple(replace(v, positie=plek(v.positie)) for v in d.verwant),
        )
        for d in diagnoses
    ]
    return verplaatst, {vanaf_hier(map_ / naam): tekst for naam, tekst in teksten.items()}


def vanaf_hier(pad: Path) -> str:
    """Return a path relative to the current folder when it lies below it."""
    hier = Path.cwd()
    return (pad.relative_to(hier) if pad.is_relative_to(hier) else pad).as_posix()


def toon_diagnoses(
    diagnoses: Iterable[Diagnose],
    teksten: Mapping[str, str],
    *,
    gewoon: bool = False,
    stderr: bool = False,
) -> None:
    """Show problems with their source lines, and how many there are."""
    scherm = Scherm(stderr=stderr)
    alle = list(diagnoses)
    for diagnose in alle:
        kleur = "red" if diagnose.ernst is Ernst.FOUT else "yellow"
        tekst = Text(toon(diagnose, teksten, gewoon=gewoon))
        if not gewoon:
            tekst.stylize(f"bold {kleur}", 0, tekst.plain.find(":") + 1)
        scherm.print(tekst, soft_wrap=True)
        scherm.print()
    scherm.print(samenvatting(alle))


def meld(zin: str) -> None:
    """Write one line about a problem on stderr; nothing in it can steer the terminal."""
    click.echo(_STUURTEKEN.sub("\N{REPLACEMENT CHARACTER}", zin), err=True)


def stop(waar: str, waarom: str | Iterable[Diagnose]) -> NoReturn:
    """Say where and why the input cannot be used, and leave with 2."""
    if isinstance(waarom, str):
        meld(f"{waar}: {waarom}")
    else:
        for diagnose in waarom:
            meld(f"{waar}: {op_een_regel(diagnose)}")
    sys.exit(INVOER_FOUT)


def schrijf_json(inhoud: object, *, compact: bool = False) -> None:
    """Write data as JSON in UTF-8 on stdout; compact is one line, as in JSON Lines."""
    tekst = json.dumps(inhoud, ensure_ascii=False, indent=None if compact else 2)
    click.echo(tekst.encode())

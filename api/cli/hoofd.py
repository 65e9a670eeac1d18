"""The entry point of `arrangement`: finds the command and turns failures into plain Dutch.

Exit codes: 0 done; 1 a check of the rules found something; 2 input that cannot be used;
3 the program cannot vouch for the outcome.
"""

from __future__ import annotations

import codecs
import errno
import os
import sys
import traceback
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from api.cli.nederlands import (
    HULPNAMEN,
    Opdracht,
    Verkeerd,
    bedoelde_u_of_lijst,
    hulpoptie,
    in_het_nederlands,
    schrijf_opties,
)

OPDRACHTEN = {
    "voorstel": "Stel een arrangement voor bij een intake.",
    "spoedtoets": "Toets een of meer spoedmeldingen.",
    "document": "Maak het gespreksverslag of een concept van het besluit.",
    "vragen": "Toon de vragen van de intake.",
    "termijn": "Bereken wanneer een termijn eindigt.",
    "kosten": "Bereken wat een arrangement kost.",
    "tussentijds": "Toon wat er moet als er tijdens de indicatie iets gebeurt.",
    "controleer": "Controleer de regels.",
    "bewijs": "Bewijs de regels over alle intakes die kunnen bestaan.",
    "herhaal": "Bereken een vastgelegd voorstel opnieuw en vergelijk.",
    "bewaar": "Verwijder wat niet langer bewaard mag blijven.",
    "toets": "Draai de toetsen die bij de regels staan.",
    "exporteer": "Schrijf iets uit de regels naar een ander formaat.",
    "start": "Start de dienst op deze computer.",
}

_REDENEN = {errno.ENOSPC: "de schijf is vol", errno.EACCES: "de toegang ontbreekt"}


class LezerWeg(Exception):
    """The reader of our output stopped early, as `head` does."""


class Hoofd(click.Group):
    """The group of commands; a command is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in a sensible order."""
        return list(OPDRACHTEN)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None when there is none by that name."""
        if cmd_name not in OPDRACHTEN:
            return None
        opdracht = import_module(f"api.cli.{cmd_name}").opdracht
        assert isinstance(opdracht, click.Command)
        return opdracht

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with."""
        naam = args[0]
        if naam not in OPDRACHTEN:
            hulp = bedoelde_u_of_lijst(naam, OPDRACHTEN)
            raise Verkeerd(f"De opdracht '{naam}' bestaat niet. {hulp}", ctx)
        return naam, self.get_command(ctx, naam), args[1:]

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the arguments; click itself would call a reader that stopped a failure."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError as fout:
            raise LezerWeg from fout

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would call a reader that stopped a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as fout:
            raise LezerWeg from fout

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; without any, show the help."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "OPDRACHT [OPTIES]", prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands, without importing the commands."""
        schrijf_opties(self, ctx, formatter)
        with formatter.section("Opdrachten"):
            formatter.write_dl(list(OPDRACHTEN.items()))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a Dutch description."""
        return hulpoptie(super().get_help_option(ctx))


def _toon_versie(ctx: click.Context, _: click.Parameter, gevraagd: bool) -> None:
    if gevraagd:
        versie = import_module("importlib.metadata").version("arrangementwijzer")
        click.echo(f"arrangement {versie}")
        ctx.exit()


@click.group(
    cls=Hoofd,
    help="Beslishulp voor Wmo-arrangementen. Hulp bij een opdracht: arrangement OPDRACHT --help",
    no_args_is_help=False,
    context_settings={"help_option_names": HULPNAMEN},
)
@click.option(
    "--versie",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_toon_versie,
    help="Toon welke versie dit is.",
)
def arrangement() -> None:
    """Run one of the commands."""


arrangement.command_class = Opdracht


def main() -> None:
    """Run the command line and leave with the exit code that fits."""
    for stroom in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows the nearest one; that is no failure.
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(errors=_naast_de_letter())
    try:
        code = arrangement.main(prog_name="arrangement", standalone_mode=False)
        for stroom in (sys.stdout, sys.stderr):
            if stroom is not None:
                stroom.flush()
    except (LezerWeg, BrokenPipeError):
        _dempt()
        sys.exit(0)
    except click.exceptions.Abort:
        click.echo("Afgebroken.", err=True)
        sys.exit(130)
    except click.ClickException as fout:
        click.echo(in_het_nederlands(fout), err=True)
        sys.exit(2)
    except OSError as fout:
        reden = _REDENEN.get(fout.errno or 0, f"systeemfout {fout.errno}")
        click.echo(f"De uitvoer is niet te schrijven: {reden}.", err=True)
        _dempt()
        sys.exit(3)
    except Exception as fout:  # whatever it is: no traceback, and nothing of what was read
        laatste = traceback.extract_tb(fout.__traceback__)[-1]
        plek = f"{Path(laatste.filename).name}:{laatste.lineno}"
        click.echo(
            f"Er ging iets mis in het programma ({type(fout).__name__}, {plek}). "
            "Geef deze regel door aan de beheerder; aan de uitkomst kunt u niets ontlenen.",
            err=True,
        )
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)


def _dempt() -> None:
    """Let what Python still wants to write on leaving go nowhere."""
    nergens = os.open(os.devnull, os.O_WRONLY)
    for nummer in (1, 2):
        os.dup2(nergens, nummer)


def _naast_de_letter() -> str:
    """Register how a letter is written that the terminal does not have; return its name."""
    bekend = {"€": "EUR", "─": "-"}

    def vervang(fout: UnicodeError) -> tuple[str, int]:
        if not isinstance(fout, UnicodeEncodeError):
            raise fout
        letters = fout.object[fout.start : fout.end]
        kaal = (
            bekend.get(x) or unicodedata.normalize("NFKD", x).encode("ascii", "ignore").decode()
            for x in letters
        )
        return "".join(x or "?" for x in kaal), fout.end

    codecs.register_error("naaste_letter", vervang)
    return "naaste_letter"

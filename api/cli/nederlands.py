"""Click in Dutch: usage, help and every error that click itself can give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

import click

HULPNAMEN = ["--help", "--hulp", "-h"]


class Verkeerd(click.UsageError):
    """A mistake on the command line, already in Dutch."""


class Opdracht(click.Command):
    """A command whose help and errors are in Dutch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what click takes."""
        kwargs.setdefault("options_metavar", "[OPTIES]")
        kwargs.setdefault("context_settings", {"help_option_names": HULPNAMEN})
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; every mistake knows to which command it belongs."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fout:
            fout.ctx = fout.ctx or ctx
            raise
        if rest:
            raise Verkeerd(f"'{rest[0]}' is hier te veel. Schrijf: {gebruik(ctx)}.", ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        stukken = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(stukken), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        schrijf_opties(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a Dutch description."""
        return hulpoptie(super().get_help_option(ctx))


def keuze_uit(woorden: Sequence[str]) -> Callable[..., str | None]:
    """Return a callback that takes one of the words and says in Dutch what else there is."""

    def controleer(ctx: click.Context, param: click.Parameter, waarde: str | None) -> str | None:
        if waarde is not None and waarde not in woorden:
            hulp = bedoelde_u_of_lijst(waarde, woorden)
            raise Verkeerd(f"'{waarde}' kan niet bij {_naam(param)}. {hulp}", ctx)
        return waarde

    return controleer


def poortnummer(ctx: click.Context, param: click.Parameter, waarde: str) -> int:
    """Return the number of a port; a callback of click."""
    if not (waarde.isascii() and waarde.isdigit()) or not 1 <= int(waarde[:6]) <= 65535:
        hulp = "Schrijf een getal van 1 tot en met 65535."
        raise Verkeerd(f"'{waarde}' kan niet bij {_naam(param)}. {hulp}", ctx)
    return int(waarde)


def bedoelde_u_of_lijst(woord: str, mogelijk: Iterable[str]) -> str:
    """Return the nearest word as a question, else the known words as a list.

    The engine is imported only once something is wrong, so that help is there at once.
    """
    return str(import_module("engine.rulebook.diagnose").bedoelde_u_of_lijst(woord, mogelijk))


def gebruik(ctx: click.Context) -> str:
    """Return how the command of a context is written."""
    return " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])


def schrijf_opties(
    opdracht: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write a command's options under a Dutch heading; its help tells of its arguments."""
    opties = [p for p in opdracht.get_params(ctx) if isinstance(p, click.Option)]
    regels = [r for p in opties if (r := p.get_help_record(ctx)) is not None]
    if regels:
        with formatter.section("Opties"):
            formatter.write_dl(regels)


def hulpoptie(optie: click.Option | None) -> click.Option | None:
    """Describe `--help` in Dutch."""
    if optie is not None:
        optie.help = "Toon deze hulp."
    return optie


def in_het_nederlands(fout: click.ClickException) -> str:
    """Return what went wrong on the command line, in Dutch, on one line with how to mend it."""
    ctx = fout.ctx if isinstance(fout, click.UsageError) else None
    zin = fout.message if isinstance(fout, Verkeerd) else _zin(fout, ctx)
    return f"{zin} Zie: {ctx.command_path if ctx else 'arrangement'} --help"


def _zin(fout: click.ClickException, ctx: click.Context | None) -> str:
    if isinstance(fout, click.NoSuchOption):
        hulp = bedoelde_u_of_lijst(fout.option_name, _opties(ctx))
        return f"De optie '{fout.option_name}' bestaat niet. {hulp}"
    if isinstance(fout, click.MissingParameter):
        hoe = f" Schrijf: {gebruik(ctx)}." if ctx else ""
        return f"Er ontbreekt {_naam(fout.param)}.{hoe}"
    if isinstance(fout, click.BadOptionUsage):
        if fout.option_name in _opties(ctx, alleen_vlaggen=True):
            return f"Bij de optie '{fout.option_name}' hoort geen waarde. Laat die weg."
        return f"Bij de optie '{fout.option_name}' hoort een waarde. Schrijf die erachter."
    if isinstance(fout, click.BadParameter):
        return f"De waarde bij {_naam(fout.param)} kan niet."
    return "Deze opdracht is niet te begrijpen."


def _opties(ctx: click.Context | None, *, alleen_vlaggen: bool = False) -> list[str]:
    opties = [p for p in ctx.command.get_params(ctx) if isinstance(p, click.Option)] if ctx else []
    return [n for p in opties if p.is_flag or not alleen_vlaggen for n in p.opts]


def _naam(param: click.Parameter | None) -> str:
    """What a person calls a parameter: the option as written, or the argument in capitals."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return (param.human_readable_name if param else "een argument").upper()

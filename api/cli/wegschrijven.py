"""Writing files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

import click

from api.cli.uitvoer import stop


def controleer_uit(uit: str | None) -> None:
    """Leave with 2 when `--uit` names no file."""
    if uit is not None and not uit.strip():
        stop("--uit", "Hier ontbreekt de naam van een bestand.")


def schrijf_uit(inhoud: bytes, uit: str | None) -> None:
    """Write to stdout, or whole into the file of `--uit`."""
    if uit is None:
        click.echo(inhoud, nl=False)
        return
    try:
        schrijf_heel(Path(uit), inhoud)
    except (OSError, ValueError):
        niet_te_schrijven(uit)
    click.echo(f"Geschreven: {uit}")


def niet_te_schrijven(uit: str) -> NoReturn:
    """Say that the file of `--uit` cannot be written, and leave with 2."""
    stop("--uit", f"'{uit}' is niet te schrijven. Kies een bestand in een map waarin dat mag.")


def schrijf_heel(pad: Path, inhoud: bytes) -> None:
    """Write a file so that it appears whole or not at all.

    Raises:
        OSError: when the folder does not exist or may not be written.
    """
    with heel_bestand(pad) as bestand:
        bestand.write(inhoud)


@contextmanager
def heel_bestand(pad: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes its place only once everything is in it.

    Raises:
        OSError: when the folder does not exist or may not be written.
    """
    greep, naam = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}.")
    try:
        with os.fdopen(greep, "wb") as bestand:
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
        # mkstemp keeps others out; a document is for everyone whom the umask lets in.
        masker = os.umask(0)
        os.umask(masker)
        Path(naam).chmod(0o666 & ~masker)
        Path(naam).replace(pad)
    except BaseException:
        Path(naam).unlink(missing_ok=True)
        raise

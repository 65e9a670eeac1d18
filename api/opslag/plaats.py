"""Where the service keeps what it must not lose: two settings, both with a default."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

BANK = "ARRANGEMENT_BANK"
"""Setting: the URL of the database, postgresql://... or sqlite:///... ."""
MAP = "ARRANGEMENT_MAP"
"""Setting: the folder for the embedded database and the key of the sign-in."""
BESTAND = "gesprekken.sqlite"


def gegevensmap() -> Path:
    """Return the folder for our data, made for its owner alone when it is not there yet.

    Raises:
        OSError: when it cannot be made.
    """
    eigen, gedeeld = os.environ.get(MAP), os.environ.get("XDG_DATA_HOME")
    if eigen:
        map_ = Path(eigen)
    else:
        grond = Path(gedeeld) if gedeeld else Path.home() / ".local" / "share"
        map_ = grond / "arrangementwijzer"
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    return map_


def bank_url(gegeven: str | None = None) -> str:
    """Return the URL of the database: the one given, the setting, or the embedded default.

    Raises:
        OSError: when the folder of the embedded database cannot be made.
    """
    return gegeven or os.environ.get(BANK) or f"sqlite:///{gegevensmap() / BESTAND}"


def bewaard_geheim(pad: Path, nieuw: Callable[[], str]) -> str:
    """Return the secret in a file; the first time it is made, for its owner alone.

    Raises:
        OSError: when the file can be neither made nor read.
    """
    try:
        nummer = os.open(pad, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return pad.read_text(encoding="ascii")
    geheim = nieuw()
    with os.fdopen(nummer, "w", encoding="ascii") as bestand:
        bestand.write(geheim)
    return geheim

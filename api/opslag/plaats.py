"""Where the service keeps what it must not lose: two settings, both with a default."""

from __future__ import annotations

import os
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

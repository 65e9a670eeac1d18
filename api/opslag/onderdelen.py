"""The parts of a gesprek: what is written, what stands there, and the intake they make together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

WEEKROOSTER = "weekrooster"
ANTWOORDEN = "antwoorden/"
NOTITIES = "notities/"
DATA = "data"
VERVALLEN = "vervallen"
GEDEELD = "gedeeld"
"""In a row of the weekrooster: the name under which housemates share it."""
_INTAKEDELEN = ("data", "vorige_indicatie", "fasen", "golven")
_VAST = {*_INTAKEDELEN, "periode", WEEKROOSTER, "gesprekken", VERVALLEN}
_SLEUTEL = re.compile(r"(?:antwoorden|notities|besluit)/[a-z0-9][a-z0-9_]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Deel:
    """One version of a part, with who wrote it and when; without `inhoud` it was taken away."""

    sleutel: str
    versie: int
    inhoud: Any
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What someone writes: the part, the version that was on the screen and the new content.

    Version 0 stands for a part that was not there; without `inhoud` the part is taken away.
    """

    sleutel: str
    versie: int
    inhoud: Any


@dataclass(frozen=True, slots=True)
class Botsing:
    """A write that is refused because the part has changed; nothing of either is lost."""

    mijn: Wijziging
    opgeslagen: Deel | None


@dataclass(frozen=True, slots=True)
class Opslag:
    """What became of a write: the versions that stand now, and what was refused."""

    versies: Mapping[str, int]
    botsingen: tuple[Botsing, ...] = ()


def is_sleutel(sleutel: str) -> bool:
    """Tell whether a gesprek can have a part by this name."""
    return sleutel in _VAST or bool(_SLEUTEL.fullmatch(sleutel))


def rijen_van(inhoud: Any) -> list[dict[str, Any]]:
    """Return the rows in the content of a weekrooster."""
    rijen = inhoud.get("rijen") if isinstance(inhoud, dict) else None
    return [rij for rij in rijen or [] if isinstance(rij, dict)]


def gedeelde_namen(inhoud: Any) -> set[str]:
    """Return the names of the shared rows in the content of a weekrooster."""
    return {str(rij[GEDEELD]) for rij in rijen_van(inhoud) if rij.get(GEDEELD)}


def als_intake(delen: Mapping[str, Any], elders: Collection[str] = ()) -> dict[str, Any]:
    """Return the intake that the parts make together, as `lees_intake` reads it.

    Args:
        delen: the content of each part by its key.
        elders: the shared rows that count in the gesprek of a housemate.
    """
    intake: dict[str, Any] = {"antwoorden": {}}
    for sleutel, inhoud in delen.items():
        if sleutel.startswith(ANTWOORDEN):
            intake["antwoorden"][sleutel.removeprefix(ANTWOORDEN)] = inhoud
        elif sleutel in _INTAKEDELEN:
            intake[sleutel] = inhoud
        elif sleutel == "periode" and isinstance(inhoud, dict):
            intake |= inhoud
        elif sleutel == WEEKROOSTER and isinstance(inhoud, dict):
            intake["weekrooster_compleet"] = inhoud.get("compleet", "nee")
            intake[WEEKROOSTER] = [
                {naam: waarde for naam, waarde in rij.items() if naam != GEDEELD}
                for rij in rijen_van(inhoud)
                if rij.get(GEDEELD) not in elders
            ]
    return intake

"""Where the rules are: the regelwerk that a command or the service works with."""

from __future__ import annotations

from pathlib import Path

import engine
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.inlezen import KOPBESTAND
from engine.rulebook.regelwerk import Regelwerk, laad, zoek_regelwerk

MAP_REGELS = Path(engine.__file__).parent.parent / "rules"


def vind(naam: str | None) -> Path:
    """Return the folder of a regelwerk by path or name; without a name, our own.

    Raises:
        DiagnoseFout: when there is no such folder.
    """
    if naam is None:
        return MAP_REGELS
    if not naam.strip():
        raise _fout("Hier ontbreekt een regelwerk.", f"Noem de map waarin {KOPBESTAND} staat.")
    try:
        map_ = zoek_regelwerk(naam, MAP_REGELS)
    except (OSError, ValueError):
        # Too long, or with a sign in it that no file name can have.
        hulp = f"Noem de map waarin {KOPBESTAND} staat."
        raise _fout("Dit kan geen naam van een map zijn.", hulp) from None
    if map_.is_file() and map_.name == KOPBESTAND:
        return map_.parent
    if map_.is_file():
        hulp = f"Noem de map waarin {KOPBESTAND} staat: {map_.parent.as_posix()}."
        raise _fout(f"'{naam}' is een bestand, geen map.", hulp)
    return map_


def _fout(melding: str, hulp: str) -> DiagnoseFout:
    return DiagnoseFout([Diagnose("map-zonder-regelwerk", melding, hulp)])


def laad_regelwerk(naam: str | None) -> Regelwerk:
    """Load a regelwerk by path or name.

    Raises:
        DiagnoseFout: when it is missing or broken.
    """
    return laad(vind(naam))

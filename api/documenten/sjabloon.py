"""Finding a template: that of the gemeente when it has one, otherwise our own."""

from __future__ import annotations

import os
import re
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from engine.rulebook.diagnose import Diagnose, Positie
from engine.rulebook.weergave import op_een_regel

MAP = "ARRANGEMENT_SJABLONEN"
"""The setting that names the folder with the gemeente's own templates."""
_GENOEMD = re.compile(r"'([^']+)'")
EIGEN = Path(__file__).parent / "sjablonen"
_CODE = "sjabloon-onbruikbaar"
_HULP = f"Herstel het, of haal het weg uit de map van {MAP}; dan geldt het gewone sjabloon."


class Sjabloonfout(Exception):
    """A template of the gemeente cannot be used: which file, which line and why."""

    def __init__(self, diagnose: Diagnose) -> None:
        """Take what is wrong."""
        self.diagnose = diagnose
        super().__init__(op_een_regel(diagnose))


def sjabloonmap(gekozen: Path | None = None) -> Path | None:
    """Return the folder with the gemeente's own templates; None when there is none.

    Args:
        gekozen: the folder; without it the setting ARRANGEMENT_SJABLONEN says which.

    Raises:
        Sjabloonfout: when the folder is not there.
    """
    naam = str(gekozen) if gekozen else os.environ.get(MAP, "").strip()
    if not naam:
        return None
    if not Path(naam).is_dir():
        melding = f"De map '{naam}' van de sjablonen bestaat niet."
        hulp = f"Verbeter de instelling {MAP}. Laat haar leeg voor de gewone sjablonen."
        raise Sjabloonfout(Diagnose(_CODE, melding, hulp))
    return Path(naam)


def vind(soort: str, einde: str, map_: Path | None) -> Path | None:
    """Return the template for a document: its own, or the one for all; None when neither is there.

    Args:
        soort: the document.
        einde: how the name of the file ends, for instance html.j2.
        map_: the folder.
    """
    if map_ is None:
        return None
    kandidaten = (map_ / f"{naam}.{einde}" for naam in (soort, "document"))
    return next((pad for pad in kandidaten if pad.is_file()), None)


def fout_in(bestand: Path, fout: Exception) -> Sjabloonfout:
    """Return what is wrong with a template in plain Dutch, with the line when that is known."""
    regel = fout.lineno if isinstance(fout, TemplateSyntaxError) else _regel(bestand, fout)
    melding = f"Het sjabloon {bestand.name} is niet te gebruiken: {_reden(fout)}."
    return Sjabloonfout(Diagnose(_CODE, melding, _HULP, _positie(bestand, regel)))


def _reden(fout: Exception) -> str:
    genoemd = _GENOEMD.search(str(fout))
    naam = f"'{genoemd.group(1)}'" if genoemd else "iets"
    if isinstance(fout, TemplateNotFound):
        return f"het sjabloon '{fout}' is er niet"
    if isinstance(fout, SecurityError):
        return f"{naam} mag een sjabloon niet gebruiken"
    if isinstance(fout, UndefinedError):
        return f"{naam} bestaat hier niet"
    andere = {
        TemplateError: f"de opmaakcode klopt niet bij {naam}",
        UnicodeDecodeError: "het is geen tekst in UTF-8",
        TypeError: "wat hier staat, kan niet met deze waarde",
    }
    gewoon = "het bestand is beschadigd of van een andere soort"
    return next((reden for soort, reden in andere.items() if isinstance(fout, soort)), gewoon)


def _positie(bestand: Path, nummer: int | None) -> Positie | None:
    """Return the place of a line, from its first sign to its last."""
    if nummer is None:
        return None
    regels = bestand.read_text(encoding="utf-8").splitlines()
    regel = regels[nummer - 1] if nummer <= len(regels) else ""
    kaal = regel.strip()
    return Positie(str(bestand), nummer, len(regel) - len(regel.lstrip()) + 1, max(1, len(kaal)))


def _regel(bestand: Path, fout: Exception) -> int | None:
    """Return the line of the template on which making the document stopped."""
    spoor, regel = fout.__traceback__, None
    while spoor is not None:
        if spoor.tb_frame.f_code.co_filename == str(bestand):
            regel = spoor.tb_lineno
        spoor = spoor.tb_next
    return regel

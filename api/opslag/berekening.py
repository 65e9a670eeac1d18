"""Computing what a recorded voorstel holds, in canonical JSON, from an intake and kept rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import engine
from api.opslag.canoniek import canoniek
from api.opslag.regelwerken import BewaardRegelwerk
from engine.evaluation.spoor import SPOOR_VERSIE
from engine.indicatie.intake import lees_intake
from engine.indicatie.kalender import met_vrije_dagen
from engine.indicatie.motoren import controleer
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json, spoor_json
from engine.rete.motor import Motoren
from engine.rete.tellen import GEWOON
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json

__all__ = ["SPOOR_VERSIE", "Berekend", "bereken", "motorversie"]


@dataclass(frozen=True, slots=True)
class Berekend:
    """What a voorstel came to: the outcome, every trace, and all else that it says."""

    uitkomst: str
    spoor: str
    rest: str


def bereken(intake: str, bewaard: BewaardRegelwerk, motoren: Motoren | None = None) -> Berekend:
    """Return what the rules say of an intake, with the free days that were kept with them.

    Args:
        intake: the intake as JSON.
        bewaard: the rules.
        motoren: the second engine, which must come to the same; None: it is not asked.

    Raises:
        DiagnoseFout: when the intake cannot be used.
        GeenUniekeUitkomst: when the rules give an outcome no value or two.
        NietZeker: when the engines differ, or the second gives no answer.
    """
    knoop, problemen = lees_json(intake)
    if knoop is None or problemen:
        raise DiagnoseFout(problemen)
    regelwerk = bewaard.regelwerk
    with met_vrije_dagen(bewaard.vrije_dagen):
        voorstel = stel_voor(lees_intake(regelwerk, knoop))
        if motoren is not None:
            controleer(voorstel, regelwerk, motoren)
        geheel = als_json(voorstel, regelwerk, gelijk=True)
    sporen = {GEWOON: geheel.pop("spoor")}
    sporen |= {f"fase {fase.nummer}": spoor_json(fase.spoor) for fase in voorstel.fasen}
    sporen |= {rooster.id: spoor_json(spoor) for rooster, spoor in voorstel.anders}
    uitkomst = geheel.pop("uitkomst")
    return Berekend(canoniek(uitkomst), canoniek(sporen), canoniek(geheel))


@lru_cache(maxsize=1)
def motorversie() -> str:
    """Return which engine this is: the version of the package and the SHA-256 of its source."""
    wortel = Path(engine.__file__).parent
    som = sha256()
    for pad in sorted(wortel.rglob("*.py")):
        som.update(f"{pad.relative_to(wortel).as_posix()}\0".encode() + pad.read_bytes() + b"\0")
    return f"{version('arrangementwijzer')}+{som.hexdigest()[:16]}"

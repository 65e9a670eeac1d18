"""The whole explanation of a voorstel: waarom, waarom niet, wat als and twijfel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.evaluation.stand import Stand, stand_van
from engine.evaluation.veranderingen import Roosters
from engine.explanation.twijfel import andere_lezing, een_antwoord, onbevestigd
from engine.explanation.waarom import Schakel
from engine.explanation.waarom_niet import waarom_niet
from engine.explanation.wat_als import WatAls, wat_als
from engine.indicatie.roostervinder import realiseerbaar
from engine.indicatie.voorstel import ARRANGEMENT, Voorstel
from engine.rulebook.rulebook import SIGNAAL, Rulebook

ONZEKER = frozenset({"grensgeval", "tegenspraak", "twijfel"})
"""The kinds of signals that say how sure the outcome is."""


@dataclass(frozen=True, slots=True)
class Uitleg:
    """An explanation in its four parts; `wat_als` is for the professional only."""

    waarom: tuple[Schakel, ...]
    waarom_niet: tuple[Schakel, ...]
    wat_als: WatAls | None
    twijfel: tuple[Schakel, ...]

    def als_json(self) -> dict[str, object]:
        """Return the explanation as plain data; a part without content is left out."""
        delen: dict[str, object] = {
            "waarom": [s.als_json() for s in self.waarom],
            "waarom_niet": [s.als_json() for s in self.waarom_niet],
            "wat_als": self.wat_als.als_json() if self.wat_als else None,
            "twijfel": [s.als_json() for s in self.twijfel],
        }
        return {naam: deel for naam, deel in delen.items() if deel}


def leg_uit(voorstel: Voorstel) -> Uitleg:
    """Explain a voorstel; what other answers would give is said once the outcome is certain."""
    spoor = voorstel.spoor
    stand = stand_van(spoor)
    onzeker = {s.id for s in spoor.boek.signalen.values() if s.soort in ONZEKER}
    schakels = list(voorstel.waarom())
    waarom = [s for s in schakels if not (s.soort == SIGNAAL and s.id in onzeker)]
    vast = voorstel.is_vast and ARRANGEMENT in spoor.boek.uitkomsten
    return Uitleg(
        tuple(waarom),
        tuple(waarom_niet(spoor, ARRANGEMENT, voorstel.uitleg)),
        wat_als(spoor, ARRANGEMENT, mogelijke_roosters(spoor.boek), stand) if vast else None,
        (
            *(s for s in schakels if s not in waarom),
            *_twijfel(voorstel, stand),
            *onbevestigd(spoor, (s.grond for deel in waarom for s in deel.alle() if s.grond)),
        ),
    )


def _twijfel(voorstel: Voorstel, stand: Stand) -> Iterator[Schakel]:
    spoor = voorstel.spoor
    for naam in voorstel.advies:
        uitkomst = spoor.boek.uitkomsten[naam]
        if uitkomst.schaal is not None and uitkomst.monotoon:
            schakel = een_antwoord(spoor, naam, stand, voorstel.uitleg)
            if schakel is not None:
                yield schakel
    if ARRANGEMENT in spoor.boek.uitkomsten:
        for antwoord in voorstel.intake.antwoorden.values():
            for lezing in antwoord.lezingen:
                yield andere_lezing(spoor, lezing, ARRANGEMENT)


@lru_cache(maxsize=16)
def mogelijke_roosters(boek: Rulebook) -> Roosters:
    """Return which combinations of counts a weekrooster can have, for any of the counts."""

    @lru_cache(maxsize=64)
    def van(namen: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(realiseerbaar(boek, namen)))

    return van

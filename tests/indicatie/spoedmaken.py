"""Making spoedmeldingen for tests: one that voldoet, with a few answers changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from engine.indicatie.spoed_json import spoed_json
from engine.indicatie.spoedtoets import Spoedtoets, lees_melding, toets_melding
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import Regelwerk
from tests.indicatie.maken import SPOED, regelwerk

VOLDOET: dict[str, Any] = {naam: waarde for naam, waarde in SPOED.items() if naam != "nu_acuut"} | {
    "gemeente": "sittard_geleen",
    "veiligheid": ["later"],
    "houding": "wil",
}
"""What a melding that voldoet has answered; that it cannot wait goes without saying."""


def toets(
    antwoorden: Mapping[str, Any] | None = None,
    *,
    zonder: Sequence[str] = (),
    werk: Regelwerk | None = None,
    **kop: Any,
) -> Spoedtoets:
    """Check a melding: the one that voldoet, changed and without some answers."""
    samen = {n: w for n, w in {**VOLDOET, **(antwoorden or {})}.items() if n not in zonder}
    return toets_tekst({"antwoorden": samen, **kop}, werk)


def toets_tekst(melding: Mapping[str, Any], werk: Regelwerk | None = None) -> Spoedtoets:
    """Check a melding given as plain data."""
    knoop, problemen = lees_json(json.dumps(melding))
    assert knoop is not None, problemen
    return toets_melding(lees_melding(werk or regelwerk(), knoop))


def als_json(toets_: Spoedtoets, werk: Regelwerk | None = None) -> dict[str, Any]:
    """Return a check as plain data."""
    return spoed_json(toets_, werk or regelwerk())

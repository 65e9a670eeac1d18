"""Explanations line by line, as they are printed, for ten of the examples.

To write the files anew after a change that was meant: GOUD=schrijf pytest tests/explanation.
Read what changed before keeping it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.explanation.waarom import op_regels
from engine.explanation.wat_als import WatAls
from engine.indicatie.uitleg import leg_uit
from tests.indicatie.maken import PROJECT, voorstel_bij

GOUD = Path(__file__).parent / "golden"
NAMEN = (
    "andere-gemeente",
    "arrangement-1",
    "arrangement-2",
    "arrangement-4",
    "arrangement-5",
    "arrangement-6",
    "arrangement-7",
    "arrangement-9",
    "onbekend",
    "spoed",
)


def uitleg(naam: str, *, client: bool) -> str:
    """Return the explanation of an example in its parts, indented by depth."""
    gemaakt = leg_uit(voorstel_bij(PROJECT / "voorbeelden" / f"{naam}.yaml"))
    delen = [("Waarom", gemaakt.waarom), ("Waarom niet", gemaakt.waarom_niet)]
    regels = []
    for kop, schakels in [*delen, ("Twijfel", gemaakt.twijfel)]:
        inhoud = list(op_regels(schakels, client=client))
        regels += [kop, *("  " * (r.diepte + 1) + r.zin for r in inhoud)] if inhoud else []
    if gemaakt.wat_als is not None and not client:
        regels += wat_als_regels(gemaakt.wat_als)
    return "".join(f"{regel}\n" for regel in regels)


def wat_als_regels(wat_als: WatAls) -> Iterator[str]:
    """Yield what other answers would give, line by line."""
    yield "Wat als"
    for waarde, stappen in wat_als.per_waarde:
        yield f"  {wat_als.titel} {waarde}"
        yield from (f"    {s.vraagtekst} {s.nu} -> {s.wordt}" for s in stappen)
    for stap, gevolgen in wat_als.per_vraag:
        yield f"  {stap.vraagtekst} {stap.nu} -> {stap.wordt}: {' of '.join(gevolgen)}"


@pytest.mark.parametrize("naam", NAMEN)
@pytest.mark.parametrize("lezer", ["professional", "client"])
def test_the_explanation_of_an_example_reads_as_it_did(naam: str, lezer: str) -> None:
    """Line by line the same as the kept file, for the professional and for the client."""
    bestand = GOUD / f"{naam}-{lezer}.txt"
    gekregen = uitleg(naam, client=lezer == "client")
    if os.environ.get("GOUD") == "schrijf":
        bestand.write_text(gekregen, encoding="utf-8")
    assert gekregen == bestand.read_text(encoding="utf-8")


def test_no_kept_explanation_is_left_over() -> None:
    """Every file in the folder belongs to one of the examples above."""
    verwacht = {f"{n}-{lezer}.txt" for n in NAMEN for lezer in ("professional", "client")}
    assert {p.name for p in GOUD.iterdir()} == verwacht

"""Explanations line by line, as they are printed, for three of the examples.

To write the files anew after a change that was meant: GOUD=schrijf pytest tests/explanation.
Read what changed before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.explanation.waarom import op_regels
from tests.indicatie.maken import PROJECT, voorstel_bij

GOUD = Path(__file__).parent / "golden"
NAMEN = ("arrangement-5", "onbekend", "spoed")


def uitleg(naam: str, *, client: bool) -> str:
    """Return the explanation of an example, indented by depth."""
    gemaakt = voorstel_bij(PROJECT / "voorbeelden" / f"{naam}.yaml")
    regels = op_regels(gemaakt.waarom(), client=client)
    return "".join(f"{'  ' * regel.diepte}{regel.zin}\n" for regel in regels)


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

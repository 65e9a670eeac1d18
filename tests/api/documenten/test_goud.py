"""Two documents as a reader gets them, line by line.

To write the files anew after a change that was meant: GOUD=schrijf pytest tests/api/documenten.
Read them aloud before keeping them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.documenten.inhoud import maak_inhoud
from api.documenten.vorm import Soort
from tests.api.documenten.lezen import als_tekst
from tests.api.documenten.maken import gegevens

GOUD = Path(__file__).parent / "goud"


@pytest.mark.parametrize(
    ("naam", "soort"),
    [("arrangement-5", Soort.BESCHIKKING), ("arrangement-6", Soort.GESPREKSVERSLAG)],
)
def test_a_document_reads_as_it_did(naam: str, soort: Soort) -> None:
    """The same as the kept file, save for the hash of the rules."""
    bestand = GOUD / f"{soort}-{naam}.txt"
    gebruikt = gegevens(naam)
    tekst = als_tekst(maak_inhoud(soort, gebruikt))
    tekst = tekst.replace(gebruikt.regelwerk.hash[:12], "[hash]")
    if os.environ.get("GOUD") == "schrijf":
        bestand.write_text(tekst, encoding="utf-8")
    assert tekst == bestand.read_text(encoding="utf-8")

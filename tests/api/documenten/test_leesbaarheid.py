"""Hard sentences are pointed out, with where they stand."""

from __future__ import annotations

import pytest

from api.documenten.inhoud import maak_inhoud
from api.documenten.leesbaarheid import moeilijke_zinnen
from api.documenten.vorm import Alinea, Deel, Document, Lijst, Soort
from tests.api.documenten.maken import ARRANGEMENTEN, REDEN, gegevens

LANG = "Wij " + "kijken en " * 10 + "zien wat er is."
ZWAAR = (
    "Arrangementsverantwoordelijkheid impliceert gemeentelijke indicatiebevoegdheid inzake "
    "maatschappelijke ondersteuningsvoorzieningen overeenkomstig verordeningsbepalingen."
)


def brief(*teksten: str) -> Document:
    deel = Deel("een", "Een kop", (Alinea(" ".join(teksten)), Lijst(teksten)))
    return Document(Soort.BESCHIKKING, "Brief", True, (), (), "", (), (deel,))


@pytest.mark.parametrize("zin", [LANG, ZWAAR], ids=["lang", "moeilijke woorden"])
def test_a_hard_sentence_is_named_once_with_its_place(zin: str) -> None:
    """Also when it stands between easy ones, and returns in a list."""
    gevonden = list(moeilijke_zinnen(brief("U krijgt hulp.", zin, "De hulp begint op maandag.")))
    assert [m.zin for m in gevonden] == [zin]
    assert str(gevonden[0]).startswith("Moeilijke zin bij ‘Een kop’ (")


def test_easy_sentences_give_no_warning() -> None:
    """Short sentences with short words."""
    zinnen = ("U krijgt hulp bij uw huis en bij uw dag.", "De hulp komt op maandag om negen uur.")
    assert list(moeilijke_zinnen(brief(*zinnen))) == []


def test_a_warning_stops_nothing() -> None:
    """A hard reason of the consulent stands in the besluit as it was written."""
    gebruikt = gegevens("arrangement-5", motivering=ZWAAR)
    gemaakt = maak_inhoud(Soort.BESCHIKKING, gebruikt)
    assert ZWAAR in [m.zin for m in moeilijke_zinnen(gemaakt)]
    assert any(Alinea(ZWAAR) in d.blokken for d in gemaakt.delen)


@pytest.mark.parametrize("naam", ARRANGEMENTEN)
def test_our_own_sentences_to_the_client_are_easy(naam: str) -> None:
    """Only what the rules or people wrote, and names, may give a warning in the beschikking."""
    eigen = {"besluit", "verandering", "berekening", "bezwaar", "motivering"}
    gemaakt = maak_inhoud(Soort.BESCHIKKING, gegevens(naam, motivering=REDEN))
    koppen = {d.kop for d in gemaakt.delen if d.id in eigen}
    gevonden = [m for m in moeilijke_zinnen(gemaakt) if m.plaats in koppen]
    assert [m.zin for m in gevonden if "versie" not in m.zin] == []

"""Writes sent twice, one after the other or at the same moment: each is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken, Stand
from api.opslag.verzoeken import AndereInhoud, Antwoord, Verzoeken
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import ANNA, BRAM, STEIN


def niet_nog_eens() -> Antwoord:
    raise AssertionError("dit is al gedaan")


def test_a_write_with_the_same_key_gets_the_same_answer(bank: Bank) -> None:
    antwoord = Antwoord(201, {"id": "x"})
    with bank.sessie(ANNA) as sessie:
        verzoeken = Verzoeken(sessie, ANNA)
        assert verzoeken.eerder("k", "a" * 64) is None
        assert verzoeken.eenmalig("k", "a" * 64, lambda: antwoord) == antwoord
    with bank.sessie(ANNA) as sessie:
        verzoeken = Verzoeken(sessie, ANNA)
        assert verzoeken.eerder("k", "a" * 64) == antwoord
        assert verzoeken.eenmalig("k", "a" * 64, niet_nog_eens) == antwoord
        with pytest.raises(AndereInhoud):
            verzoeken.eerder("k", "b" * 64)
        with pytest.raises(AndereInhoud):
            verzoeken.eenmalig("k", "b" * 64, niet_nog_eens)
    for ander in (BRAM, STEIN):
        with bank.sessie(ander) as sessie:
            assert Verzoeken(sessie, ander).eerder("k", "a" * 64) is None


@pytest.mark.parametrize("eerste_lukt", [True, False])
def test_the_same_write_at_the_same_moment_is_done_once(bank: Bank, *, eerste_lukt: bool) -> None:
    """The second waits: it gets the answer of the first, or is done when nothing of it was kept."""
    eerste_bezig, tweede_begint, tweede_bezig = Event(), Event(), Event()
    gedaan: list[str] = []
    assert gesprekken(bank) == []  # and the gemeente is known, for which they would wait as well

    def schrijf_eenmalig(naam: str) -> Antwoord:
        def daad() -> Antwoord:
            gedaan.append(naam)
            if naam == "eerste":
                eerste_bezig.set()
                assert tweede_begint.wait(timeout=20)
                assert not tweede_bezig.wait(timeout=0.3), "de tweede wachtte niet"
            else:
                tweede_bezig.set()
            if naam == "eerste" and not eerste_lukt:
                raise ZeroDivisionError
            return Antwoord(201, {"id": Gesprekken(sessie, ANNA).begin(REGELWERK)})

        if naam == "tweede":
            assert eerste_bezig.wait(timeout=20)
            tweede_begint.set()
        with bank.sessie(ANNA) as sessie:
            return Verzoeken(sessie, ANNA).eenmalig("k", "a" * 64, daad)

    with ThreadPoolExecutor(2) as draden:
        eerste, tweede = (draden.submit(schrijf_eenmalig, naam) for naam in ("eerste", "tweede"))
        assert isinstance(eerste.exception(), ZeroDivisionError) is not eerste_lukt
        if eerste_lukt:
            assert eerste.result() == tweede.result()
        antwoord = tweede.result()
    assert [antwoord.inhoud["id"]] == [stand.id for stand in gesprekken(bank)]
    assert gedaan == (["eerste"] if eerste_lukt else ["eerste", "tweede"])


def gesprekken(bank: Bank) -> list[Stand]:
    with bank.sessie(ANNA) as sessie:
        return Gesprekken(sessie, ANNA).lijst()

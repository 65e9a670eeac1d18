"""What earlier versions of the software recorded: this version opens, shows and repeats it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.keuze import Oordeel
from api.opslag.regelwerken import Regelwerken
from api.opslag.status import AFGEROND
from api.opslag.voorstellen import Opgenomen, Voorstellen
from tests.api.cli.conftest import Draai, draai
from tests.api.opslag.hulp import ANNA, VOORBEELD, bewaak, delen_van
from tests.api.opslag.neem_op import OPNAMEN, neem_op

__all__ = ["draai"]

NAMEN = sorted(pad.stem for pad in OPNAMEN.glob("*.sql"))


@pytest.fixture(params=NAMEN)
def opname(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database as an earlier version left it."""
    pad = tmp_path / "opname.sqlite"
    with closing(sqlite3.connect(pad)) as verbinding:
        verbinding.executescript((OPNAMEN / f"{request.param}.sql").read_text(encoding="utf-8"))
    return f"sqlite:///{pad}"


@pytest.fixture
def oude_bank(opname: str) -> Iterator[Bank]:
    with Bank(opname) as bank:
        bank.migreer()
        overtredingen = bewaak(bank.motor)
        yield bank
        assert overtredingen == []


def voorstel_van(bank: Bank) -> Opgenomen:
    with bank.sessie(ANNA) as sessie:
        [gesprek] = Gesprekken(sessie, ANNA).lijst()
        [voorstel] = Voorstellen(sessie, ANNA).van_gesprek(gesprek.id)
    return voorstel


def test_there_is_a_recording_of_a_release() -> None:
    assert "v0.1.0" in NAMEN


def test_a_gesprek_of_an_earlier_version_is_shown_with_its_besluit(oude_bank: Bank) -> None:
    with oude_bank.sessie(ANNA) as sessie:
        gesprekken = Gesprekken(sessie, ANNA)
        [regel] = gesprekken.lijst()
        stand = gesprekken.haal(regel.id)
        [besluit] = Besluiten(sessie, ANNA).van_gesprek(regel.id)
    assert (stand.kenmerk, stand.status) == ("opname", AFGEROND)
    assert set(delen_van(VOORBEELD)) <= set(stand.inhoud)
    assert (besluit.keuze.oordeel, besluit.keuze.arrangement) == (Oordeel.EENS, 5)
    assert besluit.voorstel == voorstel_van(oude_bank).id


def test_a_voorstel_of_an_earlier_version_is_shown_as_it_was(oude_bank: Bank) -> None:
    voorstel = voorstel_van(oude_bank)
    getoond = voorstel.als_json()
    assert getoond["uitkomst"]["arrangement"] == 5
    assert getoond["motoren"]["gelijk"] is True
    assert getoond["uitleg"]["waarom"] and getoond["spoor"]
    with oude_bank.sessie(ANNA) as sessie:
        intake = Gesprekken(sessie, ANNA).intake(voorstel.gesprek)
    assert canoniek(intake) == voorstel.intake


def test_a_voorstel_of_an_earlier_version_is_repeated_to_the_same_outcome(
    oude_bank: Bank, opname: str, draai: Draai
) -> None:
    """With the rules and the free days of then, read by the software of now."""
    voorstel = voorstel_van(oude_bank)
    with oude_bank.sessie(ANNA) as sessie:
        assert Regelwerken(sessie).haal(voorstel.regelwerk).regelwerk.kop.versie
        herhaling = Voorstellen(sessie, ANNA).herhaal(voorstel.id)
    assert herhaling.uitkomst_gelijk
    assert herhaling.spoor_gelijk is not False
    assert draai("herhaal", voorstel.id, "--bank", opname).code == 0


def test_a_recording_is_never_made_anew() -> None:
    """What an earlier version wrote cannot be written by a later one."""
    with pytest.raises(FileExistsError):
        neem_op(NAMEN[0])

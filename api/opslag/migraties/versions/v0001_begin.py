"""The first tables, and the triggers that keep what is recorded as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from api.opslag.tabellen import Tijdstip

revision = "0001"
down_revision = None

BLIJVEN = ("regelwerk", "onderdeel", "voorstel", "besluit")
"""Tables whose rows never change."""


def upgrade() -> None:
    """Make the tables and the triggers."""
    _tabellen()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION blijft_staan() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'wat is vastgelegd verandert niet: %', TG_TABLE_NAME; END $$"
        )
        for tabel in BLIJVEN:
            op.execute(
                f"CREATE TRIGGER {tabel}_blijft BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
                "FOR EACH STATEMENT EXECUTE FUNCTION blijft_staan()"
            )
        return
    for tabel in BLIJVEN:
        for daad in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabel}_blijft_{daad.lower()} BEFORE {daad} ON {tabel} "
                f"BEGIN SELECT RAISE(ABORT, 'wat is vastgelegd verandert niet: {tabel}'); END"
            )


def _tabellen() -> None:
    op.create_table(
        "gemeente",
        sa.Column("naam", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_gemeente")),
    )
    op.create_table(
        "regelwerk",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("regelwerk_hash", sa.String(length=64), nullable=False),
        sa.Column("naam", sa.String(length=100), nullable=False),
        sa.Column("versie", sa.String(length=100), nullable=False),
        sa.Column("bestanden", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_regelwerk")),
    )
    op.create_table(
        "huishouden",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_huishouden_gemeente")
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_huishouden")),
    )
    op.create_table(
        "verzoek",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("sub", sa.String(length=255), nullable=False),
        sa.Column("sleutel", sa.String(length=100), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("antwoord", sa.JSON(), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeente.naam"], name=op.f("fk_verzoek_gemeente")),
        sa.PrimaryKeyConstraint("gemeente", "sub", "sleutel", name=op.f("pk_verzoek")),
    )
    op.create_table(
        "gesprek",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kenmerk", sa.String(length=100), nullable=True),
        sa.Column("regelwerk", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=100), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("begonnen", Tijdstip(), nullable=False),
        sa.Column("gewijzigd", Tijdstip(), nullable=False),
        sa.Column("door", sa.String(length=255), nullable=False),
        sa.Column("huishouden", sa.String(length=32), nullable=True),
        sa.Column("vervangt", sa.String(length=32), nullable=True),
        sa.Column("vervangt_soort", sa.String(length=100), nullable=True),
        sa.Column("vervangt_reden", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gemeente", "huishouden"],
            ["huishouden.gemeente", "huishouden.id"],
            name="fk_gesprek_huishouden",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "vervangt"], ["gesprek.gemeente", "gesprek.id"], name="fk_gesprek_vervangt"
        ),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeente.naam"], name=op.f("fk_gesprek_gemeente")),
        sa.ForeignKeyConstraint(
            ["regelwerk"], ["regelwerk.hash"], name=op.f("fk_gesprek_regelwerk")
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_gesprek")),
    )
    op.create_index("ix_gesprek_huishouden", "gesprek", ["gemeente", "huishouden"], unique=False)
    op.create_index("ix_gesprek_vervangt", "gesprek", ["gemeente", "vervangt"], unique=False)
    op.create_table(
        "gedeelde_rij",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("huishouden", sa.String(length=32), nullable=False),
        sa.Column("rij", sa.String(length=100), nullable=False),
        sa.Column("telt_in", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "huishouden"],
            ["huishouden.gemeente", "huishouden.id"],
            name="fk_gedeelde_rij_huishouden",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "telt_in"],
            ["gesprek.gemeente", "gesprek.id"],
            name="fk_gedeelde_rij_telt_in",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_gedeelde_rij_gemeente")
        ),
        sa.PrimaryKeyConstraint("gemeente", "huishouden", "rij", name=op.f("pk_gedeelde_rij")),
    )
    op.create_table(
        "onderdeel",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("gesprek", sa.String(length=32), nullable=False),
        sa.Column("sleutel", sa.String(length=100), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("door", sa.String(length=255), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_onderdeel_gesprek"
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeente.naam"], name=op.f("fk_onderdeel_gemeente")
        ),
        sa.PrimaryKeyConstraint(
            "gemeente", "gesprek", "sleutel", "versie", name=op.f("pk_onderdeel")
        ),
    )
    op.create_table(
        "voorstel",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("gesprek", sa.String(length=32), nullable=False),
        sa.Column("gesprek_versie", sa.Integer(), nullable=False),
        sa.Column("regelwerk", sa.String(length=64), nullable=False),
        sa.Column("motorversie", sa.String(length=100), nullable=False),
        sa.Column("spoor_versie", sa.Integer(), nullable=False),
        sa.Column("intake", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("uitkomst_hash", sa.String(length=64), nullable=False),
        sa.Column("spoor", sa.Text(), nullable=False),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.Column("door", sa.String(length=255), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_voorstel_gesprek"
        ),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeente.naam"], name=op.f("fk_voorstel_gemeente")),
        sa.ForeignKeyConstraint(
            ["regelwerk"], ["regelwerk.hash"], name=op.f("fk_voorstel_regelwerk")
        ),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_voorstel")),
    )
    op.create_index("ix_voorstel_gesprek", "voorstel", ["gemeente", "gesprek"], unique=False)
    op.create_table(
        "besluit",
        sa.Column("gemeente", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("gesprek", sa.String(length=32), nullable=False),
        sa.Column("voorstel", sa.String(length=32), nullable=True),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("vervangt", sa.String(length=32), nullable=True),
        sa.Column("vervangt_soort", sa.String(length=100), nullable=True),
        sa.Column("vervangt_reden", sa.Text(), nullable=True),
        sa.Column("door", sa.String(length=255), nullable=False),
        sa.Column("op", Tijdstip(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente", "gesprek"], ["gesprek.gemeente", "gesprek.id"], name="fk_besluit_gesprek"
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "vervangt"], ["besluit.gemeente", "besluit.id"], name="fk_besluit_vervangt"
        ),
        sa.ForeignKeyConstraint(
            ["gemeente", "voorstel"],
            ["voorstel.gemeente", "voorstel.id"],
            name="fk_besluit_voorstel",
        ),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeente.naam"], name=op.f("fk_besluit_gemeente")),
        sa.PrimaryKeyConstraint("gemeente", "id", name=op.f("pk_besluit")),
    )
    op.create_index("ix_besluit_gesprek", "besluit", ["gemeente", "gesprek"], unique=False)
    op.create_index("uq_besluit_vervangt", "besluit", ["gemeente", "vervangt"], unique=True)

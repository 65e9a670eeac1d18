"""Runs the migrations on the connection that `Bank.migreer` hands over."""

from __future__ import annotations

from alembic import context

from api.opslag.tabellen import Tabel

context.configure(
    connection=context.config.attributes["verbinding"],
    target_metadata=Tabel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

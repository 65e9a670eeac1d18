"""The HTTP service for any server: `uvicorn api.app:app` is the same as `arrangement start`."""

from __future__ import annotations

from fastapi import FastAPI

from api.dienst import uit_instellingen
from api.instellingen import Instelfout


def __getattr__(naam: str) -> FastAPI:
    """Load our own rules and open the database only when a server asks for `app`.

    Raises:
        SystemExit: when a setting cannot be used, with what to do.
    """
    if naam != "app":
        raise AttributeError(naam)
    try:
        return uit_instellingen()
    except Instelfout as fout:
        raise SystemExit(f"{fout.instelling}: {fout}") from None

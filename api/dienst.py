"""The service with what it keeps: one place builds it, from the same settings for every start."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

from fastapi import FastAPI

from api.aanmelding.ontwikkelaanmelding import GeheimTeKort, Ontwikkelaanmelding
from api.instellingen import GEEN_MAP, Instelfout, eigen_map, open_bank
from api.opbouw import maak_app
from api.opslag.bank import Bank
from api.opslag.plaats import MAP
from api.opslag.sleutels import (
    SLEUTELS,
    SleutelFout,
    ingestelde_sleutels,
    ontwikkelsleutels,
)
from api.opslag.verhuizing import verhuis_lopende
from api.paginas import THEMA, ThemaFout
from api.regelwerken import laad_regelwerk
from engine.rulebook.regelwerk import Regelwerk


def maak_dienst(regelwerk: Regelwerk, bank: Bank, map_: Path, adres: str | None) -> FastAPI:
    """Return the service on a database, with what runs in it moved to these rules.

    Args:
        regelwerk: the rules in force.
        bank: where gesprekken are kept.
        map_: the folder for the key of the sign-in.
        adres: where the service listens; None: that is not known here.

    Raises:
        Instelfout: when a setting cannot be used.
        NietOpenbaar: when others than this computer can reach the address.
    """
    verhuis_lopende(bank, regelwerk, date.today())
    try:
        aanmelding = Ontwikkelaanmelding(adres, map_)
        # Beyond this computer personal data need a key that is not kept beside them.
        bank.sleutels = ingestelde_sleutels() if adres is None else ontwikkelsleutels(map_)
        return maak_app(regelwerk, bank=bank, aanmelding=aanmelding)
    except GeheimTeKort as fout:
        reden = "De sleutel van de aanmelding is te kort: neem minstens 32 tekens."
        raise Instelfout(str(fout), reden) from None
    except SleutelFout as fout:
        raise Instelfout(SLEUTELS, str(fout)) from None
    except ThemaFout as fout:
        raise Instelfout(THEMA, str(fout)) from None
    except OSError:
        raise Instelfout(MAP, GEEN_MAP) from None


def uit_instellingen() -> FastAPI:
    """Return the service on our own rules, as another server than ours runs it.

    Raises:
        Instelfout: when a setting cannot be used.
    """
    regelwerk = laad_regelwerk(None)
    with ExitStack() as open_:
        bank = open_.enter_context(open_bank())
        app = maak_dienst(regelwerk, bank, eigen_map(), None)
        open_.pop_all()  # the service closes it when it ends
    return app

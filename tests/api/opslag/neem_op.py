"""Record a release: `python -m tests.api.opslag.neem_op NAAM`.

Writes what this version of the software keeps, as the SQL text of a database, beside the
recordings of earlier versions. Every later version must open, show and repeat them all, so a
recording is made once per release and never made anew.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.voorstellen import leg_vast
from engine.rete.motor import Motoren
from tests.api.opslag.hulp import ANNA, begin, vul

OPNAMEN = Path(__file__).with_name("vastgelegd")


def neem_op(naam: str) -> Path:
    """Record a gesprek, its voorstel and its besluit; return the file.

    Raises:
        FileExistsError: when there is a recording by this name.
    """
    doel = OPNAMEN / f"{naam}.sql"
    if doel.exists():
        raise FileExistsError(doel)
    with TemporaryDirectory() as map_:
        pad = Path(map_, "opname.sqlite")
        with Bank(f"sqlite:///{pad}") as bank, Motoren() as motoren:
            bank.migreer()
            gesprek = begin(bank, kenmerk="opname")
            vul(bank, gesprek)
            voorstel = leg_vast(bank, ANNA, gesprek, motoren)
            keuze = Keuze(
                Oordeel.EENS,
                "Het past bij wat wij hebben besproken.",
                arrangement=5,
                ingangsdatum=date(2021, 7, 1),
                einddatum=date(2022, 6, 30),
            )
            with bank.sessie(ANNA) as sessie:
                Besluiten(sessie, ANNA).neem(gesprek, keuze, voorstel)
        with closing(sqlite3.connect(pad)) as verbinding:
            tekst = "\n".join(verbinding.iterdump())
    doel.write_text(tekst + "\n", encoding="utf-8")
    return doel


if __name__ == "__main__":
    print(neem_op(sys.argv[1]))

"""A service with spoedmeldingen, as the tests of their pages share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from api.opslag.sleutels import ontwikkelsleutels
from api.opslag.spoedmeldingen import Spoedmeldingen, Spoedstand
from tests.api.hulp import REGELWERK
from tests.api.test_spoedtoetsen_http import MELDINGEN
from tests.web.formulierhulp import WIE, Proef

AANBIEDER, BACKOFFICE = "ontwikkel-aanbieder-beek", "ontwikkel-backoffice-beek"
GELEDEN = {"melding-1": 0, "melding-2": 3, "melding-3": 50, "melding-4": 60, "melding-5": 20}
"""How many days ago each melding of the example came in."""


@contextmanager
def spoeddienst(map_: Path) -> Iterator[Proef]:
    """Run a service that can keep personal data."""
    proef = Proef(map_)
    proef.bank.sleutels = ontwikkelsleutels(map_)
    with proef.draait():
        yield proef


def dien_in(proef: Proef, kenmerk: str, geleden: int, **anders: Any) -> str:
    """Send the melding of the example with this mark, as if it came in so many days ago."""
    [voorbeeld] = [m for m in MELDINGEN if m["kenmerk"] == kenmerk]
    dag = (date.today() - timedelta(days=geleden)).isoformat()
    antwoorden = voorbeeld["antwoorden"] | {"ontvangst_spoed": dag, "start_spoed": dag} | anders
    with proef.bank.sessie(WIE) as sessie:
        return Spoedmeldingen(sessie, WIE).dien_in(
            REGELWERK, {"antwoorden": antwoorden}, kenmerk=kenmerk
        )


def meldingen(proef: Proef) -> list[Spoedstand]:
    """Return what is kept for the gemeente."""
    with proef.bank.sessie(WIE) as sessie:
        return Spoedmeldingen(sessie, WIE).lijst(ook_gesloten=True)

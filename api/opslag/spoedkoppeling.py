"""What a gesprek means for the spoedmelding it was begun from: decided, or open again."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, update

from api.opslag.bewaarplaats import Bewaarplaats, nu
from api.opslag.tabellen import Spoedbehandeling


class Reden(StrEnum):
    """Why a spoedmelding is closed."""

    BESLUIT = "besluit"
    INGETROKKEN = "ingetrokken"
    DOORGEZONDEN = "doorgezonden"


class Spoedkoppeling(Bewaarplaats):
    """Keeps the spoedmeldingen in step with their gesprekken; most gesprekken have none."""

    def sluit_met_besluit(self, gesprek: str) -> None:
        """Close the open spoedmelding of a gesprek in which a besluit was taken."""
        self._zet(
            Spoedbehandeling.gesprek == gesprek,
            Spoedbehandeling.gesloten.is_(None),
            gesloten=nu(),
            reden=Reden.BESLUIT.value,
            gesloten_door=self.identiteit.sub,
        )

    def heropen(self, gesprek: str) -> None:
        """Open a spoedmelding again whose besluit no longer holds: somebody has to decide."""
        self._zet(
            Spoedbehandeling.gesprek == gesprek,
            Spoedbehandeling.reden == Reden.BESLUIT.value,
            gesloten=None,
            reden=None,
            gesloten_door=None,
        )

    def volg_op(self, oud: str, nieuw: str | None) -> None:
        """Let another gesprek, or none, take the place of the one begun from a spoedmelding."""
        self.heropen(oud)
        self._zet(Spoedbehandeling.gesprek == oud, gesprek=nieuw)

    def _zet(self, *waar: ColumnElement[bool], **waarden: object) -> None:
        eisen = (Spoedbehandeling.gemeente == self.gemeente, *waar)
        self.sessie.execute(update(Spoedbehandeling).where(*eisen).values(**waarden))

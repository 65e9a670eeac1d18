"""Writes that were answered: the same write sent twice is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.opslag.bank import voeg_toe
from api.opslag.bewaarplaats import Bewaarplaats, nu
from api.opslag.tabellen import Verzoek

_BEZIG = 0
"""The status until the answer is there; no other transaction ever sees it."""


class AndereInhoud(Exception):
    """A key was used before, for something else."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a write was answered with: the HTTP status and the body."""

    status: int
    inhoud: dict[str, Any]


class Verzoeken(Bewaarplaats):
    """The answered writes of an identity; a key counts for its own sub only."""

    def eenmalig(self, sleutel: str, hash_: str, daad: Callable[[], Antwoord]) -> Antwoord:
        """Do a write and keep its answer, or return the answer that it had before.

        The key is written first: the same write at the same moment waits here until this
        transaction ends, and then gets its answer, or is done after all when nothing was kept.

        Args:
            sleutel: the Idempotency-Key of the write.
            hash_: the SHA-256 of what is written.
            daad: what to do in this session; nothing of it is kept when it raises.

        Raises:
            AndereInhoud: when the key was used for another write.
        """
        nieuw = voeg_toe(
            self.sessie,
            Verzoek,
            gemeente=self.gemeente,
            sub=self.identiteit.sub,
            sleutel=sleutel,
            hash=hash_,
            status=_BEZIG,
            antwoord={},
            op=nu(),
        )
        if not nieuw:
            rij = self._rij(sleutel, hash_)
            assert rij is not None  # whoever was ahead has committed it
            return Antwoord(rij.status, rij.antwoord)
        antwoord = daad()
        rij = self._rij(sleutel, hash_)
        assert rij is not None
        rij.status, rij.antwoord = antwoord.status, antwoord.inhoud
        self.sessie.flush()
        return antwoord

    def eerder(self, sleutel: str, hash_: str) -> Antwoord | None:
        """Return the answer that a write with this key had before, or None.

        Raises:
            AndereInhoud: when the key was used for another write.
        """
        rij = self._rij(sleutel, hash_)
        return None if rij is None else Antwoord(rij.status, rij.antwoord)

    def _rij(self, sleutel: str, hash_: str) -> Verzoek | None:
        eisen = (Verzoek.sub == self.identiteit.sub, Verzoek.sleutel == sleutel)
        rij = self.sessie.scalar(self.rijen(Verzoek, *eisen))
        if rij is not None and rij.hash != hash_:
            raise AndereInhoud
        return rij

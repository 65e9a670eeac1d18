"""Writes that were answered: the same write sent twice is done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.opslag.bank import voeg_toe
from api.opslag.bewaarplaats import Bewaarplaats, nu
from api.opslag.tabellen import Verzoek


class AndereInhoud(Exception):
    """A key was used before, for something else."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a write was answered with: the HTTP status and the body."""

    status: int
    inhoud: dict[str, Any]


class Verzoeken(Bewaarplaats):
    """The answered writes of an identity; a key counts for its own sub only."""

    def eerder(self, sleutel: str, hash_: str) -> Antwoord | None:
        """Return the answer that a write with this key had before, or None.

        Args:
            sleutel: the Idempotency-Key of the write.
            hash_: the SHA-256 of what is written.

        Raises:
            AndereInhoud: when the key was used for another write.
        """
        eisen = (Verzoek.sub == self.identiteit.sub, Verzoek.sleutel == sleutel)
        rij = self.sessie.scalar(self.rijen(Verzoek, *eisen))
        if rij is None:
            return None
        if rij.hash != hash_:
            raise AndereInhoud
        return Antwoord(rij.status, rij.antwoord)

    def bewaar(self, sleutel: str, hash_: str, antwoord: Antwoord) -> bool:
        """Keep the answer to a write; False when another write with this key was just ahead."""
        return voeg_toe(
            self.sessie,
            Verzoek,
            gemeente=self.gemeente,
            sub=self.identiteit.sub,
            sleutel=sleutel,
            hash=hash_,
            status=antwoord.status,
            antwoord=antwoord.inhoud,
            op=nu(),
        )

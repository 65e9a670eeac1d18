"""The keys that encrypt personal data: the first one encrypts, each of them decrypts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from api.opslag.plaats import bewaard_geheim
from api.opslag.weigering import NietToegestaan

SLEUTELS = "ARRANGEMENT_SLEUTELS"
"""Setting: keys for personal data, with a comma between them."""
SLEUTELBESTAND = "persoonsgegevens.sleutel"
_VORM = re.compile(r"[A-Za-z0-9_-]{43}=")
_MAAK = "Maak er een met: arrangement bewaar --nieuwe-sleutel"


class SleutelFout(NietToegestaan):
    """The keys cannot do what is asked; the message names the setting and shows no key."""


class Sleutels:
    """Encrypts and decrypts texts, and sees to it that nobody changed them."""

    def __init__(self, sleutels: Sequence[str]) -> None:
        """Take the keys.

        Raises:
            SleutelFout: when there is none, or one of them is no key.
        """
        gelezen = []
        for nummer, sleutel in enumerate(sleutels, start=1):
            # Fernet would pass over signs that do not belong, and so take half of two keys for one.
            if not _VORM.fullmatch(sleutel.strip()):
                reden = f"De sleutel op plaats {nummer} in {SLEUTELS} is geen goede sleutel."
                raise SleutelFout(f"{reden} {_MAAK}")
            gelezen.append(Fernet(sleutel.strip()))
        if not gelezen:
            raise SleutelFout(f"In {SLEUTELS} staat geen sleutel. {_MAAK}")
        self._alle = MultiFernet(gelezen)

    def versleutel(self, tekst: str) -> str:
        """Return the text, encrypted with the first key."""
        return self._alle.encrypt(tekst.encode()).decode()

    def ontcijfer(self, versleuteld: str) -> str:
        """Return the text that was encrypted.

        Raises:
            SleutelFout: when no key fits, or the encrypted text was changed.
        """
        return self._met_sleutel(self._alle.decrypt, versleuteld)

    def vervang(self, versleuteld: str) -> str:
        """Return the same text, encrypted anew with the first key.

        Raises:
            SleutelFout: when no key fits, or the encrypted text was changed.
        """
        return self._met_sleutel(self._alle.rotate, versleuteld)

    @staticmethod
    def _met_sleutel(daad: Callable[[bytes], bytes], versleuteld: str) -> str:
        try:
            return daad(versleuteld.encode()).decode()
        except InvalidToken:
            raise SleutelFout(
                f"Persoonsgegevens zijn met geen van de sleutels in {SLEUTELS} te lezen. "
                "Zet daar, achter de eerste, ook de sleutel waarmee zij zijn bewaard."
            ) from None


def ingestelde_sleutels() -> Sleutels | None:
    """Return the keys in the setting; None when there is no such setting.

    Raises:
        SleutelFout: when what is set is no list of keys.
    """
    gezet = os.environ.get(SLEUTELS)
    return None if gezet is None else Sleutels(gezet.split(",") if gezet.strip() else [])


def ontwikkelsleutels(map_: Path) -> Sleutels:
    """Return the keys in the setting, or else one that is made and kept in the folder.

    Only for a service that nobody but this computer can reach: a key beside the database
    protects it from nobody who can read the folder.

    Raises:
        SleutelFout: when what is set or kept is no key.
        OSError: when the key can be neither made nor read.
    """
    ingesteld = ingestelde_sleutels()
    return ingesteld or Sleutels([bewaard_geheim(map_ / SLEUTELBESTAND, nieuwe_sleutel)])


def nieuwe_sleutel() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()

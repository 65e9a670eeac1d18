"""The settings by which the program finds its data, and what is said when one cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from api.opslag.bank import Bank
from api.opslag.plaats import BANK, MAP, bank_url, gegevensmap

GEEN_MAP = "De map voor de gegevens is niet te maken of te openen."


class Instelfout(Exception):
    """A setting cannot be used; the message says why and what to do, in Dutch."""

    def __init__(self, instelling: str, reden: str) -> None:
        """Keep which setting."""
        self.instelling = instelling
        super().__init__(reden)


@contextmanager
def open_bank(gegeven: str | None = None) -> Iterator[Bank]:
    """Give the database with its tables up to date.

    Args:
        gegeven: the URL; without it the setting ARRANGEMENT_BANK, or the embedded database.

    Raises:
        Instelfout: when it cannot be used.
    """
    try:
        bank = Bank(bank_url(gegeven))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        reden = "Dit is geen adres van een database. Schrijf postgresql://... of sqlite:///..."
        raise Instelfout(BANK, reden) from None
    except OSError:
        raise Instelfout(BANK, "De map van de database is niet te maken of te openen.") from None
    with bank:
        try:
            bank.migreer()
        except DBAPIError:
            reden = "De database is niet te openen. Controleer het adres en de toegang."
            raise Instelfout(BANK, reden) from None
        except CommandError:
            reden = "De database is van een nieuwere versie van het programma."
            raise Instelfout(BANK, reden) from None
        yield bank


def eigen_map() -> Path:
    """Return the folder for our data.

    Raises:
        Instelfout: when it cannot be made.
    """
    try:
        return gegevensmap()
    except OSError:
        raise Instelfout(MAP, GEEN_MAP) from None

"""What is removed once it need not be kept any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from api.aanmelding.identiteit import Identiteit, Rol
from api.opslag.bank import Bank
from api.opslag.bewaarplaats import Bewaarplaats
from api.opslag.kluis import Kluis
from api.opslag.tabellen import Persoonsrij, Spoedbehandeling, Verzoek

_HIER = ZoneInfo("Europe/Amsterdam")
_TABELLEN = (Persoonsrij.__tablename__, Verzoek.__tablename__)


@dataclass(frozen=True, slots=True)
class Opgeruimd:
    """How much was removed, and of how many open spoedmeldingen the personal data stay."""

    personen: int = 0
    verzoeken: int = 0
    nog_open: int = 0

    def __add__(self, ander: Opgeruimd) -> Opgeruimd:
        return Opgeruimd(
            self.personen + ander.personen,
            self.verzoeken + ander.verzoeken,
            self.nog_open + ander.nog_open,
        )


class Bewaartermijn(Bewaarplaats):
    """Removes what one gemeente need not keep any more."""

    def ruim_op(self, tot: date) -> Opgeruimd:
        """Remove the personal data of spoedmeldingen closed by a day, and answers sent by then.

        Args:
            tot: the last day, in Dutch time.
        """
        grens = datetime.combine(tot + timedelta(days=1), time(), _HIER).astimezone(UTC)
        met_persoon = self.rijen(Spoedbehandeling).join(
            Persoonsrij,
            (Persoonsrij.gemeente == Spoedbehandeling.gemeente)
            & (Persoonsrij.spoedmelding == Spoedbehandeling.spoedmelding),
        )
        met_persoon = met_persoon.where(Persoonsrij.gemeente == self.gemeente)
        nog_open = self.sessie.scalars(met_persoon.where(Spoedbehandeling.gesloten.is_(None)))
        klaar = list(self.sessie.scalars(met_persoon.where(Spoedbehandeling.gesloten < grens)))
        kluis = Kluis(self.sessie, self.identiteit)
        for rij in klaar:
            kluis.verwijder(rij.spoedmelding)
        oud = (Verzoek.gemeente == self.gemeente, Verzoek.op < grens)
        verzoeken = self.sessie.scalar(select(func.count()).select_from(Verzoek).where(*oud)) or 0
        self.sessie.execute(delete(Verzoek).where(*oud))
        return Opgeruimd(len(klaar), verzoeken, len(list(nog_open)))


def ruim_op(bank: Bank, tot: date) -> Opgeruimd:
    """Remove what no gemeente need keep any more, also from the files of the database.

    Args:
        bank: the database.
        tot: the last day, in Dutch time.

    Raises:
        DBAPIError: when the files cannot be cleaned now; what had to go is removed already.
    """
    samen = Opgeruimd()
    for gemeente in bank.gemeenten():
        wie = _opdrachtregel(gemeente)
        with bank.sessie(wie) as sessie:
            samen += Bewaartermijn(sessie, wie).ruim_op(tot)
    bank.wis_resten(_TABELLEN)
    return samen


def vervang_sleutel(bank: Bank) -> int:
    """Encrypt all personal data anew with the first key; return how many rows.

    Raises:
        SleutelFout: when there is no key, or one of the rows cannot be read.
        DBAPIError: when the files cannot be cleaned now; all is encrypted anew already.
    """
    aantal = 0
    for gemeente in bank.gemeenten():
        wie = _opdrachtregel(gemeente)
        with bank.sessie(wie) as sessie:
            aantal += Kluis(sessie, wie).vervang_sleutel()
    bank.wis_resten(_TABELLEN)
    return aantal


def _opdrachtregel(gemeente: str) -> Identiteit:
    return Identiteit("opdrachtregel", frozenset({Rol.BACKOFFICE}), gemeente)

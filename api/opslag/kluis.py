"""Where personal data is kept: encrypted, each row tied to its own spoedmelding."""

from __future__ import annotations

import json

from sqlalchemy import delete

from api.aanmelding.identiteit import Identiteit
from api.opslag.bank import Sessie
from api.opslag.bewaarplaats import Bewaarplaats, nu
from api.opslag.canoniek import canoniek
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.regelwerken import Beschadigd
from api.opslag.sleutels import SLEUTELS, SleutelFout, Sleutels, ingestelde_sleutels
from api.opslag.tabellen import Persoonsrij


class Kluis(Bewaarplaats):
    """The personal data of a gemeente; who may ask for it is decided elsewhere."""

    def __init__(self, sessie: Sessie, identiteit: Identiteit) -> None:
        """Work in this session, for this identity, with the keys of the session or the setting."""
        super().__init__(sessie, identiteit)
        self._gegeven: Sleutels | None = sessie.info.get("sleutels")

    def bewaar(self, spoedmelding: str, persoon: Persoonsgegevens) -> None:
        """Keep who a spoedmelding is about.

        Raises:
            SleutelFout: when there is no key, or no good one.
        """
        rij = Persoonsrij(
            gemeente=self.gemeente,
            spoedmelding=spoedmelding,
            versleuteld=self._sleutels().versleutel(self._inhoud(spoedmelding, persoon)),
            op=nu(),
        )
        self.sessie.add(rij)
        self.sessie.flush()

    def haal(self, spoedmelding: str) -> Persoonsgegevens | None:
        """Return who a spoedmelding is about; None when nothing is kept, or no more.

        Raises:
            SleutelFout: when there is no key that reads it.
            Beschadigd: when what stands there belongs to another spoedmelding.
        """
        rij = self.sessie.scalar(self.rijen(Persoonsrij, Persoonsrij.spoedmelding == spoedmelding))
        if rij is None:
            return None
        inhoud = json.loads(self._sleutels().ontcijfer(rij.versleuteld))
        persoon = Persoonsgegevens.model_construct(**inhoud["persoon"])
        if canoniek(inhoud) != self._inhoud(spoedmelding, persoon):
            raise Beschadigd("de persoonsgegevens")
        return persoon

    def vervang_sleutel(self) -> int:
        """Encrypt everything anew with the first key; return how many rows.

        Raises:
            SleutelFout: when there is no key, or one of the rows cannot be read.
        """
        sleutels = self._sleutels()
        vraag = self.rijen(Persoonsrij).order_by(Persoonsrij.spoedmelding).with_for_update()
        rijen = list(self.sessie.scalars(vraag))
        for rij in rijen:
            rij.versleuteld = sleutels.vervang(rij.versleuteld)
        return len(rijen)

    def verwijder(self, spoedmelding: str) -> None:
        """Remove who a spoedmelding is about; it stays itself."""
        eisen = (Persoonsrij.gemeente == self.gemeente, Persoonsrij.spoedmelding == spoedmelding)
        self.sessie.execute(delete(Persoonsrij).where(*eisen))

    def _inhoud(self, spoedmelding: str, persoon: Persoonsgegevens) -> str:
        """Return what is encrypted: with its place, so that it can be read in no other."""
        plaats = {"gemeente": self.gemeente, "spoedmelding": spoedmelding}
        return canoniek(plaats | {"persoon": persoon.ingevuld()})

    def _sleutels(self) -> Sleutels:
        sleutels = self._gegeven or ingestelde_sleutels()
        if sleutels is None:
            raise SleutelFout(
                f"Persoonsgegevens worden niet bewaard: de instelling {SLEUTELS} ontbreekt. "
                "De melding zelf kan wel zonder.",
                "persoon",
            )
        return sleutels

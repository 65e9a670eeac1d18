"""Besluiten: what the consulent decided, with own reasons, beside the advice or without it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from api.opslag.bewaarplaats import Bewaarplaats, nieuw_id, nu, vrije_tekst
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.keuze import Keuze, Oordeel, PastNiet, controleer, lees_keuze, past_bij
from api.opslag.spoedkoppeling import Spoedkoppeling
from api.opslag.status import LOOPT
from api.opslag.tabellen import Besluitrij, Voorstelrij
from api.opslag.weigering import NietGevonden, NietToegestaan


class Wijze(StrEnum):
    """Why a besluit takes the place of another."""

    CORRECTIE = "correctie"
    INTREKKING = "intrekking"


@dataclass(frozen=True, slots=True)
class Besluit:
    """A besluit as it was taken, with what it replaces."""

    id: str
    gesprek: str
    voorstel: str | None
    keuze: Keuze
    vervangt: str | None
    vervangt_soort: str | None
    vervangt_reden: str | None
    door: str
    op: datetime


class Besluiten(Bewaarplaats):
    """The besluiten that an identity may see."""

    def neem(self, gesprek: str, keuze: Keuze, voorstel: str | None = None) -> str:
        """Take a besluit in a running gesprek, which closes it; return the id.

        Raises:
            NietGevonden: when this gemeente lacks the gesprek, or the gesprek the voorstel.
            NietToegestaan: when the besluit does not hang together, the gesprek is closed, or
                what the voorstel rests on has changed since.
        """
        keuze = _gecontroleerd(keuze, voorstel)
        gesprekken = Gesprekken(self.sessie, self.identiteit)
        stand = gesprekken.haal(gesprek, vast=True)
        if stand.status != LOOPT:
            raise NietToegestaan("Dit gesprek loopt niet meer.")
        if voorstel is not None:
            rij = self._voorstel(voorstel, gesprek)
            nu_ingevuld = canoniek(gesprekken.intake(gesprek))
            if (rij.intake, rij.regelwerk) != (nu_ingevuld, stand.regelwerk):
                raise NietToegestaan(
                    "Na dit voorstel is er iets veranderd. Leg eerst een nieuw voorstel vast.",
                    "voorstel",
                )
            _past_bij(keuze, rij)
        id_ = self._voeg_toe(gesprek, voorstel, keuze)
        gesprekken.rond_af(gesprek)
        Spoedkoppeling(self.sessie, self.identiteit).sluit_met_besluit(gesprek)
        return id_

    def vervang(self, id_: str, wijze: Wijze, reden: str, keuze: Keuze | None = None) -> str:
        """Correct or withdraw a besluit by one that takes its place; return its id.

        A withdrawal keeps what was decided, so that it can be seen what no longer holds.

        Raises:
            NietGevonden: when this gemeente has no such besluit.
            NietToegestaan: when it was replaced already, or what is given does not fit.
        """
        oud = self.haal(id_)
        if (keuze is None) != (wijze is Wijze.INTREKKING):
            raise NietToegestaan(
                "Een correctie heeft een nieuw besluit, een intrekking niet.", "besluit"
            )
        if oud.vervangt_soort == Wijze.INTREKKING:
            raise NietToegestaan("Een ingetrokken besluit verandert niet meer.")
        vraag = self.rijen(Besluitrij, Besluitrij.vervangt == id_)
        if self.sessie.scalar(vraag) is not None:
            raise NietToegestaan("Dit besluit is al vervangen. Open het laatste.")
        if keuze is None:
            keuze = oud.keuze
        else:
            keuze = _gecontroleerd(keuze, oud.voorstel)
            if oud.voorstel is not None:
                _past_bij(keuze, self._voorstel(oud.voorstel, oud.gesprek))
        reden = vrije_tekst(reden, "De reden")
        if wijze is Wijze.INTREKKING:
            Spoedkoppeling(self.sessie, self.identiteit).heropen(oud.gesprek)
        return self._voeg_toe(
            oud.gesprek,
            oud.voorstel,
            keuze,
            vervangt=id_,
            vervangt_soort=wijze.value,
            vervangt_reden=reden,
        )

    def haal(self, id_: str) -> Besluit:
        """Return a besluit.

        Raises:
            NietGevonden: when this gemeente has no such besluit.
        """
        rij = self.sessie.scalar(self.rijen(Besluitrij, Besluitrij.id == id_))
        if rij is None:
            raise NietGevonden("besluit")
        return _besluit(rij)

    def van_gesprek(self, gesprek: str) -> list[Besluit]:
        """Return the besluiten of a gesprek, the first taken first."""
        vraag = self.rijen(Besluitrij, Besluitrij.gesprek == gesprek)
        gevonden = self.sessie.scalars(vraag.order_by(Besluitrij.op, Besluitrij.id))
        return [_besluit(rij) for rij in gevonden]

    def geldend(self, gesprek: str) -> Besluit | None:
        """Return the besluit of a gesprek that is in force; None when there is none, or no more."""
        alle = self.van_gesprek(gesprek)
        return alle[-1] if alle and alle[-1].vervangt_soort != Wijze.INTREKKING else None

    def laatste(self) -> list[Besluit]:
        """Return of each gesprek the besluit that was taken last, the latest one first."""
        vraag = self.rijen(Besluitrij).order_by(Besluitrij.op.desc(), Besluitrij.id.desc())
        per_gesprek: dict[str, Besluit] = {}
        for rij in self.sessie.scalars(vraag):
            per_gesprek.setdefault(rij.gesprek, _besluit(rij))
        return list(per_gesprek.values())

    def _voorstel(self, id_: str, gesprek: str) -> Voorstelrij:
        eisen = (Voorstelrij.id == id_, Voorstelrij.gesprek == gesprek)
        rij = self.sessie.scalar(self.rijen(Voorstelrij, *eisen))
        if rij is None:
            raise NietGevonden("voorstel")
        return rij

    def _voeg_toe(self, gesprek: str, voorstel: str | None, keuze: Keuze, **vervangt: str) -> str:
        besluit = Besluitrij(
            gemeente=self.gemeente,
            id=nieuw_id(),
            gesprek=gesprek,
            voorstel=voorstel,
            inhoud=keuze.als_json(),
            door=self.identiteit.sub,
            op=nu(),
            **vervangt,
        )
        self.sessie.add(besluit)
        self.sessie.flush()
        return besluit.id


def _gecontroleerd(keuze: Keuze, voorstel: str | None) -> Keuze:
    """Return the besluit with its texts trimmed.

    Raises:
        NietToegestaan: when a part is missing or contradicts another.
    """
    if (voorstel is None) != (keuze.oordeel is Oordeel.ZONDER_ADVIES):
        raise NietToegestaan(
            "'Zonder advies' hoort bij een besluit waar geen voorstel bij is.", "oordeel"
        )
    keuze = keuze.met_eerste_fase()
    try:
        controleer(keuze)
    except PastNiet as fout:
        raise NietToegestaan(str(fout), fout.veld) from fout
    return replace(keuze, motivering=vrije_tekst(keuze.motivering, "De motivering"))


def _past_bij(keuze: Keuze, voorstel: Voorstelrij) -> None:
    try:
        past_bij(keuze, json.loads(voorstel.uitkomst))
    except PastNiet as fout:
        raise NietToegestaan(str(fout), fout.veld) from fout


def _besluit(rij: Besluitrij) -> Besluit:
    return Besluit(
        id=rij.id,
        gesprek=rij.gesprek,
        voorstel=rij.voorstel,
        keuze=lees_keuze(rij.inhoud),
        vervangt=rij.vervangt,
        vervangt_soort=rij.vervangt_soort,
        vervangt_reden=rij.vervangt_reden,
        door=rij.door,
        op=rij.op,
    )

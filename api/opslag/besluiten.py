"""Besluiten: what the consulent decided, with own reasons, beside the advice or without it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.opslag.bewaarplaats import (
    Bewaarplaats,
    NietGevonden,
    NietToegestaan,
    nieuw_id,
    nu,
    vrije_tekst,
)
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.status import LOOPT
from api.opslag.tabellen import Besluitrij, Voorstelrij
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.rulebook import GEEN, ROUTE


class Oordeel(StrEnum):
    """How a besluit stands to the advice."""

    EENS = "eens"
    AFWIJKEN = "afwijken"
    ZONDER_ADVIES = "zonder_advies"


class Wijze(StrEnum):
    """Why a besluit takes the place of another."""

    CORRECTIE = "correctie"
    INTREKKING = "intrekking"


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was decided: an arrangement or a route, with all that goes with it.

    `motivering` is the consulent's own reason, also when the advice is followed.
    """

    oordeel: Oordeel
    motivering: str
    arrangement: int | None = None
    route: str | None = None
    vervoer: str | None = None
    leveringsvorm: str | None = None
    aanbieder: str | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    resultaten: tuple[int, ...] = ()

    def als_json(self) -> dict[str, Any]:
        """Return the besluit as plain data."""
        gegevens = asdict(self) | {"oordeel": self.oordeel.value}
        for dag in ("ingangsdatum", "einddatum"):
            gegevens[dag] = None if gegevens[dag] is None else gegevens[dag].isoformat()
        return gegevens | {"resultaten": list(self.resultaten)}


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
                    "Na dit voorstel is er iets veranderd. Leg eerst een nieuw voorstel vast."
                )
            _past_bij(keuze, rij)
        id_ = self._voeg_toe(gesprek, voorstel, keuze)
        gesprekken.rond_af(gesprek)
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
            raise NietToegestaan("Een correctie heeft een nieuw besluit, een intrekking niet.")
        if oud.vervangt_soort == Wijze.INTREKKING:
            raise NietToegestaan("Een ingetrokken besluit verandert niet meer.")
        vraag = self.rijen(Besluitrij, Besluitrij.vervangt == id_)
        if self.sessie.scalar(vraag) is not None:
            raise NietToegestaan("Dit besluit is al vervangen. Open het laatste.")
        keuze = oud.keuze if keuze is None else _gecontroleerd(keuze, oud.voorstel)
        if oud.voorstel is not None:
            _past_bij(keuze, self._voorstel(oud.voorstel, oud.gesprek))
        reden = vrije_tekst(reden, "De reden")
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
        raise NietToegestaan("'Zonder advies' hoort bij een besluit waar geen voorstel bij is.")
    if (keuze.arrangement is None) == (keuze.route is None):
        raise NietToegestaan("Kies een arrangement of een route.")
    van, tot = keuze.ingangsdatum, keuze.einddatum
    if van is not None and tot is not None and tot < van:
        raise NietToegestaan("De einddatum ligt voor de ingangsdatum.")
    return replace(keuze, motivering=vrije_tekst(keuze.motivering, "De motivering"))


def _past_bij(keuze: Keuze, voorstel: Voorstelrij) -> None:
    """Refuse to agree with something else than was proposed.

    Raises:
        NietToegestaan: when the chosen arrangement or route is not the proposed one.
    """
    uitkomst = json.loads(voorstel.uitkomst)
    route = uitkomst.get(ROUTE)
    voorgesteld = (uitkomst.get(ARRANGEMENT), None) if route == GEEN else (None, route)
    if keuze.oordeel is Oordeel.EENS and (keuze.arrangement, keuze.route) != voorgesteld:
        raise NietToegestaan("Dit is iets anders dan het voorstel. Kies 'afwijken'.")


def _besluit(rij: Besluitrij) -> Besluit:
    return Besluit(
        id=rij.id,
        gesprek=rij.gesprek,
        voorstel=rij.voorstel,
        keuze=_keuze(rij.inhoud),
        vervangt=rij.vervangt,
        vervangt_soort=rij.vervangt_soort,
        vervangt_reden=rij.vervangt_reden,
        door=rij.door,
        op=rij.op,
    )


def _keuze(inhoud: dict[str, Any]) -> Keuze:
    dagen = {
        naam: None if inhoud[naam] is None else date.fromisoformat(inhoud[naam])
        for naam in ("ingangsdatum", "einddatum")
    }
    resultaten = tuple(inhoud["resultaten"])
    oordeel = Oordeel(inhoud["oordeel"])
    return Keuze(**{**inhoud, **dagen, "resultaten": resultaten, "oordeel": oordeel})

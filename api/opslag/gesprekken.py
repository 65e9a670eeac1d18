"""The gesprekken of a gemeente: every version of every part is kept, none overwrites another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from api.opslag.bewaarplaats import Bewaarplaats, nieuw_id, nu, vrije_tekst
from api.opslag.canoniek import canoniek
from api.opslag.huishoudens import Huishoudens
from api.opslag.kenmerk import eigen_kenmerk
from api.opslag.keuze import lees_keuze
from api.opslag.onderdelen import (
    WEEKROOSTER,
    Botsing,
    Deel,
    Opslag,
    Wijziging,
    als_intake,
    is_sleutel,
)
from api.opslag.regelwerken import Regelwerken
from api.opslag.spoedkoppeling import Spoedkoppeling
from api.opslag.status import AFGEROND, HERINDICATIE, INGETROKKEN, LOOPT, VERVANGEN
from api.opslag.tabellen import Besluitrij, Gesprek, Onderdeel
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.rulebook.regelwerk import Regelwerk


class Soort(StrEnum):
    """Why a gesprek takes the place of another."""

    CORRECTIE = "correctie"
    INTREKKING = "intrekking"
    HERINDICATIE = HERINDICATIE


_MAG_VERVANGEN = {
    Soort.CORRECTIE: {AFGEROND},
    Soort.INTREKKING: {LOOPT, AFGEROND},
    Soort.HERINDICATIE: {AFGEROND},
}


@dataclass(frozen=True, slots=True)
class Stand:
    """A gesprek as it stands, with the parts that it has now."""

    id: str
    kenmerk: str | None
    regelwerk: str
    status: str
    versie: int
    begonnen: datetime
    gewijzigd: datetime
    door: str
    huishouden: str | None
    vervangt: str | None
    vervangt_soort: str | None
    vervangt_reden: str | None
    delen: Mapping[str, Deel]

    @property
    def inhoud(self) -> dict[str, Any]:
        """The content of each part by its key."""
        return {sleutel: deel.inhoud for sleutel, deel in self.delen.items()}


class Gesprekken(Bewaarplaats):
    """The gesprekken that an identity may see."""

    def begin(self, regelwerk: Regelwerk, kenmerk: str | None = None) -> str:
        """Begin a gesprek under a regelwerk; return its id.

        Args:
            regelwerk: the rules in force.
            kenmerk: the consulent's own case number, never a BSN.

        Raises:
            NietToegestaan: when the kenmerk is too long or looks like a BSN.
        """
        return self._nieuw(Regelwerken(self.sessie).bewaar(regelwerk), eigen_kenmerk(kenmerk)).id

    def lijst(self, *, na: int = 0, hoogstens: int | None = None) -> list[Stand]:
        """Return the gesprekken, the last changed first, without their parts.

        Args:
            na: how many to pass over.
            hoogstens: how many to return; None for all.
        """
        vraag = self.rijen(Gesprek).order_by(Gesprek.gewijzigd.desc(), Gesprek.id)
        gevonden = self.sessie.scalars(vraag.offset(na).limit(hoogstens))
        return [_stand(rij, {}) for rij in gevonden]

    def aantal(self) -> int:
        """Return how many gesprekken there are."""
        vraag = select(func.count()).select_from(Gesprek).where(Gesprek.gemeente == self.gemeente)
        return self.sessie.scalar(vraag) or 0

    def lopend_onder(self, regelwerken: Collection[str]) -> list[str]:
        """Return the running gesprekken that go by one of these rules, by their hash."""
        eisen = (Gesprek.status == LOOPT, Gesprek.regelwerk.in_(regelwerken))
        gevonden = self.sessie.scalars(self.rijen(Gesprek, *eisen).order_by(Gesprek.id))
        return [rij.id for rij in gevonden]

    def haal(self, id_: str, *, vast: bool = False) -> Stand:
        """Return a gesprek as it stands; with `vast` nobody else changes it until the end.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
        """
        rij = self._rij(id_, vast=vast)
        return _stand(rij, {n: d for n, d in self._delen(id_).items() if d.inhoud is not None})

    def versies(self, id_: str) -> dict[str, int]:
        """Return the version of each part, also of parts that were taken away."""
        return {sleutel: deel.versie for sleutel, deel in self._delen(id_).items()}

    def geschiedenis(self, id_: str) -> list[Deel]:
        """Return every version of every part, as they were written."""
        self._rij(id_)
        vraag = self.rijen(Onderdeel, Onderdeel.gesprek == id_)
        volgorde = (Onderdeel.op, Onderdeel.sleutel, Onderdeel.versie)
        return [_deel(rij) for rij in self.sessie.scalars(vraag.order_by(*volgorde))]

    def opvolgers(self, id_: str) -> list[str]:
        """Return the gesprekken that take the place of this one."""
        vraag = self.rijen(Gesprek, Gesprek.vervangt == id_).order_by(Gesprek.begonnen)
        return [rij.id for rij in self.sessie.scalars(vraag)]

    def schrijf(self, id_: str, wijzigingen: Iterable[Wijziging]) -> Opslag:
        """Keep what was written, except parts that somebody else changed meanwhile.

        A write that was already kept, sent once more, is no conflict.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
            NietToegestaan: when the gesprek is closed, or has no parts by such a name.
            NietTeBewaren: when JSON cannot hold the content exactly.
        """
        gesprek = self._rij(id_, vast=True)
        if gesprek.status != LOOPT:
            raise NietToegestaan(f"Dit gesprek is {gesprek.status}; er kan niets meer bij.")
        staat = self._delen(id_)
        versies: dict[str, int] = {}
        botsingen: list[Botsing] = []
        gewijzigd = False
        for wijziging in wijzigingen:
            if not is_sleutel(wijziging.sleutel):
                raise NietToegestaan(f"Een gesprek heeft geen onderdeel '{wijziging.sleutel}'.")
            oud = staat.get(wijziging.sleutel)
            versie = oud.versie if oud else 0
            if canoniek(wijziging.inhoud) == canoniek(oud.inhoud if oud else None):
                versies[wijziging.sleutel] = versie
            elif wijziging.versie != versie:
                botsingen.append(Botsing(wijziging, oud))
            else:
                staat[wijziging.sleutel] = self._versie(id_, wijziging, versie + 1)
                versies[wijziging.sleutel] = versie + 1
                gewijzigd = True
        if gewijzigd:
            self._gewijzigd(gesprek)
            if WEEKROOSTER in versies:
                self.sessie.flush()
                Huishoudens(self.sessie, self.identiteit).herschik(gesprek.huishouden)
        return Opslag(versies, tuple(botsingen))

    def intake(self, id_: str) -> dict[str, Any]:
        """Return the intake that a gesprek makes, without what counts with a housemate."""
        stand = self.haal(id_)
        elders = Huishoudens(self.sessie, self.identiteit).telt_elders(id_)
        return als_intake(stand.inhoud, elders)

    def rond_af(self, id_: str) -> None:
        """Close a gesprek in which a besluit was taken.

        Raises:
            NietToegestaan: when it is closed already.
        """
        gesprek = self._rij(id_, vast=True)
        if gesprek.status != LOOPT:
            raise NietToegestaan(f"Dit gesprek is {gesprek.status}.")
        gesprek.status = AFGEROND
        self._gewijzigd(gesprek)
        self.sessie.flush()
        Huishoudens(self.sessie, self.identiteit).herschik(gesprek.huishouden)

    def vervang(self, id_: str, soort: Soort, reden: str) -> str:
        """Let another gesprek take the place of this one; return its id.

        A correctie begins with all that was written. A herindicatie begins with the indication
        that was decided and nothing else: what was said then stays one click away and is not
        taken for granted. An intrekking has no content.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
            NietToegestaan: when no reason is given, or the gesprek is not in a state for it.
        """
        oud = self._rij(id_, vast=True)
        if oud.status not in _MAG_VERVANGEN[soort]:
            raise NietToegestaan(f"Dit gesprek is {oud.status}; een {soort} kan dan niet.", "soort")
        reden = vrije_tekst(reden, "De reden")
        nieuw = self._nieuw(oud.regelwerk, oud.kenmerk)
        nieuw.vervangt, nieuw.vervangt_soort, nieuw.vervangt_reden = id_, soort.value, reden
        nieuw.huishouden = oud.huishouden
        self.sessie.flush()
        huishoudens = Huishoudens(self.sessie, self.identiteit)
        if soort is Soort.CORRECTIE:
            oud.status = VERVANGEN
            for deel in self._delen(id_).values():
                if deel.inhoud is not None:
                    self._versie(nieuw.id, Wijziging(deel.sleutel, 0, deel.inhoud), 1)
        elif soort is Soort.INTREKKING:
            oud.status, nieuw.status = INGETROKKEN, AFGEROND
        elif (vorige := self._indicatie(id_)) is not None:
            self._versie(nieuw.id, Wijziging("vorige_indicatie", 0, vorige), 1)
        if soort is not Soort.HERINDICATIE:
            # A herindicatie is about the time after; what was decided on the melding stands.
            verder = nieuw.id if soort is Soort.CORRECTIE else None
            Spoedkoppeling(self.sessie, self.identiteit).volg_op(id_, verder)
        if soort is not Soort.INTREKKING:
            huishoudens.volg_op(id_, nieuw.id)
        elif oud.vervangt is not None and oud.vervangt_soort == HERINDICATIE:
            # What was decided before it is of force again, with its hours.
            huishoudens.volg_op(id_, oud.vervangt)
        self._gewijzigd(oud)
        self.sessie.flush()
        huishoudens.herschik(oud.huishouden)
        return nieuw.id

    def zet_regelwerk(self, id_: str, hash_: str) -> None:
        """Let a running gesprek go by other rules; see `verhuizing`."""
        gesprek = self._rij(id_, vast=True)
        gesprek.regelwerk = hash_
        self._gewijzigd(gesprek)

    def _indicatie(self, id_: str) -> dict[str, Any] | None:
        """Return the indication that was decided in a gesprek; None when not all of it is known.

        With phases it is the last of them: what was given when the indication ended.
        """
        vraag = self.rijen(Besluitrij, Besluitrij.gesprek == id_)
        laatste = (Besluitrij.op.desc(), Besluitrij.id.desc())
        besluit = self.sessie.scalar(vraag.order_by(*laatste).limit(1))
        if besluit is None or besluit.vervangt_soort == Soort.INTREKKING:
            return None
        keuze = lees_keuze(besluit.inhoud)
        arrangement, van = keuze.arrangement, keuze.ingangsdatum
        if keuze.fasen:
            arrangement, van = keuze.fasen[-1].arrangement, keuze.fasen[-1].vanaf
        if arrangement is None or van is None or keuze.einddatum is None:
            return None
        tot = keuze.einddatum.isoformat()
        return {"arrangement": arrangement, "van": van.isoformat(), "tot": tot}

    def _nieuw(self, regelwerk: str, kenmerk: str | None) -> Gesprek:
        moment = nu()
        gesprek = Gesprek(
            gemeente=self.gemeente,
            id=nieuw_id(),
            kenmerk=kenmerk,
            regelwerk=regelwerk,
            status=LOOPT,
            versie=1,
            begonnen=moment,
            gewijzigd=moment,
            door=self.identiteit.sub,
        )
        self.sessie.add(gesprek)
        self.sessie.flush()
        return gesprek

    def _rij(self, id_: str, *, vast: bool = False) -> Gesprek:
        """Return the row; with `vast` nobody else changes the gesprek until the end."""
        vraag = self.rijen(Gesprek, Gesprek.id == id_)
        if vast:
            vraag = vraag.with_for_update().execution_options(populate_existing=True)
        rij = self.sessie.scalar(vraag)
        if rij is None:
            raise NietGevonden("gesprek")
        return rij

    def _delen(self, id_: str) -> dict[str, Deel]:
        """Return the last version of each part, those that were taken away included."""
        laatste = (
            select(Onderdeel.sleutel, func.max(Onderdeel.versie).label("versie"))
            .where(Onderdeel.gemeente == self.gemeente, Onderdeel.gesprek == id_)
            .group_by(Onderdeel.sleutel)
            .subquery()
        )
        vraag = self.rijen(Onderdeel, Onderdeel.gesprek == id_).join(
            laatste,
            (Onderdeel.sleutel == laatste.c.sleutel) & (Onderdeel.versie == laatste.c.versie),
        )
        gevonden = self.sessie.scalars(vraag.order_by(Onderdeel.sleutel))
        return {rij.sleutel: _deel(rij) for rij in gevonden}

    def _versie(self, id_: str, wijziging: Wijziging, versie: int) -> Deel:
        deel = Deel(wijziging.sleutel, versie, wijziging.inhoud, self.identiteit.sub, nu())
        rij = Onderdeel(
            gemeente=self.gemeente,
            gesprek=id_,
            sleutel=deel.sleutel,
            versie=versie,
            inhoud={} if deel.inhoud is None else {"waarde": deel.inhoud},
            door=deel.door,
            op=deel.op,
        )
        self.sessie.add(rij)
        return deel

    @staticmethod
    def _gewijzigd(gesprek: Gesprek) -> None:
        gesprek.versie += 1
        gesprek.gewijzigd = nu()


def _deel(rij: Onderdeel) -> Deel:
    return Deel(rij.sleutel, rij.versie, rij.inhoud.get("waarde"), rij.door, rij.op)


def _stand(rij: Gesprek, delen: Mapping[str, Deel]) -> Stand:
    return Stand(
        id=rij.id,
        kenmerk=rij.kenmerk,
        regelwerk=rij.regelwerk,
        status=rij.status,
        versie=rij.versie,
        begonnen=rij.begonnen,
        gewijzigd=rij.gewijzigd,
        door=rij.door,
        huishouden=rij.huishouden,
        vervangt=rij.vervangt,
        vervangt_soort=rij.vervangt_soort,
        vervangt_reden=rij.vervangt_reden,
        delen=delen,
    )

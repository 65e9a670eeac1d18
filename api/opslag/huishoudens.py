"""Clients in one household: what a beroepskracht does for both counts in one gesprek only.

The source does not say how support for two housemates at once counts. Our choice: the hours go
to the gesprek that had the row first, until the consulent moves them; the other gesprek shows
the row without its hours.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from api.opslag.bewaarplaats import Bewaarplaats, nieuw_id, nu
from api.opslag.onderdelen import WEEKROOSTER, gedeelde_namen
from api.opslag.status import AFGEROND, HERINDICATIE, LOOPT
from api.opslag.tabellen import GedeeldeRij, Gesprek, Huishouden, Onderdeel
from api.opslag.weigering import NietGevonden, NietToegestaan


class Huishoudens(Bewaarplaats):
    """The households of a gemeente."""

    def koppel(self, een: str, ander: str) -> str:
        """Put two running gesprekken in one household; return the household.

        Raises:
            NietGevonden: when this gemeente lacks one of them.
            NietToegestaan: when they are the same, closed, or in two households already.
        """
        gesprekken = [self._gesprek(een), self._gesprek(ander)]
        bekend = {g.huishouden for g in gesprekken if g.huishouden is not None}
        if een == ander or len(bekend) > 1:
            raise NietToegestaan("Deze gesprekken kunnen niet in een huishouden.")
        if any(g.status != LOOPT for g in gesprekken):
            raise NietToegestaan("Een van de gesprekken loopt niet meer.")
        huishouden = bekend.pop() if bekend else nieuw_id()
        if self.sessie.get(Huishouden, (self.gemeente, huishouden)) is None:
            self.sessie.add(Huishouden(gemeente=self.gemeente, id=huishouden))
            self.sessie.flush()
        for gesprek in gesprekken:
            gesprek.huishouden = huishouden
            _gewijzigd([gesprek])
        self.sessie.flush()
        self.herschik(huishouden)
        return huishouden

    def ontkoppel(self, id_: str) -> None:
        """Take a running gesprek out of its household; its rows then count in itself.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
            NietToegestaan: when the gesprek is closed.
        """
        gesprek = self._gesprek(id_)
        if gesprek.status != LOOPT:
            raise NietToegestaan(f"Dit gesprek is {gesprek.status}.")
        huishouden, gesprek.huishouden = gesprek.huishouden, None
        _gewijzigd([gesprek])
        self.sessie.flush()
        self.herschik(huishouden)

    def leden(self, huishouden: str) -> list[str]:
        """Return the gesprekken of a household, the first begun first."""
        return [gesprek.id for gesprek in self._leden(huishouden)]

    def telt_in(self, id_: str) -> dict[str, str]:
        """Return per shared row of the household of a gesprek the gesprek in which it counts."""
        huishouden = self._gesprek(id_).huishouden
        return {} if huishouden is None else {r.rij: r.telt_in for r in self._gedeeld(huishouden)}

    def telt_elders(self, id_: str) -> frozenset[str]:
        """Return the shared rows of a gesprek that count in that of a housemate."""
        return frozenset(rij for rij, telt_in in self.telt_in(id_).items() if telt_in != id_)

    def verplaats(self, rij: str, naar: str) -> None:
        """Let a shared row count in another gesprek of the household.

        Raises:
            NietGevonden: when the gesprek does not have the row.
            NietToegestaan: when one of the two is closed: what is decided does not change.
        """
        gesprek = self._gesprek(naar)
        gedeeld = {r.rij: r for r in self._gedeeld(gesprek.huishouden or "")}.get(rij)
        if gedeeld is None or rij not in self._namen([gesprek]).get(naar, set()):
            raise NietGevonden("gedeelde rij")
        nu_in = self._gesprek(gedeeld.telt_in)
        if gesprek.status != LOOPT or nu_in.status != LOOPT:
            raise NietToegestaan("Een van de gesprekken loopt niet meer.")
        gedeeld.telt_in = naar
        _gewijzigd({gesprek, nu_in})

    def volg_op(self, oud: str, nieuw: str) -> None:
        """Let what counts in a gesprek count in the one that takes its place."""
        huishouden = self._gesprek(oud).huishouden
        for gedeeld in self._gedeeld(huishouden or ""):
            if gedeeld.telt_in == oud:
                gedeeld.telt_in = nieuw

    def herschik(self, huishouden: str | None) -> None:
        """Give every shared row of a household one gesprek in which it counts.

        A row stays where it counts while that gesprek has it, or is a herindicatie in which the
        weekrooster was not talked about yet. Otherwise the first running gesprek with the row
        takes it; a closed one never does, as its voorstel was recorded without.
        """
        if huishouden is None:
            return
        leden = {gesprek.id: gesprek for gesprek in self._leden(huishouden, vast=True)}
        namen = self._namen(leden.values())
        bekend = {rij.rij: rij for rij in self._gedeeld(huishouden)}
        # Until then the hours count in the besluit that the herindicatie follows.
        wachtend = {
            g.id
            for g in leden.values()
            if g.status == LOOPT and g.vervangt_soort == HERINDICATIE and g.id not in namen
        }
        for naam in sorted({*bekend, *(n for deel in namen.values() for n in deel)}):
            gedeeld = bekend.get(naam)
            if gedeeld is not None and (
                naam in namen.get(gedeeld.telt_in, set()) or gedeeld.telt_in in wachtend
            ):
                continue
            lopend = [
                g for g in leden.values() if g.status == LOOPT and naam in namen.get(g.id, set())
            ]
            if not lopend:
                continue
            if gedeeld is None:
                self.sessie.add(
                    GedeeldeRij(
                        gemeente=self.gemeente,
                        huishouden=huishouden,
                        rij=naam,
                        telt_in=lopend[0].id,
                    )
                )
            else:
                gedeeld.telt_in = lopend[0].id
            _gewijzigd(lopend)
        self.sessie.flush()

    def _gesprek(self, id_: str) -> Gesprek:
        gesprek = self.sessie.scalar(self.rijen(Gesprek, Gesprek.id == id_))
        if gesprek is None:
            raise NietGevonden("gesprek")
        return gesprek

    def _leden(self, huishouden: str, *, vast: bool = False) -> list[Gesprek]:
        vraag = self.rijen(Gesprek, Gesprek.huishouden == huishouden).order_by(
            Gesprek.begonnen, Gesprek.id
        )
        if vast:
            slot = self.rijen(Huishouden, Huishouden.id == huishouden).with_for_update()
            self.sessie.scalar(slot)
            vraag = vraag.execution_options(populate_existing=True)
        return list(self.sessie.scalars(vraag))

    def _gedeeld(self, huishouden: str) -> list[GedeeldeRij]:
        vraag = self.rijen(GedeeldeRij, GedeeldeRij.huishouden == huishouden)
        return list(self.sessie.scalars(vraag.execution_options(populate_existing=True)))

    def _namen(self, gesprekken: Iterable[Gesprek]) -> dict[str, set[str]]:
        """Return the shared rows of each gesprek of force in which a weekrooster was written."""
        ids = [g.id for g in gesprekken if g.status in {LOOPT, AFGEROND}]
        laatste = (
            select(Onderdeel.gesprek, func.max(Onderdeel.versie).label("versie"))
            .where(
                Onderdeel.gemeente == self.gemeente,
                Onderdeel.gesprek.in_(ids),
                Onderdeel.sleutel == WEEKROOSTER,
            )
            .group_by(Onderdeel.gesprek)
            .subquery()
        )
        vraag = self.rijen(Onderdeel, Onderdeel.sleutel == WEEKROOSTER).join(
            laatste,
            (Onderdeel.gesprek == laatste.c.gesprek) & (Onderdeel.versie == laatste.c.versie),
        )
        return {
            rij.gesprek: gedeelde_namen(rij.inhoud.get("waarde"))
            for rij in self.sessie.scalars(vraag)
        }


def _gewijzigd(gesprekken: Iterable[Gesprek]) -> None:
    for gesprek in gesprekken:
        gesprek.versie += 1
        gesprek.gewijzigd = nu()

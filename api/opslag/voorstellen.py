"""Recorded voorstellen: immutable, computed by two engines, and repeatable from what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.aanmelding.identiteit import Identiteit
from api.opslag.bank import Bank, Sessie
from api.opslag.berekening import SPOOR_VERSIE, Berekend, bereken, motorversie
from api.opslag.bewaarplaats import Bewaarplaats, nieuw_id, nu
from api.opslag.canoniek import canoniek, som
from api.opslag.gesprekken import Gesprekken
from api.opslag.regelwerken import Beschadigd, Regelwerken
from api.opslag.status import LOOPT
from api.opslag.tabellen import Gesprek, Voorstelrij
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.rete.motor import Motoren
from engine.rete.tellen import GEWOON


class Verouderd(Exception):
    """The gesprek changed while the voorstel was computed; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Opgenomen:
    """A recorded voorstel as it stands in the database."""

    id: str
    gesprek: str
    gesprek_versie: int
    regelwerk: str
    motorversie: str
    spoor_versie: int
    intake: str
    uitkomst: str
    uitkomst_hash: str
    spoor: str
    rest: str
    door: str
    op: datetime

    def als_json(self) -> dict[str, Any]:
        """Return the voorstel as it was shown, with both engines and the plain trace."""
        uitkomst, spoor = json.loads(self.uitkomst), json.loads(self.spoor)
        return {**json.loads(self.rest), "uitkomst": uitkomst, "spoor": spoor[GEWOON]}


@dataclass(frozen=True, slots=True)
class Herhaling:
    """What computing a voorstel once more came to.

    `spoor_gelijk` is None when this program keeps another version of the trace.
    """

    uitkomst_gelijk: bool
    spoor_gelijk: bool | None

    @property
    def is_gelijk(self) -> bool:
        """Whether nothing that can be compared differs."""
        return self.uitkomst_gelijk and self.spoor_gelijk is not False


class Voorstellen(Bewaarplaats):
    """The recorded voorstellen that an identity may see."""

    def haal(self, id_: str) -> Opgenomen:
        """Return a recorded voorstel.

        Raises:
            NietGevonden: when this gemeente has no such voorstel.
        """
        rij = self.sessie.scalar(self.rijen(Voorstelrij, Voorstelrij.id == id_))
        if rij is None:
            raise NietGevonden("voorstel")
        return _opgenomen(rij)

    def van_gesprek(self, gesprek: str) -> list[Opgenomen]:
        """Return the recorded voorstellen of a gesprek, the first recorded first."""
        vraag = self.rijen(Voorstelrij, Voorstelrij.gesprek == gesprek)
        gevonden = self.sessie.scalars(vraag.order_by(Voorstelrij.op, Voorstelrij.id))
        return [_opgenomen(rij) for rij in gevonden]

    def herhaal(self, id_: str) -> Herhaling:
        """Compute a recorded voorstel once more from the kept rules, and compare.

        Raises:
            NietGevonden: when this gemeente has no such voorstel.
            Beschadigd: when the rules or the outcome are not as they were recorded.
            DiagnoseFout: when this version of the program cannot read the rules or the intake.
            GeenUniekeUitkomst: when the rules now give an outcome no value or two.
        """
        opgenomen = self.haal(id_)
        if som(opgenomen.uitkomst) != opgenomen.uitkomst_hash:
            raise Beschadigd("de uitkomst")
        bewaard = Regelwerken(self.sessie).haal(opgenomen.regelwerk)
        opnieuw = bereken(opgenomen.intake, bewaard)
        zelfde_spoor = opnieuw.spoor == opgenomen.spoor
        return Herhaling(
            opnieuw.uitkomst == opgenomen.uitkomst,
            zelfde_spoor if opgenomen.spoor_versie == SPOOR_VERSIE else None,
        )

    def voeg_toe(
        self, gesprek: str, versie: int, regelwerk: str, intake: str, berekend: Berekend
    ) -> str:
        """Record what a gesprek came to in the version that was computed; return the id.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
            NietToegestaan: when the gesprek is closed.
            Verouderd: when the gesprek has another version by now.
        """
        vraag = self.rijen(Gesprek, Gesprek.id == gesprek).with_for_update()
        rij = self.sessie.scalar(vraag.execution_options(populate_existing=True))
        if rij is None:
            raise NietGevonden("gesprek")
        if rij.status != LOOPT:
            raise NietToegestaan(f"Dit gesprek is {rij.status}; er komt geen voorstel meer bij.")
        if rij.versie != versie:
            raise Verouderd
        voorstel = Voorstelrij(
            gemeente=self.gemeente,
            id=nieuw_id(),
            gesprek=gesprek,
            gesprek_versie=versie,
            regelwerk=regelwerk,
            motorversie=motorversie(),
            spoor_versie=SPOOR_VERSIE,
            intake=intake,
            uitkomst=berekend.uitkomst,
            uitkomst_hash=som(berekend.uitkomst),
            spoor=berekend.spoor,
            rest=berekend.rest,
            door=self.identiteit.sub,
            op=nu(),
        )
        self.sessie.add(voorstel)
        self.sessie.flush()
        return voorstel.id


def leg_vast(bank: Bank, identiteit: Identiteit, gesprek: str, motoren: Motoren) -> str:
    """Compute the voorstel of a gesprek on both engines and record it; return its id.

    Raises:
        NietGevonden: when this gemeente has no such gesprek.
        NietToegestaan: when the gesprek is closed.
        Verouderd: when the gesprek changed meanwhile.
        DiagnoseFout, GeenUniekeUitkomst, NietZeker: as `reken_uit`.
    """
    neem_op = reken_uit(bank, identiteit, gesprek, motoren)
    with bank.sessie(identiteit) as sessie:
        return neem_op(sessie)


def reken_uit(
    bank: Bank, identiteit: Identiteit, gesprek: str, motoren: Motoren
) -> Callable[[Sessie], str]:
    """Compute the voorstel of a gesprek on both engines; return what records it in a session.

    The computing is done outside any transaction. When it does not come to a voorstel that two
    engines agree on, nothing is recorded and the gesprek stays as it is. What records it returns
    the id, and raises what `Voorstellen.voeg_toe` does.

    Raises:
        NietGevonden: when this gemeente has no such gesprek.
        DiagnoseFout: when the intake cannot be used.
        GeenUniekeUitkomst: when the rules give an outcome no value or two.
        NietZeker: when the engines differ, or the second gives no answer.
    """
    with bank.sessie(identiteit) as sessie:
        gesprekken = Gesprekken(sessie, identiteit)
        stand, intake = gesprekken.haal(gesprek), canoniek(gesprekken.intake(gesprek))
        bewaard = Regelwerken(sessie).haal(stand.regelwerk)
    berekend = bereken(intake, bewaard, motoren)

    def neem_op(sessie: Sessie) -> str:
        return Voorstellen(sessie, identiteit).voeg_toe(
            gesprek, stand.versie, bewaard.hash, intake, berekend
        )

    return neem_op


def _opgenomen(rij: Voorstelrij) -> Opgenomen:
    return Opgenomen(
        id=rij.id,
        gesprek=rij.gesprek,
        gesprek_versie=rij.gesprek_versie,
        regelwerk=rij.regelwerk,
        motorversie=rij.motorversie,
        spoor_versie=rij.spoor_versie,
        intake=rij.intake,
        uitkomst=rij.uitkomst,
        uitkomst_hash=rij.uitkomst_hash,
        spoor=rij.spoor,
        rest=rij.rest,
        door=rij.door,
        op=rij.op,
    )

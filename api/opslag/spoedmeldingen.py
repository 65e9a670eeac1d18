"""Spoedmeldingen: as they were sent, with the gesprek begun from them and what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from api.aanmelding.identiteit import Rol
from api.aanmelding.toegang import eis
from api.opslag.besluiten import Besluiten
from api.opslag.bewaarplaats import Bewaarplaats, nieuw_id, nu
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.kenmerk import eigen_kenmerk
from api.opslag.kluis import Kluis
from api.opslag.onderdelen import ANTWOORDEN, DATA, Wijziging
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.regelwerken import Regelwerken
from api.opslag.spoedkoppeling import Reden
from api.opslag.tabellen import Spoedbehandeling, Spoedmelding
from api.opslag.verhuizing import Verhuizing
from api.opslag.voorstellen import Voorstellen
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.indicatie.spoedkeuze import GEKOZEN
from engine.indicatie.spoedtoets import KENMERK, Melding, lees_melding
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import GEEN, ROUTE

_BEHANDELT = (Rol.CONSULENT, Rol.BACKOFFICE)
_ACUUT, _GEMEENTE = "nu_acuut", "gemeente"
_AANLEIDING, _NA_SPOED = "aanleiding", "na_spoedmelding"
_PEILDATUM = "peildatum"
_DELEN = {_PEILDATUM, "antwoorden", DATA}
_VRIJ = {"wie_zegt", "ook"}
"""What somebody may write in their own words with an answer."""


@dataclass(frozen=True, slots=True)
class Sluiting:
    """When and why a spoedmelding was closed, and by whom."""

    op: datetime
    reden: Reden
    door: str


@dataclass(frozen=True, slots=True)
class Spoedstand:
    """A spoedmelding as it stands; `intake` is what was sent."""

    id: str
    kenmerk: str | None
    intake: dict[str, Any]
    regelwerk: str
    op: datetime
    door: str
    gesprek: str | None
    gesloten: Sluiting | None

    @property
    def gekozen(self) -> int | None:
        """The arrangement that the provider chose."""
        antwoord = _antwoorden(self.intake).get(GEKOZEN)
        gekozen = antwoord.get("waarde") if isinstance(antwoord, dict) else antwoord
        return None if gekozen is None else int(gekozen)


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """An arrangement, or the route that takes its place."""

    arrangement: int | None
    route: str | None


@dataclass(frozen=True, slots=True)
class Besluitstand:
    """What the provider chose, the rules proposed and the gemeente decided; None: not yet."""

    gekozen: int | None
    voorgesteld: Uitkomst | None
    besloten: Uitkomst | None


class Spoedmeldingen(Bewaarplaats):
    """The spoedmeldingen that an identity may see.

    A consulent and the backoffice see all of their gemeente, an aanbieder those that he sent.
    Every method raises NietBevoegd for who is none of these.
    """

    def dien_in(
        self,
        regelwerk: Regelwerk,
        intake: Mapping[str, Any],
        *,
        kenmerk: str | None = None,
        persoon: Persoonsgegevens | None = None,
    ) -> str:
        """Keep a spoedmelding for the gemeente of who sends it; return the id.

        Whether it belongs to another gemeente is for `elders` to say: nobody writes in a gemeente
        that he does not work for.

        Args:
            regelwerk: the rules in force.
            intake: the answers, as `lees_melding` reads them.
            kenmerk: the sender's own case number, never a BSN; None: the one in the intake.
            persoon: who it is about; kept apart and encrypted.

        Raises:
            DiagnoseFout: when the rules cannot read the intake.
            NietToegestaan: when it holds free text, or the kenmerk looks like a BSN.
            NietTeBewaren: when JSON cannot hold the content exactly.
            SleutelFout: when there are personal data and no key; nothing is kept then.
        """
        eis(self.identiteit, Rol.AANBIEDER, *_BEHANDELT)
        inhoud = {naam: deel for naam, deel in intake.items() if naam != KENMERK}
        eigen = kenmerk if kenmerk is not None else str(intake.get(KENMERK) or "")
        melding = _gelezen(regelwerk, inhoud)
        _weiger_vrije_tekst(melding, inhoud)
        rij = Spoedmelding(
            gemeente=self.gemeente,
            id=nieuw_id(),
            kenmerk=eigen_kenmerk(eigen),
            regelwerk=Regelwerken(self.sessie).bewaar(regelwerk),
            intake=canoniek(inhoud),
            door=self.identiteit.sub,
            op=nu(),
        )
        self.sessie.add(rij)
        self.sessie.flush()
        self.sessie.add(Spoedbehandeling(gemeente=self.gemeente, spoedmelding=rij.id))
        self.sessie.flush()
        if persoon is not None and not persoon.is_leeg:
            Kluis(self.sessie, self.identiteit).bewaar(rij.id, persoon)
        return rij.id

    def haal(self, id_: str) -> Spoedstand:
        """Return a spoedmelding as it stands.

        Raises:
            NietGevonden: when this identity may see no such spoedmelding.
        """
        rij = self.sessie.execute(self._vraag(Spoedmelding.id == id_)).first()
        if rij is None:
            raise NietGevonden("spoedmelding")
        return _stand(rij)

    def lijst(self, *, ook_gesloten: bool = False) -> list[Spoedstand]:
        """Return the spoedmeldingen, the first received first; the closed ones when asked for."""
        eisen = () if ook_gesloten else (Spoedbehandeling.gesloten.is_(None),)
        vraag = self._vraag(*eisen).order_by(Spoedmelding.op, Spoedmelding.id)
        return [_stand(rij) for rij in self.sessie.execute(vraag)]

    def melding(self, stand: Spoedstand) -> Melding:
        """Return a spoedmelding to check, under the rules by which it was received.

        Raises:
            NietGevonden, Beschadigd, DiagnoseFout: as `Regelwerken.haal`.
        """
        bewaard = Regelwerken(self.sessie).haal(stand.regelwerk)
        return _gelezen(bewaard.regelwerk, stand.intake, stand.kenmerk)

    def met_gesprek(self, stand: Spoedstand) -> Melding:
        """Return a spoedmelding with all that its gesprek has made known since.

        What was answered at the table goes before what was sent. What the rules of the melding
        cannot read, because the gesprek went on under other rules, stays out.

        Raises:
            NietGevonden, Beschadigd, DiagnoseFout: as `melding`.
        """
        if stand.gesprek is None:
            return self.melding(stand)
        regelwerk = Regelwerken(self.sessie).haal(stand.regelwerk).regelwerk
        vragen = self.melding(stand).intake.boek.vragen
        intake = Gesprekken(self.sessie, self.identiteit).intake(stand.gesprek)
        nu = {naam: deel for naam, deel in _antwoorden(intake).items() if naam in vragen}
        eigen = _antwoorden(stand.intake)
        rest = {naam: deel for naam, deel in intake.items() if naam not in _DELEN}
        vast = {_PEILDATUM: stand.intake[_PEILDATUM]} if _PEILDATUM in stand.intake else {}
        try:
            return _gelezen(regelwerk, {**rest, **vast, "antwoorden": eigen | nu}, stand.kenmerk)
        except DiagnoseFout as mis:
            past_niet = {tuple(d.pad.split("/")[1:3]) for d in mis.diagnoses}
        nu = {naam: deel for naam, deel in nu.items() if ("antwoorden", naam) not in past_niet}
        return _gelezen(regelwerk, {**vast, "antwoorden": eigen | nu}, stand.kenmerk)

    def elders(self, melding: Melding) -> str | None:
        """Return where the client lives when that is another gemeente: send it on to there."""
        woont = melding.intake.feiten().get(_GEMEENTE)
        return woont if isinstance(woont, str) and woont != self.gemeente else None

    def begin_gesprek(self, id_: str, regelwerk: Regelwerk | None = None) -> str:
        """Begin a gesprek with all that a spoedmelding knows filled in; return its id.

        The second time it is the same gesprek, unless that was withdrawn.

        Args:
            id_: the spoedmelding.
            regelwerk: the rules in force, to which the gesprek moves; None: those of the melding.

        Raises:
            NietGevonden: when this gemeente has no such spoedmelding.
            NietToegestaan: when it is closed.
        """
        eis(self.identiteit, *_BEHANDELT)
        behandeling = self._behandeling(id_)
        if behandeling.gesprek is not None:
            return behandeling.gesprek
        if behandeling.gesloten is not None:
            raise NietToegestaan("Deze spoedmelding is gesloten.")
        stand = self.haal(id_)
        eigen = Regelwerken(self.sessie).haal(stand.regelwerk).regelwerk
        delen = _delen(self.melding(stand), stand.intake)
        gesprekken = Gesprekken(self.sessie, self.identiteit)
        gesprek = gesprekken.begin(eigen, stand.kenmerk)
        gesprekken.schrijf(gesprek, [Wijziging(naam, 0, deel) for naam, deel in delen.items()])
        if regelwerk is not None:
            verhuizing = Verhuizing(self.sessie, self.identiteit)
            verhuizing.verhuis(gesprek, regelwerk, date.today())
        behandeling.gesprek = gesprek
        self.sessie.flush()
        return gesprek

    def sluit(self, id_: str, reden: Reden) -> None:
        """Close a spoedmelding; a besluit in its gesprek has done so already.

        Raises:
            NietGevonden: when this gemeente has no such spoedmelding.
            NietToegestaan: when it is closed for another reason, or there is no besluit.
        """
        eis(self.identiteit, *_BEHANDELT)
        behandeling = self._behandeling(id_)
        if behandeling.reden == reden:
            return
        if behandeling.gesloten is not None:
            raise NietToegestaan("Deze spoedmelding is al gesloten.")
        if reden == Reden.BESLUIT:
            raise NietToegestaan("Er is nog geen besluit dat geldt.", "reden")
        behandeling.gesloten, behandeling.reden = nu(), Reden(reden).value
        behandeling.gesloten_door = self.identiteit.sub
        self.sessie.flush()

    def stand_van_besluit(self, id_: str) -> Besluitstand:
        """Return what was chosen, proposed last and decided, by the besluit in force.

        Raises:
            NietGevonden: when this gemeente has no such spoedmelding.
        """
        eis(self.identiteit, *_BEHANDELT)
        stand = self.haal(id_)
        if stand.gesprek is None:
            return Besluitstand(stand.gekozen, None, None)
        voorstellen = Voorstellen(self.sessie, self.identiteit).van_gesprek(stand.gesprek)
        besluit = Besluiten(self.sessie, self.identiteit).geldend(stand.gesprek)
        return Besluitstand(
            stand.gekozen,
            _voorgesteld(voorstellen[-1].uitkomst) if voorstellen else None,
            Uitkomst(besluit.keuze.arrangement, besluit.keuze.route) if besluit else None,
        )

    def persoon(self, id_: str) -> Persoonsgegevens | None:
        """Return who a spoedmelding is about; None when nothing is kept, or no more.

        Raises:
            NietGevonden: when this identity may see no such spoedmelding.
            SleutelFout, Beschadigd: as `Kluis.haal`.
        """
        return Kluis(self.sessie, self.identiteit).haal(self.haal(id_).id)

    def _vraag(self, *waar: ColumnElement[bool]) -> Select[Spoedmelding, Spoedbehandeling]:
        """Return the query for what this identity may see."""
        eis(self.identiteit, Rol.AANBIEDER, *_BEHANDELT)
        vraag = (
            select(Spoedmelding, Spoedbehandeling)
            .join(Spoedbehandeling, Spoedbehandeling.spoedmelding == Spoedmelding.id)
            .where(
                Spoedmelding.gemeente == self.gemeente,
                Spoedbehandeling.gemeente == self.gemeente,
                *waar,
            )
        )
        if self.identiteit.rollen & set(_BEHANDELT):
            return vraag
        return vraag.where(Spoedmelding.door == self.identiteit.sub)

    def _behandeling(self, id_: str) -> Spoedbehandeling:
        """Return what became of a spoedmelding; nobody else changes it until the end."""
        vraag = self.rijen(Spoedbehandeling, Spoedbehandeling.spoedmelding == id_)
        vraag = vraag.with_for_update().execution_options(populate_existing=True)
        rij = self.sessie.scalar(vraag)
        if rij is None:
            raise NietGevonden("spoedmelding")
        return rij


def _stand(rij: Row[Spoedmelding, Spoedbehandeling]) -> Spoedstand:
    melding, behandeling = rij
    sluiting = None
    if behandeling.gesloten is not None:
        assert behandeling.reden is not None and behandeling.gesloten_door is not None
        reden = Reden(behandeling.reden)
        sluiting = Sluiting(behandeling.gesloten, reden, behandeling.gesloten_door)
    return Spoedstand(
        id=melding.id,
        kenmerk=melding.kenmerk,
        intake=json.loads(melding.intake),
        regelwerk=melding.regelwerk,
        op=melding.op,
        door=melding.door,
        gesprek=behandeling.gesprek,
        gesloten=sluiting,
    )


def _gelezen(
    regelwerk: Regelwerk, intake: Mapping[str, Any], kenmerk: str | None = None
) -> Melding:
    """Read a spoedmelding.

    Raises:
        DiagnoseFout: with every problem found.
    """
    knoop, problemen = lees_json(canoniek({**intake, KENMERK: kenmerk or ""}))
    if knoop is None or problemen:
        raise DiagnoseFout(problemen)
    return lees_melding(regelwerk, knoop)


def _weiger_vrije_tekst(melding: Melding, intake: Mapping[str, Any]) -> None:
    """Refuse what somebody wrote in their own words: a name could stand in it, for ever.

    Raises:
        NietToegestaan: when there is any.
    """
    for vraag, antwoord in _antwoorden(intake).items():
        vrij = _VRIJ & set(antwoord) if isinstance(antwoord, dict) else set()
        if vrij or melding.intake.boek.vragen[vraag].vorm.soort == "tekst":
            _geen_plaats_voor(f"bij '{vraag}'")
    anders = set(intake) - _DELEN
    if anders:
        _geen_plaats_voor(f"onder '{min(anders)}'")


def _geen_plaats_voor(plek: str) -> None:
    raise NietToegestaan(
        f"Een spoedmelding bewaart antwoorden en dagen, geen eigen woorden. Haal weg wat {plek} "
        "staat; het hoort in het gesprek.",
        "intake",
    )


def _antwoorden(intake: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of an intake, the days among them: a gesprek asks for those too."""
    return {**(intake.get(DATA) or {}), **intake["antwoorden"]}


def _delen(melding: Melding, intake: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of the gesprek in which all that a spoedmelding knows is filled in."""
    boek = melding.intake.boek
    antwoorden = _antwoorden(intake)
    if _ACUUT in melding.intake.antwoorden:
        antwoorden.setdefault(_ACUUT, "ja")
    aanleiding = boek.vragen.get(_AANLEIDING)
    if aanleiding is not None and _NA_SPOED in (aanleiding.vorm.antwoorden or {}):
        antwoorden[_AANLEIDING] = _NA_SPOED
    delen: dict[str, Any] = {"periode": {_PEILDATUM: melding.intake.peildatum.isoformat()}}
    return delen | {f"{ANTWOORDEN}{vraag}": antwoord for vraag, antwoord in antwoorden.items()}


def _voorgesteld(uitkomst: str) -> Uitkomst | None:
    """Return what a voorstel came to; None while the answers leave it open."""
    gegevens = json.loads(uitkomst)
    route, arrangement = gegevens.get(ROUTE), gegevens.get(ARRANGEMENT)
    if route not in {None, GEEN}:
        return Uitkomst(None, route)
    return None if arrangement is None else Uitkomst(arrangement, None)

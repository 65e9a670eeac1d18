"""Moving a running gesprek to the rules in force: what was renamed follows, nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.aanmelding.identiteit import Identiteit, Rol
from api.opslag.bank import Bank
from api.opslag.bewaarplaats import Bewaarplaats
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.onderdelen import ANTWOORDEN, DATA, NOTITIES, VERVALLEN, Wijziging, als_intake
from api.opslag.regelwerken import Regelwerken
from api.opslag.status import LOOPT
from engine.indicatie.intake import lees_intake
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook, Vraag


@dataclass(frozen=True, slots=True)
class Vervallen:
    """What the new rules have no place for: the part, what stood in it and why, in Dutch."""

    sleutel: str
    inhoud: Any
    reden: str

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"sleutel": self.sleutel, "inhoud": self.inhoud, "reden": self.reden}


@dataclass(frozen=True, slots=True)
class Verhuisd:
    """What moving came to: all parts, what got another name and what has no place any more."""

    delen: Mapping[str, Any]
    hernoemd: Mapping[str, str]
    vervallen: tuple[Vervallen, ...]


def verhuis(delen: Mapping[str, Any], regelwerk: Regelwerk, boek: Rulebook) -> Verhuisd:
    """Return the parts of a gesprek as they are under the rules of `boek`.

    Every part that goes in comes out: under its name, under a new name, or in `vervallen`, which
    is also a part itself, after what had lapsed before.
    """
    return _Verhuizer(regelwerk, boek).verhuis(delen)


class _Verhuizer:
    def __init__(self, regelwerk: Regelwerk, boek: Rulebook) -> None:
        self.regelwerk = regelwerk
        self.boek = boek
        self.namen = {
            oud: vraag.id for vraag in boek.vragen.values() for oud in vraag.vorm.hernoemd_van
        }
        self.delen: dict[str, Any] = {}
        self.hernoemd: dict[str, str] = {}
        self.vervallen: list[Vervallen] = []

    def verhuis(self, delen: Mapping[str, Any]) -> Verhuisd:
        # What has its own name goes first: a renamed part never takes its place.
        for sleutel, inhoud in sorted(delen.items(), key=lambda d: self._nieuwe_naam(d[0]) != d[0]):
            if sleutel.startswith(ANTWOORDEN):
                self._antwoord(sleutel, inhoud)
            elif sleutel == DATA and isinstance(inhoud, dict):
                self.delen[DATA] = self._data(inhoud)
            elif sleutel.startswith(NOTITIES) and not self._heeft_thema(sleutel):
                self._vervalt(sleutel, inhoud, "Dit thema is er niet meer.")
            else:
                self.delen[sleutel] = inhoud
        if self.vervallen:
            eerder = self.delen.get(VERVALLEN) or []
            self.delen[VERVALLEN] = [*eerder, *(v.als_json() for v in self.vervallen)]
        return Verhuisd(self.delen, self.hernoemd, tuple(self.vervallen))

    def _heeft_thema(self, sleutel: str) -> bool:
        return sleutel.removeprefix(NOTITIES) in self.boek.kop.themas

    def _nieuwe_naam(self, sleutel: str) -> str:
        naam = sleutel.removeprefix(ANTWOORDEN)
        return ANTWOORDEN + self.namen.get(naam, naam) if naam != sleutel else sleutel

    def _vervalt(self, sleutel: str, inhoud: Any, reden: str) -> None:
        self.vervallen.append(Vervallen(sleutel, inhoud, reden))

    def _antwoord(self, sleutel: str, inhoud: Any) -> None:
        nieuw = self._nieuwe_naam(sleutel)
        vraag = self.boek.vragen.get(nieuw.removeprefix(ANTWOORDEN))
        if vraag is None:
            self._vervalt(sleutel, inhoud, "Deze vraag wordt niet meer gesteld.")
        elif nieuw in self.delen:
            self._vervalt(
                sleutel, inhoud, "De vraag die hiervoor in de plaats kwam, heeft al een antwoord."
            )
        else:
            vertaald = _vertaald(inhoud, vraag)
            if self._past({nieuw: vertaald}):
                self.delen[nieuw] = vertaald
                if nieuw != sleutel:
                    self.hernoemd[sleutel] = nieuw
            else:
                self._vervalt(sleutel, inhoud, "Dit antwoord past niet meer bij de vraag.")

    def _data(self, inhoud: Mapping[str, Any]) -> dict[str, Any]:
        over: dict[str, Any] = {}
        for naam in sorted(inhoud, key=lambda n: n in self.namen):
            nieuw = self.namen.get(naam, naam)
            if nieuw not in over and self._past({DATA: {nieuw: inhoud[naam]}}):
                over[nieuw] = inhoud[naam]
                if nieuw != naam:
                    self.hernoemd[f"{DATA}/{naam}"] = f"{DATA}/{nieuw}"
            else:
                reden = "Deze datum wordt niet meer gevraagd, of past niet meer."
                self._vervalt(f"{DATA}/{naam}", inhoud[naam], reden)
        return over

    def _past(self, delen: Mapping[str, Any]) -> bool:
        """Tell whether the rules can read these parts; an answer is needed to read an intake."""
        intake = als_intake(delen) | {"peildatum": self.boek.vanaf.isoformat()}
        intake["antwoorden"] = intake["antwoorden"] or {next(iter(self.boek.vragen)): None}
        knoop, problemen = lees_json(canoniek(intake))
        if knoop is None or problemen:
            return False
        try:
            lees_intake(self.regelwerk, knoop)
        except DiagnoseFout:
            return False
        return True


def _vertaald(inhoud: Any, vraag: Vraag) -> Any:
    """Return an answer with the answers in it under the names that they have now."""
    namen = {
        oud: naam
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items()
        for oud in antwoord.hernoemd_van
    }
    if not namen:
        return inhoud
    delen = set(vraag.vorm.per or ())
    if not isinstance(inhoud, dict) or (delen and not {"waarde", "onbekend"} & set(inhoud)):
        return _waarde(inhoud, namen)
    nieuw = dict(inhoud)
    for sleutel in {"waarde", "twijfel"} & set(nieuw):
        nieuw[sleutel] = _waarde(nieuw[sleutel], namen)
    if isinstance(nieuw.get("ook"), list):
        nieuw["ook"] = [
            {**lezing, "waarde": _waarde(lezing.get("waarde"), namen)}
            if isinstance(lezing, dict)
            else lezing
            for lezing in nieuw["ook"]
        ]
    return nieuw


def _waarde(waarde: Any, namen: Mapping[str, str]) -> Any:
    if isinstance(waarde, list):
        return [_waarde(deel, namen) for deel in waarde]
    if isinstance(waarde, dict):
        return {deel: _waarde(gekozen, namen) for deel, gekozen in waarde.items()}
    return namen.get(waarde, waarde) if isinstance(waarde, str) else waarde


class Verhuizing(Bewaarplaats):
    """Moves the running gesprekken of a gemeente."""

    def verhuis(self, id_: str, regelwerk: Regelwerk, vandaag: date) -> Verhuisd | None:
        """Move a running gesprek to a regelwerk; None when there is nothing to do.

        Args:
            id_: the gesprek.
            regelwerk: the rules in force.
            vandaag: the day whose rules count while the gesprek has no peildatum.

        Raises:
            NietGevonden: when this gemeente has no such gesprek.
        """
        gesprekken = Gesprekken(self.sessie, self.identiteit)
        hash_ = Regelwerken(self.sessie).bewaar(regelwerk)
        stand = gesprekken.haal(id_, vast=True)
        boek = regelwerk.op(_peildatum(stand.inhoud) or vandaag)
        if stand.status != LOOPT or stand.regelwerk == hash_ or boek is None:
            return None
        verhuisd = verhuis(stand.inhoud, regelwerk, boek)
        gesprekken.schrijf(id_, _wijzigingen(stand.inhoud, verhuisd, gesprekken.versies(id_)))
        gesprekken.zet_regelwerk(id_, hash_)
        return verhuisd

    def verhuis_alle(self, regelwerk: Regelwerk, vandaag: date) -> dict[str, Verhuisd]:
        """Move every running gesprek of an earlier version of these rules.

        Returns:
            What each came to, by the id of the gesprek.
        """
        eerder = Regelwerken(self.sessie).versies(regelwerk.kop.regelwerk)
        lopend = Gesprekken(self.sessie, self.identiteit).lopend_onder(eerder)
        gedaan = {id_: self.verhuis(id_, regelwerk, vandaag) for id_ in lopend}
        return {id_: verhuisd for id_, verhuisd in gedaan.items() if verhuisd is not None}


def verhuis_lopende(bank: Bank, regelwerk: Regelwerk, vandaag: date) -> None:
    """Move the running gesprekken of every gemeente to the rules in force."""
    for gemeente in bank.gemeenten():
        # No person does this, so the history names what did.
        wie = Identiteit("verhuizing", frozenset({Rol.BELEIDSVASTSTELLER}), gemeente)
        with bank.sessie(wie) as sessie:
            Verhuizing(sessie, wie).verhuis_alle(regelwerk, vandaag)


def _wijzigingen(
    oud: Mapping[str, Any], verhuisd: Verhuisd, versies: Mapping[str, int]
) -> Iterator[Wijziging]:
    for sleutel in sorted({*oud, *verhuisd.delen}):
        yield Wijziging(sleutel, versies.get(sleutel, 0), verhuisd.delen.get(sleutel))


def _peildatum(inhoud: Mapping[str, Any]) -> date | None:
    periode = inhoud.get("periode")
    tekst = periode.get("peildatum") if isinstance(periode, dict) else None
    try:
        return date.fromisoformat(tekst) if isinstance(tekst, str) else None
    except ValueError:
        return None

"""Linking events and documents: what must be done by whom, and what a text must say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.rulebook import vorm_stukken
from engine.rulebook.diagnose import Positie, Verwant, bedoelde_u_of_lijst
from engine.rulebook.inlezen import Deel
from engine.rulebook.knoop import Knoop
from engine.rulebook.namen import Namen
from engine.rulebook.rulebook import VELDEN, Actie, Gebeurtenis, Stap, Stuk, Stukdeel, Voorwaarde
from engine.rulebook.voorwaarden import Lezer

INVULWOORD = re.compile(r"\{([^{}]*)\}")
_TELSTAPPEN = ("dagen", "weken", "maanden", "werkdagen")
_VASTE_STAPPEN = (
    "begin_van_de_maand",
    "einde_van_de_maand",
    "dag_ervoor",
    "dag_erna",
    "volgende_werkdag",
)
_TIJD = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_AANTAL = re.compile(r"-?\d{1,4}")


def lees_stappen(namen: Namen, knoop: Knoop) -> tuple[Stap, ...]:
    """Return the steps of a term; a time can only be the last."""
    stappen = tuple(_stap(namen, deel) for deel in knoop.delen())
    for nummer, stap in enumerate(stappen[:-1]):
        if stap is not None and stap.soort == "tijd":
            namen.meld(
                "sleutels-botsen",
                "Een tijd kan alleen de laatste stap zijn.",
                "Zet de tijd achteraan.",
                knoop.op(nummer).positie,
            )
    return tuple(s for s in stappen if s is not None)


def _stap(namen: Namen, knoop: Knoop) -> Stap | None:
    if knoop.soort == "tekst" and knoop.tekst in _VASTE_STAPPEN:
        return Stap(knoop.tekst)
    if knoop.soort == "map" and len(knoop.map) == 1:
        soort, waarde = next(iter(knoop.map.items()))
        if soort == "tijd" and _TIJD.fullmatch(waarde.tekst):
            return Stap("tijd", tijd=waarde.tekst)
        if soort in _TELSTAPPEN and _AANTAL.fullmatch(waarde.tekst):
            return Stap(soort, int(waarde.tekst))
    namen.meld(
        "ongeldige-keuze",
        "Deze stap bestaat niet.",
        'Kies uit: {dagen: n}, {weken: n}, {maanden: n}, {werkdagen: n}, {tijd: "09:00"}, '
        f"{', '.join(_VASTE_STAPPEN)}.",
        knoop.positie,
        pad=knoop.pad,
    )
    return None


def datumvraag(namen: Namen, knoop: Knoop, naam: str) -> None:
    """Report a name that is no question to a date."""
    datums = [n for n, b in namen.begrippen.items() if b.soort == "datum"]
    begrip = namen.begrippen.get(naam)
    if begrip is None:
        namen.meld_onbekend("onbekende-verwijzing", "De datumvraag", knoop, datums)
    elif begrip.soort != "datum":
        namen.meld(
            "past-niet-bij-soort",
            f"'{naam}' is geen vraag naar een datum.",
            f"Kies uit: {', '.join(datums)}." if datums else "Maak een vraag: soort: datum.",
            knoop.positie,
            pad=knoop.pad,
        )


@dataclass(slots=True)
class KoppelStukken:
    """Links the events and documents of one period."""

    namen: Namen
    lezer: Lezer

    def gebeurtenissen(self) -> dict[str, Gebeurtenis]:
        """Return the events with their actions."""
        return {
            n: Gebeurtenis(n, d.vorm, tuple(self._acties(d)), self.namen.grond(d))
            for n, d in self.namen.gebeurtenissen.items()
        }

    def _acties(self, deel: Deel[vorm_stukken.Gebeurtenis]) -> Iterator[Actie]:
        acties = deel.knoop.op("acties")
        self._een_keer((a.id for a in deel.vorm.acties), acties)
        for actie, knoop in zip(deel.vorm.acties, acties.delen(), strict=True):
            plek = knoop.op("id").positie or deel.positie
            self._invulwoorden(knoop, ("dag",))
            self._vanaf(actie, knoop)
            yield Actie(
                actie.id,
                actie,
                self._als(knoop),
                lees_stappen(self.namen, knoop.op("uiterlijk")) if actie.uiterlijk else (),
                self.namen.grond_van(actie, deel.bestand, knoop, plek),
                actie.vanaf or "",
            )

    def _vanaf(self, actie: vorm_stukken.Actie, knoop: Knoop) -> None:
        if actie.vanaf is None:
            return
        datumvraag(self.namen, knoop.op("vanaf"), actie.vanaf)
        self.lezer.in_verslag.add(actie.vanaf)
        if not actie.uiterlijk:
            self.namen.meld(
                "sleutel-ontbreekt",
                "Bij 'vanaf' ontbreekt 'uiterlijk'.",
                "Schrijf de stappen: uiterlijk: [{dagen: 0}] is die dag zelf.",
                knoop.sleutel("vanaf"),
            )

    def stukken(self) -> dict[str, Stuk]:
        """Return the documents with their parts."""
        return {
            n: Stuk(n, d.vorm.titel, tuple(self._delen(d)), self.namen.grond(d))
            for n, d in self.namen.stukken.items()
        }

    def _delen(self, deel: Deel[vorm_stukken.Stuk]) -> Iterator[Stukdeel]:
        delen = deel.knoop.op("delen")
        self._een_keer((d.id for d in deel.vorm.delen), delen)
        bekend = [*self.namen.begrippen, *VELDEN, *self.namen.parameters]
        for inhoud, knoop in zip(deel.vorm.delen, delen.delen(), strict=True):
            plek = knoop.op("id").positie or deel.positie
            for naam, waar in zip(inhoud.nodig, knoop.op("nodig").delen(), strict=False):
                if naam not in bekend:
                    self.namen.meld_onbekend("onbekende-naam", "De naam", waar, bekend)
                self.lezer.in_verslag.add(naam)
            self._invulwoorden(knoop, bekend)
            yield Stukdeel(
                inhoud.id,
                inhoud,
                self._als(knoop),
                self.namen.grond_van(inhoud, deel.bestand, knoop, plek),
            )

    def _als(self, knoop: Knoop) -> Voorwaarde | None:
        if "als" not in knoop.map:
            return None
        self.lezer.voor_verslag = True
        voorwaarde = self.lezer.lees(knoop.map["als"])
        self.lezer.voor_verslag = False
        return voorwaarde

    def _een_keer(self, namen: Iterable[str], lijst: Knoop) -> None:
        gezien: dict[str, Positie | None] = {}
        for naam, knoop in zip(namen, lijst.delen(), strict=True):
            hier = knoop.op("id").positie
            eerder = gezien.get(naam)
            if eerder is not None:
                self.namen.meld(
                    "dubbele-naam",
                    f"De naam '{naam}' bestaat al.",
                    "Geef een van de twee een andere naam.",
                    hier,
                    Verwant("Hier staat de eerste.", eerder),
                )
            gezien.setdefault(naam, hier)

    def _invulwoorden(self, knoop: Knoop, bekend: Iterable[str]) -> None:
        mogelijk = list(bekend)
        for sleutel in ("doet", "tekst", "u"):
            deel = knoop.map.get(sleutel)
            for woord in INVULWOORD.findall(deel.tekst) if deel is not None else ():
                if woord not in mogelijk:
                    self.namen.meld(
                        "onbekend-invulwoord",
                        f"'{{{woord}}}' kan hier niet worden ingevuld.",
                        bedoelde_u_of_lijst(woord, mogelijk),
                        deel.positie if deel else None,
                    )
                self.lezer.in_verslag.add(woord)
                if woord in self.namen.parameters:
                    self.lezer.parameters.add(woord)

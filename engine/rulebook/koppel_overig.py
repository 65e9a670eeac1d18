"""Linking what is neither question nor rule: the weekrooster, terms, routes and signals."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rulebook import vorm
from engine.rulebook.diagnose import Positie, Verwant
from engine.rulebook.inlezen import Deel
from engine.rulebook.knoop import Knoop
from engine.rulebook.koppel_stukken import datumvraag, lees_stappen
from engine.rulebook.namen import Namen
from engine.rulebook.rulebook import (
    Aanduiding,
    DagenTussen,
    Rooster,
    Telling,
    Termijn,
    Weekrooster,
)
from engine.rulebook.voorwaarden import Lezer


@dataclass(slots=True)
class KoppelOverig:
    """Links the remaining sections of one period."""

    namen: Namen
    lezer: Lezer

    def weekrooster(self) -> Weekrooster | None:
        """Return the question about the weekrooster; only one file of a period may have it."""
        gevonden: Weekrooster | None = None
        eerste: Positie | None = None
        for bestand in self.namen.bestanden:
            vorm_, knoop = bestand.kop.weekrooster, bestand.knoop.op("weekrooster")
            plek = bestand.knoop.sleutel("weekrooster")
            if vorm_ is None or plek is None:
                continue
            if eerste is not None:
                self.namen.meld(
                    "dubbele-naam",
                    "Het weekrooster staat in meer dan een bestand dat in deze periode geldt.",
                    "Laat het in een van de bestanden staan.",
                    plek,
                    Verwant("Hier staat het eerste.", eerste),
                )
                continue
            eerste = plek
            themas = self.namen.gelezen.kop.themas if self.namen.gelezen.kop else {}
            if vorm_.thema not in themas:
                self._onbekend("Het thema", knoop.op("thema"), themas)
            if vorm_.kortste_contact not in self.namen.parameters:
                self._onbekend("De parameter", knoop.op("kortste_contact"), self.namen.parameters)
                continue
            self.lezer.parameters.add(vorm_.kortste_contact)
            waarde = self.lezer.grens(knoop.op("kortste_contact"))
            if waarde is not None:
                grond = self.namen.grond_van(vorm_, bestand, knoop, plek)
                gevonden = Weekrooster(vorm_, waarde, grond)
        return gevonden

    def _onbekend(self, wat: str, knoop: Knoop, mogelijk: object) -> None:
        namen = list(mogelijk) if isinstance(mogelijk, dict | list | tuple) else []
        self.namen.meld_onbekend("onbekende-verwijzing", wat, knoop, namen)

    def tellingen(self) -> dict[str, Telling]:
        """Return the counts; a `som` may only name other counts."""
        for naam, deel in self.namen.tellingen.items():
            for nummer, lid in enumerate(deel.vorm.som or ()):
                plek = deel.knoop.op("som")
                plek = plek.op(nummer) if plek.soort == "lijst" else plek
                if lid not in self.namen.tellingen or lid == naam:
                    self._onbekend("De telling", plek, self.namen.tellingen)
                self.lezer.gebruikt.add(lid)
        return {n: Telling(n, d.vorm, self.namen.grond(d)) for n, d in self.namen.tellingen.items()}

    def roosters(self) -> dict[str, Rooster]:
        """Return the other weekroosters with the outcome that they compare."""
        for deel in self.namen.roosters.values():
            vorm_ = deel.vorm
            if sum(map(bool, (vorm_.telt_ook, vorm_.tijd, vorm_.fasen))) != 1:
                self.namen.meld(
                    "sleutels-botsen",
                    f"Het rooster '{deel.naam}' moet precies een van 'telt_ook', 'tijd' en "
                    "'fasen' hebben.",
                    "Schrijf welke rijen ook tellen, of tijd: goed, of fasen: daalt.",
                    deel.positie,
                )
            if deel.vorm.vergelijk not in self.namen.uitkomsten:
                self._onbekend("De uitkomst", deel.knoop.op("vergelijk"), self.namen.uitkomsten)
            if deel.vorm.signaal not in self.namen.signalen:
                self._onbekend("Het signaal", deel.knoop.op("signaal"), self.namen.signalen)
            self.lezer.gebruikt.add(deel.vorm.signaal)
        return {n: Rooster(n, d.vorm, self.namen.grond(d)) for n, d in self.namen.roosters.items()}

    def dagen_tussen(self) -> dict[str, DagenTussen]:
        """Return the numbers of days, each between two date questions."""
        for deel in self.namen.dagen_tussen.values():
            for sleutel, naam in (("van", deel.vorm.van), ("tot", deel.vorm.tot)):
                datumvraag(self.namen, deel.knoop.op(sleutel), naam)
                self.lezer.gebruikt.add(naam)
        return {
            n: DagenTussen(n, d.vorm.titel, d.vorm.van, d.vorm.tot, self.namen.grond(d))
            for n, d in self.namen.dagen_tussen.items()
        }

    def termijnen(self) -> dict[str, Termijn]:
        """Return the terms with their steps read."""
        termijnen = {}
        for naam, deel in self.namen.termijnen.items():
            self._dag(deel.knoop.op("vanaf"), deel.vorm.vanaf)
            eis = deel.vorm.alleen_als or vorm.Dagvergelijking()
            for sleutel, ander in (("voor", eis.voor), ("hoogstens", eis.hoogstens)):
                if ander is not None:
                    self._dag(deel.knoop.op("alleen_als", sleutel), ander)
            if deel.vorm.alleen_als is not None and (eis.voor is None) == (eis.hoogstens is None):
                self.namen.meld(
                    "sleutels-botsen",
                    "'alleen_als' van een termijn heeft precies een van 'voor' en 'hoogstens'.",
                    "Schrijf bijvoorbeeld alleen_als: {hoogstens: einddatum}.",
                    deel.knoop.sleutel("alleen_als"),
                )
            termijnen[naam] = Termijn(
                naam,
                deel.vorm.titel,
                deel.vorm.vanaf,
                lees_stappen(self.namen, deel.knoop.op("stappen")),
                self.namen.grond(deel),
                deel.vorm.soort == "eerste_dag",
                eis.voor or "",
                eis.hoogstens or "",
            )
        return termijnen

    def _dag(self, knoop: Knoop, naam: str) -> None:
        """Check that a name is a term, or a question to a date that the verslag then needs."""
        if naam not in self.namen.termijnen:
            datumvraag(self.namen, knoop, naam)
            self.lezer.in_verslag.add(naam)

    def routes(self) -> dict[str, Aanduiding]:
        """Return the routes, first choice first."""
        return {
            n: Aanduiding(n, d.vorm.titel, "route", d.vorm.u, False, self.namen.grond(d))
            for n, d in self.namen.routes.items()
        }

    def signalen(self) -> dict[str, Aanduiding]:
        """Return the signals with their kind."""
        return {n: self._signaal(d) for n, d in self.namen.signalen.items()}

    def _signaal(self, deel: Deel[vorm.Signaal]) -> Aanduiding:
        vorm_ = deel.vorm
        return Aanduiding(
            deel.naam, vorm_.titel, vorm_.soort, "", vorm_.vertrouwelijk, self.namen.grond(deel)
        )

"""Linking what is neither question nor rule: the weekrooster, terms, routes and signals."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rulebook import vorm
from engine.rulebook.inlezen import Deel
from engine.rulebook.knoop import Knoop
from engine.rulebook.koppel_stukken import lees_stappen
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
        """Return the question about the weekrooster, from the first file that has it."""
        for bestand in self.namen.bestanden:
            vorm_, knoop = bestand.kop.weekrooster, bestand.knoop.op("weekrooster")
            plek = bestand.knoop.sleutel("weekrooster")
            if vorm_ is None or plek is None:
                continue
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
                return Weekrooster(vorm_, waarde, grond)
        return None

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
                self._datumvraag(deel.knoop.op(sleutel), naam)
                self.lezer.gebruikt.add(naam)
        return {
            n: DagenTussen(n, d.vorm.titel, d.vorm.van, d.vorm.tot, self.namen.grond(d))
            for n, d in self.namen.dagen_tussen.items()
        }

    def _datumvraag(self, knoop: Knoop, naam: str) -> None:
        datums = [n for n, b in self.namen.begrippen.items() if b.soort == "datum"]
        begrip = self.namen.begrippen.get(naam)
        if begrip is None:
            self._onbekend("De datumvraag", knoop, datums)
        elif begrip.soort != "datum":
            self.namen.meld(
                "past-niet-bij-soort",
                f"'{naam}' is geen vraag naar een datum.",
                f"Kies uit: {', '.join(datums)}." if datums else "Maak een vraag: soort: datum.",
                knoop.positie,
                pad=knoop.pad,
            )

    def termijnen(self) -> dict[str, Termijn]:
        """Return the terms with their steps read."""
        termijnen = {}
        for naam, deel in self.namen.termijnen.items():
            if deel.vorm.vanaf not in self.namen.termijnen:
                self._datumvraag(deel.knoop.op("vanaf"), deel.vorm.vanaf)
                self.lezer.in_verslag.add(deel.vorm.vanaf)
            heel = lees_stappen(self.namen, deel.knoop.op("stappen"))
            termijnen[naam] = Termijn(
                naam, deel.vorm.titel, deel.vorm.vanaf, heel, self.namen.grond(deel)
            )
        return termijnen

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

"""Rule tests: intakes with what the rules must say of them, written from the sources.

They live beside the rules in `toetsen/`, are read like rules and are checked like rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from engine.evaluation.spoor import GeenUniekeUitkomst, Spoor
from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.kosten_json import tarief_json
from engine.indicatie.overige_json import datums
from engine.indicatie.termijnen import bereken
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.rulebook.diagnose import Diagnose, DiagnoseFout, Positie, bedoelde_u_of_lijst
from engine.rulebook.klassen import NVT
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import lees_bestand, lees_yaml
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import GEEN, WEEKROOSTER, Rulebook
from engine.rulebook.vorm_basis import EenOfMeer, Naam, NietLeeg, Tekst, Vorm, Vrij
from engine.rulebook.vorm_grond import Bron
from engine.rulebook.vormcontrole import controleer_vorm

_INTAKE = (
    "peildatum",
    "ingangsdatum",
    "einddatum",
    "data",
    "vorige_indicatie",
    "antwoorden",
    "fasen",
    "golven",
    "weekrooster_compleet",
    "weekrooster",
)


class Verwachting(Vorm):
    """Wat er uit moet komen; elke andere sleutel is een uitkomst van de regels."""

    signalen: list[Naam] = Field(default_factory=list)
    """Signalen die er zijn."""
    geen_signaal: list[Naam] = Field(default_factory=list)
    """Signalen die er niet zijn."""
    open: list[Naam] = Field(default_factory=list)
    """Vragen die nog open staan voor het advies."""
    niet_open: list[Naam] = Field(default_factory=list)
    """Vragen die niet meer open staan voor het advies."""
    termijnen: dict[Naam, Tekst] = Field(default_factory=dict)
    """Per termijn de uiterste dag, met de tijd als die er is; geen als de termijn niet loopt."""


class Toets(Vorm):
    """Een toets: een zin die waar moet zijn, met een intake en wat eruit komt."""

    naam: Tekst
    """De zin die waar moet zijn."""
    bron: Bron
    """De paragraaf en regels waaruit de toets is geschreven."""
    basis: Naam | None = None
    """De intake waarop de toets verder bouwt."""
    verwacht: Annotated[dict[Naam, Vrij], NietLeeg]
    """Per uitkomst de waarde; een lijst als er nog meer mogelijk is."""


class Toetsbestand(Vorm):
    """Een bestand met toetsen."""

    toetsen: Naam
    """De naam van het bestand."""
    titel: Tekst
    """Waar de toetsen over gaan."""
    basis: dict[Naam, Vrij] = Field(default_factory=dict)
    """Intakes waarop toetsen verder bouwen."""
    gevallen: Annotated[list[Vrij], EenOfMeer]
    """De toetsen."""


@dataclass(frozen=True, slots=True)
class Geval:
    """A rule test as read: its intake, and what must come of it."""

    naam: str
    intake: Intake
    verwacht: Knoop


@dataclass(slots=True)
class Uitslag:
    """What reading and running the rule tests came to."""

    namen: list[str] = field(default_factory=list)
    gevallen: list[Geval] = field(default_factory=list)
    sporen: list[Spoor] = field(default_factory=list)
    diagnoses: list[Diagnose] = field(default_factory=list)
    teksten: dict[str, str] = field(default_factory=dict)


def draai(regelwerk: Regelwerk, map_: Path) -> Uitslag:
    """Run every rule test in a folder; what is wrong or fails is in `diagnoses`."""
    uitslag = lees(regelwerk, map_)
    for geval in uitslag.gevallen:
        voorstel, diagnoses = beoordeel(geval)
        uitslag.diagnoses += diagnoses
        if voorstel is not None:
            uitslag.sporen.append(voorstel.spoor)
            uitslag.sporen += [spoor for _, spoor in voorstel.anders]
    return uitslag


def lees(regelwerk: Regelwerk, map_: Path) -> Uitslag:
    """Read every rule test in a folder without running it; what is wrong is in `diagnoses`."""
    uitslag = Uitslag()
    for pad in sorted(map_.glob("*.yaml")):
        naam = f"{map_.name}/{pad.name}"
        tekst, problemen = lees_bestand(pad, naam)
        uitslag.diagnoses += problemen
        if tekst is None:
            continue
        uitslag.teksten[naam] = tekst
        knoop, problemen = lees_yaml(tekst, naam)
        uitslag.diagnoses += problemen
        if knoop is not None and not problemen:
            _Bestand(regelwerk, knoop, uitslag).lees()
    return uitslag


def beoordeel(geval: Geval, boek: Rulebook | None = None) -> tuple[Voorstel | None, list[Diagnose]]:
    """Run one rule test, by its own rules or by others; return what differs from what it says.

    Args:
        geval: the test as read.
        boek: the rules to judge by instead; they must know the same questions and outcomes.
    """
    intake = geval.intake if boek is None else replace(geval.intake, boek=boek)
    try:
        voorstel = stel_voor(intake)
    except GeenUniekeUitkomst as fout:
        return None, [fout.diagnose]
    vergelijking = _Vergelijking(voorstel)
    for naam, verwacht in geval.verwacht.map.items():
        vergelijking.vergelijk(naam, verwacht, geval.verwacht)
    return voorstel, vergelijking.diagnoses


class _Bestand:
    def __init__(self, regelwerk: Regelwerk, knoop: Knoop, uitslag: Uitslag) -> None:
        self.regelwerk = regelwerk
        self.knoop = knoop
        self.uitslag = uitslag

    def lees(self) -> None:
        bestand, problemen = controleer_vorm(self.knoop, Toetsbestand)
        self.uitslag.diagnoses += problemen
        if bestand is None:
            return
        for geval in self.knoop.op("gevallen").lijst:
            self.toets(geval)

    def toets(self, knoop: Knoop) -> None:
        eigen = _deel(knoop, lambda sleutel: sleutel not in _INTAKE)
        toets, problemen = controleer_vorm(eigen, Toets)
        self.uitslag.diagnoses += problemen
        if toets is None:
            return
        self.uitslag.namen.append(toets.naam)
        intake = self.intake(knoop, toets.basis)
        if intake is None:
            return
        try:
            gelezen = lees_intake(self.regelwerk, intake)
        except DiagnoseFout as fout:
            self.uitslag.diagnoses += fout.diagnoses
            return
        self.uitslag.gevallen.append(Geval(toets.naam, gelezen, knoop.op("verwacht")))

    def intake(self, knoop: Knoop, basis: str | None) -> Knoop | None:
        """Return the intake of a test: its base with what the test says on top."""
        eigen = _deel(knoop, lambda sleutel: sleutel in _INTAKE)
        if basis is None:
            return eigen
        beschikbaar = self.knoop.op("basis").map if "basis" in self.knoop.map else {}
        if basis not in beschikbaar:
            self.uitslag.diagnoses.append(
                Diagnose(
                    "onbekende-verwijzing",
                    f"De basis '{basis}' bestaat niet.",
                    bedoelde_u_of_lijst(basis, beschikbaar),
                    knoop.op("basis").positie,
                )
            )
            return None
        return _samen(beschikbaar[basis], eigen)


class _Vergelijking:
    """What a voorstel is, beside what a test says of it."""

    def __init__(self, voorstel: Voorstel) -> None:
        self.voorstel = voorstel
        self.diagnoses: list[Diagnose] = []

    def meld(self, melding: str, hulp: str, knoop: Knoop) -> None:
        self.diagnoses.append(Diagnose("toets-faalt", melding, hulp, knoop.positie, knoop.pad))

    def onbekend(self, naam: str, bestaand: Iterable[str], positie: Positie | None) -> None:
        """Report a name that the rules do not know: a mistyped one would pass unseen."""
        self.diagnoses.append(
            Diagnose(
                "onbekende-naam",
                f"De naam '{naam}' bestaat niet in de regels.",
                bedoelde_u_of_lijst(naam, bestaand),
                positie,
            )
        )

    def vergelijk(self, naam: str, knoop: Knoop, ouder: Knoop) -> None:
        voorstel = self.voorstel
        if naam == "termijnen":
            self.termijnen(knoop)
            return
        namen = [deel.tekst for deel in knoop.delen() if deel.soort == "tekst"]
        if naam in {"signalen", "geen_signaal", "open", "niet_open"}:
            boek = voorstel.spoor.boek
            if naam.endswith("open"):
                bestaand, gevonden = [*boek.vragen, WEEKROOSTER], voorstel.openstaand
            else:
                bestaand, gevonden = [*boek.signalen], voorstel.signalen
            hoort = naam in {"signalen", "open"}
            for een in namen:
                if een not in bestaand:
                    self.onbekend(een, bestaand, knoop.positie)
                elif (een in gevonden) is not hoort:
                    ontbreekt = "ontbreekt" if hoort else "is er wel"
                    er_is = ", ".join(gevonden) or "geen"
                    self.meld(f"'{een}' {ontbreekt}.", f"Er is: {er_is}.", knoop)
            return
        is_er = self.waarde(voorstel, naam)
        if is_er is None:
            self.onbekend(naam, voorstel.spoor.boek.uitkomsten, ouder.sleutel(naam))
        elif sorted(namen) != sorted(is_er):
            verwacht = ", ".join(namen) or "niets"
            self.meld(
                f"Verwacht {naam}: {verwacht}; het is {', '.join(is_er)}.",
                "Kijk in de bron wat klopt: de regel of de toets.",
                knoop,
            )

    def termijnen(self, knoop: Knoop) -> None:
        """Compare the last days of terms, counted from the dates that the test gives."""
        boek, bekend = self.voorstel.spoor.boek, datums(self.voorstel)
        for naam, deel in knoop.map.items():
            if naam not in boek.termijnen:
                self.onbekend(naam, boek.termijnen, knoop.sleutel(naam))
                continue
            einde = str(bereken(boek, naam, bekend) or GEEN)
            if deel.tekst != einde:
                self.meld(
                    f"Verwacht {naam}: {deel.tekst}; het is {einde}.",
                    "Kijk in de bron en op de kalender wat klopt: de regel of de toets.",
                    deel,
                )

    @staticmethod
    def waarde(voorstel: Voorstel, naam: str) -> list[str] | None:
        """Return the values that an outcome still can have, None when there is no such outcome."""
        spoor = voorstel.spoor
        if naam == "tarief":
            return [str(tarief_json(voorstel).get("tarief", "geen"))]
        uitkomst = spoor.boek.uitkomsten.get(naam)
        if uitkomst is None:
            return None
        if uitkomst.kies == "verzamel":
            return list(voorstel.leden(naam))
        return ["geen" if n == NVT else n for n in spoor.namen(naam)]


def _deel(knoop: Knoop, hoort: Any) -> Knoop:
    """Return a node with only the keys that belong."""
    deel = Knoop("map", knoop.positie, knoop.pad)
    deel.map = {s: k for s, k in knoop.map.items() if hoort(s)}
    deel.sleutels = {s: p for s, p in knoop.sleutels.items() if hoort(s)}
    return deel


def _samen(onder: Knoop, boven: Knoop) -> Knoop:
    """Return `onder` with `boven` on top: mappings merge, all else is replaced."""
    if onder.soort != "map" or boven.soort != "map":
        return boven
    samen = Knoop("map", boven.positie, boven.pad)
    samen.map = onder.map | {
        s: _samen(onder.map[s], k) if s in {"antwoorden", "data"} and s in onder.map else k
        for s, k in boven.map.items()
    }
    samen.sleutels = onder.sleutels | boven.sleutels
    return samen


def namen_van(uitslag: Uitslag) -> Iterator[str]:
    """Yield the names of the tests, in reading order."""
    yield from uitslag.namen

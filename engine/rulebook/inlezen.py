"""Reading the folder of a regelwerk: its head, its files and the parts in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from engine.rulebook import vorm
from engine.rulebook.diagnose import Diagnose, Positie, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import lees_bestand, lees_yaml
from engine.rulebook.vorm_basis import Naam, Vorm
from engine.rulebook.vormcontrole import controleer_vorm

KOPBESTAND = "regelwerk.yaml"
M = TypeVar("M", bound=BaseModel)

SECTIES: dict[str, type[BaseModel]] = {
    "vragen": vorm.Vraag,
    "uitkomsten": vorm.Uitkomst,
    "regels": vorm.Regel,
    "tabellen": vorm.Tabel,
    "parameters": vorm.Parameter,
    "tellingen": vorm.Telling,
    "roosters": vorm.Rooster,
    "dagen_tussen": vorm.DagenTussen,
    "termijnen": vorm.Termijn,
    "routes": vorm.Route,
    "signalen": vorm.Signaal,
}


class Namenlijst(Vorm):
    """The names of the parts in a section."""

    namen: list[Naam]


@dataclass(frozen=True, slots=True)
class Deel(Generic[M]):
    """One named part of a file, with its node and the place of its name."""

    naam: str
    vorm: M
    knoop: Knoop
    positie: Positie
    bestand: Bestand


@dataclass(slots=True)
class Bestand:
    """One rule file: its head and its parts by section."""

    naam: str
    kop: vorm.Regelset
    knoop: Knoop
    delen: dict[str, list[Deel[BaseModel]]] = field(default_factory=dict)


@dataclass(slots=True)
class Map:
    """Everything read from a folder.

    `weggelaten` names parts that exist but are broken: what refers to them is not reported
    a second time. `volledig` is False when a whole file or section could not be read.
    """

    kop: vorm.Regelwerkkop | None = None
    kop_knoop: Knoop | None = None
    bestanden: list[Bestand] = field(default_factory=list)
    diagnoses: list[Diagnose] = field(default_factory=list)
    teksten: dict[str, str] = field(default_factory=dict)
    weggelaten: set[str] = field(default_factory=set)
    volledig: bool = True

    @property
    def hash(self) -> str:
        """SHA-256 over the sorted names and contents of the files."""
        som = hashlib.sha256()
        for naam, tekst in sorted(self.teksten.items()):
            som.update(f"{naam}\0{tekst}\0".encode())
        return som.hexdigest()

    def delen(self, sectie: str, soort: type[M]) -> Iterator[Deel[M]]:
        """Yield the parts of a section over all files, in reading order."""
        for bestand in self.bestanden:
            for deel in bestand.delen.get(sectie, ()):
                if isinstance(deel.vorm, soort):
                    yield deel  # type: ignore[misc]  # the check above narrows the shape


def lees_map(pad: Path) -> Map:
    """Read the regelwerk in a folder; every problem is in `diagnoses`, none is raised."""
    gelezen = Map()
    if not pad.exists():
        gelezen.diagnoses.append(
            Diagnose(
                "bestand-ontbreekt", f"De map '{pad}' bestaat niet.", "Controleer de naam."
            )
        )
        return gelezen
    kop_pad = pad / KOPBESTAND
    if not pad.is_dir() or not kop_pad.exists():
        gelezen.diagnoses.append(
            Diagnose(
                "map-zonder-regelwerk",
                f"In '{pad.name}' staat geen {KOPBESTAND}.",
                f"Wijs de map aan waarin {KOPBESTAND} staat, of maak dat bestand.",
                Positie(pad.name, 1, 1),
            )
        )
        return gelezen
    knoop = _lees(gelezen, kop_pad, KOPBESTAND)
    if knoop is None:
        return gelezen
    gelezen.kop_knoop = knoop
    gelezen.kop, problemen = controleer_vorm(knoop, vorm.Regelwerkkop)
    gelezen.diagnoses += problemen
    for deel in knoop.op("bestanden").delen() if "bestanden" in knoop.map else ():
        _lees_regelbestand(gelezen, pad, deel)
    _meld_niet_genoemd(gelezen, pad)
    return gelezen


def _lees(gelezen: Map, pad: Path, naam: str) -> Knoop | None:
    tekst, problemen = lees_bestand(pad, naam)
    gelezen.diagnoses += problemen
    if tekst is None:
        gelezen.volledig = False
        return None
    gelezen.teksten[naam] = tekst
    knoop, problemen = lees_yaml(tekst, naam)
    gelezen.diagnoses += problemen
    if knoop is None:
        gelezen.volledig = False
    return knoop


def _lees_regelbestand(gelezen: Map, pad: Path, plek: Knoop) -> None:
    naam = plek.tekst
    doel = pad / naam
    if not naam or not doel.resolve().is_relative_to(pad.resolve()):
        gelezen.volledig = False
        gelezen.diagnoses.append(
            Diagnose(
                "bestand-buiten-map",
                f"'{naam}' ligt buiten de map van het regelwerk.",
                "Noem alleen bestanden in dezelfde map of een map daaronder.",
                plek.positie,
            )
        )
        return
    if not doel.exists():
        gelezen.volledig = False
        aanwezig = [p.name for p in sorted(pad.glob("*.yaml")) if p.name != KOPBESTAND]
        gelezen.diagnoses.append(
            Diagnose(
                "bestand-ontbreekt",
                f"Het bestand '{naam}' bestaat niet.",
                bedoelde_u_of_lijst(naam, aanwezig),
                plek.positie,
            )
        )
        return
    knoop = _lees(gelezen, doel, naam)
    if knoop is not None:
        _verdeel(gelezen, naam, knoop)


def _verdeel(gelezen: Map, naam: str, knoop: Knoop) -> None:
    """Check a file's head by itself and every part by itself."""
    kop_knoop = Knoop(knoop.soort, knoop.positie, knoop.pad, knoop.tekst, knoop.lijst)
    kop_knoop.map = {s: k for s, k in knoop.map.items() if s not in SECTIES}
    kop_knoop.sleutels = {s: p for s, p in knoop.sleutels.items() if s not in SECTIES}
    kop, problemen = controleer_vorm(kop_knoop, vorm.Regelset)
    gelezen.diagnoses += problemen
    bestand = Bestand(naam, kop, knoop) if kop else None
    if bestand is None:
        gelezen.volledig = False
    else:
        gelezen.bestanden.append(bestand)
    for sectie, soort in SECTIES.items():
        inhoud = knoop.map.get(sectie)
        if inhoud is None:
            continue
        verwacht = "lijst" if sectie == "regels" else "map"
        if inhoud.soort != verwacht:
            gelezen.volledig = False
            gelezen.diagnoses.append(_verkeerde_sectie(sectie, inhoud, verwacht))
            continue
        delen = _delen(gelezen, soort, inhoud, bestand)
        if bestand is not None:
            bestand.delen[sectie] = delen


def _verkeerde_sectie(sectie: str, inhoud: Knoop, verwacht: str) -> Diagnose:
    hoort = "een lijst met streepjes" if verwacht == "lijst" else "een groep met namen"
    code = "lege-waarde" if inhoud.soort == "leeg" else "verkeerde-soort"
    return Diagnose(
        code,
        f"Onder '{sectie}' hoort {hoort}.",
        "Vul het in of haal de sleutel weg.",
        inhoud.positie,
        inhoud.pad,
    )


def _delen(
    gelezen: Map, soort: type[BaseModel], inhoud: Knoop, bestand: Bestand | None
) -> list[Deel[BaseModel]]:
    delen: list[Deel[BaseModel]] = []
    namen: list[tuple[str | None, Knoop, Positie | None]]
    if inhoud.soort == "lijst":
        namen = [(k.op("id").tekst or None, k, k.op("id").positie) for k in inhoud.lijst]
    else:
        namen = [(n, k, inhoud.sleutel(n)) for n, k in inhoud.map.items()]
        gelezen.diagnoses += _naamfouten(inhoud)
    for naam, knoop, positie in namen:
        model, problemen = controleer_vorm(knoop, soort)
        for probleem in problemen:
            gelezen.diagnoses.append(_op_naam(probleem, knoop, positie))
        if model is None or naam is None:
            gelezen.weggelaten.add(naam or "")
        elif bestand is not None and positie is not None:
            delen.append(Deel(naam, model, knoop, positie, bestand))
    return delen


def _op_naam(probleem: Diagnose, knoop: Knoop, positie: Positie | None) -> Diagnose:
    """A problem with a part as a whole is shown at the name of the part."""
    if probleem.positie != knoop.positie or positie is None:
        return probleem
    return Diagnose(probleem.code, probleem.melding, probleem.hulp, positie, probleem.pad)


def _naamfouten(inhoud: Knoop) -> list[Diagnose]:
    """Check the names of a section's parts, apart from what is in them."""
    proef = Knoop("map", inhoud.positie)
    proef.map = {"namen": Knoop("lijst", inhoud.positie)}
    proef.map["namen"].lijst = [Knoop("tekst", p, tekst=n) for n, p in inhoud.sleutels.items()]
    return controleer_vorm(proef, Namenlijst)[1]


def _meld_niet_genoemd(gelezen: Map, pad: Path) -> None:
    genoemd = set(gelezen.teksten) | {KOPBESTAND, "dekking.yaml"}
    genoemd |= {k.tekst for k in _genoemde_bestanden(gelezen)}
    for overig in sorted(pad.glob("*.yaml")):
        if overig.name not in genoemd:
            gelezen.diagnoses.append(
                Diagnose(
                    "bestand-niet-genoemd",
                    f"'{overig.name}' staat in de map maar niet onder 'bestanden'.",
                    f"Noem het in {KOPBESTAND}, of haal het bestand weg.",
                    gelezen.kop_knoop.sleutel("bestanden") if gelezen.kop_knoop else None,
                )
            )


def _genoemde_bestanden(gelezen: Map) -> Iterator[Knoop]:
    if gelezen.kop_knoop is not None and "bestanden" in gelezen.kop_knoop.map:
        yield from gelezen.kop_knoop.op("bestanden").delen()

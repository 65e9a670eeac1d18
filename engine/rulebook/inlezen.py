"""Reading the folder of a regelwerk: its head, its files and the parts in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from engine.rulebook import vorm, vorm_stukken
from engine.rulebook.diagnose import Diagnose, Positie, Verwant, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import MEESTE_DIAGNOSES, lees_bestand, lees_yaml
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
    "gebeurtenissen": vorm_stukken.Gebeurtenis,
    "stukken": vorm_stukken.Stuk,
    "routes": vorm.Route,
    "signalen": vorm.Signaal,
}


_HULP_LEEG = "Vul het in of haal de sleutel weg."
_HULP_SECTIE = {
    "lijst": "Begin elke regel met een streepje: - id: naam.",
    "map": "Schrijf elke naam op een eigen regel, met een dubbele punt erachter.",
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


@dataclass(slots=True, eq=False)
class Bestand:
    """One rule file: its head and its parts by section.

    Its parts point back at it, so two files are the same only when they are one object.
    """

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
    grens: int = MEESTE_DIAGNOSES
    """With so many diagnoses reading of the present file stops."""

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
    if not _bestaat(pad):
        gelezen.diagnoses.append(
            Diagnose("bestand-ontbreekt", f"De map '{pad}' bestaat niet.", "Controleer de naam.")
        )
        return gelezen
    kop_pad = pad / KOPBESTAND
    if not pad.is_dir() or not _bestaat(kop_pad):
        gelezen.diagnoses.append(
            Diagnose(
                "map-zonder-regelwerk",
                f"In '{pad}' staat geen {KOPBESTAND}.",
                f"Wijs de map aan waarin {KOPBESTAND} staat, of maak dat bestand.",
            )
        )
        return gelezen
    knoop = _lees(gelezen, kop_pad, KOPBESTAND)
    if knoop is None:
        return gelezen
    gelezen.kop_knoop = knoop
    gelezen.kop, problemen = controleer_vorm(knoop, vorm.Regelwerkkop)
    gelezen.diagnoses += problemen
    if "bestanden" in knoop.map:
        for deel in _elk_een_keer(gelezen, knoop.op("bestanden")):
            _lees_regelbestand(gelezen, pad, deel)
        _meld_niet_genoemd(gelezen, pad)
    return gelezen


def _bestaat(pad: Path) -> bool:
    """Tell whether something has this name; a name that no file can have is none."""
    try:
        return pad.exists() or pad.is_symlink()
    except (OSError, ValueError):
        return False


def _ligt_in(pad: Path, doel: Path) -> bool:
    try:
        return doel.resolve().is_relative_to(pad.resolve())
    except RuntimeError:
        # A link in a circle, before Python 3.13; opening it says so.
        return True
    except (OSError, ValueError):
        return False


def _elk_een_keer(gelezen: Map, bestanden: Knoop) -> Iterator[Knoop]:
    """Yield the names under `bestanden` that can be read as a rule file."""
    gezien: dict[str, Positie | None] = {}
    for deel in bestanden.delen():
        eerder = gezien.get(deel.tekst)
        if deel.tekst == KOPBESTAND:
            gelezen.diagnoses.append(
                Diagnose(
                    "ongeldige-keuze",
                    f"'{KOPBESTAND}' is zelf geen regelbestand.",
                    "Noem hier alleen de andere bestanden.",
                    deel.positie,
                    deel.pad,
                )
            )
        elif eerder is not None:
            gelezen.diagnoses.append(
                Diagnose(
                    "dubbele-naam",
                    f"Het bestand '{deel.tekst}' staat er twee keer.",
                    "Noem elk bestand een keer.",
                    deel.positie,
                    deel.pad,
                    (Verwant("Hier staat de eerste.", eerder),),
                )
            )
        elif deel.tekst:
            gezien[deel.tekst] = deel.positie
            yield deel


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
    if not _ligt_in(pad, doel):
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
    if not _bestaat(doel):
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
    gelezen.grens = len(gelezen.diagnoses) + MEESTE_DIAGNOSES
    kop, problemen = controleer_vorm(kop_knoop, vorm.Regelset)
    gelezen.diagnoses += problemen
    bestand = Bestand(naam, kop, knoop) if kop else None
    if bestand is None:
        gelezen.volledig = False
    else:
        gelezen.bestanden.append(bestand)
        _meld_omgekeerd(gelezen, bestand)
    if any(p.code == "onbekende-sleutel" and p.pad.count("/") == 1 for p in problemen):
        # It may be a section with a typing error: what it holds is then no more than unread.
        gelezen.volledig = False
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


def _meld_omgekeerd(gelezen: Map, bestand: Bestand) -> None:
    """Report a file that holds on no day, as no period would contain it."""
    vanaf, tot = bestand.kop.geldig_vanaf, bestand.kop.geldig_tot
    if tot is not None and tot < vanaf:
        gelezen.volledig = False
        gelezen.diagnoses.append(
            Diagnose(
                "periode-omgekeerd",
                f"Het bestand eindigt op {tot}, voor het begin op {vanaf}.",
                "Verbeter een van de twee datums.",
                bestand.knoop.op("geldig_tot").positie,
                bestand.knoop.op("geldig_tot").pad,
            )
        )


def _verkeerde_sectie(sectie: str, inhoud: Knoop, verwacht: str) -> Diagnose:
    hoort = "een lijst met streepjes" if verwacht == "lijst" else "een groep met namen"
    if inhoud.soort == "leeg":
        code, staat, hulp = "lege-waarde", ", maar er staat niets", _HULP_LEEG
    else:
        code, staat, hulp = "verkeerde-soort", "", _HULP_SECTIE[verwacht]
    return Diagnose(
        code,
        f"Onder '{sectie}' hoort {hoort}{staat}.",
        hulp,
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
        if len(gelezen.diagnoses) >= gelezen.grens:
            gelezen.volledig = False
            break
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
    for overig in sorted([*pad.glob("*.yaml"), *pad.glob("*.yml")]):
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

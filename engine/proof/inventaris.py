"""What the sources ask, entry by entry, and which parts of the rules carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.rulebook.diagnose import (
    Diagnose,
    Positie,
    Verwant,
    bedoelde_u_of_lijst,
    gesorteerd,
)
from engine.rulebook.gronden import onderdelen
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import lees_bestand, lees_yaml
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.vorm_basis import EenOfMeer, Inventarisnummer, Naam, NietLeeg, Tekst, Vorm
from engine.rulebook.vormcontrole import controleer_vorm

NUMMERS = tuple(f"R{nummer:03}" for nummer in range(1, 279))
"""Every number of the inventory."""
TABEL = "tabel"
CONTROLE = "controle"
_STATEN = ("drager", "buiten")


class Controle(Vorm):
    """Iets dat het programma zelf nagaat of uitrekent, zonder regel."""

    doet: Tekst
    """Wat het programma doet."""
    code: Tekst
    """Waar dat staat: module en functie."""


class Punt(Vorm):
    """Een punt uit de bronnen: wie het draagt, of waarom niets het draagt."""

    naam: Tekst
    """Waar het over gaat."""
    drager: Annotated[list[Tekst], EenOfMeer] = Field(default_factory=list)
    """De delen van de regels die het dragen: soort en naam."""
    buiten: (
        Literal["organisatorisch", "plicht_van_ander", "achtergrond", "ander_regelwerk"] | None
    ) = None
    """Waarom de regels er niet over gaan."""
    waarom: Tekst | None = None
    """De uitleg bij `buiten`, in een zin."""

    @property
    def staat(self) -> str:
        """The first of drager and buiten that the entry has."""
        return next((staat for staat in _STATEN if getattr(self, staat)), "")


class Dekkingbestand(Vorm):
    """Het bestand dekking.yaml."""

    dekking: Tekst
    """De naam van het regelwerk."""
    titel: Tekst
    """Waar het bestand over gaat."""
    controles: dict[Naam, Controle] = Field(default_factory=dict)
    """Wat het programma zelf doet."""
    punten: Annotated[dict[Inventarisnummer, Punt], NietLeeg]
    """De punten, op nummer."""


@dataclass(frozen=True, slots=True)
class Dekking:
    """The map as read: its entries by number, its checks in code, and the places of both."""

    punten: dict[str, Punt]
    controles: dict[str, Controle]
    knoop: Knoop

    def dragers(self, soort: str) -> Iterator[str]:
        """Yield the names of one kind that carry an entry, each once."""
        dragers = (d.partition(" ") for p in self.punten.values() for d in p.drager)
        yield from dict.fromkeys(naam for eigen, _, naam in dragers if eigen == soort)


def lees_dekking(pad: Path) -> tuple[Dekking | None, list[Diagnose]]:
    """Read the map from dekking.yaml to parts of the rules, with every problem of its shape."""
    tekst, diagnoses = lees_bestand(pad, pad.name)
    if tekst is None:
        return None, diagnoses
    knoop, problemen = lees_yaml(tekst, pad.name)
    diagnoses += problemen
    if knoop is None or problemen:
        return None, diagnoses
    vorm, problemen = controleer_vorm(knoop, Dekkingbestand)
    diagnoses += problemen
    return (Dekking(vorm.punten, vorm.controles, knoop) if vorm else None), diagnoses


def controleer_dekking(pad: Path, boek: Rulebook) -> list[Diagnose]:
    """Compare dekking.yaml with the rules: every entry, and every part that names one."""
    dekking, diagnoses = lees_dekking(pad)
    if dekking is not None:
        diagnoses += _Controle(dekking, boek).diagnoses()
    return list(gesorteerd(diagnoses))


class _Controle:
    def __init__(self, dekking: Dekking, boek: Rulebook) -> None:
        self.dekking = dekking
        self.knoop = dekking.knoop.op("punten")
        self.genoemd: dict[str, set[str]] = {}
        self.plek: dict[str, Positie] = {}
        for naam, nummers, positie in _delen(boek):
            self.plek.setdefault(naam, positie)
            self.genoemd.setdefault(naam, set()).update(nummers)
        for naam in dekking.controles:
            self.genoemd[f"{CONTROLE} {naam}"] = set()

    def diagnoses(self) -> Iterator[Diagnose]:
        yield from self.nummers()
        for nummer, punt in self.dekking.punten.items():
            yield from self.staat(nummer, punt)
            for plaats, drager in enumerate(punt.drager):
                yield from self.drager(nummer, drager, plaats)
        yield from self.niet_genoemd()

    def nummers(self) -> Iterator[Diagnose]:
        """Report numbers that lack, and numbers that do not exist."""
        for nummer in NUMMERS:
            if nummer not in self.dekking.punten:
                yield Diagnose(
                    "sleutel-ontbreekt",
                    f"Het punt {nummer} ontbreekt.",
                    "Zet het erbij, met wat het draagt of waarom niets het draagt.",
                    self.dekking.knoop.sleutel("punten"),
                )
        for nummer in self.dekking.punten:
            if nummer not in NUMMERS:
                yield Diagnose(
                    "onbekende-sleutel",
                    f"Het punt {nummer} bestaat niet.",
                    f"De punten zijn {NUMMERS[0]} tot en met {NUMMERS[-1]}.",
                    self.knoop.sleutel(nummer),
                )

    def staat(self, nummer: str, punt: Punt) -> Iterator[Diagnose]:
        """Report an entry with no state or more than one, or a state without its reason."""
        plek = self.knoop.sleutel(nummer)
        staten = [staat for staat in _STATEN if getattr(punt, staat)]
        if not staten:
            yield Diagnose(
                "sleutel-ontbreekt",
                f"Bij {nummer} staat niet wat het draagt.",
                f"Schrijf een van: {', '.join(_STATEN)}.",
                plek,
            )
        if len(staten) > 1:
            yield Diagnose(
                "sleutels-botsen",
                f"Bij {nummer} gaan {' en '.join(staten)} niet samen.",
                "Laat een van de twee staan.",
                plek,
            )
        if punt.buiten and not punt.waarom:
            yield Diagnose(
                "sleutel-ontbreekt",
                f"Bij {nummer} staat niet waarom het erbuiten valt.",
                "Schrijf waarom: en een zin.",
                plek,
            )
        if punt.waarom and not punt.buiten:
            yield Diagnose(
                "sleutels-botsen",
                f"Bij {nummer} staat 'waarom' zonder 'buiten'.",
                "Haal 'waarom' weg, of zet 'buiten' erbij.",
                self.knoop.op(nummer).sleutel("waarom"),
            )

    def drager(self, nummer: str, drager: str, plaats: int) -> Iterator[Diagnose]:
        """Report a carrier that does not exist, or that does not name the entry itself."""
        delen = list(self.knoop.op(nummer, "drager").delen())
        plek = delen[plaats].positie if plaats < len(delen) else self.knoop.sleutel(nummer)
        if drager not in self.genoemd:
            soort = drager.split(" ", 1)[0]
            zelfde = [naam for naam in self.genoemd if naam.split(" ", 1)[0] == soort]
            yield Diagnose(
                "onbekende-verwijzing",
                f"'{drager}' bestaat niet in de regels.",
                bedoelde_u_of_lijst(drager, zelfde or {n.split(" ", 1)[0] for n in self.genoemd}),
                plek,
            )
        elif nummer not in self.genoemd[drager] and drager in self.plek:
            yield Diagnose(
                "sleutels-botsen",
                f"'{drager}' noemt {nummer} zelf niet.",
                f"Zet {nummer} daar bij inventaris, of haal het hier weg.",
                plek,
                verwant=(Verwant(f"Hier staat '{drager}'.", self.plek[drager]),),
            )

    def niet_genoemd(self) -> Iterator[Diagnose]:
        """Report what a part says it carries while the map does not say so."""
        for naam, nummers in self.genoemd.items():
            for nummer in sorted(nummers):
                punt = self.dekking.punten.get(nummer)
                if nummer not in NUMMERS:
                    yield Diagnose(
                        "onbekende-verwijzing",
                        f"'{naam}' noemt {nummer}, maar dat punt bestaat niet.",
                        f"De punten zijn {NUMMERS[0]} tot en met {NUMMERS[-1]}.",
                        self.plek[naam],
                    )
                elif punt is not None and naam not in punt.drager:
                    yield Diagnose(
                        "sleutels-botsen",
                        f"Bij {nummer} ontbreekt de drager '{naam}'.",
                        f"Zet het erbij, of haal {nummer} daar weg bij inventaris.",
                        self.knoop.sleutel(nummer),
                        verwant=(Verwant(f"Hier staat '{naam}'.", self.plek[naam]),),
                    )


def _delen(boek: Rulebook) -> Iterator[tuple[str, Iterable[str], Positie]]:
    """Yield the parts as a carrier names them; the cells of a table count as the table."""
    for deel in onderdelen(boek):
        naam = f"{deel.soort} {deel.id}"
        if deel.soort == "cel":
            naam = f"{TABEL} {boek.regels[deel.id].tabel}"
        yield naam, deel.grond.bron.inventaris, deel.grond.positie

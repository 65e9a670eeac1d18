"""Planting faults: our own rules, or small ones, with one thing wrong, and what the proofs say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from engine.evaluation.spoor import GeenUniekeUitkomst, Spoor
from engine.indicatie.intake import lees_intake
from engine.indicatie.intake_vorm import Rij
from engine.indicatie.roostervinder import als_gegevens, realiseerbaar
from engine.indicatie.voorstel import stel_voor
from engine.proof.bewijs.bewijs import bewijs
from engine.proof.bewijs.delen import Bevinding, als_intake
from engine.rulebook.klassen import NVT
from engine.rulebook.lezen import lees_yaml
from engine.rulebook.regelwerk import Regelwerk, laad
from engine.rulebook.rulebook import Rulebook
from tests.referentie.gevallen import REGELS, onze_regels
from tests.rulebook.werk import HOOFD, maak, vervang

Klassen = Mapping[str, str]
"""Per grootheid that is asked or counted the name of its class."""


def beplant(map_: Path, bestand: str, *paren: str) -> Regelwerk:
    """Load a copy of our own rules in which some texts of one file are replaced."""
    shutil.copytree(REGELS, map_, ignore=shutil.ignore_patterns("toetsen"))
    pad = map_ / bestand
    pad.write_text(vervang(pad.read_text(encoding="utf-8"), *paren), encoding="utf-8")
    return laad(map_)


def klein(map_: Path, inhoud: str) -> Regelwerk:
    """Load a small regelwerk of one file."""
    return laad(maak(map_, HOOFD + inhoud))


def roosters_van(boek: Rulebook) -> Mapping[tuple[int, ...], tuple[Rij, ...]]:
    """Return the weekroosters of a rulebook; those of our own rules where the counts are equal."""
    onze = onze_regels()
    zelfde = all(
        boek.tellingen.get(naam) == telling and boek.grootheden[naam] == onze.grootheden[naam]
        for naam, telling in onze.tellingen.items()
    )
    return realiseerbaar(onze if zelfde else boek)


def bevindingen(werk: Regelwerk) -> list[Bevinding]:
    """Return everything that the proofs find."""
    boek = werk.boeken[-1]
    return [b for deel in bewijs(boek, roosters_van(boek)) for b in deel.bevindingen]


def gevonden(werk: Regelwerk) -> list[tuple[str, str]]:
    """Return the code and message of everything that the proofs find."""
    return [(b.diagnose.code, b.diagnose.melding) for b in bevindingen(werk)]


def intakes(werk: Regelwerk, bevinding: Bevinding) -> list[str]:
    """Return the intakes of a finding as they are printed."""
    boek = werk.boeken[-1]
    roosters = roosters_van(boek)
    return [
        yaml.safe_dump(
            als_intake(
                boek, geval, als_gegevens(roosters[geval.rooster]) if geval.rooster else None
            ),
            sort_keys=False,
        )
        for geval in bevinding.gevallen
    ]


def draai(werk: Regelwerk, tekst: str) -> Spoor | GeenUniekeUitkomst:
    """Read a printed intake and evaluate it as `arrangement voorstel` does."""
    knoop, problemen = lees_yaml(tekst, "intake.yaml")
    assert knoop is not None, problemen
    try:
        return stel_voor(lees_intake(werk, knoop)).spoor
    except GeenUniekeUitkomst as fout:
        return fout


def alle_klassen(boek: Rulebook) -> Iterator[Klassen]:
    """Yield every combination of classes that an intake of a rulebook without counts can have."""
    per_vraag: list[list[dict[str, str]]] = []
    for vraag in boek.vragen.values():
        namen = [
            [k.naam for k in boek.grootheden[g].klassen if k.naam != NVT] for g in vraag.grootheden
        ]
        mogelijk = [dict(zip(vraag.grootheden, keuze, strict=True)) for keuze in product(*namen)]
        if vraag.vorm.meer_antwoorden:
            mogelijk = [m for m in mogelijk if _mag(vraag.vorm.antwoorden or {}, vraag.id, m)]
        per_vraag.append(mogelijk)
    for delen in product(*per_vraag):
        samen: dict[str, str] = {}
        for deel in delen:
            samen |= deel
        yield samen


def _mag(antwoorden: Mapping[str, Any], vraag: str, klassen: Mapping[str, str]) -> bool:
    gekozen = [a for a in antwoorden if klassen[f"{vraag}.{a}"] == "ja"]
    return bool(gekozen) and not any(
        een != ander
        and (antwoorden[een].sluit_uit == "alle" or ander in (antwoorden[een].sluit_uit or ()))
        for een, ander in product(gekozen, repeat=2)
    )

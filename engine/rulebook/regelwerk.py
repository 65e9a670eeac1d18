"""A regelwerk: all files of a folder, linked for every period between changes of the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from engine.rulebook import vorm
from engine.rulebook.diagnose import (
    Diagnose,
    DiagnoseFout,
    bedoelde_u,
    gesorteerd,
    heeft_fouten,
)
from engine.rulebook.inlezen import Bestand, Map, lees_map
from engine.rulebook.koppelen import Koppelaar, periodes
from engine.rulebook.rulebook import Rulebook

MEESTE_PERIODES = 400


@dataclass(frozen=True)
class Regelwerk:
    """A checked regelwerk: one rulebook per period, and the hash that identifies its text."""

    kop: vorm.Regelwerkkop
    boeken: tuple[Rulebook, ...]
    hash: str
    teksten: Mapping[str, str]
    waarschuwingen: tuple[Diagnose, ...]

    def op(self, peildatum: date) -> Rulebook | None:
        """Return the rulebook that holds on a day, or None when no rules hold then."""
        for boek in self.boeken:
            if boek.vanaf <= peildatum and (boek.tot is None or peildatum <= boek.tot):
                return boek
        return None


def laad(pad: Path) -> Regelwerk:
    """Read, check and link the regelwerk in a folder.

    Raises:
        DiagnoseFout: with every problem found, when one of them is a `fout`.
    """
    gelezen, boeken, diagnoses = _lees_en_koppel(pad)
    if heeft_fouten(diagnoses) or gelezen.kop is None:
        raise DiagnoseFout(diagnoses)
    return Regelwerk(gelezen.kop, boeken, gelezen.hash, gelezen.teksten, diagnoses)


def controleer(pad: Path) -> tuple[tuple[Diagnose, ...], Mapping[str, str]]:
    """Return everything that is wrong with a regelwerk, with the texts of its files."""
    gelezen, _, diagnoses = _lees_en_koppel(pad)
    return diagnoses, gelezen.teksten


def zoek_regelwerk(naam: str, map_regels: Path) -> Path:
    """Return the folder of a regelwerk: a path, or the name of a folder under `map_regels`.

    Raises:
        DiagnoseFout: when there is no such folder.
    """
    regios = map_regels / "regios"
    for pad in (Path(naam), map_regels / naam, regios / naam):
        if pad.exists():
            return pad
    bekend = [p.parent.name for p in map_regels.glob("**/regelwerk.yaml")]
    hulp = bedoelde_u(naam, bekend) or "Geef de map waarin regelwerk.yaml staat."
    raise DiagnoseFout(
        [Diagnose("bestand-ontbreekt", f"Het regelwerk '{naam}' bestaat niet.", hulp)]
    )


def _lees_en_koppel(pad: Path) -> tuple[Map, tuple[Rulebook, ...], tuple[Diagnose, ...]]:
    gelezen = lees_map(pad)
    boeken: list[Rulebook] = []
    per_periode: list[tuple[str, list[Diagnose]]] = []
    if gelezen.kop is not None:
        for bestanden, vanaf, tot in _niet_te_veel(gelezen):
            boek, problemen = Koppelaar(gelezen, bestanden, vanaf, tot).koppel()
            boeken.append(boek)
            einde = f"tot en met {tot}" if tot else "en daarna"
            per_periode.append((f"{vanaf} {einde}", problemen))
    diagnoses = gesorteerd([*gelezen.diagnoses, *_samen(per_periode)])
    return gelezen, tuple(boeken), diagnoses


def _niet_te_veel(gelezen: Map) -> list[tuple[tuple[Bestand, ...], date, date | None]]:
    """Return the periods, or none when linking each of them would take too long."""
    alle = list(islice(periodes(gelezen), MEESTE_PERIODES + 1))
    if len(alle) <= MEESTE_PERIODES:
        return alle
    gelezen.diagnoses.append(
        Diagnose(
            "te-veel-periodes",
            f"De regels wisselen op meer dan {MEESTE_PERIODES} dagen.",
            "Laat waarden weg die lang geleden golden.",
            gelezen.kop_knoop.positie if gelezen.kop_knoop else None,
        )
    )
    return []


def _samen(per_periode: list[tuple[str, list[Diagnose]]]) -> list[Diagnose]:
    """Merge the problems of all periods; name the periods only where they differ."""
    waar: dict[Diagnose, list[str]] = defaultdict(list)
    for periode, problemen in per_periode:
        for probleem in dict.fromkeys(problemen):
            waar[probleem].append(periode)
    return [
        probleem
        if len(gevonden) == len(per_periode)
        else Diagnose(
            probleem.code,
            f"{probleem.melding} (In de periode {', '.join(gevonden)}.)",
            probleem.hulp,
            probleem.positie,
            probleem.pad,
            probleem.verwant,
        )
        for probleem, gevonden in waar.items()
    ]

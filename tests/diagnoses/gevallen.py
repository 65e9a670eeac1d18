"""The golden cases: a folder each, with a broken regelwerk or intake and what must be said of it.

A folder in `fout/` is named after its code, with a variant behind it where there are more. It
holds rule files, or an intake (`intake.yaml`, `intake.json`) or rule tests (`toetsen/`) for the
rules beside this file. Of rule files with which nothing else is wrong the proofs are run. An
intake may be evaluated by two engines, of which one has a fault. With templates (`sjablonen/`) an
empty document is laid out. A case without
`regelwerk.yaml` gets the one beside this file. What git cannot hold is made by a function in
`MAKEN`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from api.documenten.opmaak import als_html
from api.documenten.sjabloon import Sjabloonfout
from api.documenten.vorm import Document, Soort
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.indicatie.intake import lees_intake
from engine.indicatie.motoren import NietZeker
from engine.indicatie.motoren import controleer as controleer_motoren
from engine.indicatie.roostervinder import realiseerbaar
from engine.indicatie.toetsen import draai
from engine.indicatie.voorstel import stel_voor
from engine.proof.bewijs.bewijs import bewijs
from engine.rulebook.codes import CODES
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.lezen import lees_bestand, lees_json, lees_yaml
from engine.rulebook.regelwerk import controleer, laad
from engine.rulebook.weergave import toon
from tests.rete.fouten import MotorenMetFout

HIER = Path(__file__).parent
FOUT = HIER / "fout"
GOED = HIER / "goed"
KOP = HIER / "regelwerk.yaml"
REGELS = HIER / "regels.yaml"
VERWACHT = "verwacht.txt"
INTAKES = ("intake.yaml", "intake.json")
TOETSEN = "toetsen"
SJABLONEN = "sjablonen"
MOTOR = "tweede_motor.txt"
"""Names the fault that the second engine has in this case; a case without has no second engine."""
SCHRIJF = "SCHRIJF_VERWACHT"
"""Set this variable to write the expected texts anew; then read every changed line."""

ZONDER_KOP = {"map-zonder-regelwerk"}


def _map_als_bestand(pad: Path) -> None:
    (pad / "regels.yaml").mkdir()


def _kring(pad: Path) -> None:
    (pad / "regels.yaml").symlink_to("regels.yaml")


def _groot(pad: Path) -> None:
    (pad / "regels.yaml").touch()
    os.truncate(pad / "regels.yaml", 100_000_000)


def _oude_codering(pad: Path) -> None:
    tekst = REGELS.read_text(encoding="utf-8").replace("titel: Proef", "titel: De cliënt")
    (pad / "regels.yaml").write_bytes(tekst.encode("latin-1"))


def _zonder_map(pad: Path) -> None:
    shutil.rmtree(pad)


def _te_veel_periodes(pad: Path) -> None:
    dagen = (date(2021, 1, 1) + timedelta(days=n) for n in range(401))
    waarden = "".join(f"      {dag}: {{waarde: 1, bron: {{}}}}\n" for dag in dagen)
    (pad / "regels.yaml").write_text(
        "regelset: proef\ntitel: Proef\ngeldig_vanaf: 2021-01-01\nbron: {document: boek}\n"
        f"parameters:\n  grens:\n    titel: De grens\n    eenheid: uur\n    waarden:\n{waarden}",
        encoding="utf-8",
    )


def _te_groot_diagram(pad: Path) -> None:
    """Eighteen pairs of questions, of which all first halves are asked before the second ones."""
    namen = [f"{helft}{n}" for helft in ("eerst", "later") for n in range(18)]
    vragen = "".join(
        f"  {naam}:\n    thema: dag\n    vraag: Lukt het?\n    bron: {{}}\n"
        "    antwoorden: {ja: {tekst: ja}, nee: {tekst: nee}}\n"
        for naam in namen
    )
    paren = "".join(f"        - {{eerst{n}: ja, later{n}: ja}}\n" for n in range(18))
    (pad / "regels.yaml").write_text(
        "regelset: proef\ntitel: Proef\ngeldig_vanaf: 2021-01-01\nbron: {document: boek}\n"
        f"vragen:\n{vragen}signalen:\n  let_op: {{titel: Let op, soort: signaal, bron: {{}}}}\n"
        f"regels:\n  - id: R-let-op\n    als:\n      een_van:\n{paren}"
        "    dan: {signaal: let_op}\n    omdat: Het lukt.\n    bron: {}\n",
        encoding="utf-8",
    )


MAKEN: dict[str, Callable[[Path], None]] = {
    "bestand-geen-utf8": _oude_codering,
    "bestand-onleesbaar": _map_als_bestand,
    "bestand-onleesbaar-kring": _kring,
    "bestand-ontbreekt-map": _zonder_map,
    "bestand-te-groot": _groot,
    "diagram-te-groot": _te_groot_diagram,
    "te-veel-periodes": _te_veel_periodes,
}


def gevallen(soort: Path) -> list[Path]:
    """Return the folders of the cases, in order."""
    return sorted(p for p in soort.iterdir() if p.is_dir())


def code_van(geval: str) -> str:
    """Return the code that a case is about: the longest one with which its name begins."""
    return max(
        (c for c in CODES if geval == c or geval.startswith(f"{c}-")), key=len, default=geval
    )


def leg_klaar(geval: Path, doel: Path) -> None:
    """Lay out the files of a case in an empty folder."""
    shutil.copytree(geval, doel, ignore=shutil.ignore_patterns(VERWACHT))
    invoer = any((geval / naam).exists() for naam in (*INTAKES, TOETSEN, SJABLONEN))
    if invoer and not list(geval.glob("regel*.yaml")):
        shutil.copy(REGELS, doel)
    if geval.name not in ZONDER_KOP and not (doel / KOP.name).exists():
        shutil.copy(KOP, doel)
    if geval.name in MAKEN:
        MAKEN[geval.name](doel)


def beoordeel(pad: Path) -> tuple[list[Diagnose], dict[str, str]]:
    """Return the diagnoses of a case, with the texts that they speak of."""
    for naam in INTAKES:
        if (pad / naam).exists():
            return _intake(pad, naam)
    if (pad / TOETSEN).is_dir():
        uitslag = draai(laad(pad), pad / TOETSEN)
        return uitslag.diagnoses, uitslag.teksten
    if (pad / SJABLONEN).is_dir():
        return _sjabloon(pad / SJABLONEN)
    diagnoses, teksten = controleer(pad)
    return list(diagnoses) or _bewijs(pad), dict(teksten)


def _bewijs(pad: Path) -> list[Diagnose]:
    """What the proofs find in rules that can be read without a diagnosis."""
    try:
        return [
            bevinding.diagnose
            for boek in laad(pad).boeken
            for deel in bewijs(boek, realiseerbaar(boek))
            for bevinding in deel.bevindingen
        ]
    except DiagnoseFout as fout:
        return list(fout.diagnoses)


def _sjabloon(map_: Path) -> tuple[list[Diagnose], dict[str, str]]:
    """What is said of templates when a document without anything in it is laid out."""
    leeg = Document(Soort.BESCHIKKING, "Besluit", False, (), (), "", (), ())
    teksten = {str(pad): pad.read_text(encoding="utf-8") for pad in map_.iterdir()}
    try:
        als_html(leeg, map_)
    except Sjabloonfout as fout:
        return [fout.diagnose], teksten
    return [], teksten


def _intake(pad: Path, naam: str) -> tuple[list[Diagnose], dict[str, str]]:
    regelwerk = laad(pad)
    tekst, diagnoses = lees_bestand(pad / naam, naam)
    assert tekst is not None, diagnoses
    lees = lees_json if naam.endswith(".json") else lees_yaml
    knoop, diagnoses = lees(tekst, naam)
    if knoop is not None and not diagnoses:
        try:
            voorstel = stel_voor(lees_intake(regelwerk, knoop))
            if (pad / MOTOR).exists():
                with MotorenMetFout((pad / MOTOR).read_text(encoding="utf-8").strip()) as motoren:
                    controleer_motoren(voorstel, regelwerk, motoren, Path("verslagen"))
        except DiagnoseFout as fout:
            diagnoses = list(fout.diagnoses)
        except NietZeker as fout:
            diagnoses = [fout.diagnose]
        except GeenUniekeUitkomst as fout:
            diagnoses = [fout.diagnose]
    return diagnoses, {naam: tekst, **regelwerk.teksten}


def uitvoer(diagnoses: list[Diagnose], teksten: dict[str, str]) -> str:
    """Return all diagnoses as a person sees them, with an empty line between two."""
    return "\n\n".join(toon(d, teksten) for d in diagnoses) + "\n"

"""Measurements on our own rules, as ratios within one run: `make bench`.

Times differ per machine and per moment; only the ratios mean anything. Nothing here is a
test: a test never looks at a clock.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from engine.evaluation.compileren import compileer
from engine.evaluation.evaluator import evalueer
from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.lezen import lees_document
from engine.rulebook.regelwerk import laad

WORTEL = Path(__file__).parent.parent
RONDES = 7


def meet(doe: Callable[[], object], keer: int) -> list[float]:
    """Return per round the microseconds that one call took on average."""
    doe()
    rondes = []
    for _ in range(RONDES):
        begin = time.perf_counter()
        for _ in range(keer):
            doe()
        rondes.append((time.perf_counter() - begin) / keer * 1e6)
    return rondes


def lees_voorbeeld(naam: str) -> Intake:
    """Read one of the examples as an intake."""
    knoop, _, problemen = lees_document((WORTEL / "voorbeelden" / naam).read_bytes(), naam)
    assert knoop is not None and not problemen
    return lees_intake(REGELWERK, knoop)


REGELWERK = laad(WORTEL / "rules")


def main() -> None:
    """Measure loading, evaluating and proposing, and print a table."""
    boek = REGELWERK.op(date(2021, 6, 1))
    assert boek is not None
    intake = lees_voorbeeld("arrangement-5.yaml")
    feiten = dict(stel_voor(intake).spoor.feiten)
    klaar = compileer(boek)
    metingen: list[tuple[str, list[float]]] = [
        ("een evaluatie: alle waarden en statussen", meet(lambda: klaar.evalueer(feiten), 500)),
        ("een evaluatie met spoor", meet(lambda: evalueer(boek, feiten), 500)),
        ("een voorstel, alle roosters", meet(lambda: stel_voor(intake), 200)),
        (
            "een voorstel met uitleg als JSON",
            meet(lambda: als_json(stel_voor(intake), REGELWERK), 20),
        ),
        ("een intake lezen en controleren", meet(lambda: lees_voorbeeld("arrangement-5.yaml"), 20)),
        ("de regels laden en controleren", meet(lambda: laad(WORTEL / "rules"), 3)),
    ]
    basis = statistics.median(metingen[0][1])
    tabel = Table("meting", "mediaan (µs)", "spreiding (µs)", "verhouding", title="Onze regels")
    for naam, rondes in metingen:
        mediaan = statistics.median(rondes)
        tabel.add_row(
            naam,
            f"{mediaan:.1f}",
            f"{min(rondes):.1f} - {max(rondes):.1f}",
            f"{mediaan / basis:.1f}x",
        )
    console = Console()
    console.print(tabel)
    console.print(
        f"{len(boek.vragen)} vragen, {len(boek.uitkomsten)} uitkomsten, {len(boek.regels)} regels, "
        f"{len(boek.grootheden)} grootheden"
    )


if __name__ == "__main__":
    main()

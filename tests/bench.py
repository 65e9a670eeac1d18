"""Measurements on our own rules, as ratios within one run: `make bench`.

Times differ per machine and per moment; the ratios say more. In every round each measurement
has its turn, so that a ratio compares what happened at the same time. Nothing here is a test: a
test never looks at a clock. What is compared must first give equal outcomes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from engine.evaluation.beslisdiagram import maak_diagram
from engine.evaluation.compileren import compileer
from engine.evaluation.evaluator import evalueer, uitkomst
from engine.evaluation.stand import verscherp
from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.uitleg import leg_uit
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rete.motor import Motor, Motoren
from engine.rulebook.lezen import lees_document
from engine.rulebook.regelwerk import Regelwerk, laad
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.bench_zen import Zen, gegevens, klassenummers
from tests.referentie.gevallen import maak_feiten, toeval
from tests.rete.vergelijken import verschillen

WORTEL = Path(__file__).parent.parent
REGELS = WORTEL / "rules"
VOORBEELD = "arrangement-5.yaml"
PEILDATUM = date(2021, 6, 1)
RONDES = 41
INTAKES = 300
"""Complete random intakes on which the outcomes must be equal first."""
NIEUW_PROCES = (
    "from pathlib import Path; from engine.rulebook.regelwerk import laad; laad(Path('rules'))"
)


@dataclass
class Meting:
    """One thing to measure.

    `keer` is how often in a round; what takes long has fewer `rondes`. `hoogstens` is its budget
    in milliseconds; `minstens` how many times as long as another, by its place in the list, it
    should take at least. `per_ronde` are microseconds.
    """

    naam: str
    doe: Callable[[], object]
    keer: int
    hoogstens: float | None = None
    minstens: tuple[float, int] | None = None
    rondes: int = RONDES
    per_ronde: list[float] = field(default_factory=list)

    def ronde(self) -> None:
        """Measure one round: how long one call took on average."""
        begin = time.perf_counter()
        for _ in range(self.keer):
            self.doe()
        self.per_ronde.append((time.perf_counter() - begin) / self.keer * 1e6)

    def keer_zo_lang(self, ander: Meting) -> list[float]:
        """Return per round how many times as long as another it took."""
        return [a / b for a, b in zip(self.per_ronde, ander.per_ronde, strict=False)]


def lees_voorbeeld(regelwerk: Regelwerk, naam: str) -> Intake:
    """Read one of the examples as an intake."""
    knoop, _, problemen = lees_document((WORTEL / "voorbeelden" / naam).read_bytes(), naam)
    assert knoop is not None
    assert not problemen
    return lees_intake(regelwerk, knoop)


def controleer(boek: Rulebook, voorbeeld: Feiten, zen: Zen, motor: Motor) -> None:
    """Stop when what is measured does not give equal outcomes."""
    namen = compileer(boek).uitkomsten
    gevallen = [maak_feiten(toeval("bench", nummer), boek) for nummer in range(INTAKES)]
    for feiten in [*gevallen, voorbeeld]:
        spoor, alleen = evalueer(boek, feiten), uitkomst(boek, feiten)
        assert all(alleen.bits(id_) == spoor.bits(id_) for id_ in namen)
        # zen-engine knows no unknown; of the example only what is settled is held against it.
        vast = {id_: alleen.bits(id_) for id_ in namen if alleen.is_vast(id_)}
        assert feiten is voorbeeld or len(vast) == len(namen)
        gevonden = zen.evalueer(gegevens(feiten))
        assert klassenummers(vast, boek) == {id_: gevonden[id_] for id_ in vast}
        assert not verschillen(boek, feiten, motor.evalueer(feiten))


def metingen(
    regelwerk: Regelwerk, intake: Intake, feiten: Feiten, zen: Zen, motor: Motor
) -> list[Meting]:
    """Return what to measure; the first is what the others are compared with."""
    boek, plat = intake.boek, gegevens(feiten)

    def beide() -> None:
        assert not verschillen(boek, feiten, motor.evalueer(feiten))

    def met_uitleg() -> None:
        leg_uit(Voorstel(intake, verscherp(evalueer(boek, feiten))))

    def zen_met_spoor() -> None:
        zen.model.evaluate(plat, {"trace": True})

    return [
        Meting("alleen de uitkomst", lambda: uitkomst(boek, feiten), 300, hoogstens=0.01),
        Meting("volledig spoor", lambda: evalueer(boek, feiten), 150, hoogstens=0.05),
        Meting("zen-engine", lambda: zen.model.evaluate(plat), 8, minstens=(50, 0)),
        Meting("zen-engine met spoor", zen_met_spoor, 8, minstens=(15, 1)),
        Meting("volledig spoor, verscherpt", lambda: verscherp(evalueer(boek, feiten)), 10),
        Meting("spoor met de hele uitleg", met_uitleg, 3, hoogstens=2),
        Meting("voorstel, alle roosters", lambda: stel_voor(intake), 3),
        Meting("voorstel als JSON, alles erbij", lambda: als_json(stel_voor(intake), regelwerk), 1),
        Meting("beide motoren, vergeleken", beide, 2, hoogstens=3),
        Meting("een intake lezen", lambda: lees_voorbeeld(regelwerk, VOORBEELD), 2),
        Meting("het regelboek compileren", lambda: compileer.__wrapped__(boek), 1, rondes=9),
        Meting("de beslisdiagrammen maken", lambda: maak_diagram.__wrapped__(boek), 1, rondes=9),
        Meting("de regels laden en controleren", lambda: laad(REGELS), 1, rondes=5),
        Meting("hetzelfde in een nieuw proces", nieuw_proces, 1, hoogstens=1000, rondes=5),
    ]


def nieuw_proces() -> None:
    """Load and check the rules from nothing."""
    subprocess.run([sys.executable, "-c", NIEUW_PROCES], cwd=WORTEL, check=True)


def tabel(gemeten: Sequence[Meting]) -> Table:
    """Return the measurements with their ratios and budgets."""
    kolommen = ("meting", "ms", "keer de eerste", "begroot", "gehaald")
    gevonden = Table(*kolommen, title="Een zaak op onze regels: mediaan (minste - meeste)")
    for meting in gemeten:
        begroot, gehaald = "", ""
        if meting.hoogstens is not None:
            begroot = f"minder dan {meting.hoogstens} ms"
            gehaald = "ja" if median(meting.per_ronde) < meting.hoogstens * 1000 else "NEE"
        if meting.minstens is not None:
            minstens, plek = meting.minstens
            keer = median(meting.keer_zo_lang(gemeten[plek]))
            begroot = f"minstens {minstens:g}x {gemeten[plek].naam}"
            gehaald = f"{'ja' if keer >= minstens else 'NEE'}: {keer:.1f}x"
        gevonden.add_row(
            meting.naam,
            _spreiding([t / 1000 for t in meting.per_ronde], 4),
            _spreiding(meting.keer_zo_lang(gemeten[0]), 1),
            begroot,
            gehaald,
        )
    return gevonden


def _spreiding(waarden: Sequence[float], cijfers: int) -> str:
    return (
        f"{median(waarden):.{cijfers}f} ({min(waarden):.{cijfers}f} - {max(waarden):.{cijfers}f})"
    )


def main() -> None:
    """Check that outcomes are equal, measure, and print a table."""
    console = Console(width=140)
    regelwerk = laad(REGELS)
    boek = regelwerk.op(PEILDATUM)
    assert boek is not None
    intake = lees_voorbeeld(regelwerk, VOORBEELD)
    feiten, zen = dict(stel_voor(intake).spoor.feiten), Zen(boek)
    with Motoren() as motoren:
        motor = motoren.van(boek)
        controleer(boek, feiten, zen, motor)
        console.print(f"{INTAKES} volledige intakes en het voorbeeld: overal gelijke uitkomsten.")
        alle = metingen(regelwerk, intake, feiten, zen, motor)
        for meting in alle:
            meting.doe()
        for nummer in range(RONDES):
            for meting in alle:
                if nummer < meting.rondes:
                    meting.ronde()
    console.print(tabel(alle))
    console.print(
        f"{len(boek.vragen)} vragen, {len(boek.uitkomsten)} uitkomsten, {len(boek.regels)} regels, "
        f"{len(boek.grootheden)} grootheden, {len(maak_diagram(boek).diagrammen.takken)} knopen; "
        f"de machine had {os.getloadavg()[0]:.1f} te doen op {os.cpu_count()} kernen"
    )


if __name__ == "__main__":
    main()

"""Evaluating one case for each of its weekroosters: as it is, per phase, and to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import verscherp
from engine.indicatie.intake import Intake
from engine.indicatie.intake_vorm import Rij
from engine.indicatie.weekrooster import als_beroepskracht, gemiddelde, tel
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Rooster

_TIJDEN = ("goed", "slecht")


@dataclass(frozen=True, slots=True)
class Fase:
    """A phase: its days, the rows of its weekrooster and what the rules say of it.

    `tot` is the last day, the day before the next phase; None while the end is not known.
    """

    nummer: int
    van: date
    tot: date | None
    rijen: tuple[Rij, ...]
    spoor: Spoor


def rijen_van(intake: Intake, fase: int = 1) -> list[Rij] | None:
    """Return the rows that count in a phase, or None while the weekrooster is not complete.

    Without phases the first is the whole; an empty complete weekrooster means that no
    professional support is needed.
    """
    if intake.vorm.weekrooster is None or not intake.vorm.weekrooster_compleet:
        return None
    return [r for r in intake.vorm.weekrooster if r.fase in {None, fase}]


def beoordeel(intake: Intake, rijen: Sequence[Rij] | None) -> Spoor:
    """Evaluate the case with these rows; with good and bad times, on the yearly average."""
    return _evalueer(intake, _jaar(intake, rijen) if rijen is not None else {})


def fasen(intake: Intake) -> tuple[Fase, ...]:
    """Evaluate each phase on its own weekrooster; the phases follow each other without a gap."""
    gevonden = []
    for nummer, fase in enumerate(intake.vorm.fasen, start=1):
        rest = intake.vorm.fasen[nummer:]
        tot = rest[0].vanaf - timedelta(days=1) if rest else intake.vorm.einddatum
        rijen = rijen_van(intake, nummer)
        spoor = beoordeel(intake, rijen)
        gevonden.append(Fase(nummer, fase.vanaf, tot, tuple(rijen or ()), spoor))
    return tuple(gevonden)


def anders(intake: Intake) -> tuple[tuple[Rooster, Spoor], ...]:
    """Evaluate every other weekrooster that the rules compare, as far as it applies."""
    rijen = rijen_van(intake)
    if rijen is None:
        return ()
    gevonden = []
    for rooster in intake.boek.roosters.values():
        if rooster.vorm.telt_ook:
            meer = als_beroepskracht(rijen, rooster.vorm.telt_ook)
            gevonden.append((rooster, beoordeel(intake, meer)))
        elif rooster.vorm.tijd is not None and intake.vorm.golven is not None:
            van_tijd = [r for r in rijen if r.tijd in {None, rooster.vorm.tijd}]
            gevonden.append((rooster, _evalueer(intake, tel(intake.boek, van_tijd))))
    return tuple(gevonden)


def _evalueer(intake: Intake, geteld: dict[str, Interval]) -> Spoor:
    return verscherp(evalueer(intake.boek, {**intake.feiten(), **geteld}))


def _jaar(intake: Intake, rijen: Sequence[Rij]) -> dict[str, Interval]:
    golven = intake.vorm.golven
    if golven is None:
        return tel(intake.boek, rijen)
    weken = (golven.goed_weken, golven.slecht_weken)
    return gemiddelde(
        (aantal, tel(intake.boek, [r for r in rijen if r.tijd in {None, tijd}]))
        for tijd, aantal in zip(_TIJDEN, weken, strict=True)
    )

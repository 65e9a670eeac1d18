"""The indication in time: activities, how often and how long, and hours per week.

Rulings of the Centrale Raad van Beroep ask that a client knows this beforehand; an
arrangement number alone does not say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from engine.explanation.teksten import met_eenheid
from engine.indicatie.intake_vorm import DAGEN, Golfweken, Rij
from engine.indicatie.weekrooster import dagen_per_week
from engine.rulebook.klassen import Interval, toon_getal

_KEER = "keer"


def tijd_json(rijen: Iterable[Rij], golven: Golfweken | None = None) -> dict[str, Any]:
    """Return what professionals of this provision do: per activity and in all, per week.

    With good and bad times the sums are the average over the year.
    """
    eigen = [r for r in rijen if r.wie == "beroepskracht"]
    blijvend = [(r, _per_week(r), _deel_van_het_jaar(r, golven)) for r in eigen if not r.tijdelijk]
    gewogen = [(r, Interval(w.laag * deel, w.hoog * deel)) for r, w, deel in blijvend]
    uren = [w for r, w in gewogen if r.vorm == "individueel"]
    dagdelen = [w for r, w in gewogen if r.vorm == "groep"]
    return {
        "uren_per_week": _bedrag(uren),
        "dagdelen_per_week": _bedrag(dagdelen),
        "activiteiten": [_activiteit(r) for r in eigen],
    }


def in_zinnen(rijen: Iterable[Rij]) -> Iterator[str]:
    """Yield each activity as a person reads it: what, how often and how long."""
    for rij in rijen:
        if rij.wie == "beroepskracht":
            slot = ", tijdelijk" if rij.tijdelijk else ""
            yield f"{rij.activiteit}: {frequentie(rij)}, {_duur(rij)}{slot}"


def frequentie(rij: Rij) -> str:
    """Return how often an activity is, in words."""
    if rij.keren_per_maand is not None:
        vaak = f"{toon_getal(Fraction(rij.keren_per_maand))} {_KEER} per maand"
    elif rij.dagen_onbekend:
        vaak = "op dagen die nog niet bekend zijn"
    elif rij.weekdagen is None:
        vaak = f"een {_KEER}"
    else:
        vaak = f"op {', '.join(d for d in DAGEN if d in rij.weekdagen)}"
    per_dag = f", {rij.keren_per_dag} {_KEER} per dag" if rij.keren_per_dag > 1 else ""
    return f"{vaak}{' om de week' if rij.om_de_week else ''}{per_dag}"


def _duur(rij: Rij) -> str:
    if rij.vorm == "individueel":
        return met_eenheid(str(rij.minuten), "minuten")
    return met_eenheid(toon_getal(Fraction(rij.dagdelen or 0)), "dagdelen in een groep")


def _activiteit(rij: Rij) -> dict[str, Any]:
    deel: dict[str, Any] = {
        "activiteit": rij.activiteit,
        "resultaat": rij.resultaat,
        "vorm": rij.vorm,
        "frequentie": frequentie(rij),
        "tijdelijk": rij.tijdelijk,
    }
    if rij.vorm == "individueel":
        deel["minuten_per_keer"] = rij.minuten
        deel["uren_per_week"] = _bedrag([_per_week(rij)])
    else:
        deel["dagdelen_per_keer"] = str(rij.dagdelen)
        deel["dagdelen_per_week"] = _bedrag([_per_week(rij)])
    return deel


def _deel_van_het_jaar(rij: Rij, golven: Golfweken | None) -> Fraction:
    if golven is None or rij.tijd is None:
        return Fraction(1)
    weken = golven.goed_weken if rij.tijd == "goed" else golven.slecht_weken
    return Fraction(weken, golven.goed_weken + golven.slecht_weken)


def _per_week(rij: Rij) -> Interval:
    """Return hours (individual) or dagdelen (group) per week."""
    dagen = dagen_per_week(rij)
    keer = (
        Fraction(rij.minuten or 0) * rij.keren_per_dag / 60
        if rij.vorm == "individueel"
        else Fraction(rij.dagdelen or 0)
    )
    return Interval(dagen.laag * keer, dagen.hoog * keer)


def _bedrag(delen: list[Interval]) -> str | list[str]:
    """Return a sum with two decimals, or the least and the most while days are unknown."""
    laag = sum((d.laag for d in delen), Fraction(0))
    hoog = sum((d.hoog for d in delen), Fraction(0))
    return f"{float(laag):.2f}" if laag == hoog else [f"{float(laag):.2f}", f"{float(hoog):.2f}"]

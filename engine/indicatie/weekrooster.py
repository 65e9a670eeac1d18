"""Counting in the weekrooster: hours, group sessions and contact days per week.

Every count is an interval: exact when the days are known, wider when they are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.indicatie.intake_vorm import DAGEN, Rij
from engine.rulebook import vorm
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Rulebook

_WEKEN_PER_MAAND = Fraction(52, 12)
_HALF = Fraction(1, 2)
NUL = Interval.precies(0)


@dataclass(frozen=True, slots=True)
class Contact:
    """A row on named weekdays: how often a day, and in which share of the weeks."""

    dagen: frozenset[str]
    aantal: int
    aandeel: Fraction


def tel(boek: Rulebook, rijen: Sequence[Rij]) -> dict[str, Interval]:
    """Return every count of the rulebook for the rows of one complete weekrooster.

    Source of the counting rules: Werkafsprakenboek, paragraph 12 (inzet).
    """
    geteld: dict[str, Interval] = {}
    kortste = boek.weekrooster.kortste_contact if boek.weekrooster else Decimal(0)
    contacten = [r for r in rijen if r.vorm == "groep" or Decimal(r.minuten or 0) >= kortste]

    def van(naam: str) -> Interval:
        if naam not in geteld:
            telling = boek.tellingen[naam].vorm
            if telling.som is not None:
                geteld[naam] = _som(van(lid) for lid in telling.som)
            else:
                geteld[naam] = _tel_een(telling, [r for r in contacten if past(r, telling.waar)])
        return geteld[naam]

    return {naam: van(naam) for naam in boek.tellingen}


def als_beroepskracht(rijen: Sequence[Rij], filters: Sequence[vorm.Filter]) -> list[Rij]:
    """Return the rows with those that match a filter counted as done by a professional."""
    return [
        r.model_copy(update={"wie": "beroepskracht"}) if any(past(r, f) for f in filters) else r
        for r in rijen
    ]


def gemiddelde(delen: Iterable[tuple[int, dict[str, Interval]]]) -> dict[str, Interval]:
    """Return the counts averaged over the year, each weighted by its number of weeks."""
    gewogen = list(delen)
    totaal = sum(weken for weken, _ in gewogen)
    namen = gewogen[0][1]
    return {
        naam: Interval(
            sum((w * t[naam].laag for w, t in gewogen), Fraction(0)) / totaal,
            sum((w * t[naam].hoog for w, t in gewogen), Fraction(0)) / totaal,
        )
        for naam in namen
    }


def past(rij: Rij, filter_: vorm.Filter) -> bool:
    """Tell whether a row meets every line of a filter."""
    return (
        (filter_.wie is None or rij.wie in filter_.wie)
        and filter_.vorm in {None, rij.vorm}
        and filter_.tijdelijk in {None, rij.tijdelijk}
        and (filter_.resultaat is None or str(rij.resultaat) in filter_.resultaat)
    )


def _tel_een(telling: vorm.Telling, rijen: list[Rij]) -> Interval:
    if telling.tel == "dagen":
        return _dagen(rijen, telling.met_minstens or 1)
    individueel = [r for r in rijen if r.vorm == "individueel"]
    if telling.tel == "langste_contact":
        return Interval.precies(max((r.minuten or 0 for r in individueel), default=0))
    if telling.tel == "uren":
        return _som(
            _keer(dagen_per_week(r), Fraction(r.minuten or 0) * r.keren_per_dag / 60)
            for r in individueel
        )
    groep = [r for r in rijen if r.vorm == "groep"]
    return _som(_keer(dagen_per_week(r), Fraction(r.dagdelen or 0)) for r in groep)


def _som(delen: Iterable[Interval]) -> Interval:
    totaal = NUL
    for deel in delen:
        totaal = Interval(totaal.laag + deel.laag, totaal.hoog + deel.hoog)
    return totaal


def _keer(interval: Interval, factor: Fraction) -> Interval:
    return Interval(interval.laag * factor, interval.hoog * factor)


def _aandeel(rij: Rij) -> Fraction:
    return _HALF if rij.om_de_week else Fraction(1)


def dagen_per_week(rij: Rij) -> Interval:
    """Return on how many days a week the activity is, on average."""
    if rij.keren_per_maand is not None:
        return Interval.precies(Fraction(rij.keren_per_maand) / _WEKEN_PER_MAAND)
    if rij.dagen_onbekend:
        return _keer(Interval(Fraction(1), Fraction(7)), _aandeel(rij))
    aantal = 1 if rij.weekdagen is None else len(rij.weekdagen)
    return Interval.precies(_aandeel(rij) * aantal)


def _dagen(rijen: Sequence[Rij], minstens: int) -> Interval:
    """Return on how many different days there are at least so many contacts.

    Rows without a weekday, monthly or every other week, add their own share of a day. Rows
    whose weekdays are not known may fall together with others or apart from them.
    """
    bekend: list[Contact] = []
    onbekend: list[Contact] = []
    los = Fraction(0)
    for rij in rijen:
        aantal = rij.keren_per_dag if rij.vorm == "individueel" else 1
        if rij.weekdagen is not None:
            bekend.append(Contact(rij.weekdagen, aantal, _aandeel(rij)))
        elif rij.dagen_onbekend:
            onbekend.append(Contact(frozenset(), aantal, _aandeel(rij)))
        elif aantal >= minstens:
            los += dagen_per_week(rij).laag
    hoog = _op_dagen(
        [*bekend, *(Contact(frozenset(DAGEN), c.aantal, c.aandeel) for c in onbekend)], minstens
    )
    # Each row of unknown days is at least on one day; the best place for all others is none.
    laag = max(
        (
            min(
                _op_dagen([*bekend, Contact(frozenset({dag}), c.aantal, c.aandeel)], minstens)
                for dag in DAGEN
            )
            for c in onbekend
        ),
        default=_op_dagen(bekend, minstens),
    )
    return Interval(min(laag + los, Fraction(7)), min(hoog + los, Fraction(7)))


def _op_dagen(contacten: Sequence[Contact], minstens: int) -> Fraction:
    """Return the number of weekdays with at least so many contacts, by share of the weeks.

    A day counts for the largest share of weeks in which the rows of at least that share
    together reach the number.
    """
    totaal = Fraction(0)
    for dag in DAGEN:
        op_dag = sorted((c for c in contacten if dag in c.dagen), key=lambda c: -c.aandeel)
        gezien = 0
        for contact in op_dag:
            gezien += contact.aantal
            if gezien >= minstens:
                totaal += contact.aandeel
                break
    return totaal

"""Counting the weekrooster once more, and choosing which of its rows each evaluation has.

The counting rules are those of the Werkafsprakenboek, paragraph 12 (inzet), written out again
so that a fault in one of the two counts shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.vorm import Filter, Telling

GEWOON = "gewoon"
_WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")
_ONBEKEND = "onbekend"
_HALF = Fraction(1, 2)
_DAGEN = 7

Getallen = dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Activiteit:
    """A row of the weekrooster, as it was filled in; `minuten` and `dagdelen` are per time."""

    wie: str
    vorm: str
    resultaat: str
    tijdelijk: bool = False
    dagen: tuple[str, ...] = ()
    om_de_week: bool = False
    keren_per_maand: Fraction | None = None
    keren_per_dag: int = 1
    minuten: int = 0
    dagdelen: Fraction = Fraction(0)
    fase: int | None = None
    tijd: str | None = None

    @property
    def deel_van_de_weken(self) -> Fraction:
        """The share of the weeks in which the activity is."""
        return _HALF if self.om_de_week else Fraction(1)

    @property
    def contacten(self) -> int:
        """How many contacts there are on such a day; a group is one."""
        return self.keren_per_dag if self.vorm == "individueel" else 1

    def dagen_per_week(self) -> tuple[Fraction, Fraction]:
        """Return the least and the most days a week, on average."""
        if self.keren_per_maand is not None:
            per_week = self.keren_per_maand * 12 / 52
            return per_week, per_week
        minst = meest = len(set(self.dagen)) or 1
        if _ONBEKEND in self.dagen:
            minst, meest = 1, _DAGEN
        return minst * self.deel_van_de_weken, meest * self.deel_van_de_weken


@dataclass(frozen=True, slots=True)
class Weekrooster:
    """The rows of a case; None while they are not complete.

    `fasen` is the number of phases, `golven` the weeks a year of good and of bad times.
    """

    rijen: tuple[Activiteit, ...] | None
    fasen: int = 0
    golven: tuple[int, int] | None = None


def tel_alles(boek: Rulebook, rooster: Weekrooster) -> dict[str, Getallen]:
    """Return the counts of each evaluation of a case, by its name.

    The names are `gewoon`, `fase 1` and on, and the ids of the roosters to compare.
    """
    fasen = {f"fase {nummer}": nummer for nummer in range(1, rooster.fasen + 1)}
    if rooster.rijen is None:
        return {naam: {} for naam in (GEWOON, *fasen)}
    geteld = {
        naam: _jaar(boek, _in_fase(rooster.rijen, fase), rooster.golven)
        for naam, fase in {GEWOON: 1, **fasen}.items()
    }
    eerste = _in_fase(rooster.rijen, 1)
    for ander in boek.roosters.values():
        if ander.vorm.telt_ook:
            geteld[ander.id] = _jaar(boek, _telt_ook(eerste, ander.vorm.telt_ook), rooster.golven)
        elif ander.vorm.tijd is not None and rooster.golven is not None:
            geteld[ander.id] = tel(boek, _in_tijd(eerste, ander.vorm.tijd))
    return geteld


def tel(boek: Rulebook, rijen: Iterable[Activiteit]) -> Getallen:
    """Return every count of the rulebook for these rows of a complete weekrooster."""
    kortste = Fraction(boek.weekrooster.kortste_contact) if boek.weekrooster else Fraction(0)
    echt = [r for r in rijen if r.vorm == "groep" or r.minuten >= kortste]
    geteld: Getallen = {}
    open_ = dict(boek.tellingen)
    while klaar := [n for n, t in open_.items() if set(t.vorm.som or ()) <= geteld.keys()]:
        for naam in klaar:
            telling = open_.pop(naam).vorm
            if telling.som is None:
                geteld[naam] = _een(telling, [r for r in echt if _past(r, telling.waar)])
            else:
                leden = [geteld[lid] for lid in telling.som]
                geteld[naam] = Interval(
                    sum((lid.laag for lid in leden), Fraction(0)),
                    sum((lid.hoog for lid in leden), Fraction(0)),
                )
    return geteld


def _in_fase(rijen: Iterable[Activiteit], fase: int) -> list[Activiteit]:
    return [r for r in rijen if r.fase is None or r.fase == fase]


def _in_tijd(rijen: Iterable[Activiteit], tijd: str) -> list[Activiteit]:
    return [r for r in rijen if r.tijd is None or r.tijd == tijd]


def _telt_ook(rijen: Iterable[Activiteit], filters: Iterable[Filter]) -> list[Activiteit]:
    mee = list(filters)
    return [replace(r, wie="beroepskracht") if any(_past(r, f) for f in mee) else r for r in rijen]


def _jaar(boek: Rulebook, rijen: Sequence[Activiteit], golven: tuple[int, int] | None) -> Getallen:
    """Return the counts, with good and bad times the average over the weeks of the year."""
    if golven is None:
        return tel(boek, rijen)
    goed, slecht = (tel(boek, _in_tijd(rijen, tijd)) for tijd in ("goed", "slecht"))
    deel = Fraction(golven[0], sum(golven))
    return {
        naam: Interval(
            goed[naam].laag * deel + slecht[naam].laag * (1 - deel),
            goed[naam].hoog * deel + slecht[naam].hoog * (1 - deel),
        )
        for naam in goed
    }


def _past(rij: Activiteit, waar: Filter) -> bool:
    if waar.wie is not None and rij.wie not in waar.wie:
        return False
    if waar.vorm is not None and rij.vorm != waar.vorm:
        return False
    if waar.tijdelijk is not None and rij.tijdelijk != waar.tijdelijk:
        return False
    return waar.resultaat is None or rij.resultaat in waar.resultaat


def _een(telling: Telling, rijen: list[Activiteit]) -> Interval:
    """Return one count over the rows that its filter leaves."""
    alleen = [r for r in rijen if r.vorm == "individueel"]
    if telling.tel == "dagen":
        return _verschillende_dagen(rijen, telling.met_minstens or 1)
    if telling.tel == "langste_contact":
        return Interval.precies(max([0, *(r.minuten for r in alleen)]))
    if telling.tel == "uren":
        per_dag = [(r, Fraction(r.minuten * r.keren_per_dag, 60)) for r in alleen]
    else:
        per_dag = [(r, r.dagdelen) for r in rijen if r.vorm == "groep"]
    keren = [(r.dagen_per_week(), hoeveel) for r, hoeveel in per_dag]
    return Interval(
        sum((minst * hoeveel for (minst, _), hoeveel in keren), Fraction(0)),
        sum((meest * hoeveel for (_, meest), hoeveel in keren), Fraction(0)),
    )


def _verschillende_dagen(rijen: list[Activiteit], nodig: int) -> Interval:
    """Return on how many days a week there are at least so many contacts.

    At most every row of unknown days is there every day; at least each of them is on one day,
    and all on the day where it adds least.
    """
    genoemd = [r for r in rijen if r.dagen and _ONBEKEND not in r.dagen]
    zwevend = [r for r in rijen if _ONBEKEND in r.dagen]
    per_dag = [[r for r in genoemd if dag in r.dagen] for dag in _WEEK]
    zeker = [_halven(rijen_, nodig) for rijen_ in per_dag]
    meest = [_halven([*rijen_, *zwevend], nodig) for rijen_ in per_dag]
    erbij = [
        min(_halven([*op, r], nodig) - al for op, al in zip(per_dag, zeker, strict=True))
        for r in zwevend
    ]
    los = sum(
        (r.dagen_per_week()[0] for r in rijen if not r.dagen and r.contacten >= nodig), Fraction(0)
    )
    return Interval(
        min(Fraction(sum(zeker) + max(erbij, default=0), 2) + los, Fraction(_DAGEN)),
        min(Fraction(sum(meest), 2) + los, Fraction(_DAGEN)),
    )


def _halven(rijen: list[Activiteit], nodig: int) -> int:
    """Return in how many of two weeks a day with these rows has enough contacts."""
    elke_week = sum(r.contacten for r in rijen if not r.om_de_week)
    if elke_week >= nodig:
        return 2
    samen = elke_week + sum(r.contacten for r in rijen if r.om_de_week)
    return 1 if samen >= nodig else 0

"""Finding weekroosters: for every combination of classes of the counts that we can, a rooster.

A week is filled day by day from a few fillings, chosen around the bounds that the rules use;
what a filling adds to each count is known beforehand, so that only one week is kept for every
combination of totals. The counts of each week found are then really counted, so that a
combination is never claimed without a rooster that gives it. A combination that is not found
may still exist.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations, pairwise, product
from math import ceil, floor
from typing import Any, get_args

from engine.indicatie.intake_vorm import DAGEN, Rij
from engine.indicatie.weekrooster import past, tel
from engine.rulebook import vorm
from engine.rulebook.klassen import Grootheid
from engine.rulebook.rulebook import Rulebook

Klassen = tuple[int, ...]
"""The number of the class of each count, in the order of the rulebook."""

MEESTE_WEKEN = 60_000
"""The most weeks that are kept; beyond it the search stops with what it has."""

_RESULTATEN = range(1, 14)
_DAGDELEN = (Decimal("0.5"), Decimal(1), Decimal(2))
_MINUTEN_PER_DAG = 1440
_MEESTE_KEREN = 24
"""The most times a day that an intake can name."""
_DEEL = 60
"""Totals are kept in sixtieths: hours in minutes."""
_LANGER = 15
"""Minutes past a bound, so that a contact is clearly longer."""

Totalen = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Spoor:
    """A count as the search keeps it: in sixtieths, no further than where its last class begins."""

    id: str
    is_langste: bool
    drempels: tuple[int, ...]
    """The least total in each class after the first."""


@lru_cache(maxsize=64)
def realiseerbaar(
    boek: Rulebook, tellingen: tuple[str, ...] | None = None
) -> Mapping[Klassen, tuple[Rij, ...]]:
    """Return the combinations of classes of counts that a weekrooster was found for.

    Each has a rooster of as few days as the search knows. The same search is done once.

    Args:
        boek: the rulebook with the counts.
        tellingen: the counts to look at, the fewer the faster; without them all.
    """
    namen = tuple(boek.tellingen) if tellingen is None else tellingen
    return _Zoektocht(boek, namen).zoek() if namen else {}


def vind_rooster(boek: Rulebook, gewenst: Mapping[str, int]) -> tuple[Rij, ...] | None:
    """Return a weekrooster whose counts lie in the wanted classes, or None when none was found.

    Args:
        boek: the rulebook with the counts.
        gewenst: per count the number of its class; a count that is left out may be anything.
    """
    plaats = {naam: n for n, naam in enumerate(boek.tellingen)}
    passend = [
        rijen
        for klassen, rijen in realiseerbaar(boek).items()
        if all(klassen[plaats[naam]] == klasse for naam, klasse in gewenst.items())
    ]
    return min(passend, key=_omvang, default=None)


def klassen_van(
    boek: Rulebook, rijen: Sequence[Rij], tellingen: Iterable[str] | None = None
) -> Klassen | None:
    """Return the class of every count of a weekrooster; None when one is not settled."""
    geteld = tel(boek, rijen)
    namen = boek.tellingen if tellingen is None else tellingen
    nummers = [boek.grootheden[naam].nummers(geteld[naam]) for naam in namen]
    return tuple(n[0] for n in nummers) if all(len(n) == 1 for n in nummers) else None


def _omvang(rijen: Sequence[Rij]) -> tuple[int, int]:
    return sum(len(r.dagen or ()) for r in rijen), len(rijen)


class _Zoektocht:
    def __init__(self, boek: Rulebook, gezocht: tuple[str, ...]) -> None:
        self.boek = boek
        self.gezocht = gezocht
        nodig = {lid for naam in gezocht for lid in boek.tellingen[naam].vorm.som or ()}
        self.tellingen = {
            naam: t.vorm for naam, t in boek.tellingen.items() if naam in nodig | {*gezocht}
        }
        kortste = boek.weekrooster.kortste_contact if boek.weekrooster else Decimal(0)
        self.kortste = max(1, ceil(kortste))
        self.per_resultaat = [n for n, t in self.tellingen.items() if t.waar.resultaat is not None]
        """The counts that look at the result; they follow once the week is filled."""
        self.sporen = [
            _spoor(boek.grootheden[naam], telling)
            for naam, telling in self.tellingen.items()
            if naam in gezocht
            and naam not in self.per_resultaat
            and len(boek.grootheden[naam].klassen) > 1
        ]

    def zoek(self) -> Mapping[Klassen, tuple[Rij, ...]]:
        gevonden: dict[Klassen, tuple[Rij, ...]] = {}
        for week in [(), *self.weken()]:
            for rijen in self.met_resultaten(week):
                klassen = klassen_van(self.boek, rijen, self.gezocht)
                if klassen is None:
                    continue
                ander = gevonden.get(klassen)
                if ander is None or _omvang(rijen) < _omvang(ander):
                    gevonden[klassen] = rijen
        return gevonden

    # What to fill a day with

    def soorten(self, met_resultaat: bool) -> list[Rij]:
        """Return an activity for every set of counts that one can add to.

        Args:
            met_resultaat: only those that add to nothing but counts that look at the result.
        """
        eerst = ("beroepskracht", *(w for w in get_args(vorm.Wie) if w != "beroepskracht"))
        per_soort: dict[tuple[str, ...], Rij] = {}
        for tijdelijk, wie, soort in product((False, True), eerst, ("individueel", "groep")):
            rij = Rij.model_construct(
                activiteit="begeleiden",
                resultaat=_RESULTATEN[0],
                wie=wie,
                vorm=soort,
                keren_per_dag=1,
                tijdelijk=tijdelijk,
            )
            telt = tuple(n for n in self.tellingen if self.kan_tellen(rij, n))
            gewoon = [n for n in telt if n not in self.per_resultaat]
            if telt and (not gewoon if met_resultaat else gewoon):
                per_soort.setdefault(telt, rij)
        return list(per_soort.values())

    def kan_tellen(self, rij: Rij, naam: str) -> bool:
        telling = self.tellingen[naam]
        if telling.som is not None:
            return False
        filter_ = telling.waar.model_copy(update={"resultaat": None})
        juiste = {"dagdelen": "groep", "uren": "individueel", "langste_contact": "individueel"}
        return past(rij, filter_) and juiste.get(telling.tel or "", rij.vorm) == rij.vorm

    def invullingen(self, soort: Rij) -> Iterator[Rij]:
        """Yield an activity as often and as long on a day as the bounds make worth trying."""
        if soort.vorm == "groep":
            for dagdelen in _DAGDELEN:
                yield soort.model_copy(update={"dagdelen": dagdelen})
            return
        dubbel = {t.met_minstens or 1 for t in self.tellingen.values()}
        kort = {self.kortste}
        for naam, telling in self.tellingen.items():
            if telling.tel == "langste_contact":
                for waarde, _ in self.boek.grootheden[naam].sneden:
                    kort |= {max(self.kortste, int(waarde)), int(waarde) + _LANGER}
        lang = sorted(self.hele_dagen())
        vaak = {1, *dubbel, *(keer + 1 for keer in dubbel)}
        keuzes = {(minuten, keer) for minuten, keer in product(kort, vaak)}
        keuzes |= {(minuten, ceil(lang[-1] / minuten)) for minuten in kort if lang}
        keuzes |= {(dag // keer, keer) for dag, keer in product(lang, {1, *dubbel})}
        for minuten, keer in sorted(keuzes):
            past_op_een_dag = minuten * keer <= _MINUTEN_PER_DAG and keer <= _MEESTE_KEREN
            if minuten >= self.kortste and past_op_een_dag:
                yield soort.model_copy(update={"minuten": minuten, "keren_per_dag": keer})

    def hele_dagen(self) -> Iterator[int]:
        """Yield in minutes what on a single day reaches each class of hours a week."""
        for naam, telling in self.tellingen.items():
            leden = telling.som or [naam]
            if any(self.tellingen[lid].tel == "uren" for lid in leden):
                punten = [Fraction(0), *sorted({w for w, _ in self.boek.grootheden[naam].sneden})]
                midden = [(laag + hoog) / 2 for laag, hoog in pairwise(punten)]
                yield from (int(60 * uur) for uur in [*midden, punten[-1] + 1] if uur > 0)

    def dagen(self) -> list[tuple[Rij, ...]]:
        """Return the fillings of one day: activities of one or two kinds."""
        per_soort = [list(self.invullingen(s)) for s in self.soorten(met_resultaat=False)]
        enkel = [(rij,) for soort in per_soort for rij in soort]
        return enkel + [
            paar for een, ander in combinations(per_soort, 2) for paar in product(een, ander)
        ]

    # Weeks

    def weken(self) -> Iterator[tuple[tuple[Rij, ...], ...]]:
        """Yield one week, as fillings of its days, for every combination of classes found."""
        vullingen = self.dagen()
        bij = [self.totalen(dag) for dag in vullingen]
        begin: Totalen = (0,) * (len(self.sporen) + 1)
        herkomst: dict[Totalen, tuple[Totalen, int] | None] = {begin: None}
        grenzen = [s.drempels[-1] for s in self.sporen]
        langste = [n for n, s in enumerate(self.sporen) if s.is_langste]
        for nummer, erbij in enumerate(bij):
            for totaal in list(herkomst):
                vorige = totaal
                while vorige[-1] < len(DAGEN) and len(herkomst) < MEESTE_WEKEN:
                    som = [
                        g if a + b > g else a + b
                        for a, b, g in zip(vorige, erbij, grenzen, strict=False)
                    ]
                    for plaats in langste:
                        som[plaats] = max(vorige[plaats], erbij[plaats])
                    nieuw = (*som, vorige[-1] + 1)
                    if nieuw in herkomst:
                        break
                    herkomst[nieuw] = (vorige, nummer)
                    vorige = nieuw
        per_klassen: dict[Klassen, Totalen] = {}
        for totaal in sorted(herkomst, key=lambda t: t[-1]):
            per_klassen.setdefault(self.geschat(totaal), totaal)
        for totaal in per_klassen.values():
            yield tuple(vullingen[n] for n in _pad(herkomst, totaal))

    def totalen(self, dag: Sequence[Rij]) -> Totalen:
        """Return what one day filled like this comes to, per count that is kept."""
        geteld = tel(self.boek, [r.model_copy(update={"dagen": [DAGEN[0]]}) for r in dag])
        return tuple(int(geteld[s.id].laag * _DEEL) for s in self.sporen)

    def geschat(self, totaal: Totalen) -> Klassen:
        return tuple(
            bisect_right(spoor.drempels, waarde)
            for spoor, waarde in zip(self.sporen, totaal, strict=False)
        )

    # Results

    def met_resultaten(self, week: Sequence[Sequence[Rij]]) -> Iterator[tuple[Rij, ...]]:
        """Yield a week with its activities under every set of results that counts tell apart.

        Where an activity exists that only such counts see, it brings the results after the first.
        """
        los = [
            rij.model_copy(update={"dagen": [dag]})
            for dag, vulling in zip(DAGEN, week, strict=False)
            for rij in vulling
        ]
        if not los:
            yield ()
        labels = self.labels
        for aantal in range(1, len(labels) + 1):
            for keuze in combinations(labels, aantal):
                if self.extra is not None:
                    gelabeld = [r.model_copy(update={"resultaat": keuze[0]}) for r in los]
                    rest = keuze[1:] if los else keuze
                    for erbij in product(*(self.erbij(resultaat) for resultaat in rest)):
                        yield _samen(gelabeld) + erbij
                elif aantal <= len(los):
                    yield _samen(
                        [
                            rij.model_copy(update={"resultaat": keuze[min(n, aantal - 1)]})
                            for n, rij in enumerate(los)
                        ]
                    )

    @cached_property
    def labels(self) -> tuple[int, ...]:
        """One result for every set of counts that look at the result."""
        per_soort: dict[tuple[bool, ...], int] = {}
        for resultaat in _RESULTATEN:
            telt = tuple(
                str(resultaat) in (self.tellingen[n].waar.resultaat or ())
                for n in self.per_resultaat
            )
            per_soort.setdefault(telt, resultaat)
        return tuple(per_soort.values())

    @cached_property
    def extra(self) -> Rij | None:
        """An activity that adds to nothing but counts that look at the result."""
        soort = next(iter(self.soorten(met_resultaat=True)), None)
        return next(self.invullingen(soort), None) if soort is not None else None

    def erbij(self, resultaat: int) -> Iterator[Rij]:
        """Yield that activity for one result, on as many days as reach each bound."""
        assert self.extra is not None
        sneden = (s for n in self.per_resultaat for s in self.boek.grootheden[n].sneden)
        for aantal in sorted({1, *(int(w) + kant for w, kant in sneden)} & set(range(1, 8))):
            yield self.extra.model_copy(
                update={"resultaat": resultaat, "dagen": list(DAGEN[:aantal])}
            )


def _spoor(grootheid: Grootheid, telling: vorm.Telling) -> _Spoor:
    # A cut below a value lets that value in; a cut above it only what is more.
    drempels = tuple(
        floor(w * _DEEL) + 1 if kant else ceil(w * _DEEL) for w, kant in grootheid.sneden
    )
    return _Spoor(grootheid.id, telling.tel == "langste_contact", drempels)


def _pad(herkomst: Mapping[Totalen, tuple[Totalen, int] | None], totaal: Totalen) -> list[int]:
    """Return the fillings that a total was made of."""
    nummers = []
    stap = herkomst[totaal]
    while stap is not None:
        totaal, nummer = stap
        nummers.append(nummer)
        stap = herkomst[totaal]
    return nummers


def _samen(los: Sequence[Rij]) -> tuple[Rij, ...]:
    """Return activities of one day each with equal ones together, as a person writes them."""
    per_soort: dict[tuple[object, ...], list[Rij]] = {}
    for rij in los:
        wat = (rij.wie, rij.vorm, rij.tijdelijk, rij.resultaat)
        hoe = (rij.minuten, rij.dagdelen, rij.keren_per_dag)
        per_soort.setdefault((*wat, *hoe), []).append(rij)
    return tuple(
        rijen[0].model_copy(update={"dagen": [d for r in rijen for d in r.dagen or ()]})
        for rijen in per_soort.values()
    )


def als_gegevens(rijen: Sequence[Rij]) -> list[dict[str, Any]]:
    """Return the rows of a weekrooster that was found as the data of an intake."""
    return [_rij(rij) for rij in rijen]


def _rij(rij: Rij) -> dict[str, Any]:
    deel: dict[str, Any] = {
        "activiteit": rij.activiteit,
        "resultaat": rij.resultaat,
        "wie": rij.wie,
        "vorm": rij.vorm,
        "dagen": list(rij.dagen or ()),
    }
    if rij.keren_per_dag > 1:
        deel["keren_per_dag"] = rij.keren_per_dag
    if rij.vorm == "individueel":
        deel["minuten"] = rij.minuten
    else:
        dagdelen = Fraction(rij.dagdelen or 0)
        deel["dagdelen"] = int(dagdelen) if dagdelen.denominator == 1 else float(dagdelen)
    if rij.tijdelijk:
        deel["tijdelijk"] = "ja"
    return deel

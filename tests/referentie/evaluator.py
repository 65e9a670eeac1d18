"""The naive reference evaluator: the definitions of docs/regeltaal.md, one function each.

It works straight from the linked rulebook, by name and recursively, and shares no code with
the evaluator that it is held against. Sets of class names only; slow is fine, wrong is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.rulebook.klassen import NVT, Eis, Grenzen, Grootheid, Interval, Klasse, Snede, Waarden
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    DagenTussen,
    EenVan,
    Feiten,
    IsOnbekend,
    Niet,
    Regel,
    Rulebook,
    Uitkomst,
    Voorwaarde,
    Vraag,
)

GELDT, GELDT_NIET, ONBEKEND = "geldt", "geldt_niet", "onbekend"

Namen = frozenset[str]
ALLEEN_NVT: Namen = frozenset({NVT})


class GeenUniekeWaarde(Exception):
    """The rules give no value, or more than one, to an outcome that must have exactly one."""

    def __init__(self, uitkomst: str) -> None:
        super().__init__(uitkomst)
        self.uitkomst = uitkomst


@dataclass(frozen=True)
class Uitslag:
    """The possible classes of every grootheid and the status of every rule."""

    mogelijk: dict[str, Namen]
    status: dict[str, str]


def evalueer(boek: Rulebook, feiten: Feiten) -> Uitslag:
    """Evaluate everything; raises GeenUniekeWaarde for a gap or an overlap."""
    return Referentie(boek).evalueer(feiten)


class Referentie:
    """A rulebook, with what depends on it alone looked up once."""

    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.alles: dict[str, Namen] = {
            g.id: frozenset(k.naam for k in g.klassen) - {NVT} for g in boek.grootheden.values()
        }
        self.concluderend: dict[str, list[Regel]] = {u: [] for u in boek.uitkomsten}
        for regel in boek.regels.values():
            for conclusie in regel.conclusies:
                self.concluderend[conclusie.uitkomst].append(regel)
        self._aanvaard: dict[int, Namen] = {}
        self._geraakt: dict[tuple[str, int], tuple[Interval, Namen]] = {}

    def evalueer(self, feiten: Feiten) -> Uitslag:
        """Evaluate every grootheid and every rule; raises GeenUniekeWaarde."""
        geval = _Geval(self, feiten)
        mogelijk = {id_: geval.mogelijk(id_) for id_ in self.boek.grootheden}
        return Uitslag(mogelijk, {id_: geval.regel(id_) for id_ in self.boek.regels})

    def fouten(self, feiten: Feiten) -> Namen:
        """Return the outcomes that have no single value, each looked at by itself."""
        geval = _Geval(self, feiten)
        gevonden = set()
        for id_ in self.boek.grootheden:
            try:
                geval.mogelijk(id_)
            except GeenUniekeWaarde as fout:
                gevonden.add(fout.uitkomst)
        return frozenset(gevonden)

    def aanvaard(self, atoom: Atoom) -> Namen:
        """Return the names of the classes that meet the demand of an atom of this rulebook."""
        sleutel = id(atoom)  # the rulebook keeps the atom alive; hashing its bounds is slow
        if sleutel not in self._aanvaard:
            klassen = self.boek.grootheden[atoom.grootheid].klassen
            self._aanvaard[sleutel] = frozenset(
                k.naam for k in klassen if k.naam != NVT and voldoet(k, atoom.eis)
            )
        return self._aanvaard[sleutel]

    def geraakt(self, id_: str, interval: Interval) -> Namen:
        """Return the names of the classes that share a number with an interval."""
        sleutel = id_, id(interval)  # the interval is kept too, so that its number stays its own
        if sleutel not in self._geraakt:
            self._geraakt[sleutel] = interval, geraakt(self.boek.grootheden[id_], interval)
        return self._geraakt[sleutel][1]


@dataclass
class _Geval:
    """One set of facts; what has been worked out is remembered by name."""

    van: Referentie
    feiten: Feiten

    def __post_init__(self) -> None:
        self.boek = self.van.boek
        self.bekend: dict[str, Namen] = {}
        self.regels: dict[str, str] = {}
        self.waarden: dict[tuple[str, str], set[str]] = {}

    def mogelijk(self, id_: str) -> Namen:
        """The classes that a grootheid can still have."""
        if id_ not in self.bekend:
            self.bekend[id_] = self._mogelijk(id_)
        return self.bekend[id_]

    def _mogelijk(self, id_: str) -> Namen:
        boek, eigenaar = self.boek, self.boek.grootheden[id_].eigenaar
        if eigenaar in boek.vragen:
            return self._vraag(boek.vragen[eigenaar], id_)
        if eigenaar in boek.tellingen:
            return self._gegeven(id_)
        if eigenaar in boek.dagen_tussen:
            return self._dagen_tussen(boek.dagen_tussen[eigenaar])
        return self._uitkomst(boek.uitkomsten[eigenaar], id_)

    # Questions, counts and numbers of days

    def _gegeven(self, id_: str) -> Namen:
        feit = self.feiten.get(id_)
        if feit is None:
            return self.van.alles[id_]
        if isinstance(feit, Interval):
            return self.van.geraakt(id_, feit)
        return frozenset({feit})

    def _vraag(self, vraag: Vraag, id_: str) -> Namen:
        relevant = self.voorwaarde(vraag.alleen_als)
        if relevant == GELDT_NIET:
            return ALLEEN_NVT
        basis = self._gegeven(id_)
        return basis if relevant == GELDT else basis | {NVT}

    def _dagen_tussen(self, dagen: DagenTussen) -> Namen:
        van, tot = self.mogelijk(dagen.van), self.mogelijk(dagen.tot)
        if ALLEEN_NVT in {van, tot}:
            return ALLEEN_NVT
        basis = self.van.alles[dagen.id]
        begin, einde = self.feiten.get(dagen.van), self.feiten.get(dagen.tot)
        if isinstance(begin, Interval) and isinstance(einde, Interval):
            verschil = Interval(einde.laag - begin.hoog, einde.hoog - begin.laag)
            basis = self.van.geraakt(dagen.id, verschil)
        return basis | {NVT} if NVT in van | tot else basis

    # Conditions and rules

    def regel(self, id_: str) -> str:
        """The status of a rule."""
        if id_ not in self.regels:
            self.regels[id_] = self.voorwaarde(self.boek.regels[id_].voorwaarde)
        return self.regels[id_]

    def voorwaarde(self, voorwaarde: Voorwaarde | None) -> str:
        """The status of a condition."""
        if voorwaarde is None:
            return GELDT
        if isinstance(voorwaarde, Atoom):
            return self._atoom(voorwaarde)
        if isinstance(voorwaarde, IsOnbekend):
            onbekend = any(len(self.mogelijk(g)) > 1 for g in voorwaarde.grootheden)
            return GELDT if onbekend else GELDT_NIET
        if isinstance(voorwaarde, Niet):
            omgekeerd = {GELDT: GELDT_NIET, GELDT_NIET: GELDT, ONBEKEND: ONBEKEND}
            return omgekeerd[self.voorwaarde(voorwaarde.deel)]
        statussen = {self.voorwaarde(deel) for deel in voorwaarde.delen}
        beslist, anders = (
            (GELDT_NIET, GELDT) if isinstance(voorwaarde, Alle) else (GELDT, GELDT_NIET)
        )
        if beslist in statussen:
            return beslist
        return ONBEKEND if ONBEKEND in statussen else anders

    def _atoom(self, atoom: Atoom) -> str:
        mogelijk = self.mogelijk(atoom.grootheid)
        aanvaard = self.van.aanvaard(atoom)
        if mogelijk <= aanvaard:
            return GELDT
        return ONBEKEND if mogelijk & aanvaard else GELDT_NIET

    # Outcomes

    def _uitkomst(self, uitkomst: Uitkomst, id_: str) -> Namen:
        relevant = self.voorwaarde(uitkomst.alleen_als)
        if relevant == GELDT_NIET:
            return ALLEEN_NVT
        mogelijk = self._gekozen(uitkomst, id_)
        if relevant == ONBEKEND:
            return mogelijk | {NVT}
        if not mogelijk:
            raise GeenUniekeWaarde(uitkomst.id)
        return mogelijk

    def _gekozen(self, uitkomst: Uitkomst, id_: str) -> Namen:
        """The values apart from relevance; empty is a gap."""
        if uitkomst.kies == "hoogste":
            return namen_van(uitkomst, self._hoogste(uitkomst))
        if uitkomst.kies == "plaats":
            return namen_van(uitkomst, self._plaats(uitkomst))
        if uitkomst.kies == "uniek":
            return self._uniek(uitkomst)
        return self._lid_van_verzamel(uitkomst, id_.removeprefix(f"{uitkomst.id}."))

    def _niveaus(self, naam: str) -> set[int]:
        """The levels that a question or outcome can have; irrelevant counts as the lowest."""
        klassen = {k.naam: k for k in self.boek.grootheden[naam].klassen}
        niveaus = set()
        for klasse in self.mogelijk(naam):
            niveau = 0 if klasse == NVT else klassen[klasse].niveau
            assert niveau is not None, f"{naam} has no levels"
            niveaus.add(niveau)
        return niveaus

    def _bijdrage(self, uitkomst: Uitkomst, regel: Regel) -> set[int]:
        """The levels that a rule can give to an outcome."""
        niveaus: set[int] = set()
        for conclusie in regel.conclusies:
            if conclusie.uitkomst == uitkomst.id and conclusie.niveau_van is not None:
                niveaus |= self._niveaus(conclusie.niveau_van)
            elif conclusie.uitkomst == uitkomst.id and conclusie.waarde is not None:
                niveaus.add(uitkomst.waarden.index(conclusie.waarde))
        return niveaus

    def _hoogste(self, uitkomst: Uitkomst) -> set[int]:
        zeker, misschien = [0], set()
        for regel in self.van.concluderend[uitkomst.id]:
            status = self.regel(regel.id)
            if status == GELDT:
                zeker.append(min(self._bijdrage(uitkomst, regel)))
            if status != GELDT_NIET:
                misschien |= self._bijdrage(uitkomst, regel)
        ondergrens = max(zeker)
        return {ondergrens} | {niveau for niveau in misschien if niveau > ondergrens}

    def _plaats(self, uitkomst: Uitkomst) -> set[int]:
        leden = [self._niveaus(lid) for lid in uitkomst.van]
        laag = sorted((min(lid) for lid in leden), reverse=True)[uitkomst.plaats - 1]
        hoog = sorted((max(lid) for lid in leden), reverse=True)[uitkomst.plaats - 1]
        return {niveau for lid in leden for niveau in lid if laag <= niveau <= hoog}

    def _waarden(self, uitkomst: Uitkomst, status: str) -> set[str]:
        """The values of the rules that have a status."""
        if (uitkomst.id, status) not in self.waarden:
            self.waarden[uitkomst.id, status] = {
                conclusie.waarde
                for regel in self.van.concluderend[uitkomst.id]
                if self.regel(regel.id) == status
                for conclusie in regel.conclusies
                if conclusie.uitkomst == uitkomst.id and conclusie.waarde is not None
            }
        return self.waarden[uitkomst.id, status]

    def _uniek(self, uitkomst: Uitkomst) -> Namen:
        zeker = self._waarden(uitkomst, GELDT)
        if len(zeker) > 1:
            raise GeenUniekeWaarde(uitkomst.id)
        return frozenset(zeker or self._waarden(uitkomst, ONBEKEND))

    def _lid_van_verzamel(self, uitkomst: Uitkomst, waarde: str) -> Namen:
        if waarde in self._waarden(uitkomst, GELDT):
            return frozenset({"ja"})
        return frozenset({"nee", "ja"} if waarde in self._waarden(uitkomst, ONBEKEND) else {"nee"})


def namen_van(uitkomst: Uitkomst, niveaus: set[int]) -> Namen:
    """The values of an outcome at these levels."""
    return frozenset(uitkomst.waarden[niveau] for niveau in niveaus)


# Numbers and the intervals into which the bounds cut them


def erboven(getal: Fraction, onder: Snede | None) -> bool:
    """Whether a number lies above a cut; a cut (x, 0) lies just below x, (x, 1) just above."""
    if onder is None:
        return True
    waarde, net_erboven = onder
    return getal > waarde if net_erboven else getal >= waarde


def eronder(getal: Fraction, boven: Snede | None) -> bool:
    """Whether a number lies below a cut."""
    return boven is None or not erboven(getal, boven)


def ligt_in(getal: Fraction, klasse: Klasse) -> bool:
    """Whether a number belongs to a class."""
    return erboven(getal, klasse.onder) and eronder(getal, klasse.boven)


def proefgetallen(klasse: Klasse) -> Iterator[Fraction]:
    """Yield numbers of a class: near its two ends and in the middle."""
    onder = klasse.onder[0] if klasse.onder else None
    boven = klasse.boven[0] if klasse.boven else None
    if onder is None and boven is None:
        onder, boven = Fraction(-1000), Fraction(1000)
    elif onder is None and boven is not None:
        onder = boven - 1000
    elif boven is None and onder is not None:
        boven = onder + 1000
    assert onder is not None and boven is not None
    breedte = boven - onder
    for deel in (Fraction(0), Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000), Fraction(1)):
        getal = onder + breedte * deel
        if ligt_in(getal, klasse):
            yield getal


def geraakt(grootheid: Grootheid, interval: Interval) -> Namen:
    """The classes that share a number with an interval.

    Both are convex: when neither end of the interval lies in the class and they still share a
    number, the class lies wholly inside, so that any of its numbers tells.
    """
    laag, hoog = interval.laag, interval.hoog
    return frozenset(
        klasse.naam
        for klasse in grootheid.klassen
        if klasse.naam != NVT
        and (
            ligt_in(laag, klasse)
            or ligt_in(hoog, klasse)
            or laag <= next(proefgetallen(klasse)) <= hoog
        )
    )


def voldoet(klasse: Klasse, eis: Eis) -> bool:
    """Whether a class meets a demand: by its name, or with every number tried."""
    if isinstance(eis, Waarden):
        return klasse.naam in eis.namen
    return all(_binnen(getal, eis) for getal in proefgetallen(klasse))


def verdeeld(klasse: Klasse, eis: Grenzen) -> bool:
    """Whether a bound cuts through a class: some of its numbers meet it and some do not."""
    return len({_binnen(getal, eis) for getal in proefgetallen(klasse)}) > 1


def _binnen(getal: Fraction, eis: Grenzen) -> bool:
    return erboven(getal, eis.onder) and eronder(getal, eis.boven)


def vraagt_onbekend(boek: Rulebook) -> tuple[set[str], set[str]]:
    """The rules that ask what is unknown, and the grootheden that such rules can settle."""
    regels = {id_ for id_, r in boek.regels.items() if _vraagt_onbekend(r.voorwaarde)}
    gevolg = {f"{c.uitkomst}.{c.waarde}" for id_ in regels for c in boek.regels[id_].conclusies}
    return regels, gevolg


def _vraagt_onbekend(voorwaarde: Voorwaarde | None) -> bool:
    if isinstance(voorwaarde, Alle | EenVan):
        return any(_vraagt_onbekend(deel) for deel in voorwaarde.delen)
    if isinstance(voorwaarde, Niet):
        return _vraagt_onbekend(voorwaarde.deel)
    return isinstance(voorwaarde, IsOnbekend)


def toon(feiten: Mapping[str, str | Interval]) -> dict[str, str]:
    """Facts as short text, for a report."""
    return {
        id_: f"{feit.laag} t/m {feit.hoog}" if isinstance(feit, Interval) else feit
        for id_, feit in feiten.items()
    }

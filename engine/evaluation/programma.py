"""A rulebook as the source text of one Python function.

Why text: a rule is a few `and`s and `or`s over small numbers. As one function with a variable per
set and per rule these cost a few nanoseconds each, where calling a function per condition, or
walking conditions, takes many times as long.

Why that is safe: the text holds nothing of the rule files but numbers, those of grootheden, rules
and classes. Names and answers reach the function as values, never as code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from engine.evaluation.nummers import Bijdrage, Nummers, niveaus
from engine.evaluation.voorwaardecode import (
    ALTIJD,
    Toets,
    Voorwaardecode,
    alle,
    een_van,
    meer_dan_een,
)
from engine.rulebook.rulebook import Alle, Atoom, EenVan, Rulebook, Uitkomst, Voorwaarde, atomen


@dataclass(frozen=True, slots=True)
class Stap:
    """Lines to run when something can be relevant; when it is not, its sets hold just NVT.

    `nvt` are the numbers of its grootheden, each with the set that holds just NVT.
    """

    relevant: Toets
    regels: tuple[str, ...]
    nvt: tuple[tuple[int, int], ...] = ()


class _Schrijver:
    """Writes the steps of a rulebook: all, or only those that the grootheden in `nodig` need.

    All leaves out no rule, because a trace has the status of each. For some, facts are read
    where they are needed, and what is not relevant is not looked at.
    """

    def __init__(self, nummers: Nummers, nodig: frozenset[str] | None) -> None:
        self.nummers = nummers
        self.boek = nummers.boek
        self.nodig = nodig
        self.code = Voorwaardecode(self.boek.grootheden, nummers.grootheid)
        self.beoordeeld: set[str] = set()

    def stappen(self) -> Iterator[Stap]:
        boek = self.boek
        for naam in [*boek.tellingen, *boek.volgorde]:
            eigen = [g.id for g in boek.van_eigenaar.get(naam, ()) if self.is_nodig(g.id)]
            if naam in boek.uitkomsten:
                yield from self.uitkomst(boek.uitkomsten[naam], eigen)
            elif eigen:
                yield self.gevraagd(naam, eigen)

    def is_nodig(self, id_: str) -> bool:
        return self.nodig is None or id_ in self.nodig

    def naam(self, id_: str) -> str:
        return f"s{self.nummers.grootheid[id_]}"

    def met_nvt(self, ids: Iterable[str]) -> tuple[tuple[int, int], ...]:
        return tuple((self.nummers.grootheid[id_], self.nummers.nvt(id_)) for id_ in ids)

    # Questions and counts

    def gevraagd(self, naam: str, eigen: list[str]) -> Stap:
        boek, relevant = self.boek, ALTIJD
        if naam in boek.vragen:
            relevant = self.code.toets(boek.vragen[naam].alleen_als)
        elif naam in boek.dagen_tussen:
            relevant = self.twee_datums(boek.dagen_tussen[naam].van, boek.dagen_tussen[naam].tot)
        lees = () if self.nodig is None else tuple(self.lees(id_) for id_ in eigen)
        return Stap(relevant, lees, self.met_nvt(eigen))

    def twee_datums(self, van: str, tot: str) -> Toets:
        """A number of days is irrelevant when one of its two dates is."""
        paren = [(self.naam(d), self.nummers.nvt(d)) for d in (van, tot) if self.nummers.nvt(d)]
        if not paren:
            return ALTIJD
        return Toets(
            alle(f"{naam} != {nvt}" for naam, nvt in paren),
            een_van(f"{naam} & {nvt}" for naam, nvt in paren),
        )

    def lees(self, id_: str) -> str:
        nummer = self.nummers.grootheid[id_]
        if id_ not in self.boek.dagen_tussen:
            return f"s{nummer} = tabel{nummer}[feit(id{nummer})]"
        dagen = self.boek.dagen_tussen[id_]
        feiten = ", ".join(
            f"feit(id{self.nummers.grootheid[naam]})" for naam in (dagen.van, dagen.tot, id_)
        )
        return f"s{nummer} = dagen_tussen(tabel{nummer}, {feiten})"

    # Outcomes

    def uitkomst(self, uitkomst: Uitkomst, eigen: list[str]) -> Iterator[Stap]:
        if self.nodig is not None and not eigen:
            return
        relevant = self.code.toets(uitkomst.alleen_als)
        if self.nodig is not None and uitkomst.kies == "verzamel":
            yield Stap(relevant, tuple(map(self.lid_zelf, eigen)), self.met_nvt(eigen))
            return
        yield from self.statussen(uitkomst, relevant)
        if uitkomst.kies == "plaats":
            regels = [self.plaats(uitkomst)]
        elif uitkomst.kies == "verzamel":
            regels = [self.lid(id_) for id_ in eigen]
        elif uitkomst.kies == "hoogste":
            regels = list(self.hoogste(uitkomst))
        else:
            regels = list(self.uniek(uitkomst, relevant))
        yield Stap(relevant, tuple(regels), self.met_nvt(eigen))

    def statussen(self, uitkomst: Uitkomst, relevant: Toets) -> Iterator[Stap]:
        """Yield the rules that were not judged before.

        A rule that concludes on more is always judged: another outcome may need it.
        """
        for id_ in uitkomst.regels:
            if id_ in self.beoordeeld:
                continue
            self.beoordeeld.add(id_)
            regel = self.boek.regels[id_]
            alleen_hier = len({c.uitkomst for c in regel.conclusies}) == 1
            status = f"r{self.nummers.regel[id_]} = {self.code.toets(regel.voorwaarde).status}"
            yield Stap(relevant if self.nodig is not None and alleen_hier else ALTIJD, (status,))

    def hoogste(self, uitkomst: Uitkomst) -> Iterator[str]:
        yield "laagst, kan = 1, 0"
        for bijdrage in self.nummers.bijdragen[uitkomst.id]:
            regel = f"r{bijdrage.regel}"
            yield f"if {regel}:"
            yield f"    bits = {_bits(bijdrage)}"
            yield "    kan |= bits"
            yield f"    if {regel} == 2: laagst = max(laagst, bits & -bits)"
        yield f"{self.naam(uitkomst.id)} = laagst | kan & -laagst"

    def uniek(self, uitkomst: Uitkomst, relevant: Toets) -> Iterator[str]:
        naam, bijdragen = self.naam(uitkomst.id), self.nummers.bijdragen[uitkomst.id]
        yield "geldt = kan = 0"
        for bijdrage in bijdragen:
            regel = f"r{bijdrage.regel}"
            yield f"if {regel}:"
            yield f"    if {regel} == 2: geldt |= {bijdrage.vast}"
            yield f"    else: kan |= {bijdrage.vast}"
        yield f"{naam} = geldt or kan"
        # Where it need not be relevant, having no value is not a gap.
        yield f"if {meer_dan_een('geldt')} or not ({naam} or {relevant.kan_niet}):"
        statussen = _rij(f"r{b.regel}" for b in bijdragen)
        yield f"    geen_uniek({self.nummers.grootheid[uitkomst.id]}, ({statussen}))"

    def lid(self, id_: str) -> str:
        # The statuses together: 0 none can hold, 1 one can, 2 and 3 one does.
        samen = " | ".join(f"r{b.regel}" for b in self.nummers.bijdragen[id_]) or "0"
        return f"{self.naam(id_)} = (1, 3, 2, 2)[{samen}]"

    def lid_zelf(self, id_: str) -> str:
        """A member from the conditions of its rules, which need no status of their own."""
        regels = tuple(self.boek.regels.values())
        bijdragen = self.nummers.bijdragen[id_]
        delen = (regels[b.regel].voorwaarde or Alle(()) for b in bijdragen)
        toets = self.code.toets(EenVan(tuple(delen)))
        return f"{self.naam(id_)} = (3 if {toets.kan_niet} else 2) if {toets.kan} else 1"

    def plaats(self, uitkomst: Uitkomst) -> str:
        leden = ", ".join(
            _vertaald(self.naam(v), niveaus(self.boek.grootheden[v])) for v in uitkomst.van
        )
        return f"{self.naam(uitkomst.id)} = plaats({uitkomst.plaats}, {leden})"


def _bits(bijdrage: Bijdrage) -> str:
    if bijdrage.van < 0:
        return str(bijdrage.vast)
    return _vertaald(f"s{bijdrage.van}", bijdrage.naar)


def _vertaald(naam: str, naar: tuple[int, ...]) -> str:
    """Return the expression of `vertaal`: classes that move equally far move together."""
    maskers: dict[int, int] = {}
    for nummer, doel in enumerate(naar):
        maskers[doel - nummer] = maskers.get(doel - nummer, 0) | 1 << nummer
    if list(maskers) == [0]:
        return naam
    delen = []
    for ver, masker in maskers.items():
        schuif = f" << {ver}" if ver > 0 else f" >> {-ver}" if ver else ""
        delen.append(f"({naam} & {masker}){schuif}")
    return " | ".join(delen)


def _blokken(stappen: Iterable[Stap]) -> Iterator[str]:
    """Yield the lines of steps; what is relevant on the same condition stands in one block."""
    for relevant, groep in groupby(stappen, key=lambda stap: stap.relevant):
        samen = list(groep)
        if relevant == ALTIJD:
            for stap in samen:
                yield from stap.regels
            continue
        yield f"if {relevant.kan}:"
        yield f"    kan_niet = {relevant.kan_niet}"
        for stap in samen:
            yield from (f"    {regel}" for regel in stap.regels)
            if stap.nvt:
                yield "    if kan_niet:"
                yield from (f"        s{nummer} |= {nvt}" for nummer, nvt in stap.nvt)
        anders = [f"    s{nummer} = {nvt}" for stap in samen for nummer, nvt in stap.nvt]
        yield from ["else:", *anders] if anders else []


def schrijf_alles(nummers: Nummers) -> str:
    """Return the function `evalueer(sets)`: sets and statuses from the sets of the facts."""
    schrijver = _Schrijver(nummers, None)
    regels = list(_blokken(schrijver.stappen()))
    sets = _rij(f"s{n}" for n in nummers.grootheid.values())
    statussen = _rij(
        f"r{n}" if id_ in schrijver.beoordeeld else "1" for id_, n in nummers.regel.items()
    )
    einde = f"return [{sets}], [{statussen}]"
    return _functie("evalueer(sets)", [f"[{sets}] = sets", *regels, einde])


def schrijf_uitkomst(nummers: Nummers, doelen: Iterable[str]) -> str:
    """Return the function `uitkomst(feit)`: the sets of some grootheden from the facts."""
    doelen = tuple(doelen)
    schrijver = _Schrijver(nummers, frozenset(nodig(nummers.boek, doelen)))
    regels = list(_blokken(schrijver.stappen()))
    sets = _rij(f"s{nummers.grootheid[d]}" for d in doelen)
    return _functie("uitkomst(feit)", [*regels, f"return ({sets})"])


def _rij(delen: Iterable[str]) -> str:
    return "".join(f"{deel}, " for deel in delen)


def _functie(kop: str, regels: Iterable[str]) -> str:
    return "".join([f"def {kop}:\n", *(f"    {regel}\n" for regel in regels)])


def nodig(boek: Rulebook, doelen: Iterable[str]) -> set[str]:
    """Return every grootheid on which some grootheden depend, and these themselves."""
    gevonden: set[str] = set()
    te_doen = list(doelen)
    while te_doen:
        id_ = te_doen.pop()
        if id_ in gevonden:
            continue
        gevonden.add(id_)
        eigenaar = boek.grootheden[id_].eigenaar
        if eigenaar in boek.vragen:
            te_doen += _in(boek.vragen[eigenaar].alleen_als)
        elif eigenaar in boek.dagen_tussen:
            te_doen += (boek.dagen_tussen[eigenaar].van, boek.dagen_tussen[eigenaar].tot)
        elif eigenaar in boek.uitkomsten:
            uitkomst = boek.uitkomsten[eigenaar]
            te_doen += [*uitkomst.van, *_in(uitkomst.alleen_als)]
            for regel in (boek.regels[r] for r in uitkomst.regels):
                conclusies = [c for c in regel.conclusies if c.uitkomst == eigenaar]
                if uitkomst.kies == "verzamel":
                    conclusies = [c for c in conclusies if f"{eigenaar}.{c.waarde}" == id_]
                if conclusies:
                    te_doen += _in(regel.voorwaarde)
                    te_doen += [c.niveau_van for c in conclusies if c.niveau_van]
    return gevonden


def _in(voorwaarde: Voorwaarde | None) -> Iterator[str]:
    for atoom in atomen(voorwaarde):
        if isinstance(atoom, Atoom):
            yield atoom.grootheid
        else:
            yield from atoom.grootheden

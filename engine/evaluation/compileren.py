"""Compiling a rulebook: conditions and outcomes as functions over sets of classes.

A set of classes is an int with one bit per class, so that the sets of a whole case are a
list of ints. A compiled rulebook holds no state and may be shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.evaluation.kleene import GELDT, GELDT_NIET, ONBEKEND
from engine.rulebook.diagnose import Diagnose, Verwant
from engine.rulebook.klassen import NVT, Grootheid, Interval
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    Conclusie,
    EenVan,
    Feiten,
    IsOnbekend,
    Rulebook,
    Uitkomst,
    Voorwaarde,
)

Sets = list[int]
Statussen = list[int]
Toets = Callable[[Sets], int]
Doe = Callable[[Sets, Statussen], None]


class GeenUniekeUitkomst(Exception):
    """An outcome that must be unique has no value, or more than one: the rules are at fault."""

    def __init__(self, boek: Rulebook, uitkomst: str, regels: tuple[str, ...]) -> None:
        """Keep the outcome and the rules that hold at the same time (none: a gap)."""
        self.uitkomst = uitkomst
        self.regels = regels
        grond = boek.uitkomsten[uitkomst].grond
        wat = f"meer dan een waarde ({', '.join(regels)})" if regels else "geen waarde"
        self.diagnose = Diagnose(
            "geen-unieke-uitkomst",
            f"De regels geven '{uitkomst}' {wat}.",
            "Dat ligt niet aan de intake. Vul de tabel aan, of laat de regels niet overlappen.",
            grond.positie if grond else None,
            verwant=tuple(
                Verwant(f"De regel '{r}' geldt.", boek.regels[r].grond.positie) for r in regels
            ),
        )
        super().__init__(self.diagnose.melding)


@dataclass(frozen=True, slots=True)
class Bijdrage:
    """What one rule can give an outcome: the rule's number and the set of values.

    `van` is the number of the grootheid whose level is taken, and `naar` maps its class
    numbers to classes of the outcome; without `van` the set is `vast`.
    """

    regel: int
    vast: int
    van: int = -1
    naar: tuple[int, ...] = ()

    def set(self, sets: Sets) -> int:
        """Return the values that the rule would give now, as a set."""
        return self.vast if self.van < 0 else vertaal(sets[self.van], self.naar)


def vertaal(bits: int, naar: tuple[int, ...]) -> int:
    """Return a set with each class replaced by the class that `naar` gives for it."""
    uit = 0
    for nummer, doel in enumerate(naar):
        if bits >> nummer & 1:
            uit |= 1 << doel
    return uit


@dataclass(frozen=True, eq=False)
class Gecompileerd:
    """A rulebook ready to evaluate."""

    boek: Rulebook
    nummer: dict[str, int]
    regelnummer: dict[str, int]
    alles: tuple[int, ...]
    """Per grootheid the set of all its classes but NVT."""
    nvt: tuple[int, ...]
    """Per grootheid the set that holds just NVT, or 0 when it cannot be irrelevant."""
    toetsen: tuple[Toets, ...]
    """Per rule its condition."""
    bijdragen: dict[str, tuple[Bijdrage, ...]]
    """Per outcome, or member of a collecting outcome, what the rules can give it."""
    stappen: tuple[Doe, ...]

    def sets(self, feiten: Feiten) -> Sets:
        """Return the sets of classes that the facts leave, before anything is evaluated.

        Raises:
            KeyError: when a fact names a grootheid or class that the rulebook does not have.
        """
        sets = list(self.alles)
        for id_, feit in feiten.items():
            grootheid = self.boek.grootheden[id_]
            if isinstance(feit, Interval):
                bits = sum(1 << n for n in grootheid.nummers(feit))
            else:
                bits = 1 << grootheid.nummer(feit)
            sets[self.nummer[id_]] = bits
        return sets

    def evalueer(self, feiten: Feiten) -> tuple[Sets, Statussen]:
        """Return the sets of all grootheden and the statuses of all rules."""
        sets = self.sets(feiten)
        statussen = [ONBEKEND] * len(self.toetsen)
        # Numbers of days need the exact dates, which the sets no longer hold.
        _vul_dagen_tussen(self, sets, feiten)
        for stap in self.stappen:
            stap(sets, statussen)
        return sets, statussen


@lru_cache(maxsize=64)
def compileer(boek: Rulebook) -> Gecompileerd:
    """Compile a rulebook; the same rulebook is compiled once."""
    return _Compiler(boek).compileer()


def _vul_dagen_tussen(klaar: Gecompileerd, sets: Sets, feiten: Feiten) -> None:
    for id_, dagen in klaar.boek.dagen_tussen.items():
        van, tot = feiten.get(dagen.van), feiten.get(dagen.tot)
        if isinstance(van, Interval) and isinstance(tot, Interval):
            verschil = Interval(tot.laag - van.hoog, tot.hoog - van.laag)
            nummers = klaar.boek.grootheden[id_].nummers(verschil)
            sets[klaar.nummer[id_]] = sum(1 << n for n in nummers)


class _Compiler:
    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.nummer = {id_: n for n, id_ in enumerate(boek.grootheden)}
        self.regelnummer = {id_: n for n, id_ in enumerate(boek.regels)}
        self.alles = tuple(
            (1 << (len(g.klassen) - g.kan_nvt)) - 1 for g in boek.grootheden.values()
        )
        self.nvt = tuple(
            1 << (len(g.klassen) - 1) if g.kan_nvt else 0 for g in boek.grootheden.values()
        )
        self.bijdragen: dict[str, tuple[Bijdrage, ...]] = {}
        self.beoordeeld: set[int] = set()

    def compileer(self) -> Gecompileerd:
        boek = self.boek
        self.toetsen = tuple(self.toets(r.voorwaarde) for r in boek.regels.values())
        stappen: list[Doe] = []
        for naam in boek.volgorde:
            if naam in boek.vragen:
                vraag = boek.vragen[naam]
                if vraag.alleen_als is not None:
                    stappen.append(self.relevantie(vraag.grootheden, vraag.alleen_als))
            elif naam in boek.dagen_tussen:
                dagen = boek.dagen_tussen[naam]
                if self.nvt[self.nummer[naam]]:
                    stappen.append(self.afgeleide_relevantie(naam, (dagen.van, dagen.tot)))
            else:
                stappen += self.uitkomst(boek.uitkomsten[naam])
        return Gecompileerd(
            boek,
            self.nummer,
            self.regelnummer,
            self.alles,
            self.nvt,
            self.toetsen,
            self.bijdragen,
            tuple(stappen),
        )

    # Conditions

    def toets(self, voorwaarde: Voorwaarde | None) -> Toets:
        if voorwaarde is None:
            return lambda sets: GELDT
        if isinstance(voorwaarde, Atoom):
            return self.atoom(voorwaarde)
        if isinstance(voorwaarde, IsOnbekend):
            nummers = [self.nummer[g] for g in voorwaarde.grootheden]
            return lambda sets: (
                GELDT if any(sets[n] & (sets[n] - 1) for n in nummers) else GELDT_NIET
            )
        if isinstance(voorwaarde, Alle | EenVan):
            delen = tuple(self.toets(d) for d in voorwaarde.delen)
            return _minste(delen) if isinstance(voorwaarde, Alle) else _meeste(delen)
        deel = self.toets(voorwaarde.deel)
        return lambda sets: GELDT - deel(sets)

    def atoom(self, atoom: Atoom) -> Toets:
        nummer = self.nummer[atoom.grootheid]
        goed = sum(1 << n for n in self.boek.grootheden[atoom.grootheid].aanvaard(atoom.eis))
        fout = ~goed

        def toets(sets: Sets) -> int:
            mogelijk = sets[nummer]
            if not mogelijk & fout:
                return GELDT
            return ONBEKEND if mogelijk & goed else GELDT_NIET

        return toets

    # Relevance

    def relevantie(self, grootheden: Iterable[str], voorwaarde: Voorwaarde) -> Doe:
        toets = self.toets(voorwaarde)
        paren = [(self.nummer[g], self.nvt[self.nummer[g]]) for g in grootheden]

        def doe(sets: Sets, _: Statussen) -> None:
            status = toets(sets)
            for nummer, nvt in paren if status != GELDT else ():
                sets[nummer] = nvt if status == GELDT_NIET else sets[nummer] | nvt

        return doe

    def afgeleide_relevantie(self, naam: str, bronnen: tuple[str, str]) -> Doe:
        """A number of days is irrelevant when one of its two dates is."""
        nummer, nvt = self.nummer[naam], self.nvt[self.nummer[naam]]
        van = [(self.nummer[b], self.nvt[self.nummer[b]]) for b in bronnen]

        def doe(sets: Sets, _: Statussen) -> None:
            if any(n and sets[b] == n for b, n in van):
                sets[nummer] = nvt
            elif any(sets[b] & n for b, n in van):
                sets[nummer] |= nvt

        return doe

    # Outcomes

    def uitkomst(self, uitkomst: Uitkomst) -> list[Doe]:
        stappen = [self.regels(uitkomst)]
        if uitkomst.kies == "plaats":
            stappen = [self.plaats(uitkomst)]
        elif uitkomst.kies == "verzamel":
            stappen += [self.lid(uitkomst, waarde) for waarde in uitkomst.waarden]
        else:
            self.bijdragen[uitkomst.id] = self.van_regels(uitkomst, None)
            kies = self.hoogste if uitkomst.kies == "hoogste" else self.uniek
            stappen.append(kies(uitkomst))
        if uitkomst.alleen_als is not None:
            grootheden = [g.id for g in self.boek.van_eigenaar[uitkomst.id]]
            stappen.append(self.relevantie(grootheden, uitkomst.alleen_als))
            if uitkomst.kies == "uniek":
                stappen.append(self.geen_gat(uitkomst))
        return stappen

    def regels(self, uitkomst: Uitkomst) -> Doe:
        nummers = [self.regelnummer[r] for r in uitkomst.regels]
        nieuw = tuple((n, self.toetsen[n]) for n in nummers if n not in self.beoordeeld)
        self.beoordeeld.update(nummers)

        def doe(sets: Sets, statussen: Statussen) -> None:
            for nummer, toets in nieuw:
                statussen[nummer] = toets(sets)

        return doe

    def van_regels(self, uitkomst: Uitkomst, waarde: str | None) -> tuple[Bijdrage, ...]:
        """Return what each rule can give the outcome, or one member of it."""
        return tuple(
            self.bijdrage(self.regelnummer[id_], uitkomst, conclusie)
            for id_ in uitkomst.regels
            for conclusie in self.boek.regels[id_].conclusies
            if conclusie.uitkomst == uitkomst.id and waarde in {None, conclusie.waarde}
        )

    def bijdrage(self, regel: int, uitkomst: Uitkomst, conclusie: Conclusie) -> Bijdrage:
        if conclusie.waarde is not None:
            if uitkomst.kies == "verzamel":
                return Bijdrage(regel, 0b10)
            grootheid = self.boek.grootheden[uitkomst.id]
            return Bijdrage(regel, 1 << grootheid.nummer(conclusie.waarde))
        assert conclusie.niveau_van is not None
        bron = self.boek.grootheden[conclusie.niveau_van]
        return Bijdrage(regel, 0, self.nummer[bron.id], niveaus(bron))

    def hoogste(self, uitkomst: Uitkomst) -> Doe:
        nummer, bijdragen = self.nummer[uitkomst.id], self.bijdragen[uitkomst.id]

        def doe(sets: Sets, statussen: Statussen) -> None:
            laagste, kan = 0, 0
            for bijdrage in bijdragen:
                status = statussen[bijdrage.regel]
                if status == GELDT_NIET:
                    continue
                bits = bijdrage.set(sets)
                kan |= bits
                if status == GELDT:
                    laagste = max(laagste, (bits & -bits).bit_length() - 1)
            sets[nummer] = 1 << laagste | kan >> laagste << laagste

        return doe

    def uniek(self, uitkomst: Uitkomst) -> Doe:
        nummer, bijdragen = self.nummer[uitkomst.id], self.bijdragen[uitkomst.id]
        altijd = uitkomst.alleen_als is None
        relevant = self.toets(uitkomst.alleen_als)

        def doe(sets: Sets, statussen: Statussen) -> None:
            geldt = mogelijk = 0
            for bijdrage in bijdragen:
                if statussen[bijdrage.regel] == GELDT:
                    geldt |= bijdrage.vast
                elif statussen[bijdrage.regel] == ONBEKEND:
                    mogelijk |= bijdrage.vast
            dubbel = geldt & (geldt - 1)
            if (dubbel and relevant(sets) != GELDT_NIET) or (altijd and not geldt | mogelijk):
                raise GeenUniekeUitkomst(
                    self.boek, uitkomst.id, self.geldende(bijdragen, statussen)
                )
            sets[nummer] = geldt or mogelijk

        return doe

    def geldende(self, bijdragen: Iterable[Bijdrage], statussen: Statussen) -> tuple[str, ...]:
        namen = list(self.boek.regels)
        return tuple(namen[b.regel] for b in bijdragen if statussen[b.regel] == GELDT)

    def geen_gat(self, uitkomst: Uitkomst) -> Doe:
        """After relevance is known, a relevant outcome without a value is a gap."""
        nummer = self.nummer[uitkomst.id]

        def doe(sets: Sets, _: Statussen) -> None:
            if not sets[nummer]:
                raise GeenUniekeUitkomst(self.boek, uitkomst.id, ())

        return doe

    def lid(self, uitkomst: Uitkomst, waarde: str) -> Doe:
        id_ = f"{uitkomst.id}.{waarde}"
        nummer = self.nummer[id_]
        self.bijdragen[id_] = self.van_regels(uitkomst, waarde)
        regels = tuple(b.regel for b in self.bijdragen[id_])

        def doe(sets: Sets, statussen: Statussen) -> None:
            hoogst = max((statussen[r] for r in regels), default=GELDT_NIET)
            sets[nummer] = (0b01, 0b11, 0b10)[hoogst]

        return doe

    def plaats(self, uitkomst: Uitkomst) -> Doe:
        nummer, plaats = self.nummer[uitkomst.id], uitkomst.plaats
        leden = tuple((self.nummer[v], niveaus(self.boek.grootheden[v])) for v in uitkomst.van)

        def doe(sets: Sets, _: Statussen) -> None:
            bits = [vertaal(sets[lid], naar) for lid, naar in leden]
            laag = sorted(((b & -b).bit_length() - 1 for b in bits), reverse=True)[plaats - 1]
            hoog = sorted((b.bit_length() - 1 for b in bits), reverse=True)[plaats - 1]
            samen = 0
            for b in bits:
                samen |= b
            sets[nummer] = samen >> laag << laag & ((2 << hoog) - 1)

        return doe


def niveaus(grootheid: Grootheid) -> tuple[int, ...]:
    """Return per class its place on the scale; irrelevant counts as the lightest."""
    return tuple(0 if k.naam == NVT else k.niveau or 0 for k in grootheid.klassen)


def _minste(delen: tuple[Toets, ...]) -> Toets:
    def toets(sets: Sets) -> int:
        laagst = GELDT
        for deel in delen:
            status = deel(sets)
            if status == GELDT_NIET:
                return GELDT_NIET
            laagst = min(laagst, status)
        return laagst

    return toets


def _meeste(delen: tuple[Toets, ...]) -> Toets:
    def toets(sets: Sets) -> int:
        hoogst = GELDT_NIET
        for deel in delen:
            status = deel(sets)
            if status == GELDT:
                return GELDT
            hoogst = max(hoogst, status)
        return hoogst

    return toets

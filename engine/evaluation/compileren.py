"""Compiling a rulebook: everything that evaluating a case needs, made once per rulebook.

A set of classes is an int with one bit per class, so that the sets of a whole case are a
list of ints. A compiled rulebook holds nothing of a case and may be shared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from engine.evaluation.feiten import Feit, Tabel, alle_klassen, tabel
from engine.evaluation.kleene import GELDT
from engine.evaluation.nummers import Bijdrage, Nummers, niveaus
from engine.evaluation.programma import schrijf_alles, schrijf_uitkomst
from engine.rulebook.diagnose import Diagnose, Verwant
from engine.rulebook.klassen import Eis, Interval
from engine.rulebook.rulebook import Atoom, Feiten, Rulebook, atomen

__all__ = ["Bijdrage", "Gecompileerd", "GeenUniekeUitkomst", "compileer", "niveaus"]

Sets = list[int]
Statussen = list[int]


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
    bijdragen: dict[str, tuple[Bijdrage, ...]]
    """Per outcome, or member of a collecting outcome, what the rules can give it."""
    tabellen: dict[str, tuple[int, Tabel]]
    """Per grootheid its number and the sets of its facts."""
    programma: Callable[[Sets], tuple[Sets, Statussen]]
    """From the sets of the facts to the sets of all grootheden and the statuses of all rules."""
    uitkomst: Callable[[Callable[[str], Feit]], tuple[int, ...]]
    """From the facts to the sets of the outcomes, in the order of `uitkomsten`."""
    uitkomsten: dict[str, int]
    """Per grootheid of an outcome its place in what `uitkomst` returns."""

    _binnen: dict[tuple[str, Eis], int] = field(init=False, default_factory=dict)
    _namen: dict[tuple[str, int], tuple[str, ...]] = field(init=False, default_factory=dict)
    _niveaus: dict[tuple[str, int], int] = field(init=False, default_factory=dict)
    _leden: dict[str, tuple[tuple[str, str, int], ...]] = field(init=False, default_factory=dict)

    def niveau(self, id_: str, bits: int) -> int:
        """Return the lowest place on its scale among a set of classes of a grootheid."""
        sleutel = (id_, bits)
        gevonden = self._niveaus.get(sleutel)
        if gevonden is None:
            plaatsen = niveaus(self.boek.grootheden[id_])
            gevonden = min(plaats for n, plaats in enumerate(plaatsen) if bits >> n & 1)
            self._niveaus[sleutel] = gevonden
        return gevonden

    def namen(self, id_: str, bits: int) -> tuple[str, ...]:
        """Return the names of the classes in a set of classes of a grootheid, in order."""
        sleutel = (id_, bits)
        gevonden = self._namen.get(sleutel)
        if gevonden is None:
            klassen = self.boek.grootheden[id_].klassen
            gevonden = tuple(k.naam for n, k in enumerate(klassen) if bits >> n & 1)
            self._namen[sleutel] = gevonden
        return gevonden

    def leden(self, uitkomst: str) -> tuple[tuple[str, str, int], ...]:
        """Return per value of a collecting outcome its grootheid, and the set that takes it in."""
        if uitkomst not in self._leden:
            namen = {w: f"{uitkomst}.{w}" for w in self.boek.uitkomsten[uitkomst].waarden}
            self._leden[uitkomst] = tuple(
                (w, id_, 1 << self.boek.grootheden[id_].nummer("ja")) for w, id_ in namen.items()
            )
        return self._leden[uitkomst]

    def binnen(self, atoom: Atoom) -> int:
        """Return the set of the classes with which a condition on one grootheid holds."""
        sleutel = (atoom.grootheid, atoom.eis)
        if sleutel not in self._binnen:
            goed = self.boek.grootheden[atoom.grootheid].aanvaard(atoom.eis)
            self._binnen[sleutel] = sum(1 << n for n in goed)
        return self._binnen[sleutel]

    def sets(self, feiten: Feiten) -> Sets:
        """Return the sets of classes that the facts leave, before anything is evaluated.

        Raises:
            KeyError: when a fact names a grootheid or class that the rulebook does not have.
        """
        sets = list(self.alles)
        tabellen = self.tabellen
        for id_, feit in feiten.items():
            nummer, tabel_ = tabellen[id_]
            sets[nummer] = tabel_[feit]
        # Numbers of days need the exact dates, which the sets no longer hold.
        for id_, dagen in self.boek.dagen_tussen.items():
            nummer, tabel_ = tabellen[id_]
            van, tot, eigen = map(feiten.get, (dagen.van, dagen.tot, id_))
            sets[nummer] = dagen_tussen(tabel_, van, tot, eigen)
        return sets

    def evalueer(self, feiten: Feiten) -> tuple[Sets, Statussen]:
        """Return the sets of all grootheden and the statuses of all rules."""
        return self.programma(self.sets(feiten))


@lru_cache(maxsize=64)
def compileer(boek: Rulebook) -> Gecompileerd:
    """Compile a rulebook; the same rulebook is compiled once."""
    nummers = Nummers(boek)
    tabellen = {id_: (n, tabel(boek.grootheden[id_])) for id_, n in nummers.grootheid.items()}
    doelen = tuple(g.id for g in boek.grootheden.values() if _is_advies(boek, g.eigenaar))

    def geen_uniek(nummer: int, statussen: tuple[int, ...]) -> None:
        id_ = list(boek.grootheden)[nummer]
        namen = list(boek.regels)
        paren = zip(nummers.bijdragen[id_], statussen, strict=True)
        geldend = tuple(namen[b.regel] for b, status in paren if status == GELDT)
        raise GeenUniekeUitkomst(boek, id_, geldend)

    ruimte: dict[str, Any] = {
        "plaats": plaats,
        "dagen_tussen": dagen_tussen,
        "geen_uniek": geen_uniek,
    }
    for id_, (nummer, tabel_) in tabellen.items():
        ruimte |= {f"id{nummer}": id_, f"tabel{nummer}": tabel_}
    for tekst in (schrijf_alles(nummers), schrijf_uitkomst(nummers, doelen)):
        exec(compile(tekst, "<regelwerk>", "exec"), ruimte)
    return Gecompileerd(
        boek,
        nummers.grootheid,
        nummers.regel,
        tuple(alle_klassen(g) for g in boek.grootheden.values()),
        tuple(nummers.nvt(id_) for id_ in boek.grootheden),
        nummers.bijdragen,
        tabellen,
        ruimte["evalueer"],
        ruimte["uitkomst"],
        {id_: plek for plek, id_ in enumerate(doelen)},
    )


def _is_advies(boek: Rulebook, naam: str) -> bool:
    """Tell whether an outcome is part of the advice, or goes with some advice only."""
    if naam not in boek.uitkomsten:
        return False
    uitkomst = boek.uitkomsten[naam]
    voorwaarden = [a for a in atomen(uitkomst.alleen_als) if isinstance(a, Atoom)]
    eigenaren = [boek.grootheden[a.grootheid].eigenaar for a in voorwaarden]
    return uitkomst.advies or any(
        e in boek.uitkomsten and boek.uitkomsten[e].advies for e in eigenaren
    )


def dagen_tussen(sets: Tabel, van: Feit, tot: Feit, eigen: Feit) -> int:
    """Return the set of a number of days: from its two dates when these are known."""
    if isinstance(van, Interval) and isinstance(tot, Interval):
        return sets[Interval(tot.laag - van.hoog, tot.hoog - van.laag)]
    return sets[eigen]


@lru_cache(maxsize=4096)
def plaats(nummer: int, *sets: int) -> int:
    """Return the set of what the heaviest but `nummer` - 1 of some levels can be."""
    laag = sorted(bits & -bits for bits in sets)[-nummer]
    hoog = sorted(bits.bit_length() for bits in sets)[-nummer]
    samen = 0
    for bits in sets:
        samen |= bits
    return samen & -laag & ((1 << hoog) - 1)

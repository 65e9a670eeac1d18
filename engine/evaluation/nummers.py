"""Numbering a rulebook: grootheden, rules and classes, and what each rule can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rulebook.klassen import NVT, Grootheid
from engine.rulebook.rulebook import Conclusie, Rulebook, Uitkomst


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

    def set(self, sets: list[int]) -> int:
        """Return the values that the rule would give now, as a set."""
        return self.vast if self.van < 0 else vertaal(sets[self.van], self.naar)


def vertaal(bits: int, naar: tuple[int, ...]) -> int:
    """Return a set with each class replaced by the class that `naar` gives for it."""
    uit = 0
    for nummer, doel in enumerate(naar):
        if bits >> nummer & 1:
            uit |= 1 << doel
    return uit


def niveaus(grootheid: Grootheid) -> tuple[int, ...]:
    """Return per class its place on the scale; irrelevant counts as the lightest."""
    return tuple(0 if k.naam == NVT else k.niveau or 0 for k in grootheid.klassen)


class Nummers:
    """The numbers of grootheden and rules, and what rules give outcomes."""

    def __init__(self, boek: Rulebook) -> None:
        """Number a rulebook."""
        self.boek = boek
        self.grootheid = {id_: n for n, id_ in enumerate(boek.grootheden)}
        self.regel = {id_: n for n, id_ in enumerate(boek.regels)}
        self.bijdragen = dict(self._bijdragen())

    def nvt(self, id_: str) -> int:
        """Return the set that holds just NVT, or 0 when it cannot be irrelevant."""
        grootheid = self.boek.grootheden[id_]
        return 1 << (len(grootheid.klassen) - 1) if grootheid.kan_nvt else 0

    def _bijdragen(self) -> Iterator[tuple[str, tuple[Bijdrage, ...]]]:
        for uitkomst in self.boek.uitkomsten.values():
            if uitkomst.kies == "verzamel":
                for waarde in uitkomst.waarden:
                    yield f"{uitkomst.id}.{waarde}", tuple(self._van_regels(uitkomst, waarde))
            elif uitkomst.kies != "plaats":
                yield uitkomst.id, tuple(self._van_regels(uitkomst, None))

    def _van_regels(self, uitkomst: Uitkomst, waarde: str | None) -> Iterator[Bijdrage]:
        """Yield what each rule can give the outcome, or one member of it."""
        for id_ in uitkomst.regels:
            for conclusie in self.boek.regels[id_].conclusies:
                if conclusie.uitkomst == uitkomst.id and waarde in {None, conclusie.waarde}:
                    yield self._bijdrage(self.regel[id_], uitkomst, conclusie)

    def _bijdrage(self, regel: int, uitkomst: Uitkomst, conclusie: Conclusie) -> Bijdrage:
        if conclusie.waarde is not None:
            if uitkomst.kies == "verzamel":
                return Bijdrage(regel, 0b10)
            grootheid = self.boek.grootheden[uitkomst.id]
            return Bijdrage(regel, 1 << grootheid.nummer(conclusie.waarde))
        assert conclusie.niveau_van is not None
        bron = self.boek.grootheden[conclusie.niveau_van]
        return Bijdrage(regel, 0, self.grootheid[bron.id], niveaus(bron))

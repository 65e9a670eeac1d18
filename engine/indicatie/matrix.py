"""The tables of arrangementen: the level on each axis, and the product code, of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.indicatie.voorstel import ARRANGEMENT, PRODUCTCODE
from engine.rulebook.klassen import Waarden
from engine.rulebook.rulebook import Atoom, Rulebook, atomen


def assen(boek: Rulebook) -> tuple[str, ...]:
    """Return the outcomes from which the table is read: inzet and complexiteit."""
    return next((tuple(cel) for cel in _cellen(boek, ARRANGEMENT).values()), ())


def niveaus(boek: Rulebook, arrangement: str) -> Mapping[str, str]:
    """Return per axis the level of an arrangement; empty when the table does not have it."""
    return _cellen(boek, ARRANGEMENT).get(arrangement, {})


def productcodes(boek: Rulebook) -> dict[str, str]:
    """Return the product code of each arrangement."""
    cellen = _cellen(boek, PRODUCTCODE)
    return {niveau: code for code, cel in cellen.items() for niveau in cel.values()}


@lru_cache(maxsize=32)
def _cellen(boek: Rulebook, uitkomst: str) -> Mapping[str, Mapping[str, str]]:
    """Return per value of an outcome the cell that gives it."""
    regels = boek.uitkomsten[uitkomst].regels if uitkomst in boek.uitkomsten else ()
    return {
        conclusie.waarde: dict(_cel(boek, regel))
        for regel in regels
        for conclusie in boek.regels[regel].conclusies
        if conclusie.uitkomst == uitkomst and conclusie.waarde is not None
    }


def _cel(boek: Rulebook, regel: str) -> Iterator[tuple[str, str]]:
    """Yield the axes of a cell with their level."""
    for atoom in atomen(boek.regels[regel].voorwaarde):
        if isinstance(atoom, Atoom) and isinstance(atoom.eis, Waarden):
            yield atoom.grootheid, ", ".join(sorted(atoom.eis.namen))

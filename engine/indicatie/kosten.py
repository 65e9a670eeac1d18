"""What an arrangement costs over a period: etmalen times the tariff of each day.

Every calendar day from the first through the last counts, also a day without contact
(Werkafsprakenboek, paragraph 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Parameterwaarde

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Kostendeel:
    """Days with one tariff: `etmalen` in days, `tarief` in euro per etmaal, `bedrag` in euro.

    Without a valid tariff `tarief` and `bedrag` are None: unknown, not nothing.
    """

    van: date
    tot: date
    etmalen: int
    tarief: Parameterwaarde | None
    bedrag: Decimal | None


@dataclass(frozen=True, slots=True)
class Kosten:
    """The cost of a product over a period, split where the tariff changes."""

    productcode: str
    delen: tuple[Kostendeel, ...]

    @property
    def bedrag(self) -> Decimal | None:
        """The amount in euro, or None while a part has no valid tariff."""
        bedragen = [d.bedrag for d in self.delen]
        if not bedragen or any(b is None for b in bedragen):
            return None
        return sum((b for b in bedragen if b is not None), Decimal(0))

    @property
    def etmalen(self) -> int:
        """The number of calendar days."""
        return sum(d.etmalen for d in self.delen)


def bereken_kosten(regelwerk: Regelwerk, productcode: str, van: date, tot: date) -> Kosten:
    """Return what a product costs from `van` through `tot`, both days included.

    Raises:
        ValueError: when `tot` lies before `van`.
    """
    if tot < van:
        raise ValueError(f"{tot} < {van}")
    return Kosten(productcode, tuple(_delen(regelwerk, productcode, van, tot)))


def _delen(regelwerk: Regelwerk, code: str, van: date, tot: date) -> Iterator[Kostendeel]:
    begin = van
    while begin <= tot:
        tarief = _tarief(regelwerk, code, begin)
        einde = min(_laatste_dag(regelwerk, code, begin), tot)
        etmalen = einde.toordinal() - begin.toordinal() + 1
        bedrag = None
        if tarief is not None:
            bedrag = (etmalen * tarief.waarde).quantize(CENT, ROUND_HALF_UP)
        yield Kostendeel(begin, einde, etmalen, tarief, bedrag)
        begin = date.fromordinal(einde.toordinal() + 1)


def _tarief(regelwerk: Regelwerk, code: str, dag: date) -> Parameterwaarde | None:
    boek = regelwerk.op(dag)
    return boek.tarief(code, dag) if boek else None


def _laatste_dag(regelwerk: Regelwerk, code: str, begin: date) -> date:
    """Return the last day on which what holds on `begin` holds unchanged."""
    wissels = {date.max}
    for boek in regelwerk.boeken:
        wissels.add(boek.vanaf)
        if boek.tot is not None:
            wissels.add(date.fromordinal(boek.tot.toordinal() + 1))
        for parameter in boek.parameters.values():
            if parameter.productcode == code:
                for waarde in parameter.waarden:
                    wissels.add(waarde.vanaf)
                    if waarde.tot is not None:
                        wissels.add(date.fromordinal(waarde.tot.toordinal() + 1))
    volgende = min(dag for dag in wissels if dag > begin)
    return date.fromordinal(volgende.toordinal() - 1)

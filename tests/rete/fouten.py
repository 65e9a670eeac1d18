"""Planted faults: what a mistake in one of the two engines could look like.

A fault in the evaluator is a rulebook that differs from the one the second engine has; a fault
in the second engine is a plan that differs from what it makes of the rulebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from engine.rete.compileren import maak_plan
from engine.rete.motor import Motor, Motoren
from engine.rete.plan import NVT, Binnen, Laag, Net, Plan, Relevantie, Uitkomst
from engine.rulebook.rulebook import Rulebook

Planfout = Callable[[Plan], Plan]


def _met_netten(plan: Plan, verander: Callable[[Net], Net]) -> Plan:
    return replace(
        plan,
        lagen=tuple(replace(laag, netten=tuple(map(verander, laag.netten))) for laag in plan.lagen),
    )


def _met_uitkomst(plan: Plan, naam: str, **anders: Any) -> Plan:
    def laag_met(laag: Laag) -> Laag:
        sloten = tuple(
            replace(slot, **anders) if isinstance(slot, Uitkomst) and slot.naam == naam else slot
            for slot in laag.sloten
        )
        return replace(laag, sloten=sloten)

    return replace(plan, lagen=tuple(map(laag_met, plan.lagen)))


def een_grens(plan: Plan) -> Plan:
    """Every bound between numbers lies a hundredth higher."""
    getallen = {
        id_: replace(g, grenzen=tuple((w + Fraction(1, 100), kant) for w, kant in g.grenzen))
        for id_, g in plan.getallen.items()
    }
    return replace(plan, getallen=getallen)


def een_klasse(plan: Plan) -> Plan:
    """One question has a class too many."""
    id_ = next(i for i in plan.klassen if i not in plan.niveaus and i not in plan.getallen)
    return replace(plan, klassen={**plan.klassen, id_: plan.klassen[id_] | {"te_veel"}})


def een_teken(plan: Plan) -> Plan:
    """One sign accepts the other classes."""
    gedaan: list[Net] = []

    def verander(net: Net) -> Net:
        if gedaan:
            return net
        gedaan.append(net)
        (teken, kenmerk), *rest = net.kenmerken
        assert isinstance(teken, Binnen)
        anders = replace(teken, klassen=plan.klassen[teken.grootheid] - teken.klassen)
        return replace(net, kenmerken=((anders, kenmerk), *rest))

    return _met_netten(plan, verander)


def een_regel(plan: Plan) -> Plan:
    """One rule fires for another than its own condition."""
    gedaan: list[Net] = []

    def verander(net: Net) -> Net:
        if gedaan or len(net.van_regel) < 2:
            return net
        gedaan.append(net)
        return replace(net, van_regel={**net.van_regel, "r0": net.van_regel["r1"]})

    return _met_netten(plan, verander)


def een_kapot_net(plan: Plan) -> Plan:
    """The rulesets are not what durable-rules can read."""
    return _met_netten(plan, lambda net: replace(net, definitie="{"))


class Eindeloos:
    """Bounds without an end."""

    def __iter__(self) -> Iterator[tuple[Fraction, int]]:
        while True:
            yield Fraction(0), 0


def zonder_einde(plan: Plan) -> Plan:
    """A case with a number never ends."""
    grenzen: Any = Eindeloos()
    getallen = {id_: replace(getal, grenzen=grenzen) for id_, getal in plan.getallen.items()}
    return replace(plan, getallen=getallen)


def kies_van(naam: str, kies: str) -> Planfout:
    """An outcome is chosen by another hit policy."""
    return lambda plan: _met_uitkomst(plan, naam, kies=kies)


def plaats_van(naam: str, plaats: int) -> Planfout:
    """Another place than the one that the rules name."""
    return lambda plan: _met_uitkomst(plan, naam, plaats=plaats)


def zonder_relevantie(naam: str) -> Planfout:
    """A question always matters."""

    def verander(plan: Plan) -> Plan:
        return replace(
            plan,
            lagen=tuple(
                replace(
                    laag,
                    sloten=tuple(
                        replace(slot, grootheden=())
                        if isinstance(slot, Relevantie) and slot.naam == naam
                        else slot
                        for slot in laag.sloten
                    ),
                )
                for laag in plan.lagen
            ),
        )

    return verander


def niveau_van(uitkomst: str, ander: str) -> Planfout:
    """The level of something else is taken."""

    def verander(plan: Plan) -> Plan:
        slot = next(
            s
            for laag in plan.lagen
            for s in laag.sloten
            if isinstance(s, Uitkomst) and s.naam == uitkomst
        )
        bijdragen = tuple(
            replace(b, niveau_van=ander) if b.niveau_van else b for b in slot.bijdragen
        )
        assert bijdragen != slot.bijdragen
        return _met_uitkomst(plan, uitkomst, bijdragen=bijdragen)

    return verander


def zonder_dagen(plan: Plan) -> Plan:
    """No number of days follows from two dates."""
    assert plan.dagen
    return replace(plan, dagen=())


def een_niveau(plan: Plan) -> Plan:
    """Matig is as light as licht."""
    niveaus: Mapping[str, Mapping[str, int]] = {
        naam: {k: 1 if n == 2 else n for k, n in per.items()} for naam, per in plan.niveaus.items()
    }
    return replace(plan, niveaus=niveaus)


def zonder_nvt(plan: Plan) -> Plan:
    """What is irrelevant meets no negated sign."""

    def verander(net: Net) -> Net:
        kenmerken = tuple(
            (replace(t, klassen=t.klassen - {NVT}) if isinstance(t, Binnen) else t, kenmerk)
            for t, kenmerk in net.kenmerken
        )
        return replace(net, kenmerken=kenmerken)

    return _met_netten(plan, verander)


FOUTEN: dict[str, Planfout] = {"een grens": een_grens, "een kapot net": een_kapot_net}


class MotorenMetFout(Motoren):
    """The second engine with a planted fault in its plan; otherwise the real one."""

    def __init__(self, fout: str | Planfout) -> None:
        super().__init__()
        self._fout = FOUTEN[fout] if isinstance(fout, str) else fout
        self._eigen: dict[Rulebook, Motor] = {}

    def van(self, boek: Rulebook) -> Motor:
        if boek not in self._eigen:
            self._eigen[boek] = Motor(self._fout(maak_plan(boek)))
        return self._eigen[boek]

    def sluit(self) -> None:
        for motor in self._eigen.values():
            motor.sluit()
        super().sluit()

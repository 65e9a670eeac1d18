"""Where a case stands: its diagrams with only the branches that its answers leave.

What is still possible, and which questions still matter, is exact here: every value returned
happens in some completion of the answers, and a question returned changes the outcome in some.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from engine.evaluation.beslisdiagram import Beslisdiagram, maak_diagram
from engine.evaluation.diagram import Diagrammen, Waarde
from engine.evaluation.kleene import GELDT, GELDT_NIET, ONBEKEND
from engine.evaluation.spoor import Spoor


@dataclass(eq=False)
class Stand:
    """The diagrams of a rulebook under what is known of one case.

    In the store `over` a node has only the branches that are left; equal branches are one, so
    that a node remains only for a variable that matters.
    """

    model: Beslisdiagram
    over_klassen: tuple[tuple[int, ...], ...]
    """Per variable the classes that are left."""
    _beperkt: dict[int, int] = field(init=False, default_factory=dict)
    _mogelijk: dict[str, frozenset[int]] = field(init=False, default_factory=dict)

    @cached_property
    def over(self) -> Diagrammen:
        """The store of what is left; empty until something is asked of it."""
        return Diagrammen([len(k) for k in self.over_klassen])

    def beperkt(self, diagram: int) -> int:
        """Return the number in `over` of a diagram of the model."""
        bron, over = self.model.diagrammen, self.over
        if diagram not in self._beperkt:
            if diagram < 0:
                gevonden = over.blad(bron.waarde(diagram))
            else:
                variabele = bron.variabelen[diagram]
                takken = bron.takken[diagram]
                gevonden = over.knoop(
                    variabele,
                    tuple(self.beperkt(takken[k]) for k in self.over_klassen[variabele]),
                )
            self._beperkt[diagram] = gevonden
        return self._beperkt[diagram]

    def mogelijk(self, grootheid: str) -> frozenset[int]:
        """Return the classes that a grootheid has in some completion."""
        if grootheid not in self._mogelijk:
            waarden = self.waarden(self.model.grootheden[grootheid])
            self._mogelijk[grootheid] = frozenset(w for w in waarden if isinstance(w, int))
        return self._mogelijk[grootheid]

    def waarden(self, diagram: int) -> frozenset[Waarde]:
        """Return the values that a diagram of the model has in some completion."""
        bron = self.model.diagrammen
        return frozenset(bron.waarde(deel) for deel in self.bereikt(diagram) if deel < 0)

    def bereikt(self, diagram: int) -> set[int]:
        """Return the nodes and leaves of a diagram of the model that some completion reaches."""
        takken_van, variabelen = self.model.diagrammen.takken, self.model.diagrammen.variabelen
        over_klassen = self.over_klassen
        gezien, rand = {diagram}, [diagram]
        while rand:
            deel = rand.pop()
            if deel < 0:
                continue
            takken = takken_van[deel]
            for klasse in over_klassen[variabelen[deel]]:
                tak = takken[klasse]
                if tak not in gezien:
                    gezien.add(tak)
                    rand.append(tak)
        return gezien

    def blad_met(self, diagram: int, anders: Mapping[int, int]) -> int | None:
        """Return the leaf of a diagram of the model with other classes for some variables.

        None when a variable on the way to it is unknown.
        """
        takken, variabelen = self.model.diagrammen.takken, self.model.diagrammen.variabelen
        while diagram >= 0:
            variabele = variabelen[diagram]
            klasse = anders.get(variabele)
            if klasse is None:
                over = self.over_klassen[variabele]
                if len(over) > 1:
                    return None
                klasse = over[0]
            diagram = takken[diagram][klasse]
        return diagram

    def beslissend(self, grootheid: str) -> frozenset[int]:
        """Return the variables whose answer changes a grootheid in some completion."""
        wortel = self.beperkt(self.model.grootheden[grootheid])
        return frozenset(self.over.variabelen[knoop] for knoop in self.over.bereik([wortel]))

    def winst(self, grootheid: str) -> Mapping[int, float]:
        """Return per variable how much its answer settles of a grootheid, from 0 to 1.

        It is the expected fall of the chance that two completions, each class as likely as
        another, differ. Only sums and products occur, so that every reader finds the same.
        """
        return _Winst(self.over, self.beperkt(self.model.grootheden[grootheid])).per_variabele()


class _Winst:
    """The expected fall of impurity per variable, in one pass up and one pass down."""

    def __init__(self, over: Diagrammen, wortel: int) -> None:
        self.over = over
        self.wortel = wortel
        self.knopen = over.bereik([wortel])
        waarden = {tak for k in self.knopen for tak in over.takken[k] if tak < 0}
        self.bladen = sorted(waarden, reverse=True)
        self.verdeling: dict[int, list[float]] = {
            blad: [1.0 if blad == ander else 0.0 for ander in self.bladen] for blad in self.bladen
        }
        for knoop in self.knopen:
            takken = [self.verdeling[tak] for tak in over.takken[knoop]]
            deel = 1.0 / len(takken)
            self.verdeling[knoop] = [sum(kans) * deel for kans in zip(*takken, strict=True)]

    def per_variabele(self) -> dict[int, float]:
        if self.wortel < 0:
            return {}
        over = self.over
        totaal = self.verdeling[self.wortel]
        onzeker = 1.0 - sum(p * p for p in totaal)
        bereikt = dict.fromkeys(self.knopen, 0.0)
        bereikt[self.wortel] = 1.0
        per_variabele: dict[int, list[int]] = {}
        for knoop in reversed(self.knopen):
            per_variabele.setdefault(over.variabelen[knoop], []).append(knoop)
            deel = bereikt[knoop] / len(over.takken[knoop])
            for tak in over.takken[knoop]:
                if tak >= 0:
                    bereikt[tak] += deel
        return {
            variabele: onzeker - self.na(knopen, bereikt, totaal, over.klassen[variabele])
            for variabele, knopen in per_variabele.items()
        }

    def na(
        self, knopen: list[int], bereikt: dict[int, float], totaal: list[float], klassen: int
    ) -> float:
        """The impurity that is left on average when one variable is known."""
        langs = list(totaal)
        for knoop in knopen:
            for n, kans in enumerate(self.verdeling[knoop]):
                langs[n] -= bereikt[knoop] * kans
        rest = 0.0
        for klasse in range(klassen):
            kansen = list(langs)
            for knoop in knopen:
                tak = self.verdeling[self.over.takken[knoop][klasse]]
                for n, kans in enumerate(tak):
                    kansen[n] += bereikt[knoop] * kans
            rest += 1.0 - sum(p * p for p in kansen)
        return rest / klassen


def stand_van(spoor: Spoor) -> Stand:
    """Return where the case of a trace stands."""
    model = maak_diagram(spoor.boek)
    sets = spoor.klaar.sets(spoor.feiten)
    return Stand(model, tuple([_nummers(sets[plaats]) for plaats in model.plaatsen]))


@lru_cache(maxsize=4096)
def _nummers(bits: int) -> tuple[int, ...]:
    """The numbers of the classes in a set."""
    return tuple(n for n in range(bits.bit_length()) if bits >> n & 1)


def verscherp(spoor: Spoor) -> Spoor:
    """Return the trace with only what happens in some completion.

    The evaluator looks at one condition at a time, and may leave a value possible, or a rule
    open, that no completion does. A rule that asks for the unknown is looked at once more with
    what is left.
    """
    model = maak_diagram(spoor.boek)
    open_ = [
        id_
        for id_, bits in zip(spoor.boek.grootheden, spoor.sets, strict=True)
        if bits & (bits - 1) and id_ in model.afgeleid and id_ not in model.vraagt_onbekend
    ]
    regels = [
        id_
        for id_, status in zip(spoor.boek.regels, spoor.statussen, strict=True)
        if status == ONBEKEND and id_ not in model.regels_met_onbekend
    ]
    if not open_ and not regels:
        return spoor
    stand = stand_van(spoor)
    sets, statussen = list(spoor.sets), list(spoor.statussen)
    for id_ in open_:
        bits = sum(1 << n for n in stand.mogelijk(id_))
        sets[spoor.klaar.nummer[id_]] = bits or sets[spoor.klaar.nummer[id_]]
    for id_ in regels:
        waar = stand.waarden(model.regels[id_])
        if len(waar) == 1:
            statussen[spoor.klaar.regelnummer[id_]] = GELDT if True in waar else GELDT_NIET
    return _met_onbekend(Spoor(spoor.klaar, spoor.feiten, tuple(sets), tuple(statussen)), model)


def _met_onbekend(scherp: Spoor, model: Beslisdiagram) -> Spoor:
    """Look at the rules that ask for the unknown once more, and at what they give."""
    klaar = scherp.klaar
    sets, statussen = list(scherp.sets), list(scherp.statussen)
    for id_ in model.regels_met_onbekend:
        statussen[klaar.regelnummer[id_]] = scherp.toets(scherp.boek.regels[id_].voorwaarde)
    for id_ in model.vraagt_onbekend:
        hoogste = max(statussen[bijdrage.regel] for bijdrage in klaar.bijdragen[id_])
        sets[klaar.nummer[id_]] = {GELDT_NIET: 0b01, ONBEKEND: 0b11, GELDT: 0b10}[hoogste]
    return Spoor(klaar, scherp.feiten, tuple(sets), tuple(statussen))

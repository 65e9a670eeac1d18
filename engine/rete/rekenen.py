"""Evaluating one case on a plan, stage by stage, with own hit policies between the stages."""

from __future__ import annotations

from collections.abc import Mapping

from engine.rete.netwerk import Netwerk
from engine.rete.plan import (
    JA,
    NEE,
    NVT,
    Bijdrage,
    Binnen,
    Dagen,
    Feit,
    Hulp,
    Laag,
    Namen,
    Net,
    Plan,
    Relevantie,
    Slot,
    Uitkomst,
    Uitslag,
    alleen_als,
)

GELDT, GELDT_NIET, ONBEKEND = "geldt", "geldt_niet", "onbekend"
_IRRELEVANT: Namen = frozenset({NVT})
_JA, _NEE, _BEIDE = frozenset({JA}), frozenset({NEE}), frozenset({JA, NEE})


class Rekenaar:
    """A plan with its rulesets, for one case after another."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.netwerk = Netwerk(net for laag in plan.lagen for net in laag.netten)

    def reken(self, feiten: Mapping[str, Feit]) -> Uitslag:
        """Return what the rules say of a case."""
        return _Geval(self.plan, self.netwerk, feiten).reken()


class _Geval:
    """One case: the possible classes of what is settled, and the status of what is matched."""

    def __init__(self, plan: Plan, netwerk: Netwerk, feiten: Mapping[str, Feit]) -> None:
        self.plan = plan
        self.netwerk = netwerk
        self.feiten = feiten
        self.sets: dict[str, Namen] = dict(plan.klassen)
        self.woorden: dict[str, Namen] = {}
        """Of numbers, the possible classes in the rulebook's names."""
        self.status: dict[str, str] = {}

    def reken(self) -> Uitslag:
        for id_, getal in self.plan.getallen.items():
            self.woorden[id_] = frozenset(deel.naam for deel in getal.delen)
        for id_, feit in self.feiten.items():
            self._weet(id_, feit)
        for dagen in self.plan.dagen:
            self._tel_dagen(dagen)
        for laag in self.plan.lagen:
            self._vergelijk(laag)
            niet_uniek = [slot.naam for slot in laag.sloten if not self._sluit(slot)]
            if niet_uniek:
                return Uitslag(niet_uniek=tuple(niet_uniek))
        return Uitslag(
            {id_: self._in_woorden(id_) for id_ in self.plan.klassen},
            {id_: self.status[naam] for id_, naam in self.plan.regels.items()},
        )

    # What is known beforehand

    def _weet(self, id_: str, feit: Feit) -> None:
        getal = self.plan.getallen.get(id_)
        if isinstance(feit, tuple):
            assert getal is not None, id_
            self.sets[id_], self.woorden[id_] = getal.eigen(*feit), getal.namen(*feit)
        elif getal is not None:
            self.sets[id_] = frozenset(d.eigen for d in getal.delen if d.naam == feit)
            self.woorden[id_] = frozenset({feit})
        else:
            self.sets[id_] = frozenset({feit})

    def _tel_dagen(self, dagen: Dagen) -> None:
        begin, einde = self.feiten.get(dagen.van), self.feiten.get(dagen.tot)
        if isinstance(begin, tuple) and isinstance(einde, tuple):
            self._weet(dagen.naam, (einde[0] - begin[1], einde[1] - begin[0]))

    def _in_woorden(self, id_: str) -> Namen:
        """Return the possible classes of a grootheid in the rulebook's names."""
        if id_ not in self.woorden:
            return self.sets[id_]
        if self.sets[id_] == _IRRELEVANT:
            return _IRRELEVANT
        return self.woorden[id_] | (self.sets[id_] & _IRRELEVANT)

    # Matching a stage

    def _vergelijk(self, laag: Laag) -> None:
        """Match the conditions of a stage twice: with what is certain and what is possible."""
        zeker: set[str] = set()
        mogelijk: set[str] = set()
        for net in laag.netten:
            zekere, mogelijke = self.netwerk.vuur(net, *self._kenmerken(net))
            zeker.update(naam for r in zekere for naam in net.van_regel[r])
            mogelijk.update(naam for r in mogelijke for naam in net.van_regel[r])
        if not zeker <= mogelijk:
            raise RuntimeError("durable-rules finds certain what it does not find possible")
        for naam in laag.voorwaarden:
            if naam in zeker:
                self.status[naam] = GELDT
            else:
                self.status[naam] = ONBEKEND if naam in mogelijk else GELDT_NIET

    def _kenmerken(self, net: Net) -> tuple[list[str], list[str]]:
        """Return the attributes of the signs that certainly hold, and of those that can."""
        zeker: list[str] = []
        mogelijk: list[str] = []
        for teken, kenmerk in net.kenmerken:
            if isinstance(teken, Binnen):
                klassen = self.sets[teken.grootheid]
                if klassen <= teken.klassen:
                    zeker.append(kenmerk)
                    mogelijk.append(kenmerk)
                elif not klassen.isdisjoint(teken.klassen):
                    mogelijk.append(kenmerk)
            elif any(len(self._in_woorden(g)) > 1 for g in teken.grootheden) != teken.omgekeerd:
                zeker.append(kenmerk)
                mogelijk.append(kenmerk)
        return zeker, mogelijk

    # Settling what follows

    def _sluit(self, slot: Slot) -> bool:
        """Settle a question or outcome; False when it must be unique and is not."""
        if isinstance(slot, Relevantie):
            self._relevantie(slot.naam, slot.grootheden)
            return True
        if isinstance(slot, Hulp):
            kan = {GELDT: _JA, GELDT_NIET: _NEE, ONBEKEND: _BEIDE}
            self.sets[slot.naam] = kan[self.status[slot.naam]]
            return True
        if isinstance(slot, Dagen):
            datums = (self.sets[slot.van], self.sets[slot.tot])
            if _IRRELEVANT in datums:
                self.sets[slot.naam] = _IRRELEVANT
            elif any(NVT in datum for datum in datums):
                self.sets[slot.naam] |= _IRRELEVANT
            return True
        return self._uitkomst(slot)

    def _relevantie(self, naam: str, grootheden: tuple[str, ...]) -> None:
        status = self.status[alleen_als(naam)]
        for id_ in grootheden if status != GELDT else ():
            self.sets[id_] = _IRRELEVANT if status == GELDT_NIET else self.sets[id_] | _IRRELEVANT

    def _uitkomst(self, uitkomst: Uitkomst) -> bool:
        if uitkomst.kies == "verzamel":
            gevonden = self._verzamel(uitkomst)
        elif uitkomst.kies == "uniek":
            gevonden = {uitkomst.naam: self._uniek(uitkomst)}
        else:
            kies = self._plaats if uitkomst.kies == "plaats" else self._hoogste
            gevonden = {uitkomst.naam: frozenset(uitkomst.waarden[n] for n in kies(uitkomst))}
        self.sets.update(gevonden)
        status = self.status[alleen_als(uitkomst.naam)] if uitkomst.voorwaardelijk else GELDT
        if uitkomst.voorwaardelijk:
            self._relevantie(uitkomst.naam, tuple(gevonden))
        if uitkomst.kies != "uniek" or status == GELDT_NIET:
            return True
        dubbel = len(self._waarden(uitkomst, GELDT)) > 1
        return not dubbel and bool(self.sets[uitkomst.naam])

    def _waarden(self, uitkomst: Uitkomst, status: str) -> Namen:
        """Return the values of the rules that have a status."""
        return frozenset(
            b.waarde
            for b in uitkomst.bijdragen
            if b.waarde is not None and self.status[b.voorwaarde] == status
        )

    def _uniek(self, uitkomst: Uitkomst) -> Namen:
        return self._waarden(uitkomst, GELDT) or self._waarden(uitkomst, ONBEKEND)

    def _verzamel(self, uitkomst: Uitkomst) -> dict[str, Namen]:
        zeker = self._waarden(uitkomst, GELDT)
        misschien = self._waarden(uitkomst, ONBEKEND)
        return {
            f"{uitkomst.naam}.{waarde}": (
                _JA if waarde in zeker else _BEIDE if waarde in misschien else _NEE
            )
            for waarde in uitkomst.waarden
        }

    def _hoogste(self, uitkomst: Uitkomst) -> set[int]:
        """The heaviest certain level, and every heavier one that is still possible."""
        zeker, kan = 0, set()
        for bijdrage in uitkomst.bijdragen:
            status = self.status[bijdrage.voorwaarde]
            niveaus = self._geeft(uitkomst, bijdrage) if status != GELDT_NIET else set()
            kan |= niveaus
            if status == GELDT:
                zeker = max(zeker, min(niveaus))
        return {zeker, *(niveau for niveau in kan if niveau > zeker)}

    def _geeft(self, uitkomst: Uitkomst, bijdrage: Bijdrage) -> set[int]:
        if bijdrage.niveau_van is not None:
            return self._niveaus(bijdrage.niveau_van)
        return {n for n, waarde in enumerate(uitkomst.waarden) if waarde == bijdrage.waarde}

    def _plaats(self, uitkomst: Uitkomst) -> set[int]:
        """The n-th heaviest of the lightest and of the heaviest levels are the two ends."""
        leden = [self._niveaus(lid) for lid in uitkomst.leden]
        laag, hoog = (sorted(map(einde, leden))[-uitkomst.plaats] for einde in (min, max))
        return {niveau for lid in leden for niveau in lid if laag <= niveau <= hoog}

    def _niveaus(self, naam: str) -> set[int]:
        """Return the levels that something can have; irrelevant is as light as can be."""
        niveaus = self.plan.niveaus[naam]
        return {0 if klasse == NVT else niveaus[klasse] for klasse in self.sets[naam]}

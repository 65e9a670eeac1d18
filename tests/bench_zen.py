"""Our rulebook as a decision model of zen-engine, to measure beside ours: for complete intakes.

The form is the fastest of those tried: one expression node, in which a later expression reads an
earlier one, and conditions stand in the outcome that needs them instead of one by one. With a
decision table for each outcome that could have one it took some tenth longer, with the trace half
as long again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import zen

from engine.evaluation.compileren import compileer
from engine.evaluation.nummers import niveaus
from engine.evaluation.programma import nodig
from engine.rulebook.klassen import Grenzen, Interval
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    EenVan,
    Feiten,
    IsOnbekend,
    Rulebook,
    Uitkomst,
    Voorwaarde,
)

NVT = -1
"""The value of an outcome that is not relevant; the others are the numbers of their classes."""


class Zen:
    """The outcomes of the advice, each as the number of its class, by zen-engine."""

    def __init__(self, boek: Rulebook) -> None:
        self.namen = {id_: _naam(id_) for id_ in compileer(boek).uitkomsten}
        self.model = zen.ZenEngine().create_decision(json.dumps(model(boek)))

    def evalueer(self, gegevens: dict[str, object], *, spoor: bool = False) -> dict[str, int]:
        uit = self.model.evaluate(gegevens, {"trace": spoor})["result"]
        return {id_: int(uit[naam]) for id_, naam in self.namen.items()}


def gegevens(feiten: Feiten) -> dict[str, object]:
    """Exact facts as zen-engine takes them; days are numbers."""
    return {
        _naam(id_): float(feit.laag) if isinstance(feit, Interval) else feit
        for id_, feit in feiten.items()
    }


def model(boek: Rulebook) -> dict[str, object]:
    """The decision model of the advice and what goes with it."""
    knopen = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        {
            "id": "regels",
            "name": "regels",
            "type": "expressionNode",
            "content": {
                "expressions": [
                    {"id": naam, "key": naam, "value": tekst}
                    for naam, tekst in _Schrijver(boek).alles().items()
                ]
            },
        },
        {"id": "uit", "name": "uit", "type": "outputNode", "content": {}},
    ]
    pijlen = [("in", "regels"), ("regels", "uit")]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": knopen,
        "edges": [
            {"id": f"{van}-{naar}", "type": "edge", "sourceId": van, "targetId": naar}
            for van, naar in pijlen
        ],
    }


def _naam(id_: str) -> str:
    return id_.replace(".", "__")


class _Schrijver:
    """Writes a rulebook as named expressions, each after those that it reads."""

    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.nodig = nodig(boek, compileer(boek).uitkomsten)
        self.uit: dict[str, str] = {}
        self.gegeven: dict[str, str] = {}
        """Per expression that was given a name, how to read it."""
        self.relevant: dict[str, str] = {}
        """Per name that can be irrelevant, how to read whether it is relevant."""

    def alles(self) -> dict[str, str]:
        for naam in self.boek.volgorde:
            eigen = [g.id for g in self.boek.van_eigenaar.get(naam, ()) if g.id in self.nodig]
            if not eigen:
                continue
            if naam in self.boek.vragen:
                self.poort(naam, self.boek.vragen[naam].alleen_als)
            elif naam in self.boek.dagen_tussen:
                self.dagen(naam)
            else:
                self.uitkomst(self.boek.uitkomsten[naam], eigen)
        return self.uit

    def noem(self, tekst: str) -> str:
        """Give an expression a name, once, and return how to read it."""
        if tekst not in self.gegeven:
            naam = f"_{len(self.gegeven)}"
            self.uit[naam] = tekst
            self.gegeven[tekst] = f"$.{naam}"
        return self.gegeven[tekst]

    def poort(self, naam: str, voorwaarde: Voorwaarde | None) -> None:
        if voorwaarde is not None:
            self.relevant[naam] = self.noem(self.voorwaarde(voorwaarde))

    def dagen(self, naam: str) -> None:
        dagen = self.boek.dagen_tussen[naam]
        delen = [self.relevant[d] for d in (dagen.van, dagen.tot) if d in self.relevant]
        delen += [f"{d} != null" for d in (dagen.van, dagen.tot)]
        self.relevant[naam] = self.noem(_en(delen))
        self.uit[naam] = f"{self.relevant[naam]} ? {dagen.tot} - {dagen.van} : null"

    # Conditions

    def voorwaarde(self, voorwaarde: Voorwaarde | None) -> str:
        if voorwaarde is None:
            return "true"
        if isinstance(voorwaarde, Atoom):
            return self.atoom(voorwaarde)
        if isinstance(voorwaarde, IsOnbekend) and voorwaarde.eigenaar in self.boek.uitkomsten:
            return "false"  # the intakes that are compared are complete: every outcome is known
        if isinstance(voorwaarde, IsOnbekend):
            open_ = _of(f"{_naam(g)} == null" for g in voorwaarde.grootheden)
            return _en([*self._poort(voorwaarde.eigenaar), open_])
        if isinstance(voorwaarde, Alle | EenVan):
            delen = [self.voorwaarde(deel) for deel in voorwaarde.delen]
            return _en(delen) if isinstance(voorwaarde, Alle) else _of(delen)
        return f"(not {self.voorwaarde(voorwaarde.deel)})"

    def _poort(self, eigenaar: str) -> list[str]:
        return [self.relevant[eigenaar]] if eigenaar in self.relevant else []

    def atoom(self, atoom: Atoom) -> str:
        grootheid = self.boek.grootheden[atoom.grootheid]
        naam, eis = _naam(grootheid.id), atoom.eis
        if grootheid.eigenaar in self.boek.uitkomsten:
            return _is(f"$.{naam}", sorted(grootheid.aanvaard(eis)))
        delen = self._poort(grootheid.eigenaar)
        if not isinstance(eis, Grenzen):
            return _en([*delen, _is(naam, sorted(eis.namen))])
        if grootheid.id in self.boek.dagen_tussen:
            naam = f"$.{naam}"
        delen.append(f"{naam} != null")
        if eis.onder is not None:
            delen.append(f"{naam} {'>' if eis.onder[1] else '>='} {_getal(eis.onder[0])}")
        if eis.boven is not None:
            delen.append(f"{naam} {'<=' if eis.boven[1] else '<'} {_getal(eis.boven[0])}")
        return _en(delen)

    # Outcomes

    def uitkomst(self, uitkomst: Uitkomst, eigen: list[str]) -> None:
        self.poort(uitkomst.id, uitkomst.alleen_als)
        for id_ in eigen:
            if uitkomst.kies == "plaats":
                tekst = self.plaats(uitkomst)
            elif uitkomst.kies == "verzamel":
                tekst = f"{_of(t for t, _, w in self.conclusies(uitkomst) if w == id_)} ? 1 : 0"
            elif uitkomst.kies == "hoogste":
                tekst = self.hoogste(uitkomst)
            else:
                takken = (f"{toets} ? {geeft} : " for toets, geeft, _ in self.conclusies(uitkomst))
                tekst = f"{''.join(takken)}null"
            for poort in self._poort(uitkomst.id):
                tekst = f"{poort} ? ({tekst}) : {NVT}"
            self.uit[_naam(id_)] = tekst

    def conclusies(self, uitkomst: Uitkomst) -> list[tuple[str, str, str]]:
        """Per rule its condition, the class that it gives, and the grootheid of a member."""
        gevonden = []
        for regel in (self.boek.regels[id_] for id_ in uitkomst.regels):
            for conclusie in (c for c in regel.conclusies if c.uitkomst == uitkomst.id):
                lid = f"{uitkomst.id}.{conclusie.waarde}"
                if conclusie.niveau_van is not None:
                    geeft = self.niveau(conclusie.niveau_van)
                elif uitkomst.kies == "verzamel":
                    geeft = "1"
                    if lid not in self.nodig:
                        continue
                else:
                    assert conclusie.waarde is not None
                    geeft = str(self.boek.grootheden[uitkomst.id].nummer(conclusie.waarde))
                gevonden.append((self.voorwaarde(regel.voorwaarde), geeft, lid))
        return gevonden

    def hoogste(self, uitkomst: Uitkomst) -> str:
        """The heaviest; without levels of something else, the first from the heaviest down."""
        conclusies = self.conclusies(uitkomst)
        if all(geeft.isdigit() for _, geeft, _ in conclusies):
            conclusies.sort(key=lambda c: -int(c[1]))
            return "".join(f"{toets} ? {geeft} : " for toets, geeft, _ in conclusies) + "0"
        waarden = ", ".join(f"{toets} ? {geeft} : 0" for toets, geeft, _ in conclusies)
        return f"max([0, {waarden}])"

    def plaats(self, uitkomst: Uitkomst) -> str:
        leden = f"[{', '.join(self.niveau(v) for v in uitkomst.van)}]"
        if uitkomst.plaats == 1:
            return f"max({leden})"
        if uitkomst.plaats == len(uitkomst.van):
            return f"min({leden})"
        hoogst = len(self.boek.grootheden[uitkomst.id].klassen) - 1
        takken = (
            f"count({leden}, # >= {niveau}) >= {uitkomst.plaats} ? {niveau} : "
            for niveau in range(hoogst, 0, -1)
        )
        return "".join(takken) + "0"

    def niveau(self, id_: str) -> str:
        """The place on the scale of a question or outcome; irrelevant counts as the lightest."""
        grootheid = self.boek.grootheden[id_]
        if id_ in self.boek.uitkomsten:
            return self.noem(f"max([$.{id_}, 0])") if grootheid.kan_nvt else f"$.{id_}"
        paren = zip(grootheid.klassen, niveaus(grootheid), strict=True)
        takken = (f"{id_} == {json.dumps(k.naam)} ? {n} : " for k, n in paren if n)
        poorten = self._poort(grootheid.eigenaar)
        return self.noem("".join([*(f"not {p} ? 0 : " for p in poorten), *takken, "0"]))


def _getal(getal: Fraction) -> str:
    return str(getal.numerator) if getal.denominator == 1 else repr(float(getal))


def _is(naam: str, waarden: Sequence[str | int]) -> str:
    if len(waarden) == 1:
        return f"{naam} == {json.dumps(waarden[0])}"
    return f"{naam} in {json.dumps(waarden)}"


def _en(delen: Iterable[str]) -> str:
    return f"({' and '.join(delen) or 'true'})"


def _of(delen: Iterable[str]) -> str:
    return f"({' or '.join(delen) or 'false'})"


def klassenummers(waarden: Mapping[str, int], boek: Rulebook) -> dict[str, int]:
    """Sets of one class as zen-engine gives them: class numbers, or NVT."""
    nummers = {}
    for id_, bits in waarden.items():
        grootheid = boek.grootheden[id_]
        nummer = bits.bit_length() - 1
        nvt = grootheid.kan_nvt and nummer == len(grootheid.klassen) - 1
        nummers[id_] = NVT if nvt else nummer
    return nummers

"""Every outcome of a rulebook as a decision diagram over the classes of questions and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.evaluation.compileren import niveaus
from engine.evaluation.diagram import MEESTE_KNOPEN, Diagrammen, Waarde
from engine.rulebook.klassen import Grootheid
from engine.rulebook.rulebook import (
    WEEKROOSTER,
    Alle,
    Atoom,
    EenVan,
    IsOnbekend,
    Regel,
    Rulebook,
    Uitkomst,
    Voorwaarde,
    atomen,
)


@dataclass(frozen=True, slots=True)
class Gebrek:
    """The value of a `uniek` outcome that the rules leave without one value: none, or several."""

    waarden: frozenset[int]


@dataclass(frozen=True, eq=False)
class Beslisdiagram:
    """A rulebook as diagrams.

    The value of a grootheid is the number of its class; what is irrelevant has the class NVT. A
    `uniek` outcome that the rules leave without one value has a `Gebrek`. Nothing is unknown
    here, so a rule that asks for the unknown never holds.
    """

    boek: Rulebook
    variabelen: tuple[str, ...]
    """The grootheden that are asked or counted, in the order of asking."""
    vragen: tuple[str, ...]
    """Per variable the question it belongs to; `weekrooster` for a count."""
    diagrammen: Diagrammen
    grootheden: dict[str, int]
    regels: dict[str, int]
    """Per rule the diagram of True and False of its condition."""
    relevant: dict[str, int]
    """Per question or outcome with `alleen_als` the diagram of whether it is relevant."""

    @cached_property
    def plaatsen(self) -> tuple[int, ...]:
        """Per variable the place of its grootheid among those of the rulebook."""
        nummers = {id_: n for n, id_ in enumerate(self.boek.grootheden)}
        return tuple(nummers[id_] for id_ in self.variabelen)

    @cached_property
    def afgeleid(self) -> frozenset[str]:
        """The grootheden that follow from others: outcomes, and what may be irrelevant."""
        return frozenset(
            g.id
            for g in self.boek.grootheden.values()
            if g.eigenaar in self.boek.uitkomsten or g.kan_nvt
        )

    @cached_property
    def regels_met_onbekend(self) -> frozenset[str]:
        """The rules that ask for the unknown."""
        return frozenset(
            regel.id
            for regel in self.boek.regels.values()
            if any(isinstance(a, IsOnbekend) for a in atomen(regel.voorwaarde))
        )

    @cached_property
    def vraagt_onbekend(self) -> frozenset[str]:
        """The grootheden that a rule which asks for the unknown can settle."""
        return frozenset(
            f"{conclusie.uitkomst}.{conclusie.waarde}"
            for regel in self.regels_met_onbekend
            for conclusie in self.boek.regels[regel].conclusies
        )


@lru_cache(maxsize=16)
def maak_diagram(boek: Rulebook, meeste: int = MEESTE_KNOPEN) -> Beslisdiagram:
    """Build the diagrams of a rulebook; the same rulebook is built once.

    Raises:
        DiagnoseFout: when they need more nodes than `meeste`.
    """
    return _Opbouw(boek, meeste).diagram()


def volgorde(boek: Rulebook) -> tuple[str, ...]:
    """Return the questions and counts in the order in which a diagram asks them.

    It is the order of the conversation, save that a question comes after every question that
    decides whether it is relevant; all counts stand where the weekrooster is asked.
    """
    gezet: dict[str, None] = {}
    gezien: set[str] = set()

    def zet(naam: str) -> None:
        if naam in gezien:
            return
        gezien.add(naam)
        if naam in boek.vragen:
            loop(_eigenaren(boek, boek.vragen[naam].alleen_als))
        for deel in boek.tellingen if naam == WEEKROOSTER else (naam,):
            gezet[deel] = None

    def loop(namen: Iterable[str]) -> None:
        for naam in namen:
            if naam in boek.tellingen:
                zet(WEEKROOSTER)
            elif naam in boek.vragen:
                zet(naam)
            elif naam in boek.dagen_tussen:
                loop((boek.dagen_tussen[naam].van, boek.dagen_tussen[naam].tot))
                gezet[naam] = None
            elif naam not in gezien:
                gezien.add(naam)
                uitkomst = boek.uitkomsten[naam]
                loop(uitkomst.van)
                loop(_eigenaren(boek, uitkomst.alleen_als))
                for id_ in uitkomst.regels:
                    regel = boek.regels[id_]
                    loop(_eigenaren(boek, regel.voorwaarde))
                    loop(c.niveau_van for c in regel.conclusies if c.niveau_van)

    for naam in boek.gesprek:
        zet(naam)
    loop(boek.tellingen)
    loop(boek.dagen_tussen)
    return tuple(gezet)


def _eigenaren(boek: Rulebook, voorwaarde: Voorwaarde | None) -> Iterator[str]:
    for atoom in atomen(voorwaarde):
        if isinstance(atoom, Atoom):
            yield boek.grootheden[atoom.grootheid].eigenaar


class _Opbouw:
    def __init__(self, boek: Rulebook, meeste: int) -> None:
        self.boek = boek
        variabelen = [g for naam in volgorde(boek) for g in boek.van_eigenaar[naam]]
        self.nummer = {g.id: n for n, g in enumerate(variabelen)}
        self.d = Diagrammen([len(g.klassen) - g.kan_nvt for g in variabelen], meeste)
        self.ja, self.nee = self.d.blad(True), self.d.blad(False)
        self.grootheden: dict[str, int] = {}
        self.regels: dict[str, int] = {}
        self.relevant: dict[str, int] = {}

    def diagram(self) -> Beslisdiagram:
        boek = self.boek
        for naam in [*boek.tellingen, *boek.volgorde]:
            if naam in boek.uitkomsten:
                self.uitkomst(boek.uitkomsten[naam])
            else:
                self.gevraagd(naam)
        return Beslisdiagram(
            boek,
            tuple(self.nummer),
            tuple(
                WEEKROOSTER if (e := boek.grootheden[v].eigenaar) in boek.tellingen else e
                for v in self.nummer
            ),
            self.d,
            self.grootheden,
            self.regels,
            self.relevant,
        )

    def gevraagd(self, naam: str) -> None:
        """A question, a count or a number of days: its class, or NVT when it is irrelevant."""
        boek = self.boek
        if naam in boek.vragen:
            self.relevantie(naam, boek.vragen[naam].alleen_als)
        elif naam in boek.dagen_tussen:
            dagen = boek.dagen_tussen[naam]
            datums = [self.relevant.get(dagen.van, self.ja), self.relevant.get(dagen.tot, self.ja)]
            self.zet_relevant(naam, self.d.kies(datums[0], datums[1], self.nee))
        for grootheid in boek.van_eigenaar[naam]:
            diagram = self.d.variabele(self.nummer[grootheid.id])
            self.grootheden[grootheid.id] = self.alleen_als(naam, grootheid, diagram)

    # Relevance

    def relevantie(self, naam: str, voorwaarde: Voorwaarde | None) -> None:
        if voorwaarde is not None:
            self.zet_relevant(naam, self.voorwaarde(voorwaarde))

    def zet_relevant(self, naam: str, diagram: int) -> None:
        if diagram != self.ja:
            self.relevant[naam] = diagram

    def alleen_als(self, naam: str, grootheid: Grootheid, diagram: int) -> int:
        if naam not in self.relevant:
            return diagram
        nvt = self.d.blad(len(grootheid.klassen) - 1)
        return self.d.kies(self.relevant[naam], diagram, nvt)

    # Conditions

    def voorwaarde(self, voorwaarde: Voorwaarde | None) -> int:
        if voorwaarde is None:
            return self.ja
        if isinstance(voorwaarde, Atoom):
            goed = self.boek.grootheden[voorwaarde.grootheid].aanvaard(voorwaarde.eis)
            return self.d.zet_om(self.grootheden[voorwaarde.grootheid], lambda k: k in goed)
        if isinstance(voorwaarde, IsOnbekend):
            return self.nee
        if isinstance(voorwaarde, Alle | EenVan):
            alle = isinstance(voorwaarde, Alle)
            samen = self.ja if alle else self.nee
            for deel in voorwaarde.delen:
                een = self.voorwaarde(deel)
                samen = (
                    self.d.kies(een, samen, self.nee) if alle else self.d.kies(een, self.ja, samen)
                )
            return samen
        return self.d.zet_om(self.voorwaarde(voorwaarde.deel), lambda waar: waar is False)

    def regel(self, id_: str) -> int:
        if id_ not in self.regels:
            self.regels[id_] = self.voorwaarde(self.boek.regels[id_].voorwaarde)
        return self.regels[id_]

    # Outcomes

    def uitkomst(self, uitkomst: Uitkomst) -> None:
        boek = self.boek
        for id_ in uitkomst.regels:
            self.regel(id_)
        self.relevantie(uitkomst.id, uitkomst.alleen_als)
        for grootheid in boek.van_eigenaar.get(uitkomst.id, ()):
            if uitkomst.kies == "plaats":
                diagram = self.plaats(uitkomst)
            elif uitkomst.kies == "verzamel":
                diagram = self.lid(uitkomst, grootheid)
            elif uitkomst.kies == "hoogste":
                diagram = self.hoogste(uitkomst)
            else:
                diagram = self.uniek(uitkomst)
            self.grootheden[grootheid.id] = self.alleen_als(uitkomst.id, grootheid, diagram)

    def conclusies(self, uitkomst: Uitkomst) -> Iterator[tuple[int, int]]:
        """Yield per rule its condition and the diagram of the class that it gives."""
        grootheid = self.boek.grootheden[uitkomst.id]
        for regel in self.van_regels(uitkomst):
            for conclusie in regel.conclusies:
                if conclusie.uitkomst != uitkomst.id:
                    continue
                if conclusie.waarde is not None:
                    geeft = self.d.blad(grootheid.nummer(conclusie.waarde))
                else:
                    assert conclusie.niveau_van is not None
                    geeft = self.niveau(conclusie.niveau_van)
                yield self.regel(regel.id), geeft

    def van_regels(self, uitkomst: Uitkomst) -> Iterator[Regel]:
        for id_ in uitkomst.regels:
            yield self.boek.regels[id_]

    def niveau(self, naam: str) -> int:
        """The diagram of the place on the scale of a question or outcome.

        Where the rules leave it without one value it counts as the lightest: what follows from
        a gap means nothing, and the gap itself is found at the outcome that has it.
        """
        plaatsen = niveaus(self.boek.grootheden[naam])
        return self.d.zet_om(
            self.grootheden[naam], lambda k: 0 if isinstance(k, Gebrek) else plaatsen[_klasse(k)]
        )

    def hoogste(self, uitkomst: Uitkomst) -> int:
        samen = self.d.blad(0)
        for geldt, geeft in self.conclusies(uitkomst):
            hoger = self.d.combineer(samen, geeft, lambda a, b: max(_klasse(a), _klasse(b)))
            samen = self.d.kies(geldt, hoger, samen)
        return samen

    def uniek(self, uitkomst: Uitkomst) -> int:
        samen = self.d.blad(frozenset())
        for geldt, geeft in self.conclusies(uitkomst):
            erbij = self.d.combineer(samen, geeft, lambda a, b: _verzameling(a) | {_klasse(b)})
            samen = self.d.kies(geldt, erbij, samen)
        return self.d.zet_om(samen, _enige)

    def lid(self, uitkomst: Uitkomst, grootheid: Grootheid) -> int:
        waarde = grootheid.id.removeprefix(f"{uitkomst.id}.")
        samen = self.d.blad(0)
        for regel in self.van_regels(uitkomst):
            if any(c.uitkomst == uitkomst.id and c.waarde == waarde for c in regel.conclusies):
                samen = self.d.kies(self.regel(regel.id), self.d.blad(1), samen)
        return samen

    def plaats(self, uitkomst: Uitkomst) -> int:
        def zwaarste(gezien: Waarde, nieuw: Waarde) -> Waarde:
            assert isinstance(gezien, tuple)
            return tuple(sorted((*gezien, nieuw), reverse=True)[: uitkomst.plaats])

        samen = self.d.blad(())
        for lid in uitkomst.van:
            samen = self.d.combineer(samen, self.niveau(lid), zwaarste)
        return self.d.zet_om(samen, lambda gezien: tuple(gezien)[-1])  # type: ignore[arg-type]


def _klasse(waarde: Waarde) -> int:
    assert isinstance(waarde, int)
    return waarde


def _verzameling(waarde: Waarde) -> frozenset[int]:
    assert isinstance(waarde, frozenset)
    return waarde


def _enige(waarde: Waarde) -> Waarde:
    waarden = _verzameling(waarde)
    return next(iter(waarden)) if len(waarden) == 1 else Gebrek(waarden)

"""From a linked rulebook to the plan of the second engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from engine.rete.grenzen import binnen, deel_in
from engine.rete.netten import maak_netten
from engine.rete.normaalvorm import Normaalvorm, Termen
from engine.rete.plan import (
    JA,
    NVT,
    Bijdrage,
    Binnen,
    Dagen,
    Hulp,
    Laag,
    Namen,
    NietTePlannen,
    Plan,
    Relevantie,
    Slot,
    Teken,
    Term,
    Uitkomst,
    alleen_als,
)
from engine.rulebook import rulebook
from engine.rulebook.klassen import Waarden
from engine.rulebook.rulebook import Atoom, Rulebook, Voorwaarde


@lru_cache(maxsize=16)
def maak_plan(boek: Rulebook) -> Plan:
    """Return the plan for a rulebook; the same rulebook is planned once.

    Raises:
        NietTePlannen: when the rulebook does not fit what durable-rules can carry.
    """
    return _Compiler(boek).plan()


class _Compiler:
    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.getallen = deel_in(boek)
        self.klassen = {id_: self._klassen(id_) for id_ in boek.grootheden}
        self.eigenaar = {id_: g.eigenaar for id_, g in boek.grootheden.items()}
        self.normaal = Normaalvorm(self._teken, self._hulp)
        self.hulpen: dict[Termen, str] = {}
        self.voorwaarden: dict[str, Termen] = {}
        self.sloten: dict[str, Slot] = {}
        namen = (*self.eigenaar.values(), *boek.uitkomsten)  # an outcome may have no value at all
        self.nodig: dict[str, set[str]] = {naam: set() for naam in namen}

    def plan(self) -> Plan:
        for id_, regel_ in self.boek.regels.items():
            self.voorwaarden[_van_regel(id_)] = self.normaal.van(regel_.voorwaarde)
        for vraag in self.boek.vragen.values():
            if vraag.alleen_als is not None:
                self._onder_voorwaarde(vraag.id, vraag.alleen_als)
                self.sloten[vraag.id] = Relevantie(vraag.id, vraag.grootheden)
        dagen = self._dagen()
        for uitkomst in self.boek.uitkomsten.values():
            self._uitkomst(uitkomst)
        for termen, naam in self.hulpen.items():
            self.voorwaarden[naam] = termen
            self.sloten[naam] = Hulp(naam)
            self.nodig[naam] = self._gevraagd(termen)
        return Plan(
            klassen=self.klassen,
            getallen=self.getallen,
            dagen=dagen,
            niveaus=self._niveaus(),
            lagen=tuple(self._lagen()),
            regels={id_: _van_regel(id_) for id_ in self.boek.regels},
        )

    # Classes and levels

    def _klassen(self, id_: str) -> Namen:
        """Return all classes of a grootheid but NVT: own ones of a number."""
        if id_ in self.getallen:
            return frozenset(str(n) for n in range(len(self.getallen[id_].grenzen) + 1))
        return frozenset(k.naam for k in self.boek.grootheden[id_].klassen) - {NVT}

    def _niveaus(self) -> dict[str, dict[str, int]]:
        """Return per question or outcome on a scale the place of its classes."""
        schalen = self.boek.schalen
        niveaus: dict[str, dict[str, int]] = {}
        for vraag in self.boek.vragen.values():
            if vraag.schaal is not None:
                niveaus[vraag.id] = {
                    naam: schalen[vraag.schaal].index(antwoord.niveau)
                    for naam, antwoord in (vraag.vorm.antwoorden or {}).items()
                    if antwoord.niveau is not None
                }
        for uitkomst in self.boek.uitkomsten.values():
            if uitkomst.schaal is not None:
                schaal = schalen[uitkomst.schaal]
                niveaus[uitkomst.id] = {w: schaal.index(w) for w in uitkomst.waarden}
        return niveaus

    # Conditions

    def _teken(self, atoom: Atoom, niet: bool) -> Teken:
        if isinstance(atoom.eis, Waarden):
            klassen = self.klassen[atoom.grootheid] & atoom.eis.namen
        else:
            klassen = binnen(self.getallen[atoom.grootheid], atoom.eis)
        if niet:
            klassen = (self.klassen[atoom.grootheid] | {NVT}) - klassen
        return Binnen(atoom.grootheid, klassen)

    def _hulp(self, termen: Termen) -> Teken:
        naam = self.hulpen.setdefault(termen, f"hulp {len(self.hulpen)}")
        self.eigenaar[naam] = naam
        return Binnen(naam, frozenset({JA}))

    def _gevraagd(self, termen: Iterable[Term]) -> set[str]:
        """Return the questions, counts and outcomes that a condition asks about."""
        return {
            self.eigenaar[id_]
            for term in termen
            for teken in term
            for id_ in ((teken.grootheid,) if isinstance(teken, Binnen) else teken.grootheden)
        }

    def _onder_voorwaarde(self, naam: str, voorwaarde: Voorwaarde) -> None:
        termen = self.voorwaarden[alleen_als(naam)] = self.normaal.van(voorwaarde)
        self.nodig[naam] |= self._gevraagd(termen)

    # What is settled when

    def _dagen(self) -> tuple[Dagen, ...]:
        alle = tuple(Dagen(d.id, d.van, d.tot) for d in self.boek.dagen_tussen.values())
        for dagen in alle:
            self.nodig[dagen.naam] = {dagen.van, dagen.tot}
            self.sloten[dagen.naam] = dagen
        return alle

    def _uitkomst(self, uitkomst: rulebook.Uitkomst) -> None:
        bijdragen = tuple(
            Bijdrage(_van_regel(id_), conclusie.waarde, conclusie.niveau_van)
            for id_, regel_ in self.boek.regels.items()
            for conclusie in regel_.conclusies
            if conclusie.uitkomst == uitkomst.id
        )
        nodig = self.nodig[uitkomst.id]
        nodig |= {b.niveau_van for b in bijdragen if b.niveau_van is not None}
        nodig |= set(uitkomst.van)
        for bijdrage in bijdragen:
            nodig |= self._gevraagd(self.voorwaarden[bijdrage.voorwaarde])
        if uitkomst.alleen_als is not None:
            self._onder_voorwaarde(uitkomst.id, uitkomst.alleen_als)
        self.sloten[uitkomst.id] = Uitkomst(
            uitkomst.id,
            uitkomst.kies,
            uitkomst.waarden,
            bijdragen,
            uitkomst.plaats,
            uitkomst.van,
            uitkomst.alleen_als is not None,
        )

    def _hoogtes(self) -> dict[str, int]:
        """Return how many stages must come before something is known."""
        hoogtes: dict[str, int] = {}
        while len(hoogtes) < len(self.nodig):
            klaar = {
                naam: 1 + max((hoogtes[n] for n in nodig), default=0) if naam in self.sloten else 0
                for naam, nodig in self.nodig.items()
                if naam not in hoogtes and nodig <= hoogtes.keys()
            }
            if not klaar:
                raise NietTePlannen("de regels verwijzen in een kring naar elkaar")
            hoogtes |= klaar
        return hoogtes

    def _lagen(self) -> Iterator[Laag]:
        """Yield the stages: what is known before a stage may be asked in its conditions."""
        hoogtes = self._hoogtes()
        per_laag: dict[int, list[str]] = {}
        for naam, termen in self.voorwaarden.items():
            laag = max((hoogtes[n] for n in self._gevraagd(termen)), default=0)
            per_laag.setdefault(laag, []).append(naam)
        for nummer in range(max([0, *hoogtes.values(), *(n + 1 for n in per_laag)])):
            namen = per_laag.get(nummer, [])
            termen_: dict[Term, list[str]] = {}
            for naam in namen:
                for term in self.voorwaarden[naam]:
                    termen_.setdefault(term, []).append(naam)
            sloten = tuple(s for n, s in self.sloten.items() if hoogtes[n] == nummer + 1)
            yield Laag(tuple(namen), maak_netten(nummer, termen_), sloten)


def _van_regel(id_: str) -> str:
    """Return the name of the condition of a rule."""
    return f"regel {id_}"

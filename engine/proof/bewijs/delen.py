"""What the proofs share: what they report, and an example that really shows what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from engine.evaluation.beslisdiagram import Beslisdiagram, Gebrek
from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst, Spoor
from engine.proof.bewijs.ruimte import Geval, Ruimte
from engine.rulebook.diagnose import Diagnose, Verwant
from engine.rulebook.klassen import Interval, toon_dag
from engine.rulebook.nagaan import steunt_op
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
)

MEESTE_VERWANT = 8
"""More lines than this beside a finding help nobody."""

Uitslag = Spoor | GeenUniekeUitkomst
Toont = Callable[[Uitslag], bool]


@dataclass(frozen=True)
class Bevinding:
    """Something that a proof found, with the intakes on which it shows, if there are any."""

    diagnose: Diagnose
    gevallen: tuple[Geval, ...] = ()


@dataclass(frozen=True)
class Deelbewijs:
    """One proven property: what was looked at, over how many combinations, and what was found.

    `combinaties` counts the combinations of classes of everything that it depends on.
    """

    naam: str
    bewezen: str
    combinaties: int
    seconden: float
    bevindingen: tuple[Bevinding, ...]


@lru_cache(maxsize=64)
def _rust_op(boek: Rulebook, naam: str) -> frozenset[str]:
    gezien: set[str] = set()
    rest = [naam]
    while rest:
        deel = rest.pop()
        if deel not in gezien:
            gezien.add(deel)
            rest += steunt_op(boek, deel)
    return frozenset(gezien)


class Zaak:
    """A rulebook under proof."""

    def __init__(self, ruimte: Ruimte) -> None:
        """Look up where the rules leave a `uniek` outcome without one value."""
        self.ruimte = ruimte
        self.model: Beslisdiagram = ruimte.model
        self.boek: Rulebook = ruimte.boek
        self.gebrek = {
            u.id: self.ruimte.d.zet_om(
                self.model.grootheden[u.id], lambda waarde: isinstance(waarde, Gebrek)
            )
            for u in self.boek.uitkomsten.values()
            if u.kies == "uniek"
        }

    def relevant(self, naam: str) -> int:
        """Return where a question or outcome is relevant."""
        return self.model.relevant.get(naam, self.ruimte.ja)

    def onder(self, *namen: str) -> frozenset[str]:
        """Return everything on which some names rest, themselves included."""
        return frozenset[str]().union(*(_rust_op(self.boek, naam) for naam in namen))

    def gaaf(self, *namen: str) -> int:
        """Return where nothing on which some names rest lacks a value."""
        onder = self.onder(*namen)
        stuk = [d for naam, d in self.gebrek.items() if naam in onder]
        return self.ruimte.niet(self.ruimte.of(*stuk))

    def voorwaarde(self, voorwaarde: Voorwaarde | None) -> int:
        """Return where a condition holds.

        What is asked to be unknown can be so wherever it is relevant.
        """
        ruimte = self.ruimte
        if voorwaarde is None:
            return ruimte.ja
        if isinstance(voorwaarde, Atoom):
            goed = self.boek.grootheden[voorwaarde.grootheid].aanvaard(voorwaarde.eis)
            return ruimte.d.zet_om(
                self.model.grootheden[voorwaarde.grootheid], lambda klasse: klasse in goed
            )
        if isinstance(voorwaarde, IsOnbekend):
            return self.relevant(voorwaarde.eigenaar)
        if isinstance(voorwaarde, Alle | EenVan):
            samen = ruimte.en if isinstance(voorwaarde, Alle) else ruimte.of
            return samen(*map(self.voorwaarde, voorwaarde.delen))
        return ruimte.niet(self.voorwaarde(voorwaarde.deel))

    # Examples

    def evalueer(self, geval: Geval) -> Uitslag:
        """Evaluate a case; a gap or an overlap is an outcome too."""
        try:
            return evalueer(self.boek, self.ruimte.feiten(geval))
        except GeenUniekeUitkomst as fout:
            return fout

    def voorbeeld(self, diagram: int, toont: Toont, *ook: int) -> Geval | None:
        """Return a smallest intake where a diagram is True, with only what is needed to show it.

        None when the evaluator does not show it on an intake that exists.

        Args:
            diagram: where it shows.
            toont: whether it shows in what the evaluator says.
            ook: the diagrams of what the evaluator must know besides.
        """
        keuze = self.ruimte.kleinste_bestaande(diagram, *ook)
        if keuze is None:
            return None
        (geval,) = self.krimp((self.ruimte.geval(keuze),), lambda gevallen: toont(gevallen[0])) or (
            None,
        )
        return geval

    def krimp(
        self, gevallen: tuple[Geval, ...], tonen: Callable[[tuple[Uitslag, ...]], bool]
    ) -> tuple[Geval, ...] | None:
        """Return cases without the questions that they do not need; None when they show nothing.

        What is taken from one case is taken from all.
        """

        def goed(proef: tuple[Geval, ...]) -> bool:
            return tonen(tuple(map(self.evalueer, proef)))

        if not goed(gevallen):
            return None
        for naam in reversed(self.boek.gesprek):
            if naam == WEEKROOSTER:
                continue
            weg = set(self.boek.vragen[naam].grootheden)
            proef = tuple(
                replace(g, feiten={i: f for i, f in g.feiten.items() if i not in weg})
                for g in gevallen
            )
            gevallen = proef if goed(proef) else gevallen
        proef = tuple(replace(g, rooster=None) for g in gevallen)
        return proef if goed(proef) else gevallen


def plekken(regels: Iterator[Regel], zin: str) -> tuple[Verwant, ...]:
    """Return where rules stand, each table once; `zin` says something of them."""
    gezien: dict[str, Verwant] = {}
    for regel in regels:
        naam = f"De tabel '{regel.tabel}'" if regel.tabel else f"De regel '{regel.id}'"
        gezien.setdefault(naam, Verwant(f"{naam} {zin}", regel.grond.positie))
    return tuple(gezien.values())[:MEESTE_VERWANT]


def regels_van(boek: Rulebook, uitkomst: Uitkomst) -> Iterator[Regel]:
    """Yield the rules that conclude on an outcome."""
    for id_ in uitkomst.regels:
        yield boek.regels[id_]


def als_intake(boek: Rulebook, geval: Geval, rijen: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Return a case as the data of an intake, ready to be written and read back.

    Args:
        boek: the rules under which it shows.
        geval: what the intake must say.
        rijen: the rows of a weekrooster with the wanted counts; None when it does not matter.
    """
    antwoorden = {
        vraag.id: _antwoord(boek, vraag.id, geval.feiten)
        for vraag in boek.gespreksvolgorde
        if any(g in geval.feiten for g in vraag.grootheden)
    }
    if not antwoorden:
        # An intake says something, even where nothing matters.
        vraag = next(v for v in boek.gespreksvolgorde if v.vorm.antwoorden)
        eerste = next(iter(vraag.vorm.antwoorden or {}))
        onderdelen = dict.fromkeys(vraag.vorm.per or (), eerste)
        antwoorden = {vraag.id: onderdelen or ([eerste] if vraag.vorm.meer_antwoorden else eerste)}
    intake: dict[str, Any] = {"peildatum": boek.vanaf.isoformat(), "antwoorden": antwoorden}
    if rijen is not None:
        intake |= {"weekrooster_compleet": "ja", "weekrooster": rijen}
    return intake


def _antwoord(boek: Rulebook, vraag: str, feiten: Mapping[str, str | Interval]) -> Any:
    vorm = boek.vragen[vraag].vorm
    waarde: Any
    if vorm.meer_antwoorden:
        waarde = [a for a in vorm.antwoorden or {} if feiten[f"{vraag}.{a}"] == "ja"]
    elif vorm.per is not None:
        return {deel: feiten[f"{vraag}.{deel}"] for deel in vorm.per}
    else:
        waarde = feiten[vraag]
    if isinstance(waarde, Interval):
        if vorm.soort == "datum":
            return toon_dag(waarde.laag)
        return int(waarde.laag) if waarde.laag.denominator == 1 else float(waarde.laag)
    gekozen = waarde if isinstance(waarde, list) else [waarde]
    bewijs = [(vorm.antwoorden or {})[a].vraagt_bewijs for a in gekozen if vorm.antwoorden]
    nodig = list(dict.fromkeys(b[0] for b in bewijs if b))
    return {"waarde": waarde, "blijkt_uit": nodig} if nodig else waarde

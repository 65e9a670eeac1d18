"""The smallest change of answers that gives another outcome, exact and with one example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from engine.evaluation.beslisdiagram import Beslisdiagram
from engine.evaluation.diagram import Diagrammen
from engine.evaluation.stand import Stand
from engine.rulebook.rulebook import WEEKROOSTER, Rulebook

Klassen = Mapping[str, int]
"""Per grootheid of one question, or per count, the number of its class."""
Roosters = Callable[[tuple[str, ...]], Sequence[tuple[int, ...]]]
"""Gives the combinations of classes that these counts have in some weekrooster."""

_STAP = 1 << 16
"""The price of one change; what is below it is how far the answers lie from those given."""
_ONMOGELIJK = _STAP << 16


@dataclass(frozen=True)
class Verandering:
    """Another answer to one question; for the weekrooster other counts.

    `klassen` holds the new class of every part of the question that matters here.
    """

    vraag: str
    klassen: Klassen


class Veranderingen:
    """Looks for changes of the answers on which a case stands.

    A change gives a value when that is then certain, whatever is still unknown. A question that
    a change makes relevant must be answered too, when its answer matters. Facts that cannot be
    changed (`veranderbaar: nee`), and numbers of days between two dates, stay as they are.
    """

    def __init__(self, stand: Stand, roosters: Roosters | None = None) -> None:
        """Look from where a case stands.

        Args:
            stand: the case.
            roosters: which combinations of counts a weekrooster can have; without it the
                weekrooster stays as it is.
        """
        self.stand = stand
        self.model = stand.model
        self.boek: Rulebook = stand.model.boek
        self.roosters = roosters

    def kleinste(self, uitkomst: str) -> dict[int, tuple[Verandering, ...]]:
        """Return per value of an outcome a smallest set of changes that gives it.

        The changes come in question order. Of the smallest sets it is one whose answers lie
        closest to those given. Values that no change of answers gives are left out.
        """
        return _Zoektocht(self, self.model.grootheden[uitkomst]).kleinste()

    def per_vraag(self, uitkomst: str) -> Iterator[tuple[Verandering, Stand]]:
        """Yield each other answer to one question that changes an outcome, and where it leads.

        All other answers stay as they are. Counts are left out: a weekrooster has no
        alternatives one by one.
        """
        wortel, over_klassen = self.model.grootheden[uitkomst], self.stand.over_klassen
        nu = self.stand.mogelijk(uitkomst)
        variabelen, vragen = self.model.diagrammen.variabelen, self.model.vragen
        bereikt = self.stand.bereikt(wortel)
        bladen = {deel for deel in bereikt if deel < 0}
        # A question that no completion comes past changes nothing by itself.
        langs = {vragen[variabelen[deel]] for deel in bereikt if deel >= 0}
        begin, verder = self.gevolgd(wortel)
        for vraag, eigen in _inhoud(self.model, self.model.diagrammen, wortel)[0].items():
            if vraag == WEEKROOSTER or vraag not in langs:
                continue
            for klassen in self.antwoorden(vraag, eigen):
                if bladen == {self.stand.blad_met(begin.get(vraag, verder), klassen)}:
                    continue
                anders = list(over_klassen)
                for variabele, klasse in klassen.items():
                    anders[variabele] = (klasse,)
                stand = Stand(self.model, tuple(anders))
                if stand.mogelijk(uitkomst) != nu:
                    yield self.verandering(vraag, klassen), stand

    def gevolgd(self, deel: int) -> tuple[dict[str, int], int]:
        """Follow a diagram as far as all is known; return where each question begins, and the end.

        Another answer to a question changes nothing on the way to its beginning.
        """
        d, vragen, over_klassen = self.model.diagrammen, self.model.vragen, self.stand.over_klassen
        begin: dict[str, int] = {}
        while deel >= 0:
            variabele = d.variabelen[deel]
            begin.setdefault(vragen[variabele], deel)
            over = over_klassen[variabele]
            if len(over) > 1:
                break
            deel = d.takken[deel][over[0]]
        return begin, deel

    def verandering(self, vraag: str, klassen: Mapping[int, int]) -> Verandering:
        """Return a change by the names of the grootheden; of a list, with every answer."""
        namen = {self.model.variabelen[v]: k for v, k in klassen.items()}
        inhoud = self.boek.vragen.get(vraag)
        if inhoud is not None and inhoud.vorm.meer_antwoorden:
            namen = self.vul_aan(vraag, namen)
        return Verandering(vraag, namen)

    def vul_aan(self, vraag: str, klassen: Klassen) -> dict[str, int]:
        """Return a list of answers with those that do not matter here: as given, else no."""
        nummers = {naam: n for n, naam in enumerate(self.model.variabelen)}
        eigen = {nummers[g.id]: klassen.get(g.id, 0) for g in self.boek.van_eigenaar[vraag]}
        vrij = [v for v in eigen if self.model.variabelen[v] not in klassen]
        gegeven = [v for v in vrij if self.stand.over_klassen[v] == (1,)]
        for variabele in [*gegeven, *vrij]:
            met = {**eigen, variabele: 1}
            nodig = variabele in gegeven or not any(eigen.values())
            if nodig and _gaat_samen(self.model, vraag, met):
                eigen = met
        return {self.model.variabelen[v]: k for v, k in eigen.items()}

    def antwoorden(self, vraag: str, variabelen: Sequence[int]) -> tuple[dict[int, int], ...]:
        """Return every possible answer to a question, as far as these variables tell it apart."""
        return _antwoorden(self.model, self.roosters, vraag, tuple(variabelen))


@lru_cache(maxsize=4096)
def _antwoorden(
    model: Beslisdiagram, roosters: Roosters | None, vraag: str, variabelen: tuple[int, ...]
) -> tuple[dict[int, int], ...]:
    if vraag == WEEKROOSTER:
        namen = tuple(model.variabelen[v] for v in variabelen)
        rijen: Iterable[tuple[int, ...]] = roosters(namen) if roosters else ()
        return tuple(dict(zip(variabelen, rij, strict=True)) for rij in rijen)
    inhoud = model.boek.vragen.get(vraag)
    if inhoud is None or not inhoud.vorm.veranderbaar:
        return ()
    rijen = product(*(range(model.diagrammen.klassen[v]) for v in variabelen))
    alle = (dict(zip(variabelen, rij, strict=True)) for rij in rijen)
    if not inhoud.vorm.meer_antwoorden:
        return tuple(alle)
    return tuple(klassen for klassen in alle if _gaat_samen(model, vraag, klassen))


def _gaat_samen(model: Beslisdiagram, vraag: str, klassen: Mapping[int, int]) -> bool:
    """Tell whether a list of answers can be given: not empty, and none excludes another."""
    antwoorden = model.boek.vragen[vraag].vorm.antwoorden or {}
    namen = {model.variabelen[v].partition(".")[2]: k for v, k in klassen.items()}
    ja = [naam for naam, klasse in namen.items() if klasse]
    if not ja:
        return len(namen) < len(antwoorden)
    for een in ja:
        uit = antwoorden[een].sluit_uit or ()
        if any(ander != een and (uit == "alle" or ander in uit) for ander in ja):
            return False
    return True


@lru_cache(maxsize=1024)
def _inhoud(
    model: Beslisdiagram, d: Diagrammen, wortel: int
) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Per question the variables that a diagram asks, in order; and the classes it can give."""
    knopen = d.bereik([wortel])
    bladen = {tak for knoop in knopen for tak in d.takken[knoop] if tak < 0} or {wortel}
    waarden = (w for w in map(d.waarde, bladen) if isinstance(w, int))
    per_vraag: dict[str, tuple[int, ...]] = {}
    for variabele in sorted({d.variabelen[knoop] for knoop in knopen}):
        vraag = model.vragen[variabele]
        per_vraag[vraag] = (*per_vraag.get(vraag, ()), variabele)
    return per_vraag, tuple(sorted(waarden))


Groepen = tuple[tuple[int, tuple[int, ...]], ...]
"""Where the answers to a question lead from a node, with the numbers of those answers."""


@lru_cache(maxsize=8192)
def _groepen(
    d: Diagrammen,
    model: Beslisdiagram,
    roosters: Roosters | None,
    variabelen: tuple[int, ...],
    knoop: int,
) -> Groepen:
    groepen: dict[int, list[int]] = {}
    vraag = model.vragen[variabelen[0]]
    for nummer, klassen in enumerate(_antwoorden(model, roosters, vraag, variabelen)):
        deel = knoop
        while deel >= 0 and d.variabelen[deel] in klassen:
            deel = d.takken[deel][klassen[d.variabelen[deel]]]
        groepen.setdefault(deel, []).append(nummer)
    return tuple((deel, tuple(nummers)) for deel, nummers in groepen.items())


@lru_cache(maxsize=4096)
def _prijzen(
    model: Beslisdiagram,
    roosters: Roosters | None,
    vraag: str,
    variabelen: tuple[int, ...],
    nu: tuple[tuple[int, ...], ...],
) -> tuple[int, ...]:
    """The price of each answer to a question: dearer the further from the classes it has now."""
    ver = [
        [min([abs(klasse - eigen) for eigen in over]) for klasse in range(aantal)]
        for over, aantal in zip(nu, (model.diagrammen.klassen[v] for v in variabelen), strict=True)
    ]
    return tuple(
        _STAP + sum([afstand[klassen[v]] for v, afstand in zip(variabelen, ver, strict=True)])
        for klassen in _antwoorden(model, roosters, vraag, variabelen)
    )


@lru_cache(maxsize=16384)
def _goedkoopste(
    model: Beslisdiagram,
    roosters: Roosters | None,
    variabelen: tuple[int, ...],
    nu: tuple[tuple[int, ...], ...],
    knoop: int,
) -> tuple[tuple[int, int], ...]:
    groepen = _groepen(model.diagrammen, model, roosters, variabelen, knoop)
    vraag = model.vragen[variabelen[0]]
    return _per_groep(groepen, _prijzen(model, roosters, vraag, variabelen, nu))


def _per_groep(groepen: Groepen, prijzen: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return per node that answers lead to the price of the cheapest of them."""
    return tuple((deel, min([prijzen[n] for n in nummers])) for deel, nummers in groepen)


class _Zoektocht:
    """One search for every value of an outcome.

    Where something is unknown, each variable gets one more branch: it stays as it is. What
    stays as it is while it is unknown must give the same value for each of its classes.
    """

    def __init__(self, rond: Veranderingen, wortel: int) -> None:
        self.rond = rond
        self.over = rond.stand.over_klassen
        self.d = rond.model.diagrammen
        self.wortel = wortel
        self.gevraagd, self.waarden = _inhoud(rond.model, self.d, wortel)
        if any(len(self.over[v]) > 1 for eigen in self.gevraagd.values() for v in eigen):
            bron = self.d
            self.d = Diagrammen([aantal + 1 for aantal in bron.klassen], bron.meeste)
            self.wortel = self.breid_uit(bron, wortel, {})
            self.gevraagd, self.waarden = _inhoud(rond.model, self.d, self.wortel)
        self.prijzen: dict[int, list[int]] = {}
        self.zoals_nu: dict[int, int] = {}
        over = self.over
        self.nu = {vraag: tuple([over[v] for v in eigen]) for vraag, eigen in self.gevraagd.items()}
        """Per question the classes that its variables have now."""

    def breid_uit(self, bron: Diagrammen, deel: int, klaar: dict[int, int]) -> int:
        if deel < 0:
            return self.d.blad(bron.waarde(deel))
        if deel not in klaar:
            variabele = bron.variabelen[deel]
            takken = [self.breid_uit(bron, tak, klaar) for tak in bron.takken[deel]]
            eerste, *rest = (takken[klasse] for klasse in self.over[variabele])
            for tak in rest:
                eerste = self.d.combineer(eerste, tak, lambda a, b: a if a == b else None)
            klaar[deel] = self.d.knoop(variabele, (*takken, eerste))
        return klaar[deel]

    def kleinste(self) -> dict[int, tuple[Verandering, ...]]:
        prijzen = zip(self.waarden, self.prijs(self.wortel), strict=True)
        return {
            waarde: tuple(self.weg(self.wortel, nummer))
            for nummer, (waarde, prijs) in enumerate(prijzen)
            if prijs < _ONMOGELIJK
        }

    def prijs(self, deel: int) -> list[int]:
        """The lowest price of each value from a node at which a question begins."""
        beste = self.prijzen.get(deel)
        if beste is not None:
            return beste
        if deel < 0:
            eigen = self.d.waarde(deel)
            beste = [0 if waarde == eigen else _ONMOGELIJK for waarde in self.waarden]
        else:
            vraag = self.vraag(deel)
            zoals_nu = self.zoals_nu[deel] = self.volg(deel, vraag)
            beste = self.prijs(zoals_nu)
            for volgend, stap in self.goedkoopste(deel, vraag):
                if volgend != zoals_nu:
                    verder = self.prijzen.get(volgend) or self.prijs(volgend)
                    beste = [
                        b if b <= v + stap else v + stap for b, v in zip(beste, verder, strict=True)
                    ]
        self.prijzen[deel] = beste
        return beste

    def goedkoopste(self, deel: int, vraag: str) -> tuple[tuple[int, int], ...]:
        """Per node that answers to a question lead to, the lowest price of such an answer."""
        rond = self.rond
        if self.d is rond.model.diagrammen:
            eigen = self.gevraagd[vraag]
            return _goedkoopste(rond.model, rond.roosters, eigen, self.nu[vraag], deel)
        return _per_groep(self.groepen(deel, vraag), self.prijzen_van(vraag))

    def groepen(self, deel: int, vraag: str) -> Groepen:
        """Where the answers to a question lead from a node."""
        # A store of this search alone is not worth remembering.
        zoek = _groepen if self.d is self.rond.model.diagrammen else _groepen.__wrapped__
        return zoek(self.d, self.rond.model, self.rond.roosters, self.gevraagd[vraag], deel)

    def weg(self, deel: int, nummer: int) -> Iterator[Verandering]:
        """Yield the changes that reach a value for its lowest price."""
        while deel >= 0:
            prijs, zoals_nu = self.prijzen[deel][nummer], self.zoals_nu[deel]
            if self.prijzen[zoals_nu][nummer] == prijs:
                deel = zoals_nu
                continue
            vraag = self.vraag(deel)
            volgend, stap = next(
                (volgend, stap)
                for volgend, stap in self.goedkoopste(deel, vraag)
                if self.prijzen[volgend][nummer] + stap == prijs
            )
            stappen = self.prijzen_van(vraag)
            antwoorden = dict(self.groepen(deel, vraag))[volgend]
            antwoord = next(nummer for nummer in antwoorden if stappen[nummer] == stap)
            klassen = self.rond.antwoorden(vraag, self.gevraagd[vraag])[antwoord]
            yield self.rond.verandering(vraag, klassen)
            deel = volgend

    def vraag(self, deel: int) -> str:
        return self.rond.model.vragen[self.d.variabelen[deel]]

    def volg(self, deel: int, vraag: str) -> int:
        """Return where a question leads that stays as it is."""
        d, vragen, over_klassen = self.d, self.rond.model.vragen, self.over
        while deel >= 0 and vragen[variabele := d.variabelen[deel]] == vraag:
            over = over_klassen[variabele]
            deel = d.takken[deel][over[0] if len(over) == 1 else -1]
        return deel

    def prijzen_van(self, vraag: str) -> tuple[int, ...]:
        """The price of each answer to a question."""
        model, roosters = self.rond.model, self.rond.roosters
        return _prijzen(model, roosters, vraag, self.gevraagd[vraag], self.nu[vraag])

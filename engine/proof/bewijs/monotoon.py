"""Monotoon: a heavier answer never makes an outcome that says so lighter.

The order of the answers is their level on the scale of the question, lightest first; that of a
count is the order of its classes. All counts come from one weekrooster, so they rise together.
Other questions have no order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product

from engine.evaluation.spoor import GeenUniekeUitkomst, Spoor
from engine.proof.bewijs.delen import Bevinding, Uitslag, Zaak, plekken
from engine.proof.bewijs.ruimte import Geval, Keuze, Rooster
from engine.rulebook.diagnose import Diagnose, Verwant
from engine.rulebook.klassen import NVT, Grootheid
from engine.rulebook.rulebook import WEEKROOSTER, Uitkomst


@dataclass(frozen=True, slots=True)
class _Stap:
    """One step heavier: of which question, and the classes before and after it."""

    wat: str
    lichter: Keuze
    zwaarder: Keuze


def monotoon(zaak: Zaak) -> Iterator[Bevinding]:
    """Yield every outcome marked `monotoon` that a heavier answer makes lighter."""
    for uitkomst in monotone_uitkomsten(zaak):
        yield from Monotoon(zaak, uitkomst).bevindingen()


def monotone_uitkomsten(zaak: Zaak) -> list[Uitkomst]:
    """Return the outcomes of which the rules say that they are monotone."""
    return [u for u in zaak.boek.uitkomsten.values() if u.monotoon and u.kies != "verzamel"]


def zonder_volgorde(zaak: Zaak, uitkomst: Uitkomst) -> tuple[str, ...]:
    """Return the questions that an outcome depends on and whose answers have no order."""
    steun = zaak.ruimte.steun(zaak.model.grootheden[uitkomst.id])
    vragen = dict.fromkeys(
        zaak.model.vragen[v]
        for v in sorted(steun)
        if not _op_schaal(zaak, zaak.model.variabelen[v])
    )
    return tuple(v for v in vragen if v != WEEKROOSTER)


def _op_schaal(zaak: Zaak, id_: str) -> bool:
    vraag = zaak.boek.vragen.get(zaak.boek.grootheden[id_].eigenaar)
    return vraag is not None and vraag.schaal is not None and not vraag.vorm.meer_antwoorden


class Monotoon:
    """The proof that a heavier answer never makes one outcome lighter."""

    def __init__(self, zaak: Zaak, uitkomst: Uitkomst) -> None:
        """Take a rulebook and the outcome."""
        self.zaak = zaak
        self.ruimte = zaak.ruimte
        self.uitkomst = uitkomst
        self.grootheid = zaak.boek.grootheden[uitkomst.id]
        # Where it is irrelevant an outcome is lighter than anything; a gap is not for this proof.
        self.zwaarte = self.ruimte.d.kies(
            zaak.gaaf(uitkomst.id),
            self.ruimte.d.zet_om(
                zaak.model.grootheden[uitkomst.id],
                lambda k: k if isinstance(k, int) and self._naam(k) != NVT else -1,
            ),
            self.ruimte.d.blad(None),
        )
        self.onder = zaak.onder(uitkomst.id)

    def _naam(self, klasse: int) -> str:
        return self.grootheid.klassen[klasse].naam

    def bevindingen(self) -> Iterator[Bevinding]:
        """Yield every question, and the weekrooster, of which a step lightens the outcome."""
        gemeld: set[tuple[str, str]] = set()
        for stap in self._stappen():
            for bevinding in self._stap(stap):
                # One finding for each question: every next step shows the same rule.
                if (stap.wat, bevinding.diagnose.code) not in gemeld:
                    gemeld.add((stap.wat, bevinding.diagnose.code))
                    yield bevinding
        if self.ruimte.steun(self.zwaarte) & set(self.ruimte.groepen.get(WEEKROOSTER, ())):
            yield from self._rooster()

    def _stappen(self) -> Iterator[_Stap]:
        """Yield each step from one answer to the next heavier level that there is."""
        for variabele in sorted(self.ruimte.steun(self.zwaarte)):
            id_ = self.zaak.model.variabelen[variabele]
            if _op_schaal(self.zaak, id_):
                for licht, zwaar in _paren(self.zaak.boek.grootheden[id_]):
                    yield _Stap(id_, {variabele: licht}, {variabele: zwaar})

    def _stap(self, stap: _Stap) -> Iterator[Bevinding]:
        for zelfde_vragen in (True, False):
            lichter = self._lichter(stap, zelfde_vragen=zelfde_vragen)
            if self.ruimte.bestaat(lichter, echt=False) != self.ruimte.nee:
                yield self._meld(stap, lichter, zelfde_vragen=zelfde_vragen)

    def _lichter(self, stap: _Stap, *, zelfde_vragen: bool) -> int:
        """Return where a step makes the outcome lighter, and keeps or changes what is asked."""
        ruimte = self.ruimte
        voor, na = (ruimte.met(self.zwaarte, k) for k in (stap.lichter, stap.zwaarder))
        daalt = ruimte.d.combineer(
            voor, na, lambda a, b: isinstance(a, int) and isinstance(b, int) and a > b
        )
        if daalt == ruimte.nee:
            return daalt
        zelfde = ruimte.en(
            *(
                ruimte.d.combineer(
                    ruimte.met(wanneer, stap.lichter),
                    ruimte.met(wanneer, stap.zwaarder),
                    lambda a, b: a == b,
                )
                for naam, wanneer in self.zaak.model.relevant.items()
                if naam in self.onder
            )
        )
        return ruimte.en(daalt, zelfde if zelfde_vragen else ruimte.niet(zelfde))

    def _meld(self, stap: _Stap, lichter: int, *, zelfde_vragen: bool) -> Bevinding:
        ook = (self.ruimte.met(self.zwaarte, k) for k in (stap.lichter, stap.zwaarder))
        rest = self.ruimte.kleinste_bestaande(lichter, *ook)
        gevallen = rest is not None and self._voorbeeld(stap, rest)
        code = "bewijs-lichter" if zelfde_vragen else "bewijs-lichter-anders-gevraagd"
        wat = f"Een zwaarder antwoord op '{stap.wat}'"
        if stap.wat == WEEKROOSTER:
            wat = "Meer hulp in het weekrooster"
        melding = f"{wat} maakt '{self.uitkomst.id}' lichter."
        if not zelfde_vragen:
            melding += " Er worden dan ook andere vragen gesteld."
        hulp = "Verander de regel, of haal 'monotoon' weg en schrijf op waarom."
        if not gevallen:
            code = "bewijs-niet-beslist" if zelfde_vragen else code
            melding = f"Niet beslist. {melding} Er is geen weekrooster gevonden dat het laat zien."
        plek = self.uitkomst.grond.positie if self.uitkomst.grond else None
        verwant = self._betrokken(gevallen) if gevallen else ()
        return Bevinding(Diagnose(code, melding, hulp, plek, verwant=verwant), gevallen or ())

    def _voorbeeld(self, stap: _Stap, rest: Keuze) -> tuple[Geval, ...] | None:
        gevallen = tuple(
            self.ruimte.geval({**rest, **deel}) for deel in (stap.lichter, stap.zwaarder)
        )
        return self.zaak.krimp(gevallen, self._daalt)

    def _daalt(self, uitslagen: tuple[Uitslag, ...]) -> bool:
        voor, na = map(self._klasse, uitslagen)
        return voor is not None and na is not None and voor > na

    def _klasse(self, uitslag: Uitslag) -> int | None:
        if isinstance(uitslag, GeenUniekeUitkomst):
            return None
        waarde = uitslag.waarde(self.uitkomst.id)
        if waarde is None:
            return None
        return -1 if waarde == NVT else self.grootheid.nummer(waarde)

    def _betrokken(self, gevallen: tuple[Geval, ...]) -> tuple[Verwant, ...]:
        """Return the rules that hold in one of the two cases and not in the other."""
        sporen = [u for u in map(self.zaak.evalueer, gevallen) if isinstance(u, Spoor)]
        eigen = [u for u in self.onder if u in self.zaak.boek.uitkomsten]
        geldend = [{r.id for u in eigen for r in spoor.regels_die_gelden(u)} for spoor in sporen]
        verschil = geldend[0] ^ geldend[1]
        regels = (r for id_, r in self.zaak.boek.regels.items() if id_ in verschil)
        return plekken(regels, "geldt maar in een van de twee intakes.")

    # Counts

    def _rooster(self) -> Iterator[Bevinding]:
        """Look at the counts: first each by itself, then at weekroosters that exist."""
        if all(
            self._lichter(s, zelfde_vragen=z) == self.ruimte.nee
            for s in self._tellingstappen()
            for z in (True, False)
        ):
            return
        leden = self.ruimte.groepen[WEEKROOSTER]
        plaats = {naam: n for n, naam in enumerate(self.zaak.boek.tellingen)}
        volgorde = [plaats[self.zaak.model.variabelen[lid]] for lid in leden]

        def keuze(rooster: Rooster) -> Keuze:
            return dict(zip(leden, (rooster[n] for n in volgorde), strict=True))

        # Weekroosters that differ only in counts that do not matter are one.
        roosters = sorted(self.ruimte.roosters, reverse=True)
        anders = {self._wat_telt(rooster): rooster for rooster in roosters}
        per_functie: dict[tuple[int, ...], list[Rooster]] = {}
        for rooster in anders.values():
            vast = keuze(rooster)
            functie = tuple(self.ruimte.met(deel, vast) for deel in self._delen)
            per_functie.setdefault(functie, []).append(rooster)
        gemeld: set[bool] = set()
        for voor, na in product(per_functie, repeat=2):
            for zelfde in {True, False} - gemeld:
                paar = self._paar(per_functie[voor], per_functie[na])
                if paar is None:
                    continue
                stap = _Stap(WEEKROOSTER, keuze(paar[0]), keuze(paar[1]))
                lichter = self._lichter(stap, zelfde_vragen=zelfde)
                if self.ruimte.bestaat(lichter) != self.ruimte.nee:
                    gemeld.add(zelfde)
                    yield self._meld(stap, lichter, zelfde_vragen=zelfde)
        if not gemeld:
            stap = next(self._tellingstappen())
            yield self._meld(replace(stap, wat=WEEKROOSTER), self.ruimte.nee, zelfde_vragen=True)

    def _tellingstappen(self) -> Iterator[_Stap]:
        for variabele in sorted(self.ruimte.steun(self.zwaarte)):
            if variabele in self.ruimte.groepen[WEEKROOSTER]:
                id_ = self.zaak.model.variabelen[variabele]
                for klasse in range(self.ruimte.d.klassen[variabele] - 1):
                    yield _Stap(id_, {variabele: klasse}, {variabele: klasse + 1})

    def _wat_telt(self, rooster: Rooster) -> tuple[int, ...]:
        """Return the classes of the counts on which the outcome, or what is asked, depends."""
        return tuple(
            klasse
            for naam, klasse in zip(self.zaak.boek.tellingen, rooster, strict=True)
            if self.ruimte.nummer[naam] in self._tellend
        )

    @cached_property
    def _tellend(self) -> frozenset[int]:
        return self.ruimte.steun(*self._delen)

    @cached_property
    def _delen(self) -> tuple[int, ...]:
        """The weight of the outcome, and when each thing that it rests on is relevant."""
        relevant = self.zaak.model.relevant.items()
        return (self.zwaarte, *(d for naam, d in relevant if naam in self.onder))

    def _paar(self, licht: list[Rooster], zwaar: list[Rooster]) -> tuple[Rooster, Rooster] | None:
        """Return two weekroosters, near each other, the second with no count that matters lower."""
        paren = (
            (sum(b) - sum(a), een, ander)
            for (een, a), (ander, b) in product(*(self._met(deel) for deel in (licht, zwaar)))
            if a != b and all(x <= y for x, y in zip(a, b, strict=True))
        )
        beste = min(paren, default=None)
        return beste[1:] if beste else None

    def _met(self, roosters: list[Rooster]) -> list[tuple[Rooster, tuple[int, ...]]]:
        return [(rooster, self._wat_telt(rooster)) for rooster in roosters]


def _paren(grootheid: Grootheid) -> Iterator[tuple[int, int]]:
    """Yield classes of which the second is the next heavier level that some answer has."""
    op_niveau: dict[int, list[int]] = {}
    for nummer, klasse in enumerate(grootheid.klassen):
        if klasse.naam != NVT and klasse.niveau is not None:
            op_niveau.setdefault(klasse.niveau, []).append(nummer)
    niveaus = sorted(op_niveau)
    for licht, zwaar in pairwise(niveaus):
        yield from product(op_niveau[licht], op_niveau[zwaar])

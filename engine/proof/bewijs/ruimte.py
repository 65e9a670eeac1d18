"""The input space of the proofs: which combinations of classes a complete intake can have.

Answers exclude each other, a number has bounds, two dates and the days between them must fit,
and all counts come from one weekrooster. Each of these is a diagram that is True where an
intake exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import ceil, floor, prod

from engine.evaluation.beslisdiagram import Beslisdiagram
from engine.evaluation.diagram import Diagrammen
from engine.rulebook import vorm
from engine.rulebook.klassen import Grootheid, Interval, Klasse
from engine.rulebook.rulebook import WEEKROOSTER, Rulebook

Rooster = tuple[int, ...]
"""The number of the class of each count, in the order of the rulebook."""

Keuze = dict[int, int]
"""Per variable of the diagram the class that it has."""

_JAREN = (date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal())
"""The days that an intake can name."""
_VER = 1000
"""How far from the rules' own days we look first for days in an example."""


@dataclass(frozen=True, slots=True)
class Geval:
    """What an intake must say to show something: facts, and the classes of its counts.

    `rooster` is None when the weekrooster does not matter.
    """

    feiten: Mapping[str, str | Interval]
    rooster: Rooster | None


class Ruimte:
    """The complete intakes of a rulebook, as diagrams over the variables of its model."""

    def __init__(self, model: Beslisdiagram, roosters: Iterable[Rooster]) -> None:
        """Take a model.

        Args:
            model: the rulebook as diagrams.
            roosters: the combinations of classes of the counts for which a weekrooster exists.
        """
        self.model = model
        self.boek: Rulebook = model.boek
        self.d: Diagrammen = model.diagrammen
        self.roosters = frozenset(roosters)
        self.ja, self.nee = self.d.blad(True), self.d.blad(False)
        self.nummer = {id_: n for n, id_ in enumerate(model.variabelen)}
        self._mag: dict[tuple[str, bool], int] = {}

    # Diagrams of True and False

    def en(self, *delen: int) -> int:
        """Return where all of some diagrams are True."""
        samen = self.ja
        for deel in delen:
            samen = self.d.kies(deel, samen, self.nee)
        return samen

    def of(self, *delen: int) -> int:
        """Return where any of some diagrams is True."""
        samen = self.nee
        for deel in delen:
            samen = self.d.kies(deel, self.ja, samen)
        return samen

    def niet(self, deel: int) -> int:
        """Return where a diagram is False."""
        return self.d.kies(deel, self.nee, self.ja)

    def met(self, diagram: int, keuze: Keuze) -> int:
        """Return a diagram with some variables fixed."""
        klaar: dict[int, int] = {}

        def loop(deel: int) -> int:
            if deel < 0:
                return deel
            if deel not in klaar:
                variabele, takken = self.d.variabelen[deel], self.d.takken[deel]
                if variabele in keuze:
                    klaar[deel] = loop(takken[keuze[variabele]])
                else:
                    klaar[deel] = self.d.knoop(variabele, tuple(map(loop, takken)))
            return klaar[deel]

        return loop(diagram)

    def steun(self, *wortels: int) -> frozenset[int]:
        """Return the variables on which diagrams depend."""
        return frozenset(self.d.variabelen[k] for k in self.d.bereik(wortels))

    # What exists

    @cached_property
    def groepen(self) -> dict[str, tuple[int, ...]]:
        """The variables that an intake fills together: a question, the counts, tied dates."""
        naam_van = {v: v for v in self.boek.vragen} | dict.fromkeys(
            self.boek.tellingen, WEEKROOSTER
        )
        for id_, dagen in self.boek.dagen_tussen.items():
            samen = {naam_van[dagen.van], naam_van[dagen.tot]}
            naam_van |= {n: dagen.van for n, groep in naam_van.items() if groep in samen}
            naam_van[id_] = naam_van[dagen.van]
        groepen: dict[str, list[int]] = {}
        for id_, nummer in self.nummer.items():
            groep = naam_van[self.boek.grootheden[id_].eigenaar]
            groepen.setdefault(groep, []).append(nummer)
        return {groep: tuple(leden) for groep, leden in groepen.items()}

    def geraakt(self, variabelen: Iterable[int]) -> list[str]:
        """Return the groups to which variables belong."""
        gezocht = set(variabelen)
        return [groep for groep, leden in self.groepen.items() if gezocht & set(leden)]

    def mag(self, variabelen: Iterable[int], *, echt: bool = True) -> int:
        """Return which intakes exist, as far as the groups of some variables go.

        Args:
            variabelen: the variables that matter.
            echt: only counts for which a weekrooster was found; else any counts.
        """
        return self.en(*(self._mag_groep(g, echt) for g in reversed(self.geraakt(variabelen))))

    def bestaat(self, diagram: int, *, echt: bool = True) -> int:
        """Return where a diagram is True for an intake that exists."""
        return self.en(diagram, self.mag(self.steun(diagram), echt=echt))

    def aantal(self, variabelen: Iterable[int]) -> int:
        """Return how many combinations of classes the groups of some variables have."""
        return prod(
            self._tel(self._mag_groep(groep, True), self.groepen[groep])
            for groep in self.geraakt(variabelen)
        )

    def _tel(self, diagram: int, variabelen: tuple[int, ...]) -> int:
        klaar: dict[tuple[int, int], int] = {}

        def loop(deel: int, plek: int) -> int:
            if deel == self.nee:
                return 0
            if plek == len(variabelen):
                return 1
            if (deel, plek) not in klaar:
                variabele = variabelen[plek]
                if deel >= 0 and self.d.variabelen[deel] == variabele:
                    som = sum(loop(tak, plek + 1) for tak in self.d.takken[deel])
                else:
                    som = self.d.klassen[variabele] * loop(deel, plek + 1)
                klaar[deel, plek] = som
            return klaar[deel, plek]

        return loop(diagram, 0)

    def _mag_groep(self, groep: str, echt: bool) -> int:
        sleutel = (groep, echt and groep == WEEKROOSTER)
        if sleutel not in self._mag:
            leden = self.groepen[groep]
            if groep == WEEKROOSTER:
                gevonden = self._mag_rooster(leden) if echt else self.ja
            elif self.boek.vragen[groep].vorm.meer_antwoorden:
                gevonden = self._mag_meer(groep, leden)
            else:
                gevonden = self._mag_getallen(leden)
            self._mag[sleutel] = gevonden
        return self._mag[sleutel]

    def _mag_rooster(self, leden: tuple[int, ...]) -> int:
        plaats = {naam: n for n, naam in enumerate(self.boek.tellingen)}
        volgorde = [plaats[self.model.variabelen[lid]] for lid in leden]
        rijen = sorted({tuple(r[n] for n in volgorde) for r in self.roosters})

        def loop(rijen: list[Rooster], diepte: int) -> int:
            if not rijen or diepte == len(leden):
                return self.ja if rijen else self.nee
            takken = (
                loop([r for r in rijen if r[diepte] == klasse], diepte + 1)
                for klasse in range(self.d.klassen[leden[diepte]])
            )
            return self.d.knoop(leden[diepte], tuple(takken))

        return loop(rijen, 0)

    def _mag_meer(self, vraag: str, leden: tuple[int, ...]) -> int:
        """At least one answer, and none that excludes another."""
        antwoorden = self.boek.vragen[vraag].vorm.antwoorden or {}
        gekozen = {
            self.model.variabelen[lid].removeprefix(f"{vraag}."): self._is(lid, 1) for lid in leden
        }
        botsingen = [
            self.en(gekozen[een], gekozen[ander])
            for een, ander in combinations(gekozen, 2)
            if _sluit_uit(antwoorden, een, ander) or _sluit_uit(antwoorden, ander, een)
        ]
        return self.en(self.of(*gekozen.values()), self.niet(self.of(*botsingen)))

    def _is(self, variabele: int, klasse: int) -> int:
        return self.d.zet_om(self.d.variabele(variabele), lambda k: k == klasse)

    def _mag_getallen(self, leden: tuple[int, ...]) -> int:
        """Classes with a value in them; of tied dates, combinations that days exist for."""
        leden = tuple(
            lid for lid in leden if self.boek.grootheden[self.model.variabelen[lid]].is_getal
        )

        def loop(keuze: Keuze) -> int:
            if keuze and self._waarden(keuze) is None:
                return self.nee
            if len(keuze) == len(leden):
                return self.ja
            lid = leden[len(keuze)]
            klassen = range(self.d.klassen[lid])
            return self.d.knoop(lid, tuple(loop({**keuze, lid: k}) for k in klassen))

        return loop({})

    # Values

    def _waarden(self, keuze: Keuze) -> dict[str, Fraction] | None:
        """Return a number or day in each of the classes of one group; None when none fit."""
        waarden: dict[str, Fraction] = {}
        dagen: list[tuple[Grootheid, Klasse]] = []
        for lid, nummer in keuze.items():
            grootheid = self.boek.grootheden[self.model.variabelen[lid]]
            klasse = grootheid.klassen[nummer]
            if grootheid.is_datum or grootheid.id in self.boek.dagen_tussen:
                dagen.append((grootheid, klasse))
            elif grootheid.is_getal:
                getal = _getal(self.boek.vragen[grootheid.id].vorm, klasse)
                if getal is None:
                    return None
                waarden[grootheid.id] = getal
        if dagen:
            begin = self.boek.vanaf.toordinal()
            for bereik in ((begin - _VER, begin + _VER), _JAREN):
                gevonden = self._dagen(dagen, bereik)
                if gevonden is not None:
                    return waarden | gevonden
            return None
        return waarden

    def _dagen(
        self, delen: list[tuple[Grootheid, Klasse]], bereik: tuple[int, int]
    ) -> dict[str, Fraction] | None:
        """Return days with the wanted days between them: shortest paths over the differences."""
        hoogstens: dict[tuple[str, str], int] = {}
        namen = {""}

        def eis(eerst: str, later: str, dagen: int) -> None:
            hoogstens[eerst, later] = min(dagen, hoogstens.get((eerst, later), dagen))

        for grootheid, klasse in delen:
            tussen = self.boek.dagen_tussen.get(grootheid.id)
            van, tot = (tussen.van, tussen.tot) if tussen else ("", grootheid.id)
            for naam in {van, tot} - namen:
                namen.add(naam)
                eis("", naam, bereik[1])
                eis(naam, "", -bereik[0])
            laag, hoog = _eerste_hele(klasse), _laatste_hele(klasse)
            if hoog is not None:
                eis(van, tot, hoog)
            if laag is not None:
                eis(tot, van, -laag)
        afstand = dict.fromkeys(namen, 0)
        afstand |= {naam: bereik[1] for naam in namen if naam}
        for _ in namen:
            beter = {
                later: min(
                    afstand[later],
                    *(afstand[e] + dagen for (e, t), dagen in hoogstens.items() if t == later),
                )
                for _, later in hoogstens
            }
            if all(afstand[naam] == dag for naam, dag in beter.items()):
                return {naam: Fraction(dag) for naam, dag in afstand.items() if naam}
            afstand |= beter
        return None

    # Examples

    def kleinste_bestaande(self, diagram: int, *ook: int) -> Keuze | None:
        """Return classes of an intake that exists and makes a diagram True, else None.

        As few of them as possible are not the first. What other diagrams depend on has a class
        too, so that their values are known.
        """
        steun = self.steun(diagram, *ook)
        keuze = self._kleinste(self.en(diagram, self.mag(steun)))
        return None if keuze is None else dict.fromkeys(steun, 0) | keuze

    def _kleinste(self, diagram: int) -> Keuze | None:
        beste: dict[int, tuple[float, int]] = {}
        for knoop in self.d.bereik([diagram]):
            variabele = self.d.variabelen[knoop]
            beste[knoop] = min(
                (self._prijs(variabele, klasse) + self._kosten(beste, tak), klasse)
                for klasse, tak in enumerate(self.d.takken[knoop])
            )
        if self._kosten(beste, diagram) == float("inf"):
            return None
        keuze: Keuze = {}
        while diagram >= 0:
            klasse = beste[diagram][1]
            keuze[self.d.variabelen[diagram]] = klasse
            diagram = self.d.takken[diagram][klasse]
        return keuze

    def _kosten(self, beste: dict[int, tuple[float, int]], deel: int) -> float:
        if deel >= 0:
            return beste[deel][0]
        return 0 if deel == self.ja else float("inf")

    def _prijs(self, variabele: int, klasse: int) -> int:
        # Ticking the first answer of a list is no step away: some answer must be ticked.
        id_ = self.model.variabelen[variabele]
        vraag = self.boek.vragen.get(self.model.vragen[variabele])
        if vraag is not None and vraag.vorm.meer_antwoorden and vraag.grootheden[0] == id_:
            return 0
        return int(klasse > 0)

    def geval(self, keuze: Keuze) -> Geval:
        """Return what an intake must say to have these classes.

        What is not chosen in a group that is chosen from, has its first class.
        """
        feiten: dict[str, str | Interval] = {}
        rooster: Rooster | None = None
        for groep in self.geraakt(keuze):
            vol = {lid: keuze.get(lid, 0) for lid in self.groepen[groep]}
            per_id = {self.model.variabelen[lid]: klasse for lid, klasse in vol.items()}
            if groep == WEEKROOSTER:
                rooster = tuple(per_id[naam] for naam in self.boek.tellingen)
                continue
            waarden = self._waarden(vol) or {}
            for id_, klasse in per_id.items():
                grootheid = self.boek.grootheden[id_]
                if id_ in waarden:
                    feiten[id_] = Interval.precies(waarden[id_])
                elif not grootheid.is_getal:
                    feiten[id_] = grootheid.klassen[klasse].naam
        return Geval(feiten, rooster)

    def feiten(self, geval: Geval) -> dict[str, str | Interval]:
        """Return what the evaluator must know for a case, with a number for every count."""
        samen = dict(geval.feiten)
        for naam, klasse in zip(self.boek.tellingen, geval.rooster or (), strict=False):
            waarde = _midden(self.boek.grootheden[naam].klassen[klasse])
            samen[naam] = Interval.precies(waarde)
        return samen


def _sluit_uit(antwoorden: Mapping[str, vorm.Antwoord], een: str, ander: str) -> bool:
    uit = antwoorden[een].sluit_uit or ()
    return uit == "alle" or ander in ([uit] if isinstance(uit, str) else uit)


def _in(klasse: Klasse, waarde: Fraction) -> bool:
    onder = klasse.onder is None or (waarde, 1) > klasse.onder
    return onder and (klasse.boven is None or (waarde, 1) <= klasse.boven)


def _eerste_hele(klasse: Klasse) -> int | None:
    """Return the first whole number in a class; None when it has no lower end."""
    if klasse.onder is None:
        return None
    waarde, kant = klasse.onder
    return floor(waarde) + 1 if kant else ceil(waarde)


def _laatste_hele(klasse: Klasse) -> int | None:
    if klasse.boven is None:
        return None
    waarde, kant = klasse.boven
    return floor(waarde) if kant else ceil(waarde) - 1


def _midden(klasse: Klasse) -> Fraction:
    """Return a value in a class of a number without bounds."""
    ends = [snede[0] for snede in (klasse.onder, klasse.boven) if snede is not None]
    if len(ends) == 2:
        return sum(ends, Fraction(0)) / 2
    if not ends:
        return Fraction(0)
    return next(w for w in (ends[0], ends[0] + 1, ends[0] - 1) if _in(klasse, w))


def _getal(vraag: vorm.Vraag, klasse: Klasse) -> Fraction | None:
    """Return a number that an intake can give in a class, a round one when there is one."""
    grenzen = [Fraction(g) for g in (vraag.minimum, vraag.maximum) if g is not None]
    laag = grenzen[0] if vraag.minimum is not None else None
    hoog = grenzen[-1] if vraag.maximum is not None else None

    def kandidaten() -> Iterator[Fraction]:
        punten = [s[0] for s in (klasse.onder, klasse.boven) if s is not None]
        yield from (Fraction(0), *grenzen)
        for punt in (*punten, *grenzen):
            yield from map(Fraction, (floor(punt), ceil(punt), floor(punt) + 1, ceil(punt) - 1))
        if not vraag.geheel:
            alle = sorted({*punten, *grenzen})
            yield from punten
            yield from ((a + b) / 2 for a, b in combinations(alle, 2))

    return next(
        (
            getal
            for getal in kandidaten()
            if _in(klasse, getal)
            and (laag is None or getal >= laag)
            and (hoog is None or getal <= hoog)
        ),
        None,
    )

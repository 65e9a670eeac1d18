"""Conditions read aloud: from the demands of a rule to Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.explanation.regelboek.taal import Taal, getal
from engine.explanation.regelboek.vorm import (
    Punt,
    Verwijzing,
    Voorwaarden,
    Zin,
    met_komma,
)
from engine.explanation.teksten import dag_in_woorden, opsomming
from engine.rulebook.klassen import Grenzen, Snede, Waarden
from engine.rulebook.rulebook import (
    GEEN,
    ROUTE,
    SIGNAAL,
    Alle,
    Atoom,
    Conclusie,
    EenVan,
    IsOnbekend,
    Niet,
    Regel,
    Voorwaarde,
    Vraag,
)

_KORT = 3
"""So many claims still read well in one sentence."""
_KORTE_LIJST = 2
"""So many levels are named one by one; more are called 'of zwaarder'."""


@dataclass(frozen=True, slots=True)
class _Bewering:
    """A claim in three parts, as its verb stands elsewhere after 'als'."""

    voor: Zin
    werkwoord: str
    na: str

    def hoofdzin(self) -> Zin:
        return (*self.voor, f" {self.werkwoord} {self.na}")

    def bijzin(self) -> Zin:
        return (*self.voor, f" {self.na} {self.werkwoord}")


@dataclass(frozen=True, slots=True)
class Voorlezer:
    """Reads conditions and conclusions aloud."""

    taal: Taal

    def als_dan(self, regel: Regel) -> Voorwaarden:
        """Return a rule as a sentence: als ..., dan ..."""
        gevolg = met_komma([self._gevolg(c) for c in regel.conclusies])
        if regel.voorwaarde is None:
            return Voorwaarden((), (), ("Altijd ", *gevolg, "."))
        return self._lees(regel.voorwaarde, "Als", ",", ("dan ", *gevolg, "."))

    def alleen_als(self, begin: str, voorwaarde: Voorwaarde) -> Voorwaarden:
        """Return the condition without which something does not matter; `begin` ends in 'als'."""
        return self._lees(voorwaarde, begin, ".", ())

    def titel(self, conclusie: Conclusie) -> str:
        """Return what a rule concludes, as the heading of that rule."""
        taal, naam, waarde = self.taal, conclusie.uitkomst, conclusie.waarde or ""
        if naam in {ROUTE, SIGNAAL}:
            return f"{taal.naar(naam).tekst} {self.aanduiding(waarde).tekst}"
        if conclusie.niveau_van is not None:
            niveau = f"het niveau van {taal.naar(conclusie.niveau_van).tekst}"
        else:
            niveau = self._minstens(naam, waarde).strip("“”")
        return f"{taal.naar(naam).tekst}: {niveau}"

    def _gevolg(self, conclusie: Conclusie) -> Zin:
        """Return what a rule concludes, as it stands after 'dan'."""
        taal, naam, waarde = self.taal, conclusie.uitkomst, conclusie.waarde or ""
        if naam in {ROUTE, SIGNAAL}:
            begin = "geldt de route " if naam == ROUTE else "komt het signaal "
            return (begin, self.aanduiding(waarde))
        if conclusie.niveau_van is not None:
            van = ("het antwoord op ",) if conclusie.niveau_van in taal.boek.vragen else ()
            ander = (*van, taal.naar(conclusie.niveau_van))
            return ("is ", taal.naar(naam), " minstens zo zwaar als ", *ander)
        if taal.boek.uitkomsten[naam].kies == "verzamel":
            return ("hoort bij ", taal.naar(naam), f" {taal.waarde(naam, waarde)}")
        return ("is ", taal.naar(naam), f" {self._minstens(naam, waarde)}")

    def _minstens(self, naam: str, waarde: str) -> str:
        """Return a value; 'minstens' where a heavier conclusion could still win."""
        uitkomst = self.taal.boek.uitkomsten[naam]
        kan_zwaarder = uitkomst.kies == "hoogste" and waarde != uitkomst.waarden[-1]
        return f"{'minstens ' if kan_zwaarder else ''}{self.taal.waarde(naam, waarde)}"

    def _lees(self, voorwaarde: Voorwaarde, begin: str, teken: str, slot: Zin) -> Voorwaarden:
        enkel = self._bewering(voorwaarde)
        if enkel is not None:
            return Voorwaarden((f"{begin} ", *enkel.bijzin(), teken), (), slot)
        kop, delen = self._samen(voorwaarde)
        return Voorwaarden((f"{begin} {kop}",), tuple(self._punt(d) for d in delen), slot)

    def aanduiding(self, naam: str) -> Verwijzing:
        """Return a reference to a route or signal by its title."""
        boek = self.taal.boek
        if naam in boek.signalen:
            return Verwijzing(f"“{boek.signalen[naam].titel}”", f"signaal-{naam}")
        return Verwijzing(f"“{boek.routes[naam].titel}”", f"route-{naam}")

    def _samen(self, voorwaarde: Voorwaarde) -> tuple[str, tuple[Voorwaarde, ...]]:
        """Return how a combination is announced, with its parts."""
        if isinstance(voorwaarde, Alle):
            return "al het volgende geldt:", tuple(_plat(voorwaarde))
        if isinstance(voorwaarde, EenVan):
            return "minstens één van deze dingen geldt:", voorwaarde.delen
        assert isinstance(voorwaarde, Niet)
        deel = voorwaarde.deel
        if isinstance(deel, EenVan):
            return "geen van deze dingen geldt:", deel.delen
        if isinstance(deel, Alle):
            return "niet al deze dingen tegelijk gelden:", tuple(_plat(deel))
        return "dit niet geldt:", (deel,)

    def _punt(self, voorwaarde: Voorwaarde) -> Punt:
        enkel = self._bewering(voorwaarde)
        if enkel is not None:
            return Punt(enkel.hoofdzin())
        if isinstance(voorwaarde, Alle):
            beweringen = [self._bewering(d) for d in _plat(voorwaarde)]
            heel = [b for b in beweringen if b is not None]
            if len(heel) == len(beweringen) <= _KORT:
                return Punt(met_komma([b.hoofdzin() for b in heel]))
        kop, delen = self._samen(voorwaarde)
        return Punt((kop,), tuple(self._punt(d) for d in delen))

    def _bewering(self, voorwaarde: Voorwaarde, *, niet: bool = False) -> _Bewering | None:
        """Return a condition as one claim, or None when it takes more."""
        if isinstance(voorwaarde, Niet) and not niet:
            return self._bewering(voorwaarde.deel, niet=True)
        ontken = "niet " if niet else ""
        if isinstance(voorwaarde, IsOnbekend):
            naam = voorwaarde.eigenaar
            return _Bewering(self._wie(naam), "is", f"{ontken}nog onbekend")
        atomen = _van_een_ding(voorwaarde)
        if not atomen:
            return None
        naam, delen = self._delen(atomen)
        eis = atomen[0].eis
        if isinstance(eis, Grenzen):
            return _Bewering(self._wie(naam), "is", ontken + self._grenzen(naam, eis))
        if naam not in self.taal.boek.vragen:
            return self._over_uitkomst(naam, delen or sorted(eis.namen), niet=niet)
        return self._over_vraag(self.taal.boek.vragen[naam], eis, delen, ontken)

    def _over_vraag(
        self, vraag: Vraag, eis: Waarden, delen: list[str], ontken: str
    ) -> _Bewering | None:
        taal, naam = self.taal, vraag.id
        bij: Zin = ("bij ", taal.naar(naam))
        if vraag.vorm.meer_antwoorden:
            woorden = [taal.waarde(naam, d) for d in delen]
            if ontken and len(woorden) > 1:
                return _Bewering(bij, "is", f"noch {' noch '.join(woorden)} aangekruist")
            return _Bewering(bij, "is", f"{opsomming(woorden)} {ontken}aangekruist")
        antwoord = self._antwoorden(vraag, eis)
        if vraag.vorm.per:
            waarvoor = f"{ontken}voor {opsomming([f'“{vraag.vorm.per[d]}”' for d in delen])}"
            if len(delen) == len(vraag.vorm.per) and len(delen) > 1:
                waarvoor = f"voor {'geen enkel' if ontken else 'minstens één'} onderdeel"
            return _Bewering(bij, "is", f"{waarvoor} het antwoord {antwoord}")
        return _Bewering(bij, "is", f"{ontken}het antwoord {antwoord}")

    def _over_uitkomst(self, naam: str, waarden: list[str], *, niet: bool) -> _Bewering:
        boek, taal = self.taal.boek, self.taal
        ontken = "niet " if niet else ""
        if naam == ROUTE:
            if waarden == [GEEN]:
                return _Bewering(("er",), "geldt", "een route" if niet else "geen route")
            keuze = opsomming([taal.waarde(naam, w) for w in waarden])
            return _Bewering(("de route",), "is", ontken + keuze)
        uitkomst = boek.uitkomsten[naam]
        volgorde = [w for w in uitkomst.waarden if w in waarden]
        if uitkomst.kies == "verzamel":
            keuze = opsomming([taal.waarde(naam, w) for w in volgorde])
            return _Bewering(("bij ", taal.naar(naam)), "hoort", ontken + keuze)
        hoogste = list(uitkomst.waarden[-len(volgorde) :]) == volgorde
        if uitkomst.schaal and hoogste and len(volgorde) > _KORTE_LIJST:
            keuze = f"{taal.waarde(naam, volgorde[0])} of zwaarder"
        else:
            keuze = opsomming([taal.waarde(naam, w) for w in volgorde])
        return _Bewering((taal.naar(naam),), "is", ontken + keuze)

    def _antwoorden(self, vraag: Vraag, eis: Waarden) -> str:
        """Return the answers meant; on a scale the lightest of them, when all heavier ones are."""
        taal = self.taal
        namen = [a for a in vraag.vorm.antwoorden or {} if a in eis.namen]
        klassen = taal.boek.grootheden[vraag.grootheden[0]].klassen
        niveau = {k.naam: k.niveau for k in klassen if k.naam in (vraag.vorm.antwoorden or {})}
        if vraag.schaal and len(namen) > _KORTE_LIJST:
            laagste = min(niveau[a] or 0 for a in namen)
            zwaarder = {a for a, n in niveau.items() if (n or 0) >= laagste}
            if zwaarder == set(namen) and len(niveau) > len(namen):
                lichtste = [taal.waarde(vraag.id, a) for a in namen if niveau[a] == laagste]
                return f"{opsomming(lichtste)} of een zwaarder antwoord"
        return opsomming([taal.waarde(vraag.id, a) for a in namen])

    def _grenzen(self, naam: str, eis: Grenzen) -> str:
        """Return the bounds of a number, with its unit, or of a day."""
        boek = self.taal.boek
        if boek.grootheden[naam].is_datum:
            return _datumgrenzen(eis.onder, eis.boven)
        eenheid = "dagen"
        if naam in boek.tellingen:
            eenheid = boek.tellingen[naam].vorm.eenheid
        elif naam in boek.vragen:
            eenheid = boek.vragen[naam].vorm.eenheid or ""
        heel = naam in boek.dagen_tussen or (naam in boek.vragen and boek.vragen[naam].vorm.geheel)
        onder, boven = eis.onder, eis.boven
        if heel and onder and boven and boven[0] - onder[0] == 1:
            # Between two cuts of a whole number lies just one.
            boven = (onder[0], 1)
        return f"{_getalgrenzen(onder, boven)} {eenheid}".strip()

    def _wie(self, naam: str) -> Zin:
        """Return what has a value: an outcome or count itself, of a question the answer."""
        if naam == ROUTE:
            return ("de route",)
        voor = ("het antwoord op ",) if naam in self.taal.boek.vragen else ()
        return (*voor, self.taal.naar(naam))

    def _delen(self, atomen: list[Atoom]) -> tuple[str, list[str]]:
        """Return the owner of the atoms, and the options or parts that they name."""
        eigenaar = self.taal.boek.grootheden[atomen[0].grootheid].eigenaar
        namen = [a.grootheid.removeprefix(eigenaar).removeprefix(".") for a in atomen]
        return eigenaar, [n for n in namen if n]


def _plat(voorwaarde: Alle) -> Iterator[Voorwaarde]:
    for deel in voorwaarde.delen:
        if isinstance(deel, Alle):
            yield from _plat(deel)
        else:
            yield deel


def _van_een_ding(voorwaarde: Voorwaarde) -> list[Atoom]:
    """Return the atom, or the alternatives that ask the same of parts of one thing; else none."""
    if isinstance(voorwaarde, Atoom):
        return [voorwaarde]
    if not isinstance(voorwaarde, EenVan):
        return []
    atomen = [d for d in voorwaarde.delen if isinstance(d, Atoom)]
    namen = [a.grootheid.partition(".") for a in atomen]
    zelfde = len({naam for naam, _, _ in namen}) == 1 and all(punt for _, punt, _ in namen)
    eisen = {a.eis for a in atomen}
    return atomen if len(atomen) == len(voorwaarde.delen) and zelfde and len(eisen) == 1 else []


def _getalgrenzen(onder: Snede | None, boven: Snede | None) -> str:
    if onder and boven and onder[0] == boven[0]:
        return f"precies {_getal(onder[0])}"
    delen = []
    if onder:
        delen.append(f"{('minstens', 'meer dan')[onder[1]]} {_getal(onder[0])}")
    if boven:
        delen.append(f"{('minder dan', 'hoogstens')[boven[1]]} {_getal(boven[0])}")
    return " en ".join(delen)


def _datumgrenzen(onder: Snede | None, boven: Snede | None) -> str:
    # The cuts of a day lie just below it, so the last day that counts is the one before.
    eerste = _dag(onder[0]) if onder else None
    laatste = _dag(boven[0] - 1) if boven else None
    if eerste and eerste == laatste:
        return dag_in_woorden(eerste)
    delen = [f"{dag_in_woorden(eerste)} of later"] if eerste else []
    delen += [f"{dag_in_woorden(laatste)} of eerder"] if laatste else []
    return " en ".join(delen)


def _dag(nummer: Fraction) -> date:
    return date.fromordinal(int(nummer))


def _getal(waarde: Fraction) -> str:
    return getal(Decimal(waarde.numerator) / waarde.denominator)

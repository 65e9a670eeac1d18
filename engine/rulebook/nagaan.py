"""Checks over the whole of a period: references in a circle, and what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.rulebook.diagnose import Positie, Verwant
from engine.rulebook.namen import Namen
from engine.rulebook.rulebook import Atoom, Rulebook, Voorwaarde, atomen
from engine.rulebook.voorwaarden import Lezer

_VERBREEKT = {
    "dubbele-naam",
    "gereserveerde-naam",
    "getal-buiten-bereik",
    "lege-voorwaarde",
    "lege-waarde",
    "onbekend-buiten-signaal",
    "onbekende-naam",
    "onbekende-sleutel",
    "onbekende-verwijzing",
    "onbekende-waarde",
    "ongeldig-getal",
    "ongeldige-datum",
    "parameter-zonder-waarde",
    "past-niet-bij-soort",
    "sleutels-botsen",
    "verkeerde-soort",
    "voorwaarde-te-diep",
}
"""After these a rule may be missing or speak of another name than was meant, so what seems
unused may well be used: one typing error must give one diagnosis."""


def eigenaren(boek: Rulebook, voorwaarde: Voorwaarde | None) -> Iterator[str]:
    """Yield the questions, counts and outcomes that a condition asks about."""
    for atoom in atomen(voorwaarde):
        if isinstance(atoom, Atoom):
            yield boek.grootheden[atoom.grootheid].eigenaar
        else:
            yield atoom.eigenaar


def steunt_op(boek: Rulebook, naam: str) -> Iterator[str]:
    """Yield what must be evaluated before a question, number of days, term or outcome."""
    if naam in boek.vragen:
        yield from eigenaren(boek, boek.vragen[naam].alleen_als)
    elif naam in boek.dagen_tussen:
        yield from (boek.dagen_tussen[naam].van, boek.dagen_tussen[naam].tot)
    elif naam in boek.tellingen:
        yield from boek.tellingen[naam].vorm.som or ()
    elif naam in boek.termijnen:
        termijn = boek.termijnen[naam]
        yield from filter(None, (termijn.vanaf, termijn.alleen_voor, termijn.alleen_hoogstens))
    elif naam in boek.uitkomsten:
        uitkomst = boek.uitkomsten[naam]
        yield from eigenaren(boek, uitkomst.alleen_als)
        yield from uitkomst.van
        for id_ in uitkomst.regels:
            regel = boek.regels.get(id_)
            if regel is None:
                continue
            yield from eigenaren(boek, regel.voorwaarde)
            yield from (c.niveau_van for c in regel.conclusies if c.niveau_van)


@lru_cache(maxsize=16)
def draagt_advies(boek: Rulebook) -> frozenset[str]:
    """Return every name on which an outcome of the advice rests, directly or by others."""
    gezien: set[str] = set()
    rest = [u.id for u in boek.uitkomsten.values() if u.advies]
    while rest:
        naam = rest.pop()
        if naam not in gezien:
            gezien.add(naam)
            rest += steunt_op(boek, naam)
    return frozenset(gezien)


@dataclass(slots=True)
class Nagaan:
    """Looks at a linked period as a whole."""

    boek: Rulebook
    namen: Namen
    lezer: Lezer

    def volgorde(self) -> tuple[str, ...]:
        """Return questions, numbers of days and outcomes, each after what it rests on.

        A circle is reported once, with every name in it; the order is then unfit for use.
        """
        klaar: dict[str, bool] = {}
        volgorde: list[str] = []
        boek = self.boek
        for begin in (
            *boek.vragen,
            *boek.tellingen,
            *boek.dagen_tussen,
            *boek.termijnen,
            *boek.uitkomsten,
        ):
            # An explicit stack: a long chain of names must not exhaust Python's own.
            stapel = [(begin, steunt_op(boek, begin))]
            if begin in klaar:
                continue
            klaar[begin] = False
            while stapel:
                naam, rest = stapel[-1]
                volgende = next(rest, None)
                if volgende is None:
                    klaar[naam] = True
                    stapel.pop()
                    if naam not in boek.tellingen and naam not in boek.termijnen:
                        volgorde.append(naam)
                elif volgende not in klaar:
                    klaar[volgende] = False
                    stapel.append((volgende, steunt_op(boek, volgende)))
                elif not klaar[volgende]:
                    pad = [n for n, _ in stapel]
                    self._kring(pad[pad.index(volgende) :])
        return tuple(volgorde)

    def _kring(self, kring: list[str]) -> None:
        plaatsen = [(n, self._plek(n)) for n in kring]
        self.namen.meld(
            "kringverwijzing",
            f"Deze namen hangen in een kring van elkaar af: {' > '.join([*kring, kring[0]])}.",
            "Haal een van de verwijzingen weg: wat eerst komt, kan niet op het latere steunen.",
            plaatsen[0][1],
            *(Verwant(f"'{n}' zit in de kring.", p) for n, p in plaatsen[1:] if p),
        )

    def _plek(self, naam: str) -> Positie | None:
        boek = self.boek
        for groep in (boek.vragen, boek.tellingen, boek.dagen_tussen, boek.termijnen):
            deel = groep.get(naam)
            if deel is not None:
                plek: Positie = deel.grond.positie
                return plek
        grond = boek.uitkomsten[naam].grond
        if grond is not None:
            return grond.positie
        # Routes and signals have no place of their own; their first rule shows the circle.
        regels = [boek.regels[r] for r in boek.uitkomsten[naam].regels if r in boek.regels]
        return regels[0].grond.positie if regels else None

    def gebruik(self) -> None:
        """Report what nothing uses, unless parts could not be linked and may have used it."""
        boek = self.boek
        gebruikt = self.lezer.gebruikt | {v for u in boek.uitkomsten.values() for v in u.van}
        for naam, vraag in boek.vragen.items():
            if vraag.vorm.gebruik == "verslag" and naam in gebruikt:
                self.namen.meld(
                    "vraag-niet-alleen-verslag",
                    f"De vraag '{naam}' is voor het verslag, maar een regel gebruikt haar.",
                    "Haal 'gebruik: verslag' weg.",
                    vraag.grond.positie,
                )
        if self.namen.gelezen.weggelaten or not self.namen.gelezen.volledig:
            return
        if self.namen.stuk or any(d.code in _VERBREEKT for d in self.namen.diagnoses):
            return
        for naam, vraag in boek.vragen.items():
            voor_regels = vraag.vorm.gebruik != "verslag" and vraag.vorm.soort != "tekst"
            if voor_regels and naam not in gebruikt | self.lezer.in_verslag:
                self.namen.meld(
                    "ongebruikte-vraag",
                    f"Geen regel gebruikt de vraag '{naam}'.",
                    "Schrijf er een regel mee, zet 'gebruik: verslag' erbij, of haal haar weg.",
                    vraag.grond.positie,
                )
        for naam, uitkomst in boek.uitkomsten.items():
            if uitkomst.kies != "plaats" and not uitkomst.regels and uitkomst.grond is not None:
                self.namen.meld(
                    "uitkomst-zonder-regel",
                    f"Geen regel of tabel geeft '{naam}'.",
                    "Schrijf een regel die haar geeft, of haal haar weg.",
                    uitkomst.grond.positie,
                )
        self._ongebruikt(gebruikt)

    def _ongebruikt(self, gebruikt: set[str]) -> None:
        boek = self.boek
        conclusies = {c.waarde for r in boek.regels.values() for c in r.conclusies}
        for naam, telling in boek.tellingen.items():
            if naam not in gebruikt:
                self._meld_ongebruikt("De telling", naam, telling.grond.positie)
        for naam, parameter in boek.parameters.items():
            if naam not in self.lezer.parameters and parameter.productcode is None:
                self._meld_ongebruikt("De parameter", naam, self.namen.parameters[naam].positie)
        for wat, groep in (("De route", boek.routes), ("Het signaal", boek.signalen)):
            for naam, aanduiding in groep.items():
                if naam not in conclusies | gebruikt:
                    self._meld_ongebruikt(wat, naam, aanduiding.grond.positie)

    def _meld_ongebruikt(self, wat: str, naam: str, plek: Positie) -> None:
        self.namen.meld(
            "ongebruikt",
            f"{wat} '{naam}' wordt nergens gebruikt.",
            "Haal het weg, of schrijf de regel waarvoor het bedoeld is.",
            plek,
        )

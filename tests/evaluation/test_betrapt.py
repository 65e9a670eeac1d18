"""The comparison with the reference finds planted faults, each within 2,000 random intakes.

The evaluator gets a rulebook in which one thing is wrong, the reference the true one. What is
planted is found by its shape, not by its name, so that the rules may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from engine.evaluation.evaluator import evalueer
from engine.rulebook.klassen import Grenzen, Interval, Waarden
from engine.rulebook.rulebook import (
    ROUTE,
    Alle,
    Atoom,
    Conclusie,
    EenVan,
    Feiten,
    Niet,
    Regel,
    Rulebook,
    Voorwaarde,
)
from tests.referentie import vergelijken
from tests.referentie.evaluator import Referentie
from tests.referentie.gevallen import ZAAD, maak_intake, onze_regels, toeval
from tests.referentie.vergelijken import kleinste, vergelijk

MEESTE = 2_000

Fout = Callable[[Rulebook], Rulebook]
Wissel = Callable[[Rulebook, Voorwaarde], Voorwaarde | None]


def met_regel(boek: Rulebook, regel: Regel) -> Rulebook:
    return replace(boek, regels={**boek.regels, regel.id: regel})


def wissel(boek: Rulebook, voorwaarde: Voorwaarde | None, hoe: Wissel) -> Iterator[Voorwaarde]:
    """Yield the condition once for each part that `hoe` replaces."""
    if voorwaarde is None:
        return
    anders = hoe(boek, voorwaarde)
    if anders is not None:
        yield anders
    if isinstance(voorwaarde, Niet):
        yield from (Niet(deel) for deel in wissel(boek, voorwaarde.deel, hoe))
    if isinstance(voorwaarde, Alle | EenVan):
        for nummer, deel in enumerate(voorwaarde.delen):
            voor, na = voorwaarde.delen[:nummer], voorwaarde.delen[nummer + 1 :]
            for nieuw in wissel(boek, deel, hoe):
                yield replace(voorwaarde, delen=(*voor, nieuw, *na))


def in_eerste_regel(hoe: Wissel) -> Fout:
    """Plant a change in the first rule where it fits."""

    def plant(boek: Rulebook) -> Rulebook:
        return next(
            met_regel(boek, replace(regel, voorwaarde=nieuw))
            for regel in boek.regels.values()
            for nieuw in wissel(boek, regel.voorwaarde, hoe)
        )

    return plant


def grens_verschoven(boek: Rulebook, deel: Voorwaarde) -> Voorwaarde | None:
    if not isinstance(deel, Atoom) or not isinstance(deel.eis, Grenzen) or not deel.eis.onder:
        return None
    sneden = boek.grootheden[deel.grootheid].sneden
    hoger = [s for s in sneden if s > deel.eis.onder and s != deel.eis.boven]
    return replace(deel, eis=Grenzen(hoger[0], deel.eis.boven)) if hoger else None


def waarde_vergeten(boek: Rulebook, deel: Voorwaarde) -> Voorwaarde | None:
    if not isinstance(deel, Atoom) or not isinstance(deel.eis, Waarden) or len(deel.eis.namen) < 2:
        return None
    return replace(deel, eis=Waarden(frozenset(sorted(deel.eis.namen)[1:])))


def niet_vergeten(boek: Rulebook, deel: Voorwaarde) -> Voorwaarde | None:
    return deel.deel if isinstance(deel, Niet) else None


def een_van_als_alle(boek: Rulebook, deel: Voorwaarde) -> Voorwaarde | None:
    return Alle(deel.delen) if isinstance(deel, EenVan) else None


def hoogste_als_plaats(boek: Rulebook) -> Rulebook:
    """The heaviest conclusion read as the heaviest of what the rules take their level from."""
    for uitkomst in boek.uitkomsten.values():
        conclusies = [
            c
            for r in uitkomst.regels
            for c in boek.regels[r].conclusies
            if c.uitkomst == uitkomst.id
        ]
        van = tuple(c.niveau_van for c in conclusies if c.niveau_van)
        if len(van) > 1 and len(conclusies) > len(van):
            anders = replace(uitkomst, kies="plaats", plaats=1, van=van, regels=())
            return replace(boek, uitkomsten={**boek.uitkomsten, uitkomst.id: anders})
    raise AssertionError("no outcome to plant the fault in")


def plaats_een_ernaast(boek: Rulebook) -> Rulebook:
    uitkomst = next(u for u in boek.uitkomsten.values() if u.kies == "plaats" and u.plaats == 2)
    anders = replace(uitkomst, plaats=1)
    return replace(boek, uitkomsten={**boek.uitkomsten, uitkomst.id: anders})


def vraag_altijd_relevant(boek: Rulebook) -> Rulebook:
    vraag = next(v for v in boek.vragen.values() if v.alleen_als and v.vorm.gebruik == "regels")
    return replace(boek, vragen={**boek.vragen, vraag.id: replace(vraag, alleen_als=None)})


def uitkomst_altijd_relevant(boek: Rulebook) -> Rulebook:
    uitkomst = next(
        u for u in boek.uitkomsten.values() if u.alleen_als is not None and u.kies == "hoogste"
    )
    anders = replace(uitkomst, alleen_als=None)
    return replace(boek, uitkomsten={**boek.uitkomsten, uitkomst.id: anders})


def regel_weg(boek: Rulebook) -> Rulebook:
    """The first rule for an outcome that several rules conclude on is left out."""
    uitkomst = next(u for u in boek.uitkomsten.values() if len(u.regels) > 1)
    weg = uitkomst.regels[0]
    return replace(
        boek,
        regels={id_: r for id_, r in boek.regels.items() if id_ != weg},
        uitkomsten={
            u.id: replace(u, regels=tuple(r for r in u.regels if r != weg))
            for u in boek.uitkomsten.values()
        },
    )


def verkeerde_cel(boek: Rulebook) -> Rulebook:
    """Two cells of the first table have each other's value."""
    eerste = next(r for r in boek.regels.values() if r.tabel)
    tweede = next(
        r
        for r in boek.regels.values()
        if r.tabel == eerste.tabel and r.conclusies != eerste.conclusies
    )
    boek = met_regel(boek, replace(eerste, conclusies=tweede.conclusies))
    return met_regel(boek, replace(tweede, conclusies=eerste.conclusies))


def niveau_van_als_waarde(boek: Rulebook) -> Rulebook:
    """A rule that gives another's level gives the heaviest level instead."""
    for regel in boek.regels.values():
        for conclusie in regel.conclusies:
            if conclusie.niveau_van:
                vast = Conclusie(
                    conclusie.uitkomst, boek.uitkomsten[conclusie.uitkomst].waarden[-1]
                )
                return met_regel(boek, replace(regel, conclusies=(vast,)))
    raise AssertionError("no rule to plant the fault in")


def routes_verwisseld(boek: Rulebook) -> Rulebook:
    """The rules of the first and the last route lead to each other's route."""
    een, *_, twee = boek.routes
    ander = {een: twee, twee: een}
    for id_ in boek.uitkomsten[ROUTE].regels:
        regel = boek.regels[id_]
        conclusies = tuple(
            replace(c, waarde=ander.get(c.waarde or "", c.waarde)) if c.uitkomst == ROUTE else c
            for c in regel.conclusies
        )
        boek = met_regel(boek, replace(regel, conclusies=conclusies))
    return boek


FOUTEN: dict[str, Fout] = {
    "grens verschoven": in_eerste_regel(grens_verschoven),
    "waarde vergeten": in_eerste_regel(waarde_vergeten),
    "niet vergeten": in_eerste_regel(niet_vergeten),
    "een_van als alle": in_eerste_regel(een_van_als_alle),
    "hoogste als plaats": hoogste_als_plaats,
    "plaats een ernaast": plaats_een_ernaast,
    "vraag altijd relevant": vraag_altijd_relevant,
    "uitkomst altijd relevant": uitkomst_altijd_relevant,
    "regel weg": regel_weg,
    "verkeerde cel": verkeerde_cel,
    "niveau_van als waarde": niveau_van_als_waarde,
    "routes verwisseld": routes_verwisseld,
}


def eerste_verschil(boek: Rulebook, ander: Rulebook) -> int | None:
    """The number of the first intake on which the two differ, counted from one."""
    referentie = Referentie(boek)
    for nummer in range(1, MEESTE + 1):
        if vergelijk(referentie, ander, maak_intake(toeval("betrapt", nummer), boek)):
            return nummer
    return None


@pytest.mark.parametrize("naam", FOUTEN)
def test_een_fout_in_het_regelboek_valt_op(naam: str) -> None:
    """A rulebook with one thing wrong, given to the evaluator only, is found out."""
    boek = onze_regels()
    gevonden = eerste_verschil(boek, FOUTEN[naam](boek))
    assert gevonden is not None, f"ZAAD={ZAAD}"
    print(f"{naam}: intake {gevonden}")


def alleen_het_laagste(feiten: Feiten) -> Feiten:
    """An interval read as its lowest number."""
    return {
        id_: Interval.precies(f.laag) if isinstance(f, Interval) else f for id_, f in feiten.items()
    }


def onbekend_is_nee(feiten: Feiten) -> Feiten:
    """An option that nobody asked about read as 'nee'."""
    opties = [g.id for g in onze_regels().grootheden.values() if "." in g.id]
    vragen = onze_regels().vragen
    nee = {id_: "nee" for id_ in opties if id_.split(".")[0] in vragen}
    meer = {id_ for id_ in nee if vragen[id_.split(".")[0]].vorm.meer_antwoorden}
    return dict.fromkeys(meer, "nee") | dict(feiten)


@pytest.mark.parametrize("lees", [alleen_het_laagste, onbekend_is_nee])
def test_een_fout_in_het_lezen_van_feiten_valt_op(
    lees: Callable[[Feiten], Feiten], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An evaluator that makes more of the facts than they say is found out."""
    monkeypatch.setattr(vergelijken, "evalueer", lambda boek, feiten: evalueer(boek, lees(feiten)))
    gevonden = eerste_verschil(onze_regels(), onze_regels())
    assert gevonden is not None, f"ZAAD={ZAAD}"
    print(f"{lees.__name__}: intake {gevonden}")


def test_het_verslag_houdt_alleen_de_feiten_die_ertoe_doen() -> None:
    """The report of a difference names few facts, and they still show it."""
    boek = onze_regels()
    ander = plaats_een_ernaast(boek)
    referentie = Referentie(boek)
    intakes = (maak_intake(toeval("betrapt", nummer), boek) for nummer in range(1, MEESTE))
    feiten = next(f for f in intakes if vergelijk(referentie, ander, f))
    klein = kleinste(referentie, ander, feiten)
    assert vergelijk(referentie, ander, klein)
    assert len(klein) <= 6, f"ZAAD={ZAAD}: {klein}"

"""Every completion of a partial intake, counted out: slow, and beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from random import Random

from engine.rulebook.klassen import NVT, Grootheid, Interval
from engine.rulebook.rulebook import Rulebook
from tests.referentie.evaluator import ligt_in, proefgetallen
from tests.referentie.gevallen import Getal

Feit = str | Interval
Keuzes = dict[str, list[Feit]]

MEESTE_AANVULLINGEN = 4_000
ONTWERPDAG = Getal(738_000)


def keuzes(boek: Rulebook, feiten: Mapping[str, Feit]) -> Keuzes:
    """What each question and count that is not exactly known can turn out to be.

    Of a number one is taken per class; of dates enough days to reach every class of the dates
    and of the numbers of days between them.
    """
    gevonden: Keuzes = {}
    for grootheid in boek.grootheden.values():
        if grootheid.eigenaar not in boek.vragen and grootheid.eigenaar not in boek.tellingen:
            continue
        feit = feiten.get(grootheid.id)
        if isinstance(feit, str):
            gevonden[grootheid.id] = [feit]
        elif grootheid.is_getal:
            gevonden[grootheid.id] = list(_getallen(grootheid, feit))
        else:
            gevonden[grootheid.id] = [k.naam for k in grootheid.klassen if k.naam != NVT]
    for dagen in boek.dagen_tussen.values():
        _paren(boek, dagen.id, gevonden, feiten)
    return gevonden


def _getallen(grootheid: Grootheid, feit: Interval | None) -> Iterator[Interval]:
    for klasse in grootheid.klassen:
        if klasse.naam == NVT:
            continue
        proef = [Getal(int(g)) if grootheid.is_datum else g for g in proefgetallen(klasse)]
        if grootheid.is_datum and klasse.onder is None and klasse.boven is None:
            proef = [ONTWERPDAG]
        if feit is not None:
            proef = [feit.laag, feit.hoog, *(g for g in proef if feit.laag <= g <= feit.hoog)]
        passend = [g for g in proef if ligt_in(g, klasse)]
        if passend:
            yield Interval.precies(passend[0])


def _paren(boek: Rulebook, id_: str, gevonden: Keuzes, feiten: Mapping[str, Feit]) -> None:
    """Add the days that lie a number of days of each class after, or before, the other date."""
    dagen = boek.dagen_tussen[id_]
    verschillen = [
        next(Getal(int(g)) for g in proefgetallen(k) if ligt_in(Getal(int(g)), k))
        for k in boek.grootheden[id_].klassen
        if k.naam != NVT
    ]
    van, tot = gevonden[dagen.van], gevonden[dagen.tot]
    vast, wijk, richting = (van, tot, 1) if len(tot) > 1 or len(van) == 1 else (tot, van, -1)
    feit = feiten.get(dagen.tot if richting == 1 else dagen.van)
    for dag in [d for d in vast if isinstance(d, Interval)]:
        for verschil in verschillen:
            nieuw = Interval.precies(dag.laag + richting * verschil)
            past = not isinstance(feit, Interval) or feit.laag <= nieuw.laag <= feit.hoog
            if past and nieuw not in wijk:
                wijk.append(nieuw)


def beperk(rng: Random, boek: Rulebook, feiten: dict[str, Feit]) -> Keuzes:
    """Make facts known, one by one, until the completions can be counted out."""
    while True:
        mogelijk = keuzes(boek, feiten)
        if prod(map(len, mogelijk.values())) <= MEESTE_AANVULLINGEN:
            return mogelijk
        id_ = rng.choice([i for i, opties in mogelijk.items() if len(opties) > 1])
        feiten[id_] = rng.choice(mogelijk[id_])


def aanvullingen(mogelijk: Keuzes) -> Iterator[dict[str, Feit]]:
    for antwoorden in product(*mogelijk.values()):
        yield dict(zip(mogelijk, antwoorden, strict=True))

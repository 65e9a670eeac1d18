"""Every completion of a partial intake lies within what the evaluator calls possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.klassen import NVT, Grootheid, Interval
from engine.rulebook.rulebook import Rulebook
from tests.referentie.evaluator import (
    GeenUniekeWaarde,
    Referentie,
    Uitslag,
    ligt_in,
    proefgetallen,
    toon,
    vraagt_onbekend,
)
from tests.referentie.gevallen import ZAAD, Getal, bekend_maken, maak_feiten, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

Feit = str | Interval
Keuzes = dict[str, list[Feit]]

DELEN = 6
REGELWERKEN_PER_DEEL = 21
INTAKES = 2
MEESTE_AANVULLINGEN = 4_000
ONTWERPDAG = Getal(738_000)


def klein(nummer: int) -> Maat:
    """From two to eight questions in turn, with few classes; some may have gaps and overlaps."""
    vragen = 2 + nummer % 7
    lek = 0.6 if nummer % 5 == 0 else 0.0
    return Maat(vragen=(vragen, vragen), klassen=3, grenzen=2, datums=2, lek=lek)


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


def te_nauw(boek: Rulebook, feiten: Mapping[str, Feit], volledig: list[Uitslag]) -> list[str]:
    """What the evaluator excludes on a partial intake although it happens in a completion."""
    spoor = evalueer(boek, feiten)
    vragend, gevolg = vraagt_onbekend(boek)
    fouten = []
    for id_ in set(boek.grootheden) - gevolg:
        gezien = frozenset().union(*(u.mogelijk[id_] for u in volledig))
        mogelijk = spoor.mogelijk(id_)
        if not gezien <= mogelijk:
            fouten.append(f"{id_}: mogelijk {sorted(mogelijk)}, komt voor {sorted(gezien)}")
    for id_ in set(boek.regels) - vragend:
        status, statussen = str(spoor.status(id_)), {u.status[id_] for u in volledig}
        if status != "onbekend" and statussen - {status}:
            fouten.append(f"regel {id_}: {status}, komt voor {sorted(statussen)}")
    return fouten


@pytest.mark.parametrize("deel", range(DELEN))
def test_nooit_te_nauw(deel: int, tmp_path: Path) -> None:
    """No completion gives a value or status that the partial intake excluded; vast stays vast."""
    for nummer in range(REGELWERKEN_PER_DEEL):
        rng = toeval("opsomming", deel, nummer)
        regelwerk = maak_regelwerk(rng, tmp_path / str(nummer), klein(nummer))
        boek = regelwerk.boeken[0]
        referentie = Referentie(boek)
        for _ in range(INTAKES):
            feiten = maak_feiten(rng, boek, rng.choice((0.0, 0.3, 0.5)), 0.4)
            mogelijk = beperk(rng, boek, feiten)
            volledig = []
            for aanvulling in aanvullingen(mogelijk):
                try:
                    uitslag = referentie.evalueer(aanvulling)
                except GeenUniekeWaarde:
                    continue
                assert all(len(m) == 1 for m in uitslag.mogelijk.values())
                volledig.append(uitslag)
            try:
                fouten = te_nauw(boek, feiten, volledig) if volledig else []
            except GeenUniekeUitkomst as fout:
                fouten = [
                    f"{fout.uitkomst} heeft volledig een waarde"
                    for uitslag in volledig
                    if uitslag.mogelijk[fout.uitkomst] != {NVT}
                ]
            if fouten:
                teksten = "\n".join(f"--- {n}\n{t}" for n, t in regelwerk.teksten.items())
                geval = f"ZAAD={ZAAD}, deel {deel}, regelwerk {nummer}"
                pytest.fail("\n".join([geval, f"feiten: {toon(feiten)}", *fouten, teksten]))


def test_de_opsommingen_zijn_groot_en_klein(tmp_path: Path) -> None:
    """Among the cases are regelwerken of eight questions and more than a thousand completions."""
    vragen, aantallen = set(), set()
    for nummer in range(REGELWERKEN_PER_DEEL):
        rng = toeval("opsomming", 0, nummer)
        boek = maak_regelwerk(rng, tmp_path / str(nummer), klein(nummer)).boeken[0]
        feiten = maak_feiten(rng, boek, rng.choice((0.0, 0.3, 0.5)), 0.4)
        vragen.add(sum(v.vorm.soort != "tekst" for v in boek.vragen.values()))
        aantallen.add(prod(map(len, beperk(rng, boek, feiten).values())))
    assert vragen == set(range(2, 9)), f"ZAAD={ZAAD}"
    assert min(aantallen) < 100 and max(aantallen) > 1_000, f"ZAAD={ZAAD}"


def loopt_terug(boek: Rulebook, minder: Mapping[str, Feit], meer: Mapping[str, Feit]) -> list[str]:
    """What became wider, or changed its mind, although only something was learned."""
    vragend, gevolg = vraagt_onbekend(boek)
    try:
        eerst = evalueer(boek, minder)
    except GeenUniekeUitkomst as fout:
        # Once irrelevant, an outcome needs no value; nothing else can mend a gap or overlap.
        try:
            later = evalueer(boek, meer)
        except GeenUniekeUitkomst:
            return []
        over = later.mogelijk(fout.uitkomst) != {NVT}
        return [f"{fout.uitkomst} heeft opeens een waarde"] if over else []
    try:
        later = evalueer(boek, meer)
    except GeenUniekeUitkomst:
        return []
    fouten = [
        f"{id_}: {sorted(eerst.mogelijk(id_))} werd {sorted(later.mogelijk(id_))}"
        for id_ in set(boek.grootheden) - gevolg
        if not later.mogelijk(id_) <= eerst.mogelijk(id_)
    ]
    fouten += [
        f"regel {id_}: {eerst.status(id_)} werd {later.status(id_)}"
        for id_ in set(boek.regels) - vragend
        if str(eerst.status(id_)) not in {"onbekend", str(later.status(id_))}
    ]
    return fouten


def leer_steeds_meer(rng: Random, boek: Rulebook, geval: str) -> None:
    feiten = maak_feiten(rng, boek, rng.choice((0.0, 0.3, 0.6)), 0.6)
    for _ in range(8):
        meer = bekend_maken(rng, boek, feiten)
        if meer is None:
            return
        fouten = loopt_terug(boek, feiten, meer)
        erbij = {id_: f for id_, f in meer.items() if feiten.get(id_) != f}
        verslag = f"ZAAD={ZAAD}, {geval}\nfeiten {toon(feiten)}\nerbij {toon(erbij)}\n{fouten}"
        assert not fouten, verslag
        feiten = meer


def test_een_feit_erbij_maakt_onze_regels_nooit_ruimer() -> None:
    """Learning a fact, or narrowing an interval, never widens a set and never undoes a status."""
    boek = onze_regels()
    for nummer in range(250):
        leer_steeds_meer(toeval("leren", nummer), boek, f"intake {nummer}")


def test_een_feit_erbij_maakt_willekeurige_regels_nooit_ruimer(tmp_path: Path) -> None:
    """The same on random regelwerken, with gaps and overlaps in them."""
    for nummer in range(60):
        rng = toeval("leren", "regelwerk", nummer)
        boek = maak_regelwerk(rng, tmp_path / str(nummer), Maat(lek=0.3)).boeken[0]
        for volgnummer in range(8):
            leer_steeds_meer(rng, boek, f"regelwerk {nummer}, intake {volgnummer}")


def test_de_volgorde_van_de_feiten_doet_er_niet_toe() -> None:
    """The same facts in another order give the same sets and statuses."""
    boek = onze_regels()
    for nummer in range(300):
        rng = toeval("volgorde", nummer)
        feiten = maak_feiten(rng, boek, rng.choice((0.3, 0.7, 1.0)), 0.3)
        anders = list(feiten.items())
        rng.shuffle(anders)
        een, twee = evalueer(boek, feiten), evalueer(boek, dict(anders))
        for id_ in boek.grootheden:
            assert een.mogelijk(id_) == twee.mogelijk(id_), f"ZAAD={ZAAD}, intake {nummer}"
        for id_ in boek.regels:
            assert een.status(id_) == twee.status(id_), f"ZAAD={ZAAD}, intake {nummer}"

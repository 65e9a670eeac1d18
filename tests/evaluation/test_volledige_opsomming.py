"""Every completion of a partial intake lies within what the evaluator calls possible."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from pathlib import Path
from random import Random

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import Rulebook
from tests.referentie.aanvullen import Feit, aanvullingen, beperk
from tests.referentie.evaluator import (
    GeenUniekeWaarde,
    Referentie,
    Uitslag,
    toon,
    vraagt_onbekend,
)
from tests.referentie.gevallen import ZAAD, bekend_maken, maak_feiten, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

DELEN = 6
REGELWERKEN_PER_DEEL = 21
INTAKES = 2


def klein(nummer: int) -> Maat:
    """From two to eight questions in turn, with few classes; some may have gaps and overlaps."""
    vragen = 2 + nummer % 7
    lek = 0.6 if nummer % 5 == 0 else 0.0
    return Maat(vragen=(vragen, vragen), klassen=3, grenzen=2, datums=2, lek=lek)


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

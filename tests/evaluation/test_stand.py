"""What the diagrams say of a partial intake is exactly what its completions give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.stand import stand_van, verscherp
from engine.rulebook.rulebook import Rulebook
from tests.referentie.aanvullen import Feit, aanvullingen, beperk
from tests.referentie.evaluator import Referentie, vraagt_onbekend
from tests.referentie.gevallen import maak_feiten, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

DELEN = 4
REGELWERKEN_PER_DEEL = 15

Antwoorden = dict[str, Feit]
Geval = tuple[Rulebook, Antwoorden, list[tuple[Antwoorden, dict[str, str]]]]


def gevallen(deel: int, tmp_path: Path) -> Iterator[Geval]:
    """Partial intakes of small random rulebooks, each with what every completion gives.

    There is one date, so that no number of days ties two of them together.
    """
    for nummer in range(REGELWERKEN_PER_DEEL):
        rng = toeval("stand", deel, nummer)
        maat = Maat(vragen=(2, 2 + nummer % 6), klassen=3, grenzen=2, datums=1)
        boek = maak_regelwerk(rng, tmp_path / str(nummer), maat).boeken[0]
        referentie = Referentie(boek)
        feiten = maak_feiten(rng, boek, rng.choice((0.0, 0.3, 0.5)), 0.4)
        volledig = []
        for aanvulling in aanvullingen(beperk(rng, boek, feiten)):
            uitslag = referentie.evalueer(aanvulling).mogelijk
            volledig.append((aanvulling, {id_: next(iter(n)) for id_, n in uitslag.items()}))
        yield boek, feiten, volledig


@pytest.mark.parametrize("deel", range(DELEN))
def test_mogelijk_is_wat_in_een_aanvulling_voorkomt(deel: int, tmp_path: Path) -> None:
    """A value is possible exactly when some completion gives it, also where the rules interact."""
    nauwer = 0
    for boek, feiten, volledig in gevallen(deel, tmp_path):
        spoor = evalueer(boek, feiten)
        scherp = verscherp(spoor)
        for id_ in set(boek.grootheden) - vraagt_onbekend(boek)[1]:
            assert scherp.mogelijk(id_) == {uitslag[id_] for _, uitslag in volledig}, id_
            nauwer += scherp.mogelijk(id_) < spoor.mogelijk(id_)
    assert nauwer, "nergens was de evaluator ruimer: deze test ziet dan niets"


@pytest.mark.parametrize("deel", range(DELEN))
def test_een_regel_geldt_als_hij_in_elke_aanvulling_geldt(deel: int, tmp_path: Path) -> None:
    """A rule holds when it does in every completion, fails when in none, and is open between."""
    scherper = 0
    for boek, feiten, volledig in gevallen(deel, tmp_path):
        spoor = evalueer(boek, feiten)
        scherp = verscherp(spoor)
        referentie = Referentie(boek)
        statussen = [referentie.evalueer(antwoorden).status for antwoorden, _ in volledig]
        for id_ in set(boek.regels) - vraagt_onbekend(boek)[0]:
            gezien = {status[id_] for status in statussen}
            assert scherp.status(id_) == (gezien.pop() if len(gezien) == 1 else "onbekend"), id_
            scherper += scherp.status(id_) is not spoor.status(id_)
    assert scherper, "nergens was de evaluator ruimer: deze test ziet dan niets"


@pytest.mark.parametrize("deel", range(DELEN))
def test_beslissend_is_wat_de_uitkomst_verandert(deel: int, tmp_path: Path) -> None:
    """A question is open exactly when two completions that differ only there differ in outcome."""
    gezien = Counter[bool]()
    for boek, feiten, volledig in gevallen(deel, tmp_path):
        stand = stand_van(evalueer(boek, feiten))
        uitkomsten = [
            id_
            for id_ in set(boek.grootheden) - vraagt_onbekend(boek)[1]
            if boek.grootheden[id_].eigenaar in boek.uitkomsten
        ]
        beslissend = {
            id_: {stand.model.variabelen[v] for v in stand.beslissend(id_)} for id_ in uitkomsten
        }
        for variabele in volledig[0][0]:
            per_rest: dict[tuple[tuple[str, Feit], ...], list[dict[str, str]]] = {}
            for antwoorden, uitslag in volledig:
                rest = tuple(p for p in antwoorden.items() if p[0] != variabele)
                per_rest.setdefault(rest, []).append(uitslag)
            for id_ in uitkomsten:
                doet_ertoe = any(len({u[id_] for u in gelijk}) > 1 for gelijk in per_rest.values())
                assert doet_ertoe == (variabele in beslissend[id_]), (id_, variabele)
                gezien[doet_ertoe] += 1
    assert all(gezien[b] for b in (True, False))


@pytest.mark.parametrize("deel", range(DELEN))
def test_winst_is_wat_een_antwoord_gemiddeld_zeker_maakt(deel: int, tmp_path: Path) -> None:
    """The gain of a question is the fall of the chance that two completions differ, averaged."""

    def onzeker(uitslagen: list[str]) -> float:
        return 1 - sum((n / len(uitslagen)) ** 2 for n in Counter(uitslagen).values())

    for boek, feiten, volledig in gevallen(deel, tmp_path):
        stand = stand_van(evalueer(boek, feiten))
        for id_ in (g for g in boek.grootheden if g not in vraagt_onbekend(boek)[1]):
            begin = onzeker([uitslag[id_] for _, uitslag in volledig])
            for variabele, winst in stand.winst(id_).items():
                naam = stand.model.variabelen[variabele]
                per_antwoord: dict[Feit, list[str]] = {}
                for antwoorden, uitslag in volledig:
                    per_antwoord.setdefault(antwoorden[naam], []).append(uitslag[id_])
                na = [onzeker(uitslagen) for uitslagen in per_antwoord.values()]
                assert winst == pytest.approx(begin - sum(na) / len(na), abs=1e-9)

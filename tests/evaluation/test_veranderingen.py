"""The smallest change of answers: it gives what it says, and no smaller one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, product
from pathlib import Path
from random import Random

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.stand import Stand, stand_van, verscherp
from engine.evaluation.veranderingen import Verandering, Veranderingen
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.referentie.aanvullen import Feit
from tests.referentie.gevallen import maak_feiten, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

DELEN = 4
REGELWERKEN_PER_DEEL = 12
MEESTE_PROEVEN = 3_000


def antwoorden(boek: Rulebook, vraag: str) -> list[dict[str, str]]:
    """Every answer that a consulent can give to a question, as facts."""
    vorm = boek.vragen[vraag].vorm
    delen = [g.id for g in boek.van_eigenaar[vraag]]
    if vorm.meer_antwoorden:
        lijst = vorm.antwoorden or {}
        gekozen = chain.from_iterable(combinations(lijst, n) for n in range(1, len(lijst) + 1))
        return [
            {f"{vraag}.{naam}": "ja" if naam in ja else "nee" for naam in lijst}
            for ja in gekozen
            if not any(_sluit_uit(lijst[a].sluit_uit, b) for a in ja for b in ja if a != b)
        ]
    klassen = [
        [k.naam for k in boek.grootheden[d].klassen if k.naam != "niet_van_toepassing"]
        for d in delen
    ]
    return [dict(zip(delen, rij, strict=True)) for rij in product(*klassen)]


def _sluit_uit(uit: object, ander: str) -> bool:
    return uit == "alle" or (isinstance(uit, list) and ander in uit)


def zeker(boek: Rulebook, feiten: Feiten, uitkomst: str) -> str | None:
    """The value of an outcome that is the same whatever is still unknown."""
    return verscherp(evalueer(boek, feiten)).waarde(uitkomst)


def pogingen(
    boek: Rulebook, vragen: list[str], aantal: int
) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Every way to answer so many questions anew."""
    for gekozen in combinations(vragen, aantal):
        for rij in product(*(antwoorden(boek, vraag) for vraag in gekozen)):
            yield gekozen, dict(chain.from_iterable(deel.items() for deel in rij))


def met(boek: Rulebook, feiten: Feiten, wijziging: tuple[Verandering, ...]) -> Feiten:
    """Return the facts with the changes made."""
    nieuw: dict[str, Feit] = dict(feiten)
    for stap in wijziging:
        for id_, klasse in stap.klassen.items():
            nieuw[id_] = boek.grootheden[id_].klassen[klasse].naam
    return nieuw


def gevallen(deel: int, tmp_path: Path) -> Iterator[tuple[Rulebook, dict[str, Feit], Stand]]:
    for nummer in range(REGELWERKEN_PER_DEEL):
        rng = toeval("veranderingen", deel, nummer)
        maat = Maat(vragen=(2, 2 + nummer % 3), klassen=3, grenzen=2, datums=1)
        boek = maak_regelwerk(rng, tmp_path / str(nummer), maat).boeken[0]
        for _ in range(3):
            feiten = maak_feiten(rng, boek, rng.choice((0.0, 0.0, 0.3)), 0.0)
            yield boek, feiten, stand_van(evalueer(boek, feiten))


@pytest.mark.parametrize("deel", range(DELEN))
def test_de_kleinste_verandering_klopt_en_is_de_kleinste(deel: int, tmp_path: Path) -> None:
    """Applied it makes the value certain; no fewer answers do; a value left out is out of reach."""
    gezien = Counter[int]()
    for boek, feiten, stand in gevallen(deel, tmp_path):
        vragen = [v.id for v in boek.vragen.values() if v.vorm.soort != "tekst"]
        for uitkomst in boek.uitkomsten.values():
            if uitkomst.kies == "verzamel":
                continue
            klassen = boek.grootheden[uitkomst.id].klassen
            gevonden = {
                klassen[waarde].naam: wijziging
                for waarde, wijziging in Veranderingen(stand).kleinste(uitkomst.id).items()
            }
            for waarde, wijziging in gevonden.items():
                assert zeker(boek, met(boek, feiten, wijziging), uitkomst.id) == waarde
                gezien[len(wijziging)] += 1
            geteld = 0
            for aantal in range(len(vragen) + 1):
                for gekozen, nieuw in pogingen(boek, vragen, aantal):
                    geteld += 1
                    waarde_nu = zeker(boek, {**feiten, **nieuw}, uitkomst.id)
                    if waarde_nu is None:
                        continue
                    assert waarde_nu in gevonden, (gekozen, nieuw)
                    assert len(gevonden[waarde_nu]) <= aantal, (gekozen, nieuw)
                if geteld > MEESTE_PROEVEN:
                    break
    assert gezien[0] and gezien[1] and gezien[2]


@pytest.mark.parametrize("deel", range(DELEN))
def test_per_vraag_staan_precies_de_antwoorden_die_iets_veranderen(
    deel: int, tmp_path: Path
) -> None:
    """Another answer to one question is listed exactly when it changes what is possible."""
    gezien = 0
    for boek, feiten, stand in gevallen(deel, tmp_path):
        for uitkomst in boek.uitkomsten.values():
            if uitkomst.kies == "verzamel":
                continue
            nu = verscherp(evalueer(boek, feiten)).mogelijk(uitkomst.id)
            klassen = boek.grootheden[uitkomst.id].klassen
            per_vraag: dict[str, set[frozenset[str]]] = {}
            for stap, dan in Veranderingen(stand).per_vraag(uitkomst.id):
                namen = frozenset(klassen[w].naam for w in dan.mogelijk(uitkomst.id))
                per_vraag.setdefault(stap.vraag, set()).add(namen)
                na = verscherp(evalueer(boek, met(boek, feiten, (stap,))))
                assert na.mogelijk(uitkomst.id) == namen
            for vraag in boek.vragen:
                if boek.vragen[vraag].vorm.soort == "tekst":
                    continue
                anders = {
                    verscherp(evalueer(boek, {**feiten, **nieuw})).mogelijk(uitkomst.id)
                    for nieuw in antwoorden(boek, vraag)
                } - {nu}
                assert per_vraag.get(vraag, set()) == anders, vraag
                gezien += bool(anders)
    assert gezien


def test_wat_niet_te_veranderen_is_blijft(tmp_path: Path) -> None:
    """A question with `veranderbaar: nee` is in no change."""
    rng = Random(5)
    voorheen = 0
    for nummer in range(6):
        boek = maak_regelwerk(rng, tmp_path / str(nummer), Maat(vragen=(3, 4))).boeken[0]
        vast = next(v for v in boek.vragen.values() if v.vorm.soort != "tekst")
        vorm = vast.vorm.model_copy(update={"veranderbaar": False})
        vragen = {**boek.vragen, vast.id: replace(vast, vorm=vorm)}
        feiten = maak_feiten(rng, boek, 0.0, 0.0)

        def gevraagd(boek: Rulebook, feiten: Feiten = feiten) -> set[str]:
            return {
                stap.vraag
                for uitkomst in boek.uitkomsten.values()
                if uitkomst.kies != "verzamel"
                for wijziging in Veranderingen(stand_van(evalueer(boek, feiten)))
                .kleinste(uitkomst.id)
                .values()
                for stap in wijziging
            }

        voorheen += vast.id in gevraagd(boek)
        assert vast.id not in gevraagd(replace(boek, vragen=vragen))
    assert voorheen

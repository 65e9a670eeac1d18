"""Seeded random intakes for any rulebook: complete, partial, exact or with intervals."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

from engine.rulebook import vorm
from engine.rulebook.klassen import NVT, Grootheid, Interval
from engine.rulebook.regelwerk import laad
from engine.rulebook.rulebook import Rulebook, Vraag

Getal = Fraction
PEILDATUM = date(2021, 6, 1)
REGELS = Path(__file__).resolve().parents[2] / "rules"
DICHTHEDEN = (0.15, 0.4, 0.6, 0.8, 0.9, 0.97)

ZAAD = int(os.environ.get("ZAAD", "20210601"))
"""The seed of every random test; the environment variable ZAAD gives another."""


def toeval(*naam: object) -> Random:
    """Return the random numbers of one case: the seed and the case's name decide them."""
    return Random("/".join(map(str, (ZAAD, *naam))))


@cache
def onze_regels() -> Rulebook:
    """Return the rulebook of this project on the day of the tests."""
    boek = laad(REGELS).op(PEILDATUM)
    assert boek is not None
    return boek


def maak_feiten(
    rng: Random, boek: Rulebook, dichtheid: float = 1.0, intervallen: float = 0.0
) -> dict[str, str | Interval]:
    """Return random facts, in random order.

    Args:
        rng: where chance comes from.
        boek: the rulebook whose questions are answered.
        dichtheid: the share of the questions and counts that is known; 1 is complete.
        intervallen: the share of the known numbers of which only an interval is known.
    """
    feiten: dict[str, str | Interval] = {}
    # In half of the intakes most answers are the first of their question, usually the lightest:
    # where everything is the matter at once, the heaviest answers hide what the others do.
    eerste = rng.choice((0.0, 0.0, 0.5, 0.9))
    for vraag in boek.vragen.values():
        if rng.random() < dichtheid:
            feiten.update(_antwoord(rng, boek, vraag, dichtheid, eerste))
    for telling in boek.tellingen:
        if rng.random() < dichtheid:
            getal = max(Getal(0), rng.choice(proefwaarden(boek.grootheden[telling])))
            feiten[telling] = Interval.precies(getal)
    _verschillen(rng, boek, feiten)
    for id_, feit in feiten.items():
        if isinstance(feit, Interval) and rng.random() < intervallen:
            feiten[id_] = _ruimer(rng, boek.grootheden[id_], feit)
    volgorde = list(feiten.items())
    rng.shuffle(volgorde)
    return dict(volgorde)


def maak_intake(rng: Random, boek: Rulebook) -> dict[str, str | Interval]:
    """Return an intake of a random kind: one in four complete, the others partial."""
    if rng.random() < 0.25:
        return maak_feiten(rng, boek, 1.0, rng.choice((0.0, 0.3)))
    return maak_feiten(rng, boek, rng.choice(DICHTHEDEN), rng.choice((0.0, 0.0, 0.5)))


def _antwoord(
    rng: Random, boek: Rulebook, vraag: Vraag, dichtheid: float, eerste: float
) -> Iterator[tuple[str, str | Interval]]:
    grootheden = [boek.grootheden[g] for g in vraag.grootheden]
    if vraag.vorm.meer_antwoorden:
        aangekruist = _aangekruist(rng, vraag.vorm.antwoorden or {})
        antwoorden = [(g, "ja" if _staart(g) in aangekruist else "nee") for g in grootheden]
    elif grootheden[0].is_getal:
        yield vraag.id, Interval.precies(_getal(rng, vraag.vorm, grootheden[0]))
        return
    else:
        klassen = [[k.naam for k in g.klassen if k.naam != NVT] for g in grootheden]
        antwoorden = [
            (g, namen[0] if rng.random() < eerste else rng.choice(namen))
            for g, namen in zip(grootheden, klassen, strict=True)
        ]
    # Of a question with several grootheden, some may be known and others not.
    deels = len(grootheden) > 1 and dichtheid < 1 and rng.random() < 0.5
    for grootheid, antwoord in antwoorden:
        if not deels or rng.random() < 0.5:
            yield grootheid.id, antwoord


def _staart(grootheid: Grootheid) -> str:
    return grootheid.id.removeprefix(f"{grootheid.eigenaar}.")


def _aangekruist(rng: Random, antwoorden: dict[str, vorm.Antwoord]) -> set[str]:
    """Tick answers in random order, leaving out what an earlier tick excludes."""
    gekozen: set[str] = set()
    volgorde = list(antwoorden)
    rng.shuffle(volgorde)
    for naam in volgorde[: rng.randint(0, len(volgorde))]:
        if all(not _botst(antwoorden, naam, ander) for ander in gekozen):
            gekozen.add(naam)
    return gekozen


def _botst(antwoorden: dict[str, vorm.Antwoord], een: str, twee: str) -> bool:
    for naam, ander in ((een, twee), (twee, een)):
        sluit_uit = antwoorden[naam].sluit_uit
        if sluit_uit in ("alle", ander):
            return True
        if isinstance(sluit_uit, list) and ander in sluit_uit:
            return True
    return False


def proefwaarden(grootheid: Grootheid) -> tuple[Getal, ...]:
    """Return numbers at, just beside, between and far from the cuts; whole ones for days."""
    sleutel = id(grootheid)  # hashing its cuts is slower than making the numbers
    if sleutel not in _PROEFWAARDEN:
        _PROEFWAARDEN[sleutel] = grootheid, tuple(_proefwaarden(grootheid))
    return _PROEFWAARDEN[sleutel][1]


_PROEFWAARDEN: dict[int, tuple[Grootheid, tuple[Getal, ...]]] = {}
"""By the number of the grootheid, which is kept so that its number stays its own."""


def _proefwaarden(grootheid: Grootheid) -> Iterator[Getal]:
    punten = sorted({waarde for waarde, _ in grootheid.sneden})
    heel = grootheid.is_datum or (
        bool(grootheid.sneden)
        and all(waarde.denominator == 1 and kant == 0 for waarde, kant in grootheid.sneden)
    )
    naast = (Getal(1),) if heel else (Getal(1, 100), Getal(1, 2), Getal(1))
    for punt in punten or [Getal(PEILDATUM.toordinal() if grootheid.is_datum else 0)]:
        yield punt
        for stap in naast:
            yield punt - stap
            yield punt + stap
        yield punt - 40
        yield punt + 40
    for links, rechts in pairwise(punten):
        midden = (links + rechts) / 2
        yield Getal(int(midden)) if heel else midden


def _getal(rng: Random, vraag: vorm.Vraag, grootheid: Grootheid) -> Getal:
    getal = rng.choice(proefwaarden(grootheid))
    if vraag.minimum is not None:
        getal = max(getal, Getal(vraag.minimum))
    if vraag.maximum is not None:
        getal = min(getal, Getal(vraag.maximum))
    return getal


def _verschillen(rng: Random, boek: Rulebook, feiten: dict[str, str | Interval]) -> None:
    """Move second dates so that the numbers of days come at and around their bounds."""
    for dagen in boek.dagen_tussen.values():
        van, tot = feiten.get(dagen.van), feiten.get(dagen.tot)
        if isinstance(van, Interval) and isinstance(tot, Interval) and rng.random() < 0.7:
            verschil = rng.choice(proefwaarden(boek.grootheden[dagen.id]))
            feiten[dagen.tot] = Interval.precies(van.laag + int(verschil))


def _ruimer(rng: Random, grootheid: Grootheid, feit: Interval) -> Interval:
    """Return an interval around an exact number, often ending at another number of interest."""
    if rng.random() < 0.5:
        ander = rng.choice(proefwaarden(grootheid))
        return Interval(min(feit.laag, ander), max(feit.hoog, ander))
    return Interval(feit.laag - rng.randint(0, 3), feit.hoog + rng.randint(0, 3))


def bekend_maken(
    rng: Random, boek: Rulebook, feiten: dict[str, str | Interval]
) -> dict[str, str | Interval] | None:
    """Return the facts with one more known or one interval narrowed; None when there is none."""
    ruim = [id_ for id_, f in feiten.items() if isinstance(f, Interval) and f.laag < f.hoog]
    open_ = [
        g.id
        for g in boek.grootheden.values()
        if g.id not in feiten and (g.eigenaar in boek.vragen or g.eigenaar in boek.tellingen)
    ]
    if not ruim and not open_:
        return None
    id_ = rng.choice(ruim + open_)
    grootheid, feit = boek.grootheden[id_], feiten.get(id_)
    nieuw: str | Interval
    if isinstance(feit, Interval):
        grenzen = sorted(feit.laag + (feit.hoog - feit.laag) * rng.randint(0, 4) / 4 for _ in "ab")
        if grootheid.is_datum:
            grenzen = [Getal(int(grens)) for grens in grenzen]
        nieuw = Interval(grenzen[0], grenzen[1])
    elif grootheid.is_getal:
        nieuw = Interval.precies(rng.choice(proefwaarden(grootheid)))
    else:
        nieuw = rng.choice([k.naam for k in grootheid.klassen if k.naam != NVT])
    return {**feiten, id_: nieuw}

"""The own classes of numbers: cut by the demands of the conditions, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.rete.plan import NVT, Deel, Getal, Grens, Namen
from engine.rulebook.klassen import Grenzen, Grootheid, Klasse
from engine.rulebook.rulebook import Atoom, Rulebook, Voorwaarde, atomen

Bereik = tuple[Grens | None, Grens | None]


def voorwaarden_van(boek: Rulebook) -> Iterator[Voorwaarde | None]:
    """Yield every condition that is evaluated."""
    for regel in boek.regels.values():
        yield regel.voorwaarde
    for vraag in boek.vragen.values():
        yield vraag.alleen_als
    for uitkomst in boek.uitkomsten.values():
        yield uitkomst.alleen_als


def deel_in(boek: Rulebook) -> dict[str, Getal]:
    """Cut every number and date of a rulebook at the bounds that conditions ask about."""
    gevraagd: dict[str, set[Grens]] = {}
    for voorwaarde in voorwaarden_van(boek):
        for atoom in atomen(voorwaarde):
            if isinstance(atoom, Atoom) and isinstance(atoom.eis, Grenzen):
                kanten = {atoom.eis.onder, atoom.eis.boven} - {None}
                gevraagd.setdefault(atoom.grootheid, set()).update(k for k in kanten if k)
    return {
        id_: _getal(grootheid, gevraagd.get(id_, set()))
        for id_, grootheid in boek.grootheden.items()
        if grootheid.is_getal
    }


def binnen(getal: Getal, eis: Grenzen) -> Namen:
    """Return the own classes that lie within a demand."""
    return frozenset(
        str(n)
        for n, deel in enumerate(_bereiken(getal.grenzen))
        if _omvat(eis.onder, eis.boven, deel)
    )


def _getal(grootheid: Grootheid, gevraagd: Iterable[Grens]) -> Getal:
    grenzen = tuple(sorted(gevraagd))
    bereiken = list(_bereiken(grenzen))
    return Getal(
        grenzen,
        tuple(
            Deel(klasse.naam, klasse.onder, klasse.boven, _eigen(klasse, bereiken))
            for klasse in grootheid.klassen
            if klasse.naam != NVT
        ),
    )


def _eigen(klasse: Klasse, bereiken: list[Bereik]) -> str:
    """Return the own class in which a class of the rulebook lies."""
    (nummer,) = (
        n
        for n, (onder, boven) in enumerate(bereiken)
        if _omvat(onder, boven, (klasse.onder, klasse.boven))
    )
    return str(nummer)


def _bereiken(grenzen: tuple[Grens, ...]) -> Iterator[Bereik]:
    begin: Grens | None = None
    for grens in grenzen:
        yield begin, grens
        begin = grens
    yield begin, None


def _omvat(onder: Grens | None, boven: Grens | None, deel: Bereik) -> bool:
    """Tell whether a part lies wholly above one bound and below the other."""
    begin, einde = deel
    return (onder is None or (begin is not None and begin >= onder)) and (
        boven is None or (einde is not None and einde <= boven)
    )

"""Everything in a rulebook that rests on a source, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rulebook.rulebook import Grond, Rulebook


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the rules with its kind, name, title and what it rests on."""

    soort: str
    id: str
    titel: str
    grond: Grond


def onderdelen(boek: Rulebook) -> Iterator[Onderdeel]:
    """Yield every part that has a source: questions first, then what follows from them."""
    yield from _gevraagd(boek)
    yield from _bepaald(boek)
    yield from _erbij(boek)


def _gevraagd(boek: Rulebook) -> Iterator[Onderdeel]:
    for vraag in boek.vragen.values():
        yield Onderdeel("vraag", vraag.id, vraag.vorm.vraag, vraag.grond)
    if boek.weekrooster is not None:
        rooster = boek.weekrooster
        yield Onderdeel("vraag", "weekrooster", rooster.vorm.vraag, rooster.grond)
    for telling in boek.tellingen.values():
        yield Onderdeel("telling", telling.id, telling.vorm.titel, telling.grond)
    for dagen in boek.dagen_tussen.values():
        yield Onderdeel("telling", dagen.id, dagen.titel, dagen.grond)


def _bepaald(boek: Rulebook) -> Iterator[Onderdeel]:
    for uitkomst in boek.uitkomsten.values():
        if uitkomst.grond is not None:
            yield Onderdeel("uitkomst", uitkomst.id, uitkomst.titel, uitkomst.grond)
    for regel in boek.regels.values():
        yield Onderdeel("cel" if regel.tabel else "regel", regel.id, regel.omdat, regel.grond)
    for parameter in boek.parameters.values():
        for waarde in parameter.waarden:
            titel = f"{parameter.titel}: {waarde.waarde} {parameter.eenheid} vanaf {waarde.vanaf}"
            yield Onderdeel("parameter", parameter.id, titel, waarde.grond)
    for rooster in boek.roosters.values():
        yield Onderdeel("rooster", rooster.id, rooster.vorm.titel, rooster.grond)
    for aanduiding in (*boek.routes.values(), *boek.signalen.values()):
        soort = "route" if aanduiding.soort == "route" else "signaal"
        yield Onderdeel(soort, aanduiding.id, aanduiding.titel, aanduiding.grond)


def _erbij(boek: Rulebook) -> Iterator[Onderdeel]:
    for termijn in boek.termijnen.values():
        yield Onderdeel("termijn", termijn.id, termijn.titel, termijn.grond)
    for gebeurtenis in boek.gebeurtenissen.values():
        yield Onderdeel("gebeurtenis", gebeurtenis.id, gebeurtenis.vorm.titel, gebeurtenis.grond)
        for actie in gebeurtenis.acties:
            yield Onderdeel("actie", actie.id, actie.vorm.doet, actie.grond)
    for stuk in boek.stukken.values():
        yield Onderdeel("stuk", stuk.id, stuk.titel, stuk.grond)
        for deel in stuk.delen:
            yield Onderdeel("tekst", deel.id, deel.vorm.titel, deel.grond)

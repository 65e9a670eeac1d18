"""The list of interpretations that a gemeente is asked to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explanation.teksten import dag_in_woorden
from engine.rulebook.gronden import Onderdeel, onderdelen
from engine.rulebook.rulebook import Rulebook

_ZEKERHEID = ("laag", "midden", "hoog")


def te_bevestigen(boek: Rulebook) -> list[Onderdeel]:
    """Return every part with an interpretation, least certain first, each choice once."""
    gezien: set[str] = set()
    gevonden = []
    for deel in onderdelen(boek):
        keuze = deel.grond.interpretatie
        if keuze is not None and keuze.keuze not in gezien:
            gezien.add(keuze.keuze)
            gevonden.append(deel)
    return sorted(gevonden, key=lambda d: _ZEKERHEID.index(_zekerheid(d)))


def als_markdown(boek: Rulebook) -> Iterator[str]:
    """Yield the list as text for a municipality to fill in, line by line."""
    lijst = te_bevestigen(boek)
    yield f"# Te bevestigen keuzes: {boek.kop.titel}, versie {boek.kop.versie}"
    yield ""
    yield "Deze keuzes staan niet letterlijk in een bron. Bevestig ze, of geef aan wat anders moet."
    for zekerheid in _ZEKERHEID:
        delen = [d for d in lijst if _zekerheid(d) == zekerheid]
        if not delen:
            continue
        yield ""
        yield f"## Zekerheid {zekerheid} ({len(delen)})"
        for deel in delen:
            keuze = deel.grond.interpretatie
            assert keuze is not None
            yield ""
            yield f"### {deel.soort} {deel.id}"
            yield ""
            yield f"- Keuze: {keuze.keuze}"
            yield f"- Waarom: {keuze.waarom}"
            yield f"- Bron: {bron_in_woorden(boek, deel)}"
            yield f"- Plaats in de regels: {deel.grond.positie}"
            bevestigd = keuze.bevestigd
            yield (
                f"- Bevestigd door {bevestigd.functie} op {dag_in_woorden(bevestigd.datum)}"
                if bevestigd
                else "- [ ] Bevestigd door (functie): ........ op (datum): ........"
            )


def bron_in_woorden(boek: Rulebook, deel: Onderdeel) -> str:
    """Return a source as a reader finds it: document, paragraph and line numbers."""
    bron = deel.grond.bron
    document = boek.kop.bronnen.get(bron.document)
    delen = [document.titel if document else bron.document]
    delen += [f"paragraaf {bron.paragraaf}"] if bron.paragraaf else []
    delen += [f"regels {bron.regels}"] if bron.regels else []
    woorden = ", ".join(d for d in delen if d)
    for ook, paragraaf in bron.ook:
        ander = boek.kop.bronnen.get(ook)
        woorden += f"; ook {ander.titel if ander else ook}, {paragraaf}"
    return woorden


def _zekerheid(deel: Onderdeel) -> str:
    keuze = deel.grond.interpretatie
    assert keuze is not None
    return keuze.zekerheid

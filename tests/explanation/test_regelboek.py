"""The regelboek: everything in the rules stands in it, and each sentence reads as Dutch.

To write the golden file anew: GOUD=schrijf pytest tests/explanation. Read what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.explanation.regelboek.boek import regelboek
from engine.explanation.regelboek.vorm import (
    Alinea,
    Blok,
    Deel,
    Grondslag,
    Punt,
    Regelboek,
    Tabel,
    Teksten,
    Verwijzing,
    Voorwaarden,
    Zin,
    tekst,
)
from engine.rulebook.gronden import onderdelen
from engine.rulebook.regelwerk import Regelwerk, laad
from engine.rulebook.rulebook import Rulebook

PROJECT = Path(__file__).resolve().parents[2]
GOED = PROJECT / "tests" / "diagnoses" / "goed"
MAPPEN = [PROJECT / "rules", *sorted(GOED.iterdir())]
GOUD = Path(__file__).with_name("regelboek-uitkomsten.txt")


@pytest.fixture(scope="module", params=MAPPEN, ids=lambda m: m.name)
def werk(request: pytest.FixtureRequest) -> Regelwerk:
    """Our own rules, then each small regelwerk."""
    return laad(request.param)


def in_platte_tekst(document: Regelboek) -> Iterator[str]:
    """Yield a regelboek line by line, as a reader sees it, without layout."""
    yield document.titel
    yield from (f"{label}: {waarde}" for label, waarde in document.gegevens)
    for hoofdstuk in document.hoofdstukken:
        yield from _deel(hoofdstuk, 1)


def _deel(deel: Deel, diepte: int) -> Iterator[str]:
    yield f"{'#' * diepte} {deel.titel}"
    for blok in deel.blokken:
        yield from _blok(blok)
    for onder in deel.delen:
        yield from _deel(onder, diepte + 1)


def _blok(blok: Blok) -> Iterator[str]:
    match blok:
        case Alinea():
            yield f"{blok.label}. {tekst(blok.zin)}" if blok.label else tekst(blok.zin)
        case Voorwaarden():
            yield tekst(blok.kop)
            yield from _punten(blok.punten, 1)
            yield tekst(blok.slot)
        case Tabel():
            for rij in (blok.kop, *(tuple(c.zin for c in r) for r in blok.rijen)):
                yield " | ".join(map(tekst, rij))
            yield from (tekst(n) for r in blok.rijen for c in r for n in c.noten)
        case Teksten():
            yield f"professional: {tekst(blok.professional)}"
            yield f"cliënt: {tekst(blok.client)}"
        case Grondslag():
            yield f"{tekst(blok.bron)} ({blok.plaats})"
            yield f"{blok.keuze} {blok.waarom} {blok.zekerheid} {blok.bevestigd}".strip()


def _punten(punten: tuple[Punt, ...], diepte: int) -> Iterator[str]:
    for punt in punten:
        yield f"{'  ' * diepte}- {tekst(punt.zin)}"
        yield from _punten(punt.onder, diepte + 1)


def voorwaarden(boek: Rulebook, naam: str) -> list[str]:
    """Return a rule as it is read aloud, line by line."""
    document = regelboek(boek, "")
    (deel,) = (d for h in document.hoofdstukken for d in h.alle() if d.id == f"regel-{naam}")
    (blok,) = (b for b in deel.blokken if isinstance(b, Voorwaarden))
    return [regel for regel in _blok(blok) if regel]


def test_everything_with_a_source_stands_in_it_with_that_source(werk: Regelwerk) -> None:
    """Each part of the rules has its title, its file and line, and its choice in the document."""
    for boek in werk.boeken:
        tekst_ = "\n".join(in_platte_tekst(regelboek(boek, werk.hash)))
        for deel in onderdelen(boek):
            # The cells of a table share the place of the first, and tell no place of their own.
            if deel.soort != "cel":
                plek = deel.grond.positie
                assert f"{plek.bestand}, regel {plek.regel}" in tekst_, (deel.soort, deel.id)
            if deel.grond.interpretatie is not None:
                assert deel.grond.interpretatie.keuze in tekst_
                assert deel.grond.interpretatie.waarom in tekst_
            if deel.grond.bron.regels:
                assert deel.grond.bron.regels in tekst_


def test_every_name_has_a_place_of_its_own(werk: Regelwerk) -> None:
    """Each question, rule, term and so on can be pointed at by its id, and no id occurs twice."""
    for boek in werk.boeken:
        document = regelboek(boek, werk.hash)
        ids = list(_ids(document))
        assert len(ids) == len(set(ids))
        verwacht = {f"vraag-{n}" for n in boek.vragen}
        verwacht |= {f"uitkomst-{n}" for n in boek.uitkomsten if n not in {"route", "signaal"}}
        verwacht |= {f"telling-{n}" for n in (*boek.tellingen, *boek.dagen_tussen)}
        for soort, groep in (
            ("parameter", boek.parameters),
            ("rooster", boek.roosters),
            ("termijn", boek.termijnen),
            ("gebeurtenis", boek.gebeurtenissen),
            ("stuk", boek.stukken),
            ("route", boek.routes),
            ("signaal", boek.signalen),
            ("schaal", boek.schalen),
            ("bron", boek.kop.bronnen),
        ):
            verwacht |= {f"{soort}-{naam}" for naam in groep}
        verwacht |= {f"regel-{r.id}" for r in boek.regels.values() if r.tabel is None}
        verwacht |= {f"tabel-{r.tabel}" for r in boek.regels.values() if r.tabel}
        verwacht |= {f"actie-{g.id}.{a.id}" for g in boek.gebeurtenissen.values() for a in g.acties}
        verwacht |= {f"tekst-{s.id}.{d.id}" for s in boek.stukken.values() for d in s.delen}
        assert verwacht <= set(ids)
        cellen = [r for r in boek.regels.values() if r.tabel]
        assert sum(i.startswith("cel-") for i in ids) == len(cellen)


def _ids(document: Regelboek) -> Iterator[str]:
    for deel in (d for h in document.hoofdstukken for d in h.alle()):
        yield deel.id
        for blok in deel.blokken:
            if isinstance(blok, Tabel):
                yield from (c.id for rij in blok.rijen for c in rij if c.id)


def test_every_text_for_a_reader_stands_in_it(werk: Regelwerk) -> None:
    """Questions, answers, reasons and texts are there word for word, in both wordings."""
    for boek in werk.boeken:
        tekst_ = "\n".join(in_platte_tekst(regelboek(boek, werk.hash)))
        zinnen = [r.omdat for r in boek.regels.values()] + [r.u for r in boek.regels.values()]
        for vraag in boek.vragen.values():
            zinnen += [vraag.vorm.vraag, vraag.vorm.zo_kiest_u or ""]
            for antwoord in (vraag.vorm.antwoorden or {}).values():
                zinnen += [antwoord.tekst, antwoord.omdat or "", antwoord.u or ""]
        zinnen += [a.vorm.doet for g in boek.gebeurtenissen.values() for a in g.acties]
        zinnen += [a.vorm.u or "" for g in boek.gebeurtenissen.values() for a in g.acties]
        zinnen += [d.vorm.tekst for s in boek.stukken.values() for d in s.delen]
        for zin in zinnen:
            # What stands in braces is filled in, so only what lies before it is looked for.
            assert zin.partition("{")[0].strip() in tekst_


def test_no_reference_leads_nowhere(werk: Regelwerk) -> None:
    """Everything that a sentence points at is a part of the document."""
    for boek in werk.boeken:
        document = regelboek(boek, werk.hash)
        ids = set(_ids(document))
        doelen = {v.doel for d in document.hoofdstukken for v in _verwijzingen(d)}
        assert doelen <= ids
        assert doelen


def _verwijzingen(deel: Deel) -> Iterator[Verwijzing]:
    for onder in deel.alle():
        for blok in onder.blokken:
            for zin in _zinnen(blok):
                yield from (v for v in zin if isinstance(v, Verwijzing))


def _zinnen(blok: Blok) -> Iterator[Zin]:
    match blok:
        case Alinea():
            yield blok.zin
        case Voorwaarden():
            yield from (blok.kop, blok.slot)
            yield from _puntzinnen(blok.punten)
        case Tabel():
            yield from blok.kop
            yield from (z for r in blok.rijen for c in r for z in (c.zin, *c.noten))
        case Teksten():
            yield from (blok.professional, blok.client)
        case Grondslag():
            yield blok.bron


def _puntzinnen(punten: tuple[Punt, ...]) -> Iterator[Zin]:
    for punt in punten:
        yield punt.zin
        yield from _puntzinnen(punt.onder)


ZINNEN = {
    "vragen": {
        "een-antwoord": [
            "Als al het volgende geldt:",
            "  - bij “Er gaat iets mis. Wat doet u?” is het antwoord “een ander doet het”",
            "  - bij “Hoe druk is het thuis?” is het antwoord “rustig” of “vol”",
            "dan komt het signaal “Een”.",
        ],
        "meer": [
            "Als minstens één van deze dingen geldt:",
            "  - bij “Wat is er niet veilig?” is “levensgevaar” aangekruist",
            "  - bij “Wat is er niet veilig?” is “brand” of “niets” aangekruist",
            "dan komt het signaal “Twee”.",
        ],
        "per": [
            "Als al het volgende geldt:",
            "  - bij “Bij wie is hulp gevraagd?” is voor “huisarts of crisisdienst” het antwoord "
            "“kan”",
            "  - bij “Bij wie is hulp gevraagd?” is voor “de buren” het antwoord “kan” of "
            "“kan niet”",
            "  - bij “Bij wie is hulp gevraagd?” is voor geen enkel onderdeel het antwoord “kan”",
            "dan komt het signaal “Drie”.",
        ],
        "getal": [
            "Als al het volgende geldt:",
            "  - het antwoord op “Hoe oud bent u?” is meer dan 17,5 en minder dan 65 jaar",
            "  - het antwoord op “Hoe lang al?” is precies 6 weken",
            "dan komt het signaal “Vier”.",
        ],
        "datum": [
            "Als het antwoord op “Wanneer begint het?” 31 mei 2021 of eerder is,",
            "dan komt het signaal “Vijf”.",
        ],
        "datum-precies": [
            "Als geen van deze dingen geldt:",
            "  - het antwoord op “Wanneer begint het?” is 1 juni 2021",
            "  - het antwoord op “Wanneer begint het?” is 1 januari 2022 of later",
            "dan komt het signaal “Vijf”.",
        ],
    },
    "uitkomsten": {
        "T-altijd": ["Altijd is Totaal minstens licht."],
        "T-van-lezen": [
            "Als bij “Leest u zelf?” het antwoord “nee” is,",
            "dan is Totaal minstens zo zwaar als het antwoord op “Leest u zelf?” en hoort bij "
            "Let op “Wlz is aan de orde”.",
        ],
        "A-open": [
            "Als al het volgende geldt:",
            "  - Totaal is nog onbekend",
            "  - de route is nog onbekend",
            "dan komt het signaal “Nog geen totaal”.",
        ],
    },
    "rooster": {
        "I-zwaar": [
            "Als minstens één van deze dingen geldt:",
            "  - Weeklast is meer dan 8 uur en dagdeel per week",
            "  - Dagen is precies 7 dag per week",
            "  - Dubbele dagen is minstens 5 dag per week en "
            "Langste contact is hoogstens 60 minuut",
            "dan is Inzet zwaar.",
        ],
    },
    "samen": {
        "R-niets": [
            "Als al het volgende geldt:",
            "  - bij “Lukt het?” is het antwoord “ja”",
            "  - de route is niet “Jeugdwet”",
            "dan komt het signaal “Gewoon”.",
        ],
    },
}


@pytest.mark.parametrize("map_", ZINNEN)
def test_a_rule_reads_as_a_dutch_sentence(map_: str) -> None:
    """Each kind of condition is read aloud: with the words of the question and the answer."""
    boek = laad(GOED / map_).boeken[-1]
    for naam, verwacht in ZINNEN[map_].items():
        assert voorwaarden(boek, naam) == verwacht


def test_no_name_from_the_rule_files_stands_in_a_sentence() -> None:
    """No rule of ours reads with the name of a question, answer or outcome instead of its words."""
    werk = laad(PROJECT / "rules")
    boek = werk.boeken[-1]
    namen = {n for n in (*boek.vragen, *boek.uitkomsten, *boek.tellingen) if "_" in n}
    for hoofdstuk in regelboek(boek, werk.hash).hoofdstukken:
        for deel in hoofdstuk.alle():
            for blok in deel.blokken:
                if isinstance(blok, Voorwaarden):
                    woorden = set(" ".join(_blok(blok)).replace("“", " ").split())
                    assert not woorden & namen


def test_a_small_regelboek_reads_as_it_did() -> None:
    """Line by line the same as the kept file."""
    werk = laad(GOED / "uitkomsten")
    gekregen = "".join(f"{r}\n" for r in in_platte_tekst(regelboek(werk.boeken[-1], "abc")) if r)
    if os.environ.get("GOUD") == "schrijf":
        GOUD.write_text(gekregen, encoding="utf-8")
    assert gekregen == GOUD.read_text(encoding="utf-8")

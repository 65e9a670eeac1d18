"""The texts of the rules: what a consulent and a client read, and what each rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from engine.rulebook.rulebook import Bron, Grond
from tests.indicatie.maken import boek, regelwerk

_AANSPREKING = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
_DERDE_PERSOON = re.compile(r"cliënt|\b(hij|zijn of haar|betrokkene)\b", re.IGNORECASE)
_NAAM = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b|\bR\d{3}\b|\b[A-Z]{1,2}\d?-[a-z]")
_INVULWOORD = re.compile(r"\{[^{}]*\}")


def zinnen_voor_client() -> Iterator[tuple[str, str]]:
    """Yield every sentence written for the client, with where it stands."""
    for regel in boek().regels.values():
        yield regel.id, regel.u
    for route in boek().routes.values():
        yield f"route {route.id}", route.u
    for rooster in boek().roosters.values():
        yield f"rooster {rooster.id}", rooster.vorm.u or ""
    for vraag in boek().vragen.values():
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            if antwoord.u is not None:
                yield f"{vraag.id}: {naam}", antwoord.u


def redenen() -> Iterator[tuple[str, str]]:
    """Yield every sentence that tells the professional why."""
    for regel in boek().regels.values():
        yield regel.id, regel.omdat
    for rooster in boek().roosters.values():
        yield f"rooster {rooster.id}", rooster.vorm.omdat
    for vraag in boek().vragen.values():
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            if antwoord.omdat is not None:
                yield f"{vraag.id}: {naam}", antwoord.omdat
    for waar, grond in gronden():
        if grond.interpretatie is not None:
            yield f"{waar}: keuze", grond.interpretatie.keuze
            yield f"{waar}: waarom", grond.interpretatie.waarom


def titels() -> Iterator[tuple[str, str]]:
    """Yield titles, questions and answers: short texts that need not end with a period."""
    for deel in (boek().uitkomsten, boek().routes, boek().signalen, boek().parameters):
        for naam, inhoud in deel.items():
            yield naam, getattr(inhoud, "titel", "")
    for vraag in boek().vragen.values():
        yield vraag.id, vraag.vorm.vraag
        for tekst in (vraag.vorm.per or {}).values():
            yield vraag.id, tekst
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            yield f"{vraag.id}: {naam}", antwoord.tekst
            if antwoord.zo_kiest_u is not None:
                yield f"{vraag.id}: {naam}", antwoord.zo_kiest_u
        if vraag.vorm.zo_kiest_u is not None:
            yield f"{vraag.id}: zo_kiest_u", vraag.vorm.zo_kiest_u


def gronden() -> Iterator[tuple[str, Grond]]:
    """Yield everything in the rulebook that rests on something, with its id."""

    def loop(deel: Any, waar: str) -> Iterator[tuple[str, Grond]]:
        if isinstance(deel, Grond):
            yield waar, deel
        elif isinstance(deel, dict):
            for naam, inhoud in deel.items():
                yield from loop(inhoud, str(naam))
        elif isinstance(deel, list | tuple):
            for inhoud in deel:
                yield from loop(inhoud, waar)
        elif is_dataclass(deel) and not isinstance(deel, type | Bron | BaseModel):
            for veld in fields(deel):
                yield from loop(getattr(deel, veld.name), waar)

    for sectie in fields(boek()):
        yield from loop(_gewoon(getattr(boek(), sectie.name)), sectie.name)


def _gewoon(deel: Any) -> Any:
    return dict(deel) if hasattr(deel, "items") else deel


def test_every_rule_says_why_to_professional_and_client() -> None:
    """No rule, route or weekrooster is without its two sentences."""
    leeg = [waar for waar, tekst in (*redenen(), *zinnen_voor_client()) if not tekst.strip()]
    assert leeg == []


def test_every_client_sentence_addresses_the_client() -> None:
    """A text for the client says u or uw, and speaks of nobody in the third person."""
    for waar, tekst in zinnen_voor_client():
        assert _AANSPREKING.search(tekst), (waar, tekst)
        assert not _DERDE_PERSOON.search(tekst), (waar, tekst)


def test_no_client_sentence_is_long() -> None:
    """Plain language: no sentence for the client has more than twenty words."""
    for waar, tekst in zinnen_voor_client():
        for zin in re.split(r"(?<=[.!?]) ", tekst):
            assert len(zin.split()) <= 20, (waar, zin)


def test_every_answer_reads_as_a_sentence_to_the_client() -> None:
    """What the client may see of a question that counts never mentions the cliënt."""
    for vraag in boek().vragen.values():
        if vraag.vorm.vertrouwelijk or vraag.vorm.gebruik == "verslag":
            continue
        assert "cliënt" not in vraag.vorm.vraag.lower(), vraag.id
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            assert "cliënt" not in (antwoord.u or antwoord.tekst).lower(), (vraag.id, naam)


def test_an_answer_has_both_sentences_or_neither() -> None:
    """An answer worded for the professional is worded for the client too."""
    for vraag in boek().vragen.values():
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            assert (antwoord.omdat is None) == (antwoord.u is None), (vraag.id, naam)


def test_every_answer_with_a_level_has_its_sentences() -> None:
    """What carries a level can be said in words; confidential geen is left out of both."""
    for vraag in boek().vragen.values():
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            if antwoord.niveau not in {None, "geen"}:
                assert antwoord.omdat, (vraag.id, naam)


def test_every_sentence_ends_with_a_period() -> None:
    """Reasons, choices and client sentences are whole sentences."""
    for waar, tekst in (*redenen(), *zinnen_voor_client()):
        assert tekst.endswith((".", "?")), (waar, tekst)
        assert tekst[0].isupper() or tekst[0] in "{\"'48", (waar, tekst)


def test_no_text_has_an_internal_name_or_double_space() -> None:
    """Ids of questions, rules and the inventory stay out of what people read."""
    for waar, tekst in (*redenen(), *zinnen_voor_client(), *titels()):
        zichtbaar = _INVULWOORD.sub("", tekst)
        assert not _NAAM.search(zichtbaar), (waar, tekst)
        assert "  " not in tekst, (waar, tekst)
        assert tekst == tekst.strip(), (waar, tekst)


def test_every_part_rests_on_a_source() -> None:
    """Each question, rule, value, count, route and signal names a document and where in it."""
    alle = list(gronden())
    assert len(alle) > 200
    for waar, grond in alle:
        assert grond.bron.document, waar
        assert grond.bron.paragraaf or grond.bron.regels, waar


def test_every_interpretation_has_a_choice_a_reason_and_a_certainty() -> None:
    """An interpretation says what was chosen, why and how sure; none is confirmed yet."""
    interpretaties = [(w, g.interpretatie) for w, g in gronden() if g.interpretatie is not None]
    assert len(interpretaties) > 60
    for waar, interpretatie in interpretaties:
        assert len(interpretatie.keuze.split()) > 3, waar
        assert len(interpretatie.waarom.split()) > 3, waar
        assert interpretatie.zekerheid in {"hoog", "midden", "laag"}
        assert interpretatie.bevestigd is None, waar


def test_the_decisions_of_low_certainty_say_so() -> None:
    """The PAAZ reading and vervoer are of low certainty; matrix and tariffs are high."""
    zekerheid = {w: g.interpretatie.zekerheid for w, g in gronden() if g.interpretatie is not None}
    laag = {w for w, z in zekerheid.items() if z == "laag"}
    assert {"spoedcriterium_6", "S4-paaz", "S6-paaz", "vervoerstoeslag"} <= laag
    assert zekerheid["matrix[licht,licht]"] == zekerheid["tarief_10105"] == "hoog"


def test_every_entry_of_the_inventory_is_carried_by_something() -> None:
    """Tariffs (R051-R060), complexiteit and inzet (R071-R126) and spoed (R164-R177)."""
    nummers = [*range(51, 61), *range(71, 127), *range(164, 178)]
    teksten = regelwerk().teksten.values()
    lijsten = [lijst for tekst in teksten for lijst in re.findall(r"inventaris: \[(.*?)\]", tekst)]
    genoemd = {nummer.strip() for lijst in lijsten for nummer in lijst.split(",")}
    assert [f"R{n:03}" for n in nummers if f"R{n:03}" not in genoemd] == []


def test_confidential_questions_are_those_that_the_questionnaire_marks() -> None:
    """Gedrag, samenleven, naasten, veiligheid and zelfdoding are asked in private.

    Whether a home visit is possible is asked of the begeleider alone.
    """
    vertrouwelijk = {v.id for v in boek().vragen.values() if v.vorm.vertrouwelijk}
    gevraagd = {"gedrag", "samenleven", "naasten", "veiligheid", "zelfdoding"}
    assert vertrouwelijk == gevraagd | {"vangnet_huisbezoek"}


def test_a_signal_from_a_confidential_question_is_confidential() -> None:
    """What only a confidential answer can give is kept from the client as a signal too."""
    geheim = {v.id for v in boek().vragen.values() if v.vorm.vertrouwelijk}
    for regel in boek().regels.values():
        gevraagd = set(re.findall(r"eigenaar='(\w+)'|grootheid='(\w+)", repr(regel.voorwaarde)))
        namen = {een or twee for een, twee in gevraagd}
        for conclusie in regel.conclusies:
            if conclusie.uitkomst == "signaal" and namen and namen <= geheim:
                assert boek().signalen[conclusie.waarde or ""].vertrouwelijk, regel.id

"""Laws of the check of a spoedmelding, for any answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.indicatie.spoedtoets import Spoedtoets
from engine.rulebook.rulebook import Vraag
from tests.indicatie.maken import boek
from tests.indicatie.spoedmaken import VOLDOET, als_json, toets_tekst

EERSTE = date(2021, 1, 1)
_VAAK = settings(max_examples=150, deadline=None)


def _waarde(vraag: Vraag) -> st.SearchStrategy[Any]:
    """Any answer to a question."""
    antwoorden = sorted(vraag.vorm.antwoorden or {})
    if vraag.vorm.soort == "datum":
        dagen = st.integers(-5, 30)
        return dagen.map(lambda n: (EERSTE + timedelta(days=120 + n)).isoformat())
    if vraag.vorm.per:
        kan = st.sampled_from(antwoorden)
        return st.fixed_dictionaries({}, optional=dict.fromkeys(vraag.vorm.per, kan))
    if vraag.vorm.meer_antwoorden:
        alleen = [n for n, a in (vraag.vorm.antwoorden or {}).items() if a.sluit_uit]
        samen = sorted(set(antwoorden) - set(alleen))
        lijst = st.lists(st.sampled_from(samen), min_size=1, unique=True)
        return lijst | st.sampled_from(alleen).map(lambda een: [een]) if alleen else lijst
    return st.sampled_from(antwoorden)


def _meldingen() -> st.SearchStrategy[dict[str, Any]]:
    """Meldingen with any of their questions answered in any way, mostly as one that voldoet."""
    vragen = {n: boek().vragen[n] for n in [*VOLDOET, "spoed_vakjes", "vangnet_huisbezoek"]}
    delen = {
        naam: (st.just(VOLDOET[naam]) | _waarde(v)) if naam in VOLDOET else _waarde(v)
        for naam, v in vragen.items()
    }
    return st.fixed_dictionaries({}, optional=delen)


def _toets(antwoorden: dict[str, Any]) -> Spoedtoets:
    return toets_tekst({"peildatum": "2021-05-05", "antwoorden": antwoorden})


def _vraagt(toets: Spoedtoets) -> set[str]:
    delen = (*toets.criteria, *toets.blokkades)
    return {d.id for d in delen if d.oordeel == "te_vragen"}


@_VAAK
@given(_meldingen(), st.data())
def test_a_fact_never_makes_voldoet_uncertain_unless_it_contradicts(
    antwoorden: dict[str, Any], data: st.DataObject
) -> None:
    """A verdict is certain: what is added later only changes it when it was answered already."""
    eerst = _toets(antwoorden)
    open_ = sorted(set(VOLDOET) - set(antwoorden))
    if eerst.oordeel == "onvoldoende_informatie" or not open_:
        return
    naam = data.draw(st.sampled_from(open_))
    erbij = {**antwoorden, naam: data.draw(_waarde(boek().vragen[naam]))}
    assert _toets(erbij).oordeel == eerst.oordeel


@_VAAK
@given(_meldingen(), st.data())
def test_a_changed_fact_leaves_voldoet_or_contradicts_or_refuses(
    antwoorden: dict[str, Any], data: st.DataObject
) -> None:
    """From voldoet to not enough information takes a part that says what must be asked."""
    samen = {**VOLDOET, **antwoorden}
    naam = data.draw(st.sampled_from(sorted(VOLDOET)))
    anders = {**samen, naam: data.draw(_waarde(boek().vragen[naam]))}
    voor, na = _toets(samen), _toets(anders)
    if voor.oordeel == "voldoet" and na.oordeel == "onvoldoende_informatie":
        is_open = any(d.oordeel == "onbekend" for d in (*na.criteria, *na.blokkades))
        assert _vraagt(na) or is_open
        assert na.te_vragen


@_VAAK
@given(_meldingen())
def test_no_block_is_overruled_by_a_criterion(antwoorden: dict[str, Any]) -> None:
    """A certain block is always a no, whatever else is known."""
    gevonden = _toets(antwoorden)
    if any(d.oordeel == "aanwezig" for d in gevonden.blokkades):
        assert gevonden.oordeel == "voldoet_niet"
    if gevonden.oordeel == "voldoet":
        assert {d.oordeel for d in gevonden.blokkades} == {"afwezig"}


@_VAAK
@given(_meldingen())
def test_only_a_certain_fact_gives_a_no(antwoorden: dict[str, Any]) -> None:
    """A no rests on a block that is there, or on a criterion that is certainly not met."""
    gevonden = _toets(antwoorden)
    if gevonden.oordeel == "voldoet_niet":
        blok = any(d.oordeel == "aanwezig" for d in gevonden.blokkades)
        assert blok or any(d.oordeel == "niet_voldaan" for d in gevonden.criteria)


@_VAAK
@given(_meldingen(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(antwoorden: dict[str, Any], toeval: Any) -> None:
    """The same facts in another order give the same bytes."""
    namen = list(antwoorden)
    toeval.shuffle(namen)
    gehusseld = {naam: antwoorden[naam] for naam in namen}
    assert als_json(_toets(gehusseld)) == als_json(_toets(antwoorden))


@_VAAK
@given(st.integers(0, 3000))
def test_the_spoed_period_is_always_56_days(na: int) -> None:
    """From any first day, free days and leap years included."""
    begin = EERSTE + timedelta(days=na)
    antwoorden = {**VOLDOET, "ontvangst_spoed": begin.isoformat(), "start_spoed": begin.isoformat()}
    klokken = als_json(toets_tekst({"antwoorden": antwoorden}))["klokken"]
    dagen = {k["id"]: date.fromisoformat(k["uiterlijk"]) for k in klokken}
    assert (dagen["spoed_laatste_dag"] - dagen["spoed_begin"]).days + 1 == 56

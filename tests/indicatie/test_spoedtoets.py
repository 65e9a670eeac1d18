"""The check of a spoedmelding: verdict, criteria and blocks, what to ask, and the clocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from engine.indicatie.klokken import klokken
from engine.rulebook.diagnose import DiagnoseFout
from tests.indicatie.spoedmaken import VOLDOET, als_json, toets, toets_tekst


def gevraagd(*paar: Any, **kop: Any) -> list[str]:
    """Return the questions about which something must be asked."""
    return [v for punt in toets(*paar, **kop).te_vragen for v in punt.vragen]


# The verdict


def test_a_melding_that_meets_everything_voldoet_and_asks_nothing() -> None:
    """Criteria met and every block known absent: nothing is left to ask."""
    gevonden = toets()
    assert gevonden.oordeel == "voldoet"
    assert gevonden.te_vragen == ()
    assert {d.oordeel for d in gevonden.blokkades} == {"afwezig"}


def test_who_sends_a_spoedmelding_says_that_it_cannot_wait() -> None:
    """Answering nu_acuut apart changes nothing."""
    assert als_json(toets({"nu_acuut": "ja"})) == als_json(toets())


def test_a_melding_that_says_it_can_wait_is_asked_about_and_not_refused() -> None:
    """A contradiction is never a no."""
    gevonden = toets({"nu_acuut": "nee"})
    assert gevonden.oordeel == "onvoldoende_informatie"
    assert [p.vragen for p in gevonden.te_vragen] == [("nu_acuut",)]


@pytest.mark.parametrize("vraag", sorted(VOLDOET))
def test_an_answer_that_is_missing_never_gives_a_no(vraag: str) -> None:
    """An unknown leaves the verdict open at most, and then that question is asked."""
    gevonden = toets(zonder=[vraag])
    assert gevonden.oordeel != "voldoet_niet"
    if gevonden.oordeel == "onvoldoende_informatie":
        assert vraag in [v for punt in gevonden.te_vragen for v in punt.vragen]


def test_an_empty_melding_asks_and_decides_nothing() -> None:
    """Nothing known: every criterion and block is open."""
    gevonden = toets_tekst({"peildatum": "2021-05-05", "antwoorden": {}})
    assert gevonden.oordeel == "onvoldoende_informatie"
    assert {d.oordeel for d in (*gevonden.criteria, *gevonden.blokkades)} == {"onbekend"}


# What to ask


def test_a_contradiction_is_asked_in_the_words_of_the_rule() -> None:
    """The support began before the receipt: the rule says what to ask."""
    gevonden = toets({"start_spoed": "2021-05-03"})
    assert gevonden.oordeel == "onvoldoende_informatie"
    [punt] = gevonden.te_vragen
    assert "start_spoed" in punt.vragen
    assert "waarom er toen niet is gemeld" in punt.reden


def test_what_no_longer_matters_is_not_asked() -> None:
    """With danger as a reason, the day of discharge decides nothing more."""
    assert "ontslag" not in gevraagd({"ontslag": "datum_onbekend", "zelfdoding": "niet_beoordeeld"})


def test_a_tick_that_the_facts_contradict_is_asked_about_and_decides_nothing() -> None:
    """A tick on the form is a claim; facts go before it."""
    gevonden = toets({"spoed_vakjes": ["opname"]})
    assert gevonden.oordeel == "voldoet"
    assert gevonden.signalen == ("spoed_vakje_verschilt",)
    assert [p.vragen for p in gevonden.te_vragen] == [("spoed_vakjes", "zonder_hulp")]


def test_suicidality_is_asked_even_when_the_verdict_is_certain() -> None:
    """Safety goes before everything, also after a block."""
    gevonden = toets({"spoed_contract": "nee"}, zonder=["zelfdoding"])
    assert gevonden.oordeel == "voldoet_niet"
    assert "zelfdoding" in [v for punt in gevonden.te_vragen for v in punt.vragen]


# Above everything


@pytest.mark.parametrize("antwoord", ["niet_beoordeeld", "plan"])
def test_severe_or_unassessed_suicidality_stands_first(antwoord: str) -> None:
    """The crisis service, above everything else."""
    uit = als_json(toets({"zelfdoding": antwoord}))
    assert list(uit)[3:5] == ["eerst", "oordeel"]
    assert [s["id"] for s in uit["eerst"]] == ["spoed_crisisdienst"]
    assert "112" in uit["eerst"][0]["omdat"][0]
    assert uit["oordeel"] == ("voldoet_niet" if antwoord == "plan" else "onvoldoende_informatie")


def test_thoughts_that_were_assessed_do_not_stand_first() -> None:
    """A doctor judged that it can be done at home."""
    assert als_json(toets({"zelfdoding": "beoordeeld"}))["eerst"] == []


# Evidence


def test_every_criterion_and_block_names_the_answers_it_rests_on() -> None:
    """Each with its own title, and the evidence that was given."""
    bewijs = {"waarde": "plotseling", "blijkt_uit": "naaste"}
    uit = als_json(toets({"gebeurtenis": bewijs}))
    eerste = uit["criteria"][0]
    assert eerste["oordeel"] == "voldaan"
    assert eerste["blijkt_uit"] == [
        {"vraag": "gebeurtenis", "antwoord": ["er gebeurde plotseling iets"], "bewijs": ["naaste"]}
    ]
    assert all(d["blijkt_uit"] for d in (*uit["criteria"], *uit["blokkades"]))


def test_who_said_something_is_not_repeated() -> None:
    """A name could stand there."""
    antwoord = {"waarde": "plotseling", "blijkt_uit": "naaste", "wie_zegt": "de buurvrouw"}
    assert "buurvrouw" not in str(als_json(toets({"gebeurtenis": antwoord})))


def test_after_a_block_the_form_stays_a_melding() -> None:
    """The duty returns to the college."""
    uit = als_json(toets({"spoed_contract": "nee"}))
    assert uit["oordeel"] == "voldoet_niet"
    [zin] = uit["omdat"]
    assert "blijft een melding" in zin
    assert "het college" in zin


@pytest.mark.parametrize(
    ("gemeente", "loket"),
    [("sittard_geleen", "sittard_geleen"), ("beek", "beek"), ("stein", "stein")],
)
def test_a_melding_is_routed_by_residence(gemeente: str, loket: str) -> None:
    """Each gemeente has its own address."""
    assert als_json(toets({"gemeente": gemeente}))["loket"] == loket


def test_a_vangnet_client_gets_no_letter_and_no_visit_without_the_begeleider() -> None:
    """Both stand with the check, and neither changes the verdict."""
    uit = als_json(toets({"vangnet": "ja"}))
    assert uit["oordeel"] == "voldoet"
    assert {"spoed_geen_post", "spoed_geen_huisbezoek"} <= {s["id"] for s in uit["signalen"]}


def test_signals_of_the_ordinary_gesprek_stay_out() -> None:
    """Only what the rules on spoed say."""
    assert toets().signalen == ()


# The clocks


@pytest.mark.parametrize("dag", [date(2021, 1, 1), date(2021, 5, 5), date(2024, 2, 1)])
def test_the_support_is_always_56_days(dag: date) -> None:
    """Day 1 is the first day; free days move nothing."""
    data = {"ontvangst_spoed": dag.isoformat(), "start_spoed": dag.isoformat()}
    uit = als_json(toets(data))
    dagen = {k["id"]: date.fromisoformat(k["uiterlijk"]) for k in uit["klokken"]}
    assert dagen["spoed_laatste_dag"] - dagen["spoed_begin"] == timedelta(days=55)
    assert dagen["spoed_eigen_arrangement"] - dagen["spoed_begin"] == timedelta(days=56)


def test_both_clocks_run_and_the_earliest_comes_first() -> None:
    """Six weeks from the receipt, eight weeks from the start."""
    grenzen = [k for k in klokken(toets().voorstel, date(2021, 5, 10)) if k.is_grens]
    assert next(k.termijn.id for k in grenzen) == "spoed_onderzoek"
    assert [k.dagen_over for k in grenzen] == sorted(k.dagen_over for k in grenzen)
    assert grenzen[0].moment.dag == date(2021, 6, 16)
    assert grenzen[0].dagen_over == 37


def test_an_aanvraag_starts_the_two_weeks_for_a_decision() -> None:
    """The legal clock goes on from the aanvraag."""
    gevonden = klokken(toets({"aanvraag": "2021-05-20"}).voorstel, date(2021, 5, 20))
    dagen = {k.termijn.id: k.moment.dag for k in gevonden}
    assert dagen["beschikking"] == date(2021, 6, 3)


def test_a_start_in_the_past_is_granted_from_that_day() -> None:
    """Retroactively: the first day counts, also before the day of judging."""
    uit = als_json(toets(peildatum="2021-06-01"))
    begin = next(k for k in uit["klokken"] if k["id"] == "spoed_begin")
    assert (begin["uiterlijk"], begin["dagen_over"]) == ("2021-05-05", -27)
    assert "terugwerkende kracht" in begin["titel"]


def test_without_a_decision_the_support_is_extended_and_never_stops_by_itself() -> None:
    """What must be done before the eight weeks end."""
    taken = {t["id"]: t for t in als_json(toets())["te_doen"]}
    assert taken["spoed-verlengen"]["uiterlijk"] == "2021-06-29"
    assert "stopt nooit vanzelf" in taken["spoed-verlengen"]["tekst"]


# Reading


def test_without_a_peildatum_the_day_of_receipt_counts() -> None:
    """Or else the first day of the support."""
    assert toets().melding.intake.peildatum == date(2021, 5, 5)
    zonder = toets({"start_spoed": "2021-05-06"}, zonder=["ontvangst_spoed"])
    assert zonder.melding.intake.peildatum == date(2021, 5, 6)


def test_without_any_day_the_peildatum_is_asked() -> None:
    """The message names what is missing."""
    with pytest.raises(DiagnoseFout) as fout:
        toets(zonder=["ontvangst_spoed", "start_spoed"])
    assert "peildatum" in str(fout.value.diagnoses[0].melding)


def test_the_mark_of_a_melding_comes_back() -> None:
    """So that the answer can be laid beside the melding."""
    assert als_json(toets(kenmerk="WP-2021-17"))["kenmerk"] == "WP-2021-17"


def test_a_mistyped_question_is_named_with_its_place() -> None:
    """Nothing is dropped silently."""
    with pytest.raises(DiagnoseFout) as fout:
        toets({"gebeurtenissen": "plotseling"})
    assert fout.value.diagnoses[0].code == "onbekende-vraag"
    assert "gebeurtenis" in fout.value.diagnoses[0].hulp

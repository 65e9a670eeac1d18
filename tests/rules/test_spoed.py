"""Spoed: the seven criteria, the blocks, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import Spoor
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import SPOED, als_data, boek, lees, voorstel
from tests.rules.spoedtelling import JA, NEE, ONDERDELEN, VRAAG, Melding, willekeurig

WOORD = {JA: "voldaan", VRAAG: "te_vragen", NEE: "niet_voldaan"}
ZONDER_HULP = ("letsel", "opname", "ontspoort", "kan_wachten")
BED_ELDERS = {**SPOED["voorliggend"], "bed_elders": "kan"}


def feiten(melding: Melding) -> dict[str, str | Interval]:
    """Return a melding as the evaluator takes it."""
    bekend: dict[str, str | Interval] = {
        naam: waarde for naam, waarde in melding.antwoorden().items() if isinstance(waarde, str)
    }
    bekend["ontvangst_spoed"] = Interval.dag(melding.ontvangst)
    bekend["start_spoed"] = Interval.dag(melding.start_op)
    for naam in ZONDER_HULP:
        bekend[f"zonder_hulp.{naam}"] = "ja" if naam in melding.zonder_hulp else "nee"
    for naam in boek().vragen["veiligheid"].vorm.antwoorden or {}:
        bekend[f"veiligheid.{naam}"] = "ja" if naam == "nee" else "nee"
    for naam in ONDERDELEN:
        bekend[f"voorliggend.{naam}"] = "kan" if naam in melding.kan else "kan_niet"
    return bekend


def steekproef(naam: str, aantal: int) -> Iterator[tuple[Random, Melding]]:
    """Yield random meldingen with the chance that made them."""
    for nummer in range(aantal):
        rng = Random(f"{naam} {nummer}")
        yield rng, willekeurig(rng)


def spoed(zonder: tuple[str, ...] = (), **antwoorden: Any) -> dict[str, Any]:
    """Return the spoed part of a melding that voldoet, with answers changed or left out."""
    gemaakt = voorstel({**SPOED, **antwoorden}, None, zonder=zonder)
    deel: dict[str, Any] = als_data(gemaakt)["uitkomst"]["spoed"]
    return deel


def criteria(melding: Melding) -> Spoor:
    """Evaluate a melding."""
    return evalueer(boek(), feiten(melding))


# Against the formula


def test_every_criterion_and_verdict_follows_the_formula() -> None:
    """Eight thousand random meldingen get the verdict and the criteria of the formula."""
    gezien = set()
    for _, melding in steekproef("formule", 8_000):
        spoor = criteria(melding)
        gezien.add(melding.oordeel)
        assert spoor.waarde("spoed") == melding.oordeel, melding
        for nummer in range(1, 8):
            oordeel = spoor.waarde(f"spoedcriterium_{nummer}")
            assert oordeel == WOORD[melding.criterium(nummer)], (nummer, melding)
    assert len(gezien) == 3


def test_the_facts_read_from_an_intake_are_those_of_the_sample() -> None:
    """A melding written as an intake is read as the facts that the sample evaluates."""
    for _, melding in steekproef("lezen", 100):
        gelezen = lees({"peildatum": "2021-06-01", "antwoorden": melding.antwoorden()})
        eigen = {n: f for n, f in feiten(melding).items() if not n.startswith("veiligheid.")}
        assert gelezen.feiten() == eigen


def test_what_is_unknown_never_becomes_a_no() -> None:
    """A verdict on part of the facts is the verdict of the whole melding, or still open."""
    for rng, melding in steekproef("onbekend", 6_000):
        heel = feiten(melding)
        deel = {n: f for n, f in heel.items() if n == "nu_acuut" or rng.random() < 0.8}
        spoor = evalueer(boek(), deel)
        assert melding.oordeel in spoor.mogelijk("spoed"), (melding, set(heel) - set(deel))


def test_leaving_one_fact_out_of_a_good_melding_never_refuses_it() -> None:
    """Whatever single fact is missing, a melding that voldoet is never told voldoet_niet."""
    goed = feiten(Melding(zonder_hulp=frozenset({"letsel"})))
    assert evalueer(boek(), goed).waarde("spoed") == "voldoet"
    for weg in set(goed) - {"nu_acuut"}:
        spoor = evalueer(boek(), {n: f for n, f in goed.items() if n != weg})
        assert spoor.waarde("spoed") in {"voldoet", None}, weg


# The whole verdict


def test_a_melding_with_all_required_criteria_and_one_reason_voldoet() -> None:
    """R164, R175: criteria 1, 4 and 7 with one of 2, 3, 5 and 6, and every block absent."""
    deel = spoed()
    assert deel["oordeel"] == "voldoet"
    assert deel["criteria"] == {
        "1": "voldaan",
        "2": "voldaan",
        "3": "niet_voldaan",
        "4": "voldaan",
        "5": "voldaan",
        "6": "niet_voldaan",
        "7": "voldaan",
    }
    assert set(deel["blokkades"].values()) == {"afwezig"}


@pytest.mark.parametrize("reden", ["letsel", "opname", "ontspoort"])
def test_one_reason_is_enough(reden: str) -> None:
    """R169-R172: danger, a threatening admission, or a home that gets out of hand each suffice."""
    assert spoed(zonder_hulp=[reden])["oordeel"] == "voldoet"


@pytest.mark.parametrize(
    ("antwoorden", "criterium"),
    [
        ({"gebeurtenis": "geleidelijk"}, "1"),
        ({"gebeurtenis": "gepland"}, "1"),
        ({"zonder_hulp": ["kan_wachten"]}, "4"),
        ({"voorliggend": {**SPOED["voorliggend"], "wijkverpleging": "kan"}}, "7"),
    ],
)
def test_a_required_criterion_that_certainly_fails(
    antwoorden: dict[str, Any], criterium: str
) -> None:
    """R168, R171, R174: without sudden change, haste or exhausted alternatives it is no spoed."""
    deel = spoed(**antwoorden)
    assert deel["criteria"][criterium] == "niet_voldaan"
    assert deel["oordeel"] == "voldoet_niet"


def test_nothing_without_an_acute_call() -> None:
    """When it can wait there is no spoed verdict at all."""
    uitkomst = als_data(voorstel({"aandacht": "soms"}))["uitkomst"]
    assert "spoed" not in uitkomst


def test_no_danger_is_warned_about_and_not_required() -> None:
    """R169: the danger criterion is read as and/or; its absence is a doubt, not a refusal."""
    gemaakt = voorstel({**SPOED, "zonder_hulp": ["ontspoort"]}, None)
    assert gemaakt.spoor.waarde("spoed") == "voldoet"
    assert "spoed_geen_gevaar" in gemaakt.signalen
    assert "spoed_geen_gevaar" not in voorstel(SPOED, None).signalen


# Blocks


@pytest.mark.parametrize(
    ("antwoorden", "blokkade"),
    [
        ({"spoed_leveringsvorm": "pgb"}, "pgb"),
        ({"spoed_contract": "nee"}, "geen_contract"),
        ({"gemeente": "andere"}, "woont_elders"),
        ({"zelfdoding": "plan"}, "zelfdoding"),
        ({"voorliggend": BED_ELDERS}, "beddentekort"),
        ({"ontvangst_spoed": "2020-12-31", "start_spoed": "2020-12-31"}, "buiten_geldigheid"),
    ],
    ids=lambda a: a if isinstance(a, str) else "",
)
def test_each_certain_block_refuses(antwoorden: dict[str, Any], blokkade: str) -> None:
    """R176-R177 and the exceptions: each block alone gives voldoet_niet."""
    deel = spoed(**antwoorden)
    assert deel["blokkades"][blokkade] == "aanwezig"
    assert deel["oordeel"] == "voldoet_niet"


@pytest.mark.parametrize(
    "weg", ["spoed_leveringsvorm", "spoed_contract", "gemeente", "zelfdoding", "voorliggend"]
)
def test_a_block_that_is_not_known_absent_leaves_it_open(weg: str) -> None:
    """Voldoet needs every block to be known absent; what is unknown is asked."""
    deel = spoed(zonder=(weg,))
    assert deel["oordeel"] == "onvoldoende_informatie"
    assert "voldoet" in deel["oordeel_mogelijk"]


def test_a_block_is_certain_whatever_else_is_unknown() -> None:
    """A pgb refuses also while the rest is unknown."""
    deel = als_data(voorstel({"nu_acuut": "ja", "spoed_leveringsvorm": "pgb"}, None))["uitkomst"]
    assert deel["spoed"]["oordeel"] == "voldoet_niet"


def test_after_a_block_the_melding_and_the_duty_to_act_remain() -> None:
    """Both wordings of a refusal say that it stays a melding and that the gemeente must act."""
    regel = boek().regels["S-blokkade"]
    assert "melding" in regel.omdat
    assert "college" in regel.omdat
    assert "melding blijft staan" in regel.u


def test_a_shortage_of_beds_everywhere_is_no_block() -> None:
    """R177: only when a bed elsewhere can be had does that go first."""
    assert spoed()["blokkades"]["beddentekort"] == "afwezig"


def test_a_running_pgb_for_something_else_is_no_block() -> None:
    """Only spoed help itself cannot be a pgb."""
    assert spoed(lopend="pgb")["oordeel"] == "voldoet"


# Dates, PAAZ and discharge


@pytest.mark.parametrize(
    ("start_op", "verwacht"),
    [
        ("2021-05-04", "te_vragen"),
        ("2021-05-05", "voldaan"),
        ("2021-05-06", "voldaan"),
        ("2021-05-07", "voldaan"),
        ("2021-05-08", "te_vragen"),
    ],
)
def test_help_starts_within_two_days_of_receipt(start_op: str, verwacht: str) -> None:
    """R164, R171: before receipt or over two days after it is asked about, never refused."""
    deel = spoed(start_spoed=start_op)
    assert deel["criteria"]["4"] == verwacht
    assert deel["oordeel"] in {"voldoet", "onvoldoende_informatie"}


def test_help_that_starts_later_is_asked_about() -> None:
    """A later start while something threatens: why is it spoed then?"""
    assert spoed(start="later")["oordeel"] == "onvoldoende_informatie"


@pytest.mark.parametrize("ontslag", ["onverwacht", "afgesproken", "datum_onbekend", "nog_binnen"])
def test_home_from_the_paaz_counts_as_not_plannable(ontslag: str) -> None:
    """R173: within one to five days home from the PAAZ; the 48 hours run from homecoming."""
    deel = spoed(start="paaz", ontslag=ontslag, start_spoed="2021-05-10")
    assert deel["criteria"]["4"] == "voldaan"
    assert deel["criteria"]["6"] == "voldaan"
    assert deel["oordeel"] == "voldoet"


def test_the_paaz_without_an_admission_contradicts_itself() -> None:
    """Home from the PAAZ and yet from no admission: ask what is right."""
    deel = spoed(start="paaz", ontslag="nee")
    assert deel["criteria"]["4"] == deel["criteria"]["6"] == "te_vragen"
    assert deel["oordeel"] == "onvoldoende_informatie"


@pytest.mark.parametrize(
    ("ontslag", "verwacht"),
    [
        ("nee", "niet_voldaan"),
        ("onverwacht", "voldaan"),
        ("afgesproken", "niet_voldaan"),
        ("datum_onbekend", "te_vragen"),
        ("nog_binnen", "te_vragen"),
    ],
)
def test_criterion_six_only_after_an_admission(ontslag: str, verwacht: str) -> None:
    """R166, R173: planned discharge is no spoed; outside the PAAZ an unknown date is asked."""
    assert spoed(ontslag=ontslag)["criteria"]["6"] == verwacht


def test_a_planned_event_with_an_unexpected_discharge_is_asked_about() -> None:
    """R166, R168: facts that contradict each other are no reason to refuse."""
    deel = spoed(gebeurtenis="gepland", ontslag="onverwacht")
    assert deel["criteria"]["1"] == "te_vragen"
    assert deel["oordeel"] == "onvoldoende_informatie"


# What was asked of others


def test_what_was_not_asked_is_unknown() -> None:
    """R174: not asked is not the same as not possible."""
    deel = spoed(voorliggend={**SPOED["voorliggend"], "huisarts": "niet_gevraagd"})
    assert deel["criteria"]["7"] == "onbekend"
    assert deel["oordeel"] == "onvoldoende_informatie"


# Suicidality


@pytest.mark.parametrize("zelfdoding", ["niet_beoordeeld", "plan"])
def test_severe_or_unassessed_suicidality_is_a_crisis(zelfdoding: str) -> None:
    """R176: the crisis service first, above everything on the screen."""
    gemaakt = voorstel({**SPOED, "zelfdoding": zelfdoding, "naasten": "raakt_op"}, None)
    assert gemaakt.signalen[0] == "spoed_crisisdienst"
    assert boek().signalen["spoed_crisisdienst"].soort == "crisis"


@pytest.mark.parametrize("zelfdoding", ["geen", "beoordeeld"])
def test_assessed_thoughts_are_no_block(zelfdoding: str) -> None:
    """When a doctor says that home is possible, there is no block and no crisis."""
    gemaakt = voorstel({**SPOED, "zelfdoding": zelfdoding}, None)
    assert gemaakt.spoor.waarde("spoed") == "voldoet"
    assert "spoed_crisisdienst" not in gemaakt.signalen


@pytest.mark.parametrize(
    "anders", [{}, {"gebeurtenis": "gepland"}, {"zonder_hulp": ["kan_wachten"]}]
)
def test_unassessed_thoughts_are_never_refused(anders: dict[str, Any]) -> None:
    """Until assessed the verdict is onvoldoende_informatie, also when a criterion fails."""
    assert spoed(zelfdoding="niet_beoordeeld", **anders)["oordeel"] == "onvoldoende_informatie"


def test_the_crisis_service_is_named_by_its_present_name() -> None:
    """A forced admission is called a crisismaatregel now, with its former name beside it."""
    omdat = boek().regels["S-let-op-crisisdienst"].omdat
    assert "crisismaatregel" in omdat
    assert "inbewaringstelling" in omdat


# Vangnet and running help


def test_a_complete_vangnet_counts_as_the_sudden_change() -> None:
    """R186-R187: the door has just opened; and no letters go out."""
    gemaakt = voorstel({**SPOED, "gebeurtenis": "geleidelijk", "vangnet": "ja"}, None)
    assert gemaakt.spoor.waarde("spoed") == "voldoet"
    assert "spoed_geen_post" in gemaakt.signalen


def test_an_incomplete_vangnet_is_asked_about_without_letters() -> None:
    """R188: until it is settled, no letters, and nothing is refused."""
    gemaakt = voorstel({**SPOED, "gebeurtenis": "geleidelijk", "vangnet": "niet_compleet"}, None)
    assert gemaakt.spoor.waarde("spoed") == "onvoldoende_informatie"
    assert "spoed_geen_post" in gemaakt.signalen


def test_an_unknown_vangnet_sends_no_letters_yet() -> None:
    """R188: also while nobody knows, no letter goes out."""
    assert "spoed_geen_post" in voorstel(SPOED, None, zonder=["vangnet"]).signalen
    assert "spoed_geen_post" not in voorstel(SPOED, None).signalen


@pytest.mark.parametrize("lopend", ["arrangement", "verlopen", "pgb"])
@pytest.mark.parametrize(
    ("gebeurtenis", "herindicatie"),
    [("geleidelijk", True), ("gepland", True), ("plotseling", False), ("geknapt", False)],
)
def test_running_or_expired_help_is_herindicatie_unless_something_happened(
    lopend: str, gebeurtenis: str, herindicatie: bool
) -> None:
    """R175: an indication that expired or is too tight is no spoed without a new event."""
    gemaakt = voorstel({**SPOED, "lopend": lopend, "gebeurtenis": gebeurtenis}, None)
    assert ("spoed_herindicatie" in gemaakt.signalen) == herindicatie
    assert (gemaakt.spoor.waarde("spoed") == "voldoet") != herindicatie


def test_running_wlz_is_a_signal_and_no_block() -> None:
    """R174: care from the Wlz is told, and holds nothing up."""
    gemaakt = voorstel({**SPOED, "lopend": "wlz"}, None)
    assert "spoed_wlz" in gemaakt.signalen
    assert gemaakt.spoor.waarde("spoed") == "voldoet"


@pytest.mark.parametrize(
    ("antwoorden", "signaal"),
    [
        ({"houding": "vangnet"}, "spoed_vangnet_verschilt"),
        (
            {"zonder_hulp": ["kan_wachten"], "veiligheid": ["acuut"]},
            "spoed_veiligheid_verschilt",
        ),
    ],
)
def test_form_and_conversation_that_differ_are_a_contradiction(
    antwoorden: dict[str, Any], signaal: str
) -> None:
    """What the form says and the conversation says otherwise is shown as a contradiction."""
    assert signaal in voorstel({**SPOED, **antwoorden}, None).signalen
    assert signaal not in voorstel(SPOED, None).signalen


def test_the_spoedvragen_do_not_count_without_haste() -> None:
    """When nothing is acute, the spoed questions are neither open nor used."""
    gemaakt = voorstel({"aandacht": "soms", "spoed_leveringsvorm": "pgb", "zelfdoding": "plan"})
    assert gemaakt.openstaand == ()
    assert gemaakt.spoor.is_nvt("spoed")
    assert "spoed_crisisdienst" not in gemaakt.signalen


def test_the_agreements_hold_from_the_first_of_2021() -> None:
    """A start on the first day is inside the validity, the day before is not."""
    eerste = criteria(Melding(ontvangst=date(2021, 1, 1), start_op=date(2021, 1, 1)))
    ervoor = criteria(Melding(ontvangst=date(2020, 12, 31), start_op=date(2020, 12, 31)))
    assert eerste.waarde("spoed") == "voldoet"
    assert ervoor.waarde("spoed") == "voldoet_niet"

"""Reading an intake: every form of an answer, and what makes an answer count."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.indicatie.intake import Antwoord, Intake, lees_intake
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.klassen import Interval
from engine.rulebook.lezen import lees_json
from tests.indicatie.maken import (
    VOORBEELDEN,
    boek,
    gegevens,
    lees,
    lees_tekst,
    regelwerk,
    rij,
    voorstel_bij,
)


def antwoord(vraag: str, inhoud: Any) -> Antwoord:
    """Return one answer as read."""
    return lees({"peildatum": "2021-06-01", "antwoorden": {vraag: inhoud}}).antwoorden[vraag]


# Forms


@pytest.mark.parametrize(
    "inhoud",
    [
        "erbij",
        {"waarde": "erbij"},
        {"waarde": "erbij", "blijkt_uit": "gezien"},
        {"waarde": "erbij", "blijkt_uit": ["gezien", "naaste"], "datum": "2021-05-01"},
        {"waarde": "erbij", "twijfel": "zetje", "wie_zegt": "naaste"},
        {"waarde": "erbij", "ook": [{"waarde": "zelf", "wie_zegt": "client"}]},
    ],
    ids=["kaal", "waarde", "bewijs", "meer bewijs", "twijfel", "ook"],
)
def test_every_form_of_a_choice_reads_as_the_same_answer(inhoud: Any) -> None:
    """Bare or with circumstances: the answer that counts is its waarde."""
    gelezen = antwoord("besluiten", inhoud)
    assert gelezen.feiten == {"besluiten": "erbij"}
    assert gelezen.onbekend is None


def test_the_circumstances_of_an_answer_are_kept() -> None:
    """Evidence, doubt, who says it, when, and what another says are all still there."""
    inhoud = antwoord(
        "besluiten",
        {
            "waarde": "erbij",
            "twijfel": "zetje",
            "blijkt_uit": "gezien",
            "wie_zegt": "naaste",
            "datum": "2021-05-01",
            "ook": [{"waarde": "zelf", "wie_zegt": "client"}],
        },
    ).inhoud
    assert inhoud is not None
    assert (inhoud.waarde, inhoud.twijfel) == ("erbij", "zetje")
    assert (inhoud.blijkt_uit, inhoud.wie_zegt) == (["gezien"], "naaste")
    assert inhoud.datum == date(2021, 5, 1)
    assert inhoud.ook == [{"waarde": "zelf", "wie_zegt": "client"}]


@pytest.mark.parametrize("reden", list(boek().kop.redenen_onbekend))
def test_every_reason_for_unknown_leaves_the_answer_open(reden: str) -> None:
    """Asked and not known: no fact, and the reason."""
    gelezen = antwoord("besluiten", {"onbekend": reden})
    assert not gelezen.feiten
    assert gelezen.onbekend == reden


@pytest.mark.parametrize(
    ("vraag", "keuze", "reden"),
    [
        ("gemeente", "onduidelijk", "uitzoeken"),
        ("contacten", "niet_besproken", "niet_besproken"),
        ("vrij_aanbod", "niet_bekeken", "niet_bekeken"),
        ("andere_wet", "uitzoeken", "uitzoeken"),
    ],
)
def test_an_answer_that_means_unknown_is_unknown(vraag: str, keuze: str, reden: str) -> None:
    """Niet besproken, niet bekeken and uitzoeken are unknown with that reason."""
    for inhoud in (keuze, {"waarde": keuze}):
        gelezen = antwoord(vraag, inhoud)
        assert not gelezen.feiten
        assert gelezen.onbekend == reden


@pytest.mark.parametrize("inhoud", ["dood", ["dood"], {"waarde": "dood"}, {"waarde": ["dood"]}])
def test_several_answers_say_yes_or_no_to_each(inhoud: Any) -> None:
    """One tick or a list: every answer that was not ticked is a no."""
    feiten = antwoord("veiligheid", inhoud).feiten
    assert feiten["veiligheid.dood"] == "ja"
    assert {w for n, w in feiten.items() if n != "veiligheid.dood"} == {"nee"}


@pytest.mark.parametrize("diep", [False, True])
def test_an_answer_per_part_knows_only_the_parts_that_were_asked(diep: bool) -> None:
    """Parts left out, empty or not asked stay unknown."""
    delen = {"huisarts": "kan", "wlz": "niet_gevraagd", "bed_elders": None}
    inhoud = {"waarde": delen, "blijkt_uit": "deskundige"} if diep else delen
    assert antwoord("voorliggend", inhoud).feiten == {"voorliggend.huisarts": "kan"}


def test_an_answer_per_part_can_be_unknown_as_a_whole() -> None:
    """Onbekend at an answer per part leaves every part open."""
    gelezen = antwoord("voorliggend", {"onbekend": "nagevraagd"})
    assert (gelezen.feiten, gelezen.onbekend) == ({}, "nagevraagd")


def test_a_date_counts_under_antwoorden_and_under_data() -> None:
    """A date question may stand at either place."""
    dag = Interval.dag(date(2021, 5, 5))
    assert antwoord("start_spoed", "2021-05-05").feiten == {"start_spoed": dag}
    bij_data = lees({**gegevens(), "data": {"start_spoed": "2021-05-05"}})
    assert bij_data.feiten()["start_spoed"] == dag


def test_an_empty_answer_was_not_asked() -> None:
    """A key without anything behind it is no answer."""
    gelezen = lees_tekst("peildatum: 2021-06-01\nantwoorden:\n  besluiten:\n  gemeente: beek\n")
    assert list(gelezen.antwoorden) == ["gemeente"]


# Evidence


def test_without_its_evidence_an_answer_does_not_count() -> None:
    """Houdt_op without an expert or an earlier time: no fact, and what is missing."""
    gelezen = antwoord("gevolg", {"waarde": "houdt_op", "blijkt_uit": "inschatting"})
    assert not gelezen.feiten
    assert gelezen.mist_bewijs == ("deskundige", "eerder_gebeurd")


def test_one_of_the_asked_kinds_of_evidence_is_enough() -> None:
    """Among other evidence, one expert makes it count."""
    gelezen = antwoord("gevolg", {"waarde": "houdt_op", "blijkt_uit": ["client", "deskundige"]})
    assert gelezen.feiten == {"gevolg": "houdt_op"}
    assert gelezen.mist_bewijs == ()


def test_evidence_with_another_answer_is_no_evidence() -> None:
    """The evidence of what another says does not support the answer that counts."""
    gelezen = antwoord(
        "gevolg", {"waarde": "houdt_op", "ook": [{"waarde": "hapert", "wie_zegt": "deskundige"}]}
    )
    assert not gelezen.feiten


# The same in every form


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_an_intake_reads_the_same_from_yaml_and_json(pad: Any) -> None:
    """Written as JSON, an example gives the same answers, facts and rows."""
    uit_yaml = lees_tekst(pad.read_text(encoding="utf-8"), pad.name)
    uit_json = lees(uit_yaml.vorm.model_dump(mode="json", exclude_none=True, exclude_unset=True))
    assert uit_json.feiten() == uit_yaml.feiten()
    assert uit_json.vorm.weekrooster == uit_yaml.vorm.weekrooster
    assert uit_json.peildatum == uit_yaml.peildatum
    assert voorstel_bij(pad).intake.feiten() == uit_yaml.feiten()


def test_true_and_false_are_ja_and_nee() -> None:
    """Other programs send booleans."""
    for waar, onwaar in (("ja", "nee"), (True, False)):
        gelezen = lees({**gegevens(None, [rij(tijdelijk=onwaar)]), "weekrooster_compleet": waar})
        assert gelezen.vorm.weekrooster_compleet
        assert gelezen.vorm.weekrooster is not None
        assert not gelezen.vorm.weekrooster[0].tijdelijk


# Anything at all

NAMEN = st.sampled_from(
    [
        *("peildatum", "antwoorden", "data", "weekrooster", "weekrooster_compleet", "fasen"),
        *("golven", "vorige_indicatie", "ingangsdatum", "einddatum", "goed_weken", "waarde"),
        *("onbekend", "blijkt_uit", "ook", "twijfel", "dagen", "minuten", "activiteit", "wie"),
        *("vorm", "resultaat", "besluiten", "veiligheid", "voorliggend", "start_spoed", "huisarts"),
    ]
)
WAARDEN = st.sampled_from(
    [
        *("2021-06-01", "2020-01-01", "zelf", "dood", "ja", "nee", "onbekend", "ma", "groep"),
        *("individueel", "beroepskracht", "deskundige", "weigert", "", " ", "\u0000", "2021-02-30"),
    ]
)
GETALLEN = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)
BLAD = st.one_of(st.none(), GETALLEN, WAARDEN, st.text(max_size=8))
IETS = st.recursive(
    BLAD,
    lambda deel: st.one_of(
        st.lists(deel, max_size=4),
        st.dictionaries(st.one_of(NAMEN, st.text(max_size=6)), deel, max_size=6),
    ),
    max_leaves=20,
)
KERN = st.fixed_dictionaries(
    {"peildatum": st.just("2021-06-01"), "antwoorden": st.dictionaries(NAMEN, IETS, max_size=4)},
    optional={
        "weekrooster": IETS,
        "data": IETS,
        "fasen": IETS,
        "golven": IETS,
        "vorige_indicatie": IETS,
        "einddatum": BLAD,
    },
)


def lees_of_meld(inhoud: Any) -> Intake | None:
    """Read anything; None when it was refused with diagnoses."""
    knoop, problemen = lees_json(json.dumps(inhoud))
    try:
        if knoop is None or problemen:
            raise DiagnoseFout(problemen)
        return lees_intake(regelwerk(), knoop)
    except DiagnoseFout as fout:
        assert fout.diagnoses
        assert all(d.melding and d.code for d in fout.diagnoses)
        return None


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(KERN, IETS))
@example({"peildatum": "2021-06-01", "antwoorden": ["besluiten"]})
@example({"peildatum": "2021-06-01", "antwoorden": {"besluiten": {}}})
@example({"peildatum": "2021-06-01", "antwoorden": {"voorliggend": {"waarde": "kan"}}})
@example({"antwoorden": {"besluiten": "zelf"}, "weekrooster": {"a": 1}})
@example({"peildatum": {"a": 1}, "antwoorden": {"besluiten": "zelf"}, "data": "melding"})
@example([])
@example("intake")
def test_anything_is_an_intake_or_is_refused_with_diagnoses(inhoud: Any) -> None:
    """Whatever is sent: an Intake, or diagnoses with a message each, and never a traceback."""
    lees_of_meld(inhoud)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_one_broken_place_in_a_good_intake_is_refused_or_read(data: st.DataObject) -> None:
    """A good intake with something odd at one place gives an Intake or diagnoses."""
    intake = gegevens(None, [rij()], golven={"goed_weken": 40, "slecht_weken": 12})
    plekken = [
        (intake, "antwoorden"),
        (intake, "weekrooster"),
        (intake, "golven"),
        (intake["weekrooster"], 0),
        *((intake["weekrooster"][0], naam) for naam in intake["weekrooster"][0]),
        *((intake["antwoorden"], naam) for naam in intake["antwoorden"]),
        *((intake["golven"], naam) for naam in intake["golven"]),
    ]
    deel, sleutel = data.draw(st.sampled_from(plekken))
    deel[sleutel] = data.draw(IETS)
    lees_of_meld(intake)

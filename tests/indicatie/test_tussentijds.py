"""What happens during an indication: who does what, before when, and what may be declared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.kleene import Status
from engine.indicatie.termijnen import Uiterlijk
from engine.indicatie.tussentijds import Taak, als_json, tussentijds
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Actie
from tests.indicatie.maken import boek, regelwerk

SNEL = settings(max_examples=60, deadline=None, derandomize=True)
GEBEURTENISSEN = sorted(
    g.id
    for g in boek().gebeurtenissen.values()
    if g.grond.positie.bestand.endswith("tussentijds.yaml")
)
DAG = date(2021, 3, 10)


def feiten(**antwoorden: str | int) -> dict[str, str | Interval]:
    """Return answers as facts: a number as an interval that holds just that number."""
    return {n: Interval.precies(w) if isinstance(w, int) else w for n, w in antwoorden.items()}


def taken(gebeurtenis: str, dag: date = DAG, **antwoorden: str | int) -> dict[str, Taak]:
    """Return what must be done after an event, by id."""
    return {t.id: t for t in tussentijds(boek(), gebeurtenis, dag, feiten(**antwoorden))}


def zeker(gebeurtenis: str, dag: date = DAG, **antwoorden: str | int) -> set[str]:
    """Return the ids of what certainly must be done."""
    alle = taken(gebeurtenis, dag, **antwoorden).items()
    return {id_ for id_, taak in alle if taak.status is Status.GELDT}


def acties() -> Iterator[tuple[str, Actie]]:
    """Yield every action with its event."""
    for gebeurtenis in GEBEURTENISSEN:
        for actie in boek().gebeurtenissen[gebeurtenis].acties:
            yield gebeurtenis, actie


# Absence


MELDEN = {"afwezig-formulier", "afwezig-melden", "afwezig-cak"}
STOP = {"afwezig-toewijzing-stop", "afwezig-opnieuw"}


@pytest.mark.parametrize("dagen", [1, 14, 27])
def test_a_short_absence_is_made_up_for_and_declared(dagen: int) -> None:
    """Up to 27 days nothing is reported and the arrangement runs on."""
    assert zeker("afwezigheid", dagen_afwezig=dagen, afwezigheid_eenmalig="nee") == {
        "afwezig-inhalen",
        "afwezig-doorlopen",
        "afwezig-grens-in-zicht",
    }


def test_one_missed_appointment_is_declared_in_full() -> None:
    """Illness or another appointment, once: made up for if possible, declared in full."""
    assert zeker("afwezigheid", dagen_afwezig=1, afwezigheid_eenmalig="ja") == {
        "eenmalig-inhalen",
        "eenmalig-declaratie",
    }


def test_exactly_28_days_are_reported_and_declared_with_a_warning() -> None:
    """The source says both over 28 days and four weeks or longer: report, pay, and warn."""
    gevonden = zeker("afwezigheid", dagen_afwezig=28, hervatting_bekend="ja")
    assert gevonden == MELDEN | {"afwezig-precies-grens", "afwezig-hervatten"}
    waarschuwing = taken("afwezigheid", dagen_afwezig=28)["afwezig-precies-grens"]
    assert waarschuwing.tekst.startswith("Let op")
    assert waarschuwing.soort == "declaratie"
    assert waarschuwing.grond.interpretatie is not None


@pytest.mark.parametrize("dagen", [29, 60, 365])
def test_over_28_days_nothing_is_declared(dagen: int) -> None:
    """A longer interruption is reported and the whole of it is not declared."""
    gevonden = zeker("afwezigheid", dagen_afwezig=dagen, hervatting_bekend="ja")
    assert gevonden == MELDEN | {"afwezig-geen-declaratie", "afwezig-hervatten"}


def test_without_a_day_of_return_the_arrangement_stops() -> None:
    """Then the allocation is changed, and a new indication follows on return."""
    gevonden = zeker("afwezigheid", dagen_afwezig=29, hervatting_bekend="nee")
    assert gevonden == MELDEN | STOP | {"afwezig-geen-declaratie"}


def test_an_unknown_number_of_days_leaves_everything_open() -> None:
    """Nothing is certain, and each action says on which questions it waits."""
    gevonden = taken("afwezigheid")
    assert zeker("afwezigheid") == set()
    assert gevonden["afwezig-melden"].openstaand == ("dagen_afwezig",)
    assert gevonden["afwezig-hervatten"].openstaand == ("dagen_afwezig", "hervatting_bekend")
    assert {n for t in gevonden.values() for n in t.openstaand} == {
        "dagen_afwezig",
        "afwezigheid_eenmalig",
        "hervatting_bekend",
    }


def test_a_range_of_days_is_open_only_where_it_matters() -> None:
    """Known to be at least 28 days: report it, and only paying still waits."""
    gevonden = tussentijds(
        boek(), "afwezigheid", DAG, {"dagen_afwezig": Interval(Fraction(28), Fraction(40))}
    )
    status = {t.id: t.status for t in gevonden}
    assert {id_ for id_, s in status.items() if s is Status.GELDT} == MELDEN
    assert status["afwezig-geen-declaratie"] is Status.ONBEKEND
    assert "afwezig-inhalen" not in status


def test_the_28th_day_is_counted_from_the_first_day_missed() -> None:
    """Absent from 1 March the 28th day is 28 March; from 2 February 2024 it is 29 February."""
    maart = taken("afwezigheid", date(2021, 3, 1))["afwezig-grens-in-zicht"]
    februari = taken("afwezigheid", date(2024, 2, 2))["afwezig-grens-in-zicht"]
    assert maart.uiterlijk == Uiterlijk(date(2021, 3, 28))
    assert februari.uiterlijk == Uiterlijk(date(2024, 2, 29))
    assert "28 maart 2021" in maart.tekst


@pytest.mark.parametrize("dagen", range(1, 60))
def test_an_absence_is_paid_or_not_but_never_both(dagen: int) -> None:
    """With all answers known there is exactly one action about declaring."""
    for eenmalig in ("ja", "nee"):
        for bekend in ("ja", "nee"):
            gevonden = taken(
                "afwezigheid",
                dagen_afwezig=dagen,
                afwezigheid_eenmalig=eenmalig,
                hervatting_bekend=bekend,
            ).values()
            assert all(t.status is Status.GELDT for t in gevonden)
            assert len([t for t in gevonden if t.soort == "declaratie"]) == 1


def test_a_long_holiday_is_an_interruption_too() -> None:
    """Four weeks or longer follows the absence as well; a shorter one only the talk."""
    gesprek = {"vakantie-mag", "vakantie-afstemmen", "vakantie-gesprek"}
    lang = zeker("lange_vakantie", dagen_afwezig=28, gedwongen_kader="nee")
    kort = zeker("lange_vakantie", dagen_afwezig=27, gedwongen_kader="nee")
    assert lang == gesprek | {"vakantie-onderbreking"}
    assert kort == gesprek
    assert "vakantie-gedwongen" in zeker("lange_vakantie", gedwongen_kader="ja")


# Death and moving


def test_after_a_death_the_day_itself_is_the_last() -> None:
    """The day of death is declared and the provision ends the day after."""
    gevonden = taken("overlijden", date(2021, 2, 28))
    assert gevonden["overlijden-laatste-dag"].tekst == (
        "Declareert tot en met 28 februari 2021, de dag van overlijden."
    )
    assert gevonden["overlijden-einde"].uiterlijk == Uiterlijk(date(2021, 3, 1))
    assert gevonden["overlijden-melden"].uiterlijk is None
    assert gevonden["overlijden-melden"].wie == "aanbieder"


def test_a_death_is_reported_to_the_ggd_in_time() -> None:
    """A death on Good Friday must be known to the GGD before nine on the Tuesday after."""
    taak = taken("overlijden", date(2021, 4, 2))["overlijden-ggd"]
    assert taak.uiterlijk == Uiterlijk(date(2021, 4, 6), time(9))
    assert "6 april 2021 om 09.00 uur" in taak.tekst


def test_moving_out_of_the_region_stops_on_the_day_of_the_move() -> None:
    """Stopped per that day, so the day before is the last that is declared."""
    gevonden = taken("verhuizing_buiten_de_regio", date(2021, 3, 1))
    assert gevonden["buiten-stopt"].uiterlijk == Uiterlijk(date(2021, 3, 1))
    assert gevonden["buiten-declaratie"].uiterlijk == Uiterlijk(date(2021, 2, 28))
    assert "buiten-client-meldt" in gevonden


def test_moving_within_the_region_leaves_no_gap() -> None:
    """The old allocation ends the day before the new one begins, and the gemeenten confer."""
    gevonden = taken("verhuizing_binnen_de_regio", date(2024, 3, 1))
    assert gevonden["binnen-declaratie"].uiterlijk == Uiterlijk(date(2024, 2, 29))
    assert gevonden["binnen-nieuwe-toewijzing"].uiterlijk == Uiterlijk(date(2024, 3, 1))
    assert gevonden["binnen-overleg"].wie == "gemeente"


# Calamities


@pytest.mark.parametrize(
    ("dag", "tot"),
    [
        (date(2021, 3, 5), date(2021, 3, 8)),  # Friday
        (date(2021, 3, 6), date(2021, 3, 8)),  # Saturday
        (date(2021, 3, 7), date(2021, 3, 8)),  # Sunday
        (date(2021, 3, 3), date(2021, 3, 4)),  # Wednesday
        (date(2021, 5, 4), date(2021, 5, 6)),  # before 5 May
        (date(2021, 4, 1), date(2021, 4, 6)),  # before Good Friday
        (date(2021, 12, 24), date(2021, 12, 27)),
    ],
)
@pytest.mark.parametrize(
    ("gebeurtenis", "taak"),
    [
        ("calamiteit", "calamiteit-ggd"),
        ("calamiteit", "calamiteit-gemeente"),
        ("geweld", "geweld-ggd"),
    ],
)
def test_a_calamity_is_reported_before_nine(
    gebeurtenis: str, taak: str, dag: date, tot: date
) -> None:
    """Before nine on the first werkdag after it, to GGD and gemeente alike, and violence too."""
    gevonden = taken(gebeurtenis, dag)[taak]
    assert gevonden.uiterlijk == Uiterlijk(tot, time(9))
    assert "om 09.00 uur" in gevonden.tekst
    assert (gevonden.wie, gevonden.soort) == ("aanbieder", "bericht")


def test_the_ggd_answers_in_one_and_three_werkdagen() -> None:
    """Counted from the report: on Monday means confirmed on Tuesday, contact on Thursday."""
    gemeld = {"calamiteit_gemeld": Interval.dag(date(2021, 3, 8))}
    gevonden = {t.id: t for t in tussentijds(boek(), "calamiteit", date(2021, 3, 5), gemeld)}
    assert gevonden["calamiteit-bevestiging"].uiterlijk == Uiterlijk(date(2021, 3, 9))
    assert gevonden["calamiteit-contact"].uiterlijk == Uiterlijk(date(2021, 3, 11))
    assert "uiterlijk op 9 maart 2021" in gevonden["calamiteit-bevestiging"].tekst


@pytest.mark.parametrize(
    ("gebeurtenis", "taak", "vraag"),
    [
        ("calamiteit", "calamiteit-bevestiging", "calamiteit_gemeld"),
        ("geweld", "geweld-contact", "calamiteit_gemeld"),
        ("zorgweigering", "weigering-bezwaar", "besluit_aanbieder"),
        ("eenzijdige_beeindiging", "stoppen-bezwaar", "besluit_aanbieder"),
        ("afwezigheid", "afwezig-hervatten", "hervatting"),
    ],
)
def test_a_day_that_counts_from_another_day_waits_for_it(
    gebeurtenis: str, taak: str, vraag: str
) -> None:
    """Without that day there is no last day, and the task and the event ask for it."""
    gevonden = taken(gebeurtenis)[taak]
    assert (gevonden.uiterlijk, gevonden.wacht_op) == (None, vraag)
    assert "een dag die nog niet bekend is" in gevonden.tekst
    gegevens = als_json(boek(), gebeurtenis, DAG, (gevonden,))
    assert vraag in gegevens["openstaand"]
    assert gegevens["taken"][0]["wacht_op"] == vraag
    met = tussentijds(boek(), gebeurtenis, DAG, {vraag: Interval.dag(date(2021, 4, 1))})
    (bekend,) = [t for t in met if t.id == taak]
    assert bekend.uiterlijk is not None
    assert bekend.wacht_op == ""


def test_objection_by_the_provider_counts_from_the_decision() -> None:
    """Sent on Monday 12 April 2021: six weeks end on Whit Monday, so on 25 May."""
    feit = {"besluit_aanbieder": Interval.dag(date(2021, 4, 12))}
    gevonden = {t.id: t for t in tussentijds(boek(), "zorgweigering", DAG, feit)}
    assert gevonden["weigering-bezwaar"].uiterlijk == Uiterlijk(date(2021, 5, 25))


# Stopping, changing, and the end of an indication


def test_notice_on_10_march_ends_on_30_april() -> None:
    """The month begins on 1 April; the new provider begins on 1 May."""
    gevonden = taken("wisselen_van_aanbieder", date(2021, 3, 10))
    assert gevonden["wisselen-ingang"].uiterlijk == Uiterlijk(date(2021, 4, 1))
    assert gevonden["wisselen-oude-aanbieder"].uiterlijk == Uiterlijk(date(2021, 4, 30))
    assert gevonden["wisselen-declaratie"].uiterlijk == Uiterlijk(date(2021, 4, 30))
    assert gevonden["wisselen-opdracht"].uiterlijk == Uiterlijk(date(2021, 5, 1))
    assert gevonden["wisselen-ingang"].u == "Uw opzegtermijn van een maand begint op 1 april 2021."


def test_who_stops_altogether_chooses_the_last_day() -> None:
    """The month's notice is for changing provider only."""
    gevonden = taken("opzegging_door_client", date(2021, 3, 10))
    assert gevonden["opzeggen-einde"].uiterlijk == Uiterlijk(date(2021, 3, 10))
    assert gevonden["opzeggen-declaratie"].uiterlijk == Uiterlijk(date(2021, 3, 10))


@pytest.mark.parametrize(
    ("gebeurtenis", "taak"),
    [
        ("zorgweigering", "weigering-oordeel"),
        ("eenzijdige_beeindiging", "stoppen-oordeel"),
    ],
)
def test_the_gemeente_decides_in_five_werkdagen(gebeurtenis: str, taak: str) -> None:
    """A request of Thursday 29 April 2021 is decided on Friday 7 May: 5 May is no werkdag."""
    assert taken(gebeurtenis, date(2021, 4, 29))[taak].uiterlijk == Uiterlijk(date(2021, 5, 7))


def test_support_goes_on_while_a_provider_asks_to_stop() -> None:
    """The provider delivers until the decision and the transfer, and may declare that."""
    gevonden = taken("eenzijdige_beeindiging")
    assert gevonden["stoppen-doorleveren"].wie == "aanbieder"
    assert gevonden["stoppen-declaratie"].soort == "declaratie"


@pytest.mark.parametrize(
    ("gemeente", "eigen"),
    [
        ("sittard_geleen", {"aflopen-bijlagen"}),
        ("beek", {"aflopen-bijlagen"}),
        ("stein", {"aflopen-stein-bericht", "aflopen-stein-bijlagen"}),
    ],
)
def test_each_gemeente_asks_for_its_own_papers(gemeente: str, eigen: set[str]) -> None:
    """Sittard-Geleen and Beek ask plan and evaluation; Stein warns and asks the reasons."""
    gevonden = zeker("indicatie_loopt_af", gemeente=gemeente)
    alle = {"aflopen-bijlagen", "aflopen-stein-bericht", "aflopen-stein-bijlagen"}
    assert gevonden & alle == eigen
    open_ = taken("indicatie_loopt_af")
    assert {id_ for id_ in alle if open_[id_].openstaand == ("gemeente",)} == alle


def test_an_extension_is_asked_eight_weeks_before_the_end() -> None:
    """An indication through 31 December 2021 asks for a report on 5 November at the latest."""
    gevonden = taken("indicatie_loopt_af", date(2021, 12, 31))
    assert gevonden["aflopen-melden"].uiterlijk == Uiterlijk(date(2021, 11, 5))
    assert gevonden["aflopen-declaratie"].uiterlijk == Uiterlijk(date(2021, 12, 31))


def test_spoed_without_a_decision_never_stops_by_itself() -> None:
    """On day 56 the gemeente has talked or extends; the day after its own arrangement begins."""
    gevonden = taken("spoed_zonder_besluit", date(2021, 5, 5))
    assert gevonden["spoed-gesprek-voeren"].uiterlijk == Uiterlijk(date(2021, 6, 29))
    assert gevonden["spoed-verlengen"].uiterlijk == Uiterlijk(date(2021, 6, 29))
    assert gevonden["spoed-eigen-arrangement"].uiterlijk == Uiterlijk(date(2021, 6, 30))


@pytest.mark.parametrize(
    "gebeurtenis",
    ["structureel_meer_nodig", "structureel_minder_nodig", "client_wil_ander_arrangement"],
)
def test_an_arrangement_never_changes_by_itself(gebeurtenis: str) -> None:
    """The consulent is in it, and until a new allocation the old arrangement is declared."""
    gevonden = taken(gebeurtenis).values()
    assert "consulent" in {t.wie for t in gevonden}
    (declaratie,) = [t for t in gevonden if t.soort == "declaratie"]
    assert "tot er een nieuwe toewijzing is" in declaratie.tekst


def test_only_the_main_contractor_declares_a_shared_arrangement() -> None:
    """The agreements stand in the plan when the second provider begins."""
    gevonden = taken("gedeeld_arrangement")
    assert gevonden["gedeeld-declaratie"].soort == "declaratie"
    assert gevonden["gedeeld-plan"].uiterlijk == Uiterlijk(DAG)


# Every event


@pytest.mark.parametrize("gebeurtenis", GEBEURTENISSEN)
def test_no_word_is_left_to_fill_in(gebeurtenis: str) -> None:
    """Every text has its day in it, and both texts name the same day."""
    for taak in taken(gebeurtenis).values():
        assert "{" not in taak.tekst + taak.u
        assert (taak.status is Status.ONBEKEND) == bool(taak.openstaand)


@pytest.mark.parametrize("gebeurtenis", GEBEURTENISSEN)
def test_every_event_says_what_it_means_for_declaring(gebeurtenis: str) -> None:
    """After every event it is known what the provider may declare, except after a calamity."""
    soorten = {t.soort for t in taken(gebeurtenis).values()}
    zonder = {"calamiteit", "geweld", "lange_vakantie"}
    assert ("declaratie" in soorten) == (gebeurtenis not in zonder)


@pytest.mark.parametrize("gebeurtenis", GEBEURTENISSEN)
def test_an_event_as_data_is_json(gebeurtenis: str) -> None:
    """The event with its tasks survives JSON, and what a task does not have is absent."""
    gevonden = tussentijds(boek(), gebeurtenis, DAG, {})
    gegevens: dict[str, Any] = json.loads(
        json.dumps(als_json(boek(), gebeurtenis, DAG, gevonden), ensure_ascii=False)
    )
    assert gegevens["gebeurtenis"] == gebeurtenis
    assert gegevens["datum"]["dag"] == "2021-03-10"
    assert [t["id"] for t in gegevens["taken"]] == [t.id for t in gevonden]
    for deel, taak in zip(gegevens["taken"], gevonden, strict=True):
        assert ("uiterlijk" in deel) == (taak.uiterlijk is not None)
        assert ("u" in deel) == bool(taak.u)
        assert ("openstaand" in deel) == bool(taak.openstaand)
        assert deel["status"] in {"geldt", "onbekend"}
        assert deel["bron"]["inventaris"]


def test_the_open_questions_of_an_event_come_in_the_order_of_the_conversation() -> None:
    """Each question once."""
    gevonden = tussentijds(boek(), "afwezigheid", DAG, {})
    assert als_json(boek(), "afwezigheid", DAG, gevonden)["openstaand"] == [
        "dagen_afwezig",
        "afwezigheid_eenmalig",
        "hervatting_bekend",
        "hervatting",
    ]


def test_an_unknown_event_is_refused() -> None:
    """There is no event without a name in the rules."""
    with pytest.raises(KeyError):
        tussentijds(boek(), "verdwenen", DAG, {})


@SNEL
@given(
    st.sampled_from(GEBEURTENISSEN),
    st.dates(date(2015, 1, 1), date(2060, 12, 31)),
    st.integers(1, 400),
    st.sampled_from(["ja", "nee"]),
    st.sampled_from(["sittard_geleen", "beek", "stein"]),
)
def test_more_answers_only_settle_what_was_open(
    gebeurtenis: str, dag: date, dagen: int, janee: str, gemeente: str
) -> None:
    """What was certain stays, what was open is settled, and nothing new appears."""
    eerst = taken(gebeurtenis, dag)
    dan = taken(
        gebeurtenis,
        dag,
        dagen_afwezig=dagen,
        afwezigheid_eenmalig=janee,
        hervatting_bekend=janee,
        gedwongen_kader=janee,
        gemeente=gemeente,
    )
    assert zeker(gebeurtenis, dag) <= set(dan) <= set(eerst)
    assert all(t.status is Status.GELDT and not t.openstaand for t in dan.values())
    assert all(eerst[id_].uiterlijk == t.uiterlijk for id_, t in dan.items())


# The texts


def test_every_action_has_a_name_of_its_own() -> None:
    """No two actions share an id, also in different events."""
    namen = [actie.id for _, actie in acties()]
    assert len(namen) == len(set(namen))


def test_every_action_reads_as_an_order_to_someone() -> None:
    """Each text begins with a capital, ends with a period and has no internal name in it."""
    for _, actie in acties():
        for tekst in (actie.vorm.doet, actie.vorm.u or "Zo."):
            assert tekst[0].isupper(), actie.id
            assert tekst.endswith((".", "?")), actie.id
            zichtbaar = tekst.replace("{dag}", "")
            assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b|\bR\d{3}\b|@", zichtbaar), actie.id


def test_every_sentence_to_the_client_is_plain() -> None:
    """At most twenty words a sentence, with u, and of nobody in the third person."""
    for _, actie in acties():
        if actie.vorm.u is None:
            continue
        assert re.search(r"\b(u|uw)\b", actie.vorm.u, re.IGNORECASE), actie.id
        assert not re.search(r"cliënt|\b(hij|betrokkene)\b", actie.vorm.u, re.I), actie.id
        for zin in re.split(r"(?<=[.!?]) ", actie.vorm.u):
            assert len(zin.split()) <= 20, (actie.id, zin)


def test_what_the_client_must_do_is_told_to_the_client() -> None:
    """An action of the client always has a text with u."""
    for _, actie in acties():
        if actie.vorm.wie == "client":
            assert actie.vorm.u, actie.id


def test_a_day_in_a_text_has_a_term_behind_it() -> None:
    """A text that names a day has steps to count it."""
    for _, actie in acties():
        noemt = "{dag}" in actie.vorm.doet + (actie.vorm.u or "")
        assert not noemt or actie.uiterlijk, actie.id


def test_after_a_death_nothing_is_sent_to_the_client() -> None:
    """No action after a death is worded for the client."""
    assert [a.id for g, a in acties() if g == "overlijden" and a.vorm.u] == []


def test_every_entry_of_the_inventory_about_events_has_a_home() -> None:
    """Sharing, extension, scaling, absence, calamities, moving, refusing and ending."""
    tekst = next(t for n, t in regelwerk().teksten.items() if n.endswith("tussentijds.yaml"))
    genoemd = set(re.findall(r"R\d{3}", tekst))
    nodig = [35, 36, *range(61, 71), 129, 130, *range(145, 148), *range(150, 155)]
    nodig += [*range(160, 164), *range(181, 184), *range(191, 215), *range(229, 252)]
    assert [f"R{n:03}" for n in nodig if f"R{n:03}" not in genoemd] == []

"""The terms of the rules, with days worked out by hand from the sources."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.indicatie.kalender import eindigt_termijn, is_werkdag
from engine.indicatie.termijnen import Uiterlijk, begindatum, bereken, doorloop
from engine.rulebook.rulebook import Stap
from tests.indicatie.maken import boek, regelwerk

SNEL = settings(max_examples=150, deadline=None, derandomize=True)
DAGEN = st.dates(date(2000, 1, 1), date(2100, 12, 31))

WETTELIJK = {
    "onderzoek",
    "beschikking",
    "doorlooptijd",
    "bezwaar_client",
    "spoed_onderzoek",
    "bezwaar_aanbieder",
}
"""The terms to which the Algemene termijnenwet applies; all others stay on a free day."""

VANAF = {
    "onderzoek": "melding",
    "aanvraag_zonder_onderzoek": "melding",
    "beschikking": "aanvraag",
    "doorlooptijd": "melding",
    "bezwaar_client": "besluit",
    "spoed_begin": "start_spoed",
    "spoed_laatste_dag": "start_spoed",
    "spoed_gesprek": "start_spoed",
    "spoed_eigen_arrangement": "start_spoed",
    "spoed_onderzoek": "ontvangst_spoed",
    "intake_plannen": "ontvangst_toewijzing",
    "intake_houden": "intake_gepland",
    "intake_uiterst": "ontvangst_toewijzing",
    "plan_voorleggen": "intake_gehouden",
    "plan_tekenen": "plan_voorgelegd",
    "plan_niet_getekend": "plan_voorgelegd",
    "herindicatie": "einde_lopende_indicatie",
    "herindicatie_volgend": "einde_indicatie",
    "plan_niet_ouder": "melding",
    "evaluatie": "start_indicatie",
    "evaluatie_volgend": "laatste_evaluatie",
    "evaluatie_kort": "einde_indicatie",
    "evaluatie_fase": "fase_begin",
    "declaratie": "einde_ondersteuningsmaand",
    "calamiteit_melden": "calamiteit",
    "ggd_bevestiging": "calamiteit_gemeld",
    "ggd_contact": "calamiteit_gemeld",
    "oordeel_weigering": "verzoek_weigering",
    "oordeel_beeindiging": "verzoek_beeindiging",
    "bezwaar_aanbieder": "besluit_aanbieder",
    "opzegging_ingang": "opzegging",
    "opzegging_einde": "opzegging",
}
"""Every term of termijnen.yaml, with the date from which it is counted in the end."""

GEVALLEN = [
    # Six weeks: an ordinary day, a Saturday, and each holiday on which they can end
    ("onderzoek", "1-3-2021", "12-4-2021"),
    ("onderzoek", "6-3-2021", "19-4-2021"),
    ("onderzoek", "7-3-2021", "19-4-2021"),
    ("onderzoek", "19-2-2021", "6-4-2021"),  # Good Friday, then Easter
    ("onderzoek", "16-3-2021", "28-4-2021"),  # Koningsdag
    ("onderzoek", "15-3-2025", "28-4-2025"),  # Koningsdag on Saturday
    ("onderzoek", "24-3-2026", "6-5-2026"),  # 5 May
    ("onderzoek", "24-3-2025", "6-5-2025"),  # 5 May in a lustrum
    ("onderzoek", "1-4-2021", "17-5-2021"),  # Ascension Day, then a decree
    ("onderzoek", "12-4-2021", "25-5-2021"),  # Whit Monday
    ("onderzoek", "13-11-2021", "27-12-2021"),  # Christmas in a weekend
    ("onderzoek", "13-11-2025", "29-12-2025"),  # Christmas before a weekend
    ("onderzoek", "20-11-2021", "3-1-2022"),  # New Year
    ("onderzoek", "18-1-2024", "29-2-2024"),  # leap day
    ("onderzoek", "18-1-2023", "1-3-2023"),
    ("aanvraag_zonder_onderzoek", "1-3-2021", "13-4-2021"),
    ("aanvraag_zonder_onderzoek", "24-3-2026", "7-5-2026"),
    ("beschikking", "1-3-2021", "15-3-2021"),
    ("beschikking", "21-4-2021", "6-5-2021"),
    ("beschikking", "30-4-2021", "17-5-2021"),  # the decree of 14 May 2021
    ("beschikking", "18-12-2021", "3-1-2022"),
    ("beschikking", "15-2-2024", "29-2-2024"),
    ("beschikking", "15-2-2023", "1-3-2023"),
    ("doorlooptijd", "1-3-2021", "26-4-2021"),
    ("doorlooptijd", "2-3-2021", "28-4-2021"),
    ("doorlooptijd", "6-3-2021", "3-5-2021"),
    ("bezwaar_client", "1-3-2021", "12-4-2021"),
    ("bezwaar_client", "24-3-2021", "6-5-2021"),
    ("bezwaar_client", "18-1-2024", "29-2-2024"),
    ("bezwaar_aanbieder", "12-4-2021", "25-5-2021"),
    ("bezwaar_aanbieder", "13-4-2021", "25-5-2021"),
    # The support is granted from its own first day, a free day or not
    ("spoed_begin", "5-5-2021", "5-5-2021"),
    ("spoed_begin", "2-5-2021", "2-5-2021"),
    # Eight weeks of spoed: day 56 is the last, on whatever day it falls
    ("spoed_laatste_dag", "5-5-2021", "29-6-2021"),
    ("spoed_laatste_dag", "8-3-2021", "2-5-2021"),  # a Sunday stays
    ("spoed_laatste_dag", "11-3-2021", "5-5-2021"),  # a holiday stays
    ("spoed_laatste_dag", "6-1-2024", "1-3-2024"),
    ("spoed_laatste_dag", "6-1-2023", "2-3-2023"),
    ("spoed_gesprek", "5-5-2021", "29-6-2021"),
    ("spoed_gesprek", "8-3-2021", "2-5-2021"),
    ("spoed_eigen_arrangement", "5-5-2021", "30-6-2021"),
    ("spoed_eigen_arrangement", "8-3-2021", "3-5-2021"),
    ("spoed_eigen_arrangement", "5-1-2024", "1-3-2024"),
    ("spoed_onderzoek", "24-3-2021", "6-5-2021"),
    ("spoed_onderzoek", "5-5-2021", "16-6-2021"),
    # Five and ten werkdagen: Easter, 5 May and Ascension Day in between; a decree counts
    ("intake_plannen", "1-3-2021", "8-3-2021"),
    ("intake_plannen", "1-4-2021", "12-4-2021"),
    ("intake_plannen", "30-4-2021", "10-5-2021"),
    ("intake_plannen", "1-5-2021", "10-5-2021"),
    ("intake_houden", "10-5-2021", "18-5-2021"),
    ("intake_houden", "8-3-2021", "15-3-2021"),
    ("intake_uiterst", "1-3-2021", "15-3-2021"),
    ("intake_uiterst", "30-4-2021", "18-5-2021"),
    ("plan_voorleggen", "1-3-2021", "15-3-2021"),
    ("plan_voorleggen", "20-12-2021", "3-1-2022"),
    ("plan_voorleggen", "19-2-2024", "4-3-2024"),
    ("plan_voorleggen", "20-2-2023", "6-3-2023"),
    # Ten calendar days, which stay on a free day
    ("plan_tekenen", "1-3-2021", "11-3-2021"),
    ("plan_tekenen", "3-3-2021", "13-3-2021"),
    ("plan_tekenen", "25-4-2021", "5-5-2021"),
    ("plan_tekenen", "20-2-2024", "1-3-2024"),
    ("plan_niet_getekend", "1-3-2021", "12-3-2021"),
    ("plan_niet_getekend", "3-3-2021", "15-3-2021"),
    ("plan_niet_getekend", "25-4-2021", "6-5-2021"),
    # Counting back never moves on
    ("herindicatie", "31-12-2021", "5-11-2021"),
    ("herindicatie", "30-6-2021", "5-5-2021"),
    ("herindicatie", "25-4-2024", "29-2-2024"),
    ("herindicatie", "25-4-2023", "28-2-2023"),
    ("herindicatie", "28-2-2021", "3-1-2021"),
    ("herindicatie_volgend", "31-12-2021", "5-11-2021"),
    ("plan_niet_ouder", "1-3-2021", "15-2-2021"),
    ("plan_niet_ouder", "14-3-2024", "29-2-2024"),
    ("plan_niet_ouder", "15-1-2021", "1-1-2021"),
    # A year, and the end of an indication
    ("evaluatie", "1-1-2021", "31-12-2021"),
    ("evaluatie", "1-3-2021", "28-2-2022"),
    ("evaluatie", "1-3-2023", "29-2-2024"),
    ("evaluatie", "29-2-2024", "27-2-2025"),
    ("evaluatie", "6-5-2021", "5-5-2022"),
    ("evaluatie_volgend", "15-6-2021", "15-6-2022"),
    ("evaluatie_volgend", "29-2-2024", "28-2-2025"),
    ("evaluatie_kort", "30-6-2021", "30-6-2021"),
    ("evaluatie_kort", "5-5-2021", "5-5-2021"),
    ("evaluatie_fase", "1-4-2021", "18-3-2021"),
    ("evaluatie_fase", "19-5-2021", "5-5-2021"),
    ("evaluatie_fase", "14-3-2024", "29-2-2024"),
    # Two calendar months after the month, whatever day of it is given
    ("declaratie", "31-1-2021", "31-3-2021"),
    ("declaratie", "10-1-2021", "31-3-2021"),
    ("declaratie", "28-2-2021", "30-4-2021"),
    ("declaratie", "30-6-2021", "31-8-2021"),
    ("declaratie", "31-12-2021", "28-2-2022"),
    ("declaratie", "31-12-2023", "29-2-2024"),
    ("declaratie", "1-11-2021", "31-1-2022"),
    # The GGD, from the day of the report
    ("ggd_bevestiging", "3-3-2021", "4-3-2021"),
    ("ggd_bevestiging", "5-3-2021", "8-3-2021"),
    ("ggd_bevestiging", "4-5-2021", "6-5-2021"),
    ("ggd_contact", "5-3-2021", "10-3-2021"),
    ("ggd_contact", "3-5-2021", "7-5-2021"),
    ("oordeel_weigering", "1-3-2021", "8-3-2021"),
    ("oordeel_weigering", "29-4-2021", "7-5-2021"),
    ("oordeel_beeindiging", "1-3-2021", "8-3-2021"),
    ("oordeel_beeindiging", "26-3-2021", "6-4-2021"),
    # A month's notice, from the first of the month after it was given
    ("opzegging_ingang", "10-3-2021", "1-4-2021"),
    ("opzegging_ingang", "1-3-2021", "1-4-2021"),
    ("opzegging_ingang", "31-1-2021", "1-2-2021"),
    ("opzegging_ingang", "31-12-2021", "1-1-2022"),
    ("opzegging_einde", "10-3-2021", "30-4-2021"),
    ("opzegging_einde", "1-3-2021", "30-4-2021"),
    ("opzegging_einde", "31-3-2021", "30-4-2021"),
    ("opzegging_einde", "30-4-2021", "31-5-2021"),
    ("opzegging_einde", "31-1-2021", "28-2-2021"),
    ("opzegging_einde", "31-1-2024", "29-2-2024"),
    ("opzegging_einde", "31-12-2021", "31-1-2022"),
]
"""Term, day from which it runs, and last day; day-month-year."""


def op(tekst: str) -> date:
    """Return a day written day-month-year."""
    dag, maand, jaar = tekst.split("-")
    return date(int(jaar), int(maand), int(dag))


def einde(naam: str, vanaf: date) -> Uiterlijk:
    """Return when a term ends that is counted from this day."""
    gevonden = bereken(boek(), naam, {begindatum(boek(), naam): vanaf})
    assert gevonden is not None
    return gevonden


def eigen() -> set[str]:
    """Return the terms that stand in termijnen.yaml."""
    return {
        t.id
        for t in boek().termijnen.values()
        if t.grond.positie.bestand.endswith("termijnen.yaml")
    }


# The terms, by hand


@pytest.mark.parametrize(("naam", "vanaf", "tot"), GEVALLEN)
def test_a_term_ends_on_the_day_worked_out_by_hand(naam: str, vanaf: str, tot: str) -> None:
    """From this day the term ends on that day, and has no time."""
    assert einde(naam, op(vanaf)) == Uiterlijk(op(tot))


@pytest.mark.parametrize(
    ("dag", "tot"),
    [
        ("3-3-2021", "4-3-2021"),  # Wednesday
        ("5-3-2021", "8-3-2021"),  # Friday
        ("6-3-2021", "8-3-2021"),  # Saturday
        ("7-3-2021", "8-3-2021"),  # Sunday
        ("4-5-2021", "6-5-2021"),  # the day before 5 May
        ("1-4-2021", "6-4-2021"),  # the day before Good Friday
        ("12-5-2021", "14-5-2021"),  # the day before Ascension Day; Friday is a werkdag
        ("24-12-2021", "27-12-2021"),
        ("24-12-2025", "29-12-2025"),
        ("31-12-2021", "3-1-2022"),
        ("28-2-2024", "29-2-2024"),
    ],
)
def test_a_calamity_is_reported_before_nine_on_the_next_werkdag(dag: str, tot: str) -> None:
    """The same day is best; the first werkdag after it before nine o'clock is the limit."""
    assert einde("calamiteit_melden", op(dag)) == Uiterlijk(op(tot), time(9))
    assert str(einde("calamiteit_melden", op(dag))) == f"{op(tot).isoformat()} 09:00"


def test_every_term_is_tried_and_counted_from_its_own_date() -> None:
    """No term of the file is without a case, and each runs from the date that it should."""
    assert {naam: begindatum(boek(), naam) for naam in eigen()} == VANAF
    assert {naam for naam, *_ in GEVALLEN} | {"calamiteit_melden"} == eigen()


def test_only_legal_terms_move_on() -> None:
    """A term of the law passes a free day; a term of the contract or counted back does not."""
    schuiven = {
        t.id
        for t in boek().termijnen.values()
        if t.id in eigen() and any(s.soort == "volgende_werkdag" for s in t.stappen)
    }
    assert schuiven == WETTELIJK


@pytest.mark.parametrize("naam", sorted(VANAF))
def test_a_term_waits_for_its_date(naam: str) -> None:
    """Without the date from which it runs a term has no end yet."""
    assert bereken(boek(), naam, {}) is None


@pytest.mark.parametrize(
    ("start", "slot", "is_er"),
    [
        ("1-6-2021", "31-5-2022", "evaluatie"),  # exactly a year
        ("1-6-2021", "30-5-2022", "evaluatie_kort"),
        ("1-3-2023", "29-2-2024", "evaluatie"),  # over a leap day
        ("1-3-2023", "28-2-2024", "evaluatie_kort"),
        ("1-1-2021", "31-12-2023", "evaluatie"),
    ],
)
def test_of_the_two_evaluations_only_the_one_that_fits_is_there(
    start: str, slot: str, is_er: str
) -> None:
    """A year or longer has its first evaluation, a shorter indication the one at its end."""
    datums = {"start_indicatie": op(start), "einde_indicatie": op(slot)}
    namen = ("evaluatie", "evaluatie_kort")
    assert [n for n in namen if bereken(boek(), n, datums) is not None] == [is_er]


def test_an_evaluation_stays_while_the_other_day_is_unknown() -> None:
    """Without both days of the indication it is not sure that a term falls away."""
    assert bereken(boek(), "evaluatie", {"start_indicatie": op("1-6-2021")}) is not None
    assert bereken(boek(), "evaluatie_kort", {"einde_indicatie": op("1-8-2021")}) is not None


def test_the_terms_that_give_a_first_day_say_so() -> None:
    """What begins on a day is not done before it at the latest."""
    assert {t.id for t in boek().termijnen.values() if t.id in eigen() and t.is_eerste_dag} == {
        "aanvraag_zonder_onderzoek",
        "spoed_begin",
        "spoed_eigen_arrangement",
        "plan_niet_ouder",
        "opzegging_ingang",
    }


def test_every_legal_term_names_the_law_that_moves_it_on() -> None:
    """A term that passes a free day rests on the Algemene termijnenwet as well."""
    for naam in WETTELIJK:
        documenten = {document for document, _ in boek().termijnen[naam].grond.bron.ook}
        van_ander = boek().termijnen[naam].vanaf in WETTELIJK
        assert "atw" in documenten or van_ander, naam


@pytest.mark.parametrize(
    ("naam", "vanaf", "jaar"),
    [
        ("onderzoek", "1-11-2028", ""),
        ("onderzoek", "1-12-2028", "2029"),
        ("aanvraag_zonder_onderzoek", "1-12-2028", "2029"),  # by the term before it
        ("bezwaar_client", "5-5-2031", "2031"),
        ("plan_tekenen", "5-5-2031", ""),  # never moves on
        ("calamiteit_melden", "5-5-2031", ""),
    ],
)
def test_a_year_without_known_decrees_is_remarked_on(naam: str, vanaf: str, jaar: str) -> None:
    """The days that a decree makes free are known through 2028; later there is a remark."""
    opmerking = einde(naam, op(vanaf)).opmerking
    assert (jaar in opmerking) if jaar else opmerking == ""


def test_the_dates_of_the_dossier_are_questions_to_a_date() -> None:
    """Each date from which a term runs is a date question that no rule needs."""
    for vraag in boek().vragen.values():
        if vraag.grond.positie.bestand.endswith("termijnen.yaml"):
            assert (vraag.vorm.thema, vraag.vorm.soort) == ("dossier", "datum"), vraag.id
            assert vraag.id in VANAF.values(), vraag.id


def test_every_entry_of_the_inventory_about_terms_has_a_home() -> None:
    """Evaluation, declaration, plan, extension and the legal terms are each in a term."""
    tekst = next(t for n, t in regelwerk().teksten.items() if n.endswith("termijnen.yaml"))
    genoemd = set(re.findall(r"R\d{3}", tekst))
    nodig = (33, 34, 39, 59, 66, 67, *range(140, 147), 150, 157, *range(180, 184), 205, 207)
    nodig += (225, 226, 227, 228, 238, 240, 246, 249, 251)
    assert [f"R{n:03}" for n in nodig if f"R{n:03}" not in genoemd] == []


# Steps


@pytest.mark.parametrize(
    ("stappen", "vanaf", "tot"),
    [
        ([Stap("maanden", 1)], "31-1-2021", "28-2-2021"),
        ([Stap("maanden", 1)], "31-1-2024", "29-2-2024"),
        ([Stap("maanden", -1)], "31-3-2021", "28-2-2021"),
        ([Stap("maanden", 12)], "29-2-2024", "28-2-2025"),
        ([Stap("begin_van_de_maand")], "29-2-2024", "1-2-2024"),
        ([Stap("einde_van_de_maand")], "1-2-2023", "28-2-2023"),
        ([Stap("einde_van_de_maand")], "29-2-2024", "29-2-2024"),
        ([Stap("dag_ervoor")], "1-3-2024", "29-2-2024"),
        ([Stap("dag_erna")], "28-2-2023", "1-3-2023"),
        ([Stap("weken", -1)], "7-1-2022", "31-12-2021"),
        ([Stap("werkdagen", -1)], "6-4-2021", "1-4-2021"),
        ([Stap("dagen", 0)], "1-5-2021", "1-5-2021"),
        ([Stap("einde_van_de_maand"), Stap("dag_erna")], "10-3-2021", "1-4-2021"),
        ([], "10-3-2021", "10-3-2021"),
    ],
)
def test_steps_are_taken_in_order(stappen: list[Stap], vanaf: str, tot: str) -> None:
    """Each kind of step, over month ends and leap days, and none at all."""
    assert doorloop(op(vanaf), stappen) == Uiterlijk(op(tot))


# Laws


@SNEL
@given(st.sampled_from(sorted(WETTELIJK)), DAGEN)
def test_a_legal_term_never_ends_on_a_free_day(naam: str, dag: date) -> None:
    """No weekend, no holiday and no day that a decree calls one."""
    assert eindigt_termijn(einde(naam, dag).dag)


@SNEL
@given(st.sampled_from(sorted(WETTELIJK)), DAGEN)
def test_a_legal_term_moves_no_further_than_it_must(naam: str, dag: date) -> None:
    """The term never ends before its weeks are over, nor after the first possible day."""
    weken = next(s.aantal for s in boek().termijnen[naam].stappen if s.soort == "weken")
    los = dag + timedelta(weeks=weken)
    gevonden = einde(naam, dag).dag
    assert gevonden >= los
    assert not any(eindigt_termijn(los + timedelta(days=n)) for n in range((gevonden - los).days))


@SNEL
@given(st.sampled_from(sorted(VANAF)), DAGEN, st.integers(0, 40))
def test_who_begins_later_never_ends_earlier(naam: str, dag: date, later: int) -> None:
    """Every term keeps the order of the days from which it runs."""
    assert einde(naam, dag).dag <= einde(naam, dag + timedelta(days=later)).dag


@SNEL
@given(DAGEN)
def test_the_spoed_terms_fit_together(dag: date) -> None:
    """Fifty-six days are covered, and the own arrangement begins without a gap or overlap."""
    laatste = einde("spoed_laatste_dag", dag).dag
    assert (laatste - dag).days + 1 == 56
    assert einde("spoed_eigen_arrangement", dag).dag - laatste == timedelta(days=1)


@SNEL
@given(DAGEN)
def test_a_report_made_on_the_last_day_of_the_eight_weeks_is_in_time(dag: date) -> None:
    """The extension lies 56 days before the end, on whatever day of the week."""
    assert (dag - einde("herindicatie", dag).dag).days == 56


@SNEL
@given(DAGEN)
def test_a_calamity_is_reported_on_a_werkdag(dag: date) -> None:
    """Between the day and the limit lie only free days."""
    tot = einde("calamiteit_melden", dag).dag
    assert is_werkdag(tot)
    assert not any(is_werkdag(dag + timedelta(days=n)) for n in range(1, (tot - dag).days))


@SNEL
@given(DAGEN)
def test_the_notice_is_a_whole_calendar_month(dag: date) -> None:
    """The notice begins on a first and ends on the last day of that same month."""
    begin, slot = einde("opzegging_ingang", dag).dag, einde("opzegging_einde", dag).dag
    assert begin.day == 1
    assert begin > dag
    assert (begin.year, begin.month) == (slot.year, slot.month)
    assert (slot + timedelta(days=1)).day == 1

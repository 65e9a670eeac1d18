"""Gesprekken: nothing that was written is ever lost, and no write passes another unseen."""

from __future__ import annotations

import json
from itertools import chain
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import event

from api.opslag.bank import Bank
from api.opslag.canoniek import NietTeBewaren
from api.opslag.gesprekken import Gesprekken, Soort
from api.opslag.onderdelen import Opslag, Wijziging
from api.opslag.weigering import NietToegestaan
from engine.indicatie.intake import lees_intake
from engine.rulebook.lezen import lees_json
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import (
    ANNA,
    BRAM,
    STEIN,
    VOORBEELD,
    begin,
    delen_van,
    haal,
    intake,
    schrijf,
    vul,
)


def test_a_gesprek_makes_the_intake_that_was_written_in_it(bank: Bank) -> None:
    id_ = begin(bank, kenmerk=" Z-2021-17 ")
    vul(bank, id_)
    assert intake(bank, id_) == VOORBEELD
    stand = haal(bank, id_)
    assert (stand.kenmerk, stand.status, stand.door) == ("Z-2021-17", "lopend", "anna")
    assert stand.inhoud == delen_van(VOORBEELD)


def test_both_readings_notes_and_several_talks_are_kept(bank: Bank) -> None:
    id_ = begin(bank)
    tweezijdig = {
        "waarde": "erbij",
        "wie_zegt": "naaste",
        "blijkt_uit": ["naaste"],
        "ook": [{"waarde": "zelf", "wie_zegt": "client"}],
    }
    gesprekken = [
        {"datum": "2021-05-20", "waar": "thuis", "erbij": ["client", "naaste"]},
        {"datum": "2021-06-02", "waar": "telefoon", "erbij": ["client"]},
    ]
    schrijf(
        bank,
        id_,
        antwoorden__dagindeling=tweezijdig,
        notities__dag="Ze zegt: “ik red mij wel”.",
        gesprekken=gesprekken,
    )
    inhoud = haal(bank, id_).inhoud
    assert inhoud["antwoorden/dagindeling"] == tweezijdig
    assert inhoud["notities/dag"] == "Ze zegt: “ik red mij wel”."
    assert inhoud["gesprekken"] == gesprekken
    assert "notities" not in str(intake(bank, id_))


def test_a_stale_write_is_refused_with_both_versions_and_the_rest_is_kept(bank: Bank) -> None:
    id_ = begin(bank)
    schrijf(bank, id_, antwoorden__besluiten="zelf", antwoorden__begrijpen="vlot")
    schrijf(bank, id_, BRAM, antwoorden__besluiten="erbij")
    mijn = Wijziging("antwoorden/besluiten", 1, "ander")
    with bank.sessie(ANNA) as sessie:
        opslag = Gesprekken(sessie, ANNA).schrijf(
            id_, [mijn, Wijziging("antwoorden/begrijpen", 1, "traag")]
        )
    (botsing,) = opslag.botsingen
    assert botsing.mijn == mijn
    assert botsing.opgeslagen is not None
    assert (botsing.opgeslagen.inhoud, botsing.opgeslagen.door) == ("erbij", "bram")
    assert opslag.versies == {"antwoorden/begrijpen": 2}
    assert haal(bank, id_).inhoud == {
        "antwoorden/begrijpen": "traag",
        "antwoorden/besluiten": "erbij",
    }


def test_a_part_that_was_taken_away_meanwhile_is_no_part_that_was_never_there(bank: Bank) -> None:
    id_ = begin(bank)
    schrijf(bank, id_, notities__dag="eerst")
    schrijf(bank, id_, BRAM, notities__dag=None)
    assert haal(bank, id_).inhoud == {}
    with bank.sessie(ANNA) as sessie:
        opslag = Gesprekken(sessie, ANNA).schrijf(id_, [Wijziging("notities/dag", 1, "erbij")])
        assert opslag.botsingen[0].opgeslagen is not None
        assert opslag.botsingen[0].opgeslagen.inhoud is None
        nogmaals = Gesprekken(sessie, ANNA).schrijf(id_, [Wijziging("notities/dag", 2, "erbij")])
        assert nogmaals == Opslag({"notities/dag": 3})


def test_a_write_sent_again_after_a_lost_answer_is_no_conflict(bank: Bank) -> None:
    id_ = begin(bank)
    wijziging = [Wijziging("antwoorden/besluiten", 0, {"waarde": "zelf", "blijkt_uit": ["gezien"]})]
    for _ in range(2):
        with bank.sessie(ANNA) as sessie:
            opslag = Gesprekken(sessie, ANNA).schrijf(id_, wijziging)
        assert opslag == Opslag({"antwoorden/besluiten": 1})
    assert haal(bank, id_).versie == 2


def test_of_writers_at_the_same_moment_one_wins_and_the_others_are_told(bank: Bank) -> None:
    id_ = begin(bank)
    aantal = 6
    samen = Barrier(aantal)
    uitslagen: dict[int, Opslag] = {}

    def schrijver(nummer: int) -> None:
        samen.wait()
        with bank.sessie(ANNA) as sessie:
            uitslagen[nummer] = Gesprekken(sessie, ANNA).schrijf(
                id_,
                [
                    Wijziging("notities/dag", 0, f"van {nummer}"),
                    Wijziging(f"antwoorden/vraag_{nummer}", 0, "zelf"),
                ],
            )

    draden = [Thread(target=schrijver, args=(n,)) for n in range(aantal)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    gelukt = [n for n, opslag in uitslagen.items() if not opslag.botsingen]
    assert (len(uitslagen), len(gelukt)) == (aantal, 1)
    inhoud = haal(bank, id_).inhoud
    assert inhoud["notities/dag"] == f"van {gelukt[0]}"
    assert all(inhoud[f"antwoorden/vraag_{n}"] == "zelf" for n in range(aantal))
    assert haal(bank, id_).versie == aantal + 1


def test_the_history_has_every_version_with_who_and_when(bank: Bank) -> None:
    id_ = begin(bank)
    for wie, inhoud in ((ANNA, "zelf"), (BRAM, "erbij"), (ANNA, None), (BRAM, "ander")):
        schrijf(bank, id_, wie, antwoorden__besluiten=inhoud)
    with bank.sessie(ANNA) as sessie:
        versies = Gesprekken(sessie, ANNA).geschiedenis(id_)
    assert [(d.versie, d.inhoud, d.door) for d in versies] == [
        (1, "zelf", "anna"),
        (2, "erbij", "bram"),
        (3, None, "anna"),
        (4, "ander", "bram"),
    ]
    assert sorted(d.op for d in versies) == [d.op for d in versies]


@pytest.mark.parametrize(
    "inhoud",
    ["Müller 🙂 \u0000 \u2028", "x" * 200_000, [[[{"a": [1, 2.5, True, None]}]]], "", 0, [], {}],
)
def test_content_comes_back_as_it_was_written(bank: Bank, inhoud: Any) -> None:
    id_ = begin(bank)
    schrijf(bank, id_, notities__dag=inhoud)
    assert haal(bank, id_).inhoud == {"notities/dag": inhoud}


@pytest.mark.parametrize("inhoud", [2**60, float("nan"), "\ud800"])
def test_content_that_json_cannot_hold_exactly_is_refused(bank: Bank, inhoud: Any) -> None:
    id_ = begin(bank)
    with pytest.raises(NietTeBewaren):
        schrijf(bank, id_, notities__dag=inhoud)
    assert haal(bank, id_).inhoud == {}


@pytest.mark.parametrize("sleutel", ["", "antwoorden/", "antwoorden/A b", "iets", "antwoorden/x/y"])
def test_a_gesprek_has_no_other_parts_than_those_it_knows(bank: Bank, sleutel: str) -> None:
    id_ = begin(bank)
    with pytest.raises(NietToegestaan), bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).schrijf(id_, [Wijziging(sleutel, 0, "x")])


@pytest.mark.parametrize("kenmerk", ["111222333", "111.222.333", " 1112 22333 ", "a\0b", "x" * 101])
def test_a_bsn_is_no_case_number(bank: Bank, kenmerk: str) -> None:
    with pytest.raises(NietToegestaan):
        begin(bank, kenmerk=kenmerk)


@pytest.mark.parametrize("kenmerk", ["111222334", "Z2021-111222333", "  ", "20210601"])
def test_other_numbers_are_case_numbers(bank: Bank, kenmerk: str) -> None:
    assert haal(bank, begin(bank, kenmerk=kenmerk)).kenmerk == (kenmerk.strip() or None)


# What takes the place of what


def rond_af(bank: Bank, id_: str) -> None:
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(id_)


def vervang(bank: Bank, id_: str, soort: Soort, reden: str = "een vergissing") -> str:
    with bank.sessie(ANNA) as sessie:
        return Gesprekken(sessie, ANNA).vervang(id_, soort, reden)


def test_a_correction_begins_with_all_that_was_written(bank: Bank) -> None:
    oud = begin(bank)
    vul(bank, oud)
    rond_af(bank, oud)
    nieuw = haal(bank, vervang(bank, oud, Soort.CORRECTIE))
    assert (nieuw.vervangt, nieuw.vervangt_soort, nieuw.vervangt_reden) == (
        oud,
        "correctie",
        "een vergissing",
    )
    assert nieuw.status == "lopend"
    assert nieuw.inhoud == haal(bank, oud).inhoud
    assert haal(bank, oud).status == "vervangen"
    with bank.sessie(ANNA) as sessie:
        assert Gesprekken(sessie, ANNA).opvolgers(oud) == [nieuw.id]
    schrijf(bank, nieuw.id, antwoorden__besluiten="ander")
    assert haal(bank, oud).inhoud == delen_van(VOORBEELD)


def test_a_herindicatie_takes_nothing_for_granted(bank: Bank) -> None:
    oud = begin(bank, kenmerk="Z-1")
    vul(bank, oud)
    rond_af(bank, oud)
    nieuw = haal(bank, vervang(bank, oud, Soort.HERINDICATIE, "de indicatie loopt af"))
    assert (nieuw.vervangt, nieuw.inhoud, nieuw.kenmerk) == (oud, {}, "Z-1")
    assert haal(bank, oud).status == "afgerond"


def test_a_withdrawal_keeps_what_was_withdrawn(bank: Bank) -> None:
    oud = begin(bank)
    vul(bank, oud)
    nieuw = haal(bank, vervang(bank, oud, Soort.INTREKKING))
    assert (nieuw.status, nieuw.inhoud) == ("afgerond", {})
    assert haal(bank, oud).status == "ingetrokken"
    assert haal(bank, oud).inhoud == delen_van(VOORBEELD)
    with pytest.raises(NietToegestaan):
        schrijf(bank, oud, notities__dag="toch nog iets")


def test_only_what_can_be_replaced_is_replaced_and_only_with_a_reason(bank: Bank) -> None:
    id_ = begin(bank)
    for soort in (Soort.CORRECTIE, Soort.HERINDICATIE):
        with pytest.raises(NietToegestaan):
            vervang(bank, id_, soort)
    with pytest.raises(NietToegestaan):
        vervang(bank, id_, Soort.INTREKKING, "  ")
    rond_af(bank, id_)
    with pytest.raises(NietToegestaan):
        rond_af(bank, id_)
    vervang(bank, id_, Soort.CORRECTIE)
    with pytest.raises(NietToegestaan):
        vervang(bank, id_, Soort.CORRECTIE)


def test_an_intake_from_parts_is_read_as_any_other(bank: Bank) -> None:
    id_ = begin(bank)
    vul(bank, id_)
    knoop, problemen = lees_json(json.dumps(intake(bank, id_)))
    assert knoop is not None
    assert not problemen
    assert lees_intake(REGELWERK, knoop).antwoorden


def test_a_page_of_gesprekken_is_read_and_no_more(bank: Bank) -> None:
    """Page after page they are all there once, the last changed first; others do not count."""
    ids = [begin(bank) for _ in range(5)]
    begin(bank, STEIN)
    schrijf(bank, ids[2], antwoorden__besluiten="zelf")
    gelezen: list[str] = []

    @event.listens_for(bank.motor, "before_execute")
    def _kijk(verbinding: Any, opdracht: Any, *rest: Any) -> None:
        gelezen.append(str(opdracht))

    with bank.sessie(ANNA) as sessie:
        gesprekken = Gesprekken(sessie, ANNA)
        assert gesprekken.aantal() == 5
        bladzijden = [[s.id for s in gesprekken.lijst(na=n, hoogstens=2)] for n in (0, 2, 4, 6)]
    assert list(map(len, bladzijden)) == [2, 2, 1, 0]
    assert list(chain(*bladzijden)) == [ids[2], ids[4], ids[3], ids[1], ids[0]]
    assert sum("LIMIT" in opdracht for opdracht in gelezen) == 4

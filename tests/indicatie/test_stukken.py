"""Draft documents: what they say, what they miss, and what a client never reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine.indicatie.voorstel import Voorstel
from tests.indicatie.maken import PROJECT, VOORBEELDEN, als_data, boek, rij, voorstel, voorstel_bij

COMPLEET = PROJECT / "voorbeelden" / "arrangement-1.yaml"
BEPERKT: dict[str, Any] = {"aandacht": "soms", "gevolg": "hapert"}
OPEN = "[nog in te vullen]"
bij_elk_voorbeeld = pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)


def concepten(gemaakt: Voorstel) -> dict[str, Any]:
    gevonden: dict[str, Any] = als_data(gemaakt)["concepten"]
    return gevonden


def delen(gemaakt: Voorstel, stuk: str = "beschikking") -> dict[str, dict[str, Any]]:
    return {deel["id"]: deel for deel in concepten(gemaakt)[stuk]["delen"]}


def alle_delen(gemaakt: Voorstel) -> list[dict[str, Any]]:
    return [deel for stuk in concepten(gemaakt).values() for deel in stuk["delen"]]


def test_a_full_intake_gives_complete_drafts() -> None:
    """With everything answered nothing is missing and nothing is left open."""
    gemaakt = voorstel_bij(COMPLEET)
    for stuk in concepten(gemaakt).values():
        assert stuk["volledig"] is True
        assert all(not deel["ontbreekt"] for deel in stuk["delen"])
    assert all(OPEN not in deel["tekst"] + deel["u"] for deel in alle_delen(gemaakt))


def test_the_besluit_names_what_is_missing() -> None:
    """Each part says what it still needs, and its text shows the place."""
    gemaakt = voorstel(BEPERKT)
    assert concepten(gemaakt)["beschikking"]["volledig"] is False
    gevonden = delen(gemaakt)
    assert gevonden["levering"]["ontbreekt"] == ["leveringsvorm", "aanbieder_gekozen"]
    assert gevonden["periode"]["ontbreekt"] == ["ingangsdatum", "einddatum", "duur_reden"]
    assert OPEN in gevonden["periode"]["tekst"]
    assert gevonden["arrangement"]["ontbreekt"] == []


def test_only_known_dates_are_no_longer_missing() -> None:
    """A date that becomes known is written out in words."""
    deel = delen(voorstel(BEPERKT, ingangsdatum="2021-06-07"))["periode"]
    assert deel["ontbreekt"] == ["einddatum", "duur_reden"]
    assert "7 juni 2021" in deel["tekst"]


def test_without_a_weekrooster_activities_and_arrangement_are_missing() -> None:
    """A number of an arrangement is never given without its activities."""
    gevonden = delen(voorstel(BEPERKT, None))
    assert gevonden["activiteiten"]["ontbreekt"] == ["weekrooster", "tijd"]
    assert gevonden["inzet"]["ontbreekt"] == ["inzet"]
    assert gevonden["arrangement"]["ontbreekt"] == ["arrangement", "productcode"]


def test_parts_that_do_not_apply_are_left_out() -> None:
    """Who has no phases, waves or transport reads nothing of them."""
    gevonden = delen(voorstel_bij(COMPLEET))
    assert not {"fasen", "golven", "vervoerstoeslag"} & set(gevonden)


def test_phases_are_named_with_day_and_arrangement() -> None:
    """A client reads from which day which arrangement holds."""
    gemaakt = voorstel(
        BEPERKT | {"houding": "wennen", "fasen_besproken": "ja"},
        [rij(fase=1), rij(fase=2, dagen=["ma", "wo", "vr"])],
        fasen=[{"nummer": 1, "vanaf": "2021-01-01"}, {"nummer": 2, "vanaf": "2021-03-01"}],
    )
    zin = "vanaf 1 januari 2021: arrangement 1; vanaf 1 maart 2021: arrangement 4"
    deel = delen(gemaakt)["fasen"]
    assert deel["ontbreekt"] == []
    assert zin in deel["tekst"]
    assert zin in deel["u"]


def test_activities_and_their_time_are_in_the_besluit() -> None:
    """The besluit says what happens, how often and how long."""
    deel = delen(voorstel_bij(COMPLEET))["activiteiten"]
    assert "samen de week op papier zetten: op ma, 60 minuten" in deel["u"]
    assert "boodschappen" not in deel["u"]


def test_free_text_is_taken_over_as_written() -> None:
    """An open answer is quoted, not replaced by the name of its kind."""
    gemaakt = voorstel_bij(COMPLEET)
    assert "een nieuw ritme te vinden" in delen(gemaakt)["periode"]["tekst"]
    assert "Mijn vrouw deed dat altijd." in delen(gemaakt, "onderzoek")["hulpvraag"]["u"]


VRIJE_TEKST_VAN_CLIENT = {"open_begin", "aanbod_namelijk"}
"""What the client said, and the name of an offer that the source wants in the besluit."""


def test_no_text_for_a_client_quotes_what_the_consulent_wrote() -> None:
    """Free text of the consulent stays in the file; the client reads it in neutral words."""
    for stuk in boek().stukken.values():
        for deel in stuk.delen:
            namen = set(re.findall(r"\{([^{}]*)\}", deel.vorm.u or "")) & set(boek().vragen)
            vrij = {n for n in namen if boek().vragen[n].vorm.soort == "tekst"}
            assert vrij <= VRIJE_TEKST_VAN_CLIENT, deel.id


def test_the_goals_are_missing_until_every_result_has_one() -> None:
    """One goal of two leaves the part incomplete, for both readers."""
    half = delen(voorstel({"huishouden": "zetje", "richting": {"1": "leren"}}))["resultaten"]
    assert half["ontbreekt"] == ["richting"]
    assert OPEN in half["tekst"]
    assert OPEN in half["u"]


def test_the_goals_are_worded_for_each_reader() -> None:
    """The professional reads the answer, the client a sentence with u."""
    richting = {"1": "leren", "2": "afremmen"}
    deel = delen(voorstel({"huishouden": "zetje", "richting": richting}))["resultaten"]
    assert deel["ontbreekt"] == []
    assert "het huishouden zelf voeren: (weer) zelf doen, " in deel["tekst"]
    assert "Het huishouden zelf voeren: U leert dit (weer) zelf te doen. De dag" in deel["u"]
    assert ".." not in deel["u"]


def test_a_goal_of_a_result_that_nothing_suggests_is_not_lost() -> None:
    """The consulent may add a result by giving it a goal; the draft names that goal too."""
    richting = {"2": "houden", "6": "leren"}
    deel = delen(voorstel({"aandacht": "soms", "richting": richting}))["resultaten"]
    assert deel["ontbreekt"] == []
    assert "contact met anderen houden: (weer) zelf doen" in deel["tekst"]


@bij_elk_voorbeeld
def test_no_draft_has_a_stand_in_for_text(pad: Path) -> None:
    """No part shows a brace or the bare kind of an answer."""
    for deel in alle_delen(voorstel_bij(pad)):
        for tekst in (deel["tekst"], deel["u"]):
            assert not re.search(r"[{}]|\btekst\b|\bNone\b", tekst), deel["id"]


@bij_elk_voorbeeld
def test_a_client_is_addressed_and_not_described(pad: Path) -> None:
    """Texts for the client never speak of 'the client', apart from quoted free text."""
    gemaakt = voorstel_bij(pad)
    vrij = [a.tekst for a in gemaakt.intake.antwoorden.values() if a.tekst]
    for deel in alle_delen(gemaakt):
        tekst = deel["u"]
        for geschreven in vrij:
            tekst = tekst.replace(geschreven, "")
        assert "cliënt" not in tekst.lower(), deel["id"]


@bij_elk_voorbeeld
def test_missing_and_complete_agree(pad: Path) -> None:
    """A draft is complete exactly when no part of it misses anything."""
    for stuk in concepten(voorstel_bij(pad)).values():
        assert stuk["volledig"] == (not any(deel["ontbreekt"] for deel in stuk["delen"]))


def test_no_text_for_a_client_asks_for_a_private_answer() -> None:
    """The rules never place a private answer in a text for the client."""
    for stuk in boek().stukken.values():
        for deel in stuk.delen:
            namen = set(re.findall(r"\{([^{}]*)\}", deel.vorm.u or "")) & set(boek().vragen)
            assert not [n for n in namen if boek().vragen[n].vorm.vertrouwelijk], deel.id


def test_a_private_answer_stays_with_the_consulent() -> None:
    """What is said of relatives is in the file, not in the text for the client."""
    netwerk = delen(voorstel_bij(COMPLEET), "onderzoek")["netwerk"]
    prive = "wil of kan meer als iemand het op gang helpt"
    assert boek().vragen["naasten"].vorm.vertrouwelijk
    assert prive in netwerk["tekst"]
    assert all(prive not in deel["u"] for deel in alle_delen(voorstel_bij(COMPLEET)))

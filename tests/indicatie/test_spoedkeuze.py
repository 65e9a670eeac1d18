"""The arrangement that a provider chose, beside what the rules would propose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.indicatie.spoedkeuze import Spoedkeuze, vergelijk_keuze
from tests.indicatie.maken import LICHTST, regelwerk, rij
from tests.indicatie.spoedmaken import als_json, toets

BEKEND = {"spoed_complexiteit": "matig", "spoed_inzet": "matig"}


def keuze(antwoorden: dict[str, Any], **kop: Any) -> Spoedkeuze:
    """Return the comparison for a melding with these answers beside."""
    gevonden = vergelijk_keuze(toets(antwoorden, **kop), regelwerk())
    assert gevonden is not None
    return gevonden


@pytest.mark.parametrize(
    ("gekozen", "oordeel", "stappen", "euro"),
    [
        # Arrangement 5 is 25,91 a day: 56 days of the difference with each other tariff.
        (5, "passend", {"inzet": 0, "complexiteit": 0}, "0.00"),
        (6, "hoger", {"inzet": 0, "complexiteit": 1}, "133.84"),
        (8, "hoger", {"inzet": 1, "complexiteit": 0}, "781.20"),
        (4, "lager", {"inzet": 0, "complexiteit": -1}, "-22.40"),
        (3, "lager", {"inzet": -1, "complexiteit": 1}, "-781.20"),
    ],
)
def test_a_choice_beside_what_the_gemeente_knows(
    gekozen: int, oordeel: str, stappen: dict[str, int], euro: str
) -> None:
    """With complexiteit and inzet known, the rules propose arrangement 5."""
    gevonden = keuze({**BEKEND, "spoed_arrangement": str(gekozen)})
    assert gevonden.oordeel == oordeel
    [verschil] = gevonden.verschillen
    assert (verschil.arrangement, verschil.stappen) == ("5", stappen)
    assert verschil.euro == Decimal(euro)


def test_a_choice_beside_the_answers_of_a_gesprek() -> None:
    """The lightest answers, with one hour a week, give no arrangement but another way."""
    antwoorden = {**LICHTST, "nu_acuut": "ja", "spoed_arrangement": "5"}
    gevonden = keuze(antwoorden, weekrooster_compleet="ja", weekrooster=[rij()])
    assert gevonden.oordeel == "niet_vast_te_stellen"
    assert "een andere weg" in gevonden.reden


def test_without_a_choice_there_is_nothing_to_compare() -> None:
    """The provider is asked which arrangement it is."""
    gevonden = keuze({})
    assert (gevonden.gekozen, gevonden.oordeel) == (None, "niet_vast_te_stellen")
    assert gevonden.open == ("spoed_arrangement",)


def test_too_little_known_is_never_a_verdict() -> None:
    """Nine arrangementen are possible, on both sides of the choice."""
    gevonden = keuze({"spoed_arrangement": "5"})
    assert gevonden.oordeel == "niet_vast_te_stellen"
    assert [v.arrangement for v in gevonden.verschillen] == [str(n) for n in range(1, 10)]
    assert "weekrooster" in gevonden.open


def test_a_choice_above_everything_that_is_possible_is_certainly_higher() -> None:
    """Inzet matig leaves 4, 5 and 6; the choice is 9."""
    gevonden = keuze({"spoed_inzet": "matig", "spoed_arrangement": "9"})
    assert gevonden.oordeel == "hoger"
    assert [v.arrangement for v in gevonden.verschillen] == ["4", "5", "6"]


def test_without_a_first_day_the_amount_is_unknown_and_not_nothing() -> None:
    """The levels can still be compared."""
    uit = als_json(
        toets({**BEKEND, "spoed_arrangement": "6"}, zonder=["start_spoed"], peildatum="2021-05-05")
    )
    assert uit["arrangement"]["oordeel"] == "hoger"
    assert uit["arrangement"]["verschil"]["euro"] == "onbekend"


def test_without_a_tariff_the_amount_is_unknown() -> None:
    """The tariffs are those of 2021: in 2022 the amount is not known."""
    data = {"ontvangst_spoed": "2022-03-01", "start_spoed": "2022-03-01"}
    uit = als_json(toets({**BEKEND, "spoed_arrangement": "6", **data}))
    assert uit["arrangement"]["verschil"]["euro"] == "onbekend"


def test_the_choice_changes_no_verdict() -> None:
    """It is a signal and not a correction."""
    for nummer in range(1, 10):
        assert toets({**BEKEND, "spoed_arrangement": str(nummer)}).oordeel == "voldoet"

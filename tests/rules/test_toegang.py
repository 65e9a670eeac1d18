"""Routes, in order and never a refusal, and the signals that accompany a voorstel."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from engine.indicatie.voorstel import Voorstel
from tests.indicatie.maken import LICHTST, als_data, boek, rij, voorstel

BEPERKT: dict[str, Any] = {
    "aandacht": {"waarde": "soms", "blijkt_uit": "gezien"},
    "gevolg": {"waarde": "hapert", "blijkt_uit": "client"},
}
GEEN_INZET = [rij(wie="naaste")]
# In the order that was decided.
ROUTES: dict[str, dict[str, Any]] = {
    "doorzenden": {"gemeente": "andere"},
    "jeugd": {"leeftijd_18": "jonger"},
    "wlz": {"langdurige_zorg": "toegekend"},
    "andere_wet": {"andere_wet": "geheel"},
    "algemene_voorziening": {"vrij_aanbod": "genoeg"},
    "geen_beperking": {"aandacht": "geen", "gevolg": "redt_zich"},
    "geen_inzet": {},
}


def met(*routes: str) -> Voorstel:
    """Return the voorstel of a client for whom all these routes hold."""
    antwoorden = dict(BEPERKT)
    for route in routes:
        antwoorden |= ROUTES[route]
    return voorstel(antwoorden, GEEN_INZET if "geen_inzet" in routes else [rij()])


def signalen(antwoorden: dict[str, Any]) -> set[str]:
    """Return the signals for a client with a light limitation and these answers."""
    return set(voorstel({**BEPERKT, **antwoorden}).signalen)


def test_the_routes_stand_in_the_order_that_was_decided() -> None:
    """Seven routes, in this order."""
    assert list(boek().routes) == list(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_replaces_the_arrangement(route: str) -> None:
    """A route alone is the outcome, and then there is no arrangement, code or tariff."""
    uitkomst = als_data(met(route))["uitkomst"]
    assert uitkomst["route"] == route
    assert uitkomst["arrangement"] is None
    assert uitkomst["productcode"] is None
    assert "tarief" not in uitkomst


@pytest.mark.parametrize(("eerste", "latere"), list(combinations(ROUTES, 2)))
def test_the_first_route_wins_and_the_other_becomes_a_signal(eerste: str, latere: str) -> None:
    """Of two routes the first in order is the route; the other accompanies it."""
    gemaakt = met(eerste, latere)
    assert gemaakt.spoor.waarde("route") == eerste
    assert gemaakt.andere_routes == (latere,)
    signalen_ = als_data(gemaakt)["uitkomst"]["signalen"]
    assert {"id": latere, "soort": "route"} in [
        {"id": s["id"], "soort": s["soort"]} for s in signalen_
    ]


def test_without_a_route_there_is_an_arrangement() -> None:
    """No route holds for a limited client with inzet: route geen, and an arrangement."""
    gemaakt = voorstel(BEPERKT)
    assert gemaakt.spoor.waarde("route") == "geen"
    assert gemaakt.spoor.waarde("arrangement") == "1"


def test_an_earlier_route_that_is_open_keeps_a_later_one_open() -> None:
    """While the gemeente is unclear, a granted Wlz is not yet the route."""
    gemaakt = voorstel({**BEPERKT, "gemeente": "onduidelijk", "langdurige_zorg": "toegekend"})
    assert gemaakt.spoor.mogelijk("route") == {"doorzenden", "wlz"}
    assert not gemaakt.is_vast
    assert "gemeente" in gemaakt.openstaand


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_is_never_worded_as_a_refusal(route: str) -> None:
    """No route says that something is refused, and its rule says that it is no refusal."""
    aanduiding = boek().routes[route]
    regel = next(r for r in boek().regels.values() if any(c.waarde == route for c in r.conclusies))
    for tekst in (aanduiding.titel, aanduiding.u, regel.u):
        assert not any(
            w in tekst.lower() for w in ("afgewezen", "afwijzing", "geweigerd", "recht op geen")
        )
    assert regel.omdat.endswith("Dit is een uitkomst van het gesprek, geen afwijzing.")


@pytest.mark.parametrize("route", [r for r in ROUTES if r not in {"doorzenden", "jeugd"}])
def test_who_wants_to_apply_is_told_that_a_decision_follows(route: str) -> None:
    """Where this gemeente decides, the client hears that applying is always possible."""
    tekst = boek().routes[route].u
    assert "aanvraag doen" in tekst
    assert "U krijgt dan een besluit" in tekst


# Signals


@pytest.mark.parametrize("stand", ["bespreken", "loopt"])
def test_wlz_is_a_signal_and_never_a_block(stand: str) -> None:
    """R277: to be discussed or running, the Wlz stands beside the arrangement."""
    gemaakt = voorstel({**BEPERKT, "langdurige_zorg": stand})
    assert "wlz_bespreken" in gemaakt.signalen
    assert gemaakt.spoor.waarde("arrangement") == "1"


def test_a_refused_wlz_is_only_noted() -> None:
    """A refused Wlz is neither a route nor a signal."""
    assert signalen({"langdurige_zorg": "afgewezen"}) == set()


def test_thoughts_of_death_call_for_the_crisis_service_first() -> None:
    """R176: gedachten aan de dood: crisis, above every other signal, and no other arrangement."""
    gemaakt = voorstel({**BEPERKT, "veiligheid": ["geweld", "dood"], "naasten": "raakt_op"})
    assert gemaakt.signalen[0] == "crisis"
    assert boek().signalen["crisis"].soort == "crisis"
    assert gemaakt.spoor.waarde("arrangement") == "1"


@pytest.mark.parametrize("antwoorden", [{"veiligheid": ["geweld"]}, {"samenleven": "zorgen"}])
def test_an_unsafe_home_calls_for_veilig_thuis(antwoorden: dict[str, Any]) -> None:
    """R163: violence, or worries about a child or partner: the meldcode."""
    assert "veilig_thuis" in signalen(antwoorden)


def test_violence_in_confusion_is_no_unsafe_home() -> None:
    """Hitting out of confusion belongs to gedrag; it gives its own signal, not the meldcode."""
    gegeven = signalen({"gedrag": "letsel"})
    assert "letsel_dreigt" in gegeven
    assert "veilig_thuis" not in gegeven


@pytest.mark.parametrize(
    "antwoorden", [{"veiligheid": ["acuut"]}, {"naasten": "raakt_op"}, {"nu_acuut": "ja"}]
)
def test_danger_or_a_carer_giving_out_asks_about_spoed(antwoorden: dict[str, Any]) -> None:
    """R164, R168, R172: direct danger, an exhausted carer or acute: maybe it is spoed."""
    assert "spoed_mogelijk" in signalen(antwoorden)


def test_worry_that_can_wait_gives_no_signal() -> None:
    """Later, or already taken care of, is no crisis and no spoed."""
    assert signalen({"veiligheid": ["later"]}) == set()


@pytest.mark.parametrize(
    ("houding", "verwacht"),
    [
        ("wil", set()),
        ("aarzelt", set()),
        ("wennen", {"fasen_bespreken"}),
        ("houdt_af", {"fasen_bespreken", "zorgmijder"}),
        ("vangnet", {"fasen_bespreken", "zorgmijder", "geen_post"}),
    ],
)
def test_attitude_towards_help(houding: str, verwacht: set[str]) -> None:
    """R155-R157, R186-R190: getting used, avoiding and vangnet ask for phases; vangnet, no post."""
    assert signalen({"houding": houding}) == verwacht


def test_almost_eighteen_is_talked_about_together() -> None:
    """R148: who turns 18 within half a year keeps the arrangement, with the jeugdteam beside it."""
    gemaakt = voorstel({**BEPERKT, "leeftijd_18": "bijna_18"})
    assert gemaakt.signalen == ("jeugd_samen",)
    assert gemaakt.spoor.waarde("arrangement") == "1"


@pytest.mark.parametrize(
    ("vraag", "antwoord", "signaal"),
    [
        ("huisgenoten", "niet_besproken", "gebruikelijke_hulp_open"),
        ("vrij_aanbod", "niet_bekeken", "vrij_aanbod_open"),
        ("andere_wet", "uitzoeken", "andere_wet_open"),
    ],
)
def test_what_is_not_gone_into_keeps_the_voorstel_provisional(
    vraag: str, antwoord: str, signaal: str
) -> None:
    """R002, R276: household, free offer and other law undiscussed: voorlopig, and still open."""
    for gegeven in (antwoord, {"onbekend": "uitzoeken"}):
        gemaakt = voorstel({**BEPERKT, vraag: gegeven})
        assert signaal in gemaakt.signalen
        assert list(gemaakt.voorlopig()) == [boek().signalen[signaal].titel]
        assert vraag in gemaakt.openstaand
    zonder = voorstel(BEPERKT, zonder=[vraag])
    assert signaal in zonder.signalen
    assert list(voorstel(BEPERKT).voorlopig()) == []


def test_an_unclear_gemeente_has_to_be_found_out_first() -> None:
    """R022: onduidelijk is unknown, with the reason that it is being found out."""
    gemaakt = voorstel({**BEPERKT, "gemeente": "onduidelijk"})
    assert gemaakt.intake.antwoorden["gemeente"].onbekend == "uitzoeken"
    assert gemaakt.spoor.mogelijk("route") == {"geen", "doorzenden"}


@pytest.mark.parametrize("gemeente", ["sittard_geleen", "beek", "stein"])
def test_the_three_gemeenten_are_served(gemeente: str) -> None:
    """R022: Sittard-Geleen, Beek and Stein lead to no route."""
    assert voorstel({**BEPERKT, "gemeente": gemeente}).spoor.waarde("route") == "geen"


def test_the_questions_of_the_light_case_are_all_that_count() -> None:
    """The base case answers every question that the advice needs: nothing is open."""
    gemaakt = voorstel(BEPERKT)
    assert set(gemaakt.intake.antwoorden) == set(LICHTST)
    assert gemaakt.openstaand == ()
    assert gemaakt.is_vast

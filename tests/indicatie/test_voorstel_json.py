"""The voorstel as JSON: the shape that others rely on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.indicatie.maken import (
    SPOED,
    VOORBEELDEN,
    als_data,
    boek,
    gegevens,
    lees_tekst,
    regelwerk,
    rij,
    voorstel,
    voorstel_bij,
)

BEPERKT: dict[str, Any] = {"aandacht": "soms", "gevolg": "hapert"}
SLEUTELS = [
    "regelwerk",
    "motoren",
    "vast",
    "voorlopig",
    "openstaand",
    "openstaand_verslag",
    "uitkomst",
    "interpretaties",
    "concepten",
    "uitleg",
    "spoor",
]


@pytest.fixture(params=VOORBEELDEN, ids=lambda p: p.stem)
def data(request: pytest.FixtureRequest) -> Any:
    """The JSON of every example."""
    return als_data(voorstel_bij(request.param))


def test_the_keys_of_the_contract(data: dict[str, Any]) -> None:
    """Every part of the contract that exists is there; what is not built is absent."""
    assert list(data)[: len(SLEUTELS)] == SLEUTELS
    assert data["regelwerk"] == {
        "naam": "westelijke-mijnstreek",
        "versie": regelwerk().kop.versie,
        "hash": regelwerk().hash,
    }
    assert re.fullmatch(r"[0-9a-f]{64}", data["regelwerk"]["hash"])
    assert data["uitleg"]["waarom"]


def test_until_the_second_engine_is_there_only_the_evaluator_is_named(data: dict[str, Any]) -> None:
    """A voorstel by one engine says so, and claims no agreement."""
    assert data["motoren"] == {"gelijk": None, "welke": ["evaluator"]}


def test_a_part_of_the_outcome_is_settled_or_lists_what_is_possible(data: dict[str, Any]) -> None:
    """Each outcome stands under its name, or as a list of two or more under `_mogelijk`."""
    uitkomst = data["uitkomst"]
    for naam in ("complexiteit", "inzet", "arrangement", "productcode", "route"):
        assert (naam in uitkomst) != (f"{naam}_mogelijk" in uitkomst), naam
        assert len(uitkomst.get(f"{naam}_mogelijk", [1, 2])) >= 2, naam
    if data["vast"]:
        assert "route" in uitkomst
        assert "arrangement" in uitkomst


def test_an_arrangement_is_a_number_and_a_code_is_a_text(data: dict[str, Any]) -> None:
    """Arrangement counts, productcode is a name; so also where they are still open."""
    uitkomst = data["uitkomst"]
    arrangementen = [uitkomst.get("arrangement"), *uitkomst.get("arrangement_mogelijk", [])]
    codes = [uitkomst.get("productcode"), *uitkomst.get("productcode_mogelijk", [])]
    assert all(type(a) is int for a in arrangementen if a is not None)
    assert all(type(c) is str for c in codes if c is not None)


def test_an_amount_is_a_text_with_two_decimals(data: dict[str, Any]) -> None:
    """Amounts are never floating point numbers."""
    if data["uitkomst"].get("arrangement") is not None:
        assert re.fullmatch(r"\d+\.\d\d", data["uitkomst"]["tarief"])
    else:
        assert "tarief" not in data["uitkomst"]


def test_it_is_plain_data_that_survives_json(data: dict[str, Any]) -> None:
    """Written and read again it is the same: no sets, dates or decimals, and every key a text."""
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_it_has_no_floating_point_number(data: dict[str, Any]) -> None:
    """Numbers are exact: whole numbers or texts."""

    def loop(deel: Any) -> None:
        assert not isinstance(deel, float)
        for kind in (
            deel.values() if isinstance(deel, dict) else deel if isinstance(deel, list) else []
        ):
            loop(kind)

    loop(data)


def test_names_are_snake_case(data: dict[str, Any]) -> None:
    """Keys are written like the names in the rule files."""

    def loop(deel: Any) -> None:
        if isinstance(deel, dict):
            for sleutel, kind in deel.items():
                assert sleutel == sleutel.lower(), sleutel
                assert "-" not in sleutel, sleutel
                loop(kind)
        elif isinstance(deel, list):
            for kind in deel:
                loop(kind)

    loop({s: w for s, w in data.items() if s != "spoor"})


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_the_same_intake_gives_the_same_bytes(pad: Path) -> None:
    """Twice, and with the answers in another order: byte for byte the same."""
    tekst = pad.read_text(encoding="utf-8")
    eerste, tweede = (als_data(voorstel_bij(pad)) for _ in range(2))
    assert json.dumps(eerste) == json.dumps(tweede)
    antwoorden = lees_tekst(tekst).vorm.model_dump(mode="json", exclude_unset=True)
    omgekeerd = dict(reversed(antwoorden["antwoorden"].items()))
    anders = als_data(_voorstel({**antwoorden, "antwoorden": omgekeerd}))
    assert json.dumps(anders["uitkomst"]) == json.dumps(eerste["uitkomst"])
    assert json.dumps(anders["spoor"]) == json.dumps(eerste["spoor"])


def _voorstel(inhoud: dict[str, Any]) -> Any:
    antwoorden = inhoud.pop("antwoorden")
    return voorstel(antwoorden, None, zonder=_weg(antwoorden), **inhoud)


def _weg(antwoorden: dict[str, Any]) -> list[str]:
    return [n for n in gegevens()["antwoorden"] if n not in antwoorden]


def test_signals_say_what_they_are_and_whether_the_client_may_see_them() -> None:
    """Each signal has id, soort, title and confidentiality; crisis first."""
    signalen = als_data(voorstel({**BEPERKT, "veiligheid": ["dood"], "naasten": "raakt_op"}))[
        "uitkomst"
    ]["signalen"]
    assert [set(s) for s in signalen] == [{"id", "soort", "titel", "vertrouwelijk"}] * len(signalen)
    assert signalen[0]["soort"] == "crisis"
    assert all(s["vertrouwelijk"] for s in signalen)


def test_every_interpretation_used_is_listed_once(data: dict[str, Any]) -> None:
    """What the explanation rests on that the source does not say, with source and place."""
    lijst = data["interpretaties"]
    assert len({i["id"] for i in lijst}) == len(lijst)
    gebruikt: set[str] = set()

    def loop(schakel: dict[str, Any]) -> None:
        if "interpretatie" in schakel:
            gebruikt.add(schakel["id"])
        for deel in schakel.get("onder", []):
            loop(deel)

    for schakel in [*data["uitleg"]["waarom"], *data["uitleg"].get("twijfel", [])]:
        loop(schakel)
    assert {i["id"] for i in lijst} == gebruikt
    for keuze in lijst:
        assert {"keuze", "waarom", "zekerheid", "bevestigd", "bron", "plaats"} <= set(keuze)


def test_the_trace_names_every_rule_and_every_quantity(data: dict[str, Any]) -> None:
    """Full trace: all rules with a status, and for each quantity what it can be."""
    spoor = data["spoor"]
    assert [r["id"] for r in spoor["regels"]] == list(boek().regels)
    assert list(spoor["waarden"]) == list(boek().grootheden)
    assert all(spoor["waarden"].values())
    for regel in spoor["regels"]:
        sleutel = "wacht_op" if regel["status"] == "onbekend" else "beslist_door"
        if boek().regels[regel["id"]].voorwaarde is not None:
            assert regel[sleutel], regel["id"]


def test_spoed_has_a_verdict_for_every_criterion_and_block() -> None:
    """Seven criteria and six blocks; what is not known is onbekend, what is open is listed."""
    deel = als_data(voorstel({"nu_acuut": "ja"}, None))["uitkomst"]["spoed"]
    assert deel["oordeel"] == "onvoldoende_informatie"
    assert "voldoet" in deel["oordeel_mogelijk"]
    assert list(deel["criteria"]) == [str(n) for n in range(1, 8)]
    assert set(deel["blokkades"]) == {
        "pgb",
        "geen_contract",
        "woont_elders",
        "zelfdoding",
        "beddentekort",
        "buiten_geldigheid",
    }
    vast = als_data(voorstel(SPOED, None))["uitkomst"]["spoed"]
    assert "oordeel_mogelijk" not in vast


def test_an_open_voorstel_is_not_vast() -> None:
    """Vast only when route and arrangement are the same under every completion."""
    assert als_data(voorstel(BEPERKT))["vast"] is True
    assert als_data(voorstel(BEPERKT, [rij(dagen="onbekend")]))["vast"] is False
    assert als_data(voorstel(BEPERKT, zonder=["langdurige_zorg"]))["vast"] is False
    assert als_data(voorstel({**BEPERKT, "gemeente": "andere"}, None))["vast"] is True

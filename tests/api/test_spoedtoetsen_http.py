"""POST /v1/spoedtoetsen: one spoedmelding or many, checked and not kept."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.cli.meldingen import lees_meldingen
from api.cli.spoedtoets import toets_document
from api.opbouw import maak_app
from api.regelwerken import laad_regelwerk
from engine.indicatie.spoed_json import spoed_json
from tests.api.hulp import BOEK, REGELWERK, WORTEL
from tests.api.test_http import JSON, ONGELDIG, probleem, wijzers
from tests.api.test_openapi import DOCUMENT, keurder

KLANT = TestClient(maak_app(REGELWERK))
PAD = "/v1/spoedtoetsen"
BESTAND = WORTEL / "voorbeelden" / "spoedmeldingen.csv"


def _antwoord(vraag: str, cel: str) -> Any:
    return cel.split("|") if BOEK.vragen[vraag].vorm.meer_antwoorden else cel


def _lees() -> list[dict[str, Any]]:
    """Return the meldingen of the example as a program of a provider would send them."""
    meldingen = []
    with BESTAND.open(encoding="utf-8") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            kenmerk = rij.pop("kenmerk")
            antwoorden: dict[str, Any] = {}
            for kolom, cel in rij.items():
                vraag, _, deel = kolom.partition(".")
                if cel and deel:
                    antwoorden.setdefault(vraag, {})[deel] = cel
                elif cel:
                    antwoorden[vraag] = _antwoord(vraag, cel)
            meldingen.append({"kenmerk": kenmerk, "antwoorden": antwoorden})
    return meldingen


MELDINGEN = _lees()


def stuur(inhoud: Any) -> Any:
    return KLANT.post(PAD, json=inhoud)


def melding(**antwoorden: object) -> dict[str, Any]:
    """Return the first melding of the example, which voldoet, with other answers."""
    return {"kenmerk": "M-1", "antwoorden": MELDINGEN[0]["antwoorden"] | antwoorden}


def test_a_melding_is_checked_as_on_the_command_line() -> None:
    verwacht = [
        spoed_json(toets_document(document, REGELWERK), REGELWERK)
        for document in lees_meldingen(str(BESTAND), BOEK)
    ]
    assert [stuur(m).json() for m in MELDINGEN] == verwacht
    assert stuur(MELDINGEN).json() == [{"spoedtoets": een} for een in verwacht]
    assert [een["oordeel"] for een in verwacht[:3]] == [
        *("voldoet", "onvoldoende_informatie", "voldoet_niet")
    ]


def test_the_answer_is_as_described_and_nobody_may_keep_it() -> None:
    antwoord = stuur(melding())
    assert antwoord.status_code == 200
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert antwoord.json()["motoren"] == {"gelijk": None, "welke": ["evaluator"]}
    for inhoud in (antwoord.json(), stuur([melding(), {"kenmerk": 3}]).json()):
        keurder("Spoedtoetsantwoord").validate(inhoud)
    keurder("Spoedmelding").validate(melding())
    assert not keurder("Spoedmelding").is_valid({"kenmerk": "M-1"})
    een, lijst = DOCUMENT["paths"]["/spoedtoetsen"]["post"]["requestBody"]["content"][
        "application/json"
    ]["schema"]["anyOf"]
    assert een == lijst["items"] == {"$ref": "#/components/schemas/Spoedmelding"}
    assert lijst["maxItems"] == 100


@pytest.mark.parametrize("zelfdoding", ["plan", "niet_beoordeeld"])
def test_severe_or_unassessed_suicidality_says_the_crisis_service_first(zelfdoding: str) -> None:
    toets = stuur(melding(zelfdoding=zelfdoding)).json()
    assert [s["id"] for s in toets["eerst"]] == ["spoed_crisisdienst"]
    assert "112" in toets["eerst"][0]["omdat"][0]


def test_what_is_not_known_is_asked_and_never_a_no() -> None:
    for vraag in MELDINGEN[0]["antwoorden"]:
        zonder = {n: w for n, w in MELDINGEN[0]["antwoorden"].items() if n != vraag}
        toets = stuur({"antwoorden": {"ontvangst_spoed": "2021-05-05"} | zonder}).json()
        assert toets["oordeel"] in {"voldoet", "onvoldoende_informatie"}, vraag


def test_what_says_who_somebody_is_has_no_place_in_a_melding() -> None:
    gestuurd = melding() | {"naam": "Verzonnen", "persoon": {"bsn": "111222333"}}
    antwoord = stuur(gestuurd)
    assert sorted(wijzers(antwoord)) == ["#/naam", "#/persoon"]
    assert "Verzonnen" not in antwoord.text
    assert "111222333" not in antwoord.text
    assert set(wijzers(stuur(melding(bsn="111222333")))) == {"#/antwoorden/bsn"}
    assert KLANT.post(f"{PAD}?naam=Verzonnen", json=melding()).json() == stuur(melding()).json()


def test_one_bad_melding_does_not_spoil_the_others() -> None:
    goed, fout, leeg = stuur([melding(), melding(zelfdoding="misschien"), []]).json()
    assert goed["spoedtoets"]["oordeel"] == "voldoet"
    assert [e["pointer"] for e in fout["probleem"]["errors"]] == ["#/1/antwoorden/zelfdoding"]
    assert leeg["probleem"]["status"] == 400
    assert wijzers(stuur([])) == ["#"]
    assert wijzers(stuur([melding()] * 101)) == ["#"]


@pytest.mark.parametrize("naam", ONGELDIG)
def test_what_is_no_melding_is_a_problem_with_the_whole(naam: str) -> None:
    antwoord = KLANT.post(PAD, content=ONGELDIG[naam], headers=JSON)
    assert wijzers(antwoord) == ["#"]


def test_a_melding_needs_a_day_by_which_the_rules_are_chosen() -> None:
    zonder = {n: w for n, w in melding()["antwoorden"].items() if "spoed" not in n[-5:]}
    zonder.pop("ontvangst_spoed", None)
    zonder.pop("start_spoed", None)
    assert wijzers(stuur({"antwoorden": zonder})) == ["#/peildatum"]


def test_only_post_and_only_json() -> None:
    assert probleem(KLANT.get(PAD), 405)
    tekst = KLANT.post(PAD, content=b"{}", headers={"Content-Type": "text/csv"})
    assert probleem(tekst, 415)


def test_another_regelwerk_has_its_own_check() -> None:
    maastricht = laad_regelwerk("maastricht-2018")
    with TestClient(maak_app(maastricht)) as klant:
        dag = {"start_spoed": "2018-07-02"}
        toets = klant.post(PAD, json={"antwoorden": dag}).json()
        assert toets["oordeel"] == "onvoldoende_informatie"
        assert toets["regelwerk"]["naam"] == "maastricht-2018"
        assert "arrangement" not in toets

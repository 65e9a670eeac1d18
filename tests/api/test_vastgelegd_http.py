"""Voorstellen and besluiten of a gesprek over HTTP, the rules by hash, and lists of intakes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.opslag.gesprekken import Gesprekken
from engine.explanation.model import maak_model, model_tekst
from engine.indicatie.voorstel import stel_voor
from engine.rulebook.regelwerk import laad
from tests.api.dienst import (
    VOORBEELD,
    Proefdienst,
    als_beschreven,
    begin,
    begin_gevuld,
    probleem,
    wijzers,
)
from tests.api.hulp import BOEK, REGELWERK, kleine_intake
from tests.api.opslag.hulp import ANNA, verander
from tests.rete.fouten import MotorenMetFout, Planfout, een_kapot_net, een_teken
from tests.rulebook.werk import KOP, maak, vervang

BESLUIT = {"oordeel": "zonder_advies", "motivering": "Mijn afweging.", "arrangement": 2}
BLIJVEND = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proefdienst]:
    dienst = Proefdienst(tmp_path_factory.mktemp("dienst"))
    yield dienst
    dienst.sluit()


# Evaluate and record


def test_a_gesprek_is_evaluated_now_by_one_engine_and_says_so(klant: TestClient) -> None:
    pad = begin_gevuld(klant)
    voorstel = klant.get(f"{pad}/_beoordeel").json()
    als_beschreven(klant, "Voorstel", voorstel)
    assert voorstel["uitkomst"]["arrangement"] == 5
    assert voorstel["motoren"] == {"gelijk": None, "welke": ["evaluator"]}
    assert voorstel["uitkomst"] == klant.post("/v1/voorstellen", json=VOORBEELD).json()["uitkomst"]
    assert klant.get(f"{pad}/voorstellen").json() == {"voorstellen": []}


def test_what_a_gesprek_lacks_is_told_with_pointers_into_the_intake(klant: TestClient) -> None:
    pad = begin(klant)
    for antwoord in (klant.get(f"{pad}/_beoordeel"), klant.post(f"{pad}/voorstellen", json={})):
        assert wijzers(antwoord, 409) >= {"#/peildatum"}
    assert klant.get(f"{pad}/voorstellen").json() == {"voorstellen": []}


def test_a_voorstel_is_recorded_on_both_engines_and_found_again(klant: TestClient) -> None:
    pad = begin_gevuld(klant)
    kop = {"Idempotency-Key": pad[-32:]}
    antwoord, nog_eens = (klant.post(f"{pad}/voorstellen", json={}, headers=kop) for _ in range(2))
    assert antwoord.status_code == 201
    assert antwoord.content == nog_eens.content
    vastgelegd = antwoord.json()
    als_beschreven(klant, "VastgelegdVoorstel", vastgelegd)
    assert vastgelegd["voorstel"]["motoren"]["gelijk"] is True
    assert vastgelegd["voorstel"]["uitkomst"]["arrangement"] == 5
    assert vastgelegd["intake"]["peildatum"] == VOORBEELD["peildatum"]
    assert antwoord.headers["Location"] == f"{pad}/voorstellen/{vastgelegd['id']}"
    assert klant.get(antwoord.headers["Location"]).json() == vastgelegd
    [regel] = klant.get(f"{pad}/voorstellen").json()["voorstellen"]
    assert regel["id"] == vastgelegd["id"]
    assert "voorstel" not in regel
    ander = begin(klant)
    probleem(klant.get(f"{ander}/voorstellen/{vastgelegd['id']}"), 404)
    assert wijzers(klant.post(f"{pad}/voorstellen", json={"x": 1})) == {"#/x"}


def test_the_same_recording_at_the_same_moment_has_one_answer(dienst: Proefdienst) -> None:
    pad = begin_gevuld(dienst.klant())
    start = Barrier(2)

    def leg_vast(_: int) -> Any:
        klant = dienst.klant()
        start.wait(timeout=10)
        return klant.post(f"{pad}/voorstellen", json={}, headers={"Idempotency-Key": pad[-32:]})

    with ThreadPoolExecutor(2) as draden:
        een, twee = draden.map(leg_vast, range(2))
    assert een.status_code == twee.status_code == 201
    assert een.content == twee.content


@pytest.mark.parametrize(("fout", "status"), [(een_teken, 500), (een_kapot_net, 503)])
def test_engines_that_differ_or_fail_record_nothing(
    dienst: Proefdienst,
    fout: Planfout,
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    klant, staat = dienst.klant(), dienst.app.state
    pad = begin_gevuld(klant)
    stand, kop = klant.get(pad).json(), {"Idempotency-Key": f"m{status}"}
    goed = staat.motoren
    with MotorenMetFout(fout) as stuk:
        staat.motoren = stuk
        try:
            antwoord = klant.post(f"{pad}/voorstellen", json={}, headers=kop)
        finally:
            staat.motoren = goed
    inhoud = probleem(antwoord, status)
    assert inhoud["detail"].startswith("Het programma kan niet voor deze uitkomst instaan.")
    assert ("Retry-After" in antwoord.headers) == (status == 503)
    assert klant.get(f"{pad}/voorstellen").json() == {"voorstellen": []}
    assert klant.get(pad).json() == stand
    assert klant.post(f"{pad}/voorstellen", json={}, headers=kop).status_code == 201


# Besluiten


def test_a_besluit_closes_the_gesprek_and_is_found_again(dienst: Proefdienst) -> None:
    klant = dienst.klant()
    pad = begin_gevuld(klant)
    voorstel = klant.post(f"{pad}/voorstellen", json={}).json()["id"]
    lichaam = BESLUIT | {"oordeel": "afwijken", "voorstel": voorstel, "einddatum": "2022-01-01"}
    antwoord = klant.post(f"{pad}/besluiten", json=lichaam)
    assert antwoord.status_code == 201
    besluit = antwoord.json()
    als_beschreven(klant, "Besluit", besluit)
    assert besluit["voorstel"] == voorstel
    assert besluit["keuze"]["arrangement"] == 2
    assert besluit["keuze"]["einddatum"] == "2022-01-01"
    assert antwoord.headers["Location"] == f"{pad}/besluiten/{besluit['id']}"
    for rol in ("consulent", "auditor", "backoffice"):
        assert dienst.klant(rol).get(antwoord.headers["Location"]).json() == besluit
        assert dienst.klant(rol).get(f"{pad}/besluiten").json() == {"besluiten": [besluit]}
    assert klant.get(pad).json()["status"] == "afgerond"
    probleem(klant.post(f"{pad}/besluiten", json=BESLUIT), 409)
    probleem(klant.post(f"{pad}/voorstellen", json={}), 409)


@pytest.mark.parametrize(
    ("anders", "wijzer"),
    [
        ({"arrangement": None}, "#/arrangement"),
        ({"route": "jeugd"}, "#/arrangement"),
        ({"arrangement": 10}, "#/arrangement"),
        ({"arrangement": "2"}, "#/arrangement"),
        ({"oordeel": "eens"}, "#/voorstel"),
        ({"voorstel": "0" * 32}, "#/voorstel"),
        ({"voorstel": "x"}, "#/voorstel"),
        ({"oordeel": "x"}, "#/oordeel"),
        ({"motivering": " \n "}, "#/motivering"),
        ({"motivering": "x" * 20_001}, "#/motivering"),
        ({"einddatum": "2021-02-30"}, "#/einddatum"),
        ({"ingangsdatum": "2021-02-02", "einddatum": "2021-02-01"}, "#/einddatum"),
        ({"resultaten": [14]}, "#/resultaten/0"),
        ({"resultaten": [1] * 14}, "#/resultaten"),
        ({"naam": "x"}, "#/naam"),
    ],
    ids=str,
)
def test_every_field_of_a_besluit_that_is_wrong_has_a_pointer(
    klant: TestClient, anders: dict[str, Any], wijzer: str
) -> None:
    pad = begin(klant)
    assert wijzers(klant.post(f"{pad}/besluiten", json=BESLUIT | anders)) == {wijzer}
    assert klant.get(pad).json()["status"] == "lopend"


def test_what_the_state_of_a_gesprek_refuses_has_a_pointer_where_a_field_is_in_the_way(
    klant: TestClient,
) -> None:
    pad = begin_gevuld(klant)
    voorstel = klant.post(f"{pad}/voorstellen", json={}).json()["id"]
    eens = BESLUIT | {"oordeel": "eens", "voorstel": voorstel}
    assert wijzers(klant.post(f"{pad}/besluiten", json=eens), 409) == {"#/oordeel"}
    herindicatie = {"soort": "herindicatie", "reden": "x"}
    assert wijzers(klant.post(f"{pad}/vervangingen", json=herindicatie), 409) == {"#/soort"}
    ander = {"sleutel": "antwoorden/gemeente", "versie": 1, "inhoud": "beek"}
    assert klant.patch(pad, json={"delen": [ander]}).status_code == 200
    goed = eens | {"arrangement": 5}
    assert wijzers(klant.post(f"{pad}/besluiten", json=goed), 409) == {"#/voorstel"}
    nieuw = klant.post(f"{pad}/voorstellen", json={}).json()["id"]
    adres = klant.post(f"{pad}/besluiten", json=goed | {"voorstel": nieuw}).headers["Location"]
    anders = {"soort": "correctie", "reden": "x", "besluit": BESLUIT | {"oordeel": "eens"}}
    antwoord = klant.post(f"{adres}/vervangingen", json=anders)
    assert wijzers(antwoord, 409) == {"#/besluit/oordeel"}
    assert "errors" not in probleem(klant.post(f"{pad}/besluiten", json=BESLUIT), 409)


def test_a_besluit_is_corrected_and_withdrawn_and_the_old_stays(klant: TestClient) -> None:
    pad = begin(klant)
    eerste = klant.post(f"{pad}/besluiten", json=BESLUIT).headers["Location"]
    correctie = {"soort": "correctie", "reden": "Tikfout.", "besluit": BESLUIT | {"arrangement": 3}}
    antwoord = klant.post(f"{eerste}/vervangingen", json=correctie)
    assert antwoord.status_code == 201
    assert antwoord.json()["vervangt"] == eerste[-32:]
    tweede = antwoord.headers["Location"]
    elders = tweede.replace(pad, begin(klant))
    probleem(klant.get(elders), 404)
    probleem(klant.post(f"{elders}/vervangingen", json=correctie), 404)
    probleem(klant.post(f"{eerste}/vervangingen", json=correctie), 409)
    intrekking = {"soort": "intrekking", "reden": "Ingetrokken door de cliënt."}
    assert klant.post(f"{tweede}/vervangingen", json=intrekking).status_code == 201
    alle = klant.get(f"{pad}/besluiten").json()["besluiten"]
    assert [b["keuze"]["arrangement"] for b in alle] == [2, 3, 3]
    assert wijzers(
        klant.post(f"{eerste}/vervangingen", json=intrekking | {"besluit": BESLUIT})
    ) == {"#/besluit"}
    los = {"soort": "correctie", "reden": "x", "besluit": BESLUIT | {"voorstel": "0" * 32}}
    assert wijzers(klant.post(f"{eerste}/vervangingen", json=los)) == {"#/besluit/voorstel"}


# Several intakes at once


def test_of_a_list_every_intake_has_its_own_voorstel_or_problem(klant: TestClient) -> None:
    alle = [VOORBEELD, kleine_intake(gemeente="bek"), 7, kleine_intake()]
    antwoord = TestClient(klant.app).post("/v1/voorstellen", json=alle)
    assert antwoord.status_code == 200
    een, twee, drie, vier = antwoord.json()
    als_beschreven(klant, "Voorstelantwoord", antwoord.json())
    assert een["voorstel"] == klant.post("/v1/voorstellen", json=VOORBEELD).json()
    assert twee["probleem"]["errors"][0]["pointer"] == "#/1/antwoorden/gemeente"
    assert drie["probleem"]["status"] == 400
    assert set(vier) == {"voorstel"}


def test_one_intake_that_the_program_fails_on_does_not_spoil_the_rest(
    klant: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:

    def soms(intake: Any) -> Any:
        if intake.vorm.peildatum.day == 16:
            raise ValueError("mevrouw Jansen")
        return stel_voor(intake)

    monkeypatch.setattr("api.routes.voorstellen.stel_voor", soms)
    stuk = kleine_intake() | {"peildatum": "2021-06-16"}
    een, twee = klant.post("/v1/voorstellen", json=[stuk, kleine_intake()]).json()
    assert een["probleem"]["status"] == 500
    assert "Jansen" not in json.dumps(een)
    assert "voorstel" in twee


def test_a_list_has_a_bound(klant: TestClient) -> None:
    assert wijzers(klant.post("/v1/voorstellen", json=[])) == {"#"}
    assert wijzers(klant.post("/v1/voorstellen", json=[7] * 101)) == {"#"}


# The rules


def test_the_rules_are_found_by_their_hash_and_never_change_there(klant: TestClient) -> None:
    los = TestClient(klant.app)
    antwoord = los.get("/v1/regelwerken")
    assert antwoord.headers["Cache-Control"] == "no-store"
    als_beschreven(los, "Regelwerken", antwoord.json())
    [regel] = antwoord.json()["regelwerken"]
    assert regel["hash"] == REGELWERK.hash
    geheel = los.get(f"/v1/regelwerken/{regel['hash']}")
    assert geheel.headers["Cache-Control"] == BLIJVEND
    als_beschreven(los, "Regelwerk", geheel.json())
    bestanden = {b["naam"]: b["tekst"] for b in geheel.json()["bestanden"]}
    assert bestanden == dict(REGELWERK.teksten)
    for hash_ in ("0" * 64, "x"):
        fout = los.get(f"/v1/regelwerken/{hash_}")
        probleem(fout, 404)
        probleem(los.get(f"/v1/regelwerken/{hash_}/model"), 404)


def test_older_rules_are_found_by_the_hash_of_a_gesprek_and_by_their_own(
    dienst: Proefdienst, tmp_path: Path
) -> None:
    oud = laad(maak(tmp_path / "oud"))
    with dienst.bank.sessie(ANNA) as sessie:
        id_ = Gesprekken(sessie, ANNA).begin(oud)
        onder = Gesprekken(sessie, ANNA).haal(id_).regelwerk
    los = TestClient(dienst.app)
    for hash_, erbij in ((oud.hash, set()), (onder, {"vrije-dagen.json"})):
        antwoord = los.get(f"/v1/regelwerken/{hash_}")
        assert antwoord.headers["Cache-Control"] == BLIJVEND
        als_beschreven(los, "Regelwerk", antwoord.json())
        inhoud = antwoord.json()
        kop = (inhoud["naam"], inhoud["titel"], inhoud["versie"], inhoud["hash"])
        assert kop == (oud.kop.regelwerk, oud.kop.titel, oud.kop.versie, hash_)
        bestanden = {b["naam"]: b["tekst"] for b in inhoud["bestanden"]}
        assert set(bestanden) - set(oud.teksten) == erbij
        som = sha256()
        for naam, tekst in sorted(bestanden.items()):
            som.update(f"{naam}\0{tekst}\0".encode())
        assert som.hexdigest() == hash_


def test_rules_that_were_changed_after_recording_are_not_given(
    dienst: Proefdienst, tmp_path: Path
) -> None:
    oud = laad(maak(tmp_path / "oud", kop=vervang(KOP, 'versie: "1"', 'versie: "7"')))
    with dienst.bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).begin(oud)
    gezocht = f"WHERE regelwerk_hash = '{oud.hash}'"
    verander(
        dienst.bank,
        f"UPDATE regelwerk SET bestanden = replace(bestanden, 'bron', 'born') {gezocht}",
    )
    fout = probleem(TestClient(dienst.app).get(f"/v1/regelwerken/{oud.hash}"), 500)
    assert "Meld het aan de beheerder." in fout["detail"]


def test_the_model_is_that_of_the_command_line(klant: TestClient) -> None:
    los, pad = TestClient(klant.app), f"/v1/regelwerken/{REGELWERK.hash}/model"
    antwoord = los.get(pad)
    assert antwoord.headers["Cache-Control"] == "public, max-age=3600"
    assert antwoord.text == model_tekst(maak_model(BOEK, REGELWERK.hash))
    als_beschreven(los, "Model", antwoord.json())
    assert los.get(pad, params={"peildatum": "2021-06-15"}).status_code == 200
    probleem(los.get(pad, params={"peildatum": "1999-01-01"}), 404)
    assert wijzers(los.get(pad, params={"peildatum": "x", "y": "z"})) == {"#/peildatum", "#/y"}

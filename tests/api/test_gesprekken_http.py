"""The gesprekken over HTTP: begin, read, write with versions, replace; and who may."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.opbouw import maak_app
from engine.rulebook.lezen import GROOTSTE_BESTAND
from tests.api.dienst import (
    GESPREKKEN,
    Proefdienst,
    als_beschreven,
    begin,
    begin_gevuld,
    delen,
    probleem,
    wijzers,
)
from tests.api.hulp import REGELWERK

GEMEENTE = "antwoorden/gemeente"


# Begin and read


def test_a_gesprek_begins_and_is_found_at_its_address(vaste_klant: TestClient) -> None:
    antwoord = vaste_klant.post(GESPREKKEN, json={"kenmerk": "ZAAK-1"})
    assert antwoord.status_code == 201
    gesprek = antwoord.json()
    assert antwoord.headers["Location"] == f"{GESPREKKEN}/{gesprek['id']}"
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert (gesprek["kenmerk"], gesprek["status"], gesprek["delen"]) == ("ZAAK-1", "lopend", [])
    assert vaste_klant.get(antwoord.headers["Location"]).json() == gesprek
    als_beschreven(vaste_klant, "Gesprek", gesprek)


def test_a_bsn_is_refused_as_kenmerk_with_a_pointer(vaste_klant: TestClient) -> None:
    assert wijzers(vaste_klant.post(GESPREKKEN, json={"kenmerk": "123456782"})) == {"#/kenmerk"}


@pytest.mark.parametrize(
    ("lichaam", "wijzer"),
    [
        ({"naam": "x"}, "#/naam"),
        ({"kenmerk": 7}, "#/kenmerk"),
        ({"kenmerk": " "}, "#/kenmerk"),
        ({"kenmerk": "x" * 101}, "#/kenmerk"),
        ({"kenmerk": "a\0b"}, "#/kenmerk"),
        ([], "#"),
        ("tekst", "#"),
    ],
    ids=str,
)
def test_every_field_that_is_wrong_has_a_pointer(
    vaste_klant: TestClient, lichaam: Any, wijzer: str
) -> None:
    assert wijzers(vaste_klant.post(GESPREKKEN, json=lichaam)) == {wijzer}


def test_the_list_has_pages_and_a_bound(klant: TestClient) -> None:
    gemaakt = [begin(klant) for _ in range(3)]
    alles = klant.get(GESPREKKEN).json()
    als_beschreven(klant, "Gesprekken", alles)
    assert (alles["totaal"], alles["pagina"], alles["per_pagina"]) == (3, 1, 50)
    ids = [f"{GESPREKKEN}/{g['id']}" for g in alles["gesprekken"]]
    assert ids == gemaakt[::-1]
    tweede = klant.get(GESPREKKEN, params={"pagina": 2, "perPagina": 2}).json()
    assert [g["id"] for g in tweede["gesprekken"]] == [alles["gesprekken"][2]["id"]]
    assert "delen" not in tweede["gesprekken"][0]
    fout = klant.get(GESPREKKEN, params={"pagina": "0", "perPagina": "101", "naam": "x"})
    assert wijzers(fout) == {"#/pagina", "#/perPagina", "#/naam"}


def test_what_is_not_there_is_404_also_with_another_kind_of_number(vaste_klant: TestClient) -> None:
    for id_ in ("0" * 32, "x", "%00", "0" * 33):
        for pad in ("", "/geschiedenis", "/_beoordeel", "/voorstellen", "/besluiten"):
            probleem(vaste_klant.get(f"{GESPREKKEN}/{id_}{pad}"), 404)
        probleem(vaste_klant.patch(f"{GESPREKKEN}/{id_}", json=delen({GEMEENTE: "beek"})), 404)


def test_head_and_allow_are_right_where_an_address_has_several_methods(
    vaste_klant: TestClient,
) -> None:
    pad = begin(vaste_klant)
    assert vaste_klant.head(pad).status_code == 200
    antwoord = vaste_klant.delete(pad)
    probleem(antwoord, 405)
    assert antwoord.headers["Allow"] == "GET, HEAD, PATCH"
    assert vaste_klant.put(GESPREKKEN).headers["Allow"] == "GET, HEAD, POST"


# Write


def test_parts_are_written_and_their_versions_told(vaste_klant: TestClient) -> None:
    pad = begin(vaste_klant)
    antwoord = vaste_klant.patch(pad, json=delen({GEMEENTE: "beek", "notities/dag": "Rustig."}))
    assert antwoord.status_code == 200
    assert antwoord.json() == {"versies": {GEMEENTE: 1, "notities/dag": 1}}
    tweede = vaste_klant.patch(pad, json=delen({GEMEENTE: "stein"}, versie=1))
    assert tweede.json() == {"versies": {GEMEENTE: 2}}
    vaste_klant.patch(pad, json=delen({"notities/dag": None}, versie=1))
    gesprek = vaste_klant.get(pad).json()
    assert [(d["sleutel"], d["versie"], d["inhoud"]) for d in gesprek["delen"]] == [
        (GEMEENTE, 2, "stein")
    ]
    assert gesprek["versies"] == {GEMEENTE: 2, "notities/dag": 2}
    geschiedenis = vaste_klant.get(f"{pad}/geschiedenis").json()
    als_beschreven(vaste_klant, "Geschiedenis", geschiedenis)
    assert geschiedenis["totaal"] == 4
    assert geschiedenis["versies"][-1]["inhoud"] is None


def test_json_kinds_stay_as_they_were_sent(vaste_klant: TestClient) -> None:
    pad = begin(vaste_klant)
    rij = {"activiteit": "koken", "minuten": 30, "tijdelijk": True}
    inhoud = {"compleet": "nee", "rijen": [rij]}
    assert vaste_klant.patch(pad, json=delen({"weekrooster": inhoud})).status_code == 200
    assert vaste_klant.get(pad).json()["delen"][0]["inhoud"] == inhoud


def test_a_stale_part_is_409_with_both_versions_and_the_others_are_kept(
    vaste_klant: TestClient,
) -> None:
    pad = begin(vaste_klant)
    vaste_klant.patch(pad, json=delen({GEMEENTE: "beek"}))
    vaste_klant.patch(pad, json=delen({GEMEENTE: "stein"}, versie=1))
    antwoord = vaste_klant.patch(
        pad,
        json={
            "delen": [
                {"sleutel": GEMEENTE, "versie": 1, "inhoud": "sittard_geleen"},
                {"sleutel": "notities/dag", "versie": 0, "inhoud": "Rustig."},
            ]
        },
    )
    botst = probleem(antwoord, 409)
    als_beschreven(vaste_klant, "Botsingsprobleem", botst)
    assert botst["versies"] == {"notities/dag": 1}
    [botsing] = botst["botsingen"]
    assert botsing["sleutel"] == GEMEENTE
    assert botsing["mijn"] == {"versie": 1, "inhoud": "sittard_geleen"}
    assert (botsing["opgeslagen"]["versie"], botsing["opgeslagen"]["inhoud"]) == (2, "stein")
    inhoud = {d["sleutel"]: d["inhoud"] for d in vaste_klant.get(pad).json()["delen"]}
    assert inhoud == {GEMEENTE: "stein", "notities/dag": "Rustig."}


def test_two_writes_at_the_same_moment_conflict(dienst: Proefdienst) -> None:
    pad = begin(dienst.klant())
    start = Barrier(2)

    def schrijf(gemeente: str) -> Any:
        klant = dienst.klant()
        start.wait(timeout=10)
        return klant.patch(pad, json=delen({GEMEENTE: gemeente}))

    with ThreadPoolExecutor(2) as draden:
        antwoorden = list(draden.map(schrijf, ["beek", "stein"]))
    assert sorted(a.status_code for a in antwoorden) == [200, 409]
    botst = next(a for a in antwoorden if a.status_code == 409).json()
    [botsing] = botst["botsingen"]
    assert {botsing["mijn"]["inhoud"], botsing["opgeslagen"]["inhoud"]} == {"beek", "stein"}


@pytest.mark.parametrize(
    ("deel", "wijzer"),
    [
        ({"antwoorden/gemente": "beek"}, "#/delen/0/inhoud"),
        ({GEMEENTE: "bek"}, "#/delen/0/inhoud"),
        ({"antwoorden/besluiten": {"waarde": "x"}}, "#/delen/0/inhoud/waarde"),
        ({"antwoorden/besluiten": {"waarde": "zelf", "y": 1}}, "#/delen/0/inhoud/y"),
        ({"data": {"melding": "2021-02-30"}}, "#/delen/0/inhoud/melding"),
        ({"periode": {"peildatum": "morgen"}}, "#/delen/0/inhoud/peildatum"),
        ({"periode": {"dag": "2021-01-01"}}, "#/delen/0/inhoud/dag"),
        ({"golven": {"goed_weken": "veel"}}, "#/delen/0/inhoud/goed_weken"),
        ({"fasen": [{"nummer": 1, "vanaf": "2021-07-01", "x": 1}]}, "#/delen/0/inhoud/0/x"),
        ({"fasen": [{"nummer": 1}]}, "#/delen/0/inhoud/0/vanaf"),
        ({"fasen": [{}] * 21}, "#/delen/0/inhoud"),
        ({"weekrooster": {"rijen": [{"wie": "mij"}]}}, "#/delen/0/inhoud/rijen/0/wie"),
        ({"weekrooster": {"rijen": [{"gedeeld": "A B"}]}}, "#/delen/0/inhoud/rijen/0/gedeeld"),
        ({"weekrooster": {"rijen": [{}] * 201}}, "#/delen/0/inhoud/rijen"),
        ({"weekrooster": {"rij": []}}, "#/delen/0/inhoud/rij"),
        ({"weekrooster": {"onaf": [{"x": "y"}]}}, "#/delen/0/inhoud/onaf/0/x"),
        ({"weekrooster": {"onaf": [{"wie": ["mij"]}]}}, "#/delen/0/inhoud/onaf/0/wie"),
        ({"weekrooster": {"onaf": [{"dagen": ["x"]}]}}, "#/delen/0/inhoud/onaf/0/dagen/0"),
        ({"weekrooster": {"onaf": [{"activiteit": 5}]}}, "#/delen/0/inhoud/onaf/0/activiteit"),
        ({"weekrooster": {"onaf": [{}] * 201}}, "#/delen/0/inhoud/onaf"),
        ({"notities/dag": 5}, "#/delen/0/inhoud"),
        ({"weekrooster": {"onaf": {}}}, "#/delen/0/inhoud/onaf"),
        (
            {"weekrooster": {"onaf": [{"wie": "mij"}], "compleet": "ja"}},
            "#/delen/0/inhoud/compleet",
        ),
        ({"notities/dag": "x" * 20_001}, "#/delen/0/inhoud"),
        ({"gesprekken": {"a": ["x" * 20_001]}}, "#/delen/0/inhoud/a/0"),
        ({"notities/dag": {"a": "x"}}, "#/delen/0/inhoud"),
        ({"gesprekken": [2**53]}, "#/delen/0/inhoud"),
        ({"gesprekken": [10**400]}, "#/delen/0/inhoud"),
        ({"onzin": 1}, "#/delen/0/sleutel"),
        ({"antwoorden/": 1}, "#/delen/0/sleutel"),
    ],
    ids=lambda d: str(d)[:40],
)
def test_every_part_that_is_wrong_has_a_pointer_and_nothing_is_kept(
    vaste_klant: TestClient, deel: dict[str, Any], wijzer: str
) -> None:
    pad = begin(vaste_klant)
    lichaam = delen(deel)
    lichaam["delen"].append({"sleutel": "notities/x", "versie": 0, "inhoud": "x"})
    antwoord = vaste_klant.patch(pad, json=lichaam)
    assert wijzers(antwoord) == {wijzer}
    assert vaste_klant.get(pad).json()["delen"] == []


def test_a_part_twice_or_too_many_parts_are_refused(vaste_klant: TestClient) -> None:
    pad = begin(vaste_klant)
    dubbel = delen({GEMEENTE: "beek"})["delen"] * 2
    antwoord = vaste_klant.patch(pad, json={"delen": dubbel})
    assert wijzers(antwoord) == {"#/delen/0/sleutel", "#/delen/1/sleutel"}
    veel = delen({f"notities/n{n}": "x" for n in range(501)})
    assert wijzers(vaste_klant.patch(pad, json=veel)) == {"#/delen"}
    assert wijzers(vaste_klant.patch(pad, json={"delen": []})) == {"#/delen"}


def test_a_draft_may_be_incomplete(vaste_klant: TestClient) -> None:
    pad = begin(vaste_klant)
    half = {"golven": {"goed_weken": 1}, "weekrooster": {"rijen": [{"activiteit": "koken"}]}}
    assert vaste_klant.patch(pad, json=delen(half)).status_code == 200


def test_a_body_that_is_too_large_is_413(vaste_klant: TestClient) -> None:
    pad = begin(vaste_klant)
    probleem(
        vaste_klant.patch(
            pad,
            content=b" " * (GROOTSTE_BESTAND + 1),
            headers={"Content-Type": "application/json"},
        ),
        413,
    )
    probleem(vaste_klant.patch(pad, content=b"{}"), 415)


# Phases


def test_a_besluit_on_phases_is_accepted_and_returned(vaste_klant: TestClient) -> None:
    pad = begin_gevuld(vaste_klant)
    fasen = [
        {"nummer": 1, "vanaf": "2021-07-01", "arrangement": 2, "vervoer": None},
        {"nummer": 2, "vanaf": "2021-10-01", "arrangement": 5, "vervoer": "10113"},
    ]
    besluit = {"oordeel": "zonder_advies", "motivering": "Zo.", "arrangement": 2, "fasen": fasen}
    for plek, fout in (
        ("fasen/1/vanaf", {"fasen": [fasen[0], fasen[1] | {"vanaf": "2021-06-01"}]}),
        ("fasen/1/nummer", {"fasen": [fasen[0], fasen[1] | {"nummer": 3}]}),
        ("fasen/0/arrangement", {"arrangement": 3}),
        ("fasen/0/vervoer", {"vervoer": "10115"}),
        ("fasen", {"fasen": []}),
        ("fasen/1/kleur", {"fasen": [fasen[0], fasen[1] | {"kleur": "x"}]}),
    ):
        antwoord = vaste_klant.post(f"{pad}/besluiten", json=besluit | fout)
        assert wijzers(antwoord) == {f"#/{plek}"}, antwoord.json()
    antwoord = vaste_klant.post(f"{pad}/besluiten", json=besluit)
    assert antwoord.status_code == 201
    keuze = antwoord.json()["keuze"]
    assert keuze["fasen"] == fasen
    assert (keuze["arrangement"], keuze["ingangsdatum"]) == (2, "2021-07-01")
    assert vaste_klant.get(antwoord.headers["Location"]).json()["keuze"] == keuze


# Replace


def test_a_gesprek_is_replaced_and_both_say_so(vaste_klant: TestClient) -> None:
    pad = begin_gevuld(vaste_klant)
    besluit = {"oordeel": "zonder_advies", "motivering": "Zo.", "arrangement": 2}
    assert vaste_klant.post(f"{pad}/besluiten", json=besluit).status_code == 201
    vervanging = {"soort": "correctie", "reden": "Een antwoord was verkeerd."}
    antwoord = vaste_klant.post(f"{pad}/vervangingen", json=vervanging)
    assert antwoord.status_code == 201
    nieuw = antwoord.json()
    assert antwoord.headers["Location"] == f"{GESPREKKEN}/{nieuw['id']}"
    assert nieuw["vervangt"] == pad.rpartition("/")[2]
    assert (nieuw["vervangt_soort"], nieuw["status"]) == ("correctie", "lopend")
    oud = vaste_klant.get(pad).json()
    assert (oud["status"], oud["opvolgers"]) == ("vervangen", [nieuw["id"]])
    probleem(vaste_klant.post(f"{pad}/vervangingen", json=vervanging), 409)
    probleem(vaste_klant.patch(pad, json=delen({"notities/x": "x"})), 409)
    for fout, wijzer in (
        ({"soort": "x", "reden": "y"}, "#/soort"),
        ({"soort": "correctie"}, "#/reden"),
    ):
        assert wijzers(vaste_klant.post(f"{pad}/vervangingen", json=fout)) == {wijzer}


# Who may


def routes(pad: str) -> list[tuple[str, str]]:
    return [
        ("GET", GESPREKKEN),
        ("POST", GESPREKKEN),
        ("GET", pad),
        ("PATCH", pad),
        ("GET", f"{pad}/geschiedenis"),
        ("POST", f"{pad}/vervangingen"),
        ("GET", f"{pad}/_beoordeel"),
        ("POST", f"{pad}/voorstellen"),
        ("GET", f"{pad}/voorstellen"),
        ("GET", f"{pad}/voorstellen/{'0' * 32}"),
        ("POST", f"{pad}/besluiten"),
        ("GET", f"{pad}/besluiten"),
        ("GET", f"{pad}/besluiten/{'0' * 32}"),
        ("POST", f"{pad}/besluiten/{'0' * 32}/vervangingen"),
    ]


MAG = {
    "consulent": {"GET", "POST", "PATCH"},
    "auditor": {"GET"},
    "backoffice": {"GET besluiten"},
    "aanbieder": set[str](),
    "beleidsmedewerker": set[str](),
    "beleidsvaststeller": set[str](),
}


@pytest.mark.parametrize("rol", MAG)
def test_each_role_may_do_its_own_and_nothing_else(dienst: Proefdienst, rol: str) -> None:
    pad = begin(dienst.klant())
    klant = dienst.klant(rol)
    for methode, adres in routes(pad):
        antwoord = klant.request(methode, adres, json={} if methode != "GET" else None)
        besluiten = f"{methode} besluiten" if "/besluiten" in adres else ""
        if {methode, besluiten} & MAG[rol]:
            assert antwoord.status_code not in {401, 403}, (methode, adres)
        else:
            assert probleem(antwoord, 403)["detail"].startswith("Dit kan alleen een ")


def test_who_is_not_signed_in_gets_401_everywhere(dienst: Proefdienst) -> None:
    pad = begin(dienst.klant())
    for methode, adres in routes(pad):
        antwoord = TestClient(dienst.app).request(methode, adres, json={})
        assert probleem(antwoord, 401)["detail"] == "Meld u eerst aan."


def test_another_gemeente_sees_nothing(dienst: Proefdienst) -> None:
    pad = begin(dienst.klant())
    ander = dienst.klant(gemeente="stein")
    assert ander.get(GESPREKKEN).json()["totaal"] == 0
    for methode, adres in routes(pad):
        if adres.startswith(f"{pad}/") or adres == pad:
            lichaam: Any = {"soort": "intrekking", "reden": "x"}
            if methode == "PATCH":
                lichaam = delen({GEMEENTE: "beek"})
            elif adres.endswith("/voorstellen"):
                lichaam = {}
            elif adres.endswith("/besluiten"):
                lichaam = {"oordeel": "zonder_advies", "motivering": "x", "arrangement": 1}
            probleem(ander.request(methode, adres, json=None if methode == "GET" else lichaam), 404)


def test_without_a_database_the_service_says_so(dienst: Proefdienst) -> None:
    app = maak_app(REGELWERK, aanmelding=dienst.aanmelding)
    klant = TestClient(app, cookies=dienst.klant().cookies)
    probleem(klant.get(GESPREKKEN), 503)


# The log


def test_nothing_of_what_is_sent_comes_in_a_log(
    dienst: Proefdienst, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    geheim = "mevrouw-jansen"
    klant = dienst.klant()
    pad = begin(klant, geheim)
    for lichaam in (
        delen({"antwoorden/open_begin": geheim, "notities/x": geheim}),
        delen({"antwoorden/open_begin": geheim + "2"}),
        delen({GEMEENTE: geheim, "periode": {"peildatum": geheim}}),
        {geheim: geheim},
    ):
        klant.patch(pad, json=lichaam, headers={"Idempotency-Key": geheim})
    klant.get(f"{pad}/_beoordeel")
    klant.post(f"{pad}/voorstellen", json={})
    uit, fout = capfd.readouterr()
    assert geheim not in uit + fout + caplog.text

"""A write with a key is done once, whatever is sent again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.dienst import GESPREKKEN, Proefdienst, begin, delen, probleem

GEMEENTE = "antwoorden/gemeente"


def test_the_same_write_with_the_same_key_is_done_once(klant: TestClient) -> None:
    kop = {"Idempotency-Key": "abc-1"}
    een, twee = (klant.post(GESPREKKEN, json={"kenmerk": "Z"}, headers=kop) for _ in range(2))
    assert een.status_code == twee.status_code == 201
    assert een.content == twee.content
    assert een.headers["Location"] == twee.headers["Location"]
    assert klant.get(GESPREKKEN).json()["totaal"] == 1


def test_a_key_for_another_write_is_422_and_does_nothing(klant: TestClient) -> None:
    kop = {"Idempotency-Key": "abc-2"}
    pad = klant.post(GESPREKKEN, json={}, headers=kop).headers["Location"]
    probleem(klant.post(GESPREKKEN, json={"kenmerk": "Z"}, headers=kop), 422)
    probleem(klant.patch(pad, json=delen({GEMEENTE: "beek"}), headers=kop), 422)
    assert klant.get(pad).json()["delen"] == []
    assert klant.get(GESPREKKEN).json()["totaal"] == 1


def test_the_same_body_with_the_same_key_elsewhere_is_another_write(
    vaste_klant: TestClient,
) -> None:
    een, twee = begin(vaste_klant), begin(vaste_klant)
    kop, lichaam = {"Idempotency-Key": een[-32:]}, delen({GEMEENTE: "beek"})
    assert vaste_klant.patch(een, json=lichaam, headers=kop).status_code == 200
    probleem(vaste_klant.patch(twee, json=lichaam, headers=kop), 422)


def test_a_key_counts_for_its_own_person_only(dienst: Proefdienst) -> None:
    kop = {"Idempotency-Key": "zelfde"}
    gemeenten = ("beek", "stein")
    een, twee = (dienst.klant(gemeente=g).post(GESPREKKEN, json={}, headers=kop) for g in gemeenten)
    assert een.json()["id"] != twee.json()["id"]


def test_a_conflict_sent_again_is_the_same_conflict(klant: TestClient) -> None:
    pad = begin(klant)
    klant.patch(pad, json=delen({GEMEENTE: "beek"}))
    lichaam, kop = delen({GEMEENTE: "stein", "notities/x": "x"}), {"Idempotency-Key": "k"}
    een = klant.patch(pad, json=lichaam, headers=kop)
    klant.patch(pad, json=delen({GEMEENTE: "sittard_geleen"}, versie=1))
    twee = klant.patch(pad, json=lichaam, headers=kop)
    assert een.content == twee.content
    probleem(twee, 409)


def test_what_failed_may_be_tried_again_with_the_same_key(klant: TestClient) -> None:
    kop = {"Idempotency-Key": "k"}
    probleem(klant.post(GESPREKKEN, json={"kenmerk": "123456782"}, headers=kop), 400)
    assert klant.post(GESPREKKEN, json={"kenmerk": "Z"}, headers=kop).status_code == 201


def test_the_same_write_at_the_same_moment_is_done_once(dienst: Proefdienst) -> None:
    start = Barrier(2)

    def schrijf(_: int) -> Any:
        klant = dienst.klant()
        start.wait(timeout=10)
        return klant.post(GESPREKKEN, json={}, headers={"Idempotency-Key": "k"})

    with ThreadPoolExecutor(2) as draden:
        een, twee = draden.map(schrijf, range(2))
    assert een.content == twee.content
    assert dienst.klant().get(GESPREKKEN).json()["totaal"] == 1


@pytest.mark.parametrize("sleutel", ["", "x" * 101, "a b", "a\x7f"])
def test_a_key_that_cannot_be_kept_is_refused(vaste_klant: TestClient, sleutel: str) -> None:
    probleem(vaste_klant.post(GESPREKKEN, json={}, headers={"Idempotency-Key": sleutel}), 400)

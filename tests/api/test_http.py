"""The HTTP service: voorstellen, problems in Dutch, and the headers of every response."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.opbouw import VERSIE, maak_app
from api.regelwerken import laad_regelwerk
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.lezen import GROOTSTE_BESTAND
from tests.api.hulp import BOEK, ENGELS, REGELWERK, VOORBEELDEN, als_gegevens, kleine_intake

KLANT = TestClient(maak_app(REGELWERK))
VRAGEN, VOORSTELLEN, OPENAPI = "/v1/vragen", "/v1/voorstellen", "/v1/openapi.json"
JSON = {"Content-Type": "application/json"}


def stuur(lichaam: bytes | str, **koppen: str) -> Any:
    """Post a body as it is."""
    return KLANT.post(VOORSTELLEN, content=lichaam, headers=JSON | koppen)


def probleem(antwoord: Any, status: int) -> dict[str, Any]:
    """Check that a response is a problem in Dutch, and return it."""
    assert antwoord.status_code == status
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    inhoud: dict[str, Any] = antwoord.json()
    assert inhoud["status"] == status
    assert inhoud["type"] == "about:blank"
    assert inhoud["title"]
    assert inhoud["detail"].endswith(".")
    for fout in inhoud.get("errors", []):
        assert fout["pointer"].startswith("#")
        assert fout["detail"]
        assert fout["code"]
        assert fout["help"]
    teksten = [inhoud["title"], inhoud["detail"]]
    teksten += [w for f in inhoud.get("errors", []) for w in (f["detail"], f["help"])]
    assert not ENGELS.search(" ".join(teksten))
    return inhoud


def wijzers(antwoord: Any) -> list[str]:
    """The pointers of a problem with the input."""
    return [fout["pointer"] for fout in probleem(antwoord, 400)["errors"]]


# What works


def test_the_questions() -> None:
    """The questions of the rules come with their answers and may be kept for a while."""
    antwoord = KLANT.get(VRAGEN)
    assert antwoord.status_code == 200
    assert antwoord.headers["Cache-Control"] == "max-age=300"
    gegevens = antwoord.json()
    namen = [vraag["id"] for thema in gegevens["themas"] for vraag in thema["vragen"]]
    assert set(BOEK.vragen) < set(namen)
    assert gegevens["regelwerk"]["hash"] == REGELWERK.hash


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_gives_a_voorstel(pad: Path) -> None:
    """Every example, sent as JSON, gives a voorstel that no one may keep."""
    antwoord = KLANT.post(VOORSTELLEN, json=als_gegevens(pad))
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Type"] == "application/json"
    assert antwoord.headers["Cache-Control"] == "no-store"
    voorstel = antwoord.json()
    assert voorstel["regelwerk"]["hash"] == REGELWERK.hash
    assert voorstel["motoren"] == {"gelijk": None, "welke": ["evaluator"]}
    if pad.stem.startswith("arrangement-"):
        assert voorstel["uitkomst"]["arrangement"] == int(pad.stem[-1])


@pytest.mark.parametrize(
    "soort", ["application/json", "application/json; charset=utf-8", "Application/JSON"]
)
def test_json_is_taken_however_it_is_named(soort: str) -> None:
    """The content type may be in capitals and have a parameter; a byte order mark is no harm."""
    lichaam = b"\xef\xbb\xbf" + json.dumps(kleine_intake()).encode()
    assert stuur(lichaam, **{"Content-Type": soort}).status_code == 200


def test_two_same_requests_get_the_same_answer() -> None:
    """The service keeps nothing between requests."""
    een, twee = (KLANT.post(VOORSTELLEN, json=kleine_intake()) for _ in range(2))
    assert een.content == twee.content


# Problems with the input


ONGELDIG: dict[str, bytes] = {
    "niets": b"",
    "woord": b"hallo",
    "half": b'{"peildatum": "2021-06-15"',
    "komma": b'{"peildatum": "2021-06-15",}',
    "NaN": b'{"peildatum": "2021-06-15", "antwoorden": {"open_begin": NaN}}',
    "oneindig": b'{"peildatum": -Infinity}',
    "half teken": b'{"peildatum": "\\ud800"}',
    "geen UTF-8": b'{"peildatum": "\xff"}',
    "UTF-16": '{"peildatum": "2021-06-15"}'.encode("utf-16"),
    "diep": b"[" * 100_000,
    "diepe groep": b'{"a":' * 30 + b"1" + b"}" * 30,
    "lijst": b"[]",
    "tekst": b'"peildatum"',
    "null": b"null",
    "getal": b"7",
    "waar": b"true",
}


@pytest.mark.parametrize("naam", ONGELDIG)
def test_what_is_no_intake_is_a_problem_with_the_whole(naam: str) -> None:
    """A body that is no JSON, or JSON of another kind, gives one problem at the root."""
    assert wijzers(stuur(ONGELDIG[naam])) == ["#"]


def test_keys_that_stand_twice_have_a_pointer_each() -> None:
    """Of keys that occur twice none is chosen; each is told with its own place."""
    lichaam = (
        b'{"peildatum": "2021-06-15", "peildatum": "2021-06-16",'
        b' "antwoorden": {"gemeente": "beek", "a/b~c": 1, "a/b~c": 2}}'
    )
    assert wijzers(stuur(lichaam)) == ["#/peildatum", "#/antwoorden/a~1b~0c"]


def test_every_bad_field_has_its_pointer() -> None:
    """All mistakes are told at once, each with a JSON pointer to the field."""
    intake = {
        "peildatum": "2021-02-30",
        "ingangsdatum": "morgen",
        "onbekend": 1,
        "data": {"melding": "2021-13-01"},
        "antwoorden": {
            "gemente": "beek",
            "besluiten": {"waarde": "x"},
            "huishouden": ["zelf"],
            "veiligheid": ["nu", "nee", "bestaat_niet"],
            "zelfzorg": {"waarde": "zelf", "blijkt_uit": "verzonnen"},
            "met spatie/é~": "x",
        },
        "weekrooster": [
            {
                "activiteit": "iets",
                "resultaat": 99,
                "wie": "mij",
                "vorm": "individueel",
                "dagen": ["ma"],
                "minuten": 30,
            }
        ],
    }
    gevonden = set(wijzers(KLANT.post(VOORSTELLEN, json=intake)))
    assert gevonden >= {
        "#/peildatum",
        "#/ingangsdatum",
        "#/onbekend",
        "#/data/melding",
        "#/antwoorden/gemente",
        "#/antwoorden/besluiten/waarde",
        "#/antwoorden/huishouden",
        "#/antwoorden/veiligheid/2",
        "#/antwoorden/zelfzorg/blijkt_uit",
        "#/antwoorden/met%20spatie~1%C3%A9~0",
        "#/weekrooster/0/wie",
    }


def test_one_problem_is_told_in_the_singular() -> None:
    """The detail says how many problems there are."""
    een = probleem(KLANT.post(VOORSTELLEN, json=kleine_intake(gemeente="bek")), 400)
    assert een["detail"].startswith("De invoer heeft een probleem. ")
    assert een["errors"][0]["help"] == "Bedoelde u 'beek'?"
    twee = probleem(KLANT.post(VOORSTELLEN, json=kleine_intake(gemeente="bek", x="y")), 400)
    assert twee["detail"].startswith("De invoer heeft 2 problemen. ")


def test_a_flood_of_problems_is_cut_off_and_counted() -> None:
    """Of very many problems the first hundred are given, and the answer says so."""
    intake = kleine_intake(**{f"vraag_{nummer}": "x" for nummer in range(150)})
    inhoud = probleem(KLANT.post(VOORSTELLEN, json=intake), 400)
    assert len(inhoud["errors"]) == 100
    assert "minstens 100 problemen; dit zijn de eerste 100." in inhoud["detail"]


def test_wrong_types_are_problems_and_never_failures() -> None:
    """Each field of an intake given as any other kind of value is refused or understood."""
    vreemd: list[object] = [None, True, 0, -1.5, 10**400, "", "x", [], [None], {}, {"": {}}, [[]]]
    velden = ["peildatum", "ingangsdatum", "data", "antwoorden", "weekrooster", "fasen", "golven"]
    for veld in velden:
        for waarde in vreemd:
            antwoord = KLANT.post(VOORSTELLEN, json=kleine_intake() | {veld: waarde})
            if antwoord.status_code != 200:
                probleem(antwoord, 400)


_SLEUTELS = st.sampled_from(
    ["peildatum", "antwoorden", "data", "weekrooster", "waarde", "onbekend", "ook", *BOEK.vragen]
)
_BLADEN = st.sampled_from(["2021-06-15", "beek", "nee", "zelf", "ja", "kan", "2021-02-30"])
_LOS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | _BLADEN
_JSON = st.recursive(
    _LOS,
    lambda deel: st.lists(deel, max_size=4) | st.dictionaries(_SLEUTELS | st.text(), deel),
    max_leaves=25,
)
_INTAKES = st.fixed_dictionaries(
    {"peildatum": st.just("2021-06-15"), "antwoorden": st.dictionaries(_SLEUTELS, _JSON)},
    optional={"weekrooster": _JSON, "data": _JSON, "fasen": _JSON, "golven": _JSON},
)


# How fast the machine is says nothing about the service.
ZONDER_KLOK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ZONDER_KLOK
@given(_JSON | _INTAKES)
def test_no_json_makes_the_service_fail(inhoud: object) -> None:
    """Whatever JSON is sent, the answer is a voorstel or a problem with the input."""
    antwoord = stuur(json.dumps(inhoud))
    assert antwoord.status_code in {200, 400}
    if antwoord.status_code == 400:
        assert antwoord.json()["errors"]


@ZONDER_KLOK
@given(st.binary(max_size=200))
def test_no_bytes_make_the_service_fail(lichaam: bytes) -> None:
    """Whatever bytes are sent, the answer is a problem with the input."""
    assert stuur(lichaam).status_code == 400


# Other problems


def test_an_unknown_address_is_404_and_a_slash_at_the_end_is_no_redirect() -> None:
    """An address with a slash too many is another address, and does not exist."""
    for pad in ("/v1", "/v2/vragen", f"{VRAGEN}/", f"{VOORSTELLEN}/", f"{OPENAPI}/", "/docs"):
        inhoud = probleem(KLANT.get(pad, follow_redirects=False), 404)
        assert inhoud["title"] == "Dit adres bestaat niet"


@pytest.mark.parametrize(
    ("methode", "pad", "kan"),
    [
        ("POST", VRAGEN, {"GET", "HEAD"}),
        ("DELETE", VRAGEN, {"GET", "HEAD"}),
        ("GET", VOORSTELLEN, {"POST"}),
        ("PUT", VOORSTELLEN, {"POST"}),
        ("OPTIONS", VOORSTELLEN, {"POST"}),
        ("VREEMD", VOORSTELLEN, {"POST"}),
        ("POST", OPENAPI, {"GET", "HEAD"}),
    ],
)
def test_a_wrong_method_is_405_with_what_is_allowed(methode: str, pad: str, kan: set[str]) -> None:
    """A method that an address does not have is refused with Allow, which the detail repeats."""
    antwoord = KLANT.request(methode, pad)
    inhoud = probleem(antwoord, 405)
    assert set(antwoord.headers["Allow"].split(", ")) == kan
    assert antwoord.headers["Allow"] in inhoud["detail"]


def test_too_large_is_413_with_and_without_a_length() -> None:
    """A body over the limit is refused, also when its length is not told beforehand."""

    def stukken() -> Iterator[bytes]:
        yield from (b" " * 100_000 for _ in range(100))

    heel = stuur(b"x" * 10_000_000)
    los = KLANT.post(VOORSTELLEN, content=stukken(), headers=JSON)
    assert "content-length" not in los.request.headers
    for antwoord in (heel, los):
        assert probleem(antwoord, 413)["detail"].startswith("Een bericht is hoogstens 1 MB.")


def test_just_within_the_limit_is_read() -> None:
    """A body of exactly the limit is used."""
    lichaam = json.dumps(kleine_intake()).encode()
    assert stuur(lichaam.ljust(GROOTSTE_BESTAND)).status_code == 200
    assert stuur(lichaam.ljust(GROOTSTE_BESTAND + 1)).status_code == 413


@pytest.mark.parametrize(
    "koppen",
    [
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/jsonl"},
        {"Content-Encoding": "gzip"},
    ],
    ids=str,
)
def test_what_is_not_sent_as_json_is_415(koppen: dict[str, str]) -> None:
    """A body that is said to be something else, or is packed, is refused with what is taken."""
    antwoord = stuur(json.dumps(kleine_intake()), **koppen)
    assert probleem(antwoord, 415)["title"] == "Stuur het bericht als JSON"
    assert antwoord.headers["Accept"] == "application/json"


def test_without_a_content_type_is_415() -> None:
    """A body of which nothing is said is not guessed at."""
    probleem(KLANT.post(VOORSTELLEN, content=b"{}"), 415)


def test_rules_that_contradict_are_500_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the rules give no single outcome the answer says that the rules must be mended."""

    def bots(*_: object) -> None:
        raise GeenUniekeUitkomst(laad_regelwerk(None).boeken[0], "arrangement", ())

    monkeypatch.setattr("api.routes.voorstellen.stel_voor", bots)
    inhoud = probleem(KLANT.post(VOORSTELLEN, json=kleine_intake()), 500)
    assert "'arrangement'" in inhoud["detail"]


def test_a_failure_of_ours_tells_nothing_of_what_was_sent(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An unforeseen failure is a problem; the log has its kind and place, not its message."""

    def stuk(*_: object) -> None:
        raise ValueError("mevrouw Jansen")

    monkeypatch.setattr("api.routes.voorstellen.stel_voor", stuk)
    antwoord = KLANT.post(VOORSTELLEN, json=kleine_intake())
    assert "errors" not in probleem(antwoord, 500)
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert fout.startswith("Fout in het programma: ValueError, test_http.py:")
    assert "Jansen" not in antwoord.text + fout + caplog.text
    assert antwoord.headers["API-Version"] == VERSIE


# Headers


VERZOEKEN = {
    "200 vragen": ("GET", VRAGEN, b""),
    "200 voorstel": ("POST", VOORSTELLEN, json.dumps(kleine_intake()).encode()),
    "200 openapi": ("GET", OPENAPI, b""),
    "200 HEAD": ("HEAD", VRAGEN, b""),
    "400": ("POST", VOORSTELLEN, b"{"),
    "404": ("GET", "/nergens", b""),
    "405": ("PUT", VRAGEN, b""),
    "413": ("POST", VOORSTELLEN, b" " * (GROOTSTE_BESTAND + 1)),
}


@pytest.mark.parametrize("naam", VERZOEKEN)
def test_every_response_has_the_headers(naam: str) -> None:
    """Every response, a problem too, has the version and the security headers."""
    methode, pad, lichaam = VERZOEKEN[naam]
    antwoord = KLANT.request(methode, pad, content=lichaam, headers=JSON)
    assert antwoord.status_code == int(naam[:3])
    koppen = antwoord.headers
    assert koppen["API-Version"] == VERSIE
    bewaarbaar = pad == VRAGEN and antwoord.status_code == 200
    assert koppen["Cache-Control"] == ("max-age=300" if bewaarbaar else "no-store")
    assert "frame-ancestors 'none'" in koppen["Content-Security-Policy"]
    assert koppen["X-Content-Type-Options"] == "nosniff"
    assert koppen["X-Frame-Options"] == "DENY"
    assert koppen["Referrer-Policy"] == "no-referrer"
    assert koppen["Strict-Transport-Security"].startswith("max-age=")
    assert koppen["Content-Type"].startswith("application/")
    assert ("Access-Control-Allow-Origin" in koppen) == (pad == OPENAPI)
    assert "Set-Cookie" not in koppen

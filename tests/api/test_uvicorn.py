"""`uvicorn api.app:app`: the same service as `arrangement start`, run by another server."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.aanmelding.ontwikkelaanmelding import KOEKJE, PERSONEN, Ontwikkelaanmelding
from tests.api.hulp import WORTEL
from tests.api.test_dienst import vrije_poort

CONSULENT = PERSONEN["ontwikkel-consulent-beek"]


@contextmanager
def uvicorn(poort: int, *, host: str = "127.0.0.1") -> Iterator[subprocess.Popen[str]]:
    """Run the service until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "api.app:app", "--host", host, "--port", str(poort)],
        cwd=WORTEL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as proces:
        try:
            yield proces
        finally:
            if proces.poll() is None:
                proces.terminate()
                proces.communicate(timeout=30)


def wacht_tot_klaar(proces: subprocess.Popen[str]) -> None:
    """Return once the service listens."""
    assert proces.stderr is not None
    while regel := proces.stderr.readline():
        if "Uvicorn running" in regel:
            return
    raise AssertionError("de dienst kwam niet op")


def vraag(
    poort: int, methode: str, pad: str, inhoud: object = None, koppen: Mapping[str, str] = {}
) -> tuple[int, str]:
    """Send one request with JSON; return status and body."""
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
    try:
        lichaam = json.dumps(inhoud) if inhoud is not None else None
        verbinding.request(methode, pad, lichaam, {"Content-Type": "application/json", **koppen})
        antwoord = verbinding.getresponse()
        return antwoord.status, antwoord.read().decode()
    finally:
        verbinding.close()


def test_the_app_alone_keeps_gesprekken_and_lets_only_this_computer_sign_in(
    eigen_map: Path,
) -> None:
    """On every address of the computer; what is passed on by another server is not of here."""
    poort = vrije_poort()
    with uvicorn(poort, host="0.0.0.0") as proces:
        wacht_tot_klaar(proces)
        assert vraag(poort, "GET", "/v1/vragen")[0] == 200
        assert vraag(poort, "GET", "/v1/gesprekken")[0] == 401
        assert vraag(poort, "GET", "/aanmelden")[0] == 200
        koekje = Ontwikkelaanmelding("127.0.0.1", eigen_map).koekje(CONSULENT)
        wie = {"Cookie": f"{KOEKJE}={koekje}"}
        status, inhoud = vraag(poort, "POST", "/v1/gesprekken", {"kenmerk": "ZAAK-1"}, wie)
        assert status == 201
        assert json.loads(inhoud)["kenmerk"] == "ZAAK-1"
        elders = (
            {"X-Forwarded-For": "127.0.0.1"},
            {"X-Forwarded-For": "192.0.2.7"},
            {"Forwarded": "for=192.0.2.7"},
            {"Host": "wmo.example.org"},
            {"Host": "127.0.0.1.example.org"},
        )
        for koppen in elders:
            assert vraag(poort, "GET", "/v1/gesprekken", None, wie | koppen)[0] == 401, koppen
            status, inhoud = vraag(poort, "GET", "/aanmelden", None, koppen)
            assert status == 403, koppen
            assert "op de computer waarop de dienst draait" in inhoud
    assert (eigen_map / "gesprekken.sqlite").exists()
    with uvicorn(poort) as proces:
        wacht_tot_klaar(proces)
        status, inhoud = vraag(poort, "GET", "/v1/gesprekken", None, wie)
        assert [g["kenmerk"] for g in json.loads(inhoud)["gesprekken"]] == ["ZAAK-1"]


@pytest.mark.parametrize(
    ("instelling", "waarde"),
    [("ARRANGEMENT_BANK", "mysql://x"), ("ARRANGEMENT_GEHEIM", "kort")],
)
def test_a_setting_that_cannot_be_used_stops_the_app_with_what_to_do(
    instelling: str, waarde: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(instelling, waarde)
    with uvicorn(vrije_poort()) as proces:
        _, fout = proces.communicate(timeout=60)
        assert proces.returncode != 0
        assert fout.splitlines()[-1].startswith(f"{instelling}: ")
        assert "Traceback" not in fout

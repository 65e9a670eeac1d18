"""`arrangement start`: the service as a process of its own."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.api.hulp import PROGRAMMA, kleine_intake, voer_uit

HOST = "127.0.0.1"


def vrije_poort() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as proef:
        proef.bind((HOST, 0))
        poort: int = proef.getsockname()[1]
        return poort


@contextmanager
def dienst(poort: int, *opties: str) -> Iterator[subprocess.Popen[str]]:
    """Run the service until the block ends, whatever happens in it."""
    with subprocess.Popen(
        [PROGRAMMA, "start", "--poort", str(poort), *opties],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as proces:
        try:
            yield proces
        finally:
            if proces.poll() is None:
                proces.kill()


def regels(proces: subprocess.Popen[str], aantal: int) -> list[str]:
    """Read the first lines that the service prints."""
    assert proces.stdout is not None
    return [proces.stdout.readline().rstrip("\n") for _ in range(aantal)]


def vraag(poort: int, methode: str, pad: str, lichaam: bytes | None = None) -> tuple[int, bytes]:
    """Send one request and return status and body."""
    verbinding = http.client.HTTPConnection(HOST, poort, timeout=30)
    try:
        verbinding.request(methode, pad, lichaam, {"Content-Type": "application/json"})
        antwoord = verbinding.getresponse()
        return antwoord.status, antwoord.read()
    finally:
        verbinding.close()


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM])
def test_the_service_starts_answers_and_stops(sein: signal.Signals) -> None:
    """The address printed works at once, a second service is told, and a signal ends it cleanly."""
    poort = vrije_poort()
    geheim = "Mevrouw Jansen van de Dorpsstraat 1"
    with dienst(poort) as proces:
        titel, adres, stoppen = regels(proces, 3)
        assert re.fullmatch(r"Regelwerk: .+, versie .+", titel)
        assert adres == f"De Arrangementwijzer staat klaar op http://{HOST}:{poort}/"
        assert stoppen == "Stoppen: Ctrl+C"

        status, inhoud = vraag(poort, "GET", "/v1/vragen")
        assert status == 200
        assert json.loads(inhoud)["themas"]
        for antwoorden, verwacht in (
            ({"gemeente": "beek", "open_begin": geheim}, 200),
            ({"gemeente": geheim, geheim: geheim}, 400),
        ):
            lichaam = json.dumps(kleine_intake(**antwoorden)).encode()
            assert vraag(poort, "POST", "/v1/voorstellen", lichaam)[0] == verwacht
        assert vraag(poort, "POST", "/v1/voorstellen", b"x" * 10_000_000)[0] == 413
        assert vraag(poort, "POST", f"/v1/{'Jansen'}", b"{}")[0] == 404

        tweede = voer_uit("start", "--poort", str(poort))
        assert (tweede.returncode, tweede.stdout) == (2, b"")
        assert tweede.stderr.decode() == (
            f"--poort: Poort {poort} is al in gebruik. Kies een andere, bijvoorbeeld: "
            f"arrangement start --poort {poort + 1 if poort < 65535 else poort - 1}\n"
        )

        proces.send_signal(sein)
        uit, fout = proces.communicate(timeout=30)
        assert proces.returncode == 0
        assert uit in {"", "Gestopt.\n"}
        assert fout == ""

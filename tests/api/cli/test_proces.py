"""`arrangement` as a process: pipes, exit codes and terminals that cannot show everything."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from tests.api.hulp import PROGRAMMA, VOORBEELDEN, voer_uit

VIJF = next(str(p) for p in VOORBEELDEN if p.stem == "arrangement-5")


@pytest.mark.parametrize(
    "opdracht",
    [["voorstel", VIJF], ["voorstel", VIJF, "--json"], ["controleer", "--json"], ["--help"]],
    ids=lambda o: " ".join(o).replace(VIJF, "INTAKE"),
)
def test_a_reader_that_stops_early_is_no_failure(opdracht: list[str]) -> None:
    """When the reader of a pipe has gone, as `head` goes, there is no message and exit is 0."""
    lees, schrijf = os.pipe()
    os.close(lees)
    with os.fdopen(schrijf, "wb") as uit:
        klaar = subprocess.run(
            [PROGRAMMA, *opdracht], stdout=uit, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (klaar.returncode, klaar.stderr) == (0, b"")


def test_a_full_disk_is_one_dutch_line() -> None:
    """When nothing more can be written there is one Dutch line and no success."""
    with open("/dev/full", "wb") as uit:  # noqa: PTH123  # a device, not a file of ours
        klaar = subprocess.run(
            [PROGRAMMA, "voorstel", VIJF], stdout=uit, stderr=subprocess.PIPE, check=False
        )
    assert klaar.returncode == 3
    assert klaar.stderr.decode() == "De uitvoer is niet te schrijven: de schijf is vol.\n"


def test_a_terminal_without_accents_gets_the_nearest_letters() -> None:
    """In the plainest locale the text is readable, and JSON is UTF-8 as everywhere."""
    kaal = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    klaar = voer_uit("voorstel", VIJF, omgeving=kaal)
    tekst = klaar.stdout.decode("ascii")
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert "EUR 25,91 per etmaal" in tekst
    assert "De client" in tekst
    klaar = voer_uit("voorstel", VIJF, "--json", omgeving=kaal)
    assert "cliënt" in klaar.stdout.decode("utf-8")
    json.loads(klaar.stdout)


def test_without_standard_input_the_dash_is_told() -> None:
    """A closed standard input gives one Dutch line and exit 2."""
    klaar = subprocess.run(
        ["/bin/sh", "-c", f"exec {PROGRAMMA} voorstel - <&-"], capture_output=True, check=False
    )
    assert klaar.returncode == 2
    assert klaar.stderr.decode() == "invoer: Er is geen standaardinvoer. Noem een bestand.\n"


def test_an_intake_through_a_pipe() -> None:
    """An intake comes in through a pipe and the voorstel goes out as JSON."""
    with open(VIJF, "rb") as bestand:  # noqa: PTH123
        klaar = voer_uit("voorstel", "-", "--json", invoer=bestand.read())
    assert klaar.returncode == 0
    assert json.loads(klaar.stdout)["uitkomst"]["arrangement"] == 5

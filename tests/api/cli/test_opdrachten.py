"""The command line itself: help, and every way to write a command wrongly."""

from __future__ import annotations

import errno
import re
import subprocess
import sys

import pytest

from api.cli.hoofd import OPDRACHTEN
from tests.api.cli.conftest import Draai
from tests.api.hulp import ENGELS, VOORBEELDEN, voer_uit

SPOED = next(str(p) for p in VOORBEELDEN if p.name == "spoed.yaml")


@pytest.mark.parametrize("vraag", ["--help", "--hulp", "-h"])
@pytest.mark.parametrize("opdracht", ["", *OPDRACHTEN])
def test_help_is_dutch(draai: Draai, opdracht: str, vraag: str) -> None:
    """Every command explains itself in Dutch, on stdout, in at most 80 columns."""
    uitslag = draai(*opdracht.split(), vraag)
    assert uitslag.code == 0
    assert uitslag.uit.startswith(f"Gebruik: arrangement {opdracht}".rstrip())
    assert "Toon deze hulp." in uitslag.uit
    assert not ENGELS.search(uitslag.uit)
    assert not re.search(r"\b(?:OPTIONS|INTEGER|RANGE|TEXT)\b|\[default", uitslag.uit)
    assert max(map(len, uitslag.uit.splitlines())) <= 80


def test_every_command_is_in_the_help(draai: Draai) -> None:
    """The help names every command with a sentence about it."""
    uit = draai("--help").uit
    for naam, zin in OPDRACHTEN.items():
        assert re.search(rf"^  {naam} +{re.escape(zin)}$", uit, flags=re.MULTILINE)


def test_without_a_command_the_help_is_shown(draai: Draai) -> None:
    """Typing only the name of the program shows what can follow it, and is not success."""
    uitslag = draai()
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith("Gebruik: arrangement OPDRACHT")


def test_the_version_is_told(draai: Draai) -> None:
    """The version of the program can be asked for."""
    uitslag = draai("--versie")
    assert uitslag.code == 0
    assert re.fullmatch(r"arrangement \d+\.\d+\.\d+\n", uitslag.uit)


VERKEERD = {
    "voorstl": ("De opdracht 'voorstl' bestaat niet. Bedoelde u 'voorstel'?", "arrangement"),
    "spoedtoest": (
        "De opdracht 'spoedtoest' bestaat niet. Bedoelde u 'spoedtoets'?",
        "arrangement",
    ),
    "--jso": ("De optie '--jso' bestaat niet. Kies uit: --versie,", "arrangement"),
    "voorstel": (
        "Er ontbreekt INTAKE. Schrijf: arrangement voorstel [OPTIES] INTAKE.",
        "arrangement voorstel",
    ),
    "voorstel a --jsn": (
        "De optie '--jsn' bestaat niet. Bedoelde u '--json'?",
        "arrangement voorstel",
    ),
    "voorstel a -q": ("De optie '-q' bestaat niet.", "arrangement voorstel"),
    "voorstel a b": ("'b' is hier te veel.", "arrangement voorstel"),
    "voorstel a --peildatum": (
        "Bij de optie '--peildatum' hoort een waarde. Schrijf die erachter.",
        "arrangement voorstel",
    ),
    "voorstel a --json=1": (
        "Bij de optie '--json' hoort geen waarde. Laat die weg.",
        "arrangement voorstel",
    ),
    "voorstel a --json --client": (
        "--json en --client gaan niet samen.",
        "arrangement voorstel",
    ),
    "vragen extra": ("'extra' is hier te veel.", "arrangement vragen"),
    "controleer a b": ("'b' is hier te veel.", "arrangement controleer"),
    "controleer --json --sarif": (
        "--json, --sarif en --gewoon gaan niet samen. Kies er een.",
        "arrangement controleer",
    ),
    "controleer a --regelwerk b": (
        "PAD en --regelwerk gaan niet samen. Laat er een weg.",
        "arrangement controleer",
    ),
    "exporteer": ("Er ontbreekt WAT.", "arrangement exporteer"),
    "exporteer schma": ("'schma' kan niet bij WAT. Bedoelde u 'schema'?", "arrangement exporteer"),
    "exporteer schema --soort x": (
        "'x' kan niet bij --soort. Kies uit: regelset, regelwerk, intake.",
        "arrangement exporteer",
    ),
    "start --poort abc": (
        "'abc' kan niet bij --poort. Schrijf een getal van 1 tot en met 65535.",
        "arrangement start",
    ),
    "start --poort 0": ("'0' kan niet bij --poort.", "arrangement start"),
    "start --poort 65536": ("'65536' kan niet bij --poort.", "arrangement start"),
    "start --poort -1": ("'-1' kan niet bij --poort.", "arrangement start"),
}


@pytest.mark.parametrize("regel", VERKEERD)
def test_a_mistake_on_the_command_line_is_told_on_one_dutch_line(draai: Draai, regel: str) -> None:
    """A mistake gives one Dutch line that says how to mend it and where help is, and exit 2."""
    uitslag = draai(*regel.split())
    zin, opdracht = VERKEERD[regel]
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith(zin)
    assert uitslag.fout.endswith(f" Zie: {opdracht} --help\n")
    assert not ENGELS.search(uitslag.fout)


def test_interrupting_is_no_failure_of_ours(draai: Draai, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl+C gets one word and the exit code of an interrupted program."""

    def onderbreek(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.voorstel.stel_voor", onderbreek)
    uitslag = draai("voorstel", SPOED)
    assert uitslag.code == 130
    assert uitslag.fouten[-1] == "Afgebroken."


@pytest.mark.parametrize("soort", [ValueError, RecursionError, AssertionError])
def test_a_failure_of_ours_shows_no_traceback_and_nothing_of_the_intake(
    draai: Draai, monkeypatch: pytest.MonkeyPatch, soort: type[Exception]
) -> None:
    """An unforeseen failure is one Dutch line with its place, and nothing is vouched for."""

    def stuk(*_: object) -> None:
        raise soort("mevrouw Jansen, burgerservicenummer 123456782")

    monkeypatch.setattr("api.cli.voorstel.stel_voor", stuk)
    uitslag = draai("voorstel", SPOED)
    assert (uitslag.code, uitslag.uit) == (3, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith(f"Er ging iets mis in het programma ({soort.__name__}, ")
    assert "Jansen" not in uitslag.fout


def test_a_full_disk_is_told(draai: Draai, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the output cannot be written the program says so and does not claim success."""

    def vol(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("api.cli.vragen.schrijf_json", vol)
    monkeypatch.setattr("api.cli.hoofd._dempt", lambda: None)
    uitslag = draai("vragen", "--json")
    assert uitslag.code == 3
    assert uitslag.fout == "De uitvoer is niet te schrijven: de schijf is vol.\n"


def test_help_needs_no_engine_and_no_web_server() -> None:
    """The entry point imports commands only when used, so that help is there at once."""
    namen = ("fastapi", "uvicorn", "starlette", "pydantic", "yaml", "rich", "engine")
    code = (
        "import sys, api.cli.hoofd as h; sys.argv = ['arrangement', '--help']\n"
        "try: h.main()\n"
        f"except SystemExit: print([n for n in {namen!r} if n in sys.modules])"
    )
    assert _python(code).splitlines()[-1] == "[]"


def test_a_proposal_needs_no_web_server() -> None:
    """A proposal in the terminal loads nothing of the service."""
    code = (
        "import sys, api.cli.voorstel\n"
        "print([n for n in ('fastapi', 'uvicorn') if n in sys.modules])"
    )
    assert _python(code) == "[]\n"


def _python(code: str) -> str:
    klaar = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return klaar.stdout


def test_the_installed_program_tells_a_mistake_without_a_traceback() -> None:
    """The program as installed leaves with 2 and one line, also in a process of its own."""
    klaar = voer_uit("voorstel", "--jsn")
    assert (klaar.returncode, klaar.stdout) == (2, b"")
    assert klaar.stderr.count(b"\n") == 1

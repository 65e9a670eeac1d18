"""`exporteer regelboek`: on the screen, in a file, and what is said when it cannot be written."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.cli.conftest import Draai
from tests.api.hulp import BOEK, ENGELS, PROGRAMMA, WORTEL, voer_uit

GOED = WORTEL / "tests" / "diagnoses" / "goed"
KLEIN = GOED / "samen"


def test_the_regelboek_comes_on_stdout_as_a_page(draai: Draai) -> None:
    """Without options the page of the latest rules, with nothing else around it."""
    uitslag = draai("exporteer", "regelboek")
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert uitslag.uit.startswith("<!DOCTYPE html>")
    assert uitslag.uit.rstrip().endswith("</html>")
    assert f"<h1>{BOEK.kop.titel}</h1>" in uitslag.uit


def test_the_day_chooses_the_rules(draai: Draai) -> None:
    """Each period has its own regelboek; without a day it is that of the latest rules."""
    vroeg = draai("exporteer", "regelboek", "--regelwerk", GOED / "tijd", "--peildatum=2021-03-01")
    laat = draai("exporteer", "regelboek", "--regelwerk", GOED / "tijd")
    assert "vanaf 1 januari 2021 tot en met 30 juni 2021" in vroeg.uit
    assert "vanaf 1 januari 2022" in laat.uit
    assert "vanaf 1 januari 2021 tot en met 30 juni 2021" not in laat.uit.partition("<main>")[0]


@pytest.mark.parametrize(("vorm", "begin"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-1.7")])
def test_the_regelboek_is_written_whole_into_a_file(
    draai: Draai, tmp_path: Path, vorm: str, begin: bytes
) -> None:
    """The file is named, has the right form, replaces an older one and leaves nothing beside it."""
    doel = tmp_path / f"boek.{vorm}"
    doel.write_text("oud", encoding="utf-8")
    opties = ("--vorm", vorm, "--uit", doel)
    uitslag = draai("exporteer", "regelboek", "--regelwerk", KLEIN, *opties)
    assert (uitslag.code, uitslag.uit, uitslag.fout) == (0, f"Geschreven: {doel}\n", "")
    assert doel.read_bytes().startswith(begin)
    assert [p.name for p in tmp_path.iterdir()] == [doel.name]


def test_a_pdf_goes_through_a_pipe() -> None:
    """Where stdout is no screen the PDF can be passed on."""
    uitslag = voer_uit("exporteer", "regelboek", "--regelwerk", str(KLEIN), "--vorm", "pdf")
    assert (uitslag.returncode, uitslag.stderr) == (0, b"")
    assert uitslag.stdout.startswith(b"%PDF-")
    assert uitslag.stdout.rstrip().endswith(b"%%EOF")


def test_a_pdf_does_not_go_to_the_screen(draai: Draai, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a screen a PDF is only noise, so a file is asked for."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    uitslag = draai("exporteer", "regelboek", "--vorm", "pdf")
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout == (
        "--uit: Een PDF past niet op het scherm. Noem een bestand: --uit regelboek.pdf\n"
    )


@pytest.mark.parametrize("waar", ["", "bestaat/niet/boek.html", ".", "bestand/boek.html"])
def test_a_file_that_cannot_be_written_is_told(draai: Draai, tmp_path: Path, waar: str) -> None:
    """One line in Dutch, exit 2, and nothing left behind."""
    (tmp_path / "bestand").touch()
    doel = tmp_path / waar if waar else ""
    uitslag = draai("exporteer", "regelboek", "--regelwerk", KLEIN, "--uit", doel)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith("--uit: ")
    assert not ENGELS.search(uitslag.fout.replace(str(tmp_path), ""))
    assert [p.name for p in tmp_path.iterdir()] == ["bestand"]


@pytest.mark.parametrize(
    ("optie", "begin"),
    [
        ("--vorm=word", "'word' kan niet bij --vorm. Kies uit: html, pdf."),
        ("--peildatum=1999-01-01", "--peildatum: Op 1999-01-01 gelden er geen regels."),
        ("--peildatum=morgen", "--peildatum: 'morgen' is geen datum."),
    ],
)
def test_a_wrong_option_is_told(draai: Draai, optie: str, begin: str) -> None:
    """A form or a day that cannot be is one line in Dutch, and exit 2."""
    uitslag = draai("exporteer", "regelboek", optie)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith(begin)


def test_a_disk_that_is_full_keeps_the_old_file(tmp_path: Path) -> None:
    """Where the new file does not fit, the old one stays as it was and nothing lies beside it."""
    doel = tmp_path / "boek.html"
    doel.write_text("oud", encoding="utf-8")
    uitslag = subprocess.run(
        [PROGRAMMA, "exporteer", "regelboek", f"--regelwerk={KLEIN}", f"--uit={doel}"],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        timeout=60,
    )
    assert (uitslag.returncode, uitslag.stdout) == (2, b"")
    assert uitslag.stderr.startswith(b"--uit: ")
    assert doel.read_text(encoding="utf-8") == "oud"
    assert [p.name for p in tmp_path.iterdir()] == [doel.name]


ZONDER_PANGO = """
import cffi, sys

echt = cffi.FFI.dlopen

def dlopen(zelf, naam, *rest):
    if naam and "pango" in str(naam):
        raise OSError(f"cannot load library {naam}")
    return echt(zelf, naam, *rest)

cffi.FFI.dlopen = dlopen
from api.cli.hoofd import main
sys.argv = ["arrangement", "exporteer", "regelboek", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize("vorm", ["html", "pdf"])
def test_without_its_libraries_only_the_pdf_is_missing(vorm: str, tmp_path: Path) -> None:
    """What to install is one line in Dutch and no file is made; the page does not need them."""
    doel = tmp_path / "boek"
    uitslag = subprocess.run(
        [
            *(sys.executable, "-c", ZONDER_PANGO),
            *(f"--regelwerk={KLEIN}", f"--vorm={vorm}", f"--uit={doel}"),
        ],
        capture_output=True,
        check=False,
        cwd=WORTEL,
        text=True,
        timeout=60,
    )
    if vorm == "html":
        assert (uitslag.returncode, uitslag.stderr) == (0, "")
        assert doel.exists()
        return
    assert (uitslag.returncode, uitslag.stdout) == (2, "")
    assert len(uitslag.stderr.splitlines()) == 1
    assert uitslag.stderr.startswith("--vorm: Voor een PDF ontbreken bibliotheken")
    assert "sudo apt-get install libpango-1.0-0" in uitslag.stderr
    assert not doel.exists()


def test_other_commands_do_not_wait_for_the_typesetter() -> None:
    """Neither the templates nor the typesetter is loaded before a regelboek is asked for."""
    lees = (
        "import sys, api.cli.exporteer\n"
        "print(sorted({'jinja2', 'weasyprint', 'engine.explanation.regelboek.boek'}"
        " & set(sys.modules)))"
    )
    uitslag = subprocess.run([sys.executable, "-c", lees], capture_output=True, check=True)
    assert uitslag.stdout.decode().strip() == "[]"

"""`arrangement document` from a file to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.hulp import WORTEL, voer_uit

VOORBEELD = str(WORTEL / "voorbeelden" / "arrangement-5.yaml")


def test_the_command_writes_a_document_and_names_hard_sentences(tmp_path: Path) -> None:
    """A Word file for the client, with the warnings on stderr; exit 0."""
    uit = tmp_path / "verslag.docx"
    klaar = voer_uit(
        "document", VOORBEELD, "--vorm", "docx", "--client", "--leesbaar", "--uit", str(uit)
    )
    assert klaar.returncode == 0
    assert uit.read_bytes().startswith(b"PK")
    assert klaar.stderr.decode().startswith("Moeilijke zin bij ")


def test_the_command_shows_html_without_a_file() -> None:
    """The concept of the beschikking, whole."""
    klaar = voer_uit("document", VOORBEELD, "--soort", "beschikking")
    assert klaar.returncode == 0
    assert klaar.stdout.decode().startswith("<!doctype html>")
    assert "Concept: Besluit over ondersteuning" in klaar.stdout.decode()


def test_a_broken_template_leaves_one_line_and_exit_2(tmp_path: Path) -> None:
    """The file and the line, no traceback."""
    (tmp_path / "document.html.j2").write_text("<p>\n{{ weg }}")
    klaar = voer_uit("document", VOORBEELD, omgeving={"ARRANGEMENT_SJABLONEN": str(tmp_path)})
    assert klaar.returncode == 2
    assert klaar.stdout == b""
    assert "document.html.j2:2:1: " in klaar.stderr.decode()
    assert klaar.stderr.decode().count("\n") == 1


def test_our_templates_are_written_to_start_from(tmp_path: Path) -> None:
    """What is there already stays."""
    (tmp_path / "document.css").write_text("eigen")
    klaar = voer_uit("document", "--sjablonen", str(tmp_path))
    assert klaar.returncode == 0
    assert {p.name for p in tmp_path.iterdir()} >= {"document.html.j2", "document.docx"}
    assert (tmp_path / "document.css").read_text() == "eigen"
    assert "Blijft staan: " in klaar.stdout.decode()


@pytest.mark.parametrize(
    "fout",
    [["weg.yaml"], [], [VOORBEELD, "--soort", "brief"], [VOORBEELD, "--vorm", "odt"]],
    ids=["bestand", "niets", "soort", "vorm"],
)
def test_what_cannot_be_made_is_told_with_exit_2(fout: list[str]) -> None:
    """A file that is not there, no file, and kinds and forms that do not exist."""
    klaar = voer_uit("document", *fout)
    assert klaar.returncode == 2
    assert klaar.stderr
    assert b"Traceback" not in klaar.stderr

"""The documents as files: HTML, a tagged PDF and Word, from our templates or own ones."""

from __future__ import annotations

import io
import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from api.documenten.gegevens import Gegevens
from api.documenten.inhoud import maak_inhoud
from api.documenten.opmaak import Vorm, als_html, maak_document
from api.documenten.sjabloon import EIGEN, Sjabloonfout
from api.documenten.vorm import Document, Soort
from api.documenten.word import als_docx, eigen_sjabloon
from tests.api.documenten.lezen import als_tekst
from tests.api.documenten.maken import bij, gegevens, intake
from tests.api.hulp import ENGELS

ENG = "<script>alert(1)</script> & {{ 7 * 7 }} {% if %} \"'"


class Tekst(HTMLParser):
    """The text of a page and the levels of its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.koppen: list[int] = []
        self.scripts = 0
        self.over = ""
        self.in_stijl = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_stijl = tag in {"style", "title"}
        self.scripts += tag == "script"
        self.over += " " if tag == "br" else ""
        if re.fullmatch(r"h[1-6]", tag):
            self.koppen.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self.in_stijl = False
        self.over += "" if tag in {"b", "span"} else " "

    def handle_data(self, data: str) -> None:
        self.over += "" if self.in_stijl else data


def woorden(tekst: str) -> list[str]:
    """Return the words of a document, without what marks headings, points and cells."""
    kaal = re.sub(r"(?m)^(?:#+ |- |\[(?=[^\]]*\]$))", " ", tekst)
    return re.findall(r"\w+", kaal)


def word_tekst(inhoud: bytes) -> str:
    """Return the text of a Word file in reading order, tables included."""
    blad = docx.Document(io.BytesIO(inhoud))
    return "\n".join(
        deel.text
        if hasattr(deel, "text")
        else "\n".join(c.text for r in deel.rows for c in r.cells)
        for deel in blad.iter_inner_content()
    )


def eng() -> Gegevens:
    """Return a case in which people wrote what looks like mark-up and template code."""
    inhoud = intake("arrangement-5", open_begin=ENG, opmerkingen_client=ENG)
    inhoud["weekrooster"][0]["activiteit"] = f"samen {ENG}"
    return bij(inhoud)


@pytest.mark.parametrize("soort", list(Soort))
@pytest.mark.parametrize("naam", ["arrangement-5", "spoed", "onvolledig"])
def test_html_and_word_say_the_same_in_the_same_order(naam: str, soort: Soort) -> None:
    """Word for word what the document holds; one h1 and no level of headings skipped."""
    document = maak_inhoud(soort, gegevens(naam))
    verwacht = woorden(als_tekst(document))
    pagina = Tekst(als_html(document))
    assert woorden(pagina.over) == verwacht
    assert woorden(word_tekst(als_docx(document))) == verwacht
    assert pagina.koppen[0] == 1
    assert pagina.koppen.count(1) == 1
    assert all(na <= voor + 1 for voor, na in zip(pagina.koppen, pagina.koppen[1:], strict=False))


@pytest.mark.parametrize("soort", list(Soort))
def test_what_people_wrote_is_shown_as_it_is_written(soort: Soort) -> None:
    """Mark-up and template code in free text do nothing, in HTML nor in Word."""
    document = maak_inhoud(soort, eng())
    pagina = Tekst(als_html(document))
    assert pagina.scripts == 0
    assert ENG in pagina.over
    assert ENG in word_tekst(als_docx(document))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The beschikking as a PDF."""
    return maak_document(Soort.BESCHIKKING, gegevens("arrangement-5"), Vorm.PDF)


def test_the_pdf_is_tagged_in_dutch_and_has_a_title(pdf: bytes) -> None:
    """PDF/UA-1 says so in its metadata, and a reader shows the title."""
    with pikepdf.open(io.BytesIO(pdf)) as bestand:
        assert bool(bestand.Root.MarkInfo.Marked)
        assert str(bestand.Root.Lang) == "nl"
        assert bool(bestand.Root.ViewerPreferences.DisplayDocTitle)
        assert str(bestand.docinfo["/Title"]) == "Besluit over ondersteuning"
        with bestand.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"


def test_headings_and_tables_of_the_pdf_are_tagged_in_reading_order(pdf: bytes) -> None:
    """The tree of tags has the headings of the document, in order, and rows with headers."""
    document = maak_inhoud(Soort.BESCHIKKING, gegevens("arrangement-5"))
    with pikepdf.open(io.BytesIO(pdf)) as bestand:
        tags = list(loop(bestand.Root.StructTreeRoot))
    koppen = [t for t in tags if re.fullmatch(r"/H\d", t)]
    assert koppen == ["/H1", *(["/H2"] * len(document.delen))]
    # A table that goes on on the next page is a table there again, with its heads.
    assert tags.count("/Table") == tags.count("/THead") >= 2
    assert tags.count("/TH") > 4
    assert tags.count("/LI") == sum(
        len(getattr(b, "punten", ())) for d in document.alle_delen() for b in d.blokken
    )


def loop(knoop: Any, boven: str = "") -> list[str]:
    """Return the kinds of tags below a node, in reading order; a list holds points only."""
    kinderen = knoop.get("/K", [])
    kinderen = kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen]
    tags = []
    for kind in kinderen:
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            soort = str(kind.S)
            assert boven != "/L" or soort == "/LI"
            tags += [soort, *loop(kind, soort)]
    return tags


def test_nothing_in_the_style_is_unknown_to_the_typesetter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Making a PDF gives no warnings."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        maak_document(Soort.SPOEDBESLUIT, gegevens("spoed"), Vorm.PDF)
    assert [r.getMessage() for r in caplog.records if r.name == "weasyprint"] == []


def test_the_word_file_is_in_dutch_with_a_title_headings_and_repeating_table_heads() -> None:
    """What a screen reader and a person who edits it need."""
    inhoud = maak_document(Soort.BESCHIKKING, gegevens("arrangement-5"), Vorm.DOCX)
    blad = docx.Document(io.BytesIO(inhoud))
    assert blad.core_properties.title == "Besluit over ondersteuning"
    assert blad.core_properties.language == "nl-NL"
    assert 'w:val="nl-NL"' in blad.styles.element.xml
    stijlen = [p.style.name for p in blad.paragraphs if p.style is not None]
    assert stijlen.count("Title") == 1
    assert stijlen.count("Heading 1") == len(beschikking().delen)
    assert all("w:tblHeader" in tabel._tbl.xml for tabel in blad.tables)
    assert len(blad.tables) == 2


def beschikking() -> Document:
    return maak_inhoud(Soort.BESCHIKKING, gegevens("arrangement-5"))


def test_a_gemeente_can_use_its_own_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for all documents or one for a document, in the folder of the setting; also Word."""
    (tmp_path / "document.html.j2").write_text("<p>Gemeente: {{ document.titel }}</p>")
    (tmp_path / "spoedbesluit.html.j2").write_text("<p>Spoed</p>")
    blad = docx.Document()
    blad.add_paragraph("Huisstijl {{ titel }}")
    blad.save(str(tmp_path / "beschikking.docx"))
    monkeypatch.setenv("ARRANGEMENT_SJABLONEN", str(tmp_path))
    assert als_html(beschikking()) == "<p>Gemeente: Besluit over ondersteuning</p>"
    spoed = maak_document(Soort.SPOEDBESLUIT, gegevens("spoed"), Vorm.HTML)
    assert spoed == b"<p>Spoed</p>"
    assert word_tekst(als_docx(beschikking())) == "Huisstijl Besluit over ondersteuning"


def test_our_own_templates_can_be_the_start_of_those_of_a_gemeente(tmp_path: Path) -> None:
    """A copy of them gives the same document."""
    for pad in EIGEN.iterdir():
        (tmp_path / pad.name).write_bytes(pad.read_bytes())
    (tmp_path / "document.docx").write_bytes(eigen_sjabloon())
    assert als_html(beschikking(), tmp_path) == als_html(beschikking())
    assert word_tekst(als_docx(beschikking(), tmp_path)) == word_tekst(als_docx(beschikking()))


@pytest.mark.parametrize(
    ("sjabloon", "regel"),
    [
        ("<p>goed</p>\n{% if document %}\n", 2),
        ("<p>\n{{ document.titel | bestaat_niet }}", 2),
        ("<p>\n\n{{ naam_client }}", 3),
        ("<p>\n\n\n{{ document.titel() }}", 4),
        ("{% extends 'er_niet' %}", 1),
    ],
    ids=["niet gesloten", "onbekende bewerking", "onbekend woord", "geen opdracht", "mist"],
)
def test_a_broken_template_is_named_with_its_line(
    tmp_path: Path, sjabloon: str, regel: int
) -> None:
    """In Dutch, with the file, the line and what to do."""
    pad = tmp_path / "beschikking.html.j2"
    pad.write_text(sjabloon)
    with pytest.raises(Sjabloonfout) as fout:
        als_html(beschikking(), tmp_path)
    diagnose = fout.value.diagnose
    assert diagnose.code == "sjabloon-onbruikbaar"
    assert diagnose.positie is not None
    assert (diagnose.positie.bestand, diagnose.positie.regel) == (str(pad), regel)
    assert diagnose.positie.lengte == len(sjabloon.splitlines()[regel - 1])
    assert "ARRANGEMENT_SJABLONEN" in diagnose.hulp
    assert not ENGELS.search(str(fout.value).replace(str(pad), ""))


def test_a_template_gets_no_further_than_the_document(tmp_path: Path) -> None:
    """What looks for the program behind it is refused."""
    (tmp_path / "document.html.j2").write_text("{{ document.__class__.__mro__ }}")
    with pytest.raises(Sjabloonfout):
        als_html(beschikking(), tmp_path)


def test_a_broken_word_template_is_named(tmp_path: Path) -> None:
    """No Word file at all, or template code that does not fit."""
    pad = tmp_path / "document.docx"
    pad.write_bytes(b"geen Word")
    with pytest.raises(Sjabloonfout, match=r"document\.docx"):
        als_docx(beschikking(), tmp_path)
    blad = docx.Document()
    blad.add_paragraph("{{ naam_client }}")
    blad.save(str(pad))
    with pytest.raises(Sjabloonfout, match="naam_client"):
        als_docx(beschikking(), tmp_path)


def test_a_folder_of_templates_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise letters would go out in the wrong style without anyone noticing."""
    monkeypatch.setenv("ARRANGEMENT_SJABLONEN", str(tmp_path / "weg"))
    with pytest.raises(Sjabloonfout, match="bestaat niet"):
        als_html(beschikking())

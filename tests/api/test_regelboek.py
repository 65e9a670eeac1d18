"""The regelboek as a page and as a PDF: sound mark-up, whole, and open to a screen reader."""

from __future__ import annotations

import io
import logging
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from api.regelboek.opmaak import als_html, als_pdf
from engine.explanation.regelboek.boek import regelboek
from engine.rulebook.regelwerk import laad
from tests.api.hulp import BOEK, REGELWERK, WORTEL

GOED = WORTEL / "tests" / "diagnoses" / "goed"
LEEG = {"meta", "br", "hr", "img", "link", "input"}


class Bladzijde(HTMLParser):
    """What a page is made of; feeding it fails when an element is not closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elementen: Counter[str] = Counter()
        self.koppen: list[int] = []
        self.ids: list[str] = []
        self.doelen: set[str] = set()
        self.bronnen: list[str] = []
        self.tekst = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        gegevens = dict(attrs)
        self.elementen[tag] += 1
        if tag not in LEEG:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.koppen.append(int(tag[1]))
        if gegevens.get("id"):
            self.ids.append(str(gegevens["id"]))
        if gegevens.get("href"):
            self.doelen.add(str(gegevens["href"]))
        self.bronnen += [str(w) for n, w in attrs if n == "src"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not set(self.open) & {"style", "title"}:
            self.tekst += data


def bladzijde(map_: Path) -> Bladzijde:
    werk = laad(map_)
    return Bladzijde(als_html(regelboek(werk.boeken[-1], werk.hash)))


@pytest.fixture(scope="module", params=["onze regels", *sorted(p.name for p in GOED.iterdir())])
def pagina(request: pytest.FixtureRequest) -> Bladzijde:
    """The page of our own rules, then of each small regelwerk."""
    if request.param == "onze regels":
        return Bladzijde(als_html(regelboek(BOEK, REGELWERK.hash)))
    return bladzijde(GOED / str(request.param))


def test_the_page_has_one_title_and_no_level_of_headings_is_skipped(pagina: Bladzijde) -> None:
    """One h1, and below each heading at most one level deeper."""
    assert pagina.koppen[0] == 1
    assert pagina.koppen.count(1) == 1
    assert all(na <= voor + 1 for voor, na in zip(pagina.koppen, pagina.koppen[1:], strict=False))
    assert pagina.elementen["main"] == pagina.elementen["nav"] == 1


def test_every_link_leads_to_a_place_on_the_page(pagina: Bladzijde) -> None:
    """Each id occurs once, each link leads to one, and nothing comes from elsewhere."""
    assert [i for i, keer in Counter(pagina.ids).items() if keer > 1] == []
    assert pagina.doelen
    assert {d for d in pagina.doelen if d.removeprefix("#") not in pagina.ids} == set()
    assert pagina.bronnen == []
    assert not pagina.elementen.keys() & {"script", "link", "img", "iframe"}


def test_every_part_of_our_rules_stands_on_the_page() -> None:
    """Each question, rule, table, term, parameter, signal, route and event has its heading."""
    pagina = Bladzijde(als_html(regelboek(BOEK, REGELWERK.hash)))
    verwacht = {f"vraag-{n}" for n in BOEK.vragen} | {f"termijn-{n}" for n in BOEK.termijnen}
    verwacht |= {f"regel-{r.id}" for r in BOEK.regels.values() if r.tabel is None}
    verwacht |= {f"parameter-{n}" for n in BOEK.parameters} | {f"route-{n}" for n in BOEK.routes}
    verwacht |= {f"signaal-{n}" for n in BOEK.signalen}
    verwacht |= {f"gebeurtenis-{n}" for n in BOEK.gebeurtenissen}
    assert verwacht <= set(pagina.ids)
    tekst = " ".join(pagina.tekst.split())
    for regel in BOEK.regels.values():
        assert " ".join(regel.omdat.partition("{")[0].split()) in tekst


def test_text_that_looks_like_mark_up_is_shown_as_it_is_written(tmp_path: Path) -> None:
    """Angle brackets, ampersands and quotes in a text of the rules do nothing on the page."""
    map_ = tmp_path / "regels"
    shutil.copytree(GOED / "samen", map_)
    eng = "<script>alert(\"x\")</script> & <b onclick='y'>"
    for bestand in map_.iterdir():
        tekst = bestand.read_text(encoding="utf-8")
        for oud in ("Lukt het?", "Het boek", "Het lukt.", "Gewoon", "Proef"):
            nieuw = "'" + f"{oud} {eng}".replace("'", "''") + "'"
            tekst = re.sub(rf"(?<=: ){re.escape(oud)}(?=[,}}\n])", nieuw, tekst)
        bestand.write_text(tekst, encoding="utf-8")
    pagina = bladzijde(map_)
    assert pagina.elementen["script"] == pagina.elementen["b"] == 0
    for woorden in ("Lukt het?", "Het boek", "Het lukt.", "Gewoon", "Proef"):
        assert f"{woorden} {eng}" in pagina.tekst


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The PDF of a small regelwerk."""
    werk = laad(GOED / "uitkomsten")
    return als_pdf(regelboek(werk.boeken[-1], werk.hash))


def test_the_pdf_is_tagged_and_says_what_it_is(pdf: bytes) -> None:
    """PDF/UA-1: tagged, in Dutch, with a title that a reader shows."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        wortel = document.Root
        assert bool(wortel.MarkInfo.Marked)
        assert "/StructTreeRoot" in wortel
        assert str(wortel.Lang) == "nl"
        assert bool(wortel.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Regelboek: Proef"
        with document.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Regelboek: Proef"


def test_the_pdf_has_bookmarks_headings_and_tables(pdf: bytes) -> None:
    """The outline holds the chapters in order; headings and tables are tagged as such."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_outline() as inhoud:
            titels = [deel.title for deel in inhoud.root]
        soorten = Counter(
            str(voorwerp.S)
            for voorwerp in document.objects
            if isinstance(voorwerp, pikepdf.Dictionary) and voorwerp.get("/Type") == "/StructElem"
        )
        assert len(document.pages) > 3
    assert titels[0] == "Proef"
    assert [t.strip().split(" ", 1)[-1] for t in titels][-5:] == [
        "Uitkomsten",
        "Routes",
        "Signalen",
        "Schalen",
        "Bronnen",
    ]
    assert soorten["/H1"] == 1
    assert soorten["/H2"] > 5
    assert soorten["/Table"] == 5
    assert soorten["/Link"] > 20


def test_nothing_in_the_style_is_unknown_to_the_typesetter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Making a PDF gives no warnings: every rule of the style sheet is understood."""
    werk = laad(GOED / "samen")
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        als_pdf(regelboek(werk.boeken[-1], werk.hash))
    assert [r.getMessage() for r in caplog.records if r.name == "weasyprint"] == []

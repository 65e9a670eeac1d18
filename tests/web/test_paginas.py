"""What a page is made of: its headers, its files, its words when something fails, its theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.opbouw import maak_app
from api.paginas import THEMA, ThemaFout
from tests.api.hulp import ENGELS, REGELWERK
from tests.web.proef import maak_proefdienst

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
PAGINAS = ("/", "/aanmelden", "/proef/velden/fouten", "/proef/status/404")


@pytest.fixture(scope="module")
def klant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with TestClient(maak_proefdienst(tmp_path_factory.mktemp("sleutel"))) as klant:
        yield klant


def bestanden(html: str) -> list[str]:
    """Return the addresses of the files that a page asks for."""
    return re.findall(r'<(?:link|img|script)\b[^>]*?(?:href|src)="([^"]+)"', html)


@pytest.mark.parametrize("pad", PAGINAS)
def test_nobody_keeps_a_page_and_nothing_in_it_is_inline_or_from_elsewhere(
    klant: TestClient, pad: str
) -> None:
    antwoord = klant.get(pad, headers=HTML)
    assert antwoord.headers["Content-Type"] == "text/html; charset=utf-8"
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert antwoord.headers["Referrer-Policy"] == "same-origin"
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    regels = antwoord.headers["Content-Security-Policy"]
    assert regels.startswith("default-src 'self';")
    assert "unsafe" not in regels
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\s(?:style|on[a-z]+)=", antwoord.text)
    assert not re.search(r"(?:href|src|action)=\"(?!/(?!/)|#)", antwoord.text)


@pytest.mark.parametrize("pad", PAGINAS)
def test_every_file_of_a_page_is_there_and_kept_for_ever(klant: TestClient, pad: str) -> None:
    adressen = bestanden(klant.get(pad, headers=HTML).text)
    assert len(adressen) >= 3
    for adres in adressen:
        antwoord = klant.get(adres)
        assert antwoord.status_code == 200, f"{adres}; draai eerst: make install"
        assert antwoord.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_style_sheet_asks_for_nothing_from_elsewhere_and_comes_packed(klant: TestClient) -> None:
    for adres in bestanden(klant.get("/").text):
        if not adres.endswith(".css"):
            continue
        gewoon = klant.get(adres, headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in gewoon.headers
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", gewoon.text)
        ingepakt = klant.get(adres, headers={"Accept-Encoding": "gzip"})
        assert ingepakt.headers["Content-Encoding"] == "gzip"
        assert int(ingepakt.headers["Content-Length"]) < len(gewoon.content) / 2
        assert ingepakt.text == gewoon.text


@pytest.mark.parametrize("pad", ["/web/0000/opmaak.css", "/web/{0}/../paginas.py", "/web/{0}/x"])
def test_only_the_files_of_now_are_given(klant: TestClient, pad: str) -> None:
    stempel = klant.app.state.paginas.bestanden.stempel  # type: ignore[attr-defined]
    assert klant.get(pad.format(stempel)).status_code == 404


@pytest.mark.parametrize(
    ("status", "titel"),
    [
        (401, "U bent niet aangemeld"),
        (403, "Dit mag u niet"),
        (404, "Deze pagina is er niet"),
        (405, "Dit kan niet op deze pagina"),
        (413, "Het bericht is te groot"),
        (500, "Er ging iets mis in het programma"),
    ],
)
def test_a_failure_is_a_dutch_page_for_people_and_a_problem_for_programs(
    klant: TestClient, status: int, titel: str
) -> None:
    pagina = klant.get(f"/proef/status/{status}", headers=HTML)
    assert pagina.status_code == status
    assert f'<h1 class="nl-heading nl-heading--level-1">{titel}</h1>' in pagina.text
    assert "met opzet" not in pagina.text
    assert not ENGELS.search(re.sub(r"<[^>]*>", "", pagina.text))
    probleem = klant.get(f"/proef/status/{status}")
    assert probleem.headers["Content-Type"] == "application/problem+json"
    assert probleem.json()["status"] == status


def test_the_api_answers_with_problems_also_in_a_browser(klant: TestClient) -> None:
    for pad in ("/v1", "/v1/bestaat-niet"):
        antwoord = klant.get(pad, headers=HTML)
        assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert klant.get("/v1x", headers=HTML).headers["Content-Type"].startswith("text/html")


def test_what_may_be_done_is_told_on_the_page_too(klant: TestClient) -> None:
    antwoord = klant.delete("/", headers=HTML)
    assert antwoord.status_code == 405
    assert antwoord.headers["Allow"] == "GET, HEAD"
    assert antwoord.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_first_page_names_the_rules_and_the_way_in(klant: TestClient) -> None:
    html = klant.get("/").text
    for feit in (REGELWERK.kop.titel, REGELWERK.kop.versie, REGELWERK.hash[:12], "1 januari 2021"):
        assert feit in html
    assert re.search(
        r'<a class="nl-button[^>]+href="/aanmelden"><span[^>]*>Aanmelden</span></a>', html
    )
    zonder = TestClient(maak_app(REGELWERK)).get("/").text
    assert "/aanmelden" not in zonder
    assert "proefomgeving" not in zonder


def test_a_theme_comes_last_with_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thema = tmp_path / "stijl.css"
    thema.write_text(".heuvelrug-theme {--x: url(letter.woff2)}", encoding="utf-8")
    (tmp_path / "letter.woff2").write_bytes(b"letters")
    (tmp_path / "geheim.txt").write_text("niet van het web", encoding="utf-8")
    monkeypatch.setenv(THEMA, str(thema))
    klant = TestClient(maak_app(REGELWERK))
    html = klant.get("/").text
    assert '<html lang="nl" class="voorbeeld-theme heuvelrug-theme">' in html
    stijlen = [adres for adres in bestanden(html) if adres.endswith(".css")]
    assert [Path(adres).name for adres in stijlen] == ["stijl.css", "opmaak.css", "stijl.css"]
    map_ = stijlen[-1].removesuffix("stijl.css")
    assert klant.get(stijlen[-1]).text == thema.read_text(encoding="utf-8")
    assert klant.get(f"{map_}letter.woff2").content == b"letters"
    assert klant.get(f"{map_}geheim.txt").status_code == 404


@pytest.mark.parametrize("naam", ["weg.css", "leeg.css", "thema.txt"])
def test_what_is_no_theme_is_refused_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    (tmp_path / "leeg.css").write_text("a {}", encoding="utf-8")
    (tmp_path / "thema.txt").write_text(".x-theme {}", encoding="utf-8")
    monkeypatch.setenv(THEMA, str(tmp_path / naam))
    with pytest.raises(ThemaFout, match="is geen thema"):
        maak_app(REGELWERK)

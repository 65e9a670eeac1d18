"""`arrangement start --demo`: invented gesprekken, marked as such, that nothing is left of."""

from __future__ import annotations

import http.cookiejar
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import BaseHandler, HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from api.demo.gesprekken import CONSULENT, MERK, vul
from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten
from api.opslag.gesprekken import Gesprekken
from api.opslag.huishoudens import Huishoudens
from api.opslag.spoedmeldingen import Spoedmeldingen
from api.opslag.voorstellen import Voorstellen
from engine.indicatie.spoedtoets import toets_melding
from engine.rete.motor import Motoren
from tests.api.cli.conftest import Draai
from tests.api.hulp import REGELWERK, voer_uit
from tests.api.test_dienst import HOST, dienst, regels, vrije_poort
from tests.rulebook.werk import maak

WIE = CONSULENT.identiteit()
STANDEN = {
    f"{MERK}: net begonnen": ("lopend", 0, []),
    f"{MERK}: halverwege": ("lopend", 0, []),
    f"{MERK}: voorstel vastgelegd": ("lopend", 1, []),
    f"{MERK}: hulp in stappen, met vervoer": ("lopend", 1, []),
    f"{MERK}: besloten volgens het voorstel": ("afgerond", 1, ["eens"]),
    f"{MERK}: anders besloten dan het voorstel": ("afgerond", 1, ["afwijken"]),
    f"{MERK}: spoedmelding": ("lopend", 0, []),
    f"{MERK}: gesprek begonnen": ("lopend", 0, []),
    f"{MERK}: huisgenoot 2": ("lopend", 0, []),
    f"{MERK}: huisgenoot 1": ("lopend", 0, []),
}
"""Per kenmerk how the gesprek stands, how many voorstellen it has, and the besluiten."""
HERINDICATIE = f"{MERK}: herindicatie"


class _GeenFout(BaseHandler):
    """Takes a page that says what went wrong as a page like any other."""

    def http_error_404(self, verzoek: Any, antwoord: Any, *_: Any) -> Any:
        return antwoord


@pytest.fixture(scope="module")
def motoren() -> Iterator[Motoren]:
    motoren = Motoren()
    yield motoren
    motoren.sluit()


def gevuld(map_: Path, motoren: Motoren) -> Bank:
    """Return a database with the demo in it."""
    map_.mkdir()
    bank = Bank(f"sqlite:///{map_ / 'demo.sqlite'}")
    bank.migreer()
    vul(bank, REGELWERK, motoren)
    return bank


def inhoud(bank: Bank) -> list[tuple[Any, ...]]:
    """Return all that one can see of the gesprekken, without what differs each time."""
    with bank.sessie(WIE) as sessie:
        gesprekken, voorstellen = Gesprekken(sessie, WIE), Voorstellen(sessie, WIE)
        besluiten = Besluiten(sessie, WIE)
        return [
            (
                stand.kenmerk,
                stand.status,
                gesprekken.haal(stand.id).inhoud,
                [v.uitkomst for v in voorstellen.van_gesprek(stand.id)],
                [b.keuze for b in besluiten.van_gesprek(stand.id)],
            )
            for stand in gesprekken.lijst()
        ]


def test_the_demo_shows_every_state_and_is_the_same_each_time(
    tmp_path: Path, motoren: Motoren
) -> None:
    with gevuld(tmp_path / "een", motoren) as een, gevuld(tmp_path / "twee", motoren) as twee:
        gezien = inhoud(een)
        assert gezien == inhoud(twee)
        standen = {k: (s, len(v), [b.oordeel for b in g]) for k, s, _, v, g in gezien}
        dubbel = [(s, len(v)) for k, s, _, v, _ in gezien if k == HERINDICATIE]
        assert standen.pop(HERINDICATIE)
        assert list(standen.items()) == list(STANDEN.items())
        assert dubbel == [("lopend", 0), ("afgerond", 1)]


def test_the_demo_has_phases_transport_a_succession_and_a_household(
    tmp_path: Path, motoren: Motoren
) -> None:
    with gevuld(tmp_path / "demo", motoren) as bank, bank.sessie(WIE) as sessie:
        gesprekken, voorstellen = Gesprekken(sessie, WIE), Voorstellen(sessie, WIE)
        per_kenmerk = {stand.kenmerk: stand for stand in reversed(gesprekken.lijst())}
        fasen = per_kenmerk[f"{MERK}: hulp in stappen, met vervoer"]
        (voorstel,) = voorstellen.van_gesprek(fasen.id)
        uitkomst = voorstel.als_json()["uitkomst"]
        assert [f["arrangement"] for f in uitkomst["fasen"]] == [2, 5, 8]
        assert [t["productcode"] for t in uitkomst["vervoerstoeslag"]] == ["10113", "10114"]
        assert per_kenmerk[HERINDICATIE].vervangt_soort == "herindicatie"
        een, ander = (per_kenmerk[f"{MERK}: huisgenoot {n}"].id for n in (1, 2))
        huishoudens = Huishoudens(sessie, WIE)
        assert huishoudens.telt_in(ander) == {"week_doornemen": een}
        activiteiten = [r["activiteit"] for r in gesprekken.intake(ander)["weekrooster"]]
        assert activiteiten == ["keuzes van de week doorpraten"]


def test_the_demo_has_a_spoedmelding_in_every_state(tmp_path: Path, motoren: Motoren) -> None:
    with gevuld(tmp_path / "demo", motoren) as bank, bank.sessie(WIE) as sessie:
        opslag = Spoedmeldingen(sessie, WIE)
        per_kenmerk = {str(s.kenmerk).removeprefix(f"{MERK}: "): s for s in opslag.lijst()}
        toetsen = {k: toets_melding(opslag.met_gesprek(s)) for k, s in per_kenmerk.items()}
        assert {k: (t.oordeel, bool(t.crisis)) for k, t in toetsen.items()} == {
            "direct gevaar": ("onvoldoende_informatie", True),
            "acht weken bijna om": ("voldoet", False),
            "gesprek begonnen": ("voldoet", False),
            "nog na te vragen": ("onvoldoende_informatie", False),
            "aanbieder zonder contract": ("voldoet_niet", False),
        }
        assert [k for k, s in per_kenmerk.items() if s.gesprek] == ["gesprek begonnen"]


def bladzijden(opener: OpenerDirector, adres: str) -> Iterator[tuple[str, str]]:
    """Yield every page that one can go to from the list of gesprekken, with its address."""
    gezien: set[str] = set()
    nog = ["/", "/aanmelden", "/gesprekken", "/bestaat-niet"]
    while nog:
        pad = nog.pop()
        gezien.add(pad)
        opener.addheaders = [("Accept", "text/html")]
        with opener.open(adres + pad) as antwoord:
            html = antwoord.read().decode()
        yield pad, html
        links = re.findall(r'href="(/[^"#]*)"', html)
        # The pages of the themes all come from one template; the gesprekken themselves do not.
        # A download is no page.
        eigen = [p for p in links if "/web/" not in p and ".csv" not in p and p.count("/") < 4]
        nog += sorted({*eigen} - gezien - {*nog})


def test_a_real_demo_says_so_on_every_page_and_leaves_nothing_behind(
    tmp_path: Path, eigen_map: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = tmp_path / "gewoon.sqlite"
    monkeypatch.setenv("ARRANGEMENT_BANK", f"sqlite:///{gewoon}")
    tijdelijk = tmp_path / "tijdelijk"
    tijdelijk.mkdir()
    monkeypatch.setenv("TMPDIR", str(tijdelijk))
    poort = vrije_poort()
    adres = f"http://{HOST}:{poort}"
    with dienst(poort, "--demo") as proces:
        assert regels(proces, 5)[1:3] == [
            "Demo: verzonnen gesprekken in een tijdelijke database, weg na het stoppen",
            f"Meld u aan als: {CONSULENT.naam}",
        ]
        assert len(list(tijdelijk.iterdir())) == 1
        opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()), _GeenFout())
        opener.open(f"{adres}/aanmelden", urlencode({"sub": CONSULENT.sub}).encode()).close()
        gelezen = dict(bladzijden(opener, adres))
        assert len(gelezen) > 30
        assert [p for p, html in gelezen.items() if "Dit is een demo" not in html] == []
        lijst = gelezen["/gesprekken"]
        assert lijst.count(f">{MERK}: ") == len(STANDEN) + 2
        proces.send_signal(signal.SIGTERM)
        _, fout = proces.communicate(timeout=30)
        assert (proces.returncode, fout) == (0, "")
    assert list(tijdelijk.iterdir()) == []
    assert not gewoon.exists()
    assert not eigen_map.exists()


def test_a_demo_never_goes_into_a_database_that_one_names(draai: Draai, tmp_path: Path) -> None:
    pad = tmp_path / "eigen.sqlite"
    uitslag = draai("start", "--demo", "--bank", f"sqlite:///{pad}")
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout == (
        "--demo: De demo heeft een eigen, tijdelijke database. Laat --bank weg.\n"
    )
    assert not pad.exists()


def test_rules_that_the_demo_does_not_fit_are_told(tmp_path: Path) -> None:
    werk = str(maak(tmp_path / "ander"))
    waar = {"TMPDIR": str(tmp_path)}
    uitslag = voer_uit(
        "start", "--demo", "--poort", str(vrije_poort()), "--regelwerk", werk, omgeving=waar
    )
    assert (uitslag.returncode, uitslag.stdout) == (2, b"")
    assert uitslag.stderr.decode() == (
        "--demo: De verzonnen gesprekken passen niet bij dit regelwerk.\n"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["ander"]

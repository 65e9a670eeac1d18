"""What stands on the pages of a gesprek, read as they come, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine.indicatie.voorstel import BUITEN_HET_GESPREK
from tests.api.dienst import VOORBEELD, Proefdienst, begin, delen
from tests.api.hulp import BOEK, WORTEL, als_gegevens
from tests.api.opslag.hulp import delen_van
from tests.web.gesprekshulp import NIET_AAN_TAFEL

SPOED = als_gegevens(WORTEL / "voorbeelden" / "spoed.yaml")
VERVOER = als_gegevens(WORTEL / "api" / "demo" / "zorgmijder.yaml")
AAN_TAFEL = [thema for thema in BOEK.kop.themas if thema not in BUITEN_HET_GESPREK]


@pytest.fixture(scope="module")
def klant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    dienst = Proefdienst(tmp_path_factory.mktemp("paginas"))
    klant = dienst.klant()
    klant.headers["Accept"] = "text/html"
    yield klant
    dienst.sluit()


def met(klant: TestClient, inhoud: dict[str, Any]) -> str:
    """Begin a gesprek with these parts in it; return the address of its pages."""
    pad = begin(klant)
    antwoord = klant.patch(pad, json=delen(inhoud))
    assert antwoord.status_code == 200, antwoord.text
    return pad.removeprefix("/v1")


class _Tekst(HTMLParser):
    """What somebody reads of the main part of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.delen: list[str] = []
        self.binnen = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.binnen = self.binnen or tag == "main"
        self.delen.append(" ")

    def handle_data(self, data: str) -> None:
        if self.binnen:
            self.delen.append(data)


def lees(klant: TestClient, adres: str) -> str:
    """Return the text of a page, on one line."""
    antwoord = klant.get(adres)
    assert antwoord.status_code == 200, adres
    return " ".join("".join(_Tekst(antwoord.text).delen).split())


@pytest.mark.parametrize("intake", [VERVOER, VOORBEELD], ids=["vervoer", "arrangement 5"])
def test_who_reads_along_sees_no_code_level_or_price(
    klant: TestClient, intake: dict[str, Any]
) -> None:
    adres = met(klant, delen_van(intake))
    paginas = {thema: klant.get(f"{adres}/gesprek/{thema}").text for thema in AAN_TAFEL}
    verraden = {thema: NIET_AAN_TAFEL.findall(tekst) for thema, tekst in paginas.items()}
    assert {thema: wat for thema, wat in verraden.items() if wat} == {}


def test_what_the_consulent_decides_is_asked_in_no_gesprek_and_not_on_paper(
    klant: TestClient,
) -> None:
    assert BOEK.vragen["toeslag_gekozen"].vorm.thema in BUITEN_HET_GESPREK
    adres = met(klant, delen_van(VERVOER))
    vraag = BOEK.vragen["toeslag_gekozen"].vorm.vraag
    for pagina in (f"{adres}/papier", "/formulier", f"{adres}/weging"):
        assert vraag not in klant.get(pagina).text, pagina


def test_the_verdict_on_spoed_comes_before_the_rest_and_takes_the_place_of_the_doubt(
    klant: TestClient,
) -> None:
    inhoud = delen_van({"weekrooster_compleet": "nee", "weekrooster": [], **SPOED})
    del inhoud["weekrooster"]
    tekst = lees(klant, f"{met(klant, inhoud)}/weging")
    assert "Spoed: de melding voldoet De criteria kloppen" in tekst
    assert tekst.index("Spoed: de melding voldoet") < tekst.index("Dit is nog open")
    assert "Misschien is er spoed" not in tekst
    inhoud["antwoorden/gebeurtenis"] = {"onbekend": "weet_niet"}
    tekst = lees(klant, f"{met(klant, inhoud)}/weging")
    assert "Spoed: er is nog te weinig bekend" in tekst
    assert "Misschien is er spoed" in tekst


def test_a_route_that_is_open_is_a_list_and_no_route_is_not_named(klant: TestClient) -> None:
    begonnen = met(klant, {"periode": VOORBEELD_DAG, "antwoorden/leeftijd_18": "volwassen"})
    pagina = klant.get(f"{begonnen}/weging").text
    stand = pagina[pagina.index("stand-advies") : pagina.index("kop-open")]
    routes = re.findall(r"<li>(.*?)</li>", stand[stand.index("Nog open. Misschien:") :])
    assert BOEK.routes["andere_wet"].titel.lower() in [r.lower() for r in routes]
    assert not any("geen route" in r for r in routes)
    af = lees(klant, f"{met(klant, delen_van(VOORBEELD))}/weging")
    assert "Route" not in af


def test_a_day_that_a_program_wrote_is_an_answer_and_shows(klant: TestClient) -> None:
    inhoud = delen_van(VOORBEELD) | {"data": {"melding": "2021-05-17"}}
    adres = met(klant, inhoud)
    thema = BOEK.vragen["melding"].vorm.thema
    zonder = met(klant, {naam: deel for naam, deel in inhoud.items() if naam != "data"})
    assert _gevraagd(klant, adres, thema) == _gevraagd(klant, zonder, thema) + 1
    assert 'value="2021-05-17"' in klant.get(f"{adres}/gesprek/{thema}").text


@pytest.mark.parametrize(
    ("dag", "data", "antwoord"),
    [
        ("2021-05-17", {"melding": "2021-05-17", "aanvraag": "2021-06-20"}, None),
        ("2021-05-18", {"aanvraag": "2021-06-20"}, {"waarde": "2021-05-18"}),
        ("", {"aanvraag": "2021-06-20"}, None),
    ],
    ids=["zo gelaten", "veranderd", "leeggemaakt"],
)
def test_a_day_of_a_program_moves_only_when_it_is_changed(
    klant: TestClient, dag: str, data: dict[str, str], antwoord: Any
) -> None:
    dagen = {"melding": "2021-05-17", "aanvraag": "2021-06-20"}
    adres = met(klant, delen_van(VOORBEELD) | {"data": dagen})
    thema = BOEK.vragen["melding"].vorm.thema
    velden = {"versie:antwoorden/melding": "0", "melding": dag}
    assert klant.post(f"{adres}/gesprek/{thema}", data=velden).status_code == 200
    gekregen = klant.get(f"/v1{adres}").json()
    inhoud = {deel["sleutel"]: deel["inhoud"] for deel in gekregen["delen"]}
    assert (inhoud["data"], inhoud.get("antwoorden/melding")) == (data, antwoord)
    assert "Er is nog geen voorstel te geven" not in lees(klant, f"{adres}/weging")


def test_the_list_goes_by_fifty_and_leads_to_the_rest(tmp_path: Path) -> None:
    dienst = Proefdienst(tmp_path)
    klant = dienst.klant()
    for nummer in range(53):
        begin(klant, f"Z-{nummer:02}")
    klant.headers["Accept"] = "text/html"
    eerste, tweede = klant.get("/gesprekken").text, klant.get("/gesprekken?pagina=2").text
    assert [len(re.findall(r">Z-\d\d<", blad)) for blad in (eerste, tweede)] == [50, 3]
    assert 'href="/gesprekken?pagina=2">Volgende<' in eerste
    assert "Vorige<" not in eerste
    assert 'href="/gesprekken?pagina=1">Vorige<' in tweede
    assert "Volgende<" not in tweede
    assert "Bladzijde 2 van 2" in klant.get("/gesprekken?pagina=99").text
    assert "Bladzijde 1 van 2" in klant.get("/gesprekken?pagina=-1").text
    dienst.sluit()


def test_a_row_says_its_phase_its_times_and_where_it_counts(klant: TestClient) -> None:
    rij = {
        "activiteit": "opstaan, wassen en aankleden met iemand erbij die het voordoet",
        "resultaat": 2,
        "wie": "beroepskracht",
        "vorm": "individueel",
        "dagen": ["ma"],
        "minuten": 30,
        "fase": 2,
        "keren_per_dag": 2,
        "gedeeld": "opstaan",
    }
    rooster = {"weekrooster": {"rijen": [rij, rij | {"gedeeld": "koken"}], "compleet": "nee"}}
    een, ander = met(klant, rooster), met(klant, rooster)
    gewoon = lees(klant, f"{een}/weekrooster")
    assert gewoon.count("fase 2, 2 keer per dag") == 2
    klant.post(f"{een}/huishouden", data={"actie": "koppel", "ander": ander.rpartition("/")[2]})
    for adres, waar in ((een, "hier"), (ander, "elders")):
        blad = klant.get(f"{adres}/weekrooster").text.partition("<template")[0]
        assert len(re.findall(rf'data-deelt="{waar}">', blad)) == 2
        assert len(re.findall(r'data-deelt="\w+">', blad)) == 2


def _gevraagd(klant: TestClient, adres: str, thema: str) -> int:
    titel = BOEK.kop.themas[thema]
    gevonden = re.search(rf"{titel} (\d+) van \d+ gevraagd", lees(klant, adres))
    assert gevonden is not None
    return int(gevonden[1])


VOORBEELD_DAG = {"peildatum": VOORBEELD["peildatum"]}

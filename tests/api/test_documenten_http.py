"""The documents of a gesprek over HTTP: made from what was recorded, names kept nowhere."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from api.documenten.vorm import Soort
from api.pdf import PdfOntbreekt
from engine.indicatie.voorstel_json import als_json
from tests.api.dienst import VOORBEELD, Proefdienst, begin, delen, probleem, wijzers
from tests.api.documenten.maken import intake
from tests.api.hulp import BOEK
from tests.api.opslag.hulp import delen_van

NAAM = "P. Verzonnen"
BRIEF = {
    "naam": NAAM,
    "adres": "Proefstraat 1",
    "plaats": "1234 AB Proefdorp",
    "aanhef": "Geachte heer Verzonnen,",
    "ondertekenaar": "C. Proef, consulent",
    "gespreksdag": "2021-06-16",
    "verzonden": "2021-06-30",
}
VORMEN = {
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "pdf": ("application/pdf", b"%PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
}


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proefdienst]:
    dienst = Proefdienst(tmp_path_factory.mktemp("dienst"))
    yield dienst
    dienst.sluit()


def gevuld(klant: TestClient, gegevens: dict[str, Any] = VOORBEELD) -> str:
    """Begin a gesprek with an intake in it; return its address."""
    pad = begin(klant, "ZAAK-1")
    geheel = {"weekrooster": [], "weekrooster_compleet": "nee"} | gegevens
    antwoord = klant.patch(pad, json=delen(delen_van(geheel)))
    assert antwoord.status_code == 200, antwoord.text
    return pad


def leg_vast(klant: TestClient, pad: str) -> str:
    """Record the voorstel; return its id."""
    antwoord = klant.post(f"{pad}/voorstellen", json={})
    assert antwoord.status_code == 201, antwoord.text
    return str(antwoord.json()["id"])


def besluit(klant: TestClient, pad: str, **anders: Any) -> str:
    """Take a besluit; return its address."""
    inhoud = {"oordeel": "zonder_advies", "motivering": "Mijn afweging.", "arrangement": 2}
    antwoord = klant.post(f"{pad}/besluiten", json=inhoud | anders)
    assert antwoord.status_code == 201, antwoord.text
    return str(antwoord.headers["Location"])


@pytest.fixture(scope="module")
def besloten(dienst: Proefdienst) -> str:
    """A gesprek with a voorstel and a besluit that follows it."""
    klant = dienst.klant()
    pad = gevuld(klant)
    besluit(klant, pad, oordeel="eens", arrangement=5, voorstel=leg_vast(klant, pad))
    return pad


@pytest.mark.parametrize("soort", [Soort.GESPREKSVERSLAG, Soort.BESCHIKKING])
@pytest.mark.parametrize("vorm", list(VORMEN))
def test_a_document_is_a_file_to_keep_in_the_form_that_was_asked_for(
    klant: TestClient, besloten: str, soort: Soort, vorm: str
) -> None:
    antwoord = klant.get(f"{besloten}/documenten/{soort}", params={"vorm": vorm})
    assert antwoord.status_code == 200
    media, begin_ = VORMEN[vorm]
    assert antwoord.headers["Content-Type"] == media
    assert antwoord.headers["Cache-Control"] == "no-store"
    naam = f'attachment; filename="{soort}-client.{vorm}"'
    assert antwoord.headers["Content-Disposition"] == naam
    assert antwoord.content.startswith(begin_)


def test_the_beschikking_says_what_was_decided_and_by_which_rules(
    klant: TestClient, besloten: str
) -> None:
    tekst = klant.get(f"{besloten}/documenten/beschikking").text
    assert "Wij geven u arrangement 5." in tekst
    assert "Mijn afweging." in tekst
    assert "Ons kenmerk: ZAAK-1" in tekst
    assert "[naam cliënt]" in tekst
    assert "op twee manieren" in tekst
    assert "<h1>Besluit over ondersteuning</h1>" in tekst


def test_names_come_with_the_request_and_stay_nowhere(
    dienst: Proefdienst, besloten: str, capfd: pytest.CaptureFixture[str]
) -> None:
    klant = dienst.klant()
    for vorm in ("html", "pdf", "docx"):
        antwoord = klant.post(f"{besloten}/documenten/beschikking", json=BRIEF | {"vorm": vorm})
        assert antwoord.status_code == 200
        assert "Verzonnen" not in str(antwoord.headers)
        if vorm == "html":
            for gegeven in ("P. Verzonnen<br>Proefstraat 1<br>1234 AB Proefdorp", "30 juni 2021"):
                assert gegeven in antwoord.text
            assert "De laatste dag voor bezwaar is" in antwoord.text
        if vorm == "docx":
            alineas = [a.text for a in docx.Document(io.BytesIO(antwoord.content)).paragraphs]
            assert NAAM in alineas
    assert NAAM not in klant.get(f"{besloten}/documenten/beschikking").text
    uit = capfd.readouterr()
    assert "Verzonnen" not in uit.out + uit.err
    bestand = dienst.bank.motor.url.database
    assert bestand is not None
    for pad in Path(bestand).parent.glob("proef.sqlite*"):
        assert b"P. Verzonnen" not in pad.read_bytes()


@pytest.mark.parametrize("soort", list(Soort))
def test_the_client_gets_nothing_confidential_and_the_file_of_the_gemeente_no_name(
    klant: TestClient, soort: Soort
) -> None:
    pad = gevuld(klant, intake("spoed", zelfdoding="beoordeeld"))
    besluit(klant, pad, oordeel="afwijken", voorstel=leg_vast(klant, pad))
    adres = f"{pad}/documenten/{soort}"
    geheim = [v for v in BOEK.vragen.values() if v.vorm.vertrouwelijk]
    for lichaam in (BRIEF, BRIEF | {"voor": "dossier"}):
        antwoord = klant.post(adres, json=lichaam)
        assert antwoord.status_code == 200
        tekst = html.unescape(antwoord.text)
        voor_client = "voor" not in lichaam
        assert ("Verzonnen" in tekst) is voor_client
        assert any(v.vorm.vraag in tekst for v in geheim) is not voor_client
        assert ("(vertrouwelijk)" in tekst) is not voor_client
    assert "(vertrouwelijk)" not in klant.get(adres).text


@pytest.mark.parametrize("soort", list(Soort))
def test_what_has_to_be_done_first_is_told(klant: TestClient, soort: Soort) -> None:
    pad = gevuld(klant)
    adres = f"{pad}/documenten/{soort}"
    eerst = "Er is nog geen voorstel vastgelegd. Leg eerst het voorstel vast."
    assert probleem(klant.get(adres), 409)["detail"] == eerst
    assert probleem(klant.post(adres, json=BRIEF), 409)["detail"] == eerst
    leg_vast(klant, pad)
    daarna = klant.get(adres)
    verwacht = {
        Soort.GESPREKSVERSLAG: "",
        Soort.BESCHIKKING: "Er is nog geen besluit. Neem eerst een besluit.",
        Soort.SPOEDBESLUIT: "In dit gesprek is geen spoed gemeld.",
    }[soort]
    if not verwacht:
        assert daarna.status_code == 200
        klant.patch(pad, json=delen({"antwoorden/toegelicht": {"waarde": ["bezwaar"]}}))
        anders = probleem(klant.get(adres), 409)["detail"]
        assert anders.startswith("Na het voorstel is er iets veranderd.")
    else:
        assert probleem(daarna, 409)["detail"].startswith(verwacht)


def test_what_is_not_there_is_not_found(dienst: Proefdienst, besloten: str) -> None:
    klant = dienst.klant()
    probleem(klant.get(f"{besloten}/documenten/brief"), 404)
    probleem(klant.get(f"/v1/gesprekken/{'0' * 32}/documenten/beschikking"), 404)
    ander = dienst.klant(gemeente="stein")
    probleem(ander.get(f"{besloten}/documenten/beschikking"), 404)
    probleem(ander.post(f"{besloten}/documenten/beschikking", json=BRIEF), 404)


@pytest.mark.parametrize("rol", ["backoffice", "auditor", "aanbieder", "beleidsmedewerker"])
def test_documents_hold_answers_and_are_for_the_consulent(
    dienst: Proefdienst, besloten: str, rol: str
) -> None:
    for adres in (f"{besloten}/documenten/{soort}" for soort in Soort):
        probleem(dienst.klant(rol).get(adres), 403)
        probleem(dienst.klant(rol).post(adres, json=BRIEF), 403)
    probleem(TestClient(dienst.app).get(adres), 401)


@pytest.mark.parametrize(
    ("anders", "wijzer"),
    [
        ({"naam": " "}, "#/naam"),
        ({"naam": "x" * 101}, "#/naam"),
        ({"verzonden": "2021-02-30"}, "#/verzonden"),
        ({"vorm": "odt"}, "#/vorm"),
        ({"voor": "buurman"}, "#/voor"),
        ({"bsn": "x"}, "#/bsn"),
    ],
    ids=str,
)
def test_what_is_wrong_with_the_letter_has_a_pointer_and_is_not_repeated(
    klant: TestClient, besloten: str, anders: dict[str, Any], wijzer: str
) -> None:
    antwoord = klant.post(f"{besloten}/documenten/beschikking", json=BRIEF | anders)
    assert wijzers(antwoord) == {wijzer}
    assert "Verzonnen" not in antwoord.text
    assert wijzers(klant.get(f"{besloten}/documenten/beschikking?vorm=odt&x=1")) == {
        "#/vorm",
        "#/x",
    }


@pytest.mark.parametrize("soort", list(Soort))
def test_at_the_vangnet_only_the_begeleider_is_written_to(klant: TestClient, soort: Soort) -> None:
    pad = gevuld(klant, intake("spoed", vangnet="ja"))
    besluit(klant, pad, oordeel="afwijken", voorstel=leg_vast(klant, pad))
    adres = f"{pad}/documenten/{soort}"
    assert "Geachte begeleider," in klant.get(adres).text
    antwoord = klant.post(adres, json=BRIEF)
    assert wijzers(antwoord, 409) == {"#/aan"}
    assert "Verzonnen" not in antwoord.text
    aan = {"aan": "begeleider", "naam": "B. Geleider"}
    goed = klant.post(adres, json=aan)
    assert "B. Geleider, begeleider bij het RIBW" in goed.text
    assert "Wij sturen de cliënt zelf geen post." in goed.text


def test_a_client_who_gets_post_is_not_written_to_elsewhere(
    klant: TestClient, besloten: str
) -> None:
    lichaam = BRIEF | {"aan": "begeleider"}
    assert wijzers(klant.post(f"{besloten}/documenten/beschikking", json=lichaam), 409) == {"#/aan"}


def test_the_spoedbesluit_is_a_concept_until_it_is_decided(klant: TestClient) -> None:
    pad = gevuld(klant, intake("spoed"))
    leg_vast(klant, pad)
    tekst = klant.get(f"{pad}/documenten/spoedbesluit").text
    assert "<h1>Concept: Besluit over tijdelijke hulp met spoed</h1>" in tekst


def test_a_besluit_without_advice_has_its_documents_without_a_voorstel(klant: TestClient) -> None:
    pad = gevuld(klant)
    besluit(klant, pad)
    brief = klant.get(f"{pad}/documenten/beschikking").text
    assert "Wij geven u arrangement 2." in brief
    assert "zonder advies van het rekenprogramma" in brief
    verslag = klant.get(f"{pad}/documenten/gespreksverslag").text
    assert "arrangement 5" not in verslag
    leeg = begin(klant)
    besluit(klant, leeg)
    assert "#/peildatum" in wijzers(klant.get(f"{leeg}/documenten/beschikking"), 409)


def test_a_withdrawn_besluit_gives_no_letter_and_a_corrected_one_the_last(
    klant: TestClient,
) -> None:
    pad = gevuld(klant)
    eerste = besluit(klant, pad, motivering="De eerste reden.")
    nieuw = {"oordeel": "zonder_advies", "motivering": "De tweede reden.", "arrangement": 3}
    correctie = {"soort": "correctie", "reden": "Tikfout.", "besluit": nieuw}
    tweede = klant.post(f"{eerste}/vervangingen", json=correctie).headers["Location"]
    tekst = klant.get(f"{pad}/documenten/beschikking").text
    assert "De tweede reden." in tekst
    assert "De eerste reden." not in tekst
    klant.post(f"{tweede}/vervangingen", json={"soort": "intrekking", "reden": "Ingetrokken."})
    weg = probleem(klant.get(f"{pad}/documenten/beschikking"), 409)
    assert weg["detail"].startswith("Het besluit is ingetrokken.")


def test_an_own_template_that_is_broken_is_our_mistake_and_names_no_folder(
    klant: TestClient, besloten: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "document.html.j2").write_text("{{ naam_client }}")
    monkeypatch.setenv("ARRANGEMENT_SJABLONEN", str(tmp_path))
    fout = probleem(klant.get(f"{besloten}/documenten/beschikking"), 500)
    assert "document.html.j2" in fout["detail"]
    assert str(tmp_path) not in json.dumps(fout)


def test_without_the_libraries_for_a_pdf_the_other_forms_are_named(
    klant: TestClient, besloten: str, monkeypatch: pytest.MonkeyPatch
) -> None:

    def mist(_: str) -> bytes:
        raise PdfOntbreekt("geen pango")

    monkeypatch.setattr("api.documenten.opmaak.maak_pdf", mist)
    fout = probleem(klant.get(f"{besloten}/documenten/beschikking?vorm=pdf"), 503)
    assert re.search(r"html of docx", fout["detail"])


def test_a_voorstel_that_comes_out_otherwise_now_gives_no_document(
    klant: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = gevuld(klant)
    leg_vast(klant, pad)
    echt = als_json

    def anders(*wat: Any, **hoe: Any) -> dict[str, Any]:
        gegevens = echt(*wat, **hoe)
        gegevens["uitkomst"] |= {"arrangement": 9, "nieuw": 1}
        return gegevens

    monkeypatch.setattr("api.documenten.gesprek.als_json", anders)
    fout = probleem(klant.get(f"{pad}/documenten/gespreksverslag"), 409)
    assert "komt nu anders uit" in fout["detail"]

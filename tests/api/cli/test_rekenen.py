"""`kosten`, `termijn`, `tussentijds` and the phases of `voorstel`: what follows from a day."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine.indicatie.matrix import productcodes
from engine.indicatie.termijnen import begindatum, bereken
from engine.rulebook.vorm_basis import lees_datum
from tests.api.cli.conftest import Draai, Uitslag
from tests.api.hulp import BOEK, ENGELS, VOORBEELDEN, als_gegevens

MAART = "2021-03-05"
GEEN_DAG = {
    "2021-02-30": "De datum 2021-02-30 bestaat niet.",
    "5-3-2021": "'5-3-2021' is geen datum. Schrijf jaar-maand-dag: 2021-01-31.",
    "9999-12-31": "Het jaar van 9999-12-31 kan niet.",
    "": "",
    "2020-12-31": "Op 2020-12-31 gelden er geen regels. De eerste regels gelden op 2021-01-01.",
}


def in_orde(uitslag: Uitslag) -> str:
    """Return what a good run shows as one line, after a look at its shape."""
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert max(map(len, uitslag.uit.splitlines())) <= 80
    assert not any(regel.endswith(" ") for regel in uitslag.uit.splitlines())
    assert not ENGELS.search(uitslag.uit)
    return " ".join(uitslag.uit.split())


def geweigerd(uitslag: Uitslag, begin: str) -> None:
    """Check that a run refuses its input: 2, nothing on stdout, one Dutch line on stderr."""
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith(begin)
    assert not ENGELS.search(uitslag.fout)


# kosten


def test_costs_are_days_times_the_tariff(draai: Draai) -> None:
    """Fifty-six days of arrangement 3 at 11.96 a day are 669.76, both days counted."""
    assert in_orde(draai("kosten", 3, "2021-01-01", "2021-02-25")) == (
        "1 januari 2021 tot en met 25 februari 2021: 56 etmalen x € 11,96 = € 669,76 "
        "Samen 56 etmalen: € 669,76."
    )


def test_a_single_day_costs_one_tariff(draai: Draai) -> None:
    """A period that ends on its first day has one day."""
    kosten = json.loads(draai("kosten", 3, MAART, MAART, "--json").uit)
    assert (kosten["etmalen"], kosten["bedrag"]) == (1, "11.96")


def test_without_a_tariff_the_amount_is_unknown(draai: Draai) -> None:
    """The days of 2022 have no tariff, so the total is unknown and never just a part."""
    tekst = in_orde(draai("kosten", 5, "2021-12-01", "2022-01-10"))
    december = "1 december 2021 tot en met 31 december 2021: 31 etmalen x € 25,91 = € 803,21"
    assert december in tekst
    assert "1 januari 2022 tot en met 10 januari 2022: 10 etmalen x onbekend = onbekend" in tekst
    assert "Samen 41 etmalen: onbekend." in tekst
    assert "geldt geen tarief" in tekst


def test_costs_as_json(draai: Draai) -> None:
    """As data amounts are texts with a point and exactly two decimals, split by tariff."""
    uitslag = draai("kosten", 5, "2021-12-01", "2022-01-10", "--json")
    assert (uitslag.code, uitslag.fout) == (0, "")
    kosten = json.loads(uitslag.uit)
    assert list(kosten) == ["productcode", "bedrag", "etmalen", "delen"]
    assert (kosten["productcode"], kosten["bedrag"], kosten["etmalen"]) == ("10105", "onbekend", 41)
    assert kosten["delen"] == [
        {
            "van": "2021-12-01",
            "tot": "2021-12-31",
            "etmalen": 31,
            "tarief": "25.91",
            "bedrag": "803.21",
        },
        {
            "van": "2022-01-01",
            "tot": "2022-01-10",
            "etmalen": 10,
            "tarief": "onbekend",
            "bedrag": "onbekend",
        },
    ]


def test_an_arrangement_costs_what_its_product_code_costs(draai: Draai) -> None:
    """All nine arrangements are known, and each equals its product code."""
    codes = productcodes(BOEK)
    arrangementen = [naam for naam in codes if len(naam) == 1]
    assert arrangementen == list("123456789")
    for naam in arrangementen:
        uitslag = draai("kosten", naam, "2021-01-01", "2021-01-31", "--json")
        assert uitslag.code == 0
        assert uitslag == draai("kosten", codes[naam], "2021-01-01", "2021-01-31", "--json")


@pytest.mark.parametrize("naam", ["drie", "0", "10", "3.0", ""])
def test_an_unknown_arrangement_is_told(draai: Draai, naam: str) -> None:
    """What is neither an arrangement nor a code is refused with help."""
    geweigerd(
        draai("kosten", naam, "2021-01-01", "2021-02-25"),
        f"ARRANGEMENT: '{naam}' is geen arrangement of productcode. ",
    )


def test_reversed_days_are_told(draai: Draai) -> None:
    """A period that ends before it begins is refused, not counted as negative."""
    geweigerd(
        draai("kosten", 3, "2021-02-25", "2021-01-01"),
        "TOT: 2021-01-01 ligt voor 2021-02-25. Verwissel de twee datums.",
    )


@pytest.mark.parametrize("dag", GEEN_DAG)
def test_a_bad_day_of_costs_is_told_by_its_own_name(draai: Draai, dag: str) -> None:
    """The message names the argument that is wrong: VAN for the first day, TOT for the last."""
    geweigerd(draai("kosten", 3, dag, "2021-06-01"), f"VAN: {GEEN_DAG[dag]}")
    if dag != "2020-12-31":
        geweigerd(draai("kosten", 3, "2021-01-01", dag), f"TOT: {GEEN_DAG[dag]}")


# termijn


@pytest.mark.parametrize(
    ("naam", "zinnen"),
    [
        (
            "onderzoek",
            [
                "Het onderzoek is klaar: uiterlijk 16 april 2021.",
                "Geteld vanaf melding op 5 maart 2021.",
                "par. 25, r. 1714; ook atw, artikel 1.",
            ],
        ),
        ("plan_tekenen", ["uiterlijk 15 maart 2021."]),
        # Counted from another term: the day is that on which the first one begins.
        (
            "spoed_eigen_arrangement",
            ["vanaf 30 april 2021.", "Geteld vanaf start spoed op 5 maart 2021."],
        ),
        ("calamiteit_melden", ["uiterlijk 8 maart 2021 om 09.00 uur."]),
    ],
)
def test_a_term_is_computed(draai: Draai, naam: str, zinnen: list[str]) -> None:
    """The day stands in words, as a last or a first day, with its beginning and the source."""
    tekst = in_orde(draai("termijn", naam, MAART))
    assert BOEK.termijnen[naam].titel in tekst
    assert not re.search(r"\d{4}-\d\d-\d\d", tekst)
    for zin in zinnen:
        assert zin in tekst


def test_every_term_is_given_as_json(draai: Draai) -> None:
    """As data every term of the rules has its id, title, first question and last day."""
    for naam, termijn in BOEK.termijnen.items():
        uitslag = draai("termijn", naam, MAART, "--json")
        assert (uitslag.code, uitslag.fout) == (0, "")
        vanaf = begindatum(BOEK, naam)
        assert json.loads(uitslag.uit) == {
            "id": naam,
            "titel": termijn.titel,
            "vanaf": vanaf,
            "soort": "eerste_dag" if termijn.is_eerste_dag else "laatste_dag",
            "uiterlijk": str(bereken(BOEK, naam, {vanaf: lees_datum(MAART)})),
        }


def test_a_time_stands_in_the_json(draai: Draai) -> None:
    """A term that ends at a time has that time behind the day."""
    gegevens = json.loads(draai("termijn", "calamiteit_melden", MAART, "--json").uit)
    assert gegevens["uiterlijk"] == "2021-03-08 09:00"


def test_a_day_in_a_year_without_known_decrees_is_remarked_on(draai: Draai) -> None:
    """After the last known decree a legal term has a remark, on the screen and as data."""
    opmerking = "Nog niet bekend is welke dagen in 2030 gelijkstaan met een feestdag. "
    opmerking += "Kijk na of dit een van die dagen is."
    assert opmerking in in_orde(draai("termijn", "onderzoek", "2030-03-05"))
    gegevens = json.loads(draai("termijn", "onderzoek", "2030-03-05", "--json").uit)
    assert gegevens["opmerking"] == opmerking
    assert "Nog niet bekend" not in in_orde(draai("termijn", "plan_tekenen", "2030-03-05"))


def test_a_term_that_is_not_there_is_told(draai: Draai, tmp_path: Path) -> None:
    """A term whose day never lies where it must has no day to show, and that is said."""
    (tmp_path / "regelwerk.yaml").write_text(
        'regelwerk: proef\ntitel: Proef\nversie: "1"\nbronnen: {boek: {titel: Het boek}}\n'
        "bestanden: [regels.yaml]\nthemas: {dag: De dag}\n",
        encoding="utf-8",
    )
    (tmp_path / "regels.yaml").write_text(
        "regelset: proef\ntitel: Proef\ngeldig_vanaf: 2021-01-01\nbron: {document: boek}\n"
        "vragen:\n  melding: {thema: dag, vraag: Wanneer?, soort: datum, bron: {}}\ntermijnen:\n"
        "  brief: {titel: Brief, vanaf: melding, stappen: [{weken: 1}], bron: {}}\n"
        "  later: {titel: Later, vanaf: melding, stappen: [{weken: 2}], "
        "alleen_als: {voor: brief}, bron: {}}\n",
        encoding="utf-8",
    )
    geweigerd(
        draai("termijn", "later", MAART, "--regelwerk", tmp_path),
        "NAAM: De termijn 'later' is er niet als zij op 5 maart 2021 begint.",
    )


def test_an_unknown_term_is_told(draai: Draai) -> None:
    """A typo gives the nearest name, something else gives the list."""
    geweigerd(
        draai("termijn", "onderzoeck", MAART),
        "NAAM: De termijn 'onderzoeck' bestaat niet. Bedoelde u 'onderzoek'?",
    )
    geweigerd(draai("termijn", "zzz", MAART), "NAAM: De termijn 'zzz' bestaat niet. Kies uit: ")


@pytest.mark.parametrize("dag", GEEN_DAG)
def test_a_bad_day_is_told(draai: Draai, dag: str) -> None:
    """An impossible day, or one before the first rules, is refused by both commands."""
    geweigerd(draai("termijn", "onderzoek", dag), f"DATUM: {GEEN_DAG[dag]}")
    geweigerd(draai("tussentijds", "overlijden", dag), f"DATUM: {GEEN_DAG[dag]}")


@pytest.mark.parametrize(
    ("opdracht", "mist"),
    [
        (["kosten", "3"], "VAN"),
        (["kosten", "3", MAART], "TOT"),
        (["termijn"], "NAAM"),
        (["termijn", "onderzoek"], "DATUM"),
    ],
)
def test_a_missing_argument_is_told(draai: Draai, opdracht: list[str], mist: str) -> None:
    """The argument that is missing is named, with how to write the command."""
    geweigerd(draai(*opdracht), f"Er ontbreekt {mist}. Schrijf: arrangement {opdracht[0]} ")


# tussentijds


def test_without_an_event_all_are_listed(draai: Draai) -> None:
    """Every event of the rules stands in the list once, by name and title."""
    tekst = in_orde(draai("tussentijds"))
    for gebeurtenis in BOEK.gebeurtenissen.values():
        assert tekst.count(f"{gebeurtenis.id}: {gebeurtenis.vorm.titel}") == 1


def test_the_list_of_events_as_json(draai: Draai) -> None:
    """As data the list has each event with its title and what its day is."""
    uitslag = draai("tussentijds", "--json")
    assert (uitslag.code, uitslag.fout) == (0, "")
    lijst = json.loads(uitslag.uit)
    assert [g["gebeurtenis"] for g in lijst] == list(BOEK.gebeurtenissen)
    assert all(set(g) == {"gebeurtenis", "titel", "datum"} for g in lijst)


def test_what_must_be_done_after_a_death(draai: Draai) -> None:
    """Who does what stands with its last day, and a last moment has its time."""
    tekst = in_orde(draai("tussentijds", "overlijden", MAART))
    assert tekst.startswith("De cliënt is overleden De dag van overlijden: 5 maart 2021 ")
    assert "- de aanbieder, meteen: Meldt het overlijden meteen" in tekst
    assert "- de gemeente, uiterlijk 6 maart 2021: Beëindigt de voorziening" in tekst
    assert "- de aanbieder, uiterlijk 8 maart 2021 om 09.00 uur: " in tekst
    assert not re.search(r"\d{4}-\d\d-\d\d", tekst)
    assert "nog niet bekend" not in tekst


GRENS = "Let op: precies 28 dagen is de grens."
NIET = "Declareert de hele periode van de onderbreking niet."
MELDT = "Meldt de onderbreking bij de gemeente"


@pytest.mark.parametrize(
    ("dagen", "wel", "niet"),
    [(27, [], [GRENS, NIET, MELDT]), (28, [GRENS, MELDT], [NIET]), (29, [NIET, MELDT], [GRENS])],
)
def test_absence_turns_on_twenty_eight_days(
    draai: Draai, dagen: int, wel: list[str], niet: list[str]
) -> None:
    """At 27 days nothing is reported, at 28 it is, and only from 29 the claim stops."""
    tekst = in_orde(draai("tussentijds", "afwezigheid", MAART, "--feit", f"dagen_afwezig={dagen}"))
    assert all(zin in tekst for zin in wel)
    assert not any(zin in tekst for zin in niet)


def test_what_is_not_known_is_said(draai: Draai) -> None:
    """Without facts every task stands there with the question on which it depends."""
    tekst = in_orde(draai("tussentijds", "afwezigheid", MAART))
    assert all(zin in tekst for zin in (GRENS, NIET, MELDT))
    assert "Alleen als dit zo is; nog niet bekend: dagen_afwezig (Hoeveel dagen" in tekst


def test_a_day_that_counts_from_another_day_is_asked_for(draai: Draai) -> None:
    """The GGD answers after the report: without its day that is asked, with it worked out."""
    zonder = in_orde(draai("tussentijds", "calamiteit", MAART))
    assert "de GGD, uiterste dag nog niet bekend: Bevestigt de ontvangst" in zonder
    assert "Geef voor de uiterste dag ook: calamiteit_gemeld (Op welke dag" in zonder
    met = in_orde(
        draai("tussentijds", "calamiteit", MAART, "--feit", "calamiteit_gemeld=2021-03-08")
    )
    assert "de GGD, uiterlijk 9 maart 2021: Bevestigt de ontvangst" in met


def test_an_event_as_json(draai: Draai) -> None:
    """As data an event has its day, the open questions and tasks with a source each."""
    feit = ("--feit", "dagen_afwezig = 28")
    uitslag = draai("tussentijds", "afwezigheid", MAART, *feit, "--json")
    assert (uitslag.code, uitslag.fout) == (0, "")
    gegevens = json.loads(uitslag.uit)
    assert list(gegevens) == ["gebeurtenis", "titel", "datum", "openstaand", "taken"]
    assert gegevens["gebeurtenis"] == "afwezigheid"
    assert gegevens["datum"]["dag"] == MAART
    assert gegevens["openstaand"] == ["hervatting_bekend", "hervatting"]
    for taak in gegevens["taken"]:
        assert {"id", "status", "soort", "wie", "tekst", "bron"} <= set(taak)


@pytest.mark.parametrize("naam", BOEK.gebeurtenissen)
def test_every_event_can_be_shown(draai: Draai, naam: str) -> None:
    """Each event of the list can be asked for, and shows somebody who has to do something."""
    assert " - de " in in_orde(draai("tussentijds", naam, MAART))


FOUTE_FEITEN = {
    "dagen_afwezig": "'dagen_afwezig' is geen feit. Schrijf vraag=antwoord.",
    "dagen_afwezig=x": "/dagen_afwezig: 'x' is geen getal.",
    "dagen_afwezig=-1": "/dagen_afwezig: -1 kan niet bij 'dagen_afwezig'.",
    "dagen_afwezig=28.5": "/dagen_afwezig: '28.5' is geen heel getal.",
    "dagen_afwezig=": "/dagen_afwezig: Hier ontbreekt een tekst.",
    "dagen_afwezg=1": "/dagen_afwezg: De vraag 'dagen_afwezg' bestaat niet. Bedoelde u",
    "=1": "/: De vraag '' bestaat niet.",
    "": "'' is geen feit.",
}


@pytest.mark.parametrize("feit", FOUTE_FEITEN)
def test_a_wrong_fact_is_told(draai: Draai, feit: str) -> None:
    """A fact that cannot be read, or does not exist, is refused as in an intake."""
    uitslag = draai("tussentijds", "afwezigheid", MAART, "--feit", feit)
    geweigerd(uitslag, f"--feit: {FOUTE_FEITEN[feit]}")


def test_a_fact_needs_an_event(draai: Draai) -> None:
    """A fact without an event would be left out silently, so it is refused."""
    geweigerd(
        draai("tussentijds", "--feit", "dagen_afwezig=28"),
        "--feit: Een feit hoort bij een gebeurtenis. Noem ook GEBEURTENIS en DATUM.",
    )


def test_a_fact_is_given_once(draai: Draai) -> None:
    """Of two answers to one question none is chosen silently."""
    feiten = ("--feit", "dagen_afwezig=28", "--feit", " dagen_afwezig=27")
    geweigerd(
        draai("tussentijds", "afwezigheid", MAART, *feiten),
        "--feit: 'dagen_afwezig' staat er twee keer.",
    )


def test_an_unknown_event_or_a_missing_day_is_told(draai: Draai) -> None:
    """A typo gives the nearest event, and an event needs its day."""
    geweigerd(
        draai("tussentijds", "overlyden", MAART),
        "GEBEURTENIS: 'overlyden' bestaat niet. Bedoelde u 'overlijden'?",
    )
    geweigerd(draai("tussentijds", "overlijden"), "DATUM: Noem ook de dag: jaar-maand-dag")


# voorstel with phases


@pytest.fixture
def met_fasen(tmp_path: Path) -> Path:
    """An intake whose support begins in a first phase and goes on in a second one."""
    (voorbeeld,) = [pad for pad in VOORBEELDEN if pad.stem == "arrangement-1"]
    intake = als_gegevens(voorbeeld)
    begin = intake.setdefault("ingangsdatum", "2021-07-01")
    assert begin < "2021-12-01"
    intake["fasen"] = [{"nummer": 1, "vanaf": begin}, {"nummer": 2, "vanaf": "2021-12-01"}]
    intake["weekrooster"] = [
        rij | {"fase": nummer} for nummer in (1, 2) for rij in intake["weekrooster"]
    ]
    bestand = tmp_path / "fasen.json"
    bestand.write_text(json.dumps(intake), encoding="utf-8")
    return bestand


def test_the_phases_are_shown(draai: Draai, met_fasen: Path) -> None:
    """Each phase stands under its heading with its days and its arrangement."""
    uitslag = draai("voorstel", met_fasen)
    assert (uitslag.code, uitslag.fout) == (0, "")
    tekst = " ".join(uitslag.uit.split())
    assert "Fasen:" in tekst
    assert "tot en met 30 november 2021: arrangement 1, inzet licht, kosten € " in tekst
    assert "Fase 2, 1 december 2021 " in tekst
    assert not re.search(r"\d{4}-\d\d-\d\d", tekst)


def test_the_client_sees_phases_without_costs(draai: Draai, met_fasen: Path) -> None:
    """For the client the phases stand there, but neither level nor costs."""
    uitslag = draai("voorstel", met_fasen, "--client")
    tekst = " ".join(uitslag.uit.split())
    assert uitslag.code == 0
    assert "tot en met 30 november 2021: arrangement 1" in tekst
    assert "kosten €" not in tekst
    assert ", inzet" not in tekst


def test_the_phases_as_json(draai: Draai, met_fasen: Path) -> None:
    """As data the phases follow each other without a gap."""
    fasen = json.loads(draai("voorstel", met_fasen, "--json").uit)["uitkomst"]["fasen"]
    assert [fase["nummer"] for fase in fasen] == [1, 2]
    assert (fasen[0]["tot"], fasen[1]["van"]) == ("2021-11-30", "2021-12-01")

"""The voorstel: what is settled, what is still open, and what the examples promise."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.evaluation.spoor import Spoor
from engine.indicatie.intake import lees_intake
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import laad
from engine.rulebook.rulebook import Vraag
from tests.indicatie.maken import (
    LICHTST,
    PROJECT,
    SPOED,
    VOORBEELDEN,
    WEEK,
    als_data,
    boek,
    lees,
    rij,
    voorstel,
    voorstel_bij,
)

KERN = ("route", "complexiteit", "inzet", "arrangement", "spoed")
BEWIJS = ["deskundige"]


def rooster(rng: Random) -> list[dict[str, Any]]:
    """Return a random weekrooster of exact rows."""
    return [
        rij(
            wie=rng.choice(["beroepskracht", "beroepskracht", "naaste", "andere_wet"]),
            dagen=sorted(rng.sample(WEEK, rng.randint(1, 7))),
            minuten=rng.choice([15, 30, 60, 120]),
        )
        for _ in range(rng.randint(0, 3))
    ]


def keuze(rng: Random, vraag: Vraag) -> Any:
    """Return a random answer to a question; none that means unknown."""
    vorm = vraag.vorm
    if vorm.soort == "datum":
        return f"2021-05-{rng.randint(1, 9):02}"
    if vorm.soort == "tekst":
        return "een verhaal"
    if vorm.soort == "getal":
        return rng.randint(int(vorm.minimum or 0), int(vorm.maximum or 40))
    antwoorden = [n for n, a in (vorm.antwoorden or {}).items() if a.onbekend is None]
    if vorm.per is not None:
        return {onderdeel: rng.choice(antwoorden) for onderdeel in vorm.per}
    een = rng.choice(antwoorden)
    return {"waarde": [een] if vorm.meer_antwoorden else een, "blijkt_uit": BEWIJS}


def deels(rng: Random) -> dict[str, Any]:
    """Return a random intake in which part of the questions is answered, some as unknown."""
    licht = rng.random() < 0.5
    antwoorden: dict[str, Any] = {}
    for vraag in boek().vragen.values():
        if rng.random() > 0.75:
            continue
        if rng.random() < 0.1:
            antwoorden[vraag.id] = {"onbekend": "nagevraagd"}
        elif licht and rng.random() < 0.7 and vraag.id in LICHTST:
            antwoorden[vraag.id] = LICHTST[vraag.id]
        else:
            antwoorden[vraag.id] = keuze(rng, vraag)
    intake: dict[str, Any] = {
        "peildatum": "2021-06-01",
        "antwoorden": antwoorden or {"gemeente": "beek"},
    }
    if rng.random() < 0.7:
        intake |= {"weekrooster_compleet": "ja", "weekrooster": rooster(rng)}
    return intake


def met(intake: dict[str, Any], vraag: str, rng: Random) -> dict[str, Any]:
    """Return the intake with one more answer, or with a weekrooster."""
    if vraag == "weekrooster":
        return {**intake, "weekrooster_compleet": "ja", "weekrooster": rooster(rng)}
    antwoorden = {**intake["antwoorden"], vraag: keuze(rng, boek().vragen[vraag])}
    return {**intake, "antwoorden": antwoorden}


def mogelijk(spoor: Spoor) -> dict[str, frozenset[str]]:
    """Return what each part of the advice can still be."""
    return {naam: spoor.mogelijk(naam) for naam in KERN}


def maak(intake: dict[str, Any]) -> Voorstel:
    """Return the voorstel for plain data."""
    return stel_voor(lees(intake))


# Open questions


@pytest.mark.parametrize("nummer", range(150))
def test_answering_only_the_open_questions_settles_the_advice(nummer: int) -> None:
    """Asking what is open, one at a time, always ends with nothing open and the advice vast."""
    rng = Random(f"openstaand {nummer}")
    intake = deels(rng)
    gemaakt = maak(intake)
    for _ in range(60):
        if not gemaakt.openstaand:
            break
        intake = met(intake, gemaakt.openstaand[0], rng)
        gemaakt = maak(intake)
    assert gemaakt.openstaand == ()
    assert gemaakt.is_vast
    assert all(gemaakt.spoor.is_vast(u) for u in gemaakt.advies if u != "signaal")


@pytest.mark.parametrize("nummer", range(150))
def test_a_question_that_is_not_open_changes_nothing(nummer: int) -> None:
    """Answering what is not in openstaand leaves route, levels, arrangement and spoed alone."""
    rng = Random(f"niet openstaand {nummer}")
    intake = deels(rng)
    gemaakt = maak(intake)
    voor = mogelijk(gemaakt.spoor)
    dicht = [
        v
        for v in (*boek().vragen, "weekrooster")
        if v not in gemaakt.openstaand
        and not gemaakt.spoor.is_beantwoord(v if v != "weekrooster" else "weeklast")
    ]
    for vraag in rng.sample(dicht, min(8, len(dicht))):
        na = maak(met(intake, vraag, rng))
        if gemaakt.heeft_route:
            assert na.spoor.waarde("route") == gemaakt.spoor.waarde("route"), vraag
            assert na.spoor.mogelijk("spoed") == voor["spoed"], vraag
        else:
            assert mogelijk(na.spoor) == voor, vraag
            assert na.signalen == gemaakt.signalen, vraag


@pytest.mark.parametrize("nummer", range(100))
def test_an_answer_only_ever_narrows_what_is_possible(nummer: int) -> None:
    """With one more answer, no outcome can become what it could not be before."""
    rng = Random(f"smaller {nummer}")
    intake = deels(rng)
    gemaakt = maak(intake)
    if gemaakt.openstaand:
        na = mogelijk(maak(met(intake, rng.choice(gemaakt.openstaand), rng)).spoor)
        for naam, waarden in mogelijk(gemaakt.spoor).items():
            assert na[naam] <= waarden, naam


def test_every_question_that_carries_the_advice_is_open_at_the_start() -> None:
    """With only the municipality known, all others and the weekrooster are asked, each once."""
    leeg = maak({"peildatum": "2021-06-01", "antwoorden": {"gemeente": "beek"}})
    assert set(LICHTST) - {"gemeente"} | {"weekrooster"} <= set(leeg.openstaand)
    assert len(set(leeg.openstaand)) == len(leeg.openstaand)


def test_an_irrelevant_question_is_not_open() -> None:
    """The aid is asked once the body cannot do everything, and the spoed questions in haste."""
    assert "hulpmiddel" not in voorstel().openstaand
    assert "hulpmiddel" in voorstel({"lichaam": "opgevangen"}).openstaand
    assert "gebeurtenis" not in voorstel().openstaand
    assert "gebeurtenis" in voorstel({"nu_acuut": "ja"}).openstaand


def test_a_settled_route_stops_the_questions_except_safety() -> None:
    """Once the route is certain, only what may be a crisis is still asked."""
    andere = {"peildatum": "2021-06-01", "antwoorden": {"gemeente": "andere", "nu_acuut": "nee"}}
    assert maak(andere).openstaand == ("veiligheid",)
    assert maak(andere).advies == ("route", "signaal")


def test_a_settled_route_with_haste_still_asks_about_spoed() -> None:
    """Whether the route is elsewhere or not, an acute call keeps its verdict and its safety."""
    andere = {"peildatum": "2021-06-01", "antwoorden": {"gemeente": "andere", "nu_acuut": "ja"}}
    gemaakt = maak(andere)
    assert gemaakt.openstaand == ("veiligheid", "zelfdoding")
    assert gemaakt.spoor.waarde("spoed") == "voldoet_niet"


def test_what_only_the_verslag_needs_stands_apart() -> None:
    """Questions that no rule uses are listed apart, without what was asked or does not apply."""
    gemaakt = voorstel({"wie_erbij": "alleen", "golven": {"onbekend": "weet_niet"}})
    verslag = set(gemaakt.openstaand_verslag)
    assert {"aanleiding", "melding", "open_begin", "richting"} <= verslag
    assert not verslag & {"wie_erbij", "golven", "vervoer", "welke_wet"}
    assert not verslag & set(gemaakt.openstaand)
    assert {v for v in verslag if boek().vragen[v].vorm.gebruik != "verslag"} == {"richting"}


def test_the_goals_are_open_until_every_result_has_one() -> None:
    """One goal of two is not enough; a goal for each, or that they are unknown, is."""
    antwoorden = {"huishouden": "zetje"}
    assert voorstel(antwoorden).resultaten == ("1", "2")
    half = voorstel(antwoorden | {"richting": {"1": "leren"}})
    assert half.zonder_richting == ("2",)
    assert "richting" in half.openstaand_verslag
    heel = voorstel(antwoorden | {"richting": {"1": "leren", "2": "houden"}})
    onbekend = voorstel(antwoorden | {"richting": {"onbekend": "weet_niet"}})
    for gemaakt in (heel, onbekend):
        assert gemaakt.zonder_richting == ()
        assert "richting" not in gemaakt.openstaand_verslag


@pytest.mark.parametrize("richting", ["omgaan", "omgaan_naaste"])
def test_learning_to_live_with_it_suggests_the_tenth_result(richting: str) -> None:
    """That result then needs a goal too, and the question never counts for the advice."""
    gemaakt = voorstel({"aandacht": "soms", "richting": {"2": richting}})
    assert gemaakt.resultaten == ("2", "10")
    assert gemaakt.zonder_richting == ("10",)
    assert "richting" not in gemaakt.openstaand
    assert "richting" not in voorstel({"aandacht": "soms"}).openstaand


def zonder_gegevens(gemaakt: Voorstel) -> list[str]:
    """Return the reasons that a voorstel is provisional for want of weeks or phases."""
    return [reden for reden in gemaakt.voorlopig() if reden.startswith("Op de vraag '")]


@pytest.mark.parametrize(
    ("antwoorden", "gegevens", "reden"),
    [
        (
            {"golven": "wisselt"},
            {"golven": {"goed_weken": 40, "slecht_weken": 12}},
            "Zet onder 'golven' hoeveel weken het goed en slecht gaat.",
        ),
        (
            {"houding": "wennen", "fasen_besproken": "ja"},
            {"fasen": [{"nummer": 1, "vanaf": "2021-06-01"}]},
            "Zet onder 'fasen' de eerste dag van elke fase.",
        ),
    ],
)
def test_an_answer_that_asks_for_weeks_or_phases_keeps_it_provisional(
    antwoorden: dict[str, Any], gegevens: dict[str, Any], reden: str
) -> None:
    """Waves without weeks and phases without days are told, until they are there."""
    (gevonden,) = zonder_gegevens(voorstel({"aandacht": "soms", **antwoorden}))
    assert gevonden.endswith(reden)
    assert zonder_gegevens(voorstel({"aandacht": "soms", **antwoorden}, **gegevens)) == []
    assert zonder_gegevens(voorstel({"gemeente": "andere", **antwoorden})) == []


def test_phases_are_not_asked_for_where_they_do_not_apply() -> None:
    """Who wants help is not asked about phases, so an answer to it asks for nothing."""
    antwoorden = {"aandacht": "soms", "houding": "wil", "fasen_besproken": "ja"}
    assert zonder_gegevens(voorstel(antwoorden)) == []


def test_transport_is_asked_only_with_a_group() -> None:
    """Vervoer belongs to a group led by a beroepskracht."""
    licht = {"aandacht": "soms", "gevolg": "hapert"}
    assert "vervoer" in voorstel(licht, [rij(vorm="groep")]).openstaand
    assert "vervoer" not in voorstel(licht, [rij()]).openstaand


# Provisional, and other weekroosters


def test_an_answer_without_its_evidence_keeps_it_provisional_in_words() -> None:
    """The reason names the question as it is asked and the evidence that is missing."""
    gemaakt = voorstel({"aandacht": "vaak", "gevolg": "houdt_op"})
    (reden,) = gemaakt.voorlopig()
    assert "Waar staan we over een half jaar?" in reden
    assert "een deskundige of een stuk zegt het of het is eerder gebeurd" in reden
    assert not re.search(r"[a-z]_[a-z]", reden)


def test_a_route_is_never_provisional() -> None:
    """Where a route is certain, what is not gone into no longer matters."""
    gemaakt = voorstel({"gemeente": "andere", "huisgenoten": "niet_besproken"})
    assert list(gemaakt.voorlopig()) == []


def test_the_signal_of_other_help_says_what_it_would_be() -> None:
    """With the help of others counted, the explanation names the inzet that would follow."""
    gemaakt = voorstel({"aandacht": "soms"}, [rij(), rij(wie="andere_wet", dagen=list(WEEK))])
    assert gemaakt.spoor.waarde("inzet") == "licht"
    (uitleg,) = (s for s in gemaakt.waarom() if s.id == "inzet_met_anderen")
    assert "Dan zou gelden: Inzet: zwaar." in uitleg.onder[0].omdat


def test_other_weekroosters_wait_for_a_complete_one() -> None:
    """Without a complete weekrooster there is nothing to compare."""
    assert voorstel({"aandacht": "soms"}, None).anders == ()


def test_the_rows_of_a_later_phase_do_not_count_at_the_start() -> None:
    """With phases, the first one is proposed."""
    fasen = [{"nummer": 1, "vanaf": "2021-06-01"}, {"nummer": 2, "vanaf": "2021-09-01"}]
    rijen = [rij(fase=1), rij(fase=2, dagen=list(WEEK))]
    assert voorstel({"aandacht": "soms"}, rijen, fasen=fasen).spoor.waarde("inzet") == "licht"


# Examples


def belofte(pad: Path) -> str:
    """Return what the first comment line of an example expects."""
    eerste = pad.read_text(encoding="utf-8").splitlines()[0]
    assert eerste.startswith("# ")
    return eerste.partition("verwacht wordt ")[2]


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_gives_what_its_first_line_promises(pad: Path) -> None:
    """Arrangement, levels, route or open questions as its comment says."""
    uitkomst = als_data(voorstel_bij(pad))["uitkomst"]
    tekst = belofte(pad)
    een = re.fullmatch(r"arrangement (\d) \(inzet (\w+), complexiteit (\w+)\)\.", tekst)
    twee = re.fullmatch(
        r"arrangement (\d) of (\d), omdat de complexiteit (\w+) of (\w+) is\.", tekst
    )
    if een:
        gekregen = [uitkomst[n] for n in ("arrangement", "inzet", "complexiteit")]
        assert gekregen == [int(een[1]), een[2], een[3]]
        assert pad.stem == f"arrangement-{een[1]}"
    elif twee:
        assert uitkomst["arrangement_mogelijk"] == [int(twee[1]), int(twee[2])]
        assert uitkomst["complexiteit_mogelijk"] == [twee[3], twee[4]]
    else:
        assert tekst in ANDERS
        ANDERS[tekst](voorstel_bij(pad))


def _doorzenden(gemaakt: Voorstel) -> None:
    assert gemaakt.spoor.waarde("route") == "doorzenden"
    assert als_data(gemaakt)["uitkomst"]["arrangement"] is None


def _open(gemaakt: Voorstel) -> None:
    assert len(gemaakt.openstaand) > 5
    assert not gemaakt.is_vast
    assert "arrangement" not in als_data(gemaakt)["uitkomst"]


def _spoed(gemaakt: Voorstel) -> None:
    assert als_data(gemaakt)["uitkomst"]["spoed"]["oordeel"] == "voldoet"


ANDERS = {
    "de route doorzenden en geen arrangement.": _doorzenden,
    "een lijst van vragen die nog openstaan en nog geen arrangement.": _open,
    "dat de spoedmelding voldoet.": _spoed,
}


def test_the_examples_show_every_arrangement() -> None:
    """Nine arrangements, a route, an unknown, an unfinished conversation and a spoedmelding."""
    namen = {p.stem for p in (PROJECT / "voorbeelden").glob("*.yaml")}
    negen = {f"arrangement-{n}" for n in range(1, 10)}
    assert namen >= negen | {"andere-gemeente", "onbekend", "onvolledig", "spoed"}


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_is_of_2021_and_names_nobody(pad: Path) -> None:
    """Examples use 2021, when there are tariffs, and hold no names or numbers of people."""
    tekst = pad.read_text(encoding="utf-8")
    assert voorstel_bij(pad).intake.peildatum.year == 2021
    assert not re.search(r"\b\d{8,9}\b|\b06-?\d{8}\b|@", tekst)


def test_the_spoed_answers_are_those_of_the_example() -> None:
    """The melding that tests start from voldoet, as the example does."""
    assert voorstel(SPOED, None).spoor.waarde("spoed") == "voldoet"


def test_regels_zonder_arrangement_hebben_een_voorstel() -> None:
    """A regelwerk that has no arrangement can be proposed by: what it has is said."""
    werk = laad(PROJECT / "tests" / "diagnoses" / "goed" / "vragen")
    vraag = next(v for v in werk.boeken[-1].vragen.values() if v.vorm.soort == "keuze")
    antwoord = next(iter(vraag.vorm.antwoorden or {}))
    intake = {"peildatum": "2021-06-01", "antwoorden": {vraag.id: antwoord}}
    knoop, problemen = lees_json(json.dumps(intake))
    assert knoop is not None and not problemen
    data = als_json(stel_voor(lees_intake(werk, knoop)), werk)
    assert "arrangement" not in data["uitkomst"]
    assert data["uitleg"]

"""Waarom: the chain from an outcome through the rules that hold to the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from engine.explanation.open_vragen import open_vragen
from engine.explanation.waarom import Schakel, op_regels, waarom
from engine.indicatie.voorstel import Voorstel
from tests.indicatie.maken import (
    BEWEZEN_GEVOLG,
    LICHTST,
    PROJECT,
    SPOED,
    VOORBEELDEN,
    boek,
    rij,
    voorstel,
    voorstel_bij,
)

ONVEILIG: dict[str, Any] = {
    "gedrag": "letsel",
    "samenleven": "zorgen",
    "naasten": "raakt_op",
    "veiligheid": ["acuut", "dood", "geweld"],
    "houding": "vangnet",
    "aandacht": "vaak",
    "gevolg": BEWEZEN_GEVOLG,
}


def keten(gemaakt: Voorstel, uitkomst: str) -> dict[str, Schakel]:
    """Return every link below an outcome by its id."""
    return {s.id: s for s in waarom(gemaakt.spoor, uitkomst).alle()}


def voor_client(gemaakt: Voorstel) -> list[str]:
    """Return the explanation as the client reads it."""
    return [r.zin for r in op_regels(gemaakt.waarom(), client=True)]


def willekeurig(nummer: int) -> Voorstel:
    """Return the voorstel for a random intake, half of them acute, some answers unknown."""
    rng = Random(f"uitleg {nummer}")
    antwoorden: dict[str, Any] = {}
    for vraag in boek().vragen.values():
        vorm = vraag.vorm
        keuzes = list(vorm.antwoorden or {})
        if vorm.soort == "datum":
            antwoorden[vraag.id] = f"2021-05-{rng.randint(1, 9):02}"
        elif vorm.soort == "tekst" or rng.random() < 0.1:
            continue
        elif vorm.soort == "getal":
            antwoorden[vraag.id] = rng.randint(int(vorm.minimum or 0), int(vorm.maximum or 40))
        elif vorm.per:
            antwoorden[vraag.id] = {o: rng.choice(keuzes) for o in vorm.per}
        else:
            een = rng.choice(keuzes)
            waarde = [een] if vorm.meer_antwoorden else een
            antwoorden[vraag.id] = {"waarde": waarde, "blijkt_uit": ["deskundige"]}
    if rng.random() < 0.7:
        antwoorden |= {n: LICHTST[n] for n in ("gemeente", "leeftijd_18", "andere_wet")}
        antwoorden |= {n: LICHTST[n] for n in ("vrij_aanbod", "langdurige_zorg")}
    dagen = rng.choice(["onbekend", ["ma"], ["ma", "do", "za"]])
    return voorstel(antwoorden, [rij(dagen=dagen), rij(wie="andere_wet", dagen="onbekend")])


# The chain


def test_the_chain_of_a_level_names_its_rules_and_answers() -> None:
    """Matig carried by attention and orientation: the rule, the domains and both answers."""
    gemaakt = voorstel({"aandacht": "vaak", "weg_weten": "soms_personen"})
    schakels = keten(gemaakt, "complexiteit")
    assert {"C-twee-dragen-samen", "twee_dragen_samen", "zwaarste_domein", "tweede_domein"} <= set(
        schakels
    )
    assert {"aandacht", "weg_weten"} == {i for i, s in schakels.items() if s.soort == "antwoord"}
    assert schakels["complexiteit"].omdat == "Complexiteit: matig."


def test_the_chain_of_the_inzet_names_the_counts() -> None:
    """Three days: the rule about days, and the number of days it counted."""
    schakels = keten(voorstel({"aandacht": "soms"}, [rij(dagen=["ma", "wo", "vr"])]), "inzet")
    assert "I-matig-om-de-dagen" in schakels
    assert schakels["contactdagen"].omdat == "Dagen met contact: 3 dagen per week."
    assert schakels["weeklast"].soort == "telling"
    assert not any(i.startswith("I-zwaar") for i in schakels)


def test_the_chain_of_an_arrangement_is_its_cell_of_the_matrix() -> None:
    """One cell, with the inzet and the complexiteit that meet there."""
    schakels = keten(voorstel({"aandacht": "soms", "gevolg": "hapert"}), "arrangement")
    assert [i for i in schakels if i.startswith("matrix")] == ["matrix[licht,licht]"]
    zin = schakels["matrix[licht,licht]"].omdat
    assert zin == "Inzet licht en complexiteit licht geven arrangement 1."
    assert {"inzet", "complexiteit", "aandacht", "gevolg", "weeklast"} <= set(schakels)


def test_only_rules_that_hold_are_in_a_chain() -> None:
    """A rule that fails or is open explains nothing."""
    for nummer in range(40):
        gemaakt = willekeurig(nummer)
        for uitleg in gemaakt.waarom():
            for schakel in uitleg.alle():
                if schakel.soort == "regel" and schakel.id in boek().regels:
                    assert gemaakt.spoor.status(schakel.id).value == "geldt", schakel.id


def test_every_link_has_a_source_and_a_place() -> None:
    """Rules, outcomes, answers and counts each say on what they rest, and where that is written."""
    for gemaakt in map(voorstel_bij, VOORBEELDEN):
        for uitleg in gemaakt.waarom():
            for schakel in uitleg.alle():
                if schakel.soort == "open" or not schakel.id:
                    continue
                if schakel.id == "route" and gemaakt.spoor.waarde("route") in {None, "geen"}:
                    continue  # no route, so nothing that it rests on
                assert schakel.grond is not None, schakel.id
                gegevens = schakel.als_json()
                assert gegevens["bron"]
                assert re.fullmatch(r"[a-z]+\.yaml:\d+:\d+", str(gegevens["plaats"]))


def test_an_interpretation_stands_with_what_rests_on_it() -> None:
    """The choice that two of three carry stands at that outcome, with its certainty."""
    schakels = keten(voorstel({"aandacht": "vaak", "weg_weten": "soms_personen"}), "complexiteit")
    keuze = schakels["twee_dragen_samen"].als_json()["interpretatie"]
    assert isinstance(keuze, dict)
    assert keuze["zekerheid"] == "midden"
    assert keuze["bevestigd"] is None


def test_without_any_limitation_the_chain_says_what_was_found() -> None:
    """R110: no rule holds, and every answer behind that is named."""
    schakels = keten(voorstel(), "complexiteit")
    assert not [s for s in schakels.values() if s.soort == "regel"]
    aspecten = {"dagindeling", "besluiten", "begrijpen", "aandacht", "weg_weten", "gedrag"}
    assert aspecten | {"huishouden", "zelfzorg", "lichaam", "gevolg"} <= set(schakels)
    assert schakels["lichaam"].u == "Uw lichaam kan alles wat nodig is."


def test_what_was_explained_is_not_explained_again() -> None:
    """A second mention only refers back; what lies below it is told once."""
    regels = list(
        op_regels(voorstel_bij(PROJECT / "voorbeelden/arrangement-5.yaml").waarom(), client=False)
    )
    terug = [r for r in regels if r.zin.endswith("(zie hierboven)")]
    assert terug
    for regel in terug:
        eerder = [r for r in regels if r.schakel.id == regel.schakel.id and r is not regel]
        assert eerder, regel.zin


# What is open


def test_an_open_outcome_names_exactly_its_open_questions() -> None:
    """Only the gevolg is missing: complexiteit and arrangement wait for it and nothing else."""
    gemaakt = voorstel_bij(PROJECT / "voorbeelden/onbekend.yaml")
    for naam in ("complexiteit", "arrangement"):
        uitleg = waarom(gemaakt.spoor, naam)
        assert [(s.soort, s.id) for s in uitleg.onder] == [("open", "gevolg")]
        assert "nog open" in uitleg.omdat
    assert uitleg.omdat == "Arrangement: nog open (4 of 5)."


def test_every_question_that_an_open_outcome_names_is_open_for_the_advice() -> None:
    """In random cases the chain of an open outcome lists its open questions, all openstaand."""
    geteld = 0
    for nummer in range(60):
        gemaakt = willekeurig(nummer)
        for naam in gemaakt.advies:
            if naam == "signaal" or gemaakt.spoor.is_vast(naam):
                continue
            geteld += 1
            namen = tuple(s.id for s in waarom(gemaakt.spoor, naam).onder)
            assert namen == open_vragen(gemaakt.spoor, [naam])
            assert namen
            assert set(namen) <= set(gemaakt.openstaand)
    assert geteld > 20


# The client's version


def geheim(gemaakt: Voorstel) -> Iterator[str]:
    """Yield the texts that the client must not read: private questions, answers and signals."""
    for vraag in boek().vragen.values():
        if vraag.vorm.vertrouwelijk:
            yield vraag.vorm.vraag
            for antwoord in (vraag.vorm.antwoorden or {}).values():
                yield from (t for t in (antwoord.omdat, antwoord.u) if t)
                yield from (t for t in (antwoord.tekst,) if len(t) > 15)
    for signaal in boek().signalen.values():
        if signaal.vertrouwelijk:
            yield signaal.titel
            for regel in boek().regels.values():
                if {c.waarde for c in regel.conclusies} == {signaal.id} and signaal.id != (
                    "spoed_mogelijk"
                ):
                    yield regel.u


def controleer(gemaakt: Voorstel) -> None:
    """Fail when the client's version holds what it must not."""
    regels = voor_client(gemaakt)
    tekst = "\n".join(regels)
    assert "cliënt" not in tekst.lower(), [r for r in regels if "cliënt" in r.lower()]
    assert "zelfdoding" not in tekst.lower(), [r for r in regels if "zelfdoding" in r.lower()]
    for verboden in geheim(gemaakt):
        assert verboden not in tekst, verboden
    for regel in regels:
        assert not re.search(r"[a-z]_[a-z]|\{|\}|\b[A-Z]{1,2}\d?-[a-z]|  ", regel), regel
        assert regel.endswith((".", "?", "(zie hierboven)")) or regel in TITELS, regel


TITELS = {s.titel for s in boek().signalen.values() if not s.vertrouwelijk}


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_the_client_reads_nothing_private_in_the_examples(pad: Any) -> None:
    """No private question, answer or signal, no cliënt and no internal name."""
    controleer(voorstel_bij(pad))


def test_the_client_reads_nothing_private_in_random_cases() -> None:
    """Nor in eighty random cases, acute ones among them."""
    for nummer in range(80):
        controleer(willekeurig(nummer))


def test_everything_unsafe_at_once_stays_private() -> None:
    """A case in which every private question is answered at its heaviest."""
    gemaakt = voorstel(ONVEILIG)
    assert len([s for s in gemaakt.signalen if boek().signalen[s].vertrouwelijk]) >= 6
    controleer(gemaakt)


@pytest.mark.parametrize("zelfdoding", ["geen", "beoordeeld", "niet_beoordeeld", "plan"])
def test_a_block_for_suicidality_is_not_told_on_paper(zelfdoding: str) -> None:
    """The refusal is explained to the professional; the client reads no block that tells why."""
    gemaakt = voorstel({**SPOED, "zelfdoding": zelfdoding}, None)
    controleer(gemaakt)
    alles = {r.schakel.id for r in op_regels(gemaakt.waarom(), client=False)}
    client = {r.schakel.id for r in op_regels(gemaakt.waarom(), client=True)}
    assert "blokkade_zelfdoding" in alles
    assert "blokkade_zelfdoding" not in client


def test_the_professional_does_read_what_is_private() -> None:
    """The same case for the professional has the private answers and the crisis."""
    regels = [r.zin for r in op_regels(voorstel(ONVEILIG).waarom(), client=False)]
    assert "Bel nu de huisarts of de crisisdienst" in regels
    assert any("gedachten aan de dood of zelfdoding" in r for r in regels)


def test_several_answers_are_told_in_their_own_sentences() -> None:
    """A question with several answers tells each in words for the client."""
    regels = voor_client(voorstel(SPOED, None))
    letsel = "Zonder hulp kan u of een ander iets ernstigs overkomen."
    assert f"{letsel} Zonder hulp gaat het bij u thuis mis." in regels


def test_what_is_not_known_is_told_as_such() -> None:
    """A signal about something unknown shows the question without an answer."""
    regels = voor_client(voorstel({"aandacht": "soms", "huisgenoten": "niet_besproken"}))
    assert any(r.endswith("Dat weten we nog niet.") for r in regels)


@pytest.mark.parametrize(
    ("antwoorden", "route"),
    [
        ({"gemeente": "andere"}, "doorzenden"),
        ({"vrij_aanbod": "genoeg"}, "algemene_voorziening"),
        ({}, "geen_beperking"),
    ],
)
def test_a_route_is_explained_to_the_client_in_its_own_words(
    antwoorden: dict[str, Any], route: str
) -> None:
    """The client reads where to go and that applying is possible, on the ground of that route."""
    gemaakt = voorstel(antwoorden)
    assert boek().routes[route].u in voor_client(gemaakt)
    assert waarom(gemaakt.spoor, "route").grond == boek().routes[route].grond


# Refusing spoed has to be explained


@pytest.mark.parametrize(
    ("antwoorden", "criterium", "antwoord"),
    [
        ({"gebeurtenis": "gepland"}, "spoedcriterium_1", "gebeurtenis"),
        ({"zonder_hulp": ["kan_wachten"]}, "spoedcriterium_4", "zonder_hulp"),
        (
            {"voorliggend": {**SPOED["voorliggend"], "huisarts": "kan"}},
            "spoedcriterium_7",
            "voorliggend",
        ),
    ],
)
def test_a_refusal_names_the_criterion_that_fails_and_the_answer(
    antwoorden: dict[str, Any], criterium: str, antwoord: str
) -> None:
    """Who hears voldoet_niet can see which criterion failed and on which answer."""
    schakels = keten(voorstel({**SPOED, **antwoorden}, None), "spoed")
    criteria = {i for i in schakels if i.startswith("spoedcriterium")}
    assert criterium in criteria
    assert antwoord in schakels


def test_a_question_about_a_criterion_names_the_one_to_ask() -> None:
    """Onvoldoende informatie shows the criterion that is asked about, not those that hold."""
    schakels = keten(voorstel({**SPOED, "start_spoed": "2021-05-20"}, None), "spoed")
    assert {i for i in schakels if i.startswith("spoedcriterium")} == {"spoedcriterium_4"}
    assert "dagen_tot_start" in schakels

"""What the documents say: every required element, in the reader's wording, nothing made up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.documenten.gegevens import Aan, Brief
from api.documenten.inhoud import maak_inhoud
from api.documenten.vorm import Document, Invullen, Soort, Tabel
from api.opslag.keuze import Keuze, Oordeel
from engine.explanation.teksten import gegeven_antwoorden
from tests.api.documenten.lezen import als_tekst, van_element
from tests.api.documenten.maken import (
    ARRANGEMENTEN,
    NAMEN,
    REDEN,
    af,
    besluit,
    bij,
    gegevens,
    intake,
)

VERPLICHT = ["R012", "R013", "R014", "R015", "R016", "R017", "R018", "R019", "R020"]
GEWOON = [Soort.GESPREKSVERSLAG, Soort.BESCHIKKING]


def document(
    naam: str, soort: Soort = Soort.BESCHIKKING, *, client: bool = True, **anders: Any
) -> Document:
    return maak_inhoud(soort, gegevens(naam, client=client, **anders))


def deel(van: Document, id_: str) -> str:
    """Return the text of one part with its lists and tables."""
    gevonden = [d for d in van.alle_delen() if d.id == id_]
    assert len(gevonden) == 1
    regels = als_tekst(van).splitlines()
    begin = next(i for i, r in enumerate(regels) if r.endswith(f"# {gevonden[0].kop}"))
    rest = regels[begin + 1 :]
    einde = next((i for i, r in enumerate(rest) if r.startswith("#")), len(rest))
    return "\n".join(rest[:einde])


@pytest.mark.parametrize("client", [True, False], ids=["client", "professional"])
@pytest.mark.parametrize("soort", GEWOON)
@pytest.mark.parametrize("naam", ARRANGEMENTEN)
def test_every_required_element_of_a_decision_is_there(
    naam: str, soort: Soort, *, client: bool
) -> None:
    """R012 to R020 each have a part with text of its own."""
    gemaakt = document(naam, soort, client=client)
    for nummer in VERPLICHT:
        assert van_element(gemaakt, nummer), nummer


@pytest.mark.parametrize("naam", ARRANGEMENTEN)
def test_every_element_says_what_was_decided(naam: str) -> None:
    """Element by element, what the inventory asks for stands in the beschikking."""
    gemaakt, voorstel = document(naam), af(naam)
    doelen = voorstel.spoor.boek.uitkomsten["subdoelen"].teksten_u
    resultaten = voorstel.spoor.boek.uitkomsten["resultaten"].teksten_u
    vorm = voorstel.intake.vorm
    assert any(t in van_element(gemaakt, "R013") for t in doelen.values())
    gekozen = besluit(voorstel).resultaten
    assert gekozen
    assert all(resultaten[str(n)] in van_element(gemaakt, "R014") for n in gekozen)
    for naam_van in ("complexiteit", "inzet"):
        assert f"{voorstel.spoor.waarde(naam_van)}" in deel(gemaakt, naam_van)
        assert deel(gemaakt, naam_van).count("- ") >= 1
    assert f"arrangement {voorstel.spoor.waarde('arrangement')}." in van_element(gemaakt, "R016")
    assert "zorg in natura" in van_element(gemaakt, "R017")
    assert "Zorg Dichtbij" in van_element(gemaakt, "R017")
    assert vorm.ingangsdatum is not None
    assert f"van {vorm.ingangsdatum.day} " in van_element(gemaakt, "R018")
    assert "tot en met 31 december 2021" in van_element(gemaakt, "R018")
    assert "19,00 euro per maand" in van_element(gemaakt, "R019")
    assert "binnen zes weken" in van_element(gemaakt, "R020")
    assert "De laatste dag voor bezwaar is" in van_element(gemaakt, "R020")
    assert gemaakt.delen[-1].id == "bezwaar"


@pytest.mark.parametrize("client", [True, False], ids=["client", "professional"])
def test_the_spoedbesluit_has_every_element_or_says_what_is_missing(*, client: bool) -> None:
    """What only the gesprek after the spoed can tell is asked for, the rest is there."""
    gemaakt = maak_inhoud(Soort.SPOEDBESLUIT, gegevens("spoed", client=client))
    for nummer in VERPLICHT:
        delen = [d for d in gemaakt.alle_delen() if nummer in d.inventaris]
        assert any(d.blokken for d in delen), nummer
    for nummer in ("R017", "R018", "R019", "R020"):
        assert van_element(gemaakt, nummer), nummer
    assert "van 5 mei 2021 tot en met 29 juni 2021" in van_element(gemaakt, "R018")
    assert "56 dagen" in van_element(gemaakt, "R018")
    assert "30 juni 2021" in deel(gemaakt, "hierna")
    assert "Nog in te vullen: het arrangement" in deel(gemaakt, "arrangement")


@pytest.mark.parametrize("soort", list(Soort))
@pytest.mark.parametrize("naam", NAMEN)
def test_the_client_reads_u_and_nothing_confidential(naam: str, soort: Soort) -> None:
    """No third person, no confidential question or answer, no wat als and no interpretation."""
    gemaakt = maak_inhoud(soort, bij(intake(naam)))
    tekst = als_tekst(gemaakt).replace("[naam cliënt]", "")
    assert not re.search(r"\bcliënt\b|\bhem\b|\bconsulente?\b(?! schatte)", tekst, re.IGNORECASE)
    voorstel = bij(intake(naam)).voorstel
    for vraag in voorstel.spoor.boek.vragen.values():
        if vraag.vorm.vertrouwelijk:
            assert vraag.vorm.vraag not in tekst
            for antwoord in gegeven_antwoorden(voorstel.spoor, vraag.id):
                for zin in (antwoord.omdat, antwoord.u, antwoord.tekst):
                    assert not zin or len(zin) < 8 or zin not in tekst
    for signaal in voorstel.spoor.boek.signalen.values():
        assert not signaal.vertrouwelijk or signaal.titel not in tekst
    assert "wat als" not in tekst.lower()
    for keuze in gegevens(naam).voorstel.spoor.boek.regels.values():
        if keuze.grond.interpretatie is not None:
            assert keuze.grond.interpretatie.keuze not in tekst


@pytest.mark.parametrize("soort", list(Soort))
@pytest.mark.parametrize("naam", NAMEN)
def test_the_professional_reads_every_interpretation_and_a_warning(naam: str, soort: Soort) -> None:
    """The choices under the voorstel stand in it, and that it is not for the client."""
    tekst = als_tekst(maak_inhoud(soort, bij(intake(naam), client=False)))
    assert "Keuzes die niet letterlijk in een bron staan" in tekst
    assert "Geef dit stuk niet aan de cliënt" in tekst


def test_a_carrying_answer_has_its_evidence_who_said_it_when_and_both_versions() -> None:
    """In the verslag for the professional, per answer in a row of its own."""
    gemaakt = maak_inhoud(Soort.GESPREKSVERSLAG, bij(intake("arrangement-5"), client=False))
    tabel = next(b for d in gemaakt.alle_delen() for b in d.blokken if isinstance(b, Tabel))
    rijen = {r[0]: r for r in tabel.rijen}
    dag = next(r for z, r in rijen.items() if z.startswith("De cliënt houdt alleen geen vast"))
    assert dag[1:] == ("een naaste vertelt het", "naaste", "de cliënt: doet het zelf")
    aandacht = next(r for z, r in rijen.items() if "bij de les" in z)
    assert aandacht[1:3] == ("een deskundige of een stuk zegt het", "28 april 2021")


def test_what_another_said_is_not_told_to_the_client() -> None:
    """The client reads the own words, not those of a relative."""
    inhoud = intake("arrangement-5")
    inhoud["antwoorden"]["huishouden"] = {
        "waarde": "erbij",
        "blijkt_uit": "gezien",
        "ook": [{"waarde": "ander", "wie_zegt": "dochter"}],
    }
    tekst = als_tekst(maak_inhoud(Soort.GESPREKSVERSLAG, bij(inhoud)))
    assert "dochter" not in tekst
    assert "een ander doet het" not in tekst
    assert "u zei zelf: doet het zelf" in tekst
    assert "dochter: een ander doet het" in als_tekst(
        maak_inhoud(Soort.GESPREKSVERSLAG, bij(inhoud, client=False))
    )


def test_the_verslag_says_who_does_what_and_how_much_per_result() -> None:
    """Everyone's activities with days in full, and hours a week per result."""
    tekst = als_tekst(document("arrangement-5", Soort.GESPREKSVERSLAG, resultaten=()))
    assert "Koken en eten | iemand die bij u woont | elke dag | 60 minuten" in tekst
    assert "op dinsdag en donderdag, 2 dagdelen in een groep | 4 dagdelen" in tekst
    assert "Samen |  | 1 uur en 4 dagdelen" in tekst
    assert "Nog in te vullen: wie dit doet, hoe vaak en hoe lang, of dat het er niet bij" in tekst


def test_the_verslag_names_the_alternatives_the_remarks_and_the_day_of_signing() -> None:
    """Neighbouring arrangements, steps before maatwerk, the client's words, the aanvraag."""
    gemaakt = document("arrangement-5", Soort.GESPREKSVERSLAG)
    assert "Waarom niet arrangement 4?" in deel(gemaakt, "andere-arrangementen")
    stappen = [d.id for d in gemaakt.delen if d.id == "onderzoek" for d in d.delen]
    assert {"eigen-kracht", "gebruikelijke-hulp", "netwerk", "vrij-aanbod"} <= set(stappen)
    assert deel(gemaakt, "opmerkingen").strip() == "“Ik ben er blij mee.”"
    assert "15 juni 2021. Dat is de dag waarop u dit verslag tekende" in deel(
        gemaakt, "handtekening"
    )
    assert "29 juni 2021 een besluit" in deel(gemaakt, "handtekening")


def test_without_a_signature_the_day_of_signing_is_left_open() -> None:
    """The verslag says that the day of signing counts, and asks for it."""
    gemaakt = maak_inhoud(Soort.GESPREKSVERSLAG, bij(intake("arrangement-5")))
    assert "is de dag van uw aanvraag" in deel(gemaakt, "handtekening").replace("\n", " ")
    assert "datum en handtekening." in gemaakt.ontbreekt


def test_the_change_from_the_previous_indication_is_told() -> None:
    """The arrangement, both axes and the hours, then and now."""
    inhoud = intake("arrangement-5")
    rij = inhoud["weekrooster"][1]
    inhoud["vorige_indicatie"] = {
        "arrangement": 1,
        "van": "2020-07-01",
        "tot": "2021-06-30",
        "weekrooster": [rij],
    }
    tekst = deel(maak_inhoud(Soort.GESPREKSVERSLAG, bij(inhoud)), "verandering")
    assert "U had arrangement 1, van 1 juli 2020 tot en met 30 juni 2021." in tekst
    assert "Het arrangement was 1 en wordt 5." in tekst
    assert "De hulp was 1 uur per week en wordt 1 uur en 4 dagdelen per week." in tekst


def test_without_a_besluit_the_beschikking_is_a_concept_that_decides_nothing() -> None:
    """No arrangement, no reason: only what is still to be filled in."""
    gemaakt = maak_inhoud(Soort.BESCHIKKING, bij(intake("arrangement-5")))
    assert gemaakt.titel.startswith("Concept: ")
    assert "arrangement 5" not in als_tekst(gemaakt).replace("Dat hoort", "")
    assert "de reden van het besluit." in gemaakt.ontbreekt
    assert "het arrangement dat de gemeente bepaalt." in gemaakt.ontbreekt


def test_a_besluit_that_differs_from_the_voorstel_is_what_the_beschikking_says() -> None:
    """The number decided, the number proposed beside it, and the own reason."""
    gemaakt = document("arrangement-5", arrangement=4)
    tekst = deel(gemaakt, "arrangement")
    assert "U krijgt arrangement 4." in tekst
    assert "stelde arrangement 5 voor. Wij kozen anders." in tekst
    assert deel(gemaakt, "motivering").strip() == REDEN


def test_days_and_transport_come_from_the_besluit() -> None:
    """What was decided goes before what the intake said."""
    keuze = Keuze(
        Oordeel.EENS,
        REDEN,
        arrangement=5,
        vervoer="10114",
        leveringsvorm="pgb",
        ingangsdatum=date(2021, 8, 2),
        einddatum=date(2021, 11, 30),
        resultaten=(2,),
    )
    tekst = als_tekst(maak_inhoud(Soort.BESCHIKKING, bij(intake("arrangement-5"), besluit=keuze)))
    assert "van 2 augustus 2021 tot en met 30 november 2021" in tekst
    assert "toeslag 2 (10114)" in tekst
    assert "een persoonsgebonden budget (pgb)" in tekst
    assert "steun voor de mensen die voor u zorgen" not in tekst


def test_a_besluit_without_advice_says_that_no_program_helped() -> None:
    """Nothing is said of a proposal that was not used."""
    genomen = bij(intake("arrangement-5"), besluit=Keuze(Oordeel.ZONDER_ADVIES, REDEN, 4))
    gemaakt = maak_inhoud(Soort.BESCHIKKING, genomen)
    assert "zonder advies van het rekenprogramma" in deel(gemaakt, "berekening")
    assert "rekenprogramma stelde" not in als_tekst(gemaakt)
    verslag = maak_inhoud(Soort.GESPREKSVERSLAG, genomen)
    assert "Wij doen u hier geen voorstel." in deel(verslag, "voorstel")
    assert "arrangement 5" not in als_tekst(verslag)


def test_a_route_gives_a_decision_with_its_reason_and_the_remedies() -> None:
    """No arrangement, no goals; where to go, why, and how to object."""
    inhoud = intake("andere-gemeente")
    besluit_ = Keuze(Oordeel.EENS, REDEN, route="doorzenden")
    gemaakt = maak_inhoud(Soort.BESCHIKKING, bij(inhoud, besluit=besluit_))
    voorstel = bij(inhoud).voorstel
    assert voorstel.spoor.boek.routes["doorzenden"].u in deel(gemaakt, "besluit")
    assert [d.id for d in gemaakt.delen][-1] == "bezwaar"
    assert "resultaten" not in {d.id for d in gemaakt.alle_delen()}


def test_the_program_is_explained_with_what_is_needed_to_check_it() -> None:
    """Which rules, their version and hash, the day, and that a person decides."""
    prof = deel(document("arrangement-5", client=False), "berekening")
    werk = gegevens("arrangement-5").regelwerk
    for feit in (
        werk.hash,
        werk.kop.versie,
        "15 juni 2021",
        "beslist niet",
        "opnieuw te berekenen",
    ):
        assert feit in prof
    client = deel(document("arrangement-5"), "berekening")
    for feit in (werk.hash[:12], "beslist niet over u", "Vraag de gemeente om de regels"):
        assert feit in client


@pytest.mark.parametrize("soort", list(Soort))
@pytest.mark.parametrize(
    "antwoorden",
    [{"houding": "vangnet"}, {"nu_acuut": "ja", "vangnet": "ja"}, {"nu_acuut": "ja"}],
    ids=["in het gesprek", "bij spoed", "nog niet bekend"],
)
def test_a_client_of_the_vangnet_is_only_written_to_through_the_begeleider(
    antwoorden: dict[str, str], soort: Soort
) -> None:
    """No line of the address names the client, and the letter asks the begeleider."""
    inhoud = intake("arrangement-3", **antwoorden)
    gemaakt = maak_inhoud(soort, bij(inhoud))
    assert "begeleider" in gemaakt.adres[0]
    assert gemaakt.aanhef == "Geachte begeleider,"
    assert "[naam cliënt]" not in als_tekst(gemaakt)
    assert "Wij sturen de cliënt zelf geen post" in als_tekst(gemaakt)
    assert ("handtekening" in gemaakt.begeleidend[1].tekst) is (  # type: ignore[union-attr]
        soort is Soort.GESPREKSVERSLAG
    )


def test_nothing_is_missing_from_a_finished_beschikking() -> None:
    """With all answers and a besluit no line asks to fill anything in."""
    assert document("arrangement-5", aanbieder="Zorg Dichtbij").ontbreekt == ()


def test_what_is_missing_is_never_made_up() -> None:
    """An unfinished gesprek gives documents that ask for what they need."""
    for soort in Soort:
        gemaakt = maak_inhoud(soort, bij(intake("onvolledig")))
        assert gemaakt.ontbreekt
        assert any(isinstance(b, Invullen) for d in gemaakt.alle_delen() for b in d.blokken)
        assert "[nog in te vullen]" not in als_tekst(gemaakt)


def test_help_for_a_result_that_was_not_decided_on_is_asked_about() -> None:
    """It does not count in the hours, and it does not silently drop out of the besluit."""
    tekst = deel(document("arrangement-5", resultaten=(2,)), "activiteiten")
    assert "Samen |  | 4 dagdelen" in tekst
    assert "bij welk resultaat dit hoort" in tekst
    assert "partner leren omgaan met het vergeten" in tekst


def test_the_last_day_to_object_is_counted_from_the_day_of_sending() -> None:
    """Six weeks after 18 June 2021."""
    tekst = deel(document("arrangement-5"), "bezwaar")
    assert "De laatste dag voor bezwaar is 30 juli 2021." in tekst


def test_phases_are_told_each_with_its_own_time() -> None:
    """From when, which inzet and arrangement, and how much a week."""
    inhoud = intake("arrangement-5", houding="wennen", fasen_besproken="ja")
    inhoud["fasen"] = [
        {"nummer": 1, "vanaf": "2021-07-01"},
        {"nummer": 2, "vanaf": "2021-09-01"},
    ]
    inhoud["weekrooster"][0]["fase"] = 2
    gemaakt = maak_inhoud(Soort.BESCHIKKING, bij(inhoud))
    tekst = deel(gemaakt, "activiteiten")
    assert "1 | 1 juli 2021 | 31 augustus 2021 | licht | 2 | 1 uur" in tekst
    assert "2 | 1 september 2021 | 31 december 2021 | matig | 5 | 1 uur en 4 dagdelen" in tekst
    assert "De hulp per resultaat, in de eerste fase" in tekst
    assert "Fase" in als_tekst(maak_inhoud(Soort.GESPREKSVERSLAG, bij(inhoud)))


def test_good_and_bad_times_and_odd_weeks_are_told_in_words() -> None:
    """Every other week, per month, and only in a bad time."""
    inhoud = intake("arrangement-5", golven="wisselt")
    inhoud["golven"] = {"goed_weken": 40, "slecht_weken": 12}
    eerste, tweede = inhoud["weekrooster"][:2]
    eerste |= {"om_de_week": "ja"}
    tweede |= {"tijd": "slecht", "keren_per_dag": 2}
    derde = {**tweede, "activiteit": "samen de post doen", "keren_per_maand": 2, "minuten": 1}
    inhoud["weekrooster"].append({n: w for n, w in derde.items() if n not in {"dagen", "tijd"}})
    tekst = deel(maak_inhoud(Soort.GESPREKSVERSLAG, bij(inhoud)), "wie-doet-wat")
    assert "om de week op dinsdag en donderdag | 2 dagdelen in een groep" in tekst
    assert "op maandag, 2 keer per dag | 60 minuten, in een slechte tijd" in tekst
    assert "2 keer per maand, 2 keer per dag | 1 minuut" in tekst


def test_a_spoedmelding_that_does_not_hold_asks_why_help_is_given_all_the_same() -> None:
    """The college may still help; without a besluit the concept promises nothing."""
    inhoud = intake("spoed", spoed_leveringsvorm="pgb")
    concept = deel(maak_inhoud(Soort.SPOEDBESLUIT, bij(inhoud)), "besluit")
    assert "geven wij u tijdelijk hulp" not in concept
    assert "Nog in te vullen: waarom wij u met spoed hulp geven." in concept
    genomen = maak_inhoud(Soort.SPOEDBESLUIT, bij(inhoud, besluit=Keuze(Oordeel.EENS, REDEN)))
    assert "geven wij u tijdelijk hulp" in deel(genomen, "besluit")


def test_help_with_spoed_is_given_as_was_said_for_the_spoed() -> None:
    """How the help afterwards is given is another question, and another answer."""
    inhoud = intake("spoed", leveringsvorm="pgb", spoed_leveringsvorm="natura")
    spoed = als_tekst(maak_inhoud(Soort.SPOEDBESLUIT, bij(inhoud)))
    assert "U kiest voor zorg in natura." in spoed
    assert "(pgb)" not in spoed
    gewoon = als_tekst(maak_inhoud(Soort.BESCHIKKING, bij(inhoud)))
    assert "U kiest voor een persoonsgebonden budget (pgb)." in gewoon
    inhoud["antwoorden"]["spoed_leveringsvorm"] = {"onbekend": "weet_niet"}
    open_ = als_tekst(maak_inhoud(Soort.SPOEDBESLUIT, bij(inhoud)))
    assert "Nog in te vullen: het antwoord op de vraag: Kiest u voor zorg in natura" in open_


BRIEF = Brief(
    Aan.CLIENT,
    naam="P. Verzonnen",
    adres="Proefstraat 1",
    plaats="1234 AB Proefdorp",
    aanhef="Geachte heer Verzonnen,",
    ondertekenaar="C. Proef, consulent",
    gespreksdag=date(2021, 6, 16),
    verzonden=date(2021, 6, 30),
)


def test_what_is_given_for_the_letter_stands_where_it_would_be_filled_in() -> None:
    """To the client alone: what goes into the file of the gemeente has no name and no address."""
    verslag = maak_inhoud(Soort.GESPREKSVERSLAG, bij(intake("arrangement-5"), brief=BRIEF))
    assert verslag.adres == ("P. Verzonnen", "Proefstraat 1", "1234 AB Proefdorp")
    assert verslag.aanhef == "Geachte heer Verzonnen,"
    assert dict(verslag.kenmerken)["Datum van het gesprek"] == "16 juni 2021"
    brief = maak_inhoud(Soort.BESCHIKKING, bij(intake("arrangement-5"), brief=BRIEF))
    assert dict(brief.kenmerken)["Verzonden op"] == "30 juni 2021"
    assert brief.slot[-1] == "C. Proef, consulent"
    for soort in Soort:
        dossier = bij(intake("arrangement-5"), client=False, brief=BRIEF)
        tekst = als_tekst(maak_inhoud(soort, dossier))
        assert "Verzonnen" not in tekst
        assert "Proefstraat" not in tekst


@pytest.mark.parametrize("soort", list(Soort))
def test_a_client_of_the_vangnet_is_not_addressed_whatever_is_given(soort: Soort) -> None:
    """The name and address of a client are left out; those of the begeleider are used."""
    vangnet = intake("spoed", vangnet="ja")
    brief = maak_inhoud(soort, bij(vangnet, brief=BRIEF))
    assert "[naam begeleider]" in brief.adres[0]
    assert "Verzonnen" not in als_tekst(brief)
    assert "Proefstraat" not in als_tekst(brief)
    aan = replace(BRIEF, aan=Aan.BEGELEIDER, naam="B. Geleider", aanhef="Beste collega,")
    brief = maak_inhoud(soort, bij(vangnet, brief=aan))
    assert brief.adres[0] == "B. Geleider, begeleider bij het RIBW"
    assert brief.aanhef == "Beste collega,"
    gewoon = maak_inhoud(soort, bij(intake("arrangement-5"), brief=aan))
    assert gewoon.adres[0] == "[naam cliënt]"

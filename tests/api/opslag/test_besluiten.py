"""Besluiten: the consulent's own, with own reasons, and what differs when one is replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten, Wijze
from api.opslag.gesprekken import Gesprekken, Soort
from api.opslag.keuze import Fasekeuze, Keuze, Oordeel
from api.opslag.verschil import NIETS, Verschil, verschil_besluit, verschil_gesprek
from api.opslag.voorstellen import leg_vast
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.rete.motor import Motoren
from tests.api.hulp import BOEK
from tests.api.opslag.hulp import ANNA, BRAM, STEIN, begin, haal, schrijf, vul

KEUZE = Keuze(
    Oordeel.ZONDER_ADVIES,
    "De cliënt en zijn vrouw hebben meer rust nodig.",
    arrangement=5,
    vervoer="10113",
    leveringsvorm="natura",
    aanbieder="Zorg aan de Maas",
    ingangsdatum=date(2021, 7, 1),
    einddatum=date(2021, 12, 31),
    resultaten=(2, 12),
)


def neem(bank: Bank, gesprek: str, keuze: Keuze = KEUZE, voorstel: str | None = None) -> str:
    with bank.sessie(ANNA) as sessie:
        return Besluiten(sessie, ANNA).neem(gesprek, keuze, voorstel)


def test_a_besluit_is_kept_as_it_was_taken_and_closes_the_gesprek(
    bank: Bank, motoren: Motoren
) -> None:
    gesprek = begin(bank)
    vul(bank, gesprek)
    voorstel = leg_vast(bank, ANNA, gesprek, motoren)
    keuze = replace(KEUZE, oordeel=Oordeel.EENS, motivering=" Ik volg het advies, want ... ")
    id_ = neem(bank, gesprek, keuze, voorstel)
    with bank.sessie(BRAM) as sessie:
        (besluit,) = Besluiten(sessie, BRAM).van_gesprek(gesprek)
    assert besluit.id == id_
    assert besluit.keuze == replace(keuze, motivering=keuze.motivering.strip())
    assert (besluit.voorstel, besluit.door) == (voorstel, "anna")
    assert haal(bank, gesprek).status == "afgerond"
    with pytest.raises(NietToegestaan):
        neem(bank, gesprek)
    for opdracht in ("UPDATE besluit SET door = 'x'", "DELETE FROM besluit"):
        with pytest.raises(DBAPIError, match="verandert niet"), bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(opdracht)


@pytest.mark.parametrize(
    "fout",
    [
        {"motivering": "  "},
        {"motivering": "a\0b"},
        {"arrangement": None},
        {"route": "wlz"},
        {"einddatum": date(2021, 6, 30)},
        {"oordeel": Oordeel.EENS},
        {"oordeel": Oordeel.AFWIJKEN},
    ],
)
def test_a_besluit_that_does_not_hang_together_is_refused(bank: Bank, fout: dict[str, Any]) -> None:
    gesprek = begin(bank)
    with pytest.raises(NietToegestaan):
        neem(bank, gesprek, replace(KEUZE, **fout))
    assert haal(bank, gesprek).status == "lopend"


def test_a_besluit_rests_on_a_voorstel_of_its_own_gesprek(bank: Bank, motoren: Motoren) -> None:
    een, ander = begin(bank), begin(bank)
    vul(bank, een)
    voorstel = leg_vast(bank, ANNA, een, motoren)
    with pytest.raises(NietGevonden):
        neem(bank, ander, replace(KEUZE, oordeel=Oordeel.EENS), voorstel)


def test_who_agrees_chooses_what_was_proposed(bank: Bank, motoren: Motoren) -> None:
    gesprek = begin(bank)
    vul(bank, gesprek)
    voorstel = leg_vast(bank, ANNA, gesprek, motoren)
    for anders in ({"arrangement": 6}, {"arrangement": None, "route": "wlz_toegekend"}):
        keuze = replace(KEUZE, oordeel=Oordeel.EENS, **anders)
        with pytest.raises(NietToegestaan, match="afwijken"):
            neem(bank, gesprek, keuze, voorstel)
    eens = neem(bank, gesprek, replace(KEUZE, oordeel=Oordeel.EENS), voorstel)
    with bank.sessie(ANNA) as sessie:
        besluiten = Besluiten(sessie, ANNA)
        with pytest.raises(NietToegestaan, match="afwijken"):
            zes = replace(KEUZE, oordeel=Oordeel.EENS, arrangement=6)
            besluiten.vervang(eens, Wijze.CORRECTIE, "anders bekeken", zes)
        zes = replace(KEUZE, oordeel=Oordeel.AFWIJKEN, arrangement=6)
        assert besluiten.vervang(eens, Wijze.CORRECTIE, "anders bekeken", zes)


def test_a_route_can_be_agreed_with(bank: Bank, motoren: Motoren) -> None:
    gesprek = begin(bank)
    delen = {"antwoorden/gemeente": "andere", "periode": {"peildatum": "2021-06-15"}}
    schrijf(bank, gesprek, **delen)
    voorstel = leg_vast(bank, ANNA, gesprek, motoren)
    keuze = replace(KEUZE, oordeel=Oordeel.EENS, arrangement=None, route="doorzenden")
    assert neem(bank, gesprek, keuze, voorstel)


def test_a_besluit_rests_on_what_the_voorstel_was_made_of(bank: Bank, motoren: Motoren) -> None:
    """A note changes nothing about the advice; another answer does."""
    gesprek = begin(bank)
    vul(bank, gesprek)
    voorstel = leg_vast(bank, ANNA, gesprek, motoren)
    schrijf(bank, gesprek, antwoorden__houding="wil_niet")
    keuze = replace(KEUZE, oordeel=Oordeel.EENS)
    with pytest.raises(NietToegestaan, match="nieuw voorstel"):
        neem(bank, gesprek, keuze, voorstel)
    schrijf(bank, gesprek, antwoorden__houding="aarzelt", notities__kop="nog gebeld")
    assert neem(bank, gesprek, keuze, voorstel)


def test_a_correction_links_to_what_it_replaces_and_shows_the_difference(bank: Bank) -> None:
    oud = neem(bank, begin(bank))
    beter = replace(KEUZE, arrangement=6, einddatum=date(2022, 6, 30), vervoer=None)
    with bank.sessie(ANNA) as sessie:
        besluiten = Besluiten(sessie, ANNA)
        nieuw = besluiten.haal(besluiten.vervang(oud, Wijze.CORRECTIE, "verkeerde regel", beter))
        assert (nieuw.vervangt, nieuw.vervangt_soort) == (oud, "correctie")
        assert nieuw.vervangt_reden == "verkeerde regel"
        assert verschil_besluit(besluiten.haal(oud).keuze, nieuw.keuze) == [
            Verschil("Arrangement", "5", "6"),
            Verschil("Vervoer", "10113", NIETS),
            Verschil("Einddatum", "31 december 2021", "30 juni 2022"),
        ]
        with pytest.raises(NietToegestaan):
            besluiten.vervang(oud, Wijze.CORRECTIE, "nog een", beter)
        weg = besluiten.vervang(nieuw.id, Wijze.INTREKKING, "verzoek van de cliënt")
        assert besluiten.haal(weg).keuze == beter
        with pytest.raises(NietToegestaan):
            besluiten.vervang(weg, Wijze.CORRECTIE, "toch niet", beter)


def test_a_correction_needs_a_reason_and_a_besluit_and_a_withdrawal_none(bank: Bank) -> None:
    oud = neem(bank, begin(bank))
    with bank.sessie(ANNA) as sessie:
        besluiten = Besluiten(sessie, ANNA)
        for wijze, reden, keuze in (
            (Wijze.CORRECTIE, " ", KEUZE),
            (Wijze.CORRECTIE, "fout", None),
            (Wijze.INTREKKING, "fout", KEUZE),
        ):
            with pytest.raises(NietToegestaan):
                besluiten.vervang(oud, wijze, reden, keuze)
    with bank.sessie(STEIN) as sessie, pytest.raises(NietGevonden):
        Besluiten(sessie, STEIN).haal(oud)


def test_the_difference_between_gesprekken_is_in_dutch_words() -> None:
    oud = {
        "antwoorden/besluiten": {
            "waarde": "erbij",
            "wie_zegt": "naaste",
            "ook": [{"waarde": "zelf", "wie_zegt": "client"}],
        },
        "antwoorden/veiligheid": ["later"],
        "weekrooster": {"compleet": "ja", "rijen": [{"activiteit": "post", "minuten": 60}]},
        "notities/kop": "blijft",
    }
    nieuw = {
        "antwoorden/besluiten": {"onbekend": "weigert"},
        "antwoorden/oude_vraag": "iets",
        "weekrooster": {"compleet": "ja", "rijen": []},
        "notities/kop": "blijft",
    }
    vraag = BOEK.vragen["besluiten"].vorm
    antwoorden = vraag.antwoorden or {}
    verschillen = {v.onderdeel: (v.oud, v.nieuw) for v in verschil_gesprek(oud, nieuw, BOEK)}
    assert verschillen == {
        vraag.vraag: (
            f"{antwoorden['erbij'].tekst} (volgens naaste); {antwoorden['zelf'].tekst} "
            "(volgens de cliënt)",
            f"onbekend: {BOEK.kop.redenen_onbekend['weigert']}",
        ),
        BOEK.vragen["veiligheid"].vorm.vraag: (
            (BOEK.vragen["veiligheid"].vorm.antwoorden or {})["later"].tekst,
            NIETS,
        ),
        "Antwoorden: oude_vraag": (NIETS, "iets"),
        "Weekrooster": ("post (minuten 60)", "geen activiteiten"),
    }


def test_a_gesprek_that_is_corrected_shows_what_changed(bank: Bank) -> None:
    gesprek = begin(bank)
    schrijf(bank, gesprek, antwoorden__besluiten="zelf")
    voor = haal(bank, gesprek).inhoud
    schrijf(bank, gesprek, antwoorden__besluiten="ander")
    (verschil,) = verschil_gesprek(voor, haal(bank, gesprek).inhoud, BOEK)
    assert verschil.onderdeel == BOEK.vragen["besluiten"].vorm.vraag


IN_FASEN = replace(
    KEUZE,
    arrangement=6,
    vervoer=None,
    fasen=(Fasekeuze(1, date(2021, 7, 1), 6), Fasekeuze(2, date(2021, 10, 1), 5)),
)


@pytest.mark.parametrize(
    ("keuze", "vorige"),
    [
        (KEUZE, {"arrangement": 5, "van": "2021-07-01", "tot": "2021-12-31"}),
        (IN_FASEN, {"arrangement": 5, "van": "2021-10-01", "tot": "2021-12-31"}),
        (replace(KEUZE, einddatum=None), None),
        (replace(KEUZE, arrangement=None, route="wlz", vervoer=None), None),
    ],
    ids=["een arrangement", "in fasen", "zonder laatste dag", "een route"],
)
def test_a_herindicatie_begins_with_the_indication_that_was_decided(
    bank: Bank, keuze: Keuze, vorige: dict[str, Any] | None
) -> None:
    gesprek = begin(bank)
    neem(bank, gesprek, keuze)
    with bank.sessie(ANNA) as sessie:
        nieuw = Gesprekken(sessie, ANNA).vervang(gesprek, Soort.HERINDICATIE, "loopt af")
    assert haal(bank, nieuw).inhoud == ({"vorige_indicatie": vorige} if vorige else {})


def test_what_was_withdrawn_is_no_previous_indication_and_a_correction_is(bank: Bank) -> None:
    for wijze, anders in (
        (Wijze.CORRECTIE, replace(KEUZE, arrangement=4)),
        (Wijze.INTREKKING, None),
    ):
        gesprek = begin(bank)
        besluit = neem(bank, gesprek)
        with bank.sessie(ANNA) as sessie:
            Besluiten(sessie, ANNA).vervang(besluit, wijze, "een vergissing", anders)
            nieuw = Gesprekken(sessie, ANNA).vervang(gesprek, Soort.HERINDICATIE, "loopt af")
        vorige = haal(bank, nieuw).inhoud.get("vorige_indicatie")
        assert (vorige or {}).get("arrangement") == (4 if anders else None)

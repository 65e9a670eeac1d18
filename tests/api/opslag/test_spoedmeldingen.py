"""Spoedmeldingen: who may see them, the gesprek that follows, and what was decided in the end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import NietBevoegd
from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten, Wijze
from api.opslag.gesprekken import Gesprekken, Soort
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.regelwerken import Regelwerken
from api.opslag.spoedkoppeling import Reden
from api.opslag.spoedmeldingen import Besluitstand, Spoedmeldingen, Uitkomst
from api.opslag.voorstellen import leg_vast
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.indicatie.spoed_json import klokken_van, spoed_json
from engine.indicatie.spoedtoets import Spoedtoets, toets_melding
from engine.rete.motor import Motoren
from engine.rulebook.diagnose import DiagnoseFout
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import ANNA, STEIN, VOORBEELD, delen_van, intake, schrijf
from tests.api.opslag.spoedhulp import (
    AANBIEDER,
    ANDERE_AANBIEDER,
    BACKOFFICE,
    MELDING,
    PERSOON,
    dien_in,
    stand,
)

BELEID = Identiteit("bella", frozenset({Rol.BELEIDSMEDEWERKER}), "beek")
ANDERS = Keuze(Oordeel.ZONDER_ADVIES, "Zo past het bij wat wij zagen.", arrangement=3)


def begin_gesprek(bank: Bank, id_: str) -> str:
    with bank.sessie(ANNA) as sessie:
        return Spoedmeldingen(sessie, ANNA).begin_gesprek(id_, REGELWERK)


def sluit(bank: Bank, id_: str, reden: Reden) -> None:
    with bank.sessie(BACKOFFICE) as sessie:
        Spoedmeldingen(sessie, BACKOFFICE).sluit(id_, reden)


def besluitstand(bank: Bank, id_: str) -> Besluitstand:
    with bank.sessie(BACKOFFICE) as sessie:
        return Spoedmeldingen(sessie, BACKOFFICE).stand_van_besluit(id_)


def lijst(bank: Bank, wie: Identiteit = BACKOFFICE, *, ook_gesloten: bool = False) -> list[str]:
    with bank.sessie(wie) as sessie:
        gevonden = Spoedmeldingen(sessie, wie).lijst(ook_gesloten=ook_gesloten)
    return [een.id for een in gevonden]


def besluit(bank: Bank, gesprek: str, keuze: Keuze = ANDERS, voorstel: str | None = None) -> str:
    with bank.sessie(ANNA) as sessie:
        return Besluiten(sessie, ANNA).neem(gesprek, keuze, voorstel)


def test_a_melding_is_kept_as_it_was_sent_and_can_be_checked_again(bank: Bank) -> None:
    id_ = dien_in(bank, kenmerk=" M-1 ")
    gehaald = stand(bank, id_)
    assert (gehaald.kenmerk, gehaald.door, gehaald.intake) == ("M-1", "zorgbureau", MELDING)
    assert (gehaald.gekozen, gehaald.gesprek, gehaald.gesloten) == (5, None, None)
    with bank.sessie(BACKOFFICE) as sessie:
        meldingen = Spoedmeldingen(sessie, BACKOFFICE)
        melding = meldingen.melding(gehaald)
        assert Regelwerken(sessie).haal(gehaald.regelwerk).regelwerk.hash == REGELWERK.hash
    getoond = spoed_json(toets_melding(melding), REGELWERK)
    assert (getoond["kenmerk"], getoond["oordeel"]) == ("M-1", "voldoet")


def test_an_aanbieder_sees_only_what_he_sent_and_the_gemeente_sees_all(bank: Bank) -> None:
    eigen, papier = dien_in(bank), dien_in(bank, BACKOFFICE)
    ander = dien_in(bank, ANDERE_AANBIEDER)
    assert lijst(bank) == lijst(bank, ANNA) == [eigen, papier, ander]
    assert lijst(bank, AANBIEDER) == [eigen]
    beide = replace(AANBIEDER, rollen=frozenset({Rol.AANBIEDER, Rol.CONSULENT}))
    assert lijst(bank, beide) == [eigen, papier, ander]
    for wie, id_ in ((AANBIEDER, ander), (ANDERE_AANBIEDER, papier), (STEIN, eigen)):
        with bank.sessie(wie) as sessie:
            meldingen = Spoedmeldingen(sessie, wie)
            for haal in (meldingen.haal, meldingen.persoon):
                with pytest.raises(NietGevonden):
                    haal(id_)
    assert lijst(bank, STEIN) == []
    # The same sub in another gemeente is somebody else.
    assert lijst(bank, replace(AANBIEDER, gemeente="stein")) == []


def _dien_in(meldingen: Spoedmeldingen, _: str) -> object:
    return meldingen.dien_in(REGELWERK, MELDING)


ALLES: list[Callable[[Spoedmeldingen, str], object]] = [
    _dien_in,
    lambda m, i: m.haal(i),
    lambda m, _: m.lijst(),
    lambda m, i: m.persoon(i),
    lambda m, i: m.begin_gesprek(i),
    lambda m, i: m.sluit(i, Reden.INGETROKKEN),
    lambda m, i: m.stand_van_besluit(i),
]


def test_who_has_no_part_in_it_may_do_nothing_with_a_melding(bank: Bank) -> None:
    id_ = dien_in(bank)
    for doe in ALLES:
        with pytest.raises(NietBevoegd), bank.sessie(BELEID) as sessie:
            doe(Spoedmeldingen(sessie, BELEID), id_)
    for doe in ALLES[4:]:
        with pytest.raises(NietBevoegd), bank.sessie(AANBIEDER) as sessie:
            doe(Spoedmeldingen(sessie, AANBIEDER), id_)
        with pytest.raises(NietGevonden), bank.sessie(STEIN) as sessie:
            doe(Spoedmeldingen(sessie, STEIN), id_)
    assert stand(bank, id_).gesloten is None


@pytest.mark.parametrize(
    ("woont", "elders"),
    [("beek", None), ("stein", "stein"), ("andere", "andere"), ("onduidelijk", None)],
)
def test_a_melding_of_another_gemeente_stays_with_who_sent_it_and_says_so(
    bank: Bank, woont: str, elders: str | None
) -> None:
    id_ = dien_in(bank, gemeente=woont)
    with bank.sessie(BACKOFFICE) as sessie:
        meldingen = Spoedmeldingen(sessie, BACKOFFICE)
        assert meldingen.elders(meldingen.melding(meldingen.haal(id_))) == elders
    assert lijst(bank, STEIN) == []


@pytest.mark.parametrize(
    ("erbij", "woord"),
    [
        ({"antwoorden": {"gemeente": "beek", "open_begin": "Mevrouw Jansen"}}, "open_begin"),
        ({"antwoorden": {"start": {"waarde": "ja", "wie_zegt": "Mevrouw Jansen"}}}, "start"),
        ({"weekrooster": []}, "weekrooster"),
    ],
)
def test_a_melding_has_no_place_for_a_name_among_its_answers(
    bank: Bank, erbij: dict[str, Any], woord: str
) -> None:
    with bank.sessie(AANBIEDER) as sessie:
        meldingen = Spoedmeldingen(sessie, AANBIEDER)
        with pytest.raises(NietToegestaan, match=woord) as fout:
            meldingen.dien_in(REGELWERK, MELDING | erbij)
        assert "Jansen" not in str(fout.value)
        with pytest.raises(DiagnoseFout):
            meldingen.dien_in(REGELWERK, MELDING | {"naam": "Jansen"})
        with pytest.raises(NietToegestaan, match="burgerservicenummer"):
            meldingen.dien_in(REGELWERK, MELDING | {"kenmerk": 123456782})
    assert lijst(bank) == []


def test_a_gesprek_begins_with_all_that_the_melding_knows(bank: Bank) -> None:
    id_ = dien_in(bank, kenmerk="M-1")
    gesprek = begin_gesprek(bank, id_)
    verwacht = MELDING["antwoorden"] | MELDING["data"] | {"aanleiding": "na_spoedmelding"}
    assert intake(bank, gesprek) == {"peildatum": "2021-05-05", "antwoorden": verwacht}
    assert stand(bank, id_).gesprek == gesprek
    assert begin_gesprek(bank, id_) == gesprek
    with bank.sessie(ANNA) as sessie:
        [begonnen] = Gesprekken(sessie, ANNA).lijst()
    assert (begonnen.id, begonnen.kenmerk) == (gesprek, "M-1")


def test_what_a_melding_says_without_words_is_filled_in_as_well(bank: Bank) -> None:
    kort = {"antwoorden": {"ontvangst_spoed": "2021-05-03", "spoed_arrangement": {"waarde": 4}}}
    with bank.sessie(AANBIEDER) as sessie:
        id_ = Spoedmeldingen(sessie, AANBIEDER).dien_in(REGELWERK, kort)
    gevuld = intake(bank, begin_gesprek(bank, id_))
    assert gevuld["peildatum"] == "2021-05-03"
    assert gevuld["antwoorden"]["nu_acuut"] == "ja"
    assert gevuld["antwoorden"]["aanleiding"] == "na_spoedmelding"
    assert stand(bank, id_).gekozen == 4


def toets(bank: Bank, id_: str) -> Spoedtoets:
    """Check a melding with all that its gesprek made known."""
    with bank.sessie(BACKOFFICE) as sessie:
        meldingen = Spoedmeldingen(sessie, BACKOFFICE)
        return toets_melding(meldingen.met_gesprek(meldingen.haal(id_)))


def test_what_the_gesprek_makes_known_counts_and_what_was_sent_stays(bank: Bank) -> None:
    id_ = dien_in(bank, zelfdoding=None)
    assert toets(bank, id_).oordeel == "onvoldoende_informatie"
    gesprek = begin_gesprek(bank, id_)
    assert "beschikking" not in {k.termijn.id for k in klokken_van(toets(bank, id_))}
    schrijf(bank, gesprek, antwoorden__zelfdoding="geen", antwoorden__aanvraag="2021-05-12")
    gevonden = toets(bank, id_)
    assert gevonden.oordeel == "voldoet"
    # Two weeks from the aanvraag (paragraph 22 of the Werkafsprakenboek).
    dagen = {k.termijn.id: k.moment.dag for k in klokken_van(gevonden)}
    assert dagen["beschikking"] == date(2021, 5, 26)
    with bank.sessie(BACKOFFICE) as sessie:
        meldingen = Spoedmeldingen(sessie, BACKOFFICE)
        assert toets_melding(meldingen.melding(meldingen.haal(id_))).oordeel == (
            "onvoldoende_informatie"
        )


@pytest.mark.parametrize(
    "delen",
    [
        {"antwoorden__gebeurtenis": "geleidelijk", "antwoorden__lopend": "misschien"},
        {"weekrooster": {"compleet": "ja", "rijen": [{"fase": 7}]}},
    ],
)
def test_what_the_rules_of_the_melding_cannot_read_stays_out(
    bank: Bank, delen: dict[str, Any]
) -> None:
    id_ = dien_in(bank)
    gesprek = begin_gesprek(bank, id_)
    schrijf(bank, gesprek, **delen)
    gevonden = toets(bank, id_)
    gegeven = gevonden.melding.intake.feiten()
    assert gegeven["lopend"] == MELDING["antwoorden"]["lopend"]
    assert gegeven["gebeurtenis"] == delen.get("antwoorden__gebeurtenis", "plotseling")


def test_two_who_begin_at_once_get_the_same_gesprek(bank: Bank) -> None:
    id_ = dien_in(bank)
    with ThreadPoolExecutor(2) as draden:
        eerste, tweede = draden.map(lambda _: begin_gesprek(bank, id_), range(2))
    assert eerste == tweede
    with bank.sessie(ANNA) as sessie:
        assert Gesprekken(sessie, ANNA).aantal() == 1


def test_chosen_proposed_and_decided_stand_side_by_side(bank: Bank, motoren: Motoren) -> None:
    id_ = dien_in(bank)
    assert besluitstand(bank, id_) == Besluitstand(5, None, None)
    gesprek = begin_gesprek(bank, id_)
    assert besluitstand(bank, id_) == Besluitstand(5, None, None)
    leg_vast(bank, ANNA, gesprek, motoren)
    assert besluitstand(bank, id_) == Besluitstand(5, None, None)  # still open
    rest = {naam: deel for naam, deel in delen_van(VOORBEELD).items() if naam != "data"}
    schrijf(bank, gesprek, ANNA, **rest | {"antwoorden/nu_acuut": "nee"})
    voorstel = leg_vast(bank, ANNA, gesprek, motoren)
    assert besluitstand(bank, id_) == Besluitstand(5, Uitkomst(5, None), None)
    keuze = replace(ANDERS, oordeel=Oordeel.AFWIJKEN)
    genomen = besluit(bank, gesprek, keuze, voorstel)
    assert besluitstand(bank, id_) == Besluitstand(5, Uitkomst(5, None), Uitkomst(3, None))
    with bank.sessie(ANNA) as sessie:
        Besluiten(sessie, ANNA).vervang(
            genomen, Wijze.CORRECTIE, "verkeerd getal", replace(keuze, arrangement=4)
        )
    assert besluitstand(bank, id_).besloten == Uitkomst(4, None)


def test_a_besluit_closes_the_melding_and_its_withdrawal_opens_it_again(bank: Bank) -> None:
    id_ = dien_in(bank)
    with pytest.raises(NietToegestaan, match="nog geen besluit"):
        sluit(bank, id_, Reden.BESLUIT)
    genomen = besluit(bank, begin_gesprek(bank, id_))
    gesloten = stand(bank, id_).gesloten
    assert gesloten is not None
    assert (gesloten.reden, gesloten.door) == (Reden.BESLUIT, "anna")
    assert lijst(bank) == []
    assert lijst(bank, ook_gesloten=True) == [id_]
    sluit(bank, id_, Reden.BESLUIT)
    with bank.sessie(ANNA) as sessie:
        Besluiten(sessie, ANNA).vervang(genomen, Wijze.INTREKKING, "de feiten waren anders")
    assert lijst(bank) == [id_]
    assert besluitstand(bank, id_) == Besluitstand(5, None, None)


@pytest.mark.parametrize("soort", list(Soort))
def test_a_melding_goes_along_with_what_takes_the_place_of_its_gesprek(
    bank: Bank, soort: Soort
) -> None:
    """A correctie has to be decided again, an intrekking begins anew, a herindicatie is later."""
    id_ = dien_in(bank)
    gesprek = begin_gesprek(bank, id_)
    besluit(bank, gesprek)
    with bank.sessie(ANNA) as sessie:
        nieuw = Gesprekken(sessie, ANNA).vervang(gesprek, soort, "er was iets")
    nu = stand(bank, id_)
    verwacht = {Soort.CORRECTIE: nieuw, Soort.INTREKKING: None, Soort.HERINDICATIE: gesprek}
    assert nu.gesprek == verwacht[soort]
    assert (nu.gesloten is None) == (soort is not Soort.HERINDICATIE)
    if soort is Soort.CORRECTIE:
        besluit(bank, nieuw)
        assert besluitstand(bank, id_).besloten == Uitkomst(3, None)
        assert lijst(bank) == []
    elif soort is Soort.INTREKKING:
        assert begin_gesprek(bank, id_) not in {gesprek, nieuw}


@pytest.mark.parametrize("reden", [Reden.INGETROKKEN, Reden.DOORGEZONDEN])
def test_a_melding_that_was_closed_stays_closed_whatever_its_gesprek_does(
    bank: Bank, reden: Reden
) -> None:
    zonder, id_ = dien_in(bank), dien_in(bank)
    gesprek = begin_gesprek(bank, id_)
    for melding in (zonder, id_):
        sluit(bank, melding, reden)
        with pytest.raises(NietToegestaan, match="al gesloten"):
            sluit(bank, melding, Reden.BESLUIT)
    with pytest.raises(NietToegestaan, match="gesloten"):
        begin_gesprek(bank, zonder)
    genomen = besluit(bank, gesprek)
    with bank.sessie(ANNA) as sessie:
        Besluiten(sessie, ANNA).vervang(genomen, Wijze.INTREKKING, "vergissing")
    assert lijst(bank) == []
    gesloten = stand(bank, id_).gesloten
    assert gesloten is not None and gesloten.reden is reden


def test_without_a_key_the_melding_is_kept_and_the_person_is_not(bank: Bank) -> None:
    with pytest.raises(NietToegestaan, match="ARRANGEMENT_SLEUTELS ontbreekt") as fout:
        dien_in(bank, persoon=PERSOON)
    assert fout.value.veld == "persoon"
    assert lijst(bank) == []
    assert lijst(bank, AANBIEDER) == [] != [dien_in(bank)]

"""Recorded voorstellen: computed twice, kept for good, and repeatable to the byte."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from api.opslag import berekening, regelwerken
from api.opslag import voorstellen as module
from api.opslag.bank import Bank
from api.opslag.berekening import motorversie
from api.opslag.canoniek import canoniek, som
from api.opslag.gesprekken import Gesprekken
from api.opslag.regelwerken import Beschadigd, Regelwerken
from api.opslag.voorstellen import Herhaling, Opgenomen, Verouderd, Voorstellen, leg_vast
from api.opslag.weigering import NietGevonden, NietToegestaan
from engine.indicatie.kalender import VrijeDagen, eindigt_termijn, met_vrije_dagen, vrije_dagen
from engine.indicatie.motoren import NietZeker
from engine.rete.motor import Motoren
from engine.rulebook.diagnose import DiagnoseFout
from tests.api.hulp import REGELWERK, VOORBEELDEN, als_gegevens
from tests.api.opslag.hulp import ANNA, STEIN, begin, haal, intake, schrijf, verander, vul
from tests.rete.fouten import MotorenMetFout, Planfout, een_kapot_net, een_teken


def opgenomen(bank: Bank, id_: str) -> Opgenomen:
    with bank.sessie(ANNA) as sessie:
        return Voorstellen(sessie, ANNA).haal(id_)


def herhaal(bank: Bank, id_: str) -> Herhaling:
    with bank.sessie(ANNA) as sessie:
        return Voorstellen(sessie, ANNA).herhaal(id_)


@pytest.fixture
def vastgelegd(bank: Bank, motoren: Motoren) -> str:
    id_ = begin(bank)
    vul(bank, id_)
    return leg_vast(bank, ANNA, id_, motoren)


def test_a_recorded_voorstel_says_what_it_rests_on(bank: Bank, vastgelegd: str) -> None:
    voorstel = opgenomen(bank, vastgelegd)
    geheel = voorstel.als_json()
    assert geheel["uitkomst"]["arrangement"] == 5
    assert geheel["motoren"] == {"gelijk": True, "welke": ["evaluator", "durable-rules"]}
    assert geheel["regelwerk"]["hash"] == REGELWERK.hash
    assert geheel["spoor"]["versie"] == voorstel.spoor_versie
    assert geheel["uitleg"]
    assert json.loads(voorstel.intake) == intake(bank, voorstel.gesprek)
    assert som(voorstel.uitkomst) == voorstel.uitkomst_hash
    assert voorstel.uitkomst == canoniek(json.loads(voorstel.uitkomst))
    assert voorstel.motorversie == motorversie()
    assert (voorstel.door, voorstel.gesprek_versie) == ("anna", 2)


def test_a_voorstel_comes_out_the_same_once_more(bank: Bank, vastgelegd: str) -> None:
    assert herhaal(bank, vastgelegd) == Herhaling(uitkomst_gelijk=True, spoor_gelijk=True)


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_is_recorded_and_repeated(bank: Bank, motoren: Motoren, pad: Path) -> None:
    gegevens = als_gegevens(pad)
    gegevens.setdefault("weekrooster_compleet", "nee")
    gegevens.setdefault("weekrooster", [])
    id_ = begin(bank)
    vul(bank, id_, gegevens)
    assert herhaal(bank, leg_vast(bank, ANNA, id_, motoren)).is_gelijk


def test_a_voorstel_is_repeated_under_the_rules_of_then(bank: Bank, vastgelegd: str) -> None:
    """What a gesprek goes by now changes nothing about what was recorded."""
    with bank.sessie(ANNA) as sessie:
        bewaard = Regelwerken(sessie).haal(opgenomen(bank, vastgelegd).regelwerk)
    assert bewaard.regelwerk is not REGELWERK
    assert bewaard.regelwerk.hash == REGELWERK.hash
    assert bewaard.vrije_dagen == vrije_dagen(2015, 2050)


def test_the_free_days_are_those_of_then() -> None:
    maandag = date(2021, 6, 14)
    niets: frozenset[Any] = frozenset()
    anders = VrijeDagen(2021, 2021, frozenset({maandag}), niets, niets)
    kerst = date(2021, 12, 27)
    with met_vrije_dagen(anders):
        assert not eindigt_termijn(maandag)
        assert eindigt_termijn(kerst)
        assert not eindigt_termijn(date(2022, 12, 26))
    assert eindigt_termijn(maandag)


def test_a_free_day_that_is_named_later_changes_nothing_recorded(
    bank: Bank, vastgelegd: str, motoren: Motoren, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six weeks after the melding of the example is a Monday; then it becomes a free day."""
    dagen = json.loads(regelwerken._vrije_dagen_tekst())
    dagen["feestdagen"] = sorted([*dagen["feestdagen"], "2021-06-28"])
    monkeypatch.setattr(regelwerken, "_vrije_dagen_tekst", lambda: canoniek(dagen))
    id_ = begin(bank)
    vul(bank, id_)
    anders = leg_vast(bank, ANNA, id_, motoren)
    monkeypatch.undo()
    assert opgenomen(bank, anders).regelwerk != opgenomen(bank, vastgelegd).regelwerk
    assert "2021-06-28" in opgenomen(bank, vastgelegd).uitkomst
    assert "2021-06-28" not in opgenomen(bank, anders).uitkomst
    assert herhaal(bank, vastgelegd).is_gelijk
    assert herhaal(bank, anders).is_gelijk


def test_a_later_version_of_the_trace_is_not_compared(
    bank: Bank, vastgelegd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SPOOR_VERSIE", 2)
    herhaling = herhaal(bank, vastgelegd)
    assert (herhaling.uitkomst_gelijk, herhaling.spoor_gelijk) == (True, None)
    assert herhaling.is_gelijk


@pytest.mark.parametrize(
    ("oud", "nieuw", "waar"),
    [('"arrangement":5', '"arrangement":6', "uitkomst"), ("niveau", "nivo", "regelwerk")],
)
def test_what_was_tampered_with_is_not_vouched_for(
    bank: Bank, vastgelegd: str, oud: str, nieuw: str, waar: str
) -> None:
    if waar == "uitkomst":
        opdracht = f"UPDATE voorstel SET uitkomst = replace(uitkomst, '{oud}', '{nieuw}')"
    else:
        soort = "::text" if bank.motor.dialect.name == "postgresql" else ""
        terug = "::json" if soort else ""
        opdracht = (
            f"UPDATE regelwerk SET bestanden = replace(bestanden{soort}, '{oud}', '{nieuw}'){terug}"
        )
    verander(bank, opdracht)
    with pytest.raises(Beschadigd):
        herhaal(bank, vastgelegd)


def test_another_outcome_or_trace_is_seen(bank: Bank, vastgelegd: str) -> None:
    uitkomst = opgenomen(bank, vastgelegd).uitkomst.replace('"arrangement":5', '"arrangement":6')
    verander(
        bank,
        f"UPDATE voorstel SET uitkomst_hash = '{som(uitkomst)}', spoor = replace(spoor, 'geldt', "
        "'gold'), uitkomst = replace(uitkomst, '\"arrangement\":5', '\"arrangement\":6')",
    )
    herhaling = herhaal(bank, vastgelegd)
    assert herhaling == Herhaling(uitkomst_gelijk=False, spoor_gelijk=False)
    assert not herhaling.is_gelijk


def test_the_database_refuses_to_change_a_voorstel(bank: Bank, vastgelegd: str) -> None:
    for opdracht in ("UPDATE voorstel SET door = 'x'", "DELETE FROM voorstel"):
        with pytest.raises(DBAPIError, match="verandert niet"), bank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(opdracht)
    assert opgenomen(bank, vastgelegd).door == "anna"


# What records nothing


def aantal(bank: Bank, gesprek: str) -> int:
    with bank.sessie(ANNA) as sessie:
        return len(Voorstellen(sessie, ANNA).van_gesprek(gesprek))


@pytest.mark.parametrize("fout", [een_teken, een_kapot_net])
def test_engines_that_differ_or_fail_record_nothing(
    bank: Bank, fout: Planfout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    id_ = begin(bank)
    vul(bank, id_)
    stand = haal(bank, id_)
    with MotorenMetFout(fout) as stuk, pytest.raises(NietZeker):
        leg_vast(bank, ANNA, id_, stuk)
    assert aantal(bank, id_) == 0
    assert haal(bank, id_) == stand


def test_an_intake_that_cannot_be_used_records_nothing(bank: Bank, motoren: Motoren) -> None:
    id_ = begin(bank)
    with pytest.raises(DiagnoseFout):
        leg_vast(bank, ANNA, id_, motoren)
    schrijf(bank, id_, antwoorden__besluiten="misschien", periode={"peildatum": "2021-06-15"})
    with pytest.raises(DiagnoseFout):
        leg_vast(bank, ANNA, id_, motoren)
    assert aantal(bank, id_) == 0


def test_a_gesprek_that_changes_meanwhile_records_nothing(
    bank: Bank, motoren: Motoren, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = begin(bank)
    vul(bank, id_)
    echt = berekening.bereken

    def trage(*args: Any) -> Any:
        schrijf(bank, id_, antwoorden__besluiten="ander")
        return echt(*args)

    monkeypatch.setattr(module, "bereken", trage)
    with pytest.raises(Verouderd):
        leg_vast(bank, ANNA, id_, motoren)
    assert aantal(bank, id_) == 0


def test_a_closed_gesprek_or_one_of_another_gemeente_gets_none(
    bank: Bank, motoren: Motoren, vastgelegd: str
) -> None:
    gesprek = opgenomen(bank, vastgelegd).gesprek
    with pytest.raises(NietGevonden):
        leg_vast(bank, STEIN, gesprek, motoren)
    with pytest.raises(NietGevonden), bank.sessie(STEIN) as sessie:
        Voorstellen(sessie, STEIN).haal(vastgelegd)
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(gesprek)
    with pytest.raises(NietToegestaan):
        leg_vast(bank, ANNA, gesprek, motoren)
    assert aantal(bank, gesprek) == 1

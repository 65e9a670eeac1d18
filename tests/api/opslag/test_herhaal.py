"""`arrangement herhaal`: the auditor asks whether a recorded voorstel still holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.opslag.bank import Bank
from api.opslag.voorstellen import leg_vast
from engine.rete.motor import Motoren
from tests.api.cli.conftest import Draai, draai
from tests.api.opslag.hulp import ANNA, begin, verander, vul

__all__ = ["draai"]


@pytest.fixture
def vastgelegd(bank: Bank, motoren: Motoren) -> str:
    id_ = begin(bank)
    vul(bank, id_)
    return leg_vast(bank, ANNA, id_, motoren)


def test_a_voorstel_that_holds_is_vouched_for(url: str, vastgelegd: str, draai: Draai) -> None:
    uitslag = draai("herhaal", vastgelegd, "--bank", url)
    assert (uitslag.code, uitslag.fouten) == (0, [])
    assert uitslag.uit.splitlines()[1:] == ["De uitkomst is gelijk.", "Het spoor is gelijk."]
    assert uitslag.uit.startswith("Vastgelegd op ")


def test_the_setting_names_the_database(
    url: str, vastgelegd: str, draai: Draai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARRANGEMENT_BANK", url)
    assert draai("herhaal", vastgelegd).code == 0


def test_a_voorstel_that_was_changed_is_not(
    bank: Bank, url: str, vastgelegd: str, draai: Draai
) -> None:
    verander(bank, "UPDATE voorstel SET spoor = replace(spoor, 'ja', 'nee')")
    uitslag = draai("herhaal", vastgelegd, "--bank", url)
    assert uitslag.code == 3
    assert uitslag.uit.splitlines()[1:] == ["De uitkomst is gelijk.", "Het spoor is anders."]
    assert uitslag.fouten == ["Op dit voorstel kunt u niet bouwen. Meld het aan de beheerder."]
    verander(bank, "UPDATE voorstel SET uitkomst = '[]'")
    uitslag = draai("herhaal", vastgelegd, "--bank", url)
    assert (uitslag.code, uitslag.uit) == (3, "")
    assert uitslag.fouten == [
        "Wat is vastgelegd, is veranderd: de uitkomst. Meld het aan de beheerder."
    ]


def test_a_voorstel_that_does_not_exist_is_told(url: str, vastgelegd: str, draai: Draai) -> None:
    uitslag = draai("herhaal", vastgelegd[::-1], "--bank", url)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fouten == [
        "ID: Dit voorstel bestaat niet. Controleer het nummer en de database."
    ]


@pytest.mark.parametrize(
    "adres",
    [
        "ergens",
        "mysql://x/y",
        "oracle+niets://x",
        "postgresql://127.0.0.1:1/niets",
        "sqlite:////dev/null/x/y.sqlite",
        "sqlite:///{tmp}/geen-database",
        "sqlite:///{tmp}",
        "",
    ],
)
def test_a_database_that_cannot_be_used_is_one_dutch_line(
    adres: str, tmp_path: Path, draai: Draai
) -> None:
    (tmp_path / "geen-database").write_text("dit is tekst, en geen database " * 50)
    uitslag = draai("herhaal", "x", "--bank", adres.format(tmp=tmp_path))
    assert uitslag.code == 2
    assert len(uitslag.fouten) == 1

"""`toets` and the list to confirm: what the rules still have to prove, and to be told."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.api.cli.conftest import Draai
from tests.api.hulp import ENGELS, REGELS

GOEDE = "arrangement.yaml"
NAAM = "Lichte inzet bij lichte complexiteit is arrangement 1"


@pytest.fixture
def kopie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our own rules in a folder below the current one, with one file of tests."""
    monkeypatch.chdir(tmp_path)
    map_ = tmp_path / "regels"
    shutil.copytree(REGELS, map_)
    for bestand in (map_ / "toetsen").iterdir():
        if bestand.name != GOEDE:
            bestand.unlink()
    return map_


@pytest.fixture
def kapot(kopie: Path) -> Path:
    """The same with one wrong expectation."""
    bestand = kopie / "toetsen" / GOEDE
    tekst = bestand.read_text(encoding="utf-8")
    voor, naam, na = tekst.partition(NAAM)
    assert naam
    bestand.write_text(
        voor + naam + na.replace("inzet: licht, arrangement: 1", "inzet: licht, arrangement: 2", 1),
        encoding="utf-8",
    )
    return kopie


def plaats(map_: Path) -> tuple[int, int]:
    """Return the line and column of the wrong expectation."""
    regels = (map_ / "toetsen" / GOEDE).read_text(encoding="utf-8").splitlines()
    (nummer, *_) = [
        n for n, regel in enumerate(regels, 1) if "inzet: licht, arrangement: 2" in regel
    ]
    return nummer, regels[nummer - 1].index("arrangement: 2") + len("arrangement: ") + 1


def test_our_own_rule_tests_pass(draai: Draai) -> None:
    """All rule tests of the example rules pass, and how many there are is said."""
    uitslag = draai("toets")
    assert (uitslag.code, uitslag.fout) == (0, "")
    gevonden = re.fullmatch(r"(\d+) toetsen gedraaid, geen fouten\.\n", uitslag.uit)
    assert gevonden
    assert int(gevonden[1]) > 500


def test_rule_tests_as_json(draai: Draai, kopie: Path) -> None:
    """As data there are the names of the tests, what failed and what no test touches."""
    uitslag = draai("toets", "--json", "--regelwerk", kopie)
    assert (uitslag.code, uitslag.fout) == (0, "")
    gegevens = json.loads(uitslag.uit)
    assert list(gegevens) == ["toetsen", "fouten", "gaten"]
    assert NAAM in gegevens["toetsen"]
    assert (gegevens["fouten"], gegevens["gaten"]) == ([], [])


def test_a_failing_rule_test_is_shown_where_it_stands(draai: Draai, kapot: Path) -> None:
    """What was expected and what came stand there with file, line and column; exit is 1."""
    uitslag = draai("toets", "--regelwerk", kapot)
    assert (uitslag.code, uitslag.fout) == (1, "")
    regel, kolom = plaats(kapot)
    assert f"regels/toetsen/{GOEDE}:{regel}:{kolom}\n" in uitslag.uit
    assert "Verwacht arrangement: 2; het is 1." in uitslag.uit
    assert uitslag.uit.splitlines()[-1].endswith(" toetsen gedraaid, 1 fout.")
    assert not ENGELS.search(uitslag.uit)


def test_a_failing_rule_test_as_json(draai: Draai, kapot: Path) -> None:
    """As data the failure names a file that can be opened from here, and its line."""
    uitslag = draai("toets", "--json", "--regelwerk", kapot)
    assert (uitslag.code, uitslag.fout) == (1, "")
    (fout,) = json.loads(uitslag.uit)["fouten"]
    assert Path(fout["bestand"]).is_file()
    assert (fout["regel"], fout["kolom"]) == plaats(kapot)
    assert (fout["code"], fout["ernst"]) == ("toets-faalt", "fout")
    assert fout["melding"] == "Verwacht arrangement: 2; het is 1."


def test_what_no_test_touches_is_shown_when_asked(draai: Draai, kopie: Path) -> None:
    """With one file of tests much is untouched: named with its place, counted, and exit 1."""
    uitslag = draai("toets", "--dekking", "--regelwerk", kopie)
    assert (uitslag.code, uitslag.fout) == (1, "")
    *_, slot = uitslag.uit.splitlines()
    gevonden = re.search(r"geen fouten\. Zonder toets: (\d+)\.$", slot)
    assert gevonden
    plaatsen = re.findall(r"\(regels/([\w-]+\.yaml):\d+:\d+\)", " ".join(uitslag.uit.split()))
    assert len(plaatsen) == int(gevonden[1]) > 10
    assert all((kopie / naam).is_file() for naam in plaatsen)
    assert max(map(len, uitslag.uit.splitlines())) <= 80
    gaten = json.loads(draai("toets", "--dekking", "--json", "--regelwerk", kopie).uit)["gaten"]
    assert len(gaten) == len(plaatsen)
    for gat, naam in zip(gaten, plaatsen, strict=True):
        assert list(gat) == ["soort", "id", "mist", "bestand", "regel", "kolom"]
        assert gat["bestand"] == f"regels/{naam}"
        regels = (kopie / naam).read_text(encoding="utf-8").splitlines()
        assert 1 <= gat["regel"] <= len(regels)
        assert 1 <= gat["kolom"] <= len(regels[gat["regel"] - 1])


def test_an_unreadable_file_of_tests_is_shown(draai: Draai, kopie: Path) -> None:
    """A tab in a file of tests is a fault with its place, not a crash."""
    bestand = kopie / "toetsen" / GOEDE
    bestand.write_text(bestand.read_text(encoding="utf-8") + "\tx: 1\n", encoding="utf-8")
    uitslag = draai("toets", "--regelwerk", kopie)
    assert (uitslag.code, uitslag.fout) == (1, "")
    assert f"regels/toetsen/{GOEDE}:" in uitslag.uit


def test_rule_tests_of_a_missing_folder(draai: Draai, tmp_path: Path) -> None:
    """Without rules there is nothing to test: one line and exit 2."""
    uitslag = draai("toets", "--regelwerk", tmp_path / "weg")
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith("--regelwerk: ")


def test_rules_without_tests_are_not_called_good(draai: Draai, kopie: Path) -> None:
    """Nothing run is no success: a folder without rule tests leaves with 2 and says so."""
    for pad in (kopie / "toetsen").iterdir():
        pad.unlink()
    uitslag = draai("toets", "--regelwerk", str(kopie))
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert re.search(r"staan geen toetsen\. Schrijf er een\.$", uitslag.fout.strip())


def test_the_list_to_confirm_names_every_choice(draai: Draai) -> None:
    """The list is Markdown with every choice, and a place to sign for each."""
    uitslag = draai("exporteer", "bevestigingslijst")
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert uitslag.uit.startswith("# Te bevestigen keuzes: ")
    keuzes = re.findall(r"^- Keuze: ", uitslag.uit, re.MULTILINE)
    aantallen = re.findall(r"^## Zekerheid \w+ \((\d+)\)$", uitslag.uit, re.MULTILINE)
    assert sum(map(int, aantallen)) == len(keuzes) > 10
    assert uitslag.uit.count("- [ ] Bevestigd door") == len(keuzes)
    for bestand, regel in re.findall(r"Plaats in de regels: (\S+?):(\d+):\d+", uitslag.uit):
        assert int(regel) <= len((REGELS / bestand).read_text(encoding="utf-8").splitlines())
    assert not ENGELS.search(uitslag.uit)


def test_an_unknown_export_is_told(draai: Draai) -> None:
    """What cannot be exported is refused with what can."""
    uitslag = draai("exporteer", "foo")
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith(
        "'foo' kan niet bij WAT. Kies uit: schema, bevestigingslijst, regelboek, model."
    )

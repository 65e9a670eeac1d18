"""`controleer`, `vragen` and `exporteer`: the rules, checked, shown and described."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from tests.api.cli.conftest import Draai
from tests.api.hulp import BOEK, ENGELS, REGELS, REGELWERK

PLAATS = re.compile(r"^  --> (.+):(\d+):(\d+)$", re.MULTILINE)


@pytest.fixture
def kapot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A regelwerk with three mistakes, below the current folder."""
    monkeypatch.chdir(tmp_path)
    map_ = tmp_path / "mijn regels"
    shutil.copytree(REGELS, map_)
    bestand = map_ / "complexiteit.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    bestand.write_text(tekst.replace("kies: hoogste", "kies: hogste"), encoding="utf-8")
    tarieven = map_ / "tarieven.yaml"
    tarieven.write_text(tarieven.read_text(encoding="utf-8") + "\tx: 1\n", encoding="utf-8")
    return map_


# controleer


def test_our_own_rules_are_in_order(draai: Draai) -> None:
    """The example rules have no faults, and that is said on stdout."""
    uitslag = draai("controleer")
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert "fout" in uitslag.uit.splitlines()[-1]


def test_a_folder_its_head_and_its_name_are_the_same(draai: Draai) -> None:
    """A regelwerk is found by its folder, by the file in it, as argument and as option."""
    for args in (
        [REGELS],
        [REGELS / "regelwerk.yaml"],
        ["--regelwerk", REGELS],
        ["--regelwerk", REGELS / "regelwerk.yaml"],
    ):
        assert draai("controleer", *args, "--json").code == 0


def test_faults_are_shown_where_an_editor_can_open_them(draai: Draai, kapot: Path) -> None:
    """Each fault stands on stdout with file, line and column as seen from here, and exit is 1."""
    uitslag = draai("controleer", kapot.name)
    assert (uitslag.code, uitslag.fout) == (1, "")
    plaatsen = PLAATS.findall(uitslag.uit)
    assert len(plaatsen) >= 2
    for bestand, regel, kolom in plaatsen:
        bron = Path(bestand).read_text(encoding="utf-8").splitlines()[int(regel) - 1]
        assert int(kolom) <= len(bron)
        # Of a long line only the part around the mistake is shown.
        assert bron.strip() in uitslag.uit or len(bron) > 100
    assert re.search(r"^\d+ fouten en \d+ waarschuwing(en)? gevonden\.$", uitslag.uit, re.MULTILINE)
    assert not ENGELS.search(uitslag.uit)


def test_plainly_each_fault_is_one_line_of_sentences(draai: Draai, kapot: Path) -> None:
    """For a screen reader each fault is one line without drawing, with its place in words."""
    uitslag = draai("controleer", kapot.name, "--gewoon")
    fouten = [r for r in uitslag.uit.splitlines() if r.startswith(("Fout: ", "Waarschuwing: "))]
    assert uitslag.code == 1
    assert len(fouten) >= 2
    assert all(re.search(r" Plaats: .+, regel \d+, kolom \d+\.", r) for r in fouten)
    assert not re.search(r"-->|\^|\|", uitslag.uit)


def test_faults_as_json(draai: Draai, kapot: Path) -> None:
    """As data every fault has a code, a message, help and its place."""
    uitslag = draai("controleer", kapot.name, "--json")
    assert (uitslag.code, uitslag.fout) == (1, "")
    fouten = json.loads(uitslag.uit)
    assert len(fouten) >= 2
    for fout in fouten:
        assert fout["ernst"] in {"fout", "waarschuwing"}
        assert fout["code"]
        assert fout["melding"]
        assert Path(fout["bestand"]).is_file()
        assert fout["regel"] >= 1
        assert fout["kolom"] >= 1
    assert draai("controleer", "--json").uit == "[]\n"


def test_faults_as_sarif(draai: Draai, kapot: Path) -> None:
    """SARIF has the version, one run, a rule for every code and a region for every result."""
    uitslag = draai("controleer", kapot.name, "--sarif")
    assert (uitslag.code, uitslag.fout) == (1, "")
    verslag = json.loads(uitslag.uit)
    assert verslag["version"] == "2.1.0"
    assert verslag["$schema"].endswith("sarif-2.1.0.json")
    (run,) = verslag["runs"]
    regels = [regel["id"] for regel in run["tool"]["driver"]["rules"]]
    assert run["tool"]["driver"]["name"]
    assert len(set(regels)) == len(regels)
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) >= 2
    for resultaat in run["results"]:
        assert resultaat["ruleId"] in regels
        assert resultaat["level"] in {"error", "warning"}
        assert resultaat["message"]["text"]
        (plaats,) = resultaat["locations"]
        fysiek = plaats["physicalLocation"]
        uri = fysiek["artifactLocation"]["uri"]
        assert " " not in uri
        assert Path(unquote(uri)).is_file()
        assert 1 <= fysiek["region"]["startColumn"] < fysiek["region"]["endColumn"]
        assert fysiek["region"]["startLine"] >= 1
    leeg = json.loads(draai("controleer", "--sarif").uit)
    assert leeg["runs"][0]["results"] == []


@pytest.mark.parametrize(
    "opdracht",
    [
        ["voorstel", "intake.yaml"],
        ["vragen"],
        ["vragen", "--json"],
        ["exporteer", "schema"],
        ["start"],
        ["controleer", "--json"],
    ],
    ids=" ".join,
)
def test_broken_rules_are_exit_1_in_every_command(
    draai: Draai, kapot: Path, opdracht: list[str]
) -> None:
    """With broken rules no command goes on: the faults are shown and the exit code is 1."""
    uitslag = draai(*opdracht, "--regelwerk", kapot)
    assert uitslag.code == 1
    if opdracht[0] != "controleer":
        assert uitslag.uit == ""
        assert "mijn regels/complexiteit.yaml:" in uitslag.fout


GEEN_REGELWERK = {
    "ruls": "Het regelwerk 'ruls' bestaat niet. Bedoelde u 'rules'?",
    "zzz": "Het regelwerk 'zzz' bestaat niet. Geef de map waarin regelwerk.yaml staat.",
    "": "Hier ontbreekt een regelwerk. Noem de map waarin regelwerk.yaml staat.",
    "leeg": "In 'leeg' staat geen regelwerk.yaml.",
    "leeg/los.yaml": "'leeg/los.yaml' is een bestand, geen map. Noem de map",
    "x" * 5000: "Dit kan geen naam van een map zijn. Noem de map waarin regelwerk.yaml staat.",
}


@pytest.mark.parametrize("naam", GEEN_REGELWERK, ids=lambda n: n[:20])
def test_a_missing_regelwerk_is_one_line_and_exit_2(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    """Where there is no regelwerk at all every command says so on one line and leaves with 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leeg").mkdir()
    (tmp_path / "leeg" / "los.yaml").touch()
    for opdracht in (["vragen"], ["voorstel", "x"], ["exporteer", "schema"], ["start"]):
        uitslag = draai(*opdracht, "--regelwerk", naam)
        assert (uitslag.code, uitslag.uit) == (2, "")
        assert len(uitslag.fouten) == 1
        assert uitslag.fout.startswith(f"--regelwerk: {GEEN_REGELWERK[naam]}")
    uitslag = draai("controleer", naam)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fout.startswith(f"PAD: {GEEN_REGELWERK[naam]}")
    for vorm in ("--json", "--sarif"):
        uitslag = draai("controleer", naam, vorm)
        assert uitslag.code == 2
        assert "regelwerk" in json.dumps(json.loads(uitslag.uit))


# vragen


def test_every_question_is_listed(draai: Draai) -> None:
    """Every question of the rules is shown once, with its answers, in at most 80 columns."""
    uitslag = draai("vragen")
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert max(map(len, uitslag.uit.splitlines())) <= 80
    assert not any(regel.endswith(" ") for regel in uitslag.uit.splitlines())
    tekst = " ".join(uitslag.uit.split())
    for vraag in BOEK.vragen.values():
        assert tekst.count(f"{vraag.vorm.vraag} ({vraag.id})") == 1
        for naam, antwoord in (vraag.vorm.antwoorden or {}).items():
            assert f" {naam}: {' '.join(antwoord.tekst.split())}" in tekst
    assert "(weekrooster)" in tekst
    assert not ENGELS.search(uitslag.uit)


def test_every_question_is_given_as_json(draai: Draai) -> None:
    """As data the questions stand by theme, and none of the rules is missing."""
    uitslag = draai("vragen", "--json")
    assert (uitslag.code, uitslag.fout) == (0, "")
    gegevens = json.loads(uitslag.uit)
    namen = [vraag["id"] for thema in gegevens["themas"] for vraag in thema["vragen"]]
    assert sorted(namen) == sorted([*BOEK.vragen, "weekrooster"])
    assert gegevens["regelwerk"]["hash"] == REGELWERK.hash


def test_brackets_in_a_question_are_shown(draai: Draai, tmp_path: Path) -> None:
    """A text of the rules is shown as it is written, also where it looks like mark-up."""
    map_ = tmp_path / "regels"
    shutil.copytree(REGELS, map_)
    bestand = map_ / "toegang.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    assert "Hoe oud bent u?" in tekst
    vraag = "Hoe [bold]oud[/] bent u :smile:?"
    bestand.write_text(tekst.replace("Hoe oud bent u?", f'"{vraag}"'), encoding="utf-8")
    assert vraag in draai("vragen", "--regelwerk", map_).uit


# exporteer


@pytest.mark.parametrize("soort", ["regelset", "regelwerk", "intake"])
def test_a_schema_is_exported(draai: Draai, soort: str) -> None:
    """Every schema is a JSON Schema, on stdout."""
    uitslag = draai("exporteer", "schema", "--soort", soort)
    assert (uitslag.code, uitslag.fout) == (0, "")
    Draft202012Validator.check_schema(json.loads(uitslag.uit))


def test_without_a_kind_the_schema_is_that_of_a_rule_file(draai: Draai) -> None:
    """The schema that policy staff need most is the one given without asking."""
    assert (
        draai("exporteer", "schema").uit == draai("exporteer", "schema", "--soort", "regelset").uit
    )


def test_schemas_are_written_into_a_folder(draai: Draai, tmp_path: Path) -> None:
    """All schemas go into a folder, which is made when needed; one when only one is asked."""
    uitslag = draai("exporteer", "schema", "--map", tmp_path / "nieuw" / "map")
    assert uitslag.code == 0
    assert sorted(p.name for p in (tmp_path / "nieuw" / "map").iterdir()) == [
        "intake.schema.json",
        "regelset.schema.json",
        "regelwerk.schema.json",
    ]
    assert uitslag.uit.count("Geschreven: ") == 3
    draai("exporteer", "schema", "--map", tmp_path / "een", "--soort", "intake")
    assert [p.name for p in (tmp_path / "een").iterdir()] == ["intake.schema.json"]


def test_a_folder_that_cannot_be_written_is_told(draai: Draai, tmp_path: Path) -> None:
    """A file in the place of the folder, or no name at all, gives one line and exit 2."""
    (tmp_path / "bestand").touch()
    for map_ in (tmp_path / "bestand", tmp_path / "bestand" / "onder", ""):
        uitslag = draai("exporteer", "schema", "--map", map_)
        assert (uitslag.code, uitslag.uit) == (2, "")
        assert len(uitslag.fouten) == 1
        assert uitslag.fout.startswith("--map: ")
        assert not ENGELS.search(uitslag.fout.replace(str(tmp_path), ""))

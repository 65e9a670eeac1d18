"""`arrangement voorstel`: what it shows of good intakes and what it says of bad ones."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from api.cli.voorstelscherm import mogelijkheden
from api.regelwerken import laad_regelwerk
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.rulebook.lezen import GROOTSTE_BESTAND
from tests.api.cli.conftest import Draai
from tests.api.hulp import BOEK, ENGELS, REGELWERK, VOORBEELDEN, als_gegevens, kleine_intake

PER_NAAM = {pad.stem: pad for pad in VOORBEELDEN}


def test_there_are_thirteen_examples() -> None:
    """The examples are the nine arrangements and four other cases."""
    assert len(VOORBEELDEN) == 13


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_is_shown(draai: Draai, pad: Path) -> None:
    """Every example gives a voorstel that reads well: 80 columns, no loose ends, no English."""
    uitslag = draai("voorstel", pad)
    regels = uitslag.uit.splitlines()
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert regels[0].startswith(("Voorstel: ", "Nog geen voorstel: "))
    assert set(regels[1]) == {"─"}
    assert "Waarom" in regels
    assert "Dit is een advies; de consulent beslist." in regels
    assert REGELWERK.hash[:12] in uitslag.uit
    assert max(map(len, regels)) <= 80
    assert not any(regel.endswith(" ") for regel in regels)
    assert not ENGELS.search(uitslag.uit)


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_is_given_as_json(draai: Draai, pad: Path) -> None:
    """Every example gives JSON, which is the same whether the intake was YAML or JSON."""
    uitslag = draai("voorstel", pad, "--json")
    assert (uitslag.code, uitslag.fout) == (0, "")
    voorstel = json.loads(uitslag.uit)
    assert {"regelwerk", "motoren", "vast", "openstaand", "uitkomst", "uitleg", "spoor"} <= set(
        voorstel
    )
    verwacht = re.fullmatch(r"arrangement-(\d)", pad.stem)
    if verwacht:
        assert voorstel["uitkomst"]["arrangement"] == int(verwacht.group(1))
    invoer = json.dumps(als_gegevens(pad)).encode()
    assert json.loads(draai("voorstel", "-", "--json", invoer=invoer).uit) == voorstel


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_the_client_sees_nothing_confidential(draai: Draai, pad: Path) -> None:
    """No confidential question or signal, and no name or source, is in the words for the client."""
    uitslag = draai("voorstel", pad, "--client")
    zichtbaar = " ".join(uitslag.uit.split())
    assert uitslag.code == 0
    for vraag in BOEK.vragen.values():
        assert not (vraag.vorm.vertrouwelijk and vraag.vorm.vraag in zichtbaar), vraag.id
        assert f"({vraag.id})" not in zichtbaar
    for signaal in BOEK.signalen.values():
        assert not (signaal.vertrouwelijk and signaal.titel in zichtbaar), signaal.id
    assert "zelfdoding" not in zichtbaar
    assert "keuze 1" not in zichtbaar


def test_a_crisis_stands_above_everything(draai: Draai, tmp_path: Path) -> None:
    """What has to be done first is the first line of the voorstel, but not for the client."""
    intake = tmp_path / "intake.json"
    gegevens = als_gegevens(PER_NAAM["spoed"])
    gegevens["antwoorden"]["zelfdoding"] = "plan"
    intake.write_text(json.dumps(gegevens), encoding="utf-8")
    assert draai("voorstel", intake).uit.startswith("EERST DIT: ")
    assert "EERST DIT" not in draai("voorstel", intake, "--client").uit


def test_a_narrow_terminal_loses_nothing(draai: Draai, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 40 columns every word is still there and no line is longer."""
    breed = draai("voorstel", PER_NAAM["arrangement-5"]).uit
    monkeypatch.setenv("COLUMNS", "40")
    smal = draai("voorstel", PER_NAAM["arrangement-5"]).uit
    assert max(map(len, smal.splitlines())) <= 40
    assert smal.replace("─", "").split() == breed.replace("─", "").split()


def test_colour_only_on_a_terminal_that_wants_it(draai: Draai) -> None:
    """Without a terminal, or with NO_COLOR, there are no colour codes in the output."""
    assert "\x1b" not in draai("voorstel", PER_NAAM["spoed"]).uit


def test_possible_values_are_summed_up_as_a_person_would() -> None:
    """A few values are named; a long row of following numbers is given by its ends."""
    assert mogelijkheden([]) == ""
    assert mogelijkheden(["4"]) == "4"
    assert mogelijkheden(["licht", "matig", "zwaar"]) == "licht, matig of zwaar"
    assert mogelijkheden([str(n) for n in range(1, 10)]) == "1 tot en met 9"
    assert mogelijkheden(["1", "2", "4", "5"]) == "1, 2, 4 of 5"


# Input that cannot be used


BESTANDEN: dict[str, tuple[bytes, str]] = {
    "leeg.yaml": (b"", ":1:1: "),
    "leeg.json": (b"", ":1:1: Dit is geen geldige JSON"),
    "leeg.jsonl": (b"\n \n", ": Het bestand is leeg."),
    "ruis.yaml": (bytes(range(256)) * 4, ":"),
    "ruis.json": (b"\xff\xfe{}", ":1:1: "),
    "ruis.jsonl": (b"\x80\x81\n", ":1:1: "),
    "groot.yaml": (b"a" * 10_000_000, ":1:1: "),
    "groot.json": (b" " * (GROOTSTE_BESTAND + 1) + b"{}", ":1:1: "),
    "groot.jsonl": (b"a" * 10_000_000, ":1:1: Deze regel is groter dan 1 MB."),
    "stuk.json": (b'{\n"peildatum" "2021-06-15"\n}', ":2:13: Dit is geen geldige JSON"),
    "woord.json": (b"hallo", ":1:1: Dit is geen geldige JSON"),
    "lijst.json": (b"[1, 2]", ":1:1: Hier hoort een groep met sleutels, geen lijst."),
    "niets.json": (b"null", ":1:1: "),
    "tekst.yaml": (b"hallo", ":1:1: "),
    "nan.json": (b'{"peildatum": NaN}', ":1:1: Dit is geen geldige JSON: 'NaN' bestaat daarin"),
    "dubbel.json": (
        b'{"peildatum": "2021-06-15",\n"antwoorden": {"gemeente": "beek",\n"gemeente": "stein"}}',
        ":3:1: De sleutel 'gemeente' staat hier voor de tweede keer",
    ),
    "diep.json": (b'{"a":' * 5000 + b"1" + b"}" * 5000, ":1:1: De tekst is dieper genest"),
    "tab.json": (
        b'{\n\t"peildatum": "2021-06-15",\n\t"antwoorden": {"gemeente": "bek"}\n}',
        ":3:29: Het antwoord 'bek' bestaat niet bij 'gemeente'. Bedoelde u 'beek'?",
    ),
    "vraag.yaml": (
        b"peildatum: 2021-06-15\nantwoorden:\n  gemente: beek\n",
        ":3:3: De vraag 'gemente' bestaat niet. Bedoelde u 'gemeente'?",
    ),
    "vraagteken.yaml": (
        b'peildatum: 2021-06-15\nantwoorden:\n  gemeente: beek\n  "?gemeente": beek\n',
        ":4:3: De vraag '?gemeente' bestaat niet.",
    ),
    "datum.yaml": (
        b"peildatum: 2021-02-30\nantwoorden: {gemeente: beek}\n",
        ":1:12: De datum 2021-02-30 bestaat niet.",
    ),
    "omgekeerd.yaml": (
        b"peildatum: 2021-06-15\ningangsdatum: 2021-05-01\neinddatum: 2021-04-01\n"
        b"antwoorden: {gemeente: beek}\n",
        ":3:12: Het einde (2021-04-01) ligt voor het begin (2021-05-01).",
    ),
    "soort.json": (
        b'{"peildatum": "2021-06-15", "antwoorden": []}',
        ":1:43: Hier hoort een groep met sleutels, geen lijst.",
    ),
    "vroeg.yaml": (
        b"peildatum: 1999-01-01\nantwoorden: {gemeente: beek}\n",
        ":1:12: Op 1999-01-01 gelden er geen regels",
    ),
}


@pytest.mark.parametrize("naam", BESTANDEN)
def test_an_unusable_file_is_told_with_its_place(draai: Draai, tmp_path: Path, naam: str) -> None:
    """Every bad file gives Dutch lines that begin with its place, nothing on stdout, and exit 2."""
    inhoud, begin = BESTANDEN[naam]
    bestand = tmp_path / naam
    bestand.write_bytes(inhoud)
    uitslag = draai("voorstel", bestand)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert uitslag.fouten[0].startswith(f"{bestand}{begin}")
    assert all(regel.startswith(f"{bestand}:") for regel in uitslag.fouten)
    assert not ENGELS.search(uitslag.fout.replace(str(bestand), ""))


def test_every_problem_of_an_intake_is_told_at_once(draai: Draai, tmp_path: Path) -> None:
    """An intake with several mistakes gives a line for each, in the order of the file."""
    bestand = tmp_path / "fout.yaml"
    bestand.write_text(
        "peildatum: 2021-06-15\nantwoordn: x\nantwoorden:\n  gemente: beek\n"
        "  besluiten: {waarde: x}\n  huishouden: [a]\nweekrooster_compleet: misschien\n",
        encoding="utf-8",
    )
    uitslag = draai("voorstel", bestand)
    regels = [int(regel.removeprefix(str(bestand)).split(":")[1]) for regel in uitslag.fouten]
    assert uitslag.code == 2
    assert regels == [2, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("pad", "zin"),
    [
        ("", "INTAKE: Hier ontbreekt de naam van een bestand."),
        (".", ".: Dit is een map. Noem een bestand uit deze map."),
        ("nergens.yaml", "nergens.yaml: Dit bestand bestaat niet. Controleer de naam."),
        ("intke.yaml", "intke.yaml: Dit bestand bestaat niet. Bedoelde u 'intake.yaml'?"),
        ("nie\nt\x1b[31m", "nie\ufffdt\ufffd[31m: Dit bestand bestaat niet. Controleer de naam."),
        ("a" * 5000, f"{'a' * 5000}: Dit bestand is niet te openen. Controleer de naam."),
    ],
    ids=["niets", "map", "weg", "tikfout", "stuurteken", "lang"],
)
def test_a_path_that_is_no_file_is_told(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pad: str, zin: str
) -> None:
    """A missing file, a folder and an impossible name give one line and exit 2."""
    (tmp_path / "intake.yaml").touch()
    monkeypatch.chdir(tmp_path)
    uitslag = draai("voorstel", pad)
    assert (uitslag.code, uitslag.uit, uitslag.fout) == (2, "", f"{zin}\n")


def test_an_endless_file_is_not_read_to_the_end(draai: Draai) -> None:
    """Of a source without end no more is read than may be used."""
    uitslag = draai("voorstel", "/dev/zero")
    assert uitslag.code == 2
    assert "groter dan 1 MB" in uitslag.fout


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        ("morgen", "'morgen' is geen datum. Schrijf jaar-maand-dag: 2021-01-31."),
        ("2021-13-01", "De datum 2021-13-01 bestaat niet."),
        ("", "Hier ontbreekt een dag."),
        ("1999-01-01", "Op 1999-01-01 gelden er geen regels."),
    ],
)
def test_a_bad_peildatum_is_told(draai: Draai, dag: str, zin: str) -> None:
    """A day on the command line that cannot be used is told with the name of the option."""
    uitslag = draai("voorstel", PER_NAAM["spoed"], "--peildatum", dag)
    assert (uitslag.code, uitslag.uit) == (2, "")
    assert len(uitslag.fouten) == 1
    assert uitslag.fout.startswith(f"--peildatum: {zin}")


def test_the_peildatum_of_the_command_line_wins(draai: Draai, tmp_path: Path) -> None:
    """A day on the command line takes the place of the one in the file, also of a bad one."""
    bestand = tmp_path / "intake.json"
    bestand.write_text(json.dumps(kleine_intake() | {"peildatum": "gisteren"}), encoding="utf-8")
    uitslag = draai("voorstel", bestand, "--peildatum", "2021-12-31")
    assert uitslag.code == 0
    assert "peildatum 31 december 2021." in " ".join(uitslag.uit.split())


# Standard input and JSON Lines


def test_standard_input_takes_yaml_and_json(draai: Draai) -> None:
    """A dash reads standard input, in YAML or in JSON, and mistakes in either have a place."""
    yaml = PER_NAAM["arrangement-1"].read_bytes()
    assert draai("voorstel", "-", invoer=yaml).code == 0
    for invoer in (b"peildatum: x\n", b'{"peildatum": "x"}', b'{"peildatum": "x",}'):
        uitslag = draai("voorstel", "-", invoer=invoer)
        assert uitslag.code == 2
        assert re.match(r"invoer(\.json)?:1:\d+: ", uitslag.fout)


def test_empty_standard_input_is_told(draai: Draai) -> None:
    """Nothing on standard input is told as an empty file is."""
    for extra in ([], ["--regels"]):
        uitslag = draai("voorstel", "-", *extra)
        assert uitslag.code == 2
        assert len(uitslag.fouten) == 1
        assert "is leeg" in uitslag.fout


REGELS = b"\n".join(
    [
        json.dumps(kleine_intake()).encode(),
        b'{"peildatum": "2021-06-15"',
        b"   ",
        b"[1]",
        json.dumps(kleine_intake(gemeente="bek")).encode() + b"\r",
        b"\xff",
        b'{"peildatum": NaN}',
        b'{"peildatum":"2021-06-15","antwoorden":{"gemeente":"beek"},"antwoorden":{}}',
        json.dumps(kleine_intake(gemeente="andere")).encode(),
    ]
)
VERWACHT = {
    2: "Dit is geen geldige JSON",
    4: "Hier hoort een groep met sleutels, geen lijst.",
    5: "Het antwoord 'bek' bestaat niet bij 'gemeente'. Bedoelde u 'beek'?",
    6: "is geen UTF-8",
    7: "Dit is geen geldige JSON: 'NaN' bestaat daarin niet.",
    8: "De sleutel 'antwoorden' staat hier voor de tweede keer (eerst op regel 8).",
}


@pytest.mark.parametrize("naam", ["zaken.jsonl", "ZAKEN.JSONL", "zaken.ndjson", "-"])
def test_bad_lines_are_told_while_the_rest_is_written(
    draai: Draai, tmp_path: Path, naam: str
) -> None:
    """In JSON Lines each bad line is told with its number, every good line written, and exit 2."""
    bestand = "invoer" if naam == "-" else str(tmp_path / naam)
    if naam == "-":
        uitslag = draai("voorstel", "-", "--regels", "--json", invoer=REGELS)
    else:
        Path(bestand).write_bytes(REGELS)
        uitslag = draai("voorstel", bestand, "--json")
    voorstellen = [json.loads(regel) for regel in uitslag.uit.splitlines()]
    assert uitslag.code == 2
    assert [v["uitkomst"].get("route") for v in voorstellen] == [None, "doorzenden"]
    for regel, (nummer, zin) in zip(uitslag.fouten, VERWACHT.items(), strict=True):
        assert re.match(rf"{re.escape(bestand)}:{nummer}:\d+: ", regel)
        assert zin in regel


def test_proposals_in_json_lines_name_their_line(draai: Draai, tmp_path: Path) -> None:
    """As text, every voorstel of several begins with the line that it belongs to."""
    bestand = tmp_path / "zaken.jsonl"
    bestand.write_bytes(b"\n".join([json.dumps(kleine_intake()).encode()] * 2))
    uitslag = draai("voorstel", bestand)
    assert uitslag.code == 0
    assert [r for r in uitslag.uit.replace("\n", "").split("zaken.jsonl:")[1:] if r[0] in "12"]
    assert uitslag.uit.count("Dit is een advies; de consulent beslist.") == 2


def test_a_line_over_the_limit_does_not_stop_the_rest(draai: Draai, tmp_path: Path) -> None:
    """Of a line that is too long nothing is used, and the next line is read from its begin."""
    bestand = tmp_path / "zaken.jsonl"
    goed = json.dumps(kleine_intake()).encode()
    bestand.write_bytes(b"\n".join([goed, b" " * (2 * GROOTSTE_BESTAND) + goed, goed]))
    uitslag = draai("voorstel", bestand, "--json")
    assert uitslag.code == 2
    assert uitslag.uit.count("\n") == 2
    assert uitslag.fout.startswith(f"{bestand}:2:1: Deze regel is groter dan 1 MB.")


def test_rules_that_contradict_are_not_vouched_for(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outcome without one value is exit 3, names the intake, and the other lines are done."""
    bestand = tmp_path / "zaken.jsonl"
    bestand.write_bytes(b"\n".join([json.dumps(kleine_intake()).encode()] * 2))

    def bots(*_: object) -> None:
        boek = laad_regelwerk(None).boeken[0]
        raise GeenUniekeUitkomst(boek, "arrangement", boek.uitkomsten["arrangement"].regels[:2])

    monkeypatch.setattr("api.cli.voorstel.stel_voor", bots)
    uitslag = draai("voorstel", bestand)
    assert uitslag.code == 3
    assert len(uitslag.fouten) == 2
    assert all(re.match(r".*\.jsonl:[12]:1: De regels geven", r) for r in uitslag.fouten)


def test_an_intake_cannot_steer_the_terminal(draai: Draai, tmp_path: Path) -> None:
    """Control characters of an intake never reach the terminal, and each problem stays one line."""
    bestand = tmp_path / "intake.json"
    bestand.write_text(json.dumps(kleine_intake(**{"x\n\x1b[2Jy": "z"})), encoding="utf-8")
    uitslag = draai("voorstel", bestand)
    assert uitslag.code == 2
    assert len(uitslag.fouten) == 1
    assert "\x1b" not in uitslag.fout


def test_a_named_pipe_is_read(draai: Draai, tmp_path: Path) -> None:
    """An intake may come through a pipe with a name, as `<(..)` makes it in a shell."""
    lees, schrijf = os.pipe()
    os.write(schrijf, PER_NAAM["arrangement-1"].read_bytes())
    os.close(schrijf)
    try:
        assert draai("voorstel", f"/dev/fd/{lees}").code == 0
    finally:
        os.close(lees)

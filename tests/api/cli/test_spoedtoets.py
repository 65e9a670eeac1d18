"""`arrangement spoedtoets`: one melding on the screen, and files of any length."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import Draai
from tests.api.hulp import ENGELS, VOORBEELDEN
from tests.indicatie.spoedmaken import VOLDOET

SPOED = next(p for p in VOORBEELDEN if p.stem == "spoed")
MAASTRICHT = {
    "levensbedreigend": "ja",
    "oorzaak": ["netwerk"],
    "hulpvorm": ["huishouden"],
    "beroep": "huisarts",
    "pilotwijk": "ja",
    "start_spoed": "2018-09-03",
}
CEL = {naam: waarde for naam, waarde in VOLDOET.items() if naam != "voorliggend"}


def melding(kenmerk: str, **anders: Any) -> dict[str, Any]:
    """Return a melding that voldoet, with some answers changed."""
    return {"kenmerk": kenmerk, "antwoorden": {**VOLDOET, **anders}}


def jsonl(pad: Path, meldingen: Sequence[object]) -> Path:
    """Write meldingen as JSON Lines; a text is written as it is."""
    regels = [m if isinstance(m, str) else json.dumps(m) for m in meldingen]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")
    return pad


def tabel(pad: Path, rijen: Sequence[dict[str, Any]], teken: str = ";") -> Path:
    """Write meldingen as a spreadsheet would."""
    kolommen = list(dict.fromkeys(k for rij in rijen for k in rij))
    with pad.open("w", encoding="utf-8-sig", newline="") as stroom:
        schrijver = csv.DictWriter(stroom, kolommen, delimiter=teken)
        schrijver.writeheader()
        schrijver.writerows(rijen)
    return pad


def cellen(kenmerk: str, **anders: str) -> dict[str, str]:
    """Return a melding that voldoet as a row of cells."""
    rij = {n: "|".join(w) if isinstance(w, list) else str(w) for n, w in CEL.items()}
    delen = {f"voorliggend.{n}": w for n, w in VOLDOET["voorliggend"].items()}
    return {"kenmerk": kenmerk, **rij, **delen, **anders}


# On the screen


def test_the_example_voldoet_and_shows_everything(draai: Draai) -> None:
    """Verdict, criteria, blocks, clocks and what to do, in Dutch and within 80 columns."""
    uitslag = draai("spoedtoets", SPOED)
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert uitslag.uit.startswith("De spoedmelding voldoet.")
    for kop in ("Criteria:", "Blokkades:", "Klokken:", "Te doen:"):
        assert kop in uitslag.uit.splitlines()
    assert max(map(len, uitslag.uit.splitlines())) <= 80
    assert not ENGELS.search(uitslag.uit)


def test_a_crisis_stands_above_the_verdict(draai: Draai, tmp_path: Path) -> None:
    """Severe suicidality: the crisis service comes first."""
    pad = tmp_path / "een.json"
    pad.write_text(json.dumps(melding("A", zelfdoding="plan")), encoding="utf-8")
    regels = draai("spoedtoets", pad).uit.splitlines()
    assert regels[1] == "EERST DIT: Eerst de crisisdienst"
    assert regels.index("De spoedmelding voldoet niet.") > 1


def test_what_is_missing_is_asked_in_words(draai: Draai, tmp_path: Path) -> None:
    """The question itself, with its name."""
    zonder = {n: w for n, w in VOLDOET.items() if n != "lopend"}
    pad = jsonl(tmp_path / "m.jsonl", [{"antwoorden": {**zonder, "start_spoed": "2021-05-03"}}])
    uit = draai("spoedtoets", pad).uit
    assert "Vraag dit na:" in uit
    assert "waarom er toen niet is gemeld" in " ".join(uit.split())


def test_another_regelwerk_by_name(draai: Draai, tmp_path: Path) -> None:
    """The pilot of Maastricht, with its own criteria and without arrangementen."""
    pad = jsonl(tmp_path / "m.jsonl", [{"antwoorden": MAASTRICHT}])
    uitslag = draai("spoedtoets", pad, "--regelwerk", "maastricht-2018")
    assert uitslag.code == 0
    assert "De spoedmelding voldoet." in uitslag.uit
    assert "levensbedreigend" in uitslag.uit
    assert "arrangement:" not in uitslag.uit


def test_outside_the_period_or_without_mandate_it_says_so(draai: Draai, tmp_path: Path) -> None:
    """A reason in a sentence, and exit 0: a no is an outcome."""
    anders = [{"start_spoed": "2019-01-01"}, {"beroep": "ander"}]
    pad = jsonl(tmp_path / "m.jsonl", [{"antwoorden": {**MAASTRICHT, **a}} for a in anders])
    uitslag = draai("spoedtoets", pad, "--regelwerk", "maastricht-2018", "--json")
    assert uitslag.code == 0
    uit = [json.loads(regel) for regel in uitslag.uit.splitlines()]
    blokkades = [[b["id"] for b in u["blokkades"] if b["oordeel"] == "aanwezig"] for u in uit]
    assert blokkades == [["buiten_periode"], ["geen_mandaat"]]


# Files


def test_the_three_forms_give_the_same(draai: Draai, tmp_path: Path) -> None:
    """CSV, JSON Lines and JSON are three ways to write the same meldingen."""
    meldingen = [melding("A"), melding("B", zelfdoding="plan"), melding("C", ontslag="onverwacht")]
    lijst = tmp_path / "m.json"
    lijst.write_text(json.dumps(meldingen, indent=1), encoding="utf-8")
    rijen = [cellen("A"), cellen("B", zelfdoding="plan"), cellen("C", ontslag="onverwacht")]
    bestanden = [
        jsonl(tmp_path / "m.jsonl", meldingen),
        lijst,
        tabel(tmp_path / "m.csv", rijen),
        tabel(tmp_path / "komma.csv", rijen, ","),
    ]
    uitkomsten = []
    for bestand in bestanden:
        uitslag = draai("spoedtoets", bestand, "--json")
        assert (uitslag.code, uitslag.fout) == (0, "")
        uit = [json.loads(regel) for regel in uitslag.uit.splitlines()]
        uitkomsten.append([{n: w for n, w in u.items() if n != "regel"} for u in uit])
    assert all(u == uitkomsten[0] for u in uitkomsten[1:])
    assert [u["oordeel"] for u in uitkomsten[0]] == ["voldoet", "voldoet_niet", "voldoet"]


@pytest.mark.parametrize("naam", ["uit.jsonl", "uit.json", "uit.csv"])
def test_the_same_input_gives_the_same_bytes(draai: Draai, tmp_path: Path, naam: str) -> None:
    """Nothing in the output depends on when or how often it was made."""
    pad = jsonl(tmp_path / "m.jsonl", [melding("A"), melding("B", spoed_arrangement="5")])
    keren = []
    for _ in range(2):
        uitslag = draai("spoedtoets", pad, "--uit", tmp_path / naam)
        assert uitslag.code == 0
        keren.append((tmp_path / naam).read_bytes())
    assert keren[0] == keren[1]
    assert "2 keer voldoet" in uitslag.uit


def test_what_is_written_can_be_read_again(draai: Draai, tmp_path: Path) -> None:
    """JSON is a list, JSON Lines has one on each line, CSV has one row each with its line."""
    pad = jsonl(tmp_path / "m.jsonl", [melding("A"), melding("B", zelfdoding="plan")])
    for naam in ("uit.jsonl", "uit.json", "uit.csv"):
        draai("spoedtoets", pad, "--uit", tmp_path / naam)
    lijst = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    regels = (tmp_path / "uit.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(regel) for regel in regels] == lijst
    tekst = (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    rijen = list(csv.DictReader(io.StringIO(tekst), delimiter=";"))
    assert [(r["regel"], r["kenmerk"], r["oordeel"]) for r in rijen] == [
        ("1", "A", "voldoet"),
        ("2", "B", "voldoet_niet"),
    ]
    assert rijen[1]["eerst"] == "Eerst de crisisdienst"
    assert rijen[0]["spoed_laatste_dag"] == "2021-06-29"


def test_a_mark_is_never_a_formula(draai: Draai, tmp_path: Path) -> None:
    """A spreadsheet that opens the file computes nothing."""
    pad = jsonl(tmp_path / "m.jsonl", [melding("=1+1")])
    draai("spoedtoets", pad, "--uit", tmp_path / "uit.csv")
    assert ";'=1+1;" in (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")


def test_bad_lines_are_named_and_the_rest_goes_on(draai: Draai, tmp_path: Path) -> None:
    """Each with its line, what is wrong and how to mend it; what is good is written."""
    slecht = melding("D", zelfdoding="gen")
    pad = jsonl(tmp_path / "m.jsonl", [melding("A"), '{"kenmerk": ', "", slecht, melding("E")])
    uitslag = draai("spoedtoets", pad, "--uit", tmp_path / "uit.jsonl")
    assert uitslag.code == 2
    assert [r.partition(": ")[0].rsplit(":", 2)[1] for r in uitslag.fouten] == ["2", "4"]
    assert "Bedoelde u 'geen'?" in uitslag.fouten[1]
    regels = (tmp_path / "uit.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(r)["regel"] for r in regels] == [1, 5]
    assert "2 niet te lezen" in uitslag.uit


def test_a_row_with_a_cell_too_many_is_named_and_the_rest_goes_on(
    draai: Draai, tmp_path: Path
) -> None:
    """Nobody knows which answer then belongs to which question."""
    pad = tabel(tmp_path / "m.csv", [cellen("A"), cellen("B"), cellen("C")])
    regels = pad.read_text(encoding="utf-8").splitlines()
    regels[2] += ";ja"
    pad.write_text("\n".join(regels), encoding="utf-8")
    uitslag = draai("spoedtoets", pad, "--json")
    assert uitslag.code == 2
    assert len(uitslag.uit.splitlines()) == 2
    [fout] = uitslag.fouten
    assert f"{pad}:3:1: " in fout
    assert "Zet om een antwoord" in fout


def test_a_row_that_goes_on_over_lines_keeps_the_count(draai: Draai, tmp_path: Path) -> None:
    """A cell with a line break in it does not shift the lines of what follows."""
    pad = tabel(tmp_path / "m.csv", [cellen("A\nB"), cellen("C", zelfdoding="gen")])
    uitslag = draai("spoedtoets", pad, "--json")
    assert [r.partition(": ")[0] for r in uitslag.fouten] == [f"{pad}:4:1"]


def test_an_unknown_column_stops_before_anything_is_checked(draai: Draai, tmp_path: Path) -> None:
    """Its answers would be lost unseen."""
    pad = tabel(tmp_path / "m.csv", [{**cellen("A"), "zelfdooding": "geen"}])
    uitslag = draai("spoedtoets", pad, "--uit", tmp_path / "uit.csv")
    assert uitslag.code == 2
    assert "Bedoelde u 'zelfdoding'?" in uitslag.fout
    assert not (tmp_path / "uit.csv").exists()


def test_a_day_may_be_written_as_a_spreadsheet_does(draai: Draai, tmp_path: Path) -> None:
    """5-5-2021 is 2021-05-05; 31-2-2021 is no day and says so."""
    anders = {"ontvangst_spoed": "5-5-2021", "start_spoed": "05-05-2021"}
    rijen = [cellen("A", **anders), cellen("B", start_spoed="31-2-2021")]
    uitslag = draai("spoedtoets", tabel(tmp_path / "m.csv", rijen), "--json")
    assert [json.loads(r)["oordeel"] for r in uitslag.uit.splitlines()] == ["voldoet"]
    assert "31-2-2021" in uitslag.fout


@pytest.mark.parametrize("naam", ["m.csv", "m.jsonl", "m.json"])
def test_an_empty_file_says_so(draai: Draai, tmp_path: Path, naam: str) -> None:
    """With exit 2 and nothing written."""
    (tmp_path / naam).write_text("", encoding="utf-8")
    uitslag = draai("spoedtoets", tmp_path / naam, "--uit", tmp_path / "uit.csv")
    assert uitslag.code == 2
    assert "leeg" in uitslag.fout
    assert not (tmp_path / "uit.csv").exists()


def test_a_list_that_breaks_off_leaves_no_file(draai: Draai, tmp_path: Path) -> None:
    """What was there stays as it was, and no half file takes its place."""
    uit = tmp_path / "uit.jsonl"
    uit.write_text("oud", encoding="utf-8")
    heel = json.dumps([melding("A"), melding("B")])
    (tmp_path / "m.json").write_text(heel[:-1], encoding="utf-8")
    uitslag = draai("spoedtoets", tmp_path / "m.json", "--uit", uit)
    assert uitslag.code == 2
    assert "niet volledig" in uitslag.fout
    assert uit.read_text(encoding="utf-8") == "oud"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.json", "uit.jsonl"]


def test_a_mistake_in_a_list_names_its_line(draai: Draai, tmp_path: Path) -> None:
    """The place in the file, not in the member."""
    heel = json.dumps([melding("A"), melding("B")], indent=1).splitlines()
    heel[-3] = heel[-3] + " oeps"
    (tmp_path / "m.json").write_text("\n".join(heel), encoding="utf-8")
    uitslag = draai("spoedtoets", tmp_path / "m.json")
    assert uitslag.code == 2
    assert f"m.json:{len(heel) - 2}:" in uitslag.fout


def test_a_name_that_says_no_form_is_refused(draai: Draai, tmp_path: Path) -> None:
    """Nobody is left with a file that nothing opens."""
    uitslag = draai("spoedtoets", SPOED, "--uit", tmp_path / "uit.xlsx")
    assert uitslag.code == 2
    assert ".csv" in uitslag.fout


def test_a_regelwerk_without_spoed_is_refused(draai: Draai) -> None:
    """The example of the language has none."""
    klein = Path(__file__).resolve().parents[2] / "diagnoses" / "goed"
    regelwerk = next(p.parent for p in sorted(klein.rglob("regelwerk.yaml")))
    uitslag = draai("spoedtoets", SPOED, "--regelwerk", regelwerk)
    assert uitslag.code == 2
    assert "geen regels voor spoed" in uitslag.fout


def _piek(pad: Path, uit: Path) -> int:
    """Return the most memory, in KiB, that a process of its own takes for a file."""
    meet = (
        "from pathlib import Path\n"
        "from api.cli.hoofd import main\n"
        "try:\n    main()\n"
        "except SystemExit as einde:\n    assert not einde.code, einde.code\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    opdracht = [sys.executable, "-c", meet, "spoedtoets", str(pad), "--uit", str(uit)]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, check=True)
    return int(klaar.stdout.splitlines()[-1])


@pytest.mark.parametrize("vorm", ["jsonl", "json", "csv"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, vorm: str) -> None:
    """Ten times as many meldingen take no more than a few MB beside what one takes."""
    piek = []
    for aantal in (20, 600):
        pad = tmp_path / f"m{aantal}.{vorm}"
        namen = [f"M{nummer}" for nummer in range(aantal)]
        # Broad meldingen, so that keeping them would show: 12 MB in all.
        if vorm == "csv":
            tabel(pad, [cellen(naam + "x" * 20_000) for naam in namen])
        elif vorm == "json":
            pad.write_text(json.dumps([melding(n + "x" * 20_000) for n in namen]), encoding="utf-8")
        else:
            jsonl(pad, [melding(naam + "x" * 20_000) for naam in namen])
        piek.append(_piek(pad, tmp_path / "uit.jsonl"))
    assert piek[1] - piek[0] < 8_000

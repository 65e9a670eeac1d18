"""Whatever stands in the folder: a diagnosis, never an exception, and bounded memory."""

from __future__ import annotations

import os
import signal
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import GROOTSTE_BESTAND, lees_json, lees_yaml
from engine.rulebook.regelwerk import controleer, laad
from engine.rulebook.weergave import op_een_regel, toon
from tests.rulebook.werk import KOP, REGELS, maak, vervang

MEESTE_GEHEUGEN = 300_000_000
"""Bytes; a file is at most 1 MB, and its tree of small objects some two hundred times that."""
GEDULD = 60
"""Seconds after which a test that hangs, as on a pipe, is broken off."""


@pytest.fixture(autouse=True)
def _niet_eindeloos() -> Iterator[None]:
    def stop(_nummer: int, _frame: FrameType | None) -> None:
        pytest.fail("dit hangt")  # no OSError, which the reader would take for a bad file

    vorige = signal.signal(signal.SIGALRM, stop)
    signal.alarm(GEDULD)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, vorige)


def codes(pad: Path) -> list[str]:
    """Return the codes of all diagnoses of a folder, each shown in both ways."""
    gevonden, teksten = controleer(pad)
    for diagnose in gevonden:
        tekst = toon(diagnose, teksten) + op_een_regel(diagnose)
        assert "\x1b" not in tekst
        assert tekst.encode()
    if gevonden:
        with pytest.raises(DiagnoseFout) as fout:
            laad(pad)
        assert fout.value.diagnoses
    return [d.code for d in gevonden]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A missing folder, a name that no folder can have and a file are named as such."""
    assert codes(tmp_path / "weg") == ["bestand-ontbreekt"]
    assert codes(tmp_path / ("x" * 5000)) == ["bestand-ontbreekt"]
    assert codes(tmp_path / "x\0y") == ["bestand-ontbreekt"]
    (tmp_path / "bestand").touch()
    assert codes(tmp_path / "bestand") == ["map-zonder-regelwerk"]


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without regelwerk.yaml is no regelwerk."""
    assert codes(tmp_path) == ["map-zonder-regelwerk"]


def test_a_head_that_cannot_be_opened(tmp_path: Path) -> None:
    """A regelwerk.yaml that is a folder or a link in a circle cannot be read."""
    een, twee = tmp_path / "een", tmp_path / "twee"
    (een / "regelwerk.yaml").mkdir(parents=True)
    assert codes(een) == ["bestand-onleesbaar"]
    twee.mkdir()
    (twee / "regelwerk.yaml").symlink_to("regelwerk.yaml")
    assert codes(twee) == ["bestand-onleesbaar"]


def test_a_head_that_is_empty_or_something_else(tmp_path: Path) -> None:
    """An empty head, a list or a single word is refused at its own place."""
    for inhoud, code in (
        ("", "bestand-leeg"),
        ("- a", "verkeerde-soort"),
        ("a", "verkeerde-soort"),
    ):
        (tmp_path / "regelwerk.yaml").write_text(inhoud, encoding="utf-8")
        assert codes(tmp_path) == [code]


@pytest.mark.parametrize(
    "naam",
    ["../../etc/passwd", "/etc/passwd", "..", "sub/../../uit.yaml", "link.yaml", "x" * 300],
)
def test_a_file_outside_the_folder_is_never_opened(naam: str, tmp_path: Path) -> None:
    """A path or a link that leaves the folder is refused, and its text is read nowhere."""
    buiten = tmp_path / "uit.yaml"
    buiten.write_text("geheim: ja", encoding="utf-8")
    pad = maak(tmp_path / "map", kop=KOP.replace("[regels.yaml]", f"[regels.yaml, {naam}]"))
    (pad / "link.yaml").symlink_to(buiten)
    gevonden, teksten = controleer(pad)
    verwacht = "bestand-ontbreekt" if naam.startswith("x") else "bestand-buiten-map"
    assert verwacht in [d.code for d in gevonden]
    assert set(teksten) == {"regelwerk.yaml", "regels.yaml"}


def test_names_of_files_that_are_no_names(tmp_path: Path) -> None:
    """Nothing, a group, and a NUL in a name are refused without opening anything."""
    for lijst in ('[""]', "[{a: b}]", "[null]", '["a\\0b"]', "{a: b}", "[[regels.yaml]]"):
        pad = maak(tmp_path / "map", kop=KOP.replace("[regels.yaml]", lijst))
        assert codes(pad)


def _lus(pad: Path) -> None:
    pad.unlink()
    pad.symlink_to(pad.name)


def _map(pad: Path) -> None:
    pad.unlink()
    pad.mkdir()


def _pijp(pad: Path) -> None:
    pad.unlink()
    os.mkfifo(pad)


def _dood_spoor(pad: Path) -> None:
    pad.unlink()
    pad.symlink_to("nergens.yaml")


@pytest.mark.parametrize(
    ("maak_stuk", "code"),
    [
        (_lus, "bestand-onleesbaar"),
        (_map, "bestand-onleesbaar"),
        (_pijp, "bestand-onleesbaar"),
        (_dood_spoor, "bestand-ontbreekt"),
        (lambda pad: os.truncate(pad, 100_000_000), "bestand-te-groot"),
        (lambda pad: os.truncate(pad, GROOTSTE_BESTAND + 1), "bestand-te-groot"),
        (lambda pad: os.truncate(pad, 0), "bestand-leeg"),
    ],
)
def test_a_rule_file_that_is_no_ordinary_file(
    maak_stuk: Callable[[Path], None], code: str, tmp_path: Path
) -> None:
    """A circle of links, a folder, a pipe, a link to nothing and 100 MB give one diagnosis."""
    pad = maak(tmp_path / "map")
    maak_stuk(pad / "regels.yaml")
    assert codes(pad) == [code]


def test_a_folder_in_which_nothing_may_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal of the operating system is a diagnosis; it is played, as a root may do all."""
    pad = maak(tmp_path / "map")

    def weiger(*_args: object, **_opties: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", weiger)
    assert codes(pad) == ["bestand-onleesbaar"]


@pytest.mark.parametrize(
    "inhoud",
    [REGELS.encode("utf-16"), "titel: cliënt".encode("latin-1"), b"\xff", b"a: \x80", b"\xf0\x9f"],
)
def test_bytes_that_are_not_utf8(inhoud: bytes, tmp_path: Path) -> None:
    """A file in another coding is named, not guessed."""
    assert codes(maak(tmp_path / "map", inhoud)) == ["bestand-geen-utf8"]


def test_invisible_characters(tmp_path: Path) -> None:
    """NUL, escape and other control characters are refused, written out or as an escape."""
    for teken in ("\0", "\x07", "\x1b", "\x7f", "\x80", "\ufffe"):
        regels = REGELS.replace("Lukt het?", f"Lukt{teken}het?")
        assert codes(maak(tmp_path / "map", regels)) == ["yaml-syntax"]
    for teken in ("\\0", "\\a", "\\e[31m", "\\x7f"):
        regels = REGELS.replace("Lukt het?", f'"Lukt{teken}het?"')
        assert codes(maak(tmp_path / "map", regels)) == ["yaml-syntax"]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    """What Notepad writes is fine."""
    inhoud = b"\xef\xbb\xbf" + REGELS.replace("\n", "\r\n").encode()
    assert codes(maak(tmp_path / "map", inhoud)) == []


BREED = "".join(f"a{n}: b\n" for n in range(20_000))
GROOT = {
    "diep met [": "[" * 100_000,
    "diep met {": "{a: " * 100_000,
    "diep met streepjes": "- " * 400_000,
    "diep met vraagtekens": "? " * 400_000,
    "diep met inspringen": "".join(f"{' ' * n}a:\n" for n in range(1_300)),
    "een regel": "a" * 999_000,
    "een waarde": f"titel: {'a' * 900_000}",
    "een aanhalingsteken": f'titel: "{"a" * 900_000}',
    "een sleutel": f"{'a' * 900_000}: b",
    "dubbele sleutels": "a: b\n" * 190_000,
    "verschillende sleutels": BREED,
    "sleutels in een vraag": vervang(
        REGELS,
        "    vraag: Lukt",
        "".join(f"    a{n}: b\n" for n in range(20_000)) + "    vraag: Lukt",
    ),
    "namen in een voorwaarde": vervang(
        REGELS, "{hulp: nee}", "\n" + "".join(f"      a{n}: b\n" for n in range(20_000))
    ),
    "invulwoorden": vervang(
        REGELS, "Het lukt niet.", "Het is " + " ".join(f"{{a{n}}}" for n in range(3_000))
    ),
    "regels": REGELS + "".join(f"  - {{id: R-{n}}}\n" for n in range(10_000)),
    "lachende miljarden": "a: &a [x, x]\n"
    + "".join(f"{c}: &{c} [{', '.join([f'*{chr(ord(c) - 1)}'] * 9)}]\n" for c in "bcdefghi"),
    "ankers": "".join(f"a{n}: &a{n} x\n" for n in range(60_000)),
    "komma's": "[" + "," * 900_000,
    "regeleinden": "\n" * 999_000,
    "harde spaties": "\xa0" * 400_000,
    "commentaar": "#" * 999_000,
}


@pytest.mark.parametrize("soort", GROOT)
def test_large_and_deep_files_take_bounded_memory(soort: str, tmp_path: Path) -> None:
    """Up to 1 MB of malice gives at most some hundreds of diagnoses, within the bound."""
    pad = maak(tmp_path / "map", GROOT[soort])
    tracemalloc.start()
    try:
        gevonden = codes(pad)
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 1 <= len(gevonden) <= 1_000
    assert piek < MEESTE_GEHEUGEN


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """100 MB costs no more memory than the first megabyte of it."""
    pad = maak(tmp_path / "map")
    os.truncate(pad / "regels.yaml", 100_000_000)
    tracemalloc.start()
    try:
        assert codes(pad) == ["bestand-te-groot"]
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "tekst",
    ["", "[" * 100_000, '{"a":' * 100_000, '"\\ud800"', "{", '{"a": 1, "a": 2}', "nul", "\ufeff{}"],
)
def test_hostile_json(tekst: str) -> None:
    """JSON that is empty, endless, half a character or twice the same key is refused."""
    for naam in ("", "intake.json"):
        gevonden = lees_json(tekst, naam)[1]
        assert gevonden
        assert {d.code for d in gevonden} <= {"json-syntax", "yaml-te-diep", "yaml-dubbele-sleutel"}
        assert all((d.positie is None) == (naam == "") for d in gevonden)


def test_large_numbers_stay_text() -> None:
    """A number of a hundred thousand digits is neither computed nor refused by the reader."""
    for lees in (lees_yaml, lees_json):
        knoop, gevonden = lees("9" * 100_000, "getal")
        assert not gevonden
        assert knoop is not None
        assert knoop.tekst == "9" * 100_000

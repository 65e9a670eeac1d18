"""The page about the diagnoses explains every code, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from engine.rulebook.codes import CODES
from engine.rulebook.lezen import lees_json, lees_yaml

BLADZIJDE = Path(__file__).resolve().parents[2] / "docs" / "diagnoses.md"
TEKST = BLADZIJDE.read_text(encoding="utf-8")


def paragrafen() -> dict[str, str]:
    """Return the text below every second heading."""
    delen = re.split(r"^#{1,2} +(.*)$", TEKST, flags=re.MULTILINE)
    return {
        kop: inhoud.strip()
        for kop, inhoud in zip(delen[1::2], delen[2::2], strict=True)
        if f"\n## {kop}\n" in TEKST
    }


def test_every_code_has_a_paragraph_and_no_other_code_is_explained() -> None:
    """The page and the catalogue name the same codes, each of them once."""
    assert sorted(re.findall(r"^## (.*)$", TEKST, flags=re.MULTILINE)) == sorted(CODES)


def test_every_paragraph_says_something() -> None:
    """Below every code stands what it means, in more than a few words."""
    for code, inhoud in paragrafen().items():
        gewoon = re.sub(r"```.*?```", "", inhoud, flags=re.DOTALL)
        assert len(gewoon.split()) >= 15, code


def test_warnings_are_marked_as_such() -> None:
    """Only what does not block is called a waarschuwing."""
    for code, inhoud in paragrafen().items():
        assert inhoud.startswith("**Waarschuwing.**") == (CODES[code].ernst == "waarschuwing"), code


def test_the_page_shows_no_code_that_does_not_exist() -> None:
    """A code in an example, as in fout[...], is one of the catalogue."""
    getoond = re.findall(r"(?:fout|waarschuwing)\[([a-z0-9-]+)\]", TEKST)
    assert getoond
    assert set(getoond) <= set(CODES)


def test_every_right_example_can_be_read() -> None:
    """What the page calls good is YAML, or JSON, without a diagnosis."""
    goed = re.findall(r"^Goed:\n\n```yaml\n(.*?)```", TEKST, flags=re.DOTALL | re.MULTILINE)
    assert len(goed) == TEKST.count("\nGoed:\n")
    for voorbeeld in goed:
        lees = lees_json if voorbeeld.startswith('{"') else lees_yaml
        assert lees(voorbeeld, "goed.yaml")[1] == [], voorbeeld


def test_every_wrong_example_stands_before_a_right_one() -> None:
    """Nobody is shown what is wrong without seeing how it should be."""
    for code, inhoud in paragrafen().items():
        if "Fout:" in inhoud:
            assert inhoud.index("Fout:") < inhoud.index("Goed:"), code

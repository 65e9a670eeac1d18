"""Our own rules with small damage: always a diagnosis or a reading, never an exception."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.rulebook.codes import CODES
from engine.rulebook.regelwerk import controleer
from engine.rulebook.weergave import toon

BRON = Path(__file__).resolve().parents[2] / "rules"
GROEPEN = 15
PER_GROEP = 10
PER_GROEP_LANG = 200
KLEINSTE = 20
"""Characters; a file shorter than this cannot be damaged much further."""


def zonder_regel(tekst: str, kans: random.Random) -> str:
    """Leave out one line."""
    regels = tekst.splitlines(keepends=True)
    del regels[kans.randrange(len(regels))]
    return "".join(regels)


def dubbele_regel(tekst: str, kans: random.Random) -> str:
    """Repeat one line."""
    regels = tekst.splitlines(keepends=True)
    plek = kans.randrange(len(regels))
    return "".join([*regels[:plek], regels[plek], *regels[plek:]])


def andere_regel(tekst: str, kans: random.Random) -> str:
    """Exchange two lines."""
    regels = tekst.splitlines(keepends=True)
    een, twee = kans.randrange(len(regels)), kans.randrange(len(regels))
    regels[een], regels[twee] = regels[twee], regels[een]
    return "".join(regels)


def inspringen(tekst: str, kans: random.Random) -> str:
    """Move one line a little to the left or the right."""
    regels = tekst.splitlines(keepends=True)
    plek = kans.randrange(len(regels))
    regel = regels[plek]
    regels[plek] = (
        regel.removeprefix(" ") if kans.random() < 0.5 else f"{' ' * kans.randint(1, 4)}{regel}"
    )
    return "".join(regels)


def zonder_teken(tekst: str, kans: random.Random) -> str:
    """Leave out one sign that means something in YAML."""
    plekken = [n for n, teken in enumerate(tekst) if teken in "\"':,{}[]-"]
    plek = kans.choice(plekken)
    return tekst[:plek] + tekst[plek + 1 :]


def verwissel(tekst: str, kans: random.Random) -> str:
    """Exchange two neighbouring characters."""
    plek = kans.randrange(len(tekst) - 1)
    return tekst[:plek] + tekst[plek + 1] + tekst[plek] + tekst[plek + 2 :]


def ander_teken(tekst: str, kans: random.Random) -> str:
    """Put a strange sign in the place of a character."""
    plek = kans.randrange(len(tekst))
    return tekst[:plek] + kans.choice("\t\0\x1b\xa0é💡#&*!%@{}[]:,?-|>0") + tekst[plek + 1 :]


def afgebroken(tekst: str, kans: random.Random) -> str:
    """Stop halfway, as when saving goes wrong."""
    return tekst[: kans.randrange(len(tekst))]


def ander_woord(tekst: str, kans: random.Random) -> str:
    """Put one word of the file in the place of another."""
    woorden = tekst.split()
    return tekst.replace(kans.choice(woorden), kans.choice(woorden), 1)


SCHADE: tuple[Callable[[str, random.Random], str], ...] = (
    zonder_regel,
    dubbele_regel,
    andere_regel,
    inspringen,
    zonder_teken,
    verwissel,
    ander_teken,
    afgebroken,
    ander_woord,
)


def beschadig(groep: int, aantal: int, pad: Path) -> None:
    """Damage one file at a time, one to three times, and check what is said of it."""
    kans = random.Random(groep)
    namen = sorted(p.name for p in BRON.glob("*.yaml"))
    for naam in namen:
        shutil.copy(BRON / naam, pad)
    for _ in range(aantal):
        naam = kans.choice(namen)
        goed = (BRON / naam).read_text(encoding="utf-8")
        tekst = goed
        gedaan = []
        for _ in range(kans.randint(1, 3)):
            if len(tekst) < KLEINSTE:
                break
            soort = kans.choice(SCHADE)
            gedaan.append(soort.__name__)
            tekst = soort(tekst, kans)
        (pad / naam).write_text(tekst, encoding="utf-8")
        try:
            gevonden, teksten = controleer(pad)
            getoond = [toon(d, teksten) for d in gevonden]
        except Exception as fout:  # the text that did it must be in the report
            raise AssertionError(f"{naam} na {gedaan} (groep {groep}):\n{tekst}") from fout
        assert {d.code for d in gevonden} <= set(CODES)
        assert len(gevonden) < 700, (naam, gedaan)
        assert all("\n" not in d.melding and "None" not in d.melding for d in gevonden), getoond
        (pad / naam).write_text(goed, encoding="utf-8")


@pytest.mark.parametrize("groep", range(GROEPEN))
def test_damaged_rules_never_raise(groep: int, tmp_path: Path) -> None:
    """A hundred and fifty kinds of small damage to our own rules are read or diagnosed."""
    beschadig(groep, PER_GROEP, tmp_path)


@pytest.mark.lang
@pytest.mark.parametrize("groep", range(100, 100 + GROEPEN))
def test_much_damaged_rules_never_raise(groep: int, tmp_path: Path) -> None:
    """The same, thousands of times."""
    beschadig(groep, PER_GROEP_LANG, tmp_path)

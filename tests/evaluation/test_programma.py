"""The generated program holds numbers only, and reads facts as the classes that they touch."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from keyword import iskeyword
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.compileren import compileer
from engine.evaluation.evaluator import evalueer
from engine.evaluation.feiten import tabel
from engine.evaluation.nummers import Nummers
from engine.evaluation.programma import schrijf_alles, schrijf_uitkomst
from engine.rulebook.diagnose import Positie
from engine.rulebook.klassen import NVT, Grootheid, Interval, Klasse, Waarden, getal_klassen
from engine.rulebook.rulebook import Atoom, Rulebook
from tests.referentie.gevallen import onze_regels, toeval
from tests.referentie.regelwerken import maak_regelwerk

PLEK = Positie("", 1, 1)
NAAM = re.compile(
    r"(s|r|id|tabel)\d+|sets|feit|bits|kan|kan_niet|laagst|geldt|max"
    r"|plaats|dagen_tussen|geen_uniek|evalueer|uitkomst"
)


def boeken(tmp_path: Path) -> Iterator[Rulebook]:
    yield onze_regels()
    for nummer in range(10):
        yield from maak_regelwerk(toeval("tekst", nummer), tmp_path / str(nummer)).boeken


def test_in_het_programma_staat_niets_van_de_regels(tmp_path: Path) -> None:
    """Every word is a name of the program itself, and there is no text at all."""
    for boek in boeken(tmp_path):
        nummers = Nummers(boek)
        for tekst in (schrijf_alles(nummers), schrijf_uitkomst(nummers, boek.grootheden)):
            for token in tokenize.generate_tokens(io.StringIO(tekst).readline):
                assert token.type not in {tokenize.STRING, tokenize.COMMENT}
                if token.type == tokenize.NAME:
                    assert iskeyword(token.string) or NAAM.fullmatch(token.string), token.string


def test_een_naam_wordt_nooit_code() -> None:
    """A question and an answer that are named like statements are just names."""
    kwaad = "x\nraise SystemExit #"
    boek = onze_regels()
    vraag = replace(next(iter(boek.vragen.values())), id=kwaad, grootheden=(kwaad,))
    boek = replace(
        boek,
        vragen={kwaad: replace(vraag, alleen_als=Atoom(kwaad, Waarden(frozenset({kwaad})), PLEK))},
        tellingen={},
        dagen_tussen={},
        uitkomsten={},
        regels={},
        grootheden={kwaad: Grootheid(kwaad, kwaad, (Klasse(kwaad), Klasse("nee"), Klasse(NVT)))},
        volgorde=(kwaad,),
    )
    assert evalueer(boek, {kwaad: kwaad}).waarde(kwaad) == kwaad
    assert evalueer(boek, {kwaad: "nee"}).waarde(kwaad) == NVT


GETALLEN = st.builds(Fraction, st.integers(-6, 6), st.sampled_from([1, 2, 3, 4]))
SNEDEN = st.sets(st.tuples(GETALLEN, st.sampled_from([0, 1])), max_size=5)


@given(SNEDEN, GETALLEN, GETALLEN)
def test_een_interval_wordt_de_klassen_die_het_raakt(
    sneden: set[tuple[Fraction, int]], een: Fraction, ander: Fraction
) -> None:
    """For any cuts and any numbers the table gives the classes that the rulebook gives."""
    grootheid = Grootheid("getal", "getal", getal_klassen(sneden), is_getal=True)
    interval = Interval(min(een, ander), max(een, ander))
    assert tabel(grootheid)[interval] == sum(1 << n for n in grootheid.nummers(interval))


def test_wat_niet_bekend_is_laat_alles_open() -> None:
    """Nothing known is every class but not applicable; of a name it is that class."""
    klassen = (Klasse("ja"), Klasse("nee"), Klasse(NVT))
    sets = tabel(Grootheid("vraag", "vraag", klassen))
    assert [sets[None], sets["ja"], sets["nee"]] == [0b011, 0b001, 0b010]


def test_een_regelboek_wordt_een_keer_gecompileerd() -> None:
    """The same rulebook is the same program."""
    assert compileer(onze_regels()) is compileer(onze_regels())

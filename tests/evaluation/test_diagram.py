"""The laws of decision diagrams: one function, one number; operations work per answer."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.beslisdiagram import Gebrek, maak_diagram
from engine.evaluation.diagram import Diagrammen
from engine.rulebook.diagnose import DiagnoseFout
from tests.referentie.gevallen import toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

KLASSEN = (2, 3, 2)
GEVALLEN = list(product(*map(range, KLASSEN)))
TABELLEN = st.lists(st.integers(0, 2), min_size=len(GEVALLEN), max_size=len(GEVALLEN))


def maak(d: Diagrammen, tabel: list[int]) -> int:
    """Build the diagram of a table with a value for every combination of classes."""

    def loop(gekozen: tuple[int, ...]) -> int:
        if len(gekozen) == len(KLASSEN):
            return d.blad(tabel[GEVALLEN.index(gekozen)])
        takken = tuple(loop((*gekozen, k)) for k in range(KLASSEN[len(gekozen)]))
        return d.knoop(len(gekozen), takken)

    return loop(())


def lees(d: Diagrammen, diagram: int) -> list[object]:
    """Return the value of a diagram for every combination of classes."""
    gevonden = []
    for geval in GEVALLEN:
        deel = diagram
        while deel >= 0:
            deel = d.takken[deel][geval[d.variabelen[deel]]]
        gevonden.append(d.waarde(deel))
    return gevonden


@given(TABELLEN, TABELLEN)
def test_gelijke_functies_hebben_hetzelfde_nummer(een: list[int], ander: list[int]) -> None:
    """Two diagrams are equal exactly when they give the same value for all answers."""
    d = Diagrammen(KLASSEN)
    assert lees(d, maak(d, een)) == een
    assert (maak(d, een) == maak(d, ander)) == (een == ander)


@given(TABELLEN, TABELLEN)
def test_combineren_en_omzetten_gaan_per_geval(een: list[int], ander: list[int]) -> None:
    """Combining and converting diagrams does so for the values of each combination."""
    d = Diagrammen(KLASSEN)
    som = d.combineer(maak(d, een), maak(d, ander), lambda a, b: (a, b))
    assert lees(d, som) == list(zip(een, ander, strict=True))
    assert lees(d, d.zet_om(maak(d, een), lambda w: w == 1)) == [w == 1 for w in een]


@given(st.lists(st.booleans(), min_size=12, max_size=12), TABELLEN, TABELLEN)
def test_kiezen_gaat_per_geval(toets: list[bool], dan: list[int], anders: list[int]) -> None:
    """A choice has the value of the first diagram where the test holds, else of the second."""
    d = Diagrammen(KLASSEN)
    waar = d.zet_om(maak(d, [int(t) for t in toets]), bool)
    gekozen = d.kies(waar, maak(d, dan), maak(d, anders))
    assert lees(d, gekozen) == [a if t else b for t, a, b in zip(toets, dan, anders, strict=True)]


def test_waar_en_een_zijn_verschillende_waarden() -> None:
    """A leaf with True is not the leaf with the number 1."""
    d = Diagrammen(KLASSEN)
    assert d.waarde(d.blad(True)) is True
    assert d.waarde(d.blad(1)) is not True


def test_te_veel_knopen_geven_een_melding() -> None:
    """A diagram that grows too large says so, and what to do, instead of filling the memory."""
    d = Diagrammen(KLASSEN, meeste=3)
    with pytest.raises(DiagnoseFout) as fout:
        maak(d, list(range(len(GEVALLEN))))
    (diagnose,) = fout.value.diagnoses
    assert diagnose.code == "diagram-te-groot"
    assert "meer dan 3 knopen" in diagnose.melding
    assert diagnose.hulp


def test_regels_met_gaten_geven_een_diagram(tmp_path: Path) -> None:
    """A gap in an outcome on a scale, on which others build, is a value of its own diagram."""
    gebreken = 0
    for nummer in range(40):
        maat = Maat(vragen=(4, 8), lek=1.0)
        boek = maak_regelwerk(toeval("gaten", nummer), tmp_path / str(nummer), maat).boeken[0]
        model = maak_diagram(boek)
        gebreken += any(isinstance(w, Gebrek) for w in model.diagrammen.waarden)
    assert gebreken

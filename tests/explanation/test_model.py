"""The model as a document: its schema, its bytes and what it leaves out."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.evaluation.beslisdiagram import maak_diagram
from engine.explanation.model import MODEL_VERSIE, maak_model, model_tekst
from engine.explanation.model_schema import model_schema
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import laad
from engine.rulebook.rulebook import IsOnbekend, atomen
from tests.indicatie.maken import regelwerk
from tests.referentie.gevallen import REGELS, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk
from tests.rulebook.werk import maak

Model = dict[str, Any]
TEKST = """
import sys
from datetime import date
from pathlib import Path
from engine.explanation.model import maak_model, model_tekst
from engine.rulebook.regelwerk import laad
werk = laad(Path(sys.argv[1]))
sys.stdout.buffer.write(model_tekst(maak_model(werk.op(date(2021, 6, 1)), werk.hash)).encode())
"""


@cache
def ons_model() -> Model:
    """Return the model of our rules as another program reads it."""
    model: Model = json.loads(model_tekst(maak_model(onze_regels(), regelwerk().hash)))
    return model


def fouten(model: Model) -> list[str]:
    """Return where a model does not fit the schema."""
    controle = Draft202012Validator(model_schema())
    return [f"{list(fout.path)}: {fout.message}" for fout in controle.iter_errors(model)]


def test_the_schema_is_a_schema_and_our_model_fits() -> None:
    """What is exported is what the schema says, with no part that it does not know."""
    Draft202012Validator.check_schema(model_schema())
    assert fouten(ons_model()) == []


def test_every_period_of_our_rules_fits() -> None:
    """Not only the rules of today: each period has a model of its own days."""
    for boek in regelwerk().boeken:
        model = json.loads(model_tekst(maak_model(boek, regelwerk().hash)))
        assert fouten(model) == []
        assert model["regelwerk"]["vanaf"] == boek.vanaf.isoformat()


@pytest.mark.parametrize("nummer", range(20))
def test_the_model_of_random_rules_fits(nummer: int, tmp_path: Path) -> None:
    """Rules of every shape that the language has, with gaps in some of them."""
    try:
        maat = Maat(lek=nummer % 2)
        boeken = maak_regelwerk(toeval("model", nummer), tmp_path / "werk", maat).boeken
    except DiagnoseFout:
        boeken = ()  # the loader refuses a condition that no answer can meet
    for boek in boeken:
        assert fouten(json.loads(model_tekst(maak_model(boek, "hash")))) == []


def test_the_smallest_rules_have_a_model(tmp_path: Path) -> None:
    """One question and one signal, without a weekrooster or an outcome of their own."""
    werk = laad(maak(tmp_path / "werk"))
    model = json.loads(model_tekst(maak_model(werk.boeken[0], werk.hash)))
    assert fouten(model) == []
    assert model["weekrooster"] is None
    assert [vraag["id"] for vraag in model["vragen"]] == ["hulp"]


@pytest.mark.parametrize(
    "stuk",
    [
        lambda m: m.pop("knopen"),
        lambda m: m.update(versie=2),
        lambda m: m.update(extra=1),
        lambda m: m["knopen"][0].append("x"),
        lambda m: m["grootheden"][0].pop("klassen"),
        lambda m: m["regels"][0]["voorwaarde"].update(alle=[]),
        lambda m: m["regelwerk"].update(tot=5),
    ],
)
def test_a_model_that_misses_something_does_not_fit(stuk: Any) -> None:
    """The schema is tight enough to see a part that is missing, extra or of another kind."""
    model = json.loads(json.dumps(ons_model()))
    stuk(model)
    assert fouten(model)


def test_the_bytes_do_not_hang_on_the_run() -> None:
    """Two processes with other hash seeds write the same bytes."""
    uit = [
        subprocess.run(
            [sys.executable, "-c", TEKST, str(REGELS)],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": zaad},
        ).stdout
        for zaad in ("1", "2")
    ]
    assert uit[0] == uit[1]
    assert json.loads(uit[0]) == ons_model()


def test_the_diagram_is_whole_and_holds_nothing_else() -> None:
    """Branches come before their node, every node and leaf is used, and all numbers exist."""
    model = ons_model()
    gebruikt = {deel["diagram"] for deel in model["grootheden"]}
    gebruikt |= {deel["diagram"] for deel in model["regels"] if "diagram" in deel}
    per_id = {deel["id"]: deel for deel in model["grootheden"]}
    for nummer, (variabele, *takken) in enumerate(model["knopen"]):
        assert max(takken) < nummer
        klassen = per_id[model["variabelen"][variabele]]["klassen"]
        assert len(takken) == len([k for k in klassen if k != "niet_van_toepassing"])
        gebruikt.update(takken)
    assert gebruikt == set(range(-len(model["bladen"]), len(model["knopen"])))


def test_rules_that_ask_for_the_unknown_have_no_diagram() -> None:
    """A diagram knows no unknown, so a reader must look at their condition."""
    boek = onze_regels()
    vragen = {
        regel.id
        for regel in boek.regels.values()
        if any(isinstance(a, IsOnbekend) for a in atomen(regel.voorwaarde))
    }
    assert vragen == maak_diagram(boek).regels_met_onbekend != set()
    assert {r["id"] for r in ons_model()["regels"] if "diagram" not in r} == vragen


def test_numbers_are_exact_text() -> None:
    """No number of the rules becomes a floating point number; probabilities are not in here."""

    def getallen(deel: object) -> bool:
        if isinstance(deel, dict):
            return any(map(getallen, deel.values()))
        return any(map(getallen, deel)) if isinstance(deel, list) else isinstance(deel, float)

    assert not getallen(ons_model())
    assert ons_model()["versie"] == MODEL_VERSIE
    assert len(model_tekst(ons_model())) < 500_000

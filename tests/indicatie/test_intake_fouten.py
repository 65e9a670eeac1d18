"""Each kind of bad intake: the right diagnosis at the right place, with useful help."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from engine.indicatie.intake import lees_intake
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json
from tests.indicatie.foute_intakes import GEVALLEN, GOED, RIJ, Geval
from tests.indicatie.maken import diagnoses, gegevens, regelwerk


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda g: g.naam)
def test_a_bad_intake_is_diagnosed_at_its_place(geval: Geval) -> None:
    """The code, the sentence and the help are right, and point at the line and column."""
    voor = geval.tekst.partition("^")[0] if "^" in geval.tekst else ""
    (gevonden,) = diagnoses(geval.tekst.replace("^", ""))
    assert gevonden.code == geval.code
    assert gevonden.melding == geval.melding
    assert gevonden.hulp.startswith(geval.hulp), gevonden.hulp
    assert gevonden.positie is not None
    regel, kolom = voor.count("\n") + 1, len(voor) - (voor.rfind("\n") + 1) + 1
    assert (gevonden.positie.regel, gevonden.positie.kolom) == (regel, kolom)


def test_a_date_in_both_places_is_refused() -> None:
    """A date under `antwoorden` and under `data` is not silently decided."""
    tekst = (
        "peildatum: 2021-06-01\nantwoorden: {melding: 2021-05-01}\ndata: {melding: 2021-05-02}\n"
    )
    (gevonden,) = diagnoses(tekst)
    assert gevonden.code == "sleutels-botsen"
    assert gevonden.melding == "De vraag 'melding' staat bij 'antwoorden' en bij 'data'."
    assert gevonden.positie is not None
    assert (gevonden.positie.regel, gevonden.positie.kolom) == (3, 17)


def test_all_problems_are_reported_at_once_in_order() -> None:
    """One reading names everything that is wrong, from top to bottom."""
    tekst = dedent(
        """\
        peildatum: 2020-01-01
        einddatum: 2021-02-30
        antwoorden:
          beslisten: zelf
          aandacht: nooit
          veiligheid: [nee, dood]
        weekroster: []
        """
    )
    gevonden = diagnoses(tekst)
    assert [(d.code, d.positie.regel if d.positie else 0) for d in gevonden] == [
        ("geen-regels-op-peildatum", 1),
        ("ongeldige-datum", 2),
        ("onbekende-vraag", 4),
        ("onbekend-antwoord", 5),
        ("antwoorden-sluiten-uit", 6),
        ("onbekende-sleutel", 7),
    ]


def test_all_problems_of_the_weekrooster_are_reported_at_once() -> None:
    """Every row and every fault in it, not the first."""
    tekst = dedent(
        f"""\
        peildatum: 2021-06-01
        antwoorden: {{gemeente: beek}}
        weekrooster:
          - {{{GOED.replace("resultaat: 2", "resultaat: 15")}, dagdelen: 1}}
          - {{{RIJ}, vorm: groep}}
        """
    )
    gevonden = [(d.code, d.positie.regel if d.positie else 0) for d in diagnoses(tekst)]
    assert gevonden == [
        ("getal-buiten-bereik", 4),
        ("sleutels-botsen", 4),
        ("sleutel-ontbreekt", 5),
        ("sleutel-ontbreekt", 5),
    ]


def test_a_problem_in_json_without_lines_has_a_pointer() -> None:
    """What comes over HTTP has no lines; the pointer names the value."""
    inhoud = gegevens({"besluiten": {"waarde": "altijd"}})
    inhoud["weekrooster"][0]["resultaat"] = 15
    knoop, _ = lees_json(json.dumps(inhoud))
    assert knoop is not None
    with pytest.raises(DiagnoseFout) as gevangen:
        lees_intake(regelwerk(), knoop)
    assert {d.pad for d in gevangen.value.diagnoses} == {
        "/antwoorden/besluiten/waarde",
        "/weekrooster/0/resultaat",
    }


def test_a_message_never_repeats_a_long_text_of_the_user() -> None:
    """What was typed may be about a person: a message holds forty characters of it at most."""
    lang = "de cliënt heet anders dan hier staat en woont in een andere straat"
    (gevonden,) = diagnoses(f"peildatum: 2021-06-01\nantwoorden: {{besluiten: {lang}}}\n")
    assert lang not in gevonden.melding
    assert lang[:30] in gevonden.melding

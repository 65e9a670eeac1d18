"""Scalars are read by the rules of YAML 1.2, and what YAML 1.1 reads otherwise is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.rulebook.lezen import lees_json, lees_yaml


def waarde(tekst: str) -> object:
    """Return what stands behind one key, or the code of the only diagnosis."""
    knoop, diagnoses = lees_yaml(f"a: {tekst}\n", "proef.yaml")
    if diagnoses:
        (diagnose,) = diagnoses
        return f"!{diagnose.code}"
    assert knoop is not None
    return knoop.op("a").als_waarde()


@pytest.mark.parametrize(
    "tekst",
    [
        *("no", "No", "NO", "yes", "Yes", "YES", "on", "On", "off", "OFF", "y", "Y", "n", "N"),
        *("1:30", "12:30:00", "-1:30", "1:30.5", "010", "00", "0_1", "+010", "1_000", "12_"),
        *("0x1F", "0o17", "0b101", ".inf", "-.inf", ".NaN", ".nan", "+.Inf"),
    ],
)
def test_what_programs_read_differently_is_refused(tekst: str) -> None:
    """A bare word that YAML 1.1 and 1.2 read differently needs quotes, as value and as key."""
    assert waarde(tekst) == "!yaml-dubbelzinnig"
    assert [d.code for d in lees_yaml(f"{tekst}: a\n", "p")[1]] == ["yaml-dubbelzinnig"]
    assert waarde(f'"{tekst}"') == tekst
    assert waarde(f"'{tekst}'") == tekst


@pytest.mark.parametrize(
    "tekst",
    [
        *("ja", "nee", "true", "false", "True", "noo", "yeso", "onder", "offerte", "nul", "nulls"),
        *("0", "-1", "+1", "9.37", "0.5", "10101", "1e3", "1.2.3", "2021-01-01", "12-3", "R072"),
        *("een:twee", "a#b", "a - b", "<<", "=", "€ 9,37", "https://voorbeeld.nl/a?b=c"),
    ],
)
def test_a_bare_word_is_the_text_that_was_written(tekst: str) -> None:
    """Every other bare word stays as it is: who needs a number or a date reads it later."""
    assert waarde(tekst) == tekst


@pytest.mark.parametrize("tekst", ["", "~", "null", "Null", "NULL", "# alleen commentaar"])
def test_nothing_is_nothing(tekst: str) -> None:
    """Nothing, a tilde and null are the same."""
    assert waarde(tekst) is None


def test_quoted_nothing_is_text() -> None:
    """Between quotes null is a word, and nothing is an empty text."""
    assert waarde('"null"') == "null"
    assert waarde("''") == ""


def test_texts_over_several_lines() -> None:
    """Folded and literal texts keep what they say, whatever words are in it."""
    assert waarde(">-\n  no\n  yes") == "no yes"
    assert waarde("|-\n  1:30\n  010") == "1:30\n010"


def test_groups_and_lists() -> None:
    """Both ways of writing a list or a group give the same."""
    assert waarde("[b, {c: d}]") == ["b", {"c": "d"}]
    assert waarde("\n  - b\n  - c: d") == ["b", {"c": "d"}]


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("&x b", "yaml-anker"),
        ("*x", "yaml-anker"),
        ("!!int 3", "yaml-tag"),
        ("!eigen b", "yaml-tag"),
        ("!!python/object/apply:os.system [ls]", "yaml-tag"),
        ("b\n---\na: c", "yaml-tweede-document"),
        ("b\n...\n---\na: c", "yaml-tweede-document"),
        ("b\na: c", "yaml-dubbele-sleutel"),
        ('b\n"a": c', "yaml-dubbele-sleutel"),
        ("b\n[c]: d", "yaml-sleutel"),
        ("b\n? {c: d}\n: e", "yaml-sleutel"),
        ("[" * 30 + "]" * 30, "yaml-te-diep"),
    ],
)
def test_what_yaml_can_but_rules_cannot(tekst: str, code: str) -> None:
    """Anchors, tags, a second document and strange or double keys are refused."""
    assert waarde(tekst) == f"!{code}"


def test_places_count_characters_not_bytes() -> None:
    """Accents before a word do not shift its column, and the length is that of the text."""
    knoop, _ = lees_yaml("één: {twéé: drie}\n", "p")
    assert knoop is not None
    plek = knoop.op("één", "twéé").positie
    assert plek is not None
    assert (plek.regel, plek.kolom, plek.lengte) == (1, 13, 4)
    groep = knoop.op("één").positie
    assert groep is not None
    assert (groep.kolom, groep.lengte) == (6, 12)


@given(st.text(max_size=200))
def test_any_text_is_read_or_diagnosed(tekst: str) -> None:
    """No text at all makes the reader raise."""
    for lees in (lees_yaml, lees_json):
        knoop, diagnoses = lees(tekst, "p")
        assert knoop is not None or diagnoses


@given(st.text(alphabet="ab:-[]{},#&*!|>'\"%@`? \n\t\\0", max_size=60))
def test_any_pile_of_signs_is_read_or_diagnosed(tekst: str) -> None:
    """The signs of YAML in any order are read or diagnosed, at a place inside the text."""
    knoop, diagnoses = lees_yaml(tekst, "p")
    assert knoop is not None or diagnoses
    for diagnose in diagnoses:
        assert diagnose.positie is not None
        assert 1 <= diagnose.positie.regel <= len(tekst.split("\n")) + 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda deel: (
        st.lists(deel, max_size=3) | st.dictionaries(st.text(max_size=5), deel, max_size=3)
    ),
    max_leaves=12,
)


def _als_tekst(waarde: object) -> object:
    """Return JSON data as the reader gives it: every scalar as the text that was written."""
    if isinstance(waarde, dict):
        return {sleutel: _als_tekst(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_als_tekst(deel) for deel in waarde]
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    return None if waarde is None else str(waarde)


@given(JSON, st.booleans())
@example("\x85", False)
@example({"a": ["b\u2028c"]}, False)
def test_json_means_the_same_with_and_without_places(inhoud: object, ascii_: bool) -> None:
    """The same JSON gives the same tree, whether or not it comes from a file."""
    tekst = json.dumps(inhoud, ensure_ascii=ascii_)
    for naam in ("", "p.json"):
        knoop, diagnoses = lees_json(tekst, naam)
        assert not diagnoses
        assert knoop is not None
        assert knoop.als_waarde() == _als_tekst(inhoud)

"""What a person sees: everything at once, the nearest word, and a form for every reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.diagnose import (
    LANGSTE_MELDING,
    Diagnose,
    DiagnoseFout,
    Ernst,
    Positie,
    Verwant,
    bedoelde_u,
    bedoelde_u_of_lijst,
    gesorteerd,
    heeft_fouten,
)
from engine.rulebook.regelwerk import controleer, laad, zoek_regelwerk
from engine.rulebook.weergave import op_een_regel, samenvatting, toon
from tests.rulebook.werk import KOP, REGELS, diagnoses, maak, vervang

REGELS_IN_DE_BESTANDEN = Path(__file__).resolve().parents[2] / "rules"


def test_all_problems_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    """Five different mistakes give five diagnoses, in the order of the file."""
    gevonden = diagnoses(
        tmp_path / "map",
        *("    vraag: Lukt het?", "    vrag: Lukt het?\n    vraag: Lukt het?"),
        *("{tekst: ja}", "{tekst: ja, vraagt_bewijs: gezien}"),
        *("soort: signaal", "soort: signaal, vertrouwelijk: misschien"),
        *("{hulp: nee}", "{hlup: nee}"),
        *("omdat: Het lukt niet.", "omdat: Het is {iets}."),
    )
    assert [(d.code, d.positie.regel if d.positie else 0) for d in gevonden] == [
        ("onbekende-sleutel", 8),
        ("onbekende-verwijzing", 10),
        ("ongeldige-keuze", 13),
        ("onbekende-naam", 16),
    ]


def test_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    """A file that cannot be read does not hide what is wrong in another."""
    kop = KOP.replace("[regels.yaml]", "[stuk.yaml, regels.yaml, weg.yaml]")
    pad = maak(tmp_path / "map", REGELS.replace("thema: dag", "thema: dog"), kop)
    (pad / "stuk.yaml").write_text("a: [", encoding="utf-8")
    gevonden = [d.code for d in controleer(pad)[0]]
    assert gevonden == ["bestand-ontbreekt", "yaml-syntax"]
    (pad / "stuk.yaml").write_text(REGELS.replace("hulp", "steun"), encoding="utf-8")
    assert "onbekende-verwijzing" not in [d.code for d in controleer(pad)[0]]  # may be in weg.yaml
    (pad / "weg.yaml").write_text("", encoding="utf-8")
    assert "bestand-leeg" in [d.code for d in controleer(pad)[0]]


def test_one_typing_error_gives_one_diagnosis(tmp_path: Path) -> None:
    """A wrong word is reported where it stands, not again wherever its meaning is missed."""
    tikfouten = [
        ("vragen:", "vragn:"),
        ("  hulp:", "  hlup:"),
        ("{hulp: nee}", "{hlup: nee}"),
        ("{hulp: nee}", "{hulp: ne}"),
        ("dan: {signaal", "dan: {singaal"),
        ("{signaal: let_op}", "{signaal: let_po}"),
        ("  let_op:", "  let_po:"),
        ("signalen:", "signaal:"),
        ("regels:\n", "regel:\n"),
        ("  - id: R-let-op", "  - ID: R-let-op"),
        ("thema: dag", "tema: dag"),
        ("soort: signaal", "soort: singaal"),
        ("nee: {tekst: nee}", "nee: {text: nee}"),
    ]
    for oud, nieuw in tikfouten:
        gevonden = diagnoses(tmp_path / "map", oud, nieuw)
        assert len(gevonden) == 1, (nieuw, gevonden)


def test_loading_raises_all_errors_and_keeps_warnings(tmp_path: Path) -> None:
    """`laad` refuses on a fout and names them all; a waarschuwing is kept with the rules."""
    over = "signalen:\n  over: {titel: Over, soort: signaal, bron: {}}\n"
    pad = maak(tmp_path / "map", vervang(REGELS, "signalen:\n", over))
    werk = laad(pad)
    assert [d.code for d in werk.waarschuwingen] == ["ongebruikt"]
    maak(pad, vervang(REGELS, "{hulp: nee}", "{hlup: nee}", "thema: dag", "thema: dog"))
    with pytest.raises(DiagnoseFout) as fout:
        laad(pad)
    assert [d.code for d in fout.value.diagnoses] == ["onbekende-verwijzing", "onbekende-naam"]
    assert "'dog'" in str(fout.value)
    assert "'hlup'" in str(fout.value)


# Which rules these are


def test_the_hash_is_that_of_the_text(tmp_path: Path) -> None:
    """The same text has the same hash in any folder; one other byte, or name, another hash."""
    eerste = laad(maak(tmp_path / "een")).hash
    assert laad(maak(tmp_path / "twee")).hash == eerste
    assert len(eerste) == 64
    anders = {
        laad(maak(tmp_path / "a", vervang(REGELS, "Lukt het?", "Lukt dat?"))).hash,
        laad(maak(tmp_path / "b", REGELS + "\n")).hash,
        laad(maak(tmp_path / "c", REGELS + "# klaar\n")).hash,
        laad(maak(tmp_path / "d", kop=vervang(KOP, 'versie: "1"', 'versie: "2"'))).hash,
    }
    pad = maak(tmp_path / "e", kop=vervang(KOP, "regels.yaml", "regel.yaml"))
    (pad / "regels.yaml").rename(pad / "regel.yaml")
    anders.add(laad(pad).hash)
    assert len(anders) == 5
    assert eerste not in anders


def test_the_hash_sees_in_which_file_a_line_stands(tmp_path: Path) -> None:
    """Moving a line from the end of one file to the begin of the next is a change."""
    kop = vervang(KOP, "[regels.yaml]", "[a.yaml, b.yaml]")
    leeg = "regelset: leeg\ntitel: Leeg\ngeldig_vanaf: 2021-01-01\nbron: {document: boek}\n"
    hashes = set()
    for naam, een, twee in (("een", "# regel\n", ""), ("twee", "", "# regel\n")):
        pad = maak(tmp_path / naam, kop=kop)
        (pad / "regels.yaml").unlink()
        (pad / "a.yaml").write_text(REGELS + een, encoding="utf-8")
        (pad / "b.yaml").write_text(twee + leeg, encoding="utf-8")
        hashes.add(laad(pad).hash)
    assert len(hashes) == 2


def test_a_file_that_is_not_named_does_not_change_the_hash(tmp_path: Path) -> None:
    """Only what is read counts."""
    pad = maak(tmp_path / "map")
    eerste = laad(pad).hash
    (pad / "notities.txt").write_text("later doen", encoding="utf-8")
    assert laad(pad).hash == eerste


def test_a_regelwerk_is_found_by_path_or_name(tmp_path: Path) -> None:
    """A name is looked up below the folder of the rules, also as a region; else the nearest."""
    map_regels = tmp_path / "rules"
    map_regels.mkdir()
    gewoon = maak(map_regels / "proef")
    (map_regels / "regios").mkdir()
    regio = maak(map_regels / "regios" / "heuvelland")
    assert zoek_regelwerk("proef", map_regels) == gewoon
    assert zoek_regelwerk("heuvelland", map_regels) == regio
    assert zoek_regelwerk(str(gewoon), map_regels) == gewoon
    with pytest.raises(DiagnoseFout) as fout:
        zoek_regelwerk("heuveland", map_regels)
    assert fout.value.diagnoses[0].hulp == "Bedoelde u 'heuvelland'?"


# The nearest word


@pytest.mark.parametrize(
    ("woord", "hulp"),
    [
        ("hlup", "Bedoelde u 'hulp'?"),
        ("HULP", "Bedoelde u 'hulp'?"),
        ("hulpp", "Bedoelde u 'hulp'?"),
        ("vervoermiddel", "Bedoelde u 'vervoer'?"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_a_near_word_is_suggested_and_a_far_one_is_not(woord: str, hulp: str) -> None:
    """A typing error is turned into a question; nothing is suggested for something else."""
    assert bedoelde_u(woord, ["hulp", "vervoer", "dag"]) == hulp


def test_without_a_near_word_the_possibilities_are_listed() -> None:
    """At most twelve words are listed, with how many more there are."""
    namen = [f"naam_{n}" for n in range(15)]
    assert bedoelde_u_of_lijst("xyz", namen[:2]) == "Kies uit: naam_0, naam_1."
    assert bedoelde_u_of_lijst("xyz", namen).endswith("naam_11 en nog 3.")
    assert bedoelde_u_of_lijst("xyz", []) == ""


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=8))
def test_a_suggestion_is_always_one_of_the_possibilities(woord: str, namen: list[str]) -> None:
    """The program never suggests what does not exist, and gives the same answer every time."""
    hulp = bedoelde_u(woord, namen)
    assert hulp in {"", *(f"Bedoelde u '{naam}'?" for naam in namen)}
    assert hulp == bedoelde_u(woord, reversed(namen))


# Showing


PLEK = Positie("regels.yaml", 2, 6, 4)
DIAGNOSE = Diagnose(
    "onbekende-naam",
    "De vraag of uitkomst 'hlup' bestaat niet.",
    "Bedoelde u 'hulp'?",
    PLEK,
    "/als/hlup",
    (Verwant("Hier staat hulp.", Positie("regels.yaml", 1, 1, 4)),),
)
TEKSTEN = {"regels.yaml": "hulp:\nals: hlup\n"}


def test_a_diagnosis_for_a_screen_reader_has_no_drawing() -> None:
    """Every fact is a sentence on one line: no arrows, no carets, no frame."""
    assert toon(DIAGNOSE, TEKSTEN, gewoon=True) == (
        "Fout: De vraag of uitkomst 'hlup' bestaat niet. "
        "Plaats: regels.yaml, regel 2, kolom 6. "
        "Zie ook regels.yaml, regel 1, kolom 1: Hier staat hulp. "
        "Hulp: Bedoelde u 'hulp'? Code: onbekende-naam."
    )
    kaal = Diagnose("ongebruikt", "Niets gebruikt dit.")
    assert toon(kaal, {}, gewoon=True) == "Waarschuwing: Niets gebruikt dit. Code: ongebruikt."


def test_a_diagnosis_on_one_line() -> None:
    """The place comes first, as editors expect; without lines it is the pointer."""
    assert op_een_regel(DIAGNOSE) == (
        "regels.yaml:2:6: De vraag of uitkomst 'hlup' bestaat niet. Bedoelde u 'hulp'?"
    )
    zonder = Diagnose("onbekende-vraag", "De vraag 'x' bestaat niet.", pad="/antwoorden/x")
    assert op_een_regel(zonder) == "/antwoorden/x: De vraag 'x' bestaat niet."
    assert toon(zonder, {}) == (
        "fout[onbekende-vraag]: De vraag 'x' bestaat niet.\n  --> /antwoorden/x"
    )


def test_a_diagnosis_as_data() -> None:
    """Every field is there, also when it is empty, so that a program need not guess."""
    assert DIAGNOSE.als_json() == {
        "code": "onbekende-naam",
        "ernst": "fout",
        "melding": "De vraag of uitkomst 'hlup' bestaat niet.",
        "hulp": "Bedoelde u 'hulp'?",
        "bestand": "regels.yaml",
        "regel": 2,
        "kolom": 6,
        "pad": "/als/hlup",
        "verwant": [
            {"tekst": "Hier staat hulp.", "bestand": "regels.yaml", "regel": 1, "kolom": 1}
        ],
    }
    kaal = Diagnose("ongebruikt", "Niets gebruikt dit.").als_json()
    assert (kaal["ernst"], kaal["bestand"], kaal["regel"]) == ("waarschuwing", None, None)
    assert (kaal["kolom"], kaal["pad"], kaal["verwant"]) == (None, "", [])


@pytest.mark.parametrize(
    ("regel", "plek", "streep"),
    [
        ("\tals: hlup", Positie("p", 1, 7, 4), "   | \t     ^^^^"),
        ("als: hlup", Positie("p", 1, 6, 99), "   |      ^^^^"),
        ("als:", Positie("p", 1, 5, 1), "   |     ^"),
        ("", Positie("p", 1, 1, 1), "   | ^"),
    ],
)
def test_the_carets_stand_below_what_is_meant(regel: str, plek: Positie, streep: str) -> None:
    """A tab keeps its width, and the carets never run past the end of the line."""
    getoond = toon(Diagnose("yaml-syntax", "Fout.", "", plek), {"p": regel + "\n"})
    assert getoond.splitlines()[-1] == streep


def test_a_long_line_is_shown_around_the_place() -> None:
    """Of a very long line only the part that matters is shown."""
    regel = "x" * 500 + "hier" + "y" * 500
    getoond = toon(Diagnose("yaml-syntax", "Fout.", "", Positie("p", 1, 501, 4)), {"p": regel})
    bron, streep = getoond.splitlines()[-2:]
    assert len(bron) < 140
    assert bron[streep.index("^") :].startswith("hier")
    assert streep.count("^") == 4


def test_a_place_that_is_not_in_the_text_is_still_named() -> None:
    """Without the text of a file, or past its end, the place is shown without a line."""
    for teksten in ({}, {"regels.yaml": "een regel"}):
        assert toon(DIAGNOSE, teksten).splitlines()[1] == "  --> regels.yaml:2:6"


def test_nothing_in_a_file_can_steer_the_terminal() -> None:
    """Escape codes and signs that turn the direction of text are shown as a question mark."""
    for teken in ("\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066"):
        getoond = toon(
            Diagnose("yaml-syntax", "Fout.", "", Positie("p", 1, 1)), {"p": f"a{teken}b"}
        )
        assert teken not in getoond
        assert "a\N{REPLACEMENT CHARACTER}b" in getoond


def test_the_summary_counts_in_words() -> None:
    """One is not called many."""
    fout, let_op = DIAGNOSE, Diagnose("ongebruikt", "Niets gebruikt dit.")
    assert samenvatting([]) == "Geen fouten gevonden."
    assert samenvatting([fout, let_op]) == "1 fout en 1 waarschuwing gevonden."
    assert samenvatting([fout, fout]) == "2 fouten en 0 waarschuwingen gevonden."


def test_diagnoses_are_sorted_by_place_and_said_once() -> None:
    """The order is that of the files and lines, and the same problem is not said twice."""
    eerder = Diagnose("yaml-syntax", "Fout.", "", Positie("a.yaml", 9, 1))
    zonder = Diagnose("bestand-ontbreekt", "Weg.")
    assert gesorteerd([DIAGNOSE, eerder, DIAGNOSE, zonder]) == (zonder, eerder, DIAGNOSE)
    assert heeft_fouten([DIAGNOSE])
    assert not heeft_fouten([Diagnose("ongebruikt", "Niets gebruikt dit.")])
    assert DIAGNOSE.ernst is Ernst.FOUT


def test_a_code_without_an_explanation_cannot_be_used() -> None:
    """A diagnosis can only have a code of the catalogue."""
    with pytest.raises(KeyError):
        Diagnose("bestaat-niet", "Dit kan niet.")


def test_a_message_stays_short_whatever_it_quotes(tmp_path: Path) -> None:
    """A word of a hundred thousand letters does not become a message of that length."""
    lang = "a" * 100_000
    for oud in ("nee}\n    dan", "let_op}\n    omdat", "dag\n", "signaal, bron"):
        nieuw = oud.replace(oud.split("}")[0].split(",")[0].strip(), lang, 1)
        gevonden = diagnoses(tmp_path / "map", oud, nieuw)
        assert gevonden
        assert all(len(d.melding) <= LANGSTE_MELDING for d in gevonden)


def test_our_own_rules_have_no_errors() -> None:
    """The rules that come with the program can be loaded."""
    assert laad(REGELS_IN_DE_BESTANDEN).boeken

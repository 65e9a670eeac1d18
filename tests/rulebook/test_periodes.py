"""Rules that change: the right rulebook per peildatum, and diagnoses that say when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engine.rulebook import regelwerk
from engine.rulebook.klassen import Interval
from engine.rulebook.regelwerk import controleer, laad
from tests.rulebook.werk import HOOFD, KOP, REGELS, maak

WAARDEN = """
      2021-01-01: {waarde: 6, geldig_tot: 2021-12-31, bron: {}}
      2022-01-01: {waarde: 8, bron: {}}"""


def met_grens(waarden: str = WAARDEN, *, extra: str = "") -> str:
    """Return rules in which a parameter is a bound."""
    return (
        f"{HOOFD}parameters:\n  grens:\n    titel: De grens\n    eenheid: uur\n"
        f"    waarden:{waarden}\n{extra}"
        "vragen:\n  uren: {thema: dag, vraag: Hoeveel?, soort: getal, eenheid: uur, bron: {}}\n"
        "signalen:\n  veel: {titel: Veel, soort: signaal, bron: {}}\n"
        "regels:\n  - {id: V, als: {uren: {minimaal: grens}}, dan: {signaal: veel}, "
        "omdat: Het is veel., bron: {}}\n"
    )


def test_each_day_has_the_rulebook_with_the_values_of_that_day(tmp_path: Path) -> None:
    """A new value of a bound makes a new period; the day before still has the old one."""
    werk = laad(maak(tmp_path / "map", met_grens()))
    assert [(b.vanaf, b.tot) for b in werk.boeken] == [
        (date(2021, 1, 1), date(2021, 12, 31)),
        (date(2022, 1, 1), None),
    ]
    for dag, grens in ((date(2021, 12, 31), 6), (date(2022, 1, 1), 8), (date(2050, 1, 1), 8)):
        boek = werk.op(dag)
        assert boek is not None
        assert [k.naam for k in boek.grootheden["uren"].klassen] == [
            f"minder dan {grens}",
            f"minstens {grens}",
        ]
        (nummer,) = boek.grootheden["uren"].nummers(Interval.precies(Fraction(7)))
        assert nummer == (1 if grens == 6 else 0)


def test_before_the_rules_and_after_them_there_is_no_rulebook(tmp_path: Path) -> None:
    """A day on which no file holds has no rulebook, at both ends and in a gap."""
    kop = KOP.replace("[regels.yaml]", "[regels.yaml, later.yaml]")
    pad = maak(
        tmp_path / "map",
        REGELS.replace("2021-01-01\n", "2021-01-01\ngeldig_tot: 2021-06-30\n"),
        kop,
    )
    (pad / "later.yaml").write_text(
        REGELS.replace("2021-01-01\n", "2022-01-01\ngeldig_tot: 2022-12-31\n"), encoding="utf-8"
    )
    werk = laad(pad)
    geldt = {
        dag: werk.op(date.fromisoformat(dag)) is not None
        for dag in (
            "2020-12-31",
            "2021-01-01",
            "2021-06-30",
            "2021-07-01",
            "2022-01-01",
            "2023-01-01",
        )
    }
    assert list(geldt.values()) == [False, True, True, False, True, False]


def test_rules_of_different_years_may_have_the_same_names(tmp_path: Path) -> None:
    """Names need only be different among what holds on one day."""
    kop = KOP.replace("[regels.yaml]", "[regels.yaml, later.yaml]")
    oud = REGELS.replace("2021-01-01\n", "2021-01-01\ngeldig_tot: 2021-12-31\n")
    pad = maak(tmp_path / "map", oud, kop)
    later = pad / "later.yaml"
    later.write_text(REGELS.replace("2021-01-01", "2022-01-01"), encoding="utf-8")
    assert controleer(pad)[0] == ()
    later.write_text(REGELS.replace("2021-01-01", "2021-12-31"), encoding="utf-8")
    assert {d.code for d in controleer(pad)[0]} == {"dubbele-naam"}


def test_a_rule_holds_from_its_first_through_its_last_day(tmp_path: Path) -> None:
    """A rule with a period of its own is in the rulebook on both its bounds, not beside them."""
    proef = (
        "  - {id: P, geldig_vanaf: 2021-03-01, geldig_tot: 2021-03-31, als: {hulp: ja}, "
        "dan: {signaal: let_op}, omdat: Als proef., bron: {}}\n"
    )
    werk = laad(maak(tmp_path / "map", REGELS + proef))
    geldt = []
    for dag in (date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 31), date(2021, 4, 1)):
        boek = werk.op(dag)
        assert boek is not None
        geldt.append("P" in boek.regels)
    assert geldt == [False, True, True, False]


def test_a_tariff_makes_no_period_and_is_found_per_day(tmp_path: Path) -> None:
    """A tariff bounds nothing, so its changes do not split the rules; a gap is no tariff."""
    tarief = (
        'parameters:\n  tarief:\n    titel: Tarief\n    eenheid: euro\n    productcode: "10101"\n'
        "    waarden:\n      2021-01-01: {waarde: 9.37, geldig_tot: 2021-12-31, bron: {}}\n"
        "      2022-07-01: {waarde: 9.89, bron: {}}\n"
    )
    werk = laad(maak(tmp_path / "map", REGELS + tarief))
    (boek,) = werk.boeken
    waarden = []
    for dag in (date(2021, 12, 31), date(2022, 1, 1), date(2022, 7, 1)):
        waarde = boek.tarief("10101", dag)
        waarden.append(str(waarde.waarde) if waarde else None)
    assert waarden == ["9.37", None, "9.89"]
    assert boek.tarief("99999", date(2021, 1, 1)) is None


def test_a_value_ends_the_day_before_the_next_begins(tmp_path: Path) -> None:
    """Values may be written in any order and need no end of their own."""
    waarden = """
      2022-01-01: {waarde: 8, bron: {}}
      2021-01-01: {waarde: 6, geldig_tot: 2030-12-31, bron: {}}"""
    werk = laad(maak(tmp_path / "map", met_grens(waarden)))
    eerste, tweede = werk.boeken[0].parameters["grens"].waarden
    assert (eerste.tot, tweede.tot) == (date(2021, 12, 31), None)


def test_a_diagnosis_names_the_period_only_when_it_differs(tmp_path: Path) -> None:
    """What is wrong on every day says no period; what is wrong in one period says which."""
    altijd = maak(tmp_path / "altijd", met_grens().replace("signaal: veel}", "signaal: vele}"))
    (diagnose,) = controleer(altijd)[0]
    assert diagnose.melding == "De waarde 'vele' bestaat niet bij 'signaal'."
    gat = """
      2021-01-01: {waarde: 6, geldig_tot: 2021-12-31, bron: {}}
      2023-01-01: {waarde: 8, bron: {}}"""
    (diagnose,) = controleer(maak(tmp_path / "gat", met_grens(gat)))[0]
    assert diagnose.melding == (
        "De parameter 'grens' heeft hier geen waarde. "
        "(In de periode 2022-01-01 tot en met 2022-12-31.)"
    )
    laat = """
      2021-01-01: {waarde: 6, geldig_tot: 2021-12-31, bron: {}}"""
    (diagnose,) = controleer(maak(tmp_path / "laat", met_grens(laat)))[0]
    assert diagnose.melding.endswith("(In de periode 2022-01-01 en daarna.)")


@pytest.mark.parametrize(("aantal", "goed"), [(20, True), (21, False)])
def test_there_is_a_bound_on_the_number_of_periods(
    aantal: int, goed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each period is linked by itself, so a file cannot ask for ever more of them."""
    monkeypatch.setattr(regelwerk, "MEESTE_PERIODES", 20)
    begin = date(2021, 1, 1).toordinal()
    dagen = "".join(
        f"\n      {date.fromordinal(begin + n)}: {{waarde: {n}, bron: {{}}}}" for n in range(aantal)
    )
    gevonden = controleer(maak(tmp_path / "map", met_grens(dagen)))[0]
    assert [d.code for d in gevonden] == ([] if goed else ["te-veel-periodes"])

"""Every planted fault is found, with an intake that really shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engine.evaluation.spoor import GeenUniekeUitkomst, Spoor
from tests.proof.planten import beplant, bevindingen, draai, gevonden, intakes, klein

GEEN_INTAKE = "komt in geen enkele intake voor."


def enige_op(map_: Path, bestand: str, *paren: str) -> tuple[str, str, list[str]]:
    """Return the code and message of the one thing found, and the places of the rules."""
    (bevinding,) = bevindingen(beplant(map_ / "regels", bestand, *paren))
    diagnose = bevinding.diagnose
    plekken = [diagnose.positie, *(v.positie for v in diagnose.verwant)]
    return diagnose.code, diagnose.melding, [p.bestand for p in plekken if p is not None]


def test_a_route_and_an_arrangement_at_once_are_a_gap_or_an_overlap(tmp_path: Path) -> None:
    """An arrangement that also applies on a route gives a gap there; the intake raises it."""
    oud = "    alleen_als: {route: geen}\n    monotoon: ja\n"
    nieuw = "    alleen_als: {route: [geen, geen_inzet]}\n    monotoon: ja\n"
    werk = beplant(tmp_path / "regels", "arrangement.yaml", oud, nieuw)
    (bevinding,) = bevindingen(werk)
    assert bevinding.diagnose.code == "bewijs-gat"
    (tekst,) = intakes(werk, bevinding)
    uitslag = draai(werk, tekst)
    assert isinstance(uitslag, GeenUniekeUitkomst)
    assert (uitslag.uitkomst, uitslag.regels) == ("arrangement", ())


def test_an_arrangement_without_a_route_nor_a_value_is_a_gap(tmp_path: Path) -> None:
    """An arrangement that does not always apply without a route leaves an intake with nothing."""
    oud = "    alleen_als: {route: geen}\n    monotoon: ja\n"
    nieuw = oud.replace("geen}", "geen, houding: [wil, aarzelt, wennen, vangnet]}")
    werk = beplant(tmp_path / "regels", "arrangement.yaml", oud, nieuw)
    eerste = bevindingen(werk)[0]
    assert eerste.diagnose.code == "bewijs-gat"
    assert "geen route" in eerste.diagnose.melding
    (tekst,) = intakes(werk, eerste)
    assert "houding: houdt_af" in tekst
    uitslag = draai(werk, tekst)
    assert isinstance(uitslag, GeenUniekeUitkomst)
    assert uitslag.uitkomst == "productcode"  # which needs an arrangement


def test_two_rules_that_give_different_arrangements_overlap(tmp_path: Path) -> None:
    """A rule beside the matrix is found by the one intake in which it differs from its cell."""
    extra = (
        "regels:\n  - id: A-extra\n    als: {inzet: zwaar, complexiteit: licht, gedrag: letsel}\n"
        "    dan: {arrangement: 8}\n    omdat: Extra.\n    u: Extra.\n    bron: {}\ntabellen:\n"
    )
    werk = beplant(tmp_path / "regels", "arrangement.yaml", "tabellen:\n", extra)
    (bevinding,) = bevindingen(werk)
    assert bevinding.diagnose.code == "bewijs-overlap"
    assert [v.tekst for v in bevinding.diagnose.verwant] == [
        "De regel 'A-extra' geldt.",
        "De tabel 'matrix' geldt.",
    ]
    (tekst,) = intakes(werk, bevinding)
    assert "gedrag: letsel" in tekst
    assert "nu_acuut" not in tekst  # only the questions that matter
    uitslag = draai(werk, tekst)
    assert isinstance(uitslag, GeenUniekeUitkomst)
    assert uitslag.regels == ("A-extra", "matrix[zwaar,licht]")


def test_a_route_behind_an_earlier_one_cannot_be_reached(tmp_path: Path) -> None:
    """A route whose rule asks what an earlier route asks is never the outcome."""
    assert enige_op(
        tmp_path,
        "toegang.yaml",
        "als: {andere_wet: geheel}",
        "als: {andere_wet: geheel, leeftijd_18: jonger}",
    ) == ("bewijs-onbereikbaar", f"'route: andere_wet' {GEEN_INTAKE}", ["toegang.yaml"] * 2)


def test_arrangement_9_that_cannot_be_reached_is_one_finding(tmp_path: Path) -> None:
    """A route that takes all of the heaviest cell is found at that cell, and only there."""
    werk = beplant(
        tmp_path / "regels",
        "toegang.yaml",
        "    als: {inzet: geen}\n",
        "    als: {een_van: [{inzet: geen}, {inzet: zwaar, complexiteit: zwaar}]}\n",
    )
    fout, *anders = (bevinding.diagnose for bevinding in bevindingen(werk))
    assert fout.code == "bewijs-onbereikbaar"
    assert fout.positie is not None and fout.positie.bestand == "arrangement.yaml"
    # What was heaviest now has no arrangement at all: that is told apart, as a warning.
    assert {diagnose.code for diagnose in anders} == {"bewijs-lichter-anders-gevraagd"}
    assert fout.melding == f"De cel 'matrix[zwaar,zwaar]' van de tabel 'matrix' {GEEN_INTAKE}"


def test_a_value_that_no_rule_gives_is_found(tmp_path: Path) -> None:
    """A tenth arrangement that stands in the list but in no cell."""
    assert enige_op(tmp_path, "arrangement.yaml", "7, 8, 9]", "7, 8, 9, 10]")[:2] == (
        "bewijs-onbereikbaar",
        f"'arrangement: 10' {GEEN_INTAKE}",
    )


def test_a_dead_spoed_criterion_is_found_through_answers_that_exclude_each_other(
    tmp_path: Path,
) -> None:
    """What cannot be ticked together cannot both be asked; both conditions are pointed at."""
    werk = beplant(
        tmp_path / "regels",
        "spoed.yaml",
        "als: {zonder_hulp: ontspoort}\n",
        "als: {alle: [{zonder_hulp: ontspoort}, {zonder_hulp: kan_wachten}]}\n",
    )
    (bevinding,) = bevindingen(werk)
    assert bevinding.diagnose.melding == f"De regel 'S5-ontspoort' {GEEN_INTAKE}"
    assert len(bevinding.diagnose.verwant) == 2


def test_a_heavier_answer_that_lightens_is_found(tmp_path: Path) -> None:
    """Two intakes differ in one answer, and the heavier one is lighter."""
    werk = beplant(
        tmp_path / "regels",
        "complexiteit.yaml",
        "als: {twee_dragen_samen: {minimaal: licht}}",
        "als: {twee_dragen_samen: {minimaal: licht}, gevolg: {hoogstens: matig}}",
    )
    bevinding, gevolg = bevindingen(werk)
    assert "'arrangement'" in gevolg.diagnose.melding
    assert bevinding.diagnose.code == "bewijs-lichter"
    assert "'gevolg'" in bevinding.diagnose.melding
    assert [v.tekst.split("'")[1] for v in bevinding.diagnose.verwant] == ["C-twee-dragen-samen"]
    lichter, zwaarder = intakes(werk, bevinding)
    een, ander = (yaml.safe_load(tekst)["antwoorden"] for tekst in (lichter, zwaarder))
    assert een.keys() == ander.keys()
    assert [vraag for vraag in een if een[vraag] != ander[vraag]] == ["gevolg"]
    niveaus = []
    for tekst in (lichter, zwaarder):
        spoor = draai(werk, tekst)
        assert isinstance(spoor, Spoor)
        niveaus.append(spoor.sets[spoor.klaar.nummer["complexiteit"]])
    assert niveaus[0] > niveaus[1]


def test_more_hours_that_lighten_the_inzet_are_found_on_two_weekroosters(tmp_path: Path) -> None:
    """A bound that stops a heavy rule is shown by two weeks of which the second has more."""
    werk = beplant(
        tmp_path / "regels",
        "inzet.yaml",
        *("als: {weeklast: {meer_dan: zwaar_weeklast}}",),
        *("als: {weeklast: {meer_dan: zwaar_weeklast, hoogstens: grens_weeklast_tot}}",),
    )
    bevinding, gevolg = bevindingen(werk)
    assert "'arrangement'" in gevolg.diagnose.melding
    melding = "Meer hulp in het weekrooster maakt 'inzet' lichter."
    assert (bevinding.diagnose.code, bevinding.diagnose.melding) == ("bewijs-lichter", melding)
    sporen = [draai(werk, tekst) for tekst in intakes(werk, bevinding)]
    assert [s.waarde("inzet") for s in sporen if isinstance(s, Spoor)] == ["zwaar", "matig"]


def test_a_question_that_is_never_asked_is_found_once(tmp_path: Path) -> None:
    """What follows from it is not reported again; counts that no week has are not decided."""
    werk = beplant(
        tmp_path / "regels",
        "vervoer.yaml",
        "alleen_als: {dagdelen: {meer_dan: 0}}",
        "alleen_als: {dagdelen: {meer_dan: 0}, weeklast: {hoogstens: 0}}",
    )
    ((code, melding),) = gevonden(werk)
    assert code == "bewijs-niet-beslist"
    assert "De vraag 'vervoer'" in melding


VRAGEN = """schalen: {niveau: [geen, licht, zwaar]}
vragen:
  last:
    thema: dag
    vraag: Hoe zwaar is het?
    antwoorden:
      niet: {tekst: niet, niveau: geen}
      wat: {tekst: wat, niveau: licht}
      veel: {tekst: veel, niveau: zwaar}
    bron: {}
  wie:
    thema: dag
    vraag: Wie helpt er?
    ALS
    antwoorden: {buren: {tekst: de buren}, niemand: {tekst: niemand}}
    bron: {}
uitkomsten:
  zwaarte: {titel: Zwaarte, schaal: niveau, kies: hoogste, monotoon: ja, bron: {}}
regels:
  - {id: Z-licht, als: {last: {minimaal: licht}}, dan: {zwaarte: licht}, OMDAT}
  - {id: Z-alleen, als: {wie: niemand}, dan: {zwaarte: zwaar}, OMDAT}
""".replace("OMDAT", "omdat: Zo., u: Zo., bron: {}")


def test_a_relevance_that_hides_what_was_heavy_is_reported_apart(tmp_path: Path) -> None:
    """A heavier answer after which a question is no longer asked is a warning with two intakes."""
    werk = klein(
        tmp_path / "regels", VRAGEN.replace("ALS", "alleen_als: {last: {hoogstens: licht}}")
    )
    (bevinding,) = bevindingen(werk)
    assert bevinding.diagnose.code == "bewijs-lichter-anders-gevraagd"
    sporen = [draai(werk, tekst) for tekst in intakes(werk, bevinding)]
    assert [s.waarde("zwaarte") for s in sporen if isinstance(s, Spoor)] == ["zwaar", "licht"]
    gewoon = klein(tmp_path / "gewoon", VRAGEN.replace("ALS", "veranderbaar: nee"))
    assert bevindingen(gewoon) == []


DATUMS = """vragen:
  melding: {thema: dag, vraag: Wanneer gemeld?, soort: datum, bron: {}}
  begin: {thema: dag, vraag: Wanneer begonnen?, soort: datum, bron: {}}
dagen_tussen:
  wacht: {titel: Dagen ertussen, van: melding, tot: begin, bron: {}}
uitkomsten:
  tijdig: {titel: Op tijd, kies: uniek, waarden: [ja_zo, nee_zo], bron: {}}
regels:
  - {id: T-vroeg, als: {wacht: {minder_dan: 3}}, dan: {tijdig: ja_zo}, omdat: Zo., u: Zo., bron: {}}
  - {id: T-laat, als: {wacht: {GRENS: 3}}, dan: {tijdig: nee_zo}, omdat: Zo., u: Zo., bron: {}}
  - id: T-oud
    als: {melding: {voor: 2021-03-01}, begin: {na: 2021-03-01}, wacht: {hoogstens: OVER}}
    dan: {tijdig: nee_zo}
    omdat: Zo.
    u: Zo.
    bron: {}
"""


@pytest.mark.parametrize(("over", "verwacht"), [("2", "bewijs-overlap"), ("1", "")])
def test_a_number_of_days_is_shown_with_two_dates_that_really_lie_so(
    tmp_path: Path, over: str, verwacht: str
) -> None:
    """Dates before and after the same day lie two or more days apart, and not one."""
    tekst = DATUMS.replace("GRENS", "minimaal").replace("OVER", over)
    werk = klein(tmp_path / "regels", tekst)
    for bevinding in bevindingen(werk):
        if bevinding.gevallen:
            assert bevinding.diagnose.code == verwacht
            (intake,) = intakes(werk, bevinding)
            assert isinstance(draai(werk, intake), GeenUniekeUitkomst)
        else:
            assert over == "1"
            assert bevinding.diagnose.melding == f"De regel 'T-oud' {GEEN_INTAKE}"


def test_a_gap_between_numbers_of_days_is_shown_with_dates(tmp_path: Path) -> None:
    """Exactly three days fall between two rules."""
    tekst = DATUMS.replace("GRENS", "meer_dan").replace("OVER", "2")
    werk = klein(tmp_path / "regels", tekst)
    gat = next(b for b in bevindingen(werk) if b.diagnose.code == "bewijs-gat")
    (intake,) = intakes(werk, gat)
    uitslag = draai(werk, intake)
    assert isinstance(uitslag, GeenUniekeUitkomst)
    assert uitslag.regels == ()

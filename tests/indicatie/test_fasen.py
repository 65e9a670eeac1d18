"""Phases, good and bad times, and the indication that came before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from engine.indicatie.voorstel import Voorstel
from engine.rulebook.diagnose import DiagnoseFout
from tests.indicatie.maken import WEEK, als_data, gegevens, lees, rij, voorstel

BEPERKT: dict[str, Any] = {"aandacht": "soms", "gevolg": "hapert"}
WENNEN = BEPERKT | {"houding": "wennen", "fasen_besproken": "ja"}
FASEN = [{"nummer": 1, "vanaf": "2021-01-01"}, {"nummer": 2, "vanaf": "2021-03-01"}]
GEVRAAGD = {"vervoer_gevraagd": "ja"}
PERIODE = {"ingangsdatum": "2021-01-01", "einddatum": "2021-04-30"}
LICHT: dict[str, Any] = {"dagen": ["ma"]}
MATIG: dict[str, Any] = {"dagen": ["ma", "wo", "vr"]}
GOLVEN = [rij(tijd="goed"), rij(tijd="slecht", dagen=list(WEEK), minuten=120)]


def met_fasen(eerst: dict[str, Any], later: dict[str, Any], **kop: Any) -> Voorstel:
    rooster = [rij(fase=1, **eerst), rij(fase=2, **later)]
    return voorstel(WENNEN, rooster, fasen=FASEN, **(PERIODE | kop))


def met_groep_later(antwoorden: dict[str, Any]) -> Voorstel:
    groep = rij(fase=2, vorm="groep", dagen=["vr"], dagdelen=1)
    rooster = [rij(fase=1, **LICHT), rij(fase=2, **MATIG), groep]
    return voorstel(WENNEN | antwoorden, rooster, fasen=FASEN, **PERIODE)


def uitkomst(gemaakt: Voorstel) -> dict[str, Any]:
    gevonden: dict[str, Any] = als_data(gemaakt)["uitkomst"]
    return gevonden


def golven(goed: int, slecht: int) -> Voorstel:
    weken = {"goed_weken": goed, "slecht_weken": slecht}
    return voorstel(BEPERKT | {"golven": "wisselt"}, GOLVEN, golven=weken)


def vorige(arrangement: int, **kop: Any) -> list[str]:
    eerder = {"arrangement": arrangement, "van": "2020-01-01", "tot": "2020-12-31"}
    gevonden: list[str] = uitkomst(voorstel(BEPERKT, vorige_indicatie=eerder, **kop))[
        "vorige_indicatie"
    ]["verandering"]
    return gevonden


def test_each_phase_has_its_own_arrangement() -> None:
    """Rows of a phase count in that phase only."""
    fasen = uitkomst(met_fasen(LICHT, MATIG))["fasen"]
    assert [f["inzet"] for f in fasen] == ["licht", "matig"]
    assert [f["arrangement"] for f in fasen] == [1, 4]
    assert [f["productcode"] for f in fasen] == ["10101", "10104"]
    assert [f["tarief"] for f in fasen] == ["9.37", "25.51"]


def test_a_row_without_phase_counts_in_each() -> None:
    """What goes on all the time is needed in both phases."""
    rooster = [rij(), rij(fase=2, dagen=["wo", "vr"])]
    fasen = uitkomst(voorstel(WENNEN, rooster, fasen=FASEN, **PERIODE))["fasen"]
    assert [f["inzet"] for f in fasen] == ["licht", "matig"]


def test_the_phases_follow_each_other() -> None:
    """A phase ends on the day before the next begins; the last ends with the indication."""
    fasen = met_fasen(LICHT, MATIG).fasen
    for deze, volgende in pairwise(fasen):
        assert deze.tot == volgende.van - timedelta(days=1)
    assert [f.tot for f in fasen] == [date(2021, 2, 28), date(2021, 4, 30)]


def test_without_a_last_day_the_last_phase_has_no_end() -> None:
    """The first phase still has its cost; the last and the total are not known."""
    gevonden = uitkomst(met_fasen(LICHT, MATIG, einddatum=None))
    assert [f["tot"] for f in gevonden["fasen"]] == ["2021-02-28", None]
    assert [f["kosten"] for f in gevonden["fasen"]] == ["552.83", "onbekend"]
    assert "kosten" not in gevonden


@pytest.mark.parametrize(("eerst", "later"), [(LICHT, MATIG), (MATIG, LICHT), (LICHT, LICHT)])
def test_the_complexity_is_the_same_in_every_phase(
    eerst: dict[str, Any], later: dict[str, Any]
) -> None:
    """Complexity follows from the answers, never from the weekrooster."""
    gemaakt = met_fasen(eerst, later)
    sporen = [gemaakt.spoor, *(f.spoor for f in gemaakt.fasen)]
    assert {s.waarde("complexiteit") for s in sporen} == {"licht"}


def test_a_surcharge_fits_in_the_phase_that_has_a_group() -> None:
    """A surcharge is for the way to a group (Werkafsprakenboek 24), which may come later (17)."""
    gemaakt = met_groep_later({"vervoer": "aanbieder_loper", "ritdagen": 1} | GEVRAAGD)
    gevonden = uitkomst(gemaakt)
    per_fase = [[t["productcode"] for t in f["vervoerstoeslag"]] for f in gevonden["fasen"]]
    assert per_fase == [[], ["10113", "10114"]]
    assert [t["productcode"] for t in gevonden["vervoerstoeslag"]] == ["10113", "10114"]
    assert all("vervoerstoeslag_mogelijk" not in deel for deel in (gevonden, *gevonden["fasen"]))
    schakel = next(s for s in gemaakt.waarom() if s.id == "vervoerstoeslag_beslissen")
    dragend = {s.id for s in schakel.alle() if s.soort == "antwoord"}
    assert {"vervoer", "vervoer_gevraagd", "ritdagen"} <= dragend


def test_a_surcharge_that_is_open_in_a_later_phase_is_asked_for() -> None:
    """What is not known of a later phase stays a question, and stays possible there only."""
    gemaakt = met_groep_later({"vervoer": "aanbieder_loper"})
    gevonden = uitkomst(gemaakt)
    eerste, tweede = gevonden["fasen"]
    assert "vervoerstoeslag_mogelijk" not in eerste
    for deel in (tweede, gevonden):
        assert deel["vervoerstoeslag"] == []
        assert deel["vervoerstoeslag_mogelijk"] == ["10113", "10114"]
    assert {"vervoer_gevraagd", "ritdagen"} <= set(gemaakt.openstaand)


def test_a_draft_names_the_surcharge_of_a_later_phase() -> None:
    """The part of the beschikking on transport stands there as soon as one phase needs it."""
    ritten = {"vervoer": "aanbieder_loper", "ritdagen": 1}

    def delen(antwoorden: dict[str, Any]) -> set[str]:
        concepten = als_data(met_groep_later(antwoorden))["concepten"]
        return {deel["id"] for deel in concepten["beschikking"]["delen"]}

    assert "vervoerstoeslag" in delen(ritten | GEVRAAGD)
    assert "vervoerstoeslag" not in delen(ritten | {"vervoer_gevraagd": "nee"})


def test_the_total_is_the_sum_of_the_phases() -> None:
    """Each phase costs its own etmalen times its own tariff."""
    gevonden = uitkomst(met_fasen(LICHT, MATIG))
    bedragen = [Decimal(f["kosten"]) for f in gevonden["fasen"]]
    assert bedragen == [59 * Decimal("9.37"), 61 * Decimal("25.51")]
    assert Decimal(gevonden["kosten"]) == sum(bedragen)
    assert [k["etmalen"] for k in gevonden["kosten_delen"]] == [59, 61]


def test_a_phase_beyond_the_tariffs_makes_the_total_unknown() -> None:
    """The total is never the sum of only what is known."""
    gevonden = uitkomst(met_fasen(LICHT, MATIG, einddatum="2022-01-31"))
    assert [f["kosten"] for f in gevonden["fasen"]] == ["552.83", "onbekend"]
    assert gevonden["kosten"] == "onbekend"


def test_the_evaluation_is_two_weeks_before_the_step() -> None:
    """Only a later phase has a step to talk about."""
    eerste, tweede = uitkomst(met_fasen(LICHT, MATIG))["fasen"]
    assert "evaluatie" not in eerste
    assert date.fromisoformat(tweede["evaluatie"]) == date(2021, 3, 1) - timedelta(days=14)


def test_a_signal_of_one_phase_says_which() -> None:
    """One short contact every day, but only in the second phase, is a doubtful case there."""
    elke_dag = {"dagen": list(WEEK), "minuten": 30}
    gemaakt = met_fasen(LICHT, elke_dag)
    titel = "Elke dag één kort contact (in fase 2)"
    assert [s["titel"] for s in uitkomst(gemaakt)["signalen"]] == [titel]
    assert {s.omdat for s in gemaakt.waarom() if s.id == "inzet_elke_dag_kort"} == {titel}
    assert uitkomst(met_fasen(elke_dag, elke_dag))["signalen"][0]["titel"] == titel[:-12]


def test_a_lighter_later_phase_gives_a_signal() -> None:
    """Less support later is not a phase but a new assessment."""
    gemaakt = met_fasen(MATIG, LICHT)
    assert "inzet_daalt" in gemaakt.signalen
    assert [r.id for r in gemaakt.verschillen] == ["latere_fasen"]


@pytest.mark.parametrize(("eerst", "later"), [(LICHT, MATIG), (LICHT, LICHT), (MATIG, MATIG)])
def test_an_equal_or_heavier_later_phase_gives_none(
    eerst: dict[str, Any], later: dict[str, Any]
) -> None:
    """Building up or staying level is what phases are for."""
    assert "inzet_daalt" not in met_fasen(eerst, later).signalen


@pytest.mark.parametrize(
    ("goed", "slecht", "inzet"), [(50, 2, "licht"), (40, 12, "matig"), (2, 50, "zwaar")]
)
def test_the_whole_year_decides_the_inzet(goed: int, slecht: int, inzet: str) -> None:
    """The same two weeks give another inzet when there are more bad ones."""
    gemaakt = golven(goed, slecht)
    assert gemaakt.spoor.waarde("inzet") == inzet
    assert not gemaakt.fasen


@pytest.mark.parametrize(("goed", "slecht"), [(50, 2), (40, 12), (2, 50)])
def test_times_that_differ_are_a_doubtful_case(goed: int, slecht: int) -> None:
    """Good times alone are light and bad times alone heavy, and that is told."""
    gemaakt = golven(goed, slecht)
    per_tijd = {id_: spoor.waarde("inzet") for id_, spoor in gemaakt.anders_op_id}
    assert per_tijd["goede_tijd"] == "licht"
    assert per_tijd["slechte_tijd"] == "zwaar"
    assert "golven_grensgeval" in gemaakt.signalen


def test_times_that_are_equal_are_no_doubtful_case() -> None:
    """The same support in both times needs no signal."""
    weken = {"goed_weken": 40, "slecht_weken": 12}
    gemaakt = voorstel(BEPERKT | {"golven": "zelfde_hulp"}, golven=weken)
    assert "golven_grensgeval" not in gemaakt.signalen


def test_the_same_arrangement_stays() -> None:
    """One sentence is enough when nothing changes."""
    assert vorige(1) == ["Het arrangement blijft 1."]


def test_a_lighter_inzet_is_named() -> None:
    """Both axes are named, the one that changes and the one that stays."""
    assert vorige(4) == [
        "Het arrangement was 4 en wordt 1.",
        "Inzet was matig en wordt licht.",
        "Complexiteit blijft licht.",
    ]


def test_a_lighter_complexity_is_named() -> None:
    """A change on the other axis is told in the same way."""
    assert vorige(3) == [
        "Het arrangement was 3 en wordt 1.",
        "Inzet blijft licht.",
        "Complexiteit was zwaar en wordt licht.",
    ]


def test_an_open_arrangement_changes_nothing_yet() -> None:
    """Without a settled arrangement there is nothing to compare."""
    eerder = {"arrangement": 4, "van": "2020-01-01", "tot": "2020-12-31"}
    gemaakt = voorstel(BEPERKT, None, vorige_indicatie=eerder)
    assert uitkomst(gemaakt)["vorige_indicatie"] == eerder


def test_the_previous_hours_stand_beside_the_new() -> None:
    """The weekrooster of then shows what a client had."""
    eerder = {
        "arrangement": 1,
        "van": "2020-01-01",
        "tot": "2020-12-31",
        "weekrooster": [rij(minuten=90)],
    }
    gevonden = uitkomst(voorstel(BEPERKT, vorige_indicatie=eerder))
    assert gevonden["vorige_indicatie"]["tijd"]["uren_per_week"] == "1.50"
    assert gevonden["tijd"]["uren_per_week"] == "1.00"


@pytest.mark.parametrize(
    ("kop", "code"),
    [
        ({"fasen": [(1, "2021-01-01"), (2, "2021-01-01")]}, "periode-omgekeerd"),
        (
            {"fasen": [(1, "2021-01-01"), (2, "2021-03-01")], "tot": "2021-02-01"},
            "periode-omgekeerd",
        ),
        ({"fasen": [(1, "2021-01-01")], "van": "2020-12-01"}, "sleutels-botsen"),
    ],
)
def test_phases_that_do_not_fit_together_are_refused(kop: dict[str, Any], code: str) -> None:
    """A phase lasts a day at least, ends by the end, and the first begins with the support."""
    intake = gegevens(None, [rij()])
    intake |= {"fasen": [{"nummer": n, "vanaf": dag} for n, dag in kop["fasen"]]}
    intake |= {"ingangsdatum": kop.get("van", "2021-01-01")}
    intake |= {"einddatum": kop["tot"]} if "tot" in kop else {}
    with pytest.raises(DiagnoseFout) as fout:
        lees(intake)
    assert [d.code for d in fout.value.diagnoses] == [code]

"""A voorstel is compared as a whole: every weekrooster, every count and every phase."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.indicatie import roosters, weekrooster
from engine.indicatie.intake import Intake
from engine.indicatie.motoren import (
    NietZeker,
    Verschil,
    controleer,
    meld_verschil,
    motoren_json,
    staatmap,
    vergelijk,
)
from engine.indicatie.toetsen import lees as lees_toetsen
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.rete import tellen
from engine.rete.motor import Motoren
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import VOORBEELDEN, regelwerk, rij, voorstel, voorstel_bij
from tests.indicatie.test_weekrooster import ROOSTER
from tests.referentie.gevallen import REGELS
from tests.rete import fouten

FASEN = [
    {"nummer": 1, "vanaf": "2021-06-01"},
    {"nummer": 2, "vanaf": "2021-08-01"},
]
GOLVEN = {"goed_weken": 39, "slecht_weken": 13}


@pytest.fixture(scope="module")
def motoren() -> Iterator[Motoren]:
    with Motoren() as m:
        yield m


def met_fasen(*rijen: dict[str, Any]) -> Voorstel:
    return voorstel(rooster=rijen, ingangsdatum="2021-06-01", fasen=FASEN)


def rijk() -> Voorstel:
    """Return a voorstel in which every part of the weekrooster matters."""
    return met_fasen(
        rij(dagen=["ma", "di"], minuten=45, fase=1),
        rij(dagen=["ma", "di", "wo", "do", "vr"], keren_per_dag=2, minuten=45, fase=2),
        rij(dagen=["za"], om_de_week="ja"),
        rij(vorm="groep", dagen=["wo"], dagdelen=1, wie="vrijwilliger"),
    )


def golvend() -> Voorstel:
    """Return a voorstel with good and bad times."""
    return voorstel(
        rooster=[
            rij(dagen=["ma"]),
            rij(dagen=["di", "do", "za", "zo"], minuten=120, tijd="slecht"),
        ],
        golven=GOLVEN,
    )


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_every_example_comes_to_the_same(pad: Path, motoren: Motoren) -> None:
    assert vergelijk(voorstel_bij(pad), motoren) == ()


def test_every_rule_test_comes_to_the_same(motoren: Motoren) -> None:
    """The intakes that were written from the sources agree, each with all its weekroosters."""
    for geval in lees_toetsen(regelwerk(), REGELS / "toetsen").gevallen[::5]:
        assert vergelijk(stel_voor(geval.intake), motoren) == (), geval.naam


@pytest.mark.parametrize("maak", [rijk, golvend])
def test_phases_and_times_come_to_the_same(maak: Callable[[], Voorstel], motoren: Motoren) -> None:
    gemaakt = maak()
    assert gemaakt.fasen or gemaakt.anders
    assert vergelijk(gemaakt, motoren) == ()


@settings(max_examples=25, deadline=None)
@given(ROOSTER, st.booleans(), st.sampled_from([None, GOLVEN]))
def test_any_weekrooster_comes_to_the_same(
    rijen: list[dict[str, Any]], fasen: bool, golven: dict[str, int] | None
) -> None:
    kop: dict[str, Any] = {"golven": golven} if golven else {}
    if fasen:
        kop |= {"ingangsdatum": "2021-06-01", "fasen": FASEN}
        rijen = [{**r, "fase": 1 + n % 2} for n, r in enumerate(rijen)]
    if golven:
        rijen = [{**r, "tijd": "slecht"} if n % 2 else r for n, r in enumerate(rijen)]
    with Motoren() as motoren:
        assert vergelijk(voorstel(rooster=rijen, **kop), motoren) == ()


# Faults in counting and in choosing the rows


def _altijd_een(*_: object) -> Fraction:
    return Fraction(1)


def _onveranderd(rijen: list[Any], *_: object) -> list[Any]:
    return list(rijen)


def _alle_rijen(intake: Intake, fase: int = 1) -> list[Any]:
    return list(intake.vorm.weekrooster or ())


def _eerste(delen: Iterable[tuple[int, dict[str, Interval]]]) -> dict[str, Interval]:
    return next(iter(delen))[1]


Telfout = tuple[Callable[[], Voorstel], object, str, object]
TELFOUTEN: dict[str, Telfout] = {
    "telling in de evaluator": (rijk, weekrooster, "_aandeel", _altijd_een),
    "telling in de tweede motor": (rijk, tellen, "_halven", lambda rijen, nodig: 1),
    "contactdagen in de evaluator": (rijk, weekrooster, "_op_dagen", _altijd_een),
    "fase in de evaluator": (rijk, roosters, "rijen_van", _alle_rijen),
    "fase in de tweede motor": (rijk, tellen, "_in_fase", _onveranderd),
    "rooster in de evaluator": (rijk, roosters, "als_beroepskracht", _onveranderd),
    "rooster in de tweede motor": (rijk, tellen, "_telt_ook", _onveranderd),
    "gemiddelde in de evaluator": (golvend, roosters, "gemiddelde", _eerste),
    "goede tijd in de tweede motor": (golvend, tellen, "_in_tijd", _onveranderd),
}


@pytest.mark.parametrize("telfout", TELFOUTEN.values(), ids=TELFOUTEN)
def test_a_fault_in_counting_is_caught(
    telfout: Telfout, motoren: Motoren, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each engine counts for itself, so what one does wrong the other shows."""
    maak, waar, naam, fout = telfout
    monkeypatch.setattr(waar, naam, fout)
    assert vergelijk(maak(), motoren) != ()


def test_a_phase_that_was_not_evaluated_is_a_difference(motoren: Motoren) -> None:
    """Which evaluations there are is worked out twice as well."""
    gemaakt = rijk()
    assert vergelijk(replace(gemaakt, fasen=gemaakt.fasen[:1]), motoren) == (
        Verschil("fase 2", "rooster", "fase 2", ("niet berekend",), ("berekend",)),
    )
    assert vergelijk(replace(gemaakt, anders=()), motoren) != ()


def dalend() -> Voorstel:
    """Return a voorstel whose second phase is lighter than its first."""
    return met_fasen(
        rij(dagen=["ma", "di", "wo", "do", "vr"], keren_per_dag=2, minuten=60, fase=1),
        rij(dagen=["ma"], fase=2),
    )


@pytest.mark.parametrize("maak", [dalend, golvend])
def test_a_signal_of_another_weekrooster_is_checked_as_well(
    maak: Callable[[], Voorstel], motoren: Motoren, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second engine says itself whether another weekrooster comes to something else."""
    gemaakt = maak()
    assert gemaakt.verschillen
    assert vergelijk(gemaakt, motoren) == ()
    monkeypatch.setattr(Voorstel, "verschillen", ())
    anders = vergelijk(maak(), motoren)
    assert {v.soort for v in anders} == {"signaal"}
    assert (anders[0].evaluator, anders[0].durable_rules) == (("nee",), ("ja",))


def test_what_the_evaluator_rules_out_wrongly_is_a_difference(motoren: Motoren) -> None:
    """What it still narrows down must lie within what the second engine finds possible."""
    gemaakt = voorstel(zonder=["besluiten"])
    nummer = gemaakt.spoor.klaar.nummer["dagindeling"]
    sets = list(gemaakt.spoor.sets)
    sets[nummer] = 0b10
    anders = replace(gemaakt, spoor=replace(gemaakt.spoor, sets=tuple(sets)))
    assert vergelijk(gemaakt, motoren) == ()
    assert [v.naam for v in vergelijk(anders, motoren)] == ["dagindeling"]


def test_a_rule_that_the_evaluator_decides_wrongly_is_a_difference(motoren: Motoren) -> None:
    """A status that both can know must be the same."""
    gemaakt = voorstel()
    statussen = list(gemaakt.spoor.statussen)
    statussen[0] = 2 - statussen[0]
    anders = replace(gemaakt, spoor=replace(gemaakt.spoor, statussen=tuple(statussen)))
    eerste = next(iter(gemaakt.spoor.boek.regels))
    assert [v.naam for v in vergelijk(anders, motoren)] == [eerste]


# What is said of it


def test_a_difference_gives_a_message_and_a_report(tmp_path: Path) -> None:
    """The message names what differs and where the report is."""
    with (
        fouten.MotorenMetFout(fouten.een_teken) as stuk,
        pytest.raises(NietZeker) as gevonden,
    ):
        controleer(rijk(), regelwerk(), stuk, tmp_path / "verslagen")
    (verslag,) = (tmp_path / "verslagen").iterdir()
    diagnose = gevonden.value.diagnose
    assert diagnose.code == "motoren-verschillen"
    assert str(verslag) in diagnose.hulp
    inhoud = json.loads(verslag.read_text(encoding="utf-8"))
    assert inhoud["regelwerk"] == regelwerk().hash
    assert {v["rooster"] for v in inhoud["verschillen"]} >= {"gewoon", "fase 1", "fase 2"}
    assert (verslag.stat().st_mode & 0o777, verslag.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_report_that_cannot_be_written_does_not_hide_the_difference(tmp_path: Path) -> None:
    """The message then says why there is no report."""
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with (
        fouten.MotorenMetFout(fouten.een_teken) as stuk,
        pytest.raises(NietZeker, match="verschillen bij") as gevonden,
    ):
        controleer(rijk(), regelwerk(), stuk, tmp_path / "bestand")
    assert "kon niet worden geschreven" in gevonden.value.diagnose.hulp


def test_a_report_has_no_personal_data(tmp_path: Path) -> None:
    """No text, date or number of the client is in it, and nothing to find the client by."""
    gemaakt = voorstel(
        {
            "besluiten": {"waarde": "ander", "wie_zegt": "de buurvrouw", "blijkt_uit": "gezien"},
            "opmerkingen_client": "Mijn zoon heet Kareltje",
            "start_spoed": "2021-05-13",
            "ontvangst_spoed": "2021-05-12",
            "nu_acuut": "ja",
        },
        [rij(activiteit="wandelen met Kareltje", minuten=37)],
        peildatum="2021-06-17",
    )
    verschil = Verschil("gewoon", "regel", "C-gedragen", ("geldt",), ("onbekend",))
    pad = meld_verschil(gemaakt, regelwerk(), [verschil], tmp_path)
    tekst = pad.read_text(encoding="utf-8")
    for geheim in ("Kareltje", "buurvrouw", "2021-05-1", "2021-06-17", "37", "wandelen"):
        assert geheim not in tekst.replace(regelwerk().hash, ""), geheim
    assert json.loads(tekst)["klassen"]["gewoon"]["besluiten"] == ["ander"]
    assert meld_verschil(gemaakt, regelwerk(), [verschil], tmp_path) == pad


def test_reports_go_where_the_user_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert staatmap() == tmp_path / "arrangementwijzer"
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert staatmap() == tmp_path / ".local" / "state" / "arrangementwijzer"


def test_a_voorstel_says_which_engines_evaluated_it() -> None:
    assert motoren_json(None) == {"gelijk": None, "welke": ["evaluator"]}
    assert motoren_json(True) == {"gelijk": True, "welke": ["evaluator", "durable-rules"]}
    assert motoren_json(False) == {"gelijk": False, "welke": ["evaluator", "durable-rules"]}

"""From the form to what is kept and back, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import FormData

from api.web.antwoordveld import Antwoordveld
from api.web.roosterveld import Roosterveld
from api.web.veldgroep import Fasenveld, golven, periode, vorige_indicatie
from api.web.weging import Weging
from engine.indicatie.intake import lees_intake
from engine.indicatie.voorstel import stel_voor
from engine.rulebook.lezen import lees_json
from tests.api.hulp import BOEK, REGELWERK, VOORBEELDEN, als_gegevens
from tests.api.opslag.hulp import delen_van


def post(velden: dict[str, list[str]]) -> FormData:
    """Return fields as a browser sends them."""
    return FormData([(naam, waarde) for naam, waarden in velden.items() for waarde in waarden])


def rooster_post(inhoud: object, **los: str) -> FormData:
    """Return the weekrooster as a browser sends it."""
    velden: dict[str, list[str]] = {naam: [waarde] for naam, waarde in los.items()}
    for nummer, rij in enumerate(Roosterveld().rijen(inhoud)):
        for naam, waarde in rij.items():
            velden[f"rij-{nummer}-{naam}"] = waarde if isinstance(waarde, list) else [waarde]
    return post(velden)


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda pad: pad.stem)
def test_an_intake_that_is_shown_and_kept_again_is_the_same(pad: Path) -> None:
    delen = delen_van({"weekrooster": [], "weekrooster_compleet": "nee", **als_gegevens(pad)})
    for vraag in BOEK.vragen.values():
        veld = Antwoordveld(BOEK, vraag, met_lezingen=True)
        inhoud = delen.get(veld.sleutel)
        assert veld.lees(post(veld.toon(inhoud)), inhoud) == (veld.normaal(inhoud), {})
    for groep in (periode(), vorige_indicatie(), golven(), Fasenveld()):
        inhoud = delen.get(groep.sleutel)
        gelezen, fouten = groep.lees(post(groep.toon(inhoud)), inhoud)
        verwacht = inhoud if inhoud is None or groep.sleutel == "fasen" else groep.normaal(inhoud)
        assert (gelezen, fouten) == (verwacht, {})
    inhoud = delen["weekrooster"]
    gelezen, fouten = Roosterveld().lees(rooster_post(inhoud, compleet=inhoud["compleet"]), inhoud)
    assert (gelezen, fouten) == (Roosterveld().normaal(inhoud), {})


def test_what_was_noted_in_private_stays_when_the_answer_changes_at_the_table() -> None:
    veld = Antwoordveld(BOEK, BOEK.vragen["dagindeling"])
    oud = {"waarde": "zetje", "twijfel": "erbij", "ook": [{"waarde": "zelf", "wie_zegt": "zoon"}]}
    nieuw, _ = veld.lees(post({"dagindeling": ["ander"]}), oud)
    assert nieuw == {**oud, "waarde": "ander"}


def test_not_known_yet_is_an_answer_with_a_reason() -> None:
    veld = Antwoordveld(BOEK, BOEK.vragen["dagindeling"])
    assert veld.lees(post({"dagindeling": ["?"]}), None) == ({"onbekend": "weet_niet"}, {})
    gevraagd = post({"dagindeling": ["?"], "dagindeling--onbekend": ["weigert"]})
    assert veld.lees(gevraagd, None) == ({"onbekend": "weigert"}, {})


def test_an_answer_takes_the_place_of_the_reason_why_it_was_not_known() -> None:
    veld = Antwoordveld(BOEK, BOEK.vragen["dagindeling"])
    samen = post({"dagindeling": ["zetje"], "dagindeling--onbekend": ["weigert"]})
    assert veld.lees(samen, {"onbekend": "weigert"}) == ({"waarde": "zetje"}, {})
    assert "dagindeling" in veld.lees(samen, None)[1]


def test_answers_that_exclude_each_other_are_told_in_their_own_words() -> None:
    veld = Antwoordveld(BOEK, BOEK.vragen["geld_papieren"])
    _, fouten = veld.lees(post({"geld_papieren": ["zelf", "geld_vast"]}), None)
    assert "gaan niet samen" in fouten["geld_papieren"]
    assert "het loopt vanzelf" in fouten["geld_papieren"]


@pytest.mark.parametrize("tekst", ["veel", "1e9", "nan", "-1", "8"])
def test_a_number_that_cannot_be_is_told_and_given_back(tekst: str) -> None:
    veld = Antwoordveld(BOEK, BOEK.vragen["ritdagen"])
    assert "getal" in veld.lees(post({"ritdagen": [tekst]}), None)[1]["ritdagen"]


def test_a_row_that_is_not_finished_is_kept_and_counts_nowhere() -> None:
    veld = Roosterveld()
    half = post(
        {"rij-0-activiteit": ["koken"], "rij-0-ritme": ["week"], "rij-0-minuten": ["een uur"]}
        | {"rij-0-dagen": ["ma"], "compleet": ["ja"]}
    )
    inhoud, fouten = veld.lees(half, None)
    assert inhoud["rijen"] == []
    assert inhoud["compleet"] == "nee"
    assert {"rij-0-wie", "rij-0-vorm", "rij-0-minuten", "compleet"} <= set(fouten)
    (rij,) = veld.rijen(inhoud)
    assert (rij["activiteit"], rij["minuten"], rij["dagen"]) == ("koken", "een uur", ["ma"])


def test_an_empty_row_is_no_row() -> None:
    leeg = post({"rij-0-activiteit": [""], "rij-0-ritme": ["week"]})
    assert Roosterveld().lees(leeg, None) == (None, {})


def test_the_last_day_does_not_come_before_the_first() -> None:
    dagen = {"peildatum": "2021-06-15", "ingangsdatum": "2021-07-01", "einddatum": "2021-06-30"}
    velden = {f"periode--{naam}": [dag] for naam, dag in dagen.items()}
    assert list(periode().lees(post(velden), None)[1]) == ["periode--einddatum"]


def weeg(gegevens: dict[str, Any]) -> Weging:
    """Return the advice on an intake, as the page shows it."""
    knoop, _ = lees_json(json.dumps(gegevens))
    assert knoop is not None
    return Weging(stel_voor(lees_intake(REGELWERK, knoop)), REGELWERK)


def test_a_time_line_without_a_last_day_ends_as_far_as_its_phases_are_long() -> None:
    gegevens = als_gegevens(VOORBEELDEN[0].parent / "arrangement-5.yaml")
    gegevens.pop("einddatum")
    gegevens["fasen"] = [
        {"nummer": n, "vanaf": dag}
        for n, dag in enumerate(("2021-07-01", "2021-08-30", "2021-10-29"), start=1)
    ]
    weging = weeg(gegevens)
    assert [(f.begin, f.lengte, f.open) for f in weging.fasen] == [
        (0, 333, False),
        (333, 333, False),
        (666, 334, True),
    ]
    assert weging.tijdlijn == (
        "fase 1: 1 juli 2021 tot en met 29 augustus 2021; "
        "fase 2: 30 augustus 2021 tot en met 28 oktober 2021; "
        "fase 3: vanaf 29 oktober 2021, zonder laatste dag"
    )
    gegevens["fasen"] = gegevens["fasen"][:1]
    weging = weeg(gegevens)
    assert [(f.begin, f.lengte, f.open) for f in weging.fasen] == [(0, 1000, True)]

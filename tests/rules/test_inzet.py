"""Inzet as paragraph 12 and the counting rules of the questionnaire have it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from engine.evaluation.evaluator import evalueer
from engine.indicatie.voorstel import Voorstel
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import WEEK, boek, rij, voorstel
from tests.rules.telregels import NIVEAUS, inzet

BEPERKT: dict[str, Any] = {"aandacht": "soms", "gevolg": "hapert"}


VERVOER = {"vervoer", "vervoer_gevraagd", "ritdagen"}
"""Open as long as there may be a group at the provider."""


def bij(*rijen: dict[str, Any], **kop: Any) -> Voorstel:
    """Return the voorstel for a client with a light limitation and this weekrooster."""
    return voorstel(BEPERKT, rijen or None, **kop)


def niveau(*rijen: dict[str, Any]) -> str | None:
    """Return the inzet of a weekrooster."""
    return bij(*rijen).spoor.waarde("inzet")


def op(dagen: int, **velden: Any) -> dict[str, Any]:
    """Return a row on the first so many days of the week."""
    return rij(dagen=list(WEEK[:dagen]), **velden)


def test_inzet_follows_the_counting_rules_around_every_threshold() -> None:
    """Weeklast, contact days and double days at, below and above each threshold agree."""
    lasten = [Fraction(n, 100) for n in (0, 1, 50, 199, 200, 201, 300, 399, 400, 401, 700)]
    lasten += [Fraction(n, 100) for n in (799, 800, 801, 900, 1500, 4000)]
    dagen = [Fraction(n, 2) for n in range(15)]
    for last, contact, dubbel in product(lasten, dagen, dagen):
        if dubbel > contact or (last == 0) != (contact == 0):
            continue  # no such weekrooster
        feiten = {
            "weeklast": Interval.precies(last),
            "contactdagen": Interval.precies(contact),
            "dubbele_dagen": Interval.precies(dubbel),
        }
        gekregen = evalueer(boek(), feiten).waarde("inzet")
        assert gekregen == NIVEAUS[inzet(last, contact, dubbel)], (last, contact, dubbel)


# Licht


@pytest.mark.parametrize("dagen", [1, 2])
def test_one_or_two_short_contacts_a_week_is_licht(dagen: int) -> None:
    """R115: usually one to two short contacts a week."""
    assert niveau(op(dagen, minuten=60)) == "licht"


def test_every_other_week_or_less_is_licht() -> None:
    """R116: a contact every other week or once a month is still licht."""
    assert niveau(rij(om_de_week="ja", minuten=60)) == "licht"
    assert niveau(rij(keren_per_maand=1, minuten=15)) == "licht"


def test_one_afternoon_or_group_day_is_licht() -> None:
    """R117: collective support on part of the week, not daily, fits light, alone or combined."""
    assert niveau(rij(vorm="groep", dagdelen=1)) == "licht"
    assert niveau(rij(vorm="groep", dagdelen=2), rij(minuten=120)) == "licht"
    assert niveau(rij(minuten=240)) == "licht"


def test_a_weeklast_of_exactly_two_on_two_days_is_licht() -> None:
    """Two days of an hour, a quarter less and a quarter more: the bound itself is licht."""
    assert niveau(op(2, minuten=60)) == "licht"
    assert niveau(rij(minuten=60), rij(dagen=["do"], minuten=61)) == "matig"


def test_a_weeklast_of_four_is_licht_on_one_day_only() -> None:
    """Four hours on one day is licht; a minute more, or over two days, is matig."""
    assert niveau(rij(minuten=240)) == "licht"
    assert niveau(rij(minuten=241)) == "matig"
    assert niveau(op(2, minuten=120)) == "matig"


# Matig


@pytest.mark.parametrize("dagen", [3, 4, 5, 6])
def test_three_to_six_contact_days_is_matig(dagen: int) -> None:
    """R118-R119: structural but not daily, however short the contacts."""
    assert niveau(op(dagen, minuten=15)) == "matig"


def test_few_long_contacts_are_matig() -> None:
    """R119: intensive long contacts are few in number and still moderate."""
    assert niveau(op(2, minuten=180)) == "matig"


def test_a_group_several_times_a_week_is_matig() -> None:
    """R120: collective support several times a week."""
    assert niveau(op(3, vorm="groep", dagdelen=1)) == "matig"


def test_a_weeklast_of_exactly_eight_is_matig() -> None:
    """Eight is the largest week that is not heavy; a minute more is."""
    assert niveau(op(4, vorm="groep", dagdelen=2)) == "matig"
    assert niveau(op(4, minuten=120)) == "matig"
    assert niveau(op(3, minuten=120), rij(dagen=["za"], minuten=121)) == "zwaar"


# Zwaar


def test_contact_every_day_is_zwaar() -> None:
    """R121: daily is seven days; six is not daily."""
    assert niveau(op(7, minuten=15)) == "zwaar"
    assert niveau(op(6, minuten=15)) == "matig"


def test_every_day_may_come_from_several_rows() -> None:
    """R121: days are counted over all rows, group and individual together."""
    assert niveau(op(5, minuten=15), rij(vorm="groep", dagen=["za", "zo"])) == "zwaar"


@pytest.mark.parametrize(("dagen", "verwacht"), [(4, "matig"), (5, "zwaar")])
def test_several_short_contacts_a_day_is_zwaar_from_five_days(dagen: int, verwacht: str) -> None:
    """R122: two or more individual contacts a day on five days is zwaar, on four it is not."""
    assert niveau(op(dagen, minuten=15, keren_per_dag=2)) == verwacht
    assert niveau(op(dagen, minuten=15), op(dagen, minuten=20)) == verwacht


def test_a_group_makes_no_double_day() -> None:
    """R122: the several contacts a day are individual ones."""
    assert niveau(op(5, minuten=15), op(5, vorm="groep", dagdelen=1)) == "matig"


def test_several_long_contacts_a_week_are_zwaar() -> None:
    """R122-R123: long contacts together over eight hours are zwaar, a group may be part of it."""
    assert niveau(op(3, minuten=180)) == "zwaar"
    assert niveau(op(3, minuten=120), op(2, vorm="groep", dagdelen=2)) == "zwaar"


# What counts


@pytest.mark.parametrize("wie", ["zelf", "huisgenoot", "naaste", "vrijwilliger", "andere_wet"])
def test_only_a_beroepskracht_of_this_provision_counts(wie: str) -> None:
    """R111-R112: what others do is no inzet, however much it is."""
    assert niveau(op(7, wie=wie, minuten=240), rij(minuten=30)) == "licht"


def test_a_temporary_peak_does_not_count() -> None:
    """A peak of under three months is named and not counted."""
    assert niveau(op(7, tijdelijk="ja", minuten=240), rij(minuten=30)) == "licht"


@pytest.mark.parametrize(("minuten", "verwacht"), [(14, "licht"), (15, "zwaar")])
def test_an_individual_contact_under_a_quarter_counts_nowhere(minuten: int, verwacht: str) -> None:
    """Fourteen minutes every day is no contact; fifteen is."""
    assert niveau(op(7, minuten=minuten), rij(minuten=30)) == verwacht


def test_two_beroepskrachten_at_once_do_not_double_the_weeklast() -> None:
    """Several at the same time count their time once."""
    assert niveau(rij(minuten=240, beroepskrachten=2)) == "licht"


def test_who_does_not_know_the_days_gets_every_level_they_allow() -> None:
    """Unknown days leave contact days between one and seven."""
    gemaakt = bij(rij(dagen="onbekend", minuten=15))
    assert gemaakt.spoor.mogelijk("inzet") == {"licht", "matig", "zwaar"}
    assert gemaakt.openstaand == ("weekrooster",)


def test_a_rooster_that_is_not_complete_says_nothing_yet() -> None:
    """Without a complete weekrooster every inzet is possible."""
    zonder = voorstel(BEPERKT, None)
    half = voorstel(BEPERKT, [rij()], weekrooster_compleet="nee")
    for gemaakt in (zonder, half):
        assert gemaakt.spoor.mogelijk("inzet") == set(NIVEAUS)
        assert set(gemaakt.openstaand) - VERVOER == {"weekrooster"}


# Grensgevallen: always shown, never changing the level


def test_seven_single_short_contacts_are_a_grensgeval() -> None:
    """R119, R121: daily is heavy and short is moderate; one short contact a day is both."""
    assert "inzet_elke_dag_kort" in bij(op(7, minuten=60)).signalen
    assert "inzet_elke_dag_kort" not in bij(op(7, minuten=61)).signalen
    assert "inzet_elke_dag_kort" not in bij(op(7, minuten=20, keren_per_dag=2)).signalen
    assert "inzet_elke_dag_kort" not in bij(op(6, minuten=30)).signalen


@pytest.mark.parametrize(("dagen", "verwacht"), [(4, False), (5, True), (6, True), (7, False)])
def test_five_or_six_days_are_a_grensgeval(dagen: int, verwacht: bool) -> None:
    """R121: five or six days with a weeklast up to eight is nearly daily."""
    assert ("inzet_bijna_dagelijks" in bij(op(dagen, minuten=30)).signalen) == verwacht


def test_five_days_with_a_heavy_weeklast_is_no_grensgeval() -> None:
    """Over eight the weeklast decides, and the number of days no longer matters."""
    assert "inzet_bijna_dagelijks" in bij(op(5, minuten=96)).signalen
    assert "inzet_bijna_dagelijks" not in bij(op(5, minuten=97)).signalen


@pytest.mark.parametrize(
    ("minuten", "verwacht"), [(209, False), (210, True), (240, True), (270, True), (271, False)]
)
def test_a_weeklast_from_seven_to_nine_is_a_grensgeval(minuten: int, verwacht: bool) -> None:
    """Both bounds belong to it: two days of 210 minutes is seven, of 270 is nine."""
    assert ("inzet_weeklast_op_de_grens" in bij(op(2, minuten=minuten)).signalen) == verwacht


@pytest.mark.parametrize(
    "anderen",
    [
        op(3, wie="vrijwilliger", vorm="groep", dagdelen=1),
        op(3, wie="andere_wet", minuten=30),
        op(3, wie="andere_wet", vorm="groep", dagdelen=1),
    ],
    ids=["vrijwilligersgroep", "andere wet", "groep andere wet"],
)
def test_help_of_others_that_would_change_it_is_a_grensgeval(anderen: dict[str, Any]) -> None:
    """R112, R124: a volunteer group or a professional under another law never changes the level."""
    gemaakt = bij(rij(), anderen)
    assert gemaakt.spoor.waarde("inzet") == "licht"
    assert "inzet_met_anderen" in gemaakt.signalen


@pytest.mark.parametrize(
    "anderen",
    [
        op(7, wie="naaste", minuten=60),
        op(7, wie="huisgenoot", minuten=60),
        op(7, wie="vrijwilliger", minuten=60),
        rij(wie="andere_wet", minuten=30),
        op(7, wie="andere_wet", minuten=60, tijdelijk="ja"),
    ],
    ids=["naaste", "huisgenoot", "vrijwilliger alleen", "te weinig", "tijdelijk"],
)
def test_other_help_gives_no_grensgeval(anderen: dict[str, Any]) -> None:
    """Family, a volunteer one to one, and what would change nothing give no signal."""
    assert "inzet_met_anderen" not in bij(rij(), anderen).signalen


def test_golven_give_the_yearly_average() -> None:
    """Good and bad times: the inzet is that of the average over their weeks, never of a phase."""
    rijen = [rij(tijd="goed"), op(7, tijd="slecht", minuten=120)]
    weinig = bij(*rijen, golven={"goed_weken": 50, "slecht_weken": 2})
    veel = bij(*rijen, golven={"goed_weken": 2, "slecht_weken": 50})
    assert weinig.spoor.waarde("inzet") == "licht"
    assert veel.spoor.waarde("inzet") == "zwaar"

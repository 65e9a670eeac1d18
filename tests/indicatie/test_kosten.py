"""Costs over a period: etmalen times the tariff, split where the tariff ends."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.indicatie.kosten import Kosten, bereken_kosten
from engine.indicatie.kosten_json import kosten_json
from tests.indicatie.maken import als_data, regelwerk, voorstel

CODES = [f"1010{nummer}" for nummer in range(1, 10)]
BEGIN, EINDE = date(2021, 1, 1), date(2021, 12, 31)
BEPERKT = {"aandacht": "soms", "gevolg": "hapert"}
dagen_2021 = st.dates(BEGIN, EINDE)


def kosten(van: date, tot: date, code: str = "10103") -> Kosten:
    return bereken_kosten(regelwerk(), code, van, tot)


def test_first_and_last_day_both_count() -> None:
    """Eight weeks, both ends included, are 56 etmalen."""
    gevonden = kosten(date(2021, 1, 1), date(2021, 2, 25))
    assert gevonden.etmalen == 56
    assert gevonden.bedrag == Decimal("669.76")


def test_one_day_is_one_etmaal() -> None:
    """A period that begins and ends on the same day costs one tariff."""
    gevonden = kosten(date(2021, 6, 1), date(2021, 6, 1))
    assert (gevonden.etmalen, gevonden.bedrag) == (1, Decimal("11.96"))


@pytest.mark.parametrize(("jaar", "etmalen"), [(2020, 3), (2021, 2), (2024, 3)])
def test_the_leap_day_is_an_etmaal(jaar: int, etmalen: int) -> None:
    """The days from 28 February through 1 March are one more in a leap year."""
    assert kosten(date(jaar, 2, 28), date(jaar, 3, 1)).etmalen == etmalen


def test_without_a_tariff_after_the_year_the_amount_is_unknown() -> None:
    """The part with a tariff keeps its amount, but the whole has none."""
    gevonden = kosten(date(2021, 12, 30), date(2022, 1, 3))
    met, zonder = gevonden.delen
    assert (met.van, met.tot, met.etmalen) == (date(2021, 12, 30), EINDE, 2)
    assert met.bedrag == Decimal("23.92")
    assert (zonder.van, zonder.tot, zonder.etmalen) == (date(2022, 1, 1), date(2022, 1, 3), 3)
    assert zonder.tarief is None
    assert zonder.bedrag is None
    assert gevonden.bedrag is None
    assert gevonden.etmalen == 5


def test_without_a_tariff_before_the_year_the_amount_is_unknown() -> None:
    """A period that begins before the first tariff is split there as well."""
    gevonden = kosten(date(2020, 12, 31), BEGIN)
    assert [d.bedrag for d in gevonden.delen] == [None, Decimal("11.96")]
    assert gevonden.bedrag is None


def test_a_code_without_tariff_has_no_amount() -> None:
    """An unknown product code costs an unknown amount, not nothing."""
    assert kosten(BEGIN, EINDE, "99999").bedrag is None


@pytest.mark.parametrize("code", CODES)
def test_a_year_is_exact(code: str) -> None:
    """The amount is 365 times the tariff in cents, without any rounding."""
    gevonden = kosten(BEGIN, EINDE, code)
    tarief = gevonden.delen[0].tarief
    assert tarief is not None
    assert gevonden.bedrag == 365 * tarief.waarde
    assert isinstance(gevonden.bedrag, Decimal)
    assert gevonden.bedrag.as_tuple().exponent == -2


def test_a_reversed_period_is_refused() -> None:
    """A last day before the first is a mistake of the caller."""
    with pytest.raises(ValueError, match="2021-01-01 < 2021-01-02"):
        kosten(date(2021, 1, 2), date(2021, 1, 1))


@given(st.sampled_from(CODES), st.lists(dagen_2021, min_size=3, max_size=3, unique=True))
def test_adjoining_periods_add_up(code: str, drie: list[date]) -> None:
    """A period costs as much as its two halves together."""
    van, midden, tot = sorted(drie)
    eerste = kosten(van, midden, code)
    tweede = kosten(midden + timedelta(days=1), tot, code)
    samen = kosten(van, tot, code)
    assert eerste.bedrag is not None
    assert tweede.bedrag is not None
    assert samen.bedrag == eerste.bedrag + tweede.bedrag
    assert samen.etmalen == eerste.etmalen + tweede.etmalen


@given(st.dates(date(2019, 1, 1), date(2024, 1, 1)), st.integers(0, 1500))
def test_the_parts_cover_every_day_once(van: date, lengte: int) -> None:
    """Parts follow each other from the first day through the last, whatever the tariff."""
    tot = van + timedelta(days=lengte)
    delen = kosten(van, tot).delen
    dagen = [deel.van + timedelta(days=n) for deel in delen for n in range(deel.etmalen)]
    assert dagen == [van + timedelta(days=n) for n in range(lengte + 1)]
    assert all(deel.tot == deel.van + timedelta(days=deel.etmalen - 1) for deel in delen)


def test_unknown_amounts_are_words_in_the_data() -> None:
    """The data write an amount with two decimals, and an unknown one as a word."""
    data = kosten_json(kosten(EINDE, date(2022, 1, 1)))
    assert data["bedrag"] == "onbekend"
    assert [d["bedrag"] for d in data["delen"]] == ["11.96", "onbekend"]
    assert [d["tarief"] for d in data["delen"]] == ["11.96", "onbekend"]


def test_a_voorstel_has_the_cost_of_its_whole_period() -> None:
    """Arrangement 1 during June is thirty times its tariff."""
    gemaakt = voorstel(BEPERKT, ingangsdatum="2021-06-01", einddatum="2021-06-30")
    uitkomst = als_data(gemaakt)["uitkomst"]
    assert uitkomst["tarief"] == "9.37"
    assert uitkomst["kosten"] == "281.10"
    assert [d["etmalen"] for d in uitkomst["kosten_delen"]] == [30]


def test_a_voorstel_without_last_day_has_no_cost() -> None:
    """Without a period there is a tariff and no amount."""
    uitkomst = als_data(voorstel(BEPERKT, ingangsdatum="2021-06-01"))["uitkomst"]
    assert uitkomst["tarief"] == "9.37"
    assert "kosten" not in uitkomst

"""From inzet and complexiteit to arrangement, productcode and tariff."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.indicatie.maken import BEWEZEN_GEVOLG, WEEK, als_data, boek, rij, voorstel

COMPLEXITEIT: dict[str, dict[str, Any]] = {
    "licht": {"aandacht": "soms", "gevolg": "hapert"},
    "matig": {"aandacht": "vaak", "weg_weten": "soms_personen"},
    "zwaar": {"aandacht": "vrijwel_steeds", "gevolg": BEWEZEN_GEVOLG},
}
INZET: dict[str, dict[str, Any]] = {
    "licht": rij(),
    "matig": rij(dagen=["ma", "wo", "vr"]),
    "zwaar": rij(dagen=list(WEEK)),
}
# Source: the tariff table of 2021, three of them repaired from scanning errors.
TARIEVEN = {
    1: "9.37",
    2: "10.56",
    3: "11.96",
    4: "25.51",
    5: "25.91",
    6: "28.30",
    7: "37.86",
    8: "39.86",
    9: "40.85",
}
OVERIG = {
    "10110": "3.53",
    "10111": "5.88",
    "10112": "8.24",
    "10113": "1.57",
    "10114": "3.92",
    "10115": "7.45",
}
NIVEAUS = ("licht", "matig", "zwaar")
CELLEN = list(enumerate(product(NIVEAUS, NIVEAUS), start=1))


@pytest.mark.parametrize(("nummer", "cel"), CELLEN, ids=[f"{n}" for n, _ in CELLEN])
def test_every_cell_of_the_matrix(nummer: int, cel: tuple[str, str]) -> None:
    """R071, R126: three times (inzet - 1) plus complexiteit, with its code and tariff."""
    inzet, complexiteit = cel
    uitkomst = als_data(voorstel(COMPLEXITEIT[complexiteit], [INZET[inzet]]))["uitkomst"]
    assert uitkomst["inzet"] == inzet
    assert uitkomst["complexiteit"] == complexiteit
    assert uitkomst["arrangement"] == nummer
    assert uitkomst["productcode"] == f"1010{nummer}"
    assert uitkomst["tarief"] == TARIEVEN[nummer]


@pytest.mark.parametrize(("nummer", "tarief"), TARIEVEN.items())
def test_every_tariff_of_an_arrangement(nummer: int, tarief: str) -> None:
    """R051-R054, R057: nine tariffs in two decimals, on the first and last day of 2021."""
    for dag in ("2021-01-01", "2021-12-31"):
        inzet, complexiteit = dict(CELLEN)[nummer]
        gemaakt = voorstel(COMPLEXITEIT[complexiteit], [INZET[inzet]], peildatum=dag)
        assert als_data(gemaakt)["uitkomst"]["tarief"] == tarief


@pytest.mark.parametrize(("code", "tarief"), OVERIG.items())
def test_every_tariff_of_transport(code: str, tarief: str) -> None:
    """R055-R056: the three surcharges, and the three old options that stay for who had them."""
    parameter = next(p for p in boek().parameters.values() if p.productcode == code)
    assert [f"{w.waarde:.2f}" for w in parameter.waarden] == [tarief]
    assert parameter.eenheid == "euro per etmaal"


def test_no_other_product_has_a_tariff() -> None:
    """R051, R055, R056: fifteen productcodes and no more."""
    codes = {p.productcode for p in boek().parameters.values() if p.productcode}
    assert codes == {f"1010{n}" for n in range(1, 10)} | set(OVERIG)


def test_the_repaired_tariffs_say_so() -> None:
    """R052-R054: arrangement 3, 5 and 6 were unreadable; each says how it was repaired."""
    for code in ("10103", "10105", "10106"):
        parameter = boek().parameters[f"tarief_{code}"]
        assert all(w.grond.interpretatie is not None for w in parameter.waarden), code


@pytest.mark.parametrize("dag", ["2022-01-01", "2025-06-01"])
def test_without_a_tariff_the_arrangement_is_still_proposed(dag: str) -> None:
    """After 2021 the arrangement stands and the amount is onbekend, with the reason."""
    uitkomst = als_data(voorstel(COMPLEXITEIT["matig"], [INZET["matig"]], peildatum=dag))[
        "uitkomst"
    ]
    assert uitkomst["arrangement"] == 5
    assert uitkomst["productcode"] == "10105"
    assert uitkomst["tarief"] == "onbekend"
    assert "10105" in uitkomst["tarief_reden"]
    assert dag in uitkomst["tarief_reden"]


def test_an_open_level_leaves_a_row_or_column_of_the_matrix() -> None:
    """With the complexiteit open between two levels, exactly the two arrangements remain."""
    antwoorden = {**COMPLEXITEIT["licht"], "weg_weten": "soms_personen"}
    gemaakt = voorstel({**antwoorden, "gevolg": {"onbekend": "nagevraagd"}}, [INZET["matig"]])
    uitkomst = als_data(gemaakt)["uitkomst"]
    assert uitkomst["arrangement_mogelijk"] == [4, 5]
    assert uitkomst["productcode_mogelijk"] == ["10104", "10105"]
    assert "arrangement" not in uitkomst
    assert "tarief" not in uitkomst

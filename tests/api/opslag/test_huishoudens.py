"""Two clients in one household: what is done for both counts once, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken, Soort, Stand
from api.opslag.huishoudens import Huishoudens
from api.opslag.weigering import NietGevonden, NietToegestaan
from tests.api.opslag.hulp import ANNA, STEIN, begin, haal, intake, schrijf

NAMEN = ("koken", "post", "wandelen")


def rij(naam: str, **rest: Any) -> dict[str, Any]:
    return {
        "activiteit": naam,
        "resultaat": 2,
        "wie": "beroepskracht",
        "vorm": "individueel",
        "dagen": ["ma"],
        "minuten": 60,
    } | rest


def rooster(*gedeeld: str, eigen: int = 0) -> dict[str, Any]:
    rijen = [rij(naam, gedeeld=naam) for naam in gedeeld]
    return {"compleet": "ja", "rijen": rijen + [rij(f"eigen {n}") for n in range(eigen)]}


def met(bank: Bank, doe: Callable[[Huishoudens], Any]) -> Any:
    with bank.sessie(ANNA) as sessie:
        return doe(Huishoudens(sessie, ANNA))


def geteld(bank: Bank, id_: str) -> list[str]:
    return [rij["activiteit"] for rij in intake(bank, id_).get("weekrooster", [])]


def paar(bank: Bank) -> tuple[str, str]:
    een, ander = begin(bank), begin(bank)
    met(bank, lambda h: h.koppel(een, ander))
    return een, ander


def test_a_shared_row_counts_with_the_first_and_is_shown_with_the_other(bank: Bank) -> None:
    een, ander = paar(bank)
    schrijf(bank, ander, weekrooster=rooster("koken", eigen=1))
    schrijf(bank, een, weekrooster=rooster("koken"))
    assert geteld(bank, ander) == ["koken", "eigen 0"]
    assert geteld(bank, een) == []
    assert haal(bank, een).inhoud["weekrooster"] == rooster("koken")
    assert met(bank, lambda h: h.telt_elders(een)) == {"koken"}
    assert met(bank, lambda h: h.telt_in(een)) == {"koken": ander}
    assert "gedeeld" not in str(intake(bank, ander))


def test_an_incomplete_weekrooster_stays_incomplete_and_an_empty_one_empty(bank: Bank) -> None:
    een, ander = paar(bank)
    schrijf(bank, ander, weekrooster=rooster("koken"))
    schrijf(bank, een, weekrooster=rooster("koken") | {"compleet": "nee"})
    assert intake(bank, een)["weekrooster_compleet"] == "nee"


def test_the_consulent_moves_a_shared_row(bank: Bank) -> None:
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken", "post"))
    versies = [haal(bank, id_).versie for id_ in (een, ander)]
    met(bank, lambda h: h.verplaats("koken", ander))
    assert (geteld(bank, een), geteld(bank, ander)) == (["post"], ["koken"])
    assert [haal(bank, id_).versie for id_ in (een, ander)] == [v + 1 for v in versies]
    with pytest.raises(NietGevonden):
        met(bank, lambda h: h.verplaats("wandelen", ander))


def test_what_is_decided_does_not_move(bank: Bank) -> None:
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken"))
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(een)
    with pytest.raises(NietToegestaan):
        met(bank, lambda h: h.verplaats("koken", ander))
    assert geteld(bank, ander) == []


def test_a_row_passes_on_when_the_first_no_longer_has_it(bank: Bank) -> None:
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken", "post"))
    schrijf(bank, een, weekrooster=rooster("post"))
    assert (geteld(bank, een), geteld(bank, ander)) == (["post"], ["koken"])
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).vervang(een, Soort.INTREKKING, "cliënt ziet ervan af")
    assert geteld(bank, ander) == ["koken", "post"]


def test_a_closed_gesprek_takes_nothing_over(bank: Bank) -> None:
    """What was decided in it did not have those hours."""
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken"))
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(ander)
    schrijf(bank, een, weekrooster=rooster())
    assert met(bank, lambda h: h.telt_elders(ander)) == {"koken"}


def test_a_correction_keeps_the_rows_that_counted(bank: Bank) -> None:
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken"))
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(een)
        nieuw = Gesprekken(sessie, ANNA).vervang(een, Soort.CORRECTIE, "tikfout")
    assert (geteld(bank, nieuw), geteld(bank, ander)) == (["koken"], [])
    assert met(bank, lambda h: h.leden(haal(bank, een).huishouden or "")) == [een, ander, nieuw]


def herindicatie(bank: Bank) -> tuple[str, str, str]:
    """A shared row that was decided on, its herindicatie, and a housemate who has it too."""
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken"))
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(een)
        nieuw = Gesprekken(sessie, ANNA).vervang(een, Soort.HERINDICATIE, "de indicatie loopt af")
    return een, nieuw, ander


def test_a_herindicatie_keeps_the_rows_until_its_weekrooster_is_talked_about(bank: Bank) -> None:
    """Until then they count in the besluit that still holds, so not with the housemate too."""
    _, nieuw, ander = herindicatie(bank)
    assert met(bank, lambda h: h.telt_in(ander)) == {"koken": nieuw}
    assert geteld(bank, ander) == []
    schrijf(bank, ander, weekrooster=rooster("koken", eigen=1))
    assert geteld(bank, ander) == ["eigen 0"]
    schrijf(bank, nieuw, weekrooster=rooster("koken"))
    assert (geteld(bank, nieuw), geteld(bank, ander)) == (["koken"], ["eigen 0"])


def test_a_herindicatie_without_the_row_leaves_it_to_the_housemate(bank: Bank) -> None:
    """Said in its weekrooster, or decided without any."""
    _, nieuw, ander = herindicatie(bank)
    schrijf(bank, nieuw, weekrooster=rooster(eigen=1))
    assert (geteld(bank, nieuw), geteld(bank, ander)) == (["eigen 0"], ["koken"])
    _, nieuw, ander = herindicatie(bank)
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(nieuw)
    assert geteld(bank, ander) == ["koken"]


def test_a_herindicatie_that_is_withdrawn_gives_the_rows_back(bank: Bank) -> None:
    """The besluit before it is of force again, with its hours."""
    een, nieuw, ander = herindicatie(bank)
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).vervang(nieuw, Soort.INTREKKING, "vergissing")
    assert met(bank, lambda h: h.telt_in(ander)) == {"koken": een}
    assert geteld(bank, ander) == []


def test_who_leaves_the_household_counts_for_itself(bank: Bank) -> None:
    een, ander = paar(bank)
    for id_ in (een, ander):
        schrijf(bank, id_, weekrooster=rooster("koken"))
    met(bank, lambda h: h.ontkoppel(ander))
    assert (geteld(bank, een), geteld(bank, ander)) == (["koken"], ["koken"])
    assert haal(bank, ander).huishouden is None


def test_a_household_stays_within_one_gemeente_and_needs_two(bank: Bank) -> None:
    een, elders = begin(bank), begin(bank, STEIN)
    with pytest.raises(NietGevonden):
        met(bank, lambda h: h.koppel(een, elders))
    with pytest.raises(NietToegestaan):
        met(bank, lambda h: h.koppel(een, een))
    (a, _), (b, _) = paar(bank), paar(bank)
    with pytest.raises(NietToegestaan):
        met(bank, lambda h: h.koppel(a, b))


DADEN = st.lists(
    st.tuples(
        st.sampled_from(
            ["schrijf"] * 4
            + [
                "verplaats",
                "koppel",
                "ontkoppel",
                "sluit",
                "correctie",
                "intrekking",
                "herindicatie",
            ]
        ),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sets(st.sampled_from(NAMEN)),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DADEN)
def test_a_shared_row_never_counts_twice_in_a_household(
    bank: Bank, daden: list[tuple[str, int, int, set[str]]]
) -> None:
    """Whatever is done: over what runs and what is decided, a row counts once at most.

    And exactly once while a running gesprek has it.
    """
    ids = [begin(bank) for _ in range(3)]
    met(bank, lambda h: h.koppel(ids[0], ids[1]))
    besloten: dict[str, list[str]] = {}
    for daad, een, ander, namen in daden:
        a, b = ids[een % len(ids)], ids[ander % len(ids)]
        try:
            nieuw, telt_in_besluit = _doe(bank, daad, a, b, namen)
        except (NietToegestaan, NietGevonden):
            continue
        ids += [nieuw] if nieuw else []
        if daad == "sluit":
            besloten[a] = telt_in_besluit
    standen = {id_: haal(bank, id_) for id_ in ids}
    opgevolgd = {stand.vervangt for stand in standen.values() if not _wacht(stand)}
    per_huis: Counter[tuple[str | None, str]] = Counter()
    lopend: set[tuple[str | None, str]] = set()
    for id_, stand in standen.items():
        huis = stand.huishouden or id_
        telt = geteld(bank, id_) if stand.status == "lopend" else []
        if stand.status == "afgerond" and id_ not in opgevolgd:
            telt = [n for n in besloten.get(id_, []) if not _gaf_door(bank, standen, id_, n)]
        per_huis.update((huis, naam) for naam in telt)
        if stand.status == "lopend":
            rijen = stand.inhoud.get("weekrooster", {"rijen": []})["rijen"]
            lopend |= {(huis, rij["gedeeld"]) for rij in rijen}
    assert all(aantal == 1 for aantal in per_huis.values()), per_huis
    assert lopend <= per_huis.keys()


def _wacht(stand: Stand) -> bool:
    """Whether what a gesprek follows still holds: a herindicatie without a word on the rows."""
    return stand.vervangt_soort == "herindicatie" and (
        stand.status == "ingetrokken"
        or (stand.status == "lopend" and "weekrooster" not in stand.inhoud)
    )


def _gaf_door(bank: Bank, standen: dict[str, Stand], oud: str, naam: str) -> bool:
    """Whether a row passed on in a herindicatie that was withdrawn after that."""
    weg = [s for s in standen.values() if s.vervangt == oud and s.status == "ingetrokken"]
    return bool(weg) and met(bank, lambda h: h.telt_in(oud)).get(naam, oud) != oud


def _doe(bank: Bank, daad: str, a: str, b: str, namen: set[str]) -> tuple[str | None, list[str]]:
    """Do something; return the gesprek that came of it and what was decided on."""
    if daad == "schrijf":
        schrijf(bank, a, weekrooster=rooster(*sorted(namen)))
        return None, []
    with bank.sessie(ANNA) as sessie:
        gesprekken, huishoudens = Gesprekken(sessie, ANNA), Huishoudens(sessie, ANNA)
        if daad == "verplaats":
            for naam in namen:
                huishoudens.verplaats(naam, a)
        elif daad == "koppel":
            huishoudens.koppel(a, b)
        elif daad == "ontkoppel":
            huishoudens.ontkoppel(a)
        elif daad == "sluit":
            rijen = gesprekken.intake(a).get("weekrooster", [])
            gesprekken.rond_af(a)
            return None, [rij["activiteit"] for rij in rijen]
        else:
            return gesprekken.vervang(a, Soort(daad), "proef"), []
    return None, []

"""The normal form means what the condition means, in all three values."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.kleene import GELDT, GELDT_NIET, ONBEKEND
from engine.rete import normaalvorm
from engine.rete.normaalvorm import Normaalvorm, Termen
from engine.rete.plan import Binnen, Open, Teken
from engine.rulebook.diagnose import Positie
from engine.rulebook.klassen import Waarden
from engine.rulebook.rulebook import Alle, Atoom, EenVan, IsOnbekend, Niet, Voorwaarde

HIER = Positie("x.yaml", 1, 1)
KLASSEN = frozenset("abc")
NAMEN = ("p", "q", "r")


def _atoom(naam: str, namen: frozenset[str]) -> Atoom:
    return Atoom(naam, Waarden(namen), HIER)


BLADEN: st.SearchStrategy[Voorwaarde] = st.one_of(
    st.builds(_atoom, st.sampled_from(NAMEN), st.frozensets(st.sampled_from("abc"), min_size=1)),
    st.builds(lambda n: IsOnbekend(n, (n,), HIER), st.sampled_from(NAMEN)),
)


def _groter(deel: st.SearchStrategy[Voorwaarde]) -> st.SearchStrategy[Voorwaarde]:
    delen = st.lists(deel, max_size=4).map(tuple)
    return st.one_of(st.builds(Alle, delen), st.builds(EenVan, delen), st.builds(Niet, deel))


VOORWAARDEN = st.recursive(BLADEN, _groter, max_leaves=12)
SETS = st.fixed_dictionaries(
    {naam: st.frozensets(st.sampled_from("abc"), min_size=1) for naam in NAMEN}
)


def status(voorwaarde: Voorwaarde, sets: dict[str, frozenset[str]]) -> int:
    """Return what a condition comes to, straight from its definition."""
    if isinstance(voorwaarde, Atoom):
        assert isinstance(voorwaarde.eis, Waarden)
        mogelijk, goed = sets[voorwaarde.grootheid], voorwaarde.eis.namen
        return GELDT if mogelijk <= goed else ONBEKEND if mogelijk & goed else GELDT_NIET
    if isinstance(voorwaarde, IsOnbekend):
        return GELDT if any(len(sets[g]) > 1 for g in voorwaarde.grootheden) else GELDT_NIET
    if isinstance(voorwaarde, Niet):
        return GELDT - status(voorwaarde.deel, sets)
    delen = [status(deel, sets) for deel in voorwaarde.delen]
    if isinstance(voorwaarde, Alle):
        return min(delen, default=GELDT)
    return max(delen, default=GELDT_NIET)


def _teken(atoom: Atoom, niet: bool) -> Teken:
    assert isinstance(atoom.eis, Waarden)
    return Binnen(atoom.grootheid, KLASSEN - atoom.eis.namen if niet else atoom.eis.namen)


def uitgeschreven(
    voorwaarde: Voorwaarde, sets: dict[str, frozenset[str]], meeste: int
) -> tuple[int, int]:
    """Return what the normal form comes to, and its number of alternatives."""
    hulpen: dict[str, Termen] = {}

    def hulp(termen: Termen) -> Teken:
        naam = f"hulp {len(hulpen)}"
        hulpen[naam] = termen
        return Binnen(naam, frozenset({"ja"}))

    def van_termen(termen: Termen) -> int:
        zeker = any(all(is_zeker(t) for t in term) for term in termen)
        mogelijk = any(all(is_mogelijk(t) for t in term) for term in termen)
        return GELDT if zeker else ONBEKEND if mogelijk else GELDT_NIET

    def is_zeker(teken: Teken) -> bool:
        if isinstance(teken, Open):
            return any(len(sets[g]) > 1 for g in teken.grootheden) != teken.omgekeerd
        if teken.grootheid in hulpen:
            return van_termen(hulpen[teken.grootheid]) == GELDT
        return sets[teken.grootheid] <= teken.klassen

    def is_mogelijk(teken: Teken) -> bool:
        if isinstance(teken, Open):
            return is_zeker(teken)
        if teken.grootheid in hulpen:
            return van_termen(hulpen[teken.grootheid]) != GELDT_NIET
        return bool(sets[teken.grootheid] & teken.klassen)

    with patch.object(normaalvorm, "MEESTE_TERMEN", meeste):
        termen = Normaalvorm(_teken, hulp).van(voorwaarde)
    return van_termen(termen), len(termen)


@settings(max_examples=300, deadline=None)
@given(VOORWAARDEN, SETS, st.sampled_from((1, 2, 40)))
def test_the_alternatives_come_to_what_the_condition_comes_to(
    voorwaarde: Voorwaarde, sets: dict[str, frozenset[str]], meeste: int
) -> None:
    """Negation, absorption and help conditions change no status."""
    assert uitgeschreven(voorwaarde, sets, meeste)[0] == status(voorwaarde, sets)


def test_a_condition_that_would_explode_is_cut_up() -> None:
    """Ten choices of four would be a million alternatives."""
    keuze = EenVan(tuple(_atoom(naam, frozenset("a")) for naam in "pqrs"))
    sets = dict.fromkeys("pqrs", frozenset("ab"))
    anders = tuple(
        EenVan((*keuze.delen, _atoom("p", frozenset(letter)))) for letter in ("ab", "ac", "bc")
    )
    gevonden, aantal = uitgeschreven(Alle(anders * 4), sets, 40)
    assert aantal <= 40
    assert gevonden == status(Alle(anders * 4), sets)


def test_without_a_condition_a_rule_always_holds() -> None:
    """An absent condition is the empty alternative, which asks nothing."""
    normaal = Normaalvorm(_teken, lambda termen: Open((), False))
    assert normaal.van(None) == {frozenset()}
    assert normaal.van(Niet(Alle(()))) == frozenset()

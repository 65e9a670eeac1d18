"""Every ruleset stays within what durable-rules can carry, and there it answers right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rete import netten
from engine.rete.netten import ALTIJD, BEGIN, maak_netten, past, verdeel
from engine.rete.netwerk import Netwerk
from engine.rete.plan import Binnen, Net, NietTePlannen, Term

_TELLER = iter(range(1_000_000))


def term(*nummers: int) -> Term:
    return frozenset(Binnen(f"g{n:04}", frozenset({"x"})) for n in nummers)


def nummers(net: Net, waar: set[int]) -> Iterator[str]:
    """Yield the attributes of the signs with these numbers."""
    for teken, kenmerk in net.kenmerken:
        assert isinstance(teken, Binnen)
        if int(teken.grootheid[1:]) in waar:
            yield kenmerk


def vuur(net: Net, waar: set[int]) -> set[str]:
    """Return what holds by durable-rules when the signs with these numbers do."""
    kenmerken = [
        k for t, k in net.kenmerken if isinstance(t, Binnen) and int(t.grootheid[1:]) in waar
    ]
    zeker, mogelijk = Netwerk([net]).vuur(net, kenmerken, kenmerken)
    assert sorted(zeker) == sorted(mogelijk)
    assert len(zeker) == len(set(zeker))
    return {naam for regel in zeker for naam in net.van_regel[regel]}


def samen(termen: dict[Term, list[str]], waar: set[int]) -> set[str]:
    laag = next(_TELLER)  # every ruleset in a process needs a name of its own
    gevonden: set[str] = set()
    for net in maak_netten(laag, termen):
        gevonden |= vuur(net, waar)
    return gevonden


def test_more_conditions_than_can_be_true_at_once_are_divided() -> None:
    """Fifty at once is the most; 130 conditions that all hold come to three rulesets."""
    termen = {term(n): [f"r{n}"] for n in range(130)}
    gemaakt = maak_netten(0, termen)
    assert [len(net.van_regel) for net in gemaakt] == [48, 48, 34]
    assert samen(termen, set(range(130))) == {f"r{n}" for n in range(130)}
    assert samen(termen, {3, 129}) == {"r3", "r129"}


def test_more_rules_behind_one_condition_than_fit_are_divided() -> None:
    """Two hundred rules behind one condition is the most."""
    termen = {term(1, *paar): [str(paar)] for paar in combinations(range(2, 30), 2)}
    termen |= {term(n, 1): [str(n)] for n in range(30, 40)}
    gemaakt = maak_netten(0, termen)
    assert len(gemaakt) > 1
    assert max(len(net.van_regel) for net in gemaakt) <= 200
    alles = {naam for namen in termen.values() for naam in namen}
    assert samen(termen, set(range(40))) == alles
    assert samen(termen, {1, 5, 9}) == {"(5, 9)"}


def test_the_number_of_rules_of_a_ruleset_has_a_bound() -> None:
    """Three thousand rules is the most."""
    paden = [
        (Binnen("a", frozenset(x)), Binnen("b", frozenset(y)), Binnen("c", frozenset(z)))
        for x, y, z in product("abcdefghijklmnopqr", "abcdefghij", "abcdefghijklmnopqr")
    ]
    assert past(paden[:2998])
    assert past(paden[:3000])
    assert not past(paden[:3001])


def test_conditions_next_to_each_other_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four hundred is the most, also where they could never all be true."""
    monkeypatch.setattr(netten, "MEESTE_TEGELIJK", 10_000)
    monkeypatch.setattr(netten, "MEESTE_KENMERKEN", 10_000)
    paden = [(Binnen(f"g{n}", frozenset()),) for n in range(401)]
    assert past(paden[:400])
    assert not past(paden)


def test_the_attributes_of_a_fact_have_a_bound() -> None:
    """Two hundred is the most, the two that are always there included."""
    lang = tuple(Binnen(f"g{n}", frozenset()) for n in range(201))
    assert past([lang[:200]])
    assert not past([lang])


def test_a_condition_that_fits_in_no_ruleset_is_refused() -> None:
    """What cannot be divided is refused in words, before any worker gets it."""
    lang = {term(*range(300)): ["r"]}
    with pytest.raises(NietTePlannen, match="300 onderdelen"):
        maak_netten(0, lang)
    with pytest.raises(NietTePlannen, match="300 onderdelen"):
        list(verdeel([(ALTIJD,), tuple(term(*range(300)))]))


def test_a_long_condition_within_the_bounds_holds_when_all_of_it_does() -> None:
    """A hundred signs in a row are matched as one."""
    termen = {term(*range(100)): ["lang"], term(0): ["kort"]}
    assert samen(termen, set(range(100))) == {"lang", "kort"}
    assert samen(termen, set(range(99))) == {"kort"}


def test_what_always_holds_always_fires() -> None:
    """An alternative without a sign holds for every case."""
    assert samen({frozenset(): ["altijd"], term(1): ["een"]}, set()) == {"altijd"}


def test_no_two_attributes_look_alike_to_durable_rules() -> None:
    """The package tells names apart by a number of 32 bits only; ours all differ."""
    namen = [f"a{n}" for n in range(netten.MEESTE_KENMERKEN)]
    namen += [BEGIN, ALTIJD, "sid", "id", "m", "$s"]
    for voorvoegsel in ("", "m."):
        assert len({_fnv(voorvoegsel + naam) for naam in namen}) == len(namen)
    assert len({_fnv(naam) for naam in ("zeker", "mogelijk", BEGIN)}) == 3


def _fnv(naam: str) -> int:
    som = 2166136261
    for teken in naam.encode():
        som = (som * 16777619) % 2**32 ^ teken
    return som


def _deelverzamelingen() -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(0, 12), max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(_deelverzamelingen(), min_size=1, max_size=30), st.sets(st.integers(0, 12)))
def test_a_rule_fires_exactly_when_all_its_signs_hold(
    rijen: list[set[int]], waar: set[int]
) -> None:
    """Durable-rules does the matching, and does it right."""
    termen: dict[Term, list[str]] = {}
    for nummer, rij in enumerate(rijen):
        termen.setdefault(term(*rij), []).append(f"r{nummer}")
    assert samen(termen, waar) == {f"r{n}" for n, rij in enumerate(rijen) if rij <= waar}


def test_a_ruleset_says_the_same_time_after_time() -> None:
    """Nothing of a case is left for the next."""
    termen = {term(n, n + 1): [f"r{n}"] for n in range(20)}
    (net,) = maak_netten(next(_TELLER), termen)
    netwerk = Netwerk([net])

    alles, niets = list(nummers(net, set(range(21)))), list(nummers(net, set()))
    for _ in range(200):
        zeker, mogelijk = netwerk.vuur(net, niets, alles)
        assert (zeker, len(mogelijk)) == ([], 20)

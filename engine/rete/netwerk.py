"""The only place that touches durable-rules: rulesets in, names of fired rules out.

The compiled part of the package is called directly. Its Python part would start threads that
take over actions, and would swallow what goes wrong in one; here nothing runs but the matching.
Any refusal is an exception, after which the process must not be used any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import durable_rules_engine

from engine.rete.netten import ALTIJD, BEGIN
from engine.rete.plan import JA, Net

_SESSIE = "1"
"""The one session: the package tells sessions apart by half a hash, so there is no other."""
_VERWERKT = 0


class Netwerk:
    """Rulesets in this process; they stay in it until it ends."""

    def __init__(self, netten: Iterable[Net]) -> None:
        """Make the rulesets; each name must be new in this process."""
        self._houvast = {
            net.naam: durable_rules_engine.create_ruleset(net.naam, net.definitie) for net in netten
        }

    def vuur(
        self, net: Net, zeker: Sequence[str], mogelijk: Sequence[str]
    ) -> tuple[list[str], list[str]]:
        """Return the rules that fire on what is certain, and those on what is possible.

        Args:
            net: the ruleset.
            zeker: the attributes of the signs that certainly hold.
            mogelijk: the attributes of the signs that can hold.

        Raises:
            RuntimeError: when durable-rules does not handle a fact as it must.
        """
        houvast = self._houvast[net.naam]
        _beweer(houvast, BEGIN, ())
        zekere = _beweer(houvast, ALTIJD, zeker, "zeker")
        mogelijke = _beweer(houvast, ALTIJD, mogelijk, "mogelijk")
        durable_rules_engine.delete_state(houvast, _SESSIE)
        return zekere, mogelijke


def _beweer(houvast: object, vast: str, kenmerken: Iterable[str], id_: str = BEGIN) -> list[str]:
    """Assert one fact and return the rules that it fires, beside the one that always must."""
    paren = ",".join(f'"{kenmerk}":"{JA}"' for kenmerk in (vast, *kenmerken))
    feit = f'{{"sid":"{_SESSIE}","id":"{id_}",{paren}}}'
    uitkomst, staat = durable_rules_engine.assert_fact(houvast, feit)
    if uitkomst != _VERWERKT:
        raise RuntimeError(f"durable-rules does not handle a fact: {uitkomst}")
    gevuurd: list[str] = []
    actie = durable_rules_engine.start_action_for_state(houvast, staat)
    bericht = actie[1] if actie else None
    while bericht:
        # The message begins with the name of the rule: {"r12": ...
        gevuurd.append(bericht.split('"', 2)[1])
        bericht = durable_rules_engine.complete_and_start_action(houvast, staat)
    if gevuurd.count(vast) != 1:
        raise RuntimeError("durable-rules does not fire the rule that always holds")
    gevuurd.remove(vast)
    return gevuurd

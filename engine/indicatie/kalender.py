"""Days and working days under the Algemene termijnenwet.

A werkdag is Monday to Friday, except the generally recognised holidays of article 3: Good
Friday counts as one, and 5 May every year.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from holidays.constants import OPTIONAL, PUBLIC

_VRIJDAG = 4

_GELIJKGESTELD = frozenset(
    date.fromisoformat(dag)
    for dag in (
        *("2020-05-22", "2021-05-14", "2022-05-27"),
        *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
        *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
    )
)
"""Working days on which no legal term ends either: royal decrees under Atw article 3, lid 3.

A decree covers three years; those of 2020 through 2028 are here.
"""

_JAREN_BEKEND = range(2020, 2029)


@dataclass(frozen=True, slots=True)
class VrijeDagen:
    """The free days of the years `van` through `tot`, as they were known on some day.

    `besluiten` are the years of which the decrees were known.
    """

    van: int
    tot: int
    feestdagen: frozenset[date]
    gelijkgesteld: frozenset[date]
    besluiten: frozenset[int]

    def __contains__(self, jaar: int) -> bool:
        """Whether the free days of a year are among these."""
        return self.van <= jaar <= self.tot


_BEWAARD: ContextVar[VrijeDagen | None] = ContextVar("bewaarde_vrije_dagen", default=None)


def vrije_dagen(van: int, tot: int) -> VrijeDagen:
    """Return the free days of the years `van` through `tot` as they are known now."""
    jaren = range(van, tot + 1)
    return VrijeDagen(
        van,
        tot,
        frozenset(dag for jaar in jaren for dag in feestdagen(jaar)),
        frozenset(dag for dag in _GELIJKGESTELD if dag.year in jaren),
        frozenset(_JAREN_BEKEND) & frozenset(jaren),
    )


@contextmanager
def met_vrije_dagen(dagen: VrijeDagen) -> Iterator[None]:
    """Count with the free days as they were known when something was recorded."""
    teken = _BEWAARD.set(dagen)
    try:
        yield
    finally:
        _BEWAARD.reset(teken)


def _bewaard(jaar: int) -> VrijeDagen | None:
    """Return the recorded free days to count with, when there are any of this year."""
    dagen = _BEWAARD.get()
    return dagen if dagen is not None and jaar in dagen else None


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> frozenset[date]:
    """Return the holidays of a year on which no legal term ends."""
    return frozenset(holidays.country_holidays("NL", years=jaar, categories=(PUBLIC, OPTIONAL)))


def is_werkdag(dag: date) -> bool:
    """Tell whether a day is no Saturday, Sunday or holiday."""
    bewaard = _bewaard(dag.year)
    return dag.weekday() <= _VRIJDAG and dag not in (
        feestdagen(dag.year) if bewaard is None else bewaard.feestdagen
    )


def eindigt_termijn(dag: date) -> bool:
    """Tell whether a legal term can end on a day: a werkdag that no decree calls a holiday."""
    bewaard = _bewaard(dag.year)
    return is_werkdag(dag) and dag not in (
        _GELIJKGESTELD if bewaard is None else bewaard.gelijkgesteld
    )


def gelijkgesteld_bekend(jaar: int) -> bool:
    """Tell whether the decrees that call days of a year a holiday are known here."""
    bewaard = _bewaard(jaar)
    return jaar in (_JAREN_BEKEND if bewaard is None else bewaard.besluiten)


def eerste_werkdag(dag: date) -> date:
    """Return the day itself, or the next on which a legal term can end (Atw article 1)."""
    while not eindigt_termijn(dag):
        dag += timedelta(days=1)
    return dag


def plus_werkdagen(dag: date, aantal: int) -> date:
    """Return the day so many werkdagen later, or earlier when `aantal` is negative.

    With 0 the day itself; the day on which counting begins never counts.
    """
    stap = timedelta(days=1 if aantal > 0 else -1)
    over = abs(aantal)
    while over:
        dag += stap
        over -= is_werkdag(dag)
    return dag

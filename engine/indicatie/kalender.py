"""Days and working days under the Algemene termijnenwet.

A werkdag is Monday to Friday, except the generally recognised holidays of article 3: Good
Friday counts as one, and 5 May every year.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel.dates import format_date
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


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> frozenset[date]:
    """Return the holidays of a year on which no legal term ends."""
    return frozenset(holidays.country_holidays("NL", years=jaar, categories=(PUBLIC, OPTIONAL)))


def is_werkdag(dag: date) -> bool:
    """Tell whether a day is no Saturday, Sunday or holiday."""
    return dag.weekday() <= _VRIJDAG and dag not in feestdagen(dag.year)


def eindigt_termijn(dag: date) -> bool:
    """Tell whether a legal term can end on a day: a werkdag that no decree calls a holiday."""
    return is_werkdag(dag) and dag not in _GELIJKGESTELD


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


def dag_in_woorden(dag: date) -> str:
    """Return a day as it stands in a letter: 5 mei 2021."""
    return format_date(dag, "d MMMM y", locale="nl")

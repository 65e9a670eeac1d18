"""Three-valued logic: a condition holds, does not hold, or is not yet known."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The status of a condition or a rule."""

    GELDT_NIET = "geldt_niet"
    ONBEKEND = "onbekend"
    GELDT = "geldt"


# As numbers, "all" is the minimum, "one of" the maximum and "not" the mirror image.
GELDT_NIET, ONBEKEND, GELDT = 0, 1, 2
STATUS = (Status.GELDT_NIET, Status.ONBEKEND, Status.GELDT)

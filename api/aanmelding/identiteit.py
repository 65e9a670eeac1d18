"""The identity behind a request: who, in which roles, for which gemeente."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """What someone does in the work around an indication."""

    CONSULENT = "consulent"
    BELEIDSMEDEWERKER = "beleidsmedewerker"
    BELEIDSVASTSTELLER = "beleidsvaststeller"
    AANBIEDER = "aanbieder"
    BACKOFFICE = "backoffice"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Identiteit:
    """Who asks something; every query and every row takes its gemeente from here.

    `sub` is the subject as the sign-in service names it: no name and no number of a person.
    """

    sub: str
    rollen: frozenset[Rol]
    gemeente: str

    def __post_init__(self) -> None:
        """Refuse an identity that could see everything, or nothing, by being empty."""
        if not self.sub.strip() or not self.gemeente.strip() or not self.rollen:
            raise ValueError("een identiteit heeft een sub, een rol en een gemeente")

"""What was filled in before a besluit is taken: kept with the gesprek, never shown as a besluit."""

from __future__ import annotations

import re
from typing import Any

from starlette.datastructures import FormData

VELDEN = (
    "oordeel",
    "motivering",
    "uitkomst",
    "vervoer",
    "leveringsvorm",
    "aanbieder",
    "ingangsdatum",
    "einddatum",
    "resultaten",
)


FASEVELD = re.compile(r"fase-[1-9][0-9]?-(arrangement|vanaf|vervoer)")
"""What is filled in per phase."""


class Besluitconcept:
    """The fields of the decision as one part of the gesprek, as they were typed."""

    id = "besluit-concept"
    sleutel = "besluit/concept"

    def normaal(self, inhoud: Any) -> dict[str, list[str]] | None:
        """Return what is kept, None when there is nothing."""
        return inhoud or None

    def in_woorden(self, inhoud: Any) -> str:
        """Return the reasons written so far, the longest part of the work."""
        return next(iter((inhoud or {}).get("motivering", [])), "nog geen reden")

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the fields that were filled in; nothing in a draft can be a mistake."""
        teksten = {
            naam: [
                waarde.replace("\r\n", "\n")
                for waarde in post.getlist(naam)
                if isinstance(waarde, str) and waarde.strip()
            ]
            for naam in (*VELDEN, *filter(FASEVELD.fullmatch, post))
        }
        return {naam: waarden for naam, waarden in teksten.items() if waarden} or None, {}

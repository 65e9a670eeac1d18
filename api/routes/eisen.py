"""What one value in a request must be, in the reader and in the description alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from engine.rulebook.vorm_basis import fout, lees_datum


class Eis:
    """Marks a value in an `Annotated`: how it is checked, and how it is described."""

    def __init__(self, controleer: Callable[[object], object], **schema: Any) -> None:
        """Take the check, which raises a shape error, and the JSON Schema that says the same."""
        self.controleer = controleer
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, bron: Any, maak: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.controleer)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, maak: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)


def tekst(langste: int) -> Eis:
    """A text of at most this many characters, with something to read in it."""

    def controleer(waarde: object) -> str:
        if not isinstance(waarde, str):
            fout("verkeerde-soort", "Hier hoort een tekst.", "Zet er aanhalingstekens om.")
        if len(waarde) > langste:
            melding = f"Deze tekst heeft {len(waarde)} tekens; dat is te veel."
            fout("getal-buiten-bereik", melding, f"Schrijf hoogstens {langste} tekens.")
        if "\0" in waarde:
            fout("verkeerde-soort", "Hier staat een stuurteken in.", "Haal het teken weg.")
        if not waarde.strip():
            fout("lege-waarde", "Hier ontbreekt een tekst.", "Vul de tekst in.")
        return waarde

    return Eis(
        controleer,
        type="string",
        minLength=1,
        maxLength=langste,
        pattern=r"^[^\u0000]*\S[^\u0000]*$",
    )


def naam(patroon: str, hulp: str) -> Eis:
    """A text by a pattern."""
    vorm = re.compile(patroon, re.ASCII)

    def controleer(waarde: object) -> str:
        if not isinstance(waarde, str) or not vorm.fullmatch(waarde):
            fout("ongeldige-naam", "Deze naam kan hier niet.", hulp)
        return waarde

    return Eis(controleer, type="string", pattern=f"^{patroon}$")


def getal(laagste: int, hoogste: int) -> Eis:
    """A whole number within bounds."""

    def controleer(waarde: object) -> int:
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            fout("ongeldig-getal", "Hier hoort een heel getal.", "Schrijf alleen cijfers: 12.")
        if not laagste <= waarde <= hoogste:
            hulp = f"Schrijf een getal van {laagste} tot en met {hoogste}."
            fout("getal-buiten-bereik", f"Het getal {waarde} kan hier niet.", hulp)
        return waarde

    return Eis(controleer, type="integer", minimum=laagste, maximum=hoogste)


def cijfers(laagste: int, hoogste: int) -> Eis:
    """A whole number within bounds in a query, where everything is text."""
    eis = getal(laagste, hoogste)

    def controleer(waarde: object) -> object:
        if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit() and len(waarde) < 20:
            return eis.controleer(int(waarde))
        return eis.controleer(None)

    return Eis(controleer, **eis.schema)


def datum() -> Eis:
    """A date, written as year-month-day."""

    def controleer(waarde: object) -> date:
        return lees_datum(waarde if isinstance(waarde, str) else None)

    # The years that dates of intakes may have.
    return Eis(controleer, type="string", format="date", pattern="^(19|20|21)[0-9]{2}-")


def lijst(waarde: object, meeste: int) -> object:
    """Return a list; raise a shape error when it is empty or too long."""
    if isinstance(waarde, list) and not 1 <= len(waarde) <= meeste:
        melding = f"Deze lijst heeft {len(waarde)} delen."
        fout("getal-buiten-bereik", melding, f"Zet er 1 tot en met {meeste} in.")
    return waarde

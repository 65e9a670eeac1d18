"""Who a spoedmelding is about and who sent it, as the paper form asks.

The check needs none of it. It is kept apart, encrypted, and shown to nobody by accident: the
text of these objects and of what is wrong with them holds no values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from api.opslag.kenmerk import lees_bsn
from engine.rulebook.vorm_basis import fout, lees_datum

_STUURTEKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TELEFOON = re.compile(r"\+?[\d\s().-]+", re.ASCII)


def _gelezen(waarde: object, langste: int, *, regels: bool = False) -> str | None:
    """Return a text, on one line unless it may have more; None when nothing was filled in."""
    if waarde is None:
        return None
    if not isinstance(waarde, str):
        fout("verkeerde-soort", "Hier hoort een tekst.", "Zet er aanhalingstekens om.")
    tekst = waarde.strip()
    if len(tekst) > langste:
        hulp = f"Schrijf hoogstens {langste} tekens."
        fout("getal-buiten-bereik", f"Deze tekst heeft {len(tekst)} tekens; te veel.", hulp)
    if _STUURTEKEN.search(re.sub(r"[\r\n\t]", " ", tekst) if regels else tekst):
        fout("verkeerde-soort", "Hier staat een stuurteken in.", "Schrijf het op een regel.")
    return tekst or None


def _tekst(langste: int, *, regels: bool = False) -> BeforeValidator:
    return BeforeValidator(lambda waarde: _gelezen(waarde, langste, regels=regels))


def _volgens(langste: int, controleer: Callable[[str], str]) -> BeforeValidator:
    def lees(waarde: object) -> str | None:
        tekst = _gelezen(waarde, langste)
        return None if tekst is None else controleer(tekst)

    return BeforeValidator(lees)


def _bsn(tekst: str) -> str:
    return lees_bsn(tekst) or fout(
        "ongeldig-getal", "Dit is geen geldig BSN.", "Lees de negen cijfers nog eens na."
    )


def _dag(tekst: str) -> str:
    try:
        return lees_datum(tekst).isoformat()
    except PydanticCustomError:  # its message repeats what was written
        fout("ongeldige-datum", "Deze datum kan niet.", "Schrijf jaar-maand-dag: 2021-01-31.")


def _telefoon(tekst: str) -> str:
    if not _TELEFOON.fullmatch(tekst) or sum(c.isdigit() for c in tekst) < 3:
        fout("ongeldig-getal", "Dit is geen telefoonnummer.", "Schrijf alleen cijfers.")
    return tekst


def _email(tekst: str) -> str:
    if not _EMAIL.fullmatch(tekst):
        hulp = "Schrijf het met een @ en een punt: naam@voorbeeld.nl."
        fout("verkeerde-soort", "Dit is geen e-mailadres.", hulp)
    return tekst


class Persoonsgegevens(BaseModel):
    """The personal data on the spoedformulier; each may be left out, or be an empty text.

    A birthday is kept as year-month-day, a BSN as nine digits.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    naam: Annotated[str | None, _tekst(200)] = None
    voorletters: Annotated[str | None, _tekst(30)] = None
    geslacht: Annotated[str | None, _tekst(30)] = None
    geboortedatum: Annotated[str | None, _volgens(10, _dag)] = None
    bsn: Annotated[str | None, _volgens(30, _bsn)] = None
    burgerlijke_staat: Annotated[str | None, _tekst(50)] = None
    partner: Annotated[str | None, _tekst(200)] = None
    adres: Annotated[str | None, _tekst(200)] = None
    postcode: Annotated[str | None, _tekst(20)] = None
    woonplaats: Annotated[str | None, _tekst(100)] = None
    telefoon: Annotated[str | None, _volgens(30, _telefoon)] = None
    melder_naam: Annotated[str | None, _tekst(200)] = None
    melder_zorgaanbieder: Annotated[str | None, _tekst(200)] = None
    melder_functie: Annotated[str | None, _tekst(100)] = None
    melder_telefoon: Annotated[str | None, _volgens(30, _telefoon)] = None
    melder_email: Annotated[str | None, _volgens(254, _email)] = None
    toelichting: Annotated[str | None, _tekst(4000, regels=True)] = None

    @property
    def is_leeg(self) -> bool:
        """Whether nothing at all was filled in."""
        return not self.ingevuld()

    def ingevuld(self) -> dict[str, str]:
        """Return what was filled in, by its name."""
        return self.model_dump(exclude_none=True)

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        """Return nothing: these values belong on no screen of a developer and in no log."""
        return []

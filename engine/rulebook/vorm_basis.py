"""The small types of which the shapes of rule files and intakes are made.

Each checks the text that was written and raises an error whose type is a diagnosis code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

NAAM = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_REGELNAAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_BRONNAAM = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_GETAL = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_GEHEEL = re.compile(r"[-+]?\d{1,9}", re.ASCII)
_EERSTE_JAAR, _LAATSTE_JAAR = 1900, 2199
_INVENTARIS = re.compile(r"R\d{3}", re.ASCII)


def fout(code: str, melding: str, hulp: str = "") -> NoReturn:
    """Raise a shape error with a diagnosis code, a message and help."""
    raise PydanticCustomError(
        code,
        "{melding}",
        {"melding": melding, "hulp": hulp},
    )


def _tekst(waarde: object) -> str:
    if isinstance(waarde, dict | list):
        hulp = "Zet de tekst achter de dubbele punt, zonder streepje, [ of {."
        fout("verkeerde-soort", f"Hier hoort een tekst, geen {soortnaam(waarde)}.", hulp)
    if waarde is None or not str(waarde).strip():
        fout("lege-waarde", "Hier ontbreekt een tekst.", "Vul de tekst in of haal de sleutel weg.")
    return " ".join(str(waarde).split())


def _naam_volgens(patroon: re.Pattern[str], hulp: str) -> Callable[[object], str]:
    def controleer(waarde: object) -> str:
        tekst = _tekst(waarde)
        if not patroon.fullmatch(tekst):
            fout("ongeldige-naam", f"'{tekst}' is geen goede naam.", hulp)
        return tekst

    return controleer


def lees_datum(waarde: object) -> date:
    """Return a date written as year-month-day; raise a shape error for anything else."""
    tekst = _tekst(waarde)
    if not _DATUM.fullmatch(tekst):
        fout("ongeldige-datum", f"'{tekst}' is geen datum.", "Schrijf jaar-maand-dag: 2021-01-31.")
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        fout(
            "ongeldige-datum",
            f"De datum {tekst} bestaat niet.",
            "Controleer de maand en het aantal dagen van die maand.",
        )
    if not _EERSTE_JAAR <= dag.year <= _LAATSTE_JAAR:
        fout(
            "ongeldige-datum",
            f"Het jaar van {tekst} kan niet.",
            f"Schrijf een jaar van {_EERSTE_JAAR} tot en met {_LAATSTE_JAAR}.",
        )
    return dag


def lees_getal(waarde: object) -> Decimal:
    """Return an exact decimal number written with a point; raise a shape error otherwise."""
    tekst = _tekst(waarde)
    if not _GETAL.fullmatch(tekst):
        hulp = "Schrijf een getal met een punt, zonder duizendtallen: 9.37."
        fout("ongeldig-getal", f"'{tekst}' is geen getal.", hulp)
    return Decimal(tekst)


def _geheel(waarde: object) -> int:
    tekst = _tekst(waarde)
    if not _GEHEEL.fullmatch(tekst):
        fout("ongeldig-getal", f"'{tekst}' is geen heel getal.", "Schrijf alleen cijfers: 12.")
    return int(tekst)


def _janee(waarde: object) -> bool:
    tekst = _tekst(waarde)
    if tekst not in {"ja", "nee", "true", "false"}:
        fout("ongeldige-keuze", f"'{tekst}' kan hier niet.", "Schrijf ja of nee.")
    return tekst in {"ja", "true"}


def _lijst(waarde: object) -> list[object]:
    if isinstance(waarde, dict):
        fout("verkeerde-soort", "Hier hoort een lijst, geen groep.", "Schrijf [een, twee].")
    delen = waarde if isinstance(waarde, list) else [waarde]
    if not delen or delen == [None]:
        fout("lege-waarde", "De lijst is leeg.", "Vul de lijst of haal de sleutel weg.")
    return delen


def _groep(waarde: object) -> object:
    if waarde is None or waarde == {}:
        fout("lege-waarde", "Deze groep is leeg.", "Vul haar of haal de sleutel weg.")
    return waarde


class _EenOfMeer:
    """Marks a list that may also be written as one item, in reading and in the schema."""

    def __get_pydantic_core_schema__(
        self, bron: Any, maak: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_lijst, maak(bron))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, maak: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        lijst = dict(maak(schema))
        return {"anyOf": [lijst["items"], lijst]} if "items" in lijst else lijst


def soortnaam(waarde: object) -> str:
    """Return the Dutch word for the kind of a value."""
    if isinstance(waarde, dict):
        return "groep"
    if isinstance(waarde, list):
        return "lijst"
    return "niets" if waarde is None else "tekst"


def _schema(soort: str, **rest: object) -> WithJsonSchema:
    return WithJsonSchema({"type": soort, **rest})


GETAL_MET_KOMMA = "Is dit een deel van een getal? Schrijf een getal met een punt: 9.37."


def verwijs_naar(naam: str) -> WithJsonSchema:
    """Say that a schema stands under `$defs`, where the real names are filled in later."""
    return WithJsonSchema({VERWIJZING: naam})


VERWIJZING = "verwijst_naar"
_HULP_NAAM = "Gebruik kleine letters, cijfers en _: weg_weten."
Naam = Annotated[
    str,
    BeforeValidator(_naam_volgens(NAAM, _HULP_NAAM)),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{NAAM.pattern}$"}),
]
Regelnaam = Annotated[
    str,
    BeforeValidator(_naam_volgens(_REGELNAAM, "Gebruik letters, cijfers, - en _: C-minstens.")),
    _schema("string", pattern=f"^{_REGELNAAM.pattern}$"),
]
Bronnaam = Annotated[
    str,
    BeforeValidator(_naam_volgens(_BRONNAAM, "Gebruik kleine letters, cijfers en -: wmo-2015.")),
    _schema("string", pattern=f"^{_BRONNAAM.pattern}$"),
]
Inventarisnummer = Annotated[
    str,
    BeforeValidator(_naam_volgens(_INVENTARIS, "Schrijf R en drie cijfers: R072.")),
    _schema("string", pattern=f"^{_INVENTARIS.pattern}$"),
]
Tekst = Annotated[
    str, BeforeValidator(_tekst), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]
JaNee = Annotated[
    bool, BeforeValidator(_janee), WithJsonSchema({"enum": ["ja", "nee", True, False]})
]
Datum = Annotated[date, BeforeValidator(lees_datum), _schema("string", format="date")]
Getal = Annotated[Decimal, BeforeValidator(lees_getal), _schema("number")]
Geheel = Annotated[int, BeforeValidator(_geheel), _schema("integer")]
Namen = Annotated[list[Naam], BeforeValidator(_lijst)]
NietLeeg = BeforeValidator(_groep)
EenOfMeer = _EenOfMeer()
Vrij = Annotated[Any, WithJsonSchema({})]


class Vorm(BaseModel):
    """Base of all shapes: unknown keys are refused and nothing changes after reading.

    The docstring of an attribute is the help that an editor shows for its key.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

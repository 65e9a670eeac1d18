"""Holding a node tree against a shape, with every deviation as a diagnosis at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from engine.rulebook.codes import CODES
from engine.rulebook.diagnose import Diagnose, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop, pad_met
from engine.rulebook.vorm_basis import soortnaam

M = TypeVar("M", bound=BaseModel)

_VERWACHT = {
    "model_type": "een groep met sleutels",
    "model_attributes_type": "een groep met sleutels",
    "dict_type": "een groep met sleutels",
    "list_type": "een lijst",
}


def controleer_vorm(knoop: Knoop, soort: type[M]) -> tuple[M | None, list[Diagnose]]:
    """Read the node as `soort`; return it, or None, with a diagnosis for every deviation.

    Keys that do not exist are reported and further passed over, so that one typing error
    does not make the whole part unusable.
    """
    waarde = knoop.als_waarde()
    diagnoses: list[Diagnose] = []
    while True:
        try:
            return soort.model_validate(waarde), diagnoses
        except ValidationError as fout:
            fouten = fout.errors(include_url=False)
        diagnoses += [_diagnose(f, knoop, soort) for f in fouten]
        if any(f["type"] != "extra_forbidden" for f in fouten):
            return None, diagnoses
        for f in fouten:
            _verwijder(waarde, f["loc"])


def _verwijder(waarde: Any, loc: tuple[int | str, ...]) -> None:
    for stap in loc[:-1]:
        waarde = waarde[stap]
    del waarde[loc[-1]]


def _diagnose(fout: Any, knoop: Knoop, soort: type[BaseModel]) -> Diagnose:
    """Translate one error of the shape library into a diagnosis at its place."""
    loc = tuple(fout["loc"])
    bij_sleutel = bool(loc) and loc[-1] == "[key]"
    if bij_sleutel:
        loc = loc[:-1]
    code, melding, hulp = fout["type"], "", ""
    plek = knoop.op(*loc).positie
    pad = knoop.pad
    for stap in loc:
        pad = pad_met(pad, stap)
    if bij_sleutel:
        plek = knoop.op(*loc[:-1]).sleutel(str(loc[-1]))
    if code in CODES:
        melding, hulp = fout["ctx"]["melding"], fout["ctx"]["hulp"]
    elif code == "extra_forbidden":
        code, melding = "onbekende-sleutel", f"De sleutel '{loc[-1]}' bestaat hier niet."
        hulp = bedoelde_u_of_lijst(str(loc[-1]), _sleutels(soort, loc[:-1]))
        plek = knoop.op(*loc[:-1]).sleutel(str(loc[-1]))
    elif code == "missing":
        naam = str(loc[-1])
        code = "bron-ontbreekt" if naam == "bron" else "sleutel-ontbreekt"
        melding, hulp = f"De sleutel '{naam}' ontbreekt.", _uitleg(soort, loc)
        plek = _plek_van_geheel(knoop, loc[:-1])
    elif code == "literal_error":
        keuzes = re.findall(r"'([^']*)'", fout["ctx"]["expected"])
        code, melding = "ongeldige-keuze", f"'{fout['input']}' kan hier niet."
        hulp = bedoelde_u_of_lijst(str(fout["input"]), keuzes)
        if hulp.startswith("Bedoelde"):
            hulp += f" Het kan zijn: {', '.join(keuzes)}."
    elif code in _VERWACHT:
        wat = _VERWACHT[code]
        code = "verkeerde-soort"
        melding = f"Hier hoort {wat}, geen {soortnaam(fout['input'])}."
        hulp = "Kijk in de beschrijving van de regeltaal hoe dit deel eruitziet."
        if fout["input"] is None:
            code, melding = "lege-waarde", f"Hier hoort {wat}, maar er staat niets."
            hulp = "Vul het in of haal de sleutel weg."
    else:
        code, melding = "verkeerde-soort", "Deze waarde past hier niet."
    return Diagnose(code, melding, hulp, plek, pad)


def _plek_van_geheel(knoop: Knoop, loc: tuple[int | str, ...]) -> Any:
    """The place where a part with a missing key begins: its own key when it has one."""
    if loc and isinstance(loc[-1], str):
        return knoop.op(*loc[:-1]).sleutel(loc[-1])
    return knoop.op(*loc).positie


def _modellen(annotatie: object) -> Iterator[type[BaseModel]]:
    """Yield the shapes that an annotation can hold, through lists, mappings and optionals."""
    if isinstance(annotatie, type) and issubclass(annotatie, BaseModel):
        yield annotatie
    for deel in get_args(annotatie):
        yield from _modellen(deel)


def _model_op(soort: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the shape of the part at `loc`."""
    for stap in loc:
        veld = soort.model_fields.get(str(stap))
        if veld is not None:
            soort = next(_modellen(veld.annotation), soort)
    return soort


def _sleutels(soort: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    return list(_model_op(soort, loc).model_fields)


def _uitleg(soort: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    veld = _model_op(soort, loc[:-1]).model_fields.get(str(loc[-1]))
    return (veld.description or "") if veld else ""

"""Holding a node tree against a shape, with every deviation as a diagnosis at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from engine.rulebook.codes import CODES
from engine.rulebook.diagnose import Diagnose, bedoelde_u, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop, pad_met
from engine.rulebook.lezen import MEESTE_DIAGNOSES
from engine.rulebook.vorm_basis import GETAL_MET_KOMMA, soortnaam

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
        diagnoses += _diagnoses(fouten[:MEESTE_DIAGNOSES], knoop, soort)
        te_veel = len(fouten) > MEESTE_DIAGNOSES
        if te_veel or any(f["type"] != "extra_forbidden" for f in fouten):
            return None, diagnoses
        for f in fouten:
            _verwijder(waarde, f["loc"])


def _verwijder(waarde: Any, loc: tuple[int | str, ...]) -> None:
    for stap in loc[:-1]:
        waarde = waarde[stap]
    del waarde[loc[-1]]


def _diagnoses(fouten: list[Any], knoop: Knoop, soort: type[BaseModel]) -> list[Diagnose]:
    """Translate errors; a key that a misspelt one was meant to be is not reported as missing."""
    bedoeld = {
        (f["loc"][:-1], bedoelde_u(str(f["loc"][-1]), _sleutels(soort, f["loc"][:-1])))
        for f in fouten
        if f["type"] == "extra_forbidden"
    }
    return [
        _diagnose(f, knoop, soort)
        for f in fouten
        if f["type"] != "missing" or (f["loc"][:-1], f"Bedoelde u '{f['loc'][-1]}'?") not in bedoeld
    ]


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
        if str(loc[-1]).isdigit():
            hulp = GETAL_MET_KOMMA
        plek = knoop.op(*loc[:-1]).sleutel(str(loc[-1]))
    elif code == "missing":
        naam = str(loc[-1])
        code = "bron-ontbreekt" if naam == "bron" else "sleutel-ontbreekt"
        melding, hulp = f"De sleutel '{naam}' ontbreekt.", _uitleg(soort, loc)
        if naam == "bron":
            hulp = 'Zet erbij waarop dit steunt: bron: {paragraaf: "12"}.'
        plek = _plek_van_geheel(knoop, loc[:-1])
    elif code == "literal_error":
        keuzes = re.findall(r"'([^']*)'", fout["ctx"]["expected"])
        code, melding, hulp = _verkeerde_keuze(fout["input"], keuzes)
    elif code in _VERWACHT:
        code, melding, hulp = _verkeerde_soort(fout["input"], _VERWACHT[code])
    else:
        code, melding = "verkeerde-soort", "Deze waarde past hier niet."
    return Diagnose(code, melding, hulp, plek, pad)


def _verkeerde_keuze(invoer: object, keuzes: list[str]) -> tuple[str, str, str]:
    if not isinstance(invoer, str):
        code, melding, _ = _verkeerde_soort(invoer, "een woord")
        return code, melding, bedoelde_u_of_lijst("", keuzes)
    hulp = bedoelde_u_of_lijst(invoer, keuzes)
    if hulp.startswith("Bedoelde"):
        hulp += f" Het kan zijn: {', '.join(keuzes)}."
    return "ongeldige-keuze", f"'{invoer}' kan hier niet.", hulp


def _verkeerde_soort(invoer: object, wat: str) -> tuple[str, str, str]:
    if invoer is None:
        hulp = "Vul het in of haal de sleutel weg."
        return "lege-waarde", f"Hier hoort {wat}, maar er staat niets.", hulp
    hulp = "Kijk in de beschrijving van de regeltaal hoe dit deel eruitziet."
    return "verkeerde-soort", f"Hier hoort {wat}, geen {soortnaam(invoer)}.", hulp


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
    return (veld.description or "").replace("`", "'") if veld else ""

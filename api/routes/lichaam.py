"""Reading the body of a request as JSON, within bounds."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel

from api.problemen import GeenJson, TeGroot
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import GROOTSTE_BESTAND, lees_json, ontcijfer
from engine.rulebook.vormcontrole import controleer_vorm

M = TypeVar("M", bound=BaseModel)
_LANGSTE_GETAL = 16
"""Characters; a longer number is not the same in every program, and nowhere taken."""


@dataclass(frozen=True, slots=True)
class Lichaam:
    """A body: its text as it was sent, and its nodes, in which every value is text."""

    tekst: str
    knoop: Knoop

    def als(self, soort: type[M]) -> M:
        """Read the body as this shape, its values by the kinds that JSON gives them.

        Raises:
            DiagnoseFout: with every deviation.
        """
        gegevens = json.loads(self.tekst, parse_int=_getal)
        return als_vorm(gegevens, self.knoop, soort)


@dataclass(slots=True)
class _Gegevens(Knoop):
    """A node that stands for data with kinds of its own."""

    gegevens: Any = None

    def als_waarde(self) -> object:
        return self.gegevens


def als_vorm(gegevens: object, knoop: Knoop, soort: type[M]) -> M:
    """Return data as a shape; `knoop` has the same data, with the place of each value.

    Raises:
        DiagnoseFout: with every deviation.
    """
    geheel = _Gegevens(knoop.soort, None, knoop.pad, lijst=knoop.lijst, map=knoop.map)
    geheel.gegevens = gegevens
    gelezen, problemen = controleer_vorm(geheel, soort)
    if gelezen is None or problemen:
        # Of an unknown key, where no key is known, nothing else can be said.
        raise DiagnoseFout(p if p.hulp else replace(p, hulp="Laat dit weg.") for p in problemen)
    return gelezen


async def lees_lichaam(request: Request) -> Lichaam:
    """Read the body as JSON, never more of it than the limit.

    Raises:
        GeenJson: when the content type is not JSON.
        TeGroot: when the body is larger than a rule file may be.
        DiagnoseFout: when the text is not JSON.
    """
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    ingepakt = request.headers.get("content-encoding", "identity").strip().lower()
    if soort != "application/json" or ingepakt != "identity":
        raise GeenJson
    inhoud = bytearray()
    async for stuk in request.stream():
        inhoud += stuk
        if len(inhoud) > GROOTSTE_BESTAND:
            raise TeGroot
    tekst, problemen = ontcijfer(bytes(inhoud), "")
    knoop = None
    if tekst is not None:
        knoop, problemen = lees_json(tekst)
    if tekst is None or knoop is None or problemen:
        raise DiagnoseFout(problemen)
    return Lichaam(tekst, knoop)


def _getal(cijfers: str) -> int | float:
    return int(cijfers) if len(cijfers) <= _LANGSTE_GETAL else math.inf


GelezenLichaam = Annotated[Lichaam, Depends(lees_lichaam)]

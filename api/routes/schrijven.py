"""Who reads and writes, and writes that are done once however often they are sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.beschrijving import IDEMPOTENTIEKOP, IDEMPOTENTIESLEUTEL
from api.opslag.bank import Bank, Sessie
from api.opslag.canoniek import som
from api.opslag.verzoeken import Antwoord, Verzoeken
from api.problemen import PROBLEEM
from api.routes.lichaam import GelezenLichaam, Lichaam
from api.routes.weigeringen import GeenOpslag, SleutelOngeldig

_SLEUTEL = re.compile(IDEMPOTENTIESLEUTEL)


def _bank(request: Request) -> Bank:
    bank: Bank | None = request.app.state.bank
    if bank is None:
        raise GeenOpslag
    return bank


def _met_rol(*rollen: Rol) -> Callable[[Aangemeld], Identiteit]:
    def controleer(wie: Aangemeld) -> Identiteit:
        eis(wie, *rollen)
        return wie

    return controleer


Lezer = Annotated[Identiteit, Depends(_met_rol(Rol.CONSULENT, Rol.AUDITOR))]
Besluitlezer = Annotated[Identiteit, Depends(_met_rol(Rol.CONSULENT, Rol.AUDITOR, Rol.BACKOFFICE))]
Schrijver = Annotated[Identiteit, Depends(_met_rol(Rol.CONSULENT))]
Opslag = Annotated[Bank, Depends(_bank)]


@dataclass(frozen=True, slots=True)
class Opdracht:
    """A write as it came in: who, where, what, and the key by which it is known again."""

    wie: Identiteit
    bank: Bank
    lichaam: Lichaam
    sleutel: str | None
    hash: str

    def eerder(self, sessie: Sessie) -> Antwoord | None:
        """Return the answer that this write had before, or None.

        Raises:
            AndereInhoud: when the key was used for another write.
        """
        if self.sleutel is None:
            return None
        return Verzoeken(sessie, self.wie).eerder(self.sleutel, self.hash)

    def eenmalig(self, sessie: Sessie, daad: Callable[[Sessie], Antwoord]) -> Antwoord:
        """Do the write, or return its answer when it was done before or at the same moment.

        Raises:
            AndereInhoud: when the key was used for another write.
        """
        if self.sleutel is None:
            return daad(sessie)
        verzoeken = Verzoeken(sessie, self.wie)
        return verzoeken.eenmalig(self.sleutel, self.hash, lambda: daad(sessie))


async def _opdracht(
    request: Request, wie: Schrijver, bank: Opslag, lichaam: GelezenLichaam
) -> Opdracht:
    sleutel = request.headers.get(IDEMPOTENTIEKOP)
    if sleutel is not None and not _SLEUTEL.fullmatch(sleutel):
        raise SleutelOngeldig
    inhoud = som(f"{request.method} {request.url.path}\n{lichaam.tekst}")
    return Opdracht(wie, bank, lichaam, sleutel, inhoud)


GegevenOpdracht = Annotated[Opdracht, Depends(_opdracht)]


def doe_eenmalig(
    opdracht: Opdracht, daad: Callable[[Sessie], Antwoord], plaats: str = ""
) -> JSONResponse:
    """Do a write in one transaction, or give the answer that it had before.

    Args:
        opdracht: the write.
        daad: what to do; nothing of it is kept when it raises.
        plaats: where what was made is found, with names from the answer in braces.

    Raises:
        AndereInhoud: when the key was used for another write.
    """
    with opdracht.bank.sessie(opdracht.wie) as sessie:
        antwoord = opdracht.eenmalig(sessie, daad)
    return als_response(antwoord, plaats)


def als_response(antwoord: Antwoord, plaats: str = "") -> JSONResponse:
    """Return the response that an answer stands for."""
    koppen: dict[str, str] = {}
    if plaats and antwoord.status == HTTPStatus.CREATED:
        koppen["Location"] = plaats.format(**antwoord.inhoud)
    soort = PROBLEEM if antwoord.status >= HTTPStatus.BAD_REQUEST else None
    return JSONResponse(antwoord.inhoud, antwoord.status, koppen, media_type=soort)


def gemaakt(inhoud: dict[str, Any]) -> Antwoord:
    """Return the answer to a write that made something."""
    return Antwoord(HTTPStatus.CREATED, inhoud)

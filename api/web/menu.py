"""The main menu: what somebody can go to with the roles that they have."""

from __future__ import annotations

from fastapi import Request

from api.aanmelding.identiteit import Rol
from api.aanmelding.toegang import persoon

_PUNTEN: tuple[tuple[str, str, frozenset[Rol] | None], ...] = (
    ("/gesprekken", "Gesprekken", frozenset({Rol.CONSULENT})),
    ("/besluiten", "Besluiten", frozenset({Rol.BACKOFFICE})),
    ("/spoedmeldingen", "Spoedmeldingen", frozenset({Rol.CONSULENT, Rol.BACKOFFICE})),
    ("/spoedmelding", "Spoedmelding", frozenset({Rol.AANBIEDER})),
    ("/formulier", "Leeg formulier", None),
)
"""Address, text and who may go there; None: everybody."""


def menu(request: Request, hier: str = "") -> list[dict[str, object]]:
    """Return the points of the menu for whoever asks.

    Args:
        request: of somebody who may have signed in.
        hier: the address of the point that is shown.
    """
    wie = persoon(request)
    rol = wie.rol if wie else None
    return [
        {"adres": adres, "tekst": tekst, "hier": adres == hier}
        for adres, tekst, rollen in _PUNTEN
        if rollen is None or rol in rollen
    ]

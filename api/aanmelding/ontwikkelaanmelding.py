"""Signing in while developing: choose an invented person. Never outside this computer."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers
from starlette.types import Scope

from api.aanmelding.identiteit import Identiteit, Rol
from api.opslag.plaats import bewaard_geheim

KOEKJE = "aanmelding"
GEHEIM = "ARRANGEMENT_GEHEIM"
"""Setting: the key with which the sign-in is signed; without it one is made and kept."""
_BESTAND = "aanmelding.sleutel"
_GELDIG = 12 * 60 * 60
"""Seconds: a working day."""
_KORTSTE = 32
_DOORGEGEVEN = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of a server that passes on what others ask."""
GEMEENTEN = {"beek": "Beek", "sittard_geleen": "Sittard-Geleen", "stein": "Stein"}
"""Invented people work here; the rules ask for the same names."""


class NietOpenbaar(Exception):
    """The sign-in for developing was asked for where others can reach it."""


class GeheimTeKort(Exception):
    """The key in the setting can be guessed."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """An invented person to sign in as."""

    sub: str
    naam: str
    rol: Rol
    gemeente: str

    def identiteit(self) -> Identiteit:
        """Return the identity of this person."""
        return Identiteit(self.sub, frozenset({self.rol}), self.gemeente)


PERSONEN = {
    persoon.sub: persoon
    for gemeente, plaats in GEMEENTEN.items()
    for rol in Rol
    for persoon in [
        Persoon(f"ontwikkel-{rol}-{gemeente}", f"Verzonnen {rol}, {plaats}", rol, gemeente)
    ]
}


class Ontwikkelaanmelding:
    """Signs and reads the cookie that says which invented person someone chose."""

    def __init__(self, adres: str | None, map_: Path) -> None:
        """Take the address on which the service listens and the folder for the key.

        Without an address, because another program does the listening, every request has to come
        from this computer.

        Raises:
            NietOpenbaar: when others than this computer can reach the address.
            GeheimTeKort: when the setting holds a key that can be guessed.
        """
        if adres is not None and not is_loopback(adres):
            raise NietOpenbaar(adres)
        self._luistert_hier = adres is not None
        self._lezer = URLSafeTimedSerializer(_geheim(map_), salt="ontwikkelaanmelding")

    def geldt_voor(self, scope: Scope) -> bool:
        """Tell whether a request may sign in: nobody else than this computer can make it."""
        return self._luistert_hier or _van_hier(scope)

    def koekje(self, persoon: Persoon) -> str:
        """Return the value of the cookie for a person."""
        return self._lezer.dumps(persoon.sub)

    def persoon(self, koekje: str | None) -> Persoon | None:
        """Return who signed in, or None when nobody did, or too long ago."""
        if not koekje:
            return None
        try:
            sub = self._lezer.loads(koekje, max_age=_GELDIG)
        except BadSignature:
            return None
        return PERSONEN.get(sub)

    def sinds(self, koekje: str) -> int:
        """Return when somebody signed in, in seconds since 1970, by a cookie that is valid."""
        _, moment = self._lezer.loads(koekje, max_age=_GELDIG, return_timestamp=True)
        return int(moment.timestamp())


def _van_hier(scope: Scope) -> bool:
    """Tell whether a request was made on this computer, for this computer.

    A server that passes requests on also runs here; it is known by its headers, or by the name
    that it is reached by.
    """
    koppen = Headers(scope=scope)
    if any(naam in koppen for naam in _DOORGEGEVEN):
        return False
    van = scope.get("client")
    naam = urlsplit(f"//{koppen.get('host', '')}").hostname
    return van is not None and is_loopback(van[0]) and is_loopback(naam or "")


def is_loopback(adres: str) -> bool:
    """Tell whether only this computer can reach an address."""
    if adres == "localhost":
        return True
    try:
        return ip_address(adres.strip("[]")).is_loopback
    except ValueError:
        return False


def _geheim(map_: Path) -> str:
    """Return the key: the setting, or the one in the folder, made for its owner alone."""
    gezet = os.environ.get(GEHEIM)
    if gezet is not None:
        if len(gezet) < _KORTSTE:
            raise GeheimTeKort(GEHEIM)
        return gezet
    bewaard = bewaard_geheim(map_ / _BESTAND, lambda: secrets.token_urlsafe(48))
    if len(bewaard) < _KORTSTE:
        raise GeheimTeKort(_BESTAND)
    return bewaard

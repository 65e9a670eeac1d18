"""A case number of one's own, and the number of a person that it may never be."""

from __future__ import annotations

import re

from api.opslag.bewaarplaats import vrije_tekst
from api.opslag.tabellen import LENGTE_NAAM
from api.opslag.weigering import NietToegestaan

_BSN = re.compile(r"[\s.]*(?:\d[\s.]*){8,9}", re.ASCII)
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def eigen_kenmerk(kenmerk: str | None) -> str | None:
    """Return a case number without white space around it; None when there is none.

    Raises:
        NietToegestaan: when it is too long or looks like a BSN.
    """
    if kenmerk is None or not kenmerk.strip():
        return None
    kenmerk = vrije_tekst(kenmerk, "Het kenmerk")
    if len(kenmerk) > LENGTE_NAAM:
        raise NietToegestaan(f"Een kenmerk heeft hoogstens {LENGTE_NAAM} tekens.")
    if lees_bsn(kenmerk) is not None:
        raise NietToegestaan("Dit lijkt een burgerservicenummer. Gebruik een eigen zaaknummer.")
    return kenmerk


def lees_bsn(tekst: str) -> str | None:
    """Return the nine digits of a BSN, or None when the text cannot be one.

    A number of eight digits lacks its leading zero.
    """
    if not _BSN.fullmatch(tekst):
        return None
    cijfers = "".join(c for c in tekst if c.isdigit()).zfill(9)
    rest = sum(int(c) * g for c, g in zip(cijfers, _GEWICHTEN, strict=True)) % 11
    return cijfers if rest == 0 and int(cijfers) else None

"""The files that pages need beside their HTML: styles, scripts and pictures, kept in memory."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_SOORTEN = {
    ".css": "text/css; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""What may be served, by suffix; anything else in the folders stays inside."""

_VOOR_ALTIJD = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True)
class Bestand:
    """One file, plain and packed."""

    inhoud: bytes
    ingepakt: bytes
    soort: str


class Bestanden:
    """Every file below some folders, under an address that changes when any of them changes.

    The address holds one hash over all of them, so that a file may point at another relatively
    and a browser may keep what it has for ever.
    """

    def __init__(self, mappen: Iterable[tuple[str, Path]]) -> None:
        """Read the folders, each with the path its files get in front of their name."""
        self._bestanden = {
            f"{voor}{pad.name}": _lees(pad)
            for voor, map_ in mappen
            for pad in sorted(map_.glob("*"))
            if pad.suffix in _SOORTEN
        }
        som = hashlib.sha256()
        for naam, bestand in self._bestanden.items():
            som.update(f"{naam}\0{len(bestand.inhoud)}\0".encode() + bestand.inhoud)
        self.stempel = som.hexdigest()[:16]

    def adres(self, naam: str) -> str:
        """Return the address of a file."""
        return f"/web/{self.stempel}/{naam}"

    @property
    def adressen(self) -> list[str]:
        """The address of every file."""
        return [self.adres(naam) for naam in self._bestanden]

    def antwoord(self, request: Request) -> Response | None:
        """Answer a request for `/web/{stempel}/{naam}`; None when that file is not there.

        Under an older hash there is nothing: a browser would keep the wrong file for ever.
        """
        bestand = self._bestanden.get(request.path_params["naam"])
        if bestand is None or request.path_params["stempel"] != self.stempel:
            return None
        koppen = {"Content-Type": bestand.soort, "Vary": "Accept-Encoding", **_VOOR_ALTIJD}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(bestand.ingepakt, headers={"Content-Encoding": "gzip", **koppen})
        return Response(bestand.inhoud, headers=koppen)


def _lees(pad: Path) -> Bestand:
    inhoud = pad.read_bytes()
    return Bestand(inhoud, gzip.compress(inhoud, mtime=0), _SOORTEN[pad.suffix])

"""Messages between the engine and its worker: whole, or not at all, and never waited for long."""

from __future__ import annotations

import pickle
import socket
import struct
from time import monotonic
from typing import Any

_LENGTE = struct.Struct(">I")


class Verbroken(Exception):
    """The other side is gone or does not answer in time; the text says which, in Dutch."""


class Kanaal:
    """One end of a connection that carries Python objects, between processes of ours only."""

    def __init__(self, eind: socket.socket) -> None:
        """Take over one end of a socket pair."""
        self._eind = eind

    def stuur(self, bericht: object, seconden: float | None = None) -> None:
        """Send an object.

        Raises:
            Verbroken: when it cannot be delivered within this many seconds.
        """
        inhoud = pickle.dumps(bericht, pickle.HIGHEST_PROTOCOL)
        self._eind.settimeout(seconden)
        try:
            self._eind.sendall(_LENGTE.pack(len(inhoud)) + inhoud)
        except OSError as fout:
            raise _verbroken(fout) from fout

    def ontvang(self, seconden: float | None = None) -> Any:
        """Return the next object.

        Raises:
            Verbroken: when it is not there, whole, within this many seconds.
        """
        einde = None if seconden is None else monotonic() + seconden
        (lengte,) = _LENGTE.unpack(self._lees(_LENGTE.size, einde))
        return pickle.loads(self._lees(lengte, einde))

    def _lees(self, aantal: int, einde: float | None) -> bytes:
        gelezen = bytearray()
        while len(gelezen) < aantal:
            rest = None if einde is None else einde - monotonic()
            if rest is not None and rest <= 0:
                raise _verbroken(TimeoutError())
            self._eind.settimeout(rest)
            try:
                deel = self._eind.recv(aantal - len(gelezen))
            except OSError as fout:
                raise _verbroken(fout) from fout
            if not deel:
                raise _verbroken(None)
            gelezen += deel
        return bytes(gelezen)

    def sluit(self) -> None:
        """Close this end; the other side sees that it is over."""
        self._eind.close()


def _verbroken(fout: OSError | None) -> Verbroken:
    """Return what went wrong as a person may read it."""
    te_laat = isinstance(fout, TimeoutError)
    return Verbroken("geen antwoord op tijd" if te_laat else "het proces is gestopt")

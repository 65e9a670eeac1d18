"""The states of a gesprek."""

from __future__ import annotations

LOOPT = "lopend"
AFGEROND = "afgerond"
VERVANGEN = "vervangen"
INGETROKKEN = "ingetrokken"

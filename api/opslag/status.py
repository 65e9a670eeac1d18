"""The states of a gesprek, and what makes it wait with the rows that it shares."""

from __future__ import annotations

LOOPT = "lopend"
AFGEROND = "afgerond"
VERVANGEN = "vervangen"
INGETROKKEN = "ingetrokken"

HERINDICATIE = "herindicatie"
"""Why a gesprek that begins anew took the place of another."""

"""Canonical JSON (RFC 8785): the same data is the same text, byte for byte."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import rfc8785


class NietTeBewaren(Exception):
    """Data that JSON cannot hold exactly."""


def canoniek(gegevens: Any) -> str:
    """Return the canonical text of plain data.

    Raises:
        NietTeBewaren: when it holds a number or text that JSON cannot hold exactly.
    """
    try:
        return rfc8785.dumps(gegevens).decode()
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as fout:
        raise NietTeBewaren(type(fout).__name__) from fout


def som(tekst: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return sha256(tekst.encode()).hexdigest()

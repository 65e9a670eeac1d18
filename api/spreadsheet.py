"""Tables that a spreadsheet opens: CSV as it takes it here, without cells that it would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

MERKTEKEN = "\ufeff"
"""A spreadsheet takes the text for another one without it."""
SCHEIDING, REGELEINDE = ";", "\r\n"


def cel(waarde: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    gevaarlijk = isinstance(waarde, str) and waarde[:1] in {"=", "+", "@", "\t", "\r"}
    return f"'{waarde}" if gevaarlijk else waarde


def als_csv(kolommen: Iterable[str], rijen: Iterable[Mapping[str, object]]) -> str:
    """Return rows as one CSV text; a column that a row does not have stays empty."""
    tekst = io.StringIO()
    namen = list(kolommen)
    schrijver = csv.DictWriter(tekst, namen, delimiter=SCHEIDING, lineterminator=REGELEINDE)
    schrijver.writeheader()
    for rij in rijen:
        schrijver.writerow({naam: cel(rij.get(naam, "")) for naam in namen})
    return MERKTEKEN + tekst.getvalue()

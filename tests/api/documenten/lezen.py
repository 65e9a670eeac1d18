"""Reading a document as a person does: as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.documenten.vorm import Blok, Deel, Document, Invullen, Lijst, Tabel, teksten


def als_tekst(document: Document) -> str:
    """Return a document as plain text, in reading order."""
    return "\n".join(_regels(document)) + "\n"


def _regels(document: Document) -> Iterator[str]:
    yield from document.adres
    yield ""
    yield f"# {document.titel}"
    yield from (f"{naam}: {waarde}" for naam, waarde in document.kenmerken)
    yield document.aanhef
    yield from _blokken(document.begeleidend)
    for deel in document.delen:
        yield from _deel(deel, 2)
    yield ""
    yield from document.slot


def _deel(deel: Deel, diepte: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * diepte} {deel.kop}"
    yield from _blokken(deel.blokken)
    for onder in deel.delen:
        yield from _deel(onder, diepte + 1)


def _blokken(blokken: Iterable[Blok]) -> Iterator[str]:
    for blok in blokken:
        if isinstance(blok, Lijst):
            yield from (f"- {p}" for p in blok.punten)
        elif isinstance(blok, Tabel):
            yield f"[{blok.titel}]"
            yield from (" | ".join(rij) for rij in (blok.kop, *blok.rijen))
        else:
            yield blok.tekst


def van_element(document: Document, inventaris: str) -> str:
    """Return the text of the parts that carry a requirement, without what is still missing."""
    blokken = [
        b
        for d in document.alle_delen()
        if inventaris in d.inventaris
        for b in d.blokken
        if not isinstance(b, Invullen)
    ]
    return "\n".join(teksten(blokken))

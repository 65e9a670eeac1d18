"""The parts that the rules write for a document, with lists and what is missing as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from api.documenten.basis import Basis
from api.documenten.rooster import (
    doel_in_woorden,
    gekozen_resultaten,
    per_resultaat,
    resultaat_in_woorden,
)
from api.documenten.vorm import Alinea, Blok, Deel, Invullen, Lijst
from engine.evaluation.kleene import GELDT
from engine.explanation.teksten import tekst_van
from engine.indicatie.overige_json import SUBDOELEN
from engine.indicatie.voorstel import RESULTATEN, RICHTING
from engine.rulebook.rulebook import Stukdeel

BESCHIKKING, ONDERZOEK = "beschikking", "onderzoek"
_INVULWOORD = re.compile(r"\{([^{}]*)\}")
_NIET_INGEVULD = "[nog in te vullen]"
_ZIN = re.compile(r"(?<=[.?!])\s+")
_VELDEN = {
    "ingangsdatum": "de eerste dag van de hulp.",
    "einddatum": "de laatste dag van de hulp.",
    "weekrooster": "wie wat doet, hoe vaak en hoe lang.",
    "tijd": "wie wat doet, hoe vaak en hoe lang.",
    "fasen": "de fasen, elk met een eerste dag en een arrangement.",
    "tarief": "het tarief.",
    "kosten": "de kosten.",
}


def regeldelen(basis: Basis, stuk: str) -> dict[str, Deel]:
    """Return the parts that a document of the rules certainly has in this case, by their id."""
    bekend = basis.boek.stukken.get(stuk)
    if bekend is None:
        return {}
    toets = basis.voorstel.toets
    vormen = {d.id: d for d in bekend.delen if toets(d.voorwaarde) == GELDT}
    concept = basis.json["concepten"][stuk]["delen"]
    return {d["id"]: _deel(basis, vormen[d["id"]], d) for d in concept if d["id"] in vormen}


def _deel(basis: Basis, deel: Stukdeel, concept: dict[str, Any]) -> Deel:
    sjabloon = (deel.vorm.u or "") if basis.client else deel.vorm.tekst
    gevuld = concept["u"] if basis.client else concept["tekst"]
    mist = concept["ontbreekt"]
    # Without what it is about, a part only says what is missing.
    leeg = bool(mist) and mist[0] == deel.vorm.nodig[0]
    blokken = [] if leeg else [*_blokken(basis, sjabloon, gevuld)]
    blokken += _ontbreekt(basis, mist)
    return Deel(deel.id, deel.vorm.titel, tuple(blokken), inventaris=deel.grond.bron.inventaris)


def _blokken(basis: Basis, sjabloon: str, gevuld: str) -> Iterator[Blok]:
    """Yield the text of a part; what is a list in it becomes a list of its own.

    A text that also asks for single values is kept as the rules filled it in.
    """
    namen = _INVULWOORD.findall(sjabloon)
    lijsten = {n: _LIJSTEN[n](basis) for n in namen if n in _LIJSTEN}
    if not namen or set(namen) - set(lijsten):
        yield from _alinea(" ".join(z for z in _ZIN.split(gevuld) if _NIET_INGEVULD not in z))
        return
    stukken = _INVULWOORD.split(sjabloon)
    for tekst, naam in zip(stukken[::2], [*stukken[1::2], ""], strict=True):
        # After a list the sentence that it ended needs no full stop any more.
        kaal = tekst.removeprefix(".").strip()
        lijst = lijsten.get(naam)
        if naam and lijst is None:
            continue
        yield from _alinea(kaal)
        if lijst is not None:
            yield lijst


def _alinea(tekst: str) -> Iterator[Alinea]:
    if tekst.strip():
        yield Alinea(tekst.strip())


def _subdoelen(basis: Basis) -> Blok | None:
    uitkomst = basis.boek.uitkomsten[SUBDOELEN]
    punten = [
        (uitkomst.teksten_u.get(w) if basis.client else None)
        or tekst_van(basis.voorstel.spoor, SUBDOELEN, w)
        for w in basis.voorstel.spoor.leden(SUBDOELEN)
    ]
    return Lijst(tuple(punten)) if punten else None


def _resultaten(basis: Basis) -> Blok | None:
    punten = [resultaat_in_woorden(basis, n) for n in gekozen_resultaten(basis)]
    return Lijst(tuple(punten)) if punten else None


def _richting(basis: Basis) -> Blok | None:
    vraag = basis.boek.vragen[RICHTING].vorm
    punten = []
    for nummer in gekozen_resultaten(basis):
        doel = doel_in_woorden(basis, nummer)
        waarvan = (vraag.per or {}).get(nummer, nummer)
        if doel:
            punten.append(f"{waarvan[:1].upper()}{waarvan[1:]}: {doel}")
    return Lijst(tuple(punten)) if punten else None


def _tijd(basis: Basis) -> Blok | None:
    blok = per_resultaat(basis)
    return None if isinstance(blok, Invullen) else blok


_LIJSTEN = {
    SUBDOELEN: _subdoelen,
    RESULTATEN: _resultaten,
    RICHTING: _richting,
    "tijd": _tijd,
    "weekrooster": _tijd,
}
"""What a text of the rules may name that is shown as a list or a table."""


def _ontbreekt(basis: Basis, namen: list[str]) -> Iterator[Invullen]:
    """Yield what a part still misses, each once; to the client nothing confidential."""
    gezegd: set[str] = set()
    for naam in namen:
        if basis.client and basis.is_vertrouwelijk(naam):
            continue
        wat = "; ".join(_wat(basis, naam))
        if wat and wat not in gezegd:
            gezegd.add(wat)
            yield Invullen(wat)


def _wat(basis: Basis, naam: str) -> Iterator[str]:
    boek = basis.boek
    if naam == RICHTING:
        zonder = [n for n in gekozen_resultaten(basis) if not doel_in_woorden(basis, n)]
        per = boek.vragen[RICHTING].vorm.per or {}
        if zonder:
            yield f"het doel bij: {', '.join(per.get(n, n) for n in zonder)}."
    elif naam in boek.vragen:
        yield f"het antwoord op de vraag: {boek.vragen[naam].vorm.vraag}"
    elif naam in boek.uitkomsten:
        titel = boek.uitkomsten[naam].titel
        yield f"{titel[:1].lower()}{titel[1:]}."
    elif naam in boek.parameters:
        yield f"{boek.parameters[naam].titel.lower()}."
    else:
        yield _VELDEN.get(naam, naam)

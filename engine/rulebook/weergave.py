"""Showing diagnoses: with the source line and an underline, or plain for a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from engine.rulebook.diagnose import Diagnose, Ernst, Positie

_BREEDSTE_REGEL = 120
_STUURTEKEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def toon(diagnose: Diagnose, teksten: Mapping[str, str], *, gewoon: bool = False) -> str:
    """Return a diagnosis as text for a person.

    Args:
        diagnose: what to show.
        teksten: the texts of the files by name, for the source line.
        gewoon: without drawing, each fact in a sentence, as a screen reader reads it best.
    """
    kop = "Fout" if diagnose.ernst is Ernst.FOUT else "Waarschuwing"
    if gewoon:
        zinnen = [f"{kop}: {diagnose.melding}"]
        if diagnose.positie:
            zinnen.append(f"Plaats: {_in_woorden(diagnose.positie)}.")
        zinnen += [f"Zie ook {_in_woorden(v.positie)}: {v.tekst}" for v in diagnose.verwant]
        zinnen += [f"Hulp: {diagnose.hulp}"] if diagnose.hulp else []
        return " ".join([*zinnen, f"Code: {diagnose.code}."])
    regels = [f"{kop.lower()}[{diagnose.code}]: {diagnose.melding}"]
    if diagnose.positie:
        regels += _met_streep(diagnose.positie, teksten)
    elif diagnose.pad:
        regels.append(f"  --> {diagnose.pad}")
    for verwant in diagnose.verwant:
        regels.append(f"  zie ook: {verwant.tekst}")
        regels += _met_streep(verwant.positie, teksten)
    if diagnose.hulp:
        regels.append(f"  hulp: {diagnose.hulp}")
    return "\n".join(regels)


def op_een_regel(diagnose: Diagnose) -> str:
    """Return a diagnosis as one line: place, message and help."""
    plaats = str(diagnose.positie) if diagnose.positie else diagnose.pad
    return " ".join(
        deel for deel in (plaats and f"{plaats}:", diagnose.melding, diagnose.hulp) if deel
    )


def samenvatting(diagnoses: Iterable[Diagnose]) -> str:
    """Return how many problems there are, as a sentence."""
    alle = list(diagnoses)
    fouten = sum(d.ernst is Ernst.FOUT for d in alle)
    anders = len(alle) - fouten
    if not alle:
        return "Geen fouten gevonden."
    fout = f"{fouten} {'fout' if fouten == 1 else 'fouten'}"
    let_op = f"{anders} {'waarschuwing' if anders == 1 else 'waarschuwingen'}"
    return f"{fout} en {let_op} gevonden."


def _in_woorden(plek: Positie) -> str:
    return f"{plek.bestand}, regel {plek.regel}, kolom {plek.kolom}"


@lru_cache(maxsize=8)
def _regels(tekst: str) -> list[str]:
    """Return the lines of a text; kept, as one file can have a hundred diagnoses."""
    return tekst.splitlines()


def _met_streep(plek: Positie, teksten: Mapping[str, str]) -> list[str]:
    """Return the place, the source line and a line of carets below what is meant."""
    regels = [f"  --> {plek}"]
    bron = _regels(teksten.get(plek.bestand, ""))
    if not 1 <= plek.regel <= len(bron):
        return regels
    # What stands in a file must not be able to steer the terminal that shows it.
    tekst, begin = (
        _STUURTEKEN.sub("\N{REPLACEMENT CHARACTER}", bron[plek.regel - 1]),
        plek.kolom - 1,
    )
    lengte = max(1, min(plek.lengte, len(tekst) - begin))
    if len(tekst) > _BREEDSTE_REGEL:
        links = max(0, begin - 20)
        tekst, begin = tekst[links : links + _BREEDSTE_REGEL], begin - links
        lengte = min(lengte, _BREEDSTE_REGEL - begin)
    nummer = str(plek.regel)
    ruimte = " " * len(nummer)
    # Tabs keep their width, so that the carets stay below the right letters.
    inspring = "".join("\t" if teken == "\t" else " " for teken in tekst[:begin])
    return [
        *regels,
        f" {ruimte} |",
        f" {nummer} | {tekst}",
        f" {ruimte} | {inspring}{'^' * lengte}",
    ]

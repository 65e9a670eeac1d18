"""Words for values: how an answer, a level or a number reads in an explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.evaluation.spoor import Spoor
from engine.rulebook import vorm
from engine.rulebook.klassen import NVT, Interval, toon_dag, toon_getal
from engine.rulebook.rulebook import ROUTE

_INVULWOORD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Zin:
    """One statement in both wordings; `u` is empty when the client does not get it."""

    omdat: str
    u: str


def waarde_in_woorden(spoor: Spoor, naam: str) -> str:
    """Return the value of an outcome, question or count as a reader expects it."""
    if naam in spoor.boek.vragen:
        return ", ".join(antwoordteksten(spoor, naam)) or "nog niet bekend"
    if naam in spoor.boek.tellingen or naam in spoor.boek.dagen_tussen:
        return getal_in_woorden(spoor, naam)
    namen = [n for n in spoor.namen(naam) if n != NVT] if naam in spoor.boek.grootheden else []
    teksten = [tekst_van(spoor, naam, n) for n in namen]
    if not teksten:
        return "niet van toepassing"
    if spoor.is_vast(naam):
        return teksten[0]
    return f"nog open ({' of '.join(t[:1].lower() + t[1:] for t in teksten)})"


def tekst_van(spoor: Spoor, uitkomst: str, waarde: str) -> str:
    """Return a value of an outcome in words."""
    return spoor.boek.uitkomsten[uitkomst].teksten.get(waarde, waarde.replace("_", " "))


def antwoordteksten(spoor: Spoor, vraag: str) -> list[str]:
    """Return the texts of the answers given to a question; none while it is unknown."""
    inhoud = spoor.boek.vragen[vraag].vorm
    gegeven: list[str] = []
    for grootheid in spoor.grootheden(vraag):
        feit = spoor.feiten.get(grootheid.id)
        if feit is None or (feit == "nee" and inhoud.meer_antwoorden):
            continue
        if isinstance(feit, Interval):
            toon = toon_dag if grootheid.is_datum else toon_getal
            gegeven.append(f"{toon(feit.laag)} {inhoud.eenheid or ''}".strip())
            continue
        deel = grootheid.id.partition(".")[2]
        naam = deel if inhoud.meer_antwoorden else feit
        antwoord = (inhoud.antwoorden or {}).get(naam)
        tekst = antwoord.tekst if antwoord else naam
        gegeven.append(f"{inhoud.per[deel]}: {tekst}" if inhoud.per else tekst)
    return gegeven


def gegeven_antwoorden(spoor: Spoor, vraag: str) -> list[vorm.Antwoord]:
    """Return the answers chosen, one or more; none while unknown or when answered per part."""
    inhoud = spoor.boek.vragen[vraag].vorm
    antwoorden = inhoud.antwoorden or {}
    if inhoud.meer_antwoorden:
        return [a for n, a in antwoorden.items() if spoor.feiten.get(f"{vraag}.{n}") == "ja"]
    feit = spoor.feiten.get(vraag)
    return [antwoorden[feit]] if isinstance(feit, str) and feit in antwoorden else []


def getal_in_woorden(spoor: Spoor, naam: str) -> str:
    """Return a count with its unit, as a range when it is not known exactly."""
    boek = spoor.boek
    feit = spoor.feiten.get(naam)
    eenheid = boek.tellingen[naam].vorm.eenheid if naam in boek.tellingen else "dagen"
    if naam in boek.dagen_tussen:
        dagen = boek.dagen_tussen[naam]
        van, tot = spoor.feiten.get(dagen.van), spoor.feiten.get(dagen.tot)
        if isinstance(van, Interval) and isinstance(tot, Interval):
            feit = Interval(tot.laag - van.hoog, tot.hoog - van.laag)
    if not isinstance(feit, Interval):
        return "nog niet bekend"
    laag, hoog = toon_getal(feit.laag), toon_getal(feit.hoog)
    return f"{laag} {eenheid}" if laag == hoog else f"{laag} tot {hoog} {eenheid}"


def vul_in(spoor: Spoor, tekst: str) -> str:
    """Return a rule's sentence with every word in braces replaced by its value."""
    return _INVULWOORD.sub(lambda w: waarde_in_woorden(spoor, w.group(1)), tekst)


def titel(spoor: Spoor, naam: str) -> str:
    """Return the title of an outcome or count, or the wording of a question."""
    boek = spoor.boek
    if naam in boek.vragen:
        return boek.vragen[naam].vorm.vraag
    if naam in boek.tellingen:
        return boek.tellingen[naam].vorm.titel
    if naam in boek.dagen_tussen:
        return boek.dagen_tussen[naam].titel
    return "Route" if naam == ROUTE else boek.uitkomsten[naam].titel

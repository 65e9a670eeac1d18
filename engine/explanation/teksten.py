"""Words for values: how an answer, a level or a number reads in an explanation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from engine.evaluation.spoor import Spoor
from engine.rulebook import vorm
from engine.rulebook.klassen import (
    NVT,
    Eis,
    Grootheid,
    Interval,
    Waarden,
    naam_van_interval,
    toon_getal,
)
from engine.rulebook.rulebook import ROUTE

_GEEN_NAAM = {
    "aan",
    "alleen",
    "als",
    "bij",
    "de",
    "deze",
    "die",
    "dit",
    "door",
    "een",
    "er",
    "geen",
    "het",
    "hulp",
    "iets",
    "in",
    "met",
    "minstens",
    "niets",
    "om",
    "ook",
    "op",
    "u",
    "uw",
    "voor",
    "wat",
    "wie",
    "zonder",
}
"""First words of sentences that are no names."""
_ENKELVOUD = {"dagen": "dag", "dagdelen": "dagdeel", "weken": "week", "minuten": "minuut"}
_DAG = re.compile(r"\d{4}-\d{2}-\d{2}")
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
            if grootheid.is_datum:
                gegeven.append(dag_in_woorden(date.fromordinal(int(feit.laag))))
            else:
                getal = met_eenheid(toon_getal(feit.laag), inhoud.eenheid or "")
                gegeven.append(getal.strip())
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


def is_client(rol: str) -> bool:
    """Tell whether a role, as it was written beside an answer, is the client."""
    return rol.lower().removeprefix("de ") in {"client", "cliënt"}


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
    return met_eenheid(laag, eenheid) if laag == hoog else f"{laag} tot {hoog} {eenheid}"


def dag_in_woorden(dag: date) -> str:
    """Return a day as it stands in a letter: 1 maart 2021."""
    return format_date(dag, "d MMMM y", locale="nl")


def klasse_in_woorden(grootheid: Grootheid, klasse: int) -> str:
    """Return the name of a class as it reads in a sentence: 'voor 1 maart 2021', 'meer dan 8'."""
    naam = grootheid.klassen[klasse].naam
    if not grootheid.is_datum:
        return naam
    return _DAG.sub(lambda d: dag_in_woorden(date.fromisoformat(d.group())), naam)


def met_eenheid(getal: str, eenheid: str) -> str:
    """Return a number with its unit: '3 dagen per week', '1 dag per week'."""
    woord, *rest = eenheid.split(" ", 1)
    if getal == "1" and "en" not in " ".join(rest).split():
        woord = _ENKELVOUD.get(woord, woord)
    return " ".join([getal, woord, *rest])


def vul_in(spoor: Spoor, tekst: str, anders: Mapping[str, str] | None = None) -> str:
    """Return a rule's sentence with every word in braces replaced by its value.

    Args:
        spoor: the trace with the values.
        tekst: the sentence.
        anders: words that get another text than their value.
    """
    if "{" not in tekst:
        return tekst
    eigen = anders or {}
    return _INVULWOORD.sub(
        lambda w: eigen.get(w.group(1)) or waarde_in_woorden(spoor, w.group(1)), tekst
    )


@lru_cache(maxsize=1024)
def eis_in_woorden(eis: Eis) -> str:
    """Return a demand as words: 'meer dan 8', '2 tot en met 4', 'licht of matig'."""
    if isinstance(eis, Waarden):
        return opsomming(sorted(eis.namen))
    return naam_van_interval(eis.onder, eis.boven)


def opsomming(delen: Sequence[str], woord: str = "of") -> str:
    """Return 'a, b of c'."""
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} {woord} {delen[-1]}"


def in_een_zin(zin: str) -> str:
    """Return a sentence as it goes on after a colon: a small letter, save for a name."""
    eerste = zin.split(" ", 1)[0]
    return zin[:1].lower() + zin[1:] if eerste.lower() in _GEEN_NAAM else zin


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

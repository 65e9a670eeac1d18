"""The arrangement that a provider chose, beside what the rules would propose.

It is a signal, not a correction: the provider chooses (Werkafsprakenboek, paragraph 20, step 1),
and the gemeente decides for the time after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from engine.evaluation.spoor import Spoor
from engine.explanation.open_vragen import open_vragen
from engine.explanation.teksten import opsomming
from engine.indicatie.klokken import START
from engine.indicatie.kosten import bereken_kosten
from engine.indicatie.matrix import assen, niveaus, productcodes
from engine.indicatie.overige_json import datums
from engine.indicatie.spoedtoets import Spoedtoets
from engine.indicatie.termijnen import bereken
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import ROUTE, Rulebook

GEKOZEN = "spoed_arrangement"
BEKEND = "spoed_"
"""Before the name of an axis: the question to what the gemeente knows of it already."""
EINDE = "spoed_laatste_dag"
PASSEND, HOGER, LAGER, OPEN = "passend", "hoger", "lager", "niet_vast_te_stellen"


@dataclass(frozen=True, slots=True)
class Verschil:
    """How the chosen arrangement differs from one that the rules can propose.

    `stappen` says per axis how many levels the choice is heavier (below zero: lighter); `euro`
    what it costs more over the whole spoed period, None while day or tariff is not known.
    """

    arrangement: str
    stappen: dict[str, int]
    euro: Decimal | None


@dataclass(frozen=True, slots=True)
class Spoedkeuze:
    """The comparison; `verschillen` has one entry per arrangement that is still possible."""

    gekozen: str | None
    oordeel: str
    reden: str
    verschillen: tuple[Verschil, ...]
    open: tuple[str, ...]


def vergelijk_keuze(toets: Spoedtoets, regelwerk: Regelwerk) -> Spoedkeuze | None:
    """Compare the chosen arrangement; None where these rules know no arrangementen."""
    boek, spoor = toets.boek, toets.voorstel.spoor
    if ARRANGEMENT not in boek.uitkomsten or GEKOZEN not in boek.vragen:
        return None
    gekozen = spoor.feiten.get(GEKOZEN)
    if not isinstance(gekozen, str):
        return Spoedkeuze(None, OPEN, "De aanbieder noemt nog geen arrangement.", (), (GEKOZEN,))
    mogelijk = _mogelijk(spoor)
    if not mogelijk:
        return Spoedkeuze(gekozen, OPEN, _zonder(spoor), (), ())
    dagen = _dagen(toets)
    bedragen = _bedragen(boek, regelwerk, {gekozen, *mogelijk}, dagen)
    verschillen = tuple(_verschil(boek, gekozen, een, bedragen) for een in mogelijk)
    plaats = _plaats(boek, ARRANGEMENT, gekozen)
    kanten = {_kant(plaats - _plaats(boek, ARRANGEMENT, een)) for een in mogelijk}
    oordeel = kanten.pop() if len(kanten) == 1 else OPEN
    open_ = () if len(mogelijk) == 1 else open_vragen(spoor, assen(boek))
    return Spoedkeuze(gekozen, oordeel, _reden(spoor, gekozen, mogelijk), verschillen, open_)


def _kant(stap: int) -> str:
    return HOGER if stap > 0 else LAGER if stap < 0 else PASSEND


def _mogelijk(spoor: Spoor) -> list[str]:
    """Return the arrangementen that the answers and what the gemeente knows leave, in order.

    None when a route certainly takes their place, or when the two contradict each other.
    """
    boek = spoor.boek
    if spoor.is_nvt(ARRANGEMENT):
        return []
    per_as = []
    for naam in assen(boek):
        bekend = spoor.feiten.get(f"{BEKEND}{naam}")
        kan = [n for n in spoor.namen(naam) if n != NVT]
        per_as.append([(naam, n) for n in kan if bekend in {None, n}])
    cellen = [dict(cel) for cel in product(*per_as)]
    kan = [n for n in boek.uitkomsten[ARRANGEMENT].waarden if niveaus(boek, n) in cellen]
    nog = spoor.mogelijk(ARRANGEMENT)
    return [n for n in kan if n in nog]


def _zonder(spoor: Spoor) -> str:
    """Say why there is no arrangement to compare with."""
    if spoor.is_nvt(ARRANGEMENT):
        route = spoor.boek.routes.get(spoor.waarde(ROUTE) or "")
        waarheen = f" ({route.titel})" if route else ""
        return f"De regels stellen geen arrangement voor, maar een andere weg{waarheen}."
    return "Wat de gemeente al weet, past niet bij de antwoorden. Vraag wat klopt."


def _dagen(toets: Spoedtoets) -> tuple[date, date] | None:
    """Return the first and last day of the spoed period, None while the first is not known."""
    bekend = datums(toets.voorstel)
    if START not in bekend or EINDE not in toets.boek.termijnen:
        return None
    einde = bereken(toets.boek, EINDE, bekend)
    return (bekend[START], einde.dag) if einde else None


def _bedragen(
    boek: Rulebook,
    regelwerk: Regelwerk,
    arrangementen: Iterable[str],
    dagen: tuple[date, date] | None,
) -> dict[str, Decimal]:
    """Return what each costs over the period, in euro; without those that have no tariff."""
    codes = productcodes(boek)
    kosten = {
        een: bereken_kosten(regelwerk, codes[een], *dagen).bedrag
        for een in arrangementen
        if dagen is not None and een in codes
    }
    return {een: bedrag for een, bedrag in kosten.items() if bedrag is not None}


def _verschil(
    boek: Rulebook, gekozen: str, ander: str, bedragen: Mapping[str, Decimal]
) -> Verschil:
    hier, daar = niveaus(boek, gekozen), niveaus(boek, ander)
    stappen = {
        naam: _plaats(boek, naam, hier[naam]) - _plaats(boek, naam, daar[naam])
        for naam in assen(boek)
    }
    bekend = gekozen in bedragen and ander in bedragen
    return Verschil(ander, stappen, bedragen[gekozen] - bedragen[ander] if bekend else None)


def _plaats(boek: Rulebook, uitkomst: str, waarde: str) -> int:
    return boek.uitkomsten[uitkomst].waarden.index(waarde)


def _reden(spoor: Spoor, gekozen: str, mogelijk: list[str]) -> str:
    """Say in a sentence what the rules propose, and what the provider chose."""
    boek = spoor.boek
    kan_anders = NVT in spoor.mogelijk(ARRANGEMENT)
    begin = "Als geen andere weg voorgaat, komen de regels" if kan_anders else "De regels komen"
    voorstel = f"{begin} uit op arrangement {opsomming(mogelijk)}"
    if len(mogelijk) > 1:
        return f"{voorstel}; er is nog te weinig bekend. De aanbieder koos arrangement {gekozen}."
    delen = []
    hier, daar = niveaus(boek, gekozen), niveaus(boek, mogelijk[0])
    for naam in assen(boek):
        titel = boek.uitkomsten[naam].titel.lower()
        if hier[naam] == daar[naam]:
            delen.append(f"{titel} {daar[naam]}")
        else:
            delen.append(f"{titel} {daar[naam]} in plaats van {hier[naam]}")
    return f"{voorstel}: {opsomming(delen, 'en')}. De aanbieder koos arrangement {gekozen}."

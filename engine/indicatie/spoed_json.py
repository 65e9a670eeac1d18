"""The check of a spoedmelding as data: what the CLI, the API and the work list share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.explanation.teksten import antwoordteksten
from engine.explanation.waarom import Schakel, waarom_signaal
from engine.indicatie.klokken import Klok, is_klok, klokken, te_doen
from engine.indicatie.motoren import motoren_json
from engine.indicatie.spoedkeuze import Spoedkeuze, vergelijk_keuze
from engine.indicatie.spoedtoets import BLOKKADE, CRITERIUM, Deeloordeel, Spoedtoets, Vraagpunt
from engine.indicatie.voorstel import SPOED, mogelijke_waarden
from engine.indicatie.voorstel_json import regelwerk_json, signaal_json, waarde_json
from engine.rulebook.regelwerk import Regelwerk

_ADRES = ("gemeentecode", "loket")


def spoed_json(
    toets: Spoedtoets, regelwerk: Regelwerk, *, gelijk: bool | None = None
) -> dict[str, Any]:
    """Return the whole check as plain data, ready for JSON.

    `gelijk` says that two engines agreed on it; None: it was evaluated once.
    """
    spoor = toets.voorstel.spoor
    deel: dict[str, Any] = {
        "kenmerk": toets.melding.kenmerk,
        "regelwerk": regelwerk_json(regelwerk),
        "motoren": motoren_json(gelijk),
        "eerst": [_signaal(toets, s) for s in toets.crisis],
        "oordeel": toets.oordeel,
    }
    if spoor.waarde(SPOED) is None:
        deel["oordeel_mogelijk"] = mogelijke_waarden(spoor, SPOED)
    deel |= {
        "omdat": [s.omdat for s in toets.waarom.onder if s.soort == "regel"],
        "criteria": [_deel(toets, d, CRITERIUM) for d in toets.criteria],
        "blokkades": [_deel(toets, d, BLOKKADE) for d in toets.blokkades],
        "te_vragen": [_punt(toets, p) for p in toets.te_vragen],
        "signalen": [_signaal(toets, s) for s in toets.signalen],
    }
    keuze = vergelijk_keuze(toets, regelwerk)
    if keuze is not None:
        deel["arrangement"] = _keuze(keuze)
    lopend = klokken_van(toets)
    if lopend:
        deel["klokken"] = [k.als_json() for k in lopend]
        deel["te_doen"] = [t.als_json() for t in te_doen(toets.voorstel)]
    for naam in _ADRES:
        if naam in toets.boek.uitkomsten and not spoor.is_nvt(naam):
            deel |= waarde_json(spoor, toets.boek.uitkomsten[naam])
    return deel


def klokken_van(toets: Spoedtoets) -> tuple[Klok, ...]:
    """Return the clocks of a melding, counted from its peildatum."""
    return klokken(toets.voorstel, toets.melding.intake.peildatum)


def _deel(toets: Spoedtoets, deel: Deeloordeel, begin: str) -> dict[str, Any]:
    return {
        "id": deel.id.removeprefix(begin),
        "titel": deel.titel,
        "oordeel": deel.oordeel,
        "omdat": [s.omdat for s in deel.waarom.onder],
        "blijkt_uit": [_bewijs(toets, v) for v in _antwoorden(toets, deel.waarom)],
    }


def _antwoorden(toets: Spoedtoets, schakel: Schakel) -> Iterable[str]:
    """The answered questions on which a part rests, each once."""
    spoor = toets.voorstel.spoor
    namen = dict.fromkeys(s.id for s in schakel.alle() if s.soort == "antwoord")
    return [naam for naam in namen if antwoordteksten(spoor, naam)]


def _bewijs(toets: Spoedtoets, vraag: str) -> dict[str, Any]:
    """The answer that carries a part, with what shows it."""
    deel: dict[str, Any] = {
        "vraag": vraag,
        "antwoord": antwoordteksten(toets.voorstel.spoor, vraag),
    }
    gegeven = toets.melding.intake.antwoorden.get(vraag)
    inhoud = gegeven.inhoud if gegeven else None
    if inhoud is not None and inhoud.blijkt_uit:
        deel["bewijs"] = list(inhoud.blijkt_uit)
    return deel


def _punt(toets: Spoedtoets, punt: Vraagpunt) -> dict[str, Any]:
    vragen = [{"id": v, "vraag": toets.voorstel.uitleg.vraagtekst(v)} for v in punt.vragen]
    return {"vragen": vragen, "reden": punt.reden}


def _signaal(toets: Spoedtoets, signaal: str) -> dict[str, Any]:
    """A signal with the sentences of the rules that give it."""
    schakel = waarom_signaal(toets.voorstel.spoor, signaal, toets.voorstel.uitleg)
    omdat = [s.omdat for s in schakel.onder]
    return signaal_json(toets.boek.signalen[signaal]) | {"omdat": omdat}


def _keuze(keuze: Spoedkeuze) -> dict[str, Any]:
    deel: dict[str, Any] = {"oordeel": keuze.oordeel, "reden": keuze.reden}
    if keuze.gekozen is not None:
        deel["gekozen"] = int(keuze.gekozen)
    verschillen = [
        {
            "arrangement": int(v.arrangement),
            "stappen": v.stappen,
            "euro": "onbekend" if v.euro is None else f"{v.euro:.2f}",
        }
        for v in keuze.verschillen
    ]
    if len(verschillen) == 1:
        deel["voorgesteld"] = verschillen[0]["arrangement"]
        deel["verschil"] = {n: verschillen[0][n] for n in ("stappen", "euro")}
    elif verschillen:
        deel["voorgesteld_mogelijk"] = verschillen
    if keuze.open:
        deel["openstaand"] = list(keuze.open)
    return deel


def spoed_rij(toets: Spoedtoets, regelwerk: Regelwerk) -> dict[str, str]:
    """Return the check in one row of cells, for a spreadsheet."""
    rij = {
        "kenmerk": toets.melding.kenmerk,
        "eerst": " ".join(toets.boek.signalen[s].titel for s in toets.crisis),
        "oordeel": toets.oordeel,
        "te_vragen": " ".join(dict.fromkeys(v for p in toets.te_vragen for v in p.vragen)),
    }
    for deel in (*toets.criteria, *toets.blokkades):
        rij[deel.id] = deel.oordeel
    rij["signalen"] = " ".join(toets.signalen)
    keuze = vergelijk_keuze(toets, regelwerk)
    if keuze is not None:
        enige = keuze.verschillen[0] if len(keuze.verschillen) == 1 else None
        rij["gekozen"] = keuze.gekozen or ""
        rij["voorgesteld"] = enige.arrangement if enige else ""
        rij["keuze"] = keuze.oordeel
        rij["euro_verschil"] = f"{enige.euro:.2f}" if enige and enige.euro is not None else ""
    lopend = {k.termijn.id: str(k.moment) for k in klokken_van(toets)}
    for termijn in toets.boek.termijnen.values():
        if is_klok(toets.boek, termijn.id):
            rij[termijn.id] = lopend.get(termijn.id, "")
    return rij

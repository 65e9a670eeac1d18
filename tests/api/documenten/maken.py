"""Making what a document is written from: the examples, filled in as for a finished gesprek."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from api.documenten.gegevens import Brief, Gegevens
from api.opslag.keuze import Keuze, Oordeel
from engine.indicatie.voorstel import Voorstel, stel_voor
from tests.indicatie.maken import PROJECT, lees, regelwerk

ARRANGEMENTEN = [f"arrangement-{n}" for n in range(1, 10)]
NAMEN = sorted(p.stem for p in (PROJECT / "voorbeelden").glob("*.yaml"))
REDEN = "Zonder deze hulp loopt de week vast. Vrij aanbod alleen is niet genoeg."


def intake(naam: str, **antwoorden: Any) -> dict[str, Any]:
    """Return an example as plain data, with answers added."""
    pad = PROJECT / "voorbeelden" / f"{naam}.yaml"
    inhoud = _als_tekst(yaml.safe_load(pad.read_text(encoding="utf-8")))
    inhoud["antwoorden"] |= antwoorden
    return dict(inhoud)


def _als_tekst(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        return {str(n): _als_tekst(w) for n, w in waarde.items()}
    if isinstance(waarde, list):
        return [_als_tekst(w) for w in waarde]
    return waarde.isoformat() if isinstance(waarde, date) else waarde


@cache
def af(naam: str) -> Voorstel:
    """Return the voorstel of an example whose verslag is finished and signed."""
    inhoud = intake(
        naam,
        eigen_kracht="Ik kan zelf koffie zetten en de post halen.",
        duur_reden="de evaluatie past bij het einde van het jaar",
        toegelicht=["eigen_bijdrage", "bezwaar"],
        opmerkingen_client="Ik ben er blij mee.",
        handtekening="verslag",
        aanbod_namelijk="de eettafel in de buurt",
    )
    antwoorden = inhoud["antwoorden"]
    gepland = [r["resultaat"] for r in inhoud.get("weekrooster", [])]
    gezegd = antwoorden.get("richting", {}).get("waarde", {})
    if gepland:
        antwoorden["richting"] = {"waarde": {str(n): "houden" for n in gepland} | gezegd}
    inhoud["data"] = {**inhoud.get("data", {}), "aanvraag": inhoud["peildatum"]}
    return stel_voor(lees(inhoud))


def besluit(voorstel: Voorstel, **anders: Any) -> Keuze:
    """Return a besluit that follows the voorstel, unless told."""
    nummer = voorstel.spoor.waarde("arrangement")
    met_doel = tuple(
        int(n) for n in voorstel.resultaten if f"richting.{n}" in voorstel.spoor.feiten
    )
    gewoon: dict[str, Any] = {
        "oordeel": Oordeel.EENS,
        "motivering": REDEN,
        "arrangement": int(nummer) if nummer and nummer.isdigit() else None,
        "leveringsvorm": "natura",
        "aanbieder": "Zorg Dichtbij",
        "resultaten": met_doel,
    }
    return Keuze(**{**gewoon, **anders})


def gegevens(naam: str, *, client: bool = True, **anders: Any) -> Gegevens:
    """Return what the documents of a finished example are made from."""
    voorstel = af(naam)
    brief = Brief(verzonden=voorstel.intake.peildatum + timedelta(days=3))
    genomen = besluit(voorstel, **anders)
    return Gegevens(voorstel, regelwerk(), genomen, gelijk=True, client=client, brief=brief)


def bij(inhoud: dict[str, Any], *, client: bool = True, **rest: Any) -> Gegevens:
    """Return what the documents of an intake are made from, without a besluit unless given."""
    return Gegevens(stel_voor(lees(inhoud)), regelwerk(), gelijk=True, client=client, **rest)

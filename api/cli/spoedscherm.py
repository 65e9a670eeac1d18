"""The check of a spoedmelding in the terminal: what goes first, the verdict, and what to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.text import Text

from api.cli.uitvoer import Scherm
from engine.explanation.teksten import dag_in_woorden, met_eenheid

OORDELEN = {
    "voldoet": "De spoedmelding voldoet.",
    "voldoet_niet": "De spoedmelding voldoet niet.",
    "onvoldoende_informatie": "Er is nog te weinig bekend om te oordelen.",
}


def toon_spoedtoets(gegevens: dict[str, Any], waar: str = "") -> None:
    """Show the check of one melding.

    Args:
        gegevens: the check as plain data.
        waar: the place of the melding in a file with several.
    """
    scherm = Scherm()
    kop = " ".join(deel for deel in (waar, gegevens["kenmerk"]) if deel)
    if kop:
        scherm.alinea(Text(kop, style="dim"))
    for signaal in gegevens["eerst"]:
        scherm.alinea(Text(f"EERST DIT: {signaal['titel']}", style="bold reverse"))
        for zin in signaal["omdat"]:
            scherm.alinea(zin, 2)
    scherm.alinea(Text(OORDELEN[gegevens["oordeel"]], style="bold"))
    for zin in gegevens["omdat"]:
        scherm.alinea(zin)
    _lijst(scherm, "Vraag dit na:", [_punt(p) for p in gegevens["te_vragen"]])
    for titel in ("criteria", "blokkades"):
        _lijst(scherm, f"{titel.capitalize()}:", [_deel(d) for d in gegevens[titel]])
    keuze = gegevens.get("arrangement")
    if keuze is not None:
        _lijst(scherm, "Het gekozen arrangement:", [_keuze(keuze)])
    _lijst(scherm, "Let op:", [z for s in gegevens["signalen"] for z in s["omdat"]])
    _lijst(scherm, "Klokken:", [_klok(k) for k in gegevens.get("klokken", [])])
    _lijst(scherm, "Te doen:", [f"{t['wie']}: {t['tekst']}" for t in gegevens.get("te_doen", [])])
    scherm.print()


def _lijst(scherm: Scherm, titel: str, regels: list[str]) -> None:
    if regels:
        scherm.kop(titel)
    for regel in regels:
        scherm.alinea(regel, 2, "- ")


def _punt(punt: dict[str, Any]) -> str:
    vragen = ", ".join(v["id"] for v in punt["vragen"])
    if len(punt["vragen"]) == 1 and punt["reden"] == "Nog niet bekend.":
        return f"{punt['vragen'][0]['vraag']} ({vragen})"
    return f"{punt['reden']} ({vragen})"


def _deel(deel: dict[str, Any]) -> str:
    return f"{deel['titel']}: {deel['oordeel'].replace('_', ' ')}"


def _keuze(keuze: dict[str, Any]) -> str:
    oordeel = keuze["oordeel"].replace("_", " ")
    regel = f"{oordeel[:1].upper()}{oordeel[1:]}. {keuze['reden']}"
    euro = keuze.get("verschil", {}).get("euro", "onbekend")
    if euro in {"onbekend", "0.00"}:
        return regel
    meer = "minder" if euro.startswith("-") else "meer"
    return f"{regel} Dat kost over de spoedperiode € {euro.lstrip('-').replace('.', ',')} {meer}."


def _klok(klok: dict[str, Any]) -> str:
    dag = dag_in_woorden(date.fromisoformat(klok["uiterlijk"]))
    over = klok["dagen_over"]
    rest = "vandaag" if over == 0 else met_eenheid(str(abs(over)), "dagen")
    rest += "" if over == 0 else " over" if over > 0 else " voorbij"
    woord = "vanaf" if klok["soort"] == "eerste_dag" else "uiterlijk"
    return f"{klok['titel']}: {woord} {dag} ({rest})"

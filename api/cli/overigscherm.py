"""The rest of a voorstel on the screen: phases, vervoer, resultaten, time, costs, terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from engine.explanation.teksten import met_eenheid
from engine.indicatie.kosten_json import ONBEKEND
from engine.indicatie.termijnen import Uiterlijk


def overige_lijsten(uitkomst: dict[str, Any], *, client: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield each further part with its heading and its lines; costs not for the client."""
    yield "Fasen:", [_fase(f, client=client) for f in uitkomst.get("fasen", [])]
    yield "Vervoer, naast elkaar:", [_toeslag(t) for t in uitkomst.get("vervoerstoeslag", [])]
    yield "Wat er in tijd nodig is:", list(_tijd(uitkomst.get("tijd")))
    yield "Resultaten:", [_resultaat(r, client=client) for r in uitkomst.get("resultaten", [])]
    yield (
        "Vergeleken met de vorige indicatie:",
        list(uitkomst.get("vorige_indicatie", {}).get("verandering", [])),
    )
    if not client:
        yield "Kosten:", list(_kosten(uitkomst))
        yield "Termijnen:", [_termijn(t) for t in uitkomst.get("termijnen", [])]


def _euro(bedrag: str) -> str:
    return bedrag if bedrag == ONBEKEND else f"€ {bedrag.replace('.', ',')}"


def _dag(tekst: str) -> str:
    """Return a day of the JSON as a person reads it, with the time that may stand behind it."""
    dag, _, tijd = tekst.partition(" ")
    moment = Uiterlijk(date.fromisoformat(dag), time.fromisoformat(tijd) if tijd else None)
    return moment.in_woorden()


def _termijn(termijn: dict[str, Any]) -> str:
    woord = "vanaf" if termijn["soort"] == "eerste_dag" else "uiterlijk"
    regel = f"{termijn['titel']}: {woord} {_dag(termijn['uiterlijk'])}"
    return f"{regel}. {termijn['opmerking']}" if "opmerking" in termijn else regel


def _fase(fase: dict[str, Any], *, client: bool) -> str:
    einde = f"tot en met {_dag(fase['tot'])}" if fase["tot"] else "en daarna"
    kern = f"Fase {fase['nummer']}, {_dag(fase['van'])} {einde}: "
    kern += f"arrangement {fase['arrangement']}" if fase["arrangement"] else "nog open"
    if not client:
        kern += f", inzet {fase['inzet'] or 'nog open'}, kosten {_euro(fase['kosten'])}"
    if fase.get("vervoerstoeslag"):
        codes = " of ".join(t["productcode"] for t in fase["vervoerstoeslag"])
        kern += f", vervoerstoeslag {codes} kan"
    if "evaluatie" in fase:
        kern += f"; evaluatie uiterlijk {_dag(fase['evaluatie'])}"
    return kern


def _toeslag(toeslag: dict[str, Any]) -> str:
    return f"{toeslag['titel']} ({toeslag['productcode']}), {_euro(toeslag['tarief'])} per etmaal"


def _tijd(tijd: dict[str, Any] | None) -> Iterator[str]:
    if tijd is None:
        return
    yield f"{_getal(tijd['uren_per_week'])} uur individueel per week"
    yield met_eenheid(_getal(tijd["dagdelen_per_week"]), "dagdelen in een groep per week")
    for deel in tijd["activiteiten"]:
        duur = (
            met_eenheid(str(deel["minuten_per_keer"]), "minuten")
            if deel["vorm"] == "individueel"
            else met_eenheid(_getal(deel["dagdelen_per_keer"]), "dagdelen")
        )
        tijdelijk = ", tijdelijk" if deel["tijdelijk"] else ""
        yield f"{deel['activiteit']}: {deel['frequentie']}, {duur}{tijdelijk}"


def _getal(waarde: str | list[str]) -> str:
    if isinstance(waarde, list):
        return " tot ".join(_getal(w) for w in waarde)
    return waarde.rstrip("0").rstrip(".").replace(".", ",") if "." in waarde else waarde


def _resultaat(resultaat: dict[str, Any], *, client: bool) -> str:
    tekst = (client and resultaat["u"]) or resultaat["tekst"]
    return f"{resultaat['nummer']}. {tekst}"


def _kosten(uitkomst: dict[str, Any]) -> Iterator[str]:
    if "kosten" not in uitkomst:
        return
    for deel in (d for k in uitkomst["kosten_delen"] for d in k["delen"]):
        yield (
            f"{_dag(deel['van'])} tot en met {_dag(deel['tot'])}: {deel['etmalen']} etmalen x "
            f"{_euro(deel['tarief'])} = {_euro(deel['bedrag'])}"
        )
    yield f"Samen: {_euro(uitkomst['kosten'])}"

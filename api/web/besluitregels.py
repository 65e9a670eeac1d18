"""An advice and a besluit as lines of a page, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from api.opslag.besluiten import Besluit
from api.opslag.keuze import Fasekeuze, Keuze
from api.opslag.verschil import NIETS, Verschil
from api.web.weging import uren
from engine.explanation.teksten import dag_in_woorden as datum
from engine.indicatie.voorstel import ARRANGEMENT, PRODUCTCODE
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import GEEN, ROUTE, Rulebook

Regel = tuple[str, str]
"""What a line is about and what it says."""

OORDEEL = {
    "eens": "volgt het voorstel",
    "afwijken": "wijkt af van het voorstel",
    "zonder_advies": "zonder advies",
}
LEVERING = {"natura": "zorg in natura", "pgb": "een persoonsgebonden budget (pgb)"}


def adviesregels(uitkomst: Mapping[str, Any], boek: Rulebook) -> list[Regel]:
    """Return the recorded outcome of a voorstel as lines; without one there are none."""

    def waarde(naam: str) -> str:
        if uitkomst.get(naam) not in {None, NVT}:
            return str(uitkomst[naam])
        return " of ".join(str(w) for w in uitkomst.get(f"{naam}_mogelijk", []))

    route = uitkomst.get(ROUTE)
    fasen = uitkomst.get("fasen", []) if route in {None, GEEN} else []
    per_fase = {ARRANGEMENT, PRODUCTCODE, "inzet", "vervoerstoeslag", "tijd"} if fasen else set()
    regels = [
        (ARRANGEMENT, "Arrangement", waarde(ARRANGEMENT)),
        (PRODUCTCODE, "Productcode", waarde(PRODUCTCODE)),
        ("complexiteit", "Complexiteit", waarde("complexiteit")),
        ("inzet", "Inzet", waarde("inzet")),
        (ROUTE, "Route", route_in_woorden(route, boek) if route not in {None, GEEN} else ""),
        ("vervoerstoeslag", "Vervoerstoeslag", "; ".join(_toeslagen(uitkomst))),
        ("tijd", "Hulp in tijd", uren(uitkomst["tijd"]) if "tijd" in uitkomst else ""),
    ]
    gewoon = [(titel, tekst) for naam, titel, tekst in regels if tekst and naam not in per_fase]
    return [*gewoon, *((f"Fase {fase['nummer']}", adviesfase(fase)) for fase in fasen)]


def adviesfase(fase: Mapping[str, Any]) -> str:
    """Return what was proposed for one phase, in words."""
    toeslagen = " of ".join(_toeslagen(fase))
    arrangement = fase[ARRANGEMENT]
    delen = [
        f"arrangement {arrangement}" if arrangement else "arrangement nog open",
        _dagen(date.fromisoformat(fase["van"]), fase["tot"] and date.fromisoformat(fase["tot"])),
        f"inzet {fase['inzet']}" if fase["inzet"] else "",
        uren(fase["tijd"]),
        f"vervoerstoeslag: {toeslagen}" if toeslagen else "",
    ]
    return ", ".join(deel for deel in delen if deel)


def _toeslagen(deel: Mapping[str, Any]) -> list[str]:
    return [t["titel"] for t in deel.get("vervoerstoeslag", [])]


def _dagen(van: date, tot: date | None) -> str:
    return f"van {datum(van)} tot en met {datum(tot)}" if tot else f"vanaf {datum(van)}"


def besluitregels(keuze: Keuze, boek: Rulebook) -> list[Regel]:
    """Return a besluit as lines, without its reasons and results."""
    dagen = (keuze.ingangsdatum, keuze.einddatum)
    eerste, laatste = (datum(dag) if dag else "" for dag in dagen)
    een = not keuze.fasen
    regels = [
        ("Hoe", OORDEEL[keuze.oordeel]),
        ("Arrangement", str(keuze.arrangement or "") if een else ""),
        *((f"Fase {f.nummer}", _fase_in_woorden(f, tot, boek)) for f, tot in keuze.perioden),
        ("Route", route_in_woorden(keuze.route, boek) if keuze.route else ""),
        ("Vervoerstoeslag", toeslag_in_woorden(keuze.vervoer, boek) if een else ""),
        ("Leveringsvorm", LEVERING.get(keuze.leveringsvorm or "", keuze.leveringsvorm or "")),
        ("Aanbieder", keuze.aanbieder or ""),
        ("Eerste dag", eerste),
        ("Laatste dag", laatste),
    ]
    return [regel for regel in regels if regel[1]]


def _fase_in_woorden(fase: Fasekeuze, tot: date | None, boek: Rulebook) -> str:
    dagen = _dagen(fase.vanaf, tot)
    return f"arrangement {fase.arrangement}, {dagen}, {toeslag_in_woorden(fase.vervoer, boek)}"


def resultaten_in_woorden(keuze: Keuze, boek: Rulebook) -> list[str]:
    """Return the results that were decided."""
    teksten = boek.uitkomsten["resultaten"].teksten
    return [teksten.get(str(nummer), str(nummer)) for nummer in keuze.resultaten]


def verschil_advies(
    oud: Mapping[str, Any], nieuw: Mapping[str, Any], boek: Rulebook
) -> list[Verschil]:
    """Return what differs between two recorded outcomes."""
    return list(_verschillen(adviesregels(oud, boek), adviesregels(nieuw, boek)))


def verschil_keuze(oud: Keuze, nieuw: Keuze, boek: Rulebook) -> list[Verschil]:
    """Return what differs between two besluiten, with their reasons and results."""

    def alles(keuze: Keuze) -> list[Regel]:
        return [
            *besluitregels(keuze, boek),
            ("Motivering", keuze.motivering),
            ("Resultaten", "; ".join(resultaten_in_woorden(keuze, boek))),
        ]

    return list(_verschillen(alles(oud), alles(nieuw)))


def is_ingetrokken(besluit: Besluit) -> bool:
    """Tell whether what was decided no longer holds."""
    return besluit.vervangt_soort == "intrekking"


def route_in_woorden(naam: str | None, boek: Rulebook) -> str:
    """Return the title of a route; its own name when these rules do not have it."""
    route = boek.routes.get(naam or "")
    return route.titel if route else naam or ""


def toeslag_in_woorden(code: str | None, boek: Rulebook) -> str:
    """Return a surcharge with its product code."""
    if code is None:
        return "geen toeslag"
    return f"{boek.uitkomsten['vervoerstoeslag'].teksten.get(code, code)} ({code})"


def _verschillen(oud: Iterable[Regel], nieuw: Iterable[Regel]) -> Iterator[Verschil]:
    was, wordt = dict(oud), dict(nieuw)
    for naam in {**was, **wordt}:
        if was.get(naam) != wordt.get(naam):
            yield Verschil(naam, was.get(naam) or NIETS, wordt.get(naam) or NIETS)

"""What a besluit costs: what was decided counts, not what was advised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.opslag.keuze import Fasekeuze, Keuze
from engine.explanation.teksten import dag_in_woorden as datum
from engine.indicatie.kosten import bereken_kosten
from engine.indicatie.kosten_json import ONBEKEND, bedrag, kosten_json, totaalbedrag
from engine.indicatie.matrix import productcodes
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.regelwerk import Regelwerk


@dataclass(frozen=True)
class Kostenregel:
    """Days with one tariff, as the page shows them; amounts in euro, with a comma."""

    product: str
    periode: str
    etmalen: int
    tarief: str
    bedrag: str


@dataclass(frozen=True)
class Besluitkosten:
    """The lines of a besluit and their sum, or why there are none."""

    regels: tuple[Kostenregel, ...] = ()
    samen: str = ""
    waarom_niet: str = ""


def besluitkosten(
    keuze: Keuze, uitkomst: Mapping[str, Any], regelwerk: Regelwerk, *, ingetrokken: bool = False
) -> Besluitkosten:
    """Return what a besluit costs (Werkafsprakenboek, paragraph 9).

    Phases count as they were decided. A besluit from before phases were decided counts them as
    they were advised while the first of them and the days are what was decided; otherwise the
    decided arrangement counts for the whole period. A surcharge is a product of its own.

    Args:
        keuze: what was decided.
        uitkomst: the recorded outcome; empty without a voorstel.
        regelwerk: the rules of the gesprek.
        ingetrokken: whether the besluit no longer holds.
    """
    van, tot = keuze.ingangsdatum, keuze.einddatum
    reden = _waarom_niet(keuze, ingetrokken=ingetrokken)
    if reden or van is None or tot is None:
        return Besluitkosten(waarom_niet=reden)
    boek = regelwerk.op(van)
    codes = productcodes(boek) if boek else {}
    besloten = keuze.perioden if keuze.fasen else [(_geheel(keuze, van), tot)]
    perioden = []
    for fase, laatste in besloten:
        code = codes.get(str(fase.arrangement))
        if code is None or laatste is None:
            reden = "Op de eerste dag gelden er geen regels met een tarief."
            return Besluitkosten(waarom_niet=reden)
        perioden.append((code, fase.vanaf, laatste))
        if fase.vervoer:
            perioden.append((fase.vervoer, fase.vanaf, laatste))
    if not keuze.fasen and uitkomst.get(ARRANGEMENT) == keuze.arrangement:
        perioden = [*(_fasen(uitkomst, van, tot) or perioden[:1]), *perioden[1:]]
    delen = [bereken_kosten(regelwerk, *periode) for periode in perioden]
    regels = [
        Kostenregel(
            kosten.productcode,
            f"{_dag(deel['van'])} tot en met {_dag(deel['tot'])}",
            deel["etmalen"],
            euro(deel["tarief"]),
            euro(deel["bedrag"]),
        )
        for kosten in delen
        for deel in kosten_json(kosten)["delen"]
    ]
    return Besluitkosten(tuple(regels), euro(bedrag(totaalbedrag(delen))))


def euro(tekst: str) -> str:
    """Return an amount as people write it; `onbekend` stays."""
    return tekst if tekst == ONBEKEND else f"€ {tekst.replace('.', ',')}"


def _waarom_niet(keuze: Keuze, *, ingetrokken: bool) -> str:
    if ingetrokken:
        return "Het besluit is ingetrokken."
    if keuze.arrangement is None:
        return "Er is geen arrangement gegeven, dus zijn er geen kosten."
    if keuze.leveringsvorm == "pgb":
        return (
            "De tarieven zijn voor zorg in natura. Voor een pgb staat er geen bedrag in de regels."
        )
    if keuze.ingangsdatum is None or keuze.einddatum is None:
        return "Zonder eerste en laatste dag zijn de kosten niet te berekenen."
    return ""


def _geheel(keuze: Keuze, van: date) -> Fasekeuze:
    """Return a besluit without phases as if it were one."""
    return Fasekeuze(1, van, keuze.arrangement or 0, keuze.vervoer)


def _fasen(uitkomst: Mapping[str, Any], van: date, tot: date) -> list[tuple[str, date, date]]:
    """Return the advised product of each phase; none when it is not known, or the days differ."""
    perioden = [
        (f["productcode"], date.fromisoformat(f["van"]), date.fromisoformat(f["tot"]))
        for f in uitkomst.get("fasen", [])
        if f["productcode"] and f["tot"]
    ]
    heel = len(perioden) == len(uitkomst.get("fasen", []))
    if not perioden or not heel or (perioden[0][1], perioden[-1][2]) != (van, tot):
        return []
    return perioden


def _dag(tekst: str) -> str:
    return datum(date.fromisoformat(tekst))

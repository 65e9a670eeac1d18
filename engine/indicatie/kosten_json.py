"""Tariffs and costs of a voorstel as data; amounts are text with two decimals, in euro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from engine.evaluation.spoor import Spoor
from engine.indicatie.kosten import Kosten, bereken_kosten
from engine.indicatie.voorstel import PRODUCTCODE, Voorstel
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk

ONBEKEND = "onbekend"


def productcode(spoor: Spoor) -> str | None:
    """Return the product code that is settled, or None."""
    if PRODUCTCODE not in spoor.boek.uitkomsten:
        return None
    code = spoor.waarde(PRODUCTCODE)
    return None if code in {None, NVT} else code


def eerste_dag(voorstel: Voorstel) -> date:
    """Return the first day of the support; the peildatum stands for it while it is not known."""
    return voorstel.intake.vorm.ingangsdatum or voorstel.intake.peildatum


def tarief_json(voorstel: Voorstel) -> dict[str, Any]:
    """Return the tariff per etmaal on the first day; `onbekend` without a valid one."""
    code = productcode(voorstel.spoor)
    if code is None:
        return {}
    dag = eerste_dag(voorstel)
    tarief = voorstel.spoor.boek.tarief(code, dag)
    if tarief is None:
        reden = f"Voor productcode {code} geldt op {dag} geen tarief."
        return {"tarief": ONBEKEND, "tarief_reden": reden}
    return {"tarief": f"{tarief.waarde:.2f}"}


def bedrag(waarde: Decimal | None) -> str:
    """Return an amount with two decimals, or `onbekend`."""
    return ONBEKEND if waarde is None else f"{waarde:.2f}"


def kosten_json(kosten: Kosten) -> dict[str, Any]:
    """Return costs with their parts: one part per tariff."""
    return {
        "productcode": kosten.productcode,
        "bedrag": bedrag(kosten.bedrag),
        "etmalen": kosten.etmalen,
        "delen": [
            {
                "van": deel.van.isoformat(),
                "tot": deel.tot.isoformat(),
                "etmalen": deel.etmalen,
                "tarief": bedrag(deel.tarief.waarde if deel.tarief else None),
                "bedrag": bedrag(deel.bedrag),
            }
            for deel in kosten.delen
        ],
    }


def kosten_van(
    spoor: Spoor, regelwerk: Regelwerk, van: date | None, tot: date | None
) -> Kosten | None:
    """Return what the settled product costs over a period, None while either is not known."""
    code = productcode(spoor)
    if code is None or van is None or tot is None:
        return None
    return bereken_kosten(regelwerk, code, van, tot)


def totaal(voorstel: Voorstel, regelwerk: Regelwerk) -> list[Kosten] | None:
    """Return the costs of the whole period: per phase, or at once; None while not known."""
    vorm = voorstel.intake.vorm
    if voorstel.fasen:
        delen = [kosten_van(f.spoor, regelwerk, f.van, f.tot) for f in voorstel.fasen]
    else:
        delen = [kosten_van(voorstel.spoor, regelwerk, vorm.ingangsdatum, vorm.einddatum)]
    bekend = [d for d in delen if d is not None]
    return bekend if len(bekend) == len(delen) else None


def totaalbedrag(delen: list[Kosten]) -> Decimal | None:
    """Return the sum in euro, None when a part has no valid tariff."""
    bedragen = [d.bedrag for d in delen if d.bedrag is not None]
    return sum(bedragen, Decimal(0)) if len(bedragen) == len(delen) else None


def tarief_tekst(voorstel: Voorstel, _: Regelwerk) -> str | None:
    """Return the tariff as it stands in a letter, None while it is unknown."""
    tarief = tarief_json(voorstel).get("tarief")
    return None if tarief in {None, ONBEKEND} else f"€ {tarief.replace('.', ',')} per etmaal"


def kosten_tekst(voorstel: Voorstel, regelwerk: Regelwerk) -> str | None:
    """Return the total as it stands in a letter, None while it is unknown."""
    delen = totaal(voorstel, regelwerk)
    som = totaalbedrag(delen) if delen else None
    return None if som is None else f"€ {som:.2f}".replace(".", ",")

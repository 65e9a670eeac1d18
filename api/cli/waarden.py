"""Reading what stands on the command line: days, and the rules of a day."""

from __future__ import annotations

from datetime import date

from pydantic_core import PydanticCustomError

from api.cli.uitvoer import stop
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.vorm_basis import lees_datum


def lees_dag(waar: str, tekst: str) -> date:
    """Return a day written as year-month-day, or leave with 2 and say what is wrong."""
    try:
        return lees_datum(tekst)
    except PydanticCustomError as fout:
        gegevens = fout.context or {}
        stop(waar, f"{gegevens['melding']} {gegevens['hulp']}".strip())


def boek_op(werk: Regelwerk, dag: date, waar: str = "DATUM") -> Rulebook:
    """Return the rules of a day, or leave with 2 when there are none."""
    boek = werk.op(dag)
    if boek is None:
        eerste = werk.boeken[0].vanaf
        stop(waar, f"Op {dag} gelden er geen regels. De eerste regels gelden op {eerste}.")
    return boek

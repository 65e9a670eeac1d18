"""What the storage tests share: people, a gesprek to fill, and a guard on every statement."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Engine,
    FromClause,
    Join,
    Select,
    Table,
    Update,
    event,
)
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList

from api.aanmelding.identiteit import Identiteit, Rol
from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken, Stand
from api.opslag.onderdelen import Opslag, Wijziging
from tests.api.hulp import REGELWERK, WORTEL, als_gegevens

ANNA = Identiteit("anna", frozenset({Rol.CONSULENT}), "beek")
BRAM = Identiteit("bram", frozenset({Rol.CONSULENT}), "beek")
STEIN = Identiteit("stien", frozenset({Rol.CONSULENT}), "stein")
VOORBEELD = als_gegevens(WORTEL / "voorbeelden" / "arrangement-5.yaml")


def zonder_gemeente(opdracht: object) -> set[str]:
    """Return the tables of a gemeente that a statement touches without asking for a gemeente.

    Every query inside another has to ask for itself.
    """
    if isinstance(opdracht, Update | Delete):
        gevraagd = {opdracht.table} - _beperkt(opdracht.whereclause)
        return {tabel.name for tabel in gevraagd if isinstance(tabel, Table)}
    if not isinstance(opdracht, Select):
        return set()
    gevonden: set[str] = set()
    for vraag in visitors.iterate(opdracht):
        if isinstance(vraag, Select):
            bronnen = [d for bron in vraag.get_final_froms() for d in _bronnen(bron)]
            tabellen = {d for d in bronnen if isinstance(d, Table) and "gemeente" in d.c}
            gevonden |= {tabel.name for tabel in tabellen - _beperkt(vraag.whereclause)}
    return gevonden


def _bronnen(bron: FromClause) -> list[FromClause]:
    if isinstance(bron, Join):
        return [*_bronnen(bron.left), *_bronnen(bron.right)]
    return [bron]


def _beperkt(waar: ColumnElement[Any] | None) -> set[FromClause]:
    """Return the tables of which a condition, that must hold, names the gemeente."""
    delen = waar.clauses if isinstance(waar, BooleanClauseList) else [waar]
    if isinstance(waar, BooleanClauseList) and waar.operator is not operators.and_:
        return set()
    return {
        deel.left.table
        for deel in delen
        if isinstance(deel, BinaryExpression)
        and deel.operator is operators.eq
        and isinstance(deel.left, Column)
        and deel.left.name == "gemeente"
        and not isinstance(deel.right, Column)
    }


def bewaak(motor: Engine) -> list[str]:
    """Collect every statement that would reach the rows of another gemeente."""
    gevonden: list[str] = []

    @event.listens_for(motor, "before_execute")
    def _kijk(verbinding: Any, opdracht: Any, *rest: Any) -> None:
        if zonder_gemeente(opdracht):
            gevonden.append(str(opdracht))

    return gevonden


def verander(bank: Bank, opdracht: str) -> None:
    """Change what is recorded, as somebody with access to the database could."""
    with bank.motor.begin() as verbinding:
        if bank.motor.dialect.name == "postgresql":
            verbinding.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            for tabel in ("regelwerk", "voorstel"):
                verbinding.exec_driver_sql(f"DROP TRIGGER IF EXISTS {tabel}_blijft_update")
        verbinding.exec_driver_sql(opdracht)


def begin(bank: Bank, wie: Identiteit = ANNA, kenmerk: str | None = None) -> str:
    with bank.sessie(wie) as sessie:
        return Gesprekken(sessie, wie).begin(REGELWERK, kenmerk)


def haal(bank: Bank, id_: str, wie: Identiteit = ANNA) -> Stand:
    with bank.sessie(wie) as sessie:
        return Gesprekken(sessie, wie).haal(id_)


def schrijf(bank: Bank, id_: str, wie: Identiteit = ANNA, /, **delen: Any) -> Opslag:
    """Write parts over whatever stands there; `__` in a name stands for a slash."""
    with bank.sessie(wie) as sessie:
        gesprekken = Gesprekken(sessie, wie)
        versies = gesprekken.versies(id_)
        namen = {naam.replace("__", "/"): inhoud for naam, inhoud in delen.items()}
        return gesprekken.schrijf(
            id_, [Wijziging(naam, versies.get(naam, 0), w) for naam, w in namen.items()]
        )


def intake(bank: Bank, id_: str, wie: Identiteit = ANNA) -> dict[str, Any]:
    with bank.sessie(wie) as sessie:
        return Gesprekken(sessie, wie).intake(id_)


def delen_van(gegevens: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a gesprek that make this intake."""
    rest: dict[str, Any] = json.loads(json.dumps(gegevens))
    delen = {f"antwoorden/{naam}": inhoud for naam, inhoud in rest.pop("antwoorden").items()}
    rooster = {"compleet": rest.pop("weekrooster_compleet"), "rijen": rest.pop("weekrooster")}
    dagen = ("peildatum", "ingangsdatum", "einddatum")
    periode = {dag: rest.pop(dag) for dag in dagen if dag in rest}
    return delen | rest | {"weekrooster": rooster, "periode": periode}


def vul(bank: Bank, id_: str, gegevens: dict[str, Any] = VOORBEELD) -> None:
    """Write a whole intake in a gesprek."""
    schrijf(bank, id_, **delen_van(gegevens))

"""The voorstel as data: the JSON that the CLI, the API and a recording share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import SPOOR_VERSIE, Spoor
from engine.explanation.waarom import bron_json
from engine.indicatie.kosten_json import tarief_json
from engine.indicatie.motoren import motoren_json
from engine.indicatie.overige_json import overige_json
from engine.indicatie.spoedtoets import BLOKKADE, CRITERIUM
from engine.indicatie.stukken import stukken_json
from engine.indicatie.uitleg import leg_uit
from engine.indicatie.voorstel import (
    ARRANGEMENT,
    PRODUCTCODE,
    SPOED,
    Voorstel,
    mogelijke_waarden,
)
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import ROUTE, SIGNAAL, Aanduiding, Grond, IsOnbekend, Regel, Uitkomst

_EIGEN_PLAATS = {ROUTE, SIGNAAL, SPOED, PRODUCTCODE}


def als_json(
    voorstel: Voorstel, regelwerk: Regelwerk, *, gelijk: bool | None = None
) -> dict[str, Any]:
    """Return the whole voorstel as plain data, ready for JSON.

    `gelijk` says that two engines agreed on it; None: it was evaluated once.
    """
    uitleg = leg_uit(voorstel)
    schakels = [*uitleg.waarom, *uitleg.twijfel]
    return {
        "regelwerk": regelwerk_json(regelwerk),
        "motoren": motoren_json(gelijk),
        "vast": voorstel.is_vast,
        "voorlopig": list(voorstel.voorlopig()),
        "openstaand": list(voorstel.openstaand),
        "openstaand_verslag": list(voorstel.openstaand_verslag),
        "uitkomst": uitkomst_json(voorstel, regelwerk),
        "interpretaties": list(_interpretaties(g for s in schakels for g in _gronden(s.alle()))),
        **_concepten(voorstel, regelwerk),
        "uitleg": uitleg.als_json(),
        "spoor": spoor_json(voorstel.spoor),
    }


def niet_zeker_json(regelwerk: Regelwerk) -> dict[str, Any]:
    """Return what is left of a voorstel that two engines did not agree on: no outcome."""
    return {"regelwerk": regelwerk_json(regelwerk), "motoren": motoren_json(gelijk=False)}


def regelwerk_json(regelwerk: Regelwerk) -> dict[str, Any]:
    """Return by which rules something was evaluated."""
    kop = regelwerk.kop
    return {"naam": kop.regelwerk, "versie": kop.versie, "hash": regelwerk.hash}


def uitkomst_json(voorstel: Voorstel, regelwerk: Regelwerk) -> dict[str, Any]:
    """Return the outcome: settled values under their name, open ones under `.._mogelijk`."""
    spoor = voorstel.spoor
    deel: dict[str, Any] = {}
    for uitkomst in spoor.boek.uitkomsten.values():
        if (uitkomst.advies and uitkomst.id not in _EIGEN_PLAATS) or uitkomst.id in {
            ROUTE,
            PRODUCTCODE,
        }:
            deel.update(waarde_json(spoor, uitkomst))
    deel["signalen"] = [
        signaal_json(spoor.boek.signalen[s]) | {"titel": voorstel.titel_van(s)}
        for s in voorstel.signalen
    ]
    deel["signalen"] += [
        {"id": r, "soort": "route", "titel": spoor.boek.routes[r].titel, "vertrouwelijk": False}
        for r in voorstel.andere_routes
    ]
    deel.update(tarief_json(voorstel))
    deel.update(overige_json(voorstel, regelwerk))
    if SPOED in spoor.boek.uitkomsten and not spoor.is_nvt(SPOED):
        deel["spoed"] = _spoed(spoor)
    return deel


def signaal_json(signaal: Aanduiding) -> dict[str, Any]:
    """Return a signal as plain data."""
    return {
        "id": signaal.id,
        "soort": signaal.soort,
        "titel": signaal.titel,
        "vertrouwelijk": signaal.vertrouwelijk,
    }


def _concepten(voorstel: Voorstel, regelwerk: Regelwerk) -> dict[str, Any]:
    concepten = stukken_json(voorstel, regelwerk)
    return {"concepten": concepten} if concepten else {}


def waarde_json(spoor: Spoor, uitkomst: Uitkomst) -> dict[str, Any]:
    """Return an outcome under its name, or what is still possible under `.._mogelijk`."""
    maak = int if uitkomst.id == ARRANGEMENT else str
    waarde = spoor.waarde(uitkomst.id)
    if waarde is not None:
        return {uitkomst.id: None if waarde == NVT else maak(waarde)}
    return {f"{uitkomst.id}_mogelijk": [maak(n) for n in mogelijke_waarden(spoor, uitkomst.id)]}


def _spoed(spoor: Spoor) -> dict[str, Any]:
    """The verdict with every criterion and block; what is open is not enough information."""

    def waarden(begin: str) -> dict[str, Any]:
        namen = [n for n in spoor.boek.uitkomsten if n.startswith(begin)]
        return {n.removeprefix(begin): spoor.waarde(n) or "onbekend" for n in namen}

    oordeel = spoor.waarde(SPOED)
    deel: dict[str, Any] = {"oordeel": oordeel or "onvoldoende_informatie"}
    if oordeel is None:
        deel["oordeel_mogelijk"] = mogelijke_waarden(spoor, SPOED)
    return deel | {
        "criteria": waarden(CRITERIUM),
        "blokkades": waarden(BLOKKADE),
    }


def _gronden(schakels: Iterable[Any]) -> Iterator[tuple[str, Grond]]:
    for schakel in schakels:
        if schakel.grond is not None:
            yield schakel.id, schakel.grond


def _interpretaties(gronden: Iterable[tuple[str, Grond]]) -> Iterator[dict[str, Any]]:
    """Yield each interpretation used, once, in the order in which the explanation meets it."""
    gezien: set[str] = set()
    for id_, grond in gronden:
        if grond.interpretatie is not None and id_ not in gezien:
            gezien.add(id_)
            yield {
                "id": id_,
                **grond.interpretatie.model_dump(mode="json"),
                "bron": bron_json(grond.bron),
                "plaats": str(grond.positie),
            }


def spoor_json(spoor: Spoor) -> dict[str, Any]:
    """Return the trace as plain data: every grootheid, outcome and rule."""
    return {
        "versie": SPOOR_VERSIE,
        "waarden": {id_: list(spoor.namen(id_)) for id_ in spoor.boek.grootheden},
        "regels": [_regel(spoor, regel) for regel in spoor.boek.regels.values()],
    }


def _regel(spoor: Spoor, regel: Regel) -> dict[str, Any]:
    status = spoor.status(regel.id)
    deel: dict[str, Any] = {"id": regel.id, "status": status.value}
    beslissend = [
        {
            "naam": v.eigenaar if isinstance(v.atoom, IsOnbekend) else v.atoom.grootheid,
            "status": v.status.value,
            "mogelijk": []
            if isinstance(v.atoom, IsOnbekend)
            else list(spoor.namen(v.atoom.grootheid)),
        }
        for v in spoor.beslissend(regel)
    ]
    if beslissend:
        sleutel = "wacht_op" if status is Status.ONBEKEND else "beslist_door"
        deel[sleutel] = beslissend
    return deel

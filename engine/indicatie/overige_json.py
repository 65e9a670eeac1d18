"""The rest of the outcome as data: phases, vervoer, resultaten, time, costs, terms, previous."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from engine.evaluation.spoor import Spoor
from engine.explanation.teksten import tekst_van
from engine.indicatie.kosten_json import (
    ONBEKEND,
    bedrag,
    eerste_dag,
    kosten_json,
    kosten_van,
    productcode,
    totaal,
    totaalbedrag,
)
from engine.indicatie.matrix import assen, niveaus
from engine.indicatie.roosters import Fase
from engine.indicatie.termijnen import begindatum, bereken, moment_json
from engine.indicatie.tijd import tijd_json
from engine.indicatie.voorstel import (
    ARRANGEMENT,
    INZET,
    RESULTATEN,
    RICHTING,
    VERVOER,
    Voorstel,
)
from engine.rulebook.klassen import Interval
from engine.rulebook.regelwerk import Regelwerk

SUBDOELEN = "subdoelen"
EVALUATIE_FASE = "evaluatie_fase"
_VAN_INTAKE = {"start_indicatie": "ingangsdatum", "einde_indicatie": "einddatum"}


def overige_json(voorstel: Voorstel, regelwerk: Regelwerk) -> dict[str, Any]:
    """Return every further part of the outcome that the rules and the intake allow."""
    deel: dict[str, Any] = {}
    boek, vorm = voorstel.spoor.boek, voorstel.intake.vorm
    if VERVOER in boek.uitkomsten:
        deel.update(_vervoer(voorstel.sporen, eerste_dag(voorstel)))
    if voorstel.fasen:
        deel["fasen"] = [_fase(f, regelwerk) for f in voorstel.fasen]
    if RESULTATEN in boek.uitkomsten:
        deel[RESULTATEN] = list(_resultaten(voorstel))
        deel[SUBDOELEN] = list(voorstel.spoor.leden(SUBDOELEN))
    if vorm.weekrooster:
        # With phases this is the first; each phase has its own beside its costs.
        eerste = [r for r in vorm.weekrooster if r.fase in {None, 1}]
        deel["tijd"] = tijd_json(eerste, vorm.golven)
    kosten = totaal(voorstel, regelwerk)
    if kosten:
        deel["kosten"] = bedrag(totaalbedrag(kosten))
        deel["kosten_delen"] = [kosten_json(k) for k in kosten]
    termijnen = list(_termijnen(voorstel))
    if termijnen:
        deel["termijnen"] = termijnen
    if vorm.vorige_indicatie is not None:
        deel["vorige_indicatie"] = _vorige(voorstel)
    return deel


def _vervoer(sporen: Sequence[Spoor], dag: date) -> dict[str, Any]:
    """The surcharges that fit in any of these phases, side by side: the consulent chooses.

    What is not certain in one phase may be in another; the tariffs are those of the day.
    """
    codes = sporen[0].boek.uitkomsten[VERVOER].waarden
    zeker = [c for c in codes if any(s.waarde(f"{VERVOER}.{c}") == "ja" for s in sporen)]
    kan = [c for c in codes if any("ja" in s.mogelijk(f"{VERVOER}.{c}") for s in sporen)]
    deel: dict[str, Any] = {VERVOER: [_toeslag(sporen[0], c, dag) for c in zeker]}
    if kan != zeker:
        deel[f"{VERVOER}_mogelijk"] = kan
    return deel


def _toeslag(spoor: Spoor, code: str, dag: date) -> dict[str, Any]:
    tarief = spoor.boek.tarief(code, dag)
    return {
        "productcode": code,
        "titel": tekst_van(spoor, VERVOER, code),
        "tarief": bedrag(tarief.waarde if tarief else None),
    }


def _fase(fase: Fase, regelwerk: Regelwerk) -> dict[str, Any]:
    spoor = fase.spoor
    code = productcode(spoor)
    tarief = spoor.boek.tarief(code, fase.van) if code else None
    kosten = kosten_van(spoor, regelwerk, fase.van, fase.tot)
    deel: dict[str, Any] = {
        "nummer": fase.nummer,
        "van": fase.van.isoformat(),
        "tot": fase.tot.isoformat() if fase.tot else None,
        INZET: spoor.waarde(INZET),
        ARRANGEMENT: int(spoor.waarde(ARRANGEMENT) or 0) if code else None,
        "productcode": code,
        "tarief": f"{tarief.waarde:.2f}" if tarief else ONBEKEND,
        "kosten": bedrag(kosten.bedrag if kosten else None),
        "tijd": tijd_json(fase.rijen),
    }
    if VERVOER in spoor.boek.uitkomsten:
        deel.update(_vervoer([spoor], fase.van))
    if EVALUATIE_FASE in spoor.boek.termijnen and fase.nummer > 1:
        begin = begindatum(spoor.boek, EVALUATIE_FASE)
        deel["evaluatie"] = str(bereken(spoor.boek, EVALUATIE_FASE, {begin: fase.van}))
    return deel


def _resultaten(voorstel: Voorstel) -> Iterator[dict[str, Any]]:
    """Yield each result that the answers or the weekrooster suggest, with its goal."""
    spoor = voorstel.spoor
    gevraagd = set(spoor.leden(RESULTATEN))
    gepland = {str(r.resultaat) for r in voorstel.intake.vorm.weekrooster or []}
    for waarde in voorstel.resultaten:
        deel: dict[str, Any] = {
            "nummer": int(waarde),
            "tekst": tekst_van(spoor, RESULTATEN, waarde),
            "u": spoor.boek.uitkomsten[RESULTATEN].teksten_u.get(waarde, ""),
            "uit_antwoorden": waarde in gevraagd,
            "uit_weekrooster": waarde in gepland,
        }
        richting = spoor.feiten.get(f"{RICHTING}.{waarde}")
        if isinstance(richting, str):
            deel["richting"] = richting
        yield deel


def datums(voorstel: Voorstel) -> dict[str, date]:
    """Return the dates that an intake makes known, by date question."""
    spoor, vorm = voorstel.spoor, voorstel.intake.vorm
    bekend = {
        id_: date.fromordinal(int(feit.laag))
        for id_, feit in spoor.feiten.items()
        if isinstance(feit, Interval)
        and spoor.boek.grootheden[id_].is_datum
        and feit.laag == feit.hoog
    }
    for vraag, veld in _VAN_INTAKE.items():
        dag = getattr(vorm, veld)
        if dag is not None:
            bekend.setdefault(vraag, dag)
    return bekend


def _termijnen(voorstel: Voorstel) -> Iterator[dict[str, Any]]:
    boek, bekend = voorstel.spoor.boek, datums(voorstel)
    for termijn in boek.termijnen.values():
        einde = bereken(boek, termijn.id, bekend)
        if einde is not None:
            yield {"id": termijn.id, "titel": termijn.titel} | moment_json(termijn, einde)


def _vorige(voorstel: Voorstel) -> dict[str, Any]:
    """The previous indication and what is different now, in words."""
    vorige = voorstel.intake.vorm.vorige_indicatie
    assert vorige is not None
    nu = voorstel.spoor.waarde(ARRANGEMENT)
    deel: dict[str, Any] = {
        "arrangement": vorige.arrangement,
        "van": vorige.van.isoformat(),
        "tot": vorige.tot.isoformat(),
    }
    if nu is not None and nu.isdigit():
        deel["verandering"] = list(_verandering(voorstel.spoor, str(vorige.arrangement), nu))
    if vorige.weekrooster:
        deel["tijd"] = tijd_json(vorige.weekrooster)
    return deel


def _verandering(spoor: Spoor, was: str, is_nu: str) -> Iterator[str]:
    if was == is_nu:
        yield f"Het arrangement blijft {was}."
        return
    yield f"Het arrangement was {was} en wordt {is_nu}."
    oude, nieuwe = niveaus(spoor.boek, was), niveaus(spoor.boek, is_nu)
    for naam in assen(spoor.boek):
        oud, nieuw = oude.get(naam, ONBEKEND), nieuwe.get(naam, ONBEKEND)
        titel = spoor.boek.uitkomsten[naam].titel
        if oud == nieuw:
            yield f"{titel} blijft {oud}."
        else:
            yield f"{titel} was {oud} en wordt {nieuw}."

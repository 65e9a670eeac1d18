"""The questions as data: what a form, another program or a terminal needs to ask them."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.explanation.waarom import bron_json
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook, Vraag


def vragen_json(regelwerk: Regelwerk, peildatum: date) -> dict[str, Any]:
    """Return the questions by theme, in conversation order, with their answers.

    On a day without rules, the questions of the last period are given.
    """
    boek = regelwerk.op(peildatum) or regelwerk.boeken[-1]
    return {
        "regelwerk": {
            "naam": regelwerk.kop.regelwerk,
            "versie": regelwerk.kop.versie,
            "hash": regelwerk.hash,
        },
        "bewijs": boek.kop.bewijs,
        "redenen_onbekend": boek.kop.redenen_onbekend,
        "themas": [
            {"id": thema, "titel": titel, "vragen": _van_thema(boek, thema)}
            for thema, titel in boek.kop.themas.items()
        ],
    }


def _van_thema(boek: Rulebook, thema: str) -> list[dict[str, Any]]:
    vragen = [_vraag(v) for v in boek.gespreksvolgorde if v.vorm.thema == thema]
    rooster = boek.weekrooster
    if rooster is not None and rooster.vorm.thema == thema:
        deel = {"id": "weekrooster", "soort": "weekrooster", "nummer": rooster.vorm.nummer}
        deel |= {"vraag": rooster.vorm.vraag, "zo_kiest_u": rooster.vorm.zo_kiest_u}
        vragen.append(deel | {"bron": bron_json(rooster.grond.bron)})
    return sorted(vragen, key=lambda v: v["nummer"] or 0)


def _vraag(vraag: Vraag) -> dict[str, Any]:
    vorm = vraag.vorm
    deel: dict[str, Any] = {
        "id": vraag.id,
        "soort": vorm.soort,
        "nummer": vorm.nummer,
        "vraag": vorm.vraag,
        "zo_kiest_u": vorm.zo_kiest_u,
        "gebruik": vorm.gebruik,
        "vertrouwelijk": vorm.vertrouwelijk,
        "veranderbaar": vorm.veranderbaar,
        "voorwaardelijk": vraag.alleen_als is not None,
        "bron": bron_json(vraag.grond.bron),
    }
    if vorm.antwoorden is not None:
        deel["meer_antwoorden"] = vorm.meer_antwoorden
        deel["antwoorden"] = [
            {"id": naam, **inhoud.model_dump(mode="json", include={"tekst", "zo_kiest_u"})}
            | {"vraagt_bewijs": inhoud.vraagt_bewijs, "onbekend": inhoud.onbekend}
            for naam, inhoud in vorm.antwoorden.items()
        ]
    if vorm.per is not None:
        deel["per"] = [{"id": naam, "tekst": tekst} for naam, tekst in vorm.per.items()]
    if vorm.eenheid is not None:
        deel["eenheid"] = vorm.eenheid
        deel["geheel"] = vorm.geheel
    return deel

"""What differs between a gesprek or besluit and the one that takes its place, in Dutch words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from api.opslag.canoniek import canoniek
from api.opslag.keuze import Fasekeuze, Keuze
from api.opslag.onderdelen import ANTWOORDEN, GEDEELD, NOTITIES, WEEKROOSTER, rijen_van
from engine.explanation.teksten import dag_in_woorden, is_client
from engine.rulebook.rulebook import Rulebook, Vraag

NIETS = "niet ingevuld"

_DELEN = {
    "periode": "Peildatum en looptijd",
    "data": "Datums",
    "vorige_indicatie": "Vorige indicatie",
    "fasen": "Fasen",
    "golven": "Goede en slechte tijden",
    WEEKROOSTER: "Weekrooster",
    "gesprekken": "Gesprekken",
    "vervallen": "Vervallen door nieuwe regels",
}
_BESLUIT = {
    "oordeel": "Tegenover het voorstel",
    "motivering": "Motivering",
    "arrangement": "Arrangement",
    "route": "Route",
    "vervoer": "Vervoer",
    "leveringsvorm": "Leveringsvorm",
    "aanbieder": "Aanbieder",
    "ingangsdatum": "Ingangsdatum",
    "einddatum": "Einddatum",
    "resultaten": "Resultaten",
    "fasen": "Fasen",
}


@dataclass(frozen=True, slots=True)
class Verschil:
    """One part that differs, as it was and as it is."""

    onderdeel: str
    oud: str
    nieuw: str


def verschil_gesprek(
    oud: Mapping[str, Any], nieuw: Mapping[str, Any], boek: Rulebook
) -> list[Verschil]:
    """Return what differs between the parts of two gesprekken, in conversation order.

    Questions and answers that these rules do not have stand there by their own names.
    """
    volgorde = {f"{ANTWOORDEN}{naam}": n for n, naam in enumerate(boek.gesprek)}
    sleutels = sorted({*oud, *nieuw}, key=lambda s: (volgorde.get(s, len(volgorde)), s))
    return [
        Verschil(
            _titel(sleutel, boek),
            _deel(sleutel, oud.get(sleutel), boek),
            _deel(sleutel, nieuw.get(sleutel), boek),
        )
        for sleutel in sleutels
        if canoniek(oud.get(sleutel)) != canoniek(nieuw.get(sleutel))
    ]


def verschil_besluit(oud: Keuze, nieuw: Keuze) -> list[Verschil]:
    """Return what differs between two besluiten, in the order of the form."""
    return [
        Verschil(titel, _waarde(getattr(oud, naam)), _waarde(getattr(nieuw, naam)))
        for naam, titel in _BESLUIT.items()
        if getattr(oud, naam) != getattr(nieuw, naam)
    ]


def _titel(sleutel: str, boek: Rulebook) -> str:
    groep, _, naam = sleutel.partition("/")
    if sleutel.startswith(ANTWOORDEN) and naam in boek.vragen:
        return boek.vragen[naam].vorm.vraag
    if sleutel.startswith(NOTITIES):
        return f"Notities: {boek.kop.themas.get(naam, naam)}"
    return _DELEN.get(sleutel, f"{groep.capitalize()}: {naam}")


def _deel(sleutel: str, inhoud: Any, boek: Rulebook) -> str:
    if inhoud is None:
        return NIETS
    naam = sleutel.removeprefix(ANTWOORDEN)
    if naam != sleutel and naam in boek.vragen:
        return "; ".join(_antwoord(inhoud, boek.vragen[naam], boek))
    if sleutel == WEEKROOSTER:
        return "; ".join(map(_rij, rijen_van(inhoud))) or "geen activiteiten"
    return _waarde(inhoud)


def _antwoord(inhoud: Any, vraag: Vraag, boek: Rulebook) -> Iterator[str]:
    if not isinstance(inhoud, dict) or not {"waarde", "onbekend"} & set(inhoud):
        yield _gekozen(inhoud, vraag)
        return
    onbekend = inhoud.get("onbekend")
    wie = _volgens(inhoud.get("wie_zegt"))
    if onbekend is not None:
        yield f"onbekend: {boek.kop.redenen_onbekend.get(onbekend, onbekend)}{wie}"
    else:
        yield _gekozen(inhoud.get("waarde"), vraag) + wie
    for lezing in inhoud.get("ook") or []:
        yield _gekozen(lezing.get("waarde"), vraag) + _volgens(lezing.get("wie_zegt"))
    if inhoud.get("twijfel") is not None:
        yield f"twijfel: {_gekozen(inhoud['twijfel'], vraag)}"
    bewijs = inhoud.get("blijkt_uit") or []
    bewijzen = bewijs if isinstance(bewijs, list) else [bewijs]
    if bewijzen:
        yield "blijkt uit: " + ", ".join(str(boek.kop.bewijs.get(b, b)) for b in bewijzen)


def _volgens(rol: str | None) -> str:
    return f" (volgens {'de cliënt' if is_client(rol) else rol})" if rol else ""


def _gekozen(waarde: Any, vraag: Vraag) -> str:
    antwoorden = vraag.vorm.antwoorden or {}
    if isinstance(waarde, list):
        return ", ".join(_gekozen(deel, vraag) for deel in waarde)
    if isinstance(waarde, dict):
        per = vraag.vorm.per or {}
        return ", ".join(f"{per.get(d, d)}: {_gekozen(w, vraag)}" for d, w in waarde.items())
    if isinstance(waarde, str) and waarde in antwoorden:
        return antwoorden[waarde].tekst
    return _waarde(waarde)


def _rij(rij: Mapping[str, Any]) -> str:
    rest = {n: w for n, w in rij.items() if n not in {"activiteit", GEDEELD}}
    samen = ", met een huisgenoot" if rij.get(GEDEELD) else ""
    return f"{rij.get('activiteit', NIETS)} ({_waarde(rest)}{samen})"


def _waarde(waarde: Any) -> str:
    """Return plain data as words."""
    if waarde is None or waarde in ("", [], {}, ()):
        return NIETS
    if isinstance(waarde, date):
        return dag_in_woorden(waarde)
    if isinstance(waarde, Fasekeuze):
        waarde = asdict(waarde)
    if isinstance(waarde, dict):
        return ", ".join(f"{_woord(naam)} {_waarde(deel)}" for naam, deel in waarde.items())
    if isinstance(waarde, list | tuple):
        return ", ".join(map(_waarde, waarde))
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return _woord(str(waarde))


def _woord(tekst: str) -> str:
    """Return a name from the data as it reads in a sentence."""
    return tekst.replace("_", " ") if " " not in tekst else tekst

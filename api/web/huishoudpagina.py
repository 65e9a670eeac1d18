"""The page on which gesprekken of one household are put together and share rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.bank import Sessie
from api.opslag.gesprekken import Gesprekken, Stand
from api.opslag.huishoudens import Huishoudens
from api.opslag.onderdelen import GEDEELD, WEEKROOSTER, Wijziging, gedeelde_namen, rijen_van
from api.opslag.status import LOOPT
from api.opslag.tabellen import LENGTE_NAAM
from api.opslag.weigering import NietToegestaan
from api.web.antwoordveld import een
from api.web.gesprekspagina import toon
from api.web.zaak import Post, naam_van, open_zaak, sessie_van

_KORTSTE_ID = 6
_VAN_EEN = {"fase", "tijd", "blijkt_uit"}
"""In a row: what is about this client only."""


@dataclass(frozen=True)
class Gedeeld:
    """A shared row: in which gesprekken it stands and in which one it counts."""

    naam: str
    woorden: str
    telt_bij: Stand | None
    bij: tuple[Stand, ...]


class Fout(Exception):
    """What was asked cannot be done; the message stands at a field."""

    def __init__(self, veld: str, tekst: str) -> None:
        """Say what is wrong, and at which field."""
        super().__init__(tekst)
        self.veld, self.tekst = veld, tekst


def maak_huishoudpaginas() -> APIRouter:
    """Return the page of the household of a gesprek."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken/{id_}/huishouden")
    def huishouden(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _toon(request, wie, id_)

    @router.post("/gesprekken/{id_}/huishouden")
    def wijzigen(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        eis(wie, Rol.CONSULENT)
        try:
            with sessie_van(request, wie) as sessie:
                _doe(sessie, wie, id_, post)
        except (Fout, NietToegestaan) as fout:
            mis = fout if isinstance(fout, Fout) else Fout("huishouden", str(fout))
            return _toon(request, wie, id_, mis, een(post, "ander"))
        return RedirectResponse(f"/gesprekken/{id_}/huishouden", HTTPStatus.SEE_OTHER)

    return router


def _doe(sessie: Sessie, wie: Identiteit, id_: str, post: Post) -> None:
    """Do what a button asks for.

    Raises:
        Fout: when a field is not filled in well.
        NietToegestaan: when the state of the gesprekken does not allow it.
        NietGevonden: when this gemeente lacks something that the form names.
    """
    huishoudens = Huishoudens(sessie, wie)
    actie, _, naam = een(post, "actie").partition(":")
    if actie == "koppel":
        huishoudens.koppel(id_, _ander(Gesprekken(sessie, wie), id_, een(post, "ander")))
    elif actie == "ontkoppel":
        huishoudens.ontkoppel(id_)
    elif actie == "verplaats":
        bij, _, rij = naam.partition(":")
        huishoudens.verplaats(rij, bij)
    elif actie == "deel":
        _deel(sessie, wie, id_, post)
    elif actie == "deel-niet":
        _deel_niet(Gesprekken(sessie, wie), id_, naam)


def _ander(gesprekken: Gesprekken, id_: str, gezocht: str) -> str:
    """Return the running gesprek that goes by a number, or by (the start of) its id."""
    if not gezocht:
        raise Fout("ander", "Schrijf het zaaknummer van het andere gesprek.")
    andere = [s for s in gesprekken.lijst() if s.id != id_ and s.status == LOOPT]
    code = gezocht.lower().removeprefix("gesprek ").strip()
    gevonden = [s for s in andere if (s.kenmerk or "").lower() == gezocht.lower()]
    if not gevonden and len(code) >= _KORTSTE_ID:
        gevonden = [s for s in andere if s.id.startswith(code)]
    if not gevonden:
        raise Fout("ander", "Er is geen ander lopend gesprek met dit zaaknummer in uw gemeente.")
    if len(gevonden) > 1:
        codes = " of ".join(s.id[:_KORTSTE_ID] for s in gevonden)
        raise Fout(
            "ander", f"Meer gesprekken hebben dit zaaknummer. Gebruik de code ervan: {codes}."
        )
    return gevonden[0].id


def _deel(sessie: Sessie, wie: Identiteit, id_: str, post: Post) -> None:
    """Share a row with a housemate, who gets it too or has it already."""
    gesprekken = Gesprekken(sessie, wie)
    eigen = gesprekken.haal(id_, vast=True)
    rijen = rijen_van(eigen.inhoud.get(WEEKROOSTER))
    nummer = _nummer(een(post, "rij"), rijen)
    if nummer is None:
        raise Fout("rij", "Kies de activiteit die u wilt delen.")
    ander_id, _, plek = een(post, "met").partition(":")
    leden = Huishoudens(sessie, wie).leden(eigen.huishouden) if eigen.huishouden else []
    if ander_id not in leden or ander_id == id_:
        raise Fout("met", "Kies met welk gesprek u deze activiteit deelt.")
    ander = gesprekken.haal(ander_id, vast=True)
    if {eigen.status, ander.status} != {LOOPT}:
        raise NietToegestaan("Een van de gesprekken loopt niet meer.")
    andere_rijen = rijen_van(ander.inhoud.get(WEEKROOSTER))
    naam = rijen[nummer].get(GEDEELD) or _vrije_naam(
        str(rijen[nummer]["activiteit"]), gesprekken, leden
    )
    if plek == "nieuw":
        if naam in gedeelde_namen(ander.inhoud.get(WEEKROOSTER)):
            raise Fout("met", "Deze activiteit staat daar al als gedeeld.")
        over = {n: w for n, w in rijen[nummer].items() if n not in _VAN_EEN}
        andere_rijen = [*andere_rijen, {**over, GEDEELD: naam}]
    else:
        zelfde = _nummer(plek, andere_rijen)
        if zelfde is None or andere_rijen[zelfde].get(GEDEELD):
            raise Fout("met", "Deze activiteit staat daar niet meer zo. Kies opnieuw.")
        andere_rijen = _met(andere_rijen, zelfde, naam)
    # Mine first: a shared row counts in the gesprek that had it first.
    _schrijf(gesprekken, eigen, _met(rijen, nummer, naam))
    _schrijf(gesprekken, ander, andere_rijen)


def _deel_niet(gesprekken: Gesprekken, id_: str, naam: str) -> None:
    stand = gesprekken.haal(id_, vast=True)
    rijen = rijen_van(stand.inhoud.get(WEEKROOSTER))
    _schrijf(
        gesprekken,
        stand,
        [{n: w for n, w in rij.items() if n != GEDEELD or w != naam} for rij in rijen],
    )


def _schrijf(gesprekken: Gesprekken, stand: Stand, rijen: list[dict[str, Any]]) -> None:
    oud = stand.inhoud.get(WEEKROOSTER) or {}
    versie = gesprekken.versies(stand.id).get(WEEKROOSTER, 0)
    gesprekken.schrijf(stand.id, [Wijziging(WEEKROOSTER, versie, {**oud, "rijen": rijen})])


def _met(rijen: list[dict[str, Any]], nummer: int, naam: str) -> list[dict[str, Any]]:
    return [{**rij, GEDEELD: naam} if plek == nummer else rij for plek, rij in enumerate(rijen)]


def _nummer(tekst: str, rijen: list[dict[str, Any]]) -> int | None:
    """Return the row that was chosen: by its place and its activity, as another may have moved."""
    plek, _, activiteit = tekst.partition("|")
    if not (plek.isascii() and plek.isdigit()) or int(plek) >= len(rijen):
        return None
    return int(plek) if str(rijen[int(plek)].get("activiteit")) == activiteit else None


def _vrije_naam(activiteit: str, gesprekken: Gesprekken, leden: list[str]) -> str:
    """Return a name for a shared row that nothing in the household has yet."""
    bezet: set[str] = set()
    for lid in leden:
        bezet |= gedeelde_namen(gesprekken.haal(lid).inhoud.get(WEEKROOSTER))
    naam = activiteit[: LENGTE_NAAM - 4]
    nummer = 1
    while (gekozen := naam if nummer == 1 else f"{naam} {nummer}") in bezet:
        nummer += 1
    return gekozen


def _toon(
    request: Request, wie: Identiteit, id_: str, fout: Fout | None = None, ander: str = ""
) -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        gesprekken, huishoudens = Gesprekken(sessie, wie), Huishoudens(sessie, wie)
        ids = huishoudens.leden(zaak.stand.huishouden) if zaak.stand.huishouden else []
        leden = {lid: gesprekken.haal(lid) for lid in ids}
        telt_in = huishoudens.telt_in(id_)
    andere = [lid for lid in leden.values() if lid.id != id_]
    rijen = rijen_van(zaak.stand.inhoud.get(WEEKROOSTER))
    return toon(
        request,
        "huishouden.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fout else HTTPStatus.OK,
        andere=andere,
        gedeeld=[_gedeeld(naam, waar, leden) for naam, waar in sorted(telt_in.items())],
        eigen=_keuzes(rijen),
        met=[
            keuze
            for lid in andere
            if lid.status == LOOPT
            for keuze in [
                {"waarde": f"{lid.id}:nieuw", "tekst": f"{naam_van(lid)}: zet de regel erbij"},
                *(
                    {"waarde": f"{lid.id}:{k['waarde']}", "tekst": f"{naam_van(lid)}: {k['tekst']}"}
                    for k in _keuzes(rijen_van(lid.inhoud.get(WEEKROOSTER)))
                ),
            ]
        ],
        naam_van=naam_van,
        ander=ander,
        fout_bij={fout.veld: fout.tekst} if fout else {},
        fouten=[{"veld": fout.veld, "tekst": fout.tekst}] if fout else [],
        loopt=LOOPT,
    )


def _keuzes(rijen: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the rows that are not shared yet, as choices."""
    return [
        {"waarde": f"{plek}|{rij.get('activiteit')}", "tekst": _in_woorden(rij)}
        for plek, rij in enumerate(rijen)
        if not rij.get(GEDEELD)
    ]


def _in_woorden(rij: Mapping[str, Any]) -> str:
    dagen = rij.get("dagen") or []
    dagen = [dagen] if isinstance(dagen, str) else dagen
    wanneer = f" ({', '.join(dagen)})" if dagen else ""
    return f"{rij.get('activiteit')}{wanneer}"


def _gedeeld(naam: str, telt_in: str, leden: Mapping[str, Stand]) -> Gedeeld:
    """Return a shared row; a weekrooster holds no answers, so nothing in it is private."""
    met = [
        (lid, rij)
        for lid in leden.values()
        for rij in rijen_van(lid.inhoud.get(WEEKROOSTER))
        if rij.get(GEDEELD) == naam
    ]
    woorden = _in_woorden(met[0][1]) if met else naam
    return Gedeeld(naam, woorden, leden.get(telt_in), tuple(lid for lid, _ in met))

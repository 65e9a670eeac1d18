"""The pages on which a consulent decides, corrects what was decided, or withdraws it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.bank import Sessie
from api.opslag.besluiten import Besluit, Besluiten, Wijze
from api.opslag.gesprekken import Gesprekken
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.onderdelen import Wijziging
from api.opslag.voorstellen import Opgenomen, Voorstellen
from api.opslag.weigering import NietToegestaan
from api.web.antwoordveld import een
from api.web.besluitconcept import Besluitconcept
from api.web.besluitregels import (
    adviesregels,
    besluitregels,
    is_ingetrokken,
    resultaten_in_woorden,
    verschil_keuze,
)
from api.web.besluitveld import Besluitveld, als_velden
from api.web.gesprekspagina import toon
from api.web.invullen import Uitslag, bewaar, versieveld
from api.web.wegingspagina import is_actueel, laatste_voorstel, uitkomst_van
from api.web.zaak import Post, Zaak, moment, open_zaak, sessie_van

_CONCEPT = Besluitconcept()


def maak_besluitpaginas() -> APIRouter:
    """Return the pages of a besluit."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken/{id_}/besluit")
    def besluit(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _besluit(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/besluit")
    def besluiten(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _besluit(request, wie, id_, post)

    @router.get("/gesprekken/{id_}/besluit/correctie")
    def correctie(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _correctie(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/besluit/correctie")
    def corrigeren(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _correctie(request, wie, id_, post)

    @router.get("/gesprekken/{id_}/besluit/intrekking")
    def intrekking(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _intrekking(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/besluit/intrekking")
    def intrekken(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _intrekking(request, wie, id_, post)

    return router


def besluitinhoud(besluiten: list[Besluit], zaak: Zaak) -> list[dict[str, Any]]:
    """Return besluiten as a page shows them, the last taken first, with what each changed."""
    boek = zaak.boek
    eerder = {b.id: b for b in besluiten}
    return [
        {
            "besluit": b,
            "regels": besluitregels(b.keuze, boek),
            "resultaten": resultaten_in_woorden(b.keuze, boek),
            "ingetrokken": is_ingetrokken(b),
            "verschil": verschil_keuze(eerder[b.vervangt].keuze, b.keuze, boek)
            if b.vervangt in eerder
            else [],
        }
        for b in reversed(besluiten)
    ]


def _naar_besluit(id_: str) -> Response:
    return RedirectResponse(f"/gesprekken/{id_}/besluit", HTTPStatus.SEE_OTHER)


def _besluit(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    eis(wie, Rol.CONSULENT)
    uitslag = Uitslag()
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        if post is not None and zaak.loopt:
            uitslag = bewaar(Gesprekken(sessie, wie), id_, [_CONCEPT], post)
            sessie.flush()
            zaak = open_zaak(sessie, wie, id_)
        vastgelegd = laatste_voorstel(sessie, wie, id_)
        genomen = Besluiten(sessie, wie).van_gesprek(id_)
    advies = uitkomst_van(vastgelegd)
    veld = Besluitveld(zaak, advies)
    fouten = dict(uitslag.fouten)
    if post is not None and not fouten:
        if een(post, "actie") == "concept":
            return _naar_besluit(id_)
        keuze, fouten = veld.lees(post)
        if keuze is not None:
            try:
                _neem(request, wie, id_, keuze, vastgelegd)
                return _naar_besluit(id_)
            except NietToegestaan as fout:
                fouten["oordeel"] = str(fout)
    concept = zaak.stand.delen.get(_CONCEPT.sleutel)
    return toon(
        request,
        "besluit.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        veld=veld,
        waarden=veld.toon(post, concept.inhoud if concept else None),
        fout_bij=fouten,
        fouten=_foutenlijst(fouten),
        versieveld=versieveld(_CONCEPT.sleutel),
        versie=uitslag.versies.get(_CONCEPT.sleutel, zaak.versies.get(_CONCEPT.sleutel, 0)),
        concept=concept,
        vastgelegd=vastgelegd,
        actueel=is_actueel(vastgelegd, zaak),
        adviesregels=adviesregels(advies, zaak.boek),
        besluiten=besluitinhoud(genomen, zaak),
        moment=moment,
    )


def _neem(
    request: Request, wie: Identiteit, id_: str, keuze: Keuze, vastgelegd: Opgenomen | None
) -> None:
    zonder = keuze.oordeel is Oordeel.ZONDER_ADVIES or vastgelegd is None
    with sessie_van(request, wie) as sessie:
        gesprekken = Gesprekken(sessie, wie)
        versie = gesprekken.versies(id_).get(_CONCEPT.sleutel, 0)
        # From here on the besluit counts; what was typed before it stays in the history.
        gesprekken.schrijf(id_, [Wijziging(_CONCEPT.sleutel, versie, None)])
        besluiten = Besluiten(sessie, wie)
        besluiten.neem(id_, keuze, None if zonder or vastgelegd is None else vastgelegd.id)


def _geldend(sessie: Sessie, wie: Identiteit, id_: str) -> Besluit:
    """Return the besluit that can be corrected or withdrawn.

    Raises:
        HTTPException: when nothing was decided, or it was withdrawn.
    """
    genomen = Besluiten(sessie, wie).van_gesprek(id_)
    if not genomen:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if is_ingetrokken(genomen[-1]):
        raise HTTPException(HTTPStatus.CONFLICT, "Een ingetrokken besluit verandert niet meer.")
    return genomen[-1]


def _open_geldend(
    request: Request, wie: Identiteit, id_: str
) -> tuple[Zaak, Besluit, Opgenomen | None]:
    """Return a gesprek with the besluit that holds and the voorstel that it was taken on."""
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak, oud = open_zaak(sessie, wie, id_), _geldend(sessie, wie, id_)
        vastgelegd = Voorstellen(sessie, wie).haal(oud.voorstel) if oud.voorstel else None
    return zaak, oud, vastgelegd


def _correctie(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    zaak, oud, vastgelegd = _open_geldend(request, wie, id_)
    advies = uitkomst_van(vastgelegd)
    veld = Besluitveld(zaak, advies, oud.keuze)
    fouten: dict[str, str] = {}
    if post is not None:
        keuze, fouten = veld.lees(post)
        reden = een(post, "reden")
        if not reden:
            fouten = {"reden": "Schrijf waarom het besluit anders wordt.", **fouten}
        elif keuze == oud.keuze:
            fouten["reden"] = "Er is niets veranderd. Verander wat niet klopte."
        if keuze is not None and not fouten:
            fouten = _vervang(request, wie, oud, reden, keuze)
            if not fouten:
                return _naar_besluit(id_)
    return toon(
        request,
        "correctie.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        veld=veld,
        waarden=veld.toon(post, als_velden(oud.keuze)),
        fout_bij=fouten,
        fouten=_foutenlijst(fouten),
        vastgelegd=vastgelegd,
        adviesregels=adviesregels(advies, zaak.boek),
        moment=moment,
    )


def _intrekking(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    zaak, oud, _ = _open_geldend(request, wie, id_)
    fouten: dict[str, str] = {}
    reden = een(post, "reden") if post is not None else ""
    if post is not None and not reden:
        fouten["reden"] = "Schrijf waarom het besluit wordt ingetrokken."
    elif post is not None:
        fouten = _vervang(request, wie, oud, reden, None)
        if not fouten:
            return _naar_besluit(id_)
    return toon(
        request,
        "intrekking.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        besluiten=besluitinhoud([oud], zaak),
        reden=reden,
        fout_bij=fouten,
        fouten=_foutenlijst(fouten),
        moment=moment,
    )


def _vervang(
    request: Request, wie: Identiteit, oud: Besluit, reden: str, keuze: Keuze | None
) -> dict[str, str]:
    """Replace a besluit, or without another one withdraw it; return the mistake, if any."""
    wijze = Wijze.INTREKKING if keuze is None else Wijze.CORRECTIE
    try:
        with sessie_van(request, wie) as sessie:
            Besluiten(sessie, wie).vervang(oud.id, wijze, reden, keuze)
    except NietToegestaan as fout:
        return {"reden": str(fout)}
    return {}


def _foutenlijst(fouten: dict[str, str]) -> list[dict[str, str]]:
    return [{"veld": naam, "tekst": tekst} for naam, tekst in fouten.items()]

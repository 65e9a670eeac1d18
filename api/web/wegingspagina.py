"""The pages on which a consulent weighs the advice, records it and decides."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.besluiten import Besluiten, Keuze, Oordeel
from api.opslag.bewaarplaats import NietGevonden, NietToegestaan
from api.opslag.voorstellen import Opgenomen, Verouderd, Voorstellen, leg_vast
from api.web.besluitveld import Besluitveld
from api.web.gesprekspagina import toon
from api.web.weging import Weging, uren
from api.web.zaak import Post, Zaak, moment, open_zaak, sessie_van
from engine.evaluation.compileren import GeenUniekeUitkomst
from engine.indicatie.motoren import NietZeker
from engine.rulebook.diagnose import DiagnoseFout

_NIET_VASTGELEGD: dict[type[Exception], str] = {
    Verouderd: "Het gesprek veranderde net. Kijk het na en leg het voorstel nog een keer vast.",
    NietZeker: "De twee rekenmotoren kwamen niet op hetzelfde uit. Er is niets vastgelegd; alles "
    "wat u invulde, is er nog. U kunt zonder advies beslissen.",
    GeenUniekeUitkomst: "De regels geven hier geen eenduidig antwoord. Er is niets vastgelegd. U "
    "kunt zonder advies beslissen.",
    DiagnoseFout: "Er is nog iets niet goed ingevuld. Er is niets vastgelegd.",
    NietToegestaan: "Dit gesprek loopt niet meer.",
}


def maak_wegingspaginas() -> APIRouter:
    """Return the pages for weighing, deciding and, for the backoffice, the cost."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken/{id_}/weging")
    def weging(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _weging(request, wie, id_)

    @router.post("/gesprekken/{id_}/weging")
    def vastleggen(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.CONSULENT)
        with sessie_van(request, wie) as sessie:
            open_zaak(sessie, wie, id_)
        try:
            leg_vast(request.app.state.bank, wie, id_, request.app.state.motoren)
        except (Verouderd, NietZeker, GeenUniekeUitkomst, DiagnoseFout, NietToegestaan) as fout:
            return _weging(request, wie, id_, _NIET_VASTGELEGD[type(fout)])
        return RedirectResponse(f"/gesprekken/{id_}/weging", HTTPStatus.SEE_OTHER)

    @router.get("/gesprekken/{id_}/besluit")
    def besluit(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _besluit(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/besluit")
    def besluiten(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _besluit(request, wie, id_, post)

    @router.get("/gesprekken/{id_}/kosten")
    def kosten(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.BACKOFFICE)
        with sessie_van(request, wie) as sessie:
            zaak = open_zaak(sessie, wie, id_)
            genomen = Besluiten(sessie, wie).van_gesprek(id_)
            voorstellen = Voorstellen(sessie, wie).van_gesprek(id_)
            if not genomen:
                raise NietGevonden("besluit")
        uitkomst = voorstellen[-1].als_json()["uitkomst"] if voorstellen else {}
        return toon(request, "kosten.html.j2", zaak, keuze=genomen[-1].keuze, uitkomst=uitkomst)

    return router


def _weging(request: Request, wie: Identiteit, id_: str, melding: str = "") -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        vastgelegd = _laatste(Voorstellen(sessie, wie), zaak)
    voorstel, diagnoses = zaak.uitkomst
    actueel = vastgelegd is not None and vastgelegd.gesprek_versie == zaak.stand.versie
    return toon(
        request,
        "weging.html.j2",
        zaak,
        HTTPStatus.CONFLICT if melding else HTTPStatus.OK,
        weging=Weging(voorstel, zaak.bewaard.regelwerk) if voorstel else None,
        diagnoses=diagnoses,
        vastgelegd=vastgelegd,
        # What other answers would give is for after the answers: nobody works towards a number.
        toon_wat_als=actueel or not zaak.loopt,
        actueel=actueel,
        moment=moment,
        niet_vastgelegd=melding,
    )


def _laatste(voorstellen: Voorstellen, zaak: Zaak) -> Opgenomen | None:
    lijst = voorstellen.van_gesprek(zaak.id)
    return lijst[-1] if lijst else None


def _besluit(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    eis(wie, Rol.CONSULENT)
    fouten: dict[str, str] = {}
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        vastgelegd = _laatste(Voorstellen(sessie, wie), zaak)
        genomen = Besluiten(sessie, wie).van_gesprek(id_)
    advies: dict[str, Any] = vastgelegd.als_json()["uitkomst"] if vastgelegd else {}
    veld = Besluitveld(zaak, advies)
    if post is not None:
        keuze, fouten = veld.lees(post)
        if keuze is not None and not fouten:
            try:
                _neem(request, wie, id_, keuze, vastgelegd)
                return RedirectResponse(f"/gesprekken/{id_}/besluit", HTTPStatus.SEE_OTHER)
            except NietToegestaan as fout:
                fouten["oordeel"] = str(fout)
    return toon(
        request,
        "besluit.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        veld=veld,
        waarden=veld.toon(post),
        fout_bij=fouten,
        fouten=[{"veld": naam, "tekst": tekst} for naam, tekst in fouten.items()],
        vastgelegd=vastgelegd,
        actueel=vastgelegd is not None and vastgelegd.gesprek_versie == zaak.stand.versie,
        advies=advies,
        besluit=genomen[-1] if genomen else None,
        uren=uren,
        moment=moment,
        vandaag=date.today(),
    )


def _neem(
    request: Request, wie: Identiteit, id_: str, keuze: Keuze, vastgelegd: Opgenomen | None
) -> None:
    zonder = keuze.oordeel is Oordeel.ZONDER_ADVIES or vastgelegd is None
    with sessie_van(request, wie) as sessie:
        besluiten = Besluiten(sessie, wie)
        besluiten.neem(id_, keuze, None if zonder or vastgelegd is None else vastgelegd.id)

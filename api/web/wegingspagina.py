"""The page on which a consulent weighs the advice and records it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.bank import Sessie
from api.opslag.canoniek import canoniek
from api.opslag.voorstellen import Opgenomen, Verouderd, Voorstellen, leg_vast
from api.opslag.weigering import NietToegestaan
from api.web.gesprekspagina import toon
from api.web.weging import Weging
from api.web.zaak import Zaak, moment, open_zaak, sessie_van
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
    """Return the pages for weighing."""
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

    return router


def _weging(request: Request, wie: Identiteit, id_: str, melding: str = "") -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        vastgelegd = laatste_voorstel(sessie, wie, id_)
    voorstel, diagnoses = zaak.uitkomst
    actueel = is_actueel(vastgelegd, zaak)
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


def laatste_voorstel(sessie: Sessie, wie: Identiteit, id_: str) -> Opgenomen | None:
    """Return the voorstel of a gesprek that was recorded last."""
    lijst = Voorstellen(sessie, wie).van_gesprek(id_)
    return lijst[-1] if lijst else None


def uitkomst_van(vastgelegd: Opgenomen | None) -> dict[str, Any]:
    """Return the outcome as it was recorded; empty without a voorstel."""
    uitkomst: dict[str, Any] = vastgelegd.als_json()["uitkomst"] if vastgelegd else {}
    return uitkomst


def is_actueel(vastgelegd: Opgenomen | None, zaak: Zaak) -> bool:
    """Tell whether what a voorstel rests on is still as it was when it was recorded."""
    if vastgelegd is None:
        return False
    staat = (canoniek(zaak.intake), zaak.stand.regelwerk)
    return (vastgelegd.intake, vastgelegd.regelwerk) == staat

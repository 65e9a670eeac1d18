"""The voorstellen of a gesprek: evaluated now, or recorded on both engines for good."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from api.beschrijving import BESCHERMD, BEVEILIGD, SCHRIJFT, fout, goed, schrijfbericht
from api.opslag import voorstellen as opslag
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.regelwerken import Regelwerken
from api.opslag.weigering import NietGevonden
from api.problemen import probleem
from api.routes import antwoorden, vormen
from api.routes.gesprekken import PLAATS, GesprekId
from api.routes.lezen import lees
from api.routes.schrijven import GegevenOpdracht, Lezer, Opslag, als_response, gemaakt
from engine.indicatie.intake import lees_intake
from engine.indicatie.kalender import met_vrije_dagen
from engine.indicatie.voorstel import stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json

VoorstelId = Annotated[str, Path(alias="voorstelId", pattern=f"^{vormen.ID}$")]
_NOG_NIET = (
    "Dit gesprek kan nog niet worden beoordeeld. Hieronder staat wat er ontbreekt of niet klopt; "
    "de plaatsen zijn die in de intake die het gesprek vormt."
)


def maak_routes() -> APIRouter:
    """Return the routes of the voorstellen of a gesprek."""
    router = APIRouter(tags=["gesprekken"])

    @lees(
        router,
        "/gesprekken/{gesprekId}/_beoordeel",
        operation_id="gesprekBeoordelen",
        summary="Wat de regels nu van een gesprek zeggen; er wordt niets vastgelegd",
        description="Zonder controle door de tweede motor: `motoren.gelijk` is dan null.",
        responses=BESCHERMD
        | {
            200: goed("Het voorstel met uitleg.", "Voorstel"),
            404: fout("Dit gesprek is er niet."),
            409: fout("Het gesprek kan nog niet worden beoordeeld."),
        },
        openapi_extra=BEVEILIGD,
    )
    def beoordeel(gesprek: GesprekId, wie: Lezer, bank: Opslag) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            gesprekken = Gesprekken(sessie, wie)
            stand, intake = gesprekken.haal(gesprek), gesprekken.intake(gesprek)
            bewaard = Regelwerken(sessie).haal(stand.regelwerk)
        knoop, _ = lees_json(canoniek(intake))
        assert knoop is not None  # canonical JSON is JSON
        try:
            with met_vrije_dagen(bewaard.vrije_dagen):
                voorstel = stel_voor(lees_intake(bewaard.regelwerk, knoop))
                return JSONResponse(als_json(voorstel, bewaard.regelwerk))
        except DiagnoseFout as problemen:
            return _nog_niet(problemen)

    @router.post(
        "/gesprekken/{gesprekId}/voorstellen",
        operation_id="voorstelVastleggen",
        status_code=HTTPStatus.CREATED,
        summary="Een voorstel op twee manieren berekenen en vastleggen",
        description="Komen de twee berekeningen niet op hetzelfde uit, dan wordt er niets "
        "vastgelegd en blijft het gesprek zoals het is. Stuur een leeg object.",
        responses=SCHRIJFT
        | {
            201: goed("Het voorstel is vastgelegd.", "VastgelegdVoorstel", plaats=True),
            404: fout("Dit gesprek is er niet."),
            409: fout("Het gesprek loopt niet meer, verandert net, of mist nog iets."),
            500: fout("De twee berekeningen verschillen: voor de uitkomst kan niemand instaan."),
            503: fout("De tweede berekening lukt nu niet."),
        },
        openapi_extra=schrijfbericht("NieuwVoorstel", {}),
    )
    def leg_vast(gesprek: GesprekId, opdracht: GegevenOpdracht, request: Request) -> JSONResponse:
        opdracht.lichaam.als(vormen.NieuwVoorstel)
        plaats = f"{PLAATS.format(id=gesprek)}/voorstellen/{{id}}"
        with opdracht.bank.sessie(opdracht.wie) as sessie:
            antwoord = opdracht.eerder(sessie)
        if antwoord is None:
            # Computing takes a while, so it holds no transaction; recording has one of its own.
            motoren = request.app.state.motoren
            try:
                neem_op = opslag.reken_uit(opdracht.bank, opdracht.wie, gesprek, motoren)
            except DiagnoseFout as problemen:
                return _nog_niet(problemen)
            with opdracht.bank.sessie(opdracht.wie) as sessie:
                # What is recorded stays, so its id will do as the answer.
                antwoord = opdracht.eenmalig(sessie, lambda s: gemaakt({"id": neem_op(s)}))
        with opdracht.bank.sessie(opdracht.wie) as sessie:
            opgenomen = opslag.Voorstellen(sessie, opdracht.wie).haal(antwoord.inhoud["id"])
        return als_response(gemaakt(_voorstel_json(opgenomen)), plaats)

    @lees(
        router,
        "/gesprekken/{gesprekId}/voorstellen",
        operation_id="gesprekVoorstellenOphalen",
        summary="De vastgelegde voorstellen van een gesprek",
        responses=BESCHERMD
        | {200: goed("De voorstellen.", "Voorstellen"), 404: fout("Dit gesprek is er niet.")},
        openapi_extra=BEVEILIGD,
    )
    def lijst(gesprek: GesprekId, wie: Lezer, bank: Opslag) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            Gesprekken(sessie, wie).haal(gesprek)
            alle = opslag.Voorstellen(sessie, wie).van_gesprek(gesprek)
        return JSONResponse(antwoorden.Voorstellen.json_van({"voorstellen": alle}))

    @lees(
        router,
        "/gesprekken/{gesprekId}/voorstellen/{voorstelId}",
        operation_id="gesprekVoorstelOphalen",
        summary="Een vastgelegd voorstel, zoals het was",
        responses=BESCHERMD
        | {
            200: goed("Het voorstel.", "VastgelegdVoorstel"),
            404: fout("Dit voorstel is er niet."),
        },
        openapi_extra=BEVEILIGD,
    )
    def haal(gesprek: GesprekId, voorstel: VoorstelId, wie: Lezer, bank: Opslag) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            opgenomen = opslag.Voorstellen(sessie, wie).haal(voorstel)
        if opgenomen.gesprek != gesprek:
            raise NietGevonden("voorstel")
        return JSONResponse(_voorstel_json(opgenomen))

    return router


def _voorstel_json(opgenomen: opslag.Opgenomen) -> dict[str, Any]:
    regel = antwoorden.Voorstelregel.json_van(opgenomen)
    return regel | {"intake": json.loads(opgenomen.intake), "voorstel": opgenomen.als_json()}


def _nog_niet(problemen: DiagnoseFout) -> JSONResponse:
    return probleem(HTTPStatus.CONFLICT, _NOG_NIET, problemen.diagnoses)

"""The gesprekken: begin, read, write parts with their versions, and replace."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from api.beschrijving import BESCHERMD, BEVEILIGD, SCHRIJFT, fout, goed, schrijfbericht
from api.opslag import gesprekken as opslag
from api.opslag.bank import Sessie
from api.opslag.onderdelen import Botsing, Wijziging
from api.opslag.onderdelen import Opslag as Uitslag
from api.opslag.regelwerken import Regelwerken
from api.opslag.verzoeken import Antwoord
from api.opslag.weigering import NietToegestaan
from api.problemen import probleem_json
from api.routes import antwoorden, vormen
from api.routes.deelcontrole import controleer_delen
from api.routes.lezen import gelezen_query, lees
from api.routes.schrijven import GegevenOpdracht, Lezer, Opslag, doe_eenmalig, gemaakt
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk

PLAATS = "/v1/gesprekken/{id}"
GesprekId = Annotated[str, Path(alias="gesprekId", pattern=f"^{vormen.ID}$")]
_VOORBEELD_DELEN = {
    "delen": [
        {"sleutel": "periode", "versie": 0, "inhoud": {"peildatum": "2021-06-15"}},
        {"sleutel": "antwoorden/gemeente", "versie": 0, "inhoud": "beek"},
    ]
}


def maak_routes(regelwerk: Regelwerk) -> APIRouter:
    """Return the routes of the gesprekken under the regelwerk in force."""
    router = APIRouter(tags=["gesprekken"])

    @router.post(
        "/gesprekken",
        operation_id="gesprekBeginnen",
        status_code=HTTPStatus.CREATED,
        summary="Een gesprek beginnen",
        responses=SCHRIJFT | {201: goed("Het gesprek is begonnen.", "Gesprek", plaats=True)},
        openapi_extra=schrijfbericht("NieuwGesprek", {"kenmerk": "ZAAK-2021-0042"}),
    )
    def begin(opdracht: GegevenOpdracht) -> JSONResponse:
        nieuw = opdracht.lichaam.als(vormen.NieuwGesprek)

        def daad(sessie: Sessie) -> Antwoord:
            gesprekken = opslag.Gesprekken(sessie, opdracht.wie)
            try:
                id_ = gesprekken.begin(regelwerk, nieuw.kenmerk)
            except NietToegestaan as reden:
                hulp = "Gebruik een eigen zaaknummer, zonder gegevens van de cliënt."
                raise DiagnoseFout(
                    [Diagnose("ongeldige-naam", str(reden), hulp, None, "/kenmerk")]
                ) from None
            return gemaakt(gesprek_json(gesprekken, id_))

        return doe_eenmalig(opdracht, daad, PLAATS)

    @lees(
        router,
        "/gesprekken",
        operation_id="gesprekkenOphalen",
        summary="De gesprekken van de gemeente, het laatst gewijzigde eerst",
        responses=BESCHERMD | {200: goed("Een bladzijde van de gesprekken.", "Gesprekken")},
        vraag=vormen.Bladzijde,
        openapi_extra=BEVEILIGD,
    )
    def lijst(request: Request, wie: Lezer, bank: Opslag) -> JSONResponse:
        welke = gelezen_query(request, vormen.Bladzijde)
        with bank.sessie(wie) as sessie:
            gesprekken = opslag.Gesprekken(sessie, wie)
            deel = gesprekken.lijst(na=welke.eerder, hoogstens=welke.perPagina)
            totaal = gesprekken.aantal()
        return JSONResponse(
            antwoorden.bladzijde(antwoorden.Gesprekken, "gesprekken", deel, totaal, welke)
        )

    @lees(
        router,
        "/gesprekken/{gesprekId}",
        operation_id="gesprekOphalen",
        summary="Een gesprek zoals het er staat, met de versie van elk onderdeel",
        responses=BESCHERMD
        | {200: goed("Het gesprek.", "Gesprek"), 404: fout("Dit gesprek is er niet.")},
        openapi_extra=BEVEILIGD,
    )
    def haal(gesprek: GesprekId, wie: Lezer, bank: Opslag) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            return JSONResponse(gesprek_json(opslag.Gesprekken(sessie, wie), gesprek))

    @router.patch(
        "/gesprekken/{gesprekId}",
        operation_id="gesprekWijzigen",
        summary="Onderdelen van een gesprek schrijven",
        description="Wat een ander intussen heeft veranderd, wordt niet overschreven: dan is het "
        "antwoord 409 met beide versies. De andere onderdelen zijn dan wel bewaard.",
        responses=SCHRIJFT
        | {
            200: goed("Alles is bewaard.", "Bewaard"),
            404: fout("Dit gesprek is er niet."),
            409: fout(
                "Een onderdeel is intussen veranderd, of het gesprek loopt niet meer.",
                "Botsingsprobleem",
            ),
        },
        openapi_extra=schrijfbericht("Wijzigingen", _VOORBEELD_DELEN),
    )
    def wijzig(gesprek: GesprekId, opdracht: GegevenOpdracht) -> JSONResponse:
        def daad(sessie: Sessie) -> Antwoord:
            gesprekken = opslag.Gesprekken(sessie, opdracht.wie)
            stand = gesprekken.haal(gesprek)
            regels = Regelwerken(sessie).haal(stand.regelwerk).regelwerk
            nieuw = controleer_delen(opdracht.lichaam, regels, _dag(stand.inhoud, regels))
            uitslag = gesprekken.schrijf(
                gesprek, [Wijziging(d.sleutel, d.versie, d.inhoud) for d in nieuw.delen]
            )
            return _bewaard(uitslag)

        return doe_eenmalig(opdracht, daad)

    @lees(
        router,
        "/gesprekken/{gesprekId}/geschiedenis",
        operation_id="geschiedenisOphalen",
        summary="Alles wat er in een gesprek is geschreven, het eerste eerst",
        responses=BESCHERMD
        | {
            200: goed("Een bladzijde van de geschiedenis.", "Geschiedenis"),
            404: fout("Dit gesprek is er niet."),
        },
        vraag=vormen.Bladzijde,
        openapi_extra=BEVEILIGD,
    )
    def geschiedenis(
        gesprek: GesprekId, request: Request, wie: Lezer, bank: Opslag
    ) -> JSONResponse:
        welke = gelezen_query(request, vormen.Bladzijde)
        with bank.sessie(wie) as sessie:
            alle = opslag.Gesprekken(sessie, wie).geschiedenis(gesprek)
        deel = alle[welke.eerder :][: welke.perPagina]
        return JSONResponse(
            antwoorden.bladzijde(antwoorden.Geschiedenis, "versies", deel, len(alle), welke)
        )

    @router.post(
        "/gesprekken/{gesprekId}/vervangingen",
        operation_id="gesprekVervangen",
        status_code=HTTPStatus.CREATED,
        summary="Een ander gesprek in de plaats laten komen",
        responses=SCHRIJFT
        | {
            201: goed("Het gesprek dat in de plaats komt.", "Gesprek", plaats=True),
            404: fout("Dit gesprek is er niet."),
            409: fout("Dit kan niet zoals het gesprek er nu voor staat."),
        },
        openapi_extra=schrijfbericht(
            "Vervanging", {"soort": "herindicatie", "reden": "De indicatie loopt af."}
        ),
    )
    def vervang(gesprek: GesprekId, opdracht: GegevenOpdracht) -> JSONResponse:
        hoe = opdracht.lichaam.als(vormen.Vervanging)

        def daad(sessie: Sessie) -> Antwoord:
            gesprekken = opslag.Gesprekken(sessie, opdracht.wie)
            nieuw = gesprekken.vervang(gesprek, opslag.Soort(hoe.soort), hoe.reden)
            return gemaakt(gesprek_json(gesprekken, nieuw))

        return doe_eenmalig(opdracht, daad, PLAATS)

    return router


def gesprek_json(gesprekken: opslag.Gesprekken, id_: str) -> dict[str, Any]:
    """Return a gesprek as plain data.

    Raises:
        NietGevonden: when this gemeente has no such gesprek.
    """
    stand = gesprekken.haal(id_)
    regel = antwoorden.Gespreksregel.json_van(stand)
    return antwoorden.Gesprek.json_van(
        regel
        | {
            "delen": list(stand.delen.values()),
            "versies": gesprekken.versies(id_),
            "opvolgers": gesprekken.opvolgers(id_),
        }
    )


def _dag(inhoud: dict[str, Any], regels: Regelwerk) -> date:
    """Return the day whose rules count: the peildatum, or the first day of the last rules."""
    periode = inhoud.get("periode")
    tekst = periode.get("peildatum") if isinstance(periode, dict) else None
    try:
        dag = date.fromisoformat(tekst) if isinstance(tekst, str) else None
    except ValueError:
        dag = None
    return dag if dag and regels.op(dag) else regels.boeken[-1].vanaf


def _bewaard(uitslag: Uitslag) -> Antwoord:
    versies = dict(uitslag.versies)
    if not uitslag.botsingen:
        return Antwoord(HTTPStatus.OK, {"versies": versies})
    aantal = len(uitslag.botsingen)
    wat = "Een onderdeel is" if aantal == 1 else f"{aantal} onderdelen zijn"
    detail = (
        f"{wat} intussen door een ander veranderd en niet overschreven. Kies per onderdeel wat "
        "er moet staan en stuur dat met de nieuwe versie."
    )
    inhoud = probleem_json(HTTPStatus.CONFLICT, detail)
    inhoud |= {"versies": versies, "botsingen": [_botsing(b) for b in uitslag.botsingen]}
    return Antwoord(HTTPStatus.CONFLICT, inhoud)


def _botsing(botsing: Botsing) -> dict[str, Any]:
    return antwoorden.Botsing.json_van(
        {
            "sleutel": botsing.mijn.sleutel,
            "mijn": botsing.mijn,
            "opgeslagen": botsing.opgeslagen,
        }
    )

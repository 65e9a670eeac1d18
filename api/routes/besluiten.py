"""The besluiten of a gesprek: what the consulent decided, beside the advice or without it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from api.beschrijving import BESCHERMD, BEVEILIGD, SCHRIJFT, fout, goed, schrijfbericht
from api.opslag import besluiten as opslag
from api.opslag.bank import Sessie
from api.opslag.gesprekken import Gesprekken
from api.opslag.keuze import Fasekeuze, Keuze, Oordeel, PastNiet, controleer
from api.opslag.verzoeken import Antwoord
from api.opslag.weigering import NietGevonden, NietToegestaan
from api.routes import antwoorden, vormen
from api.routes.gesprekken import PLAATS, GesprekId
from api.routes.lezen import lees
from api.routes.schrijven import Besluitlezer, GegevenOpdracht, Opslag, doe_eenmalig, gemaakt
from engine.rulebook.diagnose import Diagnose, DiagnoseFout

BesluitId = Annotated[str, Path(alias="besluitId", pattern=f"^{vormen.ID}$")]
_HULP = {
    "arrangement": "Vul een van de twee in en laat de andere weg.",
    "einddatum": "Controleer beide datums.",
}
_VOORBEELD = {
    "oordeel": "zonder_advies",
    "motivering": "Het programma gaf geen voorstel. Ik volg mijn eigen afweging.",
    "arrangement": 2,
    "ingangsdatum": "2021-07-01",
    "einddatum": "2022-06-30",
}


def maak_routes() -> APIRouter:
    """Return the routes of the besluiten of a gesprek."""
    router = APIRouter(tags=["gesprekken"])

    @router.post(
        "/gesprekken/{gesprekId}/besluiten",
        operation_id="besluitNemen",
        status_code=HTTPStatus.CREATED,
        summary="Een besluit nemen; daarmee is het gesprek afgerond",
        responses=SCHRIJFT
        | {
            201: goed("Het besluit is genomen.", "Besluit", plaats=True),
            404: fout("Dit gesprek of voorstel is er niet."),
            409: fout("Het gesprek loopt niet meer."),
        },
        openapi_extra=schrijfbericht("NieuwBesluit", _VOORBEELD),
    )
    def neem(gesprek: GesprekId, opdracht: GegevenOpdracht) -> JSONResponse:
        nieuw = opdracht.lichaam.als(vormen.NieuwBesluit)
        keuze = _keuze(nieuw, "")
        _eis_advies(nieuw)

        def daad(sessie: Sessie) -> Antwoord:
            besluiten = opslag.Besluiten(sessie, opdracht.wie)
            id_ = besluiten.neem(gesprek, keuze, nieuw.voorstel)
            return gemaakt(antwoorden.Besluit.json_van(besluiten.haal(id_)))

        return doe_eenmalig(opdracht, daad, f"{PLAATS.format(id=gesprek)}/besluiten/{{id}}")

    @lees(
        router,
        "/gesprekken/{gesprekId}/besluiten",
        operation_id="besluitenOphalen",
        summary="De besluiten van een gesprek",
        responses=BESCHERMD
        | {200: goed("De besluiten.", "Besluiten"), 404: fout("Dit gesprek is er niet.")},
        openapi_extra=BEVEILIGD,
    )
    def lijst(gesprek: GesprekId, wie: Besluitlezer, bank: Opslag) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            Gesprekken(sessie, wie).haal(gesprek)
            alle = opslag.Besluiten(sessie, wie).van_gesprek(gesprek)
        return JSONResponse(antwoorden.Besluiten.json_van({"besluiten": alle}))

    @lees(
        router,
        "/gesprekken/{gesprekId}/besluiten/{besluitId}",
        operation_id="besluitOphalen",
        summary="Een besluit zoals het is genomen",
        responses=BESCHERMD
        | {200: goed("Het besluit.", "Besluit"), 404: fout("Dit besluit is er niet.")},
        openapi_extra=BEVEILIGD,
    )
    def haal(
        gesprek: GesprekId, besluit: BesluitId, wie: Besluitlezer, bank: Opslag
    ) -> JSONResponse:
        with bank.sessie(wie) as sessie:
            return JSONResponse(_json(opslag.Besluiten(sessie, wie), gesprek, besluit))

    @router.post(
        "/gesprekken/{gesprekId}/besluiten/{besluitId}/vervangingen",
        operation_id="besluitVervangen",
        status_code=HTTPStatus.CREATED,
        summary="Een besluit corrigeren of intrekken",
        responses=SCHRIJFT
        | {
            201: goed("Het besluit dat in de plaats komt.", "Besluit", plaats=True),
            404: fout("Dit besluit is er niet."),
            409: fout("Dit besluit is al vervangen of ingetrokken."),
        },
        openapi_extra=schrijfbericht(
            "Besluitvervanging",
            {"soort": "intrekking", "reden": "De cliënt heeft de aanvraag ingetrokken."},
        ),
    )
    def vervang(gesprek: GesprekId, besluit: BesluitId, opdracht: GegevenOpdracht) -> JSONResponse:
        hoe = opdracht.lichaam.als(vormen.Besluitvervanging)
        if (hoe.besluit is None) != (hoe.soort == "intrekking"):
            melding = "Een correctie heeft een nieuw besluit, een intrekking niet."
            raise _fout(melding, "Stuur 'besluit' alleen bij een correctie.", "/besluit")
        keuze = None if hoe.besluit is None else _keuze(hoe.besluit, "/besluit")

        def daad(sessie: Sessie) -> Antwoord:
            besluiten = opslag.Besluiten(sessie, opdracht.wie)
            _json(besluiten, gesprek, besluit)
            try:
                id_ = besluiten.vervang(besluit, opslag.Wijze(hoe.soort), hoe.reden, keuze)
            except NietToegestaan as fout:
                if fout.veld.partition("/")[0] in vormen.Besluitinhoud.model_fields:
                    raise NietToegestaan(str(fout), f"besluit/{fout.veld}") from None
                raise
            return gemaakt(antwoorden.Besluit.json_van(besluiten.haal(id_)))

        return doe_eenmalig(opdracht, daad, f"{PLAATS.format(id=gesprek)}/besluiten/{{id}}")

    return router


def _json(besluiten: opslag.Besluiten, gesprek: str, id_: str) -> dict[str, Any]:
    besluit = besluiten.haal(id_)
    if besluit.gesprek != gesprek:
        raise NietGevonden("besluit")
    return antwoorden.Besluit.json_van(besluit)


def _keuze(nieuw: vormen.Besluitinhoud, pad: str) -> Keuze:
    """Return what is decided.

    Raises:
        DiagnoseFout: when parts of it contradict each other.
    """
    velden = nieuw.model_dump(exclude={"voorstel", "oordeel", "resultaten", "fasen"})
    keuze = Keuze(
        oordeel=Oordeel(nieuw.oordeel),
        resultaten=tuple(nieuw.resultaten or ()),
        fasen=tuple(Fasekeuze(**fase.model_dump()) for fase in nieuw.fasen or ()),
        **velden,
    ).met_eerste_fase()
    try:
        controleer(keuze)
    except PastNiet as fout:
        hulp = _HULP.get(fout.veld, "Controleer de fasen.")
        raise _fout(str(fout), hulp, f"{pad}/{fout.veld}") from None
    return keuze


def _eis_advies(nieuw: vormen.NieuwBesluit) -> None:
    if (nieuw.voorstel is None) != (nieuw.oordeel == "zonder_advies"):
        melding = "'zonder_advies' hoort bij een besluit waar geen voorstel bij is."
        raise _fout(melding, "Noem het vastgelegde voorstel, of kies 'zonder_advies'.", "/voorstel")


def _fout(melding: str, hulp: str, pad: str) -> DiagnoseFout:
    return DiagnoseFout([Diagnose("sleutels-botsen", melding, hulp, None, pad)])

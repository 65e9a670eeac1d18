"""The documents of a gesprek as files; the names in them come with the request and go with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.responses import JSONResponse, Response

from api.aanmelding.identiteit import Identiteit
from api.beschrijving import BESCHERMD, BEVEILIGD, bericht, bestanden, fout
from api.documenten.gegevens import Aan, Brief
from api.documenten.gesprek import (
    Gespreksdocumenten,
    NogNiet,
    VerkeerdAdres,
    documenten_van,
)
from api.documenten.opmaak import Vorm
from api.documenten.sjabloon import Sjabloonfout
from api.documenten.vorm import Soort
from api.opslag.bank import Bank
from api.pdf import PdfOntbreekt
from api.problemen import probleem
from api.routes import vormen
from api.routes.gesprekken import GesprekId
from api.routes.lezen import gelezen_query, lees
from api.routes.lichaam import GelezenLichaam
from api.routes.schrijven import Opslag, Schrijver
from engine.rulebook.diagnose import Diagnose

MEDIA = {
    Vorm.HTML: "text/html; charset=utf-8",
    Vorm.PDF: "application/pdf",
    Vorm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Documentsoort = Annotated[
    Literal["gespreksverslag", "beschikking", "spoedbesluit"],
    Path(alias="soort", description="Welk document."),
]
_VOOR_CLIENT = "client"
_GOED = bestanden("Het document.", (soort.partition(";")[0] for soort in MEDIA.values()))
_ANTWOORDEN = BESCHERMD | {
    200: _GOED,
    404: fout("Dit gesprek of document is er niet."),
    409: fout("Er moet eerst iets anders gebeuren: een voorstel vastleggen of een besluit nemen."),
    500: fout("Een eigen sjabloon van de gemeente klopt niet."),
}
_UITLEG = (
    "Voor de cliënt met u, zonder vertrouwelijke antwoorden; voor het dossier met alles. Bij het "
    "vangnet gaat de brief naar de begeleider."
)
_VOORBEELD = {
    "voor": "client",
    "vorm": "pdf",
    "naam": "P. Verzonnen",
    "adres": "Proefstraat 1",
    "plaats": "1234 AB Proefdorp",
    "aanhef": "Geachte heer Verzonnen,",
    "verzonden": "2021-06-30",
}


def maak_routes() -> APIRouter:
    """Return the routes of the documents of a gesprek."""
    router = APIRouter(tags=["gesprekken"])

    @lees(
        router,
        "/gesprekken/{gesprekId}/documenten/{soort}",
        operation_id="documentOphalen",
        summary="Een document van een gesprek, met plaatsen voor naam en adres",
        description=_UITLEG,
        responses=_ANTWOORDEN,
        vraag=vormen.Documentvraag,
        openapi_extra=BEVEILIGD,
        response_class=Response,
    )
    def haal(
        gesprek: GesprekId, soort: Documentsoort, request: Request, wie: Schrijver, bank: Opslag
    ) -> Response:
        vraag = gelezen_query(request, vormen.Documentvraag)
        return bestand(_lees(bank, wie, gesprek), Soort(soort), vraag, Brief())

    @router.post(
        "/gesprekken/{gesprekId}/documenten/{soort}",
        operation_id="documentMaken",
        summary="Een document van een gesprek, met naam en adres",
        description=f"{_UITLEG} Er wordt niets bewaard, ook naam en adres niet.",
        responses=_ANTWOORDEN
        | {
            400: fout("De gegevens voor de brief zijn niet bruikbaar."),
            413: fout("Het bericht is te groot."),
            415: fout("Het bericht is geen JSON."),
        },
        openapi_extra=BEVEILIGD | bericht("Briefgegevens", _VOORBEELD),
        response_class=Response,
    )
    def maak(
        gesprek: GesprekId,
        soort: Documentsoort,
        wie: Schrijver,
        bank: Opslag,
        lichaam: GelezenLichaam,
    ) -> Response:
        gegeven = lichaam.als(vormen.Briefgegevens)
        velden = gegeven.model_dump(exclude={"voor", "vorm", "aan"}, exclude_none=True)
        brief = Brief(Aan(gegeven.aan), **velden)
        return bestand(_lees(bank, wie, gesprek), Soort(soort), gegeven, brief)

    return router


def bestand(
    documenten: Gespreksdocumenten, soort: Soort, vraag: vormen.Documentvraag, brief: Brief
) -> Response:
    """Return a document as a file to keep; its name says nothing of the client.

    Raises what `Gespreksdocumenten.maak` raises.
    """
    vorm = Vorm(vraag.vorm)
    inhoud = documenten.maak(soort, vorm, brief, client=vraag.voor == _VOOR_CLIENT)
    # Never opened in the page itself: an own template may hold anything.
    naam = f'attachment; filename="{soort}-{vraag.voor}.{vorm}"'
    return Response(inhoud, headers={"Content-Disposition": naam, "Content-Type": MEDIA[vorm]})


def _lees(bank: Bank, wie: Identiteit, gesprek: str) -> Gespreksdocumenten:
    # Making a document takes a while, so it holds no transaction.
    with bank.sessie(wie) as sessie:
        return documenten_van(sessie, wie, gesprek)


def registreer_documentfouten(app: FastAPI) -> None:
    """Answer why a document is not there with problem details."""

    @app.exception_handler(NogNiet)
    async def nog_niet(_: Request, fout: NogNiet) -> JSONResponse:
        return probleem(HTTPStatus.CONFLICT, str(fout), fout.diagnoses)

    @app.exception_handler(VerkeerdAdres)
    async def verkeerd_adres(_: Request, fout: VerkeerdAdres) -> JSONResponse:
        hulp = f"Zet 'aan' op {fout.aan}, of laat naam en adres weg."
        diagnose = Diagnose("sleutels-botsen", str(fout), hulp, None, "/aan")
        return probleem(HTTPStatus.CONFLICT, str(fout), [diagnose])

    @app.exception_handler(Sjabloonfout)
    async def sjabloon(_: Request, fout: Sjabloonfout) -> JSONResponse:
        detail = f"{fout.diagnose.melding} Meld het aan de beheerder."
        return probleem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)

    @app.exception_handler(PdfOntbreekt)
    async def geen_pdf(_: Request, __: PdfOntbreekt) -> JSONResponse:
        detail = "Deze dienst kan geen PDF maken. Kies html of docx, en meld het aan de beheerder."
        return probleem(HTTPStatus.SERVICE_UNAVAILABLE, detail)

"""The page from which the documents of a gesprek are made; what is filled in here is not kept."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any, Literal, cast

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.documenten.gegevens import Aan, Brief
from api.documenten.gesprek import Gespreksdocumenten, NogNiet, VerkeerdAdres, documenten_van
from api.documenten.inhoud import TITELS
from api.documenten.opmaak import Vorm
from api.documenten.sjabloon import Sjabloonfout
from api.documenten.vorm import Soort
from api.opslag.tabellen import LENGTE_NAAM
from api.pdf import PdfOntbreekt
from api.routes.documenten import bestand
from api.routes.vormen import Documentvraag
from api.web.antwoordveld import een, is_dag
from api.web.gesprekspagina import toon
from api.web.zaak import Post, open_zaak, sessie_van
from engine.evaluation.spoor import GeenUniekeUitkomst

_TEKSTEN = ("naam", "adres", "plaats", "aanhef", "ondertekenaar")
_DAGEN = ("gespreksdag", "verzonden")
_VORMEN = {Vorm.PDF: "PDF", Vorm.DOCX: "Word", Vorm.HTML: "Webpagina"}
_LEZERS = {"client": "Voor de cliënt", "dossier": "Voor het dossier van de gemeente"}
_GEEN_REGELS = "De regels geven hier geen eenduidig antwoord. Daarvan is geen document te maken."
_GEEN_PDF = "Deze dienst kan nu geen PDF maken. Kies Word of webpagina, en meld het de beheerder."


def maak_documentpaginas() -> APIRouter:
    """Return the page with the documents, which also gives them."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken/{id_}/documenten")
    def documenten(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _pagina(request, wie, id_, None, {})

    @router.post("/gesprekken/{id_}/documenten")
    def maken(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        eis(wie, Rol.CONSULENT)
        soort, vraag = _gevraagd(een(post, "document"))
        brief, fouten = _brief(post)
        if not fouten:
            try:
                return bestand(_documenten(request, wie, id_), soort, vraag, brief)
            except (NogNiet, VerkeerdAdres) as fout:
                fouten["document"] = str(fout)
            except Sjabloonfout as fout:
                fouten["document"] = f"{fout.diagnose.melding} Meld het aan de beheerder."
            except GeenUniekeUitkomst:
                fouten["document"] = _GEEN_REGELS
            except PdfOntbreekt:
                fouten["document"] = _GEEN_PDF
        return _pagina(request, wie, id_, post, fouten)

    return router


def _documenten(request: Request, wie: Identiteit, id_: str) -> Gespreksdocumenten:
    with sessie_van(request, wie) as sessie:
        return documenten_van(sessie, wie, id_)


def _gevraagd(keuze: str) -> tuple[Soort, Documentvraag]:
    """Return which document a button asks for, for whom and in which form.

    Raises:
        HTTPException: 404 when there is no such button.
    """
    soort, _, rest = keuze.partition("/")
    voor, _, vorm = rest.partition("/")
    if soort not in list(Soort) or voor not in _LEZERS or vorm not in list(Vorm):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Soort(soort), Documentvraag(
        voor=cast(Literal["client", "dossier"], voor),
        vorm=cast(Literal["html", "pdf", "docx"], vorm),
    )


def _brief(post: FormData) -> tuple[Brief, dict[str, str]]:
    """Return what was filled in for the letter, and the mistakes by field."""
    teksten = {naam: een(post, naam).strip() for naam in _TEKSTEN}
    fouten = {
        naam: f"Schrijf hoogstens {LENGTE_NAAM} tekens."
        for naam, tekst in teksten.items()
        if len(tekst) > LENGTE_NAAM
    }
    dagen = {naam: een(post, naam) for naam in _DAGEN if een(post, naam)}
    fouten |= {naam: "Kies een dag." for naam, dag in dagen.items() if not is_dag(dag)}
    if fouten:
        return Brief(), fouten
    aan = Aan.BEGELEIDER if een(post, "aan") == Aan.BEGELEIDER else Aan.CLIENT
    velden: dict[str, Any] = {**teksten, **{n: date.fromisoformat(d) for n, d in dagen.items()}}
    return Brief(aan, **velden), {}


def _pagina(
    request: Request, wie: Identiteit, id_: str, post: FormData | None, fouten: dict[str, str]
) -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        documenten = documenten_van(sessie, wie, id_)
    lijst = [{"id": s.value, "titel": TITELS[s], "niet": _niet(documenten, s)} for s in Soort]
    kan = any(not document["niet"] for document in lijst)
    velden = (*_TEKSTEN, *_DAGEN)
    return toon(
        request,
        "documenten.html.j2",
        zaak,
        HTTPStatus.CONFLICT if fouten else HTTPStatus.OK,
        documenten=lijst,
        kan=kan,
        aan=documenten.aan if kan else Aan.CLIENT,
        lezers=_LEZERS,
        vormen={vorm.value: naam for vorm, naam in _VORMEN.items()},
        waarden={naam: een(post, naam) if post is not None else "" for naam in velden},
        fout_bij=fouten,
        fouten=[{"veld": veld, "tekst": tekst} for veld, tekst in fouten.items()],
    )


def _niet(documenten: Gespreksdocumenten, soort: Soort) -> str:
    """Return why a document cannot be made now; empty when it can be."""
    try:
        return documenten.waarom_niet(soort)
    except NogNiet as fout:
        return str(fout)
    except GeenUniekeUitkomst:
        return _GEEN_REGELS

"""What the storage refuses, as problems in Dutch."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api.opslag.canoniek import NietTeBewaren
from api.opslag.regelwerken import Beschadigd
from api.opslag.verzoeken import AndereInhoud
from api.opslag.voorstellen import Verouderd
from api.opslag.weigering import NietGevonden, NietToegestaan
from api.problemen import probleem
from engine.indicatie.motoren import NietZeker
from engine.rulebook.diagnose import Diagnose

_VERANDER = "Verander dit, of haal het gesprek opnieuw op en kijk hoe het ervoor staat."
_OPNIEUW_NA = {"Retry-After": "5"}


class GeenOpslag(Exception):
    """The service runs without a database."""


class SleutelOngeldig(Exception):
    """An Idempotency-Key that cannot be kept."""


def registreer_weigeringen(app: FastAPI) -> None:
    """Answer what is refused with problem details."""

    @app.exception_handler(NietGevonden)
    async def niet_gevonden(_: Request, fout: NietGevonden) -> JSONResponse:
        return probleem(HTTPStatus.NOT_FOUND, f"Hier is geen {fout} met dit nummer.")

    @app.exception_handler(RequestValidationError)
    async def onleesbaar(_: Request, fout: RequestValidationError) -> JSONResponse:
        if any(f["loc"][0] == "path" for f in fout.errors()):
            return probleem(HTTPStatus.NOT_FOUND, "Hier is niets met dit nummer.")
        return probleem(HTTPStatus.BAD_REQUEST, "Dit verzoek is niet te lezen.")

    @app.exception_handler(NietToegestaan)
    async def niet_toegestaan(_: Request, fout: NietToegestaan) -> JSONResponse:
        plek = Diagnose("sleutels-botsen", str(fout), _VERANDER, None, f"/{fout.veld}")
        return probleem(HTTPStatus.CONFLICT, str(fout), [plek] if fout.veld else [])

    @app.exception_handler(Verouderd)
    async def verouderd(_: Request, __: Verouderd) -> JSONResponse:
        detail = "Het gesprek veranderde tijdens de berekening. Er is niets vastgelegd."
        return probleem(HTTPStatus.CONFLICT, f"{detail} Haal het gesprek op en probeer opnieuw.")

    @app.exception_handler(NietTeBewaren)
    async def niet_te_bewaren(_: Request, __: NietTeBewaren) -> JSONResponse:
        return probleem(HTTPStatus.BAD_REQUEST, "Dit kan niet precies worden bewaard.")

    @app.exception_handler(AndereInhoud)
    async def andere_inhoud(_: Request, __: AndereInhoud) -> JSONResponse:
        detail = "Deze Idempotency-Key is al gebruikt voor iets anders. Neem een nieuwe."
        return probleem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)

    @app.exception_handler(SleutelOngeldig)
    async def sleutel(_: Request, __: SleutelOngeldig) -> JSONResponse:
        detail = "Een Idempotency-Key heeft 1 tot en met 100 letters, cijfers of leestekens."
        return probleem(HTTPStatus.BAD_REQUEST, detail)

    @app.exception_handler(NietZeker)
    async def niet_zeker(_: Request, fout: NietZeker) -> JSONResponse:
        detail = "Het programma kan niet voor deze uitkomst instaan. Er is niets vastgelegd."
        if fout.diagnose.code == "motor-uitgevallen":
            status, koppen = HTTPStatus.SERVICE_UNAVAILABLE, _OPNIEUW_NA
        else:
            status, koppen = HTTPStatus.INTERNAL_SERVER_ERROR, None
        return probleem(status, detail, [fout.diagnose], koppen)

    @app.exception_handler(Beschadigd)
    async def beschadigd(_: Request, fout: Beschadigd) -> JSONResponse:
        detail = f"Wat is vastgelegd, is veranderd: {fout}. Meld het aan de beheerder."
        return probleem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)

    @app.exception_handler(GeenOpslag)
    async def geen_opslag(_: Request, __: GeenOpslag) -> JSONResponse:
        detail = "Deze dienst bewaart niets: er is geen database ingesteld."
        return probleem(HTTPStatus.SERVICE_UNAVAILABLE, detail)

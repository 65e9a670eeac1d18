"""The pages on which a spoedmelding is filled in, checked, and only then sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis, gebruiker, melding
from api.opslag.bank import Bank, Sessie
from api.opslag.bewaarplaats import nieuw_id
from api.opslag.canoniek import canoniek, som
from api.opslag.sleutels import SleutelFout, ingestelde_sleutels
from api.opslag.spoedmeldingen import Spoedmeldingen
from api.opslag.verzoeken import AndereInhoud, Antwoord, Verzoeken
from api.opslag.weigering import NietToegestaan
from api.paginas import Paginas
from api.web.antwoordveld import een
from api.web.menu import menu
from api.web.spoeduitslag import in_woorden, toets
from api.web.spoedvelden import Ingevuld, Spoedblad
from api.web.spoedwerklijst import naam_van_melding
from api.web.zaak import Post, moment, sessie_van
from engine.indicatie.spoedtoets import Spoedtoets, toets_melding
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.regelwerk import Regelwerk

FORMULIER = "/spoedmelding"
_GEMEENTE = (Rol.CONSULENT, Rol.BACKOFFICE)


def maak_spoedformulier(regelwerk: Regelwerk) -> APIRouter:
    """Return the pages; a melding is checked and kept under the rules given."""
    router = APIRouter(include_in_schema=False)

    @router.get(FORMULIER, name="spoedmelding")
    def leeg(request: Request, wie: Aangemeld) -> Response:
        return _Pagina(request, wie, regelwerk).toon(None, {}, None)

    @router.post(FORMULIER)
    def toetsen(request: Request, wie: Aangemeld, post: Post) -> Response:
        return _Pagina(request, wie, regelwerk).verwerk(post)

    @router.get(f"{FORMULIER}/verstuurd/{{id_}}")
    def verstuurd(request: Request, wie: Aangemeld, id_: str) -> Response:
        with sessie_van(request, wie) as sessie:
            meldingen = Spoedmeldingen(sessie, wie)
            stand = meldingen.haal(id_)
            gevonden = toets_melding(meldingen.melding(stand))
        return toon(
            request,
            "spoedverstuurd.html.j2",
            uitslag=in_woorden(gevonden, regelwerk, date.today()),
            naam=naam_van_melding(stand),
            ontvangen=moment(stand.op),
        )

    return router


class _Pagina:
    """The form for one request."""

    def __init__(self, request: Request, wie: Identiteit, regelwerk: Regelwerk) -> None:
        eis(wie, Rol.AANBIEDER, *_GEMEENTE)
        self.request, self.wie, self.regelwerk = request, wie, regelwerk
        self.vandaag = date.today()
        self.van_gemeente = bool(wie.rollen & set(_GEMEENTE))
        boek = regelwerk.op(self.vandaag) or regelwerk.boeken[-1]
        self.spoedblad = Spoedblad(
            boek,
            van_gemeente=self.van_gemeente,
            met_persoon=_kan_versleutelen(request.app.state.bank),
        )

    def verwerk(self, post: Post) -> Response:
        """Check what was filled in; send it when that was asked and this very check was seen."""
        gevuld = self.spoedblad.lees(post, self.vandaag)
        fouten = dict(gevuld.fouten)
        gevonden, mis = self._toets(gevuld.antwoorden, gevuld.kenmerk)
        fouten |= mis
        is_gezien = een(post, "getoetst") == gevuld.merk
        wil_versturen = een(post, "actie") == "verstuur"
        if wil_versturen and is_gezien and not fouten:
            try:
                id_ = self._verstuur(gevuld, een(post, "sleutel"))
                return RedirectResponse(f"{FORMULIER}/verstuurd/{id_}", HTTPStatus.SEE_OTHER)
            except NietToegestaan as mis:
                fouten["kenmerk"] = str(mis)
        # What goes before everything is told with mistakes in the form as well.
        uitslag = in_woorden(gevonden, self.regelwerk, self.vandaag) if gevonden else None
        return self.toon(post, fouten, uitslag, gevuld, anders=wil_versturen)

    def toon(
        self,
        post: Post | None,
        fouten: dict[str, str],
        uitslag: dict[str, Any] | None,
        gevuld: Ingevuld | None = None,
        *,
        anders: bool = False,
    ) -> Response:
        """Return the form with what was filled in, and below its title what the check says."""
        teksten = {veld.id: veld.vraag.vorm.vraag for veld in self.spoedblad.vragen}
        for punt in uitslag["te_vragen"] if uitslag else ():
            for vraag in punt["vragen"]:
                vraag["vraag"] = teksten.get(vraag["id"], vraag["vraag"])
        plekken = [*teksten, *(["spoed_toelichting"] if self.spoedblad.met_persoon else [])]
        blad = self.spoedblad.blad(post, self.vandaag, fouten)
        return toon(
            self.request,
            "spoedformulier.html.j2",
            HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
            hier="/spoedmeldingen" if self.van_gemeente else FORMULIER,
            spoedblad=self.spoedblad,
            van_gemeente=self.van_gemeente,
            blad=blad,
            fouten=blad.foutenlijst,
            uitslag=uitslag,
            plekken={vraag: f"#vraag-{vraag}" for vraag in plekken},
            getoetst=gevuld.merk if gevuld and uitslag and not fouten else "",
            ontbreekt=gevuld.ontbreekt if gevuld and self.spoedblad.met_persoon else [],
            anders=anders,
            sleutel=nieuw_id(),
        )

    def _toets(
        self, antwoorden: Mapping[str, Any], kenmerk: str | None
    ) -> tuple[Spoedtoets | None, dict[str, str]]:
        """Check answers; those that cannot be read are mistakes, and the rest still counts."""
        try:
            return toets(self.regelwerk, antwoorden, kenmerk or ""), {}
        except DiagnoseFout as mis:
            fouten = self._per_veld(mis)
        rest = {naam: inhoud for naam, inhoud in antwoorden.items() if naam not in fouten}
        if len(rest) == len(antwoorden):
            return None, fouten
        gevonden, meer = self._toets(rest, kenmerk)
        return gevonden, {**meer, **fouten}

    def _per_veld(self, mis: DiagnoseFout) -> dict[str, str]:
        """Return the mistakes by the field that they are about."""
        velden = {veld.id for veld in self.spoedblad.vragen}
        fouten = {}
        for diagnose in mis.diagnoses:
            genoemd = [deel for deel in (diagnose.pad or "").split("/") if deel in velden]
            veld = genoemd[0] if genoemd else "spoedformulier"
            fouten[veld] = f"{diagnose.melding} {diagnose.hulp}"
        return fouten

    def _verstuur(self, gevuld: Ingevuld, sleutel: str) -> str:
        """Keep the melding once, however often the button is pressed; return its id."""

        def daad(sessie: Sessie) -> Antwoord:
            id_ = Spoedmeldingen(sessie, self.wie).dien_in(
                self.regelwerk,
                {"antwoorden": dict(gevuld.antwoorden)},
                kenmerk=gevuld.kenmerk or "",
                persoon=None if gevuld.persoon.is_leeg else gevuld.persoon,
            )
            return Antwoord(HTTPStatus.CREATED, {"id": id_})

        with sessie_van(self.request, self.wie) as sessie:
            if not sleutel:
                return str(daad(sessie).inhoud["id"])
            inhoud = som(f"{FORMULIER}\n{canoniek([gevuld.antwoorden, gevuld.kenmerk])}")
            try:
                verzoeken = Verzoeken(sessie, self.wie)
                antwoord = verzoeken.eenmalig(sleutel[:100], inhoud, lambda: daad(sessie))
            except AndereInhoud:
                antwoord = daad(sessie)
        return str(antwoord.inhoud["id"])


def toon(
    request: Request, sjabloon: str, status: int = HTTPStatus.OK, hier: str = "", **inhoud: Any
) -> Response:
    """Return a page around spoedmeldingen."""
    paginas: Paginas = request.app.state.paginas
    return paginas.toon(
        sjabloon,
        status,
        navigatie=menu(request, hier),
        aangemeld=melding(request),
        gebruiker=gebruiker(request),
        **inhoud,
    )


def _kan_versleutelen(bank: Bank) -> bool:
    """Tell whether personal data can be kept; without a key nothing of it is asked."""
    try:
        return (bank.sleutels or ingestelde_sleutels()) is not None
    except SleutelFout:
        return False

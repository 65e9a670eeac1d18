"""The work list of spoedmeldingen for the gemeente, and the page of each."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.bank import Sessie
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.regelwerken import Beschadigd, Regelwerken
from api.opslag.sleutels import SleutelFout
from api.opslag.spoedkoppeling import Reden
from api.opslag.spoedmeldingen import Spoedmeldingen, Spoedstand, Uitkomst
from api.opslag.weigering import NietToegestaan
from api.paginas import KOPPEN
from api.web.antwoordveld import een
from api.web.spoedformulier import toon
from api.web.spoeduitslag import OORDELEN, in_woorden
from api.web.spoedvelden import PERSOON
from api.web.spoedwerklijst import STANDEN, VOLGORDES, Regel, Vraag, lijst_als_csv
from api.web.zaak import Post, moment, sessie_van
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.voorstel import BUITEN_HET_GESPREK
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook

WERKLIJST = "/spoedmeldingen"
_BEHANDELT = (Rol.CONSULENT, Rol.BACKOFFICE)
REDENEN = {
    Reden.INGETROKKEN: "de melding is ingetrokken",
    Reden.DOORGEZONDEN: "de melding is doorgegeven aan een andere gemeente",
    Reden.BESLUIT: "er is een besluit",
}
"""Why a melding is closed, in words."""


def maak_spoedpaginas(regelwerk: Regelwerk) -> APIRouter:
    """Return the pages; a gesprek that begins from a melding goes by the rules given."""
    router = APIRouter(include_in_schema=False)

    @router.get(WERKLIJST)
    def lijst(request: Request, wie: Aangemeld) -> Response:
        vraag, regels, alle = _gevraagd(request, wie)
        return toon(
            request,
            "spoedlijst.html.j2",
            hier=WERKLIJST,
            regels=regels,
            vraag=vraag,
            alarmen=sum(1 for r in alle if r.alarm),
            volgordes={naam: titel for naam, (titel, _) in VOLGORDES.items()},
            standen=STANDEN,
            oordelen=OORDELEN,
            adres=_adres,
            mag_gesprek=Rol.CONSULENT in wie.rollen,
        )

    @router.get(f"{WERKLIJST}.csv")
    def tabel(request: Request, wie: Aangemeld) -> Response:
        _, regels, _ = _gevraagd(request, wie)
        koppen = KOPPEN | {
            "Content-Disposition": f'attachment; filename="spoedmeldingen-{date.today()}.csv"'
        }
        return Response(lijst_als_csv(regels), HTTPStatus.OK, koppen, "text/csv; charset=utf-8")

    @router.get(f"{WERKLIJST}/{{id_}}")
    def een_melding(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _detail(request, wie, id_, "")

    @router.post(f"{WERKLIJST}/{{id_}}/gesprek")
    def begin(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.CONSULENT)
        try:
            with sessie_van(request, wie) as sessie:
                gesprek = Spoedmeldingen(sessie, wie).begin_gesprek(id_, regelwerk)
        except NietToegestaan as mis:
            raise HTTPException(HTTPStatus.CONFLICT, str(mis)) from None
        return _naar(f"/gesprekken/{gesprek}")

    @router.post(f"{WERKLIJST}/{{id_}}/sluiten")
    def sluit(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        eis(wie, *_BEHANDELT)
        gekozen = een(post, "reden")
        if gekozen not in {r.value for r in _sluitredenen()}:
            return _detail(request, wie, id_, "Kies waarom u de melding sluit.")
        try:
            with sessie_van(request, wie) as sessie:
                Spoedmeldingen(sessie, wie).sluit(id_, Reden(gekozen))
        except NietToegestaan as mis:
            return _detail(request, wie, id_, str(mis))
        return _naar(f"{WERKLIJST}/{id_}")

    return router


def _naar(adres: str) -> Response:
    return RedirectResponse(adres, HTTPStatus.SEE_OTHER)


def _sluitredenen() -> list[Reden]:
    """Return the reasons that somebody can choose; a besluit closes a melding by itself."""
    return [reden for reden in Reden if reden is not Reden.BESLUIT]


def _adres(vraag: Vraag, **anders: str) -> str:
    """Return the address of the work list with something else asked; empty takes a key away."""
    gevraagd = {**vraag.query, **anders}
    return "?" + urlencode({naam: waarde for naam, waarde in gevraagd.items() if waarde})


def _regel(sessie: Sessie, wie: Identiteit, stand: Spoedstand) -> Regel:
    meldingen = Spoedmeldingen(sessie, wie)
    return Regel(
        stand,
        meldingen.met_gesprek(stand),
        Regelwerken(sessie).haal(stand.regelwerk).regelwerk,
        meldingen.stand_van_besluit(stand.id),
        date.today(),
    )


def _gevraagd(request: Request, wie: Identiteit) -> tuple[Vraag, list[Regel], list[Regel]]:
    """Return what was asked, the meldingen by it, and all open ones or more."""
    eis(wie, *_BEHANDELT)
    vraag = Vraag.uit(request.query_params)
    with sessie_van(request, wie) as sessie:
        standen = Spoedmeldingen(sessie, wie).lijst(ook_gesloten=vraag.stand != "open")
        regels = [_regel(sessie, wie, stand) for stand in standen]
    return vraag, vraag.kies(regels), regels


def _detail(request: Request, wie: Identiteit, id_: str, fout: str) -> Response:
    eis(wie, *_BEHANDELT)
    with sessie_van(request, wie) as sessie:
        regel = _regel(sessie, wie, Spoedmeldingen(sessie, wie).haal(id_))
        persoon, geen_persoon = _persoon(sessie, wie, id_)
        elders = Spoedmeldingen(sessie, wie).elders(regel.melding)
    boek, besluit = regel.toets.boek, regel.besluit
    return toon(
        request,
        "spoeddetail.html.j2",
        HTTPStatus.BAD_REQUEST if fout else HTTPStatus.OK,
        hier=WERKLIJST,
        regel=regel,
        adres=f"{WERKLIJST}/{id_}",
        uitslag=in_woorden(regel.toets, regel.regelwerk, date.today()),
        persoon=_op_volgorde(persoon),
        geen_persoon=geen_persoon,
        elders=elders and _gemeente(boek, elders),
        naast=[
            ("Gekozen door de aanbieder", _arrangement(besluit.gekozen)),
            ("Voorgesteld door de regels", _uitkomst(boek, besluit.voorgesteld)),
            ("Besloten door de gemeente", _uitkomst(boek, besluit.besloten)),
        ],
        plekken=_plekken(regel) if Rol.CONSULENT in wie.rollen else {},
        redenen=[{"waarde": r.value, "tekst": _hoofdletter(REDENEN[r])} for r in _sluitredenen()],
        gesloten=regel.stand.gesloten and REDENEN[regel.stand.gesloten.reden],
        fout=fout,
        fouten=[{"veld": "reden", "tekst": fout}] if fout else [],
        moment=moment,
        mag_gesprek=Rol.CONSULENT in wie.rollen,
    )


def _plekken(regel: Regel) -> dict[str, str]:
    """Return by question where it can be answered in the gesprek, once that has begun."""
    if regel.stand.gesprek is None:
        return {}
    kant = {True: "vier-ogen", False: "gesprek"}
    return {
        vraag.id: f"/gesprekken/{regel.stand.gesprek}/{kant[vraag.vorm.vertrouwelijk]}"
        f"/{vraag.vorm.thema}#vraag-{vraag.id}"
        for vraag in regel.toets.boek.vragen.values()
        if vraag.vorm.thema not in BUITEN_HET_GESPREK
    }


def _persoon(sessie: Sessie, wie: Identiteit, id_: str) -> tuple[Persoonsgegevens | None, str]:
    """Return who a melding is about, or why that cannot be read."""
    try:
        return Spoedmeldingen(sessie, wie).persoon(id_), ""
    except SleutelFout as mis:
        return None, str(mis)
    except Beschadigd:
        return None, "De bewaarde gegevens horen niet bij deze melding. Meld dit aan de beheerder."


def _op_volgorde(persoon: Persoonsgegevens | None) -> list[tuple[str, str, str]]:
    """Return what was filled in about people, as the form asks it: name, label and value."""
    gevuld = persoon.ingevuld() if persoon else {}
    for veld in PERSOON:
        if veld.soort == "date" and veld.naam in gevuld:
            gevuld[veld.naam] = dag_in_woorden(date.fromisoformat(gevuld[veld.naam]))
    return [(v.naam, v.label, gevuld[v.naam]) for v in PERSOON if v.naam in gevuld]


def _gemeente(boek: Rulebook, naam: str) -> str:
    antwoorden = boek.vragen["gemeente"].vorm.antwoorden or {}
    return antwoorden[naam].tekst if naam in antwoorden else naam


def _arrangement(nummer: int | None) -> str:
    return "nog niets" if nummer is None else f"arrangement {nummer}"


def _uitkomst(boek: Rulebook, uitkomst: Uitkomst | None) -> str:
    if uitkomst is None or uitkomst.route is None:
        return _arrangement(uitkomst.arrangement if uitkomst else None)
    route = boek.routes.get(uitkomst.route)
    return route.titel if route else uitkomst.route


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]

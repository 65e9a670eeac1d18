"""The pages on which a gesprek is filled in: at the table, in private, and from paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis, gebruiker, melding
from api.opslag.gesprekken import Gesprekken
from api.opslag.huishoudens import Huishoudens
from api.opslag.onderdelen import Wijziging
from api.opslag.weigering import NietToegestaan
from api.paginas import Paginas
from api.web.antwoordveld import een, is_dag, opties
from api.web.blad import (
    consulentblad,
    gespreksblad,
    papierblad,
    roosterblad,
    voortgang,
    vul,
)
from api.web.invullen import Deelveld, Uitslag, bewaar
from api.web.menu import menu
from api.web.roosterveld import RITME, VORM, WIE, Roosterveld, leeg
from api.web.zaak import Post, Zaak, moment, naam_van, open_zaak, sessie_van
from engine.indicatie.intake_vorm import DAGEN
from engine.rulebook.regelwerk import Regelwerk

NAVIGATIE = (
    {"adres": "/gesprekken", "tekst": "Gesprekken"},
    {"adres": "/formulier", "tekst": "Leeg formulier"},
)
_KANTEN = ("gesprek", "vier-ogen")
"""Who reads along: the client does, or only the consulent."""
_PER_PAGINA = 50


def maak_gesprekspaginas(regelwerk: Regelwerk) -> APIRouter:
    """Return the pages; a new gesprek begins under the rules given."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken", name="gesprekkenpagina")
    def lijst(request: Request, wie: Aangemeld) -> Response:
        if Rol.BACKOFFICE in wie.rollen and Rol.CONSULENT not in wie.rollen:
            return _naar("/besluiten")
        pagina = request.query_params.get("pagina", "")
        return _lijst(request, wie, {}, {}, _nummer(pagina))

    @router.post("/gesprekken")
    def begin(request: Request, wie: Aangemeld, post: Post) -> Response:
        eis(wie, Rol.CONSULENT)
        velden = {naam: een(post, naam) for naam in ("kenmerk", "peildatum")}
        fouten: dict[str, str] = {}
        if not is_dag(velden["peildatum"]):
            fouten["peildatum"] = "Kies de dag van het gesprek."
        elif regelwerk.op(date.fromisoformat(velden["peildatum"])) is None:
            fouten["peildatum"] = "Op deze dag gelden er geen regels. Kies een latere dag."
        try:
            if not fouten:
                with sessie_van(request, wie) as sessie:
                    gesprekken = Gesprekken(sessie, wie)
                    id_ = gesprekken.begin(regelwerk, velden["kenmerk"] or None)
                    dag = {"peildatum": velden["peildatum"]}
                    gesprekken.schrijf(id_, [Wijziging("periode", 0, dag)])
                return _naar(f"/gesprekken/{id_}")
        except NietToegestaan as fout:
            fouten["kenmerk"] = str(fout)
        return _lijst(request, wie, velden, fouten)

    @router.get("/gesprekken/{id_}", name="gespreksoverzicht")
    def overzicht(request: Request, wie: Aangemeld, id_: str) -> Response:
        eis(wie, Rol.CONSULENT)
        with sessie_van(request, wie) as sessie:
            zaak = open_zaak(sessie, wie, id_)
        return toon(request, "overzicht.html.j2", zaak, voortgang=voortgang(zaak))

    for kant in _KANTEN:
        _maak_themapagina(router, kant)

    @router.get("/gesprekken/{id_}/weekrooster")
    def rooster(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _rooster(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/weekrooster")
    def rooster_bewaren(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _rooster(request, wie, id_, post)

    @router.get("/gesprekken/{id_}/papier")
    def papier(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _papier(request, wie, id_, None)

    @router.post("/gesprekken/{id_}/papier")
    def papier_bewaren(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        return _papier(request, wie, id_, post)

    return router


def _maak_themapagina(router: APIRouter, kant: str) -> None:
    pad = f"/gesprekken/{{id_}}/{kant}/{{thema}}"

    @router.get(pad)
    def thema(request: Request, wie: Aangemeld, id_: str, thema: str) -> Response:
        return _thema(request, wie, (id_, kant, thema), None)

    @router.post(pad)
    def bewaren(request: Request, wie: Aangemeld, id_: str, thema: str, post: Post) -> Response:
        return _thema(request, wie, (id_, kant, thema), post)


def toon(
    request: Request, sjabloon: str, zaak: Zaak, status: int = HTTPStatus.OK, **inhoud: Any
) -> Response:
    """Return a page of a gesprek."""
    paginas: Paginas = request.app.state.paginas
    return paginas.toon(
        sjabloon,
        status,
        zaak=zaak,
        navigatie=menu(request),
        aangemeld=melding(request),
        gebruiker=gebruiker(request),
        **inhoud,
    )


def _naar(adres: str) -> Response:
    return RedirectResponse(adres, HTTPStatus.SEE_OTHER)


def _nummer(tekst: str) -> int:
    """Return the number of a page as it stands in an address; the first for anything else."""
    return max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 9 else 1


def _lijst(
    request: Request,
    wie: Identiteit,
    velden: dict[str, str],
    fouten: dict[str, str],
    pagina: int = 1,
) -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        gesprekken = Gesprekken(sessie, wie)
        hoeveel = max(-(-gesprekken.aantal() // _PER_PAGINA), 1)
        pagina = min(pagina, hoeveel)
        standen = gesprekken.lijst(na=(pagina - 1) * _PER_PAGINA, hoogstens=_PER_PAGINA)
    paginas: Paginas = request.app.state.paginas
    return paginas.toon(
        "gesprekken.html.j2",
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        navigatie=menu(request, "/gesprekken"),
        aangemeld=melding(request),
        gebruiker=gebruiker(request),
        standen=standen,
        pagina=pagina,
        hoeveel=hoeveel,
        moment=moment,
        velden_in={"peildatum": date.today().isoformat(), **velden},
        fout_bij=fouten,
        fouten=[{"veld": veld, "tekst": tekst} for veld, tekst in fouten.items()],
        naam_van=naam_van,
    )


def _bewaar(
    request: Request,
    wie: Identiteit,
    id_: str,
    delen: Callable[[Zaak], Sequence[Deelveld]],
    post: Post | None,
) -> tuple[Zaak, Uitslag | None]:
    """Keep what was posted, if anything; return the gesprek as it then stands."""
    eis(wie, Rol.CONSULENT)
    uitslag = None
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        if post is not None:
            try:
                uitslag = bewaar(Gesprekken(sessie, wie), id_, delen(zaak), post)
            except NietToegestaan as fout:
                raise HTTPException(HTTPStatus.CONFLICT, str(fout)) from None
            sessie.flush()
            zaak = open_zaak(sessie, wie, id_)
    return zaak, uitslag


def _thema(
    request: Request, wie: Identiteit, plek: tuple[str, str, str], post: Post | None
) -> Response:
    id_, kant, thema = plek

    def delen(zaak: Zaak) -> list[Deelveld]:
        if thema not in zaak.themas:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if kant == "vier-ogen":
            return consulentblad(zaak, thema)
        nodig, niet_nodig = gespreksblad(zaak, thema)
        return [*nodig, *niet_nodig]

    zaak, uitslag = _bewaar(request, wie, id_, delen, post)
    alle = delen(zaak)
    themas = list(zaak.themas)
    plaats = themas.index(thema)
    vorige = themas[plaats - 1] if plaats else None
    volgende = themas[plaats + 1] if plaats + 1 < len(themas) else None
    if post is not None and uitslag is not None and not uitslag.fouten:
        doel = {"vorige": vorige, "volgende": volgende}.get(een(post, "actie"), thema)
        if een(post, "actie") == "rooster":
            return _naar(f"/gesprekken/{id_}/weekrooster")
        return _naar(f"/gesprekken/{id_}/{kant}/{doel}" if doel else f"/gesprekken/{id_}")
    if kant == "gesprek":
        nodig, niet_nodig = gespreksblad(zaak, thema)
        blad = vul(zaak, nodig, niet_nodig, post, uitslag)
    else:
        blad = vul(zaak, alle, (), post, uitslag)
    rooster = zaak.boek.weekrooster
    return toon(
        request,
        "thema.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if blad.fouten else HTTPStatus.OK,
        blad=blad,
        fouten=blad.foutenlijst,
        onderwerp=thema,
        kant=kant,
        plaats=plaats + 1,
        vorige=vorige and zaak.themas[vorige],
        volgende=volgende and zaak.themas[volgende],
        voortgang=voortgang(zaak),
        met_rooster=rooster is not None and rooster.vorm.thema == thema and kant == "gesprek",
    )


def _rooster(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    actie = een(post, "actie") if post is not None else ""
    if actie.startswith("weg-") and post is not None and actie[4:].isdigit():
        return _zonder_rij(request, wie, id_, post, int(actie[4:]))
    zaak, uitslag = _bewaar(request, wie, id_, lambda _: roosterblad(), post)
    with sessie_van(request, wie) as sessie:
        elders = Huishoudens(sessie, wie).telt_elders(id_)
    veld = Roosterveld()
    rijen = (
        veld.gepost(post) if post is not None else veld.rijen(zaak.stand.inhoud.get(veld.sleutel))
    )
    klaar = uitslag is not None and not uitslag.fouten
    if klaar and actie in {"bewaar", "terug"}:
        naar = "" if actie == "bewaar" else f"/gesprek/{_roosterthema(zaak)}"
        return _naar(f"/gesprekken/{id_}{naar or '/weekrooster'}")
    if actie == "erbij" and uitslag is not None:
        # Asking for a row is not yet asking to check: that waits for the button to keep.
        uitslag.fouten = {n: t for n, t in uitslag.fouten.items() if n == veld.id}
    if actie == "erbij" or not rijen:
        rijen = [*rijen, leeg()]
    blad = vul(zaak, roosterblad(), (), post, uitslag)
    if klaar and post is not None:
        blad = vul(zaak, roosterblad())
    return toon(
        request,
        "rooster.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if blad.fouten else HTTPStatus.OK,
        blad=blad,
        fouten=blad.foutenlijst,
        rijen=rijen,
        lege_rij=leeg(),
        compleet=een(post, "compleet")
        if post is not None
        else (zaak.stand.inhoud.get(veld.sleutel) or {}).get("compleet", ""),
        dagen=DAGEN,
        wie=opties(WIE),
        vorm=opties(VORM),
        ritme=opties(RITME),
        resultaten=_resultaten(zaak),
        elders=elders,
        bewijs=opties(zaak.boek.kop.bewijs),
        onderwerp=_roosterthema(zaak),
    )


def _zonder_rij(request: Request, wie: Identiteit, id_: str, post: Post, weg: int) -> Response:
    """Keep the weekrooster without one row, and show it again."""
    over = [
        (naam, waarde)
        for naam, waarde in post.multi_items()
        if not naam.startswith(f"rij-{weg}-") and naam != "actie"
    ]
    return _rooster(request, wie, id_, FormData([*over, ("actie", "bewaar")]))


def _papier(request: Request, wie: Identiteit, id_: str, post: Post | None) -> Response:
    zaak, uitslag = _bewaar(
        request, wie, id_, lambda z: [d for _, delen in papierblad(z) for d in delen], post
    )
    if uitslag is not None and not uitslag.fouten:
        return _naar(f"/gesprekken/{id_}/weekrooster")
    bladen = papierblad(zaak)
    blad = vul(zaak, [d for _, delen in bladen for d in delen], (), post, uitslag)
    return toon(
        request,
        "papier.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if blad.fouten else HTTPStatus.OK,
        blad=blad,
        bladen=bladen,
        fouten=blad.foutenlijst,
    )


def _roosterthema(zaak: Zaak) -> str:
    rooster = zaak.boek.weekrooster
    return rooster.vorm.thema if rooster else next(iter(zaak.themas))


def _resultaten(zaak: Zaak) -> list[dict[str, str]]:
    richting = zaak.boek.vragen.get("richting")
    per = (richting.vorm.per if richting else None) or {}
    return opties(per)

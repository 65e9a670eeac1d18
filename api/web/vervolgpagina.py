"""The pages on which a gesprek gets a sequel, and on which old and new stand side by side."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.toegang import Aangemeld, eis
from api.opslag.bank import Sessie
from api.opslag.besluiten import Besluit, Besluiten
from api.opslag.gesprekken import Gesprekken, Soort, Stand
from api.opslag.onderdelen import Wijziging
from api.opslag.status import AFGEROND, LOOPT
from api.opslag.verhuizing import Verhuizing
from api.opslag.verschil import NIETS, Verschil, verschil_gesprek
from api.opslag.weigering import NietGevonden, NietToegestaan
from api.web.antwoordveld import een, is_dag
from api.web.besluitregels import (
    adviesregels,
    besluitregels,
    is_ingetrokken,
    verschil_advies,
    verschil_keuze,
)
from api.web.gesprekspagina import toon
from api.web.veldgroep import dag_in_woorden
from api.web.wegingspagina import laatste_voorstel, uitkomst_van
from api.web.zaak import Post, Zaak, moment, naam_van, open_zaak, sessie_van
from engine.rulebook.regelwerk import Regelwerk

_SOORTEN: dict[Soort, dict[str, str]] = {
    Soort.HERINDICATIE: {
        "tekst": "Herindicatie: een nieuw gesprek",
        "uitleg": "Begint leeg, alleen de vorige indicatie staat er al. Wat toen is gezegd, blijft "
        "u zien op de bladzijde met verschillen.",
    },
    Soort.CORRECTIE: {
        "tekst": "Antwoorden verbeteren",
        "uitleg": "Begint met alles wat hier staat. Daarna komen er een nieuw voorstel en een "
        "nieuw besluit.",
    },
    Soort.INTREKKING: {
        "tekst": "Stoppen met dit gesprek",
        "uitleg": "De cliënt ziet ervan af. Er komt geen besluit. Alles blijft te lezen.",
    },
}
_MAG: dict[str, tuple[Soort, ...]] = {
    LOOPT: (Soort.INTREKKING,),
    AFGEROND: (Soort.HERINDICATIE, Soort.CORRECTIE),
}
_DAG = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_EIGEN = "besluit/"
"""Parts that are a draft of a besluit: what was decided is compared by itself."""


def maak_vervolgpaginas(regelwerk: Regelwerk) -> APIRouter:
    """Return the pages; a herindicatie goes by the rules given."""
    router = APIRouter(include_in_schema=False)

    @router.get("/gesprekken/{id_}/vervolg")
    def vervolg(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _vervolg(request, wie, id_, {}, {})

    @router.post("/gesprekken/{id_}/vervolg")
    def begin(request: Request, wie: Aangemeld, id_: str, post: Post) -> Response:
        eis(wie, Rol.CONSULENT)
        velden = {naam: een(post, naam) for naam in ("soort", "reden", "peildatum")}
        with sessie_van(request, wie) as sessie:
            zaak = open_zaak(sessie, wie, id_)
        fouten = _controleer(velden, zaak, regelwerk)
        if not fouten:
            try:
                with sessie_van(request, wie) as sessie:
                    verder = _vervang(sessie, wie, id_, velden, regelwerk)
                return RedirectResponse(f"/gesprekken/{verder}", HTTPStatus.SEE_OTHER)
            except NietToegestaan as fout:
                fouten["soort"] = str(fout)
        return _vervolg(request, wie, id_, velden, fouten)

    @router.get("/gesprekken/{id_}/verschil")
    def verschil(request: Request, wie: Aangemeld, id_: str) -> Response:
        return _verschil(request, wie, id_)

    return router


def _controleer(velden: dict[str, str], zaak: Zaak, regelwerk: Regelwerk) -> dict[str, str]:
    fouten: dict[str, str] = {}
    if velden["soort"] not in _mag(zaak.stand):
        fouten["soort"] = "Kies wat u wilt doen."
    if velden["soort"] == Soort.HERINDICATIE:
        dag = velden["peildatum"]
        if not is_dag(dag):
            fouten["peildatum"] = "Kies de dag van het nieuwe gesprek."
        elif regelwerk.op(date.fromisoformat(dag)) is None:
            fouten["peildatum"] = "Op deze dag gelden er geen regels. Kies een andere dag."
    if not velden["reden"]:
        fouten["reden"] = "Schrijf waarom dit nodig is."
    return fouten


def _vervang(
    sessie: Sessie, wie: Identiteit, id_: str, velden: dict[str, str], regelwerk: Regelwerk
) -> str:
    """Let another gesprek take the place; return where the consulent goes on."""
    gesprekken, soort = Gesprekken(sessie, wie), Soort(velden["soort"])
    nieuw = gesprekken.vervang(id_, soort, velden["reden"])
    if soort is Soort.HERINDICATIE:
        dag = velden["peildatum"]
        gesprekken.schrijf(nieuw, [Wijziging("periode", 0, {"peildatum": dag})])
        Verhuizing(sessie, wie).verhuis(nieuw, regelwerk, date.fromisoformat(dag))
    return id_ if soort is Soort.INTREKKING else nieuw


def _vervolg(
    request: Request, wie: Identiteit, id_: str, velden: dict[str, str], fouten: dict[str, str]
) -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        gesprekken = Gesprekken(sessie, wie)
        vorige = gesprekken.haal(zaak.stand.vervangt) if zaak.stand.vervangt else None
        opvolgers = [gesprekken.haal(o) for o in gesprekken.opvolgers(id_)]
        besluit = _laatste(sessie, wie, id_)
    soorten = [{"waarde": s.value, **_SOORTEN[s]} for s in _mag(zaak.stand)]
    return toon(
        request,
        "vervolg.html.j2",
        zaak,
        HTTPStatus.BAD_REQUEST if fouten else HTTPStatus.OK,
        soorten=soorten,
        velden_in=velden,
        fout_bij=fouten,
        fouten=[{"veld": veld, "tekst": tekst} for veld, tekst in fouten.items()],
        vorige=vorige,
        opvolgers=opvolgers,
        naam_van=naam_van,
        moment=moment,
        heeft_besluit=besluit is not None,
        besluit_geldt=besluit is not None and not is_ingetrokken(besluit),
    )


def _verschil(request: Request, wie: Identiteit, id_: str) -> Response:
    eis(wie, Rol.CONSULENT)
    with sessie_van(request, wie) as sessie:
        zaak = open_zaak(sessie, wie, id_)
        if zaak.stand.vervangt is None:
            raise NietGevonden("gesprek")
        vorige = Gesprekken(sessie, wie).haal(zaak.stand.vervangt)
        uitkomsten = [uitkomst_van(laatste_voorstel(sessie, wie, i)) for i in (vorige.id, id_)]
        besluiten = [_laatste(sessie, wie, i) for i in (vorige.id, id_)]
    antwoorden = [
        _leesbaar(v) for v in verschil_gesprek(_inhoud(vorige), _inhoud(zaak.stand), zaak.boek)
    ]
    was, is_nu = uitkomsten
    oud, nieuw = besluiten
    return toon(
        request,
        "verschil.html.j2",
        zaak,
        vorige=vorige,
        naam_van=naam_van,
        moment=moment,
        anders=[_alleen_anders(v) for v in antwoorden if v.nieuw != NIETS],
        niet_gevraagd=[v for v in antwoorden if v.nieuw == NIETS],
        was=adviesregels(was, zaak.boek),
        is_nu=adviesregels(is_nu, zaak.boek),
        uitkomst=verschil_advies(was, is_nu, zaak.boek),
        oud=oud and besluitregels(oud.keuze, zaak.boek),
        oud_ingetrokken=oud is not None and is_ingetrokken(oud),
        nieuw=nieuw and besluitregels(nieuw.keuze, zaak.boek),
        besluit=verschil_keuze(oud.keuze, nieuw.keuze, zaak.boek) if oud and nieuw else [],
    )


def _leesbaar(verschil: Verschil) -> Verschil:
    """Return a difference with its days and names as people write them."""
    onderdeel = verschil.onderdeel.replace("_vier_ogen", ", onder vier ogen").replace("_", " ")
    oud, nieuw = (
        _DAG.sub(lambda g: dag_in_woorden(g[0]), t) for t in (verschil.oud, verschil.nieuw)
    )
    return Verschil(onderdeel, oud, nieuw)


def _alleen_anders(verschil: Verschil) -> Verschil:
    """Return a difference without the lines that both have: a weekrooster has many."""
    oud, nieuw = verschil.oud.split("; "), verschil.nieuw.split("; ")
    return Verschil(
        verschil.onderdeel,
        "\n".join(regel for regel in oud if regel not in nieuw) or "niets anders",
        "\n".join(regel for regel in nieuw if regel not in oud) or "niets anders",
    )


def _mag(stand: Stand) -> tuple[Soort, ...]:
    """Return what can follow; after a withdrawal nothing can."""
    return () if stand.vervangt_soort == Soort.INTREKKING else _MAG.get(stand.status, ())


def _inhoud(stand: Stand) -> dict[str, Any]:
    return {n: w for n, w in stand.inhoud.items() if not n.startswith(_EIGEN)}


def _laatste(sessie: Sessie, wie: Identiteit, id_: str) -> Besluit | None:
    genomen = Besluiten(sessie, wie).van_gesprek(id_)
    return genomen[-1] if genomen else None

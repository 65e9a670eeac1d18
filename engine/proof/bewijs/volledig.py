"""Volledig en eenduidig: every complete intake gets exactly one value, or a named route."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.beslisdiagram import Gebrek
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.proof.bewijs.delen import Bevinding, Toont, Uitslag, Zaak, plekken, regels_van
from engine.proof.bewijs.ruimte import Geval
from engine.rulebook.diagnose import Diagnose, Verwant
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import GEEN, ROUTE, Uitkomst

_AANVULLEN = "Schrijf een regel of cel voor wat in deze intake staat."
_ONDERSCHEIDEN = "Laat de regels niet overlappen: geef een van beide een voorwaarde erbij."


def volledig(zaak: Zaak) -> Iterator[Bevinding]:
    """Yield every way in which a complete intake is left without exactly one value."""
    for naam in zaak.boek.volgorde:
        uitkomst = zaak.boek.uitkomsten.get(naam)
        if uitkomst is None or uitkomst.kies != "uniek":
            continue
        yield from _een_waarde(zaak, uitkomst)
        if uitkomst.advies and zaak.boek.routes:
            yield from _of_een_route(zaak, uitkomst)


def wortels(zaak: Zaak) -> list[int]:
    """Return the diagrams that this proof looks at."""
    namen = [u.id for u in zaak.boek.uitkomsten.values() if u.kies == "uniek" or u.id == ROUTE]
    return [zaak.model.grootheden[naam] for naam in namen if naam in zaak.model.grootheden]


def _een_waarde(zaak: Zaak, uitkomst: Uitkomst) -> Iterator[Bevinding]:
    wortel = zaak.model.grootheden[uitkomst.id]
    eerder = zaak.gaaf(*(zaak.onder(uitkomst.id) - {uitkomst.id}))
    for te_veel in (False, True):

        def is_zo(waarde: object, te_veel: bool = te_veel) -> bool:
            return isinstance(waarde, Gebrek) and bool(waarde.waarden) is te_veel

        def toont(uitslag: Uitslag, te_veel: bool = te_veel) -> bool:
            return (
                isinstance(uitslag, GeenUniekeUitkomst)
                and uitslag.uitkomst == uitkomst.id
                and bool(uitslag.regels) is te_veel
            )

        diagram = zaak.ruimte.en(zaak.ruimte.d.zet_om(wortel, is_zo), eerder)
        hoe = "meer dan een waarde" if te_veel else "geen waarde"
        yield from _meld(
            zaak,
            uitkomst,
            diagram,
            toont,
            code="bewijs-overlap" if te_veel else "bewijs-gat",
            melding=f"Er is een intake waarbij de regels '{uitkomst.id}' {hoe} geven.",
        )


def _of_een_route(zaak: Zaak, uitkomst: Uitkomst) -> Iterator[Bevinding]:
    """Exactly one of the two: a value of the advice, or a named route."""
    ruimte, route = zaak.ruimte, zaak.boek.grootheden[ROUTE]
    geen = ruimte.d.zet_om(
        zaak.model.grootheden[ROUTE], lambda klasse: route.klassen[int(str(klasse))].naam == GEEN
    )
    waarde = zaak.relevant(uitkomst.id)
    for beide in (False, True):

        def toont(uitslag: Uitslag, beide: bool = beide) -> bool:
            if isinstance(uitslag, GeenUniekeUitkomst):
                # What rests on it then has no value either, and that stops the evaluation.
                return uitkomst.id in zaak.onder(uitslag.uitkomst) - {uitslag.uitkomst}
            eigen, weg = uitslag.waarde(uitkomst.id), uitslag.waarde(ROUTE)
            if eigen is None or weg is None:
                return False
            return (eigen != NVT, weg != GEEN) == (beide, beide)

        if beide:
            diagram, hoe = ruimte.en(waarde, ruimte.niet(geen)), "zowel een route als"
        else:
            diagram, hoe = ruimte.en(ruimte.niet(waarde), geen), "geen route en ook geen"
        yield from _meld(
            zaak,
            uitkomst,
            ruimte.en(diagram, zaak.gaaf(uitkomst.id, ROUTE)),
            toont,
            code="bewijs-overlap" if beide else "bewijs-gat",
            melding=f"Er is een intake met {hoe} een waarde van '{uitkomst.id}'.",
        )


def _meld(
    zaak: Zaak, uitkomst: Uitkomst, diagram: int, toont: Toont, *, code: str, melding: str
) -> Iterator[Bevinding]:
    ruimte = zaak.ruimte
    if ruimte.bestaat(diagram, echt=False) == ruimte.nee:
        return
    plek = uitkomst.grond.positie if uitkomst.grond else None
    waarden = (zaak.model.grootheden[n] for n in (uitkomst.id, ROUTE) if n in zaak.boek.uitkomsten)
    geval = zaak.voorbeeld(diagram, toont, *waarden)
    if geval is None:
        yield Bevinding(niet_beslist(melding, uitkomst))
        return
    hulp = _AANVULLEN if code == "bewijs-gat" else _ONDERSCHEIDEN
    verwant = _betrokken(zaak, uitkomst, geval)
    yield Bevinding(Diagnose(code, melding, hulp, plek, verwant=verwant), (geval,))


def niet_beslist(melding: str, uitkomst: Uitkomst) -> Diagnose:
    """Return that a finding holds for counts of which no weekrooster is known."""
    return Diagnose(
        "bewijs-niet-beslist",
        f"Niet beslist. {melding} Er is geen weekrooster gevonden met de tellingen daarvan.",
        "Zoek of zo'n weekrooster bestaat. Zo niet, schrijf de regels zo dat het niet uitmaakt.",
        uitkomst.grond.positie if uitkomst.grond else None,
    )


def _betrokken(zaak: Zaak, uitkomst: Uitkomst, geval: Geval) -> tuple[Verwant, ...]:
    """Return the rules that hold, else those that could have given a value."""
    uitslag = zaak.evalueer(geval)
    if isinstance(uitslag, GeenUniekeUitkomst):
        geldend = [
            zaak.boek.regels[id_] for id_ in uitslag.regels if uitslag.uitkomst == uitkomst.id
        ]
    else:
        geldend = list(uitslag.regels_die_gelden(ROUTE))
    if geldend:
        return plekken(iter(geldend), "geldt.")
    return plekken(regels_van(zaak.boek, uitkomst), "geldt niet.")

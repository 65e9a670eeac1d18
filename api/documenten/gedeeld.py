"""Parts that more than one document has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.documenten.basis import Basis
from api.documenten.onderbouwing import berekening, redenen
from api.documenten.rooster import (
    per_fase,
    per_resultaat,
    per_week,
    resultaat_in_woorden,
    zonder_activiteit,
    zonder_resultaat,
)
from api.documenten.vorm import Alinea, Blok, Deel, Invullen
from engine.explanation.teksten import dag_in_woorden

_EERSTE = "eerste_melding"


def resultaten(basis: Basis, delen: Mapping[str, Deel]) -> Iterator[Deel]:
    """Yield the results with their goals, and per result the activities and the time."""
    for naam in ("resultaten", "aanbod"):
        if naam in delen:
            yield delen[naam]
    if "activiteiten" in delen:
        deel = delen["activiteiten"]
        blok = per_resultaat(basis)
        # While there is no weekrooster, the rules' own part says what is missing.
        eigen = deel.blokken or (blok,)
        fasen = per_fase(basis)
        zonder = tuple(_past_niet(basis))
        blokken = (*eigen, *([fasen] if fasen else []), *zonder)
        yield Deel(deel.id, deel.kop, blokken, (), deel.inventaris)


def _past_niet(basis: Basis) -> Iterator[Blok]:
    """Yield where results and weekrooster do not fit each other."""
    zonder = [resultaat_in_woorden(basis, n) for n in zonder_activiteit(basis)]
    if zonder:
        wat = "wie dit doet, hoe vaak en hoe lang, of dat het er niet bij hoort: "
        yield Invullen(f"{wat}{'; '.join(zonder)}.")
    over = zonder_resultaat(basis)
    if over:
        wat = "bij welk resultaat dit hoort, of dat het er niet bij hoort: "
        yield Invullen(f"{wat}{'; '.join(over)}.")


def inzet_en_complexiteit(basis: Basis, delen: Mapping[str, Deel]) -> Iterator[Deel]:
    """Yield both classifications, each with its own reasons."""
    for naam in ("complexiteit", "inzet"):
        if naam not in delen:
            continue
        deel = delen[naam]
        vast = basis.voorstel.spoor.waarde(naam) is not None
        waarom = tuple(redenen(basis, naam)) if vast else ()
        kop = (Alinea(basis.zeg("Dit is de reden:", "Dit zijn de redenen:")),) if waarom else ()
        yield Deel(deel.id, deel.kop, (*deel.blokken, *kop, *waarom), (), deel.inventaris)


def verandering(basis: Basis) -> Deel:
    """Return what is different from the previous indication."""
    kop = basis.zeg("Verandering ten opzichte van de vorige indicatie", "Wat er verandert")
    return Deel("verandering", kop, tuple(_verandering(basis)))


def _verandering(basis: Basis) -> Iterator[Blok]:
    vorige = basis.voorstel.intake.vorm.vorige_indicatie
    if vorige is None:
        if basis.voorstel.spoor.feiten.get("aanleiding") == _EERSTE:
            yield Alinea(
                basis.zeg(
                    "Dit was de eerste melding. Er is geen eerdere indicatie bekend.",
                    "Dit was uw eerste melding. Voor zover wij weten, kreeg u nog niet eerder "
                    "hulp van de gemeente.",
                )
            )
        else:
            yield Invullen("de vorige indicatie en wat er verandert.")
        return
    gegevens = basis.uitkomst["vorige_indicatie"]
    van, tot = dag_in_woorden(vorige.van), dag_in_woorden(vorige.tot)
    yield Alinea(
        basis.zeg(
            f"De vorige indicatie: arrangement {vorige.arrangement}, van {van} tot en met {tot}.",
            f"U had arrangement {vorige.arrangement}, van {van} tot en met {tot}.",
        )
    )
    besluit = basis.gegevens.besluit
    if besluit is None or str(besluit.arrangement) == basis.voorstel.spoor.waarde("arrangement"):
        zinnen = gegevens.get("verandering", [])
        if zinnen:
            yield Alinea(" ".join(zinnen))
        else:
            yield Invullen("wat er verandert.")
    elif besluit.arrangement is not None:
        yield Alinea(f"Het arrangement was {vorige.arrangement} en wordt {besluit.arrangement}.")
    was, nu = gegevens.get("tijd"), basis.uitkomst.get("tijd")
    if was and nu:
        toen = per_week(was["uren_per_week"], was["dagdelen_per_week"]) or "geen tijd"
        straks = per_week(nu["uren_per_week"], nu["dagdelen_per_week"]) or "geen tijd"
        yield Alinea(f"De hulp was {toen} per week en wordt {straks} per week.")


def uitleg_berekening(basis: Basis) -> Deel:
    """Return what the program did and how that can be checked."""
    kop = basis.zeg("Wat het programma deed", "Hoe het rekenprogramma hielp")
    return Deel("berekening", kop, tuple(berekening(basis)))

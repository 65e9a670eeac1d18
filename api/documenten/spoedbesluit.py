"""The temporary provision after a spoedmelding, until the gemeente has looked into the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.documenten.basis import Basis
from api.documenten.besluit import (
    BEZWAAR,
    SAMEN,
    arrangement,
    bezwaar,
    gebruikt,
    met_aanbieder,
    motivering,
)
from api.documenten.gedeeld import inzet_en_complexiteit, resultaten, uitleg_berekening
from api.documenten.onderbouwing import redenen
from api.documenten.regeldelen import BESCHIKKING, regeldelen
from api.documenten.rooster import dag
from api.documenten.vorm import Alinea, Blok, Deel, Invullen, Lijst
from engine.indicatie.overige_json import datums
from engine.indicatie.termijnen import bereken
from engine.indicatie.voorstel import ARRANGEMENT, SPOED

_NIET_BIJ_SPOED = {ARRANGEMENT, "periode", "golven", "fasen", "vervoerstoeslag"}


def spoedbesluit(basis: Basis) -> Iterator[Deel]:
    """Yield the parts of the temporary provision: Wmo 2015, article 2.3.3."""
    delen = regeldelen(basis, BESCHIKKING)
    eerste, laatste = _spoedperiode(basis)
    yield Deel("besluit", "Ons besluit", tuple(_spoed(basis)))
    periode = delen.get("periode")
    yield Deel(
        "periode",
        "Ingangsdatum en duur",
        tuple(_spoedduur(basis, eerste, laatste)),
        inventaris=periode.inventaris if periode else (),
    )
    yield Deel(
        "reden",
        basis.zeg("Waarom dit spoed is", "Waarom u hulp met spoed krijgt"),
        (*_spoedreden(basis),),
    )
    if "subdoelen" in delen:
        yield delen["subdoelen"]
    yield from resultaten(basis, delen)
    yield from inzet_en_complexiteit(basis, delen)
    for naam, deel in delen.items():
        if naam == ARRANGEMENT:
            yield arrangement(basis, deel)
        elif naam not in {*SAMEN, *_NIET_BIJ_SPOED, "subdoelen", BEZWAAR}:
            yield met_aanbieder(basis, deel)
    yield Deel("hierna", "Wat er hierna gebeurt", tuple(_hierna(basis)))
    yield from motivering(basis)
    yield gebruikt(basis)
    yield uitleg_berekening(basis)
    yield from bezwaar(basis, delen)


def _spoedperiode(basis: Basis) -> tuple[date | None, date | None]:
    """Return the first and the last covered day; what was decided goes first."""
    besluit, bekend = basis.gegevens.besluit, datums(basis.voorstel)
    einde = (
        bereken(basis.boek, "spoed_laatste_dag", bekend)
        if _heeft(basis, "spoed_laatste_dag")
        else None
    )
    eerste, laatste = bekend.get("start_spoed"), einde.dag if einde else None
    if besluit is not None:
        eerste, laatste = besluit.ingangsdatum or eerste, besluit.einddatum or laatste
    return eerste, laatste


def _heeft(basis: Basis, termijn: str) -> bool:
    return termijn in basis.boek.termijnen


def _spoed(basis: Basis) -> Iterator[Blok]:
    oordeel = basis.voorstel.spoor.waarde(SPOED) if SPOED in basis.boek.uitkomsten else None
    if basis.gegevens.besluit is None:
        yield Invullen("het besluit van de gemeente. Dit is een concept; er is nog niet besloten.")
    if basis.gegevens.besluit is not None or oordeel == "voldoet":
        yield Alinea(
            basis.zeg(
                "Het gaat om een tijdelijke maatwerkvoorziening volgens artikel 2.3.3 van de Wmo "
                "2015, in afwachting van het onderzoek.",
                "U hebt snel hulp nodig. Daarom geven wij u tijdelijk hulp. Intussen onderzoeken "
                "wij wat u daarna nodig hebt.",
            )
        )
    if oordeel != "voldoet":
        yield Invullen(
            basis.zeg(
                "waarom het college met spoed hulp geeft, terwijl de spoedmelding niet of nog "
                "niet aan de afspraken voldoet.",
                "waarom wij u met spoed hulp geven.",
            )
        )


def _spoedduur(basis: Basis, eerste: date | None, laatste: date | None) -> Iterator[Blok]:
    if eerste is None or laatste is None:
        yield Invullen("de eerste en de laatste dag van de spoedhulp.")
        return
    dagen = (laatste - eerste).days + 1
    yield Alinea(
        basis.zeg(
            f"De spoedhulp loopt van {dag(eerste)} tot en met {dag(laatste)}: {dagen} dagen. Is er "
            "dan nog geen besluit, dan verlengt de gemeente de tijdelijke hulp.",
            f"Uw spoedhulp loopt van {dag(eerste)} tot en met {dag(laatste)}. Dat zijn {dagen} "
            "dagen. Is er dan nog geen nieuw besluit? Dan zorgen wij dat uw hulp doorgaat.",
        )
    )


def _spoedreden(basis: Basis) -> Iterator[Blok]:
    if SPOED not in basis.boek.uitkomsten:
        return
    if basis.client:
        # Only what carries it: the list of what does not stand in the way says little to a client.
        keten = basis.voorstel.uitleg.eigenaar(SPOED)
        zinnen = [
            s.u
            for s in keten.alle()
            if s.soort == "regel" and s.u and s.id and s not in keten.onder
        ]
        if zinnen:
            yield Lijst(tuple(dict.fromkeys(zinnen)))
        return
    yield from redenen(basis, SPOED)


def _hierna(basis: Basis) -> Iterator[Blok]:
    bekend = datums(basis.voorstel)
    zinnen = {
        "spoed_gesprek": (
            "Het gesprek over de hulp daarna is uiterlijk op {}.",
            "Uiterlijk op {} praten wij met u over de hulp die u daarna nodig hebt.",
        ),
        "spoed_onderzoek": (
            "Het onderzoek na de melding is uiterlijk klaar op {}.",
            "Ons onderzoek is uiterlijk klaar op {}.",
        ),
        "spoed_eigen_arrangement": (
            "Het arrangement dat de gemeente bepaalt, gaat in op {}.",
            "De hulp die de gemeente daarna voor u bepaalt, begint op {}.",
        ),
    }
    punten = []
    for termijn, (tekst, u) in zinnen.items():
        einde = bereken(basis.boek, termijn, bekend) if _heeft(basis, termijn) else None
        if einde is not None:
            punten.append((einde.dag, basis.zeg(tekst, u).format(einde.in_woorden())))
    if punten:
        yield Lijst(tuple(zin for _, zin in sorted(punten)))  # as they will come
    else:
        yield Invullen("wanneer het gesprek is en wanneer de hulp daarna begint.")

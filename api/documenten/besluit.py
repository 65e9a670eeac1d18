"""The beschikking: the decision on an aanvraag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from api.documenten.basis import Basis
from api.documenten.fasebesluit import afwijkende_fasen, fasenlijst, met_fasen
from api.documenten.gedeeld import (
    inzet_en_complexiteit,
    resultaten,
    uitleg_berekening,
    verandering,
)
from api.documenten.onderbouwing import antwoordtabel, dragende_antwoorden, redenen
from api.documenten.regeldelen import BESCHIKKING, regeldelen
from api.documenten.rooster import dag
from api.documenten.vorm import Alinea, Blok, Deel, Invullen, Lijst
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.overige_json import datums
from engine.indicatie.termijnen import begindatum, bereken
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.rulebook import ROUTE

SAMEN = ("resultaten", "aanbod", "activiteiten", "complexiteit", "inzet")
BEZWAAR = "bezwaar"
_BEZWAARTERMIJN = "bezwaar_client"


def beschikking(basis: Basis) -> Iterator[Deel]:
    """Yield the parts of the beschikking, the decision first and the remedies last."""
    delen = regeldelen(basis, BESCHIKKING)
    besluit = basis.gegevens.besluit
    route = besluit.route if besluit else None
    if route is None and besluit is None and basis.voorstel.heeft_route:
        route = basis.voorstel.spoor.waarde(ROUTE)
    if route is not None:
        yield from _route(basis, route, delen)
        return
    yield Deel("besluit", "Ons besluit", tuple(_besluit(basis)))
    yield from motivering(basis)
    if "subdoelen" in delen:
        yield delen["subdoelen"]
    yield from resultaten(basis, delen)
    yield from inzet_en_complexiteit(basis, delen)
    for naam, deel in delen.items():
        if naam == ARRANGEMENT:
            yield arrangement(basis, deel)
        elif naam not in {*SAMEN, "subdoelen", BEZWAAR}:
            yield met_fasen(basis, met_aanbieder(basis, deel))
    yield verandering(basis)
    yield gebruikt(basis)
    yield uitleg_berekening(basis)
    yield from bezwaar(basis, delen)


def _besluit(basis: Basis) -> Iterator[Blok]:
    besluit, vorm = basis.gegevens.besluit, basis.voorstel.intake.vorm
    aanvraag = datums(basis.voorstel).get("aanvraag")
    op = f" op {dag_in_woorden(aanvraag)}" if aanvraag else ""
    vraag = basis.zeg(f"De cliënt vroeg{op} om ondersteuning.", f"U vroeg ons{op} om hulp.")
    if besluit is None:
        yield Alinea(vraag)
        yield Invullen("het besluit van de gemeente. Dit is een concept; er is nog niet besloten.")
        return
    if besluit.arrangement is None:
        yield Alinea(vraag)
        yield Invullen("het arrangement dat de gemeente bepaalt.")
        return
    periode = (
        f" Die hulp loopt van {dag(vorm.ingangsdatum)} tot en met {dag(vorm.einddatum)}."
        if vorm.ingangsdatum and vorm.einddatum
        else ""
    )
    if besluit.fasen:
        aantal = len(besluit.fasen)
        yield Alinea(
            basis.zeg(
                f"{vraag} De gemeente kent de ondersteuning in {aantal} fasen toe.{periode}",
                f"{vraag} U krijgt die hulp. Die gaat in {aantal} stappen.{periode} "
                "Hieronder leest u wat dat betekent en waarom wij dit besluiten.",
            )
        )
        yield fasenlijst(basis)
        return
    yield Alinea(
        basis.zeg(
            f"{vraag} De gemeente kent arrangement {besluit.arrangement} toe.{periode}",
            f"{vraag} U krijgt die hulp. Wij geven u arrangement {besluit.arrangement}.{periode} "
            "Hieronder leest u wat dat betekent en waarom wij dit besluiten.",
        )
    )


def arrangement(basis: Basis, deel: Deel) -> Deel:
    """Return the part on the arrangement: as decided, also where that is not the voorstel."""
    besluit, voorgesteld = basis.gegevens.besluit, basis.voorstel.spoor.waarde(ARRANGEMENT)
    if besluit is None:
        blokken: list[Blok] = [Invullen("het arrangement dat de gemeente bepaalt.")]
        if voorgesteld is not None and not basis.client:
            blokken.insert(0, Alinea(f"Voorgesteld is arrangement {voorgesteld}."))
        return replace(deel, blokken=tuple(blokken))
    nummer = besluit.arrangement
    if besluit.fasen:
        return replace(deel, blokken=tuple(_fasen(basis, deel)))
    if nummer is None:
        return replace(deel, blokken=(Invullen("het arrangement dat de gemeente bepaalt."),))
    if str(nummer) != voorgesteld:
        blokken = [
            Alinea(
                basis.zeg(f"Bepaald is arrangement {nummer}.", f"U krijgt arrangement {nummer}.")
            )
        ]
        if voorgesteld is not None and not basis.zonder_advies:
            blokken.append(
                Alinea(
                    f"Het rekenprogramma stelde arrangement {voorgesteld} voor. Wij kozen anders. "
                    "De reden staat onder ‘Waarom wij dit besluiten’."
                )
            )
        return replace(deel, blokken=tuple(blokken))
    return deel


def _fasen(basis: Basis, deel: Deel) -> Iterator[Blok]:
    """Yield the arrangement of each phase, and where that is not the voorstel."""
    anders = afwijkende_fasen(basis)
    if not anders:
        yield from deel.blokken
    yield Alinea(basis.zeg("Per fase:", "In elke stap geldt een arrangement:"))
    yield fasenlijst(basis)
    if anders and not basis.zonder_advies:
        yield Alinea(
            "Het rekenprogramma stelde iets anders voor. Wij kozen anders. "
            "De reden staat onder ‘Waarom wij dit besluiten’. Dit was het voorstel:"
        )
        yield Lijst(tuple(anders))


def met_aanbieder(basis: Basis, deel: Deel) -> Deel:
    """Return a part with the provider's name where the rules leave a place for it."""
    besluit = basis.gegevens.besluit
    if besluit is None or not besluit.aanbieder:
        return deel
    naam = besluit.aanbieder
    return replace(
        deel,
        blokken=tuple(
            Alinea(b.tekst.replace("[naam van de aanbieder]", naam)) if isinstance(b, Alinea) else b
            for b in deel.blokken
        ),
    )


def motivering(basis: Basis) -> Iterator[Deel]:
    """Yield the gemeente's own reason."""
    besluit = basis.gegevens.besluit
    blok: Blok = Invullen("de reden van het besluit.")
    if besluit is not None and besluit.motivering:
        blok = Alinea(besluit.motivering)
    yield Deel("motivering", "Waarom wij dit besluiten", (blok,))


def gebruikt(basis: Basis) -> Deel:
    """Return the answers on which the decision rests."""
    tabel = antwoordtabel(basis, "Antwoorden waar het besluit op rust", dragende_antwoorden(basis))
    kop = basis.zeg("Gebruikte antwoorden", "Welke antwoorden wij gebruikten")
    return Deel("antwoorden", kop, tuple(tabel))


def _route(basis: Basis, route: str, delen: Mapping[str, Deel]) -> Iterator[Deel]:
    """Yield a decision without an arrangement: where the client can go, and why."""
    bekend = basis.boek.routes.get(route)
    blokken: list[Blok] = []
    if basis.gegevens.besluit is None:
        blokken.append(
            Invullen("het besluit van de gemeente. Dit is een concept; er is nog niet besloten.")
        )
    if bekend is not None:
        blokken.append(Alinea(basis.zeg(f"Geen arrangement: {bekend.titel}.", bekend.u)))
    yield Deel("besluit", "Ons besluit", tuple(blokken))
    yield from motivering(basis)
    if bekend is not None and basis.voorstel.spoor.waarde(ROUTE) == route:
        waarom = tuple(redenen(basis, ROUTE))
        yield Deel("waarom", basis.zeg("Uitleg", "Waar dit op rust"), waarom)
    yield gebruikt(basis)
    yield uitleg_berekening(basis)
    yield from bezwaar(basis, delen)


def bezwaar(basis: Basis, delen: Mapping[str, Deel]) -> Iterator[Deel]:
    """Yield the remedies, with the last day once the day of sending is known.

    What a notice of objection holds: Awb 6:5; a provisional measure: Awb 8:81.
    """
    deel = delen.get(BEZWAAR)
    if deel is None:
        return
    verzonden, boek = basis.gegevens.brief.verzonden, basis.boek
    blokken = list(deel.blokken)
    if verzonden is not None and _BEZWAARTERMIJN in boek.termijnen:
        begin = begindatum(boek, _BEZWAARTERMIJN)
        einde = bereken(boek, _BEZWAARTERMIJN, {begin: verzonden})
        if einde is not None:
            blokken.append(Alinea(f"De laatste dag voor bezwaar is {einde.in_woorden()}."))
    blokken.append(
        Alinea(
            basis.zeg(
                "Het bezwaar noemt naam en adres, de datum, het besluit en de reden, en is "
                "ondertekend.",
                "Zet in uw brief uw naam, uw adres en de datum. Schrijf om welk besluit het gaat. "
                "Schrijf ook waarom u het er niet mee eens bent. Zet er uw handtekening onder.",
            )
        )
    )
    blokken.append(Alinea(f"Adres: gemeente {basis.gemeente}, [postadres van de gemeente]."))
    blokken.append(
        Alinea(
            basis.zeg(
                "Bij spoed kan de rechter om een voorlopige voorziening worden gevraagd, als er "
                "ook bezwaar is gemaakt.",
                "Kunt u niet wachten op het antwoord? Dan kunt u de rechter vragen om alvast iets "
                "te regelen. Dat heet een voorlopige voorziening. U moet dan ook bezwaar maken.",
            )
        )
    )
    if basis.client:
        blokken.append(
            Alinea(
                "Wilt u hulp bij uw bezwaar? Vraag ons naar een onafhankelijke cliëntondersteuner. "
                "Die hulp is gratis."
            )
        )
    yield replace(deel, blokken=tuple(blokken))

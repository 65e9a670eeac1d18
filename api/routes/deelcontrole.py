"""Checking the parts that are written in a gesprek: what stands there must be readable.

A gesprek under way may be incomplete, so what is missing is no problem here; a voorstel asks
for the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from api.opslag.canoniek import NietTeBewaren, canoniek
from api.opslag.onderdelen import ANTWOORDEN, DATA, GEDEELD, NOTITIES, WEEKROOSTER
from api.routes.lichaam import Lichaam, als_vorm
from api.routes.vormen import LANGSTE_TEKST, Periode, Wijzigingen
from engine.indicatie.intake import lees_intake
from engine.indicatie.intake_vorm import MEESTE_RIJEN, Dag, Fase, Golfweken, Rij, VorigeIndicatie
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import MEESTE_DIAGNOSES
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.vorm_basis import NAAM, JaNee, Vorm, Vrij, fout
from engine.rulebook.vormcontrole import controleer_vorm

_GROEPEN: dict[str, type[BaseModel]] = {
    "periode": Periode,
    "golven": Golfweken,
    "vorige_indicatie": VorigeIndicatie,
}
_MEESTE_FASEN = 20
_ONAF = "sleutel-ontbreekt"


def _woorden(waarde: object) -> object:
    if not isinstance(waarde, str):
        fout("verkeerde-soort", "Hier hoort een tekst.", "Zet er aanhalingstekens om.")
    return waarde


Woorden = Annotated[str, BeforeValidator(_woorden)]
"""What stands in a field, which may be nothing."""


class _Rooster(Vorm):
    """Het weekrooster; de rijen worden een voor een nagekeken."""

    compleet: JaNee = False
    rijen: Vrij = None
    onaf: Vrij = None


class Onaffe(Vorm):
    """Een rij die nog niet af is, zoals die op het formulier staat; zij telt nergens mee."""

    activiteit: Woorden = ""
    resultaat: Woorden = ""
    wie: Woorden = ""
    vorm: Woorden = ""
    ritme: Woorden = ""
    per_maand: Woorden = ""
    keren: Woorden = ""
    minuten: Woorden = ""
    dagdelen: Woorden = ""
    krachten: Woorden = ""
    tijdelijk: Woorden = ""
    fase: Woorden = ""
    tijd: Woorden = ""
    gedeeld: Woorden = ""
    dagen: list[Dag] = Field(default_factory=list)
    bewijs: list[Woorden] = Field(default_factory=list)


def controleer_delen(lichaam: Lichaam, regelwerk: Regelwerk, dag: date) -> Wijzigingen:
    """Read the parts that are written, and check them against the rules of a day.

    Args:
        lichaam: the body of the request.
        regelwerk: the rules of the gesprek.
        dag: the day whose rules count.

    Raises:
        DiagnoseFout: with every problem, each with a pointer into the body.
    """
    wijzigingen = lichaam.als(Wijzigingen)
    problemen = list(_problemen(lichaam, wijzigingen, regelwerk, dag))
    if problemen:
        raise DiagnoseFout(problemen[:MEESTE_DIAGNOSES])
    return wijzigingen


def _problemen(
    lichaam: Lichaam, wijzigingen: Wijzigingen, regelwerk: Regelwerk, dag: date
) -> Iterator[Diagnose]:
    aantallen = Counter(deel.sleutel for deel in wijzigingen.delen)
    antwoorden: dict[str, Knoop] = {}
    for nummer, deel in enumerate(wijzigingen.delen):
        plek = lichaam.knoop.op("delen", nummer)
        knoop = plek.op("inhoud")
        if aantallen[deel.sleutel] > 1:
            melding = f"Het onderdeel '{deel.sleutel}' staat er {aantallen[deel.sleutel]} keer."
            hulp = "Stuur elk onderdeel een keer."
            yield Diagnose("dubbele-naam", melding, hulp, None, plek.op("sleutel").pad)
        yield from _te_bewaren(deel.inhoud, knoop)
        if knoop.soort == "leeg":
            continue
        if deel.sleutel.startswith(ANTWOORDEN):
            antwoorden[deel.sleutel.removeprefix(ANTWOORDEN)] = knoop
        elif deel.sleutel == DATA:
            yield from _gelezen({}, knoop, regelwerk, dag)
        elif deel.sleutel == WEEKROOSTER:
            yield from _weekrooster(knoop)
            yield from _onaf(knoop, deel.inhoud)
        elif deel.sleutel == "fasen":
            yield from _lijst(knoop, Fase, _MEESTE_FASEN, af=True)
        elif deel.sleutel.startswith(NOTITIES) and not isinstance(deel.inhoud, str):
            hulp = "Zet er aanhalingstekens om."
            yield Diagnose("verkeerde-soort", "Hier hoort een tekst.", hulp, None, knoop.pad)
        elif deel.sleutel in _GROEPEN:
            yield from _vorm(knoop, _GROEPEN[deel.sleutel])
    if antwoorden:
        yield from _gelezen(antwoorden, None, regelwerk, dag)


def _te_bewaren(inhoud: Any, knoop: Knoop) -> Iterator[Diagnose]:
    try:
        canoniek(inhoud)
    except NietTeBewaren:
        hulp = "Schrijf een getal met hoogstens 15 cijfers."
        yield Diagnose("ongeldig-getal", "Dit kan niet worden bewaard.", hulp, None, knoop.pad)
    stapel = [knoop]
    while stapel:
        deel = stapel.pop()
        stapel += [*deel.lijst, *deel.map.values()]
        if len(deel.tekst) > LANGSTE_TEKST:
            melding = f"Deze tekst heeft {len(deel.tekst)} tekens; dat is te veel."
            hulp = f"Schrijf hoogstens {LANGSTE_TEKST} tekens."
            yield Diagnose("getal-buiten-bereik", melding, hulp, None, deel.pad)


def _gelezen(
    antwoorden: Mapping[str, Knoop], data: Knoop | None, regelwerk: Regelwerk, dag: date
) -> Iterator[Diagnose]:
    """Yield what the reader of intakes has to say of these parts."""
    peildatum = Knoop("tekst", None, "", dag.isoformat())
    intake = Knoop("map", None, map={"peildatum": peildatum, "antwoorden": Knoop("map", None)})
    # An intake has at least one answer; an empty one says nothing.
    boek = regelwerk.op(dag) or regelwerk.boeken[-1]
    intake.map["antwoorden"].map = dict(antwoorden) or {
        next(iter(boek.vragen)): Knoop("leeg", None)
    }
    if data is not None:
        if data.soort != "map":
            yield from _vorm(data, Periode)
            return
        intake.map["data"] = data
    try:
        lees_intake(regelwerk, intake)
    except DiagnoseFout as fout:
        yield from (d for d in fout.diagnoses if d.code != _ONAF)


def _vorm(knoop: Knoop, soort: type[BaseModel], *, af: bool = False) -> Iterator[Diagnose]:
    """Yield what is wrong; what is missing only when it has to be finished."""
    _, problemen = controleer_vorm(knoop, soort)
    yield from (d for d in problemen if af or d.code != _ONAF)


def _lijst(
    knoop: Knoop, soort: type[BaseModel], meeste: int, *, af: bool = False
) -> Iterator[Diagnose]:
    geen_lijst = list(_grens(knoop, meeste))
    yield from geen_lijst
    if not geen_lijst:
        for deel in knoop.lijst:
            yield from _vorm(deel, soort, af=af)


def _grens(knoop: Knoop, meeste: int) -> Iterator[Diagnose]:
    """Yield that something is no list, or too long a list."""
    if knoop.soort != "lijst":
        melding = f"Hier hoort een lijst, geen {knoop.soort_naam}."
        yield Diagnose("verkeerde-soort", melding, "Schrijf [een, twee].", None, knoop.pad)
    elif len(knoop.lijst) > meeste:
        melding = f"Deze lijst heeft {len(knoop.lijst)} delen; dat is te veel."
        hulp = f"Zet er hoogstens {meeste} in."
        yield Diagnose("getal-buiten-bereik", melding, hulp, None, knoop.pad)


def _weekrooster(knoop: Knoop) -> Iterator[Diagnose]:
    """Yield what is wrong with a weekrooster; its rows may have the name of a shared row."""
    yield from _vorm(knoop, _Rooster)
    rijen = knoop.map.get("rijen")
    if rijen is None or rijen.soort == "leeg":
        return
    zonder = Knoop(rijen.soort, None, rijen.pad, rijen.tekst)
    zonder.lijst = [_zonder(rij, GEDEELD) for rij in rijen.lijst]
    yield from _lijst(zonder, Rij, MEESTE_RIJEN)
    for rij in rijen.lijst:
        gedeeld = rij.map.get(GEDEELD)
        if gedeeld is not None and not NAAM.fullmatch(gedeeld.tekst):
            hulp = "Gebruik kleine letters, cijfers en _: boodschappen_samen."
            yield Diagnose(
                "ongeldige-naam", "Dit is geen naam van een rij.", hulp, None, gedeeld.pad
            )


def _onaf(knoop: Knoop, inhoud: Any) -> Iterator[Diagnose]:
    """Yield what is wrong with the rows of a weekrooster that are not finished."""
    onaf = knoop.map.get("onaf")
    if onaf is None or onaf.soort == "leeg":
        return
    geen_lijst = list(_grens(onaf, MEESTE_RIJEN))
    yield from geen_lijst
    if geen_lijst:
        return
    for rij, gegeven in zip(onaf.lijst, inhoud["onaf"], strict=True):
        try:
            # By the kinds that JSON gives: the form shows texts and nothing else.
            als_vorm(gegeven, rij, Onaffe)
        except DiagnoseFout as problemen:
            yield from problemen.diagnoses
    compleet = knoop.op("compleet")
    if onaf.lijst and compleet.tekst in {"ja", "true"}:
        melding = "Dit weekrooster heeft een rij die nog niet af is."
        hulp = "Maak elke rij af, of zet 'compleet' op nee."
        yield Diagnose("sleutels-botsen", melding, hulp, None, compleet.pad)


def _zonder(knoop: Knoop, sleutel: str) -> Knoop:
    over = {naam: deel for naam, deel in knoop.map.items() if naam != sleutel}
    return Knoop(knoop.soort, None, knoop.pad, knoop.tekst, knoop.lijst, over)

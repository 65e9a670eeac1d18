"""The shapes of what is sent: keys that do not exist are refused, and every size has a bound."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from api.opslag.tabellen import LENGTE_NAAM
from api.routes.eisen import cijfers, datum, getal, lijst, naam, tekst
from engine.rulebook.vorm_basis import NAAM, Vorm, Vrij

LANGSTE_TEKST = 20_000
"""Characters, in a text of the consulent."""
_LANGSTE_REDEN = 2_000
_MEESTE_DELEN = 500
_MEESTE_RESULTATEN = 13
_MEESTE_FASEN = 50
_HOOGSTE = 1_000_000
ID = "[0-9a-f]{32}"
HASH = "[0-9a-f]{64}"
_SLEUTEL = (
    "(data|vorige_indicatie|fasen|golven|periode|weekrooster|gesprekken|vervallen|"
    "(antwoorden|notities|besluit)/[a-z0-9][a-z0-9_]{0,63})"
)
_HULP_SLEUTEL = "Bijvoorbeeld antwoorden/besluiten, periode of weekrooster."
_HULP_NAAM = "Gebruik kleine letters, cijfers en _: weg_weten."

_Kort = Annotated[str, tekst(LENGTE_NAAM)]
_Reden = Annotated[str, tekst(_LANGSTE_REDEN)]
_Dag = Annotated[date, datum()]
_Resultaat = Annotated[int, getal(1, _MEESTE_RESULTATEN)]


class NieuwGesprek(Vorm):
    """Een gesprek dat begint."""

    kenmerk: _Kort | None = None
    """Uw eigen zaaknummer; nooit een burgerservicenummer of een naam."""


class Deelwijziging(Vorm):
    """Een onderdeel zoals het moet worden."""

    sleutel: Annotated[str, naam(_SLEUTEL, _HULP_SLEUTEL)]
    """Het onderdeel, bijvoorbeeld `antwoorden/besluiten` of `periode`."""
    versie: Annotated[int, getal(0, _HOOGSTE)]
    """De versie die u kende; 0 als het onderdeel er nog niet was."""
    inhoud: Vrij
    """De nieuwe inhoud; null haalt het onderdeel weg."""


class Wijzigingen(Vorm):
    """Onderdelen van een gesprek die veranderen."""

    delen: Annotated[
        list[Deelwijziging],
        Field(min_length=1, max_length=_MEESTE_DELEN),
        BeforeValidator(lambda waarde: lijst(waarde, _MEESTE_DELEN)),
    ]
    """Elk onderdeel hoogstens een keer."""


class Vervanging(Vorm):
    """Waarom een ander gesprek in de plaats komt."""

    soort: Literal["correctie", "intrekking", "herindicatie"]
    """Een correctie neemt alles over, een herindicatie de indicatie, een intrekking sluit af."""
    reden: _Reden
    """Waarom."""


class NieuwVoorstel(Vorm):
    """Niets: de gegevens staan in het gesprek."""


def _een_van_twee(een: str, ander: str) -> dict[str, Any]:
    """Say in a schema that one of two keys has a value, and not both."""
    niets = {"type": "null"}
    return {
        "oneOf": [
            {"required": [een], "properties": {een: {"not": niets}, ander: niets}},
            {"required": [ander], "properties": {ander: {"not": niets}, een: niets}},
        ]
    }


def _alleen_bij(sleutel: str, keuze: str, waarden: list[str]) -> dict[str, Any]:
    """Say in a schema that a key has a value with these choices, and with no other."""
    niets = {"type": "null"}
    return {
        "if": {"required": [keuze], "properties": {keuze: {"enum": waarden}}},
        "then": {"required": [sleutel], "properties": {sleutel: {"not": niets}}},
        "else": {"properties": {sleutel: niets}},
    }


class Besluitfase(Vorm):
    """Wat de consulent voor een fase besluit."""

    nummer: Annotated[int, getal(1, _MEESTE_FASEN)]
    """De hoeveelste fase."""
    vanaf: _Dag
    """De eerste dag; een fase loopt tot de volgende begint."""
    arrangement: Annotated[int, getal(1, 9)]
    """Het arrangement in deze fase."""
    vervoer: _Kort | None = None
    """De productcode van de vervoerstoeslag in deze fase."""


class Besluitinhoud(Vorm):
    """Wat de consulent besluit."""

    model_config = ConfigDict(json_schema_extra=_een_van_twee("arrangement", "route"))

    oordeel: Literal["eens", "afwijken", "zonder_advies"]
    """Hoe het besluit zich verhoudt tot het voorstel."""
    motivering: Annotated[str, tekst(LANGSTE_TEKST)]
    """De eigen motivering van de consulent, ook bij `eens`."""
    arrangement: Annotated[int, getal(1, 9)] | None = None
    """Het arrangement, of anders een route; bij fasen dat van de eerste fase."""
    route: Annotated[str, naam(NAAM.pattern, _HULP_NAAM)] | None = None
    """De route, of anders een arrangement."""
    vervoer: _Kort | None = None
    """De productcode van de vervoerstoeslag."""
    leveringsvorm: _Kort | None = None
    """Zorg in natura of een pgb."""
    aanbieder: _Kort | None = None
    """De zorgaanbieder."""
    ingangsdatum: _Dag | None = None
    """De eerste dag."""
    einddatum: _Dag | None = None
    """De laatste dag."""
    resultaten: (
        Annotated[
            list[_Resultaat],
            Field(min_length=1, max_length=_MEESTE_RESULTATEN),
            BeforeValidator(lambda waarde: lijst(waarde, _MEESTE_RESULTATEN)),
        ]
        | None
    ) = None
    """De resultaten waaraan de ondersteuning bijdraagt."""
    fasen: (
        Annotated[
            list[Besluitfase],
            Field(min_length=1, max_length=_MEESTE_FASEN),
            BeforeValidator(lambda waarde: lijst(waarde, _MEESTE_FASEN)),
        ]
        | None
    ) = None
    """De fasen op volgorde, als de hulp in fasen gaat; de eerste begint op de ingangsdatum."""


class NieuwBesluit(Besluitinhoud):
    """Een besluit, bij een voorstel of zonder advies."""

    model_config = ConfigDict(
        json_schema_extra=_een_van_twee("arrangement", "route")
        | _alleen_bij("voorstel", "oordeel", ["eens", "afwijken"])
    )

    voorstel: Annotated[str, naam(ID, "Neem het id van een vastgelegd voorstel over.")] | None = (
        None
    )
    """Het vastgelegde voorstel; niet bij `zonder_advies`."""


class Besluitvervanging(Vorm):
    """Een correctie of intrekking van een besluit."""

    model_config = ConfigDict(json_schema_extra=_alleen_bij("besluit", "soort", ["correctie"]))

    soort: Literal["correctie", "intrekking"]
    """Een correctie heeft een nieuw besluit, een intrekking niet."""
    reden: _Reden
    """Waarom."""
    besluit: Besluitinhoud | None = None
    """Bij een correctie: het besluit zoals het moet zijn; het voorstel blijft wat het was."""


class Periode(Vorm):
    """Het onderdeel `periode` van een gesprek."""

    peildatum: _Dag | None = None
    """De dag waarop de zaak wordt beoordeeld."""
    ingangsdatum: _Dag | None = None
    """De eerste dag van de ondersteuning."""
    einddatum: _Dag | None = None
    """De laatste dag van de ondersteuning."""


class Documentvraag(Vorm):
    """Voor wie een document is, en in welke vorm."""

    voor: Literal["client", "dossier"] = "client"
    """De cliënt leest nooit wat vertrouwelijk is; het dossier is alleen voor de gemeente."""
    vorm: Literal["html", "pdf", "docx"] = "html"
    """Een webpagina, een PDF voor ieders hulpmiddelen, of Word om in verder te werken."""


class Briefgegevens(Documentvraag):
    """Wat alleen een brief nodig heeft; er wordt niets van bewaard."""

    aan: Literal["client", "begeleider"] = "client"
    """Van wie naam en adres zijn; bij het vangnet zijn ze van de begeleider."""
    naam: _Kort | None = None
    """De naam op de brief."""
    adres: _Kort | None = None
    """De straat met het nummer."""
    plaats: _Kort | None = None
    """De postcode met de plaats."""
    aanhef: _Kort | None = None
    """Hoe de brief begint, zoals `Geachte mevrouw Verzonnen,`."""
    ondertekenaar: _Kort | None = None
    """Wie ondertekent, met de functie."""
    gespreksdag: _Dag | None = None
    """De dag van het gesprek, voor het gespreksverslag."""
    verzonden: _Dag | None = None
    """De dag waarop een besluit wordt verstuurd; daarna telt de tijd voor bezwaar."""


class GeenVraag(Vorm):
    """Niets: dit adres neemt geen vraag aan."""


class Bladzijde(Vorm):
    """Welk deel van een lijst."""

    pagina: Annotated[int, cijfers(1, _HOOGSTE)] = 1
    """De bladzijde, vanaf 1."""
    perPagina: Annotated[int, cijfers(1, 100)] = 50  # noqa: N815  # as it stands in the query
    """Hoeveel er op een bladzijde staan."""

    @property
    def eerder(self) -> int:
        """How many stand on the pages before this one."""
        return (self.pagina - 1) * self.perPagina


class Modelvraag(Vorm):
    """Van welke dag het model is."""

    peildatum: _Dag | None = None
    """Het model van de regels op deze dag; zonder opgave de laatste regels."""

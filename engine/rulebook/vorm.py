"""The shape of rule files: which keys exist, what they hold and which are required.

The editor's JSON Schema is generated from these same models; the texts below the
attributes are what it shows.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from engine.rulebook.vorm_basis import (
    Bronnaam,
    Datum,
    EenOfMeer,
    Geheel,
    Getal,
    JaNee,
    Naam,
    Namen,
    NietLeeg,
    Regelnaam,
    Tekst,
    Vorm,
    Vrij,
    verwijs_naar,
)
from engine.rulebook.vorm_grond import Bron, Onderbouwd
from engine.rulebook.vorm_stukken import Gebeurtenis, Stuk, Termijnstap, Voorwaarde

Conclusie = Annotated[Vrij, verwijs_naar("Conclusie")]
Cellen = Annotated[
    dict[Naam, Vrij], NietLeeg, WithJsonSchema({"type": "object", "minProperties": 1})
]
Uitsluiting = Annotated[
    Vrij,
    WithJsonSchema({"anyOf": [{"const": "alle"}, {"type": "array", "items": {"type": "string"}}]}),
]
Waarden = Annotated[
    Vrij,
    WithJsonSchema({"anyOf": [{"type": "array", "minItems": 1}, {"type": "object"}]}),
]


class Antwoord(Vorm):
    """Een mogelijk antwoord."""

    tekst: Tekst
    """Zoals het op het scherm staat."""
    niveau: Naam | None = None
    """Het niveau op de schaal van de vraag."""
    omdat: Tekst | None = None
    """De zin voor de professional."""
    u: Tekst | None = None
    """De zin voor de cliënt, met u."""
    zo_kiest_u: Tekst | None = None
    """Wanneer de consulent dit antwoord kiest."""
    vraagt_bewijs: Annotated[list[Naam], EenOfMeer] = Field(default_factory=list)
    """Zonder een van deze bewijzen telt het antwoord als onbekend."""
    sluit_uit: Uitsluiting = None
    """Antwoorden die hier niet naast mogen staan, of 'alle'."""
    onbekend: Naam | None = None
    """Dit antwoord betekent onbekend, met deze reden."""
    vraagt_ook: Literal["fasen", "golven"] | None = None
    """Bij dit antwoord horen ook de fasen of de golven van de intake; anders is het voorlopig."""
    hernoemd_van: Annotated[list[Naam], EenOfMeer] = Field(default_factory=list)
    """Hoe dit antwoord eerder heette; wat al is ingevuld, gaat mee."""


class Vraag(Onderbouwd):
    """Een vraag van de intake."""

    thema: Naam
    """Een naam onder `themas` in regelwerk.yaml."""
    nummer: Geheel | None = None
    """Plaats in het gesprek."""
    vraag: Tekst
    """De vraag zoals de consulent haar stelt."""
    zo_kiest_u: Tekst | None = None
    """Hoe de consulent tussen de antwoorden kiest."""
    soort: Literal["keuze", "getal", "datum", "tekst"] = "keuze"
    """Zonder opgave een keuze."""
    antwoorden: Annotated[dict[Naam, Antwoord] | None, NietLeeg] = None
    """De mogelijke antwoorden, lichtste eerst."""
    meer_antwoorden: JaNee = False
    """Er mogen meer antwoorden naast elkaar."""
    per: Annotated[dict[Naam, Tekst] | None, NietLeeg] = None
    """De onderdelen waarvoor de vraag apart wordt beantwoord."""
    schaal: Naam | None = None
    """De schaal van de niveaus; alleen nodig als die niet vanzelf spreekt."""
    eenheid: Tekst | None = None
    """De eenheid van een getal."""
    minimum: Getal | None = None
    """Het kleinste getal dat kan."""
    maximum: Getal | None = None
    """Het grootste getal dat kan."""
    geheel: JaNee = False
    """ja: alleen een heel getal."""
    alleen_als: Voorwaarde = None
    """De vraag doet er alleen toe als dit geldt."""
    gebruik: Literal["regels", "verslag"] = "regels"
    """'verslag' als geen regel de vraag nodig heeft."""
    veranderbaar: JaNee = True
    """nee: geen uitleg stelt voor dat dit anders wordt."""
    vertrouwelijk: JaNee = False
    """ja: blijft weg van alles wat de cliënt of een huisgenoot leest."""
    hernoemd_van: Annotated[list[Naam], EenOfMeer] = Field(default_factory=list)
    """Hoe deze vraag eerder heette; wat al is ingevuld, gaat mee."""


class Uitkomst(Onderbouwd):
    """Iets wat de regels bepalen."""

    titel: Tekst
    """Zoals het op het scherm staat."""
    schaal: Naam | None = None
    """De schaal waarop de uitkomst ligt."""
    kies: Literal["hoogste", "uniek", "verzamel"] | None = None
    """Hoe meer conclusies samenkomen."""
    plaats: Geheel | None = None
    """De hoeveelste van `van`, 1 is de zwaarste."""
    van: Annotated[list[Naam], EenOfMeer] | None = None
    """De vragen en uitkomsten waaruit `plaats` kiest."""
    waarden: Waarden = None
    """De mogelijke waarden bij uniek of verzamel."""
    alleen_als: Voorwaarde = None
    """De uitkomst is alleen van toepassing als dit geldt."""
    monotoon: JaNee = False
    """Zwaardere antwoorden maken de uitkomst nooit lichter."""
    advies: JaNee = False
    """Vragen die hier nog iets aan veranderen, heten nog open."""


class Regel(Onderbouwd):
    """Een regel: als dit, dan dat."""

    id: Regelnaam
    """De naam van de regel; blijft gelijk zolang de betekenis gelijk blijft."""
    als: Voorwaarde = None
    """Alles hieronder moet gelden; zonder `als` geldt de regel altijd."""
    dan: Conclusie
    """De uitkomst en haar waarde."""
    omdat: Tekst
    """De reden, voor de professional."""
    u: Tekst | None = None
    """De reden, voor de cliënt, met u."""
    geldig_vanaf: Datum | None = None
    """Eerste dag waarop de regel geldt."""
    geldig_tot: Datum | None = None
    """Laatste dag waarop de regel geldt."""


class Tabel(Onderbouwd):
    """Een tabel met een of twee assen."""

    uitkomst: Naam
    """De uitkomst die de cellen geven."""
    rijen: Naam
    """De vraag of uitkomst van de rijen."""
    kolommen: Naam | None = None
    """De vraag of uitkomst van de kolommen."""
    cellen: Cellen
    """Per rij de waarde, of per rij en kolom."""
    omdat: Tekst
    """De reden, voor de professional."""
    u: Tekst | None = None
    """De reden, voor de cliënt, met u."""


class Parameterwaarde(Onderbouwd):
    """Een waarde vanaf een datum."""

    waarde: Getal
    """Het getal."""
    geldig_tot: Datum | None = None
    """Laatste dag; zonder opgave tot de volgende waarde."""


class Parameter(Vorm):
    """Een getal dat in de tijd kan veranderen."""

    titel: Tekst
    """Wat het getal betekent."""
    eenheid: Tekst
    """Bijvoorbeeld euro per etmaal, uur per week of minuut."""
    productcode: Tekst | None = None
    """Bij een tarief: de productcode waarvoor het geldt."""
    waarden: Annotated[dict[Datum, Parameterwaarde], NietLeeg]
    """Per begindatum de waarde."""


class Weekrooster(Onderbouwd):
    """De vraag naar het weekrooster, en wat voor elk rooster geldt."""

    thema: Naam
    """Een naam onder `themas` in regelwerk.yaml."""
    nummer: Geheel | None = None
    """Plaats in het gesprek."""
    vraag: Tekst
    """De vraag zoals de consulent haar stelt."""
    zo_kiest_u: Tekst | None = None
    """Hoe de consulent het rooster invult."""
    kortste_contact: Naam
    """Parameter in minuten: een korter individueel contact telt nergens."""


Wie = Literal["zelf", "huisgenoot", "naaste", "vrijwilliger", "andere_wet", "beroepskracht"]


class Filter(Vorm):
    """Welke rijen van het weekrooster meetellen."""

    wie: Annotated[list[Wie], EenOfMeer] | None = None
    """Wie de activiteit doet."""
    vorm: Literal["individueel", "groep"] | None = None
    """Individueel of in een groep."""
    tijdelijk: JaNee | None = None
    """Een tijdelijke piek of niet."""
    resultaat: Namen | None = None
    """Het resultaat waaraan de activiteit bijdraagt."""


class Telling(Onderbouwd):
    """Een getal uit het weekrooster."""

    titel: Tekst
    """Wat er wordt geteld."""
    eenheid: Tekst
    """De eenheid van het getal."""
    tel: Literal["uren", "dagdelen", "dagen", "langste_contact"] | None = None
    """Wat er wordt geteld."""
    met_minstens: Geheel | None = None
    """Bij dagen: hoeveel contacten zo'n dag minstens heeft."""
    waar: Filter = Filter()
    """Welke rijen meetellen."""
    som: Annotated[list[Naam], EenOfMeer] | None = None
    """In plaats van `tel`: de tellingen die worden opgeteld."""


class Rooster(Onderbouwd):
    """Dezelfde regels met een ander rooster, om te vergelijken."""

    titel: Tekst
    """Wat er anders is aan dit rooster."""
    telt_ook: Annotated[list[Filter], EenOfMeer] = Field(default_factory=list)
    """Rijen die in dit rooster als beroepskracht meetellen."""
    tijd: Literal["goed", "slecht"] | None = None
    """In plaats van telt_ook: alleen de goede of de slechte tijd, zonder gemiddelde."""
    fasen: Literal["daalt"] | None = None
    """In plaats van telt_ook: elke fase naast de vorige; het signaal komt bij een lichtere."""
    vergelijk: Naam
    """De uitkomst die wordt vergeleken."""
    signaal: Naam
    """Het signaal als die uitkomst anders is."""
    omdat: Tekst
    """De reden, voor de professional."""
    u: Tekst | None = None
    """De reden, voor de cliënt, met u."""


class DagenTussen(Onderbouwd):
    """Het aantal dagen tussen twee datums."""

    titel: Tekst
    """Wat het getal betekent."""
    van: Naam
    """De eerste datumvraag."""
    tot: Naam
    """De tweede datumvraag."""


class Dagvergelijking(Vorm):
    """Waar de dag van een termijn moet liggen: een van de twee."""

    voor: Naam | None = None
    """Voor deze datumvraag of termijn; de dag zelf telt niet mee."""
    hoogstens: Naam | None = None
    """Op of voor deze datumvraag of termijn."""


class Termijn(Onderbouwd):
    """Een dag die uit een andere dag volgt."""

    titel: Tekst
    """Wat er op die dag klaar moet zijn."""
    vanaf: Naam
    """Een datumvraag of een andere termijn."""
    stappen: Annotated[list[Termijnstap], EenOfMeer]
    """De stappen, van voren naar achteren."""
    soort: Literal["laatste_dag", "eerste_dag"] = "laatste_dag"
    """eerste_dag: vanaf deze dag; zonder opgave uiterlijk op deze dag."""
    alleen_als: Dagvergelijking | None = None
    """De termijn is er alleen als haar dag zo ligt; is de andere dag niet bekend, dan is zij er."""


class Route(Onderbouwd):
    """Een weg die in de plaats van een arrangement komt."""

    titel: Tekst
    """Zoals het op het scherm staat."""
    u: Tekst
    """Wat dit voor de cliënt betekent."""


class Signaal(Onderbouwd):
    """Iets wat de consulent moet weten."""

    titel: Tekst
    """Zoals het op het scherm staat."""
    soort: Literal["signaal", "grensgeval", "tegenspraak", "twijfel", "voorlopig", "crisis"]
    """Wat voor signaal het is."""
    vertrouwelijk: JaNee = False
    """ja: blijft weg van alles wat de cliënt of een huisgenoot leest."""


class Regelset(Vorm):
    """Een regelbestand."""

    regelset: Naam
    """De naam van dit bestand."""
    titel: Tekst
    """Waar het bestand over gaat."""
    geldig_vanaf: Datum
    """Eerste dag waarop deze regels gelden."""
    geldig_tot: Datum | None = None
    """Laatste dag waarop deze regels gelden."""
    bron: Bron
    """Het document en de paragraaf voor alles in dit bestand."""
    schalen: dict[Naam, Annotated[list[Naam], EenOfMeer]] = Field(default_factory=dict)
    """Niveaus, lichtste eerst."""
    vragen: dict[Naam, Vraag] = Field(default_factory=dict)
    """De vragen van de intake."""
    uitkomsten: dict[Naam, Uitkomst] = Field(default_factory=dict)
    """Wat de regels bepalen."""
    regels: list[Regel] = Field(default_factory=list)
    """De regels."""
    tabellen: dict[Naam, Tabel] = Field(default_factory=dict)
    """Tabellen met een of twee assen."""
    parameters: dict[Naam, Parameter] = Field(default_factory=dict)
    """Getallen die in de tijd veranderen."""
    weekrooster: Weekrooster | None = None
    """Wat voor elk rooster geldt."""
    tellingen: dict[Naam, Telling] = Field(default_factory=dict)
    """Getallen uit het weekrooster."""
    roosters: dict[Naam, Rooster] = Field(default_factory=dict)
    """Andere roosters, om te vergelijken."""
    dagen_tussen: dict[Naam, DagenTussen] = Field(default_factory=dict)
    """Getallen uit twee datums."""
    termijnen: dict[Naam, Termijn] = Field(default_factory=dict)
    """Dagen die uit andere dagen volgen."""
    gebeurtenissen: dict[Naam, Gebeurtenis] = Field(default_factory=dict)
    """Wat er tijdens een indicatie kan gebeuren, en wat er dan moet."""
    stukken: dict[Naam, Stuk] = Field(default_factory=dict)
    """Stukken die het huis uit gaan, met wat er minstens in staat."""
    routes: dict[Naam, Route] = Field(default_factory=dict)
    """Wegen die in de plaats van een arrangement komen, in volgorde."""
    signalen: dict[Naam, Signaal] = Field(default_factory=dict)
    """Wat de consulent moet weten."""


class Brondocument(Vorm):
    """Een document waarop de regels steunen."""

    titel: Tekst
    """De titel, zoals die in de uitleg staat."""
    datum: Datum | None = None
    """De datum van de gebruikte versie."""


class Regelwerkkop(Vorm):
    """Wat voor alle bestanden van een regelwerk geldt."""

    regelwerk: Bronnaam
    """De naam van het regelwerk."""
    titel: Tekst
    """Zoals het op het scherm staat."""
    versie: Tekst
    """De versie, als tekst: "2021.1"."""
    bronnen: Annotated[dict[Bronnaam, Brondocument], NietLeeg]
    """De documenten waarop de regels steunen."""
    bestanden: Annotated[list[Tekst], EenOfMeer]
    """De regelbestanden, in de volgorde waarin zij worden gelezen."""
    themas: Annotated[dict[Naam, Tekst], NietLeeg]
    """De thema's, in gespreksvolgorde."""
    bewijs: dict[Naam, Tekst] = Field(default_factory=dict)
    """Waaruit een antwoord kan blijken."""
    redenen_onbekend: dict[Naam, Tekst] = Field(default_factory=dict)
    """Waarom een antwoord ontbreekt."""

"""The shape of an intake: what a consulent, a form or another program sends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from engine.rulebook.vorm import Wie
from engine.rulebook.vorm_basis import (
    Datum,
    EenOfMeer,
    Geheel,
    Getal,
    JaNee,
    Naam,
    NietLeeg,
    Tekst,
    Vorm,
    Vrij,
    fout,
    verwijs_naar,
)

Dag = Literal["ma", "di", "wo", "do", "vr", "za", "zo"]
MEESTE_RIJEN = 200
DAGEN: tuple[Dag, ...] = ("ma", "di", "wo", "do", "vr", "za", "zo")


def _lijst_of_leeg(waarde: object) -> object:
    if waarde is not None and not isinstance(waarde, list):
        fout("verkeerde-soort", "Hier hoort een lijst.", "Zet elke activiteit achter een streepje.")
    return waarde or []


def _rooster(waarde: object) -> object:
    rijen = _lijst_of_leeg(waarde)
    if isinstance(rijen, list) and len(rijen) > MEESTE_RIJEN:
        fout(
            "getal-buiten-bereik",
            f"Het weekrooster heeft {len(rijen)} regels; dat is te veel.",
            f"Een weekrooster heeft hoogstens {MEESTE_RIJEN} regels.",
        )
    return rijen


class Golfweken(Vorm):
    """Hoeveel weken per jaar het goed en slecht gaat."""

    goed_weken: Geheel
    """Weken per jaar waarin het goed gaat."""
    slecht_weken: Geheel
    """Weken per jaar waarin het slecht gaat."""


class Fase(Vorm):
    """Een fase van de ondersteuning."""

    nummer: Geheel
    """Het volgnummer, vanaf 1."""
    vanaf: Datum
    """De eerste dag van de fase."""


class Rij(Vorm):
    """Een activiteit in het weekrooster."""

    activiteit: Tekst
    """Korte omschrijving, begint met een werkwoord."""
    resultaat: Geheel
    """Het resultaat waaraan de activiteit bijdraagt, 1 tot en met 13."""
    wie: Wie
    """Wie de activiteit doet."""
    vorm: Literal["individueel", "groep"]
    """Individueel of in een groep bij een aanbieder."""
    dagen: Annotated[list[Dag | Literal["onbekend"]], EenOfMeer] | None = None
    """De dagen van de week, of 'onbekend'."""
    om_de_week: JaNee = False
    """ja: de ene week wel, de andere niet."""
    keren_per_maand: Getal | None = None
    """In plaats van dagen: hoe vaak per maand."""
    keren_per_dag: Geheel = 1
    """Hoe vaak op zo'n dag."""
    minuten: Geheel | None = None
    """Bij individueel: minuten per keer."""
    dagdelen: Getal | None = None
    """Bij groep: dagdelen (tot vier uur) per dag."""
    beroepskrachten: Geheel = 1
    """Hoeveel beroepskrachten er tegelijk zijn."""
    tijdelijk: JaNee = False
    """ja: een piek van minder dan drie maanden."""
    fase: Geheel | None = None
    """De fase waarin deze activiteit hoort; zonder opgave in elke fase."""
    tijd: Literal["goed", "slecht"] | None = None
    """Bij golven: in goede of in slechte tijd; zonder opgave in beide."""
    blijkt_uit: Annotated[list[Naam], EenOfMeer] = Field(default_factory=list)
    """Waaruit de behoefte blijkt."""

    @property
    def weekdagen(self) -> frozenset[str] | None:
        """The named weekdays; None when the days are unknown or not named at all."""
        return frozenset(self.dagen) if self.dagen and "onbekend" not in self.dagen else None

    @property
    def dagen_onbekend(self) -> bool:
        """Whether the activity is on weekdays that are not known yet."""
        return bool(self.dagen) and self.weekdagen is None


class VorigeIndicatie(Vorm):
    """De indicatie die hieraan voorafging."""

    arrangement: Geheel
    """Het arrangement, 1 tot en met 9."""
    van: Datum
    """De eerste dag."""
    tot: Datum
    """De laatste dag."""
    weekrooster: Annotated[list[Rij], BeforeValidator(_lijst_of_leeg)] = Field(default_factory=list)
    """Het rooster van toen."""


class Intakevorm(Vorm):
    """Een intake: de antwoorden en feiten van een keukentafelgesprek."""

    peildatum: Datum
    """De dag waarop de zaak wordt beoordeeld."""
    ingangsdatum: Datum | None = None
    """De eerste dag van de ondersteuning."""
    einddatum: Datum | None = None
    """De laatste dag van de ondersteuning."""
    data: Annotated[dict[Naam, Vrij], verwijs_naar("Data")] = Field(default_factory=dict)
    """Datums, zoals de melding en de aanvraag."""
    vorige_indicatie: VorigeIndicatie | None = None
    """De indicatie die hieraan voorafging."""
    antwoorden: Annotated[dict[str, Vrij], NietLeeg, verwijs_naar("Antwoorden")]
    """Per vraag het antwoord."""
    fasen: Annotated[list[Fase], BeforeValidator(_lijst_of_leeg)] = Field(default_factory=list)
    """De fasen van de ondersteuning."""
    golven: Golfweken | None = None
    """Goede en slechte tijden."""
    weekrooster_compleet: JaNee = False
    """ja: alles staat erin. Anders telt het rooster nog niet mee."""
    weekrooster: Annotated[list[Rij] | None, BeforeValidator(_rooster)] = None
    """Een regel per activiteit."""


class Antwoordvorm(Vorm):
    """Een antwoord met wat erbij hoort."""

    waarde: Vrij = None
    """Het antwoord zelf."""
    onbekend: Naam | None = None
    """In plaats van een antwoord: de reden waarom het onbekend is."""
    twijfel: Vrij = None
    """Het andere antwoord waarover getwijfeld is."""
    blijkt_uit: Annotated[list[Naam], EenOfMeer] = Field(default_factory=list)
    """Waaruit het antwoord blijkt."""
    wie_zegt: Tekst | None = None
    """Wie het zegt: een rol, geen naam."""
    datum: Datum | None = None
    """Wanneer het is gezegd of gezien."""
    ook: Annotated[list[Vrij], BeforeValidator(_lijst_of_leeg)] = Field(default_factory=list)
    """Wat een ander zegt: waarde en wie_zegt."""


class AndereLezing(Vorm):
    """Wat een ander op dezelfde vraag zegt."""

    waarde: Vrij
    """Het antwoord van de ander."""
    wie_zegt: Tekst
    """Wie het zegt: een rol, geen naam."""

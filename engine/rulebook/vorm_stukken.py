"""The shape of what happens during an indication, and of the texts that leave the building."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from engine.rulebook.vorm_basis import (
    EenOfMeer,
    Naam,
    Namen,
    Regelnaam,
    Tekst,
    Vrij,
    verwijs_naar,
)
from engine.rulebook.vorm_grond import Onderbouwd

Voorwaarde = Annotated[Vrij, verwijs_naar("Voorwaarde")]
Termijnstap = Annotated[
    Vrij,
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "enum": [
                        "begin_van_de_maand",
                        "einde_van_de_maand",
                        "dag_ervoor",
                        "dag_erna",
                        "volgende_werkdag",
                    ]
                },
                {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "additionalProperties": False,
                    "properties": {
                        "dagen": {"type": "integer"},
                        "weken": {"type": "integer"},
                        "maanden": {"type": "integer"},
                        "werkdagen": {"type": "integer"},
                        "tijd": {"type": "string"},
                    },
                },
            ]
        }
    ),
]


class Actie(Onderbouwd):
    """Wat iemand moet doen als er iets gebeurt."""

    id: Regelnaam
    """De naam van de actie."""
    als: Voorwaarde = None
    """De actie hoort er alleen bij als dit geldt."""
    soort: Literal["doen", "bericht", "declaratie"] = "doen"
    """Iets doen, een bericht sturen, of wat het voor de declaratie betekent."""
    wie: Literal["client", "aanbieder", "consulent", "gemeente", "backoffice", "ggd"]
    """Wie aan zet is."""
    doet: Tekst
    """Wat er gebeurt; {dag} wordt de uiterste dag."""
    u: Tekst | None = None
    """Hetzelfde voor de cliënt, met u."""
    uiterlijk: Annotated[list[Termijnstap], EenOfMeer] = Field(default_factory=list)
    """De uiterste dag, in stappen vanaf de gebeurtenis; zonder opgave meteen."""
    vanaf: Naam | None = None
    """De datumvraag vanaf welke `uiterlijk` telt, in plaats van de gebeurtenis."""


class Gebeurtenis(Onderbouwd):
    """Iets wat tijdens de indicatie gebeurt, en wat er dan moet."""

    titel: Tekst
    """Wat er gebeurt."""
    datum: Tekst
    """Welke dag u opgeeft: de dag van overlijden."""
    acties: Annotated[list[Actie], EenOfMeer]
    """Wat er moet, in volgorde."""


class Stukdeel(Onderbouwd):
    """Een deel van een stuk, met wat er bekend voor moet zijn."""

    id: Regelnaam
    """De naam van het deel."""
    titel: Tekst
    """Het kopje."""
    als: Voorwaarde = None
    """Het deel hoort er alleen bij als dit geldt."""
    nodig: Namen = Field(default_factory=list)
    """Vragen, uitkomsten en gegevens die bekend moeten zijn."""
    tekst: Tekst
    """De tekst voor de professional; een naam tussen accolades wordt de waarde."""
    u: Tekst | None = None
    """De tekst voor de cliënt, met u."""


class Stuk(Onderbouwd):
    """Een stuk dat het huis uit gaat, zoals een beschikking."""

    titel: Tekst
    """De naam van het stuk."""
    delen: Annotated[list[Stukdeel], EenOfMeer]
    """De delen, in volgorde."""

"""The shape of what a part of a rule file rests on: source and interpretation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.rulebook.vorm_basis import Bronnaam, Datum, EenOfMeer, Inventarisnummer, Tekst, Vorm


class Verwijzing(Vorm):
    """Een ander document waar dit ook op steunt."""

    document: Bronnaam
    """Een naam onder `bronnen` in regelwerk.yaml."""
    paragraaf: Tekst
    """Paragraaf of artikel, als tekst: "artikel 1"."""


class Bron(Vorm):
    """Waar dit op steunt."""

    document: Bronnaam | None = None
    """Een naam onder `bronnen` in regelwerk.yaml; zonder opgave die van het bestand."""
    paragraaf: Tekst | None = None
    """Paragraaf of artikel, als tekst: "12"."""
    regels: Tekst | None = None
    """Regelnummers in het brondocument, als tekst: "899-902"."""
    inventaris: Annotated[list[Inventarisnummer], EenOfMeer] = Field(default_factory=list)
    """Nummers uit de regelinventaris: [R099, R100]."""
    ook: Annotated[list[Verwijzing], EenOfMeer] = Field(default_factory=list)
    """Andere documenten waar dit ook op steunt, zoals een wet."""


class Bevestiging(Vorm):
    """Wie namens de gemeente de interpretatie heeft bevestigd."""

    functie: Tekst
    """De functie, nooit een naam."""
    datum: Datum
    """De dag van de bevestiging."""


class Interpretatie(Vorm):
    """Een keuze die niet letterlijk in de bron staat."""

    keuze: Tekst
    """Wat er is gekozen."""
    waarom: Tekst
    """Waarom die keuze."""
    zekerheid: Literal["hoog", "midden", "laag"]
    """Hoe zeker de keuze is."""
    bevestigd: Bevestiging | None = None
    """Wie de keuze heeft bevestigd, of null."""


class Onderbouwd(Vorm):
    """Alles wat een bron heeft en een interpretatie kan hebben."""

    bron: Bron
    """Waar dit op steunt; verplicht."""
    interpretatie: Interpretatie | None = None
    """De keuze die niet letterlijk in de bron staat."""

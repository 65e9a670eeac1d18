"""The shapes of what is answered; their schemas stand in the description."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from api.routes.vormen import Bladzijde

A = TypeVar("A", bound="Antwoordvorm")


class Antwoordvorm(BaseModel):
    """Base of the shapes: read from what the storage gives, written as JSON."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    @classmethod
    def json_van(cls, bron: object) -> dict[str, Any]:
        """Return what the storage gave as plain data."""
        return cls.model_validate(bron).model_dump(mode="json")


class Onderdeel(Antwoordvorm):
    """Een versie van een onderdeel."""

    sleutel: str
    """Het onderdeel."""
    versie: int
    """De hoeveelste versie."""
    inhoud: Any
    """De inhoud; null: het onderdeel is weggehaald."""
    door: str
    """Wie het schreef."""
    op: datetime
    """Wanneer."""


class Gespreksregel(Antwoordvorm):
    """Een gesprek zonder zijn inhoud."""

    id: str
    """Waaronder het gesprek te vinden is."""
    kenmerk: str | None
    """Het eigen zaaknummer."""
    regelwerk: str
    """De hash waaronder de regels van het gesprek bewaard zijn."""
    status: str
    """lopend, afgerond, vervangen of ingetrokken."""
    versie: int
    """Gaat omhoog bij elke verandering."""
    begonnen: datetime
    """Wanneer het gesprek begon."""
    gewijzigd: datetime
    """Wanneer er het laatst iets veranderde."""
    door: str
    """Wie het begon."""
    huishouden: str | None
    """Het huishouden waar het gesprek bij hoort."""
    vervangt: str | None
    """Het gesprek waarvan dit de plaats inneemt."""
    vervangt_soort: str | None
    """correctie, intrekking of herindicatie."""
    vervangt_reden: str | None
    """Waarom."""


class Gesprek(Gespreksregel):
    """Een gesprek zoals het er staat."""

    delen: list[Onderdeel]
    """De onderdelen die het gesprek nu heeft."""
    versies: dict[str, int]
    """De versie van elk onderdeel, ook van wat is weggehaald."""
    opvolgers: list[str]
    """De gesprekken die de plaats van dit gesprek innemen."""


class Gesprekken(Antwoordvorm):
    """Een bladzijde van de gesprekken."""

    gesprekken: list[Gespreksregel]
    """Het laatst gewijzigde eerst."""
    pagina: int
    """Welke bladzijde dit is."""
    per_pagina: int
    """Hoeveel er op een bladzijde staan."""
    totaal: int
    """Hoeveel er zijn."""


class Geschiedenis(Antwoordvorm):
    """Een bladzijde van alles wat er in een gesprek is geschreven."""

    versies: list[Onderdeel]
    """Het eerst geschrevene eerst."""
    pagina: int
    """Welke bladzijde dit is."""
    per_pagina: int
    """Hoeveel er op een bladzijde staan."""
    totaal: int
    """Hoeveel er zijn."""


class Bewaard(Antwoordvorm):
    """Wat er van een wijziging is bewaard."""

    versies: dict[str, int]
    """De versie die elk onderdeel nu heeft."""


class Inhoud(Antwoordvorm):
    """Wat u stuurde en niet is bewaard."""

    versie: int
    """De versie die u kende."""
    inhoud: Any
    """Wat u schreef."""


class Botsing(Antwoordvorm):
    """Een onderdeel dat een ander intussen heeft veranderd; van geen van beide gaat iets weg."""

    sleutel: str
    """Het onderdeel."""
    mijn: Inhoud
    """Wat u stuurde."""
    opgeslagen: Onderdeel | None
    """Wat er staat; null: er staat niets."""


class Voorstelregel(Antwoordvorm):
    """Een vastgelegd voorstel zonder zijn inhoud."""

    id: str
    """Waaronder het voorstel te vinden is."""
    gesprek: str
    """Het gesprek."""
    gesprek_versie: int
    """De versie van het gesprek die is berekend."""
    regelwerk: str
    """De hash waaronder de regels bewaard zijn."""
    motorversie: str
    """De versie van de rekenregels van het programma."""
    spoor_versie: int
    """De versie van het spoor."""
    uitkomst_hash: str
    """SHA-256 van de uitkomst."""
    door: str
    """Wie het liet vastleggen."""
    op: datetime
    """Wanneer."""


class VastgelegdVoorstel(Voorstelregel):
    """Een vastgelegd voorstel; het verandert nooit."""

    intake: dict[str, Any]
    """Waarop het rust."""
    voorstel: dict[str, Any]
    """Het voorstel, op twee manieren berekend, met uitleg."""


class Voorstellen(Antwoordvorm):
    """De vastgelegde voorstellen van een gesprek."""

    voorstellen: list[Voorstelregel]
    """Het eerst vastgelegde eerst."""


class Fasekeuze(Antwoordvorm):
    """Wat er voor een fase is besloten."""

    nummer: int
    """De hoeveelste fase."""
    vanaf: date
    """De eerste dag."""
    arrangement: int
    """Het arrangement."""
    vervoer: str | None
    """De productcode van de vervoerstoeslag."""


class Keuze(Antwoordvorm):
    """Wat er is besloten."""

    oordeel: str
    """eens, afwijken of zonder_advies."""
    motivering: str
    """De motivering van de consulent."""
    arrangement: int | None
    """Het arrangement."""
    route: str | None
    """De route."""
    vervoer: str | None
    """De productcode van de vervoerstoeslag."""
    leveringsvorm: str | None
    """Zorg in natura of een pgb."""
    aanbieder: str | None
    """De zorgaanbieder."""
    ingangsdatum: date | None
    """De eerste dag."""
    einddatum: date | None
    """De laatste dag."""
    resultaten: list[int]
    """De resultaten."""
    fasen: list[Fasekeuze]
    """De fasen op volgorde; leeg zonder fasen. Het arrangement hierboven is dat van de eerste."""


class Besluit(Antwoordvorm):
    """Een besluit zoals het is genomen."""

    id: str
    """Waaronder het besluit te vinden is."""
    gesprek: str
    """Het gesprek."""
    voorstel: str | None
    """Het voorstel waar het bij hoort."""
    keuze: Keuze
    """Wat er is besloten."""
    vervangt: str | None
    """Het besluit waarvan dit de plaats inneemt."""
    vervangt_soort: str | None
    """correctie of intrekking."""
    vervangt_reden: str | None
    """Waarom."""
    door: str
    """Wie besloot."""
    op: datetime
    """Wanneer."""


class Besluiten(Antwoordvorm):
    """De besluiten van een gesprek."""

    besluiten: list[Besluit]
    """Het eerst genomene eerst."""


class Regelwerkregel(Antwoordvorm):
    """Een regelwerk zonder zijn tekst."""

    naam: str
    """De naam."""
    titel: str
    """De titel."""
    versie: str
    """De versie."""
    hash: str
    """SHA-256 van de tekst."""


class Regelwerken(Antwoordvorm):
    """De regelwerken die nu gelden."""

    regelwerken: list[Regelwerkregel]
    """Dit bedient de dienst nu."""


class Bestand(Antwoordvorm):
    """Een regelbestand."""

    naam: str
    """De naam."""
    tekst: str
    """De tekst, letterlijk."""


class Regelwerk(Regelwerkregel):
    """Een regelwerk met zijn tekst."""

    bestanden: list[Bestand]
    """Elk bestand, op naam."""


VORMEN: tuple[type[Antwoordvorm], ...] = (
    Gesprek,
    Gesprekken,
    Geschiedenis,
    Bewaard,
    Botsing,
    VastgelegdVoorstel,
    Voorstellen,
    Besluit,
    Besluiten,
    Regelwerken,
    Regelwerk,
)


def bladzijde(
    soort: type[A], naam: str, deel: Sequence[Any], totaal: int, welke: Bladzijde
) -> dict[str, Any]:
    """Return one page of a list as plain data.

    Args:
        soort: the shape of the page.
        naam: under which name the list stands in it.
        deel: what is on this page.
        totaal: how many there are on all pages.
        welke: which page it is.
    """
    return soort.json_van(
        {
            naam: list(deel),
            "pagina": welke.pagina,
            "per_pagina": welke.perPagina,
            "totaal": totaal,
        }
    )

"""What was decided, as data: an arrangement, an arrangement per phase, or a route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.rulebook import GEEN, ROUTE


class Oordeel(StrEnum):
    """How a besluit stands to the advice."""

    EENS = "eens"
    AFWIJKEN = "afwijken"
    ZONDER_ADVIES = "zonder_advies"


class PastNiet(Exception):
    """A part of a besluit that is missing, contradicts another, or is not what was proposed."""

    def __init__(self, melding: str, veld: str) -> None:
        """Keep what is wrong and the field that it is about, as a path: `fasen/1/vanaf`."""
        self.veld = veld
        super().__init__(melding)


@dataclass(frozen=True, slots=True)
class Fasekeuze:
    """What was decided for one phase; `vervoer` is a product code, None without a surcharge."""

    nummer: int
    vanaf: date
    arrangement: int
    vervoer: str | None = None


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was decided: an arrangement or a route, with all that goes with it.

    `motivering` is the consulent's own reason, also when the advice is followed. With phases
    `arrangement`, `vervoer` and `ingangsdatum` are those of the first phase.
    """

    oordeel: Oordeel
    motivering: str
    arrangement: int | None = None
    route: str | None = None
    vervoer: str | None = None
    leveringsvorm: str | None = None
    aanbieder: str | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    resultaten: tuple[int, ...] = ()
    fasen: tuple[Fasekeuze, ...] = ()

    def als_json(self) -> dict[str, Any]:
        """Return the besluit as plain data."""
        gegevens = asdict(self) | {"oordeel": self.oordeel.value}
        for dag in ("ingangsdatum", "einddatum"):
            gegevens[dag] = None if gegevens[dag] is None else gegevens[dag].isoformat()
        fasen = [asdict(fase) | {"vanaf": fase.vanaf.isoformat()} for fase in self.fasen]
        return gegevens | {"resultaten": list(self.resultaten), "fasen": fasen}

    @property
    def perioden(self) -> Iterator[tuple[Fasekeuze, date | None]]:
        """Yield each phase with its last day: the day before the next; None while not known."""
        for plaats, fase in enumerate(self.fasen, start=1):
            rest = self.fasen[plaats:]
            yield fase, rest[0].vanaf - timedelta(days=1) if rest else self.einddatum

    def met_eerste_fase(self) -> Keuze:
        """Return the same, with what the first phase says where that was left out."""
        if not self.fasen:
            return self
        eerste = self.fasen[0]
        return replace(
            self,
            arrangement=self.arrangement if self.arrangement is not None else eerste.arrangement,
            vervoer=self.vervoer if self.vervoer is not None else eerste.vervoer,
            ingangsdatum=self.ingangsdatum or eerste.vanaf,
        )


def lees_keuze(inhoud: Mapping[str, Any]) -> Keuze:
    """Return a besluit from plain data; one from before there were phases in it has none."""
    dagen = {
        naam: None if inhoud[naam] is None else date.fromisoformat(inhoud[naam])
        for naam in ("ingangsdatum", "einddatum")
    }
    fasen = tuple(
        Fasekeuze(**{**fase, "vanaf": date.fromisoformat(fase["vanaf"])})
        for fase in inhoud.get("fasen", [])
    )
    delen = {"oordeel": Oordeel(inhoud["oordeel"]), "resultaten": tuple(inhoud["resultaten"])}
    return Keuze(**{**inhoud, **dagen, **delen, "fasen": fasen})


def controleer(keuze: Keuze) -> None:
    """Refuse a besluit that does not hang together.

    Raises:
        PastNiet: when a part is missing or contradicts another.
    """
    if (keuze.arrangement is None) == (keuze.route is None):
        if keuze.fasen and keuze.route is not None:
            raise PastNiet("Bij een route horen geen fasen. Laat de fasen weg.", "fasen")
        raise PastNiet("Kies een arrangement of een route.", "arrangement")
    van, tot = keuze.ingangsdatum, keuze.einddatum
    if van is not None and tot is not None and tot < van:
        raise PastNiet("De einddatum ligt voor de ingangsdatum.", "einddatum")
    _controleer_fasen(keuze)


def _controleer_fasen(keuze: Keuze) -> None:
    eerder: date | None = None
    for plaats, fase in enumerate(keuze.fasen):
        veld = f"fasen/{plaats}"
        if fase.nummer != plaats + 1:
            raise PastNiet(f"Dit is fase {plaats + 1}. Nummer op volgorde.", f"{veld}/nummer")
        if eerder is not None and fase.vanaf <= eerder:
            melding = f"Fase {fase.nummer} begint niet na fase {plaats}. Kies een latere dag."
            raise PastNiet(melding, f"{veld}/vanaf")
        if keuze.einddatum is not None and fase.vanaf > keuze.einddatum:
            melding = f"Fase {fase.nummer} begint na de laatste dag. Kies een eerdere dag."
            raise PastNiet(melding, f"{veld}/vanaf")
        eerder = fase.vanaf
    if keuze.fasen:
        eerste = keuze.fasen[0]
        for naam, gekozen, in_fase in (
            ("arrangement", keuze.arrangement, eerste.arrangement),
            ("vervoer", keuze.vervoer, eerste.vervoer),
            ("vanaf", keuze.ingangsdatum, eerste.vanaf),
        ):
            if gekozen != in_fase:
                melding = "Dit is iets anders dan wat voor het begin van de hulp is gekozen."
                raise PastNiet(melding, f"fasen/0/{naam}")


def past_bij(keuze: Keuze, uitkomst: Mapping[str, Any]) -> None:
    """Refuse to agree with something else than was proposed.

    Args:
        keuze: what was decided.
        uitkomst: the recorded outcome of the voorstel.

    Raises:
        PastNiet: when the arrangement, the route or a phase is not the proposed one.
    """
    if keuze.oordeel is not Oordeel.EENS:
        return
    route = uitkomst.get(ROUTE)
    voorgesteld = (uitkomst.get(ARRANGEMENT), None) if route == GEEN else (None, route)
    if (keuze.arrangement, keuze.route) != voorgesteld:
        raise PastNiet("Dit is iets anders dan het voorstel. Kies 'afwijken'.", "oordeel")
    fasen: Sequence[Mapping[str, Any]] = uitkomst.get("fasen", []) if route == GEEN else []
    if fasen and not keuze.fasen:
        raise PastNiet("Het voorstel heeft fasen. Besluit over elke fase.", "fasen")
    if [(f.arrangement, f.vanaf.isoformat()) for f in keuze.fasen] != [
        (f[ARRANGEMENT], f["van"]) for f in fasen
    ]:
        raise PastNiet("Een fase is anders dan in het voorstel. Kies 'afwijken'.", "oordeel")

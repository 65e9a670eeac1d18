"""What a document is made from: a voorstel, its rules and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from api.opslag.keuze import Keuze
from engine.indicatie.intake import Antwoord
from engine.indicatie.intake_vorm import Antwoordvorm, Fase
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.rulebook.regelwerk import Regelwerk

LEVERING, SPOEDLEVERING = "leveringsvorm", "spoed_leveringsvorm"
TOESLAG = "toeslag_gekozen"


class Aan(StrEnum):
    """Whose name and address a letter has."""

    CLIENT = "client"
    BEGELEIDER = "begeleider"


@dataclass(frozen=True, slots=True)
class Brief:
    """What only a letter needs: given with the request for one document and kept nowhere.

    What is empty stays a place to fill in by hand. `verzonden` is the day on which a decision is
    sent; the client's term to object runs from there.
    """

    aan: Aan = Aan.CLIENT
    naam: str = ""
    adres: str = ""
    plaats: str = ""
    aanhef: str = ""
    ondertekenaar: str = ""
    gespreksdag: date | None = None
    verzonden: date | None = None

    @property
    def noemt_iemand(self) -> bool:
        """Whether it says who gets the letter, or where."""
        return bool(self.naam or self.adres or self.plaats or self.aanhef)


@dataclass(frozen=True, slots=True)
class Gegevens:
    """All that a document says; the names and addresses in `brief` are kept nowhere.

    `gelijk` says that two engines agreed on the voorstel; None: it was computed once.
    """

    voorstel: Voorstel
    regelwerk: Regelwerk
    besluit: Keuze | None = None
    gelijk: bool | None = None
    client: bool = True
    kenmerk: str = ""
    brief: Brief = Brief()

    def bij_spoed(self) -> Gegevens:
        """Return the same for help given with spoed: how that is given is a question of its own."""
        intake = self.voorstel.intake
        if SPOEDLEVERING not in intake.boek.vragen:
            return self
        antwoorden = {n: a for n, a in intake.antwoorden.items() if n != LEVERING}
        gegeven = antwoorden.get(SPOEDLEVERING)
        if gegeven is not None:
            bekend = gegeven.feiten.get(SPOEDLEVERING)
            # Both questions have the same answers.
            antwoorden[LEVERING] = Antwoord(
                LEVERING,
                {} if bekend is None else {LEVERING: bekend},
                onbekend=gegeven.onbekend,
                inhoud=gegeven.inhoud,
            )
        return replace(self, voorstel=stel_voor(replace(intake, antwoorden=antwoorden)))

    def met_besluit(self) -> Voorstel:
        """Return the voorstel with what was decided as answers, so that the rules' texts say it."""
        besluit, intake = self.besluit, self.voorstel.intake
        if besluit is None:
            return self.voorstel
        dagen = {
            naam: dag
            for naam in ("ingangsdatum", "einddatum")
            if (dag := getattr(besluit, naam)) is not None
        }
        antwoorden = {**intake.antwoorden, **dict(self._gekozen(besluit))}
        fasen = [Fase(nummer=f.nummer, vanaf=f.vanaf) for f in besluit.fasen]
        vorm = intake.vorm.model_copy(update=dagen | ({"fasen": fasen} if fasen else {}))
        return stel_voor(replace(intake, vorm=vorm, antwoorden=antwoorden))

    def _gekozen(self, besluit: Keuze) -> Iterator[tuple[str, Antwoord]]:
        """Yield the answers that the besluit gives, by question."""
        gekozen = {
            LEVERING: besluit.leveringsvorm,
            "aanbieder_gekozen": "ja" if besluit.aanbieder else None,
            # A besluit that names no surcharge gives none.
            TOESLAG: besluit.vervoer
            or next((f.vervoer for f in besluit.fasen if f.vervoer), "geen"),
        }
        for naam, waarde in gekozen.items():
            vraag = self.voorstel.intake.boek.vragen.get(naam)
            if vraag is None or waarde is None:
                continue
            for id_, antwoord in (vraag.vorm.antwoorden or {}).items():
                # A surcharge may also be named by its product code.
                if waarde == id_ or (waarde.isdigit() and f"({waarde})" in antwoord.tekst):
                    yield naam, Antwoord(naam, {naam: id_}, inhoud=Antwoordvorm(waarde=id_))

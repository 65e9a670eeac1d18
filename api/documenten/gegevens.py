"""What a document is made from: a voorstel, its rules and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.indicatie.intake import Antwoord
from engine.indicatie.intake_vorm import Antwoordvorm
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.rulebook.regelwerk import Regelwerk


@dataclass(frozen=True, slots=True)
class Besluit:
    """What the gemeente decided, with its own reason.

    `verzonden` is the day on which it is sent; the client's term to object runs from there.
    """

    motivering: str
    arrangement: int | None = None
    route: str | None = None
    vervoer: str | None = None
    leveringsvorm: str | None = None
    aanbieder: str | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    resultaten: tuple[int, ...] = ()
    verzonden: date | None = None
    zonder_advies: bool = False

    @classmethod
    def uit_keuze(cls, keuze: Mapping[str, Any], verzonden: date | None = None) -> Besluit:
        """Return a besluit from plain data, as a recorded besluit gives it.

        Of its `oordeel` only counts that there was no advice.

        Args:
            keuze: the fields of this class by name; days as text, other keys are left out.
            verzonden: the day of sending, when it is known.
        """
        eigen = {n: w for n, w in keuze.items() if n in cls.__slots__ and w is not None}
        for naam in ("ingangsdatum", "einddatum"):
            if isinstance(eigen.get(naam), str):
                eigen[naam] = date.fromisoformat(eigen[naam])
        eigen["resultaten"] = tuple(eigen.get("resultaten", ()))
        zonder_advies = keuze.get("oordeel") == "zonder_advies"
        return cls(**eigen | {"verzonden": verzonden, "zonder_advies": zonder_advies})


@dataclass(frozen=True, slots=True)
class Gegevens:
    """All that a document says: names and addresses are not in it, the gemeente adds those.

    `gelijk` says that two engines agreed on the voorstel; None: it was computed once.
    """

    voorstel: Voorstel
    regelwerk: Regelwerk
    besluit: Besluit | None = None
    gelijk: bool | None = None
    client: bool = True
    kenmerk: str = ""

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
        vorm = intake.vorm.model_copy(update=dagen)
        return stel_voor(replace(intake, vorm=vorm, antwoorden=antwoorden))

    def _gekozen(self, besluit: Besluit) -> Iterator[tuple[str, Antwoord]]:
        """Yield the answers that the besluit gives, by question."""
        gekozen = {
            "leveringsvorm": besluit.leveringsvorm,
            "aanbieder_gekozen": "ja" if besluit.aanbieder else None,
            # A besluit that names no surcharge gives none.
            "toeslag_gekozen": besluit.vervoer or "geen",
        }
        for naam, waarde in gekozen.items():
            vraag = self.voorstel.intake.boek.vragen.get(naam)
            if vraag is None or waarde is None:
                continue
            for id_, antwoord in (vraag.vorm.antwoorden or {}).items():
                # A surcharge may also be named by its product code.
                if waarde == id_ or (waarde.isdigit() and f"({waarde})" in antwoord.tekst):
                    yield naam, Antwoord(naam, {naam: id_}, inhoud=Antwoordvorm(waarde=id_))

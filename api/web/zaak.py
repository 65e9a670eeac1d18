"""A gesprek as the pages need it: its parts, its rules, and what they come to so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from api.aanmelding.identiteit import Identiteit
from api.opslag.bank import Bank, Sessie
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken, Stand
from api.opslag.onderdelen import ANTWOORDEN, DATA
from api.opslag.regelwerken import BewaardRegelwerk, Regelwerken
from api.opslag.status import LOOPT
from api.opslag.weigering import NietGevonden
from engine.evaluation.compileren import GeenUniekeUitkomst
from engine.indicatie.intake import lees_intake
from engine.indicatie.kalender import met_vrije_dagen
from engine.indicatie.voorstel import BUITEN_HET_GESPREK, Voorstel, stel_voor
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.lezen import lees_json
from engine.rulebook.rulebook import Rulebook

_HIER = ZoneInfo("Europe/Amsterdam")
_MEESTE_VELDEN = 5000


@dataclass(frozen=True)
class Zaak:
    """A gesprek with the rules that it goes by."""

    stand: Stand
    versies: dict[str, int]
    intake: dict[str, object]
    bewaard: BewaardRegelwerk

    @property
    def id(self) -> str:
        """The id of the gesprek."""
        return self.stand.id

    @property
    def loopt(self) -> bool:
        """Whether something can still be written."""
        return self.stand.status == LOOPT

    @property
    def naam(self) -> str:
        """How the consulent knows it."""
        return naam_van(self.stand)

    @cached_property
    def inhoud(self) -> dict[str, Any]:
        """The content of each part; a day that a program wrote in `data` is an answer too."""
        inhoud = self.stand.inhoud
        dagen = {ANTWOORDEN + naam: dag for naam, dag in (inhoud.get(DATA) or {}).items()}
        return {**dagen, **inhoud}

    @property
    def bewaard_om(self) -> str:
        """When something was kept for the last time."""
        return moment(self.stand.gewijzigd)

    @cached_property
    def boek(self) -> Rulebook:
        """The rules of the day of the gesprek; the last ones while that day is not known."""
        regelwerk = self.bewaard.regelwerk
        try:
            dag = date.fromisoformat(str(self.intake.get("peildatum")))
        except ValueError:
            return regelwerk.boeken[-1]
        return regelwerk.op(dag) or regelwerk.boeken[-1]

    @cached_property
    def themas(self) -> dict[str, str]:
        """The themes of the conversation, in order."""
        themas = self.boek.kop.themas
        return {naam: titel for naam, titel in themas.items() if naam not in BUITEN_HET_GESPREK}

    @cached_property
    def uitkomst(self) -> tuple[Voorstel | None, list[Diagnose]]:
        """What the rules say, or why they cannot say it."""
        return self._bereken(self.intake)

    @cached_property
    def open_voorstel(self) -> Voorstel | None:
        """What the rules say without the answers that the client does not read along with."""
        antwoorden = self.intake["antwoorden"]
        assert isinstance(antwoorden, dict)
        vragen = self.boek.vragen
        leesbaar = {
            naam: inhoud
            for naam, inhoud in antwoorden.items()
            if naam in vragen and not vragen[naam].vorm.vertrouwelijk
        }
        return self._bereken({**self.intake, "antwoorden": leesbaar})[0]

    def _bereken(self, intake: dict[str, object]) -> tuple[Voorstel | None, list[Diagnose]]:
        if not intake["antwoorden"]:
            return None, []
        knoop, problemen = lees_json(canoniek(intake))
        if knoop is None or problemen:
            return None, list(problemen)
        try:
            with met_vrije_dagen(self.bewaard.vrije_dagen):
                return stel_voor(lees_intake(self.bewaard.regelwerk, knoop)), []
        except DiagnoseFout as fout:
            return None, list(fout.diagnoses)
        except GeenUniekeUitkomst as fout:
            # The consulent goes on, and can decide without advice.
            return None, [Diagnose("geen-unieke-uitkomst", str(fout), "Meld dit bij beleid.")]


@contextmanager
def sessie_van(request: Request, wie: Identiteit) -> Iterator[Sessie]:
    """Give a session for this request; what is not there is a page that is not there.

    Raises:
        HTTPException: 404 when this gemeente has no such gesprek.
    """
    bank: Bank = request.app.state.bank
    try:
        with bank.sessie(wie) as sessie:
            yield sessie
    except NietGevonden:
        raise HTTPException(HTTPStatus.NOT_FOUND) from None


def open_zaak(sessie: Sessie, wie: Identiteit, id_: str) -> Zaak:
    """Return a gesprek with its rules.

    Raises:
        NietGevonden: when this gemeente has no such gesprek.
    """
    gesprekken = Gesprekken(sessie, wie)
    stand = gesprekken.haal(id_)
    bewaard = Regelwerken(sessie).haal(stand.regelwerk)
    return Zaak(stand, gesprekken.versies(id_), gesprekken.intake(id_), bewaard)


def naam_van(stand: Stand) -> str:
    """Return how the consulent knows a gesprek: by its own number, or by the start of its id."""
    return stand.kenmerk or f"Gesprek {stand.id[:6]}"


def moment(tijd: datetime) -> str:
    """Return a moment as people here read it."""
    return f"{tijd.astimezone(_HIER):%d-%m-%Y om %H:%M}"


async def _post(request: Request) -> FormData:
    return await request.form(max_fields=_MEESTE_VELDEN, max_files=0)


Post = Annotated[FormData, Depends(_post)]
"""What was posted; a dependency of every route that takes a form."""

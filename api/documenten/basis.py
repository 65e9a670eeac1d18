"""What every part of a document is written from, in the wording of its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.documenten.gegevens import Aan, Gegevens
from api.opslag.keuze import Oordeel
from engine.explanation.teksten import antwoordteksten
from engine.indicatie.voorstel import Voorstel
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.rulebook import Rulebook

_DE_CLIENT = re.compile(r"\bde cliënt\b", re.IGNORECASE)
GEEN_POST = {"geen_post", "spoed_geen_post", "spoed_vangnet_verschilt"}
"""The signals under which the client gets no letter: all goes through the begeleider."""


@dataclass(frozen=True)
class Basis:
    """The facts of one document, and for whom it is written."""

    gegevens: Gegevens

    @cached_property
    def voorstel(self) -> Voorstel:
        """The voorstel, with what was decided in it."""
        return self.gegevens.met_besluit()

    @cached_property
    def json(self) -> dict[str, Any]:
        """The same as plain data."""
        return als_json(self.voorstel, self.gegevens.regelwerk, gelijk=self.gegevens.gelijk)

    @property
    def uitkomst(self) -> dict[str, Any]:
        """The outcome as plain data."""
        uitkomst: dict[str, Any] = self.json["uitkomst"]
        return uitkomst

    @property
    def boek(self) -> Rulebook:
        """The rules of the peildatum."""
        return self.voorstel.spoor.boek

    @property
    def client(self) -> bool:
        """Whether the client reads it."""
        return self.gegevens.client

    @cached_property
    def is_vangnet(self) -> bool:
        """Whether the client gets no letters, or that is not certain yet."""
        return bool(GEEN_POST & set(self.voorstel.signalen))

    @property
    def aan(self) -> Aan:
        """Whom a letter for the client goes to."""
        return Aan.BEGELEIDER if self.is_vangnet else Aan.CLIENT

    @property
    def zonder_advies(self) -> bool:
        """Whether it was decided without the advice of the program."""
        besluit = self.gegevens.besluit
        return besluit is not None and besluit.oordeel is Oordeel.ZONDER_ADVIES

    def zeg(self, tekst: str, u: str) -> str:
        """Return the wording for who reads it."""
        return u if self.client else tekst

    def is_vertrouwelijk(self, vraag: str) -> bool:
        """Whether a question and its answer stay off what the client reads."""
        bekend = self.boek.vragen.get(vraag)
        return bekend is not None and bekend.vorm.vertrouwelijk

    def antwoord(self, vraag: str) -> str:
        """Return an answer in words or as it was written; empty while it is unknown."""
        if vraag not in self.boek.vragen:
            return ""
        gegeven = self.voorstel.intake.antwoorden.get(vraag)
        if gegeven is not None and gegeven.tekst:
            return gegeven.tekst
        return self.in_u(", ".join(antwoordteksten(self.voorstel.spoor, vraag)))

    def in_u(self, tekst: str) -> str:
        """Return an answer of the rules as its reader knows the client: "alleen u"."""
        return _DE_CLIENT.sub("u", tekst) if self.client else tekst

    @property
    def gemeente(self) -> str:
        """The name of the gemeente, or the place where it goes."""
        zeker = self.voorstel.spoor.feiten.get("gemeente")
        bekend = zeker not in {None, "andere", "onduidelijk"}
        return self.antwoord("gemeente") if bekend else "[gemeente]"

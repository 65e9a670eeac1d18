"""The documents of a gesprek that is kept: from its recorded voorstel and its besluit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from api.aanmelding.identiteit import Identiteit
from api.documenten.basis import Basis
from api.documenten.gegevens import Aan, Brief, Gegevens
from api.documenten.opmaak import Vorm, maak_document
from api.documenten.vorm import Soort
from api.opslag.bank import Sessie
from api.opslag.besluiten import Besluit, Besluiten, Wijze
from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken, Stand
from api.opslag.keuze import Oordeel
from api.opslag.regelwerken import BewaardRegelwerk, Regelwerken
from api.opslag.status import LOOPT
from api.opslag.voorstellen import Opgenomen, Voorstellen
from engine.indicatie.intake import lees_intake
from engine.indicatie.kalender import met_vrije_dagen
from engine.indicatie.voorstel import SPOED, Voorstel, stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.lezen import lees_json

_ONVOLLEDIG = "Dit gesprek mist nog iets, of er klopt iets niet. Daarvan is geen document te maken."


class NogNiet(Exception):
    """A document cannot be made as things stand; the message says why and what to do, in Dutch."""

    def __init__(self, reden: str, diagnoses: tuple[Diagnose, ...] = ()) -> None:
        """Take why, with what is wrong in the intake when it is that."""
        self.diagnoses = diagnoses
        super().__init__(reden)


class VerkeerdAdres(Exception):
    """A name or address was given of somebody whom the letter must not be sent to."""

    def __init__(self, aan: Aan) -> None:
        """Keep whom the letter does go to."""
        self.aan = aan
        super().__init__(
            "Deze cliënt krijgt geen post: alles gaat via de begeleider. Geef naam en adres van "
            "de begeleider, of laat ze weg."
            if aan is Aan.BEGELEIDER
            else "Deze brief gaat naar de cliënt zelf. Geef naam en adres van de cliënt, of laat "
            "ze weg."
        )


@dataclass(frozen=True)
class Gespreksdocumenten:
    """What the documents of one gesprek are made from.

    `opgenomen` is the voorstel that was decided on, or else the last recorded one. After a
    besluit without advice there is none. `intake` is what the gesprek holds now.
    """

    stand: Stand
    bewaard: BewaardRegelwerk
    intake: str
    opgenomen: Opgenomen | None
    besluit: Besluit | None

    def waarom_niet(self, soort: Soort) -> str:
        """Return why a document cannot be made and what to do first; empty when it can be.

        Raises:
            NogNiet: when no document can be made, as of an intake that is not complete.
            GeenUniekeUitkomst: when the rules give an outcome no value or two.
        """
        if reden := self._zonder_grond():
            return reden
        met_spoed = self.met_spoed
        if soort is Soort.GESPREKSVERSLAG:
            return ""
        if self.besluit is not None and self.besluit.vervangt_soort == Wijze.INTREKKING:
            return "Het besluit is ingetrokken. Daarvan is geen brief meer te maken."
        if soort is Soort.BESCHIKKING and self.besluit is None:
            return "Er is nog geen besluit. Neem eerst een besluit."
        if soort is Soort.SPOEDBESLUIT and not met_spoed:
            return "In dit gesprek is geen spoed gemeld. Er valt met spoed niets te besluiten."
        return ""

    def _zonder_grond(self) -> str:
        loopt, opgenomen = self.stand.status == LOOPT, self.opgenomen
        if self.besluit is None and opgenomen is None and loopt:
            return "Er is nog geen voorstel vastgelegd. Leg eerst het voorstel vast."
        if self.besluit is None and opgenomen is None:
            return f"Dit gesprek is {self.stand.status}, zonder voorstel en zonder besluit."
        nu_ingevuld = (self.intake, self.stand.regelwerk)
        if (
            loopt
            and opgenomen is not None
            and (opgenomen.intake, opgenomen.regelwerk) != nu_ingevuld
        ):
            return "Na het voorstel is er iets veranderd. Leg eerst een nieuw voorstel vast."
        return ""

    @cached_property
    def voorstel(self) -> Voorstel:
        """The voorstel once more, with the rules of then.

        Raises:
            NogNiet: when it comes out otherwise than it was recorded, or the intake cannot be
                used, as may be after a besluit without advice.
            GeenUniekeUitkomst: when the rules give an outcome no value or two.
        """
        knoop, _ = lees_json(self.opgenomen.intake if self.opgenomen else self.intake)
        assert knoop is not None  # canonical JSON is JSON
        try:
            with self._toen():
                voorstel = stel_voor(lees_intake(self.bewaard.regelwerk, knoop))
                if self.opgenomen is not None:
                    _eis_gelijk(self.opgenomen, voorstel, self.bewaard)
                return voorstel
        except DiagnoseFout as fout:
            raise NogNiet(_ONVOLLEDIG, fout.diagnoses) from None

    @property
    def met_spoed(self) -> bool:
        """Whether a spoedmelding is part of it."""
        spoor = self.voorstel.spoor
        return SPOED in spoor.boek.uitkomsten and not spoor.is_nvt(SPOED)

    @property
    def aan(self) -> Aan:
        """Whom letters for the client go to."""
        return Basis(Gegevens(self.voorstel, self.bewaard.regelwerk)).aan

    def maak(self, soort: Soort, vorm: Vorm, brief: Brief, *, client: bool) -> bytes:
        """Return a document as a file.

        Args:
            soort: which document.
            vorm: html, pdf or docx.
            brief: names, address and days for the letter; they are kept nowhere.
            client: for the client, instead of for the file of the gemeente.

        Raises:
            NogNiet: when something has to be done first.
            VerkeerdAdres: when a name or address is given of who gets no letter.
            GeenUniekeUitkomst: when the rules give an outcome no value or two.
            Sjabloonfout: when an own template cannot be used.
            PdfOntbreekt: when the libraries that make a PDF are missing.
        """
        if reden := self.waarom_niet(soort):
            raise NogNiet(reden)
        if client and brief.noemt_iemand and brief.aan is not self.aan:
            raise VerkeerdAdres(self.aan)
        keuze = self.besluit.keuze if self.besluit else None
        if soort is Soort.GESPREKSVERSLAG and self.opgenomen is not None:
            keuze = None  # the verslag is of the gesprek: what was proposed, before the besluit
        gegevens = Gegevens(
            self.voorstel,
            self.bewaard.regelwerk,
            keuze,
            gelijk=True if self.opgenomen else None,
            client=client,
            kenmerk=self.stand.kenmerk or "",
            brief=brief,
        )
        with self._toen():
            return maak_document(soort, gegevens, vorm)

    @contextmanager
    def _toen(self) -> Iterator[None]:
        """Count with the free days that were recorded with the rules."""
        with met_vrije_dagen(self.bewaard.vrije_dagen):
            yield


def documenten_van(sessie: Sessie, wie: Identiteit, gesprek: str) -> Gespreksdocumenten:
    """Read what the documents of a gesprek are made from; making them needs no session.

    Raises:
        NietGevonden: when this gemeente has no such gesprek.
        Beschadigd: when the rules are not as they were recorded.
    """
    gesprekken = Gesprekken(sessie, wie)
    stand = gesprekken.haal(gesprek)
    genomen = Besluiten(sessie, wie).van_gesprek(gesprek)
    voorstellen = {v.id: v for v in Voorstellen(sessie, wie).van_gesprek(gesprek)}
    besluit = genomen[-1] if genomen else None
    opgenomen = next(reversed(voorstellen.values()), None)
    if besluit is not None:
        zonder = besluit.keuze.oordeel is Oordeel.ZONDER_ADVIES
        opgenomen = None if zonder or besluit.voorstel is None else voorstellen[besluit.voorstel]
    regelwerk = opgenomen.regelwerk if opgenomen else stand.regelwerk
    bewaard = Regelwerken(sessie).haal(regelwerk)
    intake = canoniek(gesprekken.intake(gesprek))
    return Gespreksdocumenten(stand, bewaard, intake, opgenomen, besluit)


def _eis_gelijk(opgenomen: Opgenomen, voorstel: Voorstel, bewaard: BewaardRegelwerk) -> None:
    """Refuse to write down something else than was recorded.

    What a later version of the program tells besides, makes no difference.
    """
    nu = json.loads(canoniek(als_json(voorstel, bewaard.regelwerk, gelijk=True)["uitkomst"]))
    toen = json.loads(opgenomen.uitkomst)
    if any(nu.get(naam) != waarde for naam, waarde in toen.items()):
        raise NogNiet(
            "Het vastgelegde voorstel komt nu anders uit. Er is geen document gemaakt. Meld het "
            "aan de beheerder."
        )

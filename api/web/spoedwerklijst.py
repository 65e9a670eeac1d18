"""The work list of spoedmeldingen: what each one comes to today, sorted, filtered, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from api.opslag.spoedmeldingen import Besluitstand, Spoedstand
from api.spreadsheet import als_csv
from api.web.spoeduitslag import CRISIS, KEUZES, OORDELEN, Grens, grenzen
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.klokken import ONTVANGST, klokken, te_doen
from engine.indicatie.overige_json import datums
from engine.indicatie.spoed_json import spoed_rij
from engine.indicatie.spoedkeuze import Spoedkeuze, vergelijk_keuze
from engine.indicatie.spoedtoets import Melding, Spoedtoets, toets_melding
from engine.rulebook.regelwerk import Regelwerk

_NABIJ = 7
"""Days before the end of the paid support from which its row gives an alarm."""
_VERLENGEN = "spoed-verlengen"
"""The task of the rules to go on with the support while there is no besluit."""
_VER = date.max


@dataclass(frozen=True)
class Regel:
    """One spoedmelding on the work list, as it stands on a day."""

    stand: Spoedstand
    melding: Melding
    regelwerk: Regelwerk
    besluit: Besluitstand
    vandaag: date

    @cached_property
    def toets(self) -> Spoedtoets:
        """The check."""
        return toets_melding(self.melding)

    @property
    def naam(self) -> str:
        """How it is known."""
        return naam_van_melding(self.stand)

    @property
    def ontvangen(self) -> date:
        """The day on which it came in; a paper form may be taken over later."""
        return datums(self.toets.voorstel).get(ONTVANGST) or self.stand.op.date()

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done."""
        return self.stand.gesloten is None

    @property
    def oordeel(self) -> str:
        """The verdict; what cannot wait goes before it."""
        return CRISIS if self.toets.crisis else self.toets.oordeel

    @property
    def oordeel_in_woorden(self) -> str:
        """The verdict in words, after what cannot wait."""
        eerst = [self.toets.boek.signalen[s].titel for s in self.toets.crisis]
        return ". ".join([*eerst, OORDELEN[self.toets.oordeel]])

    @cached_property
    def grenzen(self) -> list[Grens]:
        """The clocks, counted from today, the earliest first."""
        return grenzen(klokken(self.toets.voorstel, self.vandaag)) if self.is_open else []

    @cached_property
    def te_vragen(self) -> list[str]:
        """What is missing: the questions, the most telling first."""
        namen = dict.fromkeys(v for punt in self.toets.te_vragen for v in punt.vragen)
        return [self.toets.voorstel.uitleg.vraagtekst(naam) for naam in namen]

    @cached_property
    def keuze(self) -> Spoedkeuze | None:
        """The chosen arrangement beside the proposed one."""
        return vergelijk_keuze(self.toets, self.regelwerk)

    @property
    def keuze_in_woorden(self) -> str:
        """How the two compare, in words."""
        if self.keuze is None or self.keuze.gekozen is None:
            return "nog niets gekozen"
        gekozen, verschillen = f"gekozen {self.keuze.gekozen}", self.keuze.verschillen
        if len(verschillen) != 1:
            return f"{gekozen}, voorstel nog open"
        oordeel = KEUZES[self.keuze.oordeel]
        return f"{gekozen}, voorgesteld {verschillen[0].arrangement}: {oordeel}"

    @cached_property
    def verlengen(self) -> date | None:
        """The day by which the support must be extended while there is no besluit."""
        if not self.is_open or self.besluit.besloten is not None:
            return None
        taken = (t for t in te_doen(self.toets.voorstel) if t.id == _VERLENGEN)
        return next((t.uiterlijk.dag for t in taken if t.uiterlijk is not None), None)

    @property
    def alarm(self) -> str:
        """What must be done now that the paid support ends without a besluit; empty: nothing."""
        dag = self.verlengen
        if dag is None or dag > self.vandaag + timedelta(days=_NABIJ):
            return ""
        zin = f"Nog geen besluit: verleng de tijdelijke hulp uiterlijk op {dag_in_woorden(dag)}"
        return f"{zin}. Die dag is voorbij; doe het vandaag." if dag < self.vandaag else f"{zin}."

    @property
    def eerste_dag(self) -> date:
        """The day of the clock that stops first."""
        return self.grenzen[0].dag if self.grenzen else _VER

    def cellen(self) -> dict[str, Any]:
        """Return the row for a spreadsheet; nothing in it says who somebody is."""
        eerste = self.grenzen[0] if self.grenzen else None
        stand = self.stand
        return {
            "melding": stand.id,
            "ontvangen": self.ontvangen.isoformat(),
            "stand": "open" if stand.gesloten is None else stand.gesloten.reden.value,
            "gesprek": stand.gesprek or "",
            "eerste_dag": eerste.dag.isoformat() if eerste else "",
            "dagen_over": eerste.dagen_over if eerste else "",
            "alarm": self.alarm,
            **spoed_rij(self.toets, self.regelwerk),
        }


_OORDEEL = list(OORDELEN)
VOLGORDES: Mapping[str, tuple[str, Callable[[Regel], Any]]] = {
    "klok": ("Wat voorgaat", lambda r: (r.oordeel != CRISIS, not r.alarm, r.eerste_dag)),
    "ontvangen": ("Ontvangen", lambda r: (r.ontvangen, r.stand.op)),
    "oordeel": ("Uitslag", lambda r: (_OORDEEL.index(r.oordeel), r.eerste_dag)),
    "keuze": ("Arrangement", lambda r: r.keuze_in_woorden),
    "kenmerk": ("Kenmerk", lambda r: r.naam.casefold()),
}
"""How the list can be sorted: the title, and by what."""
STANDEN = {"open": "Open", "gesloten": "Gesloten", "alle": "Alle"}


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which meldingen somebody wants to see, in which order; anything else counts as not asked."""

    stand: str = "open"
    oordeel: str = ""
    alarm: bool = False
    volgorde: str = "klok"
    omgekeerd: bool = False

    @classmethod
    def uit(cls, query: Mapping[str, str]) -> Vraag:
        """Read what the address asks."""
        return cls(
            stand=query["stand"] if query.get("stand") in STANDEN else "open",
            oordeel=query["oordeel"] if query.get("oordeel") in OORDELEN else "",
            alarm=query.get("alarm") == "ja",
            volgorde=query["volgorde"] if query.get("volgorde") in VOLGORDES else "klok",
            omgekeerd=query.get("richting") == "om",
        )

    @property
    def filter(self) -> dict[str, str]:
        """What is asked of the meldingen, as it stands in the address."""
        alles = {"stand": self.stand, "oordeel": self.oordeel, "alarm": "ja" if self.alarm else ""}
        return {naam: waarde for naam, waarde in alles.items() if waarde}

    @property
    def query(self) -> dict[str, str]:
        """All that is asked, as it stands in the address."""
        om = {"richting": "om"} if self.omgekeerd else {}
        return {**self.filter, "volgorde": self.volgorde, **om}

    def kies(self, regels: Sequence[Regel]) -> list[Regel]:
        """Return what was asked for, in order."""
        gevonden = [
            r
            for r in regels
            if (self.stand == "alle" or r.is_open == (self.stand == "open"))
            and self.oordeel in {"", r.oordeel}
            and (r.alarm or not self.alarm)
        ]
        _, op = VOLGORDES[self.volgorde]
        return sorted(gevonden, key=op, reverse=self.omgekeerd)


def naam_van_melding(stand: Spoedstand) -> str:
    """Return how a melding is known: by the sender's own number, or by the start of its id."""
    return stand.kenmerk or f"Melding {stand.id[:6]}"


def lijst_als_csv(regels: Sequence[Regel]) -> str:
    """Return the list as a spreadsheet, without anything that says who somebody is."""
    rijen = [regel.cellen() for regel in regels]
    kolommen = dict.fromkeys(naam for rij in rijen for naam in rij)
    return als_csv(kolommen or ["melding"], rijen)

"""The check of a spoedmelding: the verdict, each criterion and block, and what to ask.

A verdict is only given when no further fact can change it, so an unknown never becomes a no
(Werkafsprakenboek, paragraph 20). What counts as criterion or block is the rules' own: every
outcome whose name begins with `spoedcriterium_` or `blokkade_`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from engine.explanation.open_vragen import open_vragen
from engine.explanation.waarom import Schakel, waarom
from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.klokken import ONTVANGST, START
from engine.indicatie.roosters import beoordeel, rijen_van
from engine.indicatie.voorstel import CRISIS, SPOED, Voorstel
from engine.rulebook.knoop import Knoop
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import SIGNAAL, Rulebook, Voorwaarde, atomen

CRITERIUM, BLOKKADE = "spoedcriterium_", "blokkade_"
ONVOLDOENDE = "onvoldoende_informatie"
TE_VRAGEN = "te_vragen"
ONBEKEND = "onbekend"
TEGENSPRAAK = "tegenspraak"
KENMERK = "kenmerk"
_ACUUT = "nu_acuut"


@dataclass(frozen=True, slots=True)
class Melding:
    """A spoedmelding as read: its own mark, which says nothing of a person, and its intake."""

    kenmerk: str
    intake: Intake


@dataclass(frozen=True, slots=True)
class Deeloordeel:
    """What a criterion or block came to; `onbekend` while a fact is missing."""

    id: str
    titel: str
    oordeel: str
    waarom: Schakel


@dataclass(frozen=True, slots=True)
class Vraagpunt:
    """Something to ask: the questions it is about, and why."""

    vragen: tuple[str, ...]
    reden: str


@dataclass(frozen=True)
class Spoedtoets:
    """The check of one melding."""

    melding: Melding
    voorstel: Voorstel

    @property
    def boek(self) -> Rulebook:
        """The rules by which the melding was checked."""
        return self.melding.intake.boek

    @cached_property
    def oordeel(self) -> str:
        """The verdict that no further fact can change, else not enough information."""
        spoor = self.voorstel.spoor
        return ONVOLDOENDE if spoor.is_nvt(SPOED) else spoor.waarde(SPOED) or ONVOLDOENDE

    @cached_property
    def criteria(self) -> tuple[Deeloordeel, ...]:
        """Every criterion."""
        return tuple(self._delen(CRITERIUM))

    @cached_property
    def blokkades(self) -> tuple[Deeloordeel, ...]:
        """Every block."""
        return tuple(self._delen(BLOKKADE))

    def _delen(self, begin: str) -> Iterator[Deeloordeel]:
        spoor = self.voorstel.spoor
        for uitkomst in self.boek.uitkomsten.values():
            if uitkomst.id.startswith(begin):
                oordeel = None if spoor.is_nvt(uitkomst.id) else spoor.waarde(uitkomst.id)
                uitleg = waarom(spoor, uitkomst.id, self.voorstel.uitleg)
                yield Deeloordeel(uitkomst.id, uitkomst.titel, oordeel or ONBEKEND, uitleg)

    @cached_property
    def waarom(self) -> Schakel:
        """The chain from the verdict to the answers."""
        return waarom(self.voorstel.spoor, SPOED, self.voorstel.uitleg)

    @cached_property
    def crisis(self) -> tuple[str, ...]:
        """The signals that go before everything else, such as calling the crisis service."""
        signalen = self.boek.signalen
        return tuple(s for s in self.voorstel.signalen if signalen[s].soort == CRISIS)

    @cached_property
    def signalen(self) -> tuple[str, ...]:
        """The signals that the rules on spoed give, without those of the ordinary gesprek."""
        grond = self.boek.uitkomsten[SPOED].grond
        assert grond is not None
        return tuple(
            s
            for s in self.voorstel.signalen
            if self.boek.signalen[s].grond.positie.bestand == grond.positie.bestand
            and s not in self.crisis
        )

    @cached_property
    def te_vragen(self) -> tuple[Vraagpunt, ...]:
        """What to ask: what is contradictory first, then what is missing, most telling first."""
        return (*self._tegenspraken(), *self._ontbrekend())

    def _tegenspraken(self) -> Iterator[Vraagpunt]:
        spoor = self.voorstel.spoor
        if spoor.is_nvt(SPOED):
            vragen = self._gevraagd(self.boek.uitkomsten[SPOED].alleen_als)
            yield Vraagpunt(vragen, "Volgens dit antwoord is er geen spoed. Vraag wat klopt.")
        if self.oordeel == ONVOLDOENDE:
            beslist = {s.id for s in self.waarom.alle()}
            for deel in (*self.criteria, *self.blokkades):
                if deel.oordeel == TE_VRAGEN and (deel.id in beslist or not spoor.is_vast(SPOED)):
                    for schakel in deel.waarom.onder:
                        yield self._punt(schakel)
        for signaal in self.signalen:
            if self.boek.signalen[signaal].soort == TEGENSPRAAK:
                for regel in spoor.regels_die_gelden(SIGNAAL):
                    if any(c.waarde == signaal for c in regel.conclusies):
                        yield self._punt(self.voorstel.uitleg.regel(regel))

    def _punt(self, schakel: Schakel) -> Vraagpunt:
        namen: list[str] = []
        for deel in schakel.alle():
            dagen = self.boek.dagen_tussen.get(deel.id)
            namen += [dagen.van, dagen.tot] if dagen else [deel.id]
        vragen = dict.fromkeys(n for n in namen if n in self.boek.vragen)
        return Vraagpunt(tuple(vragen), schakel.omdat)

    def _gevraagd(self, voorwaarde: Voorwaarde | None) -> tuple[str, ...]:
        """The questions that a condition asks."""
        namen = dict.fromkeys(self.boek.eigenaar(a) for a in atomen(voorwaarde))
        return tuple(n for n in namen if n in self.boek.vragen)

    def _ontbrekend(self) -> Iterator[Vraagpunt]:
        boek, spoor = self.boek, self.voorstel.spoor
        crisis = [f"{SIGNAAL}.{s.id}" for s in boek.signalen.values() if s.soort == CRISIS]
        uitkomsten = [SPOED] if self.oordeel == ONVOLDOENDE else []
        for vraag in open_vragen(spoor, uitkomsten, crisis):
            yield Vraagpunt((vraag,), "Nog niet bekend.")


def toets_melding(melding: Melding) -> Spoedtoets:
    """Check a spoedmelding.

    Raises:
        GeenUniekeUitkomst: when the rules give an outcome no value or two values.
    """
    intake = melding.intake
    return Spoedtoets(melding, Voorstel(intake, beoordeel(intake, rijen_van(intake))))


def lees_melding(regelwerk: Regelwerk, knoop: Knoop) -> Melding:
    """Read a spoedmelding: an intake, with a mark of its own beside it.

    Without a peildatum the day of receipt counts, or else the first day of the support. Who sends
    a spoedmelding says that it cannot wait, so `nu_acuut` need not be answered apart.

    Raises:
        DiagnoseFout: with every problem found, each with place and help.
    """
    eigen = replace(knoop, map=dict(knoop.map), sleutels=dict(knoop.sleutels))
    kenmerk = eigen.map.pop(KENMERK, None)
    if eigen.soort == "map":
        _vul_aan(eigen, regelwerk)
    return Melding(kenmerk.tekst if kenmerk else "", lees_intake(regelwerk, eigen))


def _vul_aan(knoop: Knoop, regelwerk: Regelwerk) -> None:
    """Fill in what a melding says without words: that it cannot wait, and its day."""
    antwoorden = knoop.map.get("antwoorden", Knoop("map", knoop.positie, "/antwoorden"))
    if antwoorden.soort == "map" and any(_ACUUT in boek.vragen for boek in regelwerk.boeken):
        acuut = Knoop("tekst", antwoorden.positie, f"{antwoorden.pad}/{_ACUUT}", "ja")
        antwoorden = replace(antwoorden, map={_ACUUT: acuut} | antwoorden.map)
        knoop.map["antwoorden"] = antwoorden
    for deel in ("data", "antwoorden"):
        for naam in (ONTVANGST, START):
            dag = knoop.op(deel, naam)
            if dag.soort == "tekst":
                knoop.map.setdefault("peildatum", dag)

"""Which questions still matter: those whose answer can change an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor
from engine.rulebook.rulebook import IsOnbekend, atomen

WEEKROOSTER = "weekrooster"
"""Stands for every count: the weekrooster is one question to the consulent."""


def open_vragen(
    spoor: Spoor, uitkomsten: Iterable[str], leden: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the unanswered questions that can still change one of the outcomes.

    They come in the order of the conversation. A question asked whose answer is unknown is
    among them; a question that is certainly irrelevant is not.

    Args:
        spoor: the trace of the case.
        uitkomsten: the outcomes that count.
        leden: members of collecting outcomes that count by themselves: `signaal.crisis`.
    """
    zoeker = _Zoeker(spoor)
    for uitkomst in uitkomsten:
        zoeker.bezoek(uitkomst)
    for lid in leden:
        zoeker.bezoek_grootheid(lid)
    return tuple(naam for naam in gespreksvolgorde(spoor) if naam in zoeker.open)


def gespreksvolgorde(spoor: Spoor) -> Iterator[str]:
    """Yield the questions, and the weekrooster at its own place, as one asks them."""
    boek = spoor.boek
    themas = list(boek.kop.themas)
    namen = [(themas.index(v.vorm.thema), v.vorm.nummer or 0, v.id) for v in boek.vragen.values()]
    if boek.weekrooster is not None:
        vorm = boek.weekrooster.vorm
        namen.append((themas.index(vorm.thema), vorm.nummer or 0, WEEKROOSTER))
    yield from (naam for *_, naam in sorted(namen, key=lambda n: n[:2]))


class _Zoeker:
    """Walks back from open outcomes to the questions on which they hang."""

    def __init__(self, spoor: Spoor) -> None:
        self.spoor = spoor
        self.open: set[str] = set()
        self.bezocht: set[str] = set()

    def bezoek(self, naam: str) -> None:
        spoor, boek = self.spoor, self.spoor.boek
        if naam in self.bezocht:
            return
        self.bezocht.add(naam)
        verzamelt = naam in boek.uitkomsten and boek.uitkomsten[naam].kies == "verzamel"
        if not verzamelt and all(spoor.is_vast(g.id) for g in spoor.grootheden(naam)):
            return
        if naam in boek.tellingen:
            self.open.add(WEEKROOSTER)
        elif naam in boek.dagen_tussen:
            self.bezoek_datum(boek.dagen_tussen[naam].van)
            self.bezoek_datum(boek.dagen_tussen[naam].tot)
        elif naam in boek.vragen:
            self.bezoek_vraag(naam)
        else:
            self.bezoek_uitkomst(naam)

    def bezoek_vraag(self, naam: str) -> None:
        if not self.spoor.is_beantwoord(naam):
            self.open.add(naam)
        self.bezoek_voorwaarde(self.spoor.open_atomen(self.spoor.boek.vragen[naam].alleen_als))

    def bezoek_datum(self, naam: str) -> None:
        """A date bounds nothing itself, yet a number of days waits for it."""
        if not self.spoor.is_nvt(naam):
            self.bezoek_vraag(naam)

    def bezoek_voorwaarde(self, eigenaren: Iterable[str]) -> None:
        for eigenaar in eigenaren:
            self.bezoek(eigenaar)

    def bezoek_uitkomst(self, naam: str) -> None:
        spoor = self.spoor
        uitkomst = spoor.boek.uitkomsten[naam]
        self.bezoek_voorwaarde(spoor.open_atomen(uitkomst.alleen_als))
        self.bezoek_voorwaarde(uitkomst.van)
        for grootheid in spoor.grootheden(naam):
            self.bezoek_grootheid(grootheid.id)

    def bezoek_grootheid(self, id_: str) -> None:
        """Visit what the rules that can still matter for one value wait for.

        A rule that holds because something is unknown stops holding once that is known.
        """
        spoor = self.spoor
        vast = spoor.is_vast(id_)
        for bijdrage in spoor.klaar.bijdragen.get(id_, ()):
            regel = spoor.regels[bijdrage.regel]
            status = spoor.status(regel.id)
            if status is not Status.GELDT_NIET:
                onbekend = (a for a in atomen(regel.voorwaarde) if isinstance(a, IsOnbekend))
                self.bezoek_voorwaarde(a.eigenaar for a in onbekend)
            if vast:
                continue
            if status is Status.GELDT_NIET or not spoor.kan_nog(id_, bijdrage):
                continue
            if status is Status.ONBEKEND:
                self.bezoek_voorwaarde(spoor.open_atomen(regel.voorwaarde))
            self.bezoek_voorwaarde(c.niveau_van for c in regel.conclusies if c.niveau_van)

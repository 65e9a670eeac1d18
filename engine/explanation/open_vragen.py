"""Which questions still matter, and how much: those whose answer can change an outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import floor

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import Stand, stand_van
from engine.rulebook.rulebook import IsOnbekend, atomen

_FIJN = 1e9
_NAAST_DE_HELFT = 0.3183098861
"""Sums of equal weights differ in their last digits, and weights often end on a half: the
borders between what counts as equal lie where no weight does."""


def open_vragen(
    spoor: Spoor, uitkomsten: Iterable[str], leden: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the unanswered questions that can still change one of the outcomes.

    What decides most comes first: first what settles outcomes, then what settles members of
    collecting outcomes such as signals, and in the order of the conversation where that is
    equal. A question asked whose answer is unknown is among them; a question that is certainly
    irrelevant is not.

    Args:
        spoor: the trace of the case.
        uitkomsten: the outcomes that count.
        leden: members of collecting outcomes that count by themselves: `signaal.crisis`.
    """
    gewogen = _Weging(spoor, stand_van(spoor))
    for uitkomst in uitkomsten:
        gewogen.tel_uitkomst(uitkomst)
    for lid in leden:
        gewogen.tel_lid(lid)

    def meest(naam: str) -> tuple[int, int]:
        uitkomst, lid = gewogen.gewicht[naam]
        return (-_stap(uitkomst), -_stap(lid))

    gesprek = [naam for naam in spoor.boek.gesprek if naam in gewogen.gewicht]
    return tuple(sorted(gesprek, key=meest))


def _stap(gewicht: float) -> int:
    return floor(gewicht * _FIJN + _NAAST_DE_HELFT)


@dataclass
class _Weging:
    """Adds up per question how much it still decides: of outcomes, and of members."""

    spoor: Spoor
    stand: Stand
    gewicht: dict[str, tuple[float, float]] = field(default_factory=dict)

    def tel_uitkomst(self, naam: str) -> None:
        uitkomst = self.spoor.boek.uitkomsten.get(naam)
        verzamelt = uitkomst is not None and uitkomst.kies == "verzamel"
        for grootheid in self.spoor.grootheden(naam):
            if verzamelt:
                self.tel_lid(grootheid.id)
            else:
                self.tel(grootheid.id, lid=False)

    def tel_lid(self, id_: str) -> None:
        """A rule that holds because something is unknown stops holding once that is known."""
        self.tel(id_, lid=True)
        spoor = self.spoor
        for bijdrage in spoor.klaar.bijdragen.get(id_, ()):
            regel = spoor.regels[bijdrage.regel]
            onbekend = [a for a in atomen(regel.voorwaarde) if isinstance(a, IsOnbekend)]
            if onbekend and spoor.status(regel.id) is not Status.GELDT_NIET:
                for naam in [a.eigenaar for a in onbekend] + list(
                    spoor.open_atomen(regel.voorwaarde)
                ):
                    for grootheid in spoor.grootheden(naam):
                        self.tel(grootheid.id, lid=True)

    def tel(self, id_: str, *, lid: bool) -> None:
        for variabele, winst in self.stand.winst(id_).items():
            for vraag in self.vragen(variabele):
                uitkomst, van_lid = self.gewicht.get(vraag, (0.0, 0.0))
                self.gewicht[vraag] = (
                    (uitkomst, van_lid + winst) if lid else (uitkomst + winst, van_lid)
                )

    def vragen(self, variabele: int) -> tuple[str, ...]:
        """The questions that must be answered to know a variable."""
        naam = self.stand.model.vragen[variabele]
        dagen = self.spoor.boek.dagen_tussen.get(naam)
        if dagen is None:
            return (naam,)
        return tuple(d for d in (dagen.van, dagen.tot) if not self.spoor.is_beantwoord(d))

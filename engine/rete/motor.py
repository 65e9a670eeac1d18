"""The second engine as others use it: facts in, possible classes and statuses out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import Self

from engine.rete.compileren import maak_plan
from engine.rete.kanaal import Kanaal, Verbroken
from engine.rete.plan import Feit, NietTePlannen, Plan, Uitslag
from engine.rulebook.diagnose import Diagnose
from engine.rulebook.klassen import Interval
from engine.rulebook.rulebook import Feiten, Rulebook

SECONDEN = 5.0
"""How long one case may take before its worker is given up."""
_STARTSECONDEN = 20.0
_KEREN = 2
_MEESTE_WERKERS = 4
_BUNDEL = 50
"""Cases in one message."""
_WORTEL = Path(__file__).resolve().parents[2]


class MotorUitgevallen(Exception):
    """The second engine gives no answer; `diagnose` says so to whoever asked for one."""

    def __init__(self, reden: str) -> None:
        """Keep why, in a few words without personal data."""
        self.diagnose = Diagnose(
            "motor-uitgevallen",
            f"De tweede berekening is niet gelukt ({reden}).",
            "Probeer het opnieuw. Blijft dit gebeuren, meld het dan aan de beheerder.",
        )
        super().__init__(self.diagnose.melding)


class _Werker:
    """A worker process with its connection; it ends with this object, at the latest."""

    def __init__(self, plan: Plan, seconden: float) -> None:
        ons, hun = socket.socketpair()
        self.kanaal = Kanaal(ons)
        # Not the folder that somebody happens to stand in (-P), but where this program is.
        paden = [str(_WORTEL), os.environ.get("PYTHONPATH", "")]
        with hun:
            opdracht = [sys.executable, "-P", "-m", "engine.rete.werker"]
            try:
                self.proces = subprocess.Popen(
                    [*opdracht, str(hun.fileno()), str(seconden)],
                    pass_fds=[hun.fileno()],
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paden))},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as fout:
                self.kanaal.sluit()
                raise Verbroken("het proces begint niet") from fout
        self.sluit = weakref.finalize(self, _beeindig, self.proces, self.kanaal)
        self.kanaal.stuur(plan, _STARTSECONDEN)
        self.kanaal.ontvang(_STARTSECONDEN)


def _beeindig(proces: subprocess.Popen[bytes], kanaal: Kanaal) -> None:
    kanaal.sluit()
    proces.kill()
    proces.wait()


class Motor:
    """Evaluates cases of one rulebook in a worker process, one case at a time.

    A worker that dies, hangs or refuses a case is replaced and the case repeated once. Several
    threads may share a motor.
    """

    def __init__(self, plan: Plan, seconden: float = SECONDEN) -> None:
        """Take a plan; `seconden` is the most that one case may take."""
        self._plan = plan
        self._seconden = seconden
        self._slot = RLock()
        self._werker: _Werker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fout: object) -> None:
        self.sluit()

    @property
    def werker_pid(self) -> int | None:
        """The process id of the worker, or None while there is none."""
        return self._werker.proces.pid if self._werker else None

    def sluit(self) -> None:
        """End the worker, after the cases it is at; a later case starts another."""
        with self._slot:
            if self._werker is not None:
                self._werker.sluit()
                self._werker = None

    def evalueer(self, feiten: Feiten) -> Uitslag:
        """Return what the rules say of one case.

        Raises:
            KeyError: when a fact names a grootheid or class that the rulebook does not have.
            MotorUitgevallen: when two workers in a row gave no answer.
        """
        return self.evalueer_alle([feiten])[0]

    def evalueer_alle(self, gevallen: Sequence[Feiten]) -> list[Uitslag]:
        """Return what the rules say of each case, in order.

        Raises:
            KeyError: when a fact names a grootheid or class that the rulebook does not have.
            MotorUitgevallen: when two workers in a row gave no answer to the same case.
        """
        te_doen = [self._plat(feiten) for feiten in gevallen]
        uitslagen: list[Uitslag] = []
        mislukt = 0
        with self._slot:
            while len(uitslagen) < len(te_doen):
                voor = len(uitslagen)
                try:
                    self._bundel(te_doen[voor : voor + _BUNDEL], uitslagen)
                except Verbroken as fout:
                    self.sluit()
                    mislukt = mislukt + 1 if len(uitslagen) == voor else 1
                    if mislukt == _KEREN:
                        raise MotorUitgevallen(str(fout)) from fout
        return uitslagen

    def _bundel(self, gevallen: list[dict[str, Feit]], uitslagen: list[Uitslag]) -> None:
        """Send cases and add the results; what came before a failure is kept."""
        if self._werker is None:
            self._werker = _Werker(self._plan, self._seconden)
        kanaal = self._werker.kanaal
        kanaal.stuur(gevallen, self._seconden)
        for _ in gevallen:
            antwoord = kanaal.ontvang(self._seconden)
            if not isinstance(antwoord, Uitslag):
                raise Verbroken(str(antwoord))
            uitslagen.append(antwoord)

    def _plat(self, feiten: Feiten) -> dict[str, Feit]:
        """Return facts as plain data, checked."""
        plat: dict[str, Feit] = {}
        for id_, feit in feiten.items():
            getal = self._plan.getallen.get(id_)
            if isinstance(feit, Interval):
                if getal is None:
                    raise KeyError(id_)
                plat[id_] = (feit.laag, feit.hoog)
            else:
                namen = {d.naam for d in getal.delen} if getal else self._plan.klassen[id_]
                if feit not in namen:
                    raise KeyError(feit)
                plat[id_] = feit
        return plat


class Motoren:
    """The motors of the rulebooks that are in use: one each, the least used ended first."""

    def __init__(self, seconden: float = SECONDEN) -> None:
        """Start nothing yet; `seconden` is the most that one case may take."""
        self._seconden = seconden
        self._slot = RLock()
        self._motoren: OrderedDict[Rulebook, Motor] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fout: object) -> None:
        self.sluit()

    def van(self, boek: Rulebook) -> Motor:
        """Return the motor of a rulebook.

        Raises:
            MotorUitgevallen: when the rulebook does not fit what durable-rules can carry.
        """
        with self._slot:
            if boek not in self._motoren:
                try:
                    self._motoren[boek] = Motor(maak_plan(boek), self._seconden)
                except NietTePlannen as fout:
                    raise MotorUitgevallen(str(fout)) from fout
            self._motoren.move_to_end(boek)
            while len(self._motoren) > _MEESTE_WERKERS:
                self._motoren.popitem(last=False)[1].sluit()
            return self._motoren[boek]

    def sluit(self) -> None:
        """End every worker."""
        with self._slot:
            while self._motoren:
                self._motoren.popitem()[1].sluit()

"""The decision for each phase as fields of a form, beside what was proposed for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.opslag.keuze import Fasekeuze, Keuze, Oordeel
from api.web.antwoordveld import een, is_dag
from api.web.besluitregels import adviesfase
from engine.indicatie.voorstel import ARRANGEMENT
from engine.rulebook.rulebook import GEEN, ROUTE

_ANDERS = "Dit is iets anders dan het voorstel. Kies dan: ik wijk af."


@dataclass(frozen=True)
class Faseveld:
    """The fields of one phase; `arrangement` and `vanaf` as proposed, empty where that is open."""

    nummer: int
    arrangement: str
    vanaf: str
    voorstel: str

    def id(self, naam: str) -> str:
        """Return the name of one of its fields."""
        return f"fase-{self.nummer}-{naam}"

    def lees(
        self,
        post: FormData,
        oordeel: str,
        arrangementen: Sequence[str],
        toeslagen: Sequence[str],
        fouten: dict[str, str],
    ) -> Fasekeuze | None:
        """Return what was decided for this phase; each mistake goes into `fouten`.

        Who agrees with the voorstel may leave the arrangement and the first day empty.
        """
        eens = oordeel == Oordeel.EENS
        # Before it is chosen whether to agree, what is empty may still come to that.
        mag_leeg = eens or not oordeel
        arrangement = een(post, self.id("arrangement")) or (self.arrangement if mag_leeg else "")
        vanaf = een(post, self.id("vanaf")) or (self.vanaf if mag_leeg else "")
        vervoer = een(post, self.id("vervoer"))
        if eens and not self.arrangement:
            fouten[self.id("arrangement")] = (
                f"Fase {self.nummer} staat in het voorstel nog open. Kies dan: ik wijk af."
            )
        elif arrangement not in arrangementen:
            fouten[self.id("arrangement")] = f"Kies het arrangement van fase {self.nummer}."
        elif eens and arrangement != self.arrangement:
            fouten[self.id("arrangement")] = f"Fase {self.nummer}: {_ANDERS}"
        if not vanaf:
            fouten[self.id("vanaf")] = f"Kies de eerste dag van fase {self.nummer}."
        elif not is_dag(vanaf):
            fouten[self.id("vanaf")] = f"Fase {self.nummer}: deze dag bestaat niet. Kies een dag."
        elif eens and vanaf != self.vanaf:
            fouten[self.id("vanaf")] = f"Fase {self.nummer}: {_ANDERS}"
        if vervoer not in toeslagen:
            fouten[self.id("vervoer")] = (
                f"Kies voor fase {self.nummer} een toeslag, of: geen toeslag."
            )
        if any(veld.startswith(self.id("")) for veld in fouten):
            return None
        toeslag = None if vervoer == "geen" else vervoer
        return Fasekeuze(self.nummer, date.fromisoformat(vanaf), int(arrangement), toeslag)


def fasevelden(
    advies: Mapping[str, Any], intake: Mapping[str, Any], oud: Keuze | None
) -> list[Faseveld]:
    """Return the fields of each phase; none for a case without phases.

    Args:
        advies: the recorded outcome; empty when nothing was recorded.
        intake: what was filled in; its phases count while there is no outcome.
        oud: the besluit that is corrected; its own number of phases then counts.
    """
    if advies.get(ROUTE, GEEN) not in {None, GEEN}:
        return []
    velden = [
        Faseveld(f["nummer"], str(f[ARRANGEMENT] or ""), f["van"], adviesfase(f))
        for f in advies.get("fasen", [])
    ]
    if not advies:
        dagen = [str(f.get("vanaf") or "") for f in intake.get("fasen") or []]
        velden = [Faseveld(n, "", dag, "") for n, dag in enumerate(dagen, start=1)]
    if oud is not None and oud.fasen:
        eigen = {veld.nummer: veld for veld in velden}
        velden = [eigen.get(f.nummer, Faseveld(f.nummer, "", "", "")) for f in oud.fasen]
    return velden


def als_fasevelden(fasen: Sequence[Fasekeuze]) -> Iterator[tuple[str, str]]:
    """Yield each field of the phases of a besluit, with what stands in it."""
    for fase in fasen:
        yield f"fase-{fase.nummer}-arrangement", str(fase.arrangement)
        yield f"fase-{fase.nummer}-vanaf", fase.vanaf.isoformat()
        yield f"fase-{fase.nummer}-vervoer", fase.vervoer or "geen"

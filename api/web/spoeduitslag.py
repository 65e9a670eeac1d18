"""The check of a spoedmelding as the pages show it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from api.opslag.canoniek import canoniek
from engine.indicatie.klokken import Klok, klokken, te_doen
from engine.indicatie.spoed_json import spoed_json
from engine.indicatie.spoedkeuze import HOGER, LAGER, OPEN, PASSEND
from engine.indicatie.spoedtoets import ONVOLDOENDE, Spoedtoets, lees_melding, toets_melding
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import Regelwerk

CRISIS = "crisis"
OORDELEN = {
    CRISIS: "Eerst de crisis",
    ONVOLDOENDE: "Er is nog te weinig bekend",
    "voldoet_niet": "De melding voldoet niet",
    "voldoet": "De melding voldoet",
}
"""Every verdict in words, what cannot wait first."""
KLEUR = {ONVOLDOENDE: "warning", "voldoet_niet": "warning", "voldoet": "ok"}
KEUZES = {
    PASSEND: "passend",
    HOGER: "hoger dan voorgesteld",
    LAGER: "lager dan voorgesteld",
    OPEN: "nog niet vast te stellen",
}
_DELEN = {
    "voldaan": "voldaan",
    "niet_voldaan": "niet voldaan",
    "te_vragen": "vraag dit na",
    "onbekend": "nog niet bekend",
    "afwezig": "niet aan de orde",
    "aanwezig": "staat in de weg",
}


@dataclass(frozen=True, slots=True)
class Grens:
    """A day before which something must be done, with everything that must be done by it."""

    dag: date
    dagen_over: int
    titels: tuple[str, ...]
    opmerkingen: tuple[str, ...]

    @property
    def over(self) -> str:
        """How long that is."""
        return dagen_over(self.dagen_over)


def toets(regelwerk: Regelwerk, antwoorden: Mapping[str, Any], kenmerk: str = "") -> Spoedtoets:
    """Check answers.

    Raises:
        DiagnoseFout: when they cannot be read, each with its place.
        GeenUniekeUitkomst: when the rules give an outcome no value or two values.
    """
    knoop, problemen = lees_json(canoniek({"kenmerk": kenmerk, "antwoorden": dict(antwoorden)}))
    if knoop is None or problemen:
        raise DiagnoseFout(problemen)
    return toets_melding(lees_melding(regelwerk, knoop))


def in_woorden(gevonden: Spoedtoets, regelwerk: Regelwerk, vandaag: date) -> dict[str, Any]:
    """Return a check with its days counted from today, and every name in it in words."""
    gegevens = spoed_json(gevonden, regelwerk)
    vraagtekst = {naam: v.vorm.vraag for naam, v in gevonden.boek.vragen.items()}
    for deel in (*gegevens["criteria"], *gegevens["blokkades"]):
        deel["in_woorden"] = _DELEN.get(deel["oordeel"], deel["oordeel"])
        deel["antwoorden"] = [
            (vraagtekst.get(b["vraag"], b["vraag"]), b["antwoord"]) for b in deel["blijkt_uit"]
        ]
    return gegevens | {
        "kop": OORDELEN[gegevens["oordeel"]],
        "kleur": KLEUR[gegevens["oordeel"]],
        "grenzen": grenzen(klokken(gevonden.voorstel, vandaag)),
        "taken": [(t.wie, t.tekst) for t in te_doen(gevonden.voorstel)],
        "keuze": keuze_in_woorden(gegevens.get("arrangement")),
    }


def keuze_in_woorden(keuze: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Return how the chosen arrangement stands beside the proposed one."""
    if keuze is None:
        return None
    deel = {"kop": KEUZES[keuze["oordeel"]], "reden": keuze["reden"], "geld": ""}
    euro = keuze.get("verschil", {}).get("euro", "onbekend")
    if euro not in {"onbekend", "0.00"}:
        meer = "minder" if euro.startswith("-") else "meer"
        bedrag = euro.lstrip("-").replace(".", ",")
        deel["geld"] = f"Over de acht weken kost de keuze € {bedrag} {meer}."
    return deel


def grenzen(lopend: Iterable[Klok]) -> list[Grens]:
    """Return the days before which something must be done, the earliest first."""
    per_dag = groupby((k for k in lopend if k.is_grens), key=lambda k: k.moment.dag)
    lijst = []
    for dag, groep in per_dag:
        alle = list(groep)
        opmerkingen = dict.fromkeys(k.moment.opmerking for k in alle if k.moment.opmerking)
        titels = tuple(k.termijn.titel for k in alle)
        lijst.append(Grens(dag, alle[0].dagen_over, titels, tuple(opmerkingen)))
    return lijst


def dagen_over(dagen: int) -> str:
    """Return how many days are left, in words."""
    aantal = f"{abs(dagen)} {'dag' if abs(dagen) == 1 else 'dagen'}"
    if dagen == 0:
        return "vandaag"
    return f"nog {aantal}" if dagen > 0 else f"{aantal} te laat"

"""Two engines: every evaluation of a voorstel once more on durable-rules, and compared.

The second engine counts the weekrooster itself and chooses the rows of each phase itself. What
the answers make known, evidence included, is read once, for both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.evaluation.beslisdiagram import maak_diagram
from engine.evaluation.evaluator import evalueer
from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor
from engine.indicatie.intake import Intake
from engine.indicatie.intake_vorm import Rij
from engine.indicatie.voorstel import Voorstel
from engine.rete.motor import Motoren, MotorUitgevallen
from engine.rete.plan import Uitslag
from engine.rete.tellen import GEWOON, Activiteit, Getallen, Weekrooster, tel_alles
from engine.rulebook.diagnose import Diagnose
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rooster, Rulebook

EVALUATOR, DURABLE_RULES = "evaluator", "durable-rules"
_NIETS = ("niet berekend",)
_VREEMD = -1
"""No set of classes of a grootheid."""


@dataclass(frozen=True, slots=True)
class Verschil:
    """Where the two engines differ: a grootheid, rule, outcome, signal or whole weekrooster.

    `rooster` names the evaluation: gewoon, a phase or a weekrooster to compare.
    """

    rooster: str
    soort: str
    naam: str
    evaluator: tuple[str, ...]
    durable_rules: tuple[str, ...]


class NietZeker(Exception):
    """Two engines did not come to the same, or one gave no answer: there is no voorstel."""

    def __init__(self, diagnose: Diagnose) -> None:
        """Keep what to tell whoever asked for the voorstel."""
        self.diagnose = diagnose
        super().__init__(diagnose.melding)


def controleer(
    voorstel: Voorstel, regelwerk: Regelwerk, motoren: Motoren, map_: Path | None = None
) -> None:
    """Evaluate a voorstel once more on the second engine, and report every difference.

    Args:
        voorstel: what the evaluator came to.
        regelwerk: the rules it rests on.
        motoren: the second engine, per rulebook.
        map_: where the report of a difference goes; None: the user's folder for such things.

    Raises:
        NietZeker: when the engines differ, or the second gives no answer.
    """
    try:
        verschillen = vergelijk(voorstel, motoren)
    except MotorUitgevallen as fout:
        raise NietZeker(fout.diagnose) from fout
    if not verschillen:
        return
    eerste = verschillen[0]
    meer = f" en {len(verschillen) - 1} andere" if len(verschillen) > 1 else ""
    try:
        verslag = meld_verschil(voorstel, regelwerk, verschillen, map_ or staatmap())
        waar = f"Het verslag staat in {verslag}."
    except OSError as fout:
        waar = f"Het verslag kon niet worden geschreven ({fout.strerror})."
    raise NietZeker(
        Diagnose(
            "motoren-verschillen",
            f"De twee berekeningen verschillen bij {eerste.soort} '{eerste.naam}'{meer}.",
            f"Er is geen voorstel. Meld het aan de beheerder. {waar}",
        )
    )


def vergelijk(voorstel: Voorstel, motoren: Motoren) -> tuple[Verschil, ...]:
    """Evaluate a voorstel once more on the second engine; return every difference.

    Raises:
        MotorUitgevallen: when the second engine gives no answer.
    """
    intake = voorstel.intake
    sporen = _sporen(voorstel)
    antwoorden = intake.feiten()
    geteld = tel_alles(intake.boek, weekrooster_van(intake))
    # Often nothing differs between the weekroosters; what is the same is evaluated once.
    soorten: list[Getallen] = []
    for getallen in geteld.values():
        if getallen not in soorten:
            soorten.append(getallen)
    feiten = [{**antwoorden, **getallen} for getallen in soorten]
    uitslagen = motoren.van(intake.boek).evalueer_alle(feiten)
    tweede = {naam: uitslagen[soorten.index(getallen)] for naam, getallen in geteld.items()}
    verschillen = tuple(
        verschil
        for rooster in dict.fromkeys([*sporen, *tweede])
        for verschil in _verschillen(rooster, sporen.get(rooster), tweede.get(rooster))
    )
    return verschillen or tuple(_andere_signalen(voorstel, tweede))


def _sporen(voorstel: Voorstel) -> dict[str, Spoor]:
    """Return every evaluation of a voorstel by its name."""
    sporen = {GEWOON: voorstel.spoor}
    sporen |= {f"fase {fase.nummer}": fase.spoor for fase in voorstel.fasen}
    return sporen | {rooster.id: spoor for rooster, spoor in voorstel.anders}


def weekrooster_van(intake: Intake) -> Weekrooster:
    """Return the weekrooster of an intake as the second engine reads it."""
    vorm = intake.vorm
    bekend = vorm.weekrooster is not None and vorm.weekrooster_compleet
    golven = vorm.golven
    return Weekrooster(
        tuple(map(_activiteit, vorm.weekrooster or ())) if bekend else None,
        len(vorm.fasen),
        (golven.goed_weken, golven.slecht_weken) if golven else None,
    )


def _activiteit(rij: Rij) -> Activiteit:
    return Activiteit(
        wie=rij.wie,
        vorm=rij.vorm,
        resultaat=str(rij.resultaat),
        tijdelijk=rij.tijdelijk,
        dagen=tuple(rij.dagen or ()),
        om_de_week=rij.om_de_week,
        keren_per_maand=None if rij.keren_per_maand is None else Fraction(rij.keren_per_maand),
        keren_per_dag=rij.keren_per_dag,
        minuten=rij.minuten or 0,
        dagdelen=Fraction(rij.dagdelen or 0),
        fase=rij.fase,
        tijd=rij.tijd,
    )


def _verschillen(rooster: str, spoor: Spoor | None, uitslag: Uitslag | None) -> Iterator[Verschil]:
    if spoor is None or uitslag is None:
        ja = ("berekend",)
        yield Verschil(
            rooster, "rooster", rooster, ja if spoor else _NIETS, ja if uitslag else _NIETS
        )
        return
    if uitslag.niet_uniek:
        for naam in uitslag.niet_uniek:
            yield Verschil(rooster, "uitkomst", naam, ("een waarde",), ("geen unieke waarde",))
        return
    # The second engine looks at one condition at a time, so that is compared first. What the
    # evaluator then still rules out must lie within it.
    grof = evalueer(spoor.boek, spoor.feiten)
    model = maak_diagram(spoor.boek)
    klassen = _klassen(spoor.boek)
    for id_, gevonden in uitslag.sets.items():
        bits = 0
        for naam in gevonden:
            bits |= klassen[id_].get(naam, _VREEMD)
        if grof.bits(id_) != bits:
            yield Verschil(rooster, "grootheid", id_, grof.namen(id_), tuple(sorted(gevonden)))
        elif id_ in model.vraagt_onbekend:
            continue  # once less is unknown, such a signal may be given or not
        elif not spoor.bits(id_) or spoor.bits(id_) & ~bits:
            yield Verschil(rooster, "grootheid", id_, spoor.namen(id_), tuple(sorted(gevonden)))
    for id_, status in uitslag.statussen.items():
        if grof.status(id_) != status:
            yield Verschil(rooster, "regel", id_, (grof.status(id_),), (status,))
        elif id_ not in model.regels_met_onbekend and status not in {
            Status.ONBEKEND,
            spoor.status(id_),
        }:
            yield Verschil(rooster, "regel", id_, (spoor.status(id_),), (status,))


def _andere_signalen(voorstel: Voorstel, tweede: Mapping[str, Uitslag]) -> Iterator[Verschil]:
    """Yield the signals of other weekroosters that the voorstel wrongly gives or leaves out."""
    for rooster in voorstel.intake.boek.roosters.values():
        nodig = _is_anders(rooster, voorstel, tweede)
        gegeven = rooster in voorstel.verschillen
        if nodig is not None and nodig != gegeven:
            woorden = {True: ("ja",), False: ("nee",)}
            signaal = rooster.vorm.signaal
            yield Verschil(rooster.id, "signaal", signaal, woorden[gegeven], woorden[nodig])


def _is_anders(rooster: Rooster, voorstel: Voorstel, tweede: Mapping[str, Uitslag]) -> bool | None:
    """Tell whether a weekrooster gives another outcome, or a phase a lighter; None: not known."""
    naam = rooster.vorm.vergelijk
    namen = [GEWOON, rooster.id]
    if rooster.vorm.fasen:
        namen = [f"fase {fase.nummer}" for fase in voorstel.fasen]
    elif rooster.id not in tweede:
        return False
    mogelijk = [tweede[n].sets[naam] for n in namen]
    waarden = [waarde for namen_ in mogelijk for waarde in namen_]
    if len(waarden) > len(mogelijk) or NVT in waarden:
        return None
    schaal = voorstel.intake.boek.uitkomsten[naam].waarden
    plaatsen = [schaal.index(waarde) for waarde in waarden]
    if rooster.vorm.fasen:
        return any(later < eerder for eerder, later in pairwise(plaatsen))
    return plaatsen[0] != plaatsen[1]


@lru_cache(maxsize=16)
def _klassen(boek: Rulebook) -> dict[str, dict[str, int]]:
    """Return per grootheid the bit of each class."""
    return {
        g.id: {klasse.naam: 1 << n for n, klasse in enumerate(g.klassen)}
        for g in boek.grootheden.values()
    }


# What is said of it


def motoren_json(gelijk: bool | None) -> dict[str, Any]:
    """Return which engines evaluated a voorstel and whether they agreed; None: only one did."""
    welke = [EVALUATOR] if gelijk is None else [EVALUATOR, DURABLE_RULES]
    return {"gelijk": gelijk, "welke": welke}


def staatmap() -> Path:
    """Return the folder in which this user's programs keep what they notice."""
    eigen = os.environ.get("XDG_STATE_HOME")
    return (Path(eigen) if eigen else Path.home() / ".local" / "state") / "arrangementwijzer"


def meld_verschil(
    voorstel: Voorstel, regelwerk: Regelwerk, verschillen: Sequence[Verschil], map_: Path
) -> Path:
    """Write a report with which the difference can be found, and return its place.

    It has names from the rules and classes only: no text, no date and no number of the client.

    Raises:
        OSError: when it cannot be written.
    """
    inhoud = {
        "regelwerk": regelwerk.hash,
        "regels_vanaf": voorstel.intake.boek.vanaf.isoformat(),
        "motoren": [EVALUATOR, DURABLE_RULES],
        "verschillen": [asdict(v) for v in verschillen],
        "klassen": {
            naam: {id_: list(spoor.namen(id_)) for id_ in spoor.feiten}
            for naam, spoor in _sporen(voorstel).items()
        },
    }
    tekst = json.dumps(inhoud, ensure_ascii=False, indent=2)
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    pad = map_ / f"verschil-{sha256(tekst.encode()).hexdigest()[:16]}.json"
    pad.write_text(tekst + "\n", encoding="utf-8")
    pad.chmod(0o600)
    return pad

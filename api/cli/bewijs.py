"""`arrangement bewijs`: what is proven of the rules, over every intake that can exist."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import yaml
from rich.text import Text

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import (
    GOED,
    REGELS_FOUT,
    Scherm,
    op_schijf,
    optie_regelwerk,
    regelwerk_of_stop,
    schrijf_json,
    toon_diagnoses,
)
from api.regelwerken import vind
from engine.indicatie.roostervinder import als_gegevens, realiseerbaar
from engine.proof.bewijs.bewijs import bewijs
from engine.proof.bewijs.delen import Bevinding, Deelbewijs, als_intake
from engine.proof.bewijs.ruimte import Geval
from engine.rulebook.diagnose import DiagnoseFout, heeft_fouten
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.weergave import toon

_PRECIES = 1_000_000_000
"""Above this a number is told by its first digits."""


@dataclass(frozen=True)
class _Periode:
    """What was proven of the rules of one period."""

    boek: Rulebook
    delen: tuple[Deelbewijs, ...]

    @property
    def naam(self) -> str:
        """The days in words."""
        tot = self.boek.tot
        return f"{self.boek.vanaf} {f'tot en met {tot}' if tot else 'en daarna'}"


@click.command(
    "bewijs",
    cls=Opdracht,
    help="Bewijs dat de regels kloppen voor elke intake die kan bestaan: er is altijd precies een "
    "uitkomst, alles kan voorkomen, en een zwaarder antwoord maakt niets lichter.",
)
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(als_json: bool, regelwerk: str | None) -> None:
    """Prove the rules and leave with 1 when something is found."""
    werk = regelwerk_of_stop(regelwerk)
    map_ = vind(regelwerk)
    try:
        uitslag = [_op_schijf(periode, werk, map_) for periode in _bewijs(werk)]
    except DiagnoseFout as fout:
        toon_diagnoses(fout.diagnoses, {}, stderr=True)
        sys.exit(REGELS_FOUT)
    if als_json:
        schrijf_json({"perioden": [_als_json(periode) for periode in uitslag]})
    else:
        for periode in uitslag:
            _toon(periode, werk, map_)
    gevonden = any(not _bewezen(deel) for periode in uitslag for deel in periode.delen)
    sys.exit(REGELS_FOUT if gevonden else GOED)


def _bewijs(werk: Regelwerk) -> Iterator[_Periode]:
    for boek in werk.boeken:
        yield _Periode(boek, bewijs(boek, realiseerbaar(boek)))


def _op_schijf(periode: _Periode, werk: Regelwerk, map_: Path) -> _Periode:
    """Name the files as seen from here, so that an editor can open them."""

    def verplaats(bevinding: Bevinding) -> Bevinding:
        (diagnose,), _ = op_schijf([bevinding.diagnose], werk.teksten, map_)
        return replace(bevinding, diagnose=diagnose)

    delen = (replace(d, bevindingen=tuple(map(verplaats, d.bevindingen))) for d in periode.delen)
    return replace(periode, delen=tuple(delen))


def _bewezen(deel: Deelbewijs) -> bool:
    return not heeft_fouten(b.diagnose for b in deel.bevindingen)


def _intakes(boek: Rulebook, gevallen: Sequence[Geval]) -> list[dict[str, Any]]:
    roosters = realiseerbaar(boek)
    return [
        als_intake(boek, g, als_gegevens(roosters[g.rooster]) if g.rooster is not None else None)
        for g in gevallen
    ]


def _als_json(periode: _Periode) -> dict[str, Any]:
    boek = periode.boek
    return {
        "vanaf": boek.vanaf.isoformat(),
        "tot": boek.tot.isoformat() if boek.tot else None,
        "bewijzen": [
            {
                "naam": deel.naam,
                "bewezen": _bewezen(deel),
                "wat": deel.bewezen,
                "combinaties": str(deel.combinaties),
                "seconden": round(deel.seconden, 3),
                "bevindingen": [
                    b.diagnose.als_json() | {"intakes": _intakes(boek, b.gevallen)}
                    for b in deel.bevindingen
                ],
            }
            for deel in periode.delen
        ],
    }


def _toon(periode: _Periode, werk: Regelwerk, map_: Path) -> None:
    scherm = Scherm()
    boek = periode.boek
    scherm.kop(f"De regels van {periode.naam}")
    for deel in periode.delen:
        of = "bewezen" if _bewezen(deel) else "niet bewezen"
        duur = f"{deel.seconden:.2f}".replace(".", ",")
        hoe = f"{of}, over {_aantal(deel.combinaties)} combinaties, in {duur} seconde."
        wat = "" if _bewezen(deel) else "Wat moet gelden: "
        scherm.alinea(f"{hoe} {wat}{deel.bewezen}", 0, f"{deel.naam}: ")
        for bevinding in deel.bevindingen:
            scherm.print()
            _toon_bevinding(scherm, boek, bevinding, *op_schijf((), werk.teksten, map_)[1:])
    scherm.print()
    scherm.alinea(
        "Dit gaat over elk weekrooster, en dus ook over elke fase: een fase telt als een intake "
        "met een eigen weekrooster."
    )


def _toon_bevinding(
    scherm: Scherm, boek: Rulebook, bevinding: Bevinding, teksten: dict[str, str]
) -> None:
    scherm.print(Text(toon(bevinding.diagnose, teksten)), soft_wrap=True)
    koppen = ["Een intake waarop dit te zien is:"]
    if len(bevinding.gevallen) > 1:
        koppen = ["Een intake:", "Dezelfde intake, met het zwaardere antwoord:"]
    for kop, intake in zip(koppen, _intakes(boek, bevinding.gevallen), strict=False):
        scherm.alinea(kop, 2)
        tekst = yaml.safe_dump(intake, sort_keys=False, allow_unicode=True, default_flow_style=None)
        for regel in tekst.splitlines():
            scherm.print(f"    {regel}", soft_wrap=True)


def _aantal(aantal: int) -> str:
    """Return a number in words that can be read: all digits, or the first two and how many."""
    if aantal < _PRECIES:
        return f"{aantal:,}".replace(",", ".")
    cijfers = str(aantal)
    return f"ongeveer {cijfers[0]},{cijfers[1]} x 10^{len(cijfers) - 1}"

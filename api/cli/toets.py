"""`arrangement toets`: the rule tests, and what they leave untouched."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from api.cli.nederlands import Opdracht
from api.cli.uitvoer import (
    GOED,
    REGELS_FOUT,
    Scherm,
    op_schijf,
    optie_regelwerk,
    regelwerk_of_stop,
    schrijf_json,
    stop,
    toon_diagnoses,
    vanaf_hier,
)
from api.regelwerken import vind
from engine.indicatie.toetsen import draai
from engine.proof.dekking import Gat, gaten

MAP_TOETSEN = "toetsen"


@click.command("toets", cls=Opdracht, help="Draai de toetsen die bij de regels staan.")
@click.option("--dekking", is_flag=True, help="Toon ook wat geen enkele toets raakt.")
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@optie_regelwerk
def opdracht(dekking: bool, als_json: bool, regelwerk: str | None) -> None:
    """Run the rule tests and leave with 1 when one fails, or when coverage has a gap."""
    werk = regelwerk_of_stop(regelwerk)
    map_ = vind(regelwerk)
    uitslag = draai(werk, map_ / MAP_TOETSEN)
    if not uitslag.namen and not uitslag.diagnoses:
        stop("toets", f"In '{vanaf_hier(map_ / MAP_TOETSEN)}' staan geen toetsen. Schrijf er een.")
    gevonden = gaten(werk.boeken[-1], uitslag.sporen) if dekking else ()
    open_ = [_op_schijf(gat, map_) for gat in gevonden]
    fouten, teksten = op_schijf(uitslag.diagnoses, uitslag.teksten, map_)
    if als_json:
        schrijf_json(
            {
                "toetsen": uitslag.namen,
                "fouten": [d.als_json() for d in fouten],
                "gaten": [_gat_json(g) for g in open_],
            }
        )
    else:
        scherm = Scherm()
        if fouten:
            toon_diagnoses(fouten, teksten)
        for gat in open_:
            scherm.alinea(f"{gat.mist} ({gat.positie})", 0, f"{gat.soort} {gat.id}: ")
        scherm.alinea(_slot(len(uitslag.namen), len(fouten), len(open_), dekking))
    sys.exit(REGELS_FOUT if fouten or open_ else GOED)


def _op_schijf(gat: Gat, map_: Path) -> Gat:
    """Name the file of a gap as seen from here, so that an editor can open it."""
    plek = gat.positie
    return replace(gat, positie=replace(plek, bestand=vanaf_hier(map_ / plek.bestand)))


def _gat_json(gat: Gat) -> dict[str, str | int]:
    plek = gat.positie
    deel = {"soort": gat.soort, "id": gat.id, "mist": gat.mist, "bestand": plek.bestand}
    return deel | {"regel": plek.regel, "kolom": plek.kolom}


def _slot(toetsen: int, fouten: int, open_: int, dekking: bool) -> str:
    zin = f"{toetsen} toetsen gedraaid, {fouten or 'geen'} {'fout' if fouten == 1 else 'fouten'}."
    if dekking:
        zin += f" Zonder toets: {open_ or 'niets'}."
    return zin

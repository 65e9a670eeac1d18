"""`arrangement controleer`: what is wrong with the rules, all at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from api.cli.nederlands import Opdracht, Verkeerd
from api.cli.uitvoer import (
    GOED,
    INVOER_FOUT,
    REGELS_FOUT,
    ontbreekt,
    op_schijf,
    optie_regelwerk,
    schrijf_json,
    stop,
    toon_diagnoses,
)
from api.regelwerken import vind
from engine.rulebook.codes import CODES
from engine.rulebook.diagnose import Diagnose, DiagnoseFout, Ernst, Positie, heeft_fouten
from engine.rulebook.regelwerk import controleer


@click.command(
    "controleer",
    cls=Opdracht,
    help="Controleer de regels in de map PAD, of zonder PAD het eigen regelwerk. "
    "Eindigt met 1 als er fouten zijn en met 2 als de map er niet is.",
)
@click.argument("pad", required=False)
@click.option("--json", "als_json", is_flag=True, help="Als JSON.")
@click.option("--sarif", is_flag=True, help="Als SARIF, voor programma's die code nakijken.")
@click.option("--gewoon", is_flag=True, help="Alleen zinnen, voor een schermlezer.")
@optie_regelwerk
@click.pass_context
def opdracht(
    ctx: click.Context,
    *,
    pad: str | None,
    als_json: bool,
    sarif: bool,
    gewoon: bool,
    regelwerk: str | None,
) -> None:
    """Check a regelwerk and leave with 1 when something is wrong, 2 when it is not there."""
    if als_json + sarif + gewoon > 1:
        raise Verkeerd("--json, --sarif en --gewoon gaan niet samen. Kies er een.", ctx)
    if pad is not None and regelwerk is not None:
        raise Verkeerd("PAD en --regelwerk gaan niet samen. Laat er een weg.", ctx)
    diagnoses: Iterable[Diagnose]
    try:
        map_ = vind(pad if pad is not None else regelwerk)
        diagnoses, teksten = op_schijf(*controleer(map_), map_)
    except DiagnoseFout as fout:
        diagnoses, teksten = fout.diagnoses, {}
    if als_json:
        schrijf_json([d.als_json() for d in diagnoses])
    elif sarif:
        schrijf_json(als_sarif(diagnoses))
    elif ontbreekt(diagnoses):
        stop("PAD" if regelwerk is None else "--regelwerk", diagnoses)
    else:
        toon_diagnoses(diagnoses, teksten, gewoon=gewoon)
    if ontbreekt(diagnoses):
        sys.exit(INVOER_FOUT)
    sys.exit(REGELS_FOUT if heeft_fouten(diagnoses) else GOED)


def als_sarif(diagnoses: Iterable[Diagnose]) -> dict[str, Any]:
    """Return the diagnoses in SARIF 2.1.0."""
    codes = sorted({d.code for d in diagnoses})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "arrangement controleer",
                        "language": "nl-NL",
                        "rules": [
                            {"id": c, "shortDescription": {"text": CODES[c].titel}} for c in codes
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_resultaat(d) for d in diagnoses],
            }
        ],
    }


def _resultaat(diagnose: Diagnose) -> dict[str, Any]:
    resultaat: dict[str, Any] = {
        "ruleId": diagnose.code,
        "level": "error" if diagnose.ernst is Ernst.FOUT else "warning",
        "message": {"text": f"{diagnose.melding} {diagnose.hulp}".strip()},
    }
    if diagnose.positie is not None:
        resultaat["locations"] = [{"physicalLocation": _plaats(diagnose.positie)}]
    if diagnose.verwant:
        resultaat["relatedLocations"] = [
            {"physicalLocation": _plaats(v.positie), "message": {"text": v.tekst}}
            for v in diagnose.verwant
        ]
    return resultaat


def _plaats(plek: Positie) -> dict[str, Any]:
    pad = Path(plek.bestand)
    uri = pad.as_uri() if pad.is_absolute() else quote(plek.bestand)
    return {
        "artifactLocation": {"uri": uri},
        "region": {
            "startLine": plek.regel,
            "startColumn": plek.kolom,
            "endColumn": plek.kolom + plek.lengte,
        },
    }

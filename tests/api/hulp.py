"""What the tests of the command line and the service share."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from api.regelwerken import laad_regelwerk

WORTEL = Path(__file__).resolve().parent.parent.parent
REGELS = WORTEL / "rules"
VOORBEELDEN = sorted((WORTEL / "voorbeelden").glob("*.yaml"))
PROGRAMMA = Path(sys.executable).parent / "arrangement"
REGELWERK = laad_regelwerk(None)
BOEK = REGELWERK.boeken[-1]

ENGELS = re.compile(
    r"\b(?:usage|options?|show this|message|error|errors|invalid|missing|unexpected|argument|"
    r"traceback|required|exit|the|is not|no such|file|directory|does|got|try)\b",
    re.IGNORECASE,
)
"""Words by which a text that should be Dutch gives itself away."""


def als_gegevens(pad: Path) -> Any:
    """Return an intake in YAML as the data that a program would send."""
    inhoud = yaml.safe_load(pad.read_text(encoding="utf-8"))
    return json.loads(json.dumps(inhoud, default=str))


def kleine_intake(**antwoorden: object) -> dict[str, Any]:
    """Return an intake with few answers."""
    return {"peildatum": "2021-06-15", "antwoorden": antwoorden or {"gemeente": "beek"}}


def voer_uit(
    *args: str, invoer: bytes | None = None, omgeving: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `arrangement` as a process of its own."""
    return subprocess.run(
        [str(PROGRAMMA), *args],
        input=invoer,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PATH": str(PROGRAMMA.parent), **(omgeving or {})},
    )

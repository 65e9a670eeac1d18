"""The description of the service, by the official linter of the NLGov REST API Design Rules.

Its rules are not ours to ship, so they stand beside the project. Without them this check is
skipped, except in CI, where nothing may be left out.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.opbouw import maak_app
from tests.api.hulp import REGELWERK, WORTEL

REGELS = WORTEL / "../shared/adr/linter.yaml"
LINTER = WORTEL / "node_modules/.bin/spectral"


def lint(tmp_path: Path, document: object) -> list[str]:
    """Return what the linter says about a description, errors and warnings alike."""
    bestand = tmp_path / "openapi.json"
    bestand.write_text(json.dumps(document), encoding="utf-8")
    uitslag = subprocess.run(
        [LINTER, "lint", "--ruleset", REGELS, "--format", "json", "--quiet", bestand],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert uitslag.returncode in {0, 1}, uitslag.stderr
    return [f"{r['code']}: {'.'.join(map(str, r['path']))}" for r in json.loads(uitslag.stdout)]


@pytest.mark.skipif(
    not (REGELS.exists() or os.environ.get("CI")), reason=f"{REGELS.name} staat hier niet"
)
def test_the_description_follows_the_design_rules(tmp_path: Path) -> None:
    assert REGELS.exists(), f"Zet de officiële regels op {REGELS}."
    document = TestClient(maak_app(REGELWERK)).get("/v1/openapi.json").json()
    assert lint(tmp_path, document) == []
    del document["info"]["contact"]  # the linter is awake
    assert lint(tmp_path, document) != []

"""No test of the command line or the service touches the data of whoever runs it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def eigen_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the embedded database and the key of the sign-in in a folder of the test."""
    map_ = tmp_path / "gegevens"
    for naam in ("ARRANGEMENT_BANK", "ARRANGEMENT_GEHEIM", "ARRANGEMENT_SLEUTELS"):
        monkeypatch.delenv(naam, raising=False)
    monkeypatch.setenv("ARRANGEMENT_MAP", str(map_))
    return map_

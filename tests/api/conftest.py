"""No test of the command line or the service touches the data of whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.dienst import Proefdienst


@pytest.fixture(autouse=True)
def eigen_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the embedded database and the key of the sign-in in a folder of the test."""
    map_ = tmp_path / "gegevens"
    for naam in ("ARRANGEMENT_BANK", "ARRANGEMENT_GEHEIM", "ARRANGEMENT_SLEUTELS"):
        monkeypatch.delenv(naam, raising=False)
    monkeypatch.setenv("ARRANGEMENT_MAP", str(map_))
    return map_


@pytest.fixture
def dienst(tmp_path: Path) -> Iterator[Proefdienst]:
    dienst = Proefdienst(tmp_path)
    yield dienst
    dienst.sluit()


@pytest.fixture
def klant(dienst: Proefdienst) -> TestClient:
    return dienst.klant()


@pytest.fixture(scope="module")
def vaste_klant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a service that tests share which only look at what they made themselves."""
    dienst = Proefdienst(tmp_path_factory.mktemp("vast"))
    yield dienst.klant()
    dienst.sluit()

"""Running `arrangement` inside the tests, from its entry point to its exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from api.cli.hoofd import main
from api.regelwerken import laad_regelwerk
from tests.api.hulp import REGELWERK


@dataclass(frozen=True)
class Uitslag:
    """What a run left behind."""

    code: int
    uit: str
    fout: str

    @property
    def fouten(self) -> list[str]:
        """The lines on stderr."""
        return self.fout.splitlines()


Draai = Callable[..., Uitslag]


@pytest.fixture
def draai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Draai:
    """Return a function that runs `arrangement` with these arguments, 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    # Our own rules are read once for all tests; the real processes read them themselves.
    monkeypatch.setattr(
        "api.cli.uitvoer.laad_regelwerk",
        lambda naam: REGELWERK if naam is None else laad_regelwerk(naam),
    )

    def een_keer(*args: object, invoer: bytes = b"") -> Uitslag:
        monkeypatch.setattr(sys, "argv", ["arrangement", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(invoer)))
        with pytest.raises(SystemExit) as einde:
            main()
        uit, fout = capsys.readouterr()
        assert isinstance(einde.value.code, int)
        return Uitslag(einde.value.code, uit, fout)

    return een_keer

"""A worker does case after case in the same memory."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from engine.rete.compileren import maak_plan
from engine.rete.motor import Motor
from tests.referentie.gevallen import maak_intake, onze_regels, toeval

WARM = 500
RUIMTE = 1024
"""KiB that may come and go; one case leaking a byte a rule would pass it."""


def _kib(pid: int) -> int:
    paginas = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return paginas * resource.getpagesize() // 1024


def _duur(aantal: int) -> None:
    gevallen = [maak_intake(toeval("geheugen", n), onze_regels()) for n in range(WARM)]
    with Motor(maak_plan(onze_regels())) as motor:
        eerste = motor.evalueer_alle(gevallen)
        pid = motor.werker_pid
        assert pid is not None
        begin = _kib(pid)
        for _ in range(aantal // WARM):
            laatste = motor.evalueer_alle(gevallen)
        assert laatste == eerste
        assert motor.werker_pid == pid
        assert _kib(pid) - begin < RUIMTE


def test_memory_stays_flat_over_five_thousand_cases() -> None:
    """Neither a fact nor a session is left behind."""
    _duur(5_000)


@pytest.mark.lang
def test_memory_stays_flat_over_a_hundred_thousand_cases() -> None:
    """Also what leaks slowly shows."""
    _duur(100_000)

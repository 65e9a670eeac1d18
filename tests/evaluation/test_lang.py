"""The agreement of evaluator and reference, ten times as long: `make test-lang`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation import test_overeenstemming as kort


@pytest.mark.lang
@pytest.mark.parametrize("deel", range(kort.DELEN, 11 * kort.DELEN))
def test_nog_honderdduizend_intakes(deel: int, tmp_path: Path) -> None:
    """On another 100,000 intakes of our rules and of random regelwerken nothing differs."""
    kort.test_onze_regels(deel)
    kort.test_willekeurige_regelwerken(deel, tmp_path)

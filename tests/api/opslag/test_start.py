"""`arrangement start` keeps what is written in a folder of its own, on this computer."""

from __future__ import annotations

import stat
from pathlib import Path

from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken
from engine.rulebook.regelwerk import laad
from tests.api.hulp import voer_uit
from tests.api.opslag.hulp import ANNA, haal, schrijf
from tests.api.test_dienst import dienst, regels, vraag, vrije_poort
from tests.rulebook.werk import KOP, REGELS, maak, vervang


def test_the_service_keeps_its_data_for_its_owner_and_moves_what_runs(
    tmp_path: Path, eigen_map: Path
) -> None:
    oud = laad(maak(tmp_path / "oud"))
    hernoemd = vervang(
        REGELS, "  hulp:\n", "  steun:\n    hernoemd_van: hulp\n", "{hulp: nee}", "{steun: nee}"
    )
    nieuw = maak(tmp_path / "nieuw", hernoemd, vervang(KOP, 'versie: "1"', 'versie: "2"'))
    eigen_map.mkdir()
    url = f"sqlite:///{eigen_map / 'gesprekken.sqlite'}"
    with Bank(url) as bank:
        bank.migreer()
        with bank.sessie(ANNA) as sessie:
            id_ = Gesprekken(sessie, ANNA).begin(oud)
        schrijf(bank, id_, antwoorden__hulp="nee")
    poort = vrije_poort()
    with dienst(poort, "--regelwerk", str(nieuw)) as proces:
        regels(proces, 3)
        assert vraag(poort, "GET", "/aanmelden")[0] == 200
        rechten = {p.name: stat.S_IMODE(p.stat().st_mode) for p in eigen_map.iterdir()}
        assert set(rechten.values()) == {0o600}
        assert {"gesprekken.sqlite", "aanmelding.sleutel"} <= rechten.keys()
        with Bank(url) as bank:
            assert haal(bank, id_).inhoud == {"antwoorden/steun": "nee"}


def test_a_database_that_cannot_be_used_stops_the_start(eigen_map: Path) -> None:
    uitslag = voer_uit("start", "--poort", str(vrije_poort()), "--bank", "mysql://x")
    assert uitslag.returncode == 2
    assert uitslag.stderr.decode().startswith("--bank: ")

"""The evaluator and the naive reference give the same on random intakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.rulebook.klassen import NVT, Grenzen
from engine.rulebook.rulebook import Atoom, atomen
from tests.referentie.evaluator import GeenUniekeWaarde, Referentie, verdeeld
from tests.referentie.gevallen import ZAAD, maak_feiten, maak_intake, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk
from tests.referentie.vergelijken import vergelijk, verslag

DELEN = 10
PER_DEEL = 1_000
REGELWERKEN_PER_DEEL = 25
PER_REGELWERK = 40
ZUIVER, LEK = Maat(), Maat(lek=0.6)
"""Regelwerken without gaps and overlaps, and regelwerken that may have them."""


@pytest.mark.parametrize("deel", range(DELEN))
def test_onze_regels(deel: int) -> None:
    """On complete and partial intakes of our rules every set and every status is equal."""
    boek = onze_regels()
    referentie = Referentie(boek)
    for nummer in range(PER_DEEL):
        feiten = maak_intake(toeval("onze regels", deel, nummer), boek)
        if vergelijk(referentie, boek, feiten):
            pytest.fail(verslag(f"deel {deel}, intake {nummer}", referentie, boek, feiten))


@pytest.mark.parametrize("deel", range(DELEN))
def test_willekeurige_regelwerken(deel: int, tmp_path: Path) -> None:
    """On random regelwerken, read by the real loader, every set, status and error is equal."""
    for nummer in range(REGELWERKEN_PER_DEEL):
        rng = toeval("regelwerk", deel, nummer)
        regelwerk = maak_regelwerk(rng, tmp_path / str(nummer), LEK if nummer % 4 == 0 else ZUIVER)
        boek = rng.choice(regelwerk.boeken)
        referentie = Referentie(boek)
        for volgnummer in range(PER_REGELWERK):
            feiten = maak_intake(rng, boek)
            if vergelijk(referentie, boek, feiten):
                geval = f"deel {deel}, regelwerk {nummer}, vanaf {boek.vanaf}, intake {volgnummer}"
                pytest.fail(verslag(geval, referentie, boek, feiten, regelwerk.teksten))


def test_een_volledige_intake_laat_niets_open() -> None:
    """In the reference a complete, exact intake gives one class each and decides every rule."""
    boek = onze_regels()
    referentie = Referentie(boek)
    for nummer in range(300):
        feiten = maak_feiten(toeval("volledig", nummer), boek)
        uitslag = referentie.evalueer(feiten)
        open_ = [id_ for id_, mogelijk in uitslag.mogelijk.items() if len(mogelijk) != 1]
        open_ += [id_ for id_, status in uitslag.status.items() if status == "onbekend"]
        assert not open_, f"ZAAD={ZAAD}, intake {nummer}: {open_}"


def test_geen_grens_snijdt_door_een_klasse(tmp_path: Path) -> None:
    """Every class of a number lies wholly within or wholly outside every bound on it."""
    boeken = [onze_regels()]
    for nummer in range(25):
        boeken += maak_regelwerk(toeval("grens", nummer), tmp_path / str(nummer)).boeken
    for boek in boeken:
        voorwaarden = [
            *(r.voorwaarde for r in boek.regels.values()),
            *(v.alleen_als for v in boek.vragen.values()),
            *(u.alleen_als for u in boek.uitkomsten.values()),
        ]
        for atoom in (a for v in voorwaarden for a in atomen(v)):
            if isinstance(atoom, Atoom) and isinstance(atoom.eis, Grenzen):
                klassen = boek.grootheden[atoom.grootheid].klassen
                gesneden = [k.naam for k in klassen if k.naam != NVT and verdeeld(k, atoom.eis)]
                assert not gesneden, f"ZAAD={ZAAD}: {atoom}"


def test_de_gevallen_zijn_gevarieerd() -> None:
    """The random intakes of our rules reach every answer, interval and level."""
    boek = onze_regels()
    referentie = Referentie(boek)
    gezien: dict[str, set[str]] = {id_: set() for id_ in boek.grootheden}
    for nummer in range(2_500):
        feiten = maak_intake(toeval("gevarieerd", nummer), boek)
        for id_, mogelijk in referentie.evalueer(feiten).mogelijk.items():
            if len(mogelijk) == 1:
                gezien[id_] |= mogelijk
    for id_, grootheid in boek.grootheden.items():
        # What is seldom relevant is seldom answered; that it varies at all is enough there.
        if grootheid.kan_nvt:
            assert len(gezien[id_]) >= 2, f"ZAAD={ZAAD}, {id_}"
        elif grootheid.eigenaar not in boek.uitkomsten or id_ in {"complexiteit", "inzet"}:
            nooit = {k.naam for k in grootheid.klassen} - gezien[id_] - {NVT}
            assert not nooit, f"ZAAD={ZAAD}, {id_}: {nooit}"
    for id_ in ("arrangement", "route"):
        assert len(gezien[id_]) >= 6, f"ZAAD={ZAAD}, {id_}: {gezien[id_]}"


def test_ook_gaten_en_overlappen_komen_voor(tmp_path: Path) -> None:
    """The random regelwerken also have outcomes without a single value, but not all of the time."""
    geteld = {True: 0, False: 0}
    for nummer in range(60):
        rng = toeval("lek", nummer)
        for boek in maak_regelwerk(rng, tmp_path / str(nummer), LEK).boeken:
            referentie = Referentie(boek)
            for _ in range(10):
                try:
                    referentie.evalueer(maak_intake(rng, boek))
                    geteld[True] += 1
                except GeenUniekeWaarde:
                    geteld[False] += 1
    assert 0 < geteld[False] < geteld[True], f"ZAAD={ZAAD}"

"""Finding weekroosters: every one found has the counts it is found for, and nothing is missed."""

from __future__ import annotations

from random import Random

import yaml

from engine.indicatie.intake import lees_intake
from engine.indicatie.intake_vorm import DAGEN, Rij
from engine.indicatie.roosters import rijen_van
from engine.indicatie.roostervinder import (
    als_gegevens,
    klassen_van,
    realiseerbaar,
    vind_rooster,
)
from engine.rulebook.lezen import lees_yaml
from tests.indicatie.maken import boek, regelwerk
from tests.referentie.gevallen import toeval


def test_every_weekrooster_that_is_found_has_the_counts_it_is_found_for() -> None:
    """Counted again, each gives its own combination of classes."""
    gevonden = realiseerbaar(boek())
    assert len(gevonden) > 1_000
    assert all(klassen_van(boek(), rijen) == klassen for klassen, rijen in gevonden.items())


def test_every_class_of_every_count_is_found() -> None:
    """No bound of our own rules lies out of reach of a week."""
    gevonden = realiseerbaar(boek())
    for plek, naam in enumerate(boek().tellingen):
        klassen = {k[plek] for k in gevonden}
        assert klassen == set(range(len(boek().grootheden[naam].klassen))), naam


def test_a_found_weekrooster_is_an_intake_that_can_be_read() -> None:
    """Written down and read back it has the same counts."""
    for klassen in list(realiseerbaar(boek()))[::50]:
        gegevens = als_gegevens(realiseerbaar(boek())[klassen])
        tekst = yaml.safe_dump(
            {
                "peildatum": "2021-06-01",
                "antwoorden": {"nu_acuut": "nee"},
                "weekrooster_compleet": "ja",
                "weekrooster": gegevens,
            }
        )
        knoop, problemen = lees_yaml(tekst, "intake.yaml")
        assert knoop is not None, problemen
        rijen = rijen_van(lees_intake(regelwerk(), knoop))
        assert rijen is not None
        assert klassen_van(boek(), rijen) == klassen


def week(rng: Random) -> list[Rij]:
    """Return a random week, as a consulent might write it."""
    rijen = []
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        individueel = rng.random() < 0.7
        rijen.append(
            Rij.model_validate(
                {
                    "activiteit": "begeleiden",
                    "resultaat": str(rng.randint(1, 13)),
                    "wie": rng.choice(("beroepskracht", "beroepskracht", "naaste")),
                    "vorm": "individueel" if individueel else "groep",
                    "dagen": rng.sample(DAGEN, rng.randint(1, 7)),
                    "tijdelijk": rng.choice(("nee", "nee", "nee", "ja")),
                }
                | (
                    {
                        "minuten": str(rng.choice((10, 15, 20, 30, 45, 60, 90, 120, 240))),
                        "keren_per_dag": str(rng.choice((1, 1, 1, 2, 3))),
                    }
                    if individueel
                    else {"dagdelen": rng.choice(("0.5", "1", "2"))}
                )
            )
        )
    return rijen


def test_the_counts_of_any_ordinary_week_are_among_those_found() -> None:
    """Of two thousand random weeks none has a combination that the search missed."""
    gevonden = realiseerbaar(boek())
    gezien = set()
    for nummer in range(2_000):
        rijen = week(toeval("roostervinder", nummer))
        klassen = klassen_van(boek(), rijen)
        assert klassen in gevonden, (nummer, rijen)
        gezien.add(klassen)
    assert len(gezien) > 100


def test_some_classes_are_enough_to_find_a_week() -> None:
    """What is not asked may be anything; a week of few days comes first."""
    rijen = vind_rooster(boek(), {"contactdagen": 4})
    assert rijen is not None
    assert {d for r in rijen for d in r.dagen or ()} == set(DAGEN)
    onmogelijk = {"dagdelen": 1, "weeklast": 0}  # a group is part of the week's load
    assert vind_rooster(boek(), onmogelijk) is None
    assert vind_rooster(boek(), {"weeklast": 0, "dagen_regie": 0}) == ()


def test_een_zoektocht_naar_enkele_tellingen_vindt_hetzelfde_als_naar_alle() -> None:
    """With only the counts that the inzet needs, the same combinations of those are found."""
    regels = boek()
    namen = ("weeklast", "contactdagen", "dubbele_dagen")
    plaatsen = [list(regels.tellingen).index(naam) for naam in namen]
    alle = {tuple(klassen[p] for p in plaatsen) for klassen in realiseerbaar(regels)}
    enkele = realiseerbaar(regels, namen)
    assert set(enkele) == alle
    assert all(klassen_van(regels, rijen, namen) == k for k, rijen in enkele.items())

"""The whole explanation of a voorstel: what it says is true, in both wordings."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.stand import stand_van, verscherp
from engine.evaluation.veranderingen import Veranderingen
from engine.explanation.waarom import Schakel, op_regels
from engine.indicatie.roostervinder import realiseerbaar
from engine.indicatie.uitleg import leg_uit, mogelijke_roosters
from engine.indicatie.voorstel import ARRANGEMENT, Voorstel
from engine.indicatie.weekrooster import tel
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import WEEKROOSTER
from tests.indicatie.maken import PROJECT, VOORBEELDEN, als_data, rij, voorstel, voorstel_bij
from tests.referentie.gevallen import maak_feiten

VAST = [p for p in VOORBEELDEN if p.stem.startswith("arrangement-")]
MATIG: dict[str, Any] = {
    "dagindeling": "erbij",
    "besluiten": "erbij",
    "aandacht": "vaak",
    "gevolg": {"waarde": "achteruit", "blijkt_uit": ["inschatting"]},
}


def drie_dagen() -> list[dict[str, Any]]:
    return [rij(dagen=["ma", "wo", "vr"], minuten=90)]


def twijfels(gemaakt: Voorstel) -> dict[str, Schakel]:
    return {s.id: s for s in leg_uit(gemaakt).twijfel}


# Wat als


@pytest.mark.parametrize("nummer", range(12))
def test_wat_als_geeft_echt_dat_arrangement(nummer: int) -> None:
    """The changed answers, with a weekrooster that exists, give the arrangement that is told."""
    rng = Random(nummer)
    boek = voorstel().spoor.boek
    woont_hier = {"gemeente": "beek", "leeftijd_18": "volwassen"} | {
        "langdurige_zorg": "geen_reden"
    }
    spoor = verscherp(evalueer(boek, {**maak_feiten(rng, boek, 0.0, 0.0), **woont_hier}))
    zoeker = Veranderingen(stand_van(spoor), mogelijke_roosters(boek))
    klassen = boek.grootheden[ARRANGEMENT].klassen
    gevonden = zoeker.kleinste(ARRANGEMENT)
    assert {klassen[w].naam for w in gevonden} >= {str(n) for n in range(1, 10)}
    for waarde, stappen in gevonden.items():
        feiten = dict(spoor.feiten)
        for stap in stappen:
            if stap.vraag == WEEKROOSTER:
                feiten |= tel(boek, _rooster(boek, stap.klassen))
            else:
                feiten |= {
                    id_: boek.grootheden[id_].klassen[k].naam for id_, k in stap.klassen.items()
                }
        assert verscherp(evalueer(boek, feiten)).waarde(ARRANGEMENT) == klassen[waarde].naam


def _rooster(boek: Any, klassen: Any) -> Any:
    """A weekrooster with these classes of counts."""
    namen = list(boek.tellingen)
    return next(
        rijen
        for combinatie, rijen in realiseerbaar(boek).items()
        if all(combinatie[namen.index(n)] == k for n, k in klassen.items())
    )


@pytest.mark.parametrize("pad", VAST, ids=lambda p: p.stem)
def test_per_ander_arrangement_een_kleinste_verandering(pad: Any) -> None:
    """Every other arrangement is there, each with what must change; the own one is not."""
    gemaakt = voorstel_bij(pad)
    wat_als = leg_uit(gemaakt).wat_als
    assert wat_als is not None
    eigen = gemaakt.spoor.waarde(ARRANGEMENT)
    assert {w for w, _ in wat_als.per_waarde} == {str(n) for n in range(1, 10)} - {eigen}
    assert all(stappen for _, stappen in wat_als.per_waarde)


def test_een_ander_weekrooster_is_een_ander_antwoord() -> None:
    """From matig to zwaar by the weekrooster alone, told in days and hours."""
    wat_als = leg_uit(voorstel(MATIG, drie_dagen())).wat_als
    assert wat_als is not None
    ((stap,),) = [stappen for waarde, stappen in wat_als.per_waarde if waarde == "8"]
    assert stap.vraag == WEEKROOSTER
    assert stap.nu and stap.wordt and stap.nu != stap.wordt


def test_per_vraag_staat_waar_een_ander_antwoord_heen_leidt() -> None:
    """A body that needs help with everything gives 6; enough free help ends in a route."""
    wat_als = leg_uit(voorstel(MATIG, drie_dagen())).wat_als
    assert wat_als is not None
    gevolgen = {(a.vraag, w) for a, waarden in wat_als.per_vraag for w in waarden}
    assert ("lichaam", "arrangement 6") in gevolgen
    assert ("vrij_aanbod", "Vrij toegankelijk aanbod is genoeg") in gevolgen


def test_geen_wat_als_zolang_de_uitkomst_open_is() -> None:
    """What other answers would do is told only once the answers are there."""
    uitleg = leg_uit(voorstel(MATIG, drie_dagen(), zonder=["gevolg", "aandacht"]))
    assert uitleg.wat_als is None
    assert "wat_als" not in uitleg.als_json()


# Twijfel


def test_een_niveau_dat_aan_een_antwoord_hangt_wordt_gemeld() -> None:
    """Only the body makes it matig; a step lighter there and it is licht."""
    gemaakt = voorstel({"lichaam": "deels", "huishouden": "zetje", "gevolg": "hapert"})
    schakel = twijfels(gemaakt)["een_antwoord.complexiteit"]
    assert "hangt aan één antwoord" in schakel.omdat and "wordt het licht" in schakel.omdat
    assert [s.id for s in schakel.onder] == ["lichaam"]
    assert schakel.u


def test_twee_stappen_lichter_telt_niet_als_een_stap_lichter() -> None:
    """The day alone makes it licht, but one step lighter it still is; only two steps are not."""
    gemaakt = voorstel({"dagindeling": "erbij", "gevolg": "hapert"})
    assert gemaakt.spoor.waarde("complexiteit") == "licht"
    zelf = voorstel({"gevolg": "hapert"})
    assert zelf.spoor.waarde("complexiteit") == "geen"
    assert "een_antwoord.complexiteit" not in twijfels(gemaakt)


def test_gemeld_wordt_wat_een_stap_lichter_geeft_en_niet_het_lichtste() -> None:
    """Without any help of the body it would be geen; a step lighter than geheel is matig."""
    schakel = twijfels(voorstel({"lichaam": "geheel"}))["een_antwoord.complexiteit"]
    assert "dan wordt het matig." in schakel.omdat


def test_wat_door_meer_wordt_gedragen_hangt_niet_aan_een_antwoord() -> None:
    """Three parts of daily life and the gevolg: none of them can make it lighter alone."""
    breed = {**MATIG, "huishouden": "erbij", "weg_weten": "soms_personen"}
    assert "een_antwoord.complexiteit" not in twijfels(voorstel(breed, drie_dagen()))


def test_niets_over_een_antwoord_zolang_de_rest_niet_is_gevraagd() -> None:
    """Carried by one answer is said only when the other aspects are answered."""
    lichaam = {"lichaam": "geheel"}
    assert "een_antwoord.complexiteit" in twijfels(voorstel(lichaam))
    half = voorstel(lichaam, zonder=["aandacht", "gedrag", "gevolg", "weg_weten"])
    assert half.spoor.waarde("complexiteit") == "zwaar"
    assert "een_antwoord.complexiteit" not in twijfels(half)
    open_ = voorstel({"lichaam": "deels"}, zonder=["gevolg", "aandacht"])
    assert "een_antwoord.complexiteit" not in twijfels(open_)


def test_twijfel_over_een_antwoord_zegt_wat_het_uitmaakt() -> None:
    """The other answer that was doubted about would, or would not, change the arrangement."""
    anders = {**MATIG, "lichaam": {"waarde": "nee", "twijfel": "geheel"}}
    schakel = twijfels(voorstel(anders, drie_dagen()))["lezing.lichaam"]
    assert "Dan wordt het arrangement 6." in schakel.omdat and schakel.u
    zelfde = {**MATIG, "lichaam": {"waarde": "nee", "twijfel": "opgevangen"}}
    schakel = twijfels(voorstel(zelfde, drie_dagen()))["lezing.lichaam"]
    assert "maakt dat niets uit" in schakel.omdat


def test_wat_een_ander_zegt_staat_er_alleen_voor_de_professional() -> None:
    """The naaste's version is weighed, and stays off what the client reads."""
    anders = {
        **MATIG,
        "lichaam": {"waarde": "nee", "ook": [{"waarde": "geheel", "wie_zegt": "de naaste"}]},
    }
    schakel = twijfels(voorstel(anders, drie_dagen()))["lezing.lichaam"]
    assert "Een ander (de naaste) zegt" in schakel.omdat and "arrangement 6" in schakel.omdat
    assert schakel.u == ""


@pytest.mark.parametrize("rol", ["client", "cliënt", "de cliënt"])
def test_wat_de_client_zegt_staat_er_in_woorden(rol: str) -> None:
    """Whoever writes the role down, with or without its trema: the reader sees who it is."""
    lichaam = {"waarde": "nee", "ook": [{"waarde": "geheel", "wie_zegt": rol}]}
    schakel = twijfels(voorstel({**MATIG, "lichaam": lichaam}, drie_dagen()))["lezing.lichaam"]
    assert " De cliënt zegt: " in schakel.omdat


def test_grensgevallen_staan_onder_twijfel_en_niet_onder_waarom() -> None:
    """A border case, a contradiction or a doubt says how sure the outcome is."""
    gemaakt = voorstel({**MATIG, "gevolg": "redt_zich"}, drie_dagen())
    uitleg = leg_uit(gemaakt)
    assert "complexiteit_grensgeval" in {s.id for s in uitleg.twijfel}
    assert "complexiteit_grensgeval" not in {s.id for s in uitleg.waarom}


def test_onbevestigde_keuzes_worden_geteld() -> None:
    """As many as the voorstel lists of middle or low certainty that nobody confirmed."""
    gemaakt = voorstel(MATIG, drie_dagen())
    keuzes = {
        i["keuze"]
        for i in als_data(gemaakt)["interpretaties"]
        if i["zekerheid"] != "hoog" and i["bevestigd"] is None
    }
    assert f"rust op {len(keuzes)} keuzes" in twijfels(gemaakt)["onbevestigd"].omdat


# For the client


def _regels(gemaakt: Voorstel) -> Iterator[str]:
    uitleg = leg_uit(gemaakt)
    for deel in (uitleg.waarom, uitleg.waarom_niet, uitleg.twijfel):
        yield from (regel.zin for regel in op_regels(deel, client=True))


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_de_client_leest_niets_over_zichzelf_in_de_derde_persoon(pad: Any) -> None:
    """The client's wording speaks to the client, and names no question, rule or class."""
    for zin in _regels(voorstel_bij(pad)):
        for woord in ("de cliënt", "De cliënt", "_", "{", NVT):
            assert woord not in zin, zin


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda p: p.stem)
def test_de_uitleg_in_json_heeft_de_vier_delen(pad: Any) -> None:
    """Waarom always; the others as far as there is anything to say, never empty."""
    uitleg = als_data(voorstel_bij(PROJECT / pad))["uitleg"]
    assert "waarom" in uitleg
    assert set(uitleg) <= {"waarom", "waarom_niet", "wat_als", "twijfel"}
    assert all(uitleg.values())

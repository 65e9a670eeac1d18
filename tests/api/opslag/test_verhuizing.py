"""When the rules change: what was renamed follows, and nothing is dropped silently."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.opslag.bank import Bank
from api.opslag.gesprekken import Gesprekken
from api.opslag.regelwerken import Regelwerken
from api.opslag.verhuizing import Verhuisd, Verhuizing, verhuis, verhuis_lopende
from engine.rulebook.regelwerk import Regelwerk, laad
from tests.api.hulp import REGELWERK
from tests.api.opslag.hulp import ANNA, VOORBEELD, delen_van, haal, schrijf

DAG = date(2021, 6, 15)
KOP = """regelwerk: proef
titel: Proef
versie: "{versie}"
bronnen: {{boek: {{titel: Het boek}}}}
bestanden: [regels.yaml]
themas: {{{themas}}}
bewijs: {{gezien: zelf gezien}}
redenen_onbekend: {{weigert: wil het niet zeggen}}
"""
HOOFD = """regelset: proef
titel: Proef
geldig_vanaf: 2021-01-01
bron: {document: boek}
vragen:
"""
OUD = """  hulp:
    thema: dag
    vraag: Lukt het?
    gebruik: verslag
    antwoorden: {ja: {tekst: ja}, beetje: {tekst: een beetje}, nee: {tekst: nee}}
    bron: {}
  wie:
    thema: dag
    vraag: Wie helpt?
    gebruik: verslag
    meer_antwoorden: ja
    antwoorden: {buren: {tekst: buren}, kind: {tekst: kind}}
    bron: {}
  waar: {thema: dag, vraag: Waar?, soort: tekst, gebruik: verslag, bron: {}}
  start: {thema: dag, vraag: Wanneer?, soort: datum, gebruik: verslag, bron: {}}
  oud: {thema: dag, vraag: Hoe oud?, soort: getal, eenheid: jaar, gebruik: verslag, bron: {}}
"""
NIEUW = """  steun:
    thema: dag
    vraag: Lukt het u?
    gebruik: verslag
    hernoemd_van: [hulpje, hulp]
    antwoorden: {ja: {tekst: ja}, deels: {tekst: voor een deel, hernoemd_van: [wat, beetje]}}
    bron: {}
  wie:
    thema: dag
    vraag: Wie helpt?
    gebruik: verslag
    meer_antwoorden: ja
    antwoorden: {buren: {tekst: buren}, kinderen: {tekst: kinderen, hernoemd_van: kind}}
    bron: {}
  begin:
    {thema: dag, vraag: Wanneer?, soort: datum, hernoemd_van: start, gebruik: verslag, bron: {}}
  oud:
    thema: dag
    vraag: Hoe oud?
    soort: getal
    eenheid: jaar
    maximum: 99
    gebruik: verslag
    bron: {}
"""


def regelwerk(map_: Path, vragen: str, versie: str, themas: str = "dag: De dag") -> Regelwerk:
    map_.mkdir()
    kop = KOP.format(versie=versie, themas=themas)
    (map_ / "regelwerk.yaml").write_text(kop, encoding="utf-8")
    (map_ / "regels.yaml").write_text(HOOFD + vragen, encoding="utf-8")
    return laad(map_)


@pytest.fixture(scope="module")
def oud(tmp_path_factory: pytest.TempPathFactory) -> Regelwerk:
    map_ = tmp_path_factory.mktemp("oud") / "r"
    return regelwerk(map_, OUD, "1", "dag: De dag, nacht: De nacht")


@pytest.fixture(scope="module")
def nieuw(tmp_path_factory: pytest.TempPathFactory) -> Regelwerk:
    return regelwerk(tmp_path_factory.mktemp("nieuw") / "r", NIEUW, "2")


def na(werk: Regelwerk, **delen: Any) -> Verhuisd:
    namen = {naam.replace("__", "/"): inhoud for naam, inhoud in delen.items()}
    return verhuis(namen, werk, werk.boeken[-1])


@pytest.mark.parametrize(
    ("inhoud", "wordt"),
    [
        ("ja", "ja"),
        ("beetje", "deels"),
        ("wat", "deels"),
        (
            {"waarde": "beetje", "twijfel": "ja", "blijkt_uit": ["gezien"], "wie_zegt": "naaste"},
            {"waarde": "deels", "twijfel": "ja", "blijkt_uit": ["gezien"], "wie_zegt": "naaste"},
        ),
        (
            {"waarde": "ja", "ook": [{"waarde": "beetje", "wie_zegt": "client"}]},
            {"waarde": "ja", "ook": [{"waarde": "deels", "wie_zegt": "client"}]},
        ),
        ({"onbekend": "weigert"}, {"onbekend": "weigert"}),
    ],
)
def test_a_renamed_question_and_answer_follow(nieuw: Regelwerk, inhoud: Any, wordt: Any) -> None:
    verhuisd = na(nieuw, antwoorden__hulp=inhoud)
    assert verhuisd.delen == {"antwoorden/steun": wordt}
    assert verhuisd.hernoemd == {"antwoorden/hulp": "antwoorden/steun"}
    assert verhuisd.vervallen == ()


def test_several_answers_and_dates_follow(nieuw: Regelwerk) -> None:
    verhuisd = na(nieuw, antwoorden__wie=["buren", "kind"], data={"start": "2021-03-01"})
    assert verhuisd.delen == {
        "antwoorden/wie": ["buren", "kinderen"],
        "data": {"begin": "2021-03-01"},
    }


@pytest.mark.parametrize(
    ("deel", "inhoud"),
    [
        ("antwoorden/waar", "in de keuken"),
        ("antwoorden/hulp", "nee"),
        ("antwoorden/hulp", {"waarde": "ja", "ook": [{"waarde": "nee", "wie_zegt": "naaste"}]}),
        ("antwoorden/hulp", {"waarde": "ja", "blijkt_uit": ["horen zeggen"]}),
        ("antwoorden/oud", 120),
        ("notities/nacht", "slaapt slecht"),
    ],
)
def test_what_has_no_place_any_more_is_kept_and_named(
    nieuw: Regelwerk, deel: str, inhoud: Any
) -> None:
    verhuisd = verhuis({deel: inhoud, "vervallen": [{"eerder": 1}]}, nieuw, nieuw.boeken[-1])
    (weg,) = verhuisd.vervallen
    assert (weg.sleutel, weg.inhoud) == (deel, inhoud)
    assert weg.reden.endswith(".")
    assert verhuisd.delen == {"vervallen": [{"eerder": 1}, weg.als_json()]}


def test_an_answer_never_takes_the_place_of_another(nieuw: Regelwerk) -> None:
    verhuisd = na(nieuw, antwoorden__hulp="beetje", antwoorden__steun="ja")
    assert verhuisd.delen["antwoorden/steun"] == "ja"
    assert [(v.sleutel, v.inhoud) for v in verhuisd.vervallen] == [("antwoorden/hulp", "beetje")]


WAARDEN = st.sampled_from(["ja", "nee", "beetje", "kind", ["kind"], 7, {"onbekend": "weigert"}])
DELEN = st.dictionaries(
    st.sampled_from(
        [
            *(f"antwoorden/{n}" for n in ("hulp", "hulpje", "steun", "wie", "waar", "oud")),
            *("notities/dag", "notities/nacht", "weekrooster"),
        ]
    ),
    WAARDEN,
)


@given(delen=DELEN)
def test_every_part_that_goes_in_comes_out(nieuw: Regelwerk, delen: dict[str, Any]) -> None:
    """Under its name, under a new name or among what lapsed: each part exactly once."""
    verhuisd = verhuis(delen, nieuw, nieuw.boeken[-1])
    weg = [v.sleutel for v in verhuisd.vervallen]
    gebleven = [s for s in verhuisd.delen if s not in {"vervallen", *verhuisd.hernoemd.values()}]
    assert sorted([*weg, *gebleven, *verhuisd.hernoemd]) == sorted(delen)
    assert all(v.inhoud == delen[v.sleutel] for v in verhuisd.vervallen)
    assert verhuis(verhuisd.delen, nieuw, nieuw.boeken[-1]).delen == verhuisd.delen


def test_our_own_rules_move_to_themselves_without_a_change() -> None:
    delen = delen_van(VOORBEELD)
    boek = REGELWERK.op(DAG)
    assert boek is not None
    assert verhuis(delen, REGELWERK, boek) == Verhuisd(delen, {}, ())


# In the database


def begin(bank: Bank, werk: Regelwerk) -> str:
    with bank.sessie(ANNA) as sessie:
        return Gesprekken(sessie, ANNA).begin(werk)


def test_running_gesprekken_move_and_closed_ones_stay(
    bank: Bank, oud: Regelwerk, nieuw: Regelwerk
) -> None:
    loopt, klaar, ander = begin(bank, oud), begin(bank, oud), begin(bank, REGELWERK)
    for id_ in (loopt, klaar):
        schrijf(bank, id_, antwoorden__hulp="beetje", antwoorden__waar="thuis")
    with bank.sessie(ANNA) as sessie:
        Gesprekken(sessie, ANNA).rond_af(klaar)
        hashes = Regelwerken(sessie).bewaar(oud), Regelwerken(sessie).bewaar(nieuw)
    for _ in range(2):  # once more changes nothing
        verhuis_lopende(bank, nieuw, DAG)
    stand = haal(bank, loopt)
    assert stand.regelwerk == hashes[1]
    assert stand.inhoud["antwoorden/steun"] == "deels"
    (weg,) = stand.inhoud["vervallen"]
    assert (weg["sleutel"], weg["inhoud"]) == ("antwoorden/waar", "thuis")
    assert set(stand.inhoud) == {"antwoorden/steun", "vervallen"}
    assert haal(bank, klaar).regelwerk == hashes[0]
    assert "antwoorden/hulp" in haal(bank, klaar).inhoud
    assert haal(bank, ander).versie == 1
    with bank.sessie(ANNA) as sessie:
        versies = Gesprekken(sessie, ANNA).geschiedenis(loopt)
        assert ("antwoorden/hulp", 1, "beetje") in [
            (d.sleutel, d.versie, d.inhoud) for d in versies
        ]
        assert {d.door for d in versies} == {"anna", "verhuizing"}


def test_moving_one_gesprek_tells_what_became_of_it(
    bank: Bank, oud: Regelwerk, nieuw: Regelwerk
) -> None:
    id_ = begin(bank, oud)
    schrijf(bank, id_, antwoorden__hulp="nee", periode={"peildatum": "2021-06-15"})
    with bank.sessie(ANNA) as sessie:
        verhuisd = Verhuizing(sessie, ANNA).verhuis(id_, nieuw, DAG)
        assert verhuisd is not None
        assert [v.sleutel for v in verhuisd.vervallen] == ["antwoorden/hulp"]
        assert Verhuizing(sessie, ANNA).verhuis(id_, nieuw, DAG) is None

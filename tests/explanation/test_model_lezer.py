"""The JavaScript reader says of every intake what the Python engine says."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.evaluation.compileren import GeenUniekeUitkomst
from engine.evaluation.evaluator import evalueer
from engine.explanation.model import maak_model, model_tekst
from engine.explanation.teksten import dag_in_woorden
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.klassen import toon_dag, toon_getal
from engine.rulebook.regelwerk import laad
from engine.rulebook.rulebook import Feiten, Rulebook
from tests.explanation import lezen
from tests.referentie.gevallen import ZAAD, maak_feiten, maak_intake, onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk
from tests.rulebook.werk import REGELS, maak, vervang

DELEN = 10
PER_DEEL = 1_000
MET_UITLEG = 5
"""Of one in so many intakes the whole explanation is compared too: 2,000 in all."""
STATISCH = Path(__file__).parents[2] / "api" / "web" / "static"
REGELWERKEN, PER_REGELWERK = 20, 25


@cache
def ons_model() -> str:
    """Return the model of our rules as the text of its file."""
    return model_tekst(maak_model(onze_regels(), "hash"))


@pytest.mark.parametrize("deel", range(DELEN))
def test_10_000_intakes_agree_and_of_2_000_the_whole_explanation(deel: int, tmp_path: Path) -> None:
    """Complete or partial: what is possible, each rule, the open questions and their order."""
    boek = onze_regels()
    intakes = [maak_intake(toeval("lezer", deel, nummer), boek) for nummer in range(PER_DEEL)]
    uitleg = [nummer % MET_UITLEG == 0 for nummer in range(PER_DEEL)]
    regels = [lezen.regel(boek, f, waarom=u) for f, u in zip(intakes, uitleg, strict=True)]
    lezer = lezen.Lezer(tmp_path, ons_model(), regels)
    sporen = (lezen.scherp(boek, feiten) for feiten in intakes)
    verwacht = [lezen.verwacht(s, uitleg=u) for s, u in zip(sporen, uitleg, strict=True)]
    for nummer, (goed, gelezen) in enumerate(zip(verwacht, lezer.antwoorden(), strict=True)):
        plek = f"ZAAD={ZAAD}, deel {deel}, intake {nummer}"
        assert goed == gelezen, f"{plek}: {lezen.verschil(goed, gelezen)}"


def test_the_explanations_tell_of_everything_there_is_to_tell() -> None:
    """The intakes with an explanation reach most rules, questions, signals and both lists."""
    boek, gezien = onze_regels(), Counter[str]()
    for nummer in range(0, PER_DEEL, MET_UITLEG):
        spoor = lezen.scherp(boek, maak_intake(toeval("lezer", 0, nummer), boek))
        antwoord = lezen.verwacht(spoor, uitleg=True)
        gezien.update("lang" for _ in antwoord["openstaand"][10:11])
        gezien.update(_schakels([*antwoord["waarom"], *antwoord["signalen"]]))
    assert gezien["lang"]
    assert sum(r in gezien for r in boek.regels) > len(boek.regels) // 2
    assert all(gezien[soort] for soort in ("uitkomst", "regel", "antwoord", "telling", "open"))


def _schakels(keten: list[lezen.Antwoord]) -> Iterator[str]:
    for schakel in keten:
        yield from (schakel["soort"], schakel["id"])
        yield from _schakels(schakel.get("onder", []))


# Other rules than ours


def _regelwerk(naam: str, nummer: int, map_: Path, maat: Maat) -> Rulebook:
    """Return a random rulebook; the loader may refuse one that no answer can ever meet."""
    for poging in range(20):
        try:
            pad = map_ / f"{nummer}-{poging}"
            return maak_regelwerk(toeval(naam, nummer, poging), pad, maat).boeken[0]
        except DiagnoseFout:
            continue
    raise AssertionError("geen enkel regelwerk werd aanvaard")


@pytest.mark.parametrize("nummer", range(REGELWERKEN))
def test_random_rules_agree_on_every_outcome(nummer: int, tmp_path: Path) -> None:
    """Rules of every shape that the language has, with all outcomes explained."""
    boek = _regelwerk("lezer", nummer, tmp_path, Maat())
    intakes = [maak_intake(toeval("lezer", nummer, n), boek) for n in range(PER_REGELWERK)]
    regels = [_alles(boek, feiten) for feiten in intakes]
    antwoorden = lezen.lees(tmp_path, model_tekst(maak_model(boek, "hash")), regels)
    for feiten, gelezen in zip(intakes, antwoorden, strict=True):
        del gelezen["advies"]
        goed = lezen.verwacht_per_uitkomst(lezen.scherp(boek, feiten))
        assert goed == gelezen, f"ZAAD={ZAAD}, {feiten}: {lezen.verschil(goed, gelezen)}"


def _alles(boek: Rulebook, feiten: Feiten) -> str:
    return lezen.regel(boek, feiten, uitkomsten=list(boek.uitkomsten), waarom=True)


TWEEDE = """  druk:
    thema: dag
    vraag: Is het druk?
    antwoorden: {ja: {tekst: ja}, nee: {tekst: nee}}
    bron: {}
signalen:
"""


def test_a_rule_that_asks_for_the_unknown_waits_only_while_it_can_hold(tmp_path: Path) -> None:
    """What is unknown is still asked, save when the rest of the rule fails."""
    regels = vervang(REGELS, "signalen:\n", TWEEDE, "{hulp: nee}", "{hulp: onbekend, druk: ja}")
    boek = laad(maak(tmp_path / "werk", regels)).boeken[0]
    intakes: list[Feiten] = [{}, {"druk": "ja"}, {"druk": "nee"}, {"druk": "ja", "hulp": "ja"}]
    gelezen = lezen.lees(
        tmp_path, model_tekst(maak_model(boek, "hash")), [_alles(boek, f) for f in intakes]
    )
    goed = [lezen.verwacht_per_uitkomst(lezen.scherp(boek, feiten)) for feiten in intakes]
    assert [g["openstaand"] for g in gelezen] == [g["openstaand"] for g in goed]
    assert [g["openstaand"][-1] for g in goed] == [["hulp", "druk"], ["hulp"], [], []]


@pytest.mark.parametrize("nummer", range(4))
def test_a_gap_in_the_rules_is_an_error_in_both(nummer: int, tmp_path: Path) -> None:
    """On complete intakes the reader refuses an outcome without one value when Python does."""
    boek = _regelwerk("lek", nummer, tmp_path, Maat(lek=1.0))
    intakes = [maak_feiten(toeval("lek", nummer, n), boek) for n in range(60)]
    regels = [_alles(boek, feiten) for feiten in intakes]
    antwoorden = lezen.lees(tmp_path, model_tekst(maak_model(boek, "hash")), regels)
    for feiten, gelezen in zip(intakes, antwoorden, strict=True):
        try:
            evalueer(boek, feiten)
        except GeenUniekeUitkomst:
            assert "Dat ligt niet aan de intake." in gelezen["fout"], feiten
        else:
            assert "fout" not in gelezen, feiten


# What is wrong is seen

Model = dict[str, Any]
Fout = Callable[[Model], None]


def _tak(model: Model) -> None:
    model["knopen"][_van(model, "arrangement")][1] -= 1


def _wortel(model: Model) -> None:
    _deel(model, "grootheden", "spoed")["diagram"] = model["grootheden"][0]["diagram"]


def _blad(model: Model) -> None:
    model["bladen"][model["bladen"].index(4)] = 3


def _snede(model: Model) -> None:
    _deel(model, "grootheden", "weeklast")["sneden"][0][1] ^= 1


def _grens(model: Model) -> None:
    _deel(model, "grootheden", "contactdagen")["sneden"][-1][0] += "0"


def _tekst(model: Model) -> None:
    _deel(model, "regels", "SR-op-een-na-zwaarste")["u"] += "!"


def _bron(model: Model) -> None:
    model["gronden"][_deel(model, "uitkomsten", "arrangement")["grond"]]["bron"]["paragraaf"] += "a"


def _antwoord(model: Model) -> None:
    _deel(model, "grootheden", "huishouden")["antwoorden"].reverse()


def _voorwaarde(model: Model) -> None:
    _deel(model, "regels", "SR-op-een-na-zwaarste")["voorwaarde"]["grootheid"] = "dagindeling"


def _niveau(model: Model) -> None:
    for grootheid in model["grootheden"]:
        if "niveaus" in grootheid:
            grootheid["niveaus"][-1] = 0


def _gesprek(model: Model) -> None:
    model["gesprek"].reverse()


def _variabele(model: Model) -> None:
    model["variabelen"].reverse()


def _deel(model: Model, lijst: str, id_: str) -> Model:
    deel: Model = next(deel for deel in model[lijst] if deel["id"] == id_)
    return deel


def _van(model: Model, grootheid: str) -> int:
    nummer: int = _deel(model, "grootheden", grootheid)["diagram"]
    return nummer


FOUTEN: list[Fout] = [
    *(_tak, _wortel, _blad, _snede, _grens, _tekst, _antwoord, _bron, _voorwaarde, _niveau),
    *(_gesprek, _variabele),
]


@cache
def _enkele() -> tuple[tuple[str, ...], tuple[lezen.Antwoord, ...]]:
    """Return 80 intakes of our rules with what must be said of them."""
    boek = onze_regels()
    intakes = [maak_intake(toeval("fout", nummer), boek) for nummer in range(80)]
    regels = tuple(lezen.regel(boek, feiten, waarom=True) for feiten in intakes)
    return regels, tuple(lezen.verwacht(lezen.scherp(boek, f), uitleg=True) for f in intakes)


@pytest.mark.parametrize("fout", [pytest.param(f, id=f.__name__.strip("_")) for f in FOUTEN])
def test_a_fault_planted_in_the_model_is_seen(fout: Fout, tmp_path: Path) -> None:
    """One branch, cut, text or source changed: some intake gives another answer."""
    regels, goed = _enkele()
    kapot = deepcopy(json.loads(ons_model()))
    fout(kapot)
    gelezen = lezen.lees(tmp_path, model_tekst(kapot), regels)
    assert any(een != ander for een, ander in zip(goed, gelezen, strict=True))


# What cannot be read is refused


@pytest.mark.parametrize("versie", [2, 0, "1", None])
def test_a_model_of_another_version_is_refused(versie: object, tmp_path: Path) -> None:
    """The reader understands one version and says in Dutch what to do."""
    model = model_tekst({**json.loads(ons_model()), "versie": versie})
    (antwoord,) = lezen.lees(tmp_path, model, [json.dumps({"feiten": {}})])
    assert antwoord["soort"] == "LeesFout"
    assert "kan alleen versie 1 lezen. Laad de pagina opnieuw" in antwoord["fout"]


@pytest.mark.parametrize(
    "feiten",
    [
        {"bestaat_niet": "ja"},
        {"arrangement": "3"},
        {"dagen_tot_start": "3"},
        {"gedrag": "bestaat_niet"},
        {"gedrag": 3},
        {"gedrag": "niet_van_toepassing"},
        {"weeklast": "veel"},
        {"weeklast": {"laag": 3, "hoog": 2}},
        {"weeklast": {"laag": 3}},
        {"weeklast": "3/0"},
        {"weeklast": "1e3"},
        {"weeklast": None},
        {"start_spoed": "2021-02-30"},
    ],
)
def test_a_fact_that_does_not_fit_is_refused(feiten: Feiten, tmp_path: Path) -> None:
    """Nothing that the rules do not ask, or that is no answer, is silently left out."""
    (antwoord,) = lezen.lees(tmp_path, ons_model(), [json.dumps({"feiten": feiten})])
    assert antwoord["soort"] == "LeesFout", antwoord
    assert next(iter(feiten)) in antwoord["fout"]


def test_a_number_may_be_written_in_every_exact_way(tmp_path: Path) -> None:
    """4.5 as a number, a decimal and a fraction are the same fact."""
    manieren = [4.5, "4.5", "4.50", "9/2", {"laag": 4.5, "hoog": "9/2"}]
    regels = [json.dumps({"feiten": {"weeklast": m}, "waarom": True}) for m in manieren]
    eerste, *rest = lezen.lees(tmp_path, ons_model(), regels)
    assert "fout" not in eerste
    assert rest == [eerste] * 4


TOON = """
import {{ dagInWoorden, leesGetal, toonGetal }} from "{feiten}";
const {{ getallen, dagen }} = {proef};
console.log(JSON.stringify({{
  getallen: getallen.map((getal) => toonGetal(leesGetal(getal))),
  dagen: dagen.map((dag) => dagInWoorden(leesGetal(dag))),
}}));
"""


def test_numbers_read_and_round_as_in_python() -> None:
    """Also halfway between two decimals, where Python takes the even one and JavaScript not."""
    rng = toeval("getallen")
    getallen = [Fraction(rng.randint(-3000, 3000), rng.randint(1, 400)) for _ in range(3000)]
    getallen += [Fraction(n, 8) for n in range(-40, 40)]
    dagen = [Fraction(rng.randint(1, 900_000)) for _ in range(500)]
    proef = json.dumps(
        {
            "getallen": list(map(str, getallen)),
            "dagen": [toon_dag(dag) for dag in dagen],
        }
    )
    script = TOON.format(feiten=(STATISCH / "feiten.mjs").as_uri(), proef=proef)
    uit = subprocess.run(
        ["node", "--input-type=module"],
        input=script,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert json.loads(uit) == {
        "getallen": [toon_getal(getal) for getal in getallen],
        "dagen": [dag_in_woorden(date.fromordinal(int(dag))) for dag in dagen],
    }


def test_the_reader_stays_small() -> None:
    """One can read it in a quarter of an hour, and a page loads it at once."""
    namen = ("lezer", "uitleg", "feiten", "telling")
    code = {naam: list(_code(STATISCH / f"{naam}.mjs")) for naam in namen}
    assert max(len(regel) for regels in code.values() for regel in regels) <= 100
    assert len(code["lezer"]) + len(code["uitleg"]) <= 300
    assert len(code["feiten"]) + len(code["telling"]) <= 150


def _code(bestand: Path) -> Iterator[str]:
    """Yield the lines of a script that are not empty and not comment."""
    for regel in bestand.read_text(encoding="utf-8").splitlines():
        if regel.strip() and not regel.lstrip().startswith(("//", "/*", "*")):
            yield regel

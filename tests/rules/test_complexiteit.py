"""Complexiteit as paragraph 12 and the counting rules of the questionnaire have it."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest

from engine.evaluation.evaluator import evalueer
from engine.evaluation.spoor import Spoor
from engine.rulebook.klassen import Interval
from tests.indicatie.maken import LICHTST, als_data, boek, feiten_van, voorstel
from tests.rules.telregels import ANTWOORDEN, GELD, NIVEAUS, Geval

GEEN, LICHT, MATIG, ZWAAR = range(4)
SIGNALEN = {
    "complexiteit_grensgeval": "is_grensgeval",
    "complexiteit_tegenspraak": "is_tegenspraak",
    "alleen_lichamelijk": "alleen_lichamelijk",
}


def beoordeel(geval: Geval) -> Spoor:
    """Evaluate a case; the rest of the intake is at its lightest."""
    feiten: dict[str, str | Interval] = {**GEWOON}
    for vraag, niveau in geval.niveau.items():
        feiten[vraag] = ANTWOORDEN[vraag][niveau]
    for keuze in ("zelf", "zetje", "geregeld", "papieren_vast", "geld_vast"):
        feiten[f"geld_papieren.{keuze}"] = "ja" if keuze in geval.geld else "nee"
    return evalueer(boek(), feiten)


GEWOON = feiten_van({n: w for n, w in LICHTST.items() if n not in {*ANTWOORDEN, "geld_papieren"}})


def vergelijk(geval: Geval) -> None:
    """Fail when the rules and the counting rules differ on a case."""
    spoor = beoordeel(geval)
    assert spoor.waarde("sociale_redzaamheid") == NIVEAUS[geval.sociale_redzaamheid], geval
    assert spoor.waarde("complexiteit") == NIVEAUS[geval.complexiteit], geval
    gegeven = set(spoor.leden("signaal"))
    for signaal, eigenschap in SIGNALEN.items():
        assert (signaal in gegeven) == getattr(geval, eigenschap), (signaal, geval)


def geval(geld: Any = ("zelf",), **niveaus: int) -> Geval:
    """Return a case with every level geen but the ones given."""
    return Geval({vraag: niveaus.get(vraag, GEEN) for vraag in ANTWOORDEN}, geld)


def uitkomst(geld: Any = ("zelf",), **niveaus: int) -> str | None:
    """Return the complexiteit by the rules."""
    return beoordeel(geval(geld, **niveaus)).waarde("complexiteit")


def signalen(antwoorden: dict[str, Any]) -> set[str]:
    """Return the signals of a voorstel for the lightest answers with these changed."""
    return set(voorstel(antwoorden).signalen)


# Against the counting rules


def test_daily_life_follows_the_counting_rules_for_every_combination() -> None:
    """All 6144 combinations of daily life and money give the level of the counting rules."""
    vragen = ("dagindeling", "huishouden", "zelfzorg", "besluiten", "begrijpen")
    for niveaus in product(range(4), repeat=len(vragen)):
        for geld in GELD:
            delen = geval(geld, **dict(zip(vragen, niveaus, strict=True)))
            assert (
                beoordeel(delen).waarde("sociale_redzaamheid")
                == (NIVEAUS[delen.sociale_redzaamheid])
            ), delen


def test_complexiteit_follows_the_counting_rules_for_every_combination_of_domains() -> None:
    """All 4096 combinations of four domains, body and gevolg give the same level and signals."""
    vragen = ("aandacht", "weg_weten", "gedrag", "lichaam", "gevolg")
    for sociaal, *rest in product(range(4), repeat=6):
        niveaus = dict(zip(vragen, rest, strict=True))
        vergelijk(geval(dagindeling=sociaal, besluiten=sociaal, **niveaus))


def test_complexiteit_follows_the_counting_rules_on_a_large_sample() -> None:
    """Twelve thousand random combinations of every answer give the same level and signals."""
    rng = Random("telregels")
    for _ in range(12_000):
        niveaus = {vraag: rng.randrange(4) for vraag in ANTWOORDEN}
        vergelijk(Geval(niveaus, rng.choice(GELD)))


# Named statements of the source


def test_without_any_limitation_there_is_no_complexiteit() -> None:
    """R072, R110: complexiteit follows from limitations; without them it is geen."""
    assert uitkomst() == "geen"


def test_the_gevolg_alone_is_no_limitation() -> None:
    """R072: only limitations lead to support; a consequence without one leaves it at geen."""
    assert uitkomst(gevolg=ZWAAR) == "geen"


@pytest.mark.parametrize("vraag", [v for v in ANTWOORDEN if v != "gevolg"])
def test_one_limitation_is_at_least_licht(vraag: str) -> None:
    """R075, R078-R084: each domain at licht makes the complexiteit at least licht."""
    assert uitkomst(**{vraag: LICHT}) == "licht"


def test_a_light_client_is_licht() -> None:
    """R075-R088: what the source describes under light comes out as licht."""
    assert (
        uitkomst(
            ("papieren_vast",),
            dagindeling=LICHT,
            besluiten=LICHT,
            aandacht=LICHT,
            weg_weten=LICHT,
            gedrag=LICHT,
            lichaam=LICHT,
            gevolg=LICHT,
        )
        == "licht"
    )


def test_a_moderate_client_is_matig() -> None:
    """R089-R098: what the source describes under moderate comes out as matig."""
    assert (
        uitkomst(
            dagindeling=MATIG,
            huishouden=MATIG,
            besluiten=MATIG,
            begrijpen=MATIG,
            aandacht=MATIG,
            weg_weten=MATIG,
            gedrag=MATIG,
            lichaam=MATIG,
            gevolg=MATIG,
        )
        == "matig"
    )


def test_a_heavy_client_is_zwaar() -> None:
    """R099-R107: what the source describes under heavy comes out as zwaar."""
    assert (
        uitkomst(
            dagindeling=ZWAAR,
            huishouden=MATIG,
            besluiten=ZWAAR,
            begrijpen=MATIG,
            aandacht=ZWAAR,
            weg_weten=ZWAAR,
            gedrag=ZWAAR,
            lichaam=ZWAAR,
            gevolg=ZWAAR,
        )
        == "zwaar"
    )


@pytest.mark.parametrize("niveau", [MATIG, ZWAAR])
@pytest.mark.parametrize(
    ("drager", "tweede"),
    [("aandacht", "weg_weten"), ("gedrag", "gevolg"), ("weg_weten", "gevolg")],
)
def test_two_of_three_carry_a_level(niveau: int, drager: str, tweede: str) -> None:
    """Two of heaviest domain, second domain and gevolg carry matig or zwaar together."""
    assert uitkomst(**{drager: niveau, tweede: niveau}) == NIVEAUS[niveau]


@pytest.mark.parametrize("drager", ["aandacht", "weg_weten", "gedrag"])
def test_one_heavy_domain_alone_stays_licht(drager: str) -> None:
    """One outlier is too little: a single heavy domain without a consequence is licht."""
    assert uitkomst(**{drager: ZWAAR}) == "licht"


def test_a_heavy_domain_with_a_lighter_one_takes_the_level_they_share() -> None:
    """Zwaar and matig together with a light consequence carry matig."""
    assert uitkomst(aandacht=ZWAAR, weg_weten=MATIG, gevolg=LICHT) == "matig"


@pytest.mark.parametrize("geld", GELD[1:])
def test_money_and_papers_alone_never_rise_above_licht(geld: tuple[str, ...]) -> None:
    """R079: money and papers are an example under light, whatever is ticked."""
    assert uitkomst(geld) == "licht"
    assert uitkomst(geld, gevolg=ZWAAR) == "licht"


def test_money_and_papers_never_change_a_heavier_level() -> None:
    """What is ticked for money makes no difference once another part is not done alone."""
    gelijk = {uitkomst(g, dagindeling=MATIG, besluiten=MATIG, gevolg=MATIG) for g in GELD}
    assert gelijk == {"matig"}


def test_housekeeping_and_self_care_count_once() -> None:
    """R099: both at their heaviest are one part of daily life, not two."""
    assert uitkomst(huishouden=ZWAAR, zelfzorg=ZWAAR, gevolg=ZWAAR) == "licht"
    assert uitkomst(huishouden=ZWAAR, besluiten=ZWAAR, gevolg=ZWAAR) == "zwaar"


@pytest.mark.parametrize(
    "paar",
    [
        ("dagindeling", "huishouden"),
        ("dagindeling", "zelfzorg"),
        ("besluiten", "begrijpen"),
        ("dagindeling", "begrijpen"),
    ],
)
def test_sociale_redzaamheid_is_the_second_heaviest(paar: tuple[str, str]) -> None:
    """R108: of dagindeling, gewone dingen, besluiten and begrijpen the second heaviest counts."""
    zwaarder, lichter = paar
    spoor = beoordeel(geval(**{zwaarder: ZWAAR, lichter: MATIG}))
    assert spoor.waarde("sociale_redzaamheid") == "matig"


@pytest.mark.parametrize("niveau", [LICHT, MATIG, ZWAAR])
def test_a_heavier_body_holds_by_itself_with_doubt(niveau: int) -> None:
    """R084, R096, R104: the body gives its own level, and asks whether that needs expertise."""
    spoor = beoordeel(geval(lichaam=niveau))
    assert spoor.waarde("complexiteit") == NIVEAUS[niveau]
    assert "alleen_lichamelijk" in spoor.leden("signaal")


def test_a_body_no_heavier_than_the_rest_gives_no_doubt() -> None:
    """R109: the doubt belongs to a body that is heavier than everything else."""
    spoor = beoordeel(geval(lichaam=MATIG, aandacht=MATIG, gevolg=MATIG))
    assert "alleen_lichamelijk" not in spoor.leden("signaal")


def test_the_body_does_not_carry_with_a_domain() -> None:
    """The body is weighed apart: with one equal domain it does not lift what two of three carry."""
    spoor = beoordeel(geval(lichaam=ZWAAR, aandacht=ZWAAR))
    assert spoor.waarde("twee_dragen_samen") == "geen"
    assert spoor.waarde("complexiteit") == "zwaar"


@pytest.mark.parametrize("hulpmiddel", ["stok_of_rollator", "rolstoel_stapt_over"])
def test_an_aid_that_compensates_is_licht_with_doubt(hulpmiddel: str) -> None:
    """R096: compensation decides, not the aid; the source's rollator and wheelchair are a doubt."""
    gemaakt = voorstel({"lichaam": "opgevangen", "hulpmiddel": hulpmiddel})
    assert gemaakt.spoor.waarde("complexiteit") == "licht"
    assert "hulpmiddel_vangt_op" in gemaakt.signalen


def test_no_aid_gives_no_doubt_about_the_aid() -> None:
    """R096: the doubt is about a rollator or wheelchair; without one there is none."""
    assert "hulpmiddel_vangt_op" not in signalen({"lichaam": "opgevangen", "hulpmiddel": "geen"})


@pytest.mark.parametrize(
    "antwoorden",
    [
        {"contacten": "weinig"},
        {"contacten": "lukt_niet"},
        {"contacten": "mijdt"},
        {"samenleven": "zorgen"},
        {"naasten": "raakt_op"},
        {"veiligheid": ["acuut", "dood", "geweld"]},
        {"houding": "houdt_af"},
        {"hulpmiddel": "rolstoel_blijft", "lichaam": "opgevangen"},
    ],
    ids="-".join,
)
def test_what_says_nothing_of_limitations_never_lifts_the_level(antwoorden: dict[str, Any]) -> None:
    """R085, R087: contacts, an unsafe home, safety and attitude leave the complexiteit at licht."""
    gemaakt = voorstel({"dagindeling": "zetje", **antwoorden})
    assert gemaakt.spoor.waarde("complexiteit") == "licht"


@pytest.mark.parametrize("contacten", ["lukt_niet", "mijdt"])
def test_limited_contacts_are_a_doubt_at_licht_only(contacten: str) -> None:
    """R085: light takes contacts for granted; their absence is a doubt there only."""
    matig = {"aandacht": "vaak", "weg_weten": "soms_personen"}
    assert "contacten_bij_licht" in signalen({"aandacht": "soms", "contacten": contacten})
    assert "contacten_bij_licht" not in signalen({**matig, "contacten": contacten})
    assert "contacten_bij_licht" not in signalen({"aandacht": "soms", "contacten": "weinig"})


def test_an_unsafe_home_is_a_doubt_at_licht_only() -> None:
    """R087: light takes a safe household for granted."""
    matig = {"aandacht": "vaak", "weg_weten": "soms_personen"}
    assert "onveilig_bij_licht" in signalen({"aandacht": "soms", "samenleven": "zorgen"})
    assert "onveilig_bij_licht" not in signalen({**matig, "samenleven": "zorgen"})


@pytest.mark.parametrize("vraag", ["dagindeling", "huishouden", "zelfzorg", "besluiten"])
def test_taking_over_is_a_doubt_at_licht(vraag: str) -> None:
    """R088: light needs no taking over; when another does it all, that is a doubt."""
    assert "overname_bij_licht" in signalen({vraag: "ander"})
    assert "overname_bij_licht" not in signalen({vraag: "erbij"})


def test_a_differing_consequence_is_a_grensgeval() -> None:
    """R109: where heaviest domain or gevolg differs from the outcome, both are shown."""
    assert "complexiteit_grensgeval" in signalen({"aandacht": "soms"})
    assert "complexiteit_grensgeval" not in signalen({"aandacht": "soms", "gevolg": "hapert"})


def test_two_steps_apart_is_a_contradiction() -> None:
    """A heaviest domain two steps from the gevolg has to be discussed first."""
    assert "complexiteit_tegenspraak" in signalen({"aandacht": "vaak"})
    assert "complexiteit_tegenspraak" not in signalen({"aandacht": "soms"})


# What is not known


@pytest.mark.parametrize("bewijs", [None, "inschatting", "client", "naaste", "gezien"])
def test_houdt_op_on_ones_own_estimate_counts_as_unknown(bewijs: str | None) -> None:
    """Only an expert or an earlier time makes houdt_op count; otherwise both outcomes show."""
    gevolg: Any = {"waarde": "houdt_op"} | ({"blijkt_uit": bewijs} if bewijs else {})
    gemaakt = voorstel({"aandacht": "vrijwel_steeds", "gevolg": gevolg})
    assert gemaakt.spoor.mogelijk("complexiteit") == {"licht", "matig", "zwaar"}
    assert "gevolg" in gemaakt.openstaand
    assert any("deskundige" in reden for reden in gemaakt.voorlopig())


@pytest.mark.parametrize("bewijs", ["deskundige", "eerder_gebeurd", ["client", "deskundige"]])
def test_houdt_op_with_evidence_counts(bewijs: str | list[str]) -> None:
    """An expert, or an earlier time, lets houdt_op carry zwaar."""
    gevolg = {"waarde": "houdt_op", "blijkt_uit": bewijs}
    aandacht = {"waarde": "vrijwel_steeds", "blijkt_uit": "gezien"}
    gemaakt = voorstel({"aandacht": aandacht, "gevolg": gevolg})
    assert gemaakt.spoor.waarde("complexiteit") == "zwaar"
    assert not list(gemaakt.voorlopig())


def test_achteruit_needs_some_evidence_of_any_kind() -> None:
    """From achteruit on it must be written down what it shows from; an estimate will do."""
    aandacht = {"aandacht": "vaak"}
    zonder = voorstel({**aandacht, "gevolg": "achteruit"})
    met = voorstel({**aandacht, "gevolg": {"waarde": "achteruit", "blijkt_uit": "inschatting"}})
    assert zonder.spoor.waarde("complexiteit") is None
    assert met.spoor.waarde("complexiteit") == "matig"


def test_lighter_consequences_need_no_evidence() -> None:
    """Redt_zich and hapert count without evidence."""
    assert voorstel({"aandacht": "soms", "gevolg": "hapert"}).is_vast


def test_an_unknown_answer_shows_the_extremes() -> None:
    """An unknown answer leaves every level that it could give, and no other."""
    gemaakt = voorstel({"weg_weten": {"onbekend": "weigert"}, "aandacht": "vaak"})
    assert gemaakt.spoor.mogelijk("complexiteit") == {"licht", "matig"}
    assert als_data(gemaakt)["uitkomst"]["complexiteit_mogelijk"] == ["licht", "matig"]


def test_an_unknown_answer_that_cannot_matter_leaves_the_level_settled() -> None:
    """What two others already carry is not opened by a third that is unknown."""
    antwoorden = {
        "aandacht": "vrijwel_steeds",
        "weg_weten": "meestal_niet",
        "gevolg": {"onbekend": "nagevraagd"},
    }
    assert voorstel(antwoorden).spoor.waarde("complexiteit") == "zwaar"


def test_contacts_not_discussed_are_unknown() -> None:
    """Niet_besproken is no answer but a reason why there is none."""
    assert "contacten" in voorstel({"aandacht": "soms", "contacten": "niet_besproken"}).openstaand

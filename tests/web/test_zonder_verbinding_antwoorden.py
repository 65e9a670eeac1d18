"""A device makes of the fields what the server makes of them: the same facts, mistakes included."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from starlette.datastructures import FormData

from api.opslag.canoniek import canoniek
from api.opslag.onderdelen import als_intake
from api.web.antwoordveld import Antwoordveld
from api.web.invullen import Deelveld
from api.web.roosterveld import RITME, VORM, WIE, Roosterveld
from api.web.veldgroep import Fasenveld, golven
from engine.explanation.model import maak_model, model_tekst
from engine.indicatie.intake import lees_intake
from engine.indicatie.intake_vorm import DAGEN
from engine.indicatie.roosters import beoordeel, rijen_van
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.klassen import Interval
from engine.rulebook.lezen import lees_json
from engine.rulebook.rulebook import Vraag
from tests.api.hulp import BOEK, REGELWERK
from tests.explanation.lezen import lees
from tests.referentie.gevallen import ZAAD, toeval

LEZER = Path(__file__).with_name("lees_velden.mjs")
AANTAL = 300
GETALLEN = ("", "0", "3", " 4 ", "2,5", "2.5", "veel", "-1", "1e0", "400", "nan", ".5", "7,")
DAGEN_VAN_TOEN = ("", "2021-05-05", "2021-06-30", "2021-02-30", "gisteren")
ELDERS = ("was",)
Velden = dict[str, list[str]]


def keuze(rng: Random, *namen: str) -> list[str]:
    """Return one value of a field, or none."""
    return [w for w in [rng.choice(namen)] if w]


def velden_van_vraag(rng: Random, vraag: Vraag) -> Velden:
    """Return what somebody could leave in the fields of a question."""
    vorm, id_ = vraag.vorm, vraag.id
    namen = [*(vorm.antwoorden or {}), "", "?", "bestaat_niet"]
    velden: Velden = {}
    if vorm.soort == "keuze" and vorm.per:
        velden = {f"{id_}--{deel}": keuze(rng, *namen) for deel in vorm.per}
    elif vorm.meer_antwoorden:
        velden[id_] = [n for n in namen if n and rng.random() < 0.3]
    elif vorm.soort == "keuze":
        velden[id_] = keuze(rng, *namen)
    elif vorm.soort == "getal":
        velden[id_] = keuze(rng, *GETALLEN)
    elif vorm.soort == "datum":
        velden[id_] = keuze(rng, *DAGEN_VAN_TOEN)
    else:
        velden[id_] = keuze(rng, "", "   ", "de bus rijdt niet meer")
    veld = Antwoordveld(BOEK, vraag)
    if veld.heeft_bijzaken and rng.random() < 0.2:
        velden[f"{id_}--onbekend"] = keuze(rng, *BOEK.kop.redenen_onbekend)
    if veld.heeft_bewijs:
        velden[f"{id_}--bewijs"] = [b for b in BOEK.kop.bewijs if rng.random() < 0.2]
        velden[f"{id_}--dag"] = keuze(rng, "", "", "", *DAGEN_VAN_TOEN)
    if rng.random() < 0.03:
        velden[f"{id_}--wis"] = ["ja"]
    return velden


def velden_van_rooster(rng: Random, *tijden: str) -> Velden:
    """Return a few rows, now and then with a mistake, in one of the times."""
    velden: Velden = {"compleet": keuze(rng, "ja", "ja", "ja", "nee", "")}
    mis = rng.random() < 0.2
    for nummer in rng.sample(range(12), rng.randrange(5)):
        groep = rng.random() < 0.3
        rij: dict[str, list[str]] = {
            "activiteit": ["samen koken"],
            "resultaat": [str(rng.randrange(1, 14))],
            "wie": [rng.choice(list(WIE))],
            "vorm": [list(VORM)[groep]],
            "ritme": [rng.choice(list(RITME))],
            "dagen": [d for d in DAGEN if rng.random() < 0.4] or ["wo"],
            "per_maand": [rng.choice(("1", "2,5", "0.5"))],
            "keren": [] if groep else keuze(rng, "", "1", "2"),
            "minuten": [rng.choice(("10", "30", "90"))],
            "dagdelen": [rng.choice(("1", "1,5", "2"))],
            "tijdelijk": keuze(rng, "", "", "ja"),
            "fase": keuze(rng, "", "", "1", "2"),
            "tijd": keuze(rng, "", *tijden),
            "gedeeld": keuze(rng, "", "", *ELDERS),
            "krachten": keuze(rng, "", "2"),
        }
        if mis:
            # Who does it comes from a list: without an answer, or with one that there is.
            fout = rng.choice(list(rij))
            rij[fout] = [] if fout == "wie" else keuze(rng, "", "veel", "0")
        velden |= {f"rij-{nummer}-{naam}": waarden for naam, waarden in rij.items()}
        velden.setdefault(f"rij-{nummer}-ritme", ["week"])
    return velden


def post(velden: Velden) -> FormData:
    return FormData([(naam, waarde) for naam, waarden in velden.items() for waarde in waarden])


def gezegd(rng: Random) -> tuple[Velden, Velden, dict[str, Any]]:
    """Return the fields, the fields of before, and the parts as the server then has them."""
    velden, eerder, delen = Velden(), Velden(), dict[str, Any]()
    dichtheid = rng.choice((0.2, 0.6, 1.0))
    for vraag in BOEK.vragen.values():
        veld = Antwoordveld(BOEK, vraag)
        oud, fouten = veld.lees(post(velden_van_vraag(rng, vraag)), None)
        oud = None if fouten or rng.random() < 0.5 else oud
        eerder |= veld.toon(oud)
        nieuw = velden_van_vraag(rng, vraag) if rng.random() < dichtheid else veld.toon(oud)
        velden |= {f"{vraag.id}--onbekend": [], **nieuw}
        delen[veld.sleutel] = bewaard(veld, nieuw, oud)
    dagen = {f"fasen--{n}": [dag] for n, dag in ((1, "2021-07-01"), (2, "2021-09-01"))}
    tijden = ("goed", "slecht") if rng.random() < 0.4 else ()
    weken = {f"golven--{tijd}_weken": [str(rng.choice((1, 10, 26)))] for tijd in tijden}
    for deel, eigen in (
        (Roosterveld(), velden_van_rooster(rng, *tijden)),
        (Fasenveld(), dagen),
        (golven(), weken),
    ):
        velden |= eigen
        delen[deel.sleutel] = bewaard(deel, eigen, None)
    return velden, eerder, {naam: inhoud for naam, inhoud in delen.items() if inhoud is not None}


def bewaard(veld: Deelveld, velden: Velden, oud: Any) -> Any:
    """Return what the server keeps of a part; with a mistake what it had, save of rows."""
    nieuw, fouten = veld.lees(post(velden), oud)
    return oud if fouten and not isinstance(veld, Roosterveld) else nieuw


def feiten_van(delen: dict[str, Any], variabelen: set[str]) -> dict[str, Any]:
    """Return the facts that the server evaluates with."""
    intake = {"peildatum": "2021-06-15", **als_intake(delen, ELDERS)}
    intake |= {"ingangsdatum": "2021-07-01"}
    knoop, problemen = lees_json(canoniek(intake))
    assert knoop is not None
    assert not problemen
    gelezen = lees_intake(REGELWERK, knoop)
    spoor = beoordeel(gelezen, rijen_van(gelezen))
    return {naam: feit for naam, feit in spoor.feiten.items() if naam in variabelen}


def als_feit(geschreven: Any, verwacht: Any) -> Any:
    """Return a fact of the device as the server has it."""
    if not isinstance(verwacht, Interval):
        return geschreven
    if isinstance(geschreven, str) and geschreven.count("-") == 2:
        return Interval.dag(date.fromisoformat(geschreven))
    delen = (
        geschreven if isinstance(geschreven, dict) else dict.fromkeys(("laag", "hoog"), geschreven)
    )
    return Interval(Fraction(delen["laag"]), Fraction(delen["hoog"]))


def test_a_device_takes_the_same_facts_from_the_fields_as_the_server(tmp_path: Path) -> None:
    model = maak_model(BOEK, "hash")
    variabelen = set(model["variabelen"])
    gevallen = [gezegd(toeval("velden", nummer)) for nummer in range(AANTAL)]
    regels = [json.dumps({"velden": v, "eerder": e, "elders": ELDERS}) for v, e, _ in gevallen]
    gezien = Counter[str]()
    antwoorden = lees(tmp_path, model_tekst(model), regels, LEZER)
    for nummer, ((_, _, delen), gelezen) in enumerate(zip(gevallen, antwoorden, strict=True)):
        try:
            goed = feiten_van(delen, variabelen)
        except DiagnoseFout as fout:
            gezien[fout.diagnoses[0].code] += 1
            continue
        assert {n: als_feit(f, goed.get(n)) for n, f in gelezen.items()} == goed, (ZAAD, nummer)
        gezien.update(_soorten(goed))
    assert gezien["antwoord"] > AANTAL
    assert gezien["telling"] > AANTAL
    # What the form takes and the intake does not is rare, and evaluated nowhere.
    assert sum(gezien.values()) - gezien["antwoord"] - gezien["telling"] < AANTAL // 20


def _soorten(feiten: dict[str, Any]) -> Iterator[str]:
    for naam in feiten:
        yield "telling" if naam in BOEK.tellingen else "antwoord"


def test_the_questions_have_every_kind_of_field() -> None:
    soorten = {Antwoordveld(BOEK, vraag).soort for vraag in BOEK.vragen.values()}
    assert soorten == {"keuze", "meer", "per", "getal", "datum", "tekst"}

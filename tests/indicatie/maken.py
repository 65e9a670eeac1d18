"""Making intakes and voorstellen for tests: a light base case with a few answers changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.indicatie.intake import Intake, lees_intake
from engine.indicatie.voorstel import Voorstel, stel_voor
from engine.indicatie.voorstel_json import als_json
from engine.rulebook.diagnose import Diagnose, DiagnoseFout
from engine.rulebook.klassen import Interval
from engine.rulebook.lezen import lees_document, lees_json
from engine.rulebook.regelwerk import Regelwerk, laad
from engine.rulebook.rulebook import Rulebook

PROJECT = Path(__file__).resolve().parents[2]
REGELS = PROJECT / "rules"
VOORBEELDEN = sorted((PROJECT / "voorbeelden").glob("*.yaml"))
WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")

LICHTST: dict[str, Any] = {
    "gemeente": "sittard_geleen",
    "leeftijd_18": "volwassen",
    "nu_acuut": "nee",
    "dagindeling": "zelf",
    "huishouden": "zelf",
    "zelfzorg": "zelf",
    "geld_papieren": ["zelf"],
    "besluiten": "zelf",
    "begrijpen": "vlot",
    "aandacht": "geen",
    "weg_weten": "geen",
    "gedrag": "nee",
    "lichaam": "nee",
    "contacten": "loopt",
    "samenleven": "alleen",
    "huisgenoten": "geen",
    "naasten": "niemand",
    "vrij_aanbod": "past_niet",
    "andere_wet": "nee",
    "langdurige_zorg": "geen_reden",
    "gevolg": "redt_zich",
    "veiligheid": ["nee"],
    "houding": "wil",
}
"""Every question that counts for the advice, with its lightest answer."""

SPOED: dict[str, Any] = {
    "nu_acuut": "ja",
    "ontvangst_spoed": "2021-05-05",
    "start_spoed": "2021-05-05",
    "gebeurtenis": "plotseling",
    "zonder_hulp": ["letsel", "ontspoort"],
    "start": "ja",
    "ontslag": "nee",
    "voorliggend": {
        "huisarts": "kan_niet",
        "wijkverpleging": "kan_niet",
        "wlz": "kan_niet",
        "bed_elders": "kan_niet",
        "jeugd_opvang": "kan_niet",
    },
    "zelfdoding": "geen",
    "lopend": "nee",
    "vangnet": "nee",
    "spoed_contract": "ja",
    "spoed_leveringsvorm": "natura",
}
"""A spoedmelding that voldoet."""

BEWEZEN_GEVOLG = {"waarde": "houdt_op", "blijkt_uit": "deskundige"}


@cache
def regelwerk() -> Regelwerk:
    """Return the regelwerk of this project."""
    return laad(REGELS)


def boek() -> Rulebook:
    """Return the rulebook of 2021."""
    gevonden = regelwerk().op(date(2021, 6, 1))
    assert gevonden is not None
    return gevonden


def rij(**velden: Any) -> dict[str, Any]:
    """Return a row of the weekrooster: an hour by a beroepskracht on Monday, unless told."""
    gewoon: dict[str, Any] = {
        "activiteit": "samen iets doen",
        "resultaat": 2,
        "wie": "beroepskracht",
        "vorm": velden.get("vorm", "individueel"),
    }
    if not {"dagen", "om_de_week", "keren_per_maand"} & set(velden):
        gewoon["dagen"] = ["ma"]
    gewoon |= {"minuten": 60} if gewoon["vorm"] == "individueel" else {"dagdelen": 1}
    return gewoon | velden


def gegevens(
    antwoorden: Mapping[str, Any] | None = None,
    rooster: Sequence[Mapping[str, Any]] | None = (),
    *,
    zonder: Sequence[str] = (),
    **kop: Any,
) -> dict[str, Any]:
    """Return an intake as plain data: the lightest answers, changed and without some.

    The weekrooster is one hour on Monday; None leaves it out.
    """
    samen = {n: w for n, w in {**LICHTST, **(antwoorden or {})}.items() if n not in zonder}
    intake: dict[str, Any] = {"peildatum": "2021-06-01", "antwoorden": samen}
    if rooster is not None:
        intake |= {"weekrooster_compleet": "ja", "weekrooster": list(rooster or [rij()])}
    return intake | kop


def lees(inhoud: object) -> Intake:
    """Read plain data as an intake."""
    knoop, problemen = lees_json(json.dumps(inhoud))
    assert knoop is not None, problemen
    assert not problemen
    return lees_intake(regelwerk(), knoop)


def lees_tekst(tekst: str, naam: str = "intake.yaml") -> Intake:
    """Read YAML text as an intake."""
    knoop, _, problemen = lees_document(tekst.encode(), naam)
    if knoop is None or problemen:
        raise DiagnoseFout(problemen)
    return lees_intake(regelwerk(), knoop)


def diagnoses(tekst: str) -> tuple[Diagnose, ...]:
    """Return what is wrong with an intake written in YAML."""
    try:
        lees_tekst(tekst)
    except DiagnoseFout as fout:
        return fout.diagnoses
    return ()


def voorstel(
    antwoorden: Mapping[str, Any] | None = None,
    rooster: Sequence[Mapping[str, Any]] | None = (),
    *,
    zonder: Sequence[str] = (),
    **kop: Any,
) -> Voorstel:
    """Return the voorstel for the lightest answers, changed and without some."""
    return stel_voor(lees(gegevens(antwoorden, rooster, zonder=zonder, **kop)))


def voorstel_bij(pad: Path) -> Voorstel:
    """Return the voorstel for an example file."""
    return stel_voor(lees_tekst(pad.read_text(encoding="utf-8"), pad.name))


def als_data(gemaakt: Voorstel) -> dict[str, Any]:
    """Return a voorstel as its JSON data."""
    return als_json(gemaakt, regelwerk())


def feiten_van(antwoorden: Mapping[str, Any]) -> dict[str, str | Interval]:
    """Return what answers make known, read as an intake reads them."""
    return lees({"peildatum": "2021-06-01", "antwoorden": dict(antwoorden)}).feiten()

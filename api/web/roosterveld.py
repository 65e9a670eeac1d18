"""The weekrooster as a table: from what was posted to the rows that are kept, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from api.web.antwoordveld import als_getal, een
from engine.indicatie.intake_vorm import DAGEN, MEESTE_RIJEN

SLEUTEL = "weekrooster"
WIE = {
    "beroepskracht": "beroepskracht uit deze voorziening",
    "zelf": "de cliënt zelf",
    "huisgenoot": "een huisgenoot",
    "naaste": "een naaste",
    "vrijwilliger": "een vrijwilliger",
    "andere_wet": "iemand vanuit een andere wet",
}
VORM = {"individueel": "individueel", "groep": "groep bij een aanbieder"}
RITME = {
    "week": "elke week",
    "om_de_week": "om de week",
    "maand": "per maand",
    "onbekend": "nog onbekend",
}
_TEKSTVELDEN = (
    "activiteit",
    "resultaat",
    "wie",
    "vorm",
    "ritme",
    "per_maand",
    "keren",
    "minuten",
    "dagdelen",
    "krachten",
    "tijdelijk",
    "fase",
    "tijd",
    "gedeeld",
)
_NUMMER = re.compile(r"rij-(\d{1,3})-ritme")
Rijvelden = Mapping[str, Any]
"""A row as it stands in the form: a text per field, and the lists `dagen` and `bewijs`."""


class Roosterveld:
    """The weekrooster of a gesprek; rows that are not finished are kept apart and count nowhere."""

    soort = "weekrooster"
    id = SLEUTEL
    sleutel = SLEUTEL

    def normaal(self, inhoud: Any) -> Any:
        """Return the weekrooster as this form would keep it."""
        if not isinstance(inhoud, dict):
            return None
        return _inhoud(
            [_gelezen(_velden(rij))[0] for rij in inhoud.get("rijen") or []],
            list(inhoud.get("onaf") or []),
            str(inhoud.get("compleet") or ""),
        )

    def rijen(self, inhoud: Any) -> list[Rijvelden]:
        """Return the rows as they stand in the form, finished ones first."""
        if not isinstance(inhoud, dict):
            return []
        af, onaf = inhoud.get("rijen") or [], inhoud.get("onaf") or []
        return [*(_velden(rij) for rij in af), *({**leeg(), **rij} for rij in onaf)]

    def in_woorden(self, inhoud: Any) -> str:
        """Return the activities."""
        return "; ".join(r["activiteit"] for r in self.rijen(inhoud)) or "een leeg rooster"

    def gepost(self, post: FormData) -> list[Rijvelden]:
        """Return the rows as they were posted, without those in which nothing was filled in."""
        nummers = sorted({int(g[1]) for naam in post if (g := _NUMMER.fullmatch(naam))})
        rijen = [_uit_post(post, nummer) for nummer in nummers[:MEESTE_RIJEN]]
        return [rij for rij in rijen if any(w for n, w in rij.items() if n != "ritme")]

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the weekrooster to keep and the mistakes by field.

        A row with a mistake is kept too, as it was written; only then nothing is complete.
        """
        af, onaf = [], []
        fouten: dict[str, str] = {}
        for nummer, velden in enumerate(self.gepost(post)):
            rij, mis = _gelezen(velden)
            fouten |= {f"rij-{nummer}-{naam}": tekst for naam, tekst in mis.items()}
            if mis:
                onaf.append({naam: waarde for naam, waarde in velden.items() if waarde})
            else:
                af.append(rij)
        compleet = een(post, "compleet")
        if compleet == "ja" and onaf:
            fouten.setdefault("compleet", "Maak eerst elke regel af. Dan is het rooster compleet.")
        return _inhoud(af, onaf, compleet), fouten


def leeg() -> dict[str, Any]:
    """Return a row without anything in it."""
    return {**dict.fromkeys(_TEKSTVELDEN, ""), "ritme": "week", "dagen": [], "bewijs": []}


def _inhoud(af: list[dict[str, Any]], onaf: list[Any], compleet: str) -> dict[str, Any] | None:
    if not af and not onaf and not compleet:
        return None
    inhoud: dict[str, Any] = {"rijen": af}
    if onaf:
        inhoud["onaf"] = onaf
    if compleet:
        inhoud["compleet"] = "nee" if onaf else compleet
    return inhoud


def _uit_post(post: FormData, nummer: int) -> Rijvelden:
    velden = {naam: een(post, f"rij-{nummer}-{naam}") for naam in _TEKSTVELDEN}
    # The field wraps to show all of it; what is kept is one line.
    velden["activiteit"] = " ".join(velden["activiteit"].split())
    gekozen = post.getlist(f"rij-{nummer}-dagen")
    bewijs = [str(b) for b in post.getlist(f"rij-{nummer}-bewijs")]
    return {**velden, "dagen": [d for d in DAGEN if d in gekozen], "bewijs": bewijs}


def _velden(rij: Mapping[str, Any]) -> dict[str, Any]:
    """Return a kept row as it stands in the form."""
    dagen = rij.get("dagen") or []
    dagen = [dagen] if isinstance(dagen, str) else list(dagen)
    bewijs = rij.get("blijkt_uit") or []
    ritme = "week"
    if "onbekend" in dagen:
        ritme = "onbekend"
    elif rij.get("keren_per_maand") is not None:
        ritme = "maand"
    elif rij.get("om_de_week") in (True, "ja"):
        ritme = "om_de_week"
    namen = {
        "activiteit": "activiteit",
        "resultaat": "resultaat",
        "wie": "wie",
        "vorm": "vorm",
        "per_maand": "keren_per_maand",
        "keren": "keren_per_dag",
        "minuten": "minuten",
        "dagdelen": "dagdelen",
        "krachten": "beroepskrachten",
        "fase": "fase",
        "tijd": "tijd",
        "gedeeld": "gedeeld",
    }
    teksten = {veld: _tekst(rij.get(naam)) for veld, naam in namen.items()}
    return {
        **leeg(),
        **teksten,
        "ritme": ritme,
        "tijdelijk": "ja" if rij.get("tijdelijk") in (True, "ja") else "",
        "dagen": [d for d in DAGEN if d in dagen],
        "bewijs": [bewijs] if isinstance(bewijs, str) else list(bewijs),
    }


def _tekst(waarde: Any) -> str:
    return "" if waarde is None else str(waarde).replace(".", ",") if _is_getal(waarde) else waarde


def _is_getal(waarde: Any) -> bool:
    return isinstance(waarde, int | float) and not isinstance(waarde, bool)


@dataclass(slots=True)
class _Rijlezer:
    """Reads one row as it stands in the form: into the row of an intake, and mistakes by field."""

    velden: Rijvelden
    rij: dict[str, Any] = field(default_factory=dict)
    mis: dict[str, str] = field(default_factory=dict)

    def lees(self) -> None:
        """Read every field."""
        if self.velden["activiteit"]:
            self.rij["activiteit"] = self.velden["activiteit"]
        else:
            self.mis["activiteit"] = "Schrijf wat er gebeurt, te beginnen met een werkwoord."
        self.keuze("wie", WIE, "Kies wie dit doet.")
        self.keuze("vorm", VORM, "Kies individueel of groep.")
        self.getal("resultaat", "resultaat", (1, 13), "Kies waar dit aan bijdraagt.")
        self.wanneer()
        self.hoe_lang()
        for veld, naam in (("krachten", "beroepskrachten"), ("fase", "fase")):
            if self.velden[veld]:
                self.getal(veld, naam, (1, 9), "Schrijf een getal van 1 tot en met 9.")
        if self.velden["tijdelijk"]:
            self.rij["tijdelijk"] = "ja"
        for naam in ("tijd", "gedeeld"):
            if self.velden[naam]:
                self.rij[naam] = self.velden[naam]
        if self.velden["bewijs"]:
            self.rij["blijkt_uit"] = list(self.velden["bewijs"])

    def keuze(self, naam: str, keuzes: Mapping[str, str], hulp: str) -> None:
        """Read one answer out of a few."""
        self.rij[naam] = self.velden[naam]
        if self.velden[naam] not in keuzes:
            self.mis[naam] = hulp

    def wanneer(self) -> None:
        """Read on which days, or how often a month."""
        ritme = self.velden["ritme"]
        if ritme == "maand":
            self.getal("per_maand", "keren_per_maand", (0.25, 31), "Hoe vaak per maand?")
        elif ritme == "onbekend":
            self.rij["dagen"] = ["onbekend"]
        elif self.velden["dagen"] or ritme == "om_de_week":
            # Every other week may go without a day: once in two weeks, on a day still to choose.
            self.rij |= {"dagen": list(self.velden["dagen"])} if self.velden["dagen"] else {}
            self.rij |= {"om_de_week": "ja"} if ritme == "om_de_week" else {}
        else:
            self.mis["dagen"] = "Tik de dagen aan, of kies: per maand of nog onbekend."

    def hoe_lang(self) -> None:
        """Read how often a day and how long."""
        if self.velden["keren"]:
            self.getal("keren", "keren_per_dag", (1, 24), "Hoe vaak op een dag?")
        if self.velden["vorm"] != "groep":
            self.getal("minuten", "minuten", (1, 1440), "Hoeveel minuten per keer?")
            return
        hulp = "Hoeveel dagdelen op een dag? Een dagdeel is hoogstens vier uur."
        self.getal("dagdelen", "dagdelen", (0.5, 3), hulp)
        if self.rij.get("keren_per_dag", 1) > 1:
            self.mis["keren"] = "Een groep komt een keer per dag. Tel de dagdelen op."

    def getal(self, veld: str, naam: str, grens: tuple[float, float], hulp: str) -> None:
        """Read a number; only how often a month and how many dagdelen may be a fraction."""
        getal = als_getal(self.velden[veld]) if self.velden[veld] else None
        if getal is None or not grens[0] <= getal <= grens[1]:
            self.mis[veld] = hulp
        elif getal == int(getal):
            self.rij[naam] = int(getal)
        elif veld in {"per_maand", "dagdelen"}:
            self.rij[naam] = float(getal)
        else:
            self.mis[veld] = "Schrijf een heel getal."


def _gelezen(velden: Rijvelden) -> tuple[dict[str, Any], dict[str, str]]:
    lezer = _Rijlezer(velden)
    lezer.lees()
    return lezer.rij, lezer.mis

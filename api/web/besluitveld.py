"""The decision as fields of a form: nothing is chosen beforehand, and own reasons always."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.opslag.besluiten import Keuze, Oordeel
from api.web.antwoordveld import een, is_dag, opties
from api.web.invullen import ingevuld
from api.web.zaak import Zaak
from engine.rulebook.rulebook import GEEN

_OORDELEN = {
    Oordeel.EENS.value: "Ik volg het voorstel",
    Oordeel.AFWIJKEN.value: "Ik wijk af van het voorstel",
    Oordeel.ZONDER_ADVIES.value: "Ik beslis zonder advies",
}
_LEVERING = {"natura": "zorg in natura", "pgb": "een persoonsgebonden budget (pgb)"}
_LANGSTE = 200


class Besluitveld:
    """The fields of the decision in one gesprek, beside the advice that was recorded."""

    def __init__(self, zaak: Zaak, advies: dict[str, Any]) -> None:
        """Take the gesprek and the recorded outcome; empty when nothing was recorded."""
        self.zaak, self.advies, self.boek = zaak, advies, zaak.boek

    @property
    def oordelen(self) -> list[dict[str, str]]:
        """How one can stand to the advice; without an advice, only without it."""
        mogelijk = _OORDELEN if self.advies else {"zonder_advies": _OORDELEN["zonder_advies"]}
        return opties(mogelijk)

    @property
    def uitkomsten(self) -> list[dict[str, str]]:
        """Every arrangement and every route."""
        arrangementen = self.boek.uitkomsten["arrangement"].waarden
        return opties({f"a-{a}": f"arrangement {a}" for a in arrangementen}) + opties(
            {f"r-{r.id}": r.titel for r in self.boek.routes.values()}
        )

    @property
    def vervoer(self) -> list[dict[str, str]]:
        """No surcharge, or one of them."""
        toeslag = self.boek.uitkomsten["vervoerstoeslag"]
        return opties(
            {"geen": "geen toeslag"}
            | {c: f"{toeslag.teksten.get(c, c)} ({c})" for c in toeslag.waarden}
        )

    @property
    def levering(self) -> list[dict[str, str]]:
        """In kind or by a budget."""
        return opties(_LEVERING)

    @property
    def resultaten(self) -> list[dict[str, str]]:
        """All results; those that the advice names say so."""
        genoemd = {str(r["nummer"]) for r in self.advies.get("resultaten", [])}
        teksten = self.boek.uitkomsten["resultaten"].teksten
        lijst = opties(teksten)
        return [
            {**o, "uitleg": "staat in het voorstel" if o["waarde"] in genoemd else ""}
            for o in lijst
        ]

    def tekst(self, lijst: Sequence[dict[str, str]], waarde: str) -> str:
        """Return the words of a choice."""
        return next((o["tekst"] for o in lijst if o["waarde"] == waarde), waarde)

    def toon(self, post: FormData | None) -> dict[str, list[str]]:
        """Return what stands in the fields: what was posted, or what was already said before."""
        if post is not None:
            return dict(ingevuld(post))
        periode = self.zaak.stand.inhoud.get("periode") or {}
        eerder = {n: [periode[n]] for n in ("ingangsdatum", "einddatum") if periode.get(n)}
        levering = self.zaak.stand.inhoud.get("antwoorden/leveringsvorm")
        waarde = levering.get("waarde") if isinstance(levering, dict) else levering
        return eerder | ({"leveringsvorm": [waarde]} if waarde in _LEVERING else {})

    def lees(self, post: FormData) -> tuple[Keuze | None, dict[str, str]]:
        """Return the decision and the mistakes by field."""
        fouten: dict[str, str] = {}
        oordeel, motivering = een(post, "oordeel"), een(post, "motivering")
        if oordeel not in {o["waarde"] for o in self.oordelen}:
            fouten["oordeel"] = "Kies hoe u besluit."
        if not motivering:
            fouten["motivering"] = "Schrijf in eigen woorden waarom u dit besluit."
        uitkomst = een(post, "uitkomst") or (self._geadviseerd() if oordeel == "eens" else "")
        if uitkomst not in {o["waarde"] for o in self.uitkomsten}:
            fouten["uitkomst"] = "Kies een arrangement of een route."
        elif oordeel == "eens" and uitkomst != self._geadviseerd():
            fouten["uitkomst"] = "Dit is iets anders dan het voorstel. Kies dan: ik wijk af."
        # While nothing is chosen all is asked at once, not in two rounds.
        is_arrangement = not uitkomst.startswith("r-")
        if is_arrangement and not een(post, "vervoer"):
            fouten["vervoer"] = "Kies een toeslag, of: geen toeslag."
        if is_arrangement and een(post, "leveringsvorm") not in _LEVERING:
            fouten["leveringsvorm"] = "Kies zorg in natura of een pgb."
        dagen = {n: self._dag(post, n, fouten) for n in ("ingangsdatum", "einddatum")}
        van, tot = dagen["ingangsdatum"], dagen["einddatum"]
        if van and tot and tot < van:
            fouten["einddatum"] = "De laatste dag ligt voor de eerste."
        if is_arrangement and not van and "ingangsdatum" not in fouten:
            fouten["ingangsdatum"] = "Kies de eerste dag van de ondersteuning."
        gekozen = [str(r) for r in post.getlist("resultaten") if str(r).isdigit()]
        if is_arrangement and not gekozen:
            fouten["resultaten"] = "Kies minstens een resultaat."
        aanbieder = een(post, "aanbieder")
        if len(aanbieder) > _LANGSTE:
            fouten["aanbieder"] = f"Schrijf de aanbieder in hoogstens {_LANGSTE} tekens."
        if fouten:
            return None, fouten
        vervoer = een(post, "vervoer")
        return (
            Keuze(
                oordeel=Oordeel(oordeel),
                motivering=motivering,
                arrangement=int(uitkomst[2:]) if is_arrangement else None,
                route=None if is_arrangement else uitkomst[2:],
                vervoer=None if vervoer in {"", "geen"} else vervoer,
                leveringsvorm=een(post, "leveringsvorm") or None,
                aanbieder=aanbieder or None,
                ingangsdatum=van,
                einddatum=tot,
                resultaten=tuple(int(r) for r in gekozen),
            ),
            {},
        )

    @staticmethod
    def _dag(post: FormData, naam: str, fouten: dict[str, str]) -> date | None:
        tekst = een(post, naam)
        if not tekst:
            return None
        if not is_dag(tekst):
            fouten[naam] = "Deze dag bestaat niet. Kies een dag."
            return None
        return date.fromisoformat(tekst)

    def _geadviseerd(self) -> str:
        """Return the value of the choice that is the advice; empty while that is open."""
        route, arrangement = self.advies.get("route"), self.advies.get("arrangement")
        if route not in (None, GEEN):
            return f"r-{route}"
        return f"a-{arrangement}" if arrangement else ""

"""The decision as fields of a form: nothing is chosen beforehand, and own reasons always."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.opslag.keuze import Keuze, Oordeel, PastNiet, controleer
from api.web.antwoordveld import een, is_dag, opties
from api.web.besluitregels import LEVERING, toeslag_in_woorden
from api.web.fasevelden import als_fasevelden, fasevelden
from api.web.invullen import ingevuld
from api.web.zaak import Zaak
from engine.rulebook.rulebook import GEEN

_OORDELEN = {
    Oordeel.EENS.value: "Ik volg het voorstel",
    Oordeel.AFWIJKEN.value: "Ik wijk af van het voorstel",
    Oordeel.ZONDER_ADVIES.value: "Ik beslis zonder advies",
}
_LANGSTE = 200
_PER_FASE = "fasen"


class Besluitveld:
    """The fields of the decision in one gesprek, beside the advice that was recorded."""

    def __init__(self, zaak: Zaak, advies: dict[str, Any], oud: Keuze | None = None) -> None:
        """Take the gesprek and the recorded outcome; empty when nothing was recorded.

        A correction of `oud` keeps to the voorstel that the besluit was taken on.
        """
        self.zaak, self.advies, self.boek = zaak, advies, zaak.boek
        self.corrigeert = oud is not None
        self.fasen = fasevelden(advies, zaak.intake, oud)

    @property
    def oordelen(self) -> list[dict[str, str]]:
        """How one can stand to the advice; without an advice, only without it."""
        zonder = Oordeel.ZONDER_ADVIES.value
        if not self.advies:
            return opties({zonder: _OORDELEN[zonder]})
        return opties({n: t for n, t in _OORDELEN.items() if n != zonder or not self.corrigeert})

    @property
    def uitkomsten(self) -> list[dict[str, str]]:
        """Every arrangement, or that each phase has its own; and every route."""
        arrangementen = {f"a-{a}": f"arrangement {a}" for a in self._arrangementen}
        routes = {f"r-{r.id}": r.titel for r in self.boek.routes.values()}
        per_fase = {_PER_FASE: "een arrangement per fase"}
        return opties((per_fase if self.fasen else arrangementen) | routes)

    @property
    def _arrangementen(self) -> tuple[str, ...]:
        return self.boek.uitkomsten["arrangement"].waarden

    @property
    def arrangementen(self) -> list[dict[str, str]]:
        """Every arrangement that a phase can have."""
        return opties({a: f"arrangement {a}" for a in self._arrangementen})

    @property
    def vervoer(self) -> list[dict[str, str]]:
        """No surcharge, or one of them."""
        toeslag = self.boek.uitkomsten["vervoerstoeslag"]
        return opties(
            {"geen": toeslag_in_woorden(None, self.boek)}
            | {c: toeslag_in_woorden(c, self.boek) for c in toeslag.waarden}
        )

    @property
    def levering(self) -> list[dict[str, str]]:
        """In kind or by a budget."""
        return opties(LEVERING)

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

    def toon(
        self, post: FormData | None, eerder: Mapping[str, list[str]] | None
    ) -> dict[str, list[str]]:
        """Return what stands in the fields.

        Args:
            post: what was posted; it goes before all else.
            eerder: what was filled in before; without it, what was said in the gesprek.
        """
        if post is not None:
            return dict(ingevuld(post))
        if eerder is not None:
            return dict(eerder)
        periode = self.zaak.stand.inhoud.get("periode") or {}
        dagen = {n: [periode[n]] for n in ("ingangsdatum", "einddatum") if periode.get(n)}
        levering = self.zaak.stand.inhoud.get("antwoorden/leveringsvorm")
        waarde = levering.get("waarde") if isinstance(levering, dict) else levering
        dagen |= {fase.id("vanaf"): [fase.vanaf] for fase in self.fasen if fase.vanaf}
        return dagen | ({"leveringsvorm": [waarde]} if waarde in LEVERING else {})

    def lees(self, post: FormData) -> tuple[Keuze | None, dict[str, str]]:
        """Return the decision and the mistakes by field."""
        fouten: dict[str, str] = {}
        oordeel, motivering = een(post, "oordeel"), een(post, "motivering")
        if oordeel not in {o["waarde"] for o in self.oordelen}:
            fouten["oordeel"] = "Kies hoe u besluit."
        if not motivering:
            fouten["motivering"] = "Schrijf in eigen woorden waarom u dit besluit."
        uitkomst = self._uitkomst(post, oordeel, fouten)
        # While nothing is chosen all is asked at once, not in two rounds.
        is_arrangement = not uitkomst.startswith("r-")
        toeslagen = [o["waarde"] for o in self.vervoer]
        fasen = [
            f.lees(post, oordeel, self._arrangementen, toeslagen, fouten)
            for f in self.fasen
            if is_arrangement
        ]
        if is_arrangement and not fasen and een(post, "vervoer") not in toeslagen:
            fouten["vervoer"] = "Kies een toeslag, of: geen toeslag."
        if is_arrangement and een(post, "leveringsvorm") not in LEVERING:
            fouten["leveringsvorm"] = "Kies zorg in natura of een pgb."
        dagen = {n: self._dag(post, n, fouten) for n in ("ingangsdatum", "einddatum")}
        van, tot = dagen["ingangsdatum"], dagen["einddatum"]
        if van and tot and tot < van:
            fouten["einddatum"] = "De laatste dag ligt voor de eerste."
        if is_arrangement and not fasen and not van and "ingangsdatum" not in fouten:
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
        keuze = Keuze(
            oordeel=Oordeel(oordeel),
            motivering=motivering,
            arrangement=int(uitkomst[2:]) if uitkomst.startswith("a-") else None,
            route=None if is_arrangement else uitkomst[2:],
            vervoer=None if self.fasen or vervoer in {"", "geen"} else vervoer,
            leveringsvorm=een(post, "leveringsvorm") or None,
            aanbieder=aanbieder or None,
            ingangsdatum=None if self.fasen else van,
            einddatum=tot,
            resultaten=tuple(int(r) for r in gekozen),
            fasen=tuple(fase for fase in fasen if fase is not None),
        ).met_eerste_fase()
        try:
            controleer(keuze)
        except PastNiet as fout:
            return None, {self._veld(fout.veld): str(fout)}
        return keuze, {}

    @staticmethod
    def _veld(pad: str) -> str:
        """Return the field of the form that a path in the besluit is about."""
        deel, _, rest = pad.partition("/")
        plaats, _, naam = rest.partition("/")
        return f"fase-{int(plaats) + 1}-{naam}" if deel == "fasen" and naam else deel

    def _uitkomst(self, post: FormData, oordeel: str, fouten: dict[str, str]) -> str:
        """Return what was chosen; left empty, what was proposed or that each phase has its own."""
        uitkomst = een(post, "uitkomst") or (self._geadviseerd() if oordeel == "eens" else "")
        if not uitkomst and self.fasen:
            uitkomst = _PER_FASE
        if uitkomst not in {o["waarde"] for o in self.uitkomsten}:
            fouten["uitkomst"] = "Kies een arrangement of een route."
        elif oordeel == "eens" and uitkomst != self._geadviseerd():
            fouten["uitkomst"] = "Dit is iets anders dan het voorstel. Kies dan: ik wijk af."
        return uitkomst

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
        if self.fasen:
            return _PER_FASE
        return f"a-{arrangement}" if arrangement else ""


def als_velden(keuze: Keuze) -> dict[str, list[str]]:
    """Return a besluit as it stands in the fields, to correct it."""
    uitkomst = f"r-{keuze.route}" if keuze.arrangement is None else f"a-{keuze.arrangement}"
    if keuze.fasen:
        uitkomst = _PER_FASE
    velden = {
        "oordeel": keuze.oordeel.value,
        "motivering": keuze.motivering,
        "uitkomst": uitkomst,
        "vervoer": keuze.vervoer or "geen",
        "leveringsvorm": keuze.leveringsvorm,
        "aanbieder": keuze.aanbieder,
        "ingangsdatum": keuze.ingangsdatum and keuze.ingangsdatum.isoformat(),
        "einddatum": keuze.einddatum and keuze.einddatum.isoformat(),
        **dict(als_fasevelden(keuze.fasen)),
    }
    gevuld = {naam: [waarde] for naam, waarde in velden.items() if waarde}
    return gevuld | {"resultaten": [str(nummer) for nummer in keuze.resultaten]}

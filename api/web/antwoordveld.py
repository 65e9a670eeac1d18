"""A question as a field of the form: from what was posted to the answer that is kept, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from starlette.datastructures import FormData

from engine.explanation.teksten import dag_in_woorden as datum
from engine.rulebook.rulebook import Rulebook, Vraag

ANTWOORDEN = "antwoorden/"
ONBEKEND = "?"
"""The value of the choice 'nog niet bekend'."""
_REDEN = "weet_niet"
_LEZINGEN = 2
"""How many others can be heard on one question."""


@dataclass(frozen=True, slots=True)
class Ontleed:
    """An answer taken apart: its value, or why it is unknown, and what was noted beside it."""

    waarde: Any = None
    onbekend: str | None = None
    bij: Mapping[str, Any] | None = None

    def heel(self) -> Any:
        """Return the answer as it is kept; None without anything to keep."""
        bij = {naam: deel for naam, deel in (self.bij or {}).items() if deel}
        if self.onbekend:
            return {"onbekend": self.onbekend, **bij}
        if self.waarde in (None, "", [], {}):
            return None
        return {"waarde": self.waarde, **bij}


class Antwoordveld:
    """The field of one question.

    `met_antwoord` asks for the answer; `met_lezingen` for doubt and for what others say, which
    the client does not read along with.
    """

    def __init__(
        self, boek: Rulebook, vraag: Vraag, *, met_antwoord: bool = True, met_lezingen: bool = False
    ) -> None:
        self.boek, self.vraag, self.id = boek, vraag, vraag.id
        self.sleutel = ANTWOORDEN + vraag.id
        self.met_antwoord, self.met_lezingen = met_antwoord, met_lezingen

    @property
    def soort(self) -> str:
        """Which macro lays the field out."""
        vorm = self.vraag.vorm
        if vorm.soort != "keuze":
            return str(vorm.soort)
        if vorm.meer_antwoorden:
            return "meer"
        return "per" if vorm.per else "keuze"

    @property
    def heeft_bijzaken(self) -> bool:
        """Whether one can note why there is no answer; not on what only the verslag needs."""
        return self.vraag.vorm.gebruik == "regels"

    @property
    def heeft_bewijs(self) -> bool:
        """Whether one can note where an answer shows: where that can matter for the advice."""
        antwoorden = (self.vraag.vorm.antwoorden or {}).values()
        return self.vraag.schaal is not None or any(a.vraagt_bewijs for a in antwoorden)

    @property
    def opties(self) -> list[dict[str, str]]:
        """The answers, with when one chooses them."""
        return [
            {
                "waarde": naam,
                "tekst": antwoord.tekst[:1].upper() + antwoord.tekst[1:],
                "uitleg": antwoord.zo_kiest_u or "",
            }
            for naam, antwoord in (self.vraag.vorm.antwoorden or {}).items()
        ]

    @property
    def kan_onbekend(self) -> bool:
        """Whether 'nog niet bekend' stands among the answers; some questions have their own."""
        antwoorden = (self.vraag.vorm.antwoorden or {}).values()
        return self.heeft_bijzaken and not any(a.onbekend for a in antwoorden)

    @property
    def bewijsopties(self) -> list[dict[str, str]]:
        """Where an answer can show."""
        return opties(self.boek.kop.bewijs)

    @property
    def redenen(self) -> list[dict[str, str]]:
        """Why an answer can be missing."""
        return opties(self.boek.kop.redenen_onbekend)

    # From what is kept to what stands in the fields

    def ontleed(self, inhoud: Any) -> Ontleed:
        """Take a kept answer apart, bare or with its circumstances."""
        per = self.vraag.vorm.per or {}
        bij: dict[str, Any] = {}
        if isinstance(inhoud, dict) and not (set(inhoud) & set(per)):
            bij = {n: d for n, d in inhoud.items() if n not in {"waarde", "onbekend"}}
            bij["blijkt_uit"] = _lijst(bij.get("blijkt_uit"))
            waarde, onbekend = inhoud.get("waarde"), inhoud.get("onbekend")
        else:
            waarde, onbekend = inhoud, None
        if self.vraag.vorm.meer_antwoorden and waarde is not None:
            waarde = _lijst(waarde)
        return Ontleed(waarde, onbekend, bij)

    def normaal(self, inhoud: Any) -> Any:
        """Return a kept answer as this form would keep it."""
        return self.ontleed(inhoud).heel()

    def toon(self, inhoud: Any) -> dict[str, list[str]]:
        """Return what stands in each field of a kept answer, as a browser would send it."""
        deel, id_ = self.ontleed(inhoud), self.id
        bij = deel.bij or {}
        velden: dict[str, list[str]] = {f"{id_}--bewijs": bij.get("blijkt_uit", [])}
        if self.soort == "per":
            for naam, waarde in (deel.waarde or {}).items():
                velden[f"{id_}--{naam}"] = [str(waarde)]
        elif isinstance(deel.waarde, list):
            velden[id_] = deel.waarde
        elif deel.waarde is not None:
            velden[id_] = [str(deel.waarde).replace(".", ",", self.soort == "getal")]
        elif deel.onbekend == _REDEN and self.soort == "keuze" and self.kan_onbekend:
            velden[id_] = [ONBEKEND]
        if deel.onbekend:
            velden[f"{id_}--onbekend"] = [deel.onbekend]
        for veld, naam in (("wie", "wie_zegt"), ("dag", "datum")):
            velden[f"{id_}--{veld}"] = [bij[naam]] if bij.get(naam) else []
        velden[f"{id_}--twijfel"] = _lijst(bij.get("twijfel"))
        for nummer, lezing in enumerate(bij.get("ook") or [], start=1):
            velden[f"{id_}--ook{nummer}"] = _lijst(lezing.get("waarde"))
            velden[f"{id_}--ookwie{nummer}"] = _lijst(lezing.get("wie_zegt"))
        return velden

    def in_woorden(self, inhoud: Any) -> str:
        """Return a kept answer as a sentence part."""
        deel, vorm = self.ontleed(inhoud), self.vraag.vorm
        teksten = {naam: a.tekst for naam, a in (vorm.antwoorden or {}).items()}
        if deel.onbekend:
            return f"nog niet bekend: {self.boek.kop.redenen_onbekend.get(deel.onbekend, '')}"
        if isinstance(deel.waarde, dict):
            per = vorm.per or {}
            delen = [f"{per.get(n, n)}: {teksten.get(w, w)}" for n, w in deel.waarde.items()]
            return "; ".join(delen)
        if isinstance(deel.waarde, list):
            return ", ".join(teksten.get(str(w), str(w)) for w in deel.waarde)
        if deel.waarde is None:
            return "geen antwoord"
        if vorm.soort == "datum":
            return datum(date.fromisoformat(deel.waarde))
        return teksten.get(str(deel.waarde), str(deel.waarde).replace(".", ","))

    # From what was posted to what is kept

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the answer to keep and the mistakes by field; what was not asked stays as it was.

        Args:
            post: what was posted.
            oud: the answer that was on the screen.
        """
        deel = self.ontleed(oud)
        bij: dict[str, Any] = dict(deel.bij or {})
        fouten: dict[str, str] = {}
        waarde, onbekend = deel.waarde, deel.onbekend
        if self.met_antwoord:
            waarde, fout = self._waarde(post)
            onbekend = een(post, f"{self.id}--onbekend") or None
            if waarde == ONBEKEND:
                waarde, onbekend = None, onbekend or _REDEN
            elif onbekend and waarde not in (None, [], {}):
                # A reason that stood there before gives way to the answer that came.
                if onbekend == deel.onbekend:
                    onbekend = None
                else:
                    fout = "Kies een antwoord, of zeg waarom het nog niet bekend is. Niet allebei."
            if een(post, f"{self.id}--wis"):
                waarde, onbekend, fout = None, None, ""
            if fout:
                fouten[self.id] = fout
            bij |= self._bijzaken(post, fouten)
        if self.met_lezingen:
            bij |= self._lezingen(post, fouten)
        return Ontleed(waarde, onbekend, bij).heel(), fouten

    def _bijzaken(self, post: FormData, fouten: dict[str, str]) -> dict[str, Any]:
        if not self.heeft_bewijs:
            return {}
        dag = een(post, f"{self.id}--dag")
        if dag and not is_dag(dag):
            fouten[f"{self.id}--dag"] = "Deze dag bestaat niet. Kies een dag op de kalender."
        return {
            "blijkt_uit": [str(b) for b in post.getlist(f"{self.id}--bewijs")],
            "wie_zegt": een(post, f"{self.id}--wie"),
            "datum": dag,
        }

    def _lezingen(self, post: FormData, fouten: dict[str, str]) -> dict[str, Any]:
        ook = []
        for nummer in range(1, _LEZINGEN + 1):
            waarde = een(post, f"{self.id}--ook{nummer}")
            wie = een(post, f"{self.id}--ookwie{nummer}")
            if waarde and not wie:
                fouten[f"{self.id}--ookwie{nummer}"] = "Schrijf erbij wie dit zegt: een rol."
            elif wie and not waarde:
                fouten[f"{self.id}--ook{nummer}"] = "Kies wat deze persoon antwoordt."
            elif waarde:
                ook.append({"waarde": waarde, "wie_zegt": wie})
        return {"twijfel": een(post, f"{self.id}--twijfel"), "ook": ook}

    def _waarde(self, post: FormData) -> tuple[Any, str]:
        vorm, antwoorden = self.vraag.vorm, self.vraag.vorm.antwoorden or {}
        if self.soort == "per":
            paren = {n: een(post, f"{self.id}--{n}") for n in vorm.per or {}}
            return {n: w for n, w in paren.items() if w in antwoorden}, ""
        if self.soort == "meer":
            gekozen = [str(w) for w in post.getlist(self.id) if w in antwoorden]
            return gekozen, self._sluit_uit(gekozen)
        tekst = een(post, self.id)
        if self.soort == "keuze":
            bekend = tekst in antwoorden or tekst == ONBEKEND
            return (tekst if bekend else None), ""
        if not tekst:
            return None, ""
        if self.soort == "datum":
            return tekst, "" if is_dag(tekst) else "Deze dag bestaat niet. Kies een dag."
        return self._getal(tekst) if self.soort == "getal" else (tekst, "")

    def _sluit_uit(self, gekozen: list[str]) -> str:
        antwoorden = self.vraag.vorm.antwoorden or {}
        for naam in gekozen:
            uit = antwoorden[naam].sluit_uit or ()
            for ander in gekozen:
                if ander != naam and (uit == "alle" or ander in uit):
                    een, twee = antwoorden[naam].tekst, antwoorden[ander].tekst
                    return f"'{een}' en '{twee}' gaan niet samen. Haal een van de twee weg."
        return ""

    def _getal(self, tekst: str) -> tuple[Any, str]:
        vorm = self.vraag.vorm
        getal = als_getal(tekst)
        if getal is None:
            return tekst, "Schrijf een getal, bijvoorbeeld 3."
        if vorm.geheel and getal != int(getal):
            return tekst, "Schrijf een heel getal, zonder komma."
        laag, hoog = vorm.minimum, vorm.maximum
        if (laag is not None and getal < laag) or (hoog is not None and getal > hoog):
            grens = f"van {laag} tot en met {hoog}" if hoog is not None else f"vanaf {laag}"
            return tekst, f"Schrijf een getal {grens}."
        return (int(getal) if getal == int(getal) else float(getal)), ""


def opties(teksten: Mapping[str, str]) -> list[dict[str, str]]:
    """Return choices as the fields show them, each with a capital."""
    return [{"waarde": n, "tekst": t[:1].upper() + t[1:]} for n, t in teksten.items()]


def als_getal(tekst: str) -> Decimal | None:
    """Return a number as people write it, with a comma or a point; None when it is none."""
    try:
        getal = Decimal(tekst.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return getal if getal.is_finite() and abs(getal) < 10**6 else None


def is_dag(tekst: str) -> bool:
    """Tell whether a text is a day: year-month-day."""
    try:
        date.fromisoformat(tekst)
    except ValueError:
        return False
    return len(tekst) == len("2021-01-01")


def _lijst(waarde: Any) -> list[str]:
    if waarde in (None, ""):
        return []
    return [str(deel) for deel in waarde] if isinstance(waarde, list) else [str(waarde)]


def een(post: FormData, naam: str) -> str:
    """Return the text of a field without white space around it; empty when it is not there."""
    waarde = post.get(naam)
    return waarde.replace("\r\n", "\n").strip() if isinstance(waarde, str) else ""

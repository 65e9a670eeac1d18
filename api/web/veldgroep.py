"""Days, numbers and notes that are no questions: the period, the previous indication, phases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.web.antwoordveld import als_getal, een, is_dag
from engine.explanation.teksten import dag_in_woorden as datum

NOTITIES = "notities/"
MEESTE_FASEN = 4


@dataclass(frozen=True, slots=True)
class Los:
    """One field of a group; `soort` is datum or getal."""

    naam: str
    label: str
    soort: str = "datum"
    verplicht: bool = False
    uitleg: str = ""
    laag: int = 0
    hoog: int = 366


class Veldgroep:
    """A few fields that are kept together as one part."""

    soort = "groep"

    def __init__(self, sleutel: str, titel: str, velden: tuple[Los, ...], *, alle: bool) -> None:
        """Take the fields; with `alle` every field is needed once one is filled in."""
        self.sleutel, self.id, self.titel, self.velden, self.alle = (
            sleutel,
            sleutel.replace("/", "-"),
            titel,
            velden,
            alle,
        )

    def naam(self, veld: Los) -> str:
        """Return the name of a field in the form."""
        return f"{self.id}--{veld.naam}"

    def normaal(self, inhoud: Any) -> Any:
        """Return what is kept as this form would keep it."""
        return (
            {v.naam: inhoud[v.naam] for v in self.velden if inhoud.get(v.naam) is not None}
            or (None)
            if isinstance(inhoud, dict)
            else None
        )

    def toon(self, inhoud: Any) -> dict[str, list[str]]:
        """Return what stands in each field."""
        gevuld = self.normaal(inhoud) or {}
        return {self.naam(v): [str(gevuld[v.naam])] for v in self.velden if v.naam in gevuld}

    def in_woorden(self, inhoud: Any) -> str:
        """Return what is kept as a sentence part."""
        gevuld = self.normaal(inhoud) or {}
        delen = [
            f"{v.label}: {dag_in_woorden(gevuld[v.naam]) if v.soort == 'datum' else gevuld[v.naam]}"
            for v in self.velden
            if v.naam in gevuld
        ]
        return "; ".join(delen) or "niets ingevuld"

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return what to keep and the mistakes by field."""
        teksten = {v: een(post, self.naam(v)) for v in self.velden}
        fouten: dict[str, str] = {}
        gevuld: dict[str, Any] = {}
        for veld, tekst in teksten.items():
            if not tekst:
                if veld.verplicht or (self.alle and any(teksten.values())):
                    fouten[self.naam(veld)] = f"Vul in: {veld.label[:1].lower()}{veld.label[1:]}."
            elif veld.soort == "datum":
                gevuld[veld.naam] = tekst
                if not is_dag(tekst):
                    fouten[self.naam(veld)] = "Deze dag bestaat niet. Kies een dag."
            else:
                getal = als_getal(tekst)
                if getal is None or getal != int(getal) or not veld.laag <= getal <= veld.hoog:
                    fouten[self.naam(veld)] = (
                        f"Schrijf een heel getal van {veld.laag} tot en met {veld.hoog}."
                    )
                else:
                    gevuld[veld.naam] = int(getal)
        if not fouten:
            fouten = self.volgorde(gevuld)
        return gevuld or None, fouten

    def volgorde(self, gevuld: dict[str, Any]) -> dict[str, str]:
        """Return the mistake of a last day that lies before the first."""
        paren = (("ingangsdatum", "einddatum"), ("van", "tot"))
        for eerste, laatste in paren:
            if eerste in gevuld and laatste in gevuld and gevuld[laatste] < gevuld[eerste]:
                return {f"{self.id}--{laatste}": "De laatste dag ligt voor de eerste."}
        return {}


class Fasenveld(Veldgroep):
    """The first day of each phase, kept as a list."""

    def __init__(self) -> None:
        """Ask for the first day of a few phases."""
        velden = tuple(Los(str(n), f"Eerste dag van fase {n}") for n in range(1, MEESTE_FASEN + 1))
        super().__init__("fasen", "Fasen", velden, alle=False)

    def normaal(self, inhoud: Any) -> Any:
        """Return the days by number."""
        if not isinstance(inhoud, list):
            return None
        return {str(f["nummer"]): f["vanaf"] for f in inhoud if isinstance(f, dict)} or None

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the phases as a list, from the first without a gap."""
        gevuld, fouten = super().lees(post, oud)
        dagen = [(n, gevuld[n]) for n in sorted(gevuld or {})]
        for plaats, (nummer, dag) in enumerate(dagen):
            if int(nummer) != plaats + 1:
                fouten[f"fasen--{plaats + 1}"] = "Deze fase ontbreekt."
                break
            if plaats and dag <= dagen[plaats - 1][1]:
                fouten[f"fasen--{nummer}"] = "Deze fase begint niet na de vorige."
        return [{"nummer": int(n), "vanaf": d} for n, d in dagen] or None, fouten


class Notitieveld:
    """Free text beside a theme."""

    soort = "notitie"

    def __init__(self, naam: str, label: str, uitleg: str) -> None:
        """Keep notes under a name."""
        self.sleutel, self.id = NOTITIES + naam, f"notities-{naam}"
        self.label, self.uitleg = label, uitleg

    def normaal(self, inhoud: Any) -> Any:
        """Return the text, None when there is none."""
        return inhoud or None

    def toon(self, inhoud: Any) -> dict[str, list[str]]:
        """Return what stands in the field."""
        return {self.id: [str(inhoud)]} if inhoud else {}

    def in_woorden(self, inhoud: Any) -> str:
        """Return the text."""
        return str(inhoud or "niets")

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the text to keep."""
        return een(post, self.id) or None, {}


def periode() -> Veldgroep:
    """Return the days of the gesprek and of the support."""
    return Veldgroep(
        "periode",
        "Dagen",
        (
            Los("peildatum", "Dag van het gesprek", verplicht=True),
            Los("ingangsdatum", "Eerste dag van de ondersteuning"),
            Los("einddatum", "Laatste dag van de ondersteuning"),
        ),
        alle=False,
    )


def vorige_indicatie() -> Veldgroep:
    """Return what the indication before this one was."""
    return Veldgroep(
        "vorige_indicatie",
        "Vorige indicatie",
        (
            Los("arrangement", "Arrangement van toen", "getal", laag=1, hoog=9),
            Los("van", "Eerste dag van toen"),
            Los("tot", "Laatste dag van toen"),
        ),
        alle=True,
    )


def golven() -> Veldgroep:
    """Return how many weeks a year go well and badly."""
    return Veldgroep(
        "golven",
        "Goede en slechte tijden",
        (
            Los("goed_weken", "Weken per jaar waarin het goed gaat", "getal", hoog=52),
            Los("slecht_weken", "Weken per jaar waarin het slecht gaat", "getal", hoog=52),
        ),
        alle=True,
    )


def dag_in_woorden(tekst: str) -> str:
    """Return a day as people write it."""
    return datum(date.fromisoformat(tekst)) if is_dag(tekst) else tekst

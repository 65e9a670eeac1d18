"""Reading an intake: from text to answers and facts, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

from engine.explanation.twijfel import Lezing
from engine.indicatie.intake_vorm import AndereLezing, Antwoordvorm, Intakevorm
from engine.indicatie.rooster_controle import Roostercontrole, kort
from engine.rulebook.diagnose import (
    Diagnose,
    DiagnoseFout,
    bedoelde_u,
    bedoelde_u_of_lijst,
    heeft_fouten,
)
from engine.rulebook.klassen import Interval, bereik_in_woorden
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import MEESTE_DIAGNOSES
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import Rulebook, Vraag
from engine.rulebook.vorm_basis import lees_datum, lees_getal
from engine.rulebook.vormcontrole import controleer_vorm

_SLEUTELS_ANTWOORD = set(Antwoordvorm.model_fields)


@dataclass(frozen=True, slots=True)
class Antwoord:
    """An answer as it counts.

    `feiten` is empty when the answer is unknown: `onbekend` then says why, and `mist_bewijs`
    names the evidence without which a given answer does not count. `tekst` is what was
    written on a question for free text.
    """

    vraag: str
    feiten: Mapping[str, str | Interval] = field(default_factory=dict)
    onbekend: str | None = None
    mist_bewijs: tuple[str, ...] = ()
    inhoud: Antwoordvorm | None = None
    tekst: str = ""
    lezingen: tuple[Lezing, ...] = ()
    """The answer that was doubted about, and what others say."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A checked intake, with the rulebook of its peildatum."""

    boek: Rulebook
    vorm: Intakevorm
    antwoorden: Mapping[str, Antwoord]

    @property
    def peildatum(self) -> date:
        """The day on which the case is judged."""
        return self.vorm.peildatum

    def feiten(self) -> dict[str, str | Interval]:
        """Return what the answers make known, without the weekrooster."""
        samen: dict[str, str | Interval] = {}
        for antwoord in self.antwoorden.values():
            samen.update(antwoord.feiten)
        return samen


def lees_intake(regelwerk: Regelwerk, knoop: Knoop) -> Intake:
    """Check an intake against the rules of its peildatum.

    Raises:
        DiagnoseFout: with every problem found, each with place and help.
    """
    return _Lezer(regelwerk, knoop).lees()


class _Lezer:
    def __init__(self, regelwerk: Regelwerk, knoop: Knoop) -> None:
        self.regelwerk = regelwerk
        self.knoop = knoop
        self.diagnoses: list[Diagnose] = []

    def lees(self) -> Intake:
        vorm, self.diagnoses = controleer_vorm(self.knoop, Intakevorm)
        boek = self.kies_boek()
        antwoorden: dict[str, Antwoord] = {}
        if boek is not None:
            self.boek = boek
            for deel in ("antwoorden", "data"):
                geheel = self.knoop.op(deel) if deel in self.knoop.map else Knoop("leeg", None)
                for naam, knoop in geheel.map.items():
                    if len(self.diagnoses) >= MEESTE_DIAGNOSES:
                        break
                    antwoord = self.antwoord(naam, knoop, geheel)
                    if antwoord is not None and naam in antwoorden:
                        self.twee_keer(naam, knoop)
                    elif antwoord is not None:
                        antwoorden[naam] = antwoord
        if vorm is not None:
            bewijzen = boek.kop.bewijs if boek is not None else {}
            self.diagnoses += Roostercontrole(self.knoop, bewijzen).controleer(vorm)
        if vorm is None or boek is None or heeft_fouten(self.diagnoses):
            raise DiagnoseFout(self.diagnoses)
        return Intake(boek, vorm, antwoorden)

    def meld(self, code: str, melding: str, hulp: str, knoop: Knoop) -> None:
        self.diagnoses.append(Diagnose(code, melding, hulp, knoop.positie, knoop.pad))

    def twee_keer(self, naam: str, knoop: Knoop) -> None:
        self.meld(
            "sleutels-botsen",
            f"De vraag '{naam}' staat bij 'antwoorden' en bij 'data'.",
            "Laat een van de twee staan.",
            knoop,
        )

    def kies_boek(self) -> Rulebook | None:
        """Return the rulebook of the peildatum; any, to check the answers, when that is wrong."""
        laatste = self.regelwerk.boeken[-1] if self.regelwerk.boeken else None
        knoop = self.knoop.op("peildatum")
        try:
            peildatum = lees_datum(knoop.als_waarde())
        except PydanticCustomError:
            return laatste
        boek = self.regelwerk.op(peildatum)
        if boek is None:
            eerste = self.regelwerk.boeken[0].vanaf if self.regelwerk.boeken else None
            self.meld(
                "geen-regels-op-peildatum",
                f"Op {peildatum} gelden er geen regels van '{self.regelwerk.kop.regelwerk}'.",
                f"De regels beginnen op {eerste}. Controleer de peildatum.",
                knoop,
            )
        return boek or laatste

    # Answers

    def antwoord(self, naam: str, knoop: Knoop, geheel: Knoop) -> Antwoord | None:
        vraag = self.boek.vragen.get(naam)
        if vraag is None:
            self.diagnoses.append(
                Diagnose(
                    "onbekende-vraag",
                    f"De vraag '{kort(naam)}' bestaat niet.",
                    bedoelde_u(naam, self.boek.vragen)
                    or "De vragen staan in 'arrangement vragen'.",
                    geheel.sleutel(naam),
                    knoop.pad,
                )
            )
            return None
        if geheel.pad == "/data" and vraag.vorm.soort != "datum":
            self.meld(
                "past-niet-bij-soort",
                f"'{naam}' is geen datum en hoort niet bij 'data'.",
                "Zet het antwoord onder 'antwoorden'.",
                knoop,
            )
            return None
        if knoop.soort == "leeg":
            return None
        inhoud, waarde = Antwoordvorm(), knoop
        if knoop.soort == "map" and self.is_uitgebreid(vraag, knoop):
            gelezen, problemen = controleer_vorm(knoop, Antwoordvorm)
            self.diagnoses += problemen
            if gelezen is None:
                return None
            inhoud, waarde = (
                gelezen,
                knoop.op("waarde") if "waarde" in knoop.map else Knoop("leeg", None),
            )
            if not self.bijlagen(vraag, inhoud, knoop):
                return None
        antwoord = self.geteld(vraag, inhoud, waarde, knoop)
        return antwoord and replace(antwoord, lezingen=tuple(self.lezingen(vraag, inhoud, knoop)))

    @staticmethod
    def is_uitgebreid(vraag: Vraag, knoop: Knoop) -> bool:
        """Tell an answer with its circumstances from an answer per part."""
        if vraag.vorm.per is None:
            return True
        return bool({"waarde", "onbekend"} & set(knoop.map)) and not (
            set(knoop.map) & set(vraag.vorm.per)
        )

    def bijlagen(self, vraag: Vraag, inhoud: Antwoordvorm, knoop: Knoop) -> bool:
        """Check the evidence, the reason and what others say; False when unusable."""
        voor = len(self.diagnoses)
        for bewijs, plek in zip(inhoud.blijkt_uit, knoop.op("blijkt_uit").delen(), strict=False):
            self.uit_lijst("Het bewijs", bewijs, self.boek.kop.bewijs, plek)
        if inhoud.onbekend is not None:
            redenen = self.boek.kop.redenen_onbekend
            self.uit_lijst("De reden", inhoud.onbekend, redenen, knoop.op("onbekend"))
        if (inhoud.onbekend is None) == (inhoud.waarde is None):
            self.meld(
                "sleutels-botsen",
                "Een antwoord heeft 'waarde' of 'onbekend', niet beide en niet geen van beide.",
                "Haal een van de twee weg, of vul de waarde in.",
                knoop,
            )
        return len(self.diagnoses) == voor

    def lezingen(self, vraag: Vraag, inhoud: Antwoordvorm, knoop: Knoop) -> Iterator[Lezing]:
        """Yield the other readings of an answer that can be used, and report the rest."""
        if inhoud.twijfel is not None:
            feiten = self.waarden(vraag, knoop.op("twijfel"))
            if feiten is not None:
                yield Lezing(vraag.id, feiten)
        for nummer, _ in enumerate(inhoud.ook):
            plek = knoop.op("ook", nummer)
            lezing, problemen = controleer_vorm(plek, AndereLezing)
            self.diagnoses += problemen
            if lezing is not None:
                feiten = self.waarden(vraag, plek.op("waarde"))
                if feiten is not None:
                    yield Lezing(vraag.id, feiten, lezing.wie_zegt)

    def uit_lijst(self, wat: str, naam: str, mogelijk: Mapping[str, str], plek: Knoop) -> None:
        if naam not in mogelijk:
            hulp = bedoelde_u_of_lijst(naam, mogelijk)
            self.meld("onbekende-verwijzing", f"{wat} '{naam}' bestaat niet.", hulp, plek)

    def geteld(
        self, vraag: Vraag, inhoud: Antwoordvorm, waarde: Knoop, knoop: Knoop
    ) -> Antwoord | None:
        """Return the answer as it counts: unknown when it says so or lacks its evidence."""
        if inhoud.onbekend is not None:
            return Antwoord(vraag.id, onbekend=inhoud.onbekend, inhoud=inhoud)
        feiten = self.waarden(vraag, waarde if waarde.soort != "leeg" else knoop)
        if feiten is None:
            return None
        bekend: dict[str, str | Interval] = {}
        reden, mist = None, []
        antwoorden = vraag.vorm.antwoorden or {}
        for grootheid, feit in feiten.items():
            gekozen: object = feit
            if vraag.vorm.meer_antwoorden:
                gekozen = grootheid.partition(".")[2] if feit == "ja" else None
            antwoord = antwoorden.get(gekozen) if isinstance(gekozen, str) else None
            if antwoord is not None and antwoord.onbekend is not None:
                reden = antwoord.onbekend
            elif (
                antwoord is not None
                and antwoord.vraagt_bewijs
                and not (set(antwoord.vraagt_bewijs) & set(inhoud.blijkt_uit))
            ):
                mist += antwoord.vraagt_bewijs
            else:
                bekend[grootheid] = feit
        geschreven = waarde.tekst if vraag.vorm.soort == "tekst" else ""
        return Antwoord(vraag.id, bekend, reden, tuple(dict.fromkeys(mist)), inhoud, geschreven)

    def waarden(self, vraag: Vraag, knoop: Knoop) -> dict[str, str | Interval] | None:
        """Return the facts in a value, or None when it is not a possible answer."""
        vorm = vraag.vorm
        if vorm.soort in {"getal", "datum"}:
            return self.getal_of_datum(vraag, knoop)
        if vorm.soort == "tekst":
            if knoop.soort != "tekst":
                self.meld("verkeerde-soort", "Hier hoort tekst.", "Schrijf een zin.", knoop)
                return None
            return {vraag.id: "tekst"}
        if vorm.meer_antwoorden:
            return self.meer(vraag, knoop)
        if vorm.per is not None:
            return self.per(vraag, knoop)
        gekozen = self.keuze(vraag, knoop)
        return None if gekozen is None else {vraag.id: gekozen}

    def keuze(self, vraag: Vraag, knoop: Knoop) -> str | None:
        antwoorden = vraag.vorm.antwoorden or {}
        if knoop.soort != "tekst":
            self.meld(
                "verkeerde-soort",
                f"Bij '{vraag.id}' hoort een antwoord, geen {_soort(knoop)}.",
                f"Kies uit: {', '.join(antwoorden)}.",
                knoop,
            )
            return None
        if knoop.tekst not in antwoorden:
            self.meld(
                "onbekend-antwoord",
                f"Het antwoord '{kort(knoop.tekst)}' bestaat niet bij '{vraag.id}'.",
                bedoelde_u_of_lijst(knoop.tekst, antwoorden),
                knoop,
            )
            return None
        return knoop.tekst

    def meer(self, vraag: Vraag, knoop: Knoop) -> dict[str, str | Interval] | None:
        if knoop.soort == "map" or (knoop.soort == "lijst" and not knoop.lijst):
            self.meld(
                "verkeerde-soort",
                f"Bij '{vraag.id}' hoort een lijst van antwoorden.",
                "Schrijf [een, twee], of laat de vraag weg als zij nog niet is beantwoord.",
                knoop,
            )
            return None
        gekozen = [self.keuze(vraag, deel) for deel in knoop.delen()]
        if None in gekozen:
            return None
        antwoorden = vraag.vorm.antwoorden or {}
        for een in gekozen:
            assert een is not None
            uit = antwoorden[een].sluit_uit or ()
            botst = [a for a in gekozen if a != een and (uit == "alle" or a in uit)]
            if botst:
                self.meld(
                    "antwoorden-sluiten-uit",
                    f"Bij '{vraag.id}' gaat '{een}' niet samen met '{botst[0]}'.",
                    "Haal een van de twee weg.",
                    knoop,
                )
                return None
        return {f"{vraag.id}.{a}": "ja" if a in gekozen else "nee" for a in antwoorden}

    def per(self, vraag: Vraag, knoop: Knoop) -> dict[str, str | Interval] | None:
        onderdelen = vraag.vorm.per or {}
        if knoop.soort != "map":
            self.meld(
                "verkeerde-soort",
                f"'{vraag.id}' wordt per onderdeel beantwoord.",
                f"Schrijf {{{next(iter(onderdelen))}: antwoord}}.",
                knoop,
            )
            return None
        feiten: dict[str, str | Interval] = {}
        goed = True
        for naam, deel in knoop.map.items():
            if naam not in onderdelen:
                plek = Knoop("tekst", knoop.sleutel(naam), deel.pad, naam)
                self.meld(
                    "onbekend-antwoord",
                    f"Het onderdeel '{kort(naam)}' bestaat niet bij '{vraag.id}'.",
                    bedoelde_u_of_lijst(naam, onderdelen),
                    plek,
                )
                goed = False
            elif deel.soort != "leeg":
                gekozen = self.keuze(vraag, deel)
                goed = goed and gekozen is not None
                if gekozen is not None and not (vraag.vorm.antwoorden or {})[gekozen].onbekend:
                    feiten[f"{vraag.id}.{naam}"] = gekozen
        return feiten if goed else None

    def getal_of_datum(self, vraag: Vraag, knoop: Knoop) -> dict[str, str | Interval] | None:
        vorm = vraag.vorm
        try:
            if vorm.soort == "datum":
                return {vraag.id: Interval.dag(lees_datum(knoop.als_waarde()))}
            getal = lees_getal(knoop.als_waarde())
        except PydanticCustomError as fout:
            inhoud: dict[str, Any] = dict(fout.context or {})
            self.meld(fout.type, str(inhoud["melding"]), str(inhoud["hulp"]), knoop)
            return None
        te_klein = vorm.minimum is not None and getal < vorm.minimum
        if te_klein or (vorm.maximum is not None and getal > vorm.maximum):
            self.meld(
                "getal-buiten-bereik",
                f"{getal} kan niet bij '{vraag.id}'.",
                f"Het getal {bereik_in_woorden(vorm.minimum, vorm.maximum)} {vorm.eenheid}.",
                knoop,
            )
            return None
        if vorm.geheel and getal != getal.to_integral_value():
            self.meld(
                "ongeldig-getal",
                f"'{getal}' is geen heel getal.",
                f"Bij '{vraag.id}' hoort een heel aantal {vorm.eenheid}.",
                knoop,
            )
            return None
        return {vraag.id: Interval.precies(Fraction(getal))}


def _soort(knoop: Knoop) -> str:
    return {"map": "groep", "lijst": "lijst"}.get(knoop.soort, "leegte")

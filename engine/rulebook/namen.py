"""The shared list of names: what each question, count and outcome is and may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel

from engine.rulebook import vorm, vorm_grond, vorm_stukken
from engine.rulebook.diagnose import Diagnose, Positie, Verwant, bedoelde_u_of_lijst
from engine.rulebook.inlezen import Bestand, Deel, Map
from engine.rulebook.knoop import Knoop
from engine.rulebook.rulebook import GEEN, ROUTE, SIGNAAL, Bron, Grond

M = TypeVar("M", bound=BaseModel)
V = TypeVar("V", bound=vorm_grond.Onderbouwd)

MEESTE_PER_PERIODE = 500
GRENSWOORDEN = ("minimaal", "hoogstens", "meer_dan", "minder_dan", "voor", "na")
WAARDEWOORDEN = {"onbekend", "niet_van_toepassing"}
GERESERVEERD = {ROUTE, SIGNAAL, "onbekend", "een_van", "alle", "niet", "niet_van_toepassing"}


@dataclass(frozen=True, slots=True)
class Begrip:
    """What a name stands for.

    `soort` is keuze, meer, per, getal, datum, tekst, waarde (an outcome with one value) or
    verzamel. `waarden` maps each value to its place on the scale, or to None; `geheel` says
    that a number is always whole, as a day is. `minimum` and `maximum` bound what can be
    answered.
    """

    naam: str
    soort: str
    waarden: Mapping[str, int | None] = field(default_factory=dict)
    onderdelen: tuple[str, ...] = ()
    schaal: str | None = None
    positie: Positie | None = None
    geheel: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    def grootheden(self) -> tuple[str, ...]:
        """Return the ids of the grootheden that hold this name's value."""
        if self.soort in {"meer", "verzamel"}:
            return tuple(f"{self.naam}.{w}" for w in self.waarden)
        if self.soort == "per":
            return tuple(f"{self.naam}.{o}" for o in self.onderdelen)
        return (self.naam,)


class Namen:
    """The names that hold in one period, with the parts that they come from."""

    def __init__(self, gelezen: Map, bestanden: Iterable[Bestand]) -> None:
        """Collect the names from the files that hold in the period."""
        self.gelezen = gelezen
        self.bestanden = tuple(bestanden)
        self.diagnoses: list[Diagnose] = []
        self.begrippen: dict[str, Begrip] = {}
        self.stuk: set[str] = set()
        self.schalen = self._schalen()
        self.vragen = self._uniek("vragen", vorm.Vraag)
        self.uitkomsten = self._uniek("uitkomsten", vorm.Uitkomst)
        self.tellingen = self._uniek("tellingen", vorm.Telling)
        self.dagen_tussen = self._uniek("dagen_tussen", vorm.DagenTussen)
        self.parameters = self._uniek("parameters", vorm.Parameter)
        self.tabellen = self._uniek("tabellen", vorm.Tabel)
        self.roosters = self._uniek("roosters", vorm.Rooster)
        self.termijnen = self._uniek("termijnen", vorm.Termijn)
        self.gebeurtenissen = self._uniek("gebeurtenissen", vorm_stukken.Gebeurtenis)
        self.stukken = self._uniek("stukken", vorm_stukken.Stuk)
        self.routes = self._uniek("routes", vorm.Route)
        self.signalen = self._uniek("signalen", vorm.Signaal)
        self._een_namenlijst()
        self._gereserveerde_waarden()
        self._begrippen()

    def meld(
        self,
        code: str,
        melding: str,
        hulp: str,
        positie: Positie | None,
        *verwant: Verwant,
        pad: str = "",
    ) -> None:
        """Report a problem in this period, unless there are already more than anyone reads."""
        if len(self.diagnoses) >= MEESTE_PER_PERIODE:
            return
        self.diagnoses.append(Diagnose(code, melding, hulp, positie, pad, verwant))

    def delen(self, sectie: str, soort: type[M]) -> Iterable[Deel[M]]:
        """Yield the parts of a section from the files that hold in this period."""
        return (d for d in self.gelezen.delen(sectie, soort) if d.bestand in self.bestanden)

    def meld_onbekend(
        self, code: str, wat: str, knoop: Knoop, mogelijk: Iterable[str], bij: str = ""
    ) -> None:
        """Report a name that does not exist, unless it is one that could not be read."""
        if knoop.soort != "tekst":
            leeg = knoop.soort == "leeg"
            self.meld(
                "lege-waarde" if leeg else "verkeerde-soort",
                "Hier ontbreekt een naam."
                if leeg
                else f"Hier hoort een naam, geen {knoop.soort_naam}.",
                bedoelde_u_of_lijst("", mogelijk),
                knoop.positie,
                pad=knoop.pad,
            )
            return
        if knoop.tekst in self.gelezen.weggelaten or not self.gelezen.volledig:
            return
        if len(self.diagnoses) >= MEESTE_PER_PERIODE or bij in self.stuk:
            return
        waarbij = f" bij '{bij}'" if bij else ""
        self.meld(
            code,
            f"{wat} '{knoop.tekst}' bestaat niet{waarbij}.",
            bedoelde_u_of_lijst(knoop.tekst, mogelijk),
            knoop.positie,
            pad=knoop.pad,
        )

    def betekent_onbekend(self, naam: str, antwoord: str) -> bool:
        """Tell whether an answer of a question stands for not knowing."""
        vraag = self.vragen.get(naam)
        gevonden = (vraag.vorm.antwoorden or {}).get(antwoord) if vraag else None
        return gevonden is not None and gevonden.onbekend is not None

    def grond(self, deel: Deel[V]) -> Grond:
        """Return on what a part rests: its source, interpretation and place."""
        return self.grond_van(deel.vorm, deel.bestand, deel.knoop, deel.positie)

    def grond_van(
        self, onderbouwd: vorm_grond.Onderbouwd, bestand: Bestand, knoop: Knoop, positie: Positie
    ) -> Grond:
        """As `grond`, for something inside a part; reports a document that is not listed."""
        bron, kop = onderbouwd.bron, bestand.kop.bron
        bekend = self.gelezen.kop.bronnen if self.gelezen.kop else {}
        if bron.document is not None and bron.document not in bekend:
            plek = knoop.op("bron", "document")
            self.meld_onbekend("onbekende-verwijzing", "De bron", plek, bekend)
        for nummer, ander in enumerate(bron.ook):
            if ander.document not in bekend:
                deel = knoop.op("bron", "ook")
                plek = deel.op(nummer) if deel.soort == "lijst" else deel
                self.meld_onbekend("onbekende-verwijzing", "De bron", plek.op("document"), bekend)
        paragraaf = bron.paragraaf or (kop.paragraaf if bron.document is None else None)
        return Grond(
            Bron(
                bron.document or kop.document or "",
                paragraaf or "",
                bron.regels or "",
                tuple(bron.inventaris),
                tuple((ander.document, ander.paragraaf) for ander in bron.ook),
            ),
            onderbouwd.interpretatie,
            positie,
        )

    def _uniek(self, sectie: str, soort: type[M]) -> dict[str, Deel[M]]:
        gevonden: dict[str, Deel[M]] = {}
        for deel in self.delen(sectie, soort):
            if deel.naam in gevonden:
                self._dubbel(deel.naam, deel.positie, gevonden[deel.naam].positie)
            else:
                gevonden[deel.naam] = deel
        return gevonden

    def _dubbel(self, naam: str, hier: Positie | None, eerder: Positie) -> None:
        self.meld(
            "dubbele-naam",
            f"De naam '{naam}' bestaat al.",
            "Geef een van de twee een andere naam.",
            hier,
            Verwant("Hier staat de eerste.", eerder),
        )

    def _schalen(self) -> dict[str, tuple[str, ...]]:
        schalen: dict[str, tuple[str, ...]] = {}
        plaatsen: dict[str, Positie] = {}
        for bestand in self.bestanden:
            for naam, waarden in bestand.kop.schalen.items():
                knoop = bestand.knoop.op("schalen")
                hier = knoop.sleutel(naam)
                if naam in schalen:
                    self._dubbel(naam, hier, plaatsen[naam])
                    continue
                for nummer, waarde in enumerate(waarden):
                    if waarde in waarden[:nummer]:
                        deel, eerste = knoop.op(naam, nummer), knoop.op(naam, waarden.index(waarde))
                        if eerste.positie is not None:
                            self._dubbel(waarde, deel.positie, eerste.positie)
                schalen[naam] = tuple(dict.fromkeys(waarden))
                if hier is not None:
                    plaatsen[naam] = hier
        return schalen

    def _gereserveerd(self, naam: str, plek: Positie | None) -> None:
        self.meld(
            "gereserveerde-naam",
            f"'{naam}' heeft al een betekenis in de regeltaal.",
            "Kies een andere naam.",
            plek,
        )

    def _gereserveerde_waarden(self) -> None:
        """Refuse answers and values whose name a condition would read as something else."""
        for vraag in self.vragen.values():
            alle = {"alle"} if vraag.vorm.meer_antwoorden else set()
            self._in_groep(vraag.knoop.map.get("antwoorden"), WAARDEWOORDEN | alle)
            self._in_groep(vraag.knoop.map.get("per"), WAARDEWOORDEN | set(GRENSWOORDEN))
        for uitkomst in self.uitkomsten.values():
            self._in_groep(uitkomst.knoop.map.get("waarden"), WAARDEWOORDEN)
        for bestand in self.bestanden:
            for schaal in bestand.knoop.op("schalen").map.values():
                self._in_groep(schaal, WAARDEWOORDEN)
        for groep, woorden in (
            (self.routes, {GEEN} | WAARDEWOORDEN),
            (self.signalen, WAARDEWOORDEN),
        ):
            for naam, deel in groep.items():
                if naam in woorden:
                    self._gereserveerd(naam, deel.positie)
        for naam, parameter in self.parameters.items():
            if naam.isdigit():
                self.meld(
                    "ongeldige-naam",
                    f"Een parameter kan niet '{naam}' heten: zo heet al een getal.",
                    "Geef de parameter een naam met letters.",
                    parameter.positie,
                )

    def _in_groep(self, knoop: Knoop | None, woorden: set[str]) -> None:
        if knoop is None:
            return
        plaatsen = [*knoop.sleutels.items(), *((k.tekst, k.positie) for k in knoop.lijst)]
        for naam, plek in plaatsen:
            if naam in woorden:
                self._gereserveerd(naam, plek)

    def _een_namenlijst(self) -> None:
        gezien: dict[str, Positie] = {}
        for groep in (self.vragen, self.uitkomsten, self.tellingen, self.dagen_tussen):
            for naam, deel in groep.items():
                if naam in GERESERVEERD:
                    self._gereserveerd(naam, deel.positie)
                if naam in gezien:
                    self._dubbel(naam, deel.positie, gezien[naam])
                gezien.setdefault(naam, deel.positie)

    def _begrippen(self) -> None:
        for naam, vraag in self.vragen.items():
            self.begrippen[naam] = self._vraag(naam, vraag)
        for naam in (*self.tellingen, *self.dagen_tussen):
            bron = self.tellingen.get(naam) or self.dagen_tussen[naam]
            heel = naam in self.dagen_tussen
            self.begrippen.setdefault(
                naam, Begrip(naam, "getal", positie=bron.positie, geheel=heel)
            )
        for naam, uitkomst in self.uitkomsten.items():
            self.begrippen.setdefault(naam, self._uitkomst(naam, uitkomst))
        volgorde = (GEEN, *reversed(self.routes))
        self.begrippen[ROUTE] = Begrip(ROUTE, "waarde", {r: n for n, r in enumerate(volgorde)})
        self.begrippen[SIGNAAL] = Begrip(SIGNAAL, "verzamel", dict.fromkeys(self.signalen))
        bestanden = {deel.bestand.naam for deel in self.routes.values()}
        if len(bestanden) > 1:
            laatste = list(self.routes.values())[-1]
            self.meld(
                "routes-verspreid",
                "De routes staan in meer dan een bestand, maar hun volgorde telt.",
                "Zet alle routes bij elkaar in een bestand.",
                laatste.positie,
            )

    def _vraag(self, naam: str, deel: Deel[vorm.Vraag]) -> Begrip:
        vraag = deel.vorm
        if vraag.soort != "keuze":
            geheel = vraag.soort == "datum" or vraag.geheel
            return Begrip(
                naam,
                vraag.soort,
                positie=deel.positie,
                geheel=geheel,
                minimum=vraag.minimum,
                maximum=vraag.maximum,
            )
        antwoorden = vraag.antwoorden or {}
        schaal = self._schaal_van(deel)
        niveaus = self.schalen.get(schaal or "", ())
        waarden = {
            a: niveaus.index(v.niveau) if v.niveau in niveaus else None
            for a, v in antwoorden.items()
            if v.onbekend is None
        }
        soort = "meer" if vraag.meer_antwoorden else "per" if vraag.per else "keuze"
        return Begrip(naam, soort, waarden, tuple(vraag.per or ()), schaal, deel.positie)

    def _schaal_van(self, deel: Deel[vorm.Vraag]) -> str | None:
        """Return the scale of a question's levels: the one named, or the only one that fits."""
        vraag, knoop = deel.vorm, deel.knoop
        niveaus = [a.niveau for a in (vraag.antwoorden or {}).values() if a.niveau is not None]
        if vraag.schaal is not None:
            if vraag.schaal not in self.schalen:
                self.stuk.add(deel.naam)
                self.meld_onbekend(
                    "onbekende-verwijzing", "De schaal", knoop.op("schaal"), self.schalen
                )
                return None
            passend = [vraag.schaal]
        else:
            passend = [s for s, w in self.schalen.items() if set(niveaus) <= set(w)]
        if not niveaus and vraag.schaal is None:
            return None
        if len(passend) > 1:
            self.meld(
                "sleutels-botsen",
                f"De niveaus passen op meer dan een schaal: {', '.join(passend)}.",
                "Zet bij de vraag 'schaal:' met de bedoelde schaal.",
                deel.positie,
            )
        schaal = passend[0] if passend else next(iter(self.schalen), None)
        for antwoord, inhoud in (vraag.antwoorden or {}).items():
            if inhoud.niveau is not None and inhoud.niveau not in self.schalen.get(
                schaal or "", ()
            ):
                self.meld_onbekend(
                    "onbekende-waarde",
                    "Het niveau",
                    knoop.op("antwoorden", antwoord, "niveau"),
                    self.schalen.get(schaal or "", ()),
                )
                self.stuk.add(deel.naam)
            elif inhoud.niveau is None and inhoud.onbekend is None:
                self.meld(
                    "sleutel-ontbreekt",
                    f"Het antwoord '{antwoord}' heeft geen niveau, andere antwoorden wel.",
                    "Geef elk antwoord van deze vraag een niveau.",
                    knoop.op("antwoorden").sleutel(antwoord),
                )
        return schaal

    def _uitkomst(self, naam: str, deel: Deel[vorm.Uitkomst]) -> Begrip:
        uitkomst, knoop = deel.vorm, deel.knoop
        soort = "verzamel" if uitkomst.kies == "verzamel" else "waarde"
        if uitkomst.schaal is not None:
            if uitkomst.schaal not in self.schalen:
                self.stuk.add(naam)
                self.meld_onbekend(
                    "onbekende-verwijzing", "De schaal", knoop.op("schaal"), self.schalen
                )
            niveaus = {w: n for n, w in enumerate(self.schalen.get(uitkomst.schaal, ()))}
            return Begrip(naam, soort, niveaus, (), uitkomst.schaal, deel.positie)
        if uitkomst.plaats is not None:
            schaal = self._schaal_van_leden(deel, set())
            niveaus = {w: n for n, w in enumerate(self.schalen.get(schaal or "", ()))}
            return Begrip(naam, soort, niveaus, (), schaal, deel.positie)
        waarden = uitkomst.waarden
        namen = list(waarden) if isinstance(waarden, list | dict) else []
        return Begrip(naam, soort, dict.fromkeys(map(str, namen)), (), None, deel.positie)

    def _schaal_van_leden(self, deel: Deel[vorm.Uitkomst], gezien: set[str]) -> str | None:
        """Return the scale of the first member that has one, following `plaats` in `plaats`."""
        gezien.add(deel.naam)
        for lid in deel.vorm.van or ():
            if lid in self.vragen and self.begrippen[lid].schaal:
                return self.begrippen[lid].schaal
            ander = self.uitkomsten.get(lid)
            if ander is not None and ander.naam not in gezien:
                schaal = ander.vorm.schaal or self._schaal_van_leden(ander, gezien)
                if schaal in self.schalen:
                    return schaal
        return None

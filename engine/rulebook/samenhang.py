"""Checks inside one part that a shape cannot express: which keys need or exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from engine.rulebook import vorm, vorm_grond
from engine.rulebook.diagnose import Positie, Verwant
from engine.rulebook.inlezen import Deel
from engine.rulebook.knoop import Knoop
from engine.rulebook.namen import Namen
from engine.rulebook.vorm_basis import NAAM

D = TypeVar("D", bound=vorm_grond.Onderbouwd)

_BIJ_KEUZE = ("antwoorden", "meer_antwoorden", "per", "schaal")
_BIJ_GETAL = ("eenheid", "minimum", "maximum", "geheel")


@dataclass(slots=True)
class Samenhang:
    """Checks the questions, outcomes, counts and tariffs of one period."""

    namen: Namen

    def controleer(self) -> None:
        """Report every part whose keys do not go together or point nowhere."""
        for bestand in self.namen.bestanden:
            kop = bestand.kop
            document = bestand.knoop.op("bron", "document")
            if kop.bron.document is not None:
                self._verwijzing("De bron", document, kop.bron.document, self._kop("bronnen"))
        for vraag in self.namen.vragen.values():
            self._vraag(vraag)
        self._hernoemd(
            "De vraag", self.namen.vragen, {n: d.knoop for n, d in self.namen.vragen.items()}
        )
        for uitkomst in self.namen.uitkomsten.values():
            self._uitkomst(uitkomst)
        for telling in self.namen.tellingen.values():
            self._telling(telling)
        self._productcodes()

    def _kop(self, sleutel: str) -> Iterable[str]:
        return getattr(self.namen.gelezen.kop, sleutel, {})

    def _verwijzing(self, wat: str, knoop: Knoop, naam: str, mogelijk: Iterable[str]) -> None:
        if naam not in mogelijk:
            self.namen.meld_onbekend("onbekende-verwijzing", wat, knoop, mogelijk)

    def _botst(self, deel: Deel[D], sleutel: str, melding: str, hulp: str) -> None:
        self.namen.stuk.add(deel.naam)
        self.namen.meld(
            "sleutels-botsen", melding, hulp, deel.knoop.sleutels.get(sleutel) or deel.positie
        )

    def _ontbreekt(self, deel: Deel[D], melding: str, hulp: str) -> None:
        self.namen.stuk.add(deel.naam)
        self.namen.meld("sleutel-ontbreekt", melding, hulp, deel.positie)

    def _vraag(self, deel: Deel[vorm.Vraag]) -> None:
        vraag, knoop = deel.vorm, deel.knoop
        self._verwijzing("Het thema", knoop.op("thema"), vraag.thema, self._kop("themas"))
        passend = {"keuze": _BIJ_KEUZE, "getal": _BIJ_GETAL}.get(vraag.soort, ())
        for sleutel in (*_BIJ_KEUZE, *_BIJ_GETAL):
            if sleutel in knoop.map and sleutel not in passend:
                self._botst(
                    deel,
                    sleutel,
                    f"'{sleutel}' past niet bij een vraag van de soort {vraag.soort}.",
                    "Haal de sleutel weg of verander de soort.",
                )
        if vraag.soort == "keuze" and vraag.antwoorden is None:
            self._ontbreekt(
                deel, f"De vraag '{deel.naam}' heeft geen antwoorden.", "Zet ze onder 'antwoorden'."
            )
        if vraag.soort == "getal" and vraag.eenheid is None:
            self._ontbreekt(
                deel, f"De vraag '{deel.naam}' heeft geen eenheid.", "Bijvoorbeeld eenheid: dagen."
            )
        laagste, hoogste = vraag.minimum, vraag.maximum
        if laagste is not None and hoogste is not None and laagste > hoogste:
            self._botst(deel, "maximum", "Het maximum is kleiner dan het minimum.", "Wissel ze om.")
        if vraag.soort == "tekst" and vraag.gebruik != "verslag":
            self._botst(
                deel,
                "soort",
                "Vrije tekst kan alleen voor het verslag zijn.",
                "Zet erbij: gebruik: verslag.",
            )
        if vraag.meer_antwoorden and vraag.per is not None:
            self._botst(
                deel, "per", "'per' en 'meer_antwoorden' gaan niet samen.", "Kies een van de twee."
            )
        self._antwoorden(deel)

    def _hernoemd(self, wat: str, bestaand: Iterable[str], knopen: Mapping[str, Knoop]) -> None:
        """Report an old name that is still in use, or that two say they had."""
        eerder: dict[str, Knoop] = {}
        for knoop in knopen.values():
            oude = knoop.map.get("hernoemd_van")
            for plek in oude.delen() if oude is not None else ():
                if plek.tekst in bestaand:
                    self.namen.meld(
                        "hernoemd-botst",
                        f"{wat} '{plek.tekst}' bestaat nog; dan is de naam niet veranderd.",
                        "Haal 'hernoemd_van' weg, of haal weg wat nog zo heet.",
                        plek.positie,
                    )
                elif plek.tekst in eerder:
                    eerste = eerder[plek.tekst].positie
                    self.namen.meld(
                        "hernoemd-botst",
                        f"'{plek.tekst}' staat al als oude naam van iets anders.",
                        "Laat de oude naam staan waar de antwoorden heen gaan.",
                        plek.positie,
                        *([Verwant("Hier staat de eerste.", eerste)] if eerste else []),
                    )
                else:
                    eerder[plek.tekst] = plek

    def _antwoorden(self, deel: Deel[vorm.Vraag]) -> None:
        vraag = deel.vorm
        antwoorden = vraag.antwoorden or {}
        knopen = deel.knoop.op("antwoorden").map if antwoorden else {}
        self._hernoemd("Het antwoord", antwoorden, knopen)
        for naam, antwoord in antwoorden.items():
            knoop = deel.knoop.op("antwoorden", naam)
            for bewijs, plek in zip(
                antwoord.vraagt_bewijs, knoop.op("vraagt_bewijs").delen(), strict=False
            ):
                self._verwijzing("Het bewijs", plek, bewijs, self._kop("bewijs"))
            if antwoord.onbekend is not None:
                redenen = self._kop("redenen_onbekend")
                self._verwijzing("De reden", knoop.op("onbekend"), antwoord.onbekend, redenen)
                if antwoord.niveau is not None or vraag.meer_antwoorden:
                    self.namen.meld(
                        "sleutels-botsen",
                        "Een antwoord dat onbekend betekent, heeft geen niveau en staat alleen.",
                        "Haal 'niveau' weg; bij meer antwoorden kan 'onbekend' niet.",
                        knoop.sleutel("onbekend"),
                    )
            if antwoord.sluit_uit is not None:
                self._sluit_uit(deel, naam, antwoorden)

    def _sluit_uit(
        self, deel: Deel[vorm.Vraag], naam: str, antwoorden: dict[str, vorm.Antwoord]
    ) -> None:
        knoop = deel.knoop.op("antwoorden", naam)
        if not deel.vorm.meer_antwoorden:
            self.namen.meld(
                "sleutels-botsen",
                "'sluit_uit' kan alleen bij een vraag met meer antwoorden.",
                "Haal het weg, of zet bij de vraag meer_antwoorden: ja.",
                knoop.sleutel("sluit_uit"),
            )
        uitgesloten = knoop.op("sluit_uit")
        if uitgesloten.tekst == "alle":
            return
        for plek in uitgesloten.delen():
            if plek.tekst not in antwoorden or plek.tekst == naam:
                andere = [a for a in antwoorden if a != naam]
                self.namen.meld_onbekend("onbekende-waarde", "Het antwoord", plek, andere)

    def _uitkomst(self, deel: Deel[vorm.Uitkomst]) -> None:
        uitkomst, knoop = deel.vorm, deel.knoop
        if (uitkomst.kies is None) == (uitkomst.plaats is None):
            self._botst(
                deel,
                "plaats",
                f"De uitkomst '{deel.naam}' heeft {_of_of(uitkomst.kies, 'kies', 'plaats')}.",
                "Schrijf kies: hoogste, uniek of verzamel; of plaats met van.",
            )
            return
        if (uitkomst.plaats is None) != (uitkomst.van is None):
            self._botst(deel, "van", "'plaats' en 'van' horen bij elkaar.", "Schrijf ze allebei.")
            return
        if uitkomst.schaal is not None or uitkomst.plaats is not None:
            self._geen_waarden(deel)
        if uitkomst.plaats is not None:
            self._plaats(deel)
        elif uitkomst.kies == "hoogste" and uitkomst.schaal is None:
            self._ontbreekt(
                deel, f"De uitkomst '{deel.naam}' heeft geen schaal.", "Zet erbij: schaal: niveau."
            )
        elif uitkomst.kies != "hoogste" and uitkomst.schaal is None and not self._waarden(knoop):
            self._ontbreekt(
                deel,
                f"De uitkomst '{deel.naam}' heeft geen waarden.",
                "Noem ze: waarden: [een, twee].",
            )

    def _geen_waarden(self, deel: Deel[vorm.Uitkomst]) -> None:
        if "waarden" in deel.knoop.map:
            waardoor = "schaal" if deel.vorm.schaal is not None else "plaats"
            self._botst(
                deel,
                "waarden",
                f"'waarden' past niet bij '{waardoor}': de waarden zijn de niveaus van de schaal.",
                "Haal een van de twee weg.",
            )

    def _waarden(self, knoop: Knoop) -> bool:
        """Check the names and texts of an outcome's values; False when there are none."""
        waarden = knoop.map.get("waarden")
        if waarden is None:
            return False
        namen = waarden.lijst or [Knoop("tekst", p, tekst=n) for n, p in waarden.sleutels.items()]
        gezien: dict[str, Positie] = {}
        for naam in namen:
            if naam.soort != "tekst" or not NAAM.fullmatch(naam.tekst):
                self.namen.meld(
                    "ongeldige-naam",
                    f"'{naam.tekst}' is geen goede naam voor een waarde.",
                    "Gebruik kleine letters, cijfers en _.",
                    naam.positie,
                )
            elif naam.tekst in gezien:
                self.namen.meld(
                    "dubbele-naam",
                    f"De waarde '{naam.tekst}' staat er twee keer.",
                    "Laat er een weg.",
                    naam.positie,
                    Verwant("Hier staat de eerste.", gezien[naam.tekst]),
                )
            elif naam.positie is not None:
                gezien[naam.tekst] = naam.positie
        for tekst in waarden.map.values():
            in_tweevoud = tekst.soort == "map" and {"tekst"} <= set(tekst.map) <= {"tekst", "u"}
            if tekst.soort != "tekst" and not in_tweevoud:
                self.namen.meld(
                    "verkeerde-soort",
                    "Hier hoort de tekst van de waarde.",
                    "Schrijf achter elke waarde haar tekst, of {tekst: .., u: ..}.",
                    tekst.positie,
                )
        return bool(namen)

    def _plaats(self, deel: Deel[vorm.Uitkomst]) -> None:
        uitkomst, knoop = deel.vorm, deel.knoop
        leden = uitkomst.van or []
        if not 1 <= (uitkomst.plaats or 0) <= len(leden):
            self.namen.meld(
                "plaats-te-hoog",
                f"Plaats {uitkomst.plaats} bestaat niet bij {len(leden)} leden.",
                f"Kies een plaats van 1 tot en met {len(leden)}.",
                knoop.op("plaats").positie,
            )
        eigen = self.namen.begrippen[deel.naam].schaal
        for lid, plek in zip(leden, knoop.op("van").delen(), strict=False):
            begrip = self.namen.begrippen.get(lid)
            if begrip is None:
                mogelijk = [n for n, b in self.namen.begrippen.items() if b.schaal]
                self.namen.meld_onbekend("onbekende-naam", "De vraag of uitkomst", plek, mogelijk)
            elif begrip.schaal is None or begrip.schaal != eigen:
                self.namen.meld(
                    "past-niet-bij-soort",
                    f"'{lid}' ligt niet op de schaal van de andere leden.",
                    "Neem vragen en uitkomsten met niveaus op dezelfde schaal.",
                    plek.positie,
                    pad=plek.pad,
                )
            elif begrip.soort not in {"keuze", "waarde"}:
                self.namen.meld(
                    "past-niet-bij-soort",
                    f"'{lid}' heeft meer dan een antwoord tegelijk, dus niet een niveau.",
                    "Maak er eerst een uitkomst van.",
                    plek.positie,
                    pad=plek.pad,
                )

    def _telling(self, deel: Deel[vorm.Telling]) -> None:
        telling = deel.vorm
        if (telling.tel is None) == (telling.som is None):
            self._botst(
                deel,
                "som",
                f"De telling '{deel.naam}' heeft {_of_of(telling.tel, 'tel', 'som')}.",
                "Schrijf tel: uren, dagdelen, dagen of langste_contact; of som: [..].",
            )
        elif telling.som is not None and "waar" in deel.knoop.map:
            self._botst(deel, "waar", "'waar' past niet bij 'som'.", "Zet het bij de leden.")
        if telling.met_minstens is not None and telling.tel != "dagen":
            self._botst(
                deel, "met_minstens", "'met_minstens' past alleen bij tel: dagen.", "Haal het weg."
            )

    def _productcodes(self) -> None:
        gezien: dict[str, Deel[vorm.Parameter]] = {}
        for deel in self.namen.parameters.values():
            code = deel.vorm.productcode
            if code is not None and code in gezien:
                self.namen.meld(
                    "dubbele-productcode",
                    f"De productcode {code} hoort al bij '{gezien[code].naam}'.",
                    "Pas de code aan, of zet beide waarden bij een parameter.",
                    deel.knoop.op("productcode").positie,
                    Verwant("Hier staat de eerste.", gezien[code].positie),
                )
            elif code is not None:
                gezien[code] = deel


def _of_of(een: object, naam_een: str, naam_ander: str) -> str:
    """Say that of two keys, of which there must be one, there are both or none."""
    if een is None:
        return f"geen '{naam_een}' en geen '{naam_ander}'"
    return f"zowel '{naam_een}' als '{naam_ander}'"

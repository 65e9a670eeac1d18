"""Checking what an intake says of days and weeks: periods, phases and the weekrooster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.indicatie.intake_vorm import Intakevorm, Rij
from engine.rulebook.diagnose import Diagnose, bedoelde_u_of_lijst
from engine.rulebook.klassen import toon_getal
from engine.rulebook.knoop import Knoop


def kort(tekst: str) -> str:
    """Return text of a user as it appears in a message: never longer than a few words."""
    return tekst if len(tekst) <= 40 else f"{tekst[:37]}..."


@dataclass(slots=True)
class Roostercontrole:
    """Checks the days and rows of one intake; `bewijzen` are the known kinds of evidence."""

    knoop: Knoop
    bewijzen: Mapping[str, str]
    diagnoses: list[Diagnose] = field(default_factory=list)

    def controleer(self, vorm: Intakevorm) -> list[Diagnose]:
        """Return everything that is wrong with the days and rows."""
        self.datums(vorm)
        self.rooster(vorm.weekrooster or [], "weekrooster")
        self.fasen_en_tijden(vorm)
        return self.diagnoses

    def meld(self, code: str, melding: str, hulp: str, knoop: Knoop) -> None:
        """Report a problem at a node."""
        self.diagnoses.append(Diagnose(code, melding, hulp, knoop.positie, knoop.pad))

    def bewijs(self, rij: Rij, knoop: Knoop) -> None:
        """Check the evidence of a row."""
        for bewijs, plek in zip(rij.blijkt_uit, knoop.op("blijkt_uit").delen(), strict=False):
            if bewijs not in self.bewijzen:
                hulp = bedoelde_u_of_lijst(bewijs, self.bewijzen)
                self.meld(
                    "onbekende-verwijzing", f"Het bewijs '{bewijs}' bestaat niet.", hulp, plek
                )

    def datums(self, vorm: Intakevorm) -> None:
        """Check that every period ends after it begins."""
        self.volgorde(vorm.ingangsdatum, vorm.einddatum, self.knoop.op("einddatum"))
        if vorm.vorige_indicatie is not None:
            vorige = vorm.vorige_indicatie
            self.volgorde(vorige.van, vorige.tot, self.knoop.op("vorige_indicatie", "tot"))
            self.bereik("arrangement", vorige.arrangement, 1, 9, self.knoop.op("vorige_indicatie"))
            self.rooster(vorige.weekrooster, "vorige_indicatie", "weekrooster")
        for nummer, fase in enumerate(vorm.fasen[1:], start=1):
            vorige_fase = vorm.fasen[nummer - 1]
            if fase.vanaf <= vorige_fase.vanaf:
                self.meld(
                    "periode-omgekeerd",
                    f"Deze fase begint op {fase.vanaf}, niet na de vorige ({vorige_fase.vanaf}).",
                    "Laat elke fase later beginnen dan de vorige.",
                    self.knoop.op("fasen", nummer, "vanaf"),
                )
        if vorm.fasen:
            self.volgorde(vorm.fasen[-1].vanaf, vorm.einddatum, self.knoop.op("einddatum"))
            begin = vorm.ingangsdatum or vorm.fasen[0].vanaf
            if vorm.fasen[0].vanaf != begin:
                self.meld(
                    "sleutels-botsen",
                    f"De eerste fase begint op {vorm.fasen[0].vanaf}, de ondersteuning op {begin}.",
                    "Laat de eerste fase op de ingangsdatum beginnen.",
                    self.knoop.op("fasen", 0, "vanaf"),
                )
        if vorm.golven is not None:
            for naam in ("goed_weken", "slecht_weken"):
                self.bereik(naam, getattr(vorm.golven, naam), 0, 53, self.knoop.op("golven"))
            weken = vorm.golven.goed_weken + vorm.golven.slecht_weken
            self.bereik("aantal weken", weken, 1, 53, self.knoop, plek="golven")

    def volgorde(self, begin: date | None, einde: date | None, knoop: Knoop) -> None:
        """Report an end before its beginning."""
        if begin is not None and einde is not None and einde < begin:
            self.meld(
                "periode-omgekeerd",
                f"Het einde ({einde}) ligt voor het begin ({begin}).",
                "Verbeter een van de twee datums.",
                knoop,
            )

    def bereik(
        self,
        wat: str,
        getal: Decimal | int,
        laag: Decimal | int,
        hoog: int,
        knoop: Knoop,
        *,
        plek: str = "",
    ) -> None:
        """Report a number outside its bounds, at the key of that name or at `plek`."""
        if not laag <= getal <= hoog:
            self.meld(
                "getal-buiten-bereik",
                f"{getal} kan niet: {wat} ligt tussen {toon_getal(Fraction(laag))} en {hoog}.",
                "Verbeter het getal.",
                knoop.op(plek or wat),
            )

    def rooster(self, rijen: list[Rij], *pad: str) -> None:
        """Check the rows of a weekrooster."""
        for nummer, rij in enumerate(rijen):
            knoop = self.knoop.op(*pad, nummer)
            self.bereik("resultaat", rij.resultaat, 1, 13, knoop)
            self.bereik("keren_per_dag", rij.keren_per_dag, 1, 24, knoop)
            self.bereik("beroepskrachten", rij.beroepskrachten, 1, 9, knoop)
            if rij.keren_per_maand is not None:
                self.bereik("keren_per_maand", rij.keren_per_maand, 0, 31, knoop)
            self.wanneer(rij, knoop)
            self.hoe_lang(rij, knoop)
            self.bewijs(rij, knoop)

    def fasen_en_tijden(self, vorm: Intakevorm) -> None:
        """Refuse a row of a phase or a time that is not there: it would count wrongly, unseen."""
        for nummer, fase in enumerate(vorm.fasen, start=1):
            if fase.nummer != nummer:
                self.meld(
                    "getal-buiten-bereik",
                    f"Dit is fase {nummer}, niet {fase.nummer}.",
                    "Nummer de fasen vanaf 1, in volgorde.",
                    self.knoop.op("fasen", nummer - 1, "nummer"),
                )
        for nummer, rij in enumerate(vorm.weekrooster or []):
            knoop = self.knoop.op("weekrooster", nummer)
            if rij.fase is not None and not 1 <= rij.fase <= len(vorm.fasen):
                self.meld(
                    "onbekende-verwijzing",
                    f"Fase {rij.fase} bestaat niet.",
                    "Zet haar met haar eerste dag onder 'fasen', of haal 'fase' hier weg.",
                    knoop.op("fase"),
                )
            if rij.tijd is not None and vorm.golven is None:
                self.meld(
                    "sleutel-ontbreekt",
                    f"'tijd: {rij.tijd}' heeft alleen zin met 'golven'.",
                    "Zet onder 'golven' hoeveel weken het goed en slecht gaat.",
                    knoop.op("tijd"),
                )

    def wanneer(self, rij: Rij, knoop: Knoop) -> None:
        """Check that a row says on which days, in one way."""
        per_maand = rij.keren_per_maand is not None
        if per_maand and (rij.dagen is not None or rij.om_de_week):
            self.meld(
                "sleutels-botsen",
                "'keren_per_maand' gaat niet samen met 'dagen' of 'om_de_week'.",
                "Kies hoe u de activiteit opschrijft.",
                knoop,
            )
        elif not per_maand and rij.dagen is None and not rij.om_de_week:
            self.meld(
                "sleutel-ontbreekt",
                f"Bij '{kort(rij.activiteit)}' staat niet wanneer.",
                "Noem dagen: [ma, do], dagen: onbekend, om_de_week: ja of keren_per_maand: 1.",
                knoop,
            )
        elif rij.dagen_onbekend and len(rij.dagen or ()) > 1:
            self.meld(
                "sleutels-botsen",
                "'onbekend' gaat niet samen met een dag.",
                "Noem de dagen, of alleen onbekend.",
                knoop.op("dagen"),
            )

    def hoe_lang(self, rij: Rij, knoop: Knoop) -> None:
        """Check that a row says how long, in its own unit."""
        hoort, niet = (
            ("minuten", "dagdelen") if rij.vorm == "individueel" else ("dagdelen", "minuten")
        )
        waarde = rij.minuten if rij.vorm == "individueel" else rij.dagdelen
        if waarde is None:
            self.meld(
                "sleutel-ontbreekt",
                f"Bij '{kort(rij.activiteit)}' ontbreekt '{hoort}'.",
                f"Een activiteit {rij.vorm} heeft {hoort}.",
                knoop,
            )
        else:
            laagste = Decimal(1) if hoort == "minuten" else Decimal("0.5")
            self.bereik(hoort, waarde, laagste, 1440 if hoort == "minuten" else 3, knoop)
        if rij.vorm == "groep" and rij.keren_per_dag > 1:
            self.meld(
                "sleutels-botsen",
                "'keren_per_dag' past niet bij een activiteit groep.",
                "Tel de dagdelen van de hele dag op: dagdelen: 2. Haal 'keren_per_dag' weg.",
                knoop.op("keren_per_dag"),
            )
        if niet in knoop.map:
            self.meld(
                "sleutels-botsen",
                f"'{niet}' past niet bij een activiteit {rij.vorm}.",
                f"Gebruik {hoort}.",
                knoop.op(niet),
            )

"""Linking rules and tables: each cell of a table becomes a rule of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from engine.rulebook import vorm
from engine.rulebook.diagnose import Positie, Verwant, bedoelde_u_of_lijst
from engine.rulebook.inlezen import Deel
from engine.rulebook.klassen import Waarden
from engine.rulebook.knoop import Knoop
from engine.rulebook.namen import Begrip, Namen
from engine.rulebook.rulebook import (
    SIGNAAL,
    Alle,
    Atoom,
    Conclusie,
    Grond,
    Regel,
    Voorwaarde,
    atomen,
)
from engine.rulebook.voorwaarden import Lezer

_INVULWOORD = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class KoppelRegels:
    """Links the rules and tables of one period."""

    namen: Namen
    lezer: Lezer
    vanaf: date
    van_uitkomst: dict[str, list[str]] = field(default_factory=dict)
    """Per outcome the rules that conclude on it."""
    _plaatsen: dict[str, Positie] = field(default_factory=dict)

    def lees(self) -> dict[str, Regel]:
        """Return every rule of the period by its id, tables included."""
        regels: dict[str, Regel] = {}
        for deel in self.namen.delen("regels", vorm.Regel):
            if not self._geldt(deel):
                continue
            if deel.naam in self._plaatsen:
                self._dubbel(deel.naam, deel.positie)
                continue
            self._plaatsen[deel.naam] = deel.positie
            regel = self._regel(deel)
            if regel is not None:
                regels[regel.id] = regel
        for tabel in self.namen.tabellen.values():
            if tabel.naam in self._plaatsen:
                self._dubbel(tabel.naam, tabel.positie)
                continue
            regels.update((r.id, r) for r in self._tabel(tabel))
        return regels

    def _dubbel(self, naam: str, hier: Positie) -> None:
        self.namen.meld(
            "dubbele-naam",
            f"De naam '{naam}' bestaat al.",
            "Geef een van de twee een andere naam.",
            hier,
            Verwant("Hier staat de eerste.", self._plaatsen[naam]),
        )

    def _geldt(self, deel: Deel[vorm.Regel]) -> bool:
        vanaf, tot = deel.vorm.geldig_vanaf, deel.vorm.geldig_tot
        if vanaf and tot and tot < vanaf:
            self.namen.meld(
                "periode-omgekeerd",
                f"De regel eindigt op {tot}, voor het begin op {vanaf}.",
                "Verbeter een van de twee datums.",
                deel.knoop.op("geldig_tot").positie,
            )
        return (vanaf is None or vanaf <= self.vanaf) and (tot is None or self.vanaf <= tot)

    def _regel(self, deel: Deel[vorm.Regel]) -> Regel | None:
        knoop, dan = deel.knoop, deel.knoop.op("dan")
        conclusies = self._conclusies(dan)
        alleen_signaal = bool(conclusies) and all(c.uitkomst == SIGNAAL for c in conclusies)
        voorwaarde: Voorwaarde | None = None
        if "als" in knoop.map:
            voorwaarde = self.lezer.lees(knoop.map["als"], signaal=alleen_signaal)
            if voorwaarde is None:
                return None
        if not conclusies:
            return None
        if deel.vorm.u is None and not alleen_signaal:
            self.namen.meld(
                "sleutel-ontbreekt",
                f"De regel '{deel.naam}' heeft geen zin voor de cliënt.",
                "Zet bij de regel 'u:' met de reden in gewone taal.",
                deel.positie,
            )
        for conclusie in conclusies:
            self.van_uitkomst.setdefault(conclusie.uitkomst, []).append(deel.naam)
        regel = Regel(
            deel.naam,
            voorwaarde,
            conclusies,
            deel.vorm.omdat,
            deel.vorm.u or "",
            None,
            self.namen.grond(deel),
        )
        self._invulwoorden(regel, knoop)
        return regel

    def _conclusies(self, dan: Knoop) -> tuple[Conclusie, ...]:
        if dan.soort != "map" or not dan.map:
            self.namen.meld(
                "verkeerde-soort",
                "Onder 'dan' hoort 'uitkomst: waarde'.",
                "Schrijf bijvoorbeeld dan: {complexiteit: licht}.",
                dan.positie,
                pad=dan.pad,
            )
            return ()
        gevonden = [self._conclusie(n, k, dan.sleutel(n)) for n, k in dan.map.items()]
        heel = tuple(c for c in gevonden if c is not None)
        return heel if len(heel) == len(gevonden) else ()

    def _conclusie(self, naam: str, knoop: Knoop, plek: Positie | None) -> Conclusie | None:
        begrip = self.namen.begrippen.get(naam)
        uitkomsten = [n for n, b in self.namen.begrippen.items() if b.soort in _UITKOMSTSOORTEN]
        uitkomsten = [n for n in uitkomsten if n not in self.namen.vragen]
        if begrip is None or naam not in uitkomsten:
            self.namen.meld_onbekend(
                "onbekende-naam", "De uitkomst", Knoop("tekst", plek, knoop.pad, naam), uitkomsten
            )
            return None
        uitkomst = self.namen.uitkomsten.get(naam)
        if uitkomst is not None and _is_plaats(uitkomst.vorm):
            self._geeft_plaats(naam, plek)
            return None
        if knoop.soort == "map":
            return self._niveau_van(begrip, knoop, uitkomst)
        if knoop.soort != "tekst" or knoop.tekst not in begrip.waarden:
            self.namen.meld_onbekend("onbekende-waarde", "De waarde", knoop, begrip.waarden, naam)
            return None
        return Conclusie(naam, knoop.tekst)

    def _geeft_plaats(self, naam: str, plek: Positie | None) -> None:
        self.namen.meld(
            "past-niet-bij-soort",
            f"'{naam}' volgt uit andere uitkomsten; een regel of tabel kan haar niet geven.",
            "Geef de conclusie aan een uitkomst met 'kies'.",
            plek,
        )

    def _niveau_van(
        self, begrip: Begrip, knoop: Knoop, uitkomst: Deel[vorm.Uitkomst] | None
    ) -> Conclusie | None:
        if set(knoop.map) != {"niveau_van"}:
            anders = next((s for s in knoop.map if s != "niveau_van"), "")
            self.namen.meld(
                "onbekende-sleutel",
                f"De sleutel '{anders}' bestaat hier niet.",
                "Schrijf een waarde, of {niveau_van: uitkomst}.",
                knoop.sleutel(anders),
                pad=knoop.pad,
            )
            return None
        deel = knoop.map["niveau_van"]
        ander = self.namen.begrippen.get(deel.tekst)
        if ander is None:
            mogelijk = [n for n, b in self.namen.begrippen.items() if b.schaal == begrip.schaal]
            self.namen.meld_onbekend("onbekende-naam", "De vraag of uitkomst", deel, mogelijk)
            return None
        kan = uitkomst is not None and uitkomst.vorm.kies == "hoogste"
        if not kan:
            self.namen.meld(
                "past-niet-bij-soort",
                f"'{begrip.naam}' kan geen niveau van iets anders krijgen.",
                "niveau_van kan alleen bij een uitkomst met kies: hoogste.",
                knoop.sleutel("niveau_van"),
                pad=knoop.pad,
            )
            return None
        if ander.schaal is None or ander.schaal != begrip.schaal:
            self.namen.meld(
                "past-niet-bij-soort",
                f"'{begrip.naam}' en '{ander.naam}' liggen niet op dezelfde schaal.",
                "Neem een vraag of uitkomst met niveaus op dezelfde schaal.",
                deel.positie,
                pad=deel.pad,
            )
            return None
        if ander.soort not in {"keuze", "waarde"}:
            self.namen.meld(
                "past-niet-bij-soort",
                f"'{ander.naam}' heeft meer dan een antwoord tegelijk, dus niet een niveau.",
                "Geef het niveau met een regel per antwoord.",
                deel.positie,
                pad=deel.pad,
            )
            return None
        self.lezer.gebruikt.add(ander.naam)
        return Conclusie(begrip.naam, None, ander.naam)

    def _tabel(self, deel: Deel[vorm.Tabel]) -> Iterator[Regel]:
        tabel, knoop = deel.vorm, deel.knoop
        assen = [self._as(knoop, "rijen")]
        if tabel.kolommen is not None:
            assen.append(self._as(knoop, "kolommen"))
        begrip = self.namen.begrippen.get(tabel.uitkomst)
        if begrip is None or tabel.uitkomst not in self.namen.uitkomsten:
            self.namen.meld_onbekend(
                "onbekende-naam", "De uitkomst", knoop.op("uitkomst"), self.namen.uitkomsten
            )
            return
        if _is_plaats(self.namen.uitkomsten[tabel.uitkomst].vorm):
            self._geeft_plaats(tabel.uitkomst, knoop.op("uitkomst").positie)
            return
        heel = [a for a in assen if a is not None]
        if len(heel) < len(assen):
            return
        if tabel.u is None:
            self.namen.meld(
                "sleutel-ontbreekt",
                f"De tabel '{deel.naam}' heeft geen zin voor de cliënt.",
                "Zet bij de tabel 'u:' met de reden in gewone taal.",
                deel.positie,
            )
        eigen_grond = self.namen.grond(deel)
        for sleutels, cel in self._cellen(deel, heel):
            if cel.tekst not in begrip.waarden:
                self.namen.meld_onbekend(
                    "onbekende-waarde", "De waarde", cel, begrip.waarden, begrip.naam
                )
                continue
            plek = cel.positie or deel.positie
            delen = tuple(
                Atoom(a.naam, Waarden(frozenset({s})), plek)
                for a, s in zip(heel, sleutels, strict=True)
            )
            regel = Regel(
                f"{deel.naam}[{','.join(sleutels)}]",
                delen[0] if len(delen) == 1 else Alle(delen),
                (Conclusie(begrip.naam, cel.tekst),),
                tabel.omdat,
                tabel.u or "",
                deel.naam,
                Grond(eigen_grond.bron, eigen_grond.interpretatie, plek),
            )
            self.van_uitkomst.setdefault(begrip.naam, []).append(regel.id)
            yield regel
        proef = Regel(
            deel.naam,
            Alle(tuple(Atoom(a.naam, Waarden(frozenset()), deel.positie) for a in heel)),
            (Conclusie(begrip.naam, None),),
            tabel.omdat,
            tabel.u or "",
            deel.naam,
            eigen_grond,
        )
        self._invulwoorden(proef, knoop)

    def _as(self, knoop: Knoop, sleutel: str) -> Begrip | None:
        plek = knoop.op(sleutel)
        begrip = self.namen.begrippen.get(plek.tekst)
        if begrip is None:
            self.namen.meld_onbekend(
                "onbekende-naam", "De vraag of uitkomst", plek, self.namen.begrippen
            )
            return None
        self.lezer.gebruikt.add(begrip.naam)
        if begrip.soort not in {"keuze", "waarde"}:
            self.namen.meld(
                "past-niet-bij-soort",
                f"'{begrip.naam}' heeft niet precies een waarde en kan geen as zijn.",
                "Neem een vraag met een antwoord, of een uitkomst.",
                plek.positie,
                pad=plek.pad,
            )
            return None
        return begrip

    def _cellen(
        self, deel: Deel[vorm.Tabel], assen: list[Begrip]
    ) -> Iterator[tuple[tuple[str, ...], Knoop]]:
        """Yield each cell with its row and column; report what is missing or unknown."""
        cellen = deel.knoop.op("cellen")
        kolommen = list(dict.fromkeys(k for rij in cellen.map.values() for k in rij.map))
        for rij, inhoud in cellen.map.items():
            if not self._op_as(assen[0], rij, cellen):
                continue
            if len(assen) == 1:
                if self._is_cel(inhoud):
                    yield (rij,), inhoud
                continue
            if inhoud.soort != "map":
                self.namen.meld(
                    "verkeerde-soort",
                    f"Rij '{rij}' hoort per kolom een waarde te hebben.",
                    "Schrijf {licht: 1, matig: 2, zwaar: 3}.",
                    inhoud.positie,
                )
                continue
            for kolom in kolommen:
                if kolom not in inhoud.map:
                    self.namen.meld(
                        "tabel-onvolledig",
                        f"Rij '{rij}' mist de kolom '{kolom}'.",
                        "Geef elke rij dezelfde kolommen.",
                        cellen.sleutel(rij),
                    )
                elif self._op_as(assen[1], kolom, inhoud) and self._is_cel(inhoud.map[kolom]):
                    yield (rij, kolom), inhoud.map[kolom]

    def _is_cel(self, knoop: Knoop) -> bool:
        if knoop.soort != "tekst":
            self.namen.meld(
                "verkeerde-soort",
                "In een cel hoort een waarde van de uitkomst.",
                "Schrijf een waarde per cel.",
                knoop.positie,
            )
        return knoop.soort == "tekst"

    def _op_as(self, begrip: Begrip, waarde: str, ouder: Knoop) -> bool:
        if waarde in begrip.waarden:
            return True
        plek = Knoop("tekst", ouder.sleutel(waarde), ouder.pad, waarde)
        self.namen.meld_onbekend("onbekende-waarde", "De waarde", plek, begrip.waarden, begrip.naam)
        return False

    def _invulwoorden(self, regel: Regel, knoop: Knoop) -> None:
        """Refuse a word in braces that is no question or outcome of the rule."""
        bekend = {c.uitkomst for c in regel.conclusies}
        bekend |= {c.niveau_van for c in regel.conclusies if c.niveau_van}
        for atoom in atomen(regel.voorwaarde):
            naam = atoom.grootheid if isinstance(atoom, Atoom) else atoom.eigenaar
            bekend.add(naam.partition(".")[0])
        for sleutel, tekst in (("omdat", regel.omdat), ("u", regel.u)):
            for woord in _INVULWOORD.findall(tekst):
                if woord not in bekend:
                    self.namen.meld(
                        "onbekend-invulwoord",
                        f"'{{{woord}}}' is geen vraag of uitkomst van deze regel.",
                        bedoelde_u_of_lijst(woord, sorted(bekend)),
                        knoop.op(sleutel).positie,
                        pad=knoop.op(sleutel).pad,
                    )


_UITKOMSTSOORTEN = {"waarde", "verzamel"}


def _is_plaats(uitkomst: vorm.Uitkomst) -> bool:
    return uitkomst.plaats is not None and uitkomst.kies is None

"""The words of a regelboek: how a name, a value and a source read to someone without the files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.explanation.regelboek.vorm import Alinea, Grondslag, Verwijzing, Zin
from engine.explanation.teksten import dag_in_woorden
from engine.rulebook import vorm
from engine.rulebook.rulebook import GEEN, ROUTE, SIGNAAL, Grond, Rulebook, Stap

_INVULWOORD = re.compile(r"\{([^{}]*)\}")
_VANZELF = {ROUTE: ("Route", "routes"), SIGNAAL: ("Signaal", "signalen")}
_TELSTAP = {
    "dagen": ("dag", "dagen"),
    "weken": ("week", "weken"),
    "maanden": ("maand", "maanden"),
    "werkdagen": ("werkdag", "werkdagen"),
}
_VASTE_STAP = {
    "begin_van_de_maand": "neem de eerste dag van die maand",
    "einde_van_de_maand": "neem de laatste dag van die maand",
    "dag_ervoor": "neem de dag ervoor",
    "dag_erna": "neem de dag erna",
    "volgende_werkdag": "is dat een vrije dag, neem dan de eerste werkdag erna",
}


@dataclass(frozen=True, slots=True)
class Taal:
    """The words of one rulebook."""

    boek: Rulebook

    def naar(self, naam: str) -> Verwijzing:
        """Return a reference to a question, count, outcome or parameter by its title."""
        boek = self.boek
        if naam in _VANZELF:
            return Verwijzing(*_VANZELF[naam])
        if naam in boek.vragen:
            return Verwijzing(f"“{boek.vragen[naam].vorm.vraag}”", f"vraag-{naam}")
        if naam in boek.tellingen:
            return Verwijzing(boek.tellingen[naam].vorm.titel, f"telling-{naam}")
        for soort, groep in (("telling", boek.dagen_tussen), ("parameter", boek.parameters)):
            if naam in groep:
                return Verwijzing(groep[naam].titel, f"{soort}-{naam}")
        return Verwijzing(boek.uitkomsten[naam].titel, f"uitkomst-{naam}")

    def dag_van(self, naam: str) -> Zin:
        """Return the day that a term or the answer to a date question is."""
        if naam in self.boek.termijnen:
            titel = self.boek.termijnen[naam].titel
            return ("de termijn ", Verwijzing(f"“{titel}”", f"termijn-{naam}"))
        return ("het antwoord op ", self.naar(naam))

    def waarde(self, naam: str, waarde: str) -> str:
        """Return an answer or a value of an outcome in words."""
        boek = self.boek
        if naam in boek.vragen:
            antwoord = (boek.vragen[naam].vorm.antwoorden or {}).get(waarde)
            return f"“{antwoord.tekst}”" if antwoord else waarde
        if naam == ROUTE and waarde == GEEN:
            return "geen route"
        woorden = boek.uitkomsten[naam].teksten.get(waarde)
        return f"“{woorden}”" if woorden else waarde.replace("_", " ")

    def ingevuld(self, zin: str) -> Zin:
        """Return a text of the rules with each word in braces as what will stand there."""
        delen: list[str | Verwijzing] = []
        for nummer, deel in enumerate(_INVULWOORD.split(zin)):
            if nummer % 2 == 0:
                delen += [deel] if deel else []
            else:
                dag: Zin = ("de uiterste dag",)
                delen += ["[", *(dag if deel == "dag" else self.begrip(deel)), "]"]
        return tuple(delen)

    def begrip(self, naam: str) -> Zin:
        """Return what a text may ask: a reference, or what the intake itself tells."""
        return (self.naar(naam),) if self._kent(naam) else (naam,)

    def grondslag(self, grond: Grond) -> Grondslag:
        """Return on what something rests, in words."""
        bron, keuze = grond.bron, grond.interpretatie
        zin = [*self._document(bron.document, bron.paragraaf)]
        if bron.regels:
            enkel = bron.regels.isdigit()
            zin.append(f"{', ' if zin else ''}regel{'' if enkel else 's'} {bron.regels}")
        for document, paragraaf in bron.ook:
            zin += ["; ook ", *self._document(document, paragraaf)]
        plaats = f"{grond.positie.bestand}, regel {grond.positie.regel}"
        if keuze is None:
            return Grondslag(tuple(zin), plaats)
        door = keuze.bevestigd
        return Grondslag(
            tuple(zin),
            plaats,
            keuze.keuze,
            keuze.waarom,
            keuze.zekerheid,
            f"Bevestigd door {door.functie} op {dag_in_woorden(door.datum)}."
            if door
            else "Nog niet bevestigd door de gemeente.",
        )

    def stappen(self, stappen: tuple[Stap, ...], vanaf: Zin) -> Zin:
        """Return the steps of a term as a sentence: neem ..., tel ..."""
        return ("Neem ", *vanaf, "".join(f"; {stap_in_woorden(s)}" for s in stappen), ".")

    def _document(self, naam: str, paragraaf: str) -> Zin:
        document = self.boek.kop.bronnen.get(naam)
        zin: Zin = (Verwijzing(document.titel, f"bron-{naam}"),) if document else ()
        if not paragraaf:
            return zin
        woord = "paragraaf " if paragraaf[0].isdigit() else ""
        return (*zin, f"{', ' if zin else ''}{woord}{paragraaf}")

    def _kent(self, naam: str) -> bool:
        boek = self.boek
        groepen = (
            boek.vragen,
            boek.tellingen,
            boek.dagen_tussen,
            boek.parameters,
            boek.uitkomsten,
        )
        return any(naam in groep for groep in groepen)


def geldig(vanaf: date, tot: date | None) -> str:
    """Return from when until when something holds, in words."""
    einde = f" tot en met {dag_in_woorden(tot)}" if tot else ""
    return f"vanaf {dag_in_woorden(vanaf)}{einde}"


def getal(waarde: Decimal) -> str:
    """Return a number as the rules write it, with a comma."""
    return f"{waarde:f}".replace(".", ",")


def stap_in_woorden(stap: Stap) -> str:
    """Return one step of a term in words."""
    if stap.soort in _VASTE_STAP:
        return _VASTE_STAP[stap.soort]
    if stap.soort == "tijd":
        return f"om {stap.tijd.replace(':', '.')} uur"
    if stap.aantal == 0:
        return "blijf op die dag"
    een, meer = _TELSTAP[stap.soort]
    aantal = abs(stap.aantal)
    richting = "verder" if stap.aantal > 0 else "terug"
    return f"tel {aantal} {een if aantal == 1 else meer} {richting}"


def bereik(inhoud: vorm.Vraag) -> str:
    """Return which numbers a question allows, in words."""
    soort = "een heel getal" if inhoud.geheel else "een getal"
    delen = [soort, f"in {inhoud.eenheid}" if inhoud.eenheid else ""]
    delen += [f"vanaf {getal(inhoud.minimum)}"] if inhoud.minimum is not None else []
    delen += [f"tot en met {getal(inhoud.maximum)}"] if inhoud.maximum is not None else []
    return " ".join(d for d in delen if d)


def noot(label: str, zin: str | Zin) -> Alinea:
    """Return a sentence with a label before it."""
    return Alinea((zin,) if isinstance(zin, str) else zin, label)

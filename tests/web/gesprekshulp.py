"""A consulent who carries a gesprek through the pages, by hand or by key, and reads each page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from api.web.antwoordveld import Antwoordveld
from api.web.papierveld import Papierveld
from api.web.roosterveld import Roosterveld
from api.web.veldgroep import Fasenveld, periode
from tests.api.hulp import BOEK
from tests.web.handen import Hand, Velden

PRIVE = [v for v in BOEK.vragen.values() if v.vorm.vertrouwelijk]
GEHEIM = "zij durft dit niet te zeggen waar haar zoon bij is"
"""Stands in the own notes of the consulent, and nowhere else."""
NIET_AAN_TAFEL = re.compile(
    r"arrangement \d|toeslag \d|complexiteit|inzet (?:licht|matig|zwaar)|niveau|tarief|€"
    r"|\b101[01]\d\b",
    re.I,
)
"""What follows from the answers; the table shows none of it. Rules write no answer like this."""
OP_BLAD = """() => [...new Set([...document.querySelectorAll('main form [name]')]
    .filter(e => e.type !== 'hidden').map(e => e.name))]"""
NIET_NODIG = "form > details.meer"


@dataclass
class Consulent:
    """Carries one intake through the pages; keeps what the client could read on the way."""

    hand: Hand
    intake: Mapping[str, Any]
    id: str = ""
    gelezen: dict[str, str] = field(default_factory=dict)

    @property
    def pagina(self) -> Page:
        """The tab in which it happens."""
        return self.hand.pagina

    def meld_aan(self, naam: str = "Verzonnen consulent, Beek") -> None:
        """Sign in on the first page."""
        self.pagina.goto("/")
        self.hand.ga("Aanmelden")
        sub = f"ontwikkel-{naam.removeprefix('Verzonnen ').replace(', ', '-').lower()}"
        self.hand.zet({"sub": [sub]})
        self.hand.druk("Aanmelden")

    def begin(self, kenmerk: str) -> None:
        """Begin a gesprek; its overview is then on the screen."""
        self.hand.ga("Begin een gesprek")
        self.hand.zet({"peildatum": [self.intake["peildatum"]], "kenmerk": [kenmerk]})
        self.hand.druk("Begin het gesprek")
        self.id = self.pagina.url.rpartition("/")[2]
        self.lees()

    def lees(self) -> None:
        """Keep all of a page that the client reads along with, also what does not show."""
        self.gelezen[f"{len(self.gelezen)} {self.pagina.url}"] = self.pagina.content()

    @property
    def verraden(self) -> list[str]:
        """What the client read and should not have: numbers, levels, money, private answers."""
        verboden = [GEHEIM, *(v.vorm.vraag for v in PRIVE)]
        return [
            f"{waar}: {wat}"
            for waar, tekst in self.gelezen.items()
            for wat in [*NIET_AAN_TAFEL.findall(tekst), *(v for v in verboden if v in tekst)]
        ]

    def aan_tafel(self) -> None:
        """Answer the questions theme by theme, and the weekrooster where it belongs."""
        rooster = BOEK.weekrooster
        assert rooster is not None
        self.hand.ga(next(iter(BOEK.kop.themas.values())))
        while True:
            expect(self.pagina).not_to_have_title(re.compile("^Fout"))
            thema = self.pagina.url.rpartition("/")[2]
            self._vul(self._antwoorden(thema, prive=False))
            if thema == rooster.vorm.thema and "weekrooster" in self.intake:
                self.hand.druk("Bewaar en open het weekrooster")
                self.rooster()
                self.hand.druk(f"Bewaar en ga terug naar: {BOEK.kop.themas[thema]}")
                self._vul(self._antwoorden(thema, prive=False))
            verder = self.pagina.locator("button[value=volgende]")
            if not verder.count():
                break
            self.hand.druk(verder.inner_text().strip())
        self.hand.druk("Bewaar")
        self.lees()

    def van_papier(self) -> None:
        """Copy all answers on one page, and the weekrooster after it."""
        self.hand.ga("Van papier overnemen")
        velden: dict[str, Sequence[str]] = {}
        for thema in BOEK.kop.themas:
            velden |= self._antwoorden(thema, prive=False)
        for naam, inhoud in self.alle_antwoorden().items():
            if not BOEK.vragen[naam].vorm.vertrouwelijk:
                marks = Papierveld(BOEK, BOEK.vragen[naam]).toon(inhoud)
                velden |= {veld: waarden for veld, waarden in marks.items() if any(waarden)}
        self.hand.zet(self._op_volgorde(velden))
        self.hand.druk("Bewaar en ga naar het weekrooster")
        self.rooster()
        self.hand.druk("Bewaar het weekrooster")

    def _vul(self, velden: Velden) -> None:
        """Fill in what stands on the page, and keep it when that brings questions to answer."""
        gedaan: set[str] = set()
        while True:
            self.lees()
            buiten = self.pagina.locator(NIET_NODIG).evaluate_all(
                "d => d.flatMap(x => [...x.querySelectorAll('[name]')].map(e => e.name))"
            )
            op_blad = [n for n in self.pagina.evaluate(OP_BLAD) if n not in buiten]
            nu = {n: velden[n] for n in op_blad if velden.get(n) and n not in gedaan}
            gedaan |= nu.keys()
            self.hand.zet(nu)
            if not nu or not any(velden.get(n) for n in buiten):
                return
            self.hand.druk("Bewaar")

    def _antwoorden(self, thema: str, *, prive: bool) -> dict[str, Sequence[str]]:
        velden: dict[str, Sequence[str]] = {}
        if not prive and thema == next(iter(BOEK.kop.themas)):
            dagen = ("peildatum", "ingangsdatum", "einddatum")
            velden |= periode().toon({d: self.intake[d] for d in dagen if d in self.intake})
            del velden["periode--peildatum"]
        for naam, inhoud in self.alle_antwoorden().items():
            vraag = BOEK.vragen[naam]
            if vraag.vorm.thema == thema:
                kent = Antwoordveld(BOEK, vraag, met_lezingen=prive)
                velden |= kent.toon(inhoud)
        return velden

    def alle_antwoorden(self) -> dict[str, Any]:
        """Return the answers, with the days of the file that are questions too."""
        dagen = {n: d for n, d in self.intake.get("data", {}).items() if n in BOEK.vragen}
        return {**dagen, **self.intake["antwoorden"]}

    def rooster(self) -> None:
        """Fill in the weekrooster, row by row, and its phases."""
        self.lees()
        rijen = Roosterveld().rijen({"rijen": self.intake["weekrooster"]})
        for nummer, rij in enumerate(rijen):
            if nummer:
                self.hand.erbij("Nog een activiteit")
            velden = {f"rij-{nummer}-{n}": [w] if isinstance(w, str) else w for n, w in rij.items()}
            gewoon = {f"rij-{nummer}-ritme": ["week"], f"rij-{nummer}-gedeeld": [""]}
            gevuld = {n: w for n, w in velden.items() if any(w) and w != gewoon.get(n)}
            self.hand.zet(self._op_volgorde(gevuld))
        rest: dict[str, Sequence[str]] = {"compleet": [self.intake["weekrooster_compleet"]]}
        rest |= Fasenveld().toon(self.intake.get("fasen"))
        self.hand.zet(self._op_volgorde(rest))

    def _op_volgorde(self, velden: Velden) -> Velden:
        return {n: velden[n] for n in self.pagina.evaluate(OP_BLAD) if velden.get(n)}

    def onder_vier_ogen(self) -> None:
        """Answer what the client does not read along with, and note something for oneself."""
        self.hand.ga("Overzicht")
        self.lees()
        self.hand.ga("Onder vier ogen")
        eerste, *rest = BOEK.kop.themas
        velden: Velden = {f"notities-{eerste}_vier_ogen": [GEHEIM]}
        while True:
            self.hand.zet(self._op_volgorde(velden))
            self.hand.druk("Bewaar")
            nog = [t for t in rest if self._prive(t)]
            if not nog:
                return
            rest = rest[rest.index(nog[0]) + 1 :]
            self.hand.ga(BOEK.kop.themas[nog[0]])
            velden = self._prive(nog[0])

    def _prive(self, thema: str) -> dict[str, Sequence[str]]:
        """Return what is to be filled in about a theme that the client does not read."""
        antwoorden = self.alle_antwoorden()
        open_ = {n for n, v in BOEK.vragen.items() if not v.vorm.vertrouwelijk}
        anders = {
            n
            for n in open_ & set(antwoorden)
            if isinstance(antwoorden[n], dict) and {"ook", "twijfel"} & set(antwoorden[n])
        }
        return {
            naam: waarden
            for naam, waarden in self._antwoorden(thema, prive=True).items()
            if any(waarden) and naam.split("--")[0] not in open_ - anders
        }

    def weeg(self) -> None:
        """Look at the advice, record it and go on to the besluit."""
        self.hand.ga("Weging")
        self.hand.druk("Leg het voorstel vast")
        self.hand.ga("Naar het besluit")

    def besluit(self, velden: Velden) -> None:
        """Take the besluit."""
        self.hand.zet(self._op_volgorde(velden))
        self.hand.druk("Neem het besluit")

    def meld_af(self) -> None:
        """Sign out."""
        self.hand.druk("Afmelden")

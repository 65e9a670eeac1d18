"""A voorstel in the terminal: the outcome first, then what is open, then every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from rich.text import Text

from api.cli.overigscherm import overige_lijsten
from api.cli.uitvoer import Scherm
from api.cli.watalsscherm import wat_als_lijsten
from engine.explanation.teksten import dag_in_woorden, opsomming
from engine.explanation.waarom import Schakel, Uitlegregel, op_regels
from engine.indicatie.uitleg import leg_uit
from engine.indicatie.voorstel import ARRANGEMENT, CRISIS, PRODUCTCODE, SPOED, VOORLOPIG, Voorstel
from engine.indicatie.voorstel_json import als_json as voorstel_json
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import GEEN, ROUTE, Grond, Rulebook

_LANGE_RIJ = 3


def toon_voorstel(voorstel: Voorstel, werk: Regelwerk, *, client: bool, waar: str = "") -> None:
    """Show a voorstel on which both engines agree.

    Args:
        voorstel: what to show.
        werk: the rules it rests on.
        client: for the client: in "u", without names of questions, sources or what is
            confidential.
        waar: the place of the intake in a file with several.
    """
    _Blad(voorstel, werk, client=client).toon(waar)


class _Blad:
    def __init__(self, voorstel: Voorstel, werk: Regelwerk, *, client: bool) -> None:
        self.voorstel = voorstel
        self.boek = voorstel.spoor.boek
        self.client = client
        self.scherm = Scherm()
        self.gegevens = voorstel_json(voorstel, werk, gelijk=True)
        self.uitkomst: dict[str, Any] = self.gegevens["uitkomst"]
        self.signalen = [
            s for s in self.uitkomst["signalen"] if not (client and s["vertrouwelijk"])
        ]
        keuzes = self.gegevens["interpretaties"]
        self.keuzes: dict[str, int] = {i["id"]: n for n, i in enumerate(keuzes, start=1)}
        self.uitleg = leg_uit(voorstel)
        self.regels = list(op_regels(self.uitleg.waarom, client=client))
        bronnen = Counter(r.schakel.grond.bron.document for r in self.regels if r.schakel.grond)
        self.bron = bronnen.most_common(1)[0][0] if bronnen else ""

    def toon(self, waar: str) -> None:
        scherm = self.scherm
        if waar:
            scherm.alinea(Text(waar, style="dim"))
        for signaal in self.signalen:
            if signaal["soort"] == CRISIS:
                scherm.alinea(Text(f"EERST DIT: {signaal['titel']}", style="bold reverse"))
        kop = _kop(self.gegevens, self.voorstel)
        scherm.alinea(Text(kop, style="bold"))
        scherm.print("─" * min(len(kop), scherm.breedte))
        self.tabel([*self.kern()])
        if not self.client:
            self.spoed()
        self.lijst("Voorlopig, want:", self.voorlopig())
        self.lijst("Nog open voor het advies:", self.open_vragen())
        if not self.client:
            verslag = self.gegevens["openstaand_verslag"]
            self.lijst("Nog nodig voor het verslag:", [Text(", ".join(verslag))] if verslag else [])
        self.lijst("Let op:", self.let_op())
        for titel, regels in overige_lijsten(self.uitkomst, client=self.client):
            self.lijst(titel, [Text(r) for r in regels])
        self.waarom()
        self.redenen("Waarom niet", self.uitleg.waarom_niet)
        if not self.client:
            wat_als_lijsten(self.scherm, self.uitleg.wat_als)
        self.redenen("Twijfel", self.uitleg.twijfel)
        if not self.client:
            self.toon_keuzes()
        regelwerk = self.gegevens["regelwerk"]
        scherm.print()
        scherm.alinea(Text("Dit is een advies; de consulent beslist.", style="bold"))
        slot = f"Regelwerk {regelwerk['naam']} {regelwerk['versie']}, kenmerk"
        peildatum = dag_in_woorden(self.voorstel.intake.peildatum)
        slot += f" {regelwerk['hash'][:12]}, peildatum {peildatum}."
        slot += " Twee keer berekend, gelijk."
        scherm.alinea(Text(slot, style="dim"))
        if waar:
            scherm.print()

    # The outcome

    def tabel(self, regels: Sequence[tuple[str, str]]) -> None:
        """Print names and values below each other; without room, the value on the next line."""
        breed = max((len(naam) for naam, _ in regels), default=0) + 2
        naast = breed <= self.scherm.breedte // 2
        for naam, waarde in regels:
            if naast:
                self.scherm.alinea(waarde, 2, Text(naam.ljust(breed), style="bold"))
            else:
                self.scherm.alinea(Text(naam, style="bold"), 2)
                self.scherm.alinea(waarde, 4)

    def kern(self) -> Iterator[tuple[str, str]]:
        """Yield the lines of the outcome: what is settled, and what is still possible."""
        uitkomst = self.uitkomst
        if self.voorstel.heeft_route:
            yield "Route", self.boek.routes[uitkomst[ROUTE]].titel
        else:
            for sleutel, waarde in uitkomst.items():
                naam = sleutel.removesuffix("_mogelijk")
                bekend = self.boek.uitkomsten.get(naam)
                eigen = bekend is not None and bekend.advies and bekend.kies != "verzamel"
                if not eigen or naam == SPOED:
                    continue
                if waarde is None or (naam, waarde) == (ROUTE, GEEN):
                    continue
                titel = "Route" if naam == ROUTE else self.boek.uitkomsten[naam].titel
                yield titel, self.waarde(naam, waarde)
        if "tarief" in uitkomst and not self.client:
            bekend = uitkomst["tarief"] != "onbekend"
            bedrag = f"€ {uitkomst['tarief'].replace('.', ',')} per etmaal"
            yield "Tarief", bedrag if bekend else uitkomst["tarief_reden"]
        if SPOED in uitkomst:
            yield self.boek.uitkomsten[SPOED].titel, uitkomst[SPOED]["oordeel"].replace("_", " ")

    def waarde(self, naam: str, waarde: Any) -> str:
        if isinstance(waarde, list):
            teksten = [self.boek.uitkomsten[naam].teksten.get(str(w), str(w)) for w in waarde]
            return f"nog mogelijk: {mogelijkheden([t.replace('_', ' ') for t in teksten])}"
        tekst = self.boek.uitkomsten[naam].teksten.get(str(waarde), str(waarde))
        code = self.uitkomst.get(PRODUCTCODE)
        productcode = naam == ARRANGEMENT and code and not self.client
        return f"{tekst.replace('_', ' ')} (productcode {code})" if productcode else tekst

    def spoed(self) -> None:
        """Print every criterion and block, once anything about them is known."""
        spoed = self.uitkomst.get(SPOED)
        if spoed is None:
            return
        regels = [
            (self.boek.uitkomsten[f"{begin}{naam}"].titel, oordeel.replace("_", " "))
            for begin, soort in (("spoedcriterium_", "criteria"), ("blokkade_", "blokkades"))
            for naam, oordeel in spoed[soort].items()
        ]
        if any(oordeel != "onbekend" for _, oordeel in regels):
            self.scherm.kop("Spoed, per criterium en blokkade:")
            for titel, oordeel in regels:
                self.scherm.alinea(Text(f"{titel}: ").append(oordeel, style="bold"), 2, "- ")

    # What is open

    def lijst(self, kop: str, punten: Iterable[Text]) -> None:
        gevuld = list(punten)
        if gevuld:
            self.scherm.kop(kop)
        for punt in gevuld:
            self.scherm.alinea(punt, 2, "- ")

    def voorlopig(self) -> Iterator[Text]:
        """Why it is provisional; what evidence is missing may tell of a private answer."""
        if self.client:
            yield from (Text(s["titel"]) for s in self.signalen if s["soort"] == VOORLOPIG)
        else:
            yield from (Text(reden) for reden in self.gegevens["voorlopig"])

    def open_vragen(self) -> Iterator[Text]:
        for naam in self.voorstel.openstaand:
            vraag = self.boek.vragen.get(naam)
            if vraag is None and self.boek.weekrooster is None:
                continue
            if vraag is not None and vraag.vorm.vertrouwelijk and self.client:
                continue
            tekst = Text(vraag.vorm.vraag if vraag else _roostervraag(self.boek))
            yield tekst if self.client else tekst.append(f" ({naam})", style="dim")

    def let_op(self) -> Iterator[Text]:
        """The signals, those that are shown elsewhere excepted."""
        for signaal in self.signalen:
            if signaal["soort"] not in {VOORLOPIG, CRISIS}:
                soort = "" if signaal["soort"] == "signaal" else f" ({signaal['soort']})"
                yield Text(signaal["titel"]).append("" if self.client else soort, style="dim")

    # The reasons

    def redenen(self, kop: str, schakels: Iterable[Schakel]) -> None:
        """Print a part of the explanation, when there is anything in it for this reader."""
        regels = list(op_regels(schakels, client=self.client))
        if regels:
            self.scherm.kop(kop)
        for regel in regels:
            self.reden(self.zin(regel), regel.diepte)

    def zin(self, regel: Uitlegregel) -> Text:
        """A line of the explanation, with its source for the professional."""
        tekst = Text(regel.zin)
        if not self.client and regel.zin == regel.schakel.omdat:
            tekst.append(self.herkomst(regel.schakel), style="dim")
        return tekst

    def waarom(self) -> None:
        self.scherm.kop("Waarom")
        if self.bron and not self.client:
            bron = self.boek.kop.bronnen.get(self.bron)
            titel = bron.titel if bron else self.bron
            self.scherm.alinea(Text(f"Bron, tenzij anders vermeld: {titel}.", style="dim"), 2)
        for is_open, groep in groupby(self.regels, lambda r: r.schakel.soort == "open"):
            regels = list(groep)
            if not is_open:
                for regel in regels:
                    self.reden(self.zin(regel), regel.diepte)
            elif not self.client:
                # Their wording stands above, under what is open.
                namen = ", ".join(r.schakel.id for r in regels)
                self.reden(Text(f"Wacht op: {namen}"), regels[0].diepte)

    def reden(self, tekst: Text, diepte: int) -> None:
        """Print a reason; on a narrow screen the deepest do not move on to the right."""
        diepst = self.scherm.breedte // 8
        self.scherm.alinea(tekst, 2 + 2 * min(diepte, diepst), "- ")

    def herkomst(self, schakel: Schakel) -> str:
        """The source of a link and the number of its interpretation, in brackets."""
        if schakel.grond is None:
            return ""
        delen = _bron(schakel.grond, self.bron)
        if schakel.id in self.keuzes:
            delen.append(f"keuze {self.keuzes[schakel.id]}")
        return f" ({', '.join(delen)})" if delen else ""

    def toon_keuzes(self) -> None:
        keuzes = self.gegevens["interpretaties"]
        if not keuzes:
            return
        self.scherm.kop("Keuzes die niet letterlijk in de bron staan")
        alle_open = all(k["bevestigd"] is None for k in keuzes)
        if alle_open:
            zin = "De gemeente heeft deze keuzes nog niet bevestigd."
            self.scherm.alinea(Text(zin, style="dim"), 2)
        for keuze in keuzes:
            nummer = f"{self.keuzes[keuze['id']]:>2}. "
            rest = f" Zekerheid: {keuze['zekerheid']}."
            if keuze["bevestigd"]:
                dag = dag_in_woorden(date.fromisoformat(keuze["bevestigd"]["datum"]))
                rest += f" Bevestigd op {dag}."
            elif not alle_open:
                rest += " Nog niet bevestigd."
            self.scherm.alinea(Text(keuze["keuze"]).append(rest, style="dim"), 1, nummer)


def mogelijkheden(delen: Sequence[str]) -> str:
    """Return 'a, b of c'; a longer row of following numbers as '1 tot en met 9'."""
    if len(delen) > _LANGE_RIJ and all(d.isdigit() for d in delen):
        getallen = [int(d) for d in delen]
        if getallen == list(range(getallen[0], getallen[-1] + 1)):
            return f"{delen[0]} tot en met {delen[-1]}"
    return opsomming(delen)


def _bron(grond: Grond, gewone: str) -> list[str]:
    bron = grond.bron
    delen = [] if bron.document == gewone else [bron.document]
    if bron.paragraaf:
        delen.append(f"par. {bron.paragraaf}" if bron.paragraaf[0].isdigit() else bron.paragraaf)
    return [*delen, f"r. {bron.regels}"] if bron.regels else delen


def _roostervraag(boek: Rulebook) -> str:
    return boek.weekrooster.vorm.vraag if boek.weekrooster else ""


def _kop(gegevens: dict[str, Any], voorstel: Voorstel) -> str:
    uitkomst = gegevens["uitkomst"]
    if uitkomst.get(ARRANGEMENT):
        kop = f"Voorstel: arrangement {uitkomst[ARRANGEMENT]}"
    elif voorstel.heeft_route:
        kop = f"Voorstel: {voorstel.spoor.boek.routes[uitkomst[ROUTE]].titel}"
    else:
        kop = "Nog geen voorstel: er staan vragen open"
    return f"{kop} (voorlopig)" if gegevens["voorlopig"] and gegevens["vast"] else kop

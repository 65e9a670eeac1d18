"""Seeded random small regelwerken, written as YAML and read with the real loader.

Every part refers only to parts made before it, every table is complete and every question is
used, so that the text is correct by construction: a refusal is a fault of maker or loader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from engine.rulebook.regelwerk import Regelwerk, laad

Groep = dict[str, Any]

BRON = {"regels": "1"}
SCHALEN = {"niveau": ["geen", "licht", "matig", "zwaar"], "ernst": ["klein", "middel", "groot"]}
EERSTE_DAG = date(2021, 1, 4)


@dataclass
class Begrip:
    """Something that a condition can ask about, and what it may be asked.

    `soort` is keuze, meer, per, getal, dagen, datum or verzamel; `niveaus` are the levels that
    its values have, lightest first; `grenzen` are the bounds that a number is held against.
    """

    naam: str
    soort: str
    waarden: list[str] = field(default_factory=list)
    onderdelen: list[str] = field(default_factory=list)
    schaal: str | None = None
    niveaus: list[str] = field(default_factory=list)
    grenzen: list[Any] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)
    kan_nvt: bool = False


@dataclass
class Maat:
    """How large and how wild a regelwerk may be."""

    vragen: tuple[int, int] = (2, 8)
    klassen: int = 4
    """The most answers of a question and options of a list."""
    grenzen: int = 3
    """The most different bounds per number."""
    datums: int = 3
    """The most date questions."""
    lek: float = 0.0
    """How often a `uniek` outcome may have a gap or an overlap."""


class Maker:
    """Makes one regelwerk."""

    def __init__(self, rng: Random, maat: Maat) -> None:
        self.rng = rng
        self.maat = maat
        self.begrippen: list[Begrip] = []
        self.gebruikt: set[str] = set()
        self.tellers: dict[str, int] = {}
        self.schalen = dict(list(SCHALEN.items())[: rng.randint(1, 2)])
        self.vragen: dict[str, Groep] = {}
        self.uitkomsten: dict[str, Groep] = {}
        self.regels: list[Groep] = []
        self.tabellen: dict[str, Groep] = {}
        self.parameters: dict[str, Groep] = {}
        self.tellingen: dict[str, Groep] = {}
        self.dagen_tussen: dict[str, Groep] = {}
        self.routes: dict[str, Groep] = {}
        self.signalen: dict[str, Groep] = {}

    def maak(self) -> dict[str, str]:
        """Return the files of the regelwerk: their names and YAML."""
        rng = self.rng
        aantal = rng.randint(*self.maat.vragen)
        stappen = [self.vraag] * (aantal - 1) + [self.uitkomst] * rng.randint(2, 5)
        if rng.random() < 0.4:
            stappen += [self.route]
        rng.shuffle(stappen)
        self.vraag()
        for stap in stappen:
            stap()
            if rng.random() < 0.15:
                self.telling()
        for _ in range(rng.randint(0, 2)):
            self.signaal(self.voorwaarde(self.begrippen, signaal=True))
        for begrip in self.begrippen:
            if begrip.naam in (*self.vragen, *self.tellingen) and begrip.naam not in self.gebruikt:
                self.signaal({begrip.naam: self.vraag_naar(begrip)})
        return self.tekst()

    def nieuw(self, wat: str) -> str:
        """Return a new name."""
        self.tellers[wat] = self.tellers.get(wat, 0) + 1
        return f"{wat}{self.tellers[wat]}"

    def enkele(self, van: list[Any], hoogstens: int | None = None) -> list[Any]:
        """Return one or more of a list, in random order."""
        return self.rng.sample(van, self.rng.randint(1, min(len(van), hoogstens or len(van))))

    def alleen_als(self, begrip: Begrip, kans: float) -> Groep:
        """Return `alleen_als` on what came before, or nothing."""
        if not self.begrippen or self.rng.random() >= kans:
            return {}
        begrip.kan_nvt = True
        return {"alleen_als": self.voorwaarde(self.begrippen)}

    # Questions, counts and parameters

    def vraag(self) -> None:
        """Add a question of a random kind."""
        soorten = ["niveau"] * 4 + ["keuze"] * 3 + ["meer", "per", "getal", "getal", "datum"]
        if sum(b.soort == "datum" for b in self.begrippen) >= self.maat.datums:
            soorten.remove("datum")
        if any(b.soort == "datum" for b in self.begrippen) and "datum" in soorten:
            soorten += ["datum"] * 3  # dates come in pairs more often than alone
        soort = self.rng.choice(soorten)
        begrip = Begrip(self.nieuw("v"), "keuze" if soort == "niveau" else soort)
        inhoud: Groep = {"thema": "thema", "vraag": f"{begrip.naam}, ja?", "bron": BRON}
        inhoud |= self.alleen_als(begrip, 0.35)
        if soort == "getal":
            inhoud |= {"soort": "getal", "eenheid": "stuks"}
            if self.rng.random() < 0.3:
                inhoud |= {"minimum": -1000, "maximum": 1000}
            self.neem_grenzen(begrip)
        elif soort == "datum":
            inhoud |= {"soort": "datum"}
            dagen = self.rng.sample(range(30), self.rng.randint(1, self.maat.grenzen))
            begrip.grenzen = [EERSTE_DAG + timedelta(days=3 * d) for d in sorted(dagen)]
        else:
            self.antwoorden(begrip, inhoud, soort)
        self.vragen[begrip.naam] = inhoud
        vorige = [b for b in self.begrippen if b.soort == "datum"]
        self.begrippen.append(begrip)
        if soort == "datum" and vorige:
            self.dagen(self.rng.choice(vorige), begrip)

    def antwoorden(self, begrip: Begrip, inhoud: Groep, soort: str) -> None:
        """Give a question its answers."""
        namen = [f"a{n}" for n in range(1, self.rng.randint(2, self.maat.klassen) + 1)]
        antwoorden: dict[str, Groep] = {naam: {"tekst": f"antwoord {naam}"} for naam in namen}
        begrip.waarden = namen
        if soort == "niveau" or (soort == "per" and self.rng.random() < 0.5):
            begrip.schaal = self.rng.choice(list(self.schalen))
            schaal = self.schalen[begrip.schaal]
            for naam in namen:
                antwoorden[naam]["niveau"] = self.rng.choice(schaal)
            begrip.niveaus = [
                s for s in schaal if any(a["niveau"] == s for a in antwoorden.values())
            ]
            inhoud["schaal"] = begrip.schaal
        if soort == "meer":
            inhoud["meer_antwoorden"] = "ja"
            if self.rng.random() < 0.6:
                ander = self.rng.choice(["alle", [namen[-1]]])
                antwoorden[namen[0]]["sluit_uit"] = ander
        elif soort == "per":
            begrip.onderdelen = [f"o{n}" for n in range(1, self.rng.randint(2, 3) + 1)]
            inhoud["per"] = {o: f"onderdeel {o}" for o in begrip.onderdelen}
        if soort != "meer" and self.rng.random() < 0.1:
            antwoorden["later"] = {"tekst": "later", "onbekend": "weet_niet"}
        inhoud["antwoorden"] = antwoorden

    def neem_grenzen(self, begrip: Begrip) -> None:
        """Give a number its bounds; some of them are parameters."""
        mogelijk: list[Any] = [0, 1, 2, 2.5, 4, 7.25, 8, 12]
        if begrip.soort == "dagen":
            mogelijk = [-10, -3, 0, 2, 5, 14]
        aantal = self.rng.randint(1, self.maat.grenzen)
        begrip.grenzen = sorted(self.rng.sample(mogelijk, aantal))
        if self.rng.random() < 0.4:
            naam = self.nieuw("p")
            dagen = {date(2021, 1, 1): self.rng.choice(begrip.grenzen)}
            if self.rng.random() < 0.3:
                dagen[date(2022, 1, 1)] = self.rng.choice(mogelijk)
            waarden = {dag: {"waarde": getal, "bron": BRON} for dag, getal in dagen.items()}
            self.parameters[naam] = {"titel": naam, "eenheid": "stuks", "waarden": waarden}
            begrip.parameters.append(naam)

    def telling(self) -> None:
        """Add a count; no rooster fills it here."""
        begrip = Begrip(self.nieuw("t"), "getal")
        self.neem_grenzen(begrip)
        tel = self.rng.choice(["uren", "dagdelen", "dagen", "langste_contact"])
        self.tellingen[begrip.naam] = {
            "titel": begrip.naam,
            "eenheid": "stuks",
            "tel": tel,
            "waar": {"wie": "beroepskracht"},
            "bron": BRON,
        }
        self.begrippen.append(begrip)

    def dagen(self, van: Begrip, tot: Begrip) -> None:
        """Add a number of days between two dates."""
        begrip = Begrip(self.nieuw("d"), "dagen", kan_nvt=van.kan_nvt or tot.kan_nvt)
        if self.rng.random() < 0.2:
            van, tot = tot, van
        self.neem_grenzen(begrip)
        self.dagen_tussen[begrip.naam] = {
            "titel": begrip.naam,
            "van": van.naam,
            "tot": tot.naam,
            "bron": BRON,
        }
        self.gebruikt |= {van.naam, tot.naam}
        self.begrippen.append(begrip)

    # Conditions

    def voorwaarde(self, uit: list[Begrip], *, signaal: bool = False, diepte: int = 0) -> Groep:
        """Return a condition of one or two lines; combinations go at most two layers deep."""
        groep: Groep = {}
        for _ in range(self.rng.choice((1, 1, 2))):
            if diepte < 2 and self.rng.random() < 0.35:
                naam = self.rng.choice(("een_van", "alle", "niet", "niet"))
                if naam in groep:
                    continue
                aantal = 1 if naam == "niet" else self.rng.randint(1, 3)
                delen = [
                    self.voorwaarde(uit, signaal=signaal, diepte=diepte + 1) for _ in range(aantal)
                ]
                groep[naam] = delen[0] if naam == "niet" else delen
            else:
                begrip = self.rng.choice(uit)
                if begrip.naam in groep:
                    continue
                onbekend = signaal and self.rng.random() < 0.15
                groep[begrip.naam] = "onbekend" if onbekend else self.vraag_naar(begrip)
        return groep

    def vraag_naar(self, begrip: Begrip) -> Any:
        """Return what a condition asks of a concept: a value, a list or bounds."""
        self.gebruikt.add(begrip.naam)
        if begrip.soort in {"getal", "dagen", "datum"}:
            return self.bereik(begrip)
        if begrip.niveaus and self.rng.random() < 0.5:
            laag, hoog = sorted(self.rng.choices(range(len(begrip.niveaus)), k=2))
            grenzen = {"minimaal": begrip.niveaus[laag], "hoogstens": begrip.niveaus[hoog]}
            return {w: grenzen[w] for w in self.enkele(list(grenzen))}
        if begrip.soort == "per" and self.rng.random() < 0.6:
            return {o: self.een_of_meer(begrip.waarden) for o in self.enkele(begrip.onderdelen, 2)}
        return self.een_of_meer(begrip.waarden)

    def een_of_meer(self, waarden: list[str]) -> Any:
        """Return a value or a list of values, seldom all of them."""
        gekozen = self.enkele(waarden, max(1, len(waarden) - (self.rng.random() < 0.8)))
        return gekozen[0] if len(gekozen) == 1 and self.rng.random() < 0.8 else gekozen

    def bereik(self, begrip: Begrip) -> Any:
        """Return an exact number, one bound or two."""
        boven_of_onder = ["voor", "na"] if begrip.soort == "datum" else ["meer_dan", "minder_dan"]
        if begrip.parameters and self.rng.random() < 0.5:
            grens = self.rng.choice(begrip.parameters)
            return {self.rng.choice(["minimaal", "hoogstens", *boven_of_onder]): grens}
        if len(begrip.grenzen) > 1 and self.rng.random() < 0.3:
            # Two bounds in the list are far enough apart to leave something between them.
            laag, hoog = sorted(self.rng.sample(begrip.grenzen, 2))
            onder, boven = ("na", "voor") if begrip.soort == "datum" else boven_of_onder
            return {
                self.rng.choice(["minimaal", onder]): laag,
                self.rng.choice(["hoogstens", boven]): hoog,
            }
        grens = self.rng.choice(begrip.grenzen)
        if self.rng.random() < 0.15:
            return grens
        return {self.rng.choice(["minimaal", "hoogstens", *boven_of_onder]): grens}

    # Outcomes, rules, routes and signals

    def uitkomst(self) -> None:
        """Add an outcome of a random kind."""
        soort = self.rng.choice(("hoogste", "hoogste", "plaats", "plaats", "uniek", "verzamel"))
        begrip = Begrip(self.nieuw("u"), "keuze")
        inhoud: Groep = {"titel": begrip.naam, "bron": BRON}
        op_schaal = self.op_schaal()
        if soort == "uniek":
            self.uniek(begrip, inhoud)
        elif soort == "verzamel":
            self.verzamel(begrip, inhoud)
        elif soort == "plaats" and op_schaal:
            self.plaats(begrip, inhoud, op_schaal)
        else:
            self.hoogste(begrip, inhoud, op_schaal)
        self.uitkomsten[begrip.naam] = inhoud
        self.begrippen.append(begrip)

    def op_schaal(self) -> list[Begrip]:
        """Return what has a single level on one randomly chosen scale."""
        schaal = self.rng.choice(list(self.schalen))
        return [b for b in self.begrippen if b.soort == "keuze" and b.schaal == schaal]

    def leg_op(self, begrip: Begrip, schaal: str) -> None:
        """Put an outcome on a scale."""
        begrip.schaal = schaal
        begrip.waarden = begrip.niveaus = self.schalen[schaal]

    def hoogste(self, begrip: Begrip, inhoud: Groep, op_schaal: list[Begrip]) -> None:
        """The heaviest conclusion of a few rules."""
        schaal = op_schaal[0].schaal if op_schaal else None
        self.leg_op(begrip, schaal or self.rng.choice(list(self.schalen)))
        inhoud |= {"kies": "hoogste", "schaal": begrip.schaal} | self.alleen_als(begrip, 0.2)
        for _ in range(self.rng.randint(1, 4)):
            waarde: Any = self.rng.choice(begrip.waarden)
            if op_schaal and self.rng.random() < 0.4:
                ander = self.rng.choice(op_schaal)
                self.gebruikt.add(ander.naam)
                waarde = {"niveau_van": ander.naam}
            als = self.voorwaarde(self.begrippen) if self.rng.random() < 0.9 else None
            self.regel(als, {begrip.naam: waarde})

    def plaats(self, begrip: Begrip, inhoud: Groep, op_schaal: list[Begrip]) -> None:
        """The n-th heaviest of others."""
        leden = self.enkele(op_schaal, 4)
        if self.rng.random() < 0.1:
            leden.append(self.rng.choice(leden))
        self.leg_op(begrip, leden[0].schaal or "")
        namen = [lid.naam for lid in leden]
        self.gebruikt |= set(namen)
        inhoud |= {"plaats": self.rng.randint(1, len(leden)), "van": namen}
        inhoud |= self.alleen_als(begrip, 0.2)

    def uniek(self, begrip: Begrip, inhoud: Groep) -> None:
        """A complete table, or a rule with its opposite; seldom with a gap or an overlap."""
        lek = self.rng.random() < self.maat.lek
        inhoud["kies"] = "uniek"
        if self.rng.random() < 0.3:
            self.leg_op(begrip, self.rng.choice(list(self.schalen)))
            inhoud["schaal"] = begrip.schaal
        else:
            begrip.waarden = [str(n) for n in range(1, self.rng.randint(2, 5) + 1)]
            inhoud["waarden"] = list(map(int, begrip.waarden))
            if self.rng.random() < 0.3:
                inhoud["waarden"] = {int(w): f"waarde {w}" for w in begrip.waarden}
        assen = [b for b in self.begrippen if b.soort == "keuze"]
        if assen and self.rng.random() < 0.7:
            self.tabel(begrip, inhoud, self.enkele(assen, 2), lek)
        else:
            als = self.voorwaarde(self.begrippen, diepte=1)
            inhoud |= self.alleen_als(begrip, 0.3)
            self.regel(als, {begrip.naam: self.rng.choice(begrip.waarden)})
            if not lek or self.rng.random() < 0.5:
                self.regel({"niet": als}, {begrip.naam: self.rng.choice(begrip.waarden)})
        if lek and self.rng.random() < 0.7:
            als = self.voorwaarde(self.begrippen)
            self.regel(als, {begrip.naam: self.rng.choice(begrip.waarden)})

    def tabel(self, begrip: Begrip, inhoud: Groep, assen: list[Begrip], lek: bool) -> None:
        """A table with a cell for every value; the outcome needs its axes to be relevant."""
        nodig = {as_.naam: as_.waarden for as_ in assen if as_.kan_nvt}
        if nodig and not (lek and self.rng.random() < 0.5):
            begrip.kan_nvt = True
            extra = {} if self.rng.random() < 0.7 else self.voorwaarde(self.begrippen)
            inhoud["alleen_als"] = extra | nodig
        self.gebruikt |= {as_.naam for as_ in assen}
        rijen = list(assen[0].waarden)
        if lek and self.rng.random() < 0.5:
            rijen = rijen[1:]

        def kies() -> str:
            return str(self.rng.choice(begrip.waarden))

        cellen: Groep = {rij: kies() for rij in rijen}
        kop: Groep = {"uitkomst": begrip.naam, "rijen": assen[0].naam}
        if len(assen) > 1:
            kop["kolommen"] = assen[1].naam
            cellen = {rij: {kolom: kies() for kolom in assen[1].waarden} for rij in rijen}
        self.tabellen[self.nieuw("tabel")] = kop | {
            "cellen": cellen,
            "omdat": "De tabel.",
            "u": "De tabel.",
            "bron": BRON,
        }

    def verzamel(self, begrip: Begrip, inhoud: Groep) -> None:
        """All conclusions together; some values may have no rule."""
        begrip.soort = "verzamel"
        begrip.waarden = [f"w{n}" for n in range(1, self.rng.randint(2, self.maat.klassen) + 1)]
        inhoud |= {"kies": "verzamel", "waarden": {w: f"waarde {w}" for w in begrip.waarden}}
        inhoud |= self.alleen_als(begrip, 0.3)
        for _ in range(self.rng.randint(1, 4)):
            waarde = self.rng.choice(begrip.waarden)
            self.regel(self.voorwaarde(self.begrippen), {begrip.naam: waarde})

    def regel(self, als: Groep | None, dan: Groep) -> None:
        """Add a rule; sometimes it gives a signal beside its conclusion."""
        if "signaal" not in dan and self.rng.random() < 0.1:
            dan = dan | {"signaal": self.nieuw_signaal()}
        regel: Groep = {"id": self.nieuw("R"), "dan": dan, "omdat": "Daarom.", "u": "Daarom."}
        self.regels.append(regel | ({"als": als} if als else {}) | {"bron": BRON})

    def route(self) -> None:
        """Add the routes and the rules that lead there."""
        namen = [self.nieuw("route") for _ in range(self.rng.randint(1, 3))]
        self.routes = {n: {"titel": n, "u": "Elders.", "bron": BRON} for n in namen}
        for naam in [*namen, *self.enkele(namen)]:
            self.regel(self.voorwaarde(self.begrippen), {"route": naam})
        self.begrippen.append(Begrip("route", "keuze", ["geen", *reversed(namen)]))

    def nieuw_signaal(self) -> str:
        """Return a signal: a new one, or one that exists."""
        if self.signalen and self.rng.random() < 0.3:
            return self.rng.choice(list(self.signalen))
        naam = self.nieuw("s")
        self.signalen[naam] = {"titel": naam, "soort": "signaal", "bron": BRON}
        return naam

    def signaal(self, als: Groep) -> None:
        """Add a rule that gives only a signal."""
        self.regel(als, {"signaal": self.nieuw_signaal()})

    # Text

    def tekst(self) -> dict[str, str]:
        """Return the YAML of each file."""
        if self.rng.random() < 0.3:
            self.vragen["verslag"] = {
                "thema": "thema",
                "vraag": "Nog iets?",
                "soort": "tekst",
                "gebruik": "verslag",
                "bron": BRON,
            }
        secties: dict[str, Any] = {
            "schalen": self.schalen,
            "vragen": self.vragen,
            "uitkomsten": self.uitkomsten,
            "regels": self.regels,
            "tabellen": self.tabellen,
            "parameters": self.parameters,
            "tellingen": self.tellingen,
            "dagen_tussen": self.dagen_tussen,
            "routes": self.routes,
            "signalen": self.signalen,
        }
        gevuld = {naam: inhoud for naam, inhoud in secties.items() if inhoud}
        bestanden = {"regels": gevuld}
        if self.rng.random() < 0.3:
            bestanden = {"vragen": {"vragen": gevuld.pop("vragen")}, "regels": gevuld}
        kop = {
            "regelwerk": "toeval",
            "titel": "Toeval",
            "versie": "1",
            "bronnen": {"bron": {"titel": "Bron"}},
            "themas": {"thema": "Thema"},
            "redenen_onbekend": {"weet_niet": "niemand weet het"},
            "bestanden": [f"{naam}.yaml" for naam in bestanden],
        }
        teksten = {"regelwerk.yaml": als_yaml(kop)}
        for naam, inhoud in bestanden.items():
            begin = {
                "regelset": naam,
                "titel": naam,
                "geldig_vanaf": date(2021, 1, 1),
                "bron": {"document": "bron"},
            }
            teksten[f"{naam}.yaml"] = als_yaml(begin | inhoud)
        return teksten


class _Schrijver(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def als_yaml(inhoud: Any) -> str:
    """Return YAML without aliases, with small groups on one line."""
    tekst: str = yaml.dump(
        inhoud,
        Dumper=_Schrijver,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )
    return tekst


def maak_regelwerk(rng: Random, map_: Path, maat: Maat | None = None) -> Regelwerk:
    """Write a random regelwerk into a folder and read it; DiagnoseFout is a fault."""
    map_.mkdir(parents=True, exist_ok=True)
    for naam, tekst in Maker(rng, maat or Maat()).maak().items():
        (map_ / naam).write_text(tekst, encoding="utf-8")
    return laad(map_)

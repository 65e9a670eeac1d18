"""The chapters of a regelboek on what is decided: outcomes, routes, signals, with their rules."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explanation.regelboek.taal import Taal
from engine.explanation.regelboek.voorwaarden import Voorlezer
from engine.explanation.regelboek.vorm import (
    Alinea,
    Blok,
    Cel,
    Deel,
    Tabel,
    Teksten,
    Verwijzing,
    Zin,
    met_komma,
)
from engine.explanation.teksten import opsomming
from engine.rulebook.klassen import Waarden
from engine.rulebook.rulebook import (
    GEEN,
    ROUTE,
    SIGNAAL,
    Aanduiding,
    Alle,
    Atoom,
    Regel,
    Rulebook,
    Uitkomst,
    Voorwaarde,
)

_PLAATS = {1: "zwaarste", 2: "op één na zwaarste", 3: "op twee na zwaarste"}
_SOORT = {
    "crisis": "Crisis",
    "tegenspraak": "Tegenspraak",
    "grensgeval": "Grensgevallen",
    "twijfel": "Twijfel",
    "voorlopig": "Voorlopig",
    "signaal": "Andere signalen",
}


class Uitkomsten:
    """Writes the chapters; a rule stands once, with the first thing that it concludes."""

    def __init__(self, boek: Rulebook) -> None:
        """Take the rulebook to write about."""
        self.boek = boek
        self.taal = Taal(boek)
        self.lezer = Voorlezer(self.taal)
        self.bij = {r.id: _eerste(boek, r) for r in boek.regels.values()}

    def hoofdstukken(self) -> tuple[Deel, ...]:
        """Return the chapters on outcomes, on routes and on signals."""
        uitkomsten = tuple(
            self.uitkomst(u) for u in self.boek.uitkomsten.values() if u.id not in {ROUTE, SIGNAAL}
        )
        hoofdstukken = [
            Deel("uitkomsten", "Uitkomsten", delen=uitkomsten),
            Deel("routes", "Routes", blokken=(_ROUTES,), delen=tuple(self.routes())),
            Deel("signalen", "Signalen", blokken=(_SIGNALEN,), delen=tuple(self.signalen())),
        ]
        return tuple(hoofdstukken)

    def uitkomst(self, uitkomst: Uitkomst) -> Deel:
        """Return the section on an outcome: how it is chosen, then its tables and rules."""
        blokken = list(self.hoe(uitkomst))
        if uitkomst.grond is not None:
            blokken.append(self.taal.grondslag(uitkomst.grond))
        regels = [self.boek.regels[r] for r in uitkomst.regels]
        delen = [*self.tabellen(regels), *self.regels(regels, (uitkomst.id, ""))]
        elders = [
            (Verwijzing(r.id, f"regel-{r.id}"),)
            for r in regels
            if not r.tabel and self.bij[r.id] != (uitkomst.id, "")
        ]
        if elders:
            blokken.append(Alinea((*met_komma(elders), "."), "Zie ook de regels"))
        return Deel(
            f"uitkomst-{uitkomst.id}",
            uitkomst.titel,
            uitkomst.id,
            tuple(blokken),
            tuple(delen),
        )

    def hoe(self, uitkomst: Uitkomst) -> Iterator[Blok]:
        """Yield how an outcome is chosen, which values it has and when it applies."""
        taal = self.taal
        waarden = [_kaal(taal.waarde(uitkomst.id, w)) for w in uitkomst.waarden]
        lichtste = waarden[0] if waarden else ""
        zin: Zin = {
            "hoogste": (
                "De zwaarste conclusie van de regels hieronder geldt. Is geen regel van "
                f"toepassing, dan is de uitkomst {lichtste}.",
            ),
            "uniek": ("Precies één regel of vakje van een tabel geeft de waarde.",),
            "verzamel": ("Alles wat uit de regels hieronder volgt, telt naast elkaar.",),
        }.get(uitkomst.kies, ())
        if uitkomst.kies == "plaats":
            plaats = _PLAATS.get(uitkomst.plaats, f"{uitkomst.plaats}e in zwaarte")
            leden = met_komma([(taal.naar(n),) for n in uitkomst.van])
            zin = (f"Dit is het {plaats} van: ", *leden, ".")
        if uitkomst.monotoon:
            zin = (*zin, " Een zwaarder antwoord maakt deze uitkomst nooit lichter.")
        if uitkomst.advies:
            zin = (*zin, " Een vraag die hier nog iets aan kan veranderen, heet nog open.")
        yield Alinea(zin, "Hoe deze uitkomst ontstaat")
        if uitkomst.alleen_als is not None:
            yield self.lezer.alleen_als(
                "Deze uitkomst is alleen van toepassing als", uitkomst.alleen_als
            )
        if uitkomst.teksten_u:
            yield _waardentabel(uitkomst)
        elif uitkomst.schaal:
            yield Alinea((", ".join(waarden), ", van licht naar zwaar."), "Mogelijke waarden")
        elif waarden:
            yield Alinea((f"{', '.join(waarden)}.",), "Mogelijke waarden")

    def routes(self) -> Iterator[Deel]:
        """Yield the routes in order, each with its rules."""
        for route in self.boek.routes.values():
            client = Alinea((route.u,), "Voor de cliënt")
            yield self.aanduiding(route, "route", ROUTE, client)

    def signalen(self) -> Iterator[Deel]:
        """Yield the signals by kind, each with its rules."""
        for soort, titel in _SOORT.items():
            groep = [s for s in self.boek.signalen.values() if s.soort == soort]
            delen = tuple(self.aanduiding(s, "signaal", SIGNAAL) for s in groep)
            if delen:
                yield Deel(f"signalen-{soort}", titel, delen=delen)

    def aanduiding(self, aanduiding: Aanduiding, soort: str, uitkomst: str, *blokken: Blok) -> Deel:
        """Return the section on a route or signal, with the rules that give it."""
        boek, begin = self.boek, list(blokken)
        if aanduiding.vertrouwelijk:
            begin.append(
                Alinea(
                    ("Vertrouwelijk: blijft weg van alles wat de cliënt of een huisgenoot leest.",)
                )
            )
        for rooster in boek.roosters.values():
            if soort == "signaal" and rooster.vorm.signaal == aanduiding.id:
                naar = Verwijzing(rooster.vorm.titel, f"rooster-{rooster.id}")
                begin.append(Alinea((naar, "."), "Volgt uit een vergelijking"))
        hier = [
            r
            for r in boek.regels.values()
            if any(c.uitkomst == uitkomst and c.waarde == aanduiding.id for c in r.conclusies)
        ]
        elders = [r for r in hier if self.bij[r.id] != (uitkomst, aanduiding.id)]
        if elders:
            zie = met_komma([(Verwijzing(r.id, f"regel-{r.id}"),) for r in elders])
            begin.append(Alinea((*zie, "."), "Zie ook de regels"))
        begin.append(self.taal.grondslag(aanduiding.grond))
        return Deel(
            f"{soort}-{aanduiding.id}",
            aanduiding.titel,
            aanduiding.id,
            tuple(begin),
            tuple(self.regels(hier, (uitkomst, aanduiding.id))),
        )

    def regels(self, regels: list[Regel], bij: tuple[str, str]) -> Iterator[Deel]:
        """Yield the rules that stand here, tables left out."""
        for regel in regels:
            if regel.tabel is None and self.bij[regel.id] == bij:
                yield self.regel(regel)

    def regel(self, regel: Regel) -> Deel:
        """Return one rule, read aloud."""
        blokken: tuple[Blok, ...] = (
            self.lezer.als_dan(regel),
            Teksten(self.taal.ingevuld(regel.omdat), self.taal.ingevuld(regel.u)),
            self.taal.grondslag(regel.grond),
        )
        titel = "; ".join(self.lezer.titel(c) for c in regel.conclusies)
        return Deel(f"regel-{regel.id}", titel, regel.id, blokken)

    def tabellen(self, regels: list[Regel]) -> Iterator[Deel]:
        """Yield the tables among the rules, each as one table."""
        groepen: dict[str, list[Regel]] = {}
        for regel in regels:
            if regel.tabel is not None:
                groepen.setdefault(regel.tabel, []).append(regel)
        for naam, cellen in groepen.items():
            eerste = cellen[0]
            uitkomst = self.boek.uitkomsten[eerste.conclusies[0].uitkomst].titel
            assen = [self.boek.grootheden[a.grootheid].eigenaar for a, _ in _as(eerste)]
            titel = opsomming([self.taal.naar(a).tekst for a in assen], "en")
            blokken: tuple[Blok, ...] = (
                self._tabel(assen, cellen),
                Teksten(self.taal.ingevuld(eerste.omdat), self.taal.ingevuld(eerste.u)),
                self.taal.grondslag(eerste.grond),
            )
            yield Deel(f"tabel-{naam}", f"Tabel: {uitkomst} volgt uit {titel}", naam, blokken)

    def _tabel(self, assen: list[str], regels: list[Regel]) -> Tabel:
        taal, uitkomst = self.taal, regels[0].conclusies[0].uitkomst
        titel = self.boek.uitkomsten[uitkomst].titel
        cellen: dict[str, dict[str, Cel]] = {}
        for regel in regels:
            sleutels = [waarde for _, waarde in _as(regel)]
            zin = (_kaal(taal.waarde(uitkomst, regel.conclusies[0].waarde or "")),)
            id_ = f"cel-{regel.tabel}.{'.'.join(sleutels)}"
            cellen.setdefault(sleutels[0], {})["".join(sleutels[1:])] = Cel(zin, id=id_)
        hoek: Zin = (taal.naar(assen[0]),)
        if len(assen) == 1:
            kop: tuple[Zin, ...] = (hoek, (titel,))
        else:
            kolommen = list(next(iter(cellen.values())))
            naam: Zin = (taal.naar(assen[1]),)
            kop = (
                (*hoek, " ↓ / ", *naam, " →"),
                *((_kaal(taal.waarde(assen[1], k)),) for k in kolommen),
            )
        rijen = tuple(
            (Cel((_kaal(taal.waarde(assen[0], rij)),)), *inhoud.values())
            for rij, inhoud in cellen.items()
        )
        return Tabel(titel, kop, rijen)


_ROUTES = Alinea(
    (
        "Een route komt in de plaats van een arrangement. De routes staan op volgorde: de eerste "
        "die geldt is de route, de andere die gelden worden signalen.",
    )
)
_SIGNALEN = Alinea(
    ("Een signaal verandert geen uitkomst. Het vertelt de consulent waar hij op moet letten.",)
)


def _eerste(boek: Rulebook, regel: Regel) -> tuple[str, str]:
    """Return where a rule stands: its first outcome, or the route or signal that it gives."""
    conclusie = regel.conclusies[0]
    apart = conclusie.uitkomst in {ROUTE, SIGNAAL} and conclusie.waarde != GEEN
    return conclusie.uitkomst, (conclusie.waarde or "") if apart else ""


def _kaal(woorden: str) -> str:
    """Return a value without quotation marks, for where it stands alone."""
    return woorden.strip("“”")


def _as(regel: Regel) -> list[tuple[Atoom, str]]:
    """Return the axes of a cell of a table with its place on them."""
    voorwaarde: Voorwaarde | None = regel.voorwaarde
    delen = voorwaarde.delen if isinstance(voorwaarde, Alle) else (voorwaarde,)
    gevonden = []
    for deel in delen:
        assert isinstance(deel, Atoom) and isinstance(deel.eis, Waarden)
        gevonden.append((deel, next(iter(deel.eis.namen))))
    return gevonden


def _waardentabel(uitkomst: Uitkomst) -> Tabel:
    rijen = tuple(
        (Cel((uitkomst.teksten.get(w, w),)), Cel((uitkomst.teksten_u.get(w, "–"),)))
        for w in uitkomst.waarden
    )
    return Tabel("Mogelijke waarden", (("Voor de professional",), ("Voor de cliënt",)), rijen)

"""Linking: from the parts of the files that hold in one period to a rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from engine.rulebook import vorm
from engine.rulebook.diagnose import Diagnose
from engine.rulebook.inlezen import Bestand, Deel, Map
from engine.rulebook.klassen import NVT, Grootheid, Klasse, getal_klassen
from engine.rulebook.knoop import Knoop
from engine.rulebook.koppel_overig import KoppelOverig
from engine.rulebook.koppel_regels import KoppelRegels
from engine.rulebook.koppel_stukken import KoppelStukken
from engine.rulebook.nagaan import Nagaan
from engine.rulebook.namen import Begrip, Namen
from engine.rulebook.rulebook import (
    GEEN,
    ROUTE,
    SIGNAAL,
    Parameter,
    Parameterwaarde,
    Rulebook,
    Uitkomst,
    Voorwaarde,
    Vraag,
)
from engine.rulebook.samenhang import Samenhang
from engine.rulebook.voorwaarden import Lezer


@dataclass(slots=True)
class Koppelaar:
    """Links the files that hold from `vanaf` through `tot` (no `tot`: until further notice)."""

    gelezen: Map
    bestanden: tuple[Bestand, ...]
    vanaf: date
    tot: date | None
    namen: Namen = field(init=False)
    lezer: Lezer = field(init=False)
    parameters: dict[str, Parameter] = field(init=False)

    def koppel(self) -> tuple[Rulebook, list[Diagnose]]:
        """Return the rulebook and everything that is wrong with it.

        A rulebook that comes with a `fout` is incomplete and must not be evaluated.
        """
        assert self.gelezen.kop is not None
        self.namen = Namen(self.gelezen, self.bestanden)
        self.parameters = {n: self._parameter(d) for n, d in self.namen.parameters.items()}
        self.lezer = Lezer(self.namen, self._waarde)
        Samenhang(self.namen).controleer()
        vragen = {n: self._vraag(d) for n, d in self.namen.vragen.items()}
        regels = KoppelRegels(self.namen, self.lezer, self.vanaf)
        alle_regels = regels.lees()
        uitkomsten = self._uitkomsten(regels.van_uitkomst)
        overig = KoppelOverig(self.namen, self.lezer)
        stukken = KoppelStukken(self.namen, self.lezer)
        gebeurtenissen, teksten = stukken.gebeurtenissen(), stukken.stukken()
        grootheden = self._grootheden(vragen, uitkomsten)
        boek = Rulebook(
            kop=self.gelezen.kop,
            vanaf=self.vanaf,
            tot=self.tot,
            schalen=self.namen.schalen,
            vragen=vragen,
            uitkomsten=uitkomsten,
            regels=alle_regels,
            parameters=self.parameters,
            weekrooster=overig.weekrooster(),
            tellingen=overig.tellingen(),
            roosters=overig.roosters(),
            dagen_tussen=overig.dagen_tussen(),
            termijnen=overig.termijnen(),
            gebeurtenissen=gebeurtenissen,
            stukken=teksten,
            routes=overig.routes(),
            signalen=overig.signalen(),
            grootheden=grootheden,
            volgorde=(),
        )
        nagaan = Nagaan(boek, self.namen, self.lezer)
        nagaan.gebruik()
        boek = replace(boek, volgorde=nagaan.volgorde())
        return boek, self.namen.diagnoses

    def _waarde(self, naam: str) -> Decimal | None:
        """The value of a parameter in this period."""
        waarde = self.parameters[naam].op(self.vanaf) if naam in self.parameters else None
        return waarde.waarde if waarde else None

    def _parameter(self, deel: Deel[vorm.Parameter]) -> Parameter:
        waarden = sorted(deel.vorm.waarden.items())
        klaar: list[Parameterwaarde] = []
        for nummer, (vanaf, waarde) in enumerate(waarden):
            volgende = waarden[nummer + 1][0] if nummer + 1 < len(waarden) else None
            tot = waarde.geldig_tot
            knoop = deel.knoop.op("waarden", vanaf.isoformat())
            if tot is not None and tot < vanaf:
                self.namen.meld(
                    "periode-omgekeerd",
                    f"De waarde eindigt op {tot}, voor haar begin op {vanaf}.",
                    "Verbeter een van de twee datums.",
                    knoop.op("geldig_tot").positie,
                )
            if volgende is not None and (tot is None or tot >= volgende):
                tot = date.fromordinal(volgende.toordinal() - 1)
            plek = deel.knoop.op("waarden").sleutel(vanaf.isoformat()) or deel.positie
            grond_ = self.namen.grond_van(waarde, deel.bestand, knoop, plek)
            klaar.append(Parameterwaarde(vanaf, tot, waarde.waarde, grond_))
        return Parameter(
            deel.naam, deel.vorm.titel, deel.vorm.eenheid, deel.vorm.productcode, tuple(klaar)
        )

    def _alleen_als(self, knoop: Knoop) -> Voorwaarde | None:
        return self.lezer.lees(knoop.map["alleen_als"]) if "alleen_als" in knoop.map else None

    def _vraag(self, deel: Deel[vorm.Vraag]) -> Vraag:
        begrip = self.namen.begrippen[deel.naam]
        self.lezer.voor_verslag = deel.vorm.gebruik == "verslag"
        alleen_als = self._alleen_als(deel.knoop)
        self.lezer.voor_verslag = False
        return Vraag(
            deel.naam,
            deel.vorm,
            alleen_als,
            begrip.grootheden(),
            begrip.schaal,
            self.namen.grond(deel),
        )

    def _uitkomsten(self, van_uitkomst: dict[str, list[str]]) -> dict[str, Uitkomst]:
        uitkomsten = {
            n: self._uitkomst(d, van_uitkomst.get(n, [])) for n, d in self.namen.uitkomsten.items()
        }
        for naam, titel, kies in ((ROUTE, "Route", "hoogste"), (SIGNAAL, "Signalen", "verzamel")):
            begrip = self.namen.begrippen[naam]
            uitkomsten[naam] = Uitkomst(
                id=naam,
                titel=titel,
                kies=kies,
                waarden=tuple(begrip.waarden),
                teksten=self._aanduidingen(naam),
                teksten_u={},
                schaal=None,
                plaats=0,
                van=(),
                alleen_als=None,
                monotoon=False,
                advies=True,
                regels=tuple(dict.fromkeys(van_uitkomst.get(naam, []))),
                grond=None,
            )
        return uitkomsten

    def _aanduidingen(self, naam: str) -> dict[str, str]:
        if naam == SIGNAAL:
            return {n: d.vorm.titel for n, d in self.namen.signalen.items()}
        return {GEEN: "geen route"} | {n: d.vorm.titel for n, d in self.namen.routes.items()}

    def _uitkomst(self, deel: Deel[vorm.Uitkomst], regels: list[str]) -> Uitkomst:
        vorm_, begrip = deel.vorm, self.namen.begrippen[deel.naam]
        teksten = {
            str(n): t if isinstance(t, dict) else {"tekst": t}
            for n, t in (vorm_.waarden.items() if isinstance(vorm_.waarden, dict) else ())
        }
        return Uitkomst(
            id=deel.naam,
            titel=vorm_.titel,
            kies=vorm_.kies or "plaats",
            waarden=tuple(begrip.waarden),
            teksten={n: str(t.get("tekst", n)) for n, t in teksten.items()},
            teksten_u={n: str(t["u"]) for n, t in teksten.items() if "u" in t},
            schaal=begrip.schaal,
            plaats=vorm_.plaats or 0,
            van=tuple(vorm_.van or ()),
            alleen_als=self._alleen_als(deel.knoop),
            monotoon=vorm_.monotoon,
            advies=vorm_.advies,
            regels=tuple(dict.fromkeys(regels)),
            grond=self.namen.grond(deel),
        )

    def _grootheden(
        self, vragen: dict[str, Vraag], uitkomsten: dict[str, Uitkomst]
    ) -> dict[str, Grootheid]:
        nvt = {n for n, v in vragen.items() if v.alleen_als is not None}
        nvt |= {n for n, u in uitkomsten.items() if u.alleen_als is not None}
        nvt |= {n for n, d in self.namen.dagen_tussen.items() if {d.vorm.van, d.vorm.tot} & nvt}
        return {
            g.id: g
            for begrip in self.namen.begrippen.values()
            for g in self._van_begrip(begrip, begrip.naam in nvt)
        }

    def _van_begrip(self, begrip: Begrip, kan_nvt: bool) -> Iterator[Grootheid]:
        staart = (Klasse(NVT, 0),) if kan_nvt else ()
        is_datum = begrip.soort == "datum"
        if begrip.soort in {"getal", "datum"}:
            sneden = self.lezer.sneden.get(begrip.naam, set())
            klassen = getal_klassen(sneden, datum=is_datum)
        elif begrip.soort in {"meer", "verzamel"}:
            klassen = (Klasse("nee"), Klasse("ja"))
        elif begrip.soort == "tekst":
            klassen = (Klasse("tekst"),)
        else:
            klassen = tuple(Klasse(w, n) for w, n in begrip.waarden.items())
        for id_ in begrip.grootheden():
            yield Grootheid(
                id_,
                begrip.naam,
                klassen + staart,
                is_getal=begrip.soort in {"getal", "datum"},
                is_datum=is_datum,
            )


def periodes(gelezen: Map) -> Iterator[tuple[tuple[Bestand, ...], date, date | None]]:
    """Yield the periods between changes of the rules, each with the files that hold in it."""
    begin = sorted(_wisseldagen(gelezen))
    for nummer, vanaf in enumerate(begin):
        volgende = begin[nummer + 1] if nummer + 1 < len(begin) else None
        tot = date.fromordinal(volgende.toordinal() - 1) if volgende else None
        geldig = tuple(
            b
            for b in gelezen.bestanden
            if b.kop.geldig_vanaf <= vanaf
            and (b.kop.geldig_tot is None or vanaf <= b.kop.geldig_tot)
        )
        if geldig:
            yield geldig, vanaf, tot


def _wisseldagen(gelezen: Map) -> set[date]:
    """The days on which a file, a rule or a bound begins or has just ended."""
    dagen: set[date] = set()

    def einde(dag: date | None) -> Iterable[date]:
        return () if dag is None else (date.fromordinal(dag.toordinal() + 1),)

    for bestand in gelezen.bestanden:
        dagen.add(bestand.kop.geldig_vanaf)
        dagen.update(einde(bestand.kop.geldig_tot))
    for regel in gelezen.delen("regels", vorm.Regel):
        if regel.vorm.geldig_vanaf:
            dagen.add(regel.vorm.geldig_vanaf)
        dagen.update(einde(regel.vorm.geldig_tot))
    for parameter in gelezen.delen("parameters", vorm.Parameter):
        # A tariff bounds nothing: it is looked up per day, so its changes cut no period.
        if parameter.vorm.productcode is None:
            dagen.update(parameter.vorm.waarden)
            for waarde in parameter.vorm.waarden.values():
                dagen.update(einde(waarde.geldig_tot))
    return dagen

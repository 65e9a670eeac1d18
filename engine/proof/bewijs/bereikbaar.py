"""Bereikbaar: everything in the rules can occur in some intake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import GeenUniekeUitkomst
from engine.proof.bewijs.delen import MEESTE_VERWANT, Bevinding, Uitslag, Zaak, plekken, regels_van
from engine.proof.bewijs.ruimte import Geval
from engine.rulebook.diagnose import Diagnose, Positie, Verwant
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import (
    Alle,
    Atoom,
    Conclusie,
    IsOnbekend,
    Regel,
    Uitkomst,
    Voorwaarde,
    atomen,
)


@dataclass(frozen=True, slots=True)
class _Iets:
    """Something that must be able to occur: where it does, and what to say when it does not."""

    naam: str
    diagram: int
    positie: Positie | None
    hulp: str
    verwant: tuple[Verwant, ...] = ()


class Bereikbaar:
    """The proof that everything in a rulebook can occur."""

    def __init__(self, zaak: Zaak) -> None:
        """Take a rulebook."""
        self.zaak = zaak
        self.boek = zaak.boek
        self.ruimte = zaak.ruimte
        self.bekeken: set[str] = set()
        self.gemeld: set[str] = set()
        """The questions and outcomes of which something cannot occur."""
        self.onbereikt: set[str] = set()
        """The rules that cannot hold."""
        self.nooit: set[tuple[str, str]] = set()
        """The values that cannot occur although a rule gives them, or because none does."""

    def bevindingen(self) -> Iterator[Bevinding]:
        """Yield what no intake can reach, and what can hold but never decides."""
        for naam in self.boek.volgorde:
            if naam in self.vragen:
                yield from self._vraag(naam)
            elif naam in self.boek.uitkomsten:
                yield from self._uitkomst(self.boek.uitkomsten[naam])

    def _vraag(self, naam: str) -> Iterator[Bevinding]:
        if self._bestaat(self.vragen[naam]):
            return
        if not self._volgt(self.boek.vragen[naam].alleen_als):
            yield self._onbereikbaar(self.vragen[naam])
        self.gemeld.add(naam)

    def _uitkomst(self, uitkomst: Uitkomst) -> Iterator[Bevinding]:
        for regel in self._regels(uitkomst):
            if regel.id not in self.bekeken:
                self.bekeken.add(regel.id)
                yield from self._regel(regel)
        for waarde, iets in self.waarden[uitkomst.id].items():
            geven = [r for r in self._regels(uitkomst) if self._geeft(r, uitkomst, waarde)]
            dood = geven and all(r.id in self.onbereikt for r in geven)
            if not self._bestaat(iets) and not dood:
                self.nooit.add((uitkomst.id, waarde))
                yield self._onbereikbaar(iets)
        if uitkomst.kies == "hoogste":
            yield from self._nooit_beslissend(uitkomst)

    def _bestaat(self, iets: _Iets) -> bool:
        return self.ruimte.bestaat(iets.diagram) != self.ruimte.nee

    def _volgt(self, voorwaarde: Voorwaarde | None) -> bool:
        """Whether a condition asks what cannot be, for a reason that was reported before."""
        return any(
            isinstance(atoom, Atoom)
            and self.boek.eigenaar(atoom) in self.gemeld
            and self.ruimte.bestaat(self.zaak.voorwaarde(atoom)) == self.ruimte.nee
            for atoom in atomen(voorwaarde)
        )

    @property
    def aantal(self) -> int:
        """How many rules, cells, values and questions are looked at."""
        return len(self.boek.regels) + len(self.vragen) + sum(map(len, self.waarden.values()))

    def wortels(self) -> list[int]:
        """Return the diagrams that this proof looks at."""
        iets = (
            *self.vragen.values(),
            *(i for deel in self.waarden.values() for i in deel.values()),
        )
        return [*self.bereikt.values(), *(een.diagram for een in iets)]

    # Rules and cells

    @cached_property
    def bereikt(self) -> dict[str, int]:
        """Per rule where it holds while something that it concludes on is relevant."""
        return {
            id_: self.ruimte.en(
                self.zaak.voorwaarde(regel.voorwaarde), self._doet_mee(regel), self._gaaf(regel)
            )
            for id_, regel in self.boek.regels.items()
        }

    def _doet_mee(self, regel: Regel) -> int:
        return self.ruimte.of(*(self.zaak.relevant(c.uitkomst) for c in regel.conclusies))

    def _gaaf(self, regel: Regel) -> int:
        namen = {self.boek.eigenaar(a) for a in atomen(regel.voorwaarde)}
        return self.zaak.gaaf(*namen)

    def _regel(self, regel: Regel) -> Iterator[Bevinding]:
        cel = f"De cel '{regel.id}' van de tabel '{regel.tabel}'"
        iets = _Iets(
            cel if regel.tabel else f"De regel '{regel.id}'",
            self.bereikt[regel.id],
            regel.grond.positie,
            "Maak de voorwaarde ruimer, of haal de regel weg.",
            tuple(dict.fromkeys(self._in_de_weg(regel))),
        )
        if not self._bestaat(iets):
            if not self._volgt(regel.voorwaarde):
                yield self._onbereikbaar(iets)
            self.onbereikt.add(regel.id)
            self.gemeld |= {c.uitkomst for c in regel.conclusies}
        elif regel.id in self.zaak.model.regels_met_onbekend:
            yield from self._bij_onbekend(regel)

    def _in_de_weg(self, regel: Regel) -> Iterator[Verwant]:
        """Yield the conditions without which a rule that cannot hold could hold."""
        if self.ruimte.bestaat(self.bereikt[regel.id], echt=False) != self.ruimte.nee:
            return
        conclusies = {c.uitkomst for c in regel.conclusies}
        for naam in conclusies:
            uitkomst = self.boek.uitkomsten[naam]
            if uitkomst.grond is not None and uitkomst.alleen_als is not None:
                alleen = self.zaak.voorwaarde(regel.voorwaarde)
                if self.ruimte.bestaat(alleen, echt=False) != self.ruimte.nee:
                    zin = f"'{naam}' is dan nooit van toepassing."
                    yield Verwant(zin, uitkomst.grond.positie)
        delen = regel.voorwaarde.delen if isinstance(regel.voorwaarde, Alle) else ()
        for weg, deel in enumerate(delen):
            rest: Voorwaarde = Alle((*delen[:weg], *delen[weg + 1 :]))
            kan = self.ruimte.en(self.zaak.voorwaarde(rest), self._doet_mee(regel))
            plek = next((a.positie for a in atomen(deel)), None)
            if plek is not None and self.ruimte.bestaat(kan) != self.ruimte.nee:
                yield Verwant("Zonder deze voorwaarde zou het wel kunnen.", plek)

    def _bij_onbekend(self, regel: Regel) -> Iterator[Bevinding]:
        """Check on an intake that a rule holds which asks for the unknown."""
        weg: set[str] = set()
        for atoom in atomen(regel.voorwaarde):
            if isinstance(atoom, IsOnbekend) and atoom.eigenaar in self.boek.uitkomsten:
                wortels = [self.zaak.model.grootheden[g] for g in atoom.grootheden]
                weg |= {self.zaak.model.variabelen[v] for v in self.ruimte.steun(*wortels)}
            elif isinstance(atoom, IsOnbekend):
                weg |= set(atoom.grootheden)
        # What the rule itself asks stays known, also where the unknown outcome hangs on it.
        weg -= {a.grootheid for a in atomen(regel.voorwaarde) if isinstance(a, Atoom)}

        def toont(uitslag: Uitslag) -> bool:
            return not isinstance(uitslag, GeenUniekeUitkomst) and (
                uitslag.status(regel.id) is Status.GELDT
            )

        keuze = self.ruimte.kleinste_bestaande(self.bereikt[regel.id]) or {}
        geval = self.ruimte.geval(keuze)
        zonder = {id_: feit for id_, feit in geval.feiten.items() if id_ not in weg}
        rooster = None if weg & set(self.boek.tellingen) else geval.rooster
        if not toont(self.zaak.evalueer(Geval(zonder, rooster))):
            melding = f"Niet beslist. De regel '{regel.id}' vraagt naar iets onbekends."
            hulp = "Ga met een intake na of de regel kan gelden, of schrijf haar eenvoudiger."
            yield Bevinding(Diagnose("bewijs-niet-beslist", melding, hulp, regel.grond.positie))

    # Values, questions, routes and signals

    @cached_property
    def vragen(self) -> dict[str, _Iets]:
        """The questions that are not always asked, with where they are."""
        hulp = "Maak 'alleen_als' ruimer, of haal de vraag weg."
        return {
            vraag.id: _Iets(
                f"De vraag '{vraag.id}'",
                self.ruimte.en(self.zaak.relevant(vraag.id), self.zaak.gaaf(vraag.id)),
                vraag.grond.positie,
                hulp,
            )
            for vraag in self.boek.vragen.values()
            if vraag.id in self.zaak.model.relevant
        }

    @cached_property
    def waarden(self) -> dict[str, dict[str, _Iets]]:
        """Per outcome its values that must occur, with where they do.

        A scale may be shared, so that an outcome outside the advice need not use all of it.
        """
        return {u.id: dict(self._waarden(u)) for u in self.boek.uitkomsten.values()}

    def _waarden(self, uitkomst: Uitkomst) -> Iterator[tuple[str, _Iets]]:
        if uitkomst.kies == "verzamel":
            for waarde in uitkomst.waarden:
                if not self._alleen_uit_rooster(uitkomst, waarde):
                    yield waarde, self._waarde(uitkomst, waarde, self._lid(uitkomst, waarde))
        elif uitkomst.kies == "uniek" or uitkomst.advies:
            for nummer, klasse in enumerate(self.boek.grootheden[uitkomst.id].klassen):
                if klasse.naam != NVT:
                    heeft = self._heeft(uitkomst, nummer)
                    yield klasse.naam, self._waarde(uitkomst, klasse.naam, heeft)

    def _alleen_uit_rooster(self, uitkomst: Uitkomst, waarde: str) -> bool:
        """Whether only the comparison of weekroosters gives this; no answers do."""
        return any(
            rooster.vorm.signaal == waarde for rooster in self.boek.roosters.values()
        ) and not any(self._geeft(regel, uitkomst, waarde) for regel in self._regels(uitkomst))

    def _regels(self, uitkomst: Uitkomst) -> Iterator[Regel]:
        return regels_van(self.boek, uitkomst)

    @staticmethod
    def _geeft(regel: Regel, uitkomst: Uitkomst, waarde: str) -> bool:
        return any(c.uitkomst == uitkomst.id and c.waarde == waarde for c in regel.conclusies)

    def _heeft(self, uitkomst: Uitkomst, nummer: int) -> int:
        wortel = self.zaak.model.grootheden[uitkomst.id]
        return self.ruimte.en(
            self.ruimte.d.zet_om(wortel, lambda klasse: klasse == nummer),
            self.zaak.relevant(uitkomst.id),
            self.zaak.gaaf(uitkomst.id),
        )

    def _lid(self, uitkomst: Uitkomst, waarde: str) -> int:
        return self.ruimte.en(
            self.zaak.relevant(uitkomst.id),
            self.ruimte.of(
                *(
                    self.bereikt[regel.id]
                    for regel in self._regels(uitkomst)
                    if self._geeft(regel, uitkomst, waarde)
                )
            ),
        )

    def _waarde(self, uitkomst: Uitkomst, waarde: str, diagram: int) -> _Iets:
        aanduiding = self.boek.routes.get(waarde) or self.boek.signalen.get(waarde)
        eigen = uitkomst.grond or (aanduiding.grond if aanduiding else None)
        geven = (
            r
            for r in self._regels(uitkomst)
            if self._geeft(r, uitkomst, waarde) or any(c.niveau_van for c in r.conclusies)
        )
        return _Iets(
            f"'{uitkomst.id}: {waarde}'",
            diagram,
            eigen.positie if eigen else None,
            "Schrijf een regel die dit geeft, maak een voorwaarde ruimer, of haal de waarde weg.",
            plekken(geven, "zou dit geven, maar doet dat in geen enkele intake."),
        )

    def _onbereikbaar(self, iets: _Iets) -> Bevinding:
        verwant = iets.verwant[:MEESTE_VERWANT]
        if self.ruimte.bestaat(iets.diagram, echt=False) == self.ruimte.nee:
            melding = f"{iets.naam} komt in geen enkele intake voor."
            diagnose = Diagnose(
                "bewijs-onbereikbaar", melding, iets.hulp, iets.positie, verwant=verwant
            )
        else:
            diagnose = Diagnose(
                "bewijs-niet-beslist",
                f"Niet beslist. {iets.naam} komt alleen voor bij tellingen waarvoor geen "
                "weekrooster is gevonden.",
                "Zoek of zo'n weekrooster bestaat. Zo niet, verander de grenzen.",
                iets.positie,
                verwant=verwant,
            )
        return Bevinding(diagnose)

    # Rules that never decide

    def _nooit_beslissend(self, uitkomst: Uitkomst) -> Iterator[Bevinding]:
        """A rule that can hold, while something heavier always holds as well."""
        wortel = self.zaak.model.grootheden[uitkomst.id]
        for regel in self._regels(uitkomst):
            kan = self.ruimte.bestaat(self.bereikt[regel.id], echt=False)
            waarden = {(c.uitkomst, c.waarde) for c in regel.conclusies}
            if kan == self.ruimte.nee or waarden & self.nooit:
                continue
            draagt = [
                self.ruimte.en(
                    self.bereikt[regel.id],
                    self.ruimte.d.combineer(wortel, self._niveau(c), lambda a, b: a == b),
                )
                for c in regel.conclusies
                if c.uitkomst == uitkomst.id
            ]
            if self.ruimte.bestaat(self.ruimte.of(*draagt), echt=False) == self.ruimte.nee:
                yield Bevinding(
                    Diagnose(
                        "bewijs-nooit-beslissend",
                        f"De regel '{regel.id}' kan gelden, maar dan geldt altijd ook iets "
                        f"zwaarders voor '{uitkomst.id}'.",
                        "Haal de regel weg, of kijk na of de andere regels te ruim zijn.",
                        regel.grond.positie,
                        verwant=plekken(self._zwaarder(regel, uitkomst), "geldt dan ook."),
                    )
                )

    def _niveau(self, conclusie: Conclusie) -> int:
        if conclusie.waarde is not None:
            grootheid = self.boek.grootheden[conclusie.uitkomst]
            return self.ruimte.d.blad(grootheid.nummer(conclusie.waarde))
        van = self.boek.grootheden[str(conclusie.niveau_van)]
        return self.ruimte.d.zet_om(
            self.zaak.model.grootheden[van.id],
            lambda klasse: van.klassen[klasse].niveau or 0 if isinstance(klasse, int) else 0,
        )

    def _zwaarder(self, regel: Regel, uitkomst: Uitkomst) -> Iterator[Regel]:
        keuze = self.ruimte.kleinste_bestaande(self.bereikt[regel.id])
        uitslag = self.zaak.evalueer(self.ruimte.geval(keuze or {}))
        if isinstance(uitslag, GeenUniekeUitkomst):
            return iter(())
        return (r for r in uitslag.regels_die_gelden(uitkomst.id) if r.id != regel.id)

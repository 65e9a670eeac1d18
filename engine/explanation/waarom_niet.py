"""Waarom niet: what stands between a case and the outcomes next to its own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor, Voorwaardestatus
from engine.explanation.teksten import eis_in_woorden, in_een_zin, opsomming, tekst_van, vul_in
from engine.explanation.waarom import Schakel, Uitleg
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import Atoom, Grond, Regel, Rulebook, Uitkomst

WAAROM_NIET = "waarom_niet"


def waarom_niet(spoor: Spoor, uitkomst: str, uitleg: Uitleg | None = None) -> Iterator[Schakel]:
    """Explain for each neighbour of an outcome why the case does not come to it.

    The neighbours of a level are the level below and above it; those of a value that a table or
    rules give are the values one level further on one of their axes. None while the outcome is
    open or does not apply.
    """
    if uitkomst not in spoor.boek.uitkomsten or spoor.waarde(uitkomst) in {None, NVT}:
        return
    yield from _WaaromNiet(spoor, uitleg or Uitleg(spoor)).buren(spoor.boek.uitkomsten[uitkomst])


class _WaaromNiet:
    def __init__(self, spoor: Spoor, uitleg: Uitleg) -> None:
        self.spoor = spoor
        self.boek: Rulebook = spoor.boek
        self.uitleg = uitleg
        self.gezien: set[tuple[str, str]] = set()

    def buren(self, uitkomst: Uitkomst) -> Iterator[Schakel]:
        if uitkomst.kies == "uniek":
            for regel in self.buurregels(uitkomst):
                yield self.waarde(uitkomst, regel)
            return
        nu = uitkomst.waarden.index(self.spoor.waarde(uitkomst.id) or "")
        for doel in uitkomst.waarden[max(nu - 1, 0) : nu] + uitkomst.waarden[nu + 1 : nu + 2]:
            self.gezien.clear()
            zin = f"Waarom niet {uitkomst.titel.lower()} {doel}?"
            onder = self.niveau(uitkomst.id, doel)
            yield Schakel(WAAROM_NIET, f"{uitkomst.id}={doel}", zin, zin, uitkomst.grond, onder)

    def buurregels(self, uitkomst: Uitkomst) -> Iterator[Regel]:
        """The rules that fail on one level only, and by one step only."""
        for id_ in uitkomst.regels:
            regel = self.boek.regels[id_]
            tegen = self.spoor.beslissend(regel)
            if self.spoor.status(id_) is Status.GELDT_NIET and len(tegen) == 1:
                atoom = tegen[0].atoom
                if isinstance(atoom, Atoom) and self.stappen(atoom) == 1:
                    yield regel

    def stappen(self, atoom: Atoom) -> int:
        """How many levels a condition on a level is away; 0 when it is on something else."""
        uitkomst = self.boek.uitkomsten.get(atoom.grootheid)
        if uitkomst is None or uitkomst.schaal is None or not self.spoor.is_vast(uitkomst.id):
            return 0
        grootheid = self.boek.grootheden[atoom.grootheid]
        nu = grootheid.nummer(self.spoor.namen(atoom.grootheid)[0])
        return min((abs(n - nu) for n in grootheid.aanvaard(atoom.eis)), default=0)

    def waarde(self, uitkomst: Uitkomst, regel: Regel) -> Schakel:
        """Another value of a table: the level that it asks for, and what stands in its way."""
        self.gezien.clear()
        (tegen,) = self.spoor.beslissend(regel)
        assert isinstance(tegen.atoom, Atoom)
        as_ = self.boek.uitkomsten[tegen.atoom.grootheid]
        doel = self.dichtstbij(tegen.atoom)
        waarde = next(c.waarde for c in regel.conclusies if c.uitkomst == uitkomst.id) or ""
        naam = f"{uitkomst.titel.lower()} {tekst_van(self.spoor, uitkomst.id, waarde)}"
        hoort = f"Dat hoort bij {as_.titel.lower()} {doel}."
        nu = self.spoor.waarde(as_.id)
        return Schakel(
            WAAROM_NIET,
            f"{uitkomst.id}={waarde}",
            f"Waarom niet {naam}? {hoort} Hier is die {nu}.",
            f"Waarom niet {naam}? {hoort} Bij u is die {nu}.",
            regel.grond,
            self.niveau(as_.id, doel),
        )

    def dichtstbij(self, atoom: Atoom) -> str:
        """The accepted level that lies closest to the level of the case."""
        grootheid = self.boek.grootheden[atoom.grootheid]
        nu = grootheid.nummer(self.spoor.namen(atoom.grootheid)[0])
        beste = min(grootheid.aanvaard(atoom.eis), key=lambda n: abs(n - nu))
        return grootheid.klassen[beste].naam

    # Levels

    def niveau(self, naam: str, doel: str) -> tuple[Schakel, ...]:
        """What keeps a question or outcome from a level."""
        sleutel = (naam, doel)
        if sleutel in self.gezien:
            return ()
        self.gezien.add(sleutel)
        if naam in self.boek.vragen:
            return (self.antwoord(naam),)
        uitkomst = self.boek.uitkomsten[naam]
        zwaarder = uitkomst.waarden.index(doel) > self.plek(naam)
        if uitkomst.kies == "plaats":
            return self.plaats(uitkomst, doel, zwaarder=zwaarder)
        if zwaarder:
            return tuple(self.zwaardere(uitkomst, doel))
        return tuple(self.houdt_vast(uitkomst, doel))

    def plek(self, naam: str) -> int:
        """The lightest place on the scale that a question or outcome can have."""
        return self.uitleg.niveau(naam)

    def zwaardere(self, uitkomst: Uitkomst, doel: str) -> Iterator[Schakel]:
        """The rules that could lead to a heavier level, each with what stands in its way."""
        for id_ in uitkomst.regels:
            regel = self.boek.regels[id_]
            for conclusie in regel.conclusies:
                if conclusie.uitkomst != uitkomst.id:
                    continue
                if conclusie.waarde == doel:
                    yield self.regel(regel, doel, tuple(self.tegen(regel)), {})
                elif conclusie.niveau_van is not None and self.kan(conclusie.niveau_van, doel):
                    van = conclusie.niveau_van
                    yield self.regel(regel, doel, self.niveau(van, doel), {van: doel})

    def kan(self, naam: str, doel: str) -> bool:
        klassen = self.boek.grootheden[naam].klassen
        if naam in self.boek.uitkomsten:
            return any(k.naam == doel for k in klassen)
        schaal = self.boek.vragen[naam].schaal
        return schaal is not None and any(
            k.niveau == self.boek.schalen[schaal].index(doel) for k in klassen
        )

    def regel(
        self, regel: Regel, doel: str, onder: tuple[Schakel, ...], anders: dict[str, str]
    ) -> Schakel:
        zin = in_een_zin(vul_in(self.spoor, regel.omdat, anders))
        return _tussen(
            "regel", f"{regel.id}={doel}", f"Niet aan de orde: {zin}", regel.grond, onder
        )

    def houdt_vast(self, uitkomst: Uitkomst, doel: str) -> Iterator[Schakel]:
        """The rules that hold and keep the level above a lighter one."""
        grens = uitkomst.waarden.index(doel)
        for regel in self.spoor.regels_die_gelden(uitkomst.id):
            for conclusie in regel.conclusies:
                if conclusie.uitkomst != uitkomst.id:
                    continue
                van = conclusie.niveau_van
                if van is None and uitkomst.waarden.index(conclusie.waarde or "") > grens:
                    onder = tuple(self.voor(regel))
                elif van is not None and self.plek(van) > grens:
                    onder = self.niveau(van, doel)
                else:
                    continue
                zin = vul_in(self.spoor, regel.omdat)
                yield _tussen("regel", f"{regel.id}={doel}", zin, regel.grond, onder)

    def plaats(self, uitkomst: Uitkomst, doel: str, *, zwaarder: bool) -> tuple[Schakel, ...]:
        """The members that must move before the n-th heaviest of them is at another level."""
        grens = uitkomst.waarden.index(doel)
        plekken = [(lid, self.plek(lid)) for lid in uitkomst.van]
        leden = [lid for lid, plek in plekken if plek != grens and (plek < grens) is zwaarder]
        if len(uitkomst.van) > 1:
            namen = opsomming([self.korte_naam(lid) for lid in leden], "en")
            meer = f"{doel} of zwaarder" if grens < len(uitkomst.waarden) - 1 else doel
            aantal = len(uitkomst.van) - len(leden)
            if zwaarder:
                moeten = "moet er" if uitkomst.plaats == 1 else "moeten er"
                zin = f"Van de {len(uitkomst.van)} {moeten} minstens {uitkomst.plaats} {meer} zijn;"
                zin += f" nu {_zijn(aantal)} {doel}."
                zin += f" Lichter {'is' if len(leden) == 1 else 'zijn'}: {namen}."
            else:
                zin = f"Zwaarder dan {doel} {'is' if len(leden) == 1 else 'zijn'}: {namen}."
            onder = tuple(s for lid in leden for s in self.niveau(lid, doel))
            if onder:
                return (_tussen("uitkomst", f"{uitkomst.id}={doel}", zin, uitkomst.grond, onder),)
            return ()
        return tuple(s for lid in leden for s in self.niveau(lid, doel))

    def korte_naam(self, naam: str) -> str:
        """A member in a row: the title of an outcome, the id of a question as a word."""
        if naam in self.boek.uitkomsten:
            return self.boek.uitkomsten[naam].titel.lower()
        return naam.replace("_", " ")

    # Answers and counts

    def tegen(self, regel: Regel) -> Iterator[Schakel]:
        """What makes a rule fail: answers, counts and other outcomes."""
        for deel in self.spoor.beslissend(regel):
            yield from self.deel(deel, "; nodig is")

    def voor(self, regel: Regel) -> Iterator[Schakel]:
        """What makes a rule hold."""
        for deel in self.spoor.beslissend(regel):
            if deel.eigenaar in self.boek.uitkomsten:
                yield self.uitleg.eigenaar(deel.eigenaar)
            else:
                yield from self.deel(deel, ", dat is")

    def deel(self, deel: Voorwaardestatus, woord: str) -> Iterator[Schakel]:
        naam = deel.eigenaar
        if not isinstance(deel.atoom, Atoom) or deel.status is Status.ONBEKEND:
            return
        if naam in self.boek.vragen:
            yield self.antwoord(naam)
        elif naam in self.boek.uitkomsten:
            uitkomst = self.boek.uitkomsten[naam]
            if uitkomst.schaal is not None and deel.status is Status.GELDT_NIET:
                yield from self.niveau(naam, self.dichtstbij(deel.atoom))
        else:
            telling = self.uitleg.eigenaar(naam)
            eis = eis_in_woorden(deel.atoom.eis)
            zin = f"{telling.omdat.rstrip('.')}{woord} {eis}."
            u = "" if (naam, "") in self.gezien else zin
            self.gezien.add((naam, ""))
            yield Schakel(telling.soort, naam, zin, u, telling.grond)

    def antwoord(self, naam: str) -> Schakel:
        return self.uitleg.eigenaar(naam)


def _tussen(
    soort: str, id_: str, zin: str, grond: Grond | None, onder: tuple[Schakel, ...]
) -> Schakel:
    """A step of the reasoning: the client gets only what lies below it."""
    return Schakel(soort, id_, zin, "-", grond, onder, stil=True)


def _zijn(aantal: int) -> str:
    if aantal == 0:
        return "is geen ervan"
    return "is er 1" if aantal == 1 else f"zijn er {aantal}"

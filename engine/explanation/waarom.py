"""Waarom: the chain from an outcome through the rules that hold to the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from engine.evaluation.kleene import Status
from engine.evaluation.spoor import Spoor
from engine.explanation.open_vragen import open_vragen
from engine.explanation.teksten import (
    antwoordteksten,
    gegeven_antwoorden,
    getal_in_woorden,
    titel,
    vul_in,
    waarde_in_woorden,
)
from engine.rulebook.rulebook import (
    ROUTE,
    SIGNAAL,
    Atoom,
    Bron,
    Grond,
    IsOnbekend,
    Regel,
    Rulebook,
    atomen,
)


class Schakel(NamedTuple):
    """One link of the chain, in both wordings, with what it rests on.

    `soort` is uitkomst, regel, antwoord, telling or open. `u` is empty when the client does
    not get this link; the links below it are then left out for the client too. A link that is
    `stil` only passes the client on to what lies below it, as a step of the counting does.
    """

    soort: str
    id: str
    omdat: str
    u: str
    grond: Grond | None = None
    onder: tuple[Schakel, ...] = ()
    stil: bool = False

    def alle(self) -> Iterator[Schakel]:
        """Yield this link and every link below it."""
        rand = [self]
        while rand:
            schakel = rand.pop()
            yield schakel
            rand.extend(reversed(schakel.onder))

    def als_json(self) -> dict[str, object]:
        """Return the chain as plain data."""
        deel: dict[str, object] = {
            "soort": self.soort,
            "id": self.id,
            "omdat": self.omdat,
            "u": self.u,
        }
        if self.grond is not None:
            deel.update(grond_json(self.grond))
        if self.onder:
            deel["onder"] = [s.als_json() for s in self.onder]
        return deel


def grond_json(grond: Grond) -> dict[str, object]:
    """Return on what something rests as plain data: source, place and interpretation."""
    deel: dict[str, object] = {"bron": bron_json(grond.bron), "plaats": str(grond.positie)}
    if grond.interpretatie is not None:
        deel["interpretatie"] = grond.interpretatie.model_dump(mode="json")
    return deel


def bron_json(bron: Bron) -> dict[str, object]:
    """Return a source as plain data, without what it does not have."""
    gegevens: dict[str, object] = {
        "document": bron.document,
        "paragraaf": bron.paragraaf,
        "regels": bron.regels,
        "inventaris": list(bron.inventaris),
        "ook": [{"document": document, "paragraaf": deel} for document, deel in bron.ook],
    }
    return {sleutel: waarde for sleutel, waarde in gegevens.items() if waarde}


def waarom(spoor: Spoor, uitkomst: str, uitleg: Uitleg | None = None) -> Schakel:
    """Explain an outcome: what it came to and which rules and answers carry it.

    While the outcome is open, the chain names the questions on which it waits. A maker of links
    that is given goes on with the links that it has made.
    """
    return (uitleg or Uitleg(spoor)).eigenaar(uitkomst)


def waarom_signaal(spoor: Spoor, signaal: str, uitleg: Uitleg | None = None) -> Schakel:
    """Explain a signal that is given: the rules that give it and their answers."""
    aanduiding = spoor.boek.signalen[signaal]
    uitleg = uitleg or Uitleg(spoor)
    schakels = tuple(uitleg.regel(r) for r in uitleg.dragend(f"{SIGNAAL}.{signaal}"))
    voor_client = not aanduiding.vertrouwelijk and any(s.u for s in schakels)
    u = aanduiding.titel if voor_client else ""
    return Schakel("signaal", signaal, aanduiding.titel, u, aanduiding.grond, schakels)


HOE_DAN_OOK = Schakel(
    "open",
    "",
    "Welke antwoorden er ook nog komen, dit blijft zo.",
    "Wat u ook nog antwoordt, dit blijft zo.",
)
"""Several rules can give the value; which one is open, but one of them will."""


@lru_cache(maxsize=1024)
def is_vertrouwelijk(boek: Rulebook, uitkomst: str) -> bool:
    """Whether an outcome asks confidential questions only: its value would tell the answer."""
    regels = [boek.regels[r] for r in boek.uitkomsten[uitkomst].regels]
    gevraagd = {_eigenaar(boek, a) for r in regels for a in atomen(r.voorwaarde)}
    gevraagd |= {c.niveau_van for r in regels for c in r.conclusies if c.niveau_van}
    return bool(gevraagd) and all(
        g in boek.vragen and boek.vragen[g].vorm.vertrouwelijk for g in gevraagd
    )


def _eigenaar(boek: Rulebook, atoom: Atoom | IsOnbekend) -> str:
    if isinstance(atoom, IsOnbekend):
        return atoom.eigenaar
    return boek.grootheden[atoom.grootheid].eigenaar


class Uitleg:
    """Makes the links of explanations of one case."""

    def __init__(self, spoor: Spoor) -> None:
        self.spoor = spoor
        self.klaar: dict[str, Schakel] = {}

    def uitkomst(self, naam: str) -> Schakel:
        """An outcome with the rules that give it, or the questions on which it waits."""
        spoor = self.spoor
        uitkomst = spoor.boek.uitkomsten[naam]
        zin = f"{uitkomst.titel}: {waarde_in_woorden(spoor, naam)}."
        u = "" if is_vertrouwelijk(spoor.boek, naam) else zin
        grond = uitkomst.grond
        route = spoor.boek.routes.get(spoor.waarde(naam) or "") if naam == ROUTE else None
        if route is not None:
            u, grond = route.u, route.grond
        if spoor.is_nvt(naam):
            onder: tuple[Schakel, ...] = ()
        elif not spoor.is_vast(naam):
            onder = self.open(naam)
        elif uitkomst.kies == "plaats":
            onder = self.plaats(naam)
        else:
            onder = tuple(self.regel(r, naam) for r in self.dragend(naam))
            onder = onder or (self.lichtste(naam) if self.is_lichtst(naam) else (HOE_DAN_OOK,))
        return Schakel("uitkomst", naam, zin, u, grond, onder, stil=uitkomst.kies == "plaats")

    def dragend(self, naam: str) -> list[Regel]:
        """The rules that hold and give the outcome its value."""
        spoor = self.spoor
        return [
            spoor.regels[b.regel]
            for b in spoor.klaar.bijdragen.get(naam, ())
            if spoor.draagt(naam, b)
        ]

    def is_lichtst(self, naam: str) -> bool:
        """Whether an outcome has the value that it has when no rule holds."""
        return self.spoor.waarde(naam) == self.spoor.boek.uitkomsten[naam].waarden[0]

    def lichtste(self, naam: str) -> tuple[Schakel, ...]:
        """No rule holds: the answers that keep each of them from holding."""
        if naam == ROUTE:
            zin = "Geen enkele route geldt; er kan een arrangement volgen."
            return (Schakel("regel", "", zin, "Er is geen andere weg die beter past."),)
        spoor = self.spoor
        regels = (spoor.boek.regels[r] for r in spoor.boek.uitkomsten[naam].regels)
        namen = dict.fromkeys(v.eigenaar for r in regels for v in spoor.beslissend(r))
        return tuple(self.eigenaar(n) for n in namen)

    def plaats(self, naam: str) -> tuple[Schakel, ...]:
        """The members that carry the value: those at least as heavy.

        The lightest value, and the lightest of all members, hang on those that are no heavier.
        """
        spoor = self.spoor
        uitkomst = spoor.boek.uitkomsten[naam]
        waarde = uitkomst.waarden.index(spoor.waarde(naam) or "")
        if waarde == 0 or uitkomst.plaats == len(uitkomst.van):
            leden = [lid for lid in uitkomst.van if self.niveau(lid) <= waarde]
        else:
            leden = [lid for lid in uitkomst.van if self.niveau(lid) >= waarde]
        return tuple(self.eigenaar(lid) for lid in leden)

    def niveau(self, naam: str) -> int:
        """The lowest place on the scale that a question or outcome can have."""
        return self.spoor.klaar.niveau(naam, self.spoor.bits(naam))

    def open(self, naam: str) -> tuple[Schakel, ...]:
        """The questions on which an open outcome waits."""
        vragen = open_vragen(self.spoor, [naam])
        return tuple(
            Schakel("open", v, f"Nog niet bekend: {self.vraagtekst(v)}", self.vraag_voor_client(v))
            for v in vragen
        )

    def vraagtekst(self, naam: str) -> str:
        """The wording of a question, or of that about the weekrooster."""
        boek = self.spoor.boek
        if naam in boek.vragen:
            return boek.vragen[naam].vorm.vraag
        assert boek.weekrooster is not None
        return boek.weekrooster.vorm.vraag

    def vraag_voor_client(self, naam: str) -> str:
        """The wording of an open question for the client; empty when it is confidential."""
        vraag = self.spoor.boek.vragen.get(naam)
        if vraag is not None and vraag.vorm.vertrouwelijk:
            return ""
        return f"Dit weten we nog niet: {self.vraagtekst(naam)}"

    def regel(self, regel: Regel, naam: str = "") -> Schakel:
        """A rule with what decides it, and the level that it takes over."""
        spoor = self.spoor
        namen = [v.eigenaar for v in spoor.beslissend(regel) if v.status is not Status.ONBEKEND]
        namen += [c.niveau_van for c in regel.conclusies if c.niveau_van and c.uitkomst == naam]
        onder = tuple(self.eigenaar(n) for n in dict.fromkeys(namen))
        return Schakel(
            "regel",
            regel.id,
            vul_in(spoor, regel.omdat),
            vul_in(spoor, regel.u),
            regel.grond,
            onder,
        )

    def eigenaar(self, naam: str) -> Schakel:
        """What a condition asked about: an answer, a count, or another outcome; made once."""
        if naam not in self.klaar:
            self.klaar[naam] = self._eigenaar(naam)
        return self.klaar[naam]

    def _eigenaar(self, naam: str) -> Schakel:
        spoor, boek = self.spoor, self.spoor.boek
        if naam in boek.vragen:
            return self.antwoord(naam)
        if naam in boek.uitkomsten and boek.uitkomsten[naam].kies != "verzamel":
            return self.uitkomst(naam)
        if naam in boek.uitkomsten:
            zin = f"{titel(spoor, naam)}: {', '.join(spoor.leden(naam)) or 'geen'}."
            return Schakel("uitkomst", naam, zin, zin, boek.uitkomsten[naam].grond)
        deel = boek.tellingen.get(naam) or boek.dagen_tussen[naam]
        zin = f"{titel(spoor, naam)}: {getal_in_woorden(spoor, naam)}."
        return Schakel("telling", naam, zin, zin, deel.grond)

    def antwoord(self, naam: str) -> Schakel:
        """The answer to a question, with its own two sentences when it has them."""
        spoor = self.spoor
        vraag = spoor.boek.vragen[naam]
        vorm = vraag.vorm
        gegeven = ", ".join(antwoordteksten(spoor, naam))
        if not gegeven:
            omdat, u = f"{vorm.vraag} Nog niet bekend.", f"{vorm.vraag} Dat weten we nog niet."
        else:
            omdat = f"{vorm.vraag} Antwoord: {gegeven}."
            u = f"{vorm.vraag} Uw antwoord: {gegeven}."
        antwoorden = gegeven_antwoorden(spoor, naam)
        if antwoorden and all(a.omdat for a in antwoorden):
            omdat = " ".join(a.omdat or "" for a in antwoorden)
            omdat += f" (antwoord: {gegeven})" if len(antwoorden) == 1 else ""
        if antwoorden and all(a.u for a in antwoorden):
            u = " ".join(a.u or "" for a in antwoorden)
        return Schakel("antwoord", naam, omdat, "" if vorm.vertrouwelijk else u, vraag.grond)


@dataclass(frozen=True, slots=True)
class Uitlegregel:
    """One line of an explanation: a sentence, how deep it lies, and the link it tells of."""

    diepte: int
    zin: str
    schakel: Schakel


def op_regels(schakels: Iterable[Schakel], *, client: bool) -> Iterator[Uitlegregel]:
    """Yield the explanations line by line.

    What was explained before is not explained again: only its own sentence returns, and for the
    client not even that within the same explanation.

    Args:
        schakels: the explanations, in order.
        client: for the client, in "u"; without what is confidential.
    """
    gezien: set[tuple[str, str]] = set()
    gezegd: set[tuple[str, str]] = set()

    def loop(schakel: Schakel, diepte: int) -> Iterator[Uitlegregel]:
        zin = schakel.u if client else schakel.omdat
        sleutel = (schakel.soort, schakel.id)
        if not zin or (client and sleutel in gezegd):
            return
        gezegd.add(sleutel)
        eerder = sleutel in gezien and bool(schakel.onder)
        gezien.add(sleutel)
        if client and schakel.stil:
            for deel in () if eerder else schakel.onder:
                yield from loop(deel, diepte)
            return
        yield Uitlegregel(diepte, f"{zin} (zie hierboven)" if eerder else zin, schakel)
        if not eerder:
            for deel in schakel.onder:
                yield from loop(deel, diepte + 1)

    for schakel in schakels:
        gezegd.clear()
        yield from loop(schakel, 0)

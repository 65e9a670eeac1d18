"""Wat als: which other answers would give another outcome; for the professional only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import Stand, stand_van
from engine.evaluation.veranderingen import Klassen, Roosters, Verandering, Veranderingen
from engine.explanation.teksten import (
    antwoordteksten,
    getal_in_woorden,
    klasse_in_woorden,
    met_eenheid,
    tekst_van,
)
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import ROUTE, WEEKROOSTER


class AnderAntwoord(NamedTuple):
    """Another answer to a question, beside the one given, both in words."""

    vraag: str
    vraagtekst: str
    nu: str
    wordt: str

    def als_json(self) -> dict[str, str]:
        """Return the change as plain data."""
        return {
            "vraag": self.vraag,
            "vraagtekst": self.vraagtekst,
            "nu": self.nu,
            "wordt": self.wordt,
        }


@dataclass(frozen=True, slots=True)
class WatAls:
    """What other answers would give.

    `per_waarde` holds per other value of the outcome one smallest set of changed answers, in
    question order; `per_vraag` the answers that by themselves change the outcome, all others
    held, with the values that it then can have.
    """

    uitkomst: str
    titel: str
    per_waarde: tuple[tuple[str, tuple[AnderAntwoord, ...]], ...]
    per_vraag: tuple[tuple[AnderAntwoord, tuple[str, ...]], ...]

    def als_json(self) -> dict[str, object]:
        """Return the whole as plain data."""
        return {
            "uitkomst": self.uitkomst,
            "per_waarde": [
                {"waarde": w, "aantal": len(a), "veranderingen": [x.als_json() for x in a]}
                for w, a in self.per_waarde
            ],
            "per_vraag": [{**a.als_json(), "uitkomst": list(w)} for a, w in self.per_vraag],
        }


def wat_als(
    spoor: Spoor, uitkomst: str, roosters: Roosters | None = None, stand: Stand | None = None
) -> WatAls | None:
    """Return what other answers would give; None while the outcome is open, or nothing would.

    Args:
        spoor: the trace of the case.
        uitkomst: the outcome, such as the arrangement.
        roosters: which combinations of counts a weekrooster can have.
        stand: where the case stands, when that is known already.
    """
    if uitkomst not in spoor.boek.uitkomsten or not spoor.is_vast(uitkomst):
        return None
    zoeker = Veranderingen(stand or stand_van(spoor), roosters)
    klassen = spoor.boek.grootheden[uitkomst].klassen
    nu = spoor.waarde(uitkomst)
    per_waarde = tuple(
        (klassen[waarde].naam, tuple(_in_woorden(spoor, stap) for stap in stappen))
        for waarde, stappen in sorted(zoeker.kleinste(uitkomst).items())
        if klassen[waarde].naam not in {nu, NVT}
    )
    per_vraag = tuple(
        (_in_woorden(spoor, stap), tuple(_gevolgen(spoor, uitkomst, dan)))
        for stap, dan in zoeker.per_vraag(uitkomst)
    )
    if not per_waarde and not per_vraag:
        return None
    return WatAls(uitkomst, spoor.boek.uitkomsten[uitkomst].titel, per_waarde, per_vraag)


def _gevolgen(spoor: Spoor, uitkomst: str, dan: Stand) -> Iterator[str]:
    """What an outcome can then be; where it does not apply, the route that takes its place."""
    titel = spoor.boek.uitkomsten[uitkomst].titel.lower()
    for nummer in sorted(dan.mogelijk(uitkomst)):
        naam = spoor.boek.grootheden[uitkomst].klassen[nummer].naam
        if naam != NVT:
            yield f"{titel} {tekst_van(spoor, uitkomst, naam)}"
        elif ROUTE in spoor.boek.grootheden:
            namen = [spoor.boek.grootheden[ROUTE].klassen[n].naam for n in dan.mogelijk(ROUTE)]
            yield from (spoor.boek.routes[n].titel for n in namen if n in spoor.boek.routes)


def _in_woorden(spoor: Spoor, stap: Verandering) -> AnderAntwoord:
    if stap.vraag == WEEKROOSTER:
        return _rooster(spoor, stap.klassen)
    boek = spoor.boek
    vorm = boek.vragen[stap.vraag].vorm
    antwoorden = vorm.antwoorden or {}
    wordt = []
    for id_, klasse in stap.klassen.items():
        naam = boek.grootheden[id_].klassen[klasse].naam
        deel = id_.partition(".")[2]
        if vorm.meer_antwoorden:
            wordt += [antwoorden[deel].tekst] if naam == "ja" else []
        elif naam in antwoorden:
            per = f"{(vorm.per or {})[deel]}: " if deel else ""
            wordt.append(per + antwoorden[naam].tekst)
        else:
            in_woorden = klasse_in_woorden(boek.grootheden[id_], klasse)
            wordt.append(met_eenheid(in_woorden, vorm.eenheid or "").strip())
    nu = ", ".join(antwoordteksten(spoor, stap.vraag)) or "nog niet beantwoord"
    return AnderAntwoord(stap.vraag, vorm.vraag, nu, ", ".join(wordt))


def _rooster(spoor: Spoor, klassen: Klassen) -> AnderAntwoord:
    """Another weekrooster, told by the counts that leave their class."""
    boek = spoor.boek
    assert boek.weekrooster is not None
    nu, wordt = [], []
    for id_, klasse in klassen.items():
        naam = boek.grootheden[id_].klassen[klasse].naam
        if spoor.waarde(id_) != naam:
            telling = boek.tellingen[id_].vorm
            titel = telling.titel.lower()
            nu.append(f"{titel} {getal_in_woorden(spoor, id_)}")
            wordt.append(f"{titel} {naam}")
    return AnderAntwoord(WEEKROOSTER, boek.weekrooster.vorm.vraag, "; ".join(nu), "; ".join(wordt))

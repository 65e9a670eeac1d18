"""The texts of every regelwerk that a gesprek or voorstel rests on, kept once per text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import or_, select

from api.opslag.bank import Sessie, voeg_toe
from api.opslag.canoniek import canoniek
from api.opslag.tabellen import Regelwerktekst
from api.opslag.weigering import NietGevonden
from engine.indicatie.kalender import VrijeDagen, vrije_dagen
from engine.rulebook.regelwerk import Regelwerk, laad

VRIJE_DAGEN = "vrije-dagen.json"
"""The file beside the rule files that holds the free days."""
_EERSTE_JAAR, _LAATSTE_JAAR = 2015, 2050


class Beschadigd(Exception):
    """What is kept is not what was recorded: its SHA-256 differs."""


@dataclass(frozen=True)
class BewaardRegelwerk:
    """A regelwerk as it was recorded, with the free days of then."""

    hash: str
    regelwerk: Regelwerk
    vrije_dagen: VrijeDagen


class Regelwerken:
    """The kept texts; they are public, so they belong to no gemeente."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this session."""
        self.sessie = sessie

    def bewaar(self, regelwerk: Regelwerk) -> str:
        """Keep a regelwerk with the free days of today; return the hash of both."""
        bestanden = {**regelwerk.teksten, VRIJE_DAGEN: _vrije_dagen_tekst()}
        hash_ = _som(bestanden)
        kop = regelwerk.kop
        voeg_toe(
            self.sessie,
            Regelwerktekst,
            hash=hash_,
            regelwerk_hash=regelwerk.hash,
            naam=kop.regelwerk,
            versie=kop.versie,
            bestanden=bestanden,
        )
        return hash_

    def haal(self, hash_: str) -> BewaardRegelwerk:
        """Return a regelwerk as it was recorded.

        Raises:
            NietGevonden: when there is none.
            Beschadigd: when its texts are not those that were recorded.
            DiagnoseFout: when this version of the program cannot read these rules.
        """
        rij = self.sessie.get(Regelwerktekst, hash_)
        if rij is None:
            raise NietGevonden("regelwerk")
        if _som(rij.bestanden) != hash_:
            raise Beschadigd("de regels")
        return _laad(hash_, tuple(sorted(rij.bestanden.items())))

    def bestanden(self, hash_: str) -> dict[str, str]:
        """Return the texts that have a hash: with the free days, or the rule files alone.

        Raises:
            NietGevonden: when there are none.
            Beschadigd: when they are not those that were recorded.
        """
        gezocht = or_(Regelwerktekst.hash == hash_, Regelwerktekst.regelwerk_hash == hash_)
        vraag = select(Regelwerktekst).where(gezocht).order_by(Regelwerktekst.hash)
        rij = self.sessie.scalars(vraag).first()
        if rij is None:
            raise NietGevonden("regelwerk")
        teksten = dict(rij.bestanden)
        if rij.hash != hash_:
            del teksten[VRIJE_DAGEN]
        if _som(teksten) != hash_:
            raise Beschadigd("de regels")
        return teksten

    def versies(self, naam: str) -> frozenset[str]:
        """Return the hashes of every kept version of a regelwerk."""
        vraag = select(Regelwerktekst.hash).where(Regelwerktekst.naam == naam)
        return frozenset(self.sessie.scalars(vraag))


def _som(bestanden: Mapping[str, str]) -> str:
    """SHA-256 over the sorted names and contents, as a regelwerk has over its own files."""
    som = sha256()
    for naam, tekst in sorted(bestanden.items()):
        som.update(f"{naam}\0{tekst}\0".encode())
    return som.hexdigest()


@lru_cache(maxsize=16)
def _laad(hash_: str, bestanden: tuple[tuple[str, str], ...]) -> BewaardRegelwerk:
    teksten = dict(bestanden)
    dagen = json.loads(teksten.pop(VRIJE_DAGEN))
    with TemporaryDirectory() as map_:
        for naam, tekst in teksten.items():
            pad = Path(map_, naam)
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_text(tekst, encoding="utf-8", newline="")
        regelwerk = laad(Path(map_))
    return BewaardRegelwerk(
        hash_,
        regelwerk,
        VrijeDagen(
            dagen["van"],
            dagen["tot"],
            frozenset(map(date.fromisoformat, dagen["feestdagen"])),
            frozenset(map(date.fromisoformat, dagen["gelijkgesteld"])),
            frozenset(dagen["besluiten"]),
        ),
    )


@lru_cache(maxsize=1)
def _vrije_dagen_tekst() -> str:
    dagen = vrije_dagen(_EERSTE_JAAR, _LAATSTE_JAAR)
    return canoniek(
        {
            "van": dagen.van,
            "tot": dagen.tot,
            "feestdagen": sorted(map(str, dagen.feestdagen)),
            "gelijkgesteld": sorted(map(str, dagen.gelijkgesteld)),
            "besluiten": sorted(dagen.besluiten),
        }
    )

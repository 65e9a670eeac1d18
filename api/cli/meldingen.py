"""Reading many spoedmeldingen, one at a time: CSV, JSON Lines, JSON or YAML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

from api.cli.invoer import Document, documenten, is_regels, open_invoer
from api.cli.uitvoer import stop
from engine.indicatie.spoedtoets import KENMERK
from engine.rulebook.diagnose import Diagnose, bedoelde_u_of_lijst
from engine.rulebook.knoop import Knoop
from engine.rulebook.lezen import GROOTSTE_BESTAND
from engine.rulebook.rulebook import Rulebook

SCHEIDING = "|"
"""Between several answers in one cell."""
_KOLOMMEN = (KENMERK, "peildatum")
_DAG = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_HAPJE = 1 << 16


@dataclass(frozen=True, slots=True)
class Rij(Document):
    """A row of CSV: only its line is a place, not where something stands in our JSON of it."""

    def met_plaats(self) -> tuple[Knoop | None, list[Diagnose]]:
        """Return the same as without places."""
        return self.lees()


@dataclass(frozen=True, slots=True)
class Scheef(Rij):
    """A row of CSV with another number of cells than the head has."""

    aantallen: str = ""

    def lees(self) -> tuple[Knoop | None, list[Diagnose]]:
        """Return that it cannot be read: nobody knows which answer belongs to which question."""
        melding = f"Deze regel heeft {self.aantallen}."
        hulp = "Zet om een antwoord met een scheidingsteken aanhalingstekens."
        return None, [Diagnose("verkeerde-soort", melding, hulp)]


def lees_meldingen(pad: str, boek: Rulebook) -> Iterator[Document]:
    """Yield the meldingen of a file, in order; leave with 2 when it cannot be read at all.

    Args:
        pad: a file whose name tells its kind: .csv, .jsonl, .json or .yaml; - for standard input,
            which is JSON Lines.
        boek: the rules whose questions are the columns of CSV.
    """
    soort = PurePath(pad).suffix.lower()
    if soort == ".csv":
        with open_invoer(pad) as stroom:
            yield from _uit_csv(stroom, pad, boek)
    elif soort == ".json":
        with open_invoer(pad) as stroom:
            yield from _uit_json(stroom, pad)
    else:
        yield from documenten(pad, regels=pad == "-" or is_regels(pad))


# CSV


def _uit_csv(stroom: BinaryIO, naam: str, boek: Rulebook) -> Iterator[Document]:
    with _als_tekst(stroom) as tekst:
        yield from _rijen(tekst, naam, boek)


def _rijen(tekst: io.TextIOWrapper, naam: str, boek: Rulebook) -> Iterator[Document]:
    kop = tekst.readline()
    if not kop.strip():
        stop(naam, "Het bestand is leeg. Zet op de eerste regel de namen van de kolommen.")
    teken = max(";,\t", key=kop.count)
    kolommen = [k.strip() for k in next(csv.reader([kop], delimiter=teken))]
    _controleer_kop(kolommen, naam, boek)
    csv.field_size_limit(GROOTSTE_BESTAND)
    lezer = csv.reader(tekst, delimiter=teken)
    begin = 2
    try:
        for rij in lezer:
            if len(rij) != len(kolommen) and any(rij):
                yield Scheef(naam, b"", begin, f"{len(rij)} cellen, de kop {len(kolommen)}")
            elif any(cel.strip() for cel in rij):
                yield Rij(naam, _als_json(kolommen, rij, boek), begin)
            begin = lezer.line_num + 2
    except csv.Error:
        stop(f"{naam}:{begin}:1", "Hier is het CSV-bestand niet te lezen. Sla het opnieuw op.")


def _controleer_kop(kolommen: list[str], naam: str, boek: Rulebook) -> None:
    """Leave with 2 when a column is not known: its answers would be lost unseen."""
    kent = [*_KOLOMMEN, *_vraagkolommen(boek)]
    for plaats, kolom in enumerate(kolommen, start=1):
        if kolom not in kent:
            hulp = bedoelde_u_of_lijst(kolom, kent)
            stop(f"{naam}:1:{plaats}", f"De kolom '{kolom}' bestaat niet. {hulp}")
        if kolommen.index(kolom) != plaats - 1:
            stop(f"{naam}:1:{plaats}", f"De kolom '{kolom}' staat er twee keer. Laat er een weg.")


def _vraagkolommen(boek: Rulebook) -> Iterable[str]:
    """Return the columns that a question can have; one per part when it is answered per part."""
    for vraag in boek.vragen.values():
        if vraag.vorm.per:
            yield from (f"{vraag.id}.{deel}" for deel in vraag.vorm.per)
        else:
            yield vraag.id


def _als_json(kolommen: list[str], rij: list[str], boek: Rulebook) -> bytes:
    """Return a row as the JSON of a melding; an empty cell is a question without an answer."""
    melding: dict[str, Any] = {"antwoorden": {}}
    for kolom, cel in zip(kolommen, rij, strict=True):
        waarde = cel.strip()
        if not waarde:
            continue
        vraag, _, deel = kolom.partition(".")
        if kolom in _KOLOMMEN:
            melding[kolom] = _dag(waarde) if kolom != KENMERK else waarde
        elif deel:
            melding["antwoorden"].setdefault(vraag, {})[deel] = waarde
        elif boek.vragen[vraag].vorm.meer_antwoorden:
            melding["antwoorden"][vraag] = [w.strip() for w in waarde.split(SCHEIDING)]
        else:
            is_dag = boek.vragen[vraag].vorm.soort == "datum"
            melding["antwoorden"][vraag] = _dag(waarde) if is_dag else waarde
    return json.dumps(melding, ensure_ascii=False).encode("utf-8", "surrogateescape")


def _dag(waarde: str) -> str:
    """Return a day as year-month-day; a spreadsheet writes day-month-year."""
    gevonden = _DAG.fullmatch(waarde)
    if gevonden is None:
        return waarde
    dag, maand, jaar = (int(deel) for deel in gevonden.groups())
    try:
        return date(jaar, maand, dag).isoformat()
    except ValueError:
        return waarde


# JSON


def _uit_json(stroom: BinaryIO, naam: str) -> Iterator[Document]:
    """Yield the members of a list, or the one melding that the file is.

    Only as much is read as the next member takes, so that a list may be as long as it likes.
    """
    with _als_tekst(stroom) as tekst:
        rest = tekst.read(_HAPJE)
        if not rest.strip():
            stop(naam, "Het bestand is leeg. Zet er een melding in, of een lijst van meldingen.")
        if rest.lstrip().startswith("["):
            voor, _, rest = rest.partition("[")
            yield from _Lijst(tekst, rest, naam, 1 + voor.count("\n")).leden()
        else:
            yield Document(naam, _bytes(rest + tekst.read(GROOTSTE_BESTAND)))


@contextmanager
def _als_tekst(stroom: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """Give the text of a stream; what is no UTF-8 is found out where it is read."""
    tekst = io.TextIOWrapper(stroom, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield tekst
    finally:
        tekst.detach()


class _Lijst:
    """Takes a JSON list apart, member by member."""

    def __init__(self, stroom: io.TextIOWrapper, rest: str, naam: str, regel: int) -> None:
        self.stroom = stroom
        self.rest = rest
        self.naam = naam
        self.regel = regel
        self.lezer = json.JSONDecoder()

    def leden(self) -> Iterator[Document]:
        while self.volgende() != "]":
            einde = self.einde_van_lid()
            yield Document(self.naam, _bytes(self.rest[:einde]), self.regel)
            self.schuif(einde)
            if self.volgende() == ",":
                self.schuif(1)

    def einde_van_lid(self) -> int:
        """Return how long the next member is; leave with 2 when it is no JSON."""
        while True:
            try:
                return self.lezer.raw_decode(self.rest)[1]
            except json.JSONDecodeError as fout:
                if len(self.rest) > GROOTSTE_BESTAND or not self.vul():
                    regel = self.regel + fout.lineno - 1
                    hulp = "Controleer aanhalingstekens, komma's en haakjes rond deze plaats."
                    stop(f"{self.naam}:{regel}:{fout.colno}", f"Dit is geen geldige JSON. {hulp}")

    def volgende(self) -> str:
        """Return the next sign that is no white space; leave with 2 when the list has no end."""
        while True:
            kaal = self.rest.lstrip()
            self.schuif(len(self.rest) - len(kaal))
            if self.rest:
                return self.rest[0]
            if not self.vul():
                stop(self.naam, "De lijst houdt op zonder ]. Het bestand is niet volledig.")

    def vul(self) -> bool:
        erbij = self.stroom.read(_HAPJE)
        self.rest += erbij
        return bool(erbij)

    def schuif(self, tekens: int) -> None:
        self.regel += self.rest.count("\n", 0, tekens)
        self.rest = self.rest[tekens:]


def _bytes(tekst: str) -> bytes:
    return tekst.encode("utf-8", "surrogateescape")

"""Reading YAML and JSON text into nodes with places, within bounds and without surprises.

Scalars are read by the rules of YAML 1.2; what YAML 1.1 programs would read differently is
refused rather than guessed. The reader walks the parser's events, so nesting and aliases
cannot exhaust memory or the stack.
"""

from __future__ import annotations

import errno
import json
import re
import stat
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml

from engine.rulebook.diagnose import Diagnose, Positie, Verwant
from engine.rulebook.knoop import Knoop, pad_met
from engine.rulebook.yaml_uitleg import INSPRINGEN, TAB, uitleg_bij

GROOTSTE_BESTAND = 1_000_000
"""Bytes; a rule file of five thousand rules stays under this."""
DIEPSTE_NEST = 24
MEESTE_DIAGNOSES = 100
"""Per file; after so many problems reading stops, so that a hostile file costs little."""

_Lezer: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DUBBELZINNIG = re.compile(
    r"(?i:y|n|yes|no|on|off)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?0[0-9_]+"
    r"|[-+]?0[box][0-9a-fA-F_]+"
    r"|[-+]?[0-9]+_[0-9_]*"
    r"|[-+]?\.(?i:inf|nan)"
)
_NIET_TE_OPENEN = {
    errno.EISDIR: "het is een map",
    errno.ENODEV: "het is geen gewoon bestand",
    errno.ELOOP: "de verwijzing ernaar loopt in een kring",
}
_LEEG = {"", "~", "null", "Null", "NULL"}
_STUURTEKEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_VREEMDE_SPATIE = re.compile(r"[ \t]*([\xa0\u2000-\u200b\u202f\u3000\ufeff])")
_HALF_TEKEN = (
    "er staat een half teken in, zoals \\ud800.",
    "Haal het teken weg of schrijf het voluit.",
)


class _GeenJson(Exception):
    """What Python reads as JSON though it is not; with help."""


def lees_bestand(pad: Path, naam: str) -> tuple[str | None, list[Diagnose]]:
    """Return the text of a file, or None with the reason why it cannot be used.

    Args:
        pad: the file on disk.
        naam: the name under which diagnoses speak of it.
    """
    begin = Positie(naam, 1, 1)
    try:
        if not stat.S_ISREG(pad.stat().st_mode) and not pad.is_dir():
            # Opening a pipe or a device could wait for ever.
            raise OSError(errno.ENODEV, "")
        with pad.open("rb") as stroom:
            inhoud = stroom.read(GROOTSTE_BESTAND + 1)
    except FileNotFoundError:
        return None, [
            Diagnose(
                "bestand-ontbreekt", f"'{naam}' bestaat niet.", "Controleer de naam en de map."
            )
        ]
    except OSError as fout:
        reden = _NIET_TE_OPENEN.get(fout.errno or 0, "de toegang ontbreekt")
        return None, [
            Diagnose(
                "bestand-onleesbaar",
                f"'{naam}' is niet te lezen: {reden}.",
                "Controleer of het een gewoon bestand is dat u mag openen.",
                begin,
            )
        ]
    return ontcijfer(inhoud, naam)


def ontcijfer(inhoud: bytes, naam: str) -> tuple[str | None, list[Diagnose]]:
    """Decode UTF-8 (with or without byte order mark); name the first byte that is not."""
    if len(inhoud) > GROOTSTE_BESTAND:
        return None, [
            Diagnose(
                "bestand-te-groot",
                f"{_wie(naam)} is groter dan {GROOTSTE_BESTAND // 1_000_000} MB.",
                "Splits het in kleinere bestanden.",
                Positie(naam, 1, 1),
            )
        ]
    try:
        return inhoud.decode("utf-8-sig"), []
    except UnicodeDecodeError as fout:
        voor = inhoud[: fout.start]
        regel = voor.count(b"\n") + 1
        kolom = len(voor[voor.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return None, [
            Diagnose(
                "bestand-geen-utf8",
                f"{_wie(naam)} is geen UTF-8: dit teken is niet te lezen.",
                f"{'Sla het bestand op' if naam else 'Stuur de tekst'} met de codering UTF-8.",
                Positie(naam, regel, kolom),
            )
        ]


def _wie(naam: str) -> str:
    return f"'{naam}'" if naam else "De tekst"


def lees_yaml(tekst: str, naam: str) -> tuple[Knoop | None, list[Diagnose]]:
    """Read one YAML document; return its root node and everything that is wrong with it.

    The root is None when the text cannot be read at all; a root that does come back with
    diagnoses is as complete as it could be made.
    """
    return _Bouwer(tekst, naam).bouw()


def lees_json(tekst: str, naam: str = "") -> tuple[Knoop | None, list[Diagnose]]:
    """Read one JSON document; places have lines when `naam` says it comes from a file."""
    begin = Positie(naam, 1, 1) if naam else None
    dubbel: list[tuple[dict[str, Any], list[str]]] = []

    def paren(inhoud: list[tuple[str, Any]]) -> dict[str, Any]:
        gezien = dict(inhoud)
        if len(gezien) < len(inhoud):
            aantal = Counter(sleutel for sleutel, _ in inhoud)
            dubbel.append((gezien, [sleutel for sleutel in gezien if aantal[sleutel] > 1]))
        return gezien

    def geen_getal(woord: str) -> NoReturn:
        raise _GeenJson(f"'{woord}' bestaat daarin niet.", "Schrijf een getal of null.")

    try:
        waarde = json.loads(
            tekst,
            parse_int=str,
            parse_float=str,
            parse_constant=geen_getal,
            object_pairs_hook=paren,
        )
        # Half a surrogate pair ("\\ud800") is no character: nothing could write it down again.
        json.dumps(waarde, ensure_ascii=False).encode()
    except (_GeenJson, UnicodeEncodeError) as fout:
        wat, hulp = _HALF_TEKEN if isinstance(fout, UnicodeEncodeError) else fout.args
        return None, [Diagnose("json-syntax", f"Dit is geen geldige JSON: {wat}", hulp, begin)]
    except json.JSONDecodeError as fout:
        return None, [
            Diagnose(
                "json-syntax",
                f"Dit is geen geldige JSON (regel {fout.lineno}, teken {fout.colno}).",
                "Controleer aanhalingstekens, komma's en haakjes rond deze plaats.",
                Positie(naam, fout.lineno, fout.colno) if naam else None,
            )
        ]
    except RecursionError:
        return None, [_te_diep(begin)]
    knoop = _knoop_van(waarde, "", 0)
    if knoop is None:
        return None, [_te_diep(begin)]
    if naam:
        # JSON is nearly a part of YAML, so the YAML reader can usually tell the lines. A tab is
        # only ever white space in JSON.
        met_plaats, problemen = _Bouwer(tekst.replace("\t", " "), naam, streng=False).bouw()
        dubbele = [p for p in problemen if p.code == "yaml-dubbele-sleutel"]
        goed = met_plaats is not None and problemen == dubbele and bool(dubbele) == bool(dubbel)
        # Nearly: a line separator inside a text is a character in JSON, a break in YAML.
        if goed and met_plaats and (dubbele or met_plaats.als_waarde() == knoop.als_waarde()):
            return met_plaats, problemen
    waar = {id(groep): sleutels for groep, sleutels in dubbel}
    return knoop, [
        Diagnose(
            "yaml-dubbele-sleutel",
            f"De sleutel '{sleutel}' staat er twee keer.",
            "Laat er een weg: het programma kan niet weten welke u bedoelt.",
            begin,
            pad,
        )
        for pad, sleutel in islice(_dubbele(waarde, waar, "", 0), MEESTE_DIAGNOSES)
    ]


def lees_document(inhoud: bytes, naam: str) -> tuple[Knoop | None, str, list[Diagnose]]:
    """Read YAML, or JSON when the name ends in .json; return the root, the text and problems."""
    tekst, diagnoses = ontcijfer(inhoud, naam)
    if tekst is None:
        return None, "", diagnoses
    lees = lees_json if naam.lower().endswith(".json") else lees_yaml
    knoop, problemen = lees(tekst, naam)
    return knoop, tekst, diagnoses + problemen


def _te_diep(positie: Positie | None) -> Diagnose:
    return Diagnose(
        "yaml-te-diep",
        f"De tekst is dieper genest dan {DIEPSTE_NEST} lagen.",
        "Maak de tekst vlakker; zo diep hoeft geen regel of intake te zijn.",
        positie,
    )


def _dubbele(
    waarde: object, dubbel: dict[int, list[str]], pad: str, diepte: int
) -> Iterator[tuple[str, str]]:
    """Yield the pointer and the name of every key that stands twice in its group."""
    if not dubbel or diepte > DIEPSTE_NEST or not isinstance(waarde, dict | list):
        return
    for sleutel in dubbel.get(id(waarde), ()):
        yield pad_met(pad, sleutel), sleutel
    for stap, deel in waarde.items() if isinstance(waarde, dict) else enumerate(waarde):
        yield from _dubbele(deel, dubbel, pad_met(pad, stap), diepte + 1)


def _knoop_van(waarde: object, pad: str, diepte: int) -> Knoop | None:
    """Turn parsed JSON into nodes; None when it is nested too deeply."""
    if diepte > DIEPSTE_NEST:
        return None
    if isinstance(waarde, dict | list):
        is_map = isinstance(waarde, dict)
        knoop = Knoop("map" if is_map else "lijst", None, pad)
        stappen = waarde.items() if isinstance(waarde, dict) else enumerate(waarde)
        for stap, inhoud in stappen:
            kind = _knoop_van(inhoud, pad_met(pad, stap), diepte + 1)
            if kind is None:
                return None
            if is_map:
                knoop.map[str(stap)] = kind
                knoop.sleutels[str(stap)] = None
            else:
                knoop.lijst.append(kind)
        return knoop
    if waarde is None:
        return Knoop("leeg", None, pad)
    tekst = str(waarde).lower() if isinstance(waarde, bool) else str(waarde)
    return Knoop("tekst", None, pad, tekst)


class _Bouwer:
    """Builds nodes from the parser's events, with a stack of its own."""

    def __init__(self, tekst: str, naam: str, *, streng: bool = True) -> None:
        self.tekst = tekst
        self.naam = naam
        self.streng = streng
        self.diagnoses: list[Diagnose] = []
        self.stapel: list[Knoop] = []
        self.open_sleutels: list[str | None] = []
        self.begin: list[Any] = []
        self.wortel: Knoop | None = None
        self.documenten = 0
        self.onbruikbaar = False
        self.vreemde_sleutel = 0

    def bouw(self) -> tuple[Knoop | None, list[Diagnose]]:
        vreemd = _STUURTEKEN.search(self.tekst)
        if vreemd:
            voor = self.tekst[: vreemd.start()]
            plek = Positie(
                self.naam, voor.count("\n") + 1, vreemd.start() - (voor.rfind("\n") + 1) + 1
            )
            self.meld(
                "yaml-syntax",
                "De YAML is niet te lezen: hier staat een onzichtbaar stuurteken.",
                "Verwijder het teken; het is vaak met knippen en plakken meegekomen.",
                plek,
            )
            return None, self.diagnoses
        try:
            for gebeurtenis in yaml.parse(self.tekst, Loader=_Lezer):
                if not self.verwerk(gebeurtenis) or len(self.diagnoses) >= MEESTE_DIAGNOSES:
                    return None, self.diagnoses
        except yaml.MarkedYAMLError as fout:
            self.syntaxfout(fout)
            return None, self.diagnoses
        if self.wortel is None:
            self.meld(
                "bestand-leeg", f"'{self.naam}' is leeg.", "Vul het bestand of haal het weg.", None
            )
        # Where a value is missing, every check after this would report that it is not there.
        return None if self.onbruikbaar else self.wortel, self.diagnoses

    def meld(self, code: str, melding: str, hulp: str, plek: Positie | None) -> None:
        self.diagnoses.append(Diagnose(code, melding, hulp, plek or Positie(self.naam, 1, 1)))

    def plek(self, gebeurtenis: Any) -> Positie:
        begin, eind = gebeurtenis.start_mark, gebeurtenis.end_mark
        lengte = eind.column - begin.column if eind.line == begin.line else 1
        return Positie(self.naam, begin.line + 1, begin.column + 1, max(1, lengte))

    def syntaxfout(self, fout: Any) -> None:
        probleem = f"{fout.problem or ''} {fout.context or ''}"
        plaats = fout.problem_mark or fout.context_mark
        uitleg, hulp = uitleg_bij(probleem)
        verwant: tuple[Verwant, ...] = ()
        aan_het_begin = "simple key" in probleem or "end of stream" in probleem
        if fout.context_mark and aan_het_begin and "flow" not in probleem:
            plaats = fout.context_mark
        elif fout.context_mark and "while parsing a flow" in probleem:
            begin = Positie(self.naam, fout.context_mark.line + 1, fout.context_mark.column + 1)
            verwant = (Verwant("Hier begint zij.", begin),)
        regels = self.tekst.splitlines()[: plaats.line + 1]
        if regels and regels[-1][plaats.column :].startswith("\t"):
            uitleg, hulp = TAB
        elif uitleg == INSPRINGEN and regels and regels[-1][: plaats.column].strip():
            uitleg = "achter een waarde die al is afgesloten staat nog iets"
            hulp = "Zet de hele waarde tussen een paar aanhalingstekens, of haal het laatste weg."
        for nummer in range(len(regels), max(0, len(regels) - 2), -1):
            spatie = _VREEMDE_SPATIE.match(regels[nummer - 1])
            if spatie:
                uitleg = "deze regel begint met een bijzondere spatie"
                hulp = "Vervang de ruimte voor het eerste woord door gewone spaties."
                plek = Positie(self.naam, nummer, spatie.start(1) + 1)
                break
        else:
            plek = Positie(self.naam, plaats.line + 1, plaats.column + 1)
        melding = f"De YAML is niet te lezen: {uitleg}."
        self.diagnoses.append(Diagnose("yaml-syntax", melding, hulp, plek, "", verwant))

    def verwerk(self, g: Any) -> bool:
        """Take one event; False when reading must stop."""
        if isinstance(g, yaml.DocumentStartEvent):
            self.documenten += 1
            if self.documenten > 1:
                self.meld(
                    "yaml-tweede-document",
                    "Hier begint een tweede document (---).",
                    "Zet de inhoud in een eigen bestand, of haal de streepjes weg.",
                    self.plek(g),
                )
                return False
        elif isinstance(g, yaml.AliasEvent):
            self.anker(g, f"De verwijzing '*{g.anchor}' is niet toegestaan.")
            self.onbruikbaar = True
            self.plaats_knoop(Knoop("leeg", self.plek(g)))
        elif isinstance(g, yaml.ScalarEvent):
            self.versiering(g)
            self.scalair(g)
        elif isinstance(g, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.versiering(g)
            soort = "map" if isinstance(g, yaml.MappingStartEvent) else "lijst"
            if len(self.stapel) >= DIEPSTE_NEST:
                self.diagnoses.append(_te_diep(self.plek(g)))
                return False
            self.open_groep(Knoop(soort, self.plek(g)))
            self.begin.append(g.start_mark if g.flow_style else None)
        elif isinstance(g, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.sluit_groep(g)
        return True

    def anker(self, g: Any, melding: str) -> None:
        self.meld("yaml-anker", melding, "Schrijf de inhoud uit op de plaats zelf.", self.plek(g))

    def versiering(self, g: Any) -> None:
        if g.anchor is not None:
            self.anker(g, f"Het anker '&{g.anchor}' is niet toegestaan.")
        if g.tag is not None and self.streng:
            self.meld(
                "yaml-tag",
                f"De tag '{g.tag.replace('tag:yaml.org,2002:', '!!')}' is niet toegestaan.",
                "Haal de tag weg; zet tekst zo nodig tussen aanhalingstekens.",
                self.plek(g),
            )

    def scalair(self, g: Any) -> None:
        kaal = g.style is None or g.style == ""
        plek = self.plek(g)
        if kaal and self.streng and _DUBBELZINNIG.fullmatch(g.value):
            hulp = f'Zet het tussen aanhalingstekens: "{g.value}".'
            hulp += " Voor wel of niet: ja of nee." if g.value.isalpha() else ""
            self.meld(
                "yaml-dubbelzinnig",
                f"'{g.value}' wordt niet door elk programma hetzelfde gelezen.",
                hulp,
                plek,
            )
        if self.streng and _STUURTEKEN.search(g.value):
            self.meld(
                "yaml-syntax",
                "De YAML is niet te lezen: de schuine streep maakt hier een onzichtbaar "
                "stuurteken.",
                "Haal de schuine streep en het teken erna weg.",
                plek,
            )
            self.onbruikbaar = True
            self.plaats_knoop(Knoop("leeg", plek))
            return
        if kaal and g.value in _LEEG:
            self.plaats_knoop(Knoop("leeg", plek))
        else:
            self.plaats_knoop(Knoop("tekst", plek, tekst=g.value))

    def verwacht_sleutel(self) -> bool:
        return (
            bool(self.stapel)
            and self.stapel[-1].soort == "map"
            and (self.open_sleutels[-1] is None)
        )

    def open_groep(self, knoop: Knoop) -> None:
        if self.verwacht_sleutel():
            self.meld(
                "yaml-sleutel",
                "Een lijst of groep kan geen sleutel zijn.",
                "Schrijf voor de dubbele punt een gewoon woord; begint een tekst met [ of {, "
                "zet die dan tussen aanhalingstekens.",
                knoop.positie,
            )
            self.onbruikbaar = True
            self.vreemde_sleutel += 1
            self.open_sleutels[-1] = f"?{self.vreemde_sleutel}"
        else:
            self.plaats_knoop(knoop)
        self.stapel.append(knoop)
        self.open_sleutels.append(None)

    def sluit_groep(self, g: Any) -> None:
        """Close a group; one in braces or brackets on one line is underlined as a whole."""
        knoop, begin = self.stapel.pop(), self.begin.pop()
        self.open_sleutels.pop()
        if begin is not None and begin.line == g.end_mark.line:
            lengte = g.end_mark.column - begin.column
            knoop.positie = Positie(self.naam, begin.line + 1, begin.column + 1, lengte)

    def plaats_knoop(self, knoop: Knoop) -> None:
        """Put a node in its parent; in a mapping keys and values take turns."""
        if not self.stapel:
            self.wortel = knoop
            return
        ouder = self.stapel[-1]
        if ouder.soort == "lijst":
            knoop.pad = pad_met(ouder.pad, len(ouder.lijst))
            ouder.lijst.append(knoop)
            return
        sleutel = self.open_sleutels[-1]
        if sleutel is None:
            self.neem_sleutel(ouder, knoop)
            return
        self.open_sleutels[-1] = None
        knoop.pad = pad_met(ouder.pad, sleutel)
        # Of a repeated key the first stays, so that the diagnoses speak of that one.
        ouder.map.setdefault(sleutel, knoop)

    def neem_sleutel(self, ouder: Knoop, knoop: Knoop) -> None:
        sleutel = knoop.tekst if knoop.soort == "tekst" else "null"
        if sleutel in ouder.sleutels:
            eerste = ouder.sleutels[sleutel]
            regel = eerste.regel if eerste else 1
            self.meld(
                "yaml-dubbele-sleutel",
                f"De sleutel '{sleutel}' staat hier voor de tweede keer (eerst op regel {regel}).",
                "Laat er een weg, of geef de tweede een andere naam.",
                knoop.positie,
            )
        else:
            ouder.sleutels[sleutel] = knoop.positie
        self.open_sleutels[-1] = sleutel

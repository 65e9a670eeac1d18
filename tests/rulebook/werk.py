"""A small correct regelwerk on disk, to break in one place."""

from __future__ import annotations

from pathlib import Path

from engine.rulebook.diagnose import Diagnose
from engine.rulebook.regelwerk import controleer

KOP = """regelwerk: proef
titel: Proef
versie: "1"
bronnen: {boek: {titel: Het boek}}
bestanden: [regels.yaml]
themas: {dag: De dag}
"""
HOOFD = """regelset: proef
titel: Proef
geldig_vanaf: 2021-01-01
bron: {document: boek}
"""
REGELS = f"""{HOOFD}vragen:
  hulp:
    thema: dag
    vraag: Lukt het?
    antwoorden: {{ja: {{tekst: ja}}, nee: {{tekst: nee}}}}
    bron: {{}}
signalen:
  let_op: {{titel: Let op, soort: signaal, bron: {{}}}}
regels:
  - id: R-let-op
    als: {{hulp: nee}}
    dan: {{signaal: let_op}}
    omdat: Het lukt niet.
    bron: {{}}
"""


def maak(pad: Path, regels: str | bytes = REGELS, kop: str = KOP) -> Path:
    """Write a regelwerk and return its folder."""
    pad.mkdir(exist_ok=True)
    (pad / "regelwerk.yaml").write_text(kop, encoding="utf-8")
    inhoud = regels if isinstance(regels, bytes) else regels.encode()
    (pad / "regels.yaml").write_bytes(inhoud)
    return pad


def vervang(tekst: str, *paren: str) -> str:
    """Replace each first text of a pair, which must occur exactly once, by the second."""
    for oud, nieuw in zip(paren[::2], paren[1::2], strict=True):
        assert tekst.count(oud) == 1, oud
        tekst = tekst.replace(oud, nieuw)
    return tekst


def diagnoses(pad: Path, *paren: str, kop: str = KOP) -> tuple[Diagnose, ...]:
    """Return what is wrong with the small regelwerk after some replacements."""
    return controleer(maak(pad, vervang(REGELS, *paren), kop))[0]

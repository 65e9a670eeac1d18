"""A document in Word, to work on further: docxtpl fills in a template.

Our own template is made here, so that no Word file has to be kept.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as Worddocument
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from api.documenten.sjabloon import fout_in, sjabloonmap, vind
from api.documenten.vorm import Blok, Deel, Document, Lijst, Tabel

_TAAL = "nl-NL"
_LETTER = "Arial"


def als_docx(document: Document, sjablonen: Path | None = None) -> bytes:
    """Return a document as a Word file.

    Raises:
        Sjabloonfout: when an own template cannot be used.
    """
    eigen = vind(document.soort, "docx", sjabloonmap(sjablonen))
    omgeving = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    uit = io.BytesIO()
    try:
        sjabloon = DocxTemplate(str(eigen) if eigen else io.BytesIO(eigen_sjabloon()))
        sjabloon.render(_inhoud(document), omgeving)
        # Asking for the Word document by its method would begin it anew.
        kern = sjabloon.docx.core_properties
        kern.title, kern.language, kern.author, kern.comments = document.titel, _TAAL, "", ""
        sjabloon.save(uit)
    except (TemplateError, TypeError, OpcError, BadZipFile, KeyError, ValueError) as fout:
        if eigen is None:
            raise
        raise fout_in(eigen, fout) from fout
    return uit.getvalue()


def _inhoud(document: Document) -> dict[str, Any]:
    """Return what the template shows: the parts below each other as one row of blocks."""
    blokken: list[dict[str, Any]] = []

    def neem(deel: Deel, diepte: int) -> None:
        blokken.append({"soort": f"kop{diepte}", "tekst": deel.kop})
        for blok in deel.blokken:
            blokken.extend(_blok(blok))
        for onder in deel.delen:
            neem(onder, diepte + 1)

    for deel in document.delen:
        neem(deel, 1)
    return {
        "titel": document.titel,
        "adres": document.adres,
        "kenmerken": document.kenmerken,
        "aanhef": document.aanhef,
        "begeleidend": [d for b in document.begeleidend for d in _blok(b)],
        "blokken": blokken,
        "slot": document.slot,
    }


def _blok(blok: Blok) -> list[dict[str, Any]]:
    if isinstance(blok, Lijst):
        return [{"soort": "punt", "tekst": p} for p in blok.punten]
    if isinstance(blok, Tabel):
        return [{"soort": "tabel", "tekst": blok.titel, "kop": blok.kop, "rijen": blok.rijen}]
    return [{"soort": type(blok).__name__.lower(), "tekst": blok.tekst}]


@cache
def eigen_sjabloon() -> bytes:
    """Return our own template, also for a gemeente to adapt."""
    blad = docx.Document()
    _stijl(blad)
    _herhaal(blad, "regel in adres", "{{ regel }}", "No Spacing")
    blad.add_paragraph()
    blad.add_paragraph("{{ titel }}", style="Title")
    _herhaal(blad, "naam, waarde in kenmerken", "{{ naam }}: {{ waarde }}", "No Spacing")
    blad.add_paragraph()
    blad.add_paragraph("{%p if aanhef %}")
    blad.add_paragraph("{{ aanhef }}")
    blad.add_paragraph("{%p endif %}")
    _herhaal(blad, "blok in begeleidend", "{{ blok.tekst }}", "Intense Quote")
    blad.add_paragraph("{%p for blok in blokken %}")
    stijlen = {"kop1": "Heading 1", "kop2": "Heading 2", "punt": "List Bullet"}
    stijlen |= {"alinea": "Normal", "invullen": "Quote"}
    for soort, stijl in stijlen.items():
        blad.add_paragraph(f"{{%p if blok.soort == '{soort}' %}}")
        blad.add_paragraph("{{ blok.tekst }}", style=stijl)
        blad.add_paragraph("{%p endif %}")
    blad.add_paragraph("{%p if blok.soort == 'tabel' %}")
    blad.add_paragraph("{{ blok.tekst }}", style="Caption")
    _tabel(blad)
    blad.add_paragraph()
    blad.add_paragraph("{%p endif %}")
    blad.add_paragraph("{%p endfor %}")
    blad.add_paragraph()
    _herhaal(blad, "regel in slot", "{{ regel }}", "No Spacing")
    uit = io.BytesIO()
    blad.save(uit)
    return uit.getvalue()


def _herhaal(blad: Worddocument, wat: str, tekst: str, stijl: str) -> None:
    blad.add_paragraph(f"{{%p for {wat} %}}")
    blad.add_paragraph(tekst, style=stijl)
    blad.add_paragraph("{%p endfor %}")


def _tabel(blad: Worddocument) -> None:
    """Add a table with as many columns and rows as the block has; its heading repeats."""
    tabel = blad.add_table(rows=4, cols=3, style="Table Grid")
    for nummer, tekst in enumerate(("{%tc for kop in blok.kop %}", "{{ kop }}", "{%tc endfor %}")):
        tabel.cell(0, nummer).text = tekst
    tabel.cell(1, 0).text = "{%tr for rij in blok.rijen %}"
    for nummer, tekst in enumerate(("{%tc for cel in rij %}", "{{ cel }}", "{%tc endfor %}")):
        tabel.cell(2, nummer).text = tekst
    tabel.cell(3, 0).text = "{%tr endfor %}"
    kop = tabel.rows[0]._tr.get_or_add_trPr()
    kop.append(OxmlElement("w:tblHeader"))
    for alinea in tabel.cell(0, 1).paragraphs:
        for stuk in alinea.runs:
            stuk.bold = True


def _stijl(blad: Worddocument) -> None:
    """Set page, letter and language."""
    for deel in blad.sections:
        deel.page_width, deel.page_height = Cm(21), Cm(29.7)
        deel.left_margin = deel.right_margin = Cm(2.4)
    for naam, punten in (("Normal", 10.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        letter = blad.styles[naam].font
        letter.name, letter.size = _LETTER, Pt(punten)
        # Word prefers the letters of the theme to the name of a letter.
        vorm = blad.styles[naam].element.rPr.rFonts
        for sleutel in [s for s in vorm.attrib if "Theme" in s]:
            del vorm.attrib[sleutel]
        if naam != "Normal":
            letter.color.rgb = RGBColor(0x14, 0x52, 0x7A)
    for naam in ("Quote", "Intense Quote", "Caption"):
        blad.styles[naam].font.color.rgb = RGBColor(0x1C, 0x24, 0x30)
    for taal in blad.styles.element.iter(qn("w:lang")):
        taal.set(qn("w:val"), _TAAL)

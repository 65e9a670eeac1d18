"""Laying out a document: HTML by a template, PDF/UA from that same HTML, or Word."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from api.documenten.gegevens import Gegevens
from api.documenten.inhoud import maak_inhoud
from api.documenten.sjabloon import EIGEN, fout_in, sjabloonmap, vind
from api.documenten.vorm import Blok, Document, Soort
from api.pdf import maak_pdf

_HTML, _CSS = "html.j2", "css"


class Vorm(StrEnum):
    """The forms in which a document can be had."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def maak_document(
    soort: Soort, gegevens: Gegevens, vorm: Vorm, sjablonen: Path | None = None
) -> bytes:
    """Return a document as a file.

    Args:
        soort: which document.
        gegevens: the voorstel with its rules, the besluit, and for whom the document is.
        vorm: html, pdf or docx.
        sjablonen: the folder with own templates; without it ARRANGEMENT_SJABLONEN says which.

    Raises:
        Sjabloonfout: when an own template cannot be used.
        PdfOntbreekt: when the libraries that make a PDF are missing.
    """
    document = maak_inhoud(soort, gegevens)
    if vorm is Vorm.DOCX:
        # Loads a Word library that the other forms do without.
        from api.documenten.word import als_docx  # noqa: PLC0415

        return als_docx(document, sjablonen)
    html = als_html(document, sjablonen)
    return maak_pdf(html) if vorm is Vorm.PDF else html.encode()


def als_html(document: Document, sjablonen: Path | None = None) -> str:
    """Return a document as one HTML page that needs nothing else.

    Raises:
        Sjabloonfout: when an own template cannot be used.
    """
    map_ = sjabloonmap(sjablonen)
    bestand = vind(document.soort, _HTML, map_) or EIGEN / f"document.{_HTML}"
    stijl = vind(document.soort, _CSS, map_) or EIGEN / f"document.{_CSS}"
    # An own template may build on another in its folder, or on ours.
    omgeving = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([bestand.parent, EIGEN]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    omgeving.filters["soort"] = soort_van
    try:
        css = stijl.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        raise fout_in(stijl, fout) from fout
    try:
        html = omgeving.get_template(bestand.name).render(document=document, stijl=css)
    except (TemplateError, TypeError, UnicodeDecodeError) as fout:
        raise fout_in(bestand, fout) from fout
    return html.lstrip()


def soort_van(blok: Blok) -> str:
    """Return the name of a block's kind, by which a template chooses how it looks."""
    return type(blok).__name__

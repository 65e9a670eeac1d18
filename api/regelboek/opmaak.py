"""Laying out a regelboek: HTML by a template, and PDF/UA from that same HTML."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pdf import maak_pdf
from engine.explanation.regelboek import vorm
from engine.explanation.regelboek.vorm import Regelboek


def als_html(boek: Regelboek) -> str:
    """Return a regelboek as one HTML page that needs nothing else."""
    omgeving = Environment(
        loader=PackageLoader("api.regelboek", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    omgeving.filters["soort"] = _soort
    sjabloon = omgeving.get_template("regelboek.html.j2")
    html = sjabloon.render(boek=boek, stijl=_lees("regelboek.css"), smal=_lees("smal.css"))
    # What the macros above the page leave behind would stand before its first line.
    return html.lstrip()


def als_pdf(boek: Regelboek) -> bytes:
    """Return a regelboek as a tagged PDF (PDF/UA-1).

    Raises:
        PdfOntbreekt: when the libraries for text layout are missing.
    """
    return maak_pdf(als_html(boek))


def _lees(naam: str) -> str:
    return resources.files("api.regelboek").joinpath(naam).read_text(encoding="utf-8")


def _soort(blok: vorm.Blok) -> str:
    """Return the name of a block's kind, by which the template chooses how it looks."""
    return type(blok).__name__

"""From one HTML page to a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import contextlib
import io
from typing import Any

PDF_SOORT = "pdf/ua-1"
PAKKETTEN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"


class PdfOntbreekt(Exception):
    """Raised when the system libraries that make a PDF are not there."""


def maak_pdf(html: str) -> bytes:
    """Return a page that needs nothing else as a tagged PDF.

    Raises:
        PdfOntbreekt: when the libraries for text layout are missing.
    """
    try:
        # Takes a second, so only here. Without its libraries WeasyPrint prints advice in English
        # before it raises.
        with contextlib.redirect_stdout(io.StringIO()):
            from weasyprint import HTML  # noqa: PLC0415
    except OSError as fout:
        raise PdfOntbreekt(str(fout)) from fout
    inhoud = HTML(string=html, url_fetcher=_niets_ophalen).write_pdf(pdf_variant=PDF_SOORT)
    assert isinstance(inhoud, bytes)
    return inhoud


def _niets_ophalen(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"Een document haalt niets op: {url}")

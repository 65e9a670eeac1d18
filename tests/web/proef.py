"""A service with pages that only the tests have: every macro, in every state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from jinja2 import ChoiceLoader, FileSystemLoader
from starlette.responses import Response

from api.aanmelding.ontwikkelaanmelding import Ontwikkelaanmelding
from api.opbouw import maak_app
from api.paginas import Paginas
from tests.api.hulp import REGELWERK

LANG = (
    "de cliënt regelt dit samen met de bewindvoerder en de arbeidsongeschiktheidsverzekeringsarts, "
    "maar alleen als iemand er de dag ervoor en op de dag zelf aan herinnert"
)
TOESTANDEN: dict[str, dict[str, Any]] = {
    "leeg": {},
    "ingevuld": {
        "naam": "Proefdossier 12",
        "uren": "2,5",
        "melding": "2021-06-15",
        "gemeente": "beek",
        "toelichting": "De dag begint laat.\nMet een lijstje gaat het beter.",
        "dagindeling": "zetje",
        "naasten": ["partner", "buren"],
    },
    "fouten": {"uren": "veel"},
    "lang": {"naam": LANG, "gemeente": "lang", "toelichting": LANG * 3, "dagindeling": "ander"},
}
FOUTEN = {
    "dagindeling": "Kies hoe de cliënt de dag doorkomt.",
    "naasten": "Kies minstens een naaste, of kies: niemand.",
    "naam": "Vul een naam voor het dossier in.",
    "uren": "Schrijf het aantal uren als getal, bijvoorbeeld 2,5.",
    "melding": "Vul de datum van de melding in.",
    "gemeente": "Kies de gemeente waar de cliënt woont.",
    "toelichting": "Schrijf op wat u zelf hebt gezien.",
}


def maak_proefdienst(map_: Path) -> FastAPI:
    """Return the real service, with the pages of the tests in it; keeps its key in a folder."""
    app = maak_app(REGELWERK, aanmelding=Ontwikkelaanmelding("127.0.0.1", map_))
    paginas: Paginas = app.state.paginas
    eigen = paginas.omgeving.loader
    assert eigen is not None
    paginas.omgeving.loader = ChoiceLoader(
        [eigen, FileSystemLoader(Path(__file__).parent / "sjablonen")]
    )

    @app.get("/proef/velden/{toestand}")
    async def velden(toestand: str) -> Response:
        fouten = FOUTEN if toestand == "fouten" else {}
        return paginas.toon(
            "velden_proef.html.j2",
            waarden=TOESTANDEN[toestand],
            lang=LANG if toestand == "lang" else "",
            fout_bij=fouten,
            fouten=[{"veld": veld, "tekst": tekst} for veld, tekst in fouten.items()],
        )

    @app.get("/proef/status/{status}")
    async def met_status(status: int) -> Response:
        if status == 500:
            raise RuntimeError("met opzet")
        raise HTTPException(status)

    return app

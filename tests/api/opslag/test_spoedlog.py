"""The real service, told everything of a person: its output and its files hold none of it."""

from __future__ import annotations

import http.client
import re
import signal
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from api.opslag.bank import Bank
from api.opslag.sleutels import ontwikkelsleutels
from api.opslag.spoedmeldingen import Spoedmeldingen
from tests.api.opslag.spoedhulp import BACKOFFICE, GEHEIM, MELDING, PERSOON, gevonden
from tests.api.test_dienst import HOST, dienst, regels, vrije_poort

_VRAGEN = ("gemeente", "gebeurtenis", "zonder_hulp", "start", "voorliggend", "zelfdoding")
_LICHAAM = {"Content-Type": "application/x-www-form-urlencoded"}


def _velden() -> list[tuple[str, str]]:
    """Return the form as a browser would send it."""
    velden = [("start_spoed", date.today().isoformat()), ("kenmerk", "M-1")]
    for vraag in _VRAGEN:
        antwoord = MELDING["antwoorden"][vraag]
        waarde = antwoord["waarde"] if isinstance(antwoord, dict) else antwoord
        if isinstance(waarde, dict):
            velden += [(f"{vraag}--{deel}", gekozen) for deel, gekozen in waarde.items()]
        else:
            velden += [(vraag, w) for w in (waarde if isinstance(waarde, list) else [waarde])]
    return velden + [(f"persoon--{naam}", waarde) for naam, waarde in GEHEIM.items()]


def _post(poort: int, pad: str, velden: list[tuple[str, str]], koekje: str = "") -> tuple[int, str]:
    """Send a form; return the status and the page, or the cookie when one is given."""
    verbinding = HTTPConnection(HOST, poort, timeout=30)
    koppen = _LICHAAM | ({"Cookie": koekje} if koekje else {})
    verbinding.request("POST", pad, urlencode(velden), koppen)
    antwoord: http.client.HTTPResponse = verbinding.getresponse()
    tekst = antwoord.read().decode()
    gezet = antwoord.getheader("set-cookie")
    verbinding.close()
    return antwoord.status, gezet.split(";")[0] if gezet else tekst


def test_neither_the_output_of_the_service_nor_its_files_hold_personal_data(
    eigen_map: Path,
) -> None:
    poort = vrije_poort()
    with dienst(poort) as proces:
        uit = "\n".join(regels(proces, 3))
        status, koekje = _post(poort, "/aanmelden", [("sub", "ontwikkel-aanbieder-beek")])
        assert status == 303
        fout = [(n, "123456789" if n == "persoon--bsn" else w) for n, w in _velden()]
        assert _post(poort, "/spoedmelding", fout, koekje)[0] == 400
        status, pagina = _post(poort, "/spoedmelding", _velden(), koekje)
        gezien = re.search(r'name="getoetst" value="(\w+)"', pagina)
        assert status == 200 and gezien
        versturen = [*_velden(), ("getoetst", gezien[1]), ("actie", "verstuur"), ("sleutel", "k")]
        assert _post(poort, "/spoedmelding", versturen, koekje)[0] == 303
        assert _post(poort, "/spoedmelding/verstuurd/x", versturen, koekje)[0] in {404, 405}
        proces.send_signal(signal.SIGTERM)
        rest, log = proces.communicate(timeout=30)
    assert log == ""
    assert gevonden(uit + rest) == []
    assert [gevonden(p.read_bytes()) for p in eigen_map.iterdir() if gevonden(p.read_bytes())] == []
    with Bank(f"sqlite:///{eigen_map}/gesprekken.sqlite") as bank:
        bank.sleutels = ontwikkelsleutels(eigen_map)
        with bank.sessie(BACKOFFICE) as sessie:
            meldingen = Spoedmeldingen(sessie, BACKOFFICE)
            [stand] = meldingen.lijst()
            assert meldingen.persoon(stand.id) == PERSOON

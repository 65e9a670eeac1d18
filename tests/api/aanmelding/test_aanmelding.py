"""Signing in while developing, roles, and writes that come from elsewhere."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from api.aanmelding import ontwikkelaanmelding as module
from api.aanmelding.identiteit import Identiteit, Rol
from api.aanmelding.ontwikkelaanmelding import (
    KOEKJE,
    PERSONEN,
    GeheimTeKort,
    NietOpenbaar,
    Ontwikkelaanmelding,
    is_loopback,
)
from api.aanmelding.paginas import eigen_pad
from api.aanmelding.toegang import Aangemeld, eis, identiteit, melding
from api.opbouw import maak_app
from tests.api.hulp import REGELWERK

CONSULENT = "ontwikkel-consulent-beek"


def met_proefroutes(app: FastAPI) -> FastAPI:
    @app.get("/v1/wie")
    async def wie(aangemeld: Aangemeld) -> dict[str, object]:
        return {"sub": aangemeld.sub, "gemeente": aangemeld.gemeente}

    @app.get("/pagina")
    async def pagina(
        request: Request, aangemeld: Annotated[Identiteit, Depends(identiteit)]
    ) -> str:
        return melding(request)

    @app.post("/v1/beleid")
    async def beleid(aangemeld: Aangemeld) -> str:
        eis(aangemeld, Rol.BELEIDSMEDEWERKER, Rol.BELEIDSVASTSTELLER)
        return "gedaan"

    return app


@pytest.fixture
def klant(tmp_path: Path) -> Iterator[TestClient]:
    app = maak_app(REGELWERK, aanmelding=Ontwikkelaanmelding("127.0.0.1", tmp_path))
    with TestClient(met_proefroutes(app), follow_redirects=False) as klant:
        yield klant


def meld_aan(klant: TestClient, sub: str = CONSULENT, verder: str = "/") -> None:
    antwoord = klant.post("/aanmelden", data={"sub": sub, "verder": verder})
    assert antwoord.status_code == 303


def test_an_identity_has_a_sub_a_role_and_a_gemeente() -> None:
    rollen = frozenset({Rol.AUDITOR})
    for fout in (("", rollen, "beek"), ("x", frozenset[Rol](), "beek"), ("x", rollen, " ")):
        with pytest.raises(ValueError, match="identiteit"):
            Identiteit(*fout)


def test_there_is_an_invented_person_for_every_role_in_every_gemeente() -> None:
    gemeenten = {p.gemeente for p in PERSONEN.values()}
    assert {(p.rol, p.gemeente) for p in PERSONEN.values()} == {
        (rol, gemeente) for rol in Rol for gemeente in gemeenten
    }
    antwoorden = REGELWERK.boeken[-1].vragen["gemeente"].vorm.antwoorden or {}
    assert gemeenten == set(antwoorden) - {"andere", "onduidelijk"}


@pytest.mark.parametrize(
    ("adres", "eigen"),
    [
        *((a, True) for a in ("127.0.0.1", "::1", "[::1]", "localhost", "127.8.9.1")),
        *((a, False) for a in ("0.0.0.0", "::", "192.168.1.2", "beek.nl", "")),
    ],
)
def test_signing_in_for_developing_is_for_this_computer_only(
    adres: str, eigen: bool, tmp_path: Path
) -> None:
    assert is_loopback(adres) == eigen
    if not eigen:
        with pytest.raises(NietOpenbaar):
            Ontwikkelaanmelding(adres, tmp_path)


def test_the_key_is_made_once_and_nobody_else_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARRANGEMENT_GEHEIM", raising=False)
    koekje = Ontwikkelaanmelding("::1", tmp_path).koekje(PERSONEN[CONSULENT])
    (bestand,) = tmp_path.iterdir()
    assert stat.S_IMODE(bestand.stat().st_mode) == 0o600
    assert Ontwikkelaanmelding("::1", tmp_path).persoon(koekje) == PERSONEN[CONSULENT]
    monkeypatch.setenv("ARRANGEMENT_GEHEIM", "x" * 40)
    assert Ontwikkelaanmelding("::1", tmp_path).persoon(koekje) is None
    monkeypatch.setenv("ARRANGEMENT_GEHEIM", "geheim")
    with pytest.raises(GeheimTeKort):
        Ontwikkelaanmelding("::1", tmp_path)
    monkeypatch.delenv("ARRANGEMENT_GEHEIM")
    bestand.write_text("")
    with pytest.raises(GeheimTeKort):
        Ontwikkelaanmelding("::1", tmp_path)


def test_a_cookie_that_was_made_up_or_is_too_old_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aanmelding = Ontwikkelaanmelding("::1", tmp_path)
    koekje = aanmelding.koekje(PERSONEN[CONSULENT])
    for fout in (None, "", "x", koekje[:-1], koekje.replace(koekje[0], "A", 1)):
        assert aanmelding.persoon(fout) is None
    monkeypatch.setattr(module, "_GELDIG", -1)
    assert aanmelding.persoon(koekje) is None


def test_who_did_not_sign_in_gets_a_problem_or_a_page(klant: TestClient) -> None:
    antwoord = klant.get("/v1/wie")
    assert antwoord.status_code == 401
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.json()["title"] == "U bent niet aangemeld"
    pagina = klant.get("/pagina?x=Jansen")
    assert (pagina.status_code, pagina.headers["location"]) == (303, "/aanmelden?verder=/pagina")


def test_signing_in_and_out(klant: TestClient) -> None:
    gekozen = klant.post("/aanmelden", data={"sub": CONSULENT, "verder": "/pagina"})
    assert (gekozen.status_code, gekozen.headers["location"]) == (303, "/pagina")
    koekje = gekozen.headers["set-cookie"].lower()
    assert koekje.startswith(KOEKJE)
    assert "httponly" in koekje
    assert "samesite=strict" in koekje
    assert klant.get("/v1/wie").json() == {"sub": CONSULENT, "gemeente": "beek"}
    assert klant.get("/pagina").json() == (
        "Ontwikkelaanmelding: Verzonnen consulent, Beek. Niet voor echte cliënten."
    )
    assert "Verzonnen consulent, Beek" in klant.get("/aanmelden").text
    assert klant.post("/afmelden").headers["location"] == "/aanmelden"
    assert klant.get("/v1/wie").status_code == 401


def test_nobody_is_chosen_beforehand_and_choosing_nobody_is_told(klant: TestClient) -> None:
    assert "checked" not in klant.get("/aanmelden").text
    for sub in ("", "iemand"):
        antwoord = klant.post("/aanmelden", data={"sub": sub})
        assert antwoord.status_code == 400
        assert "Kies een persoon." in antwoord.text


def test_every_page_says_that_the_sign_in_is_not_real(klant: TestClient) -> None:
    for pad in ("/", "/aanmelden", "/bestaat-niet"):
        tekst = klant.get(pad, headers={"Accept": "text/html"}).text
        assert "Dit is een proefomgeving." in tekst, pad
    with TestClient(maak_app(REGELWERK)) as zonder:
        assert "proefomgeving" not in zonder.get("/").text
        assert zonder.get("/aanmelden").status_code == 404


@pytest.mark.parametrize("rol", list(Rol))
def test_a_role_opens_only_what_is_its_own(klant: TestClient, rol: Rol) -> None:
    meld_aan(klant, f"ontwikkel-{rol}-stein")
    antwoord = klant.post("/v1/beleid")
    if rol in {Rol.BELEIDSMEDEWERKER, Rol.BELEIDSVASTSTELLER}:
        assert antwoord.json() == "gedaan"
    else:
        assert antwoord.status_code == 403
        assert antwoord.json()["detail"] == (
            "Dit kan alleen een beleidsmedewerker of beleidsvaststeller."
        )


@pytest.mark.parametrize(
    ("koppen", "mag"),
    [
        ({}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "http://kwaad.nl"}, False),
        ({"Origin": "http://testserver:8001"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_a_write_from_another_site_is_refused(
    klant: TestClient, koppen: dict[str, str], mag: bool
) -> None:
    meld_aan(klant, "ontwikkel-beleidsmedewerker-beek")
    antwoord = klant.post("/v1/beleid", headers=koppen)
    assert antwoord.status_code == (200 if mag else 403)
    if not mag:
        assert antwoord.headers["content-type"] == "application/problem+json"
        assert antwoord.headers["x-frame-options"] == "DENY"
    assert klant.get("/v1/wie", headers=koppen).status_code == 200


@pytest.mark.parametrize(
    ("verder", "waar"),
    [("/gesprekken/1", "/gesprekken/1"), ("/", "/")]
    + [
        (elders, "/")
        for elders in (
            "//kwaad.nl",
            "http://kwaad.nl",
            "/\\kwaad.nl",
            "\\\\kwaad.nl",
            "kwaad",
            "",
            "/\n/x",
        )
    ],
)
def test_after_signing_in_one_stays_here(verder: str, waar: str) -> None:
    assert eigen_pad(verder) == waar


@pytest.mark.parametrize(
    ("van", "koppen", "mag"),
    [
        (("127.0.0.1", 5), {"host": "localhost:8000"}, True),
        (("::1", 5), {"host": "[::1]:8000"}, True),
        (("192.0.2.7", 5), {"host": "127.0.0.1:8000"}, False),
        (None, {"host": "127.0.0.1"}, False),
        (("127.0.0.1", 5), {"host": "wmo.example.org"}, False),
        (("127.0.0.1", 5), {}, False),
        (("127.0.0.1", 5), {"host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"}, False),
        (("127.0.0.1", 5), {"host": "127.0.0.1", "via": "1.1 proxy"}, False),
    ],
    ids=str,
)
def test_where_another_server_listens_only_this_computer_may_sign_in(
    tmp_path: Path, van: tuple[str, int] | None, koppen: dict[str, str], *, mag: bool
) -> None:
    rauw = [(naam.encode(), waarde.encode()) for naam, waarde in koppen.items()]
    scope = {"type": "http", "client": van, "headers": rauw}
    assert Ontwikkelaanmelding(None, tmp_path).geldt_voor(scope) is mag
    assert Ontwikkelaanmelding("127.0.0.1", tmp_path).geldt_voor(scope)

"""A service with a database of its own, for the tests of what it keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from api.aanmelding.ontwikkelaanmelding import KOEKJE, PERSONEN, Ontwikkelaanmelding
from api.opbouw import maak_app
from api.opslag.bank import Bank
from tests.api.hulp import ENGELS, REGELWERK, WORTEL, als_gegevens
from tests.api.opslag.hulp import delen_van

GESPREKKEN = "/v1/gesprekken"
VOORBEELD = als_gegevens(WORTEL / "voorbeelden" / "arrangement-5.yaml")


class Proefdienst:
    """The real service on an empty database, and people who are signed in."""

    def __init__(self, map_: Path) -> None:
        self.bank = Bank(f"sqlite:///{map_ / 'proef.sqlite'}")
        self.bank.migreer()
        self.aanmelding = Ontwikkelaanmelding("127.0.0.1", map_)
        self.app: FastAPI = maak_app(REGELWERK, bank=self.bank, aanmelding=self.aanmelding)

    def koekje(self, rol: str = "consulent", gemeente: str = "beek") -> str:
        """Return the cookie of an invented person."""
        return self.aanmelding.koekje(PERSONEN[f"ontwikkel-{rol}-{gemeente}"])

    def klant(self, rol: str = "consulent", gemeente: str = "beek") -> TestClient:
        """Return a client for which an invented person is signed in."""
        return TestClient(self.app, cookies={KOEKJE: self.koekje(rol, gemeente)})

    def sluit(self) -> None:
        self.app.state.motoren.sluit()
        self.bank.sluit()


def begin(klant: TestClient, kenmerk: str | None = None) -> str:
    """Begin a gesprek; return its address."""
    antwoord = klant.post(GESPREKKEN, json={"kenmerk": kenmerk})
    assert antwoord.status_code == 201
    return str(antwoord.headers["Location"])


def delen(inhoud: dict[str, Any], versie: int = 0) -> dict[str, Any]:
    """Return the body that writes these parts over this version."""
    rij = [{"sleutel": s, "versie": versie, "inhoud": i} for s, i in inhoud.items()]
    return {"delen": rij}


def begin_gevuld(klant: TestClient) -> str:
    """Begin a gesprek with a whole intake in it; return its address."""
    pad = begin(klant)
    antwoord = klant.patch(pad, json=delen(delen_van(json.loads(json.dumps(VOORBEELD)))))
    assert antwoord.status_code == 200, antwoord.text
    return pad


def probleem(antwoord: Any, status: int) -> dict[str, Any]:
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert antwoord.headers["Cache-Control"] == "no-store"
    inhoud: dict[str, Any] = antwoord.json()
    teksten = [inhoud["title"], inhoud["detail"]]
    for fout in inhoud.get("errors", []):
        assert fout["help"]
        teksten += [fout["detail"], fout["help"]]
    assert not ENGELS.search(" ".join(teksten))
    return inhoud


def wijzers(antwoord: Any, status: int = 400) -> set[str]:
    return {fout["pointer"] for fout in probleem(antwoord, status)["errors"]}


def als_beschreven(klant: TestClient, schema: str, inhoud: Any) -> None:
    document = klant.get("/v1/openapi.json").json()
    wortel = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    Draft202012Validator(wortel).validate(inhoud)

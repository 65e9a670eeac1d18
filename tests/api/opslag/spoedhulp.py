"""What the tests of spoedmeldingen share: who sends them, one to send, and invented people."""

from __future__ import annotations

from typing import Any

from api.aanmelding.identiteit import Identiteit, Rol
from api.opslag.bank import Bank
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.spoedmeldingen import Spoedmeldingen, Spoedstand
from api.opslag.tabellen import Tabel
from tests.api.hulp import REGELWERK, WORTEL, als_gegevens

AANBIEDER = Identiteit("zorgbureau", frozenset({Rol.AANBIEDER}), "beek")
ANDERE_AANBIEDER = Identiteit("thuiszorg", frozenset({Rol.AANBIEDER}), "beek")
BACKOFFICE = Identiteit("bo", frozenset({Rol.BACKOFFICE}), "beek")
MELDING = als_gegevens(WORTEL / "voorbeelden" / "spoed.yaml")
MELDING["antwoorden"] |= {"gemeente": "beek", "spoed_arrangement": "5"}
GEHEIM = {
    "naam": "Verzonnen-Achternaam",
    "voorletters": "Q.Z.",
    "geboortedatum": "1942-03-17",
    "bsn": "123456782",
    "adres": "Nergensstraat 98765",
    "postcode": "9999 QQ",
    "woonplaats": "Luchtkasteel",
    "telefoon": "06-00011122",
    "melder_naam": "Bedachte-Begeleider",
    "melder_telefoon": "06-33344455",
    "melder_email": "bedacht@voorbeeld.invalid",
}
PERSOON = Persoonsgegevens(**GEHEIM)


def dien_in(
    bank: Bank,
    wie: Identiteit = AANBIEDER,
    *,
    persoon: Persoonsgegevens | None = None,
    kenmerk: str | None = None,
    **antwoorden: Any,
) -> str:
    intake = MELDING | {"antwoorden": MELDING["antwoorden"] | antwoorden}
    with bank.sessie(wie) as sessie:
        meldingen = Spoedmeldingen(sessie, wie)
        return meldingen.dien_in(REGELWERK, intake, kenmerk=kenmerk, persoon=persoon)


def stand(bank: Bank, id_: str, wie: Identiteit = BACKOFFICE) -> Spoedstand:
    with bank.sessie(wie) as sessie:
        return Spoedmeldingen(sessie, wie).haal(id_)


def alles(bank: Bank) -> str:
    """Return every cell of every table, as somebody with access to the database reads it."""
    with bank.motor.connect() as verbinding:
        rijen = [
            verbinding.exec_driver_sql(f"SELECT * FROM {tabel}").all()
            for tabel in Tabel.metadata.tables
        ]
    return repr(rijen)


def gevonden(tekst: str | bytes) -> list[str]:
    """Return which of the planted personal data stand in a text."""
    if isinstance(tekst, bytes):
        return [naam for naam, waarde in GEHEIM.items() if waarde.encode() in tekst]
    return [naam for naam, waarde in GEHEIM.items() if waarde in tekst]


def versleuteld(bank: Bank) -> list[str]:
    with bank.motor.connect() as verbinding:
        rijen = verbinding.exec_driver_sql("SELECT versleuteld FROM persoonsgegevens").all()
    return [rij[0] for rij in rijen]

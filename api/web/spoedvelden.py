"""The fields of the spoedmelding, in the order of the paper form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.opslag.canoniek import canoniek, som
from api.opslag.kenmerk import eigen_kenmerk
from api.opslag.persoonsgegevens import Persoonsgegevens
from api.opslag.weigering import NietToegestaan
from api.web.antwoordveld import Antwoordveld, een
from api.web.blad import Blad
from api.web.invullen import ingevuld
from engine.indicatie.klokken import ONTVANGST, START
from engine.indicatie.spoedkeuze import BEKEND, GEKOZEN
from engine.rulebook.rulebook import Rulebook

KENMERK = "kenmerk"
_GETOELICHT = "spoed_toelichting"
"""The question whether there is an explanation; what it says is never read by the program."""
_THEMAS = {"spoed", "spoedformulier"}
_OOK = ("gemeente", "veiligheid")
"""Questions of the gesprek on which the check rests as well: first and last of the facts."""

_AAN_DE_AANBIEDER = {
    "spoed_vakjes": ("Waarom is het spoed?", "Kies wat volgens u geldt."),
    "spoed_contract": ("Hebt u een contract met de gemeente voor zorg in natura?", ""),
    "spoed_aanwezig": ("Wilt u bij het gesprek van de cliënt met de gemeente zijn?", ""),
    GEKOZEN: ("Welk arrangement zet u in?", "U kiest zelf een van de negen arrangementen."),
    "spoed_ondertekend": (
        "Wie heeft de melding ondertekend?",
        "U tekent, en de cliënt als het kan.",
    ),
}
"""Questions that the rules word for a consulent with a paper form, and how to choose."""


@dataclass(frozen=True, slots=True)
class Persoonsveld:
    """A field that says who somebody is; it is only ever kept encrypted."""

    naam: str
    label: str
    soort: str = "text"
    uitleg: str = ""

    @property
    def id(self) -> str:
        """The name of the field in the form."""
        return f"persoon--{self.naam}"


CLIENT = (
    Persoonsveld("naam", "Achternaam"),
    Persoonsveld("voorletters", "Voorletters"),
    Persoonsveld("geslacht", "Geslacht"),
    Persoonsveld("geboortedatum", "Geboortedatum", "date"),
    Persoonsveld("bsn", "Burgerservicenummer", uitleg="Negen cijfers."),
    Persoonsveld("burgerlijke_staat", "Burgerlijke staat"),
    Persoonsveld("partner", "Naam van de partner"),
    Persoonsveld("adres", "Straat en huisnummer"),
    Persoonsveld("postcode", "Postcode"),
    Persoonsveld("woonplaats", "Woonplaats"),
    Persoonsveld("telefoon", "Telefoonnummer", "tel"),
)
MELDER = (
    Persoonsveld("melder_naam", "Naam"),
    Persoonsveld("melder_zorgaanbieder", "Zorgaanbieder"),
    Persoonsveld("melder_functie", "Functie"),
    Persoonsveld("melder_telefoon", "Telefoonnummer", "tel", "Waarop de gemeente u nu bereikt."),
    Persoonsveld("melder_email", "E-mailadres", "email"),
)
TOELICHTING = Persoonsveld(
    "toelichting",
    "Toelichting",
    "tekstvak",
    "Voor de consulent. Het programma leest deze tekst niet: beantwoord daarom ook de vragen "
    "hieronder.",
)
PERSOON = (*CLIENT, *MELDER, TOELICHTING)
_BEREIKBAAR = ("naam", "melder_naam", "melder_telefoon")
"""Without these the gemeente cannot act on a melding."""


@dataclass(frozen=True, slots=True)
class Deel:
    """One part of the form."""

    id: str
    titel: str
    uitleg: str
    persoon: tuple[Persoonsveld, ...] = ()
    vragen: tuple[Antwoordveld, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """What was filled in: answers for the check, and apart from these who it is about."""

    antwoorden: Mapping[str, Any]
    persoon: Persoonsgegevens
    kenmerk: str | None
    fouten: Mapping[str, str]

    @property
    def ontbreekt(self) -> list[Persoonsveld]:
        """The fields without which the gemeente cannot act on the melding."""
        gevuld = self.persoon.ingevuld()
        return [v for v in PERSOON if v.naam in _BEREIKBAAR and v.naam not in gevuld]

    @property
    def merk(self) -> str:
        """A mark that changes with whatever is changed; it stands on the page and is not kept."""
        return som(canoniek([self.antwoorden, self.persoon.ingevuld(), self.kenmerk]))


class Spoedblad:
    """The form for one kind of user.

    `van_gemeente`: a paper form is taken over, so the day of receipt is asked and what the
    gemeente knows already. `met_persoon`: who it is about can be kept, encrypted.
    """

    def __init__(self, boek: Rulebook, *, van_gemeente: bool, met_persoon: bool) -> None:
        self.boek, self.van_gemeente, self.met_persoon = boek, van_gemeente, met_persoon
        self.delen = [d for d in self._delen() if d.vragen or d.persoon or d.id == "client"]

    def _delen(self) -> Iterator[Deel]:
        met, eigen = self.met_persoon, self.van_gemeente
        bekend = [f"{BEKEND}{n}" for n in ("complexiteit", "inzet")]
        reden = ["spoed_vakjes", *([_GETOELICHT] if eigen and not met else [])]
        keuze = [GEKOZEN, *(bekend if eigen else [])]
        rest: dict[str, list[str]] = {
            "aanwezig": ["spoed_aanwezig"],
            "inzet": keuze,
            "start": ["start", START],
            "ondertekening": ["spoed_ondertekend"],
            "legitimatie": ["spoed_legitimatie"],
        }
        elders = {ONTVANGST, _GETOELICHT, "spoed_vakjes", *bekend}
        elders |= {naam for namen in rest.values() for naam in namen}
        feiten = [
            v.id
            for v in self.boek.gespreksvolgorde
            if v.vorm.thema in _THEMAS and v.id not in elders
        ]
        feiten.sort(key=lambda naam: "vangnet" in naam)  # what goes with the vangnet together
        if eigen:
            yield self._deel("ontvangst", "Ontvangst", "", [ONTVANGST])
        yield Deel("client", "Cliëntgegevens", "", CLIENT if met else ())
        yield Deel("melder", "Gegevens van de melder", "", MELDER if met else ())
        uitleg = "Kruis alles aan wat geldt."
        if not met:
            uitleg += " Een toelichting geeft u aan de telefoon; zij wordt hier niet bewaard."
        deel = self._deel("reden", "Reden van de spoedmelding", uitleg, reden)
        yield replace(deel, persoon=(TOELICHTING,) if met else ())
        yield self._deel(
            "feiten",
            "Wat er aan de hand is",
            "De vragen staan er zoals u ze aan de cliënt stelt: met 'u' is de cliënt bedoeld. Weet "
            "u iets nog niet, laat het dan open. Een open vraag telt nooit als nee.",
            [_OOK[0], *feiten, *_OOK[1:]],
        )
        titels = {
            "aanwezig": "Het gesprek met de gemeente",
            "inzet": "Verwachte inzet",
            "start": "Startdatum",
            "ondertekening": "Ondertekening",
            "legitimatie": "Legitimatie",
        }
        for naam, titel in titels.items():
            yield self._deel(naam, titel, "", rest[naam])

    def _deel(self, id_: str, titel: str, uitleg: str, namen: list[str]) -> Deel:
        velden = tuple(self._veld(naam) for naam in namen if naam in self.boek.vragen)
        return Deel(id_, titel, uitleg, (), velden)

    def _veld(self, naam: str) -> Antwoordveld:
        vraag = self.boek.vragen[naam]
        if not self.van_gemeente and naam in _AAN_DE_AANBIEDER:
            tekst, hulp = _AAN_DE_AANBIEDER[naam]
            eigen = {"vraag": tekst, "zo_kiest_u": hulp or None}
            vraag = replace(vraag, vorm=vraag.vorm.model_copy(update=eigen))
        return Antwoordveld(self.boek, vraag)

    @property
    def vragen(self) -> list[Antwoordveld]:
        """Every question on the form."""
        return [v for deel in self.delen for v in deel.vragen]

    def lees(self, post: FormData, vandaag: date) -> Ingevuld:
        """Read what was posted; without a day of receipt the melding comes in today."""
        antwoorden: dict[str, Any] = {}
        fouten: dict[str, str] = {}
        kenmerk = self._kenmerk(post, fouten)
        persoon = self._persoon(post, fouten) if self.met_persoon else Persoonsgegevens()
        for veld in self.vragen:
            inhoud, mis = veld.lees(post, None)
            fouten |= mis
            if inhoud is not None and not mis:
                antwoorden[veld.id] = inhoud["waarde"] if set(inhoud) == {"waarde"} else inhoud
        if ONTVANGST in self.boek.vragen:
            antwoorden.setdefault(ONTVANGST, vandaag.isoformat())
        if self.met_persoon and _GETOELICHT in self.boek.vragen:
            antwoorden[_GETOELICHT] = "ja" if persoon.toelichting else "nee"
        return Ingevuld(antwoorden, persoon, kenmerk, fouten)

    def blad(self, post: FormData | None, vandaag: date, fouten: Mapping[str, str]) -> Blad:
        """Return what stands in the fields, as the macros of the questions lay it out."""
        leeg = {ONTVANGST: [vandaag.isoformat()]} if self.van_gemeente else {}
        waarden = leeg if post is None else ingevuld(post)
        onderdelen = [naam for veld in self.vragen for naam in veld.vraag.vorm.per or {}]
        return Blad(self.vragen, waarden=waarden, fouten=fouten, resultaten=onderdelen)

    def _kenmerk(self, post: FormData, fouten: dict[str, str]) -> str | None:
        try:
            kenmerk = eigen_kenmerk(een(post, KENMERK))
        except NietToegestaan as fout:
            fouten[KENMERK] = str(fout)
            return None
        if kenmerk is None and not self.met_persoon:
            fouten[KENMERK] = "Vul een kenmerk in, zodat de gemeente weet over welke zaak het gaat."
        return kenmerk

    def _persoon(self, post: FormData, fouten: dict[str, str]) -> Persoonsgegevens:
        gevuld = {veld.naam: een(post, veld.id) for veld in PERSOON}
        try:
            return Persoonsgegevens(**gevuld)
        except ValidationError as mis:
            for fout in mis.errors(include_input=False, include_url=False):
                naam = str(fout["loc"][0])
                hulp = fout.get("ctx", {}).get("hulp", "")
                fouten[f"persoon--{naam}"] = f"{fout['msg']} {hulp}".strip()
                del gevuld[naam]
            return Persoonsgegevens(**gevuld)

"""One page of the form: which fields stand on it, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from api.web.antwoordveld import Antwoordveld
from api.web.invullen import Deelveld, Uitslag, ingevuld, versieveld
from api.web.papierveld import Papierveld
from api.web.roosterveld import Roosterveld
from api.web.veldgroep import Fasenveld, Notitieveld, golven, periode, vorige_indicatie
from api.web.zaak import Zaak
from engine.indicatie.voorstel import BUITEN_HET_GESPREK
from engine.rulebook.rulebook import WEEKROOSTER, Rulebook


@dataclass(frozen=True)
class Blad:
    """The fields of a page, apart those that do not apply now, with what stands in them."""

    delen: Sequence[Deelveld]
    niet_nodig: Sequence[Deelveld] = ()
    waarden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    versies: Mapping[str, int] = field(default_factory=dict)
    fouten: Mapping[str, str] = field(default_factory=dict)
    resultaten: Sequence[str] = ()
    inhoud: Mapping[str, Any] = field(default_factory=dict)

    def staat(self, deel: Deelveld) -> str:
        """Return what is kept of a part, in words."""
        return deel.in_woorden(self.inhoud.get(deel.sleutel))

    @property
    def alle(self) -> list[Deelveld]:
        """Every field of the page."""
        return [*self.delen, *self.niet_nodig]

    def een(self, naam: str) -> str:
        """Return what stands in a field with one value."""
        waarden = self.waarden.get(naam) or [""]
        return waarden[0]

    def meer(self, naam: str) -> Sequence[str]:
        """Return what is chosen in a field with several values."""
        return self.waarden.get(naam) or []

    def fout(self, naam: str) -> str:
        """Return the mistake at a field; empty without one."""
        return self.fouten.get(naam, "")

    @property
    def verborgen(self) -> dict[str, int]:
        """The hidden fields: of every part the version that is on the screen."""
        return {versieveld(d.sleutel): self.versies.get(d.sleutel, 0) for d in self.alle}

    @property
    def foutenlijst(self) -> list[dict[str, str]]:
        """The mistakes as the overview above the form names them."""
        return [
            {"veld": veld, "tekst": f"{_regel(veld)}{tekst}"} for veld, tekst in self.fouten.items()
        ]


def _regel(veld: str) -> str:
    """Return in which row of the weekrooster a field stands; empty for any other field."""
    deel, nummer, *_ = [*veld.split("-"), ""]
    return f"Activiteit {int(nummer) + 1}: " if deel == "rij" and nummer.isdigit() else ""


def gespreksblad(zaak: Zaak, thema: str) -> tuple[list[Deelveld], list[Deelveld]]:
    """Return the fields of a theme that the client reads along with: needed now, and not now."""
    boek, voorstel = zaak.boek, zaak.open_voorstel
    nodig: list[Deelveld] = [periode()] if thema == next(iter(zaak.themas)) else []
    niet_nodig: list[Deelveld] = []
    for vraag in boek.gespreksvolgorde:
        if vraag.vorm.thema == thema and not vraag.vorm.vertrouwelijk:
            is_nvt = voorstel is not None and voorstel.is_nvt(vraag.id)
            (niet_nodig if is_nvt else nodig).append(Antwoordveld(boek, vraag))
    nodig.append(
        Notitieveld(thema, "Aantekeningen bij dit onderwerp", "De cliënt kan dit meelezen.")
    )
    return nodig, niet_nodig


def consulentblad(zaak: Zaak, thema: str) -> list[Deelveld]:
    """Return the fields of a theme that only the consulent sees.

    These are the confidential questions, and beside the answers already given the doubt and
    what others say.
    """
    boek = zaak.boek
    delen: list[Deelveld] = []
    for vraag in boek.gespreksvolgorde:
        if vraag.vorm.thema != thema:
            continue
        veld = Antwoordveld(boek, vraag, met_antwoord=vraag.vorm.vertrouwelijk, met_lezingen=True)
        kan_twijfelen = veld.soort == "keuze"
        if vraag.vorm.vertrouwelijk:
            delen.append(Antwoordveld(boek, vraag, met_lezingen=kan_twijfelen))
        elif kan_twijfelen and veld.heeft_bijzaken and veld.sleutel in zaak.stand.delen:
            delen.append(veld)
    if thema == next(iter(zaak.themas)):
        delen.append(vorige_indicatie())
    delen.append(
        Notitieveld(
            f"{thema}_vier_ogen",
            "Eigen aantekeningen bij dit onderwerp",
            "Alleen voor u. De cliënt en huisgenoten lezen dit niet mee.",
        )
    )
    return delen


def papiervragen(boek: Rulebook) -> list[tuple[str, list[Papierveld]]]:
    """Return every question in the order of the blank form, by theme.

    The questions in private come last, on a sheet of their own.
    """
    per_thema: dict[str, list[Papierveld]] = {}
    prive: list[Papierveld] = []
    for vraag in boek.gespreksvolgorde:
        if vraag.vorm.thema in BUITEN_HET_GESPREK:
            continue
        plek = prive if vraag.vorm.vertrouwelijk else per_thema.setdefault(vraag.vorm.thema, [])
        plek.append(Papierveld(boek, vraag))
    themas = boek.kop.themas
    lijst = [(titel, per_thema[thema]) for thema, titel in themas.items() if thema in per_thema]
    return [*lijst, ("Apart vel: onder vier ogen", prive)]


def papierblad(zaak: Zaak) -> list[tuple[str, list[Deelveld]]]:
    """Return what stands on the blank form, to copy it: the days, then the questions."""
    bladen: list[tuple[str, list[Deelveld]]] = [
        (titel, list(velden)) for titel, velden in papiervragen(zaak.boek)
    ]
    bladen[0][1][:0] = [periode(), vorige_indicatie()]
    return bladen


def roosterblad() -> list[Deelveld]:
    """Return the weekrooster with its phases and its good and bad times."""
    return [Roosterveld(), Fasenveld(), golven()]


def vul(
    zaak: Zaak,
    delen: Sequence[Deelveld],
    niet_nodig: Sequence[Deelveld] = (),
    post: FormData | None = None,
    uitslag: Uitslag | None = None,
) -> Blad:
    """Return the page with what is kept, or after mistakes with what was posted."""
    waarden: dict[str, Sequence[str]] = {}
    alle: list[Any] = [*delen, *niet_nodig]
    for deel in alle:
        if not isinstance(deel, Roosterveld):
            waarden |= deel.toon(zaak.inhoud.get(deel.sleutel))
    if post is not None:
        waarden = dict(ingevuld(post))
    voorstel = zaak.open_voorstel
    return Blad(
        delen,
        niet_nodig,
        waarden,
        uitslag.versies if uitslag else zaak.versies,
        uitslag.fouten if uitslag else {},
        voorstel.resultaten if voorstel else (),
        zaak.inhoud,
    )


@dataclass(frozen=True)
class Voortgang:
    """How far a theme is."""

    id: str
    titel: str
    gedaan: int
    totaal: int
    telt: bool

    @property
    def in_woorden(self) -> str:
        """How far, in words."""
        if self.gedaan == self.totaal:
            return "alles gevraagd" if self.totaal else "niets te vragen"
        stand = f"{self.gedaan} van {self.totaal} gevraagd"
        return stand if self.telt else f"{stand}, mag u overslaan"


def voortgang(zaak: Zaak) -> list[Voortgang]:
    """Return how far each theme is, without the confidential questions."""
    boek, voorstel, inhoud = zaak.boek, zaak.open_voorstel, zaak.inhoud
    nog = {*voorstel.openstaand, *voorstel.openstaand_verslag} if voorstel else None
    lijst = []
    for thema, titel in zaak.themas.items():
        gevraagd = [
            v.id
            for v in boek.gespreksvolgorde
            if v.vorm.thema == thema
            and not v.vorm.vertrouwelijk
            and not (voorstel is not None and voorstel.is_nvt(v.id))
        ]
        gedaan = [v for v in gevraagd if f"antwoorden/{v}" in inhoud]
        telt = nog is None or bool(nog & set(gevraagd))
        rooster = boek.weekrooster
        if rooster is not None and rooster.vorm.thema == thema:
            gevraagd.append(WEEKROOSTER)
            is_af = (inhoud.get(WEEKROOSTER) or {}).get("compleet") == "ja"
            gedaan += [WEEKROOSTER] if is_af else []
            telt = telt or (nog is not None and WEEKROOSTER in nog)
        lijst.append(Voortgang(thema, titel, len(gedaan), len(gevraagd), telt))
    return lijst

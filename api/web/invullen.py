"""Keeping what was filled in: part by part, nothing over what another wrote, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.datastructures import FormData

from api.opslag.canoniek import canoniek
from api.opslag.gesprekken import Gesprekken
from api.opslag.onderdelen import ANTWOORDEN, DATA, Wijziging


class Deelveld(Protocol):
    """A part of a gesprek as a field, or a few fields, of a form."""

    @property
    def id(self) -> str:
        """The name of its first field."""

    @property
    def sleutel(self) -> str:
        """The key under which it is kept."""

    def normaal(self, inhoud: Any) -> Any:
        """Return what is kept as this form would keep it."""

    def in_woorden(self, inhoud: Any) -> str:
        """Return what is kept as a sentence part."""

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return what to keep and the mistakes by field."""


@dataclass
class Uitslag:
    """What became of a form: the mistakes by field, and the versions to write over next time."""

    fouten: dict[str, str] = field(default_factory=dict)
    versies: dict[str, int] = field(default_factory=dict)
    botsingen: dict[str, Naast] = field(default_factory=dict)


@dataclass(frozen=True)
class Naast:
    """A part that somebody else changed meanwhile, in words: what was filled in and what stands."""

    mijn: str
    daar: str
    versie: int


def versieveld(sleutel: str) -> str:
    """Return the name of the hidden field with the version that was on the screen."""
    return f"versie:{sleutel}"


def bewaar(gesprekken: Gesprekken, id_: str, delen: Iterable[Deelveld], post: FormData) -> Uitslag:
    """Keep every part that was changed on the screen and has no mistakes.

    Each part is compared with the version that was on the screen, so that what someone else
    changed meanwhile and I did not touch stays as they left it. A day that a program wrote in
    `data` becomes an answer once it is changed here: it may stand in one place only.

    Raises:
        NietToegestaan: when the gesprek is closed.
        NietGevonden: when there is no such gesprek.
    """
    data = gesprekken.haal(id_, vast=True).inhoud.get(DATA) or {}
    verhuisd: set[str] = set()
    geweest = {(d.sleutel, d.versie): d.inhoud for d in gesprekken.geschiedenis(id_)}
    nu = gesprekken.versies(id_)
    uitslag = Uitslag(versies=dict(nu))
    per_sleutel: dict[str, Deelveld] = {}
    wijzigingen = []
    for deel in delen:
        versie = _versie(post, deel.sleutel)
        if versie is None:
            continue
        oud, naam = geweest.get((deel.sleutel, versie)), deel.sleutel.removeprefix(ANTWOORDEN)
        if oud is None and naam in data:
            oud = data[naam]
        nieuw, fouten = deel.lees(post, oud)
        uitslag.fouten |= fouten
        is_rooster = isinstance(nieuw, dict) and "onaf" in nieuw
        if (not fouten or is_rooster) and canoniek(nieuw) != canoniek(deel.normaal(oud)):
            wijzigingen.append(Wijziging(deel.sleutel, versie, nieuw))
            per_sleutel[deel.sleutel] = deel
            verhuisd |= {naam} & data.keys()
        elif fouten:
            uitslag.versies[deel.sleutel] = versie
    if verhuisd:
        over = {naam: dag for naam, dag in data.items() if naam not in verhuisd}
        wijzigingen.append(Wijziging(DATA, nu[DATA], over or None))
    if wijzigingen:
        opslag = gesprekken.schrijf(id_, wijzigingen)
        uitslag.versies |= opslag.versies
        for botsing in opslag.botsingen:
            deel = per_sleutel[botsing.mijn.sleutel]
            staat = botsing.opgeslagen
            er_staat = deel.in_woorden(staat.inhoud if staat else None)
            ingevuld_is = deel.in_woorden(botsing.mijn.inhoud)
            uitslag.fouten[deel.id] = (
                f"Dit is intussen ergens anders veranderd. Daar staat nu: {er_staat}. Hieronder "
                f"staat wat u invulde: {ingevuld_is}. Kies wat klopt en "
                "bewaar het nog een keer."
            )
            uitslag.versies[deel.sleutel] = staat.versie if staat else 0
            uitslag.botsingen[deel.sleutel] = Naast(
                ingevuld_is, er_staat, uitslag.versies[deel.sleutel]
            )
    return uitslag


def ingevuld(post: FormData) -> Mapping[str, list[str]]:
    """Return what stands in each field, as it was posted."""
    velden: dict[str, list[str]] = {}
    for naam, waarde in post.multi_items():
        if isinstance(waarde, str):
            velden.setdefault(naam, []).append(waarde)
    return velden


def _versie(post: FormData, sleutel: str) -> int | None:
    """Return the version that was on the screen; None when the part was not on it."""
    waarde = post.get(versieveld(sleutel))
    if not isinstance(waarde, str) or not waarde.isascii() or not waarde.isdigit():
        return None
    return int(waarde[:9])

"""What a device keeps of one gesprek: what stands in every field, and of which version."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from api.opslag.onderdelen import DATA
from api.web.antwoordveld import Antwoordveld
from api.web.roosterveld import Roosterveld
from api.web.veldgroep import Fasenveld, Notitieveld, golven, periode, vorige_indicatie
from api.web.zaak import Zaak


def stand_json(zaak: Zaak, elders: Collection[str]) -> dict[str, Any]:
    """Return a gesprek as the pages of a device fill themselves with it.

    Args:
        zaak: the gesprek with its rules.
        elders: the shared rows of the weekrooster that count in the gesprek of a housemate.
    """
    return {
        "naam": zaak.naam,
        "status": zaak.stand.status,
        "loopt": zaak.loopt,
        "bewaard_om": zaak.bewaard_om,
        "versies": zaak.versies,
        "velden": velden_van(zaak),
        "data": _data(zaak),
        "elders": sorted(elders),
    }


def velden_van(zaak: Zaak) -> dict[str, list[str]]:
    """Return what stands in the fields of all pages together; a field without a value is absent."""
    inhoud = zaak.inhoud
    velden: dict[str, list[str]] = {}
    for deel in _delen(zaak):
        velden |= deel.toon(inhoud.get(deel.sleutel))
    rooster = inhoud.get(Roosterveld.sleutel)
    for nummer, rij in enumerate(Roosterveld().rijen(rooster)):
        for naam, waarde in rij.items():
            velden[f"rij-{nummer}-{naam}"] = waarde if isinstance(waarde, list) else [waarde]
    velden["compleet"] = [str((rooster or {}).get("compleet") or "")]
    return {naam: waarden for naam, waarden in velden.items() if any(waarden)}


def _data(zaak: Zaak) -> dict[str, list[str]]:
    """Return the days that another program wrote: they count, also while no page is open."""
    velden: dict[str, list[str]] = {}
    for naam, dag in (zaak.stand.inhoud.get(DATA) or {}).items():
        if naam in zaak.boek.vragen:
            velden |= Antwoordveld(zaak.boek, zaak.boek.vragen[naam]).toon(dag)
    return {naam: waarden for naam, waarden in velden.items() if any(waarden)}


def _delen(zaak: Zaak) -> Iterable[Any]:
    """Yield every part that fills its fields itself; the weekrooster does not."""
    yield from (Antwoordveld(zaak.boek, vraag) for vraag in zaak.boek.vragen.values())
    yield from (periode(), vorige_indicatie(), golven(), Fasenveld())
    for thema in zaak.themas:
        yield Notitieveld(thema, "", "")
        yield Notitieveld(f"{thema}_vier_ogen", "", "")


def titel(deel: Any) -> str:
    """Return how a part is called on a page."""
    if isinstance(deel, Antwoordveld):
        return deel.vraag.vorm.vraag
    if isinstance(deel, Roosterveld):
        return "Weekrooster"
    return str(getattr(deel, "titel", "") or getattr(deel, "label", ""))

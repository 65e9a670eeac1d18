"""The pages that a device keeps: every page of a gesprek as the server lays it out, without one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from api.opslag.gesprekken import Stand
from api.opslag.onderdelen import ANTWOORDEN, Deel
from api.opslag.regelwerken import BewaardRegelwerk
from api.opslag.status import LOOPT
from api.paginas import Paginas
from api.web.antwoordveld import opties
from api.web.blad import Blad, consulentblad, gespreksblad, roosterblad, voortgang
from api.web.gesprekspagina import NAVIGATIE
from api.web.roosterveld import RITME, VORM, WIE, leeg
from api.web.zaak import Zaak
from engine.indicatie.intake_vorm import DAGEN
from engine.indicatie.voorstel import RICHTING
from engine.rulebook.rulebook import Rulebook

BLANCO = "blanco"
"""Stands in every address where the id of a gesprek will come."""
_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)


class Toestelbladen:
    """The blank pages of one period of a regelwerk."""

    def __init__(self, paginas: Paginas, bewaard: BewaardRegelwerk, boek: Rulebook) -> None:
        """Take the rules by which the questions are asked."""
        self.paginas, self.boek = paginas, boek
        self.zaak = _blanco(bewaard, boek, {})
        # Doubt stands beside an answer; the page itself leaves out what has no answer.
        antwoorden = {ANTWOORDEN + naam: None for naam in boek.vragen}
        self.vol = _blanco(bewaard, boek, antwoorden)

    @property
    def namen(self) -> list[str]:
        """Return the path of every page below the address of a gesprek; the overview is empty."""
        kanten = [f"/{kant}/{t}" for kant in ("gesprek", "vier-ogen") for t in self.zaak.themas]
        return ["", *kanten, "/weekrooster", "/weging", "/zonder-verbinding"]

    def html(self, naam: str) -> str:
        """Return a page by its path.

        Raises:
            KeyError: when there is no such page.
        """
        if naam not in self.namen:
            raise KeyError(naam)
        kant, _, thema = naam.removeprefix("/").partition("/")
        if thema:
            return self._toon("thema.html.j2", **self._thema(kant, thema))
        if naam == "/weekrooster":
            return self._toon("rooster.html.j2", **self._rooster())
        sjablonen = {"": "toesteloverzicht", "/weging": "toestelweging"}
        sjabloon = sjablonen.get(naam, "toestellijst")
        return self._toon(f"{sjabloon}.html.j2", voortgang=voortgang(self.zaak))

    def _toon(self, sjabloon: str, **inhoud: Any) -> str:
        pagina = self.paginas.toon(sjabloon, zaak=self.zaak, navigatie=NAVIGATIE, **inhoud)
        return bytes(pagina.body).decode()

    def _thema(self, kant: str, thema: str) -> dict[str, Any]:
        themas = self.zaak.themas
        namen = list(themas)
        plaats = namen.index(thema)
        if kant == "gesprek":
            blad = Blad(gespreksblad(self.zaak, thema)[0])
        else:
            blad = Blad(consulentblad(self.vol, thema), inhoud=self.vol.stand.inhoud)
        rooster = self.boek.weekrooster
        return {
            "blad": blad,
            "onderwerp": thema,
            "kant": kant,
            "plaats": plaats + 1,
            "vorige": themas[namen[plaats - 1]] if plaats else None,
            "volgende": themas[namen[plaats + 1]] if plaats + 1 < len(namen) else None,
            "voortgang": voortgang(self.zaak),
            "met_rooster": rooster is not None
            and rooster.vorm.thema == thema
            and kant == "gesprek",
        }

    def _rooster(self) -> dict[str, Any]:
        rooster, richting = self.boek.weekrooster, self.boek.vragen.get(RICHTING)
        return {
            "blad": Blad(roosterblad()),
            "rijen": [leeg()],
            "lege_rij": leeg(),
            "elders": frozenset(),
            "compleet": "",
            "dagen": DAGEN,
            "wie": opties(WIE),
            "vorm": opties(VORM),
            "ritme": opties(RITME),
            "resultaten": opties((richting.vorm.per if richting else None) or {}),
            "bewijs": opties(self.boek.kop.bewijs),
            "onderwerp": rooster.vorm.thema if rooster else next(iter(self.zaak.themas)),
        }


def _blanco(bewaard: BewaardRegelwerk, boek: Rulebook, delen: dict[str, None]) -> Zaak:
    stand = Stand(
        id=BLANCO,
        kenmerk=BLANCO,
        regelwerk=bewaard.hash,
        status=LOOPT,
        versie=0,
        begonnen=_BEGIN,
        gewijzigd=_BEGIN,
        door="",
        huishouden=None,
        vervangt=None,
        vervangt_soort=None,
        vervangt_reden=None,
        delen={sleutel: Deel(sleutel, 0, None, "", _BEGIN) for sleutel in delen},
    )
    intake: dict[str, object] = {"peildatum": boek.vanaf.isoformat(), "antwoorden": {}}
    return Zaak(stand, {}, intake, bewaard)

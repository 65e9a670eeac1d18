"""Invented gesprekken and spoedmeldingen in every state, written as the service itself writes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from api.aanmelding.ontwikkelaanmelding import PERSONEN
from api.opslag.bank import Bank
from api.opslag.besluiten import Besluiten
from api.opslag.gesprekken import Gesprekken, Soort
from api.opslag.huishoudens import Huishoudens
from api.opslag.keuze import Keuze, Oordeel
from api.opslag.onderdelen import ANTWOORDEN, DATA, WEEKROOSTER, Wijziging
from api.opslag.spoedmeldingen import Spoedmeldingen
from api.opslag.voorstellen import leg_vast
from api.regelwerken import MAP_REGELS
from api.routes.deelcontrole import controleer_delen
from api.routes.lichaam import Lichaam
from engine.indicatie.klokken import ONTVANGST, START
from engine.rete.motor import Motoren
from engine.rulebook.lezen import lees_json
from engine.rulebook.regelwerk import Regelwerk

CONSULENT = PERSONEN["ontwikkel-consulent-beek"]
"""The invented person whose gesprekken these are."""
AANBIEDER = PERSONEN["ontwikkel-aanbieder-beek"]
"""The invented person who sent the spoedmeldingen."""
MERK = "Demo"
"""Every kenmerk begins with this word."""
_MAPPEN = (Path(__file__).parent, MAP_REGELS.parent / "voorbeelden")
_GROEPEN = ("vorige_indicatie", "fasen", "golven")
_DAGEN = ("peildatum", "ingangsdatum", "einddatum")


def vul(bank: Bank, regelwerk: Regelwerk, motoren: Motoren) -> None:
    """Write the invented gesprekken and spoedmeldingen in an empty database.

    The list of gesprekken shows what changed last first, so what one looks at first is written
    last.

    Raises:
        DiagnoseFout: when the answers do not fit these rules.
        GeenUniekeUitkomst: when the rules give an outcome no value or two.
        NietToegestaan: when the rules propose something else than the demo agrees with.
        NietZeker: when the engines differ, or the second gives no answer.
    """
    demo = _Demo(bank, regelwerk, motoren)
    demo.huisgenoten()
    demo.herindicatie()
    demo.spoedmeldingen()
    demo.begin("spoedmelding", "spoed")
    demo.besluit("anders besloten dan het voorstel", "arrangement-4", _ANDERS)
    demo.besluit("besloten volgens het voorstel", "arrangement-1", _EENS)
    demo.leg_vast(demo.begin("hulp in stappen, met vervoer", "zorgmijder"))
    demo.leg_vast(demo.begin("voorstel vastgelegd", "arrangement-5"))
    demo.begin("halverwege", "onvolledig")
    demo.begin("net begonnen")


_EENS = Keuze(
    oordeel=Oordeel.EENS,
    motivering="Twee vaste momenten in de week zijn genoeg om het ritme terug te vinden.",
    arrangement=1,
    leveringsvorm="natura",
    ingangsdatum=date(2021, 4, 19),
    einddatum=date(2021, 12, 31),
    resultaten=(2, 4),
)
_ANDERS = Keuze(
    oordeel=Oordeel.AFWIJKEN,
    motivering="De groep en het werk in huis vragen samen meer deskundigheid dan uit de antwoorden "
    "volgt. De ondersteuner en ik zagen dat zij onder spanning haar stappen kwijtraakt.",
    arrangement=5,
    leveringsvorm="natura",
    ingangsdatum=date(2021, 3, 1),
    einddatum=date(2021, 12, 31),
    resultaten=(1, 5, 6),
)


class _Demo:
    """Writes invented gesprekken as the consulent of the demo."""

    def __init__(self, bank: Bank, regelwerk: Regelwerk, motoren: Motoren) -> None:
        self.bank, self.regelwerk, self.motoren = bank, regelwerk, motoren
        self.wie = CONSULENT.identiteit()

    def begin(self, titel: str, naam: str | None = None) -> str:
        """Begin a gesprek with an invented intake in it, or with only its day; return its id."""
        with self.bank.sessie(self.wie) as sessie:
            id_ = Gesprekken(sessie, self.wie).begin(self.regelwerk, f"{MERK}: {titel}")
        self.schrijf(id_, _intake(naam) if naam else {"peildatum": "2021-06-15"})
        return id_

    def schrijf(self, id_: str, intake: dict[str, Any]) -> None:
        """Write an intake in a gesprek, checked as the API checks what it is sent."""
        delen = [
            {"sleutel": sleutel, "versie": 0, "inhoud": inhoud}
            for sleutel, inhoud in _delen(intake).items()
        ]
        tekst = json.dumps({"delen": delen})
        knoop, _ = lees_json(tekst)
        assert knoop is not None
        dag = date.fromisoformat(intake["peildatum"])
        nieuw = controleer_delen(Lichaam(tekst, knoop), self.regelwerk, dag)
        with self.bank.sessie(self.wie) as sessie:
            Gesprekken(sessie, self.wie).schrijf(
                id_, [Wijziging(d.sleutel, d.versie, d.inhoud) for d in nieuw.delen]
            )

    def leg_vast(self, id_: str) -> str:
        """Record the voorstel of a gesprek; return its id."""
        return leg_vast(self.bank, self.wie, id_, self.motoren)

    def besluit(self, titel: str, naam: str, keuze: Keuze) -> str:
        """Carry a gesprek from its intake to a besluit; return its id."""
        id_ = self.begin(titel, naam)
        voorstel = self.leg_vast(id_)
        with self.bank.sessie(self.wie) as sessie:
            Besluiten(sessie, self.wie).neem(id_, keuze, voorstel)
        return id_

    def herindicatie(self) -> None:
        """Let a new gesprek follow one whose indication ends."""
        keuze = replace(
            _EENS,
            arrangement=2,
            motivering="De groep en het gesprek daarna geven haar man lucht en haar houvast.",
            ingangsdatum=date(2021, 6, 1),
            resultaten=(2, 9),
        )
        vorige = self.besluit("herindicatie", "arrangement-2", keuze)
        with self.bank.sessie(self.wie) as sessie:
            nieuw = Gesprekken(sessie, self.wie).vervang(
                vorige, Soort.HERINDICATIE, "De indicatie loopt op 31 december 2021 af."
            )
        antwoorden = _intake("arrangement-2")["antwoorden"] | {"aanleiding": "verlenging"}
        gezegd = ("gemeente", "leeftijd_18", "aanleiding", "nu_acuut", "wie_erbij", "dagindeling")
        self.schrijf(
            nieuw,
            {
                "peildatum": "2021-11-16",
                "ingangsdatum": "2022-01-01",
                "antwoorden": {vraag: antwoorden[vraag] for vraag in gezegd},
                "vorige_indicatie": {"arrangement": 2, "van": "2021-06-01", "tot": "2021-12-31"},
            },
        )

    def huisgenoten(self) -> None:
        """Put two gesprekken in one household, with an activity that counts in one of them."""
        een, ander = (self.begin(f"huisgenoot {n}", f"huisgenoot-{n}") for n in (1, 2))
        with self.bank.sessie(self.wie) as sessie:
            Huishoudens(sessie, self.wie).koppel(een, ander)

    def spoedmeldingen(self) -> None:
        """Send the invented spoedmeldingen, and begin the gesprekken that they say.

        Their clocks run today, so their days are counted back from today.
        """
        pad = Path(__file__).parent / "spoedmeldingen.yaml"
        for melding in yaml.safe_load(pad.read_text(encoding="utf-8")):
            dag = (date.today() - timedelta(days=melding["geleden"])).isoformat()
            antwoorden = {ONTVANGST: dag, START: dag} | melding["antwoorden"]
            kenmerk = f"{MERK}: {melding['kenmerk']}"
            aanbieder = AANBIEDER.identiteit()
            with self.bank.sessie(aanbieder) as sessie:
                id_ = Spoedmeldingen(sessie, aanbieder).dien_in(
                    self.regelwerk, {"antwoorden": antwoorden}, kenmerk=kenmerk
                )
            if "gesprek" in melding:
                with self.bank.sessie(self.wie) as sessie:
                    Spoedmeldingen(sessie, self.wie).begin_gesprek(id_)


def _intake(naam: str) -> dict[str, Any]:
    """Return an invented intake as data, with the gemeente in which the demo takes place."""
    pad = next(p for map_ in _MAPPEN if (p := map_ / f"{naam}.yaml").is_file())
    gelezen = yaml.safe_load(pad.read_text(encoding="utf-8"))
    intake: dict[str, Any] = json.loads(json.dumps(gelezen, default=date.isoformat))
    # On the pages the days of the file are questions.
    intake["antwoorden"] |= {**intake.pop(DATA, {}), "gemeente": CONSULENT.gemeente}
    return intake


def _delen(intake: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a gesprek that together make an intake."""
    delen: dict[str, Any] = {"periode": {dag: intake[dag] for dag in _DAGEN if dag in intake}}
    for vraag, antwoord in intake.get("antwoorden", {}).items():
        delen[f"{ANTWOORDEN}{vraag}"] = antwoord
    delen |= {groep: intake[groep] for groep in _GROEPEN if groep in intake}
    if WEEKROOSTER in intake:
        delen[WEEKROOSTER] = {
            "compleet": intake.get("weekrooster_compleet", "nee"),
            "rijen": intake[WEEKROOSTER],
        }
    return delen

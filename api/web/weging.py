"""What the consulent weighs: the advice so far with its reasons, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from api.web.spoeduitslag import KLEUR, OORDELEN
from engine.evaluation.spoor import Spoor
from engine.explanation.teksten import dag_in_woorden as datum
from engine.explanation.teksten import met_eenheid, tekst_van, titel, waarde_in_woorden
from engine.explanation.waarom import Schakel, op_regels, waarom
from engine.indicatie.spoedtoets import ONVOLDOENDE
from engine.indicatie.uitleg import Uitleg, leg_uit
from engine.indicatie.voorstel import (
    BUITEN_HET_GESPREK,
    RESULTATEN,
    SPOED,
    Voorstel,
    mogelijke_waarden,
)
from engine.indicatie.voorstel_json import uitkomst_json
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import GEEN, ROUTE, SIGNAAL, WEEKROOSTER, Grond, Rulebook

COMPLEXITEIT = "complexiteit"
_GEEN_KOSTEN = {"tarief", "tarief_reden", "kosten", "kosten_delen"}


@dataclass
class Tak:
    """One sentence of an explanation, with what it rests on and what lies below it."""

    zin: str
    bron: str
    interpretatie: str
    onder: list[Tak] = field(default_factory=list)


@dataclass(frozen=True)
class Staaf:
    """A domain in the profile: its lightest and heaviest possible level, and in words."""

    titel: str
    laag: int
    hoog: int
    van: int
    in_woorden: str


@dataclass(frozen=True)
class Fasestreep:
    """A phase on the time line, as per mille of its length; `open` when no last day is known."""

    nummer: int
    begin: int
    lengte: int
    open: bool
    periode: str
    woorden: str


@dataclass(frozen=True)
class Spoed:
    """The verdict on spoed in words, with its reasons and the kind of message it is."""

    kop: str
    kleur: str
    redenen: tuple[str, ...]


class Weging:
    """The advice of one gesprek, part by part."""

    def __init__(self, voorstel: Voorstel, regelwerk: Regelwerk) -> None:
        """Explain a voorstel."""
        self.voorstel, self.spoor, self.boek = voorstel, voorstel.spoor, voorstel.spoor.boek
        self.uitleg: Uitleg = leg_uit(voorstel)
        alles = uitkomst_json(voorstel, regelwerk)
        # The cost is for the backoffice, after the decision.
        self.gegevens = {n: d for n, d in alles.items() if n not in _GEEN_KOSTEN}

    @property
    def spoed(self) -> Spoed | None:
        """The verdict on spoed, once it is said that it cannot wait."""
        if SPOED not in self.voorstel.advies or NVT in self.spoor.namen(SPOED):
            return None
        oordeel = self.spoor.waarde(SPOED) or ONVOLDOENDE
        onder = waarom(self.spoor, SPOED, self.voorstel.uitleg).onder
        redenen = tuple(s.omdat for s in onder if s.soort == "regel")
        return Spoed(OORDELEN[oordeel], KLEUR[oordeel], redenen)

    @property
    def advies(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield each part of the advice with its value, and the routes that are still possible.

        That no route takes the place of the arrangement says nothing beside the arrangement.
        """
        elders = {SIGNAAL, RESULTATEN} | ({SPOED} if self.spoed else set())
        for naam in self.voorstel.advies:
            if naam in elders or self._zegt_niets(naam):
                continue
            if naam == ROUTE and not self.spoor.is_vast(ROUTE):
                routes = [n for n in mogelijke_waarden(self.spoor, ROUTE) if n != GEEN]
                teksten = [tekst_van(self.spoor, ROUTE, n) for n in routes]
                yield titel(self.spoor, naam), "Nog open. Misschien:", teksten
            else:
                yield titel(self.spoor, naam), _waarde(self.spoor, naam), []

    def _zeggend(self, schakels: Iterable[Schakel]) -> tuple[Schakel, ...]:
        return tuple(
            s._replace(onder=self._zeggend(s.onder)) for s in schakels if not self._zegt_niets(s.id)
        )

    def _zegt_niets(self, naam: str) -> bool:
        return naam == ROUTE and self.spoor.waarde(ROUTE) == GEEN

    @property
    def crisis(self) -> list[str]:
        """What has to be done before anything else."""
        return self._signalen({"crisis"})

    @property
    def signalen(self) -> list[str]:
        """What the consulent has to know."""
        return self._signalen({"signaal", "route"})

    def _signalen(self, soorten: set[str]) -> list[str]:
        return [s["titel"] for s in self.gegevens["signalen"] if s["soort"] in soorten]

    @property
    def openstaand(self) -> list[tuple[str, str, str]]:
        """The questions that can still change the advice: theme, page and wording."""
        return [self._plek(naam) for naam in self.voorstel.openstaand]

    @property
    def openstaand_verslag(self) -> list[tuple[str, str, str]]:
        """The questions that only the verslag still needs."""
        return [self._plek(naam) for naam in self.voorstel.openstaand_verslag]

    @property
    def beslist(self) -> list[str]:
        """The themes that no longer matter for the advice."""
        open_ = {self._thema(naam) for naam in self.voorstel.openstaand}
        gevraagd = {self._thema(naam) for naam in self.boek.gesprek} - BUITEN_HET_GESPREK
        themas = self.boek.kop.themas
        return [themas[t] for t in themas if t in gevraagd and t not in open_]

    def _plek(self, naam: str) -> tuple[str, str, str]:
        thema = self._thema(naam)
        if naam == WEEKROOSTER:
            assert self.boek.weekrooster is not None
            return self.boek.kop.themas[thema], "weekrooster", self.boek.weekrooster.vorm.vraag
        vorm = self.boek.vragen[naam].vorm
        kant = "vier-ogen" if vorm.vertrouwelijk else "gesprek"
        return self.boek.kop.themas[thema], f"{kant}/{thema}#vraag-{naam}", vorm.vraag

    def _thema(self, naam: str) -> str:
        if naam == WEEKROOSTER:
            assert self.boek.weekrooster is not None
            return self.boek.weekrooster.vorm.thema
        return self.boek.vragen[naam].vorm.thema

    # The explanation

    @property
    def waarom(self) -> list[Tak]:
        """Why the advice is what it is."""
        return bomen(self.boek, self._zeggend(self.uitleg.waarom))

    @property
    def waarom_niet(self) -> list[Tak]:
        """Why it is not the outcome next to it."""
        return bomen(self.boek, self.uitleg.waarom_niet)

    @property
    def twijfel(self) -> list[Tak]:
        """How sure the advice is."""
        return bomen(self.boek, self.uitleg.twijfel)

    @property
    def interpretaties(self) -> list[str]:
        """The choices that the source does not make, each once."""
        gronden = {
            s.id: s.grond
            for boom in (*self.uitleg.waarom, *self.uitleg.twijfel)
            for s in boom.alle()
            if s.grond is not None and s.grond.interpretatie is not None
        }
        return list(dict.fromkeys(_interpretatie(grond) for grond in gronden.values()))

    # In pictures

    @property
    def profiel(self) -> list[Staaf]:
        """The level of each domain from which the complexiteit follows."""
        return [_staaf(self.spoor, naam) for naam in domeinen(self.boek)]

    @property
    def fasen(self) -> list[Fasestreep]:
        """The phases on a line from the first day to the last."""
        fasen = self.gegevens.get("fasen") or []
        if not fasen:
            return []
        dagen = [date.fromisoformat(f["van"]) for f in fasen]
        einde = fasen[-1]["tot"]
        laatste = date.fromisoformat(einde) if einde else _getekend_einde(dagen)
        lengte = max((laatste - dagen[0]).days, 1)
        plaatsen = [1000 * (dag - dagen[0]).days // lengte for dag in dagen] + [1000]
        return [
            Fasestreep(
                fase["nummer"],
                plaatsen[plaats],
                max(plaatsen[plaats + 1] - plaatsen[plaats], 1),
                fase["tot"] is None,
                _periode(fase),
                f"inzet {fase['inzet'] or 'nog open'}, arrangement "
                f"{fase['arrangement'] or 'nog open'}, {uren(fase['tijd'])}",
            )
            for plaats, fase in enumerate(fasen)
        ]

    @property
    def tijdlijn(self) -> str:
        """The time line in words, for who does not see it."""
        return "; ".join(f"fase {fase.nummer}: {fase.periode}" for fase in self.fasen)

    @property
    def tijd(self) -> str:
        """The hours and dagdelen a week, in words; empty while there is no weekrooster."""
        return uren(self.gegevens["tijd"]) if "tijd" in self.gegevens else ""

    @property
    def activiteiten(self) -> list[dict[str, Any]]:
        """What professionals of this provision do."""
        activiteiten: list[dict[str, Any]] = self.gegevens.get("tijd", {}).get("activiteiten", [])
        return activiteiten

    @property
    def vorige(self) -> dict[str, Any] | None:
        """The previous indication and what changes."""
        vorige = self.gegevens.get("vorige_indicatie")
        if vorige is None:
            return None
        dagen = {n: datum(date.fromisoformat(vorige[n])) for n in ("van", "tot")}
        return {**vorige, **dagen}

    @property
    def vervoer(self) -> list[str]:
        """The surcharges that fit, side by side: the consulent chooses."""
        return [
            f"{t['titel']} ({t['productcode']})" for t in self.gegevens.get("vervoerstoeslag", [])
        ]

    @property
    def resultaten(self) -> list[str]:
        """The results that the answers or the weekrooster suggest."""
        return [r["tekst"] for r in self.gegevens.get("resultaten", [])]


def bomen(boek: Rulebook, schakels: Iterable[Schakel]) -> list[Tak]:
    """Return explanations as trees of sentences for the professional."""
    wortels: list[Tak] = []
    pad: list[Tak] = []
    for regel in op_regels(schakels, client=False):
        tak = Tak(regel.zin, *_bron_en_keuze(boek, regel.schakel.grond))
        del pad[regel.diepte :]
        (pad[-1].onder if pad else wortels).append(tak)
        pad.append(tak)
    return wortels


def uren(tijd: dict[str, Any]) -> str:
    """Return hours and dagdelen a week in words."""
    delen = []
    for sleutel, eenheid in (
        ("uren_per_week", "uur"),
        ("dagdelen_per_week", "dagdelen in een groep"),
    ):
        waarde = tijd[sleutel]
        laag, hoog = waarde if isinstance(waarde, list) else (waarde, waarde)
        if float(hoog):
            van = f"{_getal(laag)} tot " if laag != hoog else ""
            delen.append(met_eenheid(f"{van}{_getal(hoog)}", eenheid))
    return f"{' en '.join(delen)} per week" if delen else "geen vaste uren"


def _getekend_einde(dagen: list[date]) -> date:
    """Return where a line without a last day ends: its last phase is as long as the others are."""
    eerder = len(dagen) - 1
    lengte = (dagen[-1] - dagen[0]) / eerder if eerder else timedelta(days=1)
    return dagen[-1] + lengte


def _periode(fase: Mapping[str, Any]) -> str:
    van = datum(date.fromisoformat(fase["van"]))
    if fase["tot"] is None:
        return f"vanaf {van}, zonder laatste dag"
    return f"{van} tot en met {datum(date.fromisoformat(fase['tot']))}"


def domeinen(boek: Rulebook) -> list[str]:
    """Return the questions and outcomes on which the complexiteit rests, without its counting."""
    gevonden: dict[str, None] = {}

    def ga(naam: str) -> None:
        uitkomst = boek.uitkomsten.get(naam)
        if uitkomst is not None and uitkomst.kies == "plaats":
            for lid in uitkomst.van:
                ga(lid)
        elif naam in boek.grootheden:
            gevonden.setdefault(naam)

    if COMPLEXITEIT in boek.uitkomsten:
        for id_ in boek.uitkomsten[COMPLEXITEIT].regels:
            for conclusie in boek.regels[id_].conclusies:
                if conclusie.niveau_van and conclusie.uitkomst == COMPLEXITEIT:
                    ga(conclusie.niveau_van)
    return list(gevonden)


def _staaf(spoor: Spoor, naam: str) -> Staaf:
    grootheid = spoor.boek.grootheden[naam]
    niveaus = []
    for mogelijk in spoor.namen(naam):
        nummer = grootheid.nummer(mogelijk)
        niveau = grootheid.klassen[nummer].niveau
        niveaus.append(nummer if niveau is None else niveau)
    schaal = spoor.boek.schalen[spoor.boek.uitkomsten[COMPLEXITEIT].schaal or ""]
    laag, hoog = min(niveaus), min(max(niveaus), len(schaal) - 1)
    woorden = schaal[laag] if laag == hoog else f"{schaal[laag]} tot {schaal[hoog]}"
    vraag = spoor.boek.vragen.get(naam)
    kop = naam.replace("_", " ").capitalize() if vraag else titel(spoor, naam)
    return Staaf(kop, laag, hoog, len(schaal) - 1, woorden)


def _waarde(spoor: Spoor, naam: str) -> str:
    if spoor.boek.uitkomsten[naam].kies == "verzamel":
        zeker = [tekst_van(spoor, naam, lid) for lid in spoor.leden(naam)]
        return "; ".join(zeker) or "geen"
    route = spoor.boek.routes.get(spoor.waarde(naam) or "") if naam == ROUTE else None
    if route is not None:
        return route.titel
    if set(mogelijke_waarden(spoor, naam)) == set(spoor.boek.uitkomsten[naam].waarden):
        return "nog open"
    return "niet van toepassing" if spoor.waarde(naam) == NVT else waarde_in_woorden(spoor, naam)


def _bron_en_keuze(boek: Rulebook, grond: Grond | None) -> tuple[str, str]:
    if grond is None:
        return "", ""
    bron = grond.bron
    document = boek.kop.bronnen.get(bron.document)
    delen = [
        document.titel if document else bron.document,
        f"paragraaf {bron.paragraaf}" if bron.paragraaf else "",
        f"regel {bron.regels}" if bron.regels else "",
    ]
    return ", ".join(d for d in delen if d), _interpretatie(grond)


def _interpretatie(grond: Grond) -> str:
    if grond.interpretatie is None:
        return ""
    keuze = grond.interpretatie
    stand = "bevestigd" if keuze.bevestigd else "nog niet bevestigd"
    return f"{keuze.keuze} (zekerheid {keuze.zekerheid}, {stand})"


def _getal(tekst: str) -> str:
    return tekst.rstrip("0").rstrip(".").replace(".", ",") if "." in tekst else tekst

"""Reading conditions: from the lines under `als` to a checked condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from pydantic_core import PydanticCustomError

from engine.rulebook.diagnose import bedoelde_u_of_lijst
from engine.rulebook.klassen import Grenzen, Snede, Waarden, bereik_in_woorden, toon_getal
from engine.rulebook.knoop import Knoop
from engine.rulebook.namen import GRENSWOORDEN, Begrip, Namen
from engine.rulebook.rulebook import Alle, Atoom, EenVan, IsOnbekend, Niet, Voorwaarde
from engine.rulebook.vorm_basis import GETAL_MET_KOMMA, lees_datum, lees_getal

T = TypeVar("T")

COMBINATIES = ("een_van", "alle", "niet")
DIEPSTE_COMBINATIE = 2
_VAN_ONDER = {"minimaal": 0, "meer_dan": 1, "na": 1}
_VAN_BOVEN = {"hoogstens": 1, "minder_dan": 0, "voor": 0}


@dataclass(slots=True)
class Lezer:
    """Reads the conditions of one period and remembers what they use.

    Use by a question that only the verslag needs is kept apart in `in_verslag`. `sneden`
    collects per number the cuts that bounds make; the classes follow from these once every
    condition has been read.
    """

    namen: Namen
    waarde_van: Callable[[str], Decimal | None]
    gebruikt: set[str] = field(default_factory=set)
    in_verslag: set[str] = field(default_factory=set)
    voor_verslag: bool = False
    parameters: set[str] = field(default_factory=set)
    sneden: dict[str, set[Snede]] = field(default_factory=dict)

    def lees(self, knoop: Knoop, *, signaal: bool = False, diepte: int = 0) -> Voorwaarde | None:
        """Return the condition that a node says, or None when it cannot be used.

        Args:
            knoop: the node under `als`, `alleen_als` or one part of a combination.
            signaal: whether the condition may ask what is still unknown.
            diepte: how many combinations lie around it.
        """
        if knoop.soort != "map":
            self._meld(
                "verkeerde-soort",
                "Een voorwaarde is een groep van 'vraag: antwoord'.",
                "Schrijf bijvoorbeeld {gemeente: andere}.",
                knoop,
            )
            return None
        if not knoop.map:
            self._meld(
                "lege-voorwaarde",
                "Deze voorwaarde is leeg.",
                "Vul haar, of haal de sleutel weg als de regel altijd geldt.",
                knoop,
            )
            return None
        delen = [
            self._combinatie(naam, deel, knoop, signaal, diepte)
            if naam in COMBINATIES
            else self._regel(naam, deel, knoop, signaal)
            for naam, deel in knoop.map.items()
        ]
        heel = [d for d in delen if d is not None]
        if len(heel) < len(delen):
            return None
        return heel[0] if len(heel) == 1 else Alle(tuple(heel))

    def _meld(self, code: str, melding: str, hulp: str, knoop: Knoop) -> None:
        self.namen.meld(code, melding, hulp, knoop.positie, pad=knoop.pad)

    def _combinatie(
        self, naam: str, deel: Knoop, ouder: Knoop, signaal: bool, diepte: int
    ) -> Voorwaarde | None:
        if diepte >= DIEPSTE_COMBINATIE:
            self.namen.meld(
                "voorwaarde-te-diep",
                "een_van, alle en niet gaan hoogstens twee lagen diep.",
                "Maak er twee regels van, of een uitkomst met een eigen naam.",
                ouder.sleutel(naam),
                pad=deel.pad,
            )
            return None
        if naam == "niet":
            inhoud = self.lees(deel, signaal=signaal, diepte=diepte + 1)
            return Niet(inhoud) if inhoud is not None else None
        if deel.soort != "lijst" or not deel.lijst:
            self._meld(
                "verkeerde-soort",
                f"Onder '{naam}' hoort een lijst van voorwaarden.",
                f"Schrijf {naam}: [{{vraag: antwoord}}, {{vraag: antwoord}}].",
                deel,
            )
            return None
        delen = [self.lees(d, signaal=signaal, diepte=diepte + 1) for d in deel.lijst]
        heel = tuple(d for d in delen if d is not None)
        if len(heel) < len(delen):
            return None
        return EenVan(heel) if naam == "een_van" else Alle(heel)

    def _regel(self, naam: str, deel: Knoop, ouder: Knoop, signaal: bool) -> Voorwaarde | None:
        begrip = self.namen.begrippen.get(naam)
        if begrip is None:
            plek = Knoop("tekst", ouder.sleutel(naam), deel.pad, naam)
            mogelijk = [*self.namen.begrippen, *COMBINATIES]
            self.namen.meld_onbekend("onbekende-naam", "De vraag of uitkomst", plek, mogelijk)
            return None
        if begrip.soort == "tekst" or naam == "signaal":
            wat = "een signaal" if naam == "signaal" else f"de vrije tekst van '{naam}'"
            hulp = "Neem de voorwaarde over van de regel die het signaal geeft."
            if naam != "signaal":
                hulp = "Maak er een vraag met antwoorden van."
            self._past_niet(deel, f"Een voorwaarde kan niet naar {wat} vragen.", hulp)
            return None
        (self.in_verslag if self.voor_verslag else self.gebruikt).add(naam)
        if deel.soort == "tekst" and deel.tekst == "onbekend" and deel.positie is not None:
            return self._onbekend(begrip, deel, signaal)
        if begrip.soort in {"getal", "datum"}:
            return self._getal(begrip, deel)
        if deel.soort == "map":
            return self._per_deel(begrip, deel)
        waarden = self._waarden(begrip, deel)
        return self._atomen(begrip, waarden, deel) if waarden else None

    def _past_niet(self, knoop: Knoop, melding: str, hulp: str) -> None:
        self._meld("past-niet-bij-soort", melding, hulp, knoop)

    def _onbekend(self, begrip: Begrip, deel: Knoop, signaal: bool) -> Voorwaarde | None:
        if not signaal:
            self._meld(
                "onbekend-buiten-signaal",
                "Alleen een regel die een signaal geeft mag naar 'onbekend' vragen.",
                "Een onbekend antwoord houdt de uitkomst vanzelf open; haal dit weg.",
                deel,
            )
            return None
        assert deel.positie is not None
        return IsOnbekend(begrip.naam, begrip.grootheden(), deel.positie)

    def _waarden(self, begrip: Begrip, knoop: Knoop) -> list[str]:
        """Return the names in a value or list; nothing when one of them does not exist."""
        waarden = []
        for deel in knoop.delen():
            if deel.soort != "tekst":
                self._meld(
                    "verkeerde-soort",
                    f"Hier hoort een antwoord of waarde van '{begrip.naam}'.",
                    bedoelde_u_of_lijst("", begrip.waarden),
                    deel,
                )
            elif self.namen.betekent_onbekend(begrip.naam, deel.tekst):
                self._past_niet(
                    deel,
                    f"Het antwoord '{deel.tekst}' betekent onbekend; vraag daar niet naar.",
                    "Een regel die een signaal geeft, mag vragen: onbekend.",
                )
            elif deel.tekst not in begrip.waarden:
                wat = "De waarde" if begrip.soort in {"waarde", "verzamel"} else "Het antwoord"
                self.namen.meld_onbekend("onbekende-waarde", wat, deel, begrip.waarden, begrip.naam)
            else:
                waarden.append(deel.tekst)
        if knoop.soort == "lijst" and not knoop.lijst:
            self._meld("lege-voorwaarde", "Deze lijst is leeg.", "Noem een antwoord.", knoop)
        return waarden if len(waarden) == len(list(knoop.delen())) else []

    def _atomen(self, begrip: Begrip, waarden: list[str], knoop: Knoop) -> Voorwaarde:
        plek = knoop.positie
        assert plek is not None
        if begrip.soort in {"meer", "verzamel"}:
            ja = Waarden(frozenset({"ja"}))
            delen = tuple(Atoom(f"{begrip.naam}.{w}", ja, plek) for w in dict.fromkeys(waarden))
        else:
            eis = Waarden(frozenset(waarden))
            delen = tuple(Atoom(g, eis, plek) for g in begrip.grootheden())
        return delen[0] if len(delen) == 1 else EenVan(delen)

    def _per_deel(self, begrip: Begrip, knoop: Knoop) -> Voorwaarde | None:
        """Read `{minimaal: ...}` on a scale, or `{onderdeel: antwoord}` of a `per` question."""
        if begrip.soort == "per" and not set(knoop.map) & set(GRENSWOORDEN):
            delen: list[Voorwaarde] = []
            for onderdeel, inhoud in knoop.map.items():
                if onderdeel not in begrip.onderdelen:
                    plek = Knoop("tekst", knoop.sleutel(onderdeel), inhoud.pad, onderdeel)
                    self.namen.meld_onbekend(
                        "onbekende-waarde",
                        "Het onderdeel",
                        plek,
                        begrip.onderdelen,
                        begrip.naam,
                    )
                    continue
                waarden = self._waarden(begrip, inhoud)
                if waarden and inhoud.positie is not None:
                    eis = Waarden(frozenset(waarden))
                    delen.append(Atoom(f"{begrip.naam}.{onderdeel}", eis, inhoud.positie))
            if not delen or len(delen) < len(knoop.map):
                return None
            return delen[0] if len(delen) == 1 else Alle(tuple(delen))
        if not self._grenswoorden(knoop, ("minimaal", "hoogstens")):
            return None
        if begrip.schaal not in self.namen.schalen and begrip.naam in self.namen.stuk:
            return None
        if begrip.schaal is None or begrip.soort in {"meer", "verzamel"}:
            self._past_niet(
                knoop,
                f"'{begrip.naam}' ligt niet op een schaal; minimaal en hoogstens kunnen hier niet.",
                "Noem de antwoorden: [een, twee].",
            )
            return None
        return self._niveaugrens(begrip, knoop)

    def _niveaugrens(self, begrip: Begrip, knoop: Knoop) -> Voorwaarde | None:
        schaal = self.namen.schalen[begrip.schaal or ""]
        laag, hoog = 0, len(schaal) - 1
        for woord, deel in knoop.map.items():
            if deel.tekst not in schaal:
                self.namen.meld_onbekend("onbekende-waarde", "Het niveau", deel, schaal)
                return None
            if woord == "minimaal":
                laag = schaal.index(deel.tekst)
            else:
                hoog = schaal.index(deel.tekst)
        waarden = [w for w, n in begrip.waarden.items() if n is not None and laag <= n <= hoog]
        if not waarden:
            if begrip.naam not in self.namen.stuk:
                self._leeg(knoop)
            return None
        return self._atomen(begrip, waarden, knoop)

    def _leeg(self, knoop: Knoop, begrip: Begrip | None = None) -> None:
        hulp = "Kijk of minimaal en hoogstens, of voor en na, verwisseld zijn."
        if begrip is not None and (begrip.minimum is not None or begrip.maximum is not None):
            bereik = bereik_in_woorden(begrip.minimum, begrip.maximum)
            hulp = f"Het getal van '{begrip.naam}' {bereik}. {hulp}"
        self._meld(
            "lege-voorwaarde",
            "Geen enkele waarde voldoet aan deze grenzen.",
            hulp,
            knoop,
        )

    def _grenswoorden(self, knoop: Knoop, mag: tuple[str, ...]) -> bool:
        goed = bool(knoop.map)
        for woord in knoop.map:
            if woord in mag:
                continue
            goed = False
            plek = Knoop("tekst", knoop.sleutel(woord), knoop.pad, woord)
            if woord in GRENSWOORDEN:
                self._past_niet(plek, f"'{woord}' kan hier niet.", f"Gebruik {_een_van(mag)}.")
            else:
                self._meld(
                    "onbekende-sleutel",
                    f"De sleutel '{woord}' bestaat hier niet.",
                    GETAL_MET_KOMMA if woord.isdigit() else bedoelde_u_of_lijst(woord, mag),
                    plek,
                )
        if not knoop.map:
            self._meld("lege-voorwaarde", "Deze voorwaarde is leeg.", "Noem een grens.", knoop)
        return goed

    def _getal(self, begrip: Begrip, knoop: Knoop) -> Voorwaarde | None:
        onder: Snede | None = None
        boven: Snede | None = None
        if knoop.soort == "map":
            alleen_datum, alleen_getal = GRENSWOORDEN[4:], GRENSWOORDEN[2:4]
            eigen = alleen_datum if begrip.soort == "datum" else alleen_getal
            if not self._grenswoorden(knoop, (*GRENSWOORDEN[:2], *eigen)):
                return None
            for woord, deel in knoop.map.items():
                waarde = self._grens(begrip, deel)
                if waarde is None or not self._in_bereik(begrip, waarde, deel):
                    return None
                if woord in _VAN_ONDER:
                    snede = (waarde, _VAN_ONDER[woord])
                    onder = max(onder, snede) if onder else snede
                else:
                    snede = (waarde, _VAN_BOVEN[woord])
                    boven = min(boven, snede) if boven else snede
        elif knoop.soort == "tekst":
            waarde = self._grens(begrip, knoop)
            if waarde is None or not self._in_bereik(begrip, waarde, knoop):
                return None
            onder, boven = (waarde, 0), (waarde, 1)
        else:
            self._past_niet(
                knoop,
                f"Van '{begrip.naam}' kan een regel geen lijst vragen.",
                "Schrijf grenzen: {minimaal: 1, hoogstens: 3}.",
            )
            return None
        if begrip.geheel:
            onder, boven = _op_heel(onder), _op_heel(boven)
        if _niets_ertussen(onder, boven, begrip) and begrip.naam not in self.namen.stuk:
            self._leeg(knoop, begrip)
            return None
        self.sneden.setdefault(begrip.naam, set()).update(s for s in (onder, boven) if s)
        assert knoop.positie is not None
        return Atoom(begrip.naam, Grenzen(onder, boven), knoop.positie)

    def _grens(self, begrip: Begrip, knoop: Knoop) -> Fraction | None:
        """Return the bound in a node: a number, a parameter's value, or a day number."""
        if begrip.soort == "datum":
            dag: date | None = self._probeer(lees_datum, knoop)
            return Fraction(dag.toordinal()) if dag else None
        if knoop.tekst in self.namen.parameters:
            self.parameters.add(knoop.tekst)
            waarde = self.grens(knoop)
            return Fraction(waarde) if waarde is not None else None
        if knoop.tekst[:1].isalpha():
            self.namen.meld_onbekend(
                "onbekende-verwijzing", "De parameter", knoop, self.namen.parameters
            )
            return None
        getal = self._probeer(lees_getal, knoop)
        return Fraction(getal) if getal is not None else None

    def grens(self, knoop: Knoop) -> Decimal | None:
        """Return the value of the parameter that a node names, or report that it has none."""
        waarde = self.waarde_van(knoop.tekst)
        if waarde is None:
            self._meld(
                "parameter-zonder-waarde",
                f"De parameter '{knoop.tekst}' heeft hier geen waarde.",
                "Geef een waarde die in deze hele periode geldt.",
                knoop,
            )
        return waarde

    def _in_bereik(self, begrip: Begrip, waarde: Fraction, knoop: Knoop) -> bool:
        """Tell whether an answer can reach a bound, and report one that none can."""
        laagste, hoogste = begrip.minimum, begrip.maximum
        te_laag = laagste is not None and waarde < laagste
        te_hoog = hoogste is not None and waarde > hoogste
        if not (te_laag or te_hoog) or begrip.naam in self.namen.stuk:
            return True
        self._meld(
            "getal-buiten-bereik",
            f"De grens {toon_getal(waarde)} ligt buiten wat '{begrip.naam}' kan zijn.",
            f"Het getal {bereik_in_woorden(laagste, hoogste)}. Verbeter de grens.",
            knoop,
        )
        return False

    def _probeer(self, lees: Callable[[object], T], knoop: Knoop) -> T | None:
        try:
            return lees(knoop.als_waarde())
        except PydanticCustomError as fout:
            gegevens = fout.context or {}
            self._meld(fout.type, str(gegevens["melding"]), str(gegevens["hulp"]), knoop)
            return None


def _een_van(woorden: tuple[str, ...]) -> str:
    return f"{', '.join(woorden[:-1])} of {woorden[-1]}"


def _niets_ertussen(onder: Snede | None, boven: Snede | None, begrip: Begrip) -> bool:
    """Tell whether no number lies between the cuts, or none that can be answered."""
    laagste, hoogste = begrip.minimum, begrip.maximum
    return bool(
        (onder and boven and onder >= boven)
        or (boven and laagste is not None and boven <= (Fraction(laagste), 0))
        or (onder and hoogste is not None and onder >= (Fraction(hoogste), 1))
    )


def _op_heel(snede: Snede | None) -> Snede | None:
    """Move a cut to just below the next whole number, so that no class is empty."""
    if snede is None:
        return None
    waarde, kant = snede
    return (Fraction(floor(waarde) + 1 if kant else ceil(waarde)), 0)

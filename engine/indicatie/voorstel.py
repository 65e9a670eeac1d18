"""The voorstel: what the rules propose for one intake, with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from engine.evaluation.spoor import Spoor
from engine.explanation.open_vragen import open_vragen
from engine.explanation.teksten import gegeven_antwoorden, opsomming
from engine.explanation.waarom import Schakel, Uitleg, waarom, waarom_signaal
from engine.indicatie.intake import Intake
from engine.indicatie.roosters import Fase, anders, beoordeel, fasen, rijen_van
from engine.rulebook.klassen import NVT
from engine.rulebook.nagaan import draagt_advies
from engine.rulebook.rulebook import GEEN, ROUTE, SIGNAAL, Rooster, Voorwaarde

ARRANGEMENT = "arrangement"
PRODUCTCODE = "productcode"
SPOED = "spoed"
RESULTATEN = "resultaten"
RICHTING = "richting"
"""The question to the goal of each result."""
CRISIS = "crisis"
VOORLOPIG = "voorlopig"
INZET = "inzet"
VERVOER = "vervoerstoeslag"
_ONTBREEKT = {
    "fasen": "Zet onder 'fasen' de eerste dag van elke fase.",
    "golven": "Zet onder 'golven' hoeveel weken het goed en slecht gaat.",
}
BUITEN_HET_GESPREK = {"beslissing", "dossier", "tussentijds", "spoedformulier"}
"""Themes that no gesprek asks: the decision, and dates and facts that come up apart or later."""


@dataclass(frozen=True)
class Voorstel:
    """The evaluation of an intake, and of the same intake with other weekroosters."""

    intake: Intake
    spoor: Spoor
    anders: tuple[tuple[Rooster, Spoor], ...] = ()
    fasen: tuple[Fase, ...] = ()

    @property
    def is_vast(self) -> bool:
        """Whether route and arrangement are the same under every completion of the intake."""
        spoor = self.spoor
        heeft_geen = spoor.waarde(ROUTE) == GEEN
        arrangement = ARRANGEMENT not in spoor.boek.uitkomsten or all(
            s.is_vast(ARRANGEMENT) for s in self.sporen
        )
        return self.heeft_route or (heeft_geen and arrangement)

    @cached_property
    def sporen(self) -> tuple[Spoor, ...]:
        """The evaluation of each phase, the first phase first; without phases that of the whole."""
        return tuple(fase.spoor for fase in self.fasen) or (self.spoor,)

    def is_nvt(self, grootheid: str) -> bool:
        """Whether a question or outcome certainly has no place in any phase."""
        return all(spoor.is_nvt(grootheid) for spoor in self.sporen)

    def leden(self, uitkomst: str) -> tuple[str, ...]:
        """Return what a collecting outcome certainly holds in any phase, in its own order."""
        gevonden = {lid for spoor in self.sporen for lid in spoor.leden(uitkomst)}
        return tuple(w for w in self.spoor.boek.uitkomsten[uitkomst].waarden if w in gevonden)

    def toets(self, voorwaarde: Voorwaarde | None) -> int:
        """Return what a condition comes to in the phase where it comes furthest, as in `Spoor`."""
        return max(spoor.toets(voorwaarde) for spoor in self.sporen)

    def spoor_met(self, uitkomst: str, lid: str) -> Spoor:
        """Return the first phase in which something certainly is a member; else the first."""
        met = (spoor for spoor in self.sporen if lid in spoor.leden(uitkomst))
        return next(met, self.spoor)

    @property
    def heeft_route(self) -> bool:
        """Whether a route certainly takes the place of the arrangement."""
        return self.spoor.waarde(ROUTE) not in {None, GEEN}

    @cached_property
    def advies(self) -> tuple[str, ...]:
        """The outcomes that make up the advice, in the order of the rule files.

        Once a route is certain it is the advice; signals keep counting, for safety.
        """
        uitkomsten = [u for u in self.spoor.boek.uitkomsten.values() if u.advies]
        if self.heeft_route:
            uitkomsten = [u for u in uitkomsten if u.id in {ROUTE, SIGNAAL, SPOED}]
        return tuple(u.id for u in uitkomsten if not self.spoor.is_nvt(u.id))

    @cached_property
    def openstaand(self) -> tuple[str, ...]:
        """The questions that can still change the advice, in conversation order."""
        if not self.heeft_route:
            per_fase = (open_vragen(spoor, self.advies) for spoor in self.sporen)
            return tuple(dict.fromkeys(vraag for vragen in per_fase for vraag in vragen))
        signalen = self.spoor.boek.signalen.values()
        crisis = [f"{SIGNAAL}.{s.id}" for s in signalen if s.soort == CRISIS]
        overig = [u for u in self.advies if u != SIGNAAL]
        return open_vragen(self.spoor, overig, crisis)

    @cached_property
    def openstaand_verslag(self) -> tuple[str, ...]:
        """The questions that only the verslag still needs, the advice never."""
        spoor = self.spoor
        dragend = draagt_advies(spoor.boek)
        return tuple(
            v.id
            for v in spoor.boek.gespreksvolgorde
            if v.id not in self.openstaand
            and not self.is_nvt(v.id)
            and (not self.is_gevraagd(v.id) or (v.id == RICHTING and self.zonder_richting))
            and (v.vorm.gebruik == "verslag" or v.id not in dragend)
            and v.vorm.thema not in BUITEN_HET_GESPREK
        )

    @cached_property
    def zonder_richting(self) -> tuple[str, ...]:
        """The results without a goal, unless it is said that the goals are not known."""
        vraag, gegeven = self.spoor.boek.vragen.get(RICHTING), self.intake.antwoorden.get(RICHTING)
        is_onbekend = gegeven is not None and gegeven.onbekend is not None
        if vraag is None or vraag.vorm.per is None or is_onbekend:
            return ()
        return tuple(r for r in self.resultaten if f"{RICHTING}.{r}" not in self.spoor.feiten)

    def is_gevraagd(self, vraag: str) -> bool:
        """Whether the intake has anything on a question, if only that it is unknown."""
        return vraag in self.intake.antwoorden

    @cached_property
    def signalen(self) -> tuple[str, ...]:
        """The signals that are given, those of other weekroosters included; crisis first.

        A route waits for no arrangement, so nothing then makes it provisional.
        """
        gegeven = {s for spoor in self.sporen for s in spoor.leden(SIGNAAL)}
        gegeven |= {rooster.vorm.signaal for rooster in self.verschillen}
        signalen = [s for s in self.spoor.boek.signalen.values() if s.id in gegeven]
        if self.heeft_route:
            signalen = [s for s in signalen if s.soort != VOORLOPIG]
        return tuple(s.id for s in sorted(signalen, key=lambda s: s.soort != CRISIS))

    def fasen_met(self, signaal: str) -> tuple[int, ...]:
        """Return the numbers of the phases that give a signal; none when all of them do."""
        met = tuple(f.nummer for f in self.fasen if signaal in f.spoor.leden(SIGNAAL))
        return met if len(met) < len(self.fasen) else ()

    def titel_van(self, signaal: str) -> str:
        """Return the title of a signal, with the phases when only some of them give it."""
        titel, fasen = self.spoor.boek.signalen[signaal].titel, self.fasen_met(signaal)
        return f"{titel} (in fase {opsomming(list(map(str, fasen)), 'en')})" if fasen else titel

    @cached_property
    def resultaten(self) -> tuple[str, ...]:
        """The results that the answers or the rows of the weekrooster suggest, in order."""
        if RESULTATEN not in self.spoor.boek.uitkomsten:
            return ()
        gepland = {str(r.resultaat) for r in self.intake.vorm.weekrooster or []}
        genoemd = gepland | set(self.spoor.leden(RESULTATEN))
        return tuple(r for r in self.spoor.boek.uitkomsten[RESULTATEN].waarden if r in genoemd)

    @cached_property
    def verschillen(self) -> tuple[Rooster, ...]:
        """The weekroosters to compare that give another outcome, or a lighter later phase."""
        anders = dict(self.anders_op_id)
        return tuple(
            rooster
            for rooster in self.spoor.boek.roosters.values()
            if (self._daalt(rooster.vorm.vergelijk) if rooster.vorm.fasen else False)
            or (
                rooster.id in anders
                and anders[rooster.id].mogelijk(rooster.vorm.vergelijk)
                != self.spoor.mogelijk(rooster.vorm.vergelijk)
            )
        )

    def _daalt(self, uitkomst: str) -> bool:
        """Whether an outcome is certainly lighter in some phase than in the phase before."""
        niveaus = [_niveaus(fase.spoor, uitkomst) for fase in self.fasen]
        return any(max(nu) < min(eerder) for eerder, nu in pairwise(niveaus))

    @cached_property
    def andere_routes(self) -> tuple[str, ...]:
        """The routes that hold as well but come after the first; they accompany it."""
        spoor = self.spoor
        route = spoor.waarde(ROUTE)
        geldend = {
            c.waarde
            for regel in spoor.regels_die_gelden(ROUTE)
            for c in regel.conclusies
            if c.uitkomst == ROUTE
        }
        return tuple(r for r in spoor.boek.routes if r in geldend and r != route)

    def voorlopig(self) -> Iterator[str]:
        """Yield why the voorstel stays provisional."""
        for signaal in self.signalen:
            if self.spoor.boek.signalen[signaal].soort == VOORLOPIG:
                yield self.titel_van(signaal)
        for antwoord in self.intake.antwoorden.values():
            if antwoord.mist_bewijs:
                bewijzen = self.spoor.boek.kop.bewijs
                nodig = " of ".join(bewijzen[b] for b in antwoord.mist_bewijs)
                vraag = self.spoor.boek.vragen[antwoord.vraag].vorm.vraag
                yield (
                    f"Het antwoord op de vraag '{vraag}' telt nog niet mee: "
                    f"er staat niet bij waaruit het blijkt ({nodig})."
                )
        yield from self._zonder_gegevens()
        for vraag in self.zonder_bewijs:
            tekst = self.spoor.boek.vragen[vraag].vorm.vraag
            yield f"Bij de vraag '{tekst}' staat niet waaruit het antwoord blijkt."

    def _zonder_gegevens(self) -> Iterator[str]:
        """Yield which answers ask for weeks or days that the intake does not have."""
        if self.heeft_route:
            return
        for naam in self.intake.antwoorden:
            for antwoord in gegeven_antwoorden(self.spoor, naam):
                nodig = antwoord.vraagt_ook
                if nodig and not getattr(self.intake.vorm, nodig) and not self.spoor.is_nvt(naam):
                    vraag = self.spoor.boek.vragen[naam].vorm.vraag
                    yield (
                        f"Op de vraag '{vraag}' is het antwoord '{antwoord.tekst}'. "
                        f"{_ONTBREEKT[nodig]}"
                    )

    @cached_property
    def uitleg(self) -> Uitleg:
        """What makes the links of its explanation, each once."""
        return Uitleg(self.spoor)

    @cached_property
    def zonder_bewijs(self) -> tuple[str, ...]:
        """The questions whose heavier answer carries the arrangement without any evidence."""
        if ARRANGEMENT not in self.spoor.boek.uitkomsten or not self.spoor.is_vast(ARRANGEMENT):
            return ()
        dragend = {
            s.id
            for s in waarom(self.spoor, ARRANGEMENT, self.uitleg).alle()
            if s.soort == "antwoord"
        }
        return tuple(v for v in self.intake.antwoorden if v in dragend and self._mist_bewijs(v))

    def _mist_bewijs(self, naam: str) -> bool:
        vraag, antwoord = self.spoor.boek.vragen[naam], self.intake.antwoorden[naam]
        feit = antwoord.feiten.get(naam)
        if vraag.schaal is None or not isinstance(feit, str):
            return False
        grootheid = self.spoor.boek.grootheden[naam]
        zwaarder = bool(grootheid.klassen[grootheid.nummer(feit)].niveau)
        return zwaarder and not (antwoord.inhoud and antwoord.inhoud.blijkt_uit)

    def waarom(self) -> Iterator[Schakel]:
        """Yield the explanation of every part of the advice, and of every signal."""
        for uitkomst in self.advies:
            if uitkomst != SIGNAAL:
                yield waarom(self.spoor, uitkomst, self.uitleg)
        for signaal in self.signalen:
            eigen = [r for r in self.verschillen if r.vorm.signaal == signaal]
            if eigen:
                yield self.waarom_rooster(eigen[0])
            else:
                spoor = self.spoor_met(SIGNAAL, signaal)
                uitleg = self.uitleg if spoor is self.spoor else Uitleg(spoor)
                schakel, titel = waarom_signaal(spoor, signaal, uitleg), self.titel_van(signaal)
                yield schakel._replace(omdat=titel, u=titel if schakel.u else "")

    def waarom_rooster(self, rooster: Rooster) -> Schakel:
        """Explain the signal of a weekrooster that would give another outcome."""
        aanduiding = self.spoor.boek.signalen[rooster.vorm.signaal]
        ander = dict(self.anders_op_id).get(rooster.id)
        zin = waarom(ander, rooster.vorm.vergelijk).omdat if ander else ""
        reden = Schakel(
            "regel",
            rooster.id,
            rooster.vorm.omdat + (f" Dan zou gelden: {zin}" if zin else ""),
            rooster.vorm.u or "",
            rooster.grond,
        )
        u = "" if aanduiding.vertrouwelijk or not reden.u else aanduiding.titel
        return Schakel("signaal", aanduiding.id, aanduiding.titel, u, aanduiding.grond, (reden,))

    @property
    def anders_op_id(self) -> Iterator[tuple[str, Spoor]]:
        """Yield the other evaluations by the id of their weekrooster."""
        for rooster, spoor in self.anders:
            yield rooster.id, spoor


def stel_voor(intake: Intake) -> Voorstel:
    """Evaluate an intake: as it is, per phase, and with every weekrooster the rules compare.

    Raises:
        GeenUniekeUitkomst: when the rules give an outcome no value or two values.
    """
    per_fase = fasen(intake)
    spoor = per_fase[0].spoor if per_fase else beoordeel(intake, rijen_van(intake))
    return Voorstel(intake, spoor, anders(intake), per_fase)


def mogelijke_waarden(spoor: Spoor, uitkomst: str) -> list[str]:
    """Return the values that an outcome can still have, when it applies."""
    return [n for n in spoor.namen(uitkomst) if n != NVT]


def _niveaus(spoor: Spoor, uitkomst: str) -> list[int]:
    """Return the places on the scale that an outcome can still have."""
    grootheid = spoor.boek.grootheden[uitkomst]
    return [grootheid.nummer(n) for n in spoor.namen(uitkomst)]

"""The linked rulebook: what the rules mean in one period, checked and immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from engine.rulebook import vorm, vorm_grond, vorm_stukken
from engine.rulebook.diagnose import Positie
from engine.rulebook.klassen import Eis, Grootheid, Interval

ROUTE = "route"
SIGNAAL = "signaal"
GEEN = "geen"
WEEKROOSTER = "weekrooster"
"""Stands for every count: the weekrooster is one question to the consulent."""
VELDEN = ("ingangsdatum", "einddatum", "weekrooster", "tarief", "kosten", "tijd", "fasen")
"""What a text may ask of an intake or voorstel beside questions and outcomes."""

Feiten = Mapping[str, str | Interval]
"""What is known: per grootheid the name of its class, or an interval; absent is unknown."""


@dataclass(frozen=True, slots=True)
class Bron:
    """A source with the document and paragraph of the file filled in.

    `ook` names the other documents it rests on, with their paragraph.
    """

    document: str
    paragraaf: str
    regels: str
    inventaris: tuple[str, ...]
    ook: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grond:
    """On what something rests: source, interpretation and place in the rule files."""

    bron: Bron
    interpretatie: vorm_grond.Interpretatie | None
    positie: Positie


@dataclass(frozen=True, slots=True)
class Atoom:
    """A condition on one grootheid."""

    grootheid: str
    eis: Eis
    positie: Positie


@dataclass(frozen=True, slots=True)
class IsOnbekend:
    """Whether a question or outcome is still unknown; only signals may ask it."""

    eigenaar: str
    grootheden: tuple[str, ...]
    positie: Positie


@dataclass(frozen=True, slots=True)
class Alle:
    """All parts must hold; without parts it always holds."""

    delen: tuple[Voorwaarde, ...]


@dataclass(frozen=True, slots=True)
class EenVan:
    """At least one part must hold."""

    delen: tuple[Voorwaarde, ...]


@dataclass(frozen=True, slots=True)
class Niet:
    """The part must not hold."""

    deel: Voorwaarde


Voorwaarde = Atoom | IsOnbekend | Alle | EenVan | Niet


def atomen(voorwaarde: Voorwaarde | None) -> Iterator[Atoom | IsOnbekend]:
    """Yield the atoms of a condition, in the order in which they were written."""
    if isinstance(voorwaarde, Alle | EenVan):
        for deel in voorwaarde.delen:
            yield from atomen(deel)
    elif isinstance(voorwaarde, Niet):
        yield from atomen(voorwaarde.deel)
    elif voorwaarde is not None:
        yield voorwaarde


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question with its relevance and the grootheden that its answers fill."""

    id: str
    vorm: vorm.Vraag
    alleen_als: Voorwaarde | None
    grootheden: tuple[str, ...]
    schaal: str | None
    grond: Grond


@dataclass(frozen=True, slots=True)
class Conclusie:
    """What a rule says of an outcome: a value, or the level of something else."""

    uitkomst: str
    waarde: str | None
    niveau_van: str | None = None


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule, or one cell of a table (then `tabel` names it)."""

    id: str
    voorwaarde: Voorwaarde | None
    conclusies: tuple[Conclusie, ...]
    omdat: str
    u: str
    tabel: str | None
    grond: Grond


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """An outcome. `kies` is hoogste, uniek, verzamel or plaats.

    The values of a `verzamel` are grootheden of their own, named `uitkomst.waarde`, with the
    classes nee and ja. `regels` are the rules that conclude on it, in order.
    """

    id: str
    titel: str
    kies: str
    waarden: tuple[str, ...]
    teksten: Mapping[str, str]
    teksten_u: Mapping[str, str]
    schaal: str | None
    plaats: int
    van: tuple[str, ...]
    alleen_als: Voorwaarde | None
    monotoon: bool
    advies: bool
    regels: tuple[str, ...]
    grond: Grond | None


@dataclass(frozen=True, slots=True)
class DagenTussen:
    """A number of days between two date questions."""

    id: str
    titel: str
    van: str
    tot: str
    grond: Grond


@dataclass(frozen=True, slots=True)
class Telling:
    """A number that follows from the weekrooster."""

    id: str
    vorm: vorm.Telling
    grond: Grond


@dataclass(frozen=True, slots=True)
class Weekrooster:
    """The question about the weekrooster; a shorter individual contact counts nowhere.

    `kortste_contact` is in minutes.
    """

    vorm: vorm.Weekrooster
    kortste_contact: Decimal
    grond: Grond


@dataclass(frozen=True, slots=True)
class Rooster:
    """Another weekrooster for which the same rules are evaluated, to compare."""

    id: str
    vorm: vorm.Rooster
    grond: Grond


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of a term; `aantal` counts units, `tijd` is hours and minutes."""

    soort: str
    aantal: int = 0
    tijd: str = ""


@dataclass(frozen=True, slots=True)
class Termijn:
    """A day that follows from another by steps.

    `is_eerste_dag` says that something begins on it; otherwise it is the last day. The term only
    exists when its day lies before `alleen_voor`, or not after `alleen_hoogstens`: a date
    question or term, empty when there is no such demand.
    """

    id: str
    titel: str
    vanaf: str
    stappen: tuple[Stap, ...]
    grond: Grond
    is_eerste_dag: bool = False
    alleen_voor: str = ""
    alleen_hoogstens: str = ""


@dataclass(frozen=True, slots=True)
class Actie:
    """What someone must do after an event; without `uiterlijk` at once.

    The steps of `uiterlijk` count from the date question `vanaf`; empty: from the event.
    """

    id: str
    vorm: vorm_stukken.Actie
    voorwaarde: Voorwaarde | None
    uiterlijk: tuple[Stap, ...]
    grond: Grond
    vanaf: str = ""


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something that happens during an indication, with what must be done then."""

    id: str
    vorm: vorm_stukken.Gebeurtenis
    acties: tuple[Actie, ...]
    grond: Grond


@dataclass(frozen=True, slots=True)
class Stukdeel:
    """A part of a document: its text, and the names that must be known for it."""

    id: str
    vorm: vorm_stukken.Stukdeel
    voorwaarde: Voorwaarde | None
    grond: Grond


@dataclass(frozen=True, slots=True)
class Stuk:
    """A document that leaves the building, such as a beschikking."""

    id: str
    titel: str
    delen: tuple[Stukdeel, ...]
    grond: Grond


@dataclass(frozen=True, slots=True)
class Parameterwaarde:
    """A value from `vanaf` through `tot`, both included; no `tot` means until further notice."""

    vanaf: date
    tot: date | None
    waarde: Decimal
    grond: Grond


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number over time, in `eenheid` (for instance euro per etmaal)."""

    id: str
    titel: str
    eenheid: str
    productcode: str | None
    waarden: tuple[Parameterwaarde, ...]

    def op(self, dag: date) -> Parameterwaarde | None:
        """Return the value on a day, or None when none holds."""
        for waarde in self.waarden:
            if waarde.vanaf <= dag and (waarde.tot is None or dag <= waarde.tot):
                return waarde
        return None


@dataclass(frozen=True, slots=True)
class Aanduiding:
    """A route or a signal: its title and kind."""

    id: str
    titel: str
    soort: str
    u: str
    vertrouwelijk: bool
    grond: Grond


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything the rules say in one period; `volgorde` lists what to evaluate, in order."""

    kop: vorm.Regelwerkkop
    vanaf: date
    tot: date | None
    schalen: Mapping[str, tuple[str, ...]]
    vragen: Mapping[str, Vraag]
    uitkomsten: Mapping[str, Uitkomst]
    regels: Mapping[str, Regel]
    parameters: Mapping[str, Parameter]
    weekrooster: Weekrooster | None
    tellingen: Mapping[str, Telling]
    roosters: Mapping[str, Rooster]
    dagen_tussen: Mapping[str, DagenTussen]
    termijnen: Mapping[str, Termijn]
    gebeurtenissen: Mapping[str, Gebeurtenis]
    stukken: Mapping[str, Stuk]
    routes: Mapping[str, Aanduiding]
    signalen: Mapping[str, Aanduiding]
    grootheden: Mapping[str, Grootheid]
    volgorde: tuple[str, ...]

    @cached_property
    def van_eigenaar(self) -> Mapping[str, tuple[Grootheid, ...]]:
        """The grootheden of each question, count or outcome."""
        per: dict[str, list[Grootheid]] = {}
        for grootheid in self.grootheden.values():
            per.setdefault(grootheid.eigenaar, []).append(grootheid)
        return {eigenaar: tuple(deel) for eigenaar, deel in per.items()}

    @cached_property
    def gespreksvolgorde(self) -> tuple[Vraag, ...]:
        """The questions in the order of the conversation: by theme, number and place."""
        return tuple(self.vragen[naam] for naam in self.gesprek if naam in self.vragen)

    @cached_property
    def gesprek(self) -> tuple[str, ...]:
        """The names of the questions and the weekrooster, in the order of the conversation."""
        themas = list(self.kop.themas)
        vormen = {v.id: v.vorm for v in self.vragen.values()}
        gevraagd = [(themas.index(v.thema), v.nummer or 0, naam) for naam, v in vormen.items()]
        if self.weekrooster is not None:
            vorm = self.weekrooster.vorm
            gevraagd.append((themas.index(vorm.thema), vorm.nummer or 0, WEEKROOSTER))
        return tuple(naam for *_, naam in sorted(gevraagd, key=lambda deel: deel[:2]))

    def eigenaar(self, atoom: Atoom | IsOnbekend) -> str:
        """Return the question, count or outcome that a condition asks about."""
        if isinstance(atoom, IsOnbekend):
            return atoom.eigenaar
        return self.grootheden[atoom.grootheid].eigenaar

    def tarief(self, productcode: str, dag: date) -> Parameterwaarde | None:
        """Return the tariff of a product code on a day, in the unit of its parameter."""
        for parameter in self.parameters.values():
            if parameter.productcode == productcode:
                return parameter.op(dag)
        return None

"""The spoed verdict, written down a second time from what was decided on the source.

Facts are complete here: no unknowns. A criterion is "ja", "vraag" or "nee".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

JA, VRAAG, NEE = "ja", "vraag", "nee"
ONDERDELEN = ("huisarts", "wijkverpleging", "wlz", "bed_elders", "jeugd_opvang")
BEDREIGING = frozenset({"letsel", "opname", "ontspoort"})
BEGIN = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Melding:
    """A spoedmelding of which everything is known."""

    gemeente: str = "stein"
    gebeurtenis: str = "plotseling"
    zonder_hulp: frozenset[str] = frozenset({"letsel"})
    start: str = "ja"
    ontvangst: date = date(2021, 5, 5)
    start_op: date = date(2021, 5, 5)
    ontslag: str = "nee"
    kan: frozenset[str] = field(default_factory=frozenset)
    zelfdoding: str = "geen"
    vangnet: str = "nee"
    contract: str = "ja"
    vorm: str = "natura"

    def criterium(self, nummer: int) -> str:
        """Return what a criterion comes to."""
        wel: dict[int, Callable[[], str]] = {
            1: self._een,
            2: self._twee,
            3: lambda: JA if "opname" in self.zonder_hulp else NEE,
            4: self._vier,
            5: lambda: JA if "ontspoort" in self.zonder_hulp else NEE,
            6: self._zes,
            7: lambda: NEE if self.kan else JA,
        }
        return wel[nummer]()

    def _een(self) -> str:
        # Sudden or snapped; at the vangnet the door has just opened.
        if self.gebeurtenis in {"plotseling", "geknapt"} or self.vangnet == "ja":
            return JA
        # Nothing sudden, and yet a discharge that could not be planned, or half a vangnet.
        tegenspraak = self.ontslag == "onverwacht" or self.start == "paaz"
        return VRAAG if tegenspraak or self.vangnet == "niet_compleet" else NEE

    def _wacht_en_toch_niet(self) -> bool:
        return not self.zonder_hulp & BEDREIGING and self.zelfdoding in {"niet_beoordeeld", "plan"}

    def _twee(self) -> str:
        if "letsel" in self.zonder_hulp:
            return JA
        return VRAAG if self._wacht_en_toch_niet() else NEE

    def _vier(self) -> str:
        if not self.zonder_hulp & BEDREIGING:
            return VRAAG if self._wacht_en_toch_niet() else NEE
        if self.start == "paaz":
            return JA if self.ontslag != "nee" else VRAAG
        op_tijd = 0 <= (self.start_op - self.ontvangst).days <= 2
        return JA if self.start == "ja" and op_tijd else VRAAG

    def _zes(self) -> str:
        if self.ontslag == "onverwacht":
            return JA
        if self.start == "paaz":
            return JA if self.ontslag != "nee" else VRAAG
        return VRAAG if self.ontslag in {"datum_onbekend", "nog_binnen"} else NEE

    @property
    def geblokkeerd(self) -> bool:
        """Whether a block is certain."""
        return (
            self.vorm == "pgb"
            or self.contract == "nee"
            or self.gemeente == "andere"
            or self.zelfdoding == "plan"
            or ("bed_elders" in self.kan and "wlz" not in self.kan)
            or self.start_op < BEGIN
        )

    @property
    def oordeel(self) -> str:
        """Return voldoet, voldoet_niet or onvoldoende_informatie."""
        if self.geblokkeerd:
            return "voldoet_niet"
        if self.zelfdoding == "niet_beoordeeld":
            return "onvoldoende_informatie"
        vereist = [self.criterium(n) for n in (1, 4, 7)]
        reden = [self.criterium(n) for n in (2, 3, 5, 6)]
        if NEE in vereist or set(reden) == {NEE}:
            return "voldoet_niet"
        if VRAAG in vereist or JA not in reden:
            return "onvoldoende_informatie"
        return "voldoet"

    def antwoorden(self) -> dict[str, object]:
        """Return the melding as the answers of an intake."""
        return {
            "gemeente": self.gemeente,
            "nu_acuut": "ja",
            "gebeurtenis": self.gebeurtenis,
            "zonder_hulp": sorted(self.zonder_hulp),
            "start": self.start,
            "ontvangst_spoed": self.ontvangst.isoformat(),
            "start_spoed": self.start_op.isoformat(),
            "ontslag": self.ontslag,
            "voorliggend": {o: "kan" if o in self.kan else "kan_niet" for o in ONDERDELEN},
            "zelfdoding": self.zelfdoding,
            "vangnet": self.vangnet,
            "spoed_contract": self.contract,
            "spoed_leveringsvorm": self.vorm,
        }


def willekeurig(rng: Random) -> Melding:
    """Return a random melding; half of the facts are those of a melding that voldoet."""

    def kies(goed: str, *ander: str) -> str:
        return goed if rng.random() < 0.5 else rng.choice(ander)

    zonder = frozenset(s for s in sorted(BEDREIGING) if rng.random() < 0.4)
    ontvangst = date(2021, 1, rng.randint(1, 6))
    return Melding(
        gemeente=kies("beek", "andere", "sittard_geleen", "stein"),
        gebeurtenis=kies("plotseling", "geknapt", "geleidelijk", "gepland"),
        zonder_hulp=zonder or frozenset({"kan_wachten"}),
        start=kies("ja", "later", "paaz"),
        ontvangst=ontvangst,
        start_op=date.fromordinal(ontvangst.toordinal() + rng.choice((0, 0, 1, 2, 3, -1, -5))),
        ontslag=kies("nee", "onverwacht", "afgesproken", "datum_onbekend", "nog_binnen"),
        kan=frozenset(o for o in ONDERDELEN if rng.random() < 0.08),
        zelfdoding=kies("geen", "beoordeeld", "niet_beoordeeld", "plan"),
        vangnet=kies("nee", "ja", "niet_compleet"),
        contract=rng.choice(("ja", "ja", "ja", "ja", "nee")),
        vorm=rng.choice(("natura", "natura", "natura", "natura", "pgb")),
    )

"""The counting rules of the questionnaire, written down a second time.

Kept apart from the rule files on purpose: the tests compare the two. Levels are 0 (geen) to 3
(zwaar). None of this looks at how the engine works.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

NIVEAUS = ("geen", "licht", "matig", "zwaar")
VIERDELING = ("zelf", "zetje", "erbij", "ander")
ANTWOORDEN: dict[str, tuple[str, ...]] = {
    "dagindeling": VIERDELING,
    "huishouden": VIERDELING,
    "zelfzorg": VIERDELING,
    "besluiten": VIERDELING,
    "begrijpen": ("vlot", "moeilijke_taal", "loopt_mis", "nauwelijks"),
    "aandacht": ("geen", "soms", "vaak", "vrijwel_steeds"),
    "weg_weten": ("geen", "tijd", "soms_personen", "meestal_niet"),
    "gedrag": ("nee", "omgeving", "vakkennis", "letsel"),
    "lichaam": ("nee", "opgevangen", "deels", "geheel"),
    "gevolg": ("redt_zich", "hapert", "achteruit", "houdt_op"),
}
"""The answers per question, from geen to zwaar."""
GELD: tuple[tuple[str, ...], ...] = (
    ("zelf",),
    ("zetje",),
    ("geregeld",),
    ("papieren_vast",),
    ("geld_vast",),
    ("papieren_vast", "geld_vast"),
)


@dataclass(frozen=True, slots=True)
class Geval:
    """The levels of one case, and what was ticked for money and papers."""

    niveau: Mapping[str, int]
    geld: Collection[str] = ("zelf",)

    @property
    def sociale_redzaamheid(self) -> int:
        """The second heaviest part of daily life; at least licht once anything is."""
        n = self.niveau
        gewone_dingen = max(n["huishouden"], n["zelfzorg"])
        delen = [n["dagindeling"], gewone_dingen, n["besluiten"], n["begrijpen"]]
        tweede = sorted(delen)[-2]
        iets = any(delen) or set(self.geld) != {"zelf"}
        return max(tweede, 1 if iets else 0)

    @property
    def domeinen(self) -> list[int]:
        """The four domains without the body, lightest first."""
        n = self.niveau
        return sorted([self.sociale_redzaamheid, n["aandacht"], n["weg_weten"], n["gedrag"]])

    @property
    def gedragen(self) -> int:
        """The highest level that two of heaviest domain, second domain and gevolg reach."""
        drie = [self.domeinen[-1], self.domeinen[-2], self.niveau["gevolg"]]
        return max(m for m in range(4) if sum(d >= m for d in drie) >= 2)

    @property
    def complexiteit(self) -> int:
        """What two of three carry, at least licht with one domain, at least the body."""
        minstens = 1 if self.domeinen[-1] else 0
        return max(self.gedragen, minstens, self.niveau["lichaam"])

    @property
    def is_grensgeval(self) -> bool:
        """Heaviest domain or gevolg differs from the outcome."""
        return {self.domeinen[-1], self.niveau["gevolg"]} != {self.complexiteit}

    @property
    def is_tegenspraak(self) -> bool:
        """Heaviest domain and gevolg are two steps apart or more."""
        return abs(self.domeinen[-1] - self.niveau["gevolg"]) >= 2

    @property
    def alleen_lichamelijk(self) -> bool:
        """The body is heavier than everything else and decides."""
        return self.niveau["lichaam"] > max(self.gedragen, min(1, self.domeinen[-1]))


def inzet(weeklast: Fraction, contactdagen: Fraction, dubbele_dagen: Fraction) -> int:
    """Return the level of the inzet for exact counts."""
    if not weeklast:
        return 0
    if dubbele_dagen >= 5 or contactdagen == 7 or weeklast > 8:
        return 3
    if contactdagen <= 2 and weeklast <= 2:
        return 1
    if contactdagen <= 1 and weeklast <= 4:
        return 1
    return 2

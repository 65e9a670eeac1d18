"""A question as it is copied from paper: by the letters and numbers that stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from starlette.datastructures import FormData

from api.web.antwoordveld import ONBEKEND, Antwoordveld, een

_PAAR = re.compile(r"(\d+)\s*([a-z])")
_TUSSEN = re.compile(r"[\s,;.+]+")


class Papierveld(Antwoordveld):
    """A question with the same marks on paper and on the screen.

    One answer is a list in which its letter is typed. Several answers are their letters, evidence
    is its numbers, and an answer per part is the number of the part with a letter.
    """

    op_papier = True

    @property
    def letters(self) -> dict[str, str]:
        """The answer behind each letter."""
        return dict(zip(ascii_lowercase, self.vraag.vorm.antwoorden or {}, strict=False))

    @property
    def nummers(self) -> dict[str, str]:
        """The evidence behind each number."""
        return {str(n): naam for n, naam in enumerate(self.boek.kop.bewijs, start=1)}

    @property
    def delen(self) -> dict[str, str]:
        """The part behind each number, where an answer is given per part."""
        return {str(n): naam for n, naam in enumerate(self.vraag.vorm.per or {}, start=1)}

    @property
    def keuzes(self) -> list[dict[str, str]]:
        """The answers with their letter in front, and 'nog niet bekend' where that can be said."""
        teksten = {a: t.tekst for a, t in (self.vraag.vorm.antwoorden or {}).items()}
        lijst = [
            {"waarde": naam, "tekst": f"{letter}. {teksten[naam]}"}
            for letter, naam in self.letters.items()
        ]
        if self.kan_onbekend:
            lijst.append({"waarde": ONBEKEND, "tekst": "?. nog niet bekend"})
        return lijst

    def toon(self, inhoud: Any) -> dict[str, list[str]]:
        """Return what stands in each field, also as letters and numbers."""
        velden = super().toon(inhoud)
        per_bewijs, per_antwoord = _om(self.nummers), _om(self.letters)
        velden[self._veld("nummers")] = [
            "".join(per_bewijs[b] for b in velden[f"{self.id}--bewijs"] if b in per_bewijs)
        ]
        if self.soort == "meer":
            gekozen = velden.get(self.id, [])
            velden[self._veld("letters")] = [
                "".join(sorted(per_antwoord[g] for g in gekozen if g in per_antwoord))
            ]
        if self.soort == "per":
            paren = {d: velden.get(f"{self.id}--{naam}", []) for d, naam in self.delen.items()}
            velden[self._veld("paren")] = [
                " ".join(f"{d}{per_antwoord[w]}" for d, ws in paren.items() for w in ws)
            ]
        return velden

    def lees(self, post: FormData, oud: Any) -> tuple[Any, dict[str, str]]:
        """Return the answer to keep and the mistakes by field."""
        erbij: list[tuple[str, str]] = []
        fouten: dict[str, str] = {}
        if self.soort == "meer":
            gekozen, fout = _lees_tekens(een(post, self._veld("letters")), self.letters, "letters")
            erbij += [(self.id, naam) for naam in gekozen]
            fouten |= {self._veld("letters"): fout} if fout else {}
        if self.soort == "per":
            paren, fout = self._lees_paren(een(post, self._veld("paren")))
            erbij += [(f"{self.id}--{deel}", waarde) for deel, waarde in paren.items()]
            fouten |= {self._veld("paren"): fout} if fout else {}
        if self.heeft_bewijs:
            bewijs, fout = _lees_tekens(een(post, self._veld("nummers")), self.nummers, "nummers")
            erbij += [(f"{self.id}--bewijs", naam) for naam in bewijs]
            fouten |= {self._veld("nummers"): fout} if fout else {}
        antwoord, andere = super().lees(FormData([*post.multi_items(), *erbij]), oud)
        if self.soort == "meer" and self.id in andere:
            andere[self._veld("letters")] = andere.pop(self.id)
        return antwoord, {**fouten, **andere}

    def _veld(self, wat: str) -> str:
        return f"{self.id}--{wat}"

    def _lees_paren(self, tekst: str) -> tuple[dict[str, str], str]:
        paren = dict(_PAAR.findall(tekst.lower()))
        rest = _TUSSEN.sub("", _PAAR.sub("", tekst.lower()))
        if (
            rest
            or not set(paren) <= set(self.delen)
            or not set(paren.values()) <= set(self.letters)
        ):
            laatste = list(self.letters)[-1]
            return {}, (
                f"Schrijf een nummer van 1 tot en met {len(self.delen)} met een letter van a tot "
                f"en met {laatste}, bijvoorbeeld 2c."
            )
        return {self.delen[d]: self.letters[w] for d, w in paren.items()}, ""


def _lees_tekens(tekst: str, bekend: Mapping[str, str], wat: str) -> tuple[list[str], str]:
    """Return what each sign stands for, each once, and the mistake when one stands for nothing."""
    tekens = dict.fromkeys(_TUSSEN.sub("", tekst.lower()))
    if not set(tekens) <= set(bekend):
        eerste, *_, laatste = bekend
        return [], f"Schrijf alleen {wat} van {eerste} tot en met {laatste}."
    return [bekend[t] for t in tekens], ""


def _om(paren: Mapping[str, str]) -> dict[str, str]:
    return {waarde: teken for teken, waarde in paren.items()}

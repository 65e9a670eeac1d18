"""The model: the diagrams, the texts and the questions of a rulebook as one JSON document.

A reader in any language evaluates it without the rules; docs/model.md describes the format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from engine.evaluation.beslisdiagram import Beslisdiagram, Gebrek, maak_diagram
from engine.explanation.teksten import met_eenheid
from engine.explanation.waarom import grond_json, is_vertrouwelijk
from engine.rulebook.klassen import NVT, Grootheid
from engine.rulebook.rulebook import (
    ROUTE,
    SIGNAAL,
    Aanduiding,
    Alle,
    Atoom,
    EenVan,
    Grond,
    IsOnbekend,
    Regel,
    Rulebook,
    Uitkomst,
    Voorwaarde,
    Vraag,
    atomen,
)

MODEL_VERSIE = 1
"""Rises when a reader of the version before would read the model wrongly."""

Gegevens = dict[str, Any]

_VRAAGVELDEN = {
    "thema",
    "nummer",
    "soort",
    "vraag",
    "zo_kiest_u",
    "meer_antwoorden",
    "minimum",
    "maximum",
    "geheel",
    "gebruik",
    "veranderbaar",
    "vertrouwelijk",
}
_ROOSTERVELDEN = {"thema", "nummer", "vraag", "zo_kiest_u"}
_TELVELDEN = {"titel", "tel", "met_minstens", "waar", "som"}
_BIJ_ROUTE = {ROUTE, SIGNAAL, "spoed"}
_CRISIS = "crisis"


def maak_model(boek: Rulebook, hash_: str) -> Gegevens:
    """Return the model of a rulebook as plain data; the same rules give the same data.

    Args:
        boek: the rulebook of one period.
        hash_: the hash of the regelwerk it comes from.

    Raises:
        DiagnoseFout: when its diagrams need too many nodes.
    """
    return _Model(boek).document(hash_)


def model_tekst(model: Gegevens) -> str:
    """Return a model as the bytes-for-bytes reproducible text of its file: one line of JSON."""
    return json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


class _Model:
    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.diagram: Beslisdiagram = maak_diagram(boek)
        # What an explanation leaves out for the client hangs on the rules, not on a case.
        self.gronden: dict[Grond, int] = {}
        regels = [r for r in boek.regels if r not in self.diagram.regels_met_onbekend]
        wortels = [*self.diagram.grootheden.values(), *(self.diagram.regels[r] for r in regels)]
        bron = self.diagram.diagrammen
        # Only what the roots use, numbered anew: branches come before the node that has them.
        self.bereikt = bron.bereik(wortels)
        self.nummers = {knoop: nummer for nummer, knoop in enumerate(self.bereikt)}
        bladen = {tak for knoop in self.bereikt for tak in bron.takken[knoop]} | set(wortels)
        self.bladen = sorted((b for b in bladen if b < 0), reverse=True)
        self.nummers |= {blad: -1 - nummer for nummer, blad in enumerate(self.bladen)}

    def document(self, hash_: str) -> Gegevens:
        boek, bron = self.boek, self.diagram.diagrammen
        kop = boek.kop
        model = {
            "versie": MODEL_VERSIE,
            "regelwerk": {
                "naam": kop.regelwerk,
                "titel": kop.titel,
                "versie": kop.versie,
                "hash": hash_,
                "vanaf": boek.vanaf.isoformat(),
                "tot": boek.tot.isoformat() if boek.tot else None,
            },
            "documenten": [{"id": n, "titel": d.titel} for n, d in kop.bronnen.items()],
            "schalen": [{"id": n, "niveaus": list(s)} for n, s in boek.schalen.items()],
            "themas": [{"id": n, "titel": titel} for n, titel in kop.themas.items()],
            "bewijs": [{"id": n, "tekst": tekst} for n, tekst in kop.bewijs.items()],
            "redenen_onbekend": [{"id": n, "tekst": t} for n, t in kop.redenen_onbekend.items()],
            "gesprek": list(boek.gesprek),
            "vragen": [self.vraag(v) for v in boek.vragen.values()],
            "weekrooster": self.weekrooster(),
            "tellingen": [
                {"id": t.id}
                | t.vorm.model_dump(mode="json", include=_TELVELDEN, exclude_none=True)
                | _eenheid(t.vorm.eenheid)
                | self.grond(t.grond)
                for t in boek.tellingen.values()
            ],
            "dagen_tussen": [
                {"id": d.id, "titel": d.titel, "van": d.van, "tot": d.tot}
                | _eenheid("dagen")
                | self.grond(d.grond)
                for d in boek.dagen_tussen.values()
            ],
            "uitkomsten": [self.uitkomst(u) for u in boek.uitkomsten.values()],
            "advies": [u.id for u in boek.uitkomsten.values() if u.advies],
            "advies_bij_route": self.advies_bij_route(),
            "routes": [self.aanduiding(r) for r in boek.routes.values()],
            "signalen": [self.aanduiding(s) for s in boek.signalen.values()],
            "regels": [self.regel(r) for r in boek.regels.values()],
            "grootheden": [self.grootheid(g) for g in boek.grootheden.values()],
            "variabelen": list(self.diagram.variabelen),
            "knopen": [
                [bron.variabelen[k], *(self.nummers[tak] for tak in bron.takken[k])]
                for k in self.bereikt
            ],
            "bladen": [self.blad(bron.waarde(blad)) for blad in self.bladen],
        }
        # Last, for every part above has by then named the source on which it rests.
        return model | {"gronden": [grond_json(grond) for grond in self.gronden]}

    def grond(self, grond: Grond | None) -> Gegevens:
        if grond is None:
            return {}
        return {"grond": self.gronden.setdefault(grond, len(self.gronden))}

    def blad(self, waarde: object) -> object:
        return {"gebrek": sorted(waarde.waarden)} if isinstance(waarde, Gebrek) else waarde

    # Questions

    def vraag(self, vraag: Vraag) -> Gegevens:
        vorm = vraag.vorm
        deel = {"id": vraag.id, **vorm.model_dump(mode="json", include=_VRAAGVELDEN)}
        deel |= _eenheid(vorm.eenheid or "")
        if vraag.alleen_als is not None:
            deel["alleen_als"] = self.voorwaarde(vraag.alleen_als)
        if vorm.antwoorden is not None:
            deel["antwoorden"] = [
                {"id": naam}
                | inhoud.model_dump(mode="json", exclude_defaults=True, exclude={"omdat", "u"})
                for naam, inhoud in vorm.antwoorden.items()
            ]
        if vorm.per is not None:
            deel["per"] = [{"id": naam, "tekst": tekst} for naam, tekst in vorm.per.items()]
        return deel | self.grond(vraag.grond)

    def weekrooster(self) -> Gegevens | None:
        rooster = self.boek.weekrooster
        if rooster is None:
            return None
        deel = rooster.vorm.model_dump(mode="json", include=_ROOSTERVELDEN)
        return {**deel, "kortste_contact": str(rooster.kortste_contact)} | self.grond(rooster.grond)

    def grootheid(self, grootheid: Grootheid) -> Gegevens:
        klassen = grootheid.klassen
        deel: Gegevens = {
            "id": grootheid.id,
            "eigenaar": grootheid.eigenaar,
            "klassen": [k.naam for k in klassen],
            "diagram": self.nummers[self.diagram.grootheden[grootheid.id]],
        }
        if any(k.niveau is not None for k in klassen if k.naam != NVT):
            deel["niveaus"] = [k.niveau or 0 for k in klassen]
        if grootheid.is_getal:
            deel["soort"] = "datum" if grootheid.is_datum else "getal"
            deel["sneden"] = [[str(waarde), kant] for waarde, kant in grootheid.sneden]
        elif grootheid.eigenaar in self.boek.vragen:
            deel["antwoorden"] = list(self.antwoorden(grootheid))
        elif grootheid.eigenaar in self.boek.uitkomsten:
            deel["bijdragen"] = list(self.bijdragen(grootheid))
        return deel

    def antwoorden(self, grootheid: Grootheid) -> Iterator[Gegevens | None]:
        """Yield per class how the answer reads, with its own sentences when it has them."""
        vorm = self.boek.vragen[grootheid.eigenaar].vorm
        onderdeel = grootheid.id.partition(".")[2]
        for klasse in grootheid.klassen:
            if klasse.naam == NVT or (klasse.naam == "nee" and vorm.meer_antwoorden):
                yield None
                continue
            naam = onderdeel if vorm.meer_antwoorden else klasse.naam
            antwoord = (vorm.antwoorden or {}).get(naam)
            tekst = antwoord.tekst if antwoord else naam
            if vorm.per is not None:
                yield {"tekst": f"{vorm.per[onderdeel]}: {tekst}"}
            else:
                eigen = {"omdat": antwoord.omdat, "u": antwoord.u} if antwoord else {}
                yield {"tekst": tekst} | {soort: zin for soort, zin in eigen.items() if zin}

    # What the rules say

    def uitkomst(self, uitkomst: Uitkomst) -> Gegevens:
        deel: Gegevens = {
            "id": uitkomst.id,
            "titel": uitkomst.titel,
            "kies": uitkomst.kies,
            "waarden": [
                {"id": w, "tekst": uitkomst.teksten.get(w, w.replace("_", " "))}
                for w in uitkomst.waarden
            ],
            "vertrouwelijk": is_vertrouwelijk(self.boek, uitkomst.id),
        }
        if uitkomst.kies == "plaats":
            deel |= {"plaats": uitkomst.plaats, "van": list(uitkomst.van)}
        return deel | self.grond(uitkomst.grond)

    def bijdragen(self, grootheid: Grootheid) -> Iterator[Gegevens]:
        """Yield per rule that concludes on an outcome, or on this member of it, what it gives."""
        uitkomst = self.boek.uitkomsten[grootheid.eigenaar]
        lid = grootheid.id.removeprefix(f"{uitkomst.id}.") if uitkomst.kies == "verzamel" else None
        for id_ in uitkomst.regels:
            for conclusie in self.boek.regels[id_].conclusies:
                if conclusie.uitkomst != uitkomst.id or lid not in {None, conclusie.waarde}:
                    continue
                if conclusie.waarde is None:
                    yield {"regel": id_, "niveau_van": conclusie.niveau_van}
                else:
                    klasse = grootheid.nummer("ja" if lid else conclusie.waarde)
                    yield {"regel": id_, "klasse": klasse}

    def advies_bij_route(self) -> Gegevens:
        """Once a route is certain it is the advice; signals of a crisis keep counting."""
        boek = self.boek
        return {
            "uitkomsten": [
                u.id for u in boek.uitkomsten.values() if u.advies and u.id in _BIJ_ROUTE
            ],
            "signalen": [f"{SIGNAAL}.{s.id}" for s in boek.signalen.values() if s.soort == _CRISIS],
        }

    def aanduiding(self, aanduiding: Aanduiding) -> Gegevens:
        return {
            "id": aanduiding.id,
            "titel": aanduiding.titel,
            "soort": aanduiding.soort,
            "u": aanduiding.u,
            "vertrouwelijk": aanduiding.vertrouwelijk,
        } | self.grond(aanduiding.grond)

    def regel(self, regel: Regel) -> Gegevens:
        deel = {
            "id": regel.id,
            "omdat": regel.omdat,
            "u": regel.u,
            "voorwaarde": self.voorwaarde(regel.voorwaarde),
        } | self.grond(regel.grond)
        # A diagram knows nothing of what is unknown, so that such a rule has none.
        onbekend = [a.eigenaar for a in atomen(regel.voorwaarde) if isinstance(a, IsOnbekend)]
        if onbekend:
            return deel | {"onbekend": onbekend}
        return deel | {"diagram": self.nummers[self.diagram.regels[regel.id]]}

    def voorwaarde(self, voorwaarde: Voorwaarde | None) -> Gegevens:
        """A condition as nested data; without one, a conjunction of nothing."""
        if voorwaarde is None:
            return {"alle": []}
        if isinstance(voorwaarde, Atoom):
            goed = self.boek.grootheden[voorwaarde.grootheid].aanvaard(voorwaarde.eis)
            return {"grootheid": voorwaarde.grootheid, "klassen": sorted(goed)}
        if isinstance(voorwaarde, IsOnbekend):
            return {"onbekend": voorwaarde.eigenaar, "grootheden": list(voorwaarde.grootheden)}
        if isinstance(voorwaarde, Alle | EenVan):
            delen = [self.voorwaarde(deel) for deel in voorwaarde.delen]
            return {"alle" if isinstance(voorwaarde, Alle) else "een_van": delen}
        return {"niet": self.voorwaarde(voorwaarde.deel)}


def _eenheid(eenheid: str) -> Gegevens:
    """A unit, and how it reads after the number 1."""
    return {"eenheid": eenheid, "eenheid_bij_een": met_eenheid("1", eenheid).removeprefix("1 ")}

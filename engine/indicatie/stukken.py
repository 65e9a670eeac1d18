"""Draft texts: what a document must at least say, what it says, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.evaluation.kleene import GELDT, GELDT_NIET
from engine.explanation.teksten import antwoordteksten, dag_in_woorden, tekst_van
from engine.indicatie.kosten_json import eerste_dag, kosten_tekst, tarief_tekst
from engine.indicatie.tijd import in_zinnen
from engine.indicatie.voorstel import ARRANGEMENT, RESULTATEN, RICHTING, Voorstel
from engine.rulebook.klassen import NVT
from engine.rulebook.regelwerk import Regelwerk
from engine.rulebook.rulebook import VELDEN, Stuk, Stukdeel

_INVULWOORD = re.compile(r"\{([^{}]*)\}")
_ONTBREEKT = "[nog in te vullen]"


def stukken_json(voorstel: Voorstel, regelwerk: Regelwerk) -> dict[str, Any]:
    """Return every document of the rules as a draft, with what each part still misses."""
    schrijver = _Schrijver(voorstel, regelwerk)
    return {s.id: schrijver.stuk(s) for s in voorstel.spoor.boek.stukken.values()}


def fasen_in_woorden(fasen: Iterable[tuple[date, object]]) -> str:
    """Return phases in words, each with its first day and arrangement."""
    return "; ".join(f"vanaf {dag_in_woorden(van)}: arrangement {a}" for van, a in fasen)


class _Schrijver:
    def __init__(self, voorstel: Voorstel, regelwerk: Regelwerk) -> None:
        self.voorstel = voorstel
        self.regelwerk = regelwerk
        self.spoor = voorstel.spoor

    def stuk(self, stuk: Stuk) -> dict[str, Any]:
        delen = [self.deel(d) for d in stuk.delen if self.hoort_erbij(d)]
        volledig = not any(d["ontbreekt"] for d in delen)
        return {"titel": stuk.titel, "volledig": volledig, "delen": delen}

    def hoort_erbij(self, deel: Stukdeel) -> bool:
        status = self.voorstel.toets(deel.voorwaarde)
        return status == GELDT or status != GELDT_NIET

    def deel(self, deel: Stukdeel) -> dict[str, Any]:
        vorm = deel.vorm
        return {
            "id": deel.id,
            "titel": vorm.titel,
            "ontbreekt": [n for n in vorm.nodig if self.waarde(n, client=False) is None],
            "tekst": self.vul_in(vorm.tekst, client=False),
            "u": self.vul_in(vorm.u or "", client=True),
        }

    def vul_in(self, tekst: str, *, client: bool) -> str:
        def waarde(gevonden: re.Match[str]) -> str:
            return self.waarde(gevonden.group(1), client=client) or _ONTBREEKT

        return _INVULWOORD.sub(waarde, tekst)

    def waarde(self, naam: str, *, client: bool) -> str | None:
        """Return a name's value in words, or None while it is not known."""
        boek = self.spoor.boek
        if naam in VELDEN:
            return self.veld(naam)
        if naam in boek.parameters:
            return self.parameter(naam)
        if naam in boek.vragen:
            return self.antwoord(naam, client=client)
        return self.uitkomst(naam, client=client) if naam in boek.uitkomsten else None

    def antwoord(self, naam: str, *, client: bool) -> str | None:
        """Return an answer in words; free text as it was written, nothing private to a client."""
        vorm = self.spoor.boek.vragen[naam].vorm
        if client and vorm.vertrouwelijk:
            return None
        gegeven = self.voorstel.intake.antwoorden.get(naam)
        if vorm.soort == "tekst":
            return gegeven.tekst if gegeven else None
        if naam == RICHTING and vorm.per is not None:
            return self.richting(client=client)
        return ", ".join(antwoordteksten(self.spoor, naam)) or None

    def richting(self, *, client: bool) -> str | None:
        """Return every goal that was given, or None while one of the results has none."""
        vraag = self.spoor.boek.vragen[RICHTING].vorm
        delen = []
        for resultaat, waarvan in (vraag.per or {}).items():
            gekozen = self.spoor.feiten.get(f"{RICHTING}.{resultaat}")
            antwoord = (vraag.antwoorden or {}).get(str(gekozen))
            if antwoord is None:
                if resultaat in self.voorstel.resultaten:
                    return None
            elif client:
                delen.append(f"{waarvan[:1].upper()}{waarvan[1:]}: {antwoord.u or antwoord.tekst}")
            else:
                delen.append(f"{waarvan}: {antwoord.tekst}")
        return (" " if client else ", ").join(delen) or None

    def parameter(self, naam: str) -> str | None:
        """Return a parameter on the first day of the support, with its unit."""
        parameter = self.spoor.boek.parameters[naam]
        waarde = parameter.op(eerste_dag(self.voorstel))
        return f"{waarde.waarde} {parameter.eenheid}".replace(".", ",") if waarde else None

    def uitkomst(self, naam: str, *, client: bool) -> str | None:
        """Return an outcome in words; all that belongs to it when it collects."""
        spoor = self.spoor
        uitkomst = spoor.boek.uitkomsten[naam]
        if naam == RESULTATEN:
            waarden = list(self.voorstel.resultaten)
        elif uitkomst.kies == "verzamel":
            waarden = list(spoor.leden(naam))
        else:
            waarden = [w for w in (spoor.waarde(naam),) if w is not None and w != NVT]
        teksten = (
            (uitkomst.teksten_u.get(w) if client else None) or tekst_van(spoor, naam, w)
            for w in waarden
        )
        return "; ".join(teksten) or None

    def veld(self, naam: str) -> str | None:
        """Return a field of the intake or voorstel in words."""
        voorstel = self.voorstel
        vorm = voorstel.intake.vorm
        if naam in {"ingangsdatum", "einddatum"}:
            dag = vorm.ingangsdatum if naam == "ingangsdatum" else vorm.einddatum
            return dag_in_woorden(dag) if dag else None
        if naam in {"weekrooster", "tijd"}:
            return "; ".join(in_zinnen(vorm.weekrooster or [])) or None
        if naam == "fasen":
            bekend = [(f.van, f.spoor.waarde(ARRANGEMENT)) for f in voorstel.fasen]
            return None if any(a is None for _, a in bekend) else fasen_in_woorden(bekend) or None
        maak = tarief_tekst if naam == "tarief" else kosten_tekst
        return maak(voorstel, self.regelwerk)

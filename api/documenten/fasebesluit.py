"""What was decided for each phase, where the rules write a part from what was proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from api.documenten.basis import Basis
from api.documenten.gegevens import TOESLAG
from api.documenten.rooster import dag
from api.documenten.vorm import Alinea, Blok, Deel, Lijst
from api.opslag.keuze import Fasekeuze
from engine.explanation.teksten import opsomming
from engine.indicatie.stukken import fasen_in_woorden
from engine.indicatie.voorstel import ARRANGEMENT, VERVOER
from engine.rulebook.rulebook import Rulebook


def besloten_fasen(basis: Basis) -> tuple[Fasekeuze, ...]:
    """Return the phases that were decided on; none without a besluit or without phases."""
    besluit = basis.gegevens.besluit
    return besluit.fasen if besluit is not None else ()


def fasenlijst(basis: Basis) -> Lijst:
    """Return the decided phases with their days, arrangement and surcharge, as a list."""
    besluit = basis.gegevens.besluit
    perioden = besluit.perioden if besluit is not None else ()
    return Lijst(
        tuple(
            f"Fase {fase.nummer}, van {dag(fase.vanaf)} tot en met {dag(tot)}: "
            f"arrangement {fase.arrangement}{_met_toeslag(basis.boek, fase.vervoer)}."
            for fase, tot in perioden
        )
    )


def afwijkende_fasen(basis: Basis) -> list[str]:
    """Return where a decided phase has another arrangement or first day than was proposed."""
    besloten = {f.nummer: (str(f.arrangement), f.vanaf) for f in besloten_fasen(basis)}
    return [
        f"Fase {f.nummer}: arrangement {arrangement} vanaf {dag(f.van)}."
        for f in basis.gegevens.voorstel.fasen
        for arrangement in [f.spoor.waarde(ARRANGEMENT)]
        if arrangement is not None and besloten.get(f.nummer) != (arrangement, f.van)
    ]


def met_fasen(basis: Basis, deel: Deel) -> Deel:
    """Return a part of the rules with the phases as they were decided."""
    maak = _DELEN.get(deel.id)
    return maak(basis, deel) if maak is not None and besloten_fasen(basis) else deel


def _fasen(basis: Basis, deel: Deel) -> Deel:
    """The part on the phases: the rules write in it what the program comes to."""
    berekend = [(f.van, f.spoor.waarde(ARRANGEMENT)) for f in basis.voorstel.fasen]
    if any(arrangement is None for _, arrangement in berekend):
        return replace(deel, blokken=(fasenlijst(basis),))
    besloten = [(f.vanaf, f.arrangement) for f in besloten_fasen(basis)]
    return _vervang(deel, fasen_in_woorden(berekend), fasen_in_woorden(besloten))


def _vervoer(basis: Basis, deel: Deel) -> Deel:
    """The part on transport: in which phase there is which surcharge."""
    met: dict[str, list[str]] = {}
    for fase in besloten_fasen(basis):
        if fase.vervoer:
            met.setdefault(fase.vervoer, []).append(f"fase {fase.nummer}")
    gekozen = "; ".join(
        f"{_toeslag(basis.boek, code)} in {opsomming(fasen, 'en')}" for code, fasen in met.items()
    )
    return _vervang(deel, basis.antwoord(TOESLAG), gekozen) if gekozen else deel


def _toeslag(boek: Rulebook, code: str) -> str:
    return f"{boek.uitkomsten[VERVOER].teksten.get(code, 'toeslag')} ({code})"


def _met_toeslag(boek: Rulebook, code: str | None) -> str:
    return f", met {_toeslag(boek, code)}" if code else ""


def _vervang(deel: Deel, oud: str, nieuw: str) -> Deel:
    def blokken() -> Iterator[Blok]:
        for blok in deel.blokken:
            yield Alinea(blok.tekst.replace(oud, nieuw)) if isinstance(blok, Alinea) else blok

    return replace(deel, blokken=tuple(blokken()))


_DELEN: dict[str, Callable[[Basis, Deel], Deel]] = {"fasen": _fasen, VERVOER: _vervoer}

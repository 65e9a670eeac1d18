"""The proofs on a rulebook, over its whole input space: see each property in its own module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from engine.evaluation.beslisdiagram import maak_diagram
from engine.proof.bewijs.bereikbaar import Bereikbaar
from engine.proof.bewijs.delen import Bevinding, Deelbewijs, Zaak
from engine.proof.bewijs.monotoon import monotone_uitkomsten, monotoon, zonder_volgorde
from engine.proof.bewijs.ruimte import Rooster, Ruimte
from engine.proof.bewijs.volledig import volledig, wortels
from engine.rulebook.rulebook import Rulebook


def bewijs(boek: Rulebook, roosters: Iterable[Rooster]) -> tuple[Deelbewijs, ...]:
    """Prove the rules of one period; what is wrong is in `bevindingen`.

    A phase is judged by the same rules with counts of its own, so that what holds for all
    counts holds in each phase.

    Args:
        boek: the rules.
        roosters: the combinations of classes of the counts, in the order of the rulebook, for
            which a weekrooster exists.

    Raises:
        DiagnoseFout: when the rules hang together too much to be examined.
    """
    zaak = Zaak(Ruimte(maak_diagram(boek), roosters))
    bereikbaar = Bereikbaar(zaak)
    uniek = [u.id for u in boek.uitkomsten.values() if u.kies == "uniek"]
    monotone = monotone_uitkomsten(zaak)
    zonder = dict.fromkeys(v for u in monotone for v in zonder_volgorde(zaak, u))
    los = f" Zonder volgorde, dus niet bekeken: {', '.join(zonder)}." if zonder else ""
    return (
        _deel(
            "volledig en eenduidig",
            "Elke volledige intake geeft precies een waarde, of een route waar die voor gaat: "
            f"{', '.join(uniek) or 'geen'}.",
            zaak,
            wortels(zaak),
            lambda: volledig(zaak),
        ),
        _deel(
            "bereikbaar",
            f"Elk van {bereikbaar.aantal} regels, cellen, waarden en vragen kan voorkomen.",
            zaak,
            bereikbaar.wortels(),
            bereikbaar.bevindingen,
        ),
        _deel(
            "monotoon",
            "Een zwaarder antwoord of meer hulp maakt niets lichter: "
            f"{', '.join(u.id for u in monotone) or 'geen'}.{los}",
            zaak,
            [zaak.model.grootheden[u.id] for u in monotone],
            lambda: monotoon(zaak),
        ),
    )


def _deel(
    naam: str,
    bewezen: str,
    zaak: Zaak,
    wortels: list[int],
    vind: Callable[[], Iterator[Bevinding]],
) -> Deelbewijs:
    begin = perf_counter()
    bevindingen = tuple(vind())
    combinaties = zaak.ruimte.aantal(zaak.ruimte.steun(*wortels))
    return Deelbewijs(naam, bewezen, combinaties, perf_counter() - begin, bevindingen)

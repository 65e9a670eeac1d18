"""Twijfel: what makes an outcome less sure than it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.evaluation.spoor import Spoor
from engine.evaluation.stand import Stand, stand_van
from engine.evaluation.veranderingen import Veranderingen
from engine.explanation.teksten import antwoordteksten, is_client, opsomming, tekst_van
from engine.explanation.waarom import Schakel, Uitleg
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import Feiten, Grond

TWIJFEL = "twijfel"


@dataclass(frozen=True, slots=True)
class Lezing:
    """Another reading of one answer: of who doubted, or of another who was asked.

    `wie` is a role, empty for the consulent's own doubt.
    """

    vraag: str
    feiten: Feiten
    wie: str = ""


def een_antwoord(
    spoor: Spoor, uitkomst: str, stand: Stand, uitleg: Uitleg | None = None
) -> Schakel | None:
    """Tell when the level of an outcome hangs on single answers.

    That is so when one answer a step lighter certainly makes the outcome lighter while all others
    stay. Nothing is said while another aspect, not yet answered, can be as heavy.

    Args:
        spoor: the trace of the case.
        uitkomst: an outcome on a scale.
        stand: where the case stands.
        uitleg: the maker of links of this case, which goes on with those it has made.
    """
    if not spoor.is_vast(uitkomst):
        return None
    nu = spoor.boek.uitkomsten[uitkomst].waarden.index(spoor.waarde(uitkomst) or "")
    dragend: dict[str, int] = {}
    for stap, dan in Veranderingen(stand).per_vraag(uitkomst):
        ((id_, klasse), *meer) = stap.klassen.items()
        eigen = spoor.boek.grootheden[id_]
        if meer or spoor.boek.vragen[stap.vraag].schaal is None:
            continue
        stap_lichter = (eigen.klassen[klasse].niveau or 0) == _niveau(spoor, id_) - 1
        hoogste = max(dan.mogelijk(uitkomst))
        if stap_lichter and hoogste < nu:
            dragend[stap.vraag] = hoogste
    if not dragend:
        return None
    return _hangt_aan(uitleg or Uitleg(spoor), uitkomst, dragend)


def _niveau(spoor: Spoor, id_: str) -> int:
    grootheid = spoor.boek.grootheden[id_]
    return grootheid.klassen[grootheid.nummer(spoor.namen(id_)[0])].niveau or 0


def _hangt_aan(uitleg: Uitleg, uitkomst: str, dragend: dict[str, int]) -> Schakel:
    spoor = uitleg.spoor
    inhoud = spoor.boek.uitkomsten[uitkomst]
    nu = inhoud.waarden.index(spoor.waarde(uitkomst) or "")
    naar = opsomming([inhoud.waarden[n] for n in sorted(set(dragend.values()), reverse=True)])
    onder = tuple(uitleg.eigenaar(vraag) for vraag in dragend)
    waaraan = "één antwoord" if len(dragend) == 1 else f"elk van deze {len(dragend)} antwoorden"
    titel = inhoud.titel.lower()
    omdat = (
        f"De uitkomst {titel} {inhoud.waarden[nu]} hangt aan {waaraan}. "
        f"Is {'het' if len(dragend) == 1 else 'een ervan'} een stap lichter, "
        f"dan wordt het {naar}."
    )
    u = f"Dat de {titel} {inhoud.waarden[nu]} is, hangt af van {waaraan}. Klopt het zo?"
    u = u if all(s.u for s in onder) else ""
    return Schakel(TWIJFEL, f"een_antwoord.{uitkomst}", omdat, u, inhoud.grond, onder)


def andere_lezing(spoor: Spoor, lezing: Lezing, uitkomst: str) -> Schakel:
    """Tell what an outcome would be with another reading of one answer."""
    vraag = spoor.boek.vragen[lezing.vraag].vorm
    # Only what the outcome can then be is looked up; the rest of the trace is not asked for.
    anders = replace(spoor, feiten={**spoor.feiten, **lezing.feiten})
    dan = spoor.boek.grootheden[uitkomst].klassen
    mogelijk = [dan[n].naam for n in sorted(stand_van(anders).mogelijk(uitkomst))]
    gegeven = ", ".join(antwoordteksten(spoor, lezing.vraag)) or "nog niet bekend"
    ander = ", ".join(antwoordteksten(anders, lezing.vraag))
    twijfel = "Er is getwijfeld; het kan ook zijn"
    if lezing.wie:
        twijfel = "De cliënt zegt" if is_client(lezing.wie) else f"Een ander ({lezing.wie}) zegt"
    gevolg = _gevolg(spoor, mogelijk, uitkomst)
    omdat = f"{vraag.vraag} Antwoord: {gegeven}. {twijfel}: {ander}. {gevolg}"
    u = ""
    if not lezing.wie and not vraag.vertrouwelijk:
        u = f"{vraag.vraag} Uw antwoord: {gegeven}. Het kan ook zijn: {ander}. {gevolg}"
    return Schakel(TWIJFEL, f"lezing.{lezing.vraag}", omdat, u)


def _gevolg(spoor: Spoor, dan: Sequence[str], uitkomst: str) -> str:
    titel = spoor.boek.uitkomsten[uitkomst].titel.lower()
    if list(spoor.namen(uitkomst)) == list(dan):
        return f"Voor het {titel} maakt dat niets uit."
    mogelijk = [tekst_van(spoor, uitkomst, naam) for naam in dan if naam != NVT]
    if not mogelijk:
        return f"Dan volgt er geen {titel}."
    return f"Dan wordt het {titel} {opsomming(mogelijk)}."


def onbevestigd(spoor: Spoor, gronden: Iterable[Grond]) -> Iterator[Schakel]:
    """Tell on how many unconfirmed choices of middle or low certainty an explanation rests."""
    keuzes = {
        g.interpretatie.keuze: g.interpretatie
        for g in gronden
        if g.interpretatie is not None
        and g.interpretatie.zekerheid != "hoog"
        and g.interpretatie.bevestigd is None
    }
    if keuzes:
        aantal, laag = len(keuzes), sum(k.zekerheid == "laag" for k in keuzes.values())
        wat = "1 keuze" if aantal == 1 else f"{aantal} keuzes"
        hoeveel = f", waarvan {laag} met lage zekerheid" if laag else ""
        yield Schakel(
            TWIJFEL,
            "onbevestigd",
            f"Dit voorstel rust op {wat} die niet letterlijk in de bron "
            f"{'staat' if aantal == 1 else 'staan'} en die de gemeente nog niet heeft "
            f"bevestigd{hoeveel}.",
            "Sommige regels zijn niet helemaal duidelijk. Wij hebben daarin keuzes gemaakt die de "
            "gemeente nog moet bevestigen.",
        )

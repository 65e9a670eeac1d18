"""What the proofs say of our own rules, and of random rules that can be counted out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from time import process_time

import pytest

from engine.evaluation.beslisdiagram import maak_diagram
from engine.proof.bewijs.bereikbaar import Bereikbaar
from engine.proof.bewijs.bewijs import bewijs
from engine.proof.bewijs.delen import Zaak
from engine.proof.bewijs.monotoon import Monotoon, monotone_uitkomsten
from engine.proof.bewijs.ruimte import Ruimte
from engine.proof.bewijs.volledig import volledig
from engine.rulebook.diagnose import DiagnoseFout
from engine.rulebook.klassen import NVT
from engine.rulebook.rulebook import Rulebook
from tests.proof.planten import alle_klassen, roosters_van
from tests.referentie.evaluator import Referentie, vraagt_onbekend
from tests.referentie.gevallen import onze_regels, toeval
from tests.referentie.regelwerken import Maat, maak_regelwerk

REGELWERKEN = 60
MEESTE = 3_000


def test_our_own_rules_are_proven() -> None:
    """No gap, no overlap, nothing dead and nothing that a heavier answer lightens."""
    boek = onze_regels()
    delen = bewijs(boek, roosters_van(boek))
    assert [d.naam for d in delen] == ["volledig en eenduidig", "bereikbaar", "monotoon"]
    assert [b.diagnose.melding for d in delen for b in d.bevindingen] == []
    assert all(d.combinaties > 1_000_000 for d in delen)


def test_all_proofs_on_our_own_rules_take_less_than_five_seconds() -> None:
    """From a linked rulebook, with the diagrams and the weekroosters found before."""
    boek = onze_regels()
    roosters = roosters_van(boek)
    begin = process_time()
    bewijs(boek, roosters)
    assert process_time() - begin < 5


def test_the_proof_looks_at_the_outcomes_that_matter() -> None:
    """Arrangement and domains are in it, and complexiteit is proven over every answer."""
    boek = onze_regels()
    zaak = Zaak(Ruimte(maak_diagram(boek), roosters_van(boek)))
    assert {"sociale_redzaamheid", "complexiteit"} <= {u.id for u in monotone_uitkomsten(zaak)}
    assert "arrangement" in zaak.gebrek


def test_the_number_of_combinations_is_the_number_of_intakes() -> None:
    """Four answers, at least one of three that may stand together, and two that never do."""
    boek = onze_regels()
    ruimte = Ruimte(maak_diagram(boek), roosters_van(boek))
    vraag = [ruimte.nummer[g] for g in boek.vragen["zonder_hulp"].grootheden]
    assert ruimte.aantal(vraag) == 2**3 - 1 + 1  # some of three, or only that it can wait
    assert ruimte.aantal([ruimte.nummer["weeklast"]]) == len(ruimte.roosters)
    assert ruimte.aantal([ruimte.nummer["besluiten"], *vraag]) == 4 * 8


# Random rules


def willekeurig(nummer: int, map_: Path) -> Rulebook | None:
    """Return a small random rulebook without counts or numbers of days; None when refused."""
    rng = toeval("bewijs", nummer)
    maat = Maat(vragen=(2, 6), klassen=3, grenzen=2, datums=1, lek=0.6)
    try:
        boek = maak_regelwerk(rng, map_ / str(nummer), maat).boeken[0]
    except DiagnoseFout:
        return None
    aantal = prod(
        len(boek.grootheden[g].klassen) for v in boek.vragen.values() for g in v.grootheden
    )
    return None if boek.tellingen or aantal > MEESTE else boek


@dataclass
class Opsomming:
    """What counting out every intake of a rulebook gives."""

    stuk: set[str] = field(default_factory=set)
    """The outcomes that some intake leaves without a single value."""
    gezien: set[str] = field(default_factory=set)
    """The values that occur, as `uitkomst=waarde`."""
    geldend: set[str] = field(default_factory=set)
    """The rules that hold in some intake while what they conclude on is relevant."""
    uitslagen: dict[frozenset[tuple[str, str]], dict[str, str]] = field(default_factory=dict)
    """Per combination of classes the class of every grootheid."""


def som_op(ruimte: Ruimte) -> Opsomming:
    boek = ruimte.boek
    referentie = Referentie(boek)
    som = Opsomming()
    for klassen in alle_klassen(boek):
        keuze = {
            ruimte.nummer[id_]: boek.grootheden[id_].nummer(naam) for id_, naam in klassen.items()
        }
        if ruimte.met(ruimte.mag(keuze), keuze) == ruimte.nee:
            continue  # a class that holds no number that may be given
        feiten = ruimte.feiten(ruimte.geval(keuze))
        stuk = referentie.fouten(feiten)
        som.stuk |= stuk
        if stuk:
            continue
        uitslag = referentie.evalueer(feiten)
        een = {naam: next(iter(mogelijk)) for naam, mogelijk in uitslag.mogelijk.items()}
        som.uitslagen[frozenset(klassen.items())] = een
        som.gezien |= {f"{naam}={klasse}" for naam, klasse in een.items()}
        for id_, status in uitslag.status.items():
            eigen = [g for c in boek.regels[id_].conclusies for g in boek.van_eigenaar[c.uitkomst]]
            if status == "geldt" and any(een[g.id] != NVT for g in eigen):
                som.geldend.add(id_)
    return som


def willekeurige(deel: int, map_: Path) -> Iterator[Zaak]:
    """Yield small random rulebooks under proof."""
    gevonden = 0
    for nummer in range(deel * REGELWERKEN, (deel + 1) * REGELWERKEN):
        boek = willekeurig(nummer, map_)
        if boek is not None:
            gevonden += 1
            yield Zaak(Ruimte(maak_diagram(boek), ()))
    assert gevonden >= 10


@pytest.mark.parametrize("deel", range(3))
def test_the_proofs_find_exactly_what_counting_out_finds(deel: int, tmp_path: Path) -> None:
    """Gaps and overlaps, rules that never hold and values that never occur: all and no others."""
    gaten = doden = 0
    for zaak in willekeurige(deel, tmp_path):
        boek, ruimte = zaak.boek, zaak.ruimte
        som = som_op(ruimte)
        stuk = {
            b.diagnose.melding.split("'")[1]
            for b in volledig(zaak)
            if "geen route" not in b.diagnose.melding and "zowel" not in b.diagnose.melding
        }
        # What rests on a gap is not looked at where that gap is.
        assert stuk <= som.stuk
        assert bool(stuk) == bool(som.stuk)
        gaten += len(stuk)
        if som.stuk:
            continue
        bereikbaar = Bereikbaar(zaak)
        vragend, gevolg = vraagt_onbekend(boek)
        for id_, diagram in bereikbaar.bereikt.items():
            if id_ not in vragend:
                assert (ruimte.bestaat(diagram) != ruimte.nee) == (id_ in som.geldend), id_
                doden += id_ not in som.geldend
        for uitkomst, waarden in bereikbaar.waarden.items():
            for waarde, iets in waarden.items():
                lid = f"{uitkomst}.{waarde}"
                if not {uitkomst, lid} & gevolg:
                    komt_voor = bool({f"{uitkomst}={waarde}", f"{lid}=ja"} & som.gezien)
                    assert (ruimte.bestaat(iets.diagram) != ruimte.nee) == komt_voor, lid
    assert gaten and doden


@pytest.mark.parametrize("deel", range(3))
def test_lightening_is_found_exactly_where_counting_out_finds_it(deel: int, tmp_path: Path) -> None:
    """Of every outcome on a scale, whether a heavier answer lightens it, and on which question."""
    gezien = set()
    for zaak in willekeurige(deel, tmp_path):
        boek = zaak.boek
        som = som_op(zaak.ruimte)
        if som.stuk:
            continue
        for uitkomst in boek.uitkomsten.values():
            if uitkomst.kies not in {"hoogste", "plaats"} or uitkomst.id in {"route", "signaal"}:
                continue
            if uitkomst.id in vraagt_onbekend(boek)[1]:
                continue
            bevindingen = list(Monotoon(zaak, uitkomst).bevindingen())
            gemeld = {b.diagnose.melding.split("'")[1] for b in bevindingen}
            assert gemeld == lichter(zaak, uitkomst.id, som)
            assert all(len(b.gevallen) == 2 for b in bevindingen)
            gezien.add(bool(gemeld))
    assert gezien == {True, False}


def test_an_example_has_as_few_answers_past_the_first_as_can_be(tmp_path: Path) -> None:
    """Of all intakes with a gap or an overlap none is nearer to the first answers."""
    aantallen = set()
    for zaak in willekeurige(0, tmp_path):
        boek, ruimte = zaak.boek, zaak.ruimte
        for diagram in zaak.gebrek.values():
            keuze = ruimte.kleinste_bestaande(diagram)
            if keuze is None:
                continue
            vol = ruimte.mag(range(len(ruimte.nummer)))
            andere = (
                {ruimte.nummer[id_]: boek.grootheden[id_].nummer(n) for id_, n in klassen.items()}
                for klassen in alle_klassen(boek)
            )
            ver = [
                afstand(zaak, ander)
                for ander in andere
                if ruimte.met(ruimte.en(diagram, vol), ander) == ruimte.ja
            ]
            assert afstand(zaak, keuze) == min(ver)
            aantallen.add(min(ver))
    assert len(aantallen) > 1


def afstand(zaak: Zaak, keuze: dict[int, int]) -> int:
    """Return how many answers are not the first; some answer of a list must be ticked."""
    ver = 0
    for variabele, klasse in keuze.items():
        id_ = zaak.model.variabelen[variabele]
        vraag = zaak.boek.vragen[zaak.model.vragen[variabele]]
        eerste_van_lijst = vraag.vorm.meer_antwoorden and vraag.grootheden[0] == id_
        ver += klasse > 0 and not eerste_van_lijst
    return ver


def lichter(zaak: Zaak, uitkomst: str, som: Opsomming) -> set[str]:
    """Return the questions of which a next heavier answer lightens an outcome in some intake."""
    boek = zaak.boek
    eigen = boek.grootheden[uitkomst]
    gevonden = set()
    for klassen, uitslag in som.uitslagen.items():
        for id_, naam in klassen:
            grootheid = boek.grootheden[id_]
            vraag = boek.vragen[grootheid.eigenaar]
            if vraag.schaal is None or vraag.vorm.meer_antwoorden:
                continue
            niveaus = sorted({k.niveau or 0 for k in grootheid.klassen if k.naam != NVT})
            niveau = grootheid.klassen[grootheid.nummer(naam)].niveau or 0
            hoger = niveaus[niveaus.index(niveau) + 1 :][:1]
            for klasse in grootheid.klassen:
                if klasse.naam != NVT and klasse.niveau in hoger:
                    ander = som.uitslagen[klassen - {(id_, naam)} | {(id_, klasse.naam)}]
                    voor, na = (
                        -1 if u[uitkomst] == NVT else eigen.nummer(u[uitkomst])
                        for u in (uitslag, ander)
                    )
                    if na < voor:
                        gevonden.add(id_)
    return gevonden

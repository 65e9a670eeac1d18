"""On what a document rests: the answers with their evidence, the reasons and the computing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from api.documenten.basis import Basis
from api.documenten.vorm import Alinea, Blok, Lijst, Tabel
from engine.explanation.teksten import (
    antwoordteksten,
    dag_in_woorden,
    gegeven_antwoorden,
    is_client,
)
from engine.explanation.waarom import op_regels
from engine.indicatie.uitleg import leg_uit
from engine.indicatie.voorstel import ARRANGEMENT, SPOED
from engine.rulebook.rulebook import Bron

_BEWIJS_U = {
    "gezien": "wij zagen het zelf",
    "client": "u vertelde het",
    "naaste": "een naaste vertelde het",
    "inschatting": "de consulent schatte dit in",
}
"""Evidence as the client reads it; what is not here reads the same for both."""
_DATUM = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_IN_DE_UITLEG = {"regel", "antwoord", "telling"}


def dragende_antwoorden(basis: Basis) -> tuple[str, ...]:
    """Return the questions whose answer carries the outcome, in the order of the gesprek."""
    gevonden = {
        s.id
        for keten in basis.voorstel.waarom()
        if keten.id in {ARRANGEMENT, SPOED} or keten.soort == "signaal" or keten.id == "route"
        for s in keten.alle()
        if s.soort == "antwoord"
    }
    gegeven = basis.voorstel.intake.antwoorden
    return tuple(v.id for v in basis.boek.gespreksvolgorde if v.id in gevonden and v.id in gegeven)


def antwoordtabel(
    basis: Basis, titel: str, vragen: tuple[str, ...], *, dragend: bool = True
) -> Iterator[Tabel]:
    """Yield the answers with what shows them, who said so, when, and what else was said.

    To the client: nothing confidential, and of what others said only whose word it was.

    Args:
        basis: the facts.
        titel: the title of the table.
        vragen: the questions, in order.
        dragend: whether the outcome rests on them; then what is lacking beside them is said.
    """
    rijen = [_rij(basis, v) for v in vragen if not (basis.client and basis.is_vertrouwelijk(v))]
    if rijen and dragend and not basis.client:
        kop = ("Vraag en antwoord", "Waaruit het blijkt", "Wie en wanneer", "Ook gezegd")
        vol = ((zin, b or "niet opgeschreven", ", ".join(w), ook) for zin, b, w, ook in rijen)
        yield Tabel(titel, kop, tuple(vol))
    elif rijen:
        leeg = "uit het gesprek of de melding" if basis.client else ""
        kort = ((zin, "; ".join(d for d in (b, *w, ook) if d) or leeg) for zin, b, w, ook in rijen)
        links, rechts = "Wat wij opschreven", "Hoe wij dat weten"
        yield Tabel(titel, (basis.zeg("Vraag en antwoord", links), rechts), tuple(kort))


def _rij(basis: Basis, vraag: str) -> tuple[str, str, tuple[str, ...], str]:
    """Return an answer: as a sentence, what shows it, who and when, and what else was said."""
    gegeven = basis.voorstel.intake.antwoorden[vraag]
    inhoud, bewijzen = gegeven.inhoud, basis.boek.kop.bewijs
    blijkt = "; ".join(
        (_BEWIJS_U.get(b) if basis.client else None) or bewijzen.get(b, b)
        for b in (inhoud.blijkt_uit if inhoud else [])
    )
    zegger = _rol(basis, inhoud.wie_zegt or "") if inhoud else ""
    if basis.client:
        # What shows it already says whose word it is.
        zegger = f"gezegd door {zegger}" if zegger and not blijkt else ""
    dag = dag_in_woorden(inhoud.datum) if inhoud and inhoud.datum else ""
    zin = _DATUM.sub(_dag_voluit, _zin(basis, vraag))
    return zin, blijkt, tuple(d for d in (zegger, dag) if d), _ook_gezegd(basis, vraag)


def _dag_voluit(gevonden: re.Match[str]) -> str:
    return dag_in_woorden(date.fromisoformat(gevonden.group()))


def _zin(basis: Basis, vraag: str) -> str:
    """Return the answer as a sentence for its reader, marked when it is confidential."""
    gegeven = basis.voorstel.intake.antwoorden[vraag]
    if gegeven.onbekend is not None:
        vorm = basis.boek.vragen[vraag].vorm
        reden = basis.boek.kop.redenen_onbekend.get(gegeven.onbekend, gegeven.onbekend)
        return basis.zeg(f"{vorm.vraag} Nog onbekend: {reden}.", f"{vorm.vraag} Nog onbekend.")
    schakel = basis.voorstel.uitleg.antwoord(vraag)
    if basis.client:
        return basis.in_u(schakel.u)
    tekst = f"{basis.boek.vragen[vraag].vorm.vraag} {gegeven.tekst}"
    merk = " (vertrouwelijk)" if basis.is_vertrouwelijk(vraag) else ""
    return (tekst if gegeven.tekst else schakel.omdat) + merk


def _ook_gezegd(basis: Basis, vraag: str) -> str:
    delen = []
    for lezing in basis.voorstel.intake.antwoorden[vraag].lezingen:
        zelf = not lezing.wie or is_client(lezing.wie)
        if basis.client and not zelf:
            continue
        ander = ", ".join(
            antwoordteksten(replace(basis.voorstel.spoor, feiten=lezing.feiten), vraag)
        )
        wie = _rol(basis, lezing.wie) if lezing.wie else "twijfel"
        u = f"u zei zelf: {ander}" if lezing.wie else f"wij twijfelden; misschien: {ander}"
        delen.append(basis.zeg(f"{wie}: {ander}", u))
    return "; ".join(delen)


def _rol(basis: Basis, wie: str) -> str:
    return basis.zeg("de cliënt", "u zelf") if is_client(wie) else wie


def overige_antwoorden(basis: Basis, dragend: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other answers that were given, in the order of the gesprek.

    The client reads those that have a sentence in "u".
    """
    return tuple(
        v.id
        for v in basis.boek.gespreksvolgorde
        if v.id in basis.voorstel.intake.antwoorden
        and v.id not in dragend
        and not basis.voorstel.is_nvt(v.id)
        and (not basis.client or _heeft_eigen_zin(basis, v.id))
    )


def _heeft_eigen_zin(basis: Basis, vraag: str) -> bool:
    gegeven = gegeven_antwoorden(basis.voorstel.spoor, vraag)
    return not basis.is_vertrouwelijk(vraag) and bool(gegeven) and all(a.u for a in gegeven)


def redenen(basis: Basis, uitkomst: str) -> Iterator[Lijst]:
    """Yield why an outcome is what it is: the rules, answers and counts that carry it."""
    keten = basis.voorstel.uitleg.eigenaar(uitkomst)
    hoofd = keten.grond.bron.document if keten.grond else ""
    zinnen = [
        r.zin
        + (
            _bron(basis, r.schakel.grond.bron, hoofd)
            if r.schakel.grond and r.schakel.soort == "regel" and not basis.client
            else ""
        )
        for r in op_regels([keten], client=basis.client)
        if r.schakel.soort in _IN_DE_UITLEG
    ]
    if zinnen:
        yield Lijst(tuple(dict.fromkeys(zinnen)))


def andere_uitkomsten(basis: Basis) -> Iterator[Lijst]:
    """Yield why no neighbouring arrangement: the alternatives that were looked at."""
    zinnen = [
        s.u if basis.client else s.omdat
        for s in leg_uit(basis.voorstel).waarom_niet
        if (s.u if basis.client else s.omdat)
    ]
    if zinnen:
        yield Lijst(tuple(zinnen))


def _bron(basis: Basis, bron: Bron, hoofd: str) -> str:
    """Return a source in brackets; its document only when that is not the main one."""
    document = basis.boek.kop.bronnen.get(bron.document)
    titel = document.titel if document else bron.document
    deel = f"paragraaf {bron.paragraaf}" if bron.paragraaf else ""
    delen = [d for d in ("" if bron.document == hoofd else titel, deel) if d]
    return f" ({', '.join(delen)})" if delen else ""


def berekening(basis: Basis) -> Iterator[Blok]:
    """Yield what the program did and how to check it."""
    werk, gegevens = basis.gegevens.regelwerk, basis.gegevens
    if basis.zonder_advies:
        yield Alinea("Dit besluit is genomen zonder advies van het rekenprogramma.")
        return
    yield Alinea(
        basis.zeg(
            "Een rekenprogramma heeft een voorstel gedaan. Het programma beslist niet: dat doet "
            "de gemeente.",
            "Een rekenprogramma hielp ons hierbij. Het programma beslist niet over u. "
            "Dat doet een medewerker van de gemeente.",
        )
    )
    yield Alinea(
        basis.zeg(
            "Gebruikt zijn de antwoorden uit het gesprek en het weekrooster. Naam, adres en "
            "burgerservicenummer zijn niet gebruikt.",
            "Het programma gebruikte uw antwoorden en het overzicht van uw hulp in een week. Het "
            "gebruikte niet uw naam, uw adres of uw burgerservicenummer.",
        )
    )
    yield Alinea(
        basis.zeg(
            "Het programma volgt vaste regels die mensen hebben opgeschreven. Het leert niet van "
            "eerdere zaken.",
            "Het programma volgt vaste regels. Mensen hebben die opgeschreven. Het programma leert "
            "niet zelf en vergelijkt u niet met anderen.",
        )
    )
    if gegevens.gelijk:
        yield Alinea(
            basis.zeg(
                "Twee rekenmethoden, los van elkaar gemaakt, kwamen op hetzelfde uit.",
                "Wij lieten het twee keer uitrekenen, op twee manieren. Daar kwam hetzelfde uit.",
            )
        )
    kop = werk.kop
    peildatum = dag_in_woorden(basis.voorstel.intake.peildatum)
    yield Alinea(
        f"De regels heten {kop.titel}, versie {kop.versie}. "
        + basis.zeg(
            f"Zij zijn gebruikt zoals ze golden op {peildatum}. Het kenmerk van de regels is "
            f"{werk.hash}.",
            f"Wij gebruikten ze zoals ze waren op {peildatum}. U vindt ze terug met het kenmerk "
            f"{werk.hash[:12]}.",
        )
    )
    if basis.client:
        yield Alinea(
            "Niet alles staat letterlijk in een wet of afspraak. Soms hebben wij zelf gekozen hoe "
            "wij een regel lezen. Ook de lijst met die keuzes mag u zien."
        )
        yield Alinea(
            "Wilt u dit controleren? Vraag de gemeente om de regels in gewone taal en om alle "
            "stappen van de berekening. Met dezelfde antwoorden komt er weer hetzelfde uit. Klopt "
            "er iets niet over u? Laat het ons weten. Dan passen wij het aan en rekenen wij "
            "opnieuw."
        )
        return
    yield Alinea(
        "Na te gaan met het regelboek (alle regels in gewone taal), met de toetsen en het bewijs "
        "bij de regels, en door het vastgelegde voorstel opnieuw te berekenen."
    )
    rijen = tuple(
        (i["keuze"], i["waarom"], i["zekerheid"], "ja" if i["bevestigd"] else "nee")
        for i in basis.json["interpretaties"]
    )
    if rijen:
        yield Tabel(
            "Keuzes die niet letterlijk in een bron staan",
            ("Keuze", "Waarom", "Zekerheid", "Bevestigd door de gemeente"),
            rijen,
        )

"""The gespreksverslag: what was discussed, what was looked into and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from api.documenten.basis import Basis
from api.documenten.gedeeld import (
    inzet_en_complexiteit,
    resultaten,
    uitleg_berekening,
    verandering,
)
from api.documenten.onderbouwing import (
    andere_uitkomsten,
    antwoordtabel,
    dragende_antwoorden,
    overige_antwoorden,
)
from api.documenten.regeldelen import BESCHIKKING, ONDERZOEK, regeldelen
from api.documenten.rooster import wie_doet_wat
from api.documenten.vorm import Alinea, Blok, Deel, Invullen, Lijst
from engine.explanation.teksten import dag_in_woorden
from engine.indicatie.overige_json import datums
from engine.indicatie.voorstel import ARRANGEMENT, SPOED, mogelijke_waarden
from engine.rulebook.rulebook import ROUTE

_ELDERS = {
    "subdoelen",
    "resultaten",
    "aanbod",
    "complexiteit",
    "inzet",
    "arrangement",
    "activiteiten",
}
"""Parts of the decision that have a place of their own in the verslag."""


def gespreksverslag(basis: Basis) -> Iterator[Deel]:
    """Yield the parts of the verslag."""
    besluit = regeldelen(basis, BESCHIKKING)
    yield Deel("aanleiding", "Waarom dit gesprek er was", tuple(_aanleiding(basis)))
    dragend = dragende_antwoorden(basis)
    besproken = antwoordtabel(basis, "Antwoorden waar het voorstel op rust", dragend)
    overig = overige_antwoorden(basis, dragend)
    verder = antwoordtabel(basis, "Andere antwoorden", overig, dragend=False)
    kop = basis.zeg("Wat is besproken", "Wat wij met u bespraken")
    yield Deel("besproken", kop, (*besproken, *verder, *_nog_open(basis)))
    onderzocht = tuple(regeldelen(basis, ONDERZOEK).values())
    kop = basis.zeg("Wat is onderzocht, in volgorde", "Wat wij hebben onderzocht")
    yield Deel("onderzoek", kop, (), onderzocht)
    kop = basis.zeg("Wie doet wat", "Wie u helpt, en waarmee")
    yield Deel("wie-doet-wat", kop, (wie_doet_wat(basis),))
    yield Deel(
        "voorstel",
        basis.zeg("Voorstel", "Wat wij voorstellen"),
        tuple(_voorstel(basis)),
        ()
        if basis.voorstel.heeft_route or basis.zonder_advies
        else tuple(_voorstel_delen(basis, besluit)),
        inventaris=besluit[ARRANGEMENT].inventaris if ARRANGEMENT in besluit else (),
    )
    yield verandering(basis)
    yield Deel(
        "toegelicht", basis.zeg("Wat is uitgelegd", "Wat wij u uitlegden"), _uitgelegd(basis)
    )
    yield Deel(
        "opmerkingen", basis.zeg("Opmerkingen van de cliënt", "Uw opmerkingen"), _opmerkingen(basis)
    )
    yield uitleg_berekening(basis)
    kop = basis.zeg("Handtekening en aanvraag", "Uw handtekening en uw aanvraag")
    yield Deel("handtekening", kop, tuple(_handtekening(basis)))


def _voorstel_delen(basis: Basis, besluit: Mapping[str, Deel]) -> Iterator[Deel]:
    """Yield what the proposed decision holds, part by part."""
    if "subdoelen" in besluit:
        yield besluit["subdoelen"]
    yield from resultaten(basis, besluit)
    yield from inzet_en_complexiteit(basis, besluit)
    kop = basis.zeg("Andere arrangementen", "Waarom geen ander arrangement")
    anders = tuple(andere_uitkomsten(basis))
    if anders:
        yield Deel("andere-arrangementen", kop, anders)
    yield from (d for n, d in besluit.items() if n not in _ELDERS)


def _aanleiding(basis: Basis) -> Iterator[Blok]:
    melding = datums(basis.voorstel).get("melding")
    if melding is not None:
        dag = dag_in_woorden(melding)
        yield Alinea(basis.zeg(f"De melding kwam binnen op {dag}.", f"U vroeg om hulp op {dag}."))
    else:
        yield Invullen("de dag van de melding.")
    for vraag in ("aanleiding", "wie_erbij"):
        tekst = basis.antwoord(vraag)
        if tekst and vraag == "aanleiding":
            yield Alinea(f"Aanleiding: {tekst}.")
        elif tekst:
            yield Alinea(basis.zeg(f"Aan tafel: {tekst}.", f"Wie erbij was: {tekst}."))
        elif vraag in basis.boek.vragen:
            yield Invullen(f"het antwoord op de vraag: {basis.boek.vragen[vraag].vorm.vraag}")


def _nog_open(basis: Basis) -> Iterator[Blok]:
    open_ = [
        v for v in basis.voorstel.openstaand if not (basis.client and basis.is_vertrouwelijk(v))
    ]
    if open_:
        yield Alinea(
            basis.zeg(
                "Nog open voor het advies:", "Dit weten wij nog niet, en moeten wij nog vragen:"
            )
        )
        yield Lijst(tuple(basis.voorstel.uitleg.vraagtekst(v) for v in open_))


def _voorstel(basis: Basis) -> Iterator[Blok]:
    voorstel, spoor = basis.voorstel, basis.voorstel.spoor
    if basis.zonder_advies:
        yield Alinea(
            basis.zeg(
                "Er is geen voorstel van het rekenprogramma. De consulent besliste zelf.",
                "Wij doen u hier geen voorstel. De gemeente besliste al over uw hulp. Dat besluit "
                "krijgt u apart.",
            )
        )
        return
    if voorstel.heeft_route:
        route = basis.boek.routes[str(spoor.waarde(ROUTE))]
        yield Alinea(basis.zeg(f"Er is geen arrangement, maar een route: {route.titel}.", route.u))
    elif ARRANGEMENT in basis.boek.uitkomsten:
        nummer = spoor.waarde(ARRANGEMENT)
        if nummer is not None:
            yield Alinea(
                basis.zeg(
                    f"Voorgesteld wordt arrangement {nummer}. De gemeente beslist.",
                    f"Wij stellen arrangement {nummer} voor. Dit is nog geen besluit. De gemeente "
                    "beslist als u uw aanvraag hebt gedaan. Hieronder leest u wat er dan in het "
                    "besluit kan staan.",
                )
            )
        else:
            kan = " of ".join(mogelijke_waarden(spoor, ARRANGEMENT))
            yield Alinea(
                basis.zeg(
                    f"Het arrangement is nog open; mogelijk zijn {kan}.",
                    "Wij kunnen nog geen arrangement voorstellen. Wij weten nog te weinig.",
                )
            )
    if SPOED in basis.boek.uitkomsten and not spoor.is_nvt(SPOED):
        oordeel = str(spoor.waarde(SPOED) or "onvoldoende_informatie").replace("_", " ")
        yield Alinea(
            basis.zeg(f"Spoedmelding: {oordeel}.", "Over de spoedhulp krijgt u een eigen besluit.")
        )
    if not basis.client:
        redenen = tuple(voorstel.voorlopig())
        if redenen:
            yield Alinea("Het voorstel is voorlopig:")
            yield Lijst(redenen)
        titels = tuple(s["titel"] for s in basis.uitkomst["signalen"])
        if titels:
            yield Alinea("Let op:")
            yield Lijst(titels)


def _uitgelegd(basis: Basis) -> tuple[Blok, ...]:
    if "toegelicht" not in basis.boek.vragen:
        return ()
    tekst = basis.antwoord("toegelicht")
    if not tekst:
        return (Invullen("wat is uitgelegd."),)
    return (Alinea(basis.zeg(f"Uitgelegd is: {tekst}.", f"Wij legden u uit: {tekst}.")),)


def _opmerkingen(basis: Basis) -> tuple[Blok, ...]:
    tekst = basis.antwoord("opmerkingen_client")
    if tekst:
        return (Alinea(f"“{tekst}”"),)
    return (
        Invullen(
            basis.zeg(
                "de opmerkingen in de woorden van de cliënt, of dat die er niet zijn.",
                "wat u zelf nog bij dit verslag wilt zetten, of dat u geen opmerkingen hebt.",
            )
        ),
    )


def _handtekening(basis: Basis) -> Iterator[Blok]:
    bekend = datums(basis.voorstel)
    dag = bekend.get("aanvraag")
    getekend = basis.voorstel.spoor.feiten.get("handtekening")
    if getekend == "alleen_gezien":
        yield Alinea(
            basis.zeg(
                "Het verslag is alleen voor gezien getekend. Er is geen aanvraag.",
                "U tekende het verslag om te laten zien dat u het gelezen hebt. U deed nog geen "
                "aanvraag.",
            )
        )
        return
    if dag is not None:
        op = dag_in_woorden(dag)
        zinnen = [basis.zeg(f"De aanvraag is gedaan op {op}.", f"U deed uw aanvraag op {op}.")]
        if getekend == "verslag":
            zinnen.append(
                basis.zeg(
                    "Dat is de dag waarop het verslag als aanvraag is getekend.",
                    "Dat is de dag waarop u dit verslag tekende.",
                )
            )
        yield Alinea(" ".join(zinnen))
        besluit = next(
            (t for t in basis.uitkomst.get("termijnen", ()) if t["id"] == "beschikking"), None
        )
        if besluit is not None:
            uiterlijk = dag_in_woorden(date.fromisoformat(besluit["uiterlijk"][:10]))
            yield Alinea(
                basis.zeg(
                    f"Het besluit is er uiterlijk op {uiterlijk}.",
                    f"U krijgt uiterlijk op {uiterlijk} een besluit.",
                )
            )
        return
    yield Alinea(
        basis.zeg(
            "Tekent de cliënt dit verslag als aanvraag, dan is de dag van tekenen de dag van de "
            "aanvraag. Vanaf die dag telt de termijn voor het besluit.",
            "Wilt u hulp aanvragen? Zet dan hieronder uw handtekening. De dag waarop u tekent, is "
            "de dag van uw aanvraag. Vanaf die dag heeft de gemeente twee weken voor een besluit.",
        )
    )
    yield Lijst(
        (
            basis.zeg(
                "Getekend als aanvraag: ja / nee", "Ik vraag hulp aan met dit verslag: ja / nee"
            ),
            basis.zeg(
                "Alleen voor gezien: ja / nee", "Ik heb dit verslag alleen gelezen: ja / nee"
            ),
        )
    )
    if basis.is_vangnet:
        yield Alinea(
            basis.zeg(
                "Het RIBW zorgt voor de handtekening.",
                "Uw begeleider zorgt dat uw handtekening bij ons komt.",
            )
        )
    yield Invullen("datum en handtekening.")

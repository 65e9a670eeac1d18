"""The chapters of a regelboek on the rest: numbers, tariffs, terms, events, documents, sources."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explanation.regelboek.taal import Taal, geldig, getal, noot
from engine.explanation.regelboek.voorwaarden import Voorlezer
from engine.explanation.regelboek.vorm import (
    Alinea,
    Blok,
    Cel,
    Deel,
    Grondslag,
    Tabel,
    Teksten,
    Zin,
    met_komma,
)
from engine.explanation.teksten import dag_in_woorden
from engine.rulebook.rulebook import (
    Actie,
    Gebeurtenis,
    Parameter,
    Parameterwaarde,
    Rulebook,
    Stuk,
    Stukdeel,
    Termijn,
)

_WIE = {
    "client": "De cliënt",
    "aanbieder": "De aanbieder",
    "consulent": "De consulent",
    "gemeente": "De gemeente",
    "backoffice": "De backoffice",
    "ggd": "De GGD",
}
_SOORT_ACTIE = {"bericht": "Dit is een bericht.", "declaratie": "Dit gaat over de declaratie."}


class Overig:
    """Writes the chapters on everything that is neither asked nor decided."""

    def __init__(self, boek: Rulebook) -> None:
        """Take the rulebook to write about."""
        self.boek = boek
        self.taal = Taal(boek)
        self.lezer = Voorlezer(self.taal)

    def hoofdstukken(self) -> tuple[Deel, ...]:
        """Return the chapters that have anything in them."""
        boek = self.boek
        getallen = [self.parameter(p) for p in boek.parameters.values() if p.productcode is None]
        tarieven = [p for p in boek.parameters.values() if p.productcode is not None]
        if tarieven:
            getallen.append(Deel("tarieven", "Tarieven", blokken=(self.tarieven(tarieven),)))
        delen = [
            ("getallen", "Grenzen, bedragen en tarieven", getallen),
            ("termijnen", "Termijnen", [self.termijn(t) for t in boek.termijnen.values()]),
            (
                "gebeurtenissen",
                "Gebeurtenissen tijdens een indicatie",
                [self.gebeurtenis(g) for g in boek.gebeurtenissen.values()],
            ),
            ("stukken", "Stukken", [self.stuk(s) for s in boek.stukken.values()]),
        ]
        return tuple(Deel(id_, titel, delen=tuple(d)) for id_, titel, d in delen if d)

    def parameter(self, parameter: Parameter) -> Deel:
        """Return a number with its values over time."""
        blokken: list[Blok] = []
        for waarde in parameter.waarden:
            periode = geldig(waarde.vanaf, waarde.tot)
            zin = f"{getal(waarde.waarde)} {parameter.eenheid}, {periode}."
            blokken += [Alinea((zin,)), self.taal.grondslag(waarde.grond)]
        return Deel(f"parameter-{parameter.id}", parameter.titel, parameter.id, tuple(blokken))

    def tarieven(self, tarieven: list[Parameter]) -> Tabel:
        """Return the tariffs as one table: a row for each value."""
        rijen = []
        for tarief in tarieven:
            for nummer, waarde in enumerate(tarief.waarden):
                rijen.append(self._tarief(tarief, waarde, eerste=nummer == 0))
        kop: tuple[Zin, ...] = (
            ("Waarvoor",),
            ("Productcode",),
            ("Bedrag",),
            ("Geldig",),
            ("Bron",),
        )
        return Tabel("Tarieven", kop, tuple(rijen))

    def _tarief(
        self, tarief: Parameter, waarde: Parameterwaarde, *, eerste: bool
    ) -> tuple[Cel, ...]:
        grond = self.taal.grondslag(waarde.grond)
        return (
            Cel((tarief.titel,), id=f"parameter-{tarief.id}" if eerste else ""),
            Cel((tarief.productcode or "",)),
            Cel((f"{getal(waarde.waarde)} {tarief.eenheid}",)),
            Cel((geldig(waarde.vanaf, waarde.tot),)),
            Cel(grond.bron, (*_keuze(grond), (grond.plaats,))),
        )

    def termijn(self, termijn: Termijn) -> Deel:
        """Return a term with its steps in words."""
        taal = self.taal
        soort = "De eerste dag" if termijn.is_eerste_dag else "De uiterste dag"
        blokken: list[Blok] = [
            noot(soort, taal.stappen(termijn.stappen, taal.dag_van(termijn.vanaf)))
        ]
        for ander, ligt in (
            (termijn.alleen_voor, "voor"),
            (termijn.alleen_hoogstens, "op of voor"),
        ):
            if ander:
                begin = f"Deze termijn is er alleen als die dag {ligt} "
                blokken.append(Alinea((begin, *taal.dag_van(ander), " ligt.")))
        blokken.append(taal.grondslag(termijn.grond))
        return Deel(f"termijn-{termijn.id}", termijn.titel, termijn.id, tuple(blokken))

    def gebeurtenis(self, gebeurtenis: Gebeurtenis) -> Deel:
        """Return an event with who must do what."""
        return Deel(
            f"gebeurtenis-{gebeurtenis.id}",
            gebeurtenis.vorm.titel,
            gebeurtenis.id,
            (
                Alinea((f"U geeft op: {gebeurtenis.vorm.datum}.",)),
                self.taal.grondslag(gebeurtenis.grond),
            ),
            tuple(self.actie(gebeurtenis, a) for a in gebeurtenis.acties),
        )

    def actie(self, gebeurtenis: Gebeurtenis, actie: Actie) -> Deel:
        """Return one action: who does what, when and on what condition."""
        taal, inhoud = self.taal, actie.vorm
        wie = _WIE[inhoud.wie]
        blokken: list[Blok] = []
        if actie.voorwaarde is not None:
            blokken.append(self.lezer.alleen_als("Dit geldt alleen als", actie.voorwaarde))
        teksten = Teksten(taal.ingevuld(inhoud.doet), taal.ingevuld(inhoud.u or ""))
        blokken.append(teksten)
        if actie.uiterlijk:
            vanaf: Zin = taal.dag_van(actie.vanaf) if actie.vanaf else (gebeurtenis.vorm.datum,)
            blokken.append(noot("De uiterste dag", taal.stappen(actie.uiterlijk, vanaf)))
        else:
            blokken.append(noot("Wanneer", "Meteen."))
        if inhoud.soort in _SOORT_ACTIE:
            blokken.append(Alinea((_SOORT_ACTIE[inhoud.soort],)))
        blokken.append(taal.grondslag(actie.grond))
        id_ = f"actie-{gebeurtenis.id}.{actie.id}"
        return Deel(id_, wie, actie.id, tuple(blokken))

    def stuk(self, stuk: Stuk) -> Deel:
        """Return a document with its parts."""
        return Deel(
            f"stuk-{stuk.id}",
            stuk.titel,
            stuk.id,
            (self.taal.grondslag(stuk.grond),),
            tuple(self.stukdeel(stuk, d) for d in stuk.delen),
        )

    def stukdeel(self, stuk: Stuk, deel: Stukdeel) -> Deel:
        """Return a part of a document: its text, and what must be known for it."""
        taal, inhoud = self.taal, deel.vorm
        blokken: list[Blok] = []
        if deel.voorwaarde is not None:
            blokken.append(
                self.lezer.alleen_als("Dit deel hoort er alleen bij als", deel.voorwaarde)
            )
        blokken.append(Teksten(taal.ingevuld(inhoud.tekst), taal.ingevuld(inhoud.u or "")))
        if inhoud.nodig:
            namen = [taal.begrip(n) for n in inhoud.nodig]
            blokken.append(noot("Hiervoor moet bekend zijn", (*met_komma(namen), ".")))
        blokken.append(taal.grondslag(deel.grond))
        return Deel(f"tekst-{stuk.id}.{deel.id}", inhoud.titel, deel.id, tuple(blokken))


def bronnen(boek: Rulebook) -> Deel:
    """Return the chapter on the documents that the rules rest on."""
    delen = []
    for naam, document in boek.kop.bronnen.items():
        zin = (
            f"Gebruikt is de versie van {dag_in_woorden(document.datum)}." if document.datum else ""
        )
        blokken = (Alinea((zin,)),) if zin else ()
        delen.append(Deel(f"bron-{naam}", document.titel, naam, blokken))
    return Deel("bronnen", "Bronnen", delen=tuple(delen))


def schalen(boek: Rulebook) -> Deel:
    """Return the chapter on the scales."""
    uitleg = Alinea(("Een schaal is een rij niveaus, van licht naar zwaar.",))
    delen = tuple(
        Deel(
            f"schaal-{naam}",
            naam.replace("_", " ").capitalize(),
            naam,
            (Alinea((f"{', '.join(w.replace('_', ' ') for w in niveaus)}.",)),),
        )
        for naam, niveaus in boek.schalen.items()
    )
    return Deel("schalen", "Schalen", blokken=(uitleg,), delen=delen)


def _keuze(grond: Grondslag) -> Iterator[Zin]:
    """Yield an interpretation as sentences, for where there is no room for more."""
    if grond.keuze:
        yield (f"Keuze: {grond.keuze}",)
        yield (f"Waarom: {grond.waarom}",)
        yield (f"Zekerheid: {grond.zekerheid}. {grond.bevestigd}",)

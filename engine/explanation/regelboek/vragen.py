"""The chapters of a regelboek on what is asked: questions, the weekrooster and its counts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explanation.regelboek.taal import Taal, bereik, getal, noot
from engine.explanation.regelboek.voorwaarden import Voorlezer
from engine.explanation.regelboek.vorm import (
    Alinea,
    Blok,
    Cel,
    Deel,
    Tabel,
    Teksten,
    Zin,
    met_komma,
)
from engine.explanation.teksten import opsomming
from engine.rulebook import vorm
from engine.rulebook.rulebook import Rooster, Rulebook, Telling, Vraag, atomen

_WIE = {
    "zelf": "de cliënt zelf",
    "huisgenoot": "een huisgenoot",
    "naaste": "een naaste",
    "vrijwilliger": "een vrijwilliger",
    "andere_wet": "hulp uit een andere wet",
    "beroepskracht": "een beroepskracht uit deze voorziening",
}
_TEL = {
    "uren": "het aantal uren individueel contact",
    "dagdelen": "het aantal dagdelen in een groep",
    "dagen": "het aantal verschillende dagen met contact",
    "langste_contact": "de duur van het langste individuele contact",
}
_VRAAGT_OOK = {
    "fasen": "Bij dit antwoord horen ook de fasen; zonder fasen is de uitkomst voorlopig.",
    "golven": "Bij dit antwoord horen ook de goede en slechte tijden; zonder die is de uitkomst "
    "voorlopig.",
}


def vragen(boek: Rulebook) -> Deel:
    """Return the chapter on the questions, by theme in the order of the conversation."""
    schrijver = _Vragen(boek)
    delen = []
    for thema, titel in boek.kop.themas.items():
        groep = [schrijver.vraag(v) for v in boek.gespreksvolgorde if v.vorm.thema == thema]
        if boek.weekrooster is not None and boek.weekrooster.vorm.thema == thema:
            groep.append(schrijver.weekrooster())
        if groep:
            delen.append(Deel(f"thema-{thema}", titel, delen=tuple(groep)))
    uitleg = Alinea(
        (
            "De vragen staan in de volgorde van het gesprek. Een vraag kan ook "
            "onbeantwoord blijven; dan is het antwoord nog onbekend.",
        )
    )
    return Deel("vragen", "Vragen", blokken=(uitleg,), delen=tuple(delen))


def tellingen(boek: Rulebook) -> Deel:
    """Return the chapter on the numbers that follow from the weekrooster and from dates."""
    schrijver = _Vragen(boek)
    delen = [schrijver.telling(t) for t in boek.tellingen.values()]
    for dagen in boek.dagen_tussen.values():
        van, tot = schrijver.taal.naar(dagen.van), schrijver.taal.naar(dagen.tot)
        zin: Zin = (
            "Telt de dagen van ",
            van,
            " tot ",
            tot,
            ". Ligt de tweede dag eerder, dan is het getal negatief.",
        )
        grond = schrijver.taal.grondslag(dagen.grond)
        delen.append(Deel(f"telling-{dagen.id}", dagen.titel, dagen.id, (Alinea(zin), grond)))
    delen += [schrijver.rooster(r) for r in boek.roosters.values()]
    return Deel("tellingen", "Tellingen en roosters", delen=tuple(delen))


class _Vragen:
    def __init__(self, boek: Rulebook) -> None:
        self.boek = boek
        self.taal = Taal(boek)
        self.lezer = Voorlezer(self.taal)
        self.telt_mee = _telt_mee(boek)

    def vraag(self, vraag: Vraag) -> Deel:
        inhoud = vraag.vorm
        nummer = f"{inhoud.nummer}. " if inhoud.nummer else ""
        return Deel(
            f"vraag-{vraag.id}",
            f"{nummer}{inhoud.vraag}",
            vraag.id,
            (*self._over(vraag), *self._antwoorden(vraag), self.taal.grondslag(vraag.grond)),
        )

    def weekrooster(self) -> Deel:
        rooster = self.boek.weekrooster
        assert rooster is not None
        inhoud = rooster.vorm
        nummer = f"{inhoud.nummer}. " if inhoud.nummer else ""
        grens = getal(rooster.kortste_contact), self.boek.parameters[inhoud.kortste_contact].eenheid
        zin: Zin = (
            f"Een individueel contact van minder dan {' '.join(grens)} telt nergens mee (",
            self.taal.naar(inhoud.kortste_contact),
            ").",
        )
        blokken: list[Blok] = [
            Alinea(("Het antwoord is een weekrooster: een regel per activiteit.",))
        ]
        blokken += [noot("Zo kiest u", inhoud.zo_kiest_u)] if inhoud.zo_kiest_u else []
        blokken += [Alinea(zin), self.taal.grondslag(rooster.grond)]
        return Deel("weekrooster", f"{nummer}{inhoud.vraag}", "weekrooster", tuple(blokken))

    def telling(self, telling: Telling) -> Deel:
        inhoud = telling.vorm
        if inhoud.som:
            leden = met_komma([(self.taal.naar(n),) for n in inhoud.som])
            zin: Zin = ("De som van ", *leden, f", in {inhoud.eenheid}.")
        else:
            wat = _TEL[inhoud.tel or "uren"]
            if inhoud.met_minstens:
                wat = f"het aantal dagen met minstens {inhoud.met_minstens} contacten"
            filter_ = _filter(inhoud.waar)
            zin = (f"Telt {wat}, in {inhoud.eenheid}.", f" Mee telt: {filter_}." if filter_ else "")
        blokken = (Alinea(zin), *self._mee(telling.id), self.taal.grondslag(telling.grond))
        return Deel(f"telling-{telling.id}", inhoud.titel, telling.id, blokken)

    def rooster(self, rooster: Rooster) -> Deel:
        inhoud, taal = rooster.vorm, self.taal
        if inhoud.tijd:
            tijd = "goede" if inhoud.tijd == "goed" else "slechte"
            hoe = f"Dezelfde regels, met alleen de {tijd} tijd en zonder gemiddelde."
        elif inhoud.fasen:
            hoe = "Dezelfde regels, met elke fase naast de vorige."
        else:
            ook = opsomming([_filter(f) for f in inhoud.telt_ook], "en")
            hoe = f"Dezelfde regels, maar ook dit telt als een beroepskracht: {ook}."
        anders = "lichter" if inhoud.fasen else "anders"
        signaal = self.lezer.aanduiding(inhoud.signaal)
        zin: Zin = (
            "Is ",
            taal.naar(inhoud.vergelijk),
            f" dan {anders}, dan komt het signaal ",
            signaal,
            ".",
        )
        teksten = Teksten(taal.ingevuld(inhoud.omdat), taal.ingevuld(inhoud.u or ""))
        blokken = (Alinea((hoe,)), Alinea(zin), teksten, taal.grondslag(rooster.grond))
        return Deel(f"rooster-{rooster.id}", inhoud.titel, rooster.id, blokken)

    def _over(self, vraag: Vraag) -> Iterator[Blok]:
        inhoud = vraag.vorm
        soorten = {
            "keuze": "Eén antwoord.",
            "getal": f"Het antwoord is {bereik(inhoud)}.",
            "datum": "Het antwoord is een datum.",
            "tekst": "Het antwoord is vrije tekst.",
        }
        soort = (
            "Meer antwoorden naast elkaar kan."
            if inhoud.meer_antwoorden
            else (soorten[inhoud.soort])
        )
        if inhoud.per:
            soort = f"Eén antwoord per onderdeel: {opsomming(list(inhoud.per.values()), 'en')}."
        if inhoud.vertrouwelijk:
            soort += " Vertrouwelijk: vraag en antwoord staan nergens waar de cliënt of een "
            soort += "huisgenoot meeleest."
        if inhoud.gebruik == "verslag":
            soort += " De vraag is voor het verslag en de stukken; zij verandert geen uitkomst."
        if not inhoud.veranderbaar:
            soort += " Het antwoord is een feit: geen uitleg stelt voor dat het anders wordt."
        yield Alinea((soort,))
        if vraag.alleen_als is not None:
            yield self.lezer.alleen_als("Deze vraag doet er alleen toe als", vraag.alleen_als)
        if inhoud.zo_kiest_u:
            yield noot("Zo kiest u", inhoud.zo_kiest_u)
        yield from self._mee(vraag.id)

    def _mee(self, naam: str) -> Iterator[Blok]:
        uitkomsten = [(self.taal.naar(u),) for u in self.telt_mee.get(naam, ())]
        if uitkomsten:
            yield noot("Telt mee bij", (*met_komma(uitkomsten), "."))

    def _antwoorden(self, vraag: Vraag) -> Iterator[Blok]:
        antwoorden = vraag.vorm.antwoorden or {}
        if not antwoorden:
            return
        met_niveau = any(a.niveau for a in antwoorden.values())
        met_zin = any(a.omdat or a.u for a in antwoorden.values())
        kop: list[Zin] = [("Antwoord",)]
        kop += [("Niveau",)] if met_niveau else []
        kop += [("In de uitleg",), ("In de uitleg voor de cliënt",)] if met_zin else []
        rijen = []
        for antwoord in antwoorden.values():
            rij = [Cel((antwoord.tekst,), tuple((n,) for n in self._noten(vraag, antwoord)))]
            rij += [Cel((antwoord.niveau or "–",))] if met_niveau else []
            if met_zin:
                rij += [Cel((antwoord.omdat or "–",)), Cel((antwoord.u or "–",))]
            rijen.append(tuple(rij))
        yield Tabel("Antwoorden", tuple(kop), tuple(rijen))

    def _noten(self, vraag: Vraag, antwoord: vorm.Antwoord) -> Iterator[str]:
        kop = self.boek.kop
        if antwoord.zo_kiest_u:
            yield antwoord.zo_kiest_u
        if antwoord.vraagt_bewijs:
            bewijs = [kop.bewijs.get(b, b) for b in antwoord.vraagt_bewijs]
            yield f"Telt alleen als het blijkt uit: {opsomming(bewijs)}."
        if antwoord.sluit_uit == "alle":
            yield "Gaat niet samen met een ander antwoord."
        elif isinstance(antwoord.sluit_uit, list):
            andere = [self.taal.waarde(vraag.id, str(a)) for a in antwoord.sluit_uit]
            yield f"Gaat niet samen met {opsomming(andere)}."
        if antwoord.onbekend:
            reden = kop.redenen_onbekend.get(antwoord.onbekend, antwoord.onbekend)
            yield f"Telt als onbekend: {reden}."
        if antwoord.vraagt_ook:
            yield _VRAAGT_OOK[antwoord.vraagt_ook]


def _filter(filter_: vorm.Filter) -> str:
    """Return which rows of the weekrooster count, in words."""
    delen = []
    if filter_.wie:
        delen.append(f"wat {opsomming([_WIE[w] for w in filter_.wie])} doet")
    if filter_.vorm:
        delen.append("individueel" if filter_.vorm == "individueel" else "in een groep")
    if filter_.tijdelijk is not None:
        delen.append("alleen tijdelijke pieken" if filter_.tijdelijk else "geen tijdelijke pieken")
    if filter_.resultaat:
        delen.append(f"voor resultaat {opsomming([str(r) for r in filter_.resultaat])}")
    return ", ".join(delen)


def _telt_mee(boek: Rulebook) -> dict[str, list[str]]:
    """Return per question, count or outcome the outcomes that ask for it directly."""
    gevraagd: dict[str, dict[str, None]] = {}
    for uitkomst in boek.uitkomsten.values():
        namen = [*uitkomst.van]
        for naam in uitkomst.regels:
            regel = boek.regels[naam]
            namen += [c.niveau_van for c in regel.conclusies if c.niveau_van]
            namen += [boek.eigenaar(a) for a in atomen(regel.voorwaarde)]
        namen += [boek.eigenaar(a) for a in atomen(uitkomst.alleen_als)]
        for naam in namen:
            gevraagd.setdefault(naam, {})[uitkomst.id] = None
    return {naam: list(uitkomsten) for naam, uitkomsten in gevraagd.items()}

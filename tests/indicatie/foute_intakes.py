"""Bad intakes, each with the diagnosis that it should get."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

RIJ = "activiteit: wandelen, resultaat: 2, wie: beroepskracht"
GOED = f"{RIJ}, vorm: individueel, dagen: [ma], minuten: 60"


@dataclass(frozen=True, slots=True)
class Geval:
    """A bad intake with one mark `^` before the place that is wrong."""

    naam: str
    tekst: str
    code: str
    melding: str
    hulp: str


def antwoord(naam: str, regel: str, code: str, melding: str, hulp: str) -> Geval:
    """Return a case that is wrong in one answer."""
    tekst = f"peildatum: 2021-06-01\nantwoorden:\n  gemeente: beek\n  {regel}\n"
    return Geval(naam, tekst, code, melding, hulp)


def kop(naam: str, tekst: str, code: str, melding: str, hulp: str) -> Geval:
    """Return a case that is wrong beside the answers."""
    return Geval(naam, f"antwoorden: {{gemeente: beek}}\n{dedent(tekst)}", code, melding, hulp)


def rooster(naam: str, rij: str, code: str, melding: str, hulp: str) -> Geval:
    """Return a case that is wrong in the second row of the weekrooster."""
    begin = f"peildatum: 2021-06-01\nweekrooster_compleet: ja\nweekrooster:\n  - {{{GOED}}}\n"
    return kop(naam, f"{begin}  - {rij}\n", code, melding, hulp)


ANTWOORDEN = [
    antwoord(
        "onbekende vraag",
        "^beslisten: zelf",
        "onbekende-vraag",
        "De vraag 'beslisten' bestaat niet.",
        "Bedoelde u 'besluiten'?",
    ),
    antwoord(
        "vraag die nergens op lijkt",
        "^xyz: zelf",
        "onbekende-vraag",
        "De vraag 'xyz' bestaat niet.",
        "De vragen staan in 'arrangement vragen'.",
    ),
    antwoord(
        "onbekend antwoord",
        "besluiten: ^zelfs",
        "onbekend-antwoord",
        "Het antwoord 'zelfs' bestaat niet bij 'besluiten'.",
        "Bedoelde u 'zelf'?",
    ),
    antwoord(
        "onbekend antwoord in waarde",
        "besluiten: {waarde: ^nooit}",
        "onbekend-antwoord",
        "Het antwoord 'nooit' bestaat niet bij 'besluiten'.",
        "Kies uit: zelf, zetje, erbij, ander.",
    ),
    antwoord(
        "onbekend antwoord in twijfel",
        "besluiten: {waarde: zelf, twijfel: ^nooit}",
        "onbekend-antwoord",
        "Het antwoord 'nooit' bestaat niet bij 'besluiten'.",
        "Kies uit: zelf, zetje, erbij, ander.",
    ),
    antwoord(
        "onbekend antwoord van een ander",
        "besluiten: {waarde: zelf, ook: [{waarde: ^nooit, wie_zegt: naaste}]}",
        "onbekend-antwoord",
        "Het antwoord 'nooit' bestaat niet bij 'besluiten'.",
        "Kies uit: zelf, zetje, erbij, ander.",
    ),
    antwoord(
        "lijst bij een keuze",
        "besluiten: ^[zelf]",
        "verkeerde-soort",
        "Bij 'besluiten' hoort een antwoord, geen lijst.",
        "Kies uit: zelf, zetje, erbij, ander.",
    ),
    antwoord(
        "lege lijst",
        "veiligheid: ^[]",
        "verkeerde-soort",
        "Bij 'veiligheid' hoort een lijst van antwoorden.",
        "Schrijf [een, twee], of laat de vraag weg als zij nog niet is beantwoord.",
    ),
    antwoord(
        "antwoorden die elkaar uitsluiten",
        "veiligheid: ^[dood, nee]",
        "antwoorden-sluiten-uit",
        "Bij 'veiligheid' gaat 'nee' niet samen met 'dood'.",
        "Haal een van de twee weg.",
    ),
    antwoord(
        "onbekend onderdeel",
        "voorliggend: {^huisart: kan}",
        "onbekend-antwoord",
        "Het onderdeel 'huisart' bestaat niet bij 'voorliggend'.",
        "Bedoelde u 'huisarts'?",
    ),
    antwoord(
        "tekst bij een vraag per onderdeel",
        "voorliggend: ^kan",
        "verkeerde-soort",
        "'voorliggend' wordt per onderdeel beantwoord.",
        "Schrijf {huisarts: antwoord}.",
    ),
    antwoord(
        "onbekende sleutel in een antwoord",
        "besluiten: {waarde: zelf, ^blijktuit: gezien}",
        "onbekende-sleutel",
        "De sleutel 'blijktuit' bestaat hier niet.",
        "Bedoelde u 'blijkt_uit'?",
    ),
    antwoord(
        "onbekend bewijs",
        "besluiten: {waarde: zelf, blijkt_uit: [gezien, ^deskundig]}",
        "onbekende-verwijzing",
        "Het bewijs 'deskundig' bestaat niet.",
        "Bedoelde u 'deskundige'?",
    ),
    antwoord(
        "onbekende reden",
        "besluiten: {onbekend: ^weigerd}",
        "onbekende-verwijzing",
        "De reden 'weigerd' bestaat niet.",
        "Bedoelde u 'weigert'?",
    ),
    antwoord(
        "waarde en onbekend",
        "besluiten: ^{waarde: zelf, onbekend: weigert}",
        "sleutels-botsen",
        "Een antwoord heeft 'waarde' of 'onbekend', niet beide en niet geen van beide.",
        "Haal een van de twee weg, of vul de waarde in.",
    ),
    antwoord(
        "waarde noch onbekend",
        "besluiten: ^{blijkt_uit: gezien}",
        "sleutels-botsen",
        "Een antwoord heeft 'waarde' of 'onbekend', niet beide en niet geen van beide.",
        "Haal een van de twee weg, of vul de waarde in.",
    ),
    antwoord(
        "een ander zonder wie",
        "besluiten: {waarde: zelf, ook: [^{waarde: zetje}]}",
        "sleutel-ontbreekt",
        "De sleutel 'wie_zegt' ontbreekt.",
        "Wie het zegt: een rol, geen naam.",
    ),
    antwoord(
        "datum die niet bestaat",
        "start_spoed: ^2021-02-30",
        "ongeldige-datum",
        "De datum 2021-02-30 bestaat niet.",
        "Controleer de maand en het aantal dagen van die maand.",
    ),
    antwoord(
        "geen datum",
        "start_spoed: ^gisteren",
        "ongeldige-datum",
        "'gisteren' is geen datum.",
        "Schrijf jaar-maand-dag: 2021-01-31.",
    ),
    antwoord(
        "groep bij een verhaal",
        "open_begin: ^[a, b]",
        "verkeerde-soort",
        "Hier hoort tekst.",
        "Schrijf een zin.",
    ),
]

KOPPEN = [
    kop(
        "peildatum ontbreekt",
        "einddatum: 2021-06-01\n",
        "sleutel-ontbreekt",
        "De sleutel 'peildatum' ontbreekt.",
        "De dag waarop de zaak wordt beoordeeld.",
    ),
    kop(
        "peildatum bestaat niet",
        "peildatum: ^2021-13-01\n",
        "ongeldige-datum",
        "De datum 2021-13-01 bestaat niet.",
        "Controleer de maand en het aantal dagen van die maand.",
    ),
    kop(
        "peildatum voor de regels",
        "peildatum: ^2020-12-31\n",
        "geen-regels-op-peildatum",
        "Op 2020-12-31 gelden er geen regels van 'westelijke-mijnstreek'.",
        "De regels beginnen op 2021-01-01. Controleer de peildatum.",
    ),
    kop(
        "onbekende sleutel",
        "peildatum: 2021-06-01\n^weekroster: []\n",
        "onbekende-sleutel",
        "De sleutel 'weekroster' bestaat hier niet.",
        "Bedoelde u 'weekrooster'?",
    ),
    kop(
        "einde voor begin",
        "peildatum: 2021-06-01\ningangsdatum: 2021-07-01\neinddatum: ^2021-06-30\n",
        "periode-omgekeerd",
        "Het einde (2021-06-30) ligt voor het begin (2021-07-01).",
        "Verbeter een van de twee datums.",
    ),
    kop(
        "vorige indicatie omgekeerd",
        """\
        peildatum: 2021-06-01
        vorige_indicatie: {arrangement: 3, van: 2020-07-01, tot: ^2020-06-30}
        """,
        "periode-omgekeerd",
        "Het einde (2020-06-30) ligt voor het begin (2020-07-01).",
        "Verbeter een van de twee datums.",
    ),
    kop(
        "vorig arrangement 10",
        """\
        peildatum: 2021-06-01
        vorige_indicatie: {arrangement: ^10, van: 2020-01-01, tot: 2020-06-30}
        """,
        "getal-buiten-bereik",
        "10 kan niet: arrangement ligt tussen 1 en 9.",
        "Verbeter het getal.",
    ),
    kop(
        "fasen omgekeerd",
        """\
        peildatum: 2021-06-01
        fasen:
          - {nummer: 1, vanaf: 2021-07-01}
          - {nummer: 2, vanaf: ^2021-06-01}
        """,
        "periode-omgekeerd",
        "Deze fase begint op 2021-06-01, niet na de vorige (2021-07-01).",
        "Laat elke fase later beginnen dan de vorige.",
    ),
    kop(
        "meer weken dan een jaar heeft",
        "peildatum: 2021-06-01\ngolven: ^{goed_weken: 40, slecht_weken: 14}\n",
        "getal-buiten-bereik",
        "54 kan niet: aantal weken ligt tussen 1 en 53.",
        "Verbeter het getal.",
    ),
    kop(
        "minder dan geen weken",
        "peildatum: 2021-06-01\ngolven: {goed_weken: ^-5, slecht_weken: 10}\n",
        "getal-buiten-bereik",
        "-5 kan niet: goed_weken ligt tussen 0 en 53.",
        "Verbeter het getal.",
    ),
    kop(
        "fasen verkeerd genummerd",
        "peildatum: 2021-06-01\nfasen: [{nummer: ^2, vanaf: 2021-07-01}]\n",
        "getal-buiten-bereik",
        "Dit is fase 1, niet 2.",
        "Nummer de fasen vanaf 1, in volgorde.",
    ),
    kop(
        "onbekende datumvraag",
        "peildatum: 2021-06-01\ndata: {^meldin: 2021-05-01}\n",
        "onbekende-vraag",
        "De vraag 'meldin' bestaat niet.",
        "Bedoelde u 'melding'?",
    ),
    kop(
        "geen datum bij data",
        "peildatum: 2021-06-01\ndata: {gemeente: ^stein}\n",
        "past-niet-bij-soort",
        "'gemeente' is geen datum en hoort niet bij 'data'.",
        "Zet het antwoord onder 'antwoorden'.",
    ),
    kop(
        "weekrooster zonder streepjes",
        "peildatum: 2021-06-01\nweekrooster: ^{activiteit: wandelen}\n",
        "verkeerde-soort",
        "Hier hoort een lijst.",
        "Zet elke activiteit achter een streepje.",
    ),
    Geval(
        "antwoorden ontbreken",
        "^peildatum: 2021-06-01\n",
        "sleutel-ontbreekt",
        "De sleutel 'antwoorden' ontbreekt.",
        "Per vraag het antwoord.",
    ),
    Geval(
        "antwoorden leeg",
        "peildatum: 2021-06-01\nantwoorden: ^{}\n",
        "lege-waarde",
        "Deze groep is leeg.",
        "Vul haar of haal de sleutel weg.",
    ),
]

ROOSTERS = [
    rooster(
        "zonder dagen",
        f"^{{{RIJ}, vorm: individueel, minuten: 60}}",
        "sleutel-ontbreekt",
        "Bij 'wandelen' staat niet wanneer.",
        "Noem dagen: [ma, do], dagen: onbekend, om_de_week: ja of keren_per_maand: 1.",
    ),
    rooster(
        "lege dagen",
        f"{{{RIJ}, vorm: individueel, dagen: ^[], minuten: 60}}",
        "lege-waarde",
        "De lijst is leeg.",
        "Vul de lijst of haal de sleutel weg.",
    ),
    rooster(
        "dagen en per maand",
        f"^{{{GOED}, keren_per_maand: 2}}",
        "sleutels-botsen",
        "'keren_per_maand' gaat niet samen met 'dagen' of 'om_de_week'.",
        "Kies hoe u de activiteit opschrijft.",
    ),
    rooster(
        "zonder minuten",
        f"^{{{RIJ}, vorm: individueel, dagen: [ma]}}",
        "sleutel-ontbreekt",
        "Bij 'wandelen' ontbreekt 'minuten'.",
        "Een activiteit individueel heeft minuten.",
    ),
    rooster(
        "groep zonder dagdelen",
        f"^{{{RIJ}, vorm: groep, dagen: [ma]}}",
        "sleutel-ontbreekt",
        "Bij 'wandelen' ontbreekt 'dagdelen'.",
        "Een activiteit groep heeft dagdelen.",
    ),
    rooster(
        "minuten en dagdelen",
        f"{{{GOED}, dagdelen: ^1}}",
        "sleutels-botsen",
        "'dagdelen' past niet bij een activiteit individueel.",
        "Gebruik minuten.",
    ),
    rooster(
        "resultaat 15",
        f"{{{GOED.replace('resultaat: 2', 'resultaat: ^15')}}}",
        "getal-buiten-bereik",
        "15 kan niet: resultaat ligt tussen 1 en 13.",
        "Verbeter het getal.",
    ),
    rooster(
        "meer minuten dan een dag",
        f"{{{GOED.replace('minuten: 60', 'minuten: ^1441')}}}",
        "getal-buiten-bereik",
        "1441 kan niet: minuten ligt tussen 1 en 1440.",
        "Verbeter het getal.",
    ),
    rooster(
        "vier dagdelen",
        f"{{{RIJ}, vorm: groep, dagen: [ma], dagdelen: ^4}}",
        "getal-buiten-bereik",
        "4 kan niet: dagdelen ligt tussen 0,5 en 3.",
        "Verbeter het getal.",
    ),
    rooster(
        "nul keer per dag",
        f"{{{GOED}, keren_per_dag: ^0}}",
        "getal-buiten-bereik",
        "0 kan niet: keren_per_dag ligt tussen 1 en 24.",
        "Verbeter het getal.",
    ),
    rooster(
        "halve minuten",
        f"{{{GOED.replace('minuten: 60', 'minuten: ^12.5')}}}",
        "ongeldig-getal",
        "'12.5' is geen heel getal.",
        "Schrijf alleen cijfers: 12.",
    ),
    rooster(
        "verkeerde wie",
        f"{{{GOED.replace('wie: beroepskracht', 'wie: ^beroepskrachten')}}}",
        "ongeldige-keuze",
        "'beroepskrachten' kan hier niet.",
        "Bedoelde u 'beroepskracht'?",
    ),
    rooster(
        "fase die er niet is",
        f"{{{GOED}, fase: ^2}}",
        "onbekende-verwijzing",
        "Fase 2 bestaat niet.",
        "Zet haar met haar eerste dag onder 'fasen', of haal 'fase' hier weg.",
    ),
    rooster(
        "tijd zonder golven",
        f"{{{GOED}, tijd: ^slecht}}",
        "sleutel-ontbreekt",
        "'tijd: slecht' heeft alleen zin met 'golven'.",
        "Zet onder 'golven' hoeveel weken het goed en slecht gaat.",
    ),
    rooster(
        "onbekend bewijs",
        f"{{{GOED}, blijkt_uit: ^gehoord}}",
        "onbekende-verwijzing",
        "Het bewijs 'gehoord' bestaat niet.",
        "Kies uit: gezien, client, naaste, deskundige",
    ),
    rooster(
        "onbekende sleutel",
        f"{{{GOED}, ^minuutjes: 3}}",
        "onbekende-sleutel",
        "De sleutel 'minuutjes' bestaat hier niet.",
        "Bedoelde u 'minuten'?",
    ),
]

GEVALLEN = [*ANTWOORDEN, *KOPPEN, *ROOSTERS]

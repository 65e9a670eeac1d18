"""The catalogue of diagnoses: every code with its severity and a title.

Each code has a paragraph in `docs/diagnoses.md` and a broken example in
`tests/diagnoses/fout/`; a test fails when either lacks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What the catalogue knows of a code."""

    titel: str
    ernst: str = "fout"


CODES: dict[str, Code] = {
    # Files and folders
    "bestand-ontbreekt": Code("Het bestand of de map is er niet"),
    "bestand-onleesbaar": Code("Het bestand kan niet worden gelezen"),
    "bestand-te-groot": Code("Het bestand is te groot"),
    "bestand-geen-utf8": Code("Het bestand is geen UTF-8"),
    "bestand-leeg": Code("Het bestand is leeg"),
    "bestand-buiten-map": Code("Het bestand ligt buiten de map van het regelwerk"),
    "bestand-niet-genoemd": Code("Het bestand wordt niet gelezen", "waarschuwing"),
    "map-zonder-regelwerk": Code("In de map staat geen regelwerk.yaml"),
    # YAML
    "yaml-syntax": Code("De YAML is niet te lezen"),
    "json-syntax": Code("De JSON is niet te lezen"),
    "yaml-tweede-document": Code("Er staat een tweede document in het bestand"),
    "yaml-anker": Code("Ankers en verwijzingen zijn niet toegestaan"),
    "yaml-tag": Code("Tags zijn niet toegestaan"),
    "yaml-te-diep": Code("De tekst is te diep genest"),
    "yaml-dubbele-sleutel": Code("Een sleutel staat er twee keer"),
    "yaml-sleutel": Code("Een sleutel is geen gewoon woord"),
    "yaml-dubbelzinnig": Code("Programma's lezen deze waarde verschillend"),
    # Shape
    "onbekende-sleutel": Code("Deze sleutel bestaat niet"),
    "sleutel-ontbreekt": Code("Een verplichte sleutel ontbreekt"),
    "verkeerde-soort": Code("Hier hoort iets van een andere soort"),
    "ongeldige-keuze": Code("Deze waarde is niet een van de mogelijkheden"),
    "ongeldige-naam": Code("De naam is niet goed geschreven"),
    "ongeldige-datum": Code("De datum bestaat niet"),
    "ongeldig-getal": Code("Het getal is niet goed geschreven"),
    "lege-waarde": Code("Hier ontbreekt de inhoud"),
    "sleutels-botsen": Code("Deze sleutels passen niet bij elkaar"),
    "periode-omgekeerd": Code("Het einde ligt voor het begin"),
    "te-veel-periodes": Code("De regels wisselen te vaak"),
    # Linking
    "bron-ontbreekt": Code("De bron ontbreekt"),
    "dubbele-naam": Code("De naam bestaat al"),
    "gereserveerde-naam": Code("De naam heeft al een betekenis in de regeltaal"),
    "hernoemd-botst": Code("De oude naam is nog in gebruik"),
    "onbekende-naam": Code("Deze vraag of uitkomst bestaat niet"),
    "onbekende-waarde": Code("Dit antwoord of deze waarde bestaat niet"),
    "onbekende-verwijzing": Code("De verwijzing wijst nergens naar"),
    "onbekend-invulwoord": Code("Het invulwoord bestaat hier niet"),
    "past-niet-bij-soort": Code("Deze voorwaarde of waarde past niet bij deze vraag of uitkomst"),
    "lege-voorwaarde": Code("De voorwaarde kan nooit gelden"),
    "voorwaarde-te-diep": Code("De voorwaarde is te diep genest"),
    "onbekend-buiten-signaal": Code("Alleen een signaal mag naar 'onbekend' vragen"),
    "kringverwijzing": Code("De namen verwijzen in een kring naar elkaar"),
    "ongebruikte-vraag": Code("Geen regel gebruikt deze vraag"),
    "vraag-niet-alleen-verslag": Code(
        "Een regel gebruikt een vraag die alleen voor het verslag is"
    ),
    "ongebruikt": Code("Niets gebruikt dit", "waarschuwing"),
    "uitkomst-zonder-regel": Code("Geen regel of tabel geeft deze uitkomst"),
    "tabel-onvolledig": Code("De tabel mist een cel"),
    "plaats-te-hoog": Code("Er zijn te weinig uitkomsten voor deze plaats"),
    "parameter-zonder-waarde": Code("De parameter heeft in een periode geen waarde"),
    "routes-verspreid": Code("De routes staan in meer dan een bestand"),
    "dubbele-productcode": Code("Twee tarieven hebben dezelfde productcode"),
    "diagram-te-groot": Code("De regels hangen te veel samen om alles te kunnen nagaan"),
    # Input
    "onbekende-vraag": Code("De intake noemt een vraag die niet bestaat"),
    "onbekend-antwoord": Code("De intake geeft een antwoord dat niet bestaat"),
    "antwoorden-sluiten-uit": Code("De antwoorden gaan niet samen"),
    "getal-buiten-bereik": Code("Het getal ligt buiten wat kan"),
    "geen-regels-op-peildatum": Code("Op de peildatum gelden er geen regels"),
    "geen-unieke-uitkomst": Code("De regels geven geen of meer dan een waarde"),
    # Two engines
    "motoren-verschillen": Code("De twee berekeningen komen niet op hetzelfde uit"),
    "motor-uitgevallen": Code("De tweede berekening is niet gelukt"),
    # Proofs
    "bewijs-gat": Code("Een intake krijgt geen waarde"),
    "bewijs-overlap": Code("Een intake krijgt meer dan een waarde"),
    "bewijs-onbereikbaar": Code("Dit komt in geen enkele intake voor"),
    "bewijs-nooit-beslissend": Code("De regel beslist nooit", "waarschuwing"),
    "bewijs-lichter": Code("Een zwaarder antwoord maakt de uitkomst lichter"),
    "bewijs-lichter-anders-gevraagd": Code(
        "Een zwaarder antwoord stelt andere vragen en maakt de uitkomst lichter", "waarschuwing"
    ),
    "bewijs-niet-beslist": Code("Het bewijs is niet rond"),
    # Documents
    "sjabloon-onbruikbaar": Code("Het eigen sjabloon is niet te gebruiken"),
    # Rule tests
    "toets-faalt": Code("Een toets komt niet uit"),
}

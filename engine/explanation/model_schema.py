"""The JSON Schema of a model, which says of every part what it holds."""

from __future__ import annotations

from typing import Any

from engine.explanation.model import MODEL_VERSIE
from engine.rulebook.schema import DIALECT

Schema = dict[str, Any]

_TEKST: Schema = {"type": "string"}
_NAAM: Schema = {"type": "string", "minLength": 1}
_JANEE: Schema = {"type": "boolean"}
_NUMMER: Schema = {"type": "integer", "minimum": 0}
_GETAL: Schema = {"type": "string", "pattern": r"^-?\d+([./]\d+)?$"}
_DAG: Schema = {"type": "string", "format": "date"}


def model_schema() -> Schema:
    """Return the schema of the version of the model that is written here."""
    return {
        "$schema": DIALECT,
        "title": "Model van de Arrangementwijzer",
        **_groep(
            versie={"const": MODEL_VERSIE},
            regelwerk=_groep(
                naam=_NAAM, titel=_NAAM, versie=_NAAM, hash=_NAAM, vanaf=_DAG, tot=_of_niets(_DAG)
            ),
            documenten=_lijst(_groep(id=_NAAM, titel=_NAAM)),
            schalen=_lijst(_groep(id=_NAAM, niveaus=_lijst(_NAAM))),
            themas=_lijst(_groep(id=_NAAM, titel=_NAAM)),
            bewijs=_lijst(_groep(id=_NAAM, tekst=_NAAM)),
            redenen_onbekend=_lijst(_groep(id=_NAAM, tekst=_NAAM)),
            gesprek=_lijst(_NAAM),
            vragen=_lijst(_vraag()),
            weekrooster=_of_niets(_weekrooster()),
            tellingen=_lijst(_telling()),
            dagen_tussen=_lijst(
                _groep(
                    id=_NAAM,
                    titel=_NAAM,
                    van=_NAAM,
                    tot=_NAAM,
                    eenheid=_NAAM,
                    eenheid_bij_een=_NAAM,
                    grond=_NUMMER,
                )
            ),
            uitkomsten=_lijst(_uitkomst()),
            advies=_lijst(_NAAM),
            advies_bij_route=_groep(uitkomsten=_lijst(_NAAM), signalen=_lijst(_NAAM)),
            routes=_lijst(_aanduiding()),
            signalen=_lijst(_aanduiding()),
            regels=_lijst(_regel()),
            grootheden=_lijst(_grootheid()),
            variabelen=_lijst(_NAAM),
            knopen=_lijst({"type": "array", "items": {"type": "integer"}, "minItems": 3}),
            bladen=_lijst(
                {
                    "anyOf": [
                        _JANEE,
                        _NUMMER,
                        _groep(gebrek=_lijst(_NUMMER)),
                    ]
                }
            ),
            gronden=_lijst(_grond()),
        ),
        "$defs": {"voorwaarde": _voorwaarde()},
    }


def _vraag() -> Schema:
    return _groep(
        ["alleen_als", "antwoorden", "per"],
        id=_NAAM,
        thema=_NAAM,
        nummer=_of_niets({"type": "integer"}),
        soort={"enum": ["keuze", "getal", "datum", "tekst"]},
        vraag=_NAAM,
        zo_kiest_u=_of_niets(_NAAM),
        meer_antwoorden=_JANEE,
        eenheid=_TEKST,
        eenheid_bij_een=_TEKST,
        minimum=_of_niets(_GETAL),
        maximum=_of_niets(_GETAL),
        geheel=_JANEE,
        gebruik={"enum": ["regels", "verslag"]},
        veranderbaar=_JANEE,
        vertrouwelijk=_JANEE,
        alleen_als={"$ref": "#/$defs/voorwaarde"},
        antwoorden=_lijst(_antwoord()),
        per=_lijst(_groep(id=_NAAM, tekst=_NAAM)),
        grond=_NUMMER,
    )


def _antwoord() -> Schema:
    vrij: dict[str, Schema] = {
        "niveau": _NAAM,
        "zo_kiest_u": _NAAM,
        "vraagt_bewijs": _lijst(_NAAM),
        "sluit_uit": {"anyOf": [{"const": "alle"}, _lijst(_NAAM)]},
        "onbekend": _NAAM,
        "vraagt_ook": {"enum": ["fasen", "golven"]},
    }
    return _groep(
        list(vrij),
        id=_NAAM,
        tekst=_NAAM,
        **vrij,
    )


def _weekrooster() -> Schema:
    return _groep(
        thema=_NAAM,
        nummer=_of_niets({"type": "integer"}),
        vraag=_NAAM,
        zo_kiest_u=_of_niets(_NAAM),
        kortste_contact=_GETAL,
        grond=_NUMMER,
    )


def _telling() -> Schema:
    return _groep(
        ["tel", "met_minstens", "som"],
        id=_NAAM,
        titel=_NAAM,
        eenheid=_NAAM,
        eenheid_bij_een=_NAAM,
        tel={"enum": ["uren", "dagdelen", "dagen", "langste_contact"]},
        met_minstens=_NUMMER,
        waar=_groep(
            ["wie", "vorm", "tijdelijk", "resultaat"],
            wie=_lijst(_NAAM),
            vorm=_NAAM,
            tijdelijk=_JANEE,
            resultaat=_lijst(_NAAM),
        ),
        som=_lijst(_NAAM),
        grond=_NUMMER,
    )


def _uitkomst() -> Schema:
    return _groep(
        ["plaats", "van", "grond"],
        id=_NAAM,
        titel=_NAAM,
        kies={"enum": ["hoogste", "uniek", "verzamel", "plaats"]},
        waarden=_lijst(_groep(id=_NAAM, tekst=_NAAM)),
        vertrouwelijk=_JANEE,
        plaats=_NUMMER,
        van=_lijst(_NAAM),
        grond=_NUMMER,
    )


def _aanduiding() -> Schema:
    return _groep(id=_NAAM, titel=_NAAM, soort=_NAAM, u=_TEKST, vertrouwelijk=_JANEE, grond=_NUMMER)


def _regel() -> Schema:
    return _groep(
        ["diagram", "onbekend"],
        id=_NAAM,
        omdat=_NAAM,
        u=_TEKST,
        voorwaarde={"$ref": "#/$defs/voorwaarde"},
        diagram={"type": "integer"},
        onbekend=_lijst(_NAAM),
        grond=_NUMMER,
    )


def _grootheid() -> Schema:
    antwoord = _groep(["omdat", "u"], tekst=_NAAM, omdat=_NAAM, u=_NAAM)
    return _groep(
        ["niveaus", "soort", "sneden", "antwoorden", "bijdragen"],
        id=_NAAM,
        eigenaar=_NAAM,
        klassen=_lijst(_NAAM),
        diagram={"type": "integer"},
        niveaus=_lijst(_NUMMER),
        soort={"enum": ["getal", "datum"]},
        sneden=_lijst({"type": "array", "prefixItems": [_GETAL, {"enum": [0, 1]}], "items": False}),
        antwoorden=_lijst(_of_niets(antwoord)),
        bijdragen=_lijst(
            {
                "oneOf": [
                    _groep(regel=_NAAM, klasse=_NUMMER),
                    _groep(regel=_NAAM, niveau_van=_NAAM),
                ]
            }
        ),
    )


def _voorwaarde() -> Schema:
    delen = _lijst({"$ref": "#/$defs/voorwaarde"})
    return {
        "oneOf": [
            _groep(alle=delen),
            _groep(een_van=delen),
            _groep(niet={"$ref": "#/$defs/voorwaarde"}),
            _groep(grootheid=_NAAM, klassen=_lijst(_NUMMER)),
            _groep(onbekend=_NAAM, grootheden=_lijst(_NAAM)),
        ]
    }


def _grond() -> Schema:
    bron = _groep(
        ["paragraaf", "regels", "inventaris", "ook"],
        document=_NAAM,
        paragraaf=_NAAM,
        regels=_NAAM,
        inventaris=_lijst(_NAAM),
        ook=_lijst(_groep(["paragraaf"], document=_NAAM, paragraaf=_TEKST)),
    )
    keuze = _groep(
        keuze=_NAAM,
        waarom=_NAAM,
        zekerheid={"enum": ["hoog", "midden", "laag"]},
        bevestigd=_of_niets(_groep(functie=_NAAM, datum=_DAG)),
    )
    return _groep(["interpretatie"], bron=bron, plaats=_NAAM, interpretatie=keuze)


def _lijst(van: Schema) -> Schema:
    return {"type": "array", "items": van}


def _of_niets(van: Schema) -> Schema:
    return {"anyOf": [van, {"type": "null"}]}


def _groep(vrij: list[str] | None = None, /, **delen: Schema) -> Schema:
    """A group with these parts and no others; those in `vrij` may be left out."""
    return {
        "type": "object",
        "properties": delen,
        "required": [naam for naam in delen if naam not in (vrij or [])],
        "additionalProperties": False,
    }

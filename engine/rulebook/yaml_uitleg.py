"""What the YAML parser means when it stops: its English remarks, in words for a rule writer."""

from __future__ import annotations

TAB = ("er staat een tab waar spaties horen", "Vervang de tab door twee spaties.")
INSPRINGEN = "deze regel springt anders in dan de regels erboven"
_UITLEG_SYNTAX = (
    ("tab character", *TAB),
    ("'\\t'", *TAB),
    (
        "mapping values are not allowed",
        "deze dubbele punt kan hier niet",
        "Zet tekst met een dubbele punt tussen aanhalingstekens. Kijk ook of op de regel erboven "
        "een dubbele punt ontbreekt.",
    ),
    (
        "block sequence entries are not allowed",
        "een streepje kan hier niet",
        "Begin de lijst op een nieuwe regel onder de sleutel.",
    ),
    (
        "expected ':'",
        "na deze sleutel ontbreekt een dubbele punt",
        "Schrijf 'sleutel: waarde'.",
    ),
    (
        "',' or ']'",
        "de lijst die met [ begint is niet afgesloten",
        "Sluit de lijst af met ] en zet komma's tussen de waarden; "
        "tekst met [ of { staat tussen aanhalingstekens.",
    ),
    (
        "',' or '}'",
        "de groep die met { begint is niet afgesloten",
        "Sluit de groep af met } en zet komma's tussen de delen; "
        "tekst met [ of { staat tussen aanhalingstekens.",
    ),
    (
        "end of stream",
        "de tekst tussen aanhalingstekens houdt niet op",
        "Sluit het aanhalingsteken dat hier begint.",
    ),
    (
        "expected key",
        INSPRINGEN,
        "Laat sleutels van dezelfde groep precies even ver inspringen.",
    ),
    (
        "expected <block end>",
        INSPRINGEN,
        "Laat sleutels van dezelfde groep precies even ver inspringen.",
    ),
    (
        "'-' indicator",
        "hier hoort een streepje, of de regel springt verkeerd in",
        "Laat alle streepjes van een lijst precies even ver inspringen.",
    ),
    (
        "cannot start any token",
        "een waarde kan niet met dit teken beginnen",
        "Zet de waarde tussen aanhalingstekens.",
    ),
    (
        "escape",
        "na de schuine streep staat een teken dat niet kan",
        "Gebruik enkele aanhalingstekens: daarin blijft een schuine streep gewoon staan.",
    ),
)


def uitleg_bij(probleem: str) -> tuple[str, str]:
    """Return what is wrong and how to mend it, for a remark of the parser."""
    for deel, uitleg, hulp in _UITLEG_SYNTAX:
        if deel in probleem:
            return uitleg, hulp
    return (
        "de schrijfwijze klopt hier niet",
        "Vergelijk de regel met de regels erboven en eronder.",
    )

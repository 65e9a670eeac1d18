"""The content of the three documents, from a voorstel and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.documenten.basis import Basis
from api.documenten.besluit import beschikking
from api.documenten.gegevens import Brief, Gegevens
from api.documenten.spoedbesluit import spoedbesluit
from api.documenten.verslag import gespreksverslag
from api.documenten.vorm import Alinea, Blok, Deel, Document, Soort
from engine.explanation.teksten import dag_in_woorden

TITELS = {
    Soort.GESPREKSVERSLAG: "Verslag van het gesprek",
    Soort.BESCHIKKING: "Besluit over ondersteuning",
    Soort.SPOEDBESLUIT: "Besluit over tijdelijke hulp met spoed",
}
_DELEN = {
    Soort.GESPREKSVERSLAG: gespreksverslag,
    Soort.BESCHIKKING: beschikking,
    Soort.SPOEDBESLUIT: spoedbesluit,
}


def maak_inhoud(soort: Soort, gegevens: Gegevens) -> Document:
    """Return a document as data.

    What is not known is said as "Nog in te vullen" and never made up. A besluit that is not taken
    yet gives a concept.

    Args:
        soort: which document.
        gegevens: the voorstel with its rules, the besluit, and for whom the document is.
    """
    basis = Basis(gegevens.bij_spoed() if soort is Soort.SPOEDBESLUIT else gegevens)
    concept = soort is not Soort.GESPREKSVERSLAG and gegevens.besluit is None
    titel = f"Concept: {TITELS[soort]}" if concept else TITELS[soort]
    return Document(
        soort,
        titel,
        gegevens.client,
        tuple(_adres(basis)),
        tuple(_kenmerken(basis, soort).items()),
        _aanhef(basis),
        tuple(_begeleidend(basis, soort)),
        tuple(_zonder_lege(_DELEN[soort](basis))),
        _slot(basis, soort),
    )


def _zonder_lege(delen: Iterator[Deel]) -> Iterator[Deel]:
    """Yield the parts that say anything."""
    return (d for d in delen if d.blokken or d.delen)


def _adres(basis: Basis) -> Iterator[str]:
    """Yield whom it goes to; a client of the vangnet is only written to through the begeleider."""
    brief = _brief(basis)
    if not basis.client:
        yield "Voor het dossier van de gemeente"
    elif basis.is_vangnet:
        yield f"{brief.naam or '[naam begeleider]'}, begeleider bij het RIBW"
        yield brief.adres or "[adres begeleider]"
        yield brief.plaats or "[postcode en plaats]"
    else:
        yield brief.naam or "[naam cliënt]"
        yield brief.adres or "[adres]"
        yield brief.plaats or "[postcode en plaats]"


def _brief(basis: Basis) -> Brief:
    """Return what was given for the letter, without an address that is not to be written to."""
    brief = basis.gegevens.brief
    if brief.aan is basis.aan:
        return brief
    return Brief(ondertekenaar=brief.ondertekenaar)


def _aanhef(basis: Basis) -> str:
    if not basis.client:
        return ""
    gewoon = "Geachte begeleider," if basis.is_vangnet else "Geachte [heer of mevrouw naam],"
    return _brief(basis).aanhef or gewoon


def _kenmerken(basis: Basis, soort: Soort) -> Mapping[str, str]:
    brief = basis.gegevens.brief
    is_verslag = soort is Soort.GESPREKSVERSLAG
    dag = brief.gespreksdag if is_verslag else brief.verzonden
    return {
        "Gemeente": basis.gemeente,
        "Datum van het gesprek" if is_verslag else "Verzonden op": (
            dag_in_woorden(dag) if dag else "[datum]"
        ),
        "Ons kenmerk": basis.gegevens.kenmerk or "[kenmerk]",
    }


def _begeleidend(basis: Basis, soort: Soort) -> Iterator[Blok]:
    if not basis.client:
        yield Alinea(
            "Hierin staan ook vertrouwelijke antwoorden. Geef dit stuk niet aan de cliënt, een "
            "naaste of een huisgenoot; daarvoor is er een eigen versie."
        )
        if basis.is_vangnet:
            yield Alinea(
                "Vangnet: stuur de cliënt geen post. Alles gaat via de begeleider van het RIBW, "
                "die ook bepaalt of een huisbezoek kan en zorgt voor de handtekening."
            )
    elif basis.is_vangnet:
        yield Alinea(
            "U krijgt deze brief als begeleider. Wij sturen de cliënt zelf geen post. Wilt u de "
            "inhoud met de cliënt bespreken, op een moment dat u goed vindt?"
        )
        if soort is Soort.GESPREKSVERSLAG:
            yield Alinea("Wilt u ook zorgen voor de handtekening?")
        yield Alinea("Hieronder staat de tekst voor de cliënt.")


def _slot(basis: Basis, soort: Soort) -> tuple[str, ...]:
    if soort is Soort.GESPREKSVERSLAG:
        return ()
    return (
        "Met vriendelijke groet,",
        f"namens het college van burgemeester en wethouders van {basis.gemeente},",
        basis.gegevens.brief.ondertekenaar or "[naam en functie]",
    )

"""The regelboek: the rules of one period as a text for people who never saw the rule files."""

from __future__ import annotations

from engine.explanation.bevestigingslijst import te_bevestigen
from engine.explanation.regelboek.overig import Overig, bronnen, schalen
from engine.explanation.regelboek.taal import geldig
from engine.explanation.regelboek.uitkomsten import Uitkomsten
from engine.explanation.regelboek.vorm import Alinea, Deel, Regelboek
from engine.explanation.regelboek.vragen import tellingen, vragen
from engine.explanation.teksten import dag_in_woorden, opsomming
from engine.rulebook.rulebook import Rulebook

_UITLEG = (
    "Dit document zegt in gewone taal wat het regelwerk vraagt, bepaalt en uitrekent. Het is "
    "gemaakt uit dezelfde regelbestanden als waarmee het programma rekent. Het programma "
    "adviseert; een consulent beslist.",
    "Bij elk onderdeel staat waar het op steunt. Zegt de bron iets niet letterlijk, dan staat er "
    "een keuze bij, met de reden, hoe zeker die is en of de gemeente haar heeft bevestigd. "
    "Onderaan elk onderdeel staan klein het regelbestand en de regel daarin.",
    "Een vraag die er niet toe doet, telt bij een voorwaarde als 'geldt niet'. Is een antwoord nog "
    "onbekend, dan blijft open wat ervan afhangt. Tussen rechte haken staat wat bij een cliënt "
    "wordt ingevuld.",
)


def regelboek(boek: Rulebook, hash_: str) -> Regelboek:
    """Return the rules of a period as a document.

    Args:
        boek: the rulebook of the period.
        hash_: what identifies the text of the regelwerk, in hexadecimal digits.
    """
    keuzes = te_bevestigen(boek)
    open_ = [k for k in keuzes if k.grond.interpretatie and not k.grond.interpretatie.bevestigd]
    gegevens = [
        ("Regelwerk", boek.kop.regelwerk),
        ("Versie", boek.kop.versie),
        ("Geldt", geldig(boek.vanaf, boek.tot)),
        ("Gemeenten", opsomming(_gemeenten(boek), "en")),
        ("Bronnen", "; ".join(_bron(naam, boek) for naam in boek.kop.bronnen)),
        ("Keuzes", f"{len(keuzes)}, waarvan {len(open_)} nog niet bevestigd"),
        ("Controlegetal", hash_),
    ]
    lezen = Deel("lezen", "Hoe u dit leest", blokken=tuple(Alinea((z,)) for z in _UITLEG))
    hoofdstukken = [
        lezen,
        vragen(boek),
        tellingen(boek),
        *Uitkomsten(boek).hoofdstukken(),
        *Overig(boek).hoofdstukken(),
        schalen(boek),
        bronnen(boek),
    ]
    return Regelboek(
        boek.kop.titel,
        tuple((label, tekst) for label, tekst in gegevens if tekst),
        tuple(h for h in hoofdstukken if h.delen or h.id in {"lezen", "routes", "signalen"}),
    )


def _bron(naam: str, boek: Rulebook) -> str:
    document = boek.kop.bronnen[naam]
    return (
        f"{document.titel} ({dag_in_woorden(document.datum)})" if document.datum else document.titel
    )


def _gemeenten(boek: Rulebook) -> list[str]:
    """Return the municipalities: what the question `gemeente` can be answered with by name."""
    vraag = boek.vragen.get("gemeente")
    antwoorden = (vraag.vorm.antwoorden or {}) if vraag else {}
    return [a.tekst for n, a in antwoorden.items() if n != "andere" and not a.onbekend]

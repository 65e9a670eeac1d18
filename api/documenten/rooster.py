"""Who does what, how often and how long, as it stands in a letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from api.documenten.basis import Basis
from api.documenten.vorm import Blok, Invullen, Tabel
from engine.explanation.teksten import dag_in_woorden, met_eenheid, opsomming
from engine.indicatie.intake_vorm import DAGEN, Golfweken, Rij
from engine.indicatie.tijd import tijd_json
from engine.indicatie.voorstel import RESULTATEN, RICHTING
from engine.rulebook.klassen import toon_getal

BEROEPSKRACHT = "beroepskracht"
_DAGNAMEN = dict(
    zip(
        DAGEN,
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        strict=True,
    )
)
_WIE = {
    "zelf": ("de cliënt zelf", "u zelf"),
    "huisgenoot": ("een huisgenoot", "iemand die bij u woont"),
    "naaste": ("een naaste", "een naaste"),
    "vrijwilliger": ("een vrijwilliger", "een vrijwilliger"),
    "andere_wet": ("een beroepskracht via een andere wet", "hulp via een andere wet"),
    "beroepskracht": ("een beroepskracht van de aanbieder", "een begeleider van de aanbieder"),
}


def hoe_vaak(rij: Rij) -> str:
    """Return how often an activity is, with the days in full."""
    if rij.keren_per_maand is not None:
        vaak = f"{toon_getal(Fraction(rij.keren_per_maand))} keer per maand"
    elif rij.dagen_onbekend:
        vaak = "op dagen die nog niet bekend zijn"
    elif rij.weekdagen is None:
        vaak = "een keer"
    elif len(rij.weekdagen) == len(DAGEN):
        vaak = "elke dag"
    else:
        vaak = "op " + opsomming([_DAGNAMEN[d] for d in DAGEN if d in rij.weekdagen], "en")
    om_de_week = "om de week " if rij.om_de_week else ""
    per_dag = f", {rij.keren_per_dag} keer per dag" if rij.keren_per_dag > 1 else ""
    return f"{om_de_week}{vaak}{per_dag}"


def hoe_lang(rij: Rij) -> str:
    """Return how long an activity takes each time, with whether it passes."""
    if rij.vorm == "individueel":
        duur = f"{rij.minuten} {'minuut' if rij.minuten == 1 else 'minuten'}"
    else:
        duur = met_eenheid(toon_getal(Fraction(rij.dagdelen or 0)), "dagdelen in een groep")
    tijdelijk = ", tijdelijk" if rij.tijdelijk else ""
    tijd = f", in {'een goede' if rij.tijd == 'goed' else 'een slechte'} tijd" if rij.tijd else ""
    return f"{duur}{tijdelijk}{tijd}"


def wie_doet_wat(basis: Basis) -> Blok:
    """Return who does what, as a table; what is missing while there is no weekrooster."""
    rijen = basis.voorstel.intake.vorm.weekrooster
    if not rijen:
        return Invullen(basis.zeg("het weekrooster.", "wie u helpt, hoe vaak en hoe lang."))
    kop = ["Wat", "Wie", "Hoe vaak", "Hoe lang per keer"]
    met_fasen = any(r.fase for r in rijen)
    if met_fasen:
        kop.append("Fase")
    return Tabel(
        "Wie doet wat in een gewone week",
        tuple(kop),
        tuple(
            (
                _met_hoofdletter(r.activiteit),
                _WIE[r.wie][basis.client],
                hoe_vaak(r),
                hoe_lang(r),
                *([str(r.fase or "elke")] if met_fasen else []),
            )
            for r in rijen
        ),
    )


def gekozen_resultaten(basis: Basis) -> tuple[str, ...]:
    """Return the results that were decided on, or while nothing was those of the voorstel."""
    besluit = basis.gegevens.besluit
    if besluit is not None and besluit.resultaten and RESULTATEN in basis.boek.uitkomsten:
        bekend = basis.boek.uitkomsten[RESULTATEN].waarden
        return tuple(n for n in bekend if int(n) in besluit.resultaten)
    return basis.voorstel.resultaten


def resultaat_in_woorden(basis: Basis, nummer: str) -> str:
    """Return a result in the reader's wording."""
    uitkomst = basis.boek.uitkomsten[RESULTATEN]
    u = uitkomst.teksten_u.get(nummer) if basis.client else None
    return u or uitkomst.teksten.get(nummer, nummer)


def doel_in_woorden(basis: Basis, nummer: str) -> str:
    """Return the goal of a result in the reader's wording; empty while there is none."""
    vraag = basis.boek.vragen.get(RICHTING)
    gekozen = basis.voorstel.spoor.feiten.get(f"{RICHTING}.{nummer}")
    antwoord = (vraag.vorm.antwoorden or {}).get(str(gekozen)) if vraag else None
    if antwoord is None:
        return ""
    return (antwoord.u if basis.client else None) or antwoord.tekst


def per_resultaat(basis: Basis) -> Blok:
    """Return per result what is done for it, how often, how long and how much a week."""
    rijen = _eerste_fase(basis)
    if not rijen:
        return Invullen("per resultaat de activiteiten, hoe vaak, hoe lang en de uren per week.")
    golven = basis.voorstel.intake.vorm.golven
    regels = []
    for nummer in gekozen_resultaten(basis):
        voor = [r for r in rijen if str(r.resultaat) == nummer]
        eigen = [r for r in voor if r.wie == BEROEPSKRACHT]
        wat = "; ".join(f"{r.activiteit}: {hoe_vaak(r)}, {hoe_lang(r)}" for r in eigen)
        anderen = opsomming(list(dict.fromkeys(_WIE[r.wie][basis.client] for r in voor)), "en")
        if not eigen and anderen:
            wat = basis.zeg(
                f"hierbij helpt geen aanbieder, wel: {anderen}",
                f"wie dit doet: {anderen}. De aanbieder helpt hier niet bij.",
            )
        tekst = _met_hoofdletter(resultaat_in_woorden(basis, nummer))
        if wat:
            geen = basis.zeg("niet van de aanbieder", "geen tijd van de aanbieder")
            tijd = _samen(eigen, golven) if eigen else geen
            regels.append((tekst, _met_hoofdletter(wat), tijd))
    gekozen = [r for r in rijen if str(r.resultaat) in gekozen_resultaten(basis)]
    regels.append(("Samen", "", _samen(gekozen, golven)))
    titel = "De hulp per resultaat"
    if basis.voorstel.fasen:
        titel += ", in de eerste fase"
    return Tabel(titel, ("Resultaat", "Wat, hoe vaak en hoe lang", "Per week"), tuple(regels))


def zonder_activiteit(basis: Basis) -> tuple[str, ...]:
    """Return the results for which nobody does anything in the weekrooster."""
    gepland = {str(r.resultaat) for r in _eerste_fase(basis)}
    return tuple(n for n in gekozen_resultaten(basis) if gepland and n not in gepland)


def zonder_resultaat(basis: Basis) -> tuple[str, ...]:
    """Return the activities of the provider for results that were not decided on."""
    gekozen = gekozen_resultaten(basis)
    return tuple(
        r.activiteit
        for r in _eerste_fase(basis)
        if r.wie == BEROEPSKRACHT and str(r.resultaat) not in gekozen
    )


def _samen(rijen: list[Rij], golven: Golfweken | None) -> str:
    tijd = tijd_json(rijen, golven)
    return per_week(tijd["uren_per_week"], tijd["dagdelen_per_week"]) or "geen tijd"


def per_week(uren: str | list[str], dagdelen: str | list[str]) -> str:
    """Return hours and dagdelen a week in words; empty when there are none."""
    delen = []
    if uren != "0.00":
        delen.append(f"{_getal(uren)} uur")
    if dagdelen != "0.00":
        delen.append(met_eenheid(_getal(dagdelen), "dagdelen"))
    return " en ".join(delen)


def per_fase(basis: Basis) -> Blok | None:
    """Return the phases with their inzet, arrangement and time; None without phases."""
    fasen = basis.uitkomst.get("fasen")
    if not fasen:
        return None
    fase_op_nummer = {f.nummer: f for f in basis.voorstel.fasen}
    besluit = basis.gegevens.besluit
    besloten = {f.nummer: f.arrangement for f in besluit.fasen} if besluit else {}
    return Tabel(
        "De hulp in fasen",
        ("Fase", "Van", "Tot en met", "Inzet", "Arrangement", "Per week"),
        tuple(
            (
                str(f["nummer"]),
                dag(fase_op_nummer[f["nummer"]].van),
                dag(fase_op_nummer[f["nummer"]].tot),
                f["inzet"] or "nog niet bekend",
                str(besloten.get(f["nummer"], f["arrangement"]) or "nog niet bekend"),
                per_week(f["tijd"]["uren_per_week"], f["tijd"]["dagdelen_per_week"]),
            )
            for f in fasen
        ),
    )


def dag(dag_: date | None) -> str:
    """Return a day in words, or that it is not known."""
    return "nog niet bekend" if dag_ is None else dag_in_woorden(dag_)


def _eerste_fase(basis: Basis) -> list[Rij]:
    rijen: Iterable[Rij] = basis.voorstel.intake.vorm.weekrooster or []
    return [r for r in rijen if r.fase in {None, 1}]


def _getal(waarde: str | list[str]) -> str:
    if isinstance(waarde, list):
        return " tot ".join(_getal(w) for w in waarde)
    return waarde.removesuffix(".00").replace(".", ",")


def _met_hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]

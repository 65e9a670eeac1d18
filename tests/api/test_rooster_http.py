"""A weekrooster with rows that are not finished: the form and /v1 take the same."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData, UploadFile

from api.routes.deelcontrole import Onaffe, controleer_delen
from api.routes.lichaam import Lichaam
from api.web.roosterveld import Roosterveld, leeg
from engine.rulebook.lezen import lees_json
from tests.api.dienst import begin, delen
from tests.api.hulp import BOEK, REGELWERK


def test_what_the_form_keeps_is_taken_over_http_and_the_other_way_round(klant: TestClient) -> None:
    """A weekrooster with a row that is not finished, which the form keeps as it was written."""
    pad = begin(klant)
    pagina = pad.removeprefix("/v1")
    rij = {
        "activiteit": "koken",
        "ritme": "week",
        "minuten": "een half uur",
        "dagen": ["ma", "wo"],
        "bewijs": ["gezien"],
    }
    velden: dict[str, Any] = {f"rij-0-{naam}": waarde for naam, waarde in rij.items()}
    velden |= {"versie:weekrooster": "0", "actie": "bewaar"}
    klant.post(f"{pagina}/weekrooster", data=velden)
    [deel] = klant.get(pad).json()["delen"]
    assert deel["inhoud"]["onaf"] == [rij]
    inhoud = deel["inhoud"] | {"compleet": "nee"}
    anders = {"weekrooster": inhoud | {"onaf": [rij | {"wie": "zelf"}]}}
    assert klant.patch(pad, json=delen(anders, deel["versie"])).status_code == 200
    blad = klant.get(f"{pagina}/weekrooster", headers={"Accept": "text/html"})
    assert blad.status_code == 200
    assert "een half uur" in blad.text


def test_every_field_of_the_form_may_be_in_a_row_that_is_not_finished() -> None:
    assert set(Onaffe.model_fields) == set(leeg())


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                naam: st.lists(st.sampled_from(["ma", "zo"]), unique=True)
                if naam in {"dagen", "bewijs"}
                else st.sampled_from(["", "1", "12,5", "ja", "zelf", "groep", "maand", "a b"])
                for naam in sorted(leeg().keys() - {"gedeeld", "tijd", "bewijs"})
            }
        ),
        max_size=3,
    ),
    st.sampled_from(["", "ja", "nee"]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_form_keeps_of_a_weekrooster_may_be_sent(
    rijen: list[dict[str, Any]], compleet: str
) -> None:
    post: list[tuple[str, str | UploadFile]] = [("compleet", compleet)]
    for nummer, rij in enumerate(rijen):
        for naam, waarde in rij.items():
            waarden = waarde if isinstance(waarde, list) else [waarde]
            post += [(f"rij-{nummer}-{naam}", w) for w in waarden]
    inhoud, _ = Roosterveld().lees(FormData(post), None)
    tekst = json.dumps(delen({"weekrooster": inhoud}))
    knoop, _ = lees_json(tekst)
    assert knoop is not None
    controleer_delen(Lichaam(tekst, knoop), REGELWERK, BOEK.vanaf)

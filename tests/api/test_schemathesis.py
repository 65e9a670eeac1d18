"""The service against its own description, with requests that nobody thought of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import uvicorn

from tests.api.dienst import Proefdienst, begin_gevuld
from tests.api.hulp import WORTEL

PROGRAMMA = Path(sys.executable).parent / "schemathesis"
INSTELLING = WORTEL / "tests/api/schemathesis.toml"


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    # Longer, by hand: more examples, and without --generation-deterministic.
    dienst = Proefdienst(tmp_path)
    gesprek = begin_gevuld(dienst.klant())
    voorstel = dienst.klant().post(f"{gesprek}/voorstellen", json={}).json()["id"]
    omgeving = {"AANMELDING": dienst.koekje(), "GESPREK": gesprek[-32:], "VOORSTEL": voorstel}
    server = uvicorn.Server(uvicorn.Config(dienst.app, port=0, log_level="error"))
    draad = Thread(target=server.run)
    draad.start()
    try:
        while not server.started:
            draad.join(0.01)
            assert draad.is_alive()
        poort = server.servers[0].sockets[0].getsockname()[1]
        adres = f"http://127.0.0.1:{poort}/v1"
        uitslag = subprocess.run(
            [
                *(PROGRAMMA, "--config-file", INSTELLING),
                *("run", f"{adres}/openapi.json", "--url", adres),
                *("--max-examples", "3", "--generation-deterministic", "--continue-on-failure"),
                *("--suppress-health-check", "all", "--no-color"),
            ],
            cwd=tmp_path,
            env=os.environ | omgeving,
            capture_output=True,
            check=False,
            text=True,
            timeout=240,
        )
    finally:
        server.should_exit = True
        draad.join()
        dienst.sluit()
    assert uitslag.returncode == 0, uitslag.stdout[-6000:] + uitslag.stderr[-2000:]

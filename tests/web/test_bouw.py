"""How the style sheet and the tools of the pages come to a computer."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.api.hulp import WORTEL

PAKKET = json.loads((WORTEL / "package.json").read_text(encoding="utf-8"))
SLOT = json.loads((WORTEL / "package-lock.json").read_text(encoding="utf-8"))
WEB = WORTEL / "api" / "web"


def draai(hulpmiddel: str, pad: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the tools with only the programs of a folder."""
    return subprocess.run(
        ["/bin/sh", WORTEL / "tools" / hulpmiddel],
        capture_output=True,
        check=False,
        env={"PATH": str(pad)},
        text=True,
    )


def programma(map_: Path, naam: str, inhoud: str) -> None:
    (map_ / naam).write_text(f"#!/bin/sh\n{inhoud}\n", encoding="utf-8")
    (map_ / naam).chmod(0o755)


def test_every_package_has_one_version_and_a_hash_and_no_address() -> None:
    gevraagd = {**PAKKET["dependencies"], **PAKKET["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", versie) for versie in gevraagd.values())
    pakketten = {naam: deel for naam, deel in SLOT["packages"].items() if naam}
    for naam, versie in gevraagd.items():
        assert pakketten[f"node_modules/{naam}"]["version"] == versie
    for naam, deel in pakketten.items():
        assert deel["integrity"].startswith("sha512-"), naam
        assert "resolved" not in deel, naam
    assert "registry=" not in (WORTEL / ".npmrc").read_text(encoding="utf-8")


def test_every_token_that_our_own_styles_read_is_there() -> None:
    opmaak = "".join(p.read_text(encoding="utf-8") for p in (WEB / "static").glob("*.css"))
    alles = opmaak + (WEB / "gebouwd" / "stijl.css").read_text(encoding="utf-8")
    gezet = set(re.findall(r"(--[\w-]+)\s*:", alles))
    assert set(re.findall(r"var\((--[\w-]+)\)", opmaak)) - gezet == set()


def test_without_node_the_installation_says_in_dutch_what_to_do(tmp_path: Path) -> None:
    uitslag = draai("install-node.sh", tmp_path)
    assert uitslag.returncode == 1
    assert "op deze computer ontbreekt node." in uitslag.stderr
    programma(tmp_path, "npm", "exit 0")
    programma(tmp_path, "node", "echo v18.19.0; exit 1")
    uitslag = draai("install-node.sh", tmp_path)
    assert uitslag.returncode == 1
    assert "staat Node.js v18.19.0" in uitslag.stderr


@pytest.mark.parametrize("naam", ["chromium", "google-chrome"])
def test_a_browser_that_is_there_is_not_installed_again(tmp_path: Path, naam: str) -> None:
    programma(tmp_path, naam, "exit 0")
    uitslag = draai("install-chromium.sh", tmp_path)
    assert (uitslag.returncode, uitslag.stdout, uitslag.stderr) == (0, "", "")


def test_without_a_browser_the_tests_say_in_dutch_what_to_do(tmp_path: Path) -> None:
    uitslag = draai("install-chromium.sh", tmp_path)
    assert uitslag.returncode == 1
    assert "sudo apt-get install chromium" in uitslag.stderr

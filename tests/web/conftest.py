"""A real service and a real browser for the tests of the pages."""

from __future__ import annotations

import contextlib
import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.web.formulierhulp import Proef, tabblad
from tests.web.proef import maak_proefdienst

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""As tools/install-chromium.sh looks for them."""


@pytest.fixture(scope="session")
def adres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that runs in this process, on a port of its own."""
    with socket.socket() as deur:
        deur.bind(("127.0.0.1", 0))
        deur.listen(128)
        server = uvicorn.Server(
            uvicorn.Config(
                maak_proefdienst(tmp_path_factory.mktemp("sleutel")),
                log_level="error",
                access_log=False,
                lifespan="off",
            )
        )
        draad = threading.Thread(target=server.run, args=([deur],), daemon=True)
        draad.start()
        yield f"http://127.0.0.1:{deur.getsockname()[1]}"
        server.should_exit = True
        draad.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it.

    Not longer than a module: while Playwright is there, other tests cannot run an event loop.
    """
    gevonden = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert gevonden, "Chromium ontbreekt: sh tools/install-chromium.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=gevonden, args=["--no-sandbox", "--disable-gpu"]
        )
        with contextlib.closing(browser):
            yield browser


@pytest.fixture
def pagina(browser: Browser, adres: str) -> Iterator[Page]:
    """A tab on a tablet, that fails its test when the page reports a mistake of its own."""
    context = browser.new_context(
        base_url=adres, viewport={"width": 820, "height": 1180}, locale="nl-NL", has_touch=True
    )
    with contextlib.closing(context), tabblad(context) as pagina:
        yield pagina


@pytest.fixture(scope="module")
def proef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proef]:
    with Proef(tmp_path_factory.mktemp("formulier")).draait() as proef:
        yield proef


@pytest.fixture
def context(browser: Browser, proef: Proef) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=proef.adres, viewport={"width": 820, "height": 1180}, locale="nl-NL"
    )
    proef.meld_aan(context)
    with contextlib.closing(context):
        yield context


@pytest.fixture
def blad(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails its test when the page reports a mistake of its own."""
    with tabblad(context) as pagina:
        yield pagina


@pytest.fixture
def zonder_script(browser: Browser, proef: Proef) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(base_url=proef.adres, java_script_enabled=False)
    proef.meld_aan(context)
    with contextlib.closing(context):
        pagina = context.new_page()
        pagina.set_default_timeout(5000)
        yield pagina


@pytest.fixture
def browser_van(browser: Browser, proef: Proef) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each other person that the tests ask for, by who they are."""
    with contextlib.ExitStack() as stapel:
        per_sub = {}
        for sub in ("ontwikkel-consulent-stein", "ontwikkel-backoffice-beek"):
            context = stapel.enter_context(
                contextlib.closing(browser.new_context(base_url=proef.adres, locale="nl-NL"))
            )
            proef.meld_aan(context, sub)
            per_sub[sub] = context
        yield per_sub

"""Working a page as people do: by hand, or by key with an eye on where the focus is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from playwright.sync_api import Page

Velden = Mapping[str, Sequence[str]]
"""Per field of a form what has to stand in it."""
MEESTE_TOETSEN = 400
DUUR = 20_000
"""Milliseconds: the longest that a page may take."""
OPEN = """e => {
    while (e.closest('details:not([open])')) e.closest('details:not([open])').open = true;
    return e.type;
}"""
"""Opens what is closed around a field, and tells what it is."""
STAND_VAN_FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const vak = e.closest('.keuze, .dag__vak') ?? e;
    const stijl = getComputedStyle(vak);
    const maat = vak.getBoundingClientRect();
    const x = Math.min(Math.max(maat.x + maat.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(maat.y + maat.height / 2, 0), innerHeight - 1);
    const boven = document.elementFromPoint(x, y);
    const dicht = e.matches('summary') && !e.parentElement.open;
    return {
        naam: e.name ?? '', waarde: e.value ?? '', soort: e.type ?? e.localName,
        tekst: e.textContent.trim().slice(0, 60),
        dicht: dicht ? [...e.parentElement.querySelectorAll('[name]')].map(v => v.name) : [],
        ring: e.type === 'date'
            || (stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2),
        in_beeld: maat.width > 0 && maat.height > 0 && maat.bottom > 0 && maat.right > 0
            && maat.top < innerHeight && maat.left < innerWidth
            && (vak.contains(boven) || Boolean(boven?.contains(vak))),
    };
}"""


class Hand(Protocol):
    """How somebody works a page."""

    pagina: Page

    def zet(self, velden: Velden) -> None:
        """Fill in fields of the page, from the top down."""

    def druk(self, knop: str) -> None:
        """Press a button that brings another page, by the text on it."""

    def ga(self, link: str) -> None:
        """Follow a link by its text."""

    def erbij(self, knop: str) -> None:
        """Press a button that adds something to this page."""


class Muis:
    """Works a page by hand, with a finger or a mouse."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina

    def zet(self, velden: Velden) -> None:
        for naam, waarden in velden.items():
            vakken = self.pagina.locator(f'main [name="{naam}"]')
            soort: str = vakken.first.evaluate(OPEN)
            for waarde in waarden:
                if soort in {"radio", "checkbox"}:
                    kies = f':has(> [name="{naam}"][value="{waarde}"])'
                    self.pagina.locator(f".keuze{kies}, .dag__vak{kies}").click(force=True)
                elif soort == "select-one":
                    vakken.select_option(waarde, force=True)
                else:
                    vakken.fill(waarde, force=True)

    def druk(self, knop: str) -> None:
        with self.pagina.expect_navigation():
            self.erbij(knop)

    def ga(self, link: str) -> None:
        with self.pagina.expect_navigation():
            self.pagina.get_by_role("link", name=link, exact=True).first.click(force=True)

    def erbij(self, knop: str) -> None:
        self.pagina.get_by_role("button", name=knop, exact=True).click(force=True)


class Toetsen:
    """Works a page by key alone, and looks at every step whether the focus shows."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina
        self.stappen = 0
        self.is_verzet = False
        """Whether the page itself has just moved the focus."""
        self.klachten: list[str] = []

    def zet(self, velden: Velden) -> None:
        for naam, waarden in velden.items():
            keuzes = list(waarden)
            while keuzes:
                staat = self._tot("naam", naam)
                self._kies(staat, keuzes)

    def _kies(self, staat: dict[str, Any], keuzes: list[str]) -> None:
        """Fill in the field that has the focus; take what then stands in it from the choices."""
        toets, soort = self.pagina.keyboard, staat["soort"]
        if soort == "radio":
            plaats = self._plaats(staat["naam"], keuzes.pop())
            if not plaats:
                toets.press("Space")
            for _ in range(plaats):
                toets.press("ArrowDown")
        elif soort == "checkbox":
            if staat["waarde"] in keuzes:
                keuzes.remove(staat["waarde"])
                toets.press("Space")
        elif soort == "select-one":
            waarde = keuzes.pop()
            for _ in range(self._keuze(waarde)):
                toets.press("ArrowDown")
        elif soort == "date":
            self._datum(keuzes.pop())
        else:
            toets.press("Control+A")
            toets.insert_text(keuzes.pop())

    def _datum(self, waarde: str) -> None:
        """Type a day; which part comes first is up to the language of the browser."""
        jaar, maand, dag = waarde.split("-")
        for tekst in (dag + maand + jaar, maand + dag + jaar):
            self.pagina.keyboard.type(tekst)
            if self.pagina.evaluate("document.activeElement.value") == waarde:
                return
            self.pagina.keyboard.press("ArrowLeft")
            self.pagina.keyboard.press("ArrowLeft")
        raise AssertionError(f"met toetsen niet in te vullen: {waarde} op {self.pagina.url}")

    def _plaats(self, naam: str, waarde: str) -> int:
        return int(
            self.pagina.evaluate(
                "([naam, waarde]) => [...document.getElementsByName(naam)]"
                ".findIndex(e => e.value === waarde)",
                [naam, waarde],
            )
        )

    def _keuze(self, waarde: str) -> int:
        return int(
            self.pagina.evaluate(
                "waarde => [...document.activeElement.options].findIndex(o => o.value === waarde)"
                " - document.activeElement.selectedIndex",
                waarde,
            )
        )

    def _tot(self, wat: str, gezocht: str) -> dict[str, Any]:
        """Press Tab until the focus is where it has to be; open what is closed around it."""
        for _ in range(MEESTE_TOETSEN):
            staat = self.kijk() if self.is_verzet else self.stap()
            self.is_verzet = False
            if staat is not None and staat[wat] == gezocht:
                return staat
            if staat is not None and gezocht in staat["dicht"]:
                self.pagina.keyboard.press("Enter")
        raise AssertionError(f"met Tab niet te bereiken: {gezocht} op {self.pagina.url}")

    def stap(self, toets: str = "Tab") -> dict[str, Any] | None:
        """Go one step on, or back with Shift+Tab; return where the focus then is."""
        self.pagina.keyboard.press(toets)
        self.stappen += 1
        return self.kijk()

    def ronde(self, toets: str = "Tab") -> list[str]:
        """Go on until the focus leaves the page; return what it came by, each once in a row."""
        langs: list[str] = []
        while (staat := self.stap(toets)) is not None:
            wat = staat["naam"] or staat["tekst"]
            if langs[-1:] != [wat]:
                langs.append(wat)
            assert len(langs) < MEESTE_TOETSEN, f"geen einde aan {self.pagina.url}"
        return langs

    def kijk(self) -> dict[str, Any] | None:
        """Return where the focus is, None when it is nowhere; note when it does not show."""
        staat: dict[str, Any] | None = self.pagina.evaluate(STAND_VAN_FOCUS)
        if staat is not None:
            wat = f"{self.pagina.url}: {staat['naam'] or staat['tekst']}"
            if not staat["ring"]:
                self.klachten.append(f"geen rand: {wat}")
            if not staat["in_beeld"]:
                self.klachten.append(f"niet in beeld: {wat}")
        return staat

    def druk(self, knop: str) -> None:
        self.ga(knop)

    def ga(self, link: str) -> None:
        self._tot("tekst", link)
        with self.pagina.expect_navigation():
            self.pagina.keyboard.press("Enter")

    def erbij(self, knop: str) -> None:
        self._tot("tekst", knop)
        self.pagina.keyboard.press("Enter")
        self.is_verzet = True

"""A tablet at a kitchen table: a browser with the device in it, and looking into what it keeps."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

GEDULD = 10_000
_INHOUD = """async () => {
  const open = indexedDB.open("arrangementwijzer");
  const bank = await new Promise((goed) => { open.onsuccess = () => goed(open.result); });
  const alles = (winkel) => new Promise((goed) => {
    const vraag = bank.transaction(winkel).objectStore(winkel).getAll();
    vraag.onsuccess = () => goed(vraag.result);
  });
  const tekst = (bytes) => new TextDecoder("latin1").decode(bytes);
  const sleutels = (await alles("sleutels")).map(({ sleutel, ...rest }) =>
    ({ ...rest, uitleesbaar: sleutel.extractable, soort: sleutel.algorithm }));
  const geheimen = (await alles("geheimen")).map(({ iv, geheim, ...rest }) =>
    ({ ...rest, iv: [...iv], geheim: tekst(geheim) }));
  bank.close();
  return JSON.stringify({ sleutels, geheimen });
}"""
_CACHES = """async () => {
  const teksten = {};
  for (const naam of await caches.keys())
    for (const vraag of await (await caches.open(naam)).keys())
      teksten[vraag.url] = await (await caches.match(vraag)).text();
  return teksten;
}"""
_SLEUTEL = """async (wijziging) => {
  const open = indexedDB.open("arrangementwijzer");
  const bank = await new Promise((goed) => { open.onsuccess = () => goed(open.result); });
  const winkel = bank.transaction("sleutels", "readwrite").objectStore("sleutels");
  await new Promise((goed) => { winkel.getAll().onsuccess = ({ target }) => {
    for (const sleutel of target.result) winkel.put({ ...sleutel, ...wijziging });
    winkel.transaction.oncomplete = goed;
  }; });
  bank.close();
}"""
_VERHUIS = """async () => {
  const open = indexedDB.open("arrangementwijzer");
  const bank = await new Promise((goed) => { open.onsuccess = () => goed(open.result); });
  const winkel = bank.transaction("geheimen", "readwrite").objectStore("geheimen");
  await new Promise((goed) => { winkel.getAll().onsuccess = ({ target }) => {
    for (const deel of target.result) {
      winkel.delete(deel.id);
      winkel.put({ ...deel, id: `${deel.id} elders` });
    }
    winkel.transaction.oncomplete = goed;
  }; });
  bank.close();
}"""


def inhoud(pagina: Page) -> dict[str, list[dict[str, Any]]]:
    """Return everything that the browser keeps in IndexedDB, the encrypted parts as they lie."""
    gelezen: dict[str, list[dict[str, Any]]] = json.loads(pagina.evaluate(_INHOUD))
    return gelezen


def bewaarde_bladen(pagina: Page) -> dict[str, str]:
    """Return the text of every response that the browser keeps, by its address."""
    teksten: dict[str, str] = pagina.evaluate(_CACHES)
    return teksten


def verzet_sleutel(pagina: Page, **wijziging: object) -> None:
    """Change what stands beside the keys, as time would."""
    pagina.evaluate(_SLEUTEL, wijziging)


def wacht_op(pagina: Page, *delen: str) -> None:
    """Wait until the line above the page says something."""
    for deel in delen:
        pagina.locator("#toestelstand").filter(has_text=deel).wait_for(timeout=GEDULD)


def klaar(pagina: Page) -> None:
    """Wait until the page has everything it needs to go on without a connection."""
    pagina.get_by_text("Werkt ook zonder verbinding").wait_for(timeout=GEDULD)


def verhuis(pagina: Page) -> None:
    """Move every encrypted text to another place in the store."""
    pagina.evaluate(_VERHUIS)

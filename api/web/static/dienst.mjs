/**
 * Stands between the pages and the network: without a connection it gives the blank page of the
 * place that was asked for, and the files. It knows no case; the page fills itself.
 */
const GESPREK = /^\/gesprekken\/([0-9a-f]{32})(\/.*)?$/;
const GEDULD = 8_000; // milliseconds: with a bad connection one does not wait for ever
const GEEN = [502, 503, 504];
const LIJST = "/zonder-verbinding";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (gebeurtenis) => gebeurtenis.waitUntil(clients.claim()));
addEventListener("fetch", (gebeurtenis) => {
  const { request } = gebeurtenis;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") gebeurtenis.respondWith(pagina(request, pathname));
  else if (request.method === "GET" && pathname.startsWith("/web/"))
    gebeurtenis.respondWith(caches.match(request).then((bestand) => bestand ?? fetch(request)));
});

async function pagina(request, pad) {
  const echt = fetch(request);
  echt.catch(() => {}); // when it comes too late, the page is there already
  try {
    const antwoord = await Promise.race([echt, ...(request.method === "GET" ? [wacht()] : [])]);
    if (antwoord && !GEEN.includes(antwoord.status)) return antwoord;
  } catch {
    // No connection: the answer below, or else the failure itself.
  }
  return (await blanco(pad)) ?? echt;
}
const wacht = () => new Promise((goed) => { setTimeout(goed, GEDULD); });

/** The blank page by the rules of the gesprek; of any other place the list of what is here. */
async function blanco(pad) {
  const [, gesprek, rest = ""] = GESPREK.exec(pad) ?? [];
  const regels = gesprek && await regelsVan(gesprek);
  const namen = (await caches.keys()).filter((naam) => naam.startsWith("pakket ")).reverse();
  for (const naam of namen) {
    const eigen = naam.split(" ")[2];
    if (regels && eigen !== regels) continue;
    const pakket = await caches.open(naam);
    const bladen = `/toestel/${eigen}/bladen`;
    const eigenBlad = gesprek && await pakket.match(bladen + rest);
    const blad = eigenBlad ?? await pakket.match(bladen + LIJST);
    if (blad) return blad;
  }
  return undefined;
}

/** By which rules a gesprek on this device goes; that much stands there in plain. */
const regelsVan = (gesprek) => new Promise((goed) => {
  const open = indexedDB.open("arrangementwijzer", 1);
  open.onerror = () => goed(undefined);
  // The pages make the store; without it there is nothing to look up.
  open.onupgradeneeded = () => open.transaction.abort();
  open.onsuccess = () => {
    const bank = open.result;
    const vraag = bank.transaction("geheimen").objectStore("geheimen").index("gesprek")
      .getAll(gesprek);
    vraag.onsuccess = () => {
      bank.close();
      goed(vraag.result.find(({ regels }) => regels)?.regels);
    };
    vraag.onerror = () => goed(undefined);
  };
});

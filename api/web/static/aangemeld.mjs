/**
 * On every page of who signed in: sends what this device still holds, and lets nobody sign out of
 * work that was not sent without knowing.
 */
import { aantal, knop, link, maak } from "./elementen.mjs";
import { kluisGaatOpen } from "./gebruiker.mjs";

import { verstuur } from "./versturen.mjs";
import { Werk, tel } from "./werk.mjs";

const kluis = await kluisGaatOpen;
const isGesprek = Boolean(document.querySelector("meta[name=gesprek]"));

for (const formulier of document.querySelectorAll('form[action="/afmelden"]'))
  formulier.addEventListener("submit", (gebeurtenis) => {
    if (!kluis) return;
    gebeurtenis.preventDefault();
    meldAf();
  });
if (kluis && !isGesprek) await stuurNa();

/** On pages outside a gesprek: send, and say what is left to do. */
async function stuurNa() {
  const werk = new Werk(kluis);
  await werk.ruimOp();
  if ((await werk.open()).length) await verstuur(werk);
  const open = await werk.open();

  if (!open.length) return;
  const plek = ({ gesprek, pagina }) => `/gesprekken/${gesprek}/${pagina}`;
  const adressen = [...new Set(open.map(plek))];
  document.querySelector("main h1").after(maak("div.kaart", { role: "status" },
    maak("p.nl-paragraph", {}, `${aantal(tel(open), "wijziging staat", "wijzigingen staan")} ` +
      "alleen op dit toestel."),
    maak("ul.lijst", {}, ...adressen.map((adres, nummer) => maak("li.lijst__punt", {},
      link(`Ga ermee verder (${nummer + 1})`, adres))))));
}

async function meldAf() {
  const open = await kluis.aantalOpen();
  if (!open || await vraagNa()) {
    let antwoord;
    try {
      antwoord = await fetch("/afmelden", { method: "POST", redirect: "manual" });
    } catch {
      antwoord = null;
    }
    if (!antwoord) return zeg("Afmelden kan pas als er weer verbinding is. Er is niets gewist.");
    await kluis.wis();
    location.assign("/aanmelden");
  }
  return undefined;
}

/** Ask before work that was not sent is wiped. */
function vraagNa() {
  return new Promise((goed) => {
    const venster = maak("dialog.kaart.venster", { "aria-labelledby": "kop-afmelden" },
      maak("h2.nl-heading.nl-heading--level-3", { id: "kop-afmelden" },
        "Er is nog werk niet verstuurd"),
      maak("p.nl-paragraph", {}, "Wat u op dit toestel hebt ingevuld, staat nog niet bij de " +
        "gemeente. Afmelden wist het van dit toestel. Dat is niet terug te halen."),
      maak("div.utrecht-button-group.knoppen", {},
        knop("Ga terug", () => venster.close(), "primary"),
        knop("Meld af en wis het", () => venster.close("wis"), "secondary")));
    venster.addEventListener("close", () => {
      venster.remove();
      goed(venster.returnValue === "wis");
    });
    document.body.append(venster);
    venster.showModal();
  });
}

function zeg(tekst) {
  const plek = document.querySelector("#toestelstand")
    ?? document.querySelector("main h1").parentElement.insertBefore(
      maak("p.nl-paragraph", { role: "status" }), document.querySelector("main h1").nextSibling);
  plek.textContent = tekst;
}

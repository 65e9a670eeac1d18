/** A blank page of the device becomes a page of a gesprek. */
import { feiten, isGevraagd, leesRooster } from "./antwoorden.mjs";
import { maak } from "./elementen.mjs";
import { BLANCO } from "./gebruiker.mjs";
import { lees } from "./lezer.mjs";

const NA_HET_GESPREK = ["dossier", "tussentijds"];

/** Put the id of the gesprek in every address, and its name above the page. */
export function benoem(gesprek, naam) {
  const van = `/gesprekken/${BLANCO}`;
  for (const element of document.querySelectorAll("a[href], form"))
    for (const { name, value } of [...element.attributes])
      if (value.startsWith(van))
        element.setAttribute(name, `/gesprekken/${gesprek}${value.slice(van.length)}`);
  document.querySelector(".tabs__kop").textContent = naam;
}

/** Take everything off the page but its heading, and say why. */
export function leeg(...tekst) {
  const hoofd = document.querySelector("main");
  hoofd.replaceChildren(hoofd.querySelector("h1"), maak("div.kaart", {},
    ...tekst.map((zin) => maak("p.nl-paragraph", {}, zin))));
}

/** Show the answers beside which doubt is noted, and which questions do not matter now. */
export function richtIn(model, velden, stand) {
  const vragen = new Map(model.vragen.map((vraag) => [vraag.id, vraag]));
  for (const plek of document.querySelectorAll("[data-staat]")) {
    const vraag = vragen.get(plek.dataset.staat);
    const gekozen = vraag.antwoorden?.find(({ id }) => id === velden[vraag.id]?.[0]);
    plek.textContent = gekozen?.tekst ?? "nog niet bekend";
    plek.closest(".vraag").hidden = !isGevraagd(vraag, velden);
  }
  for (const plek of document.querySelectorAll(".bij")) {
    const is = [...plek.querySelectorAll("input, select")].some((vak) =>
      (vak.type === "checkbox" ? vak.checked : vak.value));
    plek.querySelector(".bij__stand")?.remove();
    if (is) plek.querySelector("summary").append(" ", maak("span.bij__stand", {}, "ingevuld"));
  }
  const open = leesOpen(model, velden, stand);
  zetApart(model, open);
  zetVoortgang(model, velden, open, stand.elders);
}

/** Evaluate what the client may read along with; null when it cannot be. */
function leesOpen(model, velden, { data, velden: eerder, elders }) {
  const alles = feiten(model, { ...data, ...velden }, { ...data, ...eerder }, elders);
  const geheim = model.vragen.filter(({ vertrouwelijk }) => vertrouwelijk).map(({ id }) => id);
  const mag = ([naam]) => !geheim.includes(naam.split(".")[0]);
  try {
    return lees(model).evalueer(Object.fromEntries(Object.entries(alles).filter(mag)));
  } catch {
    return null;
  }
}

/** Where each question stands on the page while it matters. */
const plaatsen = new Map();
const apart = maak("details.hulp.meer", {}, maak("summary.hulp__kop"), maak("div.formulier"));

function zetApart(model, open) {
  const balk = document.querySelector("form.formulier > .bewaarbalk");
  if (!open || !balk || !location.pathname.includes("/gesprek/")) return;
  const nvt = [];
  for (const { id } of model.vragen) {
    const vraag = document.getElementById(`vraag-${id}`);
    if (!vraag) continue;
    if (!plaatsen.has(id)) plaatsen.set(id, vraag.parentNode.insertBefore(new Comment(), vraag));
    if (open.isNvt(id)) nvt.push(vraag);
    else plaatsen.get(id).after(vraag);
  }
  apart.firstChild.textContent = `Vragen die nu niet nodig zijn (${nvt.length})`;
  apart.lastChild.replaceChildren(...nvt);
  if (nvt.length) balk.before(apart);
  else apart.remove();
}

function zetVoortgang(model, velden, open, elders) {
  for (const { id: thema } of model.themas.filter(({ id }) => !NA_HET_GESPREK.includes(id))) {
    const vragen = model.vragen.filter((vraag) =>
      vraag.thema === thema && !vraag.vertrouwelijk && !open?.isNvt(vraag.id));
    const rooster = model.weekrooster?.thema === thema ? 1 : 0;
    const totaal = vragen.length + rooster;
    const gedaan = vragen.filter((vraag) => isGevraagd(vraag, velden)).length
      + (rooster && leesRooster(velden, elders) ? 1 : 0);
    const tekst = gedaan < totaal ? `${gedaan} van ${totaal} gevraagd`
      : totaal ? "alles gevraagd" : "niets te vragen";
    for (const plek of document.querySelectorAll(`a[href$="/gesprek/${thema}"] + .klein`))
      plek.textContent = tekst;
  }
}

/** The blank pages, the files and the model of a regelwerk, for when there is no connection. */
import { Kluis } from "./kluis.mjs";

const naamVan = ({ versie, regels }) => `pakket ${versie} ${regels}`;

/** Let this browser answer without a connection. */
export const meldDienst = () => navigator.serviceWorker.register("/toestel-dienst.mjs");

/**
 * Keep the pages by which a gesprek goes, and let go of those that no gesprek here needs.
 * @param {{versie: string, regels: string}} stand what the server says of a gesprek
 */
export async function haalPakket(stand) {
  const naam = naamVan(stand);
  const pakket = await caches.open(naam);
  if ((await pakket.keys()).length) return; // all of it, or nothing
  const plek = `/toestel/${stand.regels}`;
  const antwoord = await fetch(`${plek}/pakket`, { redirect: "error" });
  if (!antwoord.ok) return;
  const { adressen } = await antwoord.json();
  await pakket.addAll(adressen);
  const nodig = await Kluis.regels();
  for (const ander of await caches.keys()) {
    const regels = ander.split(" ")[2];
    const weg = regels === stand.regels || !nodig.has(regels);
    if (weg && ander !== naam) await caches.delete(ander);
  }
}

/** Return the model of a regelwerk from what is kept; null when it is not. */
export async function model(regels) {
  const antwoord = await caches.match(`/toestel/${regels}/model`);
  return antwoord ? antwoord.json() : null;
}

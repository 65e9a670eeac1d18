/** Whose work this page may show: the user of the page, or without a connection the last one. */
import { KAN, Kluis, gewist } from "./kluis.mjs";

/** Stands in the addresses of a blank page where the id of the gesprek will come. */
export const BLANCO = "blanco";
const meta = (naam) => document.querySelector(`meta[name=${naam}]`);
/** Whether this page comes from the device and fills itself. */
export const isBlanco = meta("gesprek")?.content === BLANCO;

async function open() {
  const wie = meta("gebruiker");
  if (!KAN || (!wie && !isBlanco)) return null;
  try {
    return await (wie ? Kluis.voor(wie.content, Number(wie.dataset.sinds) * 1000)
      : Kluis.laatste());
  } catch {
    return null; // a browser that keeps nothing, as in a private window
  }
}

// Signed out on another page: without the key nothing that is written here could be read again.
gewist?.addEventListener("message", ({ data }) => {
  if (data === meta("gebruiker")?.content || isBlanco) location.assign("/aanmelden");
});

/** What the device keeps of that user, once it is open; null when nothing may be kept or shown. */
export const kluisGaatOpen = open();

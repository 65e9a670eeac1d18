/** How far it is with what was filled in, in words, and what one can do about it. */
import { aantal, knop, link, maak } from "./elementen.mjs";
import { tel } from "./werk.mjs";

export const NIET_BEWAARD = "Er is nog iets niet bewaard.";
const isWerk = ({ soort }) => soort === "werk";

/** Whether something may not be shown on a page: at the table the client reads along. */
export const isGeheim = (deel, pagina) => !/^(vier-ogen|papier|weging)/.test(pagina)
  && /^(vier-ogen|papier)/.test(deel.pagina);

/** Whether a page is one that the device keeps too. */
const isHier = (pagina) => /^(|weekrooster|weging|zonder-verbinding|(gesprek|vier-ogen)\/.+)$/
  .test(pagina);

/** The work that waits for a choice on another page. */
const elders = ({ open, gesprek, pagina }) => open.filter(isWerk).find((deel) =>
  (deel.gesprek !== gesprek || isGeheim(deel, pagina))
  && Object.values(deel.delen).some(({ botsing, fouten }) => botsing || fouten));

/** Whether something is not with the server, or cannot go there. */
export const isOpen = ({ open, vuil, hoe }) => vuil || hoe !== "klaar" || open.some(isWerk);

/** The line above the page; empty when there is nothing to say. */
export function zin(stand) {
  const { vuil, keuzes } = stand;
  const kies = keuzes ? `${aantal(keuzes, "antwoord is", "antwoorden zijn")} ook door een ander ` +
    "veranderd. Kies hieronder wat klopt." : "";
  return [vuil ? NIET_BEWAARD : "", kies || verbinding(stand)].filter(Boolean).join(" ");
}

function verbinding(stand) {
  const { open, hoe, vuil, verstuurdOm, pagina } = stand;
  const werk = tel(open.filter(isWerk));
  const hier = `${aantal(werk, "wijziging staat", "wijzigingen staan")} op dit toestel`;
  const daarbij = werk ? ` ${hier}.` : "";
  if (hoe === "geen-verbinding" && !isHier(pagina))
    return `Geen verbinding.${daarbij} Deze bladzijde werkt alleen met verbinding.`;
  if (hoe === "geen-verbinding")
    return `Geen verbinding.${daarbij || " Wat u bewaart, blijft op dit toestel."}`;
  if (hoe === "afgemeld") return `U bent niet meer aangemeld.${daarbij}`;
  if (hoe === "storing") return `De server gaf geen antwoord.${daarbij}`;
  if (elders(stand)) return "Ergens anders is nog een keuze nodig.";
  if (werk) return `${hier} en nog niet bij de gemeente.`;
  if (!verstuurdOm || vuil) return "";
  const tijd = verstuurdOm.toLocaleTimeString("nl-NL", { timeStyle: "short" });
  return `Alles is bewaard en verstuurd om ${tijd}.`;
}

/** What stands beside the line: links and buttons. */
export function acties(stand) {
  const { open, vuil, hoe, gesprek, pagina, isBlanco, kanVerder, stuur } = stand;
  const plek = (deel) => `/gesprekken/${deel.gesprek}/${deel.pagina}`;
  const concept = open.find((deel) => deel.soort === "concept"
    && !(deel.gesprek === gesprek && deel.pagina === pagina));
  const keuze = elders(stand);
  const aanmelden = `/aanmelden?verder=${encodeURIComponent(location.pathname)}`;
  const kanNu = !["klaar", "afgemeld"].includes(hoe) && open.some(isWerk);
  return [
    hoe === "klaar" && kanVerder && !isBlanco && isHier(pagina)
      && maak("span.klein", {}, "Werkt ook zonder verbinding"),
    hoe === "afgemeld" && link("Meld u opnieuw aan", aanmelden),
    kanNu && knop("Nu versturen", stuur, "subtle"),
    keuze && link("Ga naar die keuze", plek(keuze)),
    concept && link("Ga naar wat u nog niet bewaarde", plek(concept)),
    isBlanco && hoe === "klaar" && !vuil
      && link("Laad de bladzijde van de server", location.pathname),
  ].filter(Boolean);
}

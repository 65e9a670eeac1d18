/** Making parts of a page from a script. */

/**
 * Make an element.
 * @param {string} keuze its name, with classes behind points: "p.klein"
 * @param {Object<string, string>} kenmerken its attributes
 * @param {...(Node|string)} inhoud what stands in it
 */
export function maak(keuze, kenmerken = {}, ...inhoud) {
  const [naam, ...klassen] = keuze.split(".");
  const element = document.createElement(naam);
  if (klassen.length) element.className = klassen.join(" ");
  for (const [kenmerk, waarde] of Object.entries(kenmerken)) element.setAttribute(kenmerk, waarde);
  element.append(...inhoud);
  return element;
}

/** A button in the style of the pages. */
export function knop(tekst, doe, soort = "secondary") {
  const element = maak(`button.nl-button.nl-button--${soort}`, { type: "button" },
    maak("span.nl-button__label", {}, tekst));
  element.addEventListener("click", doe);
  return element;
}

export const link = (tekst, adres) => maak("a.nl-link", { href: adres }, tekst);

/** A number with its noun: 1 wijziging, 2 wijzigingen. */
export const aantal = (hoeveel, een, meer) => `${hoeveel} ${hoeveel === 1 ? een : meer}`;

/** What somebody else changed meanwhile, beside what stands on this device; one chooses. */
import { aantal, knop, link, maak } from "./elementen.mjs";
import { eersteVeld } from "./velden.mjs";

/**
 * Show everything in a gesprek that the server did not take.
 * @param {HTMLElement} plek where it is shown
 * @param {object[]} lijst the work of the gesprek that was not sent
 * @param {(deel: object, sleutel: string, wie: "mijn"|"daar") => Promise<void>} kies what to do
 *   with a choice
 */
export function toonBotsingen(plek, lijst, kies) {
  const werk = lijst.filter(({ soort }) => soort === "werk");
  const delen = werk.flatMap((deel) => Object.entries(deel.delen)
    .map(([sleutel, eigen]) => ({ deel, sleutel, ...eigen })));
  const botsingen = delen.filter(({ botsing }) => botsing);
  const fouten = delen.filter((eigen) => eigen.fouten);
  const geweigerd = werk.filter((deel) => deel.geweigerd);
  // What is shown already stays: the focus may be in it.
  const getoond = JSON.stringify([botsingen, fouten, geweigerd]);
  if (plek.getoond === getoond) return botsingen.length;
  plek.getoond = getoond;
  plek.replaceChildren(
    ...(botsingen.length ? [naastElkaar(botsingen, kies)] : []),
    ...(fouten.length ? [lijstVan(fouten)] : []),
    ...geweigerd.map((deel) => dicht(deel, kies)),
  );
  plek.hidden = !plek.childElementCount;
  return botsingen.length;
}

function naastElkaar(botsingen, kies) {
  const kop = maak("h2.nl-heading.nl-heading--level-3", { id: "kop-botsingen", tabindex: "-1" },
    "Kies wat klopt");
  const uitleg = maak("p.nl-paragraph", {}, `${aantal(botsingen.length, "antwoord is",
    "antwoorden zijn")} intussen ook door een ander veranderd. Er gaat niets weg tot u kiest.`);
  const vak = maak("section.kaart.botsingen", { "aria-labelledby": "kop-botsingen" }, kop, uitleg);
  for (const { deel, sleutel, titel, botsing } of botsingen) {
    const id = `botsing-${eersteVeld(sleutel)}`;
    const kant = (waar, woorden, wie) => {
      const naam = maak("h4.nl-heading.nl-heading--level-5", {}, waar);
      const keuze = knop("Dit klopt", () => kies(deel, sleutel, wie));
      keuze.setAttribute("aria-label", `Dit klopt: ${waar.toLowerCase()}, ${woorden}`);
      return maak("div.botsing__kant", {}, naam, maak("p.nl-paragraph.eigen-tekst", {}, woorden),
        keuze);
    };
    vak.append(maak("div.botsing", { role: "group", "aria-labelledby": id },
      maak("h3.nl-heading.nl-heading--level-4", { id }, titel),
      maak("div.naast", {}, kant("Op dit toestel", botsing.mijn, "mijn"),
        kant("Intussen bewaard door een ander", botsing.daar, "daar"))));
  }
  return vak;
}

function lijstVan(fouten) {
  const vak = maak("section.kaart", { "aria-labelledby": "kop-fouten" },
    maak("h2.nl-heading.nl-heading--level-4", { id: "kop-fouten" }, "Dit klopt nog niet"),
    maak("p.nl-paragraph", {},
      "Het staat nog op dit toestel. Verbeter het en bewaar het opnieuw."));
  const punten = fouten.flatMap(({ deel, titel, fouten: eigen }) => Object.entries(eigen)
    .map(([veld, tekst]) => maak("li", {},
      link(`${titel} ${tekst}`, `/gesprekken/${deel.gesprek}/${deel.pagina}#${veld}`))));
  vak.append(maak("ul.melding__lijst", {}, ...punten));
  return vak;
}

function dicht(deel, kies) {
  return maak("section.kaart", { "aria-label": "Niet aangenomen" },
    maak("p.nl-paragraph", {}, `De server neemt een wijziging niet aan: ${deel.geweigerd} ` +
      "Zij staat nog op dit toestel."),
    knop("Haal haar weg van dit toestel", () => kies(deel, null, "daar"), "subtle"));
}

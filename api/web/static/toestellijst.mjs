/** The gesprekken on which one can go on without a connection. */
import { aantal, link, maak } from "./elementen.mjs";
import { kluisGaatOpen } from "./gebruiker.mjs";
import { tel } from "./werk.mjs";

const kluis = await kluisGaatOpen;
const plek = document.querySelector("#gesprekken");
const alles = kluis ? await kluis.alles() : [];
const standen = alles.filter(({ soort }) => soort === "stand").reverse();

if (!kluis) plek.append(maak("p.nl-paragraph", {}, "Op dit toestel is nu niemand aangemeld. Wat " +
  "hier bewaard is, blijft bewaard. Meld u aan zodra er verbinding is."));
else if (!standen.length) plek.append(maak("p.nl-paragraph", {}, "Er staat geen gesprek op dit " +
  "toestel. Open het een keer met verbinding."));
else plek.append(maak("ul.lijst", {}, ...standen.map(({ gesprek, naam }) => {
  const naar = link(naam, `/gesprekken/${gesprek}`);
  naar.classList.add("lijst__naam");
  const open = tel(alles.filter((deel) => deel.gesprek === gesprek && deel.soort !== "stand"));
  const rest = open ? `${aantal(open, "wijziging", "wijzigingen")} nog niet verstuurd` : "";
  return maak("li.lijst__punt", {}, naar, " ", maak("span.klein", {}, rest));
})));
const terug = maak("p.nl-paragraph", { role: "status" });
plek.after(terug);
addEventListener("online", () => terug.replaceChildren("Er is weer verbinding. ",
  link("Open de bladzijde", location.pathname)));

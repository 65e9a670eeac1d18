// Reads a model and, line by line, intakes; writes per intake what the reader makes of it.
//   node lees_intakes.mjs MODEL INTAKES > ANSWERS
import { readFileSync } from "node:fs";
import { lees } from "../../api/web/static/lezer.mjs";

const [model, intakes] = process.argv.slice(2).map((pad) => readFileSync(pad, "utf8"));
const { grootheden, regels, uitkomsten: uitkomstenVan } = JSON.parse(model);
const namen = new Set(uitkomstenVan.map(({ id }) => id));
let lezer;

for (const regel of intakes.trimEnd().split("\n")) {
  const { feiten, uitkomsten, waarom } = JSON.parse(regel);
  try {
    lezer ??= lees(JSON.parse(model));
    const stand = lezer.evalueer(feiten);
    const { mogelijk, statussen, advies, openstaand } = stand;
    const antwoord = {
      sets: grootheden.map(({ id, klassen }) =>
        mogelijk[id].reduce((bits, naam) => bits | (1 << klassen.indexOf(naam)), 0)),
      statussen: regels.map(({ id }) => statussen[id]),
      advies,
      openstaand: uitkomsten ? uitkomsten.map((naam) => stand.openVragen([naam])) : openstaand,
    };
    if (waarom) {
      antwoord.waarom = (uitkomsten ?? advies).filter((naam) => stand.sets.has(naam))
        .map((naam) => stand.waarom(naam));
      const gegeven = namen.has("signaal") ? stand.leden("signaal") : [];
      antwoord.signalen = gegeven.map((naam) => stand.waaromSignaal(naam));
    }
    process.stdout.write(`${JSON.stringify(antwoord)}\n`);
  } catch (fout) {
    process.stdout.write(`${JSON.stringify({ fout: fout.message, soort: fout.constructor.name })}\n`);
  }
}

// Counts, line by line, weekroosters; writes per rooster the facts.
//   node tel_roosters.mjs MODEL ROOSTERS > FACTS
import { readFileSync } from "node:fs";
import { tel } from "../../api/web/static/telling.mjs";

const [tekst, roosters] = process.argv.slice(2).map((pad) => readFileSync(pad, "utf8"));
const model = JSON.parse(tekst);
for (const regel of roosters.trimEnd().split("\n")) {
  process.stdout.write(`${JSON.stringify(tel(model, JSON.parse(regel)))}\n`);
}

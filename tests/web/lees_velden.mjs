// Reads a model and, line by line, what stands in the fields; writes per line the facts of it.
//   node lees_velden.mjs MODEL FIELDS > FACTS
import { readFileSync } from "node:fs";
import { feiten } from "../../api/web/static/antwoorden.mjs";

const [model, regels] = process.argv.slice(2).map((pad) => readFileSync(pad, "utf8"));
const boek = JSON.parse(model);
for (const regel of regels.trimEnd().split("\n")) {
  const { velden, eerder, elders } = JSON.parse(regel);
  process.stdout.write(`${JSON.stringify(feiten(boek, velden, eerder, elders))}\n`);
}

/**
 * Builds api/web/gebouwd/stijl.css: the component styles that package.json names, and of the
 * neutral theme only the tokens that these and our own style sheets use.
 * usage: node tools/bouw-stijl.mjs
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const WORTEL = fileURLToPath(new URL("..", import.meta.url));
const PAKKETTEN = join(WORTEL, "node_modules");
const EIGEN = join(WORTEL, "api/web/static");
const DOEL = join(WORTEL, "api/web/gebouwd");
const THEMA = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";

const lees = (...pad) => readFileSync(join(...pad), "utf8");

/** Return the one style sheet of a package: dist/index.css, or the one named after it. */
function component(pakket) {
  const naam = pakket.split("/")[1].replace(/-css$/, "");
  const pad = ["index.css", `${naam}.css`].find((b) => existsSync(join(PAKKETTEN, pakket, "dist", b)));
  if (!pad) throw new Error(`${pakket} heeft geen dist/index.css en geen dist/${naam}.css.`);
  return lees(PAKKETTEN, pakket, "dist", pad).replace(/\/\*# sourceMappingURL.*?\*\//g, "").trim();
}

/** Return the names of the custom properties that a text reads. */
const gelezen = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, naam]) => naam);

const { dependencies } = JSON.parse(lees(WORTEL, "package.json"));
const componenten = Object.keys(dependencies).filter((naam) => naam.endsWith("-css")).map(component);
const eigen = readdirSync(EIGEN).filter((naam) => naam.endsWith(".css")).map((naam) => lees(EIGEN, naam));

const thema = lees(PAKKETTEN, THEMA).replace(/\/\*.*?\*\//gs, "");
const tokens = new Map([...thema.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, n, w]) => [n, w]));
const nodig = new Set();
const teDoen = gelezen([...componenten, ...eigen].join("\n"));
while (teDoen.length) {
  const naam = teDoen.pop();
  if (nodig.has(naam) || !tokens.has(naam)) continue;
  nodig.add(naam);
  teDoen.push(...gelezen(tokens.get(naam)));
}
const regels = [...tokens].filter(([naam]) => nodig.has(naam)).map(([n, w]) => `  ${n}: ${w};\n`);

mkdirSync(DOEL, { recursive: true });
const stijl = [...componenten, `.voorbeeld-theme {\n${regels.join("")}}`].join("\n\n");
writeFileSync(join(DOEL, "stijl.css"), `/* Gemaakt door tools/bouw-stijl.mjs */\n${stijl}\n`);

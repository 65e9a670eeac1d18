/**
 * From what stands in the fields of the pages to the facts that the reader of the model takes: the
 * same as the server makes of them. What has a mistake counts as the server still has it.
 */
import { breuk, keer, leesGetal, plus, toonBreuk } from "./feiten.mjs";
import { DAGEN, tel } from "./telling.mjs";

const [ONBEKEND, WEET_NIET] = ["?", "weet_niet"];
const GETAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DAG = /^\d{4}-\d{2}-\d{2}$/;
const RITME = /^rij-(\d{1,3})-ritme$/;

const een = (velden, naam) => (velden[naam]?.[0] ?? "").trim();
const isDag = (tekst) => DAG.test(tekst) && tekst >= "0001" && leesGetal(tekst) !== null;
function alsGetal(geschreven) {
  const tekst = geschreven.replaceAll(",", ".");
  return GETAL.test(tekst) && Math.abs(tekst) < 1e6 ? Number(tekst) : null;
}

/**
 * Return the facts of a gesprek.
 * @param {object} model the model of its rules
 * @param {Object<string, string[]>} velden what stands in each field
 * @param {Object<string, string[]>} eerder what stands there at the server
 * @param {string[]} elders the shared rows that count in the gesprek of a housemate
 */
export function feiten(model, velden, eerder = {}, elders = []) {
  const samen = {};
  for (const vraag of model.vragen) Object.assign(samen, vanVraag(vraag, velden, eerder));
  for (const id of Object.keys(samen)) if (!model.variabelen.includes(id)) delete samen[id];
  return { ...samen, ...vanRooster(model, velden, eerder, elders) };
}

/** Whether a question has any answer, if only that it is not known. */
export const isGevraagd = (vraag, velden, eerder = {}) => {
  const { waarde, onbekend } = gelezen(vraag, velden, eerder);
  return Boolean(onbekend) || waarde !== null;
};

/** Read an answer; `fout` when the server would not keep it. */
export function leesAntwoord(vraag, velden, eerder = {}) {
  let [waarde, fout] = leesWaarde(vraag, velden);
  let onbekend = een(velden, `${vraag.id}--onbekend`) || null;
  if (waarde === ONBEKEND) [waarde, onbekend] = [null, onbekend ?? WEET_NIET];
  else if (onbekend && waarde !== null)
    if (onbekend === redenVan(vraag, eerder)) onbekend = null;
    else fout = true;
  if (een(velden, `${vraag.id}--wis`)) [waarde, onbekend, fout] = [null, null, false];
  const dag = een(velden, `${vraag.id}--dag`);
  const bewijs = velden[`${vraag.id}--bewijs`] ?? [];
  return { waarde, onbekend, bewijs, fout: fout || Boolean(dag && !isDag(dag)) };
}
/** Why the server has no answer: by its own reason, or by the choice 'nog niet bekend'. */
const redenVan = ({ id }, velden) =>
  een(velden, `${id}--onbekend`) || (een(velden, id) === ONBEKEND ? WEET_NIET : null);
function gelezen(vraag, velden, eerder) {
  const antwoord = leesAntwoord(vraag, velden, eerder);
  return antwoord.fout ? leesAntwoord(vraag, eerder, eerder) : antwoord;
}

function leesWaarde({ id, soort, per, meer_antwoorden: meer, antwoorden = [], ...vorm }, velden) {
  const mag = (waarde) => antwoorden.some((antwoord) => antwoord.id === waarde);
  if (soort === "keuze" && per) {
    const paren = per.map((deel) => [deel.id, een(velden, `${id}--${deel.id}`)])
      .filter(([, waarde]) => mag(waarde));
    return [paren.length ? Object.fromEntries(paren) : null, false];
  }
  if (soort === "keuze" && meer) {
    const gekozen = (velden[id] ?? []).filter(mag);
    const botst = gekozen.some((waarde) => {
      const { sluit_uit: uit = [] } = antwoorden.find((antwoord) => antwoord.id === waarde);
      return gekozen.some((ander) => ander !== waarde && (uit === "alle" || uit.includes(ander)));
    });
    return [gekozen.length ? gekozen : null, botst];
  }
  const tekst = een(velden, id);
  if (soort === "keuze") return [mag(tekst) || tekst === ONBEKEND ? tekst : null, false];
  if (!tekst) return [null, false];
  if (soort === "datum") return [tekst, !isDag(tekst)];
  if (soort !== "getal") return [tekst, false];
  const getal = alsGetal(tekst);
  const past = getal !== null && (!vorm.geheel || Number.isInteger(getal))
    && getal >= (vorm.minimum ?? -Infinity) && getal <= (vorm.maximum ?? Infinity);
  return [past ? getal : tekst, !past];
}

function vanVraag(vraag, velden, eerder) {
  const { waarde, onbekend, bewijs } = gelezen(vraag, velden, eerder);
  if (onbekend || waarde === null) return {};
  const { id, soort, per, meer_antwoorden: meer, antwoorden = [] } = vraag;
  if (soort === "tekst") return { [id]: "tekst" };
  if (soort !== "keuze") return { [id]: String(waarde) };
  // An answer that means 'not known', or that lacks the evidence it asks for, does not count.
  const telt = (naam) => {
    const { onbekend: open, vraagt_bewijs: nodig } = antwoorden.find((deel) => deel.id === naam);
    return !open && (!nodig?.length || nodig.some((soort) => bewijs.includes(soort)));
  };
  if (per)
    return Object.fromEntries(Object.entries(waarde).filter(([, naam]) => telt(naam))
      .map(([deel, naam]) => [`${id}.${deel}`, naam]));
  if (!meer) return telt(waarde) ? { [id]: waarde } : {};
  return Object.fromEntries(antwoorden.map((deel) => deel.id)
    .filter((naam) => !waarde.includes(naam) || telt(naam))
    .map((naam) => [`${id}.${naam}`, waarde.includes(naam) ? "ja" : "nee"]));
}

// The weekrooster

/** Return the rows that count, or null while the weekrooster is not complete. */
export function leesRooster(velden, elders = []) {
  const nummers = Object.keys(velden).filter((naam) => velden[naam].length)
    .map((naam) => RITME.exec(naam)?.[1]).filter(Boolean);
  const rijen = nummers.sort((een_, ander) => een_ - ander).slice(0, 200)
    .map((nummer) => leesRij((naam) => velden[`rij-${nummer}-${naam}`] ?? []));
  const gevuld = rijen.filter(Boolean);
  if (een(velden, "compleet") !== "ja" || gevuld.some(({ fout }) => fout)) return null;
  return gevuld.filter(({ gedeeld }) => !elders.includes(gedeeld));
}

function leesRij(veld) {
  const tekst = (naam) => (veld(naam)[0] ?? "").trim();
  const NAMEN = ["activiteit", "resultaat", "wie", "vorm", "per_maand", "keren", "minuten",
    "dagdelen", "krachten", "tijdelijk", "fase", "tijd", "gedeeld"];
  if (!NAMEN.some(tekst) && !veld("dagen").length && !veld("bewijs").length) return null;
  const rij = { wie: tekst("wie"), vorm: tekst("vorm"), tijd: tekst("tijd"),
    gedeeld: tekst("gedeeld"), tijdelijk: Boolean(tekst("tijdelijk")) };
  let fout = !tekst("activiteit") || !rij.wie || !["individueel", "groep"].includes(rij.vorm);
  const getal = (naam, laag, hoog, deel = false) => {
    const waarde = alsGetal(tekst(naam));
    const past = waarde !== null && waarde >= laag && waarde <= hoog
      && (deel || Number.isInteger(waarde));
    if (!past) fout = true;
    return past ? waarde : undefined;
  };
  rij.resultaat = getal("resultaat", 1, 13);
  const [ritme, dagen] = [tekst("ritme"), DAGEN.filter((dag) => veld("dagen").includes(dag))];
  if (ritme === "maand") rij.keren_per_maand = getal("per_maand", 0.25, 31, true);
  else if (ritme === "onbekend") rij.dagen = ["onbekend"];
  else if (dagen.length || ritme === "om_de_week") {
    if (dagen.length) rij.dagen = dagen;
    rij.om_de_week = ritme === "om_de_week";
  } else fout = true;
  if (tekst("keren")) rij.keren_per_dag = getal("keren", 1, 24);
  if (rij.vorm !== "groep") rij.minuten = getal("minuten", 1, 1440);
  else {
    rij.dagdelen = getal("dagdelen", 0.5, 3, true);
    if (rij.keren_per_dag > 1) fout = true;
  }
  if (tekst("krachten")) getal("krachten", 1, 9);
  if (tekst("fase")) rij.fase = getal("fase", 1, 9);
  return { ...rij, fout };
}

function vanRooster(model, velden, eerder, elders) {
  // Rows with a mistake are kept too, so that here nothing of before counts.
  const rijen = leesRooster(velden, elders)?.filter(({ fase }) => !fase || fase === 1);
  if (!rijen) return {};
  const weken = leesWeken(velden) ?? leesWeken(eerder);
  if (!weken) return tel(model, rijen);
  const totaal = BigInt(weken[0] + weken[1]);
  const per = ["goed", "slecht"].map((tijd) =>
    tel(model, rijen.filter((rij) => !rij.tijd || rij.tijd === tijd)));
  const gewogen = (id, kant) => toonBreuk(per.map((geteld, nummer) =>
    keer(leesGetal(geteld[id][kant]), breuk(BigInt(weken[nummer]), totaal))).reduce(plus));
  return Object.fromEntries(model.tellingen.map(({ id }) =>
    [id, { laag: gewogen(id, "laag"), hoog: gewogen(id, "hoog") }]));
}

/** The weeks a year that go well and badly; null without, or when they cannot be. */
function leesWeken(velden) {
  const weken = ["goed", "slecht"].map((tijd) =>
    alsGetal(een(velden, `golven--${tijd}_weken`)));
  const kan = weken.every((aantal) => Number.isInteger(aantal) && aantal >= 0 && aantal <= 52);
  const samen = weken[0] + weken[1];
  return kan && samen >= 1 && samen <= 53 ? weken : null;
}

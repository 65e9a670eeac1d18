/** The weighing as this device makes it, until the server evaluates again. */
import { feiten } from "./antwoorden.mjs";
import { link, maak } from "./elementen.mjs";
import { LeesFout, lees } from "./lezer.mjs";

const NIET_APART = ["signaal", "resultaten", "subdoelen"];

/**
 * Show the outcomes, the open questions and waarom.
 * @param {HTMLElement} plek where they are shown
 * @param {object} model the model of the rules of the gesprek
 * @param {Object<string, string[]>} velden what stands in each field
 * @param {{data: object, velden: object, elders: string[]}} stand what the server had
 * @param {string} adres the address of the gesprek
 */
export function toonVoorlopig(plek, model, velden, stand, adres) {
  plek.replaceChildren(...delen(model, velden, stand, adres));
}

function delen(model, velden, stand, adres) {
  const { vanaf, tot } = model.regelwerk;
  const dag = velden["periode--peildatum"]?.[0] ?? vanaf;
  if (dag < vanaf || (tot && dag > tot))
    return [zin("Op de dag van het gesprek gelden andere regels. De weging komt zodra er weer " +
      "verbinding is.")];
  const { data, velden: eerder, elders } = stand;
  const bekend = feiten(model, { ...data, ...velden }, { ...data, ...eerder }, elders);
  if (!Object.keys(bekend).length) return [zin("Er is nog niets gevraagd.")];
  try {
    return secties(model, lees(model).evalueer(bekend), adres);
  } catch (fout) {
    if (!(fout instanceof LeesFout)) throw fout;
    return [zin(fout.message)];
  }
}

const zin = (tekst) => maak("p.nl-paragraph", {}, tekst);

function secties(model, uitkomst, adres) {
  const signalen = uitkomst.leden("signaal").map((id) => uitkomst.boek.signalen.get(id));
  const titels = (...soorten) => signalen.filter(({ soort }) => soorten.includes(soort))
    .map(({ titel }) => maak("li", {}, titel));
  const advies = uitkomst.advies.filter((id) => !NIET_APART.includes(id));
  const ketens = advies.filter((id) => uitkomst.sets.has(id)).map((id) => uitkomst.waarom(id));
  const crisis = titels("crisis");
  const letOp = titels("signaal", "route");
  const feitenlijst = maak("dl.stand-advies", {}, ...ketens.map(({ id, omdat }) => {
    const { titel } = uitkomst.boek.uitkomsten.get(id);
    const waarde = omdat.slice(titel.length + 2, -1);
    return maak("div", {}, maak("dt", {}, titel), maak("dd", {}, waarde));
  }));
  const isVast = ["route", "arrangement"].every((id) => !uitkomst.sets.has(id)
    || uitkomst.isVast(id)) || uitkomst.heeftRoute();
  return [
    ...(crisis.length
      ? [sectie("crisis", "Eerst dit", maak("ul.melding__lijst", {}, ...crisis))] : []),
    sectie("stand", isVast ? "Dit ligt voorlopig vast" : "Dit is nog open", feitenlijst,
      ...(letOp.length ? [maak("h3.nl-heading.nl-heading--level-4", {}, "Let ook op"),
        maak("ul.keten", {}, ...letOp)] : [])),
    sectie("open", "Vragen die er nog toe doen", vragen(model, uitkomst, adres)),
    sectie("waarom", "Waarom", ...ketens.map((keten) => reden(model, keten))),
  ];
}

function sectie(id, kop, ...inhoud) {
  return maak("section.kaart", { "aria-labelledby": `kop-${id}` },
    maak("h2.nl-heading.nl-heading--level-3", { id: `kop-${id}` }, kop), ...inhoud);
}

function vragen(model, uitkomst, adres) {
  const themas = new Map(model.themas.map(({ id, titel }) => [id, titel]));
  const punten = uitkomst.openstaand.map((id) => {
    const vraag = uitkomst.boek.vragen.get(id) ?? model.weekrooster;
    const kant = vraag.vertrouwelijk ? "vier-ogen" : "gesprek";
    const pad = vraag === model.weekrooster ? "weekrooster" : `${kant}/${vraag.thema}#vraag-${id}`;
    const naar = link(vraag.vraag, `${adres}/${pad}`);
    naar.classList.add("lijst__naam");
    return maak("li.lijst__punt", {}, naar, " ", maak("span.klein", {}, themas.get(vraag.thema)));
  });
  if (!punten.length) return zin("Geen enkele vraag kan het advies nog veranderen.");
  return maak("ul.lijst.lijst--dicht", {}, ...punten);
}

function reden(model, keten) {
  return maak("details.hulp.reden", {}, maak("summary.hulp__kop", {}, keten.omdat),
    ...(keten.onder ? [takken(model, keten.onder)] : []), ...grond(model, keten));
}
function takken(model, lijst) {
  return maak("ul.keten", {}, ...lijst.map((tak) => maak("li", {}, tak.omdat,
    ...grond(model, tak), ...(tak.onder ? [takken(model, tak.onder)] : []))));
}
function grond(model, { bron, interpretatie }) {
  const document_ = model.documenten.find(({ id }) => id === bron?.document);
  return [
    ...(document_ ? [`Bron: ${document_.titel}, paragraaf ${bron.paragraaf}`] : []),
    ...(interpretatie ? [`Interpretatie: ${interpretatie.keuze}`] : []),
  ].map((tekst) => maak("span.keten__bron", {}, tekst));
}

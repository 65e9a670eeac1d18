/** The fields of a form, by the part of the gesprek that they belong to. */

/** Whether a field belongs to a part, as the server names both. */
export function hoortBij(veld, sleutel) {
  if (sleutel === "weekrooster") return veld === "compleet" || veld.startsWith("rij-");
  const id = eersteVeld(sleutel);
  return veld === id || veld.startsWith(`${id}--`);
}
export const eersteVeld = (sleutel) => sleutel.replace(/^antwoorden\//, "").replace("/", "-");

const VERSIE = "versie:";
/** What stands in a field, or what the page was written with. */
function waardeVan(vak, geschreven) {
  if (isVak(vak)) return (geschreven ? vak.defaultChecked : vak.checked) ? vak.value : "";
  if (!geschreven) return vak.value;
  if (vak.tagName !== "SELECT") return vak.defaultValue;
  return ([...vak.options].find((optie) => optie.defaultSelected) ?? vak.options[0])?.value ?? "";
}
const isVak = ({ type }) => type === "radio" || type === "checkbox";
const invoer = (formulier) => [...formulier.elements]
  .filter(({ name, tagName }) => name && tagName !== "BUTTON" && tagName !== "FIELDSET");

/**
 * Read a form: per part the version that was on the screen and what stands in its fields.
 * @param {boolean} geschreven whether to read what the page was written with, before anyone typed
 * @returns {Object<string, {versie: number, velden: Object<string, string[]>}>} a field without a
 *   value has an empty list
 */
export function leesDelen(formulier, geschreven = false) {
  const [velden, delen] = [{}, {}];
  for (const vak of invoer(formulier)) {
    if (vak.name.startsWith(VERSIE)) {
      delen[vak.name.slice(VERSIE.length)] = { versie: Number(vak.value), velden: {} };
      continue;
    }
    velden[vak.name] ??= [];
    const waarde = waardeVan(vak, geschreven);
    if (waarde !== "") velden[vak.name].push(waarde);
  }
  for (const [sleutel, deel] of Object.entries(delen))
    for (const [naam, waarden] of Object.entries(velden))
      if (hoortBij(naam, sleutel)) deel.velden[naam] = waarden;
  return delen;
}

/** Return the parts in which something else stands than in others. */
export function veranderd(delen, geweest) {
  const gelijk = (een, ander) => JSON.stringify(een?.velden) === JSON.stringify(ander?.velden);
  return Object.fromEntries(Object.entries(delen)
    .filter(([sleutel, deel]) => !gelijk(deel, geweest[sleutel])));
}

/** Put values in the fields that are named, and no others. */
export function vul(formulier, velden) {
  for (const vak of invoer(formulier)) {
    const waarden = velden[vak.name];
    if (!waarden) continue;
    if (isVak(vak)) vak.checked = waarden.includes(vak.value);
    else vak.value = waarden[0] ?? (vak.name.endsWith("-ritme") ? "week" : "");
  }
}

/** Say on which version of a part the form goes on; null when the part is not on it. */
export const versieVak = (formulier, sleutel) => formulier.elements.namedItem(VERSIE + sleutel);
export const versieNaam = (sleutel) => VERSIE + sleutel;

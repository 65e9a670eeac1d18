/**
 * Facts, and the exact numbers in them: a fraction is [teller, noemer], BigInts in lowest terms
 * with noemer above zero. No class hangs on rounding.
 */

const GESCHREVEN = /^(-?)(\d+)(?:\.(\d+))?(?:\/0*([1-9]\d*))?$/;
const MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
  "september", "oktober", "november", "december"];
const [DAG, DAGEN_VOOR_1970] = [86_400_000, 719_163];

export function breuk(teller, noemer = 1n) {
  let [een, ander] = [teller < 0n ? -teller : teller, noemer];
  while (ander) [een, ander] = [ander, een % ander];
  return [teller / een, noemer / een];
}

const min = ([a, b], [c, d]) => breuk(a * d - c * b, b * d);
export const plus = ([a, b], [c, d]) => breuk(a * d + c * b, b * d);
export const keer = ([a, b], [c, d]) => breuk(a * c, b * d);
export const toonBreuk = ([teller, noemer]) => `${teller}/${noemer}`;
/** Negative, zero or positive as the first is less than, equal to or more than the second. */
export const vergelijk = ([a, b], [c, d]) => Number(a * d - c * b);

/** Return the fraction of "3", "3.5", "7/2", 3.5 or a date as its day number; else null. */
export function leesGetal(geschreven) {
  const tijd = /^\d{4}-\d{2}-\d{2}$/.test(geschreven) ? Date.parse(geschreven) : NaN;
  if (!Number.isNaN(tijd)) {
    const dag = [BigInt(tijd / DAG + DAGEN_VOOR_1970), 1n];
    return toonDag(dag) === geschreven ? dag : null; // 30 February is another day
  }
  const [, minteken, heel, decimalen = "", noemer = "1"] = GESCHREVEN.exec(geschreven) ?? [];
  if (heel === undefined) return null;
  const teller = BigInt(minteken + heel + decimalen);
  return breuk(teller, BigInt(noemer) * 10n ** BigInt(decimalen.length));
}

/** Return a number with so many decimals; an exact half goes to the even digit, as in Python. */
export function rond(getal, decimalen) {
  const tekst = getal.toFixed(decimalen);
  const isHalf = Math.abs(getal * 2 ** (decimalen + 1)) % 2 === 1;
  return isHalf && /[13579]$/.test(tekst) ? (getal * (1 - 2 ** -50)).toFixed(decimalen) : tekst;
}

/** Return a fraction as Dutch text: with a comma and at most two decimals. */
export function toonGetal([teller, noemer]) {
  if (noemer === 1n) return String(teller);
  return rond(Number(teller) / Number(noemer), 2).replace(/\.?0+$/, "").replace(".", ",");
}

/** Return a day number as year-month-day. */
function toonDag([dag, noemer]) {
  return new Date((Number(dag / noemer) - DAGEN_VOOR_1970) * DAG).toISOString().slice(0, 10);
}

/** Return a day number as it stands in a letter: 1 maart 2021. */
export function dagInWoorden(getal) {
  const [jaar, maand, dag] = toonDag(getal).split("-").map(Number);
  return `${dag} ${MAANDEN[maand - 1]} ${jaar}`;
}

/** Return a fact as it is kept: a class or { laag, hoog } of fractions; null when neither. */
export function leesFeit({ klassen, sneden }, feit) {
  if (!sneden) return klassen.includes(feit) ? feit : null;
  const [laag, hoog] = [leesGetal(feit?.laag ?? feit), leesGetal(feit?.hoog ?? feit)];
  return laag && hoog && vergelijk(laag, hoog) <= 0 ? { laag, hoog } : null;
}

/** Return the least and the most days from one date to another. */
export function tussen(van, tot) {
  return { laag: min(tot.laag, van.hoog), hoog: min(tot.hoog, van.laag) };
}

/** Return the numbers of the classes that a fact leaves; a cut lies below or above its value. */
export function klassenBij({ klassen, sneden }, feit) {
  if (typeof feit === "string") return [klassen.indexOf(feit)];
  const [eerste, laatste] = [feit.laag, feit.hoog].map((getal) => sneden.filter(([waarde, kant]) =>
    vergelijk(leesGetal(waarde), getal) < (kant ? 0 : 1)).length);
  return [...klassen.keys()].slice(eerste, laatste + 1);
}

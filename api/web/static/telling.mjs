/** Counting in the weekrooster: hours, group sessions and contact days per week, as facts. */
import { breuk, keer, leesGetal, plus, toonBreuk, vergelijk } from "./feiten.mjs";

export const DAGEN = ["ma", "di", "wo", "do", "vr", "za", "zo"];
const [NUL, HALF, EEN, ZEVEN] = [breuk(0n), breuk(1n, 2n), breuk(1n), breuk(7n)];
const MAANDEN_PER_WEEK = breuk(12n, 52n);
const isJa = (waarde) => [true, "true", "ja"].includes(waarde);
const som = (delen) => delen.reduce(plus, NUL);
const meest = (een, ander) => (vergelijk(een, ander) < 0 ? ander : een);
const minst = (een, ander) => (vergelijk(een, ander) < 0 ? een : ander);

/**
 * Count every telling of a model.
 * @param {object} model the parsed JSON
 * @param {object[]} rooster the rows of one complete weekrooster, as in an intake
 * @returns {Object<string, {laag: string, hoog: string}>} per telling a fact for `evalueer`
 */
export function tel(model, rooster) {
  const kortste = leesGetal(model.weekrooster?.kortste_contact ?? 0);
  const rijen = rooster.map(lees)
    .filter(({ vorm, minuten }) => vorm === "groep" || vergelijk(minuten, kortste) >= 0);
  const tellingen = new Map(model.tellingen.map((telling) => [telling.id, telling]));
  const van = ({ som: leden, waar, ...telling }) => (leden
    ? samen(leden.map((id) => van(tellingen.get(id))))
    : telEen(telling, rijen.filter((rij) => past(rij, waar))));
  return Object.fromEntries(model.tellingen.map((telling) => {
    const [laag, hoog] = van(telling).map(toonBreuk);
    return [telling.id, { laag, hoog }];
  }));
}

/** A row with exact numbers; `dagen` is null without weekdays, `onbekend` when not known yet. */
function lees(rij) {
  const [dagen, getal] = [[rij.dagen ?? []].flat(), (naam) => leesGetal(rij[naam] ?? 0)];
  const onbekend = dagen.includes("onbekend");
  return {
    ...rij,
    aandeel: isJa(rij.om_de_week) ? HALF : EEN,
    dagen: dagen.length && !onbekend ? [...new Set(dagen)] : null,
    dagdelen: getal("dagdelen"),
    keer: rij.vorm === "individueel" ? (rij.keren_per_dag ?? 1) : 1,
    minuten: getal("minuten"),
    onbekend,
    perMaand: rij.keren_per_maand == null ? null : getal("keren_per_maand"),
    tijdelijk: isJa(rij.tijdelijk),
  };
}

const past = (rij, { wie, vorm, tijdelijk, resultaat }) => (wie?.includes(rij.wie) ?? true)
  && rij.vorm === (vorm ?? rij.vorm) && rij.tijdelijk === (tijdelijk ?? rij.tijdelijk)
  && (resultaat?.includes(String(rij.resultaat)) ?? true);

const samen = (delen) => [0, 1].map((kant) => som(delen.map((deel) => deel[kant])));

function telEen({ tel: wat, met_minstens }, rijen) {
  if (wat === "dagen") return opDagen(rijen, met_minstens || 1);
  const [individueel, groep] = ["individueel", "groep"].map((vorm) =>
    rijen.filter((rij) => rij.vorm === vorm));
  if (wat === "langste_contact") {
    const langste = individueel.map(({ minuten }) => minuten).reduce(meest, NUL);
    return [langste, langste];
  }
  const uren = (rij) => keer(rij.minuten, breuk(BigInt(rij.keer), 60n));
  const maal = (rij, getal) => dagenPerWeek(rij).map((dagen) => keer(dagen, getal));
  if (wat === "uren") return samen(individueel.map((rij) => maal(rij, uren(rij))));
  return samen(groep.map((rij) => maal(rij, rij.dagdelen)));
}

/** On how many days a week the activity is, on average: the least and the most. */
function dagenPerWeek({ aandeel, dagen, onbekend, perMaand }) {
  if (perMaand) return [0, 1].map(() => keer(perMaand, MAANDEN_PER_WEEK));
  if (onbekend) return [aandeel, keer(ZEVEN, aandeel)];
  return [0, 1].map(() => keer(aandeel, breuk(BigInt(dagen?.length ?? 1))));
}

/** On how many different days there are at least so many contacts. */
function opDagen(rijen, minstens) {
  const bekend = rijen.filter(({ dagen }) => dagen);
  const onbekend = rijen.filter((rij) => rij.onbekend);
  const los = som(rijen.filter((rij) => !rij.dagen && !rij.onbekend && rij.keer >= minstens)
    .map((rij) => dagenPerWeek(rij)[0]));
  const met = (erbij) => DAGEN.map((dag) => opDag(dag, [...bekend, ...erbij], minstens));
  const hoog = som(met(onbekend.map((rij) => ({ ...rij, dagen: DAGEN }))));
  // Each row of unknown days is at least on one day; the best place for all others is none.
  const minste = (rij) => DAGEN.map((dag) => som(met([{ ...rij, dagen: [dag] }]))).reduce(minst);
  const laag = onbekend.length ? onbekend.map(minste).reduce(meest) : som(met([]));
  return [laag, hoog].map((dagen) => minst(plus(dagen, los), ZEVEN));
}

/** The largest share of the weeks in which the rows of a day together reach the number. */
function opDag(dag, rijen, minstens) {
  let gezien = 0;
  const opVolgorde = rijen.filter(({ dagen }) => dagen.includes(dag))
    .sort((een, ander) => vergelijk(ander.aandeel, een.aandeel));
  return opVolgorde.find((rij) => (gezien += rij.keer) >= minstens)?.aandeel ?? NUL;
}

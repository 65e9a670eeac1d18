/** Sending what was kept on this device, in the order in which it was kept. */
import { hoortBij, versieNaam } from "./velden.mjs";

/** Milliseconds after which a connection counts as none. */
export const GEDULD = 8_000;
const GEEN = new Set([502, 503, 504]);

/**
 * Send everything; one page of the browser at a time, so that nothing goes twice.
 * @returns {Promise<{hoe: "klaar"|"geen-verbinding"|"afgemeld", verstuurd: number,
 *   versies: Map<string, {oud: number, nieuw: number}>}>} versies of the gesprek asked for
 */
export function verstuur(werk, gesprek) {
  return navigator.locks.request(`versturen ${werk.kluis.gebruiker}`, async () => {
    const uitkomst = { hoe: "klaar", verstuurd: 0, versies: new Map() };
    for (const { id } of (await werk.open()).filter(({ soort }) => soort === "werk")) {
      // An earlier page may have changed the versions on which this one goes on.
      const deel = (await werk.open()).find((ander) => ander.id === id);
      if (!deel) continue;
      const antwoord = await post(werk.kluis.gebruiker, deel);
      if (typeof antwoord === "string") return { ...uitkomst, hoe: antwoord };
      await verwerk(werk, deel, antwoord, uitkomst, gesprek);
    }
    return uitkomst;
  });
}

const teSturen = ({ delen }) =>
  Object.entries(delen).filter(([, { botsing, fouten }]) => !botsing && !fouten);

async function post(gebruiker, deel) {
  const sturen = teSturen(deel);
  if (!sturen.length) return { versies: {}, fouten: {}, botsingen: {}, titels: {} };
  const lichaam = new URLSearchParams({ gebruiker, pagina: deel.pagina });
  for (const [sleutel, { versie, velden }] of sturen) {
    lichaam.append(versieNaam(sleutel), versie);
    for (const [naam, waarden] of Object.entries(velden))
      for (const waarde of waarden) lichaam.append(naam, waarde);
  }
  let antwoord;
  try {
    antwoord = await fetch(`/gesprekken/${deel.gesprek}/toestel`, { method: "POST", body: lichaam,
      headers: { Accept: "application/json" }, redirect: "manual",
      signal: AbortSignal.timeout(GEDULD) });
    if (antwoord.ok) return await antwoord.json();
  } catch {
    return "geen-verbinding";
  }
  if (antwoord.type === "opaqueredirect" || antwoord.status === 401) return "afgemeld";
  if (antwoord.status >= 500) return GEEN.has(antwoord.status) ? "geen-verbinding" : "storing";
  const { detail } = await antwoord.json().catch(() => ({}));
  return { geweigerd: detail || "De server neemt dit niet aan." };
}

/** Throw away what the server now has; keep the rest with what was wrong with it. */
async function verwerk(werk, deel, antwoord, uitkomst, gesprek) {
  if (antwoord.geweigerd) {
    if (deel.geweigerd !== antwoord.geweigerd)
      await werk.wijzig({ ...deel, geweigerd: antwoord.geweigerd }, deel.delen);
    return;
  }
  const [over, gegaan] = [{ ...deel.delen }, []];
  for (const [sleutel, eigen] of teSturen(deel)) {
    const nieuw = antwoord.versies[sleutel];
    const fouten = Object.fromEntries(Object.entries(antwoord.fouten)
      .filter(([veld]) => hoortBij(veld, sleutel)));
    if (antwoord.botsingen[sleutel])
      over[sleutel] = { ...eigen, titel: antwoord.titels[sleutel],
        botsing: antwoord.botsingen[sleutel] };
    else if (Object.keys(fouten).length && nieuw === eigen.versie)
      over[sleutel] = { ...eigen, fouten, titel: antwoord.titels[sleutel] };
    else if (nieuw !== undefined) {
      delete over[sleutel];
      gegaan.push([sleutel, eigen.versie, nieuw]);
    }
  }
  const { geweigerd: _, ...rest } = deel;
  if (teSturen(deel).length) await werk.wijzig(rest, over);
  for (const [sleutel, oud, nieuw] of gegaan) {
    uitkomst.verstuurd += 1;
    if (deel.gesprek === gesprek) uitkomst.versies.set(sleutel, { oud, nieuw });
    await werk.volgOp(deel.gesprek, sleutel, oud, nieuw);
  }
}

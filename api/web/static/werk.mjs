/**
 * What the server does not have yet: per page of a gesprek what was kept on this device (`werk`)
 * and what was typed but not kept (`concept`), part by part.
 */

const BEWAAR = 7 * 24 * 3_600_000; // milliseconds: a week

/** The work of one user on this device. */
export class Werk {
  constructor(kluis) {
    this.kluis = kluis;
  }
  /** Return everything of a gesprek, or of all gesprekken, that the server does not have. */
  async open(gesprek) {
    return (await this.kluis.alles(gesprek)).filter(({ soort }) => soort !== "stand");
  }
  /** Return what the server had of a gesprek when there was last a connection. */
  async stand(gesprek) {
    return (await this.kluis.alles(gesprek)).find(({ soort }) => soort === "stand");
  }
  zetStand(gesprek, { regels, ...stand }) {
    return this.kluis.zet(`stand ${this.kluis.gebruiker} ${gesprek}`, gesprek, "stand", stand,
      { regels });
  }

  /** Let go of gesprekken that were not opened for a while and of which nothing is left here. */
  async ruimOp() {
    const alles = await this.kluis.alles();
    const bezig = new Set((await this.open()).map((deel) => deel.gesprek));
    for (const { id, gesprek, soort, tijd } of alles)
      if (soort === "stand" && tijd < Date.now() - BEWAAR && !bezig.has(gesprek))
        await this.kluis.weg(id);
  }

  /** Keep the changed parts of a page over what was kept of it before. */
  async bewaar(gesprek, pagina, delen) {
    const [eerder, concept] = await this.van(gesprek, pagina);
    if (Object.keys(delen).length)
      await this.zet(eerder, gesprek, "werk", { pagina, delen: { ...eerder?.delen, ...delen } });
    if (concept) await this.kluis.weg(concept.id);
  }
  /** Keep what is being typed; nothing when it is as it was. */
  async schets(gesprek, pagina, delen) {
    const [, concept] = await this.van(gesprek, pagina);
    if (Object.keys(delen).length) await this.zet(concept, gesprek, "concept", { pagina, delen });
    else if (concept) await this.kluis.weg(concept.id);
  }
  /** Change the parts of something that is kept; without parts it goes. */
  wijzig({ id, gesprek, soort, tijd, regels, ...inhoud }, delen) {
    if (!Object.keys(delen).length) return this.kluis.weg(id);
    return this.kluis.zet(id, gesprek, soort, { ...inhoud, delen }, { regels, tijd });
  }
  zet = (eerder, gesprek, soort, inhoud) =>
    this.kluis.zet(eerder?.id ?? crypto.randomUUID(), gesprek, soort, inhoud);
  async van(gesprek, pagina) {
    const eigen = (await this.open(gesprek)).filter((deel) => deel.pagina === pagina);
    return ["werk", "concept"].map((soort) => eigen.find((deel) => deel.soort === soort));
  }

  /** A part went to the server: whoever wrote on the same version goes on from the new one. */
  async volgOp(gesprek, sleutel, oud, nieuw) {
    for (const deel of await this.open(gesprek)) {
      const ander = deel.delen[sleutel];
      if (ander?.versie === oud && !ander.botsing)
        await this.wijzig(deel, { ...deel.delen, [sleutel]: { ...ander, versie: nieuw } });
    }
  }
}

/** How many parts the server does not have. */
export const tel = (lijst) =>
  lijst.reduce((som, { delen }) => som + Object.keys(delen).length, 0);

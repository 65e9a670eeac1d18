/** Waarom: the chain from an outcome through the rules that hold to the answers. */
import { dagInWoorden, toonGetal } from "./feiten.mjs";

const BLIJFT = ["Welke antwoorden er ook nog komen, dit blijft zo.",
  "Wat u ook nog antwoordt, dit blijft zo."];
const GEEN_ROUTE = ["Geen enkele route geldt; er kan een arrangement volgen.",
  "Er is geen andere weg die beter past."];

/** Explains one case; a link has `omdat` for the professional and `u` for the client. */
export class Uitleg {
  constructor(stand) {
    [this.stand, this.boek] = [stand, stand.boek];
  }
  schakel(soort, id, omdat, u, { grond } = {}, onder = []) {
    return { soort, id, omdat, u, ...this.boek.gronden[grond], ...(onder.length && { onder }) };
  }

  uitkomst(naam) {
    const uitkomst = this.boek.uitkomsten.get(naam);
    const route = naam === "route" ? this.boek.routes.get(this.stand.waarde(naam)) : undefined;
    const zin = `${uitkomst.titel}: ${this.inWoorden(naam)}.`;
    const u = route?.u ?? (uitkomst.vertrouwelijk ? "" : zin);
    const stil = uitkomst.kies === "plaats" && { stil: true }; // for the client only what is below
    return { ...this.schakel("uitkomst", naam, zin, u, route ?? uitkomst, this.onder(uitkomst)),
      ...stil };
  }
  /** What carries an outcome: rules, members, or while it is open the questions it waits for. */
  onder({ id, kies, waarden, van, plaats }) {
    const { stand } = this;
    if (stand.isNvt(id)) return [];
    if (!stand.isVast(id)) return stand.openVragen([id]).map((vraag) => this.open(vraag));
    const [waarde] = stand.sets.get(id);
    if (kies === "plaats") {
      const lichtst = waarde === 0 || plaats === van.length;
      const telt = (niveau) => (lichtst ? niveau <= waarde : niveau >= waarde);
      return van.filter((lid) => telt(Math.min(...this.niveaus(lid)))).map(this.eigenaar);
    }
    const { bijdragen } = this.boek.grootheden.get(id);
    const dragend = bijdragen.filter(({ regel, niveau_van, klasse }) => this.geldt({ regel })
      && (niveau_van ? this.niveaus(niveau_van).includes(waarde) : klasse === waarde));
    if (dragend.length) return dragend.map(({ regel }) => this.regel(regel, bijdragen));
    if (stand.waarde(id) !== waarden[0].id) return [this.schakel("open", "", ...BLIJFT)];
    if (id === "route") return [this.schakel("regel", "", ...GEEN_ROUTE)];
    const namen = bijdragen.flatMap(({ regel }) => this.beslissend(regel)).map((deel) => deel.naam);
    return [...new Set(namen)].map(this.eigenaar);
  }
  signaal(naam) {
    const signaal = this.boek.signalen.get(naam);
    const gevers = this.boek.grootheden.get(`signaal.${naam}`).bijdragen.filter(this.geldt);
    const regels = gevers.map(({ regel }) => this.regel(regel));
    const u = !signaal.vertrouwelijk && regels.some((regel) => regel.u) ? signaal.titel : "";
    return this.schakel("signaal", naam, signaal.titel, u, signaal, regels);
  }
  open(naam) {
    const { vraag, vertrouwelijk } = this.boek.vragen.get(naam) ?? this.boek.weekrooster;
    const u = vertrouwelijk ? "" : `Dit weten we nog niet: ${vraag}`;
    return this.schakel("open", naam, `Nog niet bekend: ${vraag}`, u);
  }
  /** A rule with what decides it, and the level that it takes over for an outcome. */
  regel(id, bijdragen = []) {
    const regel = this.boek.regels.get(id);
    const namen = this.beslissend(id).filter(({ code }) => code !== 1).map(({ naam }) => naam);
    const over = bijdragen.filter((b) => b.regel === id && b.niveau_van).map((b) => b.niveau_van);
    const onder = [...new Set([...namen, ...over])].map(this.eigenaar);
    return this.schakel("regel", id, this.vulIn(regel.omdat), this.vulIn(regel.u), regel, onder);
  }
  geldt = ({ regel }) => this.stand.codes.get(regel) === 2;
  beslissend = (regel) => this.stand.beslissend(
    this.boek.regels.get(regel).voorwaarde, this.stand.codes.get(regel));
  niveaus = (id) => this.stand.sets.get(id).map((k) => this.boek.grootheden.get(id).niveaus[k]);
  vulIn = (tekst) => tekst.replace(/\{([^{}]*)\}/g, (_, naam) => this.inWoorden(naam));

  /** What a condition asked about: an answer, a count, or another outcome. */
  eigenaar = (naam) => {
    const { vragen, uitkomsten, tellingen, dagen_tussen } = this.boek;
    if (vragen.has(naam)) return this.antwoord(vragen.get(naam));
    const deel = uitkomsten.get(naam) ?? tellingen.get(naam) ?? dagen_tussen.get(naam);
    if (deel.kies && deel.kies !== "verzamel") return this.uitkomst(naam);
    const tekst = deel.kies ? this.stand.leden(naam).join(", ") || "geen" : this.getal(deel);
    const zin = `${deel.titel}: ${tekst}.`;
    return this.schakel(deel.kies ? "uitkomst" : "telling", naam, zin, zin, deel);
  };
  antwoord(vraag) {
    const gegeven = this.antwoorden(vraag);
    const tekst = gegeven.map((antwoord) => antwoord.tekst).join(", ");
    let omdat = `${vraag.vraag} ${tekst ? `Antwoord: ${tekst}.` : "Nog niet bekend."}`;
    let u = `${vraag.vraag} ${tekst ? `Uw antwoord: ${tekst}.` : "Dat weten we nog niet."}`;
    if (gegeven.length && gegeven.every((antwoord) => antwoord.omdat))
      omdat = gegeven.map((antwoord) => antwoord.omdat).join(" ")
        + (gegeven.length === 1 ? ` (antwoord: ${tekst})` : "");
    if (gegeven.length && gegeven.every((antwoord) => antwoord.u))
      u = gegeven.map((antwoord) => antwoord.u).join(" ");
    return this.schakel("antwoord", vraag.id, omdat, vraag.vertrouwelijk ? "" : u, vraag);
  }

  inWoorden(naam) {
    const { vragen, uitkomsten, tellingen, dagen_tussen } = this.boek;
    if (vragen.has(naam))
      return this.antwoorden(vragen.get(naam)).map((a) => a.tekst).join(", ") || "nog niet bekend";
    if (!uitkomsten.has(naam)) return this.getal(tellingen.get(naam) ?? dagen_tussen.get(naam));
    const namen = this.stand.namen(naam);
    const teksten = uitkomsten.get(naam).waarden.filter(({ id }) => namen.includes(id))
      .map(({ tekst }) => tekst);
    if (!teksten.length) return "niet van toepassing";
    if (this.stand.isVast(naam)) return teksten[0];
    return `nog open (${teksten.map((t) => t[0].toLowerCase() + t.slice(1)).join(" of ")})`;
  }
  /** The answers given to a question: how each reads, with its own sentences if it has them. */
  antwoorden(vraag) {
    return this.stand.grootheden(vraag.id).flatMap((naam) => {
      const feit = this.stand.feiten.get(naam);
      const { klassen, antwoorden, soort } = this.boek.grootheden.get(naam);
      if (feit === undefined) return [];
      if (antwoorden) return antwoorden[klassen.indexOf(feit)] ?? [];
      const getal = (soort === "datum" ? dagInWoorden : toonGetal)(feit.laag);
      return { tekst: this.metEenheid(getal, vraag) };
    });
  }
  getal(deel) {
    const { laag, hoog } = this.stand.feit(deel.id) ?? {};
    if (!laag) return "nog niet bekend";
    const [van, tot] = [toonGetal(laag), toonGetal(hoog)];
    return van === tot ? this.metEenheid(van, deel) : `${van} tot ${tot} ${deel.eenheid}`;
  }
  metEenheid = (getal, deel) =>
    `${getal} ${getal === "1" ? deel.eenheid_bij_een : deel.eenheid}`.trim();
}

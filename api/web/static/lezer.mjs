/**
 * Evaluates an intake on the model that `arrangement exporteer model` writes, without a server:
 * outcomes, open questions and waarom, the same as the Python engine. See docs/model.md.
 */
import { klassenBij, leesFeit, tussen } from "./feiten.mjs";
import { Uitleg } from "./uitleg.mjs";

/** The only version of the model that this reader understands. */
export const VERSIE = 1;
const [GELDT_NIET, ONBEKEND, GELDT, NVT] = [0, 1, 2, "niet_van_toepassing"];
const STATUS = ["geldt_niet", "onbekend", "geldt"];
const LIJSTEN = ["vragen", "tellingen", "dagen_tussen", "uitkomsten", "routes", "signalen",
  "regels", "grootheden"];

/** Weights that are equal but for rounding give one number; no weight lies near its borders. */
const stap = (gewicht) => Math.floor(gewicht * 1e9 + 0.3183098861);

/** A model or an intake that cannot be read; the message is for the user. */
export class LeesFout extends Error {}

/**
 * Make a reader of a model.
 * @param {object} model the parsed JSON
 * @returns {{evalueer: function(Object<string, string|number|object>): Stand}} `evalueer` takes
 *   what is known, per grootheid its class, its number or date, or {laag, hoog}
 * @throws {LeesFout} when the model has another version; `evalueer` when a fact does not fit the
 *   model, or the rules give an outcome no value or two values
 */
export function lees(model) {
  if (model?.versie !== VERSIE)
    throw new LeesFout(`Deze regels hebben versie ${model?.versie ?? "onbekend"}; deze pagina ` +
      `kan alleen versie ${VERSIE} lezen. Laad de pagina opnieuw als er verbinding is.`);
  const boek = { ...model, van: new Map() };
  for (const naam of LIJSTEN) boek[naam] = new Map(model[naam].map((deel) => [deel.id, deel]));
  for (const { id, eigenaar } of model.grootheden)
    boek.van.set(eigenaar, [...(boek.van.get(eigenaar) ?? []), id]);
  return { evalueer: (feiten) => new Stand(boek, feiten) };
}

/** Where a case stands: the diagrams with only the branches that its answers leave. */
class Stand {
  constructor(boek, feiten) {
    this.boek = boek;
    this.feiten = new Map(Object.entries(feiten).map(([id, feit]) => [id, this.lees(id, feit)]));
    this.over = boek.variabelen.map((id) => this.klassen(id));
    this.knopen = []; // of the restricted diagrams: variable, branches and leaves
    [this.nummers, this.beperkt, this.sets, this.codes] = [1, 2, 3, 4].map(() => new Map());
    for (const { id, diagram } of boek.grootheden.values()) {
      this.sets.set(id, this.waarden(diagram).filter(Number.isInteger).sort((a, b) => a - b));
      if (!this.sets.get(id).length) throw new LeesFout(`De regels geven '${id}' geen waarde of ` +
        "meer dan een waarde. Dat ligt niet aan de intake.");
    }
    const naarOnbekend = [...boek.regels.values()].filter(({ onbekend }) => onbekend);
    for (const { id, diagram, onbekend } of boek.regels.values()) {
      const [waar, ...anders] = onbekend ? [] : this.waarden(diagram);
      this.codes.set(id, anders.length ? ONBEKEND : waar ? GELDT : GELDT_NIET);
    }
    for (const { id, voorwaarde } of naarOnbekend) this.codes.set(id, this.toets(voorwaarde));
    for (const { id, bijdragen = [] } of boek.grootheden.values())
      if (bijdragen.some(({ regel }) => boek.regels.get(regel).onbekend))
        this.sets.set(id, [[0], [0, 1], [1]][Math.max(...bijdragen.map(this.code))]);
  }

  /** Per grootheid the names of the classes that it can still have. */
  get mogelijk() {
    return Object.fromEntries([...this.sets.keys()].map((id) => [id, this.namen(id)]));
  }
  /** Per rule its status: geldt, geldt_niet or onbekend. */
  get statussen() {
    return Object.fromEntries([...this.codes].map(([id, code]) => [id, STATUS[code]]));
  }
  /** The outcomes that make up the advice; a route that is certain takes their place. */
  get advies() {
    const bij = this.heeftRoute() ? this.boek.advies_bij_route.uitkomsten : this.boek.advies;
    return bij.filter((id) => !this.isNvt(id));
  }
  /** The questions that can still change the advice; what decides most comes first. */
  get openstaand() {
    if (!this.heeftRoute()) return this.openVragen(this.advies);
    const uitkomsten = this.advies.filter((id) => id !== "signaal");
    return this.openVragen(uitkomsten, this.boek.advies_bij_route.signalen);
  }
  /** The members that a collecting outcome, such as signaal, certainly has. */
  leden = (uitkomst) => this.boek.uitkomsten.get(uitkomst).waarden.map(({ id }) => id)
    .filter((naam) => this.waarde(`${uitkomst}.${naam}`) === "ja");
  /** Explain an outcome: what it came to, with below it (`onder`) the rules and answers. */
  waarom = (uitkomst) => new Uitleg(this).uitkomst(uitkomst);
  /** Explain a signal that is given. */
  waaromSignaal = (signaal) => new Uitleg(this).signaal(signaal);

  code = ({ regel }) => this.codes.get(regel);
  grootheden = (naam) => this.boek.van.get(naam) ?? [];
  heeftRoute = () => this.sets.has("route") && ![null, "geen"].includes(this.waarde("route"));
  isVast = (id) => this.sets.get(id).length === 1;
  isNvt = (naam) => this.grootheden(naam).every((id) => this.waarde(id) === NVT);
  waarde = (id) => (this.isVast(id) ? this.namen(id)[0] : null);
  namen = (id) => (this.sets.get(id) ?? []).map((k) => this.boek.grootheden.get(id).klassen[k]);

  lees(id, feit) {
    const { boek } = this;
    const isGevraagd = boek.variabelen.includes(id) && !boek.dagen_tussen.has(id) && feit !== NVT;
    const gelezen = isGevraagd ? leesFeit(boek.grootheden.get(id), feit) : null;
    if (gelezen === null) throw new LeesFout(`Bij '${id}' past '${JSON.stringify(feit)}' niet.`);
    return gelezen;
  }
  /** What is known of a grootheid; a number of days lies between two dates. */
  feit(id) {
    const { van, tot } = this.boek.dagen_tussen.get(id) ?? {};
    const [eerste, laatste] = [this.feiten.get(van), this.feiten.get(tot)];
    return eerste && laatste ? tussen(eerste, laatste) : this.feiten.get(id);
  }
  /** The numbers of the classes that a variable can have, relevance aside. */
  klassen(id) {
    const [feit, grootheid] = [this.feit(id), this.boek.grootheden.get(id)];
    if (feit !== undefined) return klassenBij(grootheid, feit);
    return [...grootheid.klassen.keys()].filter((klasse) => grootheid.klassen[klasse] !== NVT);
  }

  // Diagrams: the number of a node when not negative, else of a leaf of the model

  beperk(diagram) {
    if (diagram < 0 || this.beperkt.has(diagram)) return this.beperkt.get(diagram) ?? diagram;
    const [variabele, ...takken] = this.boek.knopen[diagram];
    const over = this.over[variabele].map((klasse) => this.beperk(takken[klasse]));
    this.beperkt.set(diagram, this.knoop(variabele, over));
    return this.beperkt.get(diagram);
  }
  knoop(variabele, takken) {
    if (takken.every((tak) => tak === takken[0])) return takken[0];
    const sleutel = `${variabele}:${takken}`;
    if (!this.nummers.has(sleutel)) {
      const bladen = takken.map(this.bladen).reduce((een, ander) =>
        (een === ander ? een : [...new Set([...een, ...ander])]));
      this.nummers.set(sleutel, this.knopen.push({ variabele, takken, bladen }) - 1);
    }
    return this.nummers.get(sleutel);
  }
  bladen = (diagram) => (diagram < 0 ? [diagram] : this.knopen[diagram].bladen);
  waarden = (diagram) => this.bladen(this.beperk(diagram)).map((b) => this.boek.bladen[-1 - b]);

  // Conditions, on three values: all is the least, one of the most, not the mirror image

  toets({ alle, een_van, niet, onbekend, grootheden, grootheid, klassen }) {
    if (alle) return Math.min(GELDT, ...alle.map((deel) => this.toets(deel)));
    if (een_van) return Math.max(GELDT_NIET, ...een_van.map((deel) => this.toets(deel)));
    if (niet) return GELDT - this.toets(niet);
    if (onbekend) return grootheden.every(this.isVast) ? GELDT_NIET : GELDT;
    const goed = this.sets.get(grootheid).filter((klasse) => klassen.includes(klasse)).length;
    return goed === this.sets.get(grootheid).length ? GELDT : goed ? ONBEKEND : GELDT_NIET;
  }
  /** The names by which a condition has its status, each with the status of its own part. */
  beslissend({ alle, een_van, niet, onbekend, grootheid }, code) {
    if (niet) return this.beslissend(niet, GELDT - code);
    const delen = (alle ?? een_van)?.filter((deel) => this.toets(deel) === code);
    if (delen) return delen.flatMap((deel) => this.beslissend(deel, code));
    return [{ naam: onbekend ?? this.boek.grootheden.get(grootheid).eigenaar, code }];
  }

  /**
   * The questions that can still change one of the outcomes, or one of the members of collecting
   * outcomes (`signaal.crisis`); what decides most comes first.
   */
  openVragen(uitkomsten, leden = []) {
    const gewicht = new Map(); // per question what it decides of outcomes, and of members
    const tel = (id, plek) => {
      for (const [variabele, winst] of this.winst(this.boek.grootheden.get(id).diagram))
        for (const vraag of this.vragen(this.boek.variabelen[variabele])) {
          if (!gewicht.has(vraag)) gewicht.set(vraag, [0, 0]);
          gewicht.get(vraag)[plek] += winst;
        }
    };
    const telLid = (id) => {
      tel(id, 1);
      for (const { regel } of this.boek.grootheden.get(id).bijdragen ?? []) {
        const { onbekend, voorwaarde } = this.boek.regels.get(regel);
        if (!onbekend || this.codes.get(regel) === GELDT_NIET) continue;
        const isOpen = this.toets(voorwaarde) === ONBEKEND;
        const wacht = isOpen ? this.beslissend(voorwaarde, ONBEKEND).map(({ naam }) => naam) : [];
        const namen = [...onbekend, ...new Set(wacht)];
        for (const grootheid of namen.flatMap(this.grootheden)) tel(grootheid, 1);
      }
    };
    const verzamelt = (naam) => this.boek.uitkomsten.get(naam).kies === "verzamel";
    for (const naam of uitkomsten)
      this.grootheden(naam).forEach((id) => (verzamelt(naam) ? telLid(id) : tel(id, 0)));
    leden.forEach(telLid);
    for (const [vraag, delen] of gewicht) gewicht.set(vraag, delen.map(stap));
    const verschil = ([a, b], [c, d]) => c - a || d - b;
    return this.boek.gesprek.filter((naam) => gewicht.has(naam))
      .sort((een, ander) => verschil(gewicht.get(een), gewicht.get(ander)));
  }
  /** The questions that must be answered to know a variable. */
  vragen(id) {
    const { eigenaar } = this.boek.grootheden.get(id);
    const { van, tot } = this.boek.dagen_tussen.get(eigenaar) ?? {};
    if (van) return [van, tot].filter((naam) => !this.feiten.has(naam));
    return [this.boek.tellingen.has(eigenaar) ? "weekrooster" : eigenaar];
  }
  /** Per variable how far the chance that two completions differ falls once it is known. */
  winst(diagram) {
    const [wortel, bereikt, per] = [this.beperk(diagram), new Map(), new Map()];
    const bladen = this.bladen(wortel);
    const kansen = new Map(bladen.map((b) => [b, bladen.map((ander) => Number(b === ander))]));
    const som = (delen) => delen.reduce((samen, deel) => samen + deel, 0);
    const op = (tak) => {
      if (kansen.has(tak)) return kansen.get(tak);
      const delen = this.knopen[tak].takken.map(op);
      kansen.set(tak, bladen.map((_, n) => som(delen.map((kans) => kans[n])) / delen.length));
      bereikt.set(tak, tak === wortel ? 1 : 0);
      return kansen.get(tak);
    };
    const onzeker = (rij) => 1 - som(rij.map((kans) => kans * kans));
    const totaal = op(wortel);
    for (const knoop of [...bereikt.keys()].reverse()) {
      const { variabele, takken } = this.knopen[knoop];
      per.set(variabele, [...(per.get(variabele) ?? []), knoop]);
      for (const tak of takken)
        if (tak >= 0) bereikt.set(tak, bereikt.get(tak) + bereikt.get(knoop) / takken.length);
    }
    for (const [variabele, knopen] of per) {
      const rest = this.over[variabele].map((_, klasse) => onzeker(totaal.map((kans, n) =>
        kans + som(knopen.map((k) => bereikt.get(k)
          * (kansen.get(this.knopen[k].takken[klasse])[n] - kansen.get(k)[n]))))));
      per.set(variabele, onzeker(totaal) - som(rest) / rest.length);
    }
    return per;
  }
}

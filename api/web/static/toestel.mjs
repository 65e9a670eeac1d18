/**
 * A page of a gesprek that loses nothing: what is typed stays on this device at once, what is kept
 * goes to the server as soon as it can, and above the page always stands how far that is.
 */
import { benoem, leeg, richtIn } from "./blanco.mjs";
import { toonBotsingen } from "./botsingen.mjs";
import { maak } from "./elementen.mjs";
import { isBlanco, kluisGaatOpen } from "./gebruiker.mjs";
import { haalPakket, meldDienst, model } from "./pakket.mjs";
import { NIET_BEWAARD, acties, isGeheim, isOpen, zin } from "./stand.mjs";
import { hoortBij, leesDelen, veranderd, versieVak, vul } from "./velden.mjs";
import { verstuur } from "./versturen.mjs";
import { toonVoorlopig } from "./voorlopig.mjs";
import { Werk } from "./werk.mjs";

const [, gesprek, pagina] = /^\/gesprekken\/([0-9a-f]{32})\/?(.*)$/.exec(location.pathname) ?? [];
const formulier = document.querySelector("form[data-toestel]");
const balk = document.querySelector("#toestelstand");
balk.tabIndex = -1; // after a choice the focus goes there
const knoppen = document.querySelector("#toestelknoppen");
const RUST = 300; // milliseconds after the last key before what is typed is kept

/** What the server wrote above the page: when it kept something for the last time. */
const BEGIN = balk.textContent;

/** A page that can keep its work on this device. */
class Toestel {
  constructor(kluis) {
    this.kluis = kluis;
    this.werk = new Werk(kluis);
    // After a mistake the server shows what was posted; all of it counts as changed.
    this.isFout = Boolean(formulier && document.querySelector("#foutenoverzicht"));
    this.vuil = this.isFout;
    this.begin = {};
    this.hoe = "klaar";
    this.botsingen = balk.closest("main").insertBefore(maak("div", { hidden: "" }),
      balk.parentElement.nextSibling);
    this.wachtrij = Promise.resolve();
  }

  /** Fill the page, and start to keep what happens on it. */
  async begint() {
    this.stand = await this.werk.stand(gesprek);
    this.rooster = document.querySelector("[data-rooster]") && await import("./rooster.mjs");
    if (isBlanco && !this.stand)
      return leeg("Dit gesprek staat niet op dit toestel.",
        "Open het een keer met verbinding. Daarna kunt u er ook zonder verbinding aan werken.");
    if (isBlanco) {
      benoem(gesprek, this.stand.naam);
      this.hoe = "geen-verbinding";
      await this.vulBlanco();
    } else if (formulier && !this.isFout) this.legOver(await this.werk.open(gesprek));
    if (formulier) this.luister();
    if (this.vuil) this.schets();
    addEventListener("online", () => this.stuur());
    addEventListener("offline", () => this.wordt("geen-verbinding"));
    this.stuurt = (isBlanco || this.vuil ? this.toon() : Promise.resolve())
      .then(() => this.stuur());
    return undefined;
  }

  // Filling

  /** Put what the server does not have over what stands there, save where one typed already. */
  legOver(open) {
    this.begin = leesDelen(formulier, !isBlanco);
    const getypt = veranderd(leesDelen(formulier), this.begin);
    for (const deel of open.filter(({ soort }) => soort === "werk")) {
      this.zet(deel, getypt);
      for (const [sleutel, { velden }] of Object.entries(deel.delen)) {
        const begin = this.begin[sleutel]?.velden ?? {};
        // Of an answer the pages at the table and in private each have other fields.
        for (const naam of Object.keys(begin)) if (velden[naam]) begin[naam] = velden[naam];
        if (sleutel === "weekrooster" && this.begin[sleutel]) this.begin[sleutel].velden = velden;
      }
    }
    const concept = open.find((deel) => deel.soort === "concept" && deel.pagina === pagina);
    if (concept) this.zet(concept, getypt);
    this.vuil = Boolean(concept) || Object.keys(getypt).length > 0;
  }
  zet(deel, getypt) {
    for (const [sleutel, eigen] of Object.entries(deel.delen)) {
      if (!versieVak(formulier, sleutel)) continue;
      if (!getypt[sleutel]) this.zetDeel(sleutel, eigen.velden);
      if (deel.pagina === pagina) versieVak(formulier, sleutel).value = eigen.versie;
    }
  }
  zetDeel(sleutel, velden) {
    if (sleutel === "weekrooster") this.rooster?.zetRijen(velden, this.stand?.elders);
    vul(formulier, velden);
  }
  /** Show of a part what the server has. */
  zetVanServer(sleutel) {
    const { velden, versies } = this.stand;
    if (sleutel === "weekrooster") this.rooster?.zetRijen(velden, this.stand?.elders);
    const namen = Object.keys(leesDelen(formulier)[sleutel].velden);
    vul(formulier, Object.fromEntries(namen.map((naam) => [naam, velden[naam] ?? []])));
    versieVak(formulier, sleutel).value = versies[sleutel] ?? 0;
  }
  /** Fill a blank page with what the server had, and over that what it does not have. */
  async vulBlanco() {
    const { stand } = this;
    const [open, boek] = [await this.werk.open(gesprek), await model(stand.regels)];
    if (this.vuil) return; // one typed meanwhile
    if (formulier) {
      for (const sleutel of Object.keys(leesDelen(formulier))) this.zetVanServer(sleutel);
      this.legOver(open);
      if (!stand.loopt) formulier.querySelector(".bewaarbalk")?.remove();
      formulier.hidden = false;
    }
    if (!boek) return;
    const velden = this.samen(open);
    richtIn(boek, velden, stand);
    const plek = document.querySelector("#voorlopig");
    if (plek) toonVoorlopig(plek, boek, velden, stand, `/gesprekken/${gesprek}`);
  }
  /** What stands in every field of the gesprek, with what the server does not have. */
  samen(open) {
    const velden = { ...this.stand.velden };
    for (const { delen } of open)
      for (const [sleutel, deel] of Object.entries(delen)) {
        const oud = sleutel === "weekrooster" ? Object.keys(velden) : [];
        for (const naam of oud) if (hoortBij(naam, sleutel)) delete velden[naam];
        Object.assign(velden, deel.velden);
      }
    return velden;
  }

  // Keeping

  luister() {
    let klok;
    formulier.addEventListener("input", () => {
      if (!this.vuil) balk.textContent = NIET_BEWAARD;
      this.vuil = true;
      this.toon();
      clearTimeout(klok);
      klok = setTimeout(() => this.schets(), RUST);
    });
    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.vuil) this.schets();
    });
    formulier.addEventListener("submit", (gebeurtenis) => {
      if (this.isNaarServer) return;
      gebeurtenis.preventDefault();
      clearTimeout(klok);
      this.bewaar(gebeurtenis.submitter);
    });
  }
  /** One write at a time, in order. */
  naElkaar(doe) {
    this.wachtrij = this.wachtrij.then(doe, doe);
    return this.wachtrij;
  }
  schets() {
    return this.naElkaar(() => this.vuil
      && this.werk.schets(gesprek, pagina, veranderd(leesDelen(formulier), this.begin)));
  }
  async bewaar(drukte) {
    const delen = leesDelen(formulier);
    const doel = formulier.dataset[drukte?.value] ?? formulier.dataset.verder ?? location.pathname;
    try {
      await this.naElkaar(() =>
        this.werk.bewaar(gesprek, pagina, veranderd(delen, this.begin)));
    } catch {
      this.isNaarServer = true; // the device keeps nothing any more; the server still may
      return formulier.requestSubmit(drukte);
    }
    [this.begin, this.vuil] = [delen, false];
    balk.textContent = "Bewaard op dit toestel. Bezig met versturen.";
    await this.verstuur();
    const over = (await this.werk.open(gesprek)).filter((deel) => deel.pagina === pagina);
    if (this.hoe === "klaar" && over.length) {
      this.isNaarServer = true; // the server tells what is wrong, at the field itself
      return formulier.requestSubmit(drukte);
    }
    if (this.hoe === "klaar" || doel !== location.pathname) return location.assign(doel);
    if (isBlanco) await this.vulBlanco();
    balk.textContent = `Bewaard op dit toestel; nog niet verstuurd. ${balk.textContent}`;
    return undefined;
  }

  // Sending

  /** Send what is here, and keep how the gesprek then stands. */
  async stuur() {
    await this.verstuur();
    if (this.hoe === "klaar") await this.wordt(await this.haalStand());
  }
  async verstuur() {
    if (this.kluis.tot <= Date.now()) return this.wordt("afgemeld");
    const { hoe, verstuurd, versies } = await verstuur(this.werk, gesprek);
    for (const [sleutel, { oud, nieuw }] of versies) {
      const vak = formulier && versieVak(formulier, sleutel);
      if (vak && Number(vak.value) === oud) vak.value = nieuw;
    }
    if (verstuurd) this.verstuurdOm = new Date();
    return this.wordt(hoe);
  }
  /** Keep how the gesprek stands at the server, for when there is no connection. */
  async haalStand() {
    try {
      const antwoord = await fetch(`/gesprekken/${gesprek}/toestel`, { redirect: "manual" });
      if (antwoord.type === "opaqueredirect") return "afgemeld";
      if (!antwoord.ok) return "storing";
      const stand = await antwoord.json();
      await this.werk.zetStand(gesprek, stand);
      this.stand = await this.werk.stand(gesprek);
      if (isBlanco && !this.vuil) await this.vulBlanco();
      await haalPakket(stand);
      await navigator.serviceWorker.ready;
      this.isKlaar = true;
    } catch {
      return "geen-verbinding";
    }
    return "klaar";
  }
  wordt(hoe) {
    this.hoe = hoe;
    return this.toon();
  }
  /** Do what the consulent chose between two answers. */
  async kies(deel, sleutel, wie) {
    const nu = (await this.werk.open(gesprek)).find(({ id }) => id === deel.id);
    if (!nu) return;
    const { [sleutel]: eigen, ...rest } = sleutel ? nu.delen : {};
    const { botsing, ...zonder } = eigen ?? {};
    const mijn = { ...zonder, versie: botsing?.versie };
    await this.werk.wijzig(nu, wie === "mijn" ? { ...rest, [sleutel]: mijn } : rest);
    await this.verstuur();
    (document.querySelector("#kop-botsingen") ?? balk).focus();
    if (this.hoe === "klaar") await this.wordt(await this.haalStand());
    if (sleutel && this.stand && formulier && versieVak(formulier, sleutel)) {
      if (wie === "daar") this.zetVanServer(sleutel);
      versieVak(formulier, sleutel).value = this.stand.versies[sleutel] ?? 0;
      this.begin[sleutel] = leesDelen(formulier)[sleutel];
    }
  }

  // Telling

  async toon() {
    const open = await this.werk.open();
    const eigen = open.filter((deel) => deel.gesprek === gesprek);
    const getoond = eigen.filter((deel) => !isGeheim(deel, pagina)
      && !(this.isFout && deel.pagina === pagina));
    const keuzes = toonBotsingen(this.botsingen, getoond, (...keuze) => this.kies(...keuze));
    const { vuil, hoe, verstuurdOm } = this;
    const stand = { open, vuil, hoe, verstuurdOm, keuzes, gesprek, pagina, isBlanco,
      kanVerder: this.isKlaar, stuur: () => this.stuur() };
    const tekst = zin(stand) || BEGIN;
    if (balk.textContent !== tekst) balk.textContent = tekst;
    balk.parentElement.classList.toggle("toestelbalk--open", isOpen(stand));
    const nieuw = acties(stand);
    const wat = (delen) => [...delen].map((deel) => deel.textContent + deel.href).join();
    if (wat(nieuw) !== wat(knoppen.children)) knoppen.replaceChildren(...nieuw);
  }
}

/** Without a place to keep things: say what is not kept, and ask before it would be lost. */
function zonderToestel() {
  let vuil = balk.textContent === NIET_BEWAARD
    || Boolean(document.querySelector("#foutenoverzicht"));
  if (document.querySelector("meta[name=gebruiker]"))
    balk.textContent += globalThis.isSecureContext
      ? " Werken zonder verbinding kan in deze browser niet."
      : " Werken zonder verbinding kan hier niet: daarvoor is https nodig.";
  formulier?.addEventListener("input", () => {
    if (!vuil) balk.textContent = NIET_BEWAARD;
    vuil = true;
  });
  formulier?.addEventListener("submit", () => { vuil = false; });
  addEventListener("beforeunload", (gebeurtenis) => { if (vuil) gebeurtenis.preventDefault(); });
}

// What happens on the page before all this is ready is said at once, and waits.
let isKlaar = false;
formulier?.addEventListener("input", () => {
  if (!isKlaar) balk.textContent = NIET_BEWAARD;
});
const eerder = new Promise((goed) => {
  formulier?.addEventListener("submit", (gebeurtenis) => {
    if (isKlaar) return;
    gebeurtenis.preventDefault();
    goed(gebeurtenis.submitter);
  });
});

try {
  const kluis = await kluisGaatOpen;
  if (kluis && gesprek) {
    if (!isBlanco) meldDienst();
    await new Toestel(kluis).begint();
  } else if (isBlanco) {
    leeg("Er is geen verbinding, en op dit toestel is nu niemand aangemeld.",
      "Wat hier bewaard is, blijft bewaard. Meld u aan zodra er verbinding is.");
  } else zonderToestel();
} catch (fout) {
  zonderToestel(); // the form goes to the server as it would without all this
  throw fout;
} finally {
  isKlaar = true;
  eerder.then((knop) => formulier.requestSubmit(knop));
}

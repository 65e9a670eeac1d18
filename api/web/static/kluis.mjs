/**
 * What a device keeps: encrypted per user in IndexedDB, with a key that cannot leave the browser.
 * Readable without the key are only opaque ids, times, and by which rules a gesprek goes.
 */

/** Hours after signing in that the key opens what is kept; later only signing in helps. */
export const UREN = 24;
const [NAAM, SLEUTELS, GEHEIMEN] = ["arrangementwijzer", "sleutels", "geheimen"];
const tekst = { uit: new TextDecoder(), in: new TextEncoder() };

/** Whether this page can keep anything: browsers allow that over https and on the device itself. */
export const KAN = Boolean(globalThis.isSecureContext && globalThis.indexedDB
  && globalThis.crypto?.subtle && navigator.locks && navigator.serviceWorker);

/** On which the other pages of this browser hear whose key is gone. */
export const gewist = KAN ? new BroadcastChannel("gewist") : null;

const klaar = (verzoek) => new Promise((goed, fout) => {
  verzoek.onsuccess = () => goed(verzoek.result);
  verzoek.onerror = () => fout(verzoek.error);
});

let bank;
function open() {
  bank ??= new Promise((goed, fout) => {
    const verzoek = indexedDB.open(NAAM, 1);
    verzoek.onupgradeneeded = () => {
      verzoek.result.createObjectStore(SLEUTELS, { keyPath: "gebruiker" });
      const geheimen = verzoek.result.createObjectStore(GEHEIMEN, { keyPath: "id" });
      geheimen.createIndex("gesprek", "gesprek");
    };
    verzoek.onsuccess = () => goed(verzoek.result);
    verzoek.onerror = () => fout(verzoek.error);
  });
  return bank;
}

/** Do something with a store, or more; a write is on the disk when this is done. */
async function met(winkels, doe, wijze = "readwrite") {
  const gang = (await open()).transaction(winkels, wijze, { durability: "strict" });
  const af = new Promise((goed, fout) => {
    gang.oncomplete = goed;
    gang.onabort = gang.onerror = () => fout(gang.error);
  });
  const uitkomst = await doe(...[winkels].flat().map((winkel) => gang.objectStore(winkel)));
  await af;
  return uitkomst;
}

/** The part of the store that one user can open on this device. */
export class Kluis {
  constructor({ gebruiker, sleutel, tot }) {
    [this.gebruiker, this.sleutel, this.tot] = [gebruiker, sleutel, tot];
  }

  /**
   * Open the store for who signed in; from then on it is also open without a connection.
   * @param {string} gebruiker the name that the server gives to a user, which says nothing
   * @param {number} sinds when the user signed in, in milliseconds since 1970
   */
  static async voor(gebruiker, sinds) {
    const nieuw = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false,
      ["encrypt", "decrypt"]);
    const sleutel = await met(SLEUTELS, async (winkel) => {
      const alle = await klaar(winkel.getAll());
      for (const ander of alle.filter((deel) => deel.open && deel.gebruiker !== gebruiker))
        winkel.put({ ...ander, open: false });
      const eigen = { sleutel: nieuw, ...alle.find((deel) => deel.gebruiker === gebruiker),
        gebruiker, tot: sinds + UREN * 3_600_000, open: true };
      winkel.put(eigen);
      return eigen;
    });
    return sleutel.tot > Date.now() ? new Kluis(sleutel) : null;
  }
  /** Open the store for who signed in last; null when that was too long ago, or never. */
  static async laatste() {
    const alle = await met(SLEUTELS, (winkel) => klaar(winkel.getAll()), "readonly");
    const sleutel = alle.find((deel) => deel.open && deel.tot > Date.now());
    return sleutel ? new Kluis(sleutel) : null;
  }
  /** Close the store until somebody signs in; what is in it stays. */
  static sluit() {
    return met(SLEUTELS, async (winkel) => {
      for (const sleutel of await klaar(winkel.getAll())) winkel.put({ ...sleutel, open: false });
    });
  }
  /** By which rules the gesprekken of all users on this device go. */
  static async regels() {
    const alles = await met(GEHEIMEN, (winkel) => klaar(winkel.getAll()), "readonly");
    return new Set(alles.map(({ regels }) => regels).filter(Boolean));
  }
  /** Throw away the key of this user, and everything that only it could open. */
  async wis() {
    await met(SLEUTELS, (winkel) => klaar(winkel.delete(this.gebruiker)));
    await met(GEHEIMEN, async (winkel) => {
      for (const { id } of await this.eigen(winkel)) winkel.delete(id);
    });
    gewist.postMessage(this.gebruiker);
  }

  /** Keep something under an id, over what was there; `tijd` decides what is sent first. */
  async zet(id, gesprek, soort, inhoud, { regels, tijd = Date.now() } = {}) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = tekst.in.encode(JSON.stringify(inhoud));
    const geheim = await crypto.subtle.encrypt(this.slot(id, iv), this.sleutel, bytes);
    const deel = { id, gesprek, soort, gebruiker: this.gebruiker, tijd, regels, iv, geheim };
    // Not once another page has signed out: nobody would throw it away any more.
    await met([SLEUTELS, GEHEIMEN], async (sleutels, winkel) => {
      if (await klaar(sleutels.get(this.gebruiker))) await klaar(winkel.put(deel));
    });
  }
  weg = (id) => met(GEHEIMEN, (winkel) => klaar(winkel.delete(id)));

  /** Return what is kept of a gesprek, or of all of them; the first written comes first. */
  async alles(gesprek) {
    if (this.tot <= Date.now()) return [];
    const eigen = await met(GEHEIMEN, (winkel) => this.eigen(winkel), "readonly");
    const gevraagd = eigen.filter((deel) => !gesprek || deel.gesprek === gesprek);
    const gelezen = await Promise.all(gevraagd.map((deel) => this.open(deel).catch(() => null)));
    // What was damaged stays where it is, and does not stand in the way of the rest.
    return gelezen.filter(Boolean).sort((een, ander) => een.tijd - ander.tijd);
  }
  async open({ id, gesprek, soort, tijd, regels, iv, geheim }) {
    const bytes = await crypto.subtle.decrypt(this.slot(id, iv), this.sleutel, geheim);
    return { ...JSON.parse(tekst.uit.decode(bytes)), id, gesprek, soort, tijd, regels };
  }
  /** How many pages hold something of this user that the server does not have. */
  async aantalOpen() {
    const eigen = await met(GEHEIMEN, (winkel) => this.eigen(winkel), "readonly");
    return eigen.filter(({ soort }) => soort !== "stand").length;
  }
  eigen = async (winkel) =>
    (await klaar(winkel.getAll())).filter((deel) => deel.gebruiker === this.gebruiker);
  /** A text moved to another place in the store can no longer be opened. */
  slot = (id, iv) =>
    ({ name: "AES-GCM", iv, additionalData: tekst.in.encode(`${this.gebruiker} ${id}`) });
}

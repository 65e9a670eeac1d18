/** Keeps the fields of a besluit as a draft while they are filled in, and says whether it worked. */
const WACHT = 1500; // milliseconds after the last change
for (const formulier of document.querySelectorAll("form[data-concept]")) {
  const stand = formulier.querySelector("#stand");
  const versie = formulier.querySelector("input[name^='versie:']");
  let klok;
  let open = false;
  let lopend = null;
  let botst = false;

  const gegevens = () => {
    const velden = new URLSearchParams(new FormData(formulier));
    velden.set("actie", "concept");
    return velden;
  };
  // Goes on when the page is left meanwhile.
  const stuur = () => fetch(formulier.action, { method: "POST", body: gegevens(), keepalive: true });
  const bewaar = () => {
    if (!lopend && !botst && open) lopend = verstuur().finally(() => { lopend = null; });
  };
  const verstuur = async () => {
    open = false;
    try {
      const antwoord = await stuur();
      const blad = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      const nieuw = blad.querySelector("input[name^='versie:']");
      if (!antwoord.ok || !nieuw) throw new Error(String(antwoord.status));
      versie.value = nieuw.value;
      if (!open) stand.textContent = blad.querySelector("#stand").textContent;
    } catch (fout) {
      // Pressing the button tells what is in the way; nothing is overwritten meanwhile.
      botst = fout.message === "400";
      open = true;
      stand.textContent = "Nog niet bewaard. Druk op Bewaar voor later.";
    }
    if (open && !botst) klok = setTimeout(bewaar, WACHT);
  };
  formulier.addEventListener("input", () => {
    open = true;
    stand.textContent = "Er is nog iets niet bewaard.";
    clearTimeout(klok);
    klok = setTimeout(bewaar, WACHT);
  });
  formulier.addEventListener("change", bewaar);
  formulier.addEventListener("submit", async (gebeurtenis) => {
    clearTimeout(klok);
    open = false;
    if (!lopend) return;
    // Otherwise this form would overtake its own draft, and look like somebody else's.
    gebeurtenis.preventDefault();
    const knop = gebeurtenis.submitter;
    await lopend;
    open = false;
    formulier.requestSubmit(knop);
  });
  addEventListener("pagehide", () => {
    if (open && !botst) stuur();
  });
}

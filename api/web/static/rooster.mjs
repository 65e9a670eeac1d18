/** Adds and removes rows of the weekrooster without a trip to the server; both work without. */
const rooster = document.querySelector("[data-rooster]");
const leeg = document.querySelector("[data-lege-rij]");
const formulier = rooster.closest("form");
let volgende = 1 + Math.max(-1, ...[...rooster.querySelectorAll("[name$=-ritme]")]
  .map((veld) => Number(veld.name.split("-")[1])));

/** Add an empty row under a number. */
function rijErbij(nummer) {
  const rij = leeg.content.querySelector("tbody").cloneNode(true);
  for (const element of [rij, ...rij.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("NR")) element.setAttribute(name, value.replaceAll("NR", nummer));
    }
  }
  rooster.append(rij);
  volgende = Math.max(volgende, Number(nummer) + 1);
  return rij;
}

/** Say in the line of a row what stands in the fields that are closed below it. */
function vatSamen(rij, waardeVan = (veld) => veld.value) {
  const zinnen = [...rij.querySelectorAll("[data-zin]")]
    .map((veld) => [veld.dataset.zin, waardeVan(veld)]).filter(([, waarde]) => waarde);
  rij.querySelector("[data-meer]").textContent =
    zinnen.map(([zin, waarde]) => zin.replace("#", waarde)).join(", ");
}

/**
 * Show as many rows as the fields have, under the numbers that they have; at least one.
 * @param {string[]} elders the shared rows that count in the gesprek of a housemate
 */
export function zetRijen(velden, elders = []) {
  const nummers = Object.keys(velden).map((naam) => /^rij-(\d+)-ritme$/.exec(naam)?.[1]);
  for (const rij of rooster.querySelectorAll("[data-rij]")) rij.remove();
  const gevraagd = nummers.filter(Boolean);
  for (const nummer of gevraagd.length ? gevraagd : ["0"]) {
    const rij = rijErbij(nummer);
    vatSamen(rij, (veld) => velden[veld.name]?.[0]);
    const gedeeld = velden[`rij-${nummer}-gedeeld`]?.[0];
    const waar = elders.includes(gedeeld) ? "elders" : "hier";
    for (const zin of rij.querySelectorAll("[data-deelt]"))
      zin.hidden = !gedeeld || zin.dataset.deelt !== waar;
  }
}

formulier.addEventListener("input", ({ target }) => {
  if (target.dataset?.zin) vatSamen(target.closest("[data-rij]"));
});

formulier.addEventListener("keydown", (gebeurtenis) => {
  if (gebeurtenis.key !== "Enter" || !gebeurtenis.target.matches(".activiteit__naam")) return;
  gebeurtenis.preventDefault();
  formulier.requestSubmit(formulier.querySelector("[type=submit]"));
});

formulier.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("button[name=actie]");
  if (!knop) return;
  if (knop.value === "erbij") {
    gebeurtenis.preventDefault();
    rijErbij(volgende).querySelector("textarea").focus();
  } else if (knop.value.startsWith("weg-")) {
    gebeurtenis.preventDefault();
    const rij = knop.closest("[data-rij]");
    const buur = rij.nextElementSibling ?? rij.previousElementSibling;
    rij.remove();
    (buur?.querySelector("textarea") ?? formulier.querySelector("[value=erbij]")).focus();
  } else return;
  formulier.dispatchEvent(new Event("input", { bubbles: true }));
});

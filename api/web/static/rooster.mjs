/** Adds and removes rows of the weekrooster without a trip to the server; both work without. */
const rooster = document.querySelector("[data-rooster]");
const leeg = document.querySelector("[data-lege-rij]");
const formulier = rooster.closest("form");
let volgende = 1 + Math.max(-1, ...[...rooster.querySelectorAll("[name$=-ritme]")]
  .map((veld) => Number(veld.name.split("-")[1])));

formulier.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("button[name=actie]");
  if (!knop) return;
  if (knop.value === "erbij") {
    gebeurtenis.preventDefault();
    const nummer = volgende++;
    const rij = leeg.content.querySelector("tbody").cloneNode(true);
    for (const element of [rij, ...rij.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("NR")) element.setAttribute(name, value.replaceAll("NR", nummer));
      }
    }
    rooster.append(rij);
    rij.querySelector("input").focus();
  } else if (knop.value.startsWith("weg-")) {
    gebeurtenis.preventDefault();
    const rij = knop.closest("[data-rij]");
    const buur = rij.nextElementSibling ?? rij.previousElementSibling;
    rij.remove();
    (buur?.querySelector("input") ?? formulier.querySelector("[value=erbij]")).focus();
  } else return;
  formulier.dispatchEvent(new Event("input", { bubbles: true }));
});

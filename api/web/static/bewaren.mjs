/** Says when something on the form has not been kept yet, and asks before it would be lost. */
for (const formulier of document.querySelectorAll("form[data-bewaren]")) {
  const stand = formulier.querySelector("#stand");
  let open = Boolean(document.querySelector("#foutenoverzicht"));
  formulier.addEventListener("input", () => {
    if (!open && stand) stand.textContent = "Er is nog iets niet bewaard.";
    open = true;
  });
  formulier.addEventListener("submit", () => { open = false; });
  addEventListener("beforeunload", (gebeurtenis) => { if (open) gebeurtenis.preventDefault(); });
}

// The form of a claim: rows are added from their template, and each place gets its map.
import { jsonOf } from "../lib/dom.js";
import { placeRow } from "./place_row.js";

const config = jsonOf("map-config");

for (const row of document.querySelectorAll("[data-place]")) placeRow(row, config);

for (const button of document.querySelectorAll("[data-add-row]")) {
  button.hidden = false;
  // The blank row is for a browser without JavaScript; beside rows with something in them it is only in the way.
  const rows = [...button.parentElement.querySelectorAll(":scope > .fact-row")];
  for (const row of rows.slice(1)) row.hidden = "blankRow" in row.dataset;
  button.addEventListener("click", () => {
    const blank = rows.find((row) => "blankRow" in row.dataset && isUntouched(row));
    if (blank) {
      reveal(blank);
      return;
    }
    const name = button.dataset.addRow;
    const total = document.querySelector(`[name="${name}-TOTAL_FORMS"]`);
    const template = document.querySelector(`[data-row-template="${name}"]`);
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    button.before(row);
    total.value = String(Number(total.value) + 1);
    rows.push(row);
    if (name === "places") placeRow(row, config);
    reveal(row);
  });
}

function reveal(row) {
  row.hidden = false;
  row.querySelectorAll(":scope > details").forEach((details) => { details.open = true; });
  row.querySelector("input:not([type=hidden]), select")?.focus();
}

function isUntouched(row) {
  return [...row.querySelectorAll("input[type=text], textarea")].every((box) => box.value.trim() === "");
}

// Only one place is the main one.
document.addEventListener("change", (event) => {
  if (!event.target.matches?.('[name$="-is_main"]') || !event.target.checked) return;
  for (const other of document.querySelectorAll('[name$="-is_main"]')) if (other !== event.target) other.checked = false;
});

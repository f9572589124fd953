// Places of the gazetteer below a box, as one types; arrow keys and Escape work.
import { afterRest } from "../lib/timing.js";
import { placeLine, placesNamed } from "./places.js";

/** `onChoose` gets the place; `onType` is told that what was chosen before no longer holds. */
export function suggestBelow(box, url, { onChoose, onType = () => {} }) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.hidden = true;
  box.after(list);
  const ask = afterRest(async () => {
    const words = box.value.trim();
    if (words.length < 2) {
      list.hidden = true;
      return;
    }
    const places = await placesNamed(url, words).catch(() => []);
    list.replaceChildren(...places.map((place) => suggestion(place, list, onChoose)));
    list.hidden = places.length === 0;
  }, 200);
  box.addEventListener("input", () => {
    onType();
    ask();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      list.querySelector("button")?.focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      list.hidden = true;
      box.focus();
    } else if (step) {
      event.preventDefault();
      const all = [...list.querySelectorAll("button")];
      (all[all.indexOf(document.activeElement) + step] ?? box).focus();
    }
  });
  box.parentElement.addEventListener("focusout", (event) => {
    if (!list.contains(event.relatedTarget) && event.relatedTarget !== box) list.hidden = true;
  });
}

function suggestion(place, list, onChoose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.append(placeLine(place));
  button.addEventListener("click", () => {
    list.hidden = true;
    onChoose(place);
  });
  item.append(button);
  return item;
}

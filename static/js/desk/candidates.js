// The other places of an ambiguous name, fetched when asked for; choosing one posts it.
import { element } from "../lib/dom.js";
import { placeLine, placesNamed } from "./places.js";
import { filled } from "./words.js";

export function candidates(root, config) {
  for (const button of root.querySelectorAll("[data-other-places]")) {
    button.hidden = false;
    button.addEventListener("click", () => show(button, config));
  }
}

async function show(button, { urls, words }) {
  const row = button.closest("[data-place-row]");
  const card = button.closest("[data-claim]");
  row.querySelector(".other-places")?.remove();
  const list = element("ul", { class: "other-places" }, words.looking);
  row.append(list);
  try {
    const found = await placesNamed(urls.candidates, button.dataset.text, button.dataset.name);
    list.replaceChildren(...found.map((place) => element("li", {}, choice(place, row, card, urls))));
    if (!found.length) list.textContent = words.no_place;
    const adding = addressOfAdding(button.dataset.text);
    if (adding) list.append(element("li", {}, element("a", { href: adding }, words.add_place)));
  } catch {
    list.textContent = words.failed;
  }
}

// Where a place is added with the words filled in; empty for those who may not.
export function addressOfAdding(name) {
  const link = document.querySelector("[data-add-place]");
  if (!link) return "";
  const address = new URL(link.href);
  address.searchParams.set("name", name.slice(0, 200));
  return address.href;
}

function choice(place, row, card, urls) {
  const values = {
    csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    lock_version: card.dataset.lockVersion,
    row: row.dataset.placeRow,
    place: place.id,
  };
  const inputs = Object.entries(values).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const action = filled(urls.choose_place, { claim: card.dataset.claim });
  return element("form", { method: "post", action }, ...inputs, element("button", { class: "quiet" }, placeLine(place)));
}

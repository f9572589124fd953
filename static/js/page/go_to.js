/** The box that finds a place by the first letters of its name, in any script, and takes the map there. */

import { byId, element } from "../lib/dom.js";
import { fetchJson } from "../lib/fetching.js";
import { afterRest } from "../lib/timing.js";

/**
 * @typedef {{name: string, kind: string, within: string, latitude: number, longitude: number, radius_m: number}} Found
 */

/** @param {any} config @param {(place: Found) => void} onChoose */
export function createGoTo(config, onChoose) {
  const form = byId("go-to");
  const input = byId("go-to-input");
  const options = byId("go-to-options");
  const status = byId("go-to-status");
  /** @type {Found[]} */
  let found = [];
  let active = -1;
  /** @type {AbortController | null} */
  let asking = null;

  const ask = afterRest(async () => {
    asking?.abort();
    const query = input.value.trim();
    if (!query) return close();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetchJson(`${config.urls.places}?q=${encodeURIComponent(query)}`, mine.signal);
      if (!mine.signal.aborted) open(answer.places);
    } catch {
      if (!mine.signal.aborted) close();
    }
  }, 180);

  /** @param {Found[]} places */
  function open(places) {
    found = places;
    active = places.length ? 0 : -1;
    status.textContent = places.length ? String(places.length) : config.words.no_place;
    options.replaceChildren(
      ...(places.length ? places.map(option) : [element("li", { class: "soft" }, config.words.no_place)]),
    );
    options.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }

  /** @param {Found} place @param {number} index */
  function option(place, index) {
    return element(
      "li",
      // pointerdown, since the click comes only after the input has lost the focus and the list is gone
      { id: `go-to-option-${index}`, role: "option", pointerdown: (/** @type {Event} */ event) => (event.preventDefault(), choose(index)) },
      element("bdi", {}, place.name),
      element("span", { class: "within" }, element("bdi", {}, [place.kind, place.within].filter(Boolean).join(", "))),
    );
  }

  function mark() {
    [...options.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `go-to-option-${active}`);
    options.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    options.hidden = true;
    found = [];
    active = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function choose(index) {
    const place = found[index];
    if (!place) return;
    input.value = place.name;
    close();
    onChoose(place);
  }

  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") close();
    if (!found.length || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
    mark();
  });
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (found.length) choose(Math.max(0, active));
    else ask();
  });
}

/** The form of the filters: each choice with what it would give under all the others. */

import { byId, element } from "../lib/dom.js";
import { LEAST } from "../state/facets.js";
import { fill } from "../state/format.js";
import { choicesOf, namesOf } from "./filter_choices.js";

/** @typedef {import("../state/criteria.js").Criteria} Criteria */
/** @typedef {import("../state/columns.js").Dictionary} Dictionary */
/** @typedef {import("../state/facets.js").Facets} Facets */

/** Of a long list the first so many are shown until one looks for another. */
const SHOWN = 12;
/** Which criteria a group of the form holds. @type {Record<string, (keyof Criteria)[]>} */
const GROUPS = { casualties: ["killed", "injured"], actor_id: ["actor_id", "role"], region: ["country", "admin1"] };

/**
 * @param {any} config  of the page
 * @param {(asked: Partial<Criteria>) => void} onAsk
 */
export function createFiltersPanel(config, onAsk) {
  const { words } = config;
  const form = byId("filter-form");
  const counted = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select[data-counted]")]);
  /** @type {{criteria: Criteria, facets: Facets, dictionary: Dictionary} | null} */
  let drawn = null;

  for (const select of counted) {
    select.append(...[0, ...LEAST].map((least) => element("option", { value: least }, least ? String(least) : words.any)));
  }
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    onAsk({ q: form.elements.q.value.split(/\s+/).join(" ").trim() });
  });
  // Emptying the field by its own cross asks for all again.
  form.elements.q.addEventListener("search", () => form.elements.q.value || onAsk({ q: "" }));
  form.addEventListener("change", (/** @type {any} */ { target }) => {
    if (target.type === "checkbox") onAsk({ [target.name]: checkedOf(target.name) });
    else if (target.name === "killed" || target.name === "injured") onAsk({ [target.name]: Number(target.value) });
  });
  form.addEventListener("input", (/** @type {any} */ { target }) => {
    if (target.matches(".choice-find")) drawLists();
  });
  // What is folded is not counted out; it is when it opens.
  for (const group of form.querySelectorAll("details")) group.addEventListener("toggle", () => draw());

  /** @param {string} name */
  function checkedOf(name) {
    const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`input[name="${name}"]:checked`)]);
    return boxes.map(({ value }) => (name === "actor_id" ? Number(value) : value));
  }

  function draw() {
    if (!drawn) return;
    const { criteria, facets, dictionary } = drawn;
    if (document.activeElement !== form.elements.q) form.elements.q.value = criteria.q;
    for (const group of form.querySelectorAll("details")) {
      const names = GROUPS[group.dataset.filter] ?? [group.dataset.filter];
      const chosen = names.reduce((sum, name) => sum + amountOf(/** @type {any} */ (criteria)[name]), 0);
      const mark = group.querySelector(".chosen");
      if (mark) mark.textContent = chosen ? fill(words.chosen, { count: group.dataset.filter === "polygon" ? 1 : chosen }) : "";
    }
    drawLists();
    for (const [name, choices] of Object.entries(choicesOf(dictionary, facets))) {
      const counts = new Map(choices.map(({ code, count }) => [String(code), count]));
      const chosen = /** @type {any[]} */ (/** @type {any} */ (criteria)[name]).map(String);
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`details[open] input[name="${name}"]`))) {
        box.checked = chosen.includes(box.value);
        const count = counts.get(box.value) ?? 0;
        const label = /** @type {HTMLElement} */ (box.closest("li"));
        label.classList.toggle("is-empty", !count);
        const shown = label.querySelector(".count");
        if (shown && shown.textContent !== String(count)) shown.textContent = String(count);
      }
    }
    for (const select of counted) {
      const name = /** @type {"killed" | "injured"} */ (select.name);
      offer(select, criteria[name]);
      LEAST.forEach((least, at) => {
        select.options[at + 1].textContent = fill(words.least_of, { least, count: facets[name][at] });
      });
    }
  }

  /** The lists that the data brings, those with the most incidents first; what is chosen is always among them. */
  function drawLists() {
    if (!drawn) return;
    const { criteria, facets, dictionary } = drawn;
    const choices = choicesOf(dictionary, facets);
    const names = namesOf(dictionary, config.language);
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("details[open] [data-list]"))) {
      const name = /** @type {"actor_id" | "country" | "admin1" | "language"} */ (list.dataset.list);
      const find = /** @type {HTMLInputElement | null} */ (list.previousElementSibling?.matches(".choice-find") ? list.previousElementSibling : null);
      const wanted = (find?.value ?? "").trim().toLocaleLowerCase(config.language);
      const chosen = /** @type {any[]} */ (criteria[name]);
      const offered = choices[name]
        .filter(({ code, count }) => chosen.includes(code) || (count && names[name](code).toLocaleLowerCase(config.language).includes(wanted)))
        .sort((one, other) => Number(chosen.includes(other.code)) - Number(chosen.includes(one.code)) || other.count - one.count);
      if (find) find.hidden = offered.length <= SHOWN && !wanted;
      const shown = offered.slice(0, Math.max(SHOWN, chosen.length));
      const codes = shown.map(({ code }) => String(code));
      // Rebuilt only where other choices are offered: the one that has the focus stays.
      if (codes.join("\n") === list.dataset.codes) continue;
      const focused = list.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement).value : null;
      list.dataset.codes = codes.join("\n");
      list.replaceChildren(...codes.map((code, at) => item(name, code, names[name](shown[at].code))));
      if (focused !== null) /** @type {HTMLInputElement | null} */ (list.querySelector(`input[value="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  return {
    /** @param {Criteria} criteria @param {Facets} facets @param {Dictionary} dictionary */
    draw(criteria, facets, dictionary) {
      drawn = { criteria, facets, dictionary };
      draw();
    },
    /** What the server said of the words; empty where there is nothing to say. @param {string} text */
    tellOfWords(text) {
      byId("filter-q-status").textContent = text;
    },
  };
}

/** How much of a criterion is chosen. @param {any} value */
function amountOf(value) {
  return Array.isArray(value) ? value.length : Number(Boolean(value));
}

/** A number from a link is offered beside the usual ones. @param {HTMLSelectElement} select @param {number} least */
function offer(select, least) {
  if (![...select.options].some(({ value }) => Number(value) === least)) {
    select.append(element("option", { value: least }, String(least)));
  }
  select.value = String(least);
}

/** @param {string} name @param {string} code @param {string} label */
function item(name, code, label) {
  return element(
    "li",
    {},
    element(
      "label",
      {},
      element("input", { type: "checkbox", name, value: code }),
      " ",
      element("bdi", { class: "choice-name" }, label),
      " ",
      element("span", { class: "count", "data-count": code }),
    ),
  );
}

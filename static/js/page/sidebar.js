/** The figures, the filter of kinds, the drawers and the list of what is in view. */

import { byId, element } from "../lib/dom.js";
import { reachesInto } from "../state/drawing.js";
import { countsByKind, figuresOf, newestFirst } from "../state/filters.js";
import { fill, instantWords } from "../state/format.js";
import { incidentItem } from "./incident_button.js";

/** @typedef {import("../state/types.js").Incident} Incident */
/** @typedef {import("../state/types.js").State} State */

const LONGEST_LIST = 200;

/**
 * @param {any} config
 * @param {{onKinds: (kinds: string[]) => void, onOpen: (code: string) => void}} events
 */
export function createSidebar(config, { onKinds, onOpen }) {
  const { words, language } = config;
  const sidebar = byId("sidebar");
  const toggle = byId("sidebar-toggle");
  /** @type {HTMLInputElement[]} */
  const boxes = [...sidebar.querySelectorAll("input[name=kind]")];

  for (const box of boxes) {
    box.addEventListener("change", () => onKinds(boxes.filter((other) => other.checked).map((other) => other.value)));
  }
  toggle.addEventListener("click", () => slide(true));
  byId("sidebar-close").addEventListener("click", () => slide(false));
  sidebar.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && sidebar.classList.contains("is-open")) slide(false);
  });

  /** On the phone the sidebar is a sheet. @param {boolean} isOpen */
  function slide(isOpen) {
    sidebar.classList.toggle("is-open", isOpen);
    toggle.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? byId("sidebar-close") : toggle).focus();
  }

  /** @param {Incident[]} incidents @param {string} selected */
  const items = (incidents, selected) =>
    [...incidents]
      .sort(newestFirst)
      .slice(0, LONGEST_LIST)
      .map((incident) =>
        incidentItem(incident, config, selected, (code) => {
          sidebar.classList.remove("is-open");
          toggle.setAttribute("aria-expanded", "false");
          onOpen(code);
        }),
      );

  return {
    /** @param {string} changedAt  ISO 8601, or empty */
    updated(changedAt) {
      byId("figure-updated").textContent = changedAt ? fill(words.updated, { date: instantWords(changedAt, language) }) : "";
    },
    /** @param {Incident[]} all @param {Incident[]} shown @param {State} state */
    draw(all, shown, state) {
      const { undated, offMap } = figuresOf(shown);
      byId("figure-dated").textContent = fill(words.dated, { count: shown.length - undated.length });
      byId("figure-undated").textContent = fill(words.undated, { count: undated.length });
      drawKinds(countsByKind(all, state.filter.window), state.filter.kind);
      const off = [...offMap];
      byId("drawer-count").textContent = String(off.reduce((sum, [, incidents]) => sum + incidents.length, 0));
      byId("drawer-groups").replaceChildren(
        ...off.flatMap(([reason, incidents]) => [
          element("h3", {}, words[reason], " ", element("span", { class: "count", "data-reason": reason }, String(incidents.length))),
          element("ol", { class: "incident-list" }, ...items(incidents, state.selected)),
        ]),
      );
      byId("undated-count").textContent = String(undated.length);
      byId("undated-list").replaceChildren(element("ol", { class: "incident-list" }, ...items(undated, state.selected)));
    },
    /** @param {Incident[]} shown @param {any} box @param {State} state */
    drawList(shown, box, state) {
      const inView = shown.filter((incident) => reachesInto(incident, box));
      byId("in-view-title").textContent = fill(words.in_view, { count: inView.length });
      const rows = items(inView, state.selected);
      const nothing = element("li", { class: "soft" }, words.nothing_in_view);
      byId("incident-list").replaceChildren(...(rows.length ? rows : [nothing]));
    },
  };

  /** @param {Map<string, number>} counts @param {string[]} chosen */
  function drawKinds(counts, chosen) {
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      const count = counts.get(box.value) ?? 0;
      box.closest("li")?.classList.toggle("is-empty", !count);
      const label = sidebar.querySelector(`[data-kind="${box.value}"]`);
      if (label) label.textContent = String(count);
    }
  }
}

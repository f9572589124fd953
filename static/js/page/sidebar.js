/** The figures, what they are of, the drawers and the list of what is in view. */

import { byId, element, write } from "../lib/dom.js";
import { fill, instantWords } from "../state/format.js";
import { incidentItem } from "./incident_button.js";

/** @typedef {import("../state/types.js").Incident} Incident */
/** @typedef {import("../state/types.js").State} State */

/** Rows of any list; the heading says how many there are. */
export const LONGEST_LIST = 200;

/**
 * @param {any} config
 * @param {{onOpen: (code: string) => void, onClear: () => void, onFocus: (code: string) => void,
 *   incidentAt: (row: number) => Incident}} host
 */
export function createSidebar(config, { onOpen, onClear, onFocus, incidentAt }) {
  const { words, language } = config;
  const sidebar = byId("sidebar");
  const toggle = byId("sidebar-toggle");
  byId("clear-filters").addEventListener("click", () => {
    onClear();
    // The button is gone then.
    byId("described").focus();
  });
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

  for (const [kind, codeOf] of /** @type {[string, (button: Element | null) => string][]} */ ([
    ["focusin", (button) => button?.getAttribute("data-code") ?? ""],
    ["focusout", () => ""],
    ["pointerover", (button) => button?.getAttribute("data-code") ?? ""],
    ["pointerleave", () => ""],
  ])) {
    sidebar.addEventListener(kind, (/** @type {Event} */ event) => onFocus(codeOf(/** @type {Element} */ (event.target).closest("[data-code]"))));
  }

  /** @param {number[]} rows @param {string} selected */
  const items = (rows, selected) =>
    rows.map((row) =>
      incidentItem(incidentAt(row), config, selected, (code) => {
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
    /** @param {ReturnType<typeof import("../state/summary.js").figuresOf>} figures */
    draw({ dated, certain, possible, undated }) {
      write(byId("figure-sure"), possible ? fill(words.sure, { certain, possible }) : "");
      write(byId("figure-dated"), fill(words.dated, { count: dated }));
      write(byId("figure-undated"), fill(words.undated, { count: undated }));
    },
    /**
     * What is behind the figures, for reading. @param {ReturnType<typeof import("../state/summary.js").figuresOf>} figures
     * @param {ReturnType<typeof import("../state/summary.js").listsOf>} lists @param {State} state
     */
    drawLists({ undated, offMap }, lists, state) {
      write(byId("drawer-count"), String([...offMap.values()].reduce((sum, count) => sum + count, 0)));
      write(byId("undated-count"), String(undated));
      renew(
        byId("drawer-groups"),
        ...[...lists.offMap].flatMap(([reason, rows]) => [
          element("h3", {}, words[reason], " ", element("span", { class: "count", "data-reason": reason }, String(offMap.get(reason)))),
          element("ol", { class: "incident-list" }, ...items(rows, state.selected)),
        ]),
      );
      renew(byId("undated-list"), element("ol", { class: "incident-list" }, ...items(lists.undated, state.selected)));
    },
    /** @param {string} code  of the incident that is open, or empty */
    select(code) {
      for (const button of sidebar.querySelectorAll("[data-code]")) {
        if (button.dataset.code === code) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
    },
    /** What is shown, in words. @param {string} line @param {boolean} isAll */
    describe(line, isAll) {
      byId("described").textContent = line;
      byId("clear-filters").hidden = isAll;
    },
    /** @param {{count: number, rows: number[]}} inView @param {State} state */
    drawInView({ count, rows }, state) {
      byId("in-view-title").textContent = fill(words.in_view, { count });
      const nothing = element("li", { class: "soft" }, words.nothing_in_view);
      renew(byId("incident-list"), ...(rows.length ? items(rows, state.selected) : [nothing]));
    },
  };
}

/** Other content; an incident that had the focus and still is there keeps it. @param {HTMLElement} list @param {...Node} content */
function renew(list, ...content) {
  const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.code : undefined;
  list.replaceChildren(...content);
  if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-code="${CSS.escape(focused)}"]`))?.focus();
}

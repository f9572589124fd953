/** The panel beside the map (a sheet on the phone): one incident, or the list of those at one spot. */

import { byId, element } from "../lib/dom.js";
import { fetchText } from "../lib/fetching.js";
import { fill } from "../state/format.js";
import { incidentItem } from "./incident_button.js";

/** @typedef {import("../state/types.js").Incident} Incident */

/** @param {any} config @param {{onOpen: (code: string) => void, onClose: () => void}} events */
export function createPanel(config, { onOpen, onClose }) {
  const panel = byId("panel");
  const body = byId("panel-body");
  /** @type {AbortController | null} */
  let loading = null;
  /** @type {HTMLElement | null} */
  let openedFrom = null;

  byId("panel-close").addEventListener("click", () => onClose());
  panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  });

  // From wherever Escape means nothing else.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
    if (!(/** @type {Element} */ (event.target).closest("input, select, textarea, details[open], .sidebar.is-open"))) onClose();
  });

  /** @param {...Node} content */
  function show(...content) {
    if (panel.hidden) openedFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    panel.hidden = false;
    body.replaceChildren(...content);
    body.scrollTop = 0;
    body.querySelector("h2")?.focus();
  }

  return {
    /** @param {string} code */
    async open(code) {
      loading?.abort();
      const mine = (loading = new AbortController());
      show(element("h2", { tabindex: -1 }, config.words.loading_card));
      try {
        const html = await fetchText(config.urls.card.replace("CODE", code), mine.signal);
        // The fragment is our own template's, which escapes what reports and gazetteers say.
        const page = new DOMParser().parseFromString(html, "text/html");
        if (!mine.signal.aborted) show(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
      } catch (error) {
        if (mine.signal.aborted) return;
        const retry = element("button", { type: "button", class: "primary", click: () => this.open(code) }, config.words.retry);
        show(element("h2", { tabindex: -1 }, config.words.card_failed), element("p", {}, retry));
      }
    },
    /** @param {Incident[]} incidents  the newest @param {number} count  how many there are */
    list(incidents, count) {
      loading?.abort();
      const title = fill(config.words.here, { count });
      const items = incidents.map((incident) => incidentItem(incident, config, "", onOpen));
      show(element("h2", { tabindex: -1 }, title), element("ol", { class: "incident-list" }, ...items));
    },
    close() {
      loading?.abort();
      if (panel.hidden) return;
      panel.hidden = true;
      body.replaceChildren();
      // A list that was drawn anew meanwhile has another button for the same incident.
      const code = openedFrom?.dataset.code;
      const again = openedFrom?.isConnected || !code ? openedFrom : document.querySelector(`#sidebar [data-code="${CSS.escape(code)}"]`);
      /** @type {HTMLElement | null} */ (again)?.focus();
      openedFrom = null;
    },
  };
}

/** One incident in a list: its title, date and toll, and a click opens it. */

import { element } from "../lib/dom.js";
import { dateWords, fill, tollWords } from "../state/format.js";

/** @typedef {import("../state/types.js").Incident} Incident */

/** Date and toll in one line. @param {Incident} incident @param {any} config */
export function summaryWords(incident, config) {
  const { language, words } = config;
  const killed = tollWords(incident.killed, words);
  return [dateWords(incident, language, words), killed && fill(words.killed, { count: killed })].filter(Boolean).join(" · ");
}

/**
 * @param {Incident} incident @param {any} config @param {string} selected
 * @param {(code: string) => void} onOpen
 */
export function incidentItem(incident, config, selected, onOpen) {
  return element(
    "li",
    {},
    element(
      "button",
      {
        type: "button",
        class: `kind-${incident.kind}`,
        "data-code": incident.code,
        "aria-current": incident.code === selected ? "true" : null,
        click: () => onOpen(incident.code),
      },
      element("bdi", {}, incident.title),
      element("span", { class: "soft" }, summaryWords(incident, config)),
    ),
  );
}

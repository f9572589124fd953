/** One row of the columns as lists and tooltips show it. */

import { codeOf, UNDATED, UNSAID } from "./columns.js";
import { fill } from "./format.js";

/** @typedef {import("./types.js").Incident} Incident */

/**
 * @param {import("./collection.js").Collection} collection @param {number} row @param {any} config  of the page
 * @returns {Incident}
 */
export function incidentOf({ columns, places, dictionary, names, manifest }, row, config) {
  const day = (/** @type {number} */ value) => (value === UNDATED ? null : value);
  const undated = row - (manifest.count - manifest.undated);
  const precision = dictionary.precisions[columns.precision[row]];
  const kind = dictionary.kinds[columns.kind[row]];
  const at = columns.place[row];
  const place = names[config.language]?.[at] || names.en?.[at] || "";
  return {
    code: codeOf(columns, dictionary, row),
    title: titleOf(kind, place, precision, config),
    kind,
    start: day(columns.first[row]),
    end: day(columns.last[row]),
    datePrecision: dictionary.date_precisions[columns.datePrecision[row]],
    notBefore: undated < 0 ? null : day(columns.notBefore[undated]),
    notAfter: undated < 0 ? null : day(columns.notAfter[undated]),
    precision: places.where[at] ? precision : "unknown",
    place,
    killed: toll(columns.killedMin[row], columns.killedMax[row]),
    injured: toll(columns.injuredMin[row], columns.injuredMax[row]),
  };
}

/** @param {string} kind @param {string} place @param {string} precision @param {any} config */
function titleOf(kind, place, precision, { kinds, words }) {
  const label = kinds.find((/** @type {[string, string]} */ [code]) => code === kind)?.[1] ?? kind;
  if (!place || precision === "unknown") return label;
  const template = { near: words.title_near, exact: words.title_at }[precision] ?? words.title_in;
  return fill(template, { kind: label, place });
}

/** @param {number} minimum @param {number} maximum @returns {[number | null, number | null] | null} */
function toll(minimum, maximum) {
  if (minimum === UNSAID && maximum === UNSAID) return null;
  return [minimum === UNSAID ? null : minimum, maximum === UNSAID ? null : maximum];
}

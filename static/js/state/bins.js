/** The histogram's bins: years when all is in sight, days when one looks closely. */

import { UNITS, plus, startOf } from "./dates.js";

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Unit} Unit */

const DAYS = { year: 365.25, month: 30.44, week: 7, day: 1 };

/**
 * The finest unit of which the span has at most `most`.
 * @param {Span} span @param {number} most @returns {Unit}
 */
export function unitFor(span, most) {
  const days = span.end - span.start + 1;
  const fitting = UNITS.filter((unit) => days / DAYS[unit] <= most);
  return fitting.at(-1) ?? "year";
}

/**
 * Empty bins that cover the span; the first and the last are whole units.
 * @param {Span} span @param {Unit} unit @returns {Span[]}
 */
export function emptyBins(span, unit) {
  const bins = [];
  for (let start = startOf(unit, span.start); start <= span.end; start = plus(unit, start, 1)) {
    bins.push({ start, end: plus(unit, start, 1) - 1 });
  }
  return bins;
}

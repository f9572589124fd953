/** The histogram's bins: years when all is in sight, days when one looks closely. */

import { UNITS, plus, startOf } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Unit} Unit */

/**
 * @typedef {object} Bin
 * @property {number} start  its first day
 * @property {number} end  its last day
 * @property {Map<string, number>} certain  by kind: those that lie wholly in it
 * @property {Map<string, number>} possible  by kind: ranges that reach beyond it
 * @property {number} total
 */

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
 * @param {Span} span @param {Unit} unit @returns {Bin[]}
 */
export function emptyBins(span, unit) {
  const bins = [];
  for (let start = startOf(unit, span.start); start <= span.end; start = plus(unit, start, 1)) {
    bins.push({ start, end: plus(unit, start, 1) - 1, certain: new Map(), possible: new Map(), total: 0 });
  }
  return bins;
}

/**
 * Each incident counts once in every bin that it overlaps; one without a date counts in none.
 * @param {Iterable<Incident>} incidents @param {Span} span @param {Unit} unit @returns {Bin[]}
 */
export function histogram(incidents, span, unit) {
  const bins = emptyBins(span, unit);
  if (!bins.length) return bins;
  for (const { start, end, kind } of incidents) {
    if (start === null || end === null || end < bins[0].start) continue;
    for (let index = binOf(bins, start); index < bins.length && bins[index].start <= end; index += 1) {
      const bin = bins[index];
      const counts = start >= bin.start && end <= bin.end ? bin.certain : bin.possible;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      bin.total += 1;
    }
  }
  return bins;
}

/**
 * The index of the bin that the day lies in; 0 for a day before them all.
 * @param {Bin[]} bins @param {number} day
 */
function binOf(bins, day) {
  let low = 0;
  let high = bins.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (bins[middle].start <= day) low = middle;
    else high = middle;
  }
  return day > bins[low].end ? bins.length : low;
}

/**
 * From the first day that any incident may have happened on to the last; null where none is dated.
 * @param {Iterable<Incident>} incidents @returns {Span | null}
 */
export function extentOf(incidents) {
  let extent = null;
  for (const { start, end } of incidents) {
    if (start === null || end === null) continue;
    if (!extent) extent = { start, end };
    extent = { start: Math.min(extent.start, start), end: Math.max(extent.end, end) };
  }
  return extent;
}

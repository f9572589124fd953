/** How the window walks through time: as it is, or growing from where it began. */

import { emptyBins } from "./bins.js";
import { plus, shifted } from "./dates.js";

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Unit} Unit */

export const SPEEDS = [0.5, 1, 2, 4, 8];

/** @type {import("./types.js").Playing} */
export const USUAL = { isCumulative: false, speed: 1, isLooping: false };

const STEPS_OF_A_FIRST_WINDOW = 12;

/**
 * A window to begin with: about a twelfth of all that there is; in cumulative mode its first unit.
 * @param {Span} extent @param {Unit} unit @param {boolean} isCumulative @returns {Span}
 */
export function firstWindow(extent, unit, isCumulative) {
  const bins = emptyBins(extent, unit);
  const count = isCumulative ? 1 : Math.max(1, Math.round(bins.length / STEPS_OF_A_FIRST_WINDOW));
  return { start: bins[0].start, end: bins[Math.min(count, bins.length) - 1].end };
}

/**
 * The window some units on, or back; null where there is nothing any more.
 * @param {Span} window @param {Span} extent @param {Unit} unit @param {number} count @param {boolean} isCumulative
 * @returns {Span | null}
 */
export function stepped(window, extent, unit, count, isCumulative) {
  const next = isCumulative ? { start: window.start, end: plus(unit, window.end + 1, count) - 1 } : shifted(window, unit, count);
  if (next.end < next.start) return null;
  if (isCumulative) return window.end >= extent.end && count > 0 ? null : next;
  // From beyond either end one comes back in.
  return (count > 0 ? next.start > extent.end : next.end < extent.start) ? null : next;
}

/** What the loop begins again with: as long as the window is. @param {Span} window @param {Span} extent @param {Unit} unit @param {boolean} isCumulative @returns {Span} */
export function again(window, extent, unit, isCumulative) {
  const first = firstWindow(extent, unit, true);
  return isCumulative ? first : { start: first.start, end: Math.max(first.end, first.start + window.end - window.start) };
}

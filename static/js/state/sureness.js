/** How sure a date is: a day, a range of days, or not known at all. */

import { UNDATED as NO_DAY } from "./columns.js";

export const CERTAIN = 0;
export const RANGE = 1;
export const UNDATED = 2;

/** @param {Int32Array} first @param {Int32Array} last @param {number} row */
export function surenessOf(first, last, row) {
  if (first[row] !== last[row]) return RANGE;
  return first[row] === NO_DAY ? UNDATED : CERTAIN;
}

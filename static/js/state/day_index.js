/**
 * Which rows lie in a window of days, found without looking at those that cannot.
 *
 * Rows are sorted by their first day, newest first. A range that begins before the window may reach into it, however
 * long ago it began; so ranges stand, as in the server's index, in classes by their length, and each class is read from
 * as many days before the window as its longest range has.
 */

import { UNDATED } from "./columns.js";

/** @typedef {import("./types.js").Span} Span */

/** Days of the longest range of a class; the last takes all others. */
const CLASSES = [31, 366, Infinity];

/** @param {import("./columns.js").Columns} columns  those that have arrived: after the next chunk it needs a new index */
export function createDayIndex({ first, last, count, undatedFrom, notBefore, notAfter }) {
  const end = Math.min(count, undatedFrom);
  const classes = classesOf(first, last, end);

  return {
    /**
     * @param {Span | null} window  null: all days
     * @param {Uint8Array | null} passes  by row, 0 where a filter leaves it out; null: none does
     * @param {Uint32Array} found  filled with the rows: those that begin in the window, newest first, then the ranges
     *   that began before it, then the undated that may have happened in it
     * @returns {number} how many were found
     */
    rowsIn(window, passes, found) {
      let size = 0;
      const from = window ? firstBelow(first, window.end + 1, end) : 0;
      const to = window ? firstBelow(first, window.start, end) : end;
      if (passes) {
        for (let row = from; row < to; row += 1) if (passes[row]) found[size++] = row;
      } else {
        for (let row = from; row < to; row += 1) found[size++] = row;
      }
      if (window) {
        for (const { rows, starts, longest } of classes) {
          const stop = firstBelow(starts, window.start - longest, starts.length);
          for (let at = firstBelow(starts, window.start, starts.length); at < stop; at += 1) {
            const row = rows[at];
            if (last[row] >= window.start && (!passes || passes[row])) found[size++] = row;
          }
        }
      }
      for (let row = undatedFrom; row < count; row += 1) {
        if (passes && !passes[row]) continue;
        if (window && (notBefore[row - undatedFrom] > window.end || isBefore(notAfter[row - undatedFrom], window.start))) continue;
        found[size++] = row;
      }
      return size;
    },
  };
}

/** @param {number} notAfter @param {number} day */
function isBefore(notAfter, day) {
  return notAfter !== UNDATED && notAfter < day;
}

/** @param {Int32Array} first @param {Int32Array} last @param {number} end */
function classesOf(first, last, end) {
  const classOf = (/** @type {number} */ row) => (last[row] - first[row] < CLASSES[0] ? 0 : last[row] - first[row] < CLASSES[1] ? 1 : 2);
  const sizes = CLASSES.map(() => 0);
  for (let row = 0; row < end; row += 1) if (last[row] !== first[row]) sizes[classOf(row)] += 1;
  const classes = sizes.map((size, number) => ({
    rows: new Uint32Array(size),
    starts: new Int32Array(size),
    longest: CLASSES[number],
  }));
  const filled = CLASSES.map(() => 0);
  for (let row = 0; row < end; row += 1) {
    if (last[row] === first[row]) continue;
    const number = classOf(row);
    classes[number].rows[filled[number]] = row;
    classes[number].starts[filled[number]++] = first[row];
  }
  return classes;
}

/** The first index whose day is below, of so many. @param {Int32Array} days  descending @param {number} day @param {number} count */
function firstBelow(days, day, count) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] >= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

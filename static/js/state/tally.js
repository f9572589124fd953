/**
 * What a window holds, before one knows where the map looks: how many incidents each shared place has (a town's ring, a
 * governorate's boundary), and the list of those that stand alone.
 */

import { CERTAIN, surenessOf, UNDATED } from "./sureness.js";

/** @typedef {import("./columns.js").Columns} Columns */

export class Tally {
  /**
   * @param {number} places  how many there are @param {number} capacity  how many incidents can be in a window
   * @param {number} own  how many of them can have a position of their own
   */
  constructor(places, capacity, own) {
    /** The rows of the window; `size` of them count. */
    this.rows = new Uint32Array(capacity);
    this.size = 0;
    /** Indexes into `own` of those that are projected one by one; `aloneSize` count. */
    this.alone = new Uint32Array(own);
    this.aloneSize = 0;
    /** By place, all that are drawn the same in the first of them. */
    this.counts = new Uint32Array(places);
    /** By place, a bit for each kind. */
    this.kinds = new Uint16Array(places);
    /** By place, of its surest incident. */
    this.sureness = new Uint8Array(places);
  }

  /** Counts the first `size` of `rows`. @param {Columns} columns @param {import("./places.js").Drawn} places @param {number} size */
  take({ place, kind, first, last, own }, { standsAlone, group }, size) {
    const { rows, alone, counts, kinds, sureness } = this;
    counts.fill(0);
    kinds.fill(0);
    sureness.fill(UNDATED);
    let found = 0;
    let next = 0;
    for (let index = 0; index < size; index += 1) {
      const row = rows[index];
      const at = group[place[row]];
      counts[at] += 1;
      if (standsAlone[at]) {
        // Rows come in a few ascending stretches, and in each of them the next one's index is close behind.
        if (own.row[next] > row) next = 0;
        next = indexFrom(own.row, row, next, own.count);
        alone[found++] = next;
        continue;
      }
      kinds[at] |= 1 << kind[row];
      if (sureness[at] !== CERTAIN) sureness[at] = Math.min(sureness[at], surenessOf(first, last, row));
    }
    this.size = size;
    this.aloneSize = found;
  }
}

/** Where the row stands, which is at `from` or behind it. @param {Uint32Array} rows  ascending @param {number} row @param {number} from @param {number} count */
function indexFrom(rows, row, from, count) {
  if (rows[from] === row) return from;
  if (from + 1 < count && rows[from + 1] === row) return from + 1;
  let [low, high] = [from, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The histogram's counts over typed arrays: by bin and kind, what lies wholly in a bin and what may have happened in it. */

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./types.js").Span} Span */

/**
 * @typedef {object} Histogram
 * @property {Uint32Array} certain  by bin · kinds + kind
 * @property {Uint32Array} possible  ranges that reach beyond the bin; they count in each bin that they overlap
 * @property {Uint32Array} totals  by bin
 */

/**
 * Rows without a date are in no bin.
 * @param {Columns} columns @param {Uint8Array} passes  by row @param {Span[]} bins  whole, in order, without gaps
 * @param {number} kinds  how many there are @returns {Histogram}
 */
export function histogramOf({ first, last, kind, count, undatedFrom }, passes, bins, kinds) {
  const certain = new Uint32Array(bins.length * kinds);
  // A range adds one where it begins and takes it away behind its end; adding up makes bins of it.
  const changes = new Int32Array((bins.length + 1) * kinds);
  if (bins.length) {
    const [start, end] = [bins[0].start, bins[bins.length - 1].end];
    const binOf = binsByDay(bins, start, end);
    const dated = Math.min(count, undatedFrom);
    for (let row = 0; row < dated; row += 1) {
      if (!passes[row] || first[row] > end || last[row] < start) continue;
      const from = first[row] < start ? 0 : binOf[first[row] - start];
      const to = last[row] > end ? bins.length - 1 : binOf[last[row] - start];
      if (from === to && first[row] >= start && last[row] <= end) certain[from * kinds + kind[row]] += 1;
      else {
        changes[from * kinds + kind[row]] += 1;
        changes[(to + 1) * kinds + kind[row]] -= 1;
      }
    }
  }
  return { certain, ...added(certain, changes, bins.length, kinds) };
}

/** @param {Span[]} bins @param {number} start @param {number} end */
function binsByDay(bins, start, end) {
  const binOf = new Uint16Array(end - start + 1);
  bins.forEach((bin, number) => binOf.fill(number, bin.start - start, bin.end - start + 1));
  return binOf;
}

/** @param {Uint32Array} certain @param {Int32Array} changes @param {number} bins @param {number} kinds */
function added(certain, changes, bins, kinds) {
  const possible = new Uint32Array(bins * kinds);
  const totals = new Uint32Array(bins);
  for (let kind = 0; kind < kinds; kind += 1) {
    let running = 0;
    for (let bin = 0; bin < bins; bin += 1) {
      const at = bin * kinds + kind;
      running += changes[at];
      possible[at] = running;
      totals[bin] += running + certain[at];
    }
  }
  return { possible, totals };
}

/**
 * How many of the rows lie wholly in the window, may lie in it, and have no date.
 * @param {Columns} columns @param {Uint32Array} rows  of the window @param {number} size @param {Span | null} window
 * @returns {{certain: number, possible: number, undated: number}}
 */
export function suresOf({ first, last, undatedFrom }, rows, size, window) {
  let [certain, undated] = [0, 0];
  for (let index = 0; index < size; index += 1) {
    const row = rows[index];
    if (row >= undatedFrom) undated += 1;
    else if (!window || (first[row] >= window.start && last[row] <= window.end)) certain += 1;
  }
  return { certain, possible: size - certain - undated, undated };
}

/** From the first day of any incident to the last; null where none is dated. @param {Columns} columns @returns {Span | null} */
export function extentOf({ first, last, count, undatedFrom }) {
  const dated = Math.min(count, undatedFrom);
  if (!dated) return null;
  let end = last[0];
  for (let row = 1; row < dated; row += 1) if (last[row] > end) end = last[row];
  return { start: first[dated - 1], end };
}

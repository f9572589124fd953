/** Which incidents of the window the map's view meets: by the box around the uncertain area, as the server's `bbox` filter. */

import { Newest } from "./newest.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {{west: number, south: number, east: number, north: number}} Degrees */

const MICRO = 1e6;

/**
 * @param {Columns} columns @param {Places} places @param {Tally} tally @param {Degrees} box
 * @param {number} most  rows to give
 * @returns {{count: number, rows: number[]}} how many there are, and the newest of them
 */
export function inView(columns, places, tally, box, most) {
  const edges = { west: box.west * MICRO, south: box.south * MICRO, east: box.east * MICRO, north: box.north * MICRO };
  const meets = new Uint8Array(places.count);
  for (let at = 0; at < places.count; at += 1) {
    if (tally.counts[at] && !places.standsAlone[at] && places.form[at]) meets[at] = Number(meet(places, at, edges));
  }
  const { own } = columns;
  const alone = new Newest(most);
  for (let step = 0; step < tally.aloneSize; step += 1) {
    const at = tally.alone[step];
    if (meet(own, at, edges)) alone.offer(own.row[at]);
  }
  const shared = new Newest(most);
  for (let step = 0; step < tally.size; step += 1) {
    if (meets[places.group[columns.place[tally.rows[step]]]]) shared.offer(tally.rows[step]);
  }
  const rows = [...alone.rows, ...shared.rows].sort((one, other) => one - other).slice(0, most);
  return { count: alone.count + shared.count, rows };
}

/** @param {any} box  columns @param {number} at @param {Degrees} edges */
function meet(box, at, edges) {
  return box.west[at] <= edges.east && box.east[at] >= edges.west && box.south[at] <= edges.north && box.north[at] >= edges.south;
}

/**
 * The box around all that the window holds, as far as it is on the map.
 * @param {Columns} columns @param {Places} places @param {Tally} tally @returns {Degrees | null} null where nothing is
 */
export function boundsOf({ own }, places, tally) {
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  const extend = (/** @type {any} */ box, /** @type {number} */ at) => {
    bounds.west = Math.min(bounds.west, box.west[at] / MICRO);
    bounds.south = Math.min(bounds.south, box.south[at] / MICRO);
    bounds.east = Math.max(bounds.east, box.east[at] / MICRO);
    bounds.north = Math.max(bounds.north, box.north[at] / MICRO);
  };
  for (let at = 0; at < places.count; at += 1) if (tally.counts[at] && !places.standsAlone[at] && places.form[at]) extend(places, at);
  for (let step = 0; step < tally.aloneSize; step += 1) extend(own, tally.alone[step]);
  return bounds.west > bounds.east ? null : bounds;
}

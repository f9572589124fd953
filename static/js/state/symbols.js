/** From what a window holds to the symbols of a view: what is drawn where, how large, and shared with which others. */

import { unitsAMetre } from "./mercator.js";
import { FORM } from "./places.js";
import { formIn, kindIn, surenessIn } from "./positions.js";

/** @typedef {import("./positions.js").Positions} Positions */
/** @typedef {import("./slots.js").Slots} Slots */
/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {import("./columns.js").Places & import("./places.js").Drawn} Places */

/**
 * @typedef {object} View
 * @property {number} scale  pixels a unit
 * @property {number} left  pixels from the world's west edge to the picture's, whole
 * @property {number} top
 * @property {number} width  pixels of the picture
 * @property {number} height
 * @property {number} smallest  pixels: a radius below it could not be seen or clicked
 */

/**
 * @typedef {object} Shown  what a window holds, and how it is drawn
 * @property {import("./columns.js").Columns} columns
 * @property {Positions} positions
 * @property {Places} places
 * @property {(import("./polygons.js").Outline | null)[]} outlines  by area; empty until they have arrived
 * @property {Tally} tally
 * @property {string[]} kinds  codes, as the columns number them
 */

const LARGEST_RADIUS = 65_535;

/** The forms that are drawn pixel by pixel, from below to above. */
export const STAMPED = [FORM.DISC, FORM.RING, FORM.POINT];

/**
 * @param {Positions} positions @param {Places} places @param {Tally} tally @param {View} view
 * @param {Record<number, Slots>} sheets  by form: what was on them is wiped
 */
export function gather(positions, places, tally, view, sheets) {
  const { scale, left, top, width, height } = view;
  for (const form of STAMPED) sheets[form].clear();

  const { x, y, radius, look } = positions;
  for (let index = 0; index < tally.aloneSize; index += 1) {
    const at = tally.alone[index];
    const column = Math.floor(x[at] * scale) - left;
    const line = Math.floor(y[at] * scale) - top;
    const form = formIn(look[at]);
    const size = radiusOf(form, radius[at], y[at], view);
    if (column < -size || line < -size || column >= width + size || line >= height + size) continue;
    sheets[form].add(column, line, size, 1 << kindIn(look[at]), surenessIn(look[at]), 1);
  }

  for (let at = 0; at < tally.counts.length; at += 1) {
    const form = places.form[at];
    if (tally.counts[at] === 0 || places.standsAlone[at] || form === FORM.NONE || form === FORM.AREA) continue;
    const column = Math.floor(places.x[at] * scale) - left;
    const line = Math.floor(places.y[at] * scale) - top;
    const size = radiusOf(form, places.radius[at], places.y[at], view);
    if (column < -size || line < -size || column >= width + size || line >= height + size) continue;
    sheets[form].add(column, line, size, tally.kinds[at], tally.sureness[at], tally.counts[at]);
  }
}

/**
 * In pixels: of a point always the same; else what it is on the map, yet never too small to be clicked.
 * @param {number} form @param {number} metres @param {number} y  units @param {View} view
 */
export function radiusOf(form, metres, y, { scale, smallest }) {
  if (form === FORM.POINT) return smallest;
  return Math.min(LARGEST_RADIUS, Math.max(smallest, Math.round(metres * unitsAMetre(y) * scale)));
}

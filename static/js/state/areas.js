/** The areas that incidents share, in pixels of a view: which of them are in sight, and the rings of each. */

import { circle } from "./area_pixels.js";
import { FORM } from "./places.js";
import { radiusOf } from "./symbols.js";

/** @typedef {import("./polygons.js").Outline} Outline */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./symbols.js").View} View */
/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {{at: number, colour: number, sureness: number}} Area  of one place; colour −1 for several kinds */

/** What is too small to be seen gets a circle of the smallest size. @param {number} at @param {Places} places @param {(Outline | null)[]} outlines @param {View} view */
export function isOutlined(at, places, outlines, view) {
  return Boolean(outlines[places.area[at]]) && radiusOf(FORM.AREA, places.radius[at], places.y[at], view) > view.smallest;
}

/** In pixels of the picture. @param {number} at @param {Places} places @param {View} view @returns {[number, number, number]} */
export function circleOf(at, places, view) {
  const radius = radiusOf(FORM.AREA, places.radius[at], places.y[at], view);
  return [Math.floor(places.x[at] * view.scale) - view.left, Math.floor(places.y[at] * view.scale) - view.top, radius];
}

/**
 * An area in pixels of the picture. @param {number} at  place @param {Places} places
 * @param {(Outline | null)[]} outlines  by area @param {View} view @returns {Float64Array[]}  x, y, x, y …
 */
export function ringsOf(at, places, outlines, view) {
  const outline = outlines[places.area[at]];
  if (!outline || !isOutlined(at, places, outlines, view)) return [circle(...circleOf(at, places, view))];
  const { scale, left, top } = view;
  return outline.rings.map((ring) => ring.map((unit, index) => unit * scale - (index % 2 ? top : left)));
}

/** @param {Places} places @param {(Outline | null)[]} outlines @param {Tally} tally @param {View} view @returns {Area[]} */
export function inSight(places, outlines, tally, view) {
  const { scale, left, top, width, height } = view;
  const seen = [];
  for (const at of places.areas) {
    if (tally.counts[at] === 0) continue;
    const outline = outlines[places.area[at]];
    const [x, y, radius] = circleOf(at, places, view);
    const [west, east] = outline ? [outline.west * scale - left, outline.east * scale - left] : [x, x];
    const [north, south] = outline ? [outline.north * scale - top, outline.south * scale - top] : [y, y];
    if (Math.max(east, x + radius) < 0 || Math.min(west, x - radius) > width) continue;
    if (Math.max(south, y + radius) < 0 || Math.min(north, y - radius) > height) continue;
    const kinds = tally.kinds[at];
    seen.push({ at, colour: kinds & (kinds - 1) ? -1 : 31 - Math.clz32(kinds), sureness: tally.sureness[at] });
  }
  return seen;
}

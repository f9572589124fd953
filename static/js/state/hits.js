/** What lies under the pointer, and which incidents that stands for. */

import { FORM } from "./places.js";
import { formIn } from "./positions.js";
import { holds } from "./polygons.js";
import { radiusOf } from "./symbols.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./slots.js").Slots} Slots */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./symbols.js").View} View */
/** @typedef {import("./tally.js").Tally} Tally */

/**
 * @typedef {{form: number, x: number, y: number, radius: number, count: number}} SymbolHit  pixels of the picture
 * @typedef {{form: number, place: number, count: number}} AreaHit
 */

/** Pixels by which one may miss. */
const NEARLY = 3;

/**
 * The topmost symbol: points first, then the smallest ring or disc around the pointer.
 * @param {Record<number, Slots>} sheets  as they were drawn last
 * @param {number} x  pixels of the picture @param {number} y @param {number} largest  radius of a point
 * @returns {SymbolHit | null}
 */
export function symbolAt(sheets, x, y, largest) {
  return nearestPoint(sheets[FORM.POINT], x, y, largest + NEARLY) ?? smallestAround(sheets[FORM.RING], FORM.RING, x, y) ?? smallestAround(sheets[FORM.DISC], FORM.DISC, x, y);
}

/** The raster is the index: only the pixels around are looked at. @param {Slots} sheet @param {number} x @param {number} y @param {number} within */
function nearestPoint(sheet, x, y, within) {
  let [best, nearest] = [-1, within * within + 1];
  for (let line = y - within; line <= y + within; line += 1) {
    for (let column = x - within; column <= x + within; column += 1) {
      const away = (column - x) ** 2 + (line - y) ** 2;
      if (away >= nearest) continue;
      const [slot = -1] = sheet.at(column, line);
      if (slot >= 0) [best, nearest] = [slot, away];
    }
  }
  return best < 0 ? null : hitOf(sheet, FORM.POINT, best);
}

/** @param {Slots} sheet @param {number} form @param {number} x @param {number} y */
function smallestAround(sheet, form, x, y) {
  let [best, radius, nearest] = [-1, Infinity, Infinity];
  for (let slot = 0; slot < sheet.size; slot += 1) {
    const away = (sheet.x[slot] - x) ** 2 + (sheet.y[slot] - y) ** 2;
    if (sheet.radius[slot] > radius || away > (sheet.radius[slot] + 1) ** 2) continue;
    if (sheet.radius[slot] === radius && away >= nearest) continue;
    [best, radius, nearest] = [slot, sheet.radius[slot], away];
  }
  return best < 0 ? null : hitOf(sheet, form, best);
}

/** @param {Slots} sheet @param {number} form @param {number} slot @returns {SymbolHit} */
function hitOf(sheet, form, slot) {
  return { form, x: sheet.x[slot], y: sheet.y[slot], radius: sheet.radius[slot], count: sheet.count[slot] };
}

/**
 * The smallest area around a spot.
 * @param {Places} places @param {(import("./polygons.js").Outline | null)[]} outlines  by area
 * @param {Tally} tally @param {number} x  units @param {number} y @param {View} view @returns {AreaHit | null}
 */
export function areaAt(places, outlines, tally, x, y, view) {
  let [best, radius] = [-1, Infinity];
  for (let at = 0; at < places.count; at += 1) {
    if (places.form[at] !== FORM.AREA || tally.counts[at] === 0 || places.radius[at] >= radius) continue;
    const pixels = radiusOf(FORM.AREA, places.radius[at], places.y[at], view);
    const outline = outlines[places.area[at]] ?? null;
    const isIn = outline && pixels > view.smallest ? holds(outline, x, y) : Math.hypot(places.x[at] - x, places.y[at] - y) * view.scale <= pixels;
    if (isIn) [best, radius] = [at, places.radius[at]];
  }
  return best < 0 ? null : { form: FORM.AREA, place: best, count: tally.counts[best] };
}

/**
 * The rows that a symbol stands for: newest first, always in the same order, since the columns are.
 * @param {SymbolHit | AreaHit} hit @param {Columns} columns @param {import("./positions.js").Positions} positions
 * @param {Places} places @param {Tally} tally @param {View} view @returns {number[]}
 */
export function rowsOf(hit, columns, positions, places, tally, view) {
  const isOfPlace = new Uint8Array(places.count);
  const found = [];
  if ("place" in hit) isOfPlace[hit.place] = 1;
  else {
    for (let at = 0; at < places.count; at += 1) {
      if (tally.counts[at] === 0 || places.standsAlone[at] || places.form[at] !== hit.form) continue;
      isOfPlace[at] = Number(isThere(hit, places.x[at], places.y[at], places.radius[at], view));
    }
    for (let index = 0; index < tally.aloneSize; index += 1) {
      const at = tally.alone[index];
      if (formIn(positions.look[at]) !== hit.form) continue;
      if (isThere(hit, positions.x[at], positions.y[at], positions.radius[at], view)) found.push(columns.own.row[at]);
    }
  }
  for (let index = 0; index < tally.size; index += 1) if (isOfPlace[places.group[columns.place[tally.rows[index]]]]) found.push(tally.rows[index]);
  return found.sort((one, other) => one - other);
}

/** @param {SymbolHit} hit @param {number} x @param {number} y  units @param {number} metres @param {View} view */
function isThere(hit, x, y, metres, view) {
  return (
    Math.floor(x * view.scale) - view.left === hit.x &&
    Math.floor(y * view.scale) - view.top === hit.y &&
    radiusOf(hit.form, metres, y, view) === hit.radius
  );
}

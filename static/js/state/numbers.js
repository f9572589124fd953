/** How many incidents a symbol stands for, written on it: the largest numbers that do not touch one another. */

import { FORM } from "./places.js";
import { press } from "./stamps.js";
import { STAMPED } from "./symbols.js";

/** @typedef {import("./slots.js").Slots} Slots */
/** @typedef {import("./stamps.js").Stamp} Stamp */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./symbols.js").View} View */
/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {{x: number, y: number, count: number}} Label  pixels of the picture */
/** @typedef {{stamps: Stamp[], widths: number[], height: number}} Digits  0 to 9; pixels */

/** Cells in which only the largest number is looked at. */
const CELL_WIDTH = 44;
const CELL_HEIGHT = 22;
const MOST_LABELS = 150;

/**
 * @param {Record<number, Slots>} sheets @param {Places} places @param {Tally} tally @param {View} view
 * @param {Digits} digits @param {number} ratio
 * @returns {Label[]}
 */
export function chosenNumbers(sheets, places, tally, view, digits, ratio) {
  const columns = Math.ceil(view.width / (CELL_WIDTH * ratio));
  /** @type {Map<number, Label>} */
  const largest = new Map();
  const offer = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ count) => {
    if (count < 2 || x < 0 || y < 0 || x >= view.width || y >= view.height) return;
    const cell = Math.floor(y / (CELL_HEIGHT * ratio)) * columns + Math.floor(x / (CELL_WIDTH * ratio));
    if (count > (largest.get(cell)?.count ?? 1)) largest.set(cell, { x, y, count });
  };
  for (const form of STAMPED) {
    const { x, y, count, size } = sheets[form];
    for (let slot = 0; slot < size; slot += 1) if (count[slot] > 1) offer(x[slot], y[slot], count[slot]);
  }
  for (let at = 0; at < places.count; at += 1) {
    if (places.form[at] !== FORM.AREA || tally.counts[at] < 2) continue;
    offer(Math.floor(places.x[at] * view.scale) - view.left, Math.floor(places.y[at] * view.scale) - view.top, tally.counts[at]);
  }
  /** @type {Label[]} */
  const chosen = [];
  for (const label of [...largest.values()].sort((one, other) => other.count - one.count)) {
    if (chosen.length === MOST_LABELS) break;
    if (!chosen.some((other) => touch(label, other, digits))) chosen.push(label);
  }
  return chosen;
}

/** @param {Label} one @param {Label} other @param {Digits} digits */
function touch(one, other, digits) {
  const apart = (widthOf(one.count, digits) + widthOf(other.count, digits)) / 2 + digits.height / 2;
  return Math.abs(one.x - other.x) < apart && Math.abs(one.y - other.y) < digits.height * 1.2;
}

/** @param {number} count @param {Digits} digits */
function widthOf(count, digits) {
  let width = 0;
  for (const digit of String(count)) width += digits.widths[Number(digit)];
  return width;
}

/** @param {Uint32Array} pixels @param {View} view @param {Label[]} labels @param {Digits} digits */
export function writeNumbers(pixels, { width, height }, labels, digits) {
  for (const { x, y, count } of labels) {
    let left = x - widthOf(count, digits) / 2;
    for (const digit of String(count)) {
      const number = Number(digit);
      press(pixels, width, height, digits.stamps[number], Math.round(left + digits.widths[number] / 2), y);
      left += digits.widths[number];
    }
  }
}

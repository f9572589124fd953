/** One picture of many symbols, pixel by pixel: discs below, rings above them, points on top. */

import { packed } from "./blending.js";
import { Depth, FULL } from "./depth.js";
import { chosenNumbers, writeNumbers } from "./numbers.js";
import { FORM } from "./places.js";
import { ringLine } from "./ring_line.js";
import { Slots } from "./slots.js";
import { press, stampOf } from "./stamps.js";
import { RANGE, UNDATED } from "./sureness.js";
import { gather } from "./symbols.js";

/** @typedef {import("./blending.js").Rgb} Rgb */
/** @typedef {import("./positions.js").Positions} Positions */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./numbers.js").Digits} Digits */
/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {import("./symbols.js").View} View */

/**
 * @typedef {object} Palette
 * @property {Rgb[]} kinds  by number
 * @property {Rgb} mixed  where several kinds share a symbol
 * @property {Rgb} halo  around a point
 */

/** Lighter, where only a range of dates is known. */
const RANGE_SHARE = 0.62;
const DISC_ALPHA = 0.2;
/** As long as there are so few discs they have an edge, too; of more the edges would be all that one sees. */
const FEW_DISCS = 300;
const EDGE_ALPHA = 0.55;
const RING_ALPHA = 0.14;
const RING_LINE = 2.5;
/** Pixels by which a point of several incidents is larger: there is a number on it. */
const LARGER = 3;
/** So many lines of discs are added up in ten milliseconds. */
const MOST_LINES = 800_000;
const THICKEST = 16;
/** A larger ring is drawn line by line: a stamp of it would hold more pixels than it colours. */
const LARGEST_STAMP = 24;

export class Painting {
  /**
   * @param {number} width  pixels @param {number} height @param {number} ratio  pixels to one of the style sheet
   * @param {Palette} palette @param {Digits} digits @param {import("./depth.js").Sums} [sums]
   */
  constructor(width, height, ratio, palette, digits, sums) {
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.palette = palette;
    this.digits = digits;
    this.image = new Uint8ClampedArray(width * height * 4);
    this.pixels = new Uint32Array(this.image.buffer);
    this.depth = new Depth(width, height, DISC_ALPHA, sums);
    /** @type {any} */
    this.sheets = { [FORM.DISC]: new Slots(width, height), [FORM.RING]: new Slots(width, height), [FORM.POINT]: new Slots(width, height) };
    /** @type {Map<number, import("./stamps.js").Stamp>} */
    this.stamps = new Map();
  }

  /** @param {Positions} positions @param {Places} places @param {Tally} tally @param {View} view */
  draw(positions, places, tally, view) {
    gather(positions, places, tally, view, this.sheets);
    this.depth.begin(this.#thickness());
    this.#addDiscs();
    this.#addLargeRings();
    this.depth.draw(this.pixels);
    this.#drawEdges();
    this.#drawRings();
    this.#drawPoints();
    const labels = chosenNumbers(this.sheets, places, tally, view, this.digits, this.ratio);
    writeNumbers(this.pixels, view, labels, this.digits);
  }

  /** Of a line of discs, in pixels: the more lines there are, the thicker. */
  #thickness() {
    const { size, radius } = this.sheets[FORM.DISC];
    let lines = 0;
    for (let slot = 0; slot < size; slot += 1) lines += Math.min(2 * radius[slot] + 1, this.height);
    return Math.min(THICKEST, Math.max(1, Math.round(lines / MOST_LINES)));
  }

  #addDiscs() {
    const sheet = this.sheets[FORM.DISC];
    for (let slot = 0; slot < sheet.size; slot += 1) {
      const weight = sheet.sureness[slot] ? FULL * RANGE_SHARE : FULL;
      this.depth.add(sheet.x[slot], sheet.y[slot], sheet.radius[slot], this.#colour(sheet.kinds[slot]), Math.round(weight));
    }
  }

  #addLargeRings() {
    const sheet = this.sheets[FORM.RING];
    const weight = Math.round((FULL * RING_ALPHA) / DISC_ALPHA);
    for (let slot = 0; slot < sheet.size; slot += 1) {
      if (sheet.radius[slot] <= LARGEST_STAMP * this.ratio) continue;
      this.depth.add(sheet.x[slot], sheet.y[slot], sheet.radius[slot], this.#colour(sheet.kinds[slot]), weight);
    }
  }

  #drawEdges() {
    const { pixels, width, height, ratio } = this;
    const { size, x, y, radius, kinds, sureness } = this.sheets[FORM.DISC];
    if (size > FEW_DISCS) return;
    for (let slot = 0; slot < size; slot += 1) {
      const colour = packed(this.#colour(kinds[slot]), EDGE_ALPHA * (sureness[slot] === RANGE ? RANGE_SHARE : 1));
      ringLine(pixels, width, height, x[slot], y[slot], radius[slot], ratio, colour, sureness[slot] === UNDATED);
    }
  }

  #drawRings() {
    const { pixels, width, height, ratio } = this;
    const sheet = this.sheets[FORM.RING];
    for (let slot = 0; slot < sheet.size; slot += 1) {
      const radius = sheet.radius[slot];
      const sureness = sheet.sureness[slot];
      if (radius <= LARGEST_STAMP * ratio) {
        press(pixels, width, height, this.#stamp(FORM.RING, radius, sheet.kinds[slot], sureness), sheet.x[slot], sheet.y[slot]);
        continue;
      }
      const colour = packed(this.#colour(sheet.kinds[slot]), sureness === RANGE ? RANGE_SHARE : 1);
      ringLine(pixels, width, height, sheet.x[slot], sheet.y[slot], radius, RING_LINE * ratio, colour, sureness === UNDATED);
    }
  }

  #drawPoints() {
    const { pixels, width, height } = this;
    const sheet = this.sheets[FORM.POINT];
    for (let slot = 0; slot < sheet.size; slot += 1) {
      const radius = sheet.radius[slot] + (sheet.count[slot] > 1 ? LARGER * this.ratio : 0);
      const stamp = this.#stamp(FORM.POINT, Math.round(radius), sheet.kinds[slot], sheet.sureness[slot]);
      press(pixels, width, height, stamp, sheet.x[slot], sheet.y[slot]);
    }
  }

  /** @param {number} kinds  a bit for each */
  #number(kinds) {
    return kinds & (kinds - 1) ? this.palette.kinds.length : 31 - Math.clz32(kinds);
  }

  /** @param {number} kinds @returns {Rgb} */
  #colour(kinds) {
    return this.palette.kinds[this.#number(kinds)] ?? this.palette.mixed;
  }

  /** @param {number} form @param {number} radius @param {number} kinds @param {number} sureness */
  #stamp(form, radius, kinds, sureness) {
    const key = ((radius * 32 + this.#number(kinds)) * 4 + sureness) * 8 + form;
    const kept = this.stamps.get(key);
    if (kept) return kept;
    const stamp = stampOf(styleOf(form, radius, this.#colour(kinds), sureness, this.palette.halo, this.ratio));
    this.stamps.set(key, stamp);
    return stamp;
  }
}

/** @param {number} form @param {number} radius @param {Rgb} colour @param {number} sureness @param {Rgb} halo @param {number} ratio */
function styleOf(form, radius, colour, sureness, halo, ratio) {
  const share = sureness === RANGE ? RANGE_SHARE : 1;
  const dashed = sureness === UNDATED;
  if (form === FORM.RING) {
    return { radius, fill: colour, fillAlpha: RING_ALPHA * share, line: colour, lineAlpha: share, width: RING_LINE * ratio, dashed };
  }
  const line = dashed ? colour : halo;
  return { radius, fill: colour, fillAlpha: dashed ? 0.35 : share, line, lineAlpha: share, width: 1.5 * ratio, dashed };
}

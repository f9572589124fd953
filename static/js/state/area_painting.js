/** The picture of the areas that incidents share: soft ones and deserts filled, boundaries hatched, each drawn once. */

import { areaPixels } from "./area_pixels.js";
import { circleOf, inSight, isOutlined, ringsOf } from "./areas.js";
import { over, packed } from "./blending.js";
import { Depth, firstSpan } from "./depth.js";
import { RANGE, UNDATED } from "./sureness.js";

/** @typedef {import("./area_pixels.js").AreaPixels} AreaPixels */
/** @typedef {import("./areas.js").Area} Area */
/** @typedef {import("./blending.js").Rgb} Rgb */
/** @typedef {import("./depth.js").Box} Box */
/** @typedef {import("./polygons.js").Outline} Outline */
/** @typedef {import("./symbols.js").Places} Places */
/** @typedef {import("./symbols.js").View} View */
/** @typedef {import("./tally.js").Tally} Tally */

const RANGE_SHARE = 0.62;
/** The opacity of a fill of full weight; weights of fills, and of the soft rim around a soft area. */
const OPACITY = 0.077;
const FILLS = { soft: 9, area: 22, hatch: 0 };
const RIM = 6;
const RIM_REACH = 7;
/** Pixels of the style sheet from one line of the hatching to the next, along either axis; and how thick it is. */
const HATCH = 13;
const HATCH_LINE = 1.6;
const HATCH_ALPHA = 0.45;
/** The edge of each shape, in pixels of the style sheet. @type {Record<string, {width: number, alpha: number}>} */
const EDGES = { soft: { width: 0, alpha: 0 }, hatch: { width: 1.5, alpha: 0.8 }, area: { width: 1, alpha: 0.45 } };
/** @type {[number, number]} */
const DASH = [5, 4];

export class AreaPainting {
  /**
   * @param {number} width  pixels @param {number} height @param {number} ratio  pixels to one of the style sheet
   * @param {import("./painting.js").Palette} palette @param {import("./depth.js").Sums} [sums]
   */
  constructor(width, height, ratio, palette, sums) {
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.palette = palette;
    this.image = new Uint8ClampedArray(width * height * 4);
    this.pixels = new Uint32Array(this.image.buffer);
    this.depth = new Depth(width, height, OPACITY, sums);
    this.scratch = new Uint8Array(width * height);
    this.hatching = hatching(Math.round(HATCH * ratio), HATCH_LINE * ratio);
    /** Of the view that was drawn last, by place and dash. @type {Map<number, AreaPixels>} */
    this.known = new Map();
    /** The part of the picture that each may colour, by place. @type {Map<number, Box>} */
    this.boxes = new Map();
    /** What was drawn last, by place, and for which view. @type {Map<number, Area>} */
    this.drawn = new Map();
    this.look = "";
    /** @type {Places | null} */
    this.places = null;
    /** Places whose area was drawn anew in a part only, beside one that had its turn. @type {Set<number>} */
    this.parted = new Set();
  }

  /**
   * @param {Places} places @param {(Outline | null)[]} outlines  by area @param {Tally} tally @param {View} view
   * @param {number} [until]  milliseconds of the clock, after which the next call draws what else has changed
   * @returns {{isOther: boolean, isWhole: boolean}} whether the picture is another one now, and whether nothing is left
   */
  draw(places, outlines, tally, view, until = Infinity) {
    const seen = inSight(places, outlines, tally, view);
    const look = [view.scale, view.left, view.top, outlines.length].join();
    const now = new Map(seen.map((area) => [area.at, area]));
    const isElsewhere = look !== this.look || places !== this.places;
    if (isElsewhere) {
      this.known.clear();
      this.boxes.clear();
      this.parted.clear();
      Object.assign(this, { look, places });
    }
    const changed = isElsewhere ? [] : [...new Set([...this.parted, ...differing(this.drawn, now)])];
    const boxes = changed.map((at) => this.#boxOf(at, places, outlines, view));
    const whole = wholeOf(this);
    if (isElsewhere || sizeOf(boxes) > sizeOf([whole])) {
      this.#draw(seen, places, outlines, view, whole);
      this.drawn = now;
      this.parted.clear();
      return { isOther: true, isWhole: true };
    }
    let next = 0;
    for (; next < boxes.length && (next === 0 || performance.now() < until); next += 1) {
      const at = changed[next];
      const isNear = (/** @type {number} */ other) => meet(this.#boxOf(other, places, outlines, view), boxes[next]);
      this.#draw(seen.filter((area) => isNear(area.at)), places, outlines, view, boxes[next]);
      const area = now.get(at);
      if (area) this.drawn.set(at, area);
      else this.drawn.delete(at);
      this.parted.delete(at);
      for (const other of changed.slice(next + 1)) if (isNear(other)) this.parted.add(other);
    }
    return { isOther: next > 0, isWhole: next === boxes.length };
  }

  /**
   * A part of the picture anew.
   * @param {Area[]} near  all that reach into it @param {Places} places @param {(Outline | null)[]} outlines @param {View} view @param {Box} box
   */
  #draw(near, places, outlines, view, box) {
    this.depth.begin(1, box);
    for (const area of near) this.#fill(area, places, outlines, view);
    this.depth.draw(this.pixels);
    for (const area of near) if (places.shape[area.at] === "hatch") this.#hatch(area, places, outlines, view, box);
    for (const area of near) this.#edge(area, places, outlines, view, box);
  }

  /** All pixels that an area may colour. @param {number} at  place @param {Places} places @param {(Outline | null)[]} outlines @param {View} view @returns {Box} */
  #boxOf(at, places, outlines, view) {
    const known = this.boxes.get(at);
    if (known) return known;
    const box = { left: this.width, top: this.height, right: 0, bottom: 0 };
    for (const ring of ringsOf(at, places, outlines, view)) {
      for (let corner = 0; corner < ring.length; corner += 2) {
        box.left = Math.min(box.left, ring[corner]);
        box.right = Math.max(box.right, ring[corner]);
        box.top = Math.min(box.top, ring[corner + 1]);
        box.bottom = Math.max(box.bottom, ring[corner + 1]);
      }
    }
    const around = (RIM_REACH + 1) * this.ratio;
    const made = {
      left: Math.max(0, Math.floor(box.left - around)),
      top: Math.max(0, Math.floor(box.top - around)),
      right: Math.min(this.width, Math.ceil(box.right + around)),
      bottom: Math.min(this.height, Math.ceil(box.bottom + around)),
    };
    this.boxes.set(at, made);
    return made;
  }

  /** @param {Area} area @param {Places} places @param {(Outline | null)[]} outlines @param {View} view */
  #fill({ at, colour, sureness }, places, outlines, view) {
    const shape = places.shape[at];
    const weight = /** @type {any} */ (FILLS)[shape];
    if (!weight) return;
    const share = sureness === RANGE ? RANGE_SHARE : 1;
    const rgb = this.#colour(colour);
    const fill = Math.round(weight * share);
    if (isOutlined(at, places, outlines, view)) {
      this.depth.addSpans(this.#pixelsOf(at, sureness, places, outlines, view).spans, rgb, fill);
      return;
    }
    const [x, y, radius] = circleOf(at, places, view);
    this.depth.add(x, y, radius, rgb, fill);
    if (shape !== "soft") return;
    const [rim, reach] = [Math.round(RIM * share), Math.round(RIM_REACH * this.ratio)];
    this.depth.add(x, y, radius + reach, rgb, rim);
    this.depth.add(x, y, Math.max(0, radius - reach), rgb, -rim);
  }

  /** @param {Area} area @param {Places} places @param {(Outline | null)[]} outlines @param {View} view @param {Box} box */
  #hatch({ at, colour, sureness }, places, outlines, view, box) {
    const { pixels, width, hatching } = this;
    const { spans } = this.#pixelsOf(at, sureness, places, outlines, view);
    const size = hatching.length;
    // By the world's pixels, so that the lines of neighbouring pictures meet.
    const shift = view.left + view.top;
    const alpha = HATCH_ALPHA * (sureness === RANGE ? RANGE_SHARE : 1);
    hatching.forEach((share, phase) => {
      if (!share) return;
      const above = packed(this.#colour(colour), alpha * share);
      for (let span = firstSpan(spans, box.top); span < spans.length && spans[span] < box.bottom; span += 3) {
        const begin = spans[span] * width;
        const from = Math.max(box.left, spans[span + 1]);
        const to = begin + Math.min(box.right, spans[span + 2]);
        const ahead = (phase - ((spans[span] + from + shift) % size) + size) % size;
        for (let pixel = begin + from + ahead; pixel < to; pixel += size) {
          const below = pixels[pixel];
          // Hatching of one colour over itself is one hatching: a district in its governorate.
          if (below !== above) pixels[pixel] = below === 0 ? above : over(below, above);
        }
      }
    });
  }

  /** @param {Area} area @param {Places} places @param {(Outline | null)[]} outlines @param {View} view @param {Box} box */
  #edge({ at, colour, sureness }, places, outlines, view, box) {
    const { width: thickness, alpha } = EDGES[places.shape[at]];
    if (!thickness) return;
    const { pixels, width } = this;
    const { edge, cover } = this.#pixelsOf(at, sureness, places, outlines, view);
    const line = packed(this.#colour(colour), alpha * (sureness === RANGE ? RANGE_SHARE : 1));
    const [opacity, rgb] = [line >>> 24, line & 0xffffff];
    for (let index = firstOf(edge, box.top * width); index < edge.length && edge[index] < box.bottom * width; index += 1) {
      const pixel = edge[index];
      const column = pixel % width;
      if (column < box.left || column >= box.right) continue;
      const above = ((Math.round((opacity * cover[index]) / 255) << 24) | rgb) >>> 0;
      pixels[pixel] = over(pixels[pixel], above);
    }
  }

  /** @param {number} at  place @param {number} sureness @param {Places} places @param {(Outline | null)[]} outlines @param {View} view */
  #pixelsOf(at, sureness, places, outlines, view) {
    const key = 2 * at + Number(sureness === UNDATED);
    const known = this.known.get(key);
    if (known) return known;
    const { width, height, ratio } = this;
    const dash = sureness === UNDATED ? DASH.map((length) => length * ratio) : null;
    const made = areaPixels(
      ringsOf(at, places, outlines, view),
      width,
      height,
      EDGES[places.shape[at]].width * ratio,
      /** @type {[number, number] | null} */ (dash),
      this.scratch,
    );
    this.known.set(key, made);
    return made;
  }

  /** @param {number} colour @returns {Rgb} */
  #colour(colour) {
    return this.palette.kinds[colour] ?? this.palette.mixed;
  }
}

/** Places whose area came, went or looks otherwise. @param {Map<number, Area>} before @param {Map<number, Area>} now */
function differing(before, now) {
  const gone = [...before.keys()].filter((at) => !now.has(at));
  const changed = [...now.values()].filter(({ at, colour, sureness }) => {
    const known = before.get(at);
    return known?.colour !== colour || known.sureness !== sureness;
  });
  return [...gone, ...changed.map(({ at }) => at)];
}

/** @param {Box} one @param {Box} other */
function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** The index of the first number that is no smaller. @param {Uint32Array} numbers  ascending @param {number} number */
function firstOf(numbers, number) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {{width: number, height: number}} picture @returns {Box} */
function wholeOf({ width, height }) {
  return { left: 0, top: 0, right: width, bottom: height };
}

/** In pixels, those of several twice. @param {Box[]} boxes */
function sizeOf(boxes) {
  return boxes.reduce((sum, { left, top, right, bottom }) => sum + Math.max(0, right - left) * Math.max(0, bottom - top), 0);
}

/** How much of each pixel along a line of the picture the hatching covers, 0 to 1. @param {number} size @param {number} thickness */
function hatching(size, thickness) {
  return Array.from({ length: size }, (_, phase) => {
    const away = Math.min(phase, size - phase) * Math.SQRT1_2;
    return Math.max(0, Math.min(1, thickness / 2 + 0.5 - away));
  });
}

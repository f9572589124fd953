/**
 * The symbols of one view: every row of a pixel that is drawn with the same radius shares one symbol, whose number says
 * how many there are. What is counted here is the window that is shown, at every zoom; nothing is counted beforehand.
 */

/** Pixels around the picture in which symbols share a place of the raster as well. */
export const MARGIN = 64;

const NONE = -1;
/** More than any coordinate or radius of a symbol that reaches into the picture. */
const FAR = 2 ** 17;

export class Slots {
  /** @param {number} width  pixels of the picture, without the margin @param {number} height */
  constructor(width, height) {
    this.size = 0;
    this.stride = width + 2 * MARGIN;
    this.rows = height + 2 * MARGIN;
    /** For each pixel of the picture and its margin its first symbol, counted from 1; 0 for none. */
    this.raster = new Uint32Array(this.stride * this.rows);
    /** @type {Map<number, number>} The same for those beyond. */
    this.beyond = new Map();
    this.#reserve(1024);
  }

  /** @param {number} capacity */
  #reserve(capacity) {
    const grown = (/** @type {any} */ before, /** @type {any} */ Kind) => {
      const array = new Kind(capacity);
      if (before) array.set(before);
      return array;
    };
    this.x = grown(this.x, Int32Array);
    this.y = grown(this.y, Int32Array);
    this.radius = grown(this.radius, Uint16Array);
    this.count = grown(this.count, Uint32Array);
    /** A bit for each kind. */
    this.kinds = grown(this.kinds, Uint16Array);
    /** Of the surest of its rows. */
    this.sureness = grown(this.sureness, Uint8Array);
    /** The next symbol of the same pixel, counted from 1. */
    this.next = grown(this.next, Uint32Array);
  }

  clear() {
    const { x, y, raster, stride, rows } = this;
    for (let slot = 0; slot < this.size; slot += 1) {
      const [column, line] = [x[slot] + MARGIN, y[slot] + MARGIN];
      if (column >= 0 && column < stride && line >= 0 && line < rows) raster[line * stride + column] = 0;
    }
    this.beyond.clear();
    this.size = 0;
  }

  /**
   * @param {number} x  pixels of the picture @param {number} y @param {number} radius  pixels, whole
   * @param {number} kinds  a bit for each @param {number} sureness @param {number} count
   */
  add(x, y, radius, kinds, sureness, count) {
    const column = x + MARGIN;
    const line = y + MARGIN;
    const isOnRaster = column >= 0 && column < this.stride && line >= 0 && line < this.rows;
    const at = line * this.stride + column;
    // Beyond the raster stand the middles of large ones alone: an index of their own costs little.
    const key = isOnRaster ? 0 : (line * FAR + column) * FAR + radius;
    const head = isOnRaster ? this.raster[at] : (this.beyond.get(key) ?? 0);
    for (let slot = head - 1; slot !== NONE; slot = this.next[slot] - 1) {
      if (this.radius[slot] !== radius) continue;
      this.count[slot] += count;
      this.kinds[slot] |= kinds;
      if (sureness < this.sureness[slot]) this.sureness[slot] = sureness;
      return;
    }
    if (this.size === this.x.length) this.#reserve(2 * this.size);
    const slot = this.size;
    this.size += 1;
    this.x[slot] = x;
    this.y[slot] = y;
    this.radius[slot] = radius;
    this.count[slot] = count;
    this.kinds[slot] = kinds;
    this.sureness[slot] = sureness;
    this.next[slot] = head;
    if (isOnRaster) this.raster[at] = slot + 1;
    else this.beyond.set(key, slot + 1);
  }

  /** The symbols whose middle lies in that pixel. @param {number} x @param {number} y @returns {number[]} */
  at(x, y) {
    const found = [];
    const [column, line] = [x + MARGIN, y + MARGIN];
    if (column < 0 || column >= this.stride || line < 0 || line >= this.rows) return found;
    for (let slot = this.raster[line * this.stride + column] - 1; slot !== NONE; slot = this.next[slot] - 1) found.push(slot);
    return found;
  }
}

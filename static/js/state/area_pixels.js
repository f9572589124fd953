/** An area as pixels of one picture: the stretches of its lines that it fills, and how much its edge covers of each pixel. */

/**
 * @typedef {object} AreaPixels
 * @property {Int32Array} spans  line, first column, column behind the last; and so on, by line
 * @property {Uint32Array} edge  pixels that its edge lies on
 * @property {Uint8Array} cover  how much of each, to 255
 */

const CLOSEST = 24;
const ROUNDEST = 360;

/**
 * @param {Float64Array[]} rings  x, y, x, y … in pixels of the picture
 * @param {number} width  pixels @param {number} height
 * @param {number} thickness  of the edge; 0 for none @param {[number, number] | null} dash  pixels with and without a line
 * @param {Uint8Array} scratch  of width · height zeros, as which it comes back
 * @returns {AreaPixels}
 */
export function areaPixels(rings, width, height, thickness, dash, scratch) {
  return { spans: spansOf(rings, width, height), ...edgeOf(rings, width, height, thickness, dash, scratch) };
}

/** A circle as such a ring. @param {number} x  pixels @param {number} y @param {number} radius @returns {Float64Array} */
export function circle(x, y, radius) {
  const corners = Math.min(ROUNDEST, Math.max(CLOSEST, Math.ceil(radius)));
  const ring = new Float64Array(2 * corners + 2);
  for (let corner = 0; corner <= corners; corner += 1) {
    ring[2 * corner] = x + radius * Math.cos((2 * Math.PI * corner) / corners);
    ring[2 * corner + 1] = y + radius * Math.sin((2 * Math.PI * corner) / corners);
  }
  return ring;
}

/** By the even-odd rule, at the middle of each pixel. @param {Float64Array[]} rings @param {number} width @param {number} height */
function spansOf(rings, width, height) {
  /** @type {number[][]} where each line crosses the rings */
  const crossings = [];
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const [one, other] = ring[at + 1] < ring[before + 1] ? [at, before] : [before, at];
      const [x, y] = [ring[one], ring[one + 1]];
      const slope = (ring[other] - x) / (ring[other + 1] - y);
      const last = Math.min(height, Math.ceil(ring[other + 1] - 0.5));
      for (let line = Math.max(0, Math.ceil(y - 0.5)); line < last; line += 1) {
        (crossings[line] ??= []).push(x + (line + 0.5 - y) * slope);
      }
    }
  }
  const spans = [];
  // Lines that nothing crosses are gaps of the array, which `entries` would visit as well.
  for (const key in crossings) {
    const found = crossings[key].sort((one, other) => one - other);
    for (let at = 0; at + 1 < found.length; at += 2) {
      const from = Math.max(0, Math.ceil(found[at] - 0.5));
      const to = Math.min(width, Math.ceil(found[at + 1] - 0.5));
      if (from < to) spans.push(Number(key), from, to);
    }
  }
  return Int32Array.from(spans);
}

/**
 * @param {Float64Array[]} rings @param {number} width @param {number} height @param {number} thickness
 * @param {[number, number] | null} dash @param {Uint8Array} scratch
 */
function edgeOf(rings, width, height, thickness, dash, scratch) {
  /** @type {number[]} */
  const touched = [];
  for (const ring of thickness ? rings : []) {
    let along = 0;
    for (let at = 2; at < ring.length; at += 2) {
      const [x, y, dx, dy] = [ring[at - 2], ring[at - 1], ring[at] - ring[at - 2], ring[at + 1] - ring[at - 1]];
      cover({ x, y, dx, dy, along, length: Math.hypot(dx, dy) }, width, height, thickness / 2 + 0.5, dash, scratch, touched);
      along += Math.hypot(dx, dy);
    }
  }
  const edge = Uint32Array.from(touched).sort();
  const covers = Uint8Array.from(edge, (at) => scratch[at]);
  for (const at of touched) scratch[at] = 0;
  return { edge, cover: covers };
}

/**
 * What one straight piece of the edge covers; where pieces meet the larger share counts.
 * @param {{x: number, y: number, dx: number, dy: number, along: number, length: number}} piece  `along`: pixels of the
 *   ring before it
 * @param {number} width @param {number} height @param {number} reach  pixels from its middle to where it covers nothing
 * @param {[number, number] | null} dash @param {Uint8Array} scratch @param {number[]} touched
 */
function cover({ x, y, dx, dy, along, length }, width, height, reach, dash, scratch, touched) {
  if (!length || Math.max(x, x + dx) < -reach || Math.min(x, x + dx) > width + reach) return;
  const first = Math.max(0, Math.floor(Math.min(y, y + dy) - reach));
  const last = Math.min(height - 1, Math.ceil(Math.max(y, y + dy) + reach));
  for (let line = first; line <= last; line += 1) {
    const up = line + 0.5 - y;
    // The part of the piece that is near enough to this line.
    const [begin, end] = dy ? [clamped((up - reach) / dy), clamped((up + reach) / dy)] : [0, 1];
    const left = Math.max(0, Math.floor(x + Math.min(begin * dx, end * dx) - reach));
    const right = Math.min(width - 1, Math.ceil(x + Math.max(begin * dx, end * dx) + reach));
    for (let column = left; column <= right; column += 1) {
      const over = column + 0.5 - x;
      const share = clamped((over * dx + up * dy) / (length * length));
      const value = Math.round(255 * Math.min(1, reach - Math.hypot(over - share * dx, up - share * dy)));
      if (value <= 0 || (dash && (along + share * length) % (dash[0] + dash[1]) > dash[0])) continue;
      const at = line * width + column;
      if (!scratch[at]) touched.push(at);
      if (value > scratch[at]) scratch[at] = value;
    }
  }
}

/** @param {number} share */
function clamped(share) {
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

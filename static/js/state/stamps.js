/**
 * Round symbols, drawn once with smooth edges and then copied pixel by pixel.
 *
 * Measured (docs/map-drawing.md): sixty thousand stamps cost what three thousand arcs of a canvas do.
 */

import { over, packed } from "./blending.js";

/** @typedef {import("./blending.js").Rgb} Rgb */

/**
 * @typedef {object} Style
 * @property {number} radius  pixels, of the middle of the line
 * @property {Rgb} fill
 * @property {number} fillAlpha
 * @property {Rgb} line
 * @property {number} lineAlpha
 * @property {number} width  of the line
 * @property {boolean} [dashed]
 */

/**
 * @typedef {object} Stamp
 * @property {number} reach  pixels from its middle to its farthest
 * @property {Int16Array} dx  of each pixel that it colours: the opaque ones first
 * @property {Int16Array} dy
 * @property {Uint32Array} colours
 * @property {number} solid  so many are opaque
 * @property {Int32Array} offsets  in a picture whose lines are so long:
 * @property {number} stride
 */

const DASH = 9;

/** @param {Style} style @returns {Stamp} */
export function stampOf({ radius, fill, fillAlpha, line, lineAlpha, width, dashed = false }) {
  const outer = radius + width / 2;
  const reach = Math.ceil(outer);
  const dashes = Math.max(3, Math.round((2 * Math.PI * radius) / DASH));
  const spots = [];
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const distance = Math.hypot(x, y);
      const isGap = dashed && ((Math.atan2(y, x) / (2 * Math.PI) + 0.5) * dashes) % 1 > 0.55;
      const filled = packed(fill, fillAlpha * cover(radius - distance));
      const lined = packed(line, isGap ? 0 : lineAlpha * cover(outer - distance) * cover(distance - radius + width / 2));
      spots.push({ x, y, colour: over(filled, lined) });
    }
  }
  return stampFrom(spots);
}

/** @param {{x: number, y: number, colour: number}[]} spots  from the stamp's middle @returns {Stamp} */
export function stampFrom(spots) {
  const coloured = spots.filter(({ colour }) => colour >>> 24);
  const [solid, others] = [coloured.filter(isSolid), coloured.filter((spot) => !isSolid(spot))];
  const ordered = [...solid, ...others];
  return {
    reach: ordered.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0),
    dx: Int16Array.from(ordered, ({ x }) => x),
    dy: Int16Array.from(ordered, ({ y }) => y),
    colours: Uint32Array.from(ordered, ({ colour }) => colour),
    solid: solid.length,
    offsets: new Int32Array(ordered.length),
    stride: 0,
  };
}

/** @param {{colour: number}} spot */
function isSolid({ colour }) {
  return colour >>> 24 === 255;
}

/** How much of a pixel lies inside an edge that is so far from its middle. @param {number} distance */
function cover(distance) {
  return Math.max(0, Math.min(1, distance + 0.5));
}

/**
 * @param {Uint32Array} pixels @param {number} width @param {number} height
 * @param {Stamp} stamp @param {number} x  its middle @param {number} y
 */
export function press(pixels, width, height, stamp, x, y) {
  const { reach, dx, dy, colours } = stamp;
  if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) return;
  if (x < reach || y < reach || x >= width - reach || y >= height - reach) {
    for (let index = 0; index < dx.length; index += 1) {
      const [column, line] = [x + dx[index], y + dy[index]];
      if (column < 0 || column >= width || line < 0 || line >= height) continue;
      pixels[line * width + column] = over(pixels[line * width + column], colours[index]);
    }
    return;
  }
  if (stamp.stride !== width) {
    stamp.stride = width;
    for (let index = 0; index < dx.length; index += 1) stamp.offsets[index] = dy[index] * width + dx[index];
  }
  const { offsets, solid } = stamp;
  const middle = y * width + x;
  for (let index = 0; index < solid; index += 1) pixels[middle + offsets[index]] = colours[index];
  for (let index = solid; index < offsets.length; index += 1) {
    const at = middle + offsets[index];
    const below = pixels[at];
    pixels[at] = below === 0 ? colours[index] : over(below, colours[index]);
  }
}

/** Outlines in the map's units: to be drawn by one transformation, and to tell whether a spot lies inside. */

import { mercatorX, mercatorY } from "./columns.js";

/**
 * @typedef {object} Outline
 * @property {Float64Array[]} rings  x, y, x, y … in units
 * @property {number} west  units
 * @property {number} north
 * @property {number} east
 * @property {number} south
 */

/** @param {any} geometry  GeoJSON Polygon or MultiPolygon @returns {Outline} */
export function outlineOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const outline = { rings: /** @type {Float64Array[]} */ ([]), west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (const ring of polygons.flat()) {
    const numbers = new Float64Array(2 * ring.length);
    ring.forEach((/** @type {[number, number]} */ [longitude, latitude], /** @type {number} */ index) => {
      const [x, y] = [mercatorX(longitude), mercatorY(latitude)];
      numbers[2 * index] = x;
      numbers[2 * index + 1] = y;
      outline.west = Math.min(outline.west, x);
      outline.east = Math.max(outline.east, x);
      outline.north = Math.min(outline.north, y);
      outline.south = Math.max(outline.south, y);
    });
    outline.rings.push(numbers);
  }
  return outline;
}

/** By the even-odd rule. @param {Outline} outline @param {number} x  units @param {number} y */
export function holds(outline, x, y) {
  if (x < outline.west || x > outline.east || y < outline.north || y > outline.south) return false;
  let isInside = false;
  for (const ring of outline.rings) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      if (ring[at + 1] > y === ring[before + 1] > y) continue;
      const share = (y - ring[at + 1]) / (ring[before + 1] - ring[at + 1]);
      if (x < ring[at] + share * (ring[before] - ring[at])) isInside = !isInside;
    }
  }
  return isInside;
}

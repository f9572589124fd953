/**
 * How a place is drawn follows from how precisely it is known. A point is never moved to look better; what is not
 * known to a point is never drawn as one.
 */

/** @type {Record<string, string>} precision → shape; none: only the drawer has it */
const SHAPES = {
  exact: "point",
  near: "area",
  settlement: "ring",
  adm2: "hatch",
  adm1: "hatch",
  region: "soft",
};

/** Pixels: what is smaller cannot be seen or clicked. */
const SMALLEST = 8;
const EQUATOR_METRES = 40_075_016.686;

/** @param {string} precision @returns {string} empty where it is not drawn */
export function shapeOf(precision) {
  return SHAPES[precision] ?? "";
}

/**
 * A town's ring in pixels: its real size, yet never too small to be clicked.
 * @param {number} metres @param {number} latitude @param {number} zoom
 */
export function ringPixels(metres, latitude, zoom) {
  return Math.max(SMALLEST, pixels(metres, latitude, zoom));
}

/** @param {number} metres @param {number} latitude @param {number} zoom */
function pixels(metres, latitude, zoom) {
  return (metres * 2 ** (zoom + 8)) / (EQUATOR_METRES * Math.cos((latitude * Math.PI) / 180));
}

/** Web Mercator in whole units, as columns.js keeps positions: a pixel at any zoom is one multiplication away. */

const WORLD = 2 ** 32;
const TILE = 256;
const EQUATOR_METRES = 40_075_016.686;

/** @param {number} zoom @param {number} [ratio]  pixels of the screen to one of the style sheet */
export function pixelsAUnit(zoom, ratio = 1) {
  return (TILE * ratio * 2 ** zoom) / WORLD;
}

/** Within a band of the map a metre is taken to be as long as in its middle: at most 0.04 % wrong, and one look-up. */
const BAND_BITS = 19;
const BANDS = Float64Array.from({ length: WORLD / 2 ** BAND_BITS }, (_, band) => {
  const middle = ((band + 0.5) * 2 ** BAND_BITS) / WORLD;
  return (WORLD / EQUATOR_METRES) * Math.cosh((0.5 - middle) * 2 * Math.PI);
});

/** How many units a metre has at that height of the map; more, the farther from the equator. @param {number} y  units */
export function unitsAMetre(y) {
  return BANDS[y >>> BAND_BITS];
}

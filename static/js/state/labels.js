/** Which names are written on the map, and the tiles that hold them. */

/**
 * @typedef {{name: string, latitude: number, longitude: number, population: number, x: number, y: number}} Town
 *   with its place on the screen in pixels
 */

const FIRST_ZOOM = 3;
const LAST_ZOOM = 12;
const LETTER = 7;
const LINE = 22;

/**
 * The tiles that the box meets: one zoom coarser than the map, so that a screen needs about a dozen.
 * @param {{west: number, south: number, east: number, north: number}} box  degrees
 * @param {number} mapZoom
 */
export function tilesOf(box, mapZoom) {
  const zoom = Math.max(FIRST_ZOOM, Math.min(LAST_ZOOM, Math.floor(mapZoom) - 1));
  const count = 2 ** zoom;
  const column = (/** @type {number} */ longitude) => clamp(Math.floor(((longitude + 180) / 360) * count), count);
  const tiles = [];
  for (let x = column(box.west); x <= column(box.east); x += 1) {
    for (let y = row(box.north, count); y <= row(box.south, count); y += 1) tiles.push({ zoom, x, y });
  }
  return tiles;
}

/** @param {number} latitude @param {number} count */
function row(latitude, count) {
  const radians = (Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180;
  return clamp(Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * count), count);
}

/** @param {number} index @param {number} count */
function clamp(index, count) {
  return Math.max(0, Math.min(count - 1, index));
}

/**
 * The largest towns whose names do not touch one another.
 * @param {Town[]} towns @param {number} width  of the map in pixels @param {number} height
 * @returns {Town[]}
 */
export function chosenLabels(towns, width, height) {
  /** @type {Town[]} */
  const chosen = [];
  for (const town of [...towns].sort((one, other) => other.population - one.population)) {
    if (town.x < 0 || town.y < 0 || town.x > width || town.y > height) continue;
    if (!chosen.some((other) => touches(town, other))) chosen.push(town);
  }
  return chosen;
}

/** @param {Town} one @param {Town} other */
function touches(one, other) {
  const apart = ((one.name.length + other.name.length) / 2) * LETTER + 8;
  return Math.abs(one.x - other.x) < apart && Math.abs(one.y - other.y) < LINE;
}

/**
 * How a place is drawn follows from how precisely it is known. A point is never moved to look better; what is not
 * known to a point is never drawn as one.
 */

/** @typedef {import("./types.js").Incident} Incident */

/**
 * @typedef {object} Stack  the incidents of one spot or area
 * @property {string} key
 * @property {Incident[]} incidents
 * @property {string} shape
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

/** Drawn in this order, so that no area ever lies over a point. */
export const SHAPE_ORDER = ["soft", "hatch", "area", "ring", "point"];

/** Pixels: what is smaller cannot be seen or clicked. */
export const SMALLEST = 8;
const EQUATOR_METRES = 40_075_016.686;

/** @param {Incident} incident @returns {string} empty where it is not drawn */
export function shapeOf(incident) {
  if (incident.latitude === null || incident.longitude === null) return "";
  return SHAPES[incident.precision] ?? "";
}

/**
 * One stack for each shape at each spot, the largest areas first within a shape so that smaller ones can be clicked.
 * @param {Incident[]} incidents @returns {Stack[]}
 */
export function stacksOf(incidents) {
  /** @type {Map<string, Stack>} */
  const stacks = new Map();
  for (const incident of incidents) {
    const shape = shapeOf(incident);
    if (!shape) continue;
    const key = [shape, incident.latitude, incident.longitude, incident.radius, incident.area ? "area" : ""].join(" ");
    const stack = stacks.get(key);
    if (stack) stack.incidents.push(incident);
    else stacks.set(key, { key, shape, incidents: [incident] });
  }
  return [...stacks.values()].sort(
    (one, other) =>
      SHAPE_ORDER.indexOf(one.shape) - SHAPE_ORDER.indexOf(other.shape) ||
      (other.incidents[0].radius ?? 0) - (one.incidents[0].radius ?? 0),
  );
}

/**
 * A town's ring in pixels: its real size, yet never too small to be clicked.
 * @param {number} metres @param {number} latitude @param {number} zoom
 */
export function ringPixels(metres, latitude, zoom) {
  return Math.max(SMALLEST, pixels(metres, latitude, zoom));
}

/**
 * Whether an area is too small to be seen or clicked, so that a halo has to stand for it.
 * @param {number} metres @param {number} latitude @param {number} zoom
 */
export function isTooSmall(metres, latitude, zoom) {
  return pixels(metres, latitude, zoom) < SMALLEST;
}

/** @param {number} metres @param {number} latitude @param {number} zoom */
function pixels(metres, latitude, zoom) {
  return (metres * 2 ** (zoom + 8)) / (EQUATOR_METRES * Math.cos((latitude * Math.PI) / 180));
}

/**
 * Class names: kind (mixed for several), whether all that is there is a range of dates or has no date.
 * @param {Stack} stack
 */
export function classesOf(stack) {
  const kinds = new Set(stack.incidents.map((incident) => incident.kind));
  const classes = ["incident", `shape-${stack.shape}`, `kind-${kinds.size === 1 ? [...kinds][0] : "mixed"}`];
  if (stack.incidents.every((incident) => incident.start === null)) classes.push("is-undated");
  else if (stack.incidents.every((incident) => incident.start !== incident.end)) classes.push("is-range");
  return classes.join(" ");
}

/**
 * Whether the uncertain area of the place may reach into the box.
 * @param {Incident} incident @param {{west: number, south: number, east: number, north: number}} box  degrees
 */
export function reachesInto(incident, box) {
  if (incident.latitude === null || incident.longitude === null || !shapeOf(incident)) return false;
  const latitudes = ((incident.radius ?? 0) / EQUATOR_METRES) * 360;
  const longitudes = latitudes / Math.max(0.01, Math.cos((incident.latitude * Math.PI) / 180));
  return (
    incident.latitude + latitudes >= box.south &&
    incident.latitude - latitudes <= box.north &&
    incident.longitude + longitudes >= box.west &&
    incident.longitude - longitudes <= box.east
  );
}

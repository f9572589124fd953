/**
 * Whether the box around an uncertain place meets a drawn polygon, in whole numbers, so that the server's answer is the
 * same (docs/map-data.md says how).
 */

const MICRO = 1e6;
/** Corners are kept to a ten-thousandth of a degree, boxes to a millionth. */
const STEP = 100;

/**
 * @param {[number, number][]} polygon  longitude, latitude in degrees, with four decimals
 * @returns {(west: number, south: number, east: number, north: number) => boolean}  of a box in millionths of a degree
 */
export function meetsPolygon(polygon) {
  const corners = polygon.map(([longitude, latitude]) => [tenThousandths(longitude) * STEP, tenThousandths(latitude) * STEP]);
  const edges = corners.map((from, index) => [from, corners[(index + 1) % corners.length]]);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return (west, south, east, north) => {
    if (west > right || east < left || south > top || north < bottom) return false;
    return edges.some(([from, to]) => edgeMeets(from, to, west, south, east, north)) || holds(edges, west, south);
  };
}

/** @param {number} degrees */
function tenThousandths(degrees) {
  return Math.round((degrees * MICRO) / STEP);
}

/**
 * @param {number[]} from @param {number[]} to
 * @param {number} west @param {number} south @param {number} east @param {number} north
 */
function edgeMeets([ax, ay], [bx, by], west, south, east, north) {
  if (Math.max(ax, bx) < west || Math.min(ax, bx) > east || Math.max(ay, by) < south || Math.min(ay, by) > north) return false;
  const [dx, dy] = [(bx - ax) / STEP, (by - ay) / STEP];
  const side = (/** @type {number} */ x, /** @type {number} */ y) => dx * (y - ay) - dy * (x - ax);
  const sides = [side(west, south), side(west, north), side(east, south), side(east, north)];
  return Math.min(...sides) <= 0 && Math.max(...sides) >= 0;
}

/** Even-odd. @param {number[][][]} edges @param {number} x @param {number} y */
function holds(edges, x, y) {
  let isInside = false;
  for (const [one, other] of edges) {
    if (one[1] > y === other[1] > y) continue;
    const [[ax, ay], [bx, by]] = one[1] < other[1] ? [one, other] : [other, one];
    if (((bx - ax) / STEP) * (y - ay) - ((by - ay) / STEP) * (x - ax) > 0) isInside = !isInside;
  }
  return isInside;
}

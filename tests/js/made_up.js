/** Columns of made-up incidents, the same for the same seed, for tests that compare with the plain way of counting. */

import { NOWHERE, OWN, SHARED, UNDATED, UNSAID } from "../../static/js/state/columns.js";

/** Numbers in [0, 1): mulberry32. @param {number} seed */
export function draws(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const DICTIONARY = {
  kinds: ["air_strike", "shelling", "clash"],
  precisions: ["exact", "settlement", "adm1", "unknown"],
  date_precisions: ["day", "range", "unknown"],
  strike_statuses: ["declared", "likely", "unassessed"],
  harm_grades: ["confirmed", "weak", "unassessed"],
  roles: ["perpetrator", "target"],
  languages: ["ar", "en"],
  language_sets: [[], [0], [1], [0, 1]],
  actors: [{ id: 3, en: "One", ar: "أ" }, { id: 8, en: "Two", ar: "ب" }, { id: null, en: "Three", ar: "ج" }],
  actor_sets: [[], [[0, 0], [1, 1]], [[1, 0]], [[2, 0], [0, 1]]],
  prefixes: ["SY-2020"],
  countries: ["", "SY", "IQ"],
  admin1: ["", "SY.08", "SY.02", "IQ.07"],
  admin1_names: {},
};

export const FIRST_DAY = 18_000;
export const DAYS = 400;

/** Six places: nowhere, three towns, a governorate, and one whose incidents stand each for itself. */
export function madeUpPlaces() {
  const where = Uint8Array.from([0, SHARED, SHARED, SHARED, SHARED, OWN]);
  const at = [[0, 0], [40, 35], [38, 36], [43, 36], [40.5, 35.5], [0, 0]];
  const size = [0, 0.05, 0.05, 0.05, 1, 0];
  const side = (axis, sign) => Int32Array.from(at, (spot, place) => Math.round((spot[axis] + sign * size[place]) * 1e6));
  return {
    count: where.length,
    where,
    precision: Uint8Array.from([3, 1, 1, 1, 2, 0]),
    x: Uint32Array.from(at, ([x]) => Math.round(((x + 180) / 360) * 2 ** 32)),
    y: new Uint32Array(where.length),
    radius: Uint32Array.from([0, 5000, 5000, 5000, 90_000, 0]),
    area: Int32Array.from([-1, -1, -1, -1, 0, -1]),
    country: Uint16Array.from([0, 1, 1, 2, 1, 1]),
    admin1: Uint16Array.from([0, 1, 2, 3, 1, 1]),
    west: side(0, -1),
    south: side(1, -1),
    east: side(0, 1),
    north: side(1, 1),
  };
}

/** @param {number} count @param {number} seed  the last twentieth have no date */
export function madeUpColumns(count, seed) {
  const draw = draws(seed);
  const below = (/** @type {number} */ limit) => Math.floor(draw() * limit);
  const undatedFrom = count - Math.floor(count / 20);
  const bytes = (/** @type {(row: number) => number} */ value) => Uint8Array.from({ length: count }, (_, row) => value(row));
  const first = Int32Array.from({ length: count }, (_, row) => (row < undatedFrom ? FIRST_DAY + below(DAYS) : UNDATED));
  first.subarray(0, undatedFrom).sort((one, other) => other - one);
  const last = first.map((day) => (day === UNDATED ? day : day + (draw() < 0.2 ? below(120) : 0)));
  const place = bytes(() => below(6));
  const rows = [...place.keys()].filter((row) => place[row] === 5);
  const box = rows.map(() => [37 + below(7e6) / 1e6, 34 + below(3e6) / 1e6]);
  const edge = (axis, sign) => Int32Array.from(box, (spot) => Math.round(spot[axis] * 1e6) + sign * 10_000);
  return {
    count,
    capacity: count,
    undatedFrom,
    x: new Uint32Array(count).fill(NOWHERE),
    y: new Uint32Array(count),
    first,
    last,
    notBefore: new Int32Array(count - undatedFrom).fill(UNDATED),
    notAfter: Int32Array.from({ length: count - undatedFrom }, () => FIRST_DAY + below(DAYS)),
    place,
    precision: place.map((at) => madeUpPlaces().precision[at]),
    radius: new Uint32Array(count),
    kind: bytes(() => below(3)),
    datePrecision: bytes(() => 0),
    status: bytes(() => below(3)),
    grade: bytes(() => below(3)),
    killedMin: Int16Array.from({ length: count }, () => (draw() < 0.3 ? UNSAID : below(12))),
    killedMax: new Int16Array(count),
    injuredMin: Int16Array.from({ length: count }, () => (draw() < 0.5 ? UNSAID : below(60))),
    injuredMax: new Int16Array(count),
    actors: bytes(() => below(4)),
    languages: bytes(() => below(4)),
    prefix: bytes(() => 0),
    number: Uint16Array.from({ length: count }, (_, row) => row + 1),
    demo: bytes(() => 0),
    own: { count: rows.length, row: Uint32Array.from(rows), west: edge(0, -1), south: edge(1, -1), east: edge(0, 1), north: edge(1, 1) },
  };
}

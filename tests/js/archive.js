import { mercatorX, mercatorY, UNDATED } from "../../static/js/state/columns.js";
import { createDayIndex } from "../../static/js/state/day_index.js";
import { dayOf } from "../../static/js/state/dates.js";
import { drawnPlaces } from "../../static/js/state/places.js";
import { addPositions, createPositions } from "../../static/js/state/positions.js";
import { Tally } from "../../static/js/state/tally.js";

const PRECISIONS = ["exact", "near", "settlement", "adm2", "adm1", "region", "country", "unknown"];
const MICRO = 1e6;

/**
 * Columns, as the map's data fill them, from incidents in the order that they are given in: newest first, undated last.
 * Exact and near ones have positions of their own; the others share a place where place, spot and radius are the same.
 */
export function archive(...incidents) {
  const told = incidents.map((incident) => ({
    first: "2020-06-05", kind: 0, precision: "settlement", latitude: 35, longitude: 40, radius: 5000, area: -1, notAfter: null, ...incident,
  }));
  const spots = [];
  const placeOf = told.map(({ precision, latitude, longitude, radius, area, district }) => {
    const isOwn = precision === "exact" || precision === "near";
    const key = isOwn ? precision : [precision, latitude, longitude, radius, area, district].join();
    const at = spots.findIndex((spot) => spot.key === key);
    const where = latitude === null ? 0 : isOwn && area < 0 ? 2 : 1;
    return at >= 0 ? at : spots.push({ key, where, precision, latitude, longitude, radius, area }) - 1;
  });
  const box = ({ latitude, longitude, radius }) => {
    const up = radius / 111_320;
    const side = up / Math.cos((latitude * Math.PI) / 180);
    return { west: longitude - side, south: latitude - up, east: longitude + side, north: latitude + up };
  };
  const boxes = (list) =>
    Object.fromEntries(["west", "south", "east", "north"].map((side) => [side, Int32Array.from(list, (one) => Math.round(box(one)[side] * MICRO))]));
  const shared = (value, otherwise) => spots.map((spot) => (spot.where === 1 ? value(spot) : otherwise));
  const places = {
    count: spots.length,
    where: Uint8Array.from(spots, ({ where }) => where),
    precision: Uint8Array.from(spots, ({ precision }) => PRECISIONS.indexOf(precision)),
    x: Uint32Array.from(shared((spot) => mercatorX(spot.longitude), 0xffffffff)),
    y: Uint32Array.from(shared((spot) => mercatorY(spot.latitude), 0xffffffff)),
    radius: Uint32Array.from(spots, ({ radius }) => radius),
    area: Int32Array.from(spots, ({ area }) => area),
    country: new Uint16Array(spots.length),
    admin1: new Uint16Array(spots.length),
    ...boxes(spots),
  };
  const undated = told.filter(({ first }) => first === null);
  const own = told.map((incident, row) => ({ ...incident, row })).filter(({ row }) => places.where[placeOf[row]] === 2);
  const columns = {
    count: told.length,
    capacity: told.length,
    undatedFrom: told.length - undated.length,
    x: Uint32Array.from(told, ({ longitude }) => (longitude === null ? 0xffffffff : mercatorX(longitude))),
    y: Uint32Array.from(told, ({ latitude }) => (latitude === null ? 0xffffffff : mercatorY(latitude))),
    radius: Uint32Array.from(told, ({ radius }) => radius),
    first: Int32Array.from(told, ({ first }) => dayOf(first) ?? UNDATED),
    last: Int32Array.from(told, ({ first, last = first }) => dayOf(last) ?? UNDATED),
    notBefore: Int32Array.from(undated, () => UNDATED),
    notAfter: Int32Array.from(undated, ({ notAfter }) => dayOf(notAfter) ?? UNDATED),
    place: Uint16Array.from(placeOf),
    kind: Uint8Array.from(told, ({ kind }) => kind),
    own: { count: own.length, row: Uint32Array.from(own, ({ row }) => row), ...boxes(own) },
  };
  const drawn = drawnPlaces(places, PRECISIONS);
  const positions = createPositions(columns);
  addPositions(positions, columns, drawn, 0);
  return { columns, positions, places: drawn };
}

/** What a window holds; all of it without one. */
export function tallied({ columns, places }, window = null, passes = null) {
  const tally = new Tally(places.count, columns.capacity, columns.own.row.length);
  tally.take(columns, places, createDayIndex(columns).rowsIn(window, passes, tally.rows));
  return tally;
}

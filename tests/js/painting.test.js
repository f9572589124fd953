import assert from "node:assert/strict";
import { test } from "node:test";

import { mercatorX, mercatorY } from "../../static/js/state/columns.js";
import { areaAt, rowsOf, symbolAt } from "../../static/js/state/hits.js";
import { pixelsAUnit, unitsAMetre } from "../../static/js/state/mercator.js";
import { Painting } from "../../static/js/state/painting.js";
import { FORM } from "../../static/js/state/places.js";
import { outlineOf } from "../../static/js/state/polygons.js";
import { stampFrom } from "../../static/js/state/stamps.js";
import { archive, tallied } from "./archive.js";

const PALETTE = { kinds: [[200, 0, 0], [0, 0, 200]], mixed: [20, 20, 20], halo: [255, 255, 255] };
const DOT = stampFrom([{ x: 0, y: 0, colour: 0xff112233 }]);
const DIGITS = { stamps: Array(10).fill(DOT), widths: Array(10).fill(6), height: 11 };

/** The view of so many pixels around a spot. */
function view({ latitude = 35, longitude = 40, zoom = 8, width = 300, height = 200 } = {}) {
  const scale = pixelsAUnit(zoom);
  const left = Math.floor(mercatorX(longitude) * scale) - width / 2;
  const top = Math.floor(mercatorY(latitude) * scale) - height / 2;
  return { scale, left, top, width, height, smallest: 6 };
}

function painted(known, seen = view(), tally = tallied(known)) {
  const painting = new Painting(seen.width, seen.height, 1, PALETTE, DIGITS);
  painting.draw(known.positions, known.places, tally, seen);
  const at = (x, y) => painting.pixels[y * seen.width + x];
  return { painting, tally, at, alpha: (x, y) => at(x, y) >>> 24, red: (x, y) => at(x, y) & 255 };
}

const exact = (others) => ({ precision: "exact", radius: 100, ...others });

test("an exact one is a solid point of its kind's colour at its pixel, and nothing elsewhere", () => {
  const { at, alpha } = painted(archive(exact()));
  assert.equal(at(150, 100), 0xff0000c8);
  assert.equal(alpha(150 + 20, 100), 0);
});

test("what is near a place is a translucent disc of its real size, without a dot in its middle", () => {
  const seen = view();
  const { alpha } = painted(archive({ precision: "near", radius: 25_000 }), seen);
  const pixels = Math.round(25_000 * unitsAMetre(mercatorY(35)) * seen.scale);
  assert.equal(alpha(150, 100), 51);
  assert.equal(alpha(150 + pixels - 3, 100), 51);
  assert.ok(alpha(150 + pixels, 100) > 100);
  assert.equal(alpha(150 + pixels + 3, 100), 0);
});

test("a town is a ring of its radius, small or large", () => {
  for (const radius of [8000, 40_000]) {
    const seen = view();
    const { alpha } = painted(archive({ radius }), seen);
    const pixels = Math.round(radius * unitsAMetre(mercatorY(35)) * seen.scale);
    assert.equal(alpha(150 + pixels, 100), 255);
    assert.ok(alpha(150, 100) > 0 && alpha(150, 100) < 60);
    assert.equal(alpha(150 + pixels + 4, 100), 0);
  }
});

test("areas, regions, countries and the unknown are no symbols", () => {
  const known = archive(...["adm2", "adm1", "region", "country"].map((precision, number) => ({ precision, latitude: 35 + number })), { precision: "unknown", latitude: null, longitude: null });
  assert.ok(painted(known).painting.pixels.every((pixel) => pixel === 0));
});

test("several at one spot share a symbol, whose number is written on it, and nothing is moved apart", () => {
  const { painting, at } = painted(archive(exact(), exact({ kind: 1 }), exact({ latitude: 35.2 })));
  const points = painting.sheets[FORM.POINT];
  assert.deepEqual([...points.count.subarray(0, points.size)], [2, 1]);
  assert.equal(at(150, 100), 0xff112233);
  assert.equal(at(150 + 3, 100), 0xff141414);
});

test("a point lies over a ring, and a ring over a disc", () => {
  const { red, at } = painted(archive({ precision: "near", radius: 60_000 }, { kind: 1, radius: 30_000 }, exact()));
  assert.equal(at(150, 100), 0xff0000c8);
  assert.ok(red(150 + 52, 100) < 200);
});

test("a range is lighter than a day, and what has no date is hollow and dashed", () => {
  const sure = painted(archive(exact())).alpha(150, 100);
  const range = painted(archive(exact({ first: "2020-06-01", last: "2020-06-09" }))).alpha(150, 100);
  const undated = painted(archive(exact({ first: null }))).alpha(150, 100);
  assert.ok(undated < range && range < sure);
});

test("one that has an own day among ranges at the same spot makes the symbol sure", () => {
  const both = archive(exact({ first: "2020-06-09" }), exact({ first: "2020-06-01", last: "2020-06-09" }));
  assert.equal(painted(both).alpha(153, 100), 255);
});

test("thousands of discs over one another are drawn with thicker lines, and none is lost", () => {
  const discs = Array.from({ length: 5000 }, (_, number) => ({ precision: "near", radius: 80_000, latitude: 35 + (number % 100) / 50, longitude: 40 + Math.floor(number / 100) / 20 }));
  const seen = view({ latitude: 36, longitude: 41.2, zoom: 9, width: 800, height: 600 });
  const known = archive(...discs);
  const { painting, alpha } = painted(known, seen);
  assert.ok(painting.depth.thickness > 1);
  for (const { latitude, longitude } of discs) {
    const [x, y] = [Math.floor(mercatorX(longitude) * seen.scale) - seen.left, Math.floor(mercatorY(latitude) * seen.scale) - seen.top];
    if (x >= 0 && y >= 0 && x < seen.width && y < seen.height) assert.ok(alpha(x, y) > 40);
  }
});

test("a second picture keeps nothing of the first", () => {
  const known = archive(exact(), { precision: "near", radius: 25_000, latitude: 35.1 }, { radius: 60_000, latitude: 34.9 });
  const { painting } = painted(known);
  const nothing = tallied(known, { start: 0, end: 1 });
  painting.draw(known.positions, known.places, nothing, view());
  assert.ok(painting.pixels.every((pixel) => pixel === 0));
});

test("a disc that covers the whole picture colours all of it", () => {
  const { painting } = painted(archive({ precision: "near", radius: 50_000 }), view({ zoom: 13 }));
  assert.ok(painting.pixels.every((pixel) => pixel >>> 24 === 51));
});

test("a click on a symbol gives all that it stands for, newest first, and on nothing gives nothing", () => {
  const known = archive(exact({ first: "2020-06-07" }), { radius: 8000 }, exact({ first: "2020-06-01" }), { radius: 8000, first: "2019-01-01" });
  const seen = view();
  const { painting, tally } = painted(known, seen);
  const rowsAt = (x, y) => {
    const hit = symbolAt(painting.sheets, x, y, seen.smallest);
    return hit && rowsOf(hit, known.columns, known.positions, known.places, tally, seen);
  };
  assert.deepEqual(rowsAt(152, 101), [0, 2]);
  assert.deepEqual(rowsAt(150 + 14, 100), [1, 3]);
  assert.equal(rowsAt(10, 10), null);
});

test("of areas over one another the smallest is hit", () => {
  const known = archive({ precision: "adm1", radius: 90_000, area: 0 }, { precision: "adm2", radius: 20_000, area: 1 });
  const square = (side) => outlineOf({ type: "Polygon", coordinates: [[[40 - side, 35 - side], [40 + side, 35 - side], [40 + side, 35 + side], [40 - side, 35 + side], [40 - side, 35 - side]]] });
  const seen = view();
  const hit = (longitude) => areaAt(known.places, [square(1), square(0.2)], tallied(known), mercatorX(longitude), mercatorY(35), seen);
  assert.deepEqual([hit(40)?.place, hit(40.5)?.place, hit(42)], [1, 0, null]);
});

test("an area that places of several districts share is one, with one number", () => {
  const known = archive({ precision: "region", radius: 90_000 }, { precision: "region", radius: 90_000, district: 2 });
  assert.equal(known.places.count, 2);
  assert.deepEqual([...tallied(known).counts], [2, 0]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import {
  NOWHERE,
  UNDATED,
  UNSAID,
  appendChunk,
  codeOf,
  createColumns,
  gunzip,
  isCompressed,
  latitudeOf,
  longitudeOf,
  mercatorX,
  mercatorY,
  readPlaces,
  readTable,
  rowOf,
} from "../../static/js/state/columns.js";
import { DICTIONARY, MANIFEST, datedChunk, placesFile, undatedChunk } from "./map_table.js";

function read() {
  const places = readPlaces(placesFile());
  const columns = createColumns(/** @type {any} */ (MANIFEST));
  appendChunk(columns, datedChunk(), places);
  appendChunk(columns, undatedChunk(), places);
  return { places, columns };
}

test("chunks are put one behind the other, sorted by day downwards", () => {
  const { columns } = read();
  assert.equal(columns.count, 4);
  assert.deepEqual([...columns.first], [18500, 18500, 18000, UNDATED]);
  assert.deepEqual([...columns.last], [18500, 18530, 18006, UNDATED]);
  assert.deepEqual([...columns.kind], [3, 0, 1, 0]);
});

test("what has no date is read with its bounds, also before 1970", () => {
  const { columns } = read();
  assert.equal(columns.undatedFrom, 3);
  assert.deepEqual([...columns.notBefore], [UNDATED]);
  assert.deepEqual([...columns.notAfter], [-5]);
});

test("tolls are told apart from nothing said and from no upper bound", () => {
  const { columns } = read();
  assert.deepEqual([...columns.killedMin], [0, 40_000, UNSAID, UNSAID]);
  assert.deepEqual([...columns.killedMax], [0, UNSAID, 7, UNSAID]);
  assert.deepEqual([...columns.injuredMin], [UNSAID, 2, 12, UNSAID]);
  assert.deepEqual([...columns.injuredMax], [UNSAID, 12, 12, UNSAID]);
});

test("a shared place gives its position, its radius and its precision; an own position comes with its box", () => {
  const { places, columns } = read();
  assert.deepEqual([...columns.x], [mercatorX(39.01), mercatorX(-40.3), NOWHERE, NOWHERE]);
  assert.deepEqual([...columns.y], [mercatorY(35.95), mercatorY(34.95), NOWHERE, NOWHERE]);
  assert.deepEqual([...columns.radius], [5000, 25_000, 0, 0]);
  assert.deepEqual([...columns.precision], [2, 1, 7, 7]);
  assert.equal(places.area[1], 1);
  assert.equal(places.west[1], 38_950_000);
  assert.deepEqual(
    [columns.own.count, columns.own.row[0], columns.own.west[0], columns.own.south[0], columns.own.east[0], columns.own.north[0]],
    [1, 1, -40_570_000, 34_679_999, -40_029_998, 35_220_003],
  );
});

test("codes come back, those of a pattern of their own too", () => {
  const { columns } = read();
  const codes = [0, 1, 2, 3].map((row) => codeOf(columns, /** @type {any} */ (DICTIONARY), row));
  assert.deepEqual(codes, ["SY-2020-0007", "SY-2020-40000", "SY-2019-0143", "odd"]);
  for (const [row, code] of codes.entries()) assert.equal(rowOf(columns, /** @type {any} */ (DICTIONARY), code), row);
  assert.equal(rowOf(columns, /** @type {any} */ (DICTIONARY), "IQ-2020-0007"), -1);
});

test("arrays are as small as what they hold", () => {
  const { columns } = read();
  assert.ok(columns.place instanceof Uint8Array && columns.actors instanceof Uint16Array);
  assert.ok(columns.killedMin instanceof Int32Array && columns.injuredMin instanceof Int16Array);
});

test("a position comes back to the centimetre", () => {
  for (const [longitude, latitude] of [[40.3, 34.95], [-179.99, -84], [0, 0], [180, 90]]) {
    assert.ok(Math.abs(longitudeOf(mercatorX(longitude)) - longitude) < 1e-6);
    assert.ok(Math.abs(latitudeOf(mercatorY(latitude)) - Math.min(latitude, 85.051128779)) < 1e-6);
  }
});

test("what a host left compressed is seen and opened", async () => {
  const packed = gzipSync(new Uint8Array(datedChunk()));
  assert.ok(isCompressed(packed) && !isCompressed(datedChunk()));
  const opened = await gunzip(packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength));
  assert.deepEqual(new Uint8Array(opened), new Uint8Array(datedChunk()));
});

test("what is no table, or not all of one, or more than the manifest counts, is refused", () => {
  assert.throws(() => readTable(new TextEncoder().encode("<!doctype html>").buffer), TypeError);
  assert.throws(() => readTable(datedChunk().slice(0, -1)), TypeError);
  const places = readPlaces(placesFile());
  const columns = createColumns(/** @type {any} */ ({ ...MANIFEST, count: 2 }));
  assert.throws(() => appendChunk(columns, datedChunk(), places), RangeError);
});

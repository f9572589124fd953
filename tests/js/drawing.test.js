import assert from "node:assert/strict";
import { test } from "node:test";

import { classesOf, isTooSmall, reachesInto, ringPixels, shapeOf, stacksOf } from "../../static/js/state/drawing.js";
import { incident } from "./incident.js";

test("each precision is drawn as the design's table says", () => {
  const shapes = ["exact", "near", "settlement", "adm2", "adm1", "region", "country", "unknown"].map((precision) =>
    shapeOf(incident({ precision })),
  );
  assert.deepEqual(shapes, ["point", "area", "ring", "hatch", "hatch", "soft", "", ""]);
});

test("what has no position is never drawn", () => {
  assert.equal(shapeOf(incident({ precision: "exact", latitude: null })), "");
});

test("several at one spot are one stack, and nothing is moved apart", () => {
  const stacks = stacksOf([incident({ precision: "exact" }), incident({ precision: "exact" }), incident({ precision: "exact", latitude: 35.0001 })]);
  assert.deepEqual(stacks.map((stack) => stack.incidents.length), [2, 1]);
});

test("areas come before points, and larger areas before smaller ones", () => {
  const stacks = stacksOf([
    incident({ precision: "exact" }),
    incident({ precision: "adm1", radius: 40_000 }),
    incident({ precision: "adm1", radius: 90_000 }),
    incident({ precision: "region" }),
    incident({ precision: "settlement" }),
    incident({ precision: "near" }),
  ]);
  assert.deepEqual(stacks.map((stack) => stack.shape), ["soft", "hatch", "hatch", "area", "ring", "point"]);
  assert.equal(stacks[1].incidents[0].radius, 90_000);
});

test("a ring has the town's size, and is never too small to be clicked", () => {
  assert.equal(ringPixels(5000, 35, 4), 8);
  const metresAPixel = (40_075_016.686 * Math.cos((35 * Math.PI) / 180)) / 2 ** (12 + 8);
  assert.ok(Math.abs(ringPixels(5000, 35, 12) - 5000 / metresAPixel) < 1e-9);
});

test("a base of a few kilometres gets a halo until it is large enough itself", () => {
  assert.equal(isTooSmall(4000, 35, 6), true);
  assert.equal(isTooSmall(4000, 35, 11), false);
});

test("ranges are lighter, undated ones dashed, several kinds mixed", () => {
  const classes = (...incidents) => classesOf(stacksOf(incidents)[0]);
  assert.match(classes(incident({ start: "2020-06-01", end: "2020-06-10" })), /kind-air_strike is-range$/);
  assert.match(classes(incident({ start: null })), /is-undated$/);
  assert.match(classes(incident(), incident({ kind: "clash" })), /kind-mixed$/);
});

test("an incident known to a governorate is in view while its area reaches into it", () => {
  const box = { west: 40.4, south: 35, east: 40.6, north: 35.1 };
  assert.ok(reachesInto(incident({ precision: "adm1", radius: 90_000 }), box));
  assert.ok(!reachesInto(incident({ precision: "settlement", radius: 5000 }), box));
  assert.ok(!reachesInto(incident({ precision: "country", radius: 900_000 }), box));
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { ringPixels, shapeOf } from "../../static/js/state/drawing.js";

test("each precision is drawn as the design's table says", () => {
  const shapes = ["exact", "near", "settlement", "adm2", "adm1", "region", "country", "unknown"].map(shapeOf);
  assert.deepEqual(shapes, ["point", "area", "ring", "hatch", "hatch", "soft", "", ""]);
});

test("a ring has the town's size, and is never too small to be clicked", () => {
  assert.equal(ringPixels(5000, 35, 4), 8);
  const metresAPixel = (40_075_016.686 * Math.cos((35 * Math.PI) / 180)) / 2 ** (12 + 8);
  assert.ok(Math.abs(ringPixels(5000, 35, 12) - 5000 / metresAPixel) < 1e-9);
});

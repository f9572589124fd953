import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenLabels, tilesOf } from "../../static/js/state/labels.js";

const town = (name, x, y, population) => ({ name, x, y, population, latitude: 0, longitude: 0 });

test("of two names that touch the larger town's is written", () => {
  const chosen = chosenLabels([town("Small", 105, 100, 10), town("Large", 100, 100, 99), town("Far", 300, 300, 1)], 400, 400);
  assert.deepEqual(chosen.map(({ name }) => name), ["Large", "Far"]);
});

test("a town outside the map is left out", () => {
  assert.deepEqual(chosenLabels([town("Out", -1, 5, 10)], 100, 100), []);
});

test("the tiles cover the box, and Deir ez-Zor lies in its own", () => {
  assert.deepEqual(tilesOf({ west: 40.1, south: 35.3, east: 40.2, north: 35.4 }, 8), [{ zoom: 7, x: 78, y: 50 }]);
  const world = tilesOf({ west: -210, south: -90, east: 210, north: 90 }, 3);
  assert.equal(world.length, 64);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { inView } from "../../static/js/state/in_view.js";
import { archive, tallied } from "./archive.js";

const BOX = { west: 40.4, south: 35, east: 40.6, north: 35.1 };

function seen(known, most = 10) {
  return inView(known.columns, known.places, tallied(known), BOX, most);
}

test("an incident known to a governorate is in view while its area reaches into it", () => {
  const known = archive({ precision: "adm1", radius: 90_000 }, { radius: 5000 }, { precision: "country", radius: 900_000 });
  assert.deepEqual(seen(known), { count: 1, rows: [0] });
});

test("own positions and shared ones are counted, and the newest are given in order", () => {
  const inside = { latitude: 35.05, longitude: 40.5 };
  const known = archive(
    { ...inside, precision: "exact", radius: 100 },
    { radius: 2000, latitude: 30 },
    { ...inside, radius: 2000, first: "2020-06-04" },
    { precision: "near", radius: 70_000, latitude: 35.5, first: "2020-06-03" },
    { ...inside, precision: "exact", radius: 100, first: null },
  );
  assert.deepEqual(seen(known), { count: 4, rows: [0, 2, 3, 4] });
  assert.deepEqual(seen(known, 2), { count: 4, rows: [0, 2] });
});

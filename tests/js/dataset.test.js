import assert from "node:assert/strict";
import { test } from "node:test";

import { datasetOf } from "../../static/js/state/dataset.js";
import { dayOf } from "../../static/js/state/dates.js";

const AREA = { type: "Polygon", coordinates: [] };
const SNAPSHOT = {
  version: 3,
  changed_at: "2024-01-02T03:04:05Z",
  kinds: ["air_strike", "clash"],
  areas: [AREA],
  columns: {
    code: ["SY-2020-0001", "SY-2020-0002"],
    title_en: ["Clash in Town", "Strike"],
    title_ar: ["اشتباك", ""],
    kind: [1, 0],
    date_start: ["2020-06-01", null],
    date_end: ["2020-06-10", null],
    date_precision: ["range", "unknown"],
    not_before: [null, null],
    not_after: [null, "2020-07-01"],
    latitude: [35, null],
    longitude: [40, null],
    precision: ["adm1", "unknown"],
    radius_m: [5000, null],
    area: [0, null],
    place_en: ["Town", ""],
    place_ar: ["بلدة", ""],
    killed: [[1, null], null],
    injured: [null, null],
  },
};

test("columns become incidents, their areas shared", () => {
  const { version, incidents } = datasetOf(SNAPSHOT, "en");
  assert.equal(version, 3);
  assert.equal(incidents[0].kind, "clash");
  assert.equal(incidents[0].start, dayOf("2020-06-01"));
  assert.equal(incidents[0].area, AREA);
  assert.deepEqual([incidents[1].start, incidents[1].notAfter, incidents[1].latitude], [null, dayOf("2020-07-01"), null]);
});

test("a title that is missing in Arabic is shown in English", () => {
  assert.deepEqual(datasetOf(SNAPSHOT, "ar").incidents.map(({ title }) => title), ["اشتباك", "Strike"]);
});

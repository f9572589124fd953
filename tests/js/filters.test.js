import assert from "node:assert/strict";
import { test } from "node:test";

import { countsByKind, figuresOf, newestFirst, shownOf } from "../../static/js/state/filters.js";
import { incident, span } from "./incident.js";

const JUNE = span("2020-06-01", "2020-06-30");

test("dates filter by overlap", () => {
  const across = incident({ start: "2020-05-25", end: "2020-06-01" });
  const before = incident({ start: "2020-05-25", end: "2020-05-31" });
  assert.deepEqual(shownOf([across, before], { kind: [], window: JUNE }), [across]);
});

test("one without a date is shown in any window that its bounds allow", () => {
  const undated = incident({ start: null, notAfter: "2020-07-01" });
  assert.equal(shownOf([undated], { kind: [], window: JUNE }).length, 1);
  assert.equal(shownOf([undated], { kind: [], window: span("2021-01-01", "2021-12-31") }).length, 0);
});

test("no kind chosen means all of them", () => {
  const both = [incident({ kind: "clash" }), incident()];
  assert.equal(shownOf(both, { kind: [], window: null }).length, 2);
  assert.deepEqual(shownOf(both, { kind: ["clash"], window: null }), [both[0]]);
});

test("what is not on the map is counted by its reason, a region too although it is drawn softly", () => {
  const nowhere = { latitude: null, longitude: null, radius: null };
  const shown = [
    incident(),
    incident({ precision: "region", radius: 100_000 }),
    incident({ precision: "country" }),
    incident({ precision: "unknown", ...nowhere }),
    incident({ precision: "settlement", ...nowhere }),
    incident({ start: null }),
  ];
  const { undated, offMap } = figuresOf(shown);
  assert.deepEqual([...offMap].map(([reason, { length }]) => [reason, length]), [["region", 1], ["country", 1], ["unknown", 2]]);
  assert.equal(undated.length, 1);
});

test("the counts by kind follow the window, not the chosen kinds", () => {
  const all = [incident(), incident({ kind: "clash" }), incident({ kind: "clash", start: "2019-01-01" })];
  assert.deepEqual([...countsByKind(all, JUNE)], [["air_strike", 1], ["clash", 1]]);
});

test("the list is always in the same order: newest first, undated last", () => {
  const [old, young, undated] = [incident({ start: "2019-01-01" }), incident(), incident({ start: null })];
  const twin = incident();
  const expected = [twin, young, old, undated];
  assert.deepEqual([undated, old, young, twin].sort(newestFirst), expected);
  assert.deepEqual([...expected].reverse().sort(newestFirst), expected);
});

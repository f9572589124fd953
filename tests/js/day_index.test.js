import assert from "node:assert/strict";
import { test } from "node:test";

import { UNDATED } from "../../static/js/state/columns.js";
import { createDayIndex } from "../../static/js/state/day_index.js";
import { archive } from "./archive.js";
import { span } from "./incident.js";

function rows({ columns }, window, passes = null) {
  const found = new Uint32Array(columns.capacity);
  return [...found.subarray(0, createDayIndex(columns).rowsIn(window, passes, found))];
}

const KNOWN = archive(
  { first: "2020-06-20" },
  { first: "2020-06-10", last: "2020-06-25" },
  { first: "2020-06-09" },
  { first: "2020-01-01", last: "2020-12-31" },
  { first: "2012-01-01", last: "2022-12-31" },
  { first: "2011-03-15" },
  { first: null, notAfter: "2015-07-01" },
  { first: null },
);

test("no window: all of them", () => {
  assert.deepEqual(rows(KNOWN, null), [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a range that began before the window and reaches into it is found, however long ago it began", () => {
  assert.deepEqual(rows(KNOWN, span("2020-06-11", "2020-06-19")), [1, 3, 4, 7]);
});

test("the window's own first and last day belong to it", () => {
  assert.deepEqual(rows(KNOWN, span("2020-06-09", "2020-06-20")), [0, 1, 2, 3, 4, 7]);
  assert.deepEqual(rows(KNOWN, span("2020-06-25", "2020-06-25")), [1, 3, 4, 7]);
});

test("what has no date is found where it may have happened", () => {
  assert.deepEqual(rows(KNOWN, span("2011-01-01", "2011-12-31")), [5, 6, 7]);
});

test("what a filter leaves out is left out, in whichever part it stands", () => {
  const passes = Uint8Array.from([1, 0, 1, 0, 1, 1, 0, 1]);
  assert.deepEqual(rows(KNOWN, span("2020-06-09", "2020-06-30"), passes), [0, 2, 4, 7]);
});

test("while chunks arrive only what is there is found", () => {
  const { columns } = KNOWN;
  assert.deepEqual(rows({ columns: { ...columns, count: 3 } }, null), [0, 1, 2]);
});

test("the plain conditions give the same rows for many windows", () => {
  let seed = 7;
  const chance = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const spans = Array.from({ length: 400 }, () => {
    const first = 15_000 + chance(3000);
    return { first, last: first + [0, 0, 0, 6, 29, 364, 2000][chance(7)] };
  }).sort((one, other) => other.first - one.first);
  const columns = {
    count: 400, undatedFrom: 400, first: Int32Array.from(spans, ({ first }) => first), last: Int32Array.from(spans, ({ last }) => last),
    notBefore: new Int32Array(0), notAfter: new Int32Array(0), capacity: 400,
  };
  for (let turn = 0; turn < 200; turn += 1) {
    const start = 14_900 + chance(3300);
    const window = { start, end: start + chance(500) };
    const plain = spans.flatMap(({ first, last }, row) => (first <= window.end && last >= window.start ? [row] : []));
    assert.deepEqual(rows({ columns }, window).sort((one, other) => one - other), plain);
  }
  assert.ok(UNDATED < 0);
});

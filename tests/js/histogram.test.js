import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyBins } from "../../static/js/state/bins.js";
import { extentOf, histogramOf, suresOf } from "../../static/js/state/histogram.js";
import { DAYS, FIRST_DAY, madeUpColumns } from "./made_up.js";

const columns = madeUpColumns(3000, 5);
const dated = [...Array(columns.undatedFrom).keys()];

for (const [unit, start, end] of [["month", FIRST_DAY, FIRST_DAY + DAYS], ["week", FIRST_DAY + 100, FIRST_DAY + 200], ["day", FIRST_DAY + 30, FIRST_DAY + 60]]) {
  test(`bins of a ${unit} count what lies in them and what may`, () => {
    const bins = emptyBins({ start, end }, unit);
    const passes = Uint8Array.from({ length: columns.count }, (_, row) => Number(row % 3 > 0));
    const { certain, possible, totals } = histogramOf(columns, passes, bins, 3);
    bins.forEach((bin, number) => {
      const meeting = dated.filter((row) => passes[row] && columns.first[row] <= bin.end && columns.last[row] >= bin.start);
      assert.equal(totals[number], meeting.length);
      for (const kind of [0, 1, 2]) {
        const ofKind = meeting.filter((row) => columns.kind[row] === kind);
        const inside = ofKind.filter((row) => columns.first[row] >= bin.start && columns.last[row] <= bin.end);
        assert.equal(certain[number * 3 + kind], inside.length);
        assert.equal(possible[number * 3 + kind], ofKind.length - inside.length);
      }
    });
  });
}

test("nothing is counted where there are no bins", () => {
  assert.equal(histogramOf(columns, new Uint8Array(columns.count).fill(1), [], 3).totals.length, 0);
});

test("the figures of a window tell what is sure, what may be and what has no date", () => {
  const rows = Uint32Array.from([0, columns.undatedFrom]);
  const { first, last } = columns;
  const window = { start: first[0], end: last[0] };
  assert.deepEqual(suresOf(columns, rows, 2, window), { certain: 1, possible: 0, undated: 1 });
  assert.deepEqual(suresOf(columns, rows, 2, { start: first[0] + 1, end: last[0] + 1 }), { certain: 0, possible: 1, undated: 1 });
});

test("the extent reaches to the last day of the longest range", () => {
  const days = dated.map((row) => columns.last[row]);
  assert.deepEqual(extentOf(columns), { start: Math.min(...dated.map((row) => columns.first[row])), end: Math.max(...days) });
  assert.equal(extentOf({ ...columns, count: 0 }), null);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { following, timescale, wholeUnits, within, zoomed } from "../../static/js/state/timescale.js";
import { span } from "./incident.js";

const YEAR = span("2020-01-01", "2020-12-31");

test("days and pixels agree in both directions of reading", () => {
  for (const isRightToLeft of [false, true]) {
    const scale = timescale(YEAR, 732, isRightToLeft);
    for (let day = YEAR.start; day <= YEAR.end; day += 1) assert.equal(scale.day((scale.x(day) + scale.x(day + 1)) / 2), day);
  }
});

test("in Arabic the first day lies at the right", () => {
  assert.equal(timescale(YEAR, 366, true).x(YEAR.start), 366);
  assert.equal(timescale(YEAR, 366, false).x(YEAR.start), 0);
});

test("outside the chart is its first or last day", () => {
  const scale = timescale(YEAR, 366, false);
  assert.deepEqual([scale.day(-50), scale.day(1000)], [YEAR.start, YEAR.end]);
});

test("a drag in either direction takes whole units", () => {
  const june = span("2020-06-01", "2020-06-30");
  assert.deepEqual(wholeUnits(june.start + 20, june.start + 3, "month"), june);
});

test("zooming in and out again shows all, never more and never less than a fortnight", () => {
  const closer = zoomed(YEAR, YEAR, YEAR.start + 100, 0.5);
  assert.equal(closer.end - closer.start + 1, 183);
  assert.ok(closer.start <= YEAR.start + 100 && closer.end >= YEAR.start + 100);
  assert.deepEqual(zoomed(closer, YEAR, closer.start, 100), YEAR);
  assert.equal(zoomed(closer, YEAR, closer.start, 0.0001).end - zoomed(closer, YEAR, closer.start, 0.0001).start, 13);
});

test("the part in sight follows the window and stays within the extent", () => {
  const march = span("2020-03-01", "2020-03-31");
  assert.deepEqual(following(march, span("2020-04-10", "2020-04-20"), YEAR).end, span("2020-04-20", "2020-04-20").end);
  assert.equal(following(march, span("2020-03-05", "2020-03-06"), YEAR), march);
  assert.deepEqual(within({ start: YEAR.end - 5, end: YEAR.end + 5 }, YEAR), { start: YEAR.end - 10, end: YEAR.end });
});

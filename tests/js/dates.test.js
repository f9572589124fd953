import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isoOf, overlaps, plus, shifted, startOf } from "../../static/js/state/dates.js";

test("a date goes to a day and back, before 1970 and on leap days too", () => {
  for (const date of ["1969-12-31", "1970-01-01", "2000-02-29", "2020-06-30"]) assert.equal(isoOf(dayOf(date)), date);
  assert.equal(dayOf("1970-01-02"), 1);
});

test("what is not a date of the calendar is null", () => {
  for (const text of ["2021-02-29", "2020-13-01", "2020-6-1", "", "nonsense", null, undefined]) assert.equal(dayOf(text), null);
});

test("units begin where the calendar says", () => {
  const day = dayOf("2020-06-17"); // a Wednesday
  assert.equal(isoOf(startOf("year", day)), "2020-01-01");
  assert.equal(isoOf(startOf("month", day)), "2020-06-01");
  assert.equal(isoOf(startOf("week", day)), "2020-06-15");
  assert.equal(startOf("day", day), day);
});

test("a Sunday belongs to the week that began on Monday", () => {
  assert.equal(isoOf(startOf("week", dayOf("2020-06-21"))), "2020-06-15");
});

test("a month after 31 January is the last day of February", () => {
  assert.equal(isoOf(plus("month", dayOf("2020-01-31"), 1)), "2020-02-29");
  assert.equal(isoOf(plus("year", dayOf("2020-02-29"), 1)), "2021-02-28");
  assert.equal(isoOf(plus("month", dayOf("2020-01-15"), -1)), "2019-12-15");
});

test("a window of whole months stays one when it is moved", () => {
  const june = { start: dayOf("2020-06-01"), end: dayOf("2020-06-30") };
  const july = shifted(june, "month", 1);
  assert.deepEqual([isoOf(july.start), isoOf(july.end)], ["2020-07-01", "2020-07-31"]);
  assert.deepEqual(shifted(july, "month", -1), june);
});

test("spans that share one day overlap", () => {
  assert.ok(overlaps({ start: 1, end: 5 }, { start: 5, end: 9 }));
  assert.ok(!overlaps({ start: 1, end: 4 }, { start: 5, end: 9 }));
});

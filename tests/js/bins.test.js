import assert from "node:assert/strict";
import { test } from "node:test";

import { extentOf, histogram, unitFor } from "../../static/js/state/bins.js";
import { isoOf } from "../../static/js/state/dates.js";
import { incident, span } from "./incident.js";

const YEAR = span("2020-01-01", "2020-12-31");

test("the bins go from years to days as one looks closer", () => {
  assert.equal(unitFor(span("2011-01-01", "2026-12-31"), 100), "year");
  assert.equal(unitFor(span("2018-01-01", "2024-12-31"), 100), "month");
  assert.equal(unitFor(YEAR, 100), "week");
  assert.equal(unitFor(span("2020-06-01", "2020-07-31"), 100), "day");
});

test("a range counts once in each bin that it overlaps, as possible only", () => {
  const bins = histogram([incident({ start: "2020-05-20", end: "2020-07-03" })], YEAR, "month");
  const counted = bins.filter((bin) => bin.total);
  assert.deepEqual(counted.map((bin) => isoOf(bin.start)), ["2020-05-01", "2020-06-01", "2020-07-01"]);
  assert.ok(counted.every((bin) => bin.possible.get("air_strike") === 1 && bin.certain.size === 0));
});

test("a range within one bin is certain there", () => {
  const [june] = histogram([incident({ start: "2020-06-01", end: "2020-06-10" })], YEAR, "month").filter((bin) => bin.total);
  assert.equal(june.certain.get("air_strike"), 1);
  assert.equal(june.possible.size, 0);
});

test("an incident without a date is in no bin", () => {
  assert.ok(histogram([incident({ start: null, notAfter: "2020-07-01" })], YEAR, "month").every((bin) => bin.total === 0));
});

test("what lies before or after the part in sight is not counted at its edge", () => {
  const outside = [incident({ start: "2019-12-31" }), incident({ start: "2021-01-01" })];
  assert.ok(histogram(outside, YEAR, "month").every((bin) => bin.total === 0));
});

test("the bins of days agree with a count of each day", () => {
  const days = ["2020-06-01", "2020-06-01", "2020-06-15", "2020-06-30"];
  const bins = histogram(days.map((start) => incident({ start })), span("2020-06-01", "2020-06-30"), "day");
  assert.equal(bins.length, 30);
  assert.deepEqual([bins[0].total, bins[14].total, bins[29].total], [2, 1, 1]);
});

test("the extent leaves out what has no date", () => {
  assert.equal(extentOf([incident({ start: null })]), null);
  const both = [incident({ start: null }), incident({ start: "2020-03-01" }), incident({ start: "2019-01-01", end: "2021-01-01" })];
  assert.deepEqual(extentOf(both), span("2019-01-01", "2021-01-01"));
});

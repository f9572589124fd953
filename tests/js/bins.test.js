import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyBins, unitFor } from "../../static/js/state/bins.js";
import { isoOf } from "../../static/js/state/dates.js";
import { span } from "./incident.js";

const YEAR = span("2020-01-01", "2020-12-31");

test("the bins go from years to days as one looks closer", () => {
  assert.equal(unitFor(span("2011-01-01", "2026-12-31"), 100), "year");
  assert.equal(unitFor(span("2018-01-01", "2024-12-31"), 100), "month");
  assert.equal(unitFor(YEAR, 100), "week");
  assert.equal(unitFor(span("2020-06-01", "2020-07-31"), 100), "day");
});

test("bins cover the span, the first and the last of them whole", () => {
  const bins = emptyBins(span("2020-05-20", "2020-07-03"), "month");
  assert.deepEqual(bins.map((bin) => [isoOf(bin.start), isoOf(bin.end)]), [["2020-05-01", "2020-05-31"], ["2020-06-01", "2020-06-30"], ["2020-07-01", "2020-07-31"]]);
});

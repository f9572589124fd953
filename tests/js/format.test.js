import assert from "node:assert/strict";
import { test } from "node:test";

import { dateWords, fill, tollWords, windowWords } from "../../static/js/state/format.js";
import { incident, span } from "./incident.js";

const WORDS = {
  all_dates: "All dates",
  date_unknown: "Date unknown",
  date_unknown_by: "Date unknown, reported by {date}",
  at_least: "at least {count}",
  up_to: "up to {count}",
};

test("a date is said as precisely as it is known", () => {
  const said = (others) => dateWords(incident(others), "en", WORDS);
  assert.equal(said({ start: "2020-06-05" }), "5 Jun 2020");
  assert.equal(said({ start: "2020-06-01", end: "2020-06-30", datePrecision: "month" }), "June 2020");
  assert.equal(said({ start: "2020-01-01", end: "2020-12-31", datePrecision: "year" }), "2020");
  assert.match(said({ start: "2020-06-01", end: "2020-06-10" }), /^1\s?–\s?10 Jun 2020$/);
  assert.equal(said({ start: null, notAfter: "2020-07-01" }), "Date unknown, reported by 1 Jul 2020");
  assert.equal(said({ start: null }), "Date unknown");
});

test("the window is said in the language of the page", () => {
  assert.equal(windowWords(null, "en", WORDS), "All dates");
  assert.match(windowWords(span("2020-06-01", "2020-06-10"), "ar", WORDS), /يونيو 2020/);
});

test("nobody, somebody and nothing stated are three things", () => {
  assert.deepEqual(
    [[0, 0], [1, null], [null, 4], [3, 5], [12, 12], null, [null, null]].map((toll) => tollWords(toll, WORDS)),
    ["0", "at least 1", "up to 4", "3–5", "12", "", ""],
  );
});

test("what a template does not name stays as it is", () => {
  assert.equal(fill("{a} and {b}", { a: 1 }), "1 and {b}");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { again, firstWindow, stepped } from "../../static/js/state/playing.js";
import { span } from "./incident.js";

const EXTENT = span("2019-01-01", "2020-12-31");

test("the first window is about a twelfth, and in cumulative mode the first unit", () => {
  assert.deepEqual(firstWindow(EXTENT, "month", false), span("2019-01-01", "2019-02-28"));
  assert.deepEqual(firstWindow(EXTENT, "month", true), span("2019-01-01", "2019-01-31"));
});

test("a window walks as it is until it has left the extent", () => {
  assert.deepEqual(stepped(span("2020-01-01", "2020-01-31"), EXTENT, "month", 1, false), span("2020-02-01", "2020-02-29"));
  assert.equal(stepped(span("2020-12-01", "2020-12-31"), EXTENT, "month", 1, false), null);
  assert.equal(stepped(span("2019-01-01", "2019-01-31"), EXTENT, "month", -1, false), null);
});

test("a cumulative window keeps its first day, grows to the end, and shrinks to nothing less than a unit", () => {
  assert.deepEqual(stepped(span("2019-01-01", "2020-01-31"), EXTENT, "month", 1, true), span("2019-01-01", "2020-02-29"));
  assert.equal(stepped(span("2019-01-01", "2020-12-31"), EXTENT, "month", 1, true), null);
  assert.equal(stepped(span("2019-01-01", "2019-01-31"), EXTENT, "month", -1, true), null);
});

test("a loop begins again with a window of the same length", () => {
  assert.deepEqual(again(span("2020-11-01", "2020-12-31"), EXTENT, "month", false), { start: EXTENT.start, end: EXTENT.start + 60 });
  assert.deepEqual(again(span("2019-01-01", "2020-12-31"), EXTENT, "month", true), span("2019-01-01", "2019-01-31"));
});

test("from beyond either end one comes back in", () => {
  const extent = span("2020-01-01", "2020-12-31");
  const [before, after] = [span("2010-01-01", "2010-01-31"), span("2030-01-01", "2030-01-31")];
  assert.deepEqual(stepped(before, extent, "month", 1, false), span("2010-02-01", "2010-02-28"));
  assert.equal(stepped(before, extent, "month", -1, false), null);
  assert.deepEqual(stepped(after, extent, "month", -1, false), span("2029-12-01", "2029-12-31"));
  assert.equal(stepped(after, extent, "month", 1, false), null);
});

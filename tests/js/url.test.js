import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING } from "../../static/js/state/criteria.js";
import { INITIAL, searchOf, stateOf } from "../../static/js/state/url.js";
import { span } from "./incident.js";

const KNOWN = { kind: ["air_strike", "clash"] };

test("the whole state survives the address", () => {
  const state = {
    filter: {
      ...NOTHING,
      kind: ["air_strike", "clash"],
      killed: 5,
      polygon: [[40, 34.5], [41, 34.5], [40.1234, 35]],
      q: "the bridge",
      window: span("2020-06-01", "2020-06-10"),
    },
    shown: span("2020-01-01", "2020-12-31"),
    playing: { isCumulative: true, speed: 4, isLooping: true },
    view: { zoom: 7, latitude: 35.02, longitude: 40.45 },
    selected: "SY-2020-0143",
  };
  assert.deepEqual(stateOf(searchOf(state), KNOWN), state);
});

test("the first state needs no query, and the parameters are those of the API", () => {
  assert.equal(searchOf(INITIAL), "");
  const june = { ...INITIAL, filter: { ...NOTHING, kind: ["clash"], window: span("2020-06-01", "2020-06-30") } };
  assert.equal(searchOf(june), "?from=2020-06-01&to=2020-06-30&kind=clash");
});

test("a mangled link still opens the map", () => {
  const mangled = [
    "?from=2020-06-31&to=x",
    "?from=2020-06-02&to=2020-06-01",
    "?kind=nonsense",
    "?map=99/35/40",
    "?map=7/NaN/40",
    "?map=//",
    "?incident=<script>",
    "?timeline=2020",
    "?speed=1000&loop=x",
    "?polygon=1,2,3,4",
    "?%E0%A4%A",
  ];
  for (const search of mangled) assert.deepEqual(stateOf(search, KNOWN), INITIAL, search);
});

test("a link with one day alone reaches to the end of what there is, as on the server", () => {
  const all = span("2011-01-01", "2026-12-31");
  assert.deepEqual(stateOf("?from=2020-06-01", {}, all).filter.window, span("2020-06-01", "2026-12-31"));
  assert.deepEqual(stateOf("?to=2020-06-01", {}, all).filter.window, span("2011-01-01", "2020-06-01"));
  assert.equal(stateOf("", {}, all).filter.window, null);
  assert.equal(stateOf("?from=2020-06-01", {}).filter.window, null);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { standingParties } from "../../static/js/state/parties.js";

const actors = [{ id: 3, en: "", ar: "" }, null, { id: 8, en: "", ar: "", was: [5, 12] }, { id: null, en: "", ar: "" }, { id: 12, en: "", ar: "" }];

test("a link to a party that was merged shows the one that it is now", () => {
  assert.deepEqual(standingParties([5], { actors }), [8]);
  assert.deepEqual(standingParties([3, 5, 8], { actors }), [3, 8]);
});

test("while what hangs on it is still moving, a merged party is shown with the one that it is now", () => {
  assert.deepEqual(standingParties([12], { actors }), [8, 12]);
});

test("nothing is replaced where nothing was merged", () => {
  const ids = [3, 8, 99];
  assert.equal(standingParties(ids, { actors }), ids);
});
